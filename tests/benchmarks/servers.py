"""Databases of every engine and size, built when first wanted, and the service over them."""

import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path

import psutil
from sqlalchemy import create_engine, text

from dashboard.settings import ROOT, Settings
from dashboard.store.building import build
from dashboard.store.generate import Country
from tests.benchmarks.measured import COUNTY, DUCKDB, NATION, ONE_COUNTY, POSTGRESQL, TEN_NATIONS, Place
from tests.browser.conftest import free_port
from tests.engines import Databases, Files, Shared, file_of
from tests.postgres import postgres

LARGEST = "14"
"""Västra Götaland, the county with most huvudmän: what is looked at where there is a nation."""
OF_LARGEST = ("1480", "1489", "1490", "1401", "1402", "1407", "1415", "1419", "1427", "14")
OF_SAMPLE = ("0484", "0486", "0482", "0483", "0428", "0461", "0480", "0481", "0488", "04")
SIZES = {
    COUNTY: None,
    NATION: Country(),
    ONE_COUNTY: Country(counties=(LARGEST,)),
    TEN_NATIONS: Country(nations=10),
}
"""What is built; the county is that of the sample, with its 10 huvudmän, 8 rounds and 30 measures."""
ENGINES = (DUCKDB, POSTGRESQL)
_PATIENCE = 300


@dataclass(frozen=True)
class Server:
    """A running service: where, its process, and how many seconds passed until it was ready."""

    place: Place
    started_in: float
    _process: "subprocess.Popen[bytes]"

    @property
    def process(self) -> psutil.Process:
        """The process, to measure."""
        return psutil.Process(self._process.pid)

    @property
    def memory(self) -> float:
        """Its resident memory in MB."""
        return float(self.process.memory_info().rss) / 1e6

    def write(self) -> None:
        """Store something, so that every answer is asked for anew."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(b"\n")
        self._process.stdin.flush()
        assert b"written\n" in iter(self._process.stdout.readline, b"")  # after what the command says when it starts


@dataclass
class Built:
    """The databases of a run of the benchmark."""

    engines: dict[str, Databases]
    _urls: dict[tuple[str, str], str] = field(default_factory=dict)
    seconds: dict[tuple[str, str], float] = field(default_factory=dict)

    def url(self, engine: str, size: str) -> str:
        """The address of the database, built when first wanted; how long that took is kept in `seconds`."""
        if (engine, size) not in self._urls:
            url = self.fresh(engine)
            started = time.perf_counter()
            # In a process of its own: ten nations take more memory than is to be had beside what is measured.
            with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
                pool.submit(_build, url, size).result()
            self.seconds[engine, size] = time.perf_counter() - started
            self._urls[engine, size] = url
        return self._urls[engine, size]

    def fresh(self, engine: str) -> str:
        """The address of a database that holds nothing."""
        return self.engines[engine].fresh("benchmark")

    @contextmanager
    def served(self, engine: str, size: str) -> Iterator[Server]:
        """The service over the database of this engine and size."""
        with served(self.url(engine, size), engine, size) as server:
            yield server


def settings_at(url: str) -> Settings:
    """The settings of a service over the database at `url`."""
    return Settings(database_url=url)


def _build(url: str, size: str) -> None:
    sample = SIZES[size] is None
    build(settings_at(url), facts=sample, sample=sample, country=SIZES[size])


@contextmanager
def built() -> Iterator[Built]:
    """Databases in files and in a PostgreSQL that waits for its disk, as one that is used for real does."""
    with (
        tempfile.TemporaryDirectory() as files,
        tempfile.TemporaryDirectory() as folder,
        postgres(Path(folder), fsync="on") as address,
    ):
        engines = {DUCKDB: Files(Path(files)), POSTGRESQL: Shared(address)}
        yield Built(engines)
        for one in engines.values():
            one.end()


@contextmanager
def served(url: str, engine: str, size: str) -> Iterator[Server]:
    """The service over the database at `url`, which it builds itself when there is nothing."""
    port = free_port()
    words = [sys.executable, "-m", "tests.benchmarks.served", str(port)]
    environment = os.environ | {"LAGESBILD_DATABASE_URL": url}
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            words, env=environment, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log
        )
        try:
            took = settle(f"http://127.0.0.1:{port}/ready", process)
            if took is None:
                log.seek(0)
                raise RuntimeError(f"the service did not start: {log.read().decode()}")
            own = ("", OF_SAMPLE) if size == COUNTY else (LARGEST, OF_LARGEST)
            place = Place(engine, size, f"http://127.0.0.1:{port}", own[1], own[0])
            yield Server(place, took, process)
        finally:
            process.terminate()
            process.wait(30)


def settle(address: str, process: "subprocess.Popen[bytes]") -> float | None:
    """Wait until `address` answers; how many seconds that took, and None when the process ends instead."""
    started = time.perf_counter()
    while process.poll() is None and time.perf_counter() - started < _PATIENCE:
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return time.perf_counter() - started
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.02)
    return None


def size_of(url: str) -> float:
    """How many MB the database takes on disk."""
    if url.startswith("duckdb:"):
        return file_of(url).stat().st_size / 1e6
    engine = create_engine(url)
    with engine.connect() as connection:
        found = connection.execute(text("select pg_database_size(current_database())")).scalar_one()
    engine.dispose()
    return float(found) / 1e6
