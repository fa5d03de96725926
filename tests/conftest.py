"""Stores for the tests: the whole sample, the empty one, and one with the rows that a test gives."""

import gc
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from itertools import count
from pathlib import Path

import pytest
from _pytest.nodeid import NodeId
from _pytest.terminal import TerminalReporter
from sqlalchemy import Date

from dashboard.settings import ROOT, Settings, settings
from dashboard.store.building import open_store
from dashboard.store.schema import FACT_TABLES
from dashboard.store.store import Store
from dashboard.ui import cache as drawing
from dashboard.ui.visit import use_viewer
from dashboard.web.shell import shell
from tests.clock import start_clock
from tests.engines import (
    DUCKDB,
    EMPTY,
    ENGINES,
    MINUTES,
    POSTGRESQL,
    SAMPLE,
    Base,
    Databases,
    Files,
    Own,
    Shared,
    file_of,
    settings_of,
    the_queries,
)
from tests.once import share_a_folder
from tests.places import keep_files_in_memory
from tests.postgres import postgres

__all__ = ["settings_for", "the_queries", "whole_row"]

pytest_plugins = ["tests.faults.told", "tests.ordering"]

Facts = dict[str, list[dict[str, object]]]
"""Table → rows."""

FILLED_BY_THE_STORE = {"recorded_at", "recorded_by", "source_id", "row_id"}
ON_BOTH = ("queries", "access", "intake")
"""The folders whose tests hold on every engine; beside them, the modules that are marked `both_engines`."""
FILES = {"sample_database", "minutes_database", "empty_database"}
FILE_ALONE, NO_DATABASE = "the DuckDB file alone", "no database"


def pytest_configure() -> None:
    """Set the clock, and choose the folder of all files before anybody asks for one; other processes are told."""
    start_clock()
    keep_files_in_memory()
    share_a_folder()


# ---- on which engine a test is run, and what is told of it ----


def is_of_the_store(item: pytest.Item | pytest.Metafunc) -> bool:
    """Whether the test is of stores, questions, files that come in or rights, which hold on every engine."""
    node = item.definition if isinstance(item, pytest.Metafunc) else item
    folder = node.path.relative_to(ROOT / "tests").parts[0]
    return folder in ON_BOTH or any(node.get_closest_marker(name) for name in ("both_engines", "duckdb_file"))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what asks a database once on every engine; `duckdb_file` says why a test is about the file alone."""
    about_the_file = metafunc.definition.get_closest_marker("duckdb_file")
    if "engine" in metafunc.fixturenames and is_of_the_store(metafunc) and not about_the_file:
        metafunc.parametrize("engine", ENGINES, indirect=True, scope="module")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep every xdist_group on one worker, so that its servers are started once; note the engine of each test.

    xdist 3.8 writes the group into `_nodeid`, which pytest 9.2 no longer reads; without it nothing is kept together.
    """
    for item in items:
        named = getattr(item, "_nodeid", item.nodeid)
        if named != item.nodeid:
            item._id = NodeId.parse(named)
        if is_of_the_store(item):
            item.user_properties += [("engine", one) for one in engines_of(item)]


def pytest_collection_finish() -> None:
    """Set aside what is loaded by now, as the service does when it has started.

    Streamlit collects garbage after every run of a page, and would otherwise go through all of pandas each time.
    """
    gc.collect()
    gc.freeze()


def engines_of(item: pytest.Item) -> list[str]:
    """The engine that a test is run on, or both where it compares them; otherwise why it is on neither."""
    if item.get_closest_marker("duckdb_file"):
        return [FILE_ALONE]
    if FILES & set(item.fixturenames):  # type: ignore[attr-defined]
        raise pytest.UsageError(f"{item.nodeid} copies a DuckDB file: let it follow `engine`, or mark it duckdb_file")
    if hasattr(item, "callspec") and "engine" in item.callspec.params:
        return [item.callspec.params["engine"]]
    return list(ENGINES) if "in_postgresql" in item.fixturenames else [NO_DATABASE]  # type: ignore[attr-defined]


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    """Tell how many tests passed on each engine."""
    passed = Counter(
        value
        for report in terminalreporter.getreports("passed")
        if report.when == "call"
        for name, value in report.user_properties
        if name == "engine"
    )
    if passed:
        terminalreporter.write_line(
            f"store, query, intake and access tests: {passed[DUCKDB]} passed on DuckDB, "
            f"{passed[POSTGRESQL]} passed on PostgreSQL ({passed[FILE_ALONE]} are about {FILE_ALONE}, "
            f"{passed[NO_DATABASE]} ask {NO_DATABASE})"
        )


