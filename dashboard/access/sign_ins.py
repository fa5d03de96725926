"""Sign-ins: who a visit is of, when it began, and when it ends. A sign-in is known by the SHA-256 of what names it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import delete, insert, select, update

from dashboard.access.claims import SignedIn
from dashboard.access.members import members_of, viewer_of
from dashboard.access.viewer import NOBODY, Viewer
from dashboard.store.log import Line, add_line
from dashboard.store.records import Row
from dashboard.store.schema.access import member, sign_in
from dashboard.store.scope import NOTHING
from dashboard.store.store import Store

_NOTED = timedelta(seconds=60)
"""So often at most it is noted that somebody is still there."""
_NO_MEMBER = "ingen medlem"
KEPT = timedelta(days=90)
"""So long a sign-in is kept on record: longer than its cookie is good, so that one that has ended stays known."""
_LONGEST = 120


def viewer_of_sign_in(store: Store, counties: Sequence[str], visit: SignedIn, idle: timedelta) -> tuple[Viewer, bool]:
    """Who a signed-in visit is of, and whether it has ended: by sign-out, or nothing having been done for `idle`.

    `store` is the system's own. Of somebody who is a member in several counties it is the first of `counties` that is
    one of them, or the first by code. Somebody who is no member is a stranger, whose `email` is what the provider said.
    One that is not on record and was issued longer than `idle` ago has ended too, and is not put on record: it was
    ended before the copy that the database was restored from, or has been forgotten.
    """
    name, now = _name_of(visit), store.now()
    known = _known(store, name)
    if known is None and now - _by_our_clock(visit.issued_at) > idle:
        return NOBODY, True
    if known is not None and (known["ended_at"] or now - known["last_seen_at"] > idle):
        if not known["ended_at"]:
            end_sign_in(store, visit)
        return NOBODY, True
    own = {row["county_code"]: row for row in members_of(store, visit.who)}
    row = next((own[county] for county in [*counties, *own] if county in own), None)
    who = row["id"] if row else ""
    if known is None:
        _begin(store, name, Line(now, who or _NO_MEMBER, row["county_code"] if row else ""))
    elif now - known["last_seen_at"] > _NOTED or (who and not known["member_id"]):
        with store.writing() as connection:
            seen = {"last_seen_at": now, "member_id": known["member_id"] or who}  # a stranger may have been let in
            connection.execute(update(sign_in).where(sign_in.c.id == name).values(**seen))
    if row is None:
        return Viewer("stranger", NOTHING, email=visit.said[:_LONGEST]), False
    return viewer_of(row, list(own)), False


def end_sign_in(store: Store, visit: SignedIn) -> None:
    """End a sign-in for good; whoever comes with its cookie again is nobody. Raises DatabaseUnavailable."""
    name, now = _name_of(visit), store.now()
    with store.writing() as connection:
        found = connection.execute(select(sign_in).where(sign_in.c.id == name)).first()
        if found is None:  # signed out before any page was drawn
            ended = {"id": name, "member_id": "", "started_at": now, "last_seen_at": now, "ended_at": now}
            connection.execute(insert(sign_in), [ended])
            return
        if found.ended_at:
            return
        connection.execute(update(sign_in).where(sign_in.c.id == name).values(ended_at=now))
        county = connection.execute(select(member.c.county_code).where(member.c.id == found.member_id)).scalar()
        add_line(connection, Line(now, found.member_id or _NO_MEMBER, county or ""), "sign_out", "")


def _begin(store: Store, name: str, line: Line) -> None:
    with store.writing() as connection:
        if connection.execute(select(sign_in.c.id).where(sign_in.c.id == name)).first() is not None:
            return  # another tab of the same browser was first
        connection.execute(delete(sign_in).where(sign_in.c.last_seen_at < line.at - KEPT))
        who = "" if line.by == _NO_MEMBER else line.by
        begun = {"id": name, "member_id": who, "started_at": line.at, "last_seen_at": line.at}
        connection.execute(insert(sign_in), [begun])
        add_line(connection, line, "sign_in", "")


def _known(store: Store, name: str) -> Row | None:
    with store.reading() as connection:
        found = connection.execute(select(sign_in).where(sign_in.c.id == name)).first()
    return dict(found._mapping) if found else None


def _by_our_clock(moment: datetime) -> datetime:
    """A moment as the store writes it: local, without a zone."""
    return moment.astimezone().replace(tzinfo=None)


def _name_of(visit: SignedIn) -> str:
    named = (visit.who.issuer, visit.who.subject, str(visit.issued_at.timestamp()), visit.words)
    return sha256("\n".join(named).encode()).hexdigest()
