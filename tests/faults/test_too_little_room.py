"""A disk with too little room for a new database: it is said, and what was there stays as it was."""

import shutil
from pathlib import Path

import pytest

from dashboard.store.check import check_database
from tests.conftest import settings_for
from tests.faults.conftest import mounted, run
from tests.faults.told import Tell

FULL = "Disken är full"
KILOBYTES = (1_000, 1_500, 2_000, 2_500, 3_000, 3_500, 4_000, 4_500, 6_000, 16_000)
"""Room: in the least there is none for the schema, in the largest for everything; between them the rows do not fit."""


@pytest.fixture(scope="module")
def copy(sample_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sample, taken once."""
    folder = tmp_path_factory.mktemp("copies")
    shutil.copyfile(sample_database, folder / "taken.duckdb")
    assert run(folder / "taken.duckdb", "backup", str(folder / "copy")).returncode == 0
    return folder / "copy"


def left(folder: Path) -> set[str]:
    return {one.name for one in folder.iterdir()}


@pytest.mark.parametrize("kilobytes", KILOBYTES)
def test_a_restored_copy_takes_the_place_of_what_was_there_only_when_it_is_whole(
    many_rounds: Path, copy: Path, tmp_path: Path, kilobytes: int, tell: Tell
) -> None:
    old = shutil.copyfile(many_rounds, tmp_path / "old.duckdb")
    with mounted(tmp_path / "disk", f"size={kilobytes * 1024 + old.stat().st_size}") as disk:
        database = shutil.copyfile(old, disk / "own.duckdb")
        done = run(database, "restore", str(copy), "--replace")
        assert left(disk) == {"own.duckdb"}
        assert check_database(settings_for(database)).faults == []
        if done.returncode:
            tell("no room for a copy that is restored", done.stderr.strip().replace(str(disk), ""))
            assert FULL in done.stderr
            assert database.read_bytes() == old.read_bytes()
        else:
            assert "återställd" in done.stdout
            assert check_database(settings_for(database)).counts["answer"] > 400
        assert done.returncode == {KILOBYTES[0]: 1, KILOBYTES[-1]: 0}.get(kilobytes, done.returncode)


@pytest.mark.parametrize("kilobytes", KILOBYTES)
def test_a_database_is_there_only_when_it_is_whole(tmp_path: Path, kilobytes: int, tell: Tell) -> None:
    with mounted(tmp_path / "disk", f"size={kilobytes}k") as disk:
        database = disk / "own.duckdb"
        done = run(database, "init")
        if done.returncode:
            tell("no room for a database that is built", done.stderr.strip().replace(str(disk), ""))
            assert FULL in done.stderr
            assert left(disk) == set()
        else:
            assert left(disk) == {"own.duckdb"}
            assert check_database(settings_for(database)).faults == []
            assert check_database(settings_for(database)).counts["answer"] > 400
        assert done.returncode == {KILOBYTES[0]: 1, KILOBYTES[-1]: 0}.get(kilobytes, done.returncode)