@pytest.fixture(scope="session")
def in_files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Files]:
    databases = Files(tmp_path_factory.mktemp("files"))
    yield databases
    databases.end()


@pytest.fixture(scope="session")
def in_postgresql() -> Iterator[Shared]:
    """Databases of a real server, started when it is first wanted in this process; the test fails without one."""
    # Not in pytest's own folder: whoever else starts pytest closes that to all but its owner, and the server is not it.
    with tempfile.TemporaryDirectory() as folder, postgres(Path(folder)) as address:
        databases = Shared(address)
        yield databases
        databases.end()


@pytest.fixture(scope="module")
def engine(request: pytest.FixtureRequest) -> str:
    """What the databases of the test are kept in: DuckDB, unless it is run on every engine."""
    return getattr(request, "param", DUCKDB)


@pytest.fixture(scope="module")
def databases(engine: str, request: pytest.FixtureRequest) -> Databases:
    found: Databases = request.getfixturevalue("in_files" if engine == DUCKDB else "in_postgresql")
    return found


@pytest.fixture
def own(databases: Databases) -> Iterator[Own]:
    """Databases and stores of the test's own."""
    yours = Own(databases)
    yield yours
    yours.let_go()


# ---- stores ----


@pytest.fixture(autouse=True)
def _no_viewer_stays() -> Iterator[None]:
    """Who looks is forgotten between tests, as it is between requests, which have contexts of their own."""
    yield
    use_viewer(None)


def settings_for(database: Path, data: Path = ROOT / "data") -> Settings:
    return settings_of(f"duckdb:///{database}", data)


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

    def __init__(self, own: Own, base: Base = EMPTY) -> None:
        self._own, self._base = own, base
        self._numbers = count(1)

    def __call__(self, *, synthetic: bool = False, **facts: list[dict[str, object]]) -> Store:
        """A store with these rows, in the order given, from one source."""
        # Its clock stands early: a row then counts from the day a test says it was known.
        store = self._own.store(self._base, clock=lambda: datetime(2000, 1, 1))
        if facts:
            self.add(store, synthetic=synthetic, **facts)
        return store

    def add(self, store: Store, *, synthetic: bool = False, **facts: list[dict[str, object]]) -> None:
        """Append rows from one more source."""
        kind = "sample" if synthetic else "import"
        source = {"id": f"{kind}-{next(self._numbers)}", "kind": kind, "title": "Given", "synthetic": synthetic}
        rows = {table: [whole_row(table, row) for row in given] for table, given in facts.items()}
        store.append(rows, source, recorded_by="test")


@pytest.fixture(scope="session")
def sample_database(in_files: Files) -> Path:
    """A database file of everything in data/, made once. Copy it before writing to it."""
    return file_of(in_files.built(SAMPLE))


@pytest.fixture(scope="session")
def minutes_database(in_files: Files) -> Path:
    """A database file of what `lagesbild init --no-sample` makes, made once. Copy it before writing to it."""
    return file_of(in_files.built(MINUTES))


@pytest.fixture(scope="session")
def empty_database(in_files: Files) -> Path:
    """A database file of the catalogue alone, made once. Copy it before writing to it."""
    return file_of(in_files.built(EMPTY))


@pytest.fixture(scope="module")
def sample_store(databases: Databases) -> Store:
    """The store of everything in data/, shared: only for asking."""
    return databases.once("sample store", lambda: open_store(settings_of(databases.copy(SAMPLE))))


@pytest.fixture
def given(own: Own) -> Given:
    """Makes stores of the real catalogue and the rows that a test gives."""
    return Given(own)


@pytest.fixture
def empty_store(given: Given) -> Store:
    """A store of the catalogue alone, the test's own."""
    return given()


@pytest.fixture
def base_path(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A base path that everything lies below meanwhile."""

    def forget_addresses() -> None:
        settings.cache_clear()
        shell.cache_clear()
        drawing._kept.clear()

    with monkeypatch.context() as patch:
        patch.setenv("LAGESBILD_BASE_PATH", "/lagesbild")
        forget_addresses()
        yield "/lagesbild"
    forget_addresses()
