"""The database file: locked, damaged, out of reach, too new or half-made; each said in Swedish, nothing left behind."""

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest
from sqlalchemy import Engine, event

from dashboard.errors import DatabaseUnavailable
from dashboard.store.building import build, open_store
from tests.conftest import settings_for

pytestmark = pytest.mark.duckdb_file(reason="what a file is: locked, damaged, half built, out of reach")

HOLD = "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"
DIE = (
    "import duckdb, os, sys; c = duckdb.connect(sys.argv[1]); c.execute('pragma disable_checkpoint_on_shutdown');"
    "c.execute('create table leftover (i integer)'); os._exit(0)"
)


@pytest.fixture
def database(empty_database: Path, tmp_path: Path) -> Iterator[Path]:
    """A database of the test's own, alone in its folder."""
    path = tmp_path / "alone" / "own.duckdb"
    path.parent.mkdir()
    shutil.copyfile(empty_database, path)
    yield path
    path.unlink(missing_ok=True)


def refused(database: Path) -> str:
    with pytest.raises(DatabaseUnavailable) as raised:
        open_store(settings_for(database))
    said = str(raised.value)
    assert str(database) in said
    assert "Error" not in said
    assert said.endswith(".")
    return said


@contextmanager
def held_by_another(database: Path) -> Iterator[int]:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(database)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process.pid
        assert process.stdin is not None
        process.stdin.close()


def another_process_can_open(database: Path) -> bool:
    opens = "import duckdb, sys; duckdb.connect(sys.argv[1])"
    return (
        subprocess.run([sys.executable, "-c", opens, str(database)], capture_output=True, check=False).returncode == 0
    )


def test_a_database_that_another_program_holds_names_it_and_opens_when_it_is_let_go(database: Path) -> None:
    with held_by_another(database) as pid:
        said = refused(database)
        assert "används redan av ett annat program" in said
        assert f"process {pid}" in said
    open_store(settings_for(database)).close()


def test_a_closed_store_lets_go_of_its_file(database: Path) -> None:
    store = open_store(settings_for(database))
    assert not another_process_can_open(database)
    store.close()
    assert another_process_can_open(database)


def random_bytes(whole: bytes) -> bytes:
    return random.Random(1).randbytes(60_000)


def cut_short(whole: bytes) -> bytes:
    return whole[: len(whole) // 4]


def whole_header_and_random_blocks(whole: bytes) -> bytes:
    return whole[:12_288] + random.Random(2).randbytes(len(whole) - 12_288)


def nothing(whole: bytes) -> bytes:
    return b""


@pytest.mark.parametrize("damage", [random_bytes, cut_short, whole_header_and_random_blocks, nothing])
def test_a_damaged_file_is_said_to_be_damaged_and_left_as_it_is(database: Path, damage) -> None:
    damaged = damage(database.read_bytes())
    database.write_bytes(damaged)
    said = refused(database)
    assert "skadad" in said
    assert "säkerhetskopia" in said
    assert database.read_bytes() == damaged
    assert list(database.parent.iterdir()) == [database]


def test_a_damaged_file_in_a_folder_called_lock_is_not_said_to_be_locked(tmp_path: Path) -> None:
    (tmp_path / "block").mkdir()
    database = tmp_path / "block" / "own.duckdb"
    database.write_bytes(random_bytes(b""))
    assert "skadad" in refused(database)


def test_a_database_of_something_else_is_refused_and_left_alone(tmp_path: Path) -> None:
    database = tmp_path / "other.duckdb"
    with duckdb.connect(str(database)) as connection:
        connection.execute("create table theirs (i integer)")
    assert "inte Lägesbilds" in refused(database)
    with duckdb.connect(str(database)) as connection:
        assert connection.execute("show tables").fetchall() == [("theirs",)]
    database.unlink()


def test_a_database_from_a_newer_program_is_refused_and_let_go(database: Path) -> None:
    with duckdb.connect(str(database)) as connection:
        connection.execute("update alembic_version set version_num = '9999'")
    with pytest.raises(DatabaseUnavailable, match=r"schemaversion 9999.*Uppdatera Lägesbild"):
        open_store(settings_for(database))
    assert another_process_can_open(database)


def test_a_path_under_a_file_is_out_of_reach(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    assert "går inte att öppna" in refused(tmp_path / "file" / "own.duckdb")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.skipif(getattr(os, "geteuid", lambda: 0)() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_out_of_reach(tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o500)
    assert "går inte att öppna" in refused(folder / "own.duckdb")
    assert list(folder.iterdir()) == []


def test_a_missing_database_is_built_in_a_missing_folder_and_stands_alone(tmp_path: Path) -> None:
    database = tmp_path / "new" / "own.duckdb"
    assert build(settings_for(database), facts=False, sample=False) == database
    assert list(database.parent.iterdir()) == [database]
    database.unlink()


def test_an_existing_database_is_never_built_over(database: Path) -> None:
    before = database.read_bytes()
    with pytest.raises(DatabaseUnavailable, match="finns redan"):
        build(settings_for(database), facts=True, sample=True)
    assert database.read_bytes() == before


def test_an_interrupted_build_leaves_no_file(tmp_path: Path) -> None:
    def interrupt(*given: object) -> None:
        if "INSERT INTO answer" in str(given[2]):
            raise KeyboardInterrupt

    event.listen(Engine, "before_cursor_execute", interrupt)
    try:
        with pytest.raises(KeyboardInterrupt):
            build(settings_for(tmp_path / "new" / "own.duckdb"), facts=True, sample=True)
    finally:
        event.remove(Engine, "before_cursor_execute", interrupt)
    assert list((tmp_path / "new").iterdir()) == []


def test_what_a_killed_build_left_is_not_in_the_next(tmp_path: Path) -> None:
    database = tmp_path / "own.duckdb"
    subprocess.run([sys.executable, "-c", DIE, f"{database}.unfinished"], check=True)
    assert len(list(tmp_path.iterdir())) == 2  # the file and its log
    build(settings_for(database), facts=False, sample=False)
    assert list(tmp_path.iterdir()) == [database]
    with duckdb.connect(str(database)) as connection:
        assert ("leftover",) not in connection.execute("show tables").fetchall()
    database.unlink()


def test_the_log_of_a_database_that_is_gone_is_not_written_into_a_new_one(tmp_path: Path) -> None:
    database = tmp_path / "own.duckdb"
    subprocess.run([sys.executable, "-c", DIE, str(database)], check=True)
    database.unlink()
    with pytest.raises(DatabaseUnavailable, match=r"own\.duckdb\.wal hör till en databas som inte finns kvar"):
        open_store(settings_for(database))
    assert not database.exists()
