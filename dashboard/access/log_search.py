"""Searching the log. For administrators alone; nothing here writes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select

from dashboard.access.viewer import LOCAL_ID
from dashboard.errors import NotAllowed
from dashboard.store.records import Row
from dashboard.store.schema.access import log, member
from dashboard.store.scope import ADMINISTER
from dashboard.store.store import Store

_about = member.alias("about")
_with_members = log.outerjoin(member, member.c.id == log.c.by).outerjoin(_about, _about.c.id == log.c.subject)
_OTHERS = {LOCAL_ID: "den här datorn", "kommandoraden": "kommandoraden"}


def _in_county(store: Store) -> list[ColumnElement[bool]]:
    """What an administrator sees: what was done in its county's name, or in none's, as guesses on links."""
    county = store.scope.county
    return [or_(log.c.county_code == county, log.c.county_code.is_(None))] if county else []


@dataclass(frozen=True)
class Wanted:
    """Which lines: all `words` found in them, of an `action`, from the day `start` to the day `stop`."""

    words: str = ""
    action: str | None = None
    start: date | None = None
    stop: date | None = None


def lines(store: Store, wanted: Wanted, first: int = 0, most: int | None = None) -> list[Row]:
    """The lines that are wanted, the newest first: columns of the log, and `who` and `about` in words.

    A member is said by its address; one that has been removed by its id, which says no more. Raises NotAllowed.
    """
    _require_administrator(store)
    asked = (
        select(log, member.c.email, _about.c.email.label("about"))
        .select_from(_with_members)
        .where(_matching(wanted), *_in_county(store))
        .order_by(log.c.at.desc(), log.c.id.desc())
        .offset(first)
    )
    with store.reading() as connection:
        found = connection.execute(asked.limit(most) if most is not None else asked)
        return [{**row, "who": _who(dict(row)), "about": row["about"] or row["subject"]} for row in found.mappings()]


def number_of_lines(store: Store, wanted: Wanted) -> int:
    """How many lines are wanted. Raises NotAllowed."""
    _require_administrator(store)
    asked = select(func.count()).select_from(_with_members).where(_matching(wanted), *_in_county(store))
    with store.reading() as connection:
        return int(connection.execute(asked).scalar_one())


def _matching(wanted: Wanted) -> ColumnElement[bool]:
    where = []
    columns = (log.c.by, member.c.email, log.c.subject, _about.c.email, log.c.before, log.c.after)
    for word in wanted.words.lower().split():
        where.append(or_(*(func.lower(func.coalesce(one, "")).contains(word, autoescape=True) for one in columns)))
    if wanted.action:
        where.append(log.c.action == wanted.action)
    if wanted.start:
        where.append(log.c.at >= datetime.combine(wanted.start, time.min))
    if wanted.stop:
        where.append(log.c.at < datetime.combine(wanted.stop + timedelta(days=1), time.min))
    return and_(True, *where)


def _who(row: Mapping[str, object]) -> str:
    return str(row["email"] or _OTHERS.get(str(row["by"]), row["by"]))


def _require_administrator(store: Store) -> None:
    if not store.scope.may(ADMINISTER):
        raise NotAllowed("Bara administratörer läser loggen.")
