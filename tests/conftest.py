"""Stores for the tests: the whole sample, the empty one, and one with the rows that a test gives."""

import shutil
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cache
from itertools import count
from pathlib import Path

import pytest
from _pytest.nodeid import NodeId
from sqlalchemy import Date

from dashboard.parts import viewer
from dashboard.settings import ROOT, Settings
from dashboard.store.building import build, open_store
from dashboard.store.engine import open_engine
from dashboard.store.queries import Query, load_queries
from dashboard.store.schema import FACT_TABLES
from dashboard.store.store import Store

pytest_plugins = ["tests.faults.told"]

Facts = dict[str, list[dict[str, object]]]
"""Table → rows."""

FILLED_BY_THE_STORE = {"recorded_at", "recorded_by", "source_id", "row_id"}


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep every xdist_group on one worker, so that its servers are started once.

    xdist 3.8 writes the group into `_nodeid`, which pytest 9.2 no longer reads; without it nothing is kept together.
    """
    for item in items:
        named = getattr(item, "_nodeid", item.nodeid)
        if named != item.nodeid:
            item._id = NodeId.parse(named)


@pytest.fixture(autouse=True)
def _no_viewer_stays() -> Iterator[None]:
    """Who looks is forgotten between tests, as it is between requests, which have contexts of their own."""
    yield
    viewer.use_viewer(None)


def settings_for(database: Path, data: Path = ROOT / "data") -> Settings:
    return Settings(database_url=f"duckdb:///{database}", data_dir=data, queries_dir=ROOT / "queries", county="04")


@cache
def the_queries() -> dict[str, Query]:
    return load_queries(ROOT / "queries")


def whole_row(table: str, row: Mapping[str, object]) -> dict[str, object]:
    """`row` with what it leaves out as None and its days as dates."""
    columns = [column for column in FACT_TABLES[table].columns if column.name not in FILLED_BY_THE_STORE]
    unknown = set(row) - {column.name for column in columns}
    assert not unknown, f"{table} has no {unknown}"
    values = {column.name: row.get(column.name) for column in columns}
    for column in columns:
        value = values[column.name]
        if isinstance(column.type, Date) and isinstance(value, str):
            values[column.name] = date.fromisoformat(value)
    return values


class Given:
    """Makes stores of the real catalogue and given fact rows; every call a database of its own."""

    def __init__(self, base: Path, folder: Path) -> None:
        self._base, self._folder = base, folder
        self._numbers = count(1)
        self._made: list[tuple[Store, Path]] = []

    def __call__(self, *, synthetic: bool = False, **facts: list[dict[str, object]]) -> Store:
        """A store with these rows, in the order given, from one source."""
        database = self._folder / f"given-{next(self._numbers)}.duckdb"
        shutil.copyfile(self._base, database)
        # The base is migrated already. Its clock stands early: a row then counts from the day a test says it was known.
        store = Store(open_engine(f"duckdb:///{database}"), the_queries(), clock=lambda: datetime(2000, 1, 1))
        self._made.append((store, database))
        if facts:
            self.add(store, synthetic=synthetic, **facts)
        return store

    def add(self, store: Store, *, synthetic: bool = False, **facts: list[dict[str, object]]) -> None:
        """Append rows from one more source."""
        kind = "sample" if synthetic else "import"
        source = {"id": f"{kind}-{next(self._numbers)}", "kind": kind, "title": "Given", "synthetic": synthetic}
        rows = {table: [whole_row(table, row) for row in given] for table, given in facts.items()}
        store.append(rows, source, recorded_by="test")

    def let_go(self) -> None:
        for store, database in self._made:
            store.close()
            database.unlink()


@pytest.fixture(scope="session")
def sample_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A database file of everything in data/, made once. Copy it before writing to it."""
    database = tmp_path_factory.mktemp("sample") / "sample.duckdb"
    yield build(settings_for(database), facts=True, sample=True)
    database.unlink()


@pytest.fixture(scope="session")
def minutes_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A database file of what `lagesbild init --no-sample` makes, made once. Copy it before writing to it."""
    database = tmp_path_factory.mktemp("minutes") / "minutes.duckdb"
    yield build(settings_for(database), facts=True, sample=False)
    database.unlink()


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A database file of the catalogue alone, made once. Copy it before writing to it."""
    database = tmp_path_factory.mktemp("empty") / "empty.duckdb"
    yield build(settings_for(database), facts=False, sample=False)
    database.unlink()


@pytest.fixture(scope="session")
def sample_store(sample_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The store of everything in data/, shared: only for asking."""
    database = tmp_path_factory.mktemp("shared") / "sample.duckdb"
    shutil.copyfile(sample_database, database)
    store = open_store(settings_for(database))
    yield store
    store.close()
    database.unlink()


@pytest.fixture
def given(empty_database: Path, tmp_path: Path) -> Iterator[Given]:
    """Makes stores of the real catalogue and the rows that a test gives."""
    maker = Given(empty_database, tmp_path)
    yield maker
    maker.let_go()


@pytest.fixture
def empty_store(given: Given) -> Store:
    """A store of the catalogue alone, the test's own."""
    return given()
