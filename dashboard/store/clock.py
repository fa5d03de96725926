"""When something is written, by a clock that may stand wrong: no row is dated before those that were there first."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select

from dashboard.errors import ClockWrong
from dashboard.store.schema.facts import source

ALLOWED = timedelta(hours=2)
"""How far back a clock may go without a word: an hour when summer time ends, and what machines differ by."""


def newest_write(connection: Connection) -> datetime | None:
    """When something was last entered or read in, as the clock stood then; what a database is built of has no say."""
    by_use = source.c.kind.in_(("entry", "import"))
    found = connection.execute(select(func.max(source.c.recorded_at)).where(by_use)).scalar()
    return found if isinstance(found, datetime) else None


def stamp_of(connection: Connection, now: datetime) -> datetime:
    """The time of what is written `now`: never before what was written last, so that the newest row is in force.

    Raises ClockWrong when the clock stands further behind than ALLOWED: a row dated then would change a picture of an
    earlier day, or lie hidden under an older one.
    """
    newest = newest_write(connection)
    if newest is not None and newest - now > ALLOWED:
        raise ClockWrong(f"{wrong_clock(newest, now)} Ingenting sparades.")
    return max(now, newest or now)


def wrong_clock(newest: datetime, now: datetime) -> str:
    """What is said when something is dated after `now`: what is amiss, what it means, and what to do."""
    return (
        f"Serverns klocka visar {now:%Y-%m-%d kl. %H.%M}, men det finns uppgifter som skrevs {newest:%Y-%m-%d}: de "
        "visas inte förrän den dagen. Säg till den som driver Lägesbild, som ställer klockan, eller återställer en "
        "kopia om den gick fel då."
    )
