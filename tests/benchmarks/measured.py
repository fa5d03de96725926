"""A figure, and the figures to hold: design section 6, every row of it."""

from collections.abc import Sequence
from dataclasses import dataclass

DUCKDB, POSTGRESQL = "DuckDB", "PostgreSQL"
COUNTY, NATION, ONE_COUNTY, TEN_NATIONS = "county", "nation", "the largest county alone", "ten nations"


@dataclass(frozen=True)
class Limit:
    """A row of the design: what it is about, and the most that it may be; `below` where it must stay under that."""

    what: str
    most: float
    unit: str
    below: bool = False

    def holds(self, value: float) -> bool:
        """Whether `value` is within it."""
        return value < self.most if self.below else value <= self.most

    def __str__(self) -> str:
        return f"{'<' if self.below else '≤'} {self.most:g} {self.unit}"


COUNTY_RERUN = Limit("server time of a rerun, county size, p95", 60, "ms")
NATIONAL_RERUN = Limit("server time of a rerun, national size, p95", 120, "ms")
CPU = Limit("server CPU for one change of huvudman", 19, "ms")
CHANGE_SHOWN = Limit("change of huvudman until all of it is shown in Chromium, p50", 110, "ms")
COLD_LOAD = Limit("cold load until key figures and map are shown", 1.6, "s")
FIFTY_PEOPLE = Limit("50 people each acting every 5 s, p95", 250, "ms")
BYTES = Limit("bytes over the websocket per rerun", 40, "KB")
FIRST_BYTES = Limit("first load until key figures and map, compressed", 1.3, "MB")
ALL_BYTES = Limit("first load in all, compressed", 3.3, "MB")
UNCOMPRESSED = Limit("answers of the first load that are text and not compressed", 0, "answers")
UNCACHEABLE = Limit("static files of the first load that may not be kept", 0, "files")
PROCESS_MEMORY = Limit("memory of the process", 350, "MB")
SESSION_MEMORY = Limit("memory per session", 0.3, "MB")
SHIFT = Limit("layout shift of the worst page", 0.1, "CLS", below=True)
FOREIGN = Limit("requests to other origins", 0, "requests")
VIOLATIONS = Limit("axe violations that are serious or critical, every page", 0, "violations")
LIMITS = (
    *(COUNTY_RERUN, NATIONAL_RERUN, CPU, CHANGE_SHOWN, COLD_LOAD, FIFTY_PEOPLE, BYTES, FIRST_BYTES, ALL_BYTES),
    *(UNCOMPRESSED, UNCACHEABLE, PROCESS_MEMORY, SESSION_MEMORY, SHIFT, FOREIGN, VIOLATIONS),
)
"""Every row of design section 6."""
RERUN = {COUNTY: COUNTY_RERUN, NATION: NATIONAL_RERUN}


@dataclass(frozen=True)
class Measured:
    """One line of the table: on which engine and size, what, the figure, its unit, and what it is to hold, if any."""

    engine: str
    size: str
    what: str
    value: float
    unit: str
    limit: Limit | None = None

    def is_again(self, other: "Measured") -> bool:
        """Whether it is of the same as `other`: the pages of the nation are both measured and seen to grow."""
        return (self.engine, self.size, self.what) == (other.engine, other.size, other.what)

    @property
    def verdict(self) -> str:
        """Whether it holds or is missed; nothing where no limit is set."""
        if self.limit is None:
            return ""
        return "holds" if self.limit.holds(self.value) else "missed"


@dataclass(frozen=True)
class Place:
    """A service that is measured: its engine, its size, its address, and the county and huvudmän looked at there."""

    engine: str
    size: str
    origin: str
    principals: tuple[str, ...]
    county: str = ""

    def figure(self, what: str, value: float, unit: str, limit: Limit | None = None) -> Measured:
        """A figure measured here."""
        return Measured(self.engine, self.size, what, value, unit, limit)

    def view(self, **parameters: str) -> dict[str, str]:
        """The query parameters of a view of the county that is looked at."""
        return ({"lan": self.county} if self.county else {}) | parameters


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` of `values` lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
