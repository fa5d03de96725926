"""A database and files large enough to be caught in the middle, and the command as a process."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from dashboard.store.engine import open_engine
from dashboard.store.store import Store
from tests.conftest import the_queries

COMMAND = str(Path(sys.executable).with_name("lagesbild"))
MEASURES = ("M01", "M02", "M06", "M08", "M09", "C01", "C02", "C03", "C06", "C07", "C10", "L01", "L04", "L10")
HUVUDMAN = ("0484", "0486", "0482", "0483", "0428", "0461", "0480", "0481", "0488", "04")


def add_rounds(url: str) -> None:
    """Let the database have the rounds of `long_file`."""
    listed = ", ".join(f"('{year}{half}', {year * 2 + (half == 'h')})" for year in range(2013, 2018) for half in "vh")
    engine = open_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "insert into round select r.id, '04', r.id, 'Syfte', null, null, null, 1, 'closed', r.number, "
            "date '2018-01-01', timestamp '2018-01-01', 'test', (select min(id) from source), "
            f"100 + row_number() over () from (values {listed}) as r(id, number)"
        )
    engine.dispose()


@pytest.fixture(scope="session")
def many_rounds(minutes_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A database with rounds enough for a long file; copy it before writing to it."""
    database = tmp_path_factory.mktemp("rounds") / "base.duckdb"
    shutil.copyfile(minutes_database, database)
    add_rounds(f"duckdb:///{database}")
    yield database
    database.unlink()


@pytest.fixture(scope="session")
def long_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of 1 400 answers."""
    lines = ["Huvudman;Omgång;Mått;Svar;Kommentar"]
    for year in range(2013, 2018):
        for half in "vh":
            lines += [f"{who};{year}{half};{one};2;Kommentar" for who in HUVUDMAN for one in MEASURES]
    path = tmp_path_factory.mktemp("file") / "svar.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture
def database(many_rounds: Path, tmp_path: Path) -> Path:
    """A database of the test's own, alone in its folder."""
    path = tmp_path / "alone" / "own.duckdb"
    path.parent.mkdir()
    shutil.copyfile(many_rounds, path)
    return path


def environment(database: Path) -> dict[str, str]:
    """The environment of a command over `database`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LAGESBILD_")}
    # A process that may write little would leave half of a module's bytecode for all that come after it (Python 3.11).
    return kept | {"LAGESBILD_DATABASE_URL": f"duckdb:///{database}", "PYTHONDONTWRITEBYTECODE": "1"}


def store_at(database: Path, now: datetime) -> Store:
    """The store of a process whose clock stands at `now`."""
    return Store(open_engine(f"duckdb:///{database}"), the_queries(), clock=lambda: now)


Run = Callable[..., subprocess.CompletedProcess[str]]


def run(database: Path, *arguments: str, before: Callable[[], None] | None = None) -> subprocess.CompletedProcess[str]:
    """The command over `database`, ended; `before` runs in the new process first."""
    done = subprocess.run(
        [COMMAND, *arguments],
        env=environment(database),
        capture_output=True,
        text=True,
        timeout=120,
        preexec_fn=before,
    )
    assert "Traceback" not in done.stdout + done.stderr, done.stderr
    return done


def answers(database: Path) -> int:
    """How many answers the database holds."""
    with duckdb.connect(str(database)) as connection:
        return int(connection.execute("select count(*) from answer").fetchone()[0])  # type: ignore[index]


@contextmanager
def mounted(folder: Path, options: str) -> Iterator[Path]:
    """A small file system of its own at `folder`, when this process may make one; otherwise the test is skipped."""
    folder.mkdir()
    mount = shutil.which("mount")
    made = mount and subprocess.run([mount, "-t", "tmpfs", "-o", options, "none", str(folder)], capture_output=True)
    if not made or made.returncode:
        pytest.skip("a file system can only be mounted by root")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)
