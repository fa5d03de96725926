"""The data version, a number that every write raises, and the one that each county's last write gave.

What is kept of a county holds until something is written of that county, whatever is written of others.
"""

import threading
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, insert, select, update

from dashboard.store.schema.facts import county_version, store_state

_OF_ALL = ""


@dataclass(frozen=True)
class Versions:
    """The data version, and by county code the one of its last write; under no code that of what is of all."""

    number: int
    by_county: Mapping[str, int]

    def of(self, county: str | None) -> int:
        """A number that every write raises which may change what is known of `county`; None: of what is common."""
        return max(self.by_county.get(_OF_ALL, 0), self.by_county.get(county or _OF_ALL, 0))


@dataclass
class SeenVersions:
    """The versions, as every viewer's store has them, and when they were seen (seconds of the monotonic clock)."""

    now: Versions
    seen_at: float
    _changing: threading.Lock = field(default_factory=threading.Lock)

    def see(self, found: Versions) -> None:
        """Note what the database had: never back, for another thread may have written while it was asked for."""
        with self._changing:
            known = self.now
            highest = {
                county: max(known.by_county.get(county, 0), found.by_county.get(county, 0))
                for county in {*known.by_county, *found.by_county}
            }
            self.now = Versions(max(known.number, found.number), highest)


def read_versions(connection: Connection) -> Versions:
    """The versions that the database has."""
    number = int(connection.execute(select(store_state.c.data_version)).scalar_one())
    of_counties = connection.execute(select(county_version.c.county_code, county_version.c.data_version))
    return Versions(number, {str(county): int(version) for county, version in of_counties})


def raise_version(connection: Connection, counties: Collection[str | None]) -> Versions:
    """Count a write of `counties`, None standing for what is of all; the new versions."""
    connection.execute(update(store_state).values(data_version=store_state.c.data_version + 1))
    now = read_versions(connection)
    for county in {county or _OF_ALL for county in counties}:
        values = {"data_version": now.number}
        if county in now.by_county:
            connection.execute(update(county_version).where(county_version.c.county_code == county).values(values))
        else:
            connection.execute(insert(county_version), [{"county_code": county, **values}])
    return read_versions(connection)
