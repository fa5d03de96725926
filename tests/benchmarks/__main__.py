"""`make bench`: the figures of the design on both engines, at county and national size, and how they grow.

`make bench PART=growth`, or `python -m tests.benchmarks pages growth`, measures those parts alone.
"""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import product

from playwright.sync_api import Browser, sync_playwright

from tests.benchmarks import chromium, compared, figures, growth, memory
from tests.benchmarks.every_page import every_page
from tests.benchmarks.measured import COUNTY, DUCKDB, NATION, Measured
from tests.benchmarks.servers import ENGINES, Built, built
from tests.benchmarks.table import load, machine, write
from tests.browser.conftest import FLAGS
from tests.browser.test_every_page import LOOKS
from tests.need import path_of

ROUNDS = {COUNTY: 60, NATION: 40}
PLACES = tuple(product(ENGINES, (COUNTY, NATION)))


def pages(databases: Built) -> Iterator[Measured]:
    """Server time and bytes of every page, CPU of a change, and the first look after a write."""
    for engine, size in PLACES:
        with databases.served(engine, size) as server:
            yield from figures.reruns(server.place, ROUNDS[size])
            yield figures.cpu_of_change(server)
            yield from figures.after_writes(server)


def people(databases: Built) -> Iterator[Measured]:
    """1, 10, 50 and 100 people at once."""
    for engine, size in PLACES:
        with databases.served(engine, size) as server:
            for count in (1, 10, 50, 100):
                yield figures.people(server.place, count, seconds=15)


def memories(databases: Built) -> Iterator[Measured]:
    """The process and a session everywhere; an hour of visits where the process holds the database itself."""
    for engine, size in PLACES:
        with databases.served(engine, size) as server:
            yield from memory.at_rest(server)
            if engine == DUCKDB:
                yield from memory.through_an_hour(server)


def browser(databases: Built) -> Iterator[Measured]:
    """What Chromium sees; all looks at every page of the county, and one of the nation, on one engine."""
    with _chromium() as seen_by:
        yield from compared.compared(databases, seen_by)
        for engine, size in PLACES:
            with databases.served(engine, size) as server:
                yield from chromium.first_load(server.place, seen_by)
                yield chromium.change_shown(server.place, seen_by)
                if engine == DUCKDB:
                    yield from every_page(server.place, seen_by, LOOKS if size == COUNTY else LOOKS[:1])


def start(databases: Built) -> Iterator[Measured]:
    """From the start of the process until it is ready."""
    for engine, size in PLACES:
        yield from growth.start_up(databases, engine, size)


def grown(databases: Built) -> Iterator[Measured]:
    """The largest county alone, in its nation and in ten nations. Last, for it writes."""
    for engine, size in growth.GROWING:
        yield from growth.grown(databases, engine, size)


PARTS: dict[str, Callable[[Built], Iterator[Measured]]] = {
    "pages": pages,
    "people": people,
    "memory": memories,
    "browser": browser,
    "start": start,
    "growth": grown,
}


@contextmanager
def _chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path_of("chromium"), args=FLAGS)
        yield opened
        opened.close()


def main(asked: list[str]) -> int:
    """Measure the parts that are asked for, or all; print the table and write it to bench/."""
    unknown = set(asked) - set(PARTS)
    if unknown:
        print(f"There is no part {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}.", file=sys.stderr)
        return 2
    measured_on = f"{machine()}, {load()}"
    found: list[Measured] = []
    with built() as databases:
        for name in asked or PARTS:
            started = time.perf_counter()
            for one in PARTS[name](databases):
                if any(one.is_again(other) for other in found):
                    continue
                found.append(one)
                print(f"{one.engine}, {one.size}: {one.what} {one.value:.3g} {one.unit}", file=sys.stderr, flush=True)
            table = write(found, measured_on)  # now, so that it is not lost if what comes next fails
            print(f"-- {name} took {time.perf_counter() - started:.0f} s", file=sys.stderr, flush=True)
    print(table)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
