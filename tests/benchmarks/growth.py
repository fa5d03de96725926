"""Start-up, import and entries, and how each figure grows with the data."""

import statistics
import time
from collections.abc import Iterator
from datetime import date

from dashboard.intake.codes import Known
from dashboard.intake.entries import examine_entry, store_entry
from dashboard.intake.registers import ROLE
from dashboard.store.building import open_store
from dashboard.store.store import Store
from tests.benchmarks.figures import ANEW, after_writes, reruns
from tests.benchmarks.intake import import_speed
from tests.benchmarks.measured import COUNTY, DUCKDB, NATION, ONE_COUNTY, POSTGRESQL, TEN_NATIONS, Measured
from tests.benchmarks.servers import LARGEST, OF_LARGEST, Built, served, settings_at, size_of

GROWING = (
    (DUCKDB, ONE_COUNTY),
    (DUCKDB, NATION),
    (DUCKDB, TEN_NATIONS),
    (POSTGRESQL, ONE_COUNTY),
    (POSTGRESQL, NATION),
)


def start_up(built: Built, engine: str, size: str, times: int = 3) -> list[Measured]:
    """Seconds from the start of the process until it is ready; of the county also the first, which builds all."""
    took = []
    for _ in range(times):
        with built.served(engine, size) as server:
            took.append(server.started_in)
    found = [server.place.figure("from start to ready", statistics.median(took), "s")]
    if size == COUNTY:
        with served(built.fresh(engine), engine, size) as first:
            found.append(first.place.figure("from start to ready, database built first", first.started_in, "s"))
    return found


def grown(built: Built, engine: str, size: str) -> Iterator[Measured]:
    """What may grow with the data, looked at in the largest county: the same huvudmän, however many others."""
    url = built.url(engine, size)
    yield Measured(engine, size, "building the database", built.seconds[engine, size], "s")
    yield Measured(engine, size, "size of the database", size_of(url), "MB")
    with built.served(engine, size) as server:
        yield server.place.figure("one start", server.started_in, "s")
        yield from reruns(server.place, 30, ANEW)
        yield server.place.figure("memory with three pages looked at", server.memory, "MB")
        yield from after_writes(server, 6)
    yield from stored(engine, size, url)


def stored(engine: str, size: str, url: str) -> list[Measured]:
    """How long an entry by hand and a large file take to store, the service not running."""
    store = open_store(settings_at(url))
    try:
        return [
            Measured(engine, size, "one entry checked and stored, p50", entry_speed(store), "ms"),
            import_speed(store, engine, size, LARGEST),
        ]
    finally:
        store.close()


def entry_speed(store: Store, times: int = 10) -> float:
    """Milliseconds from what a form holds until it is stored."""
    today, took = date.today(), []
    for number in range(times):
        written = {
            "principal_code": OF_LARGEST[0],
            "status": ("decided", "appointed")[number % 2],
            "funding": "temporary",
            "recorded_by": "benchmark",
            "known_on": today.isoformat(),
        }
        started = time.perf_counter()
        entered = examine_entry(store, ROLE, written, Known(store, LARGEST, today))
        assert not entered.faults, entered.faults
        store_entry(store, entered)
        took.append((time.perf_counter() - started) * 1000)
    return statistics.median(took)
