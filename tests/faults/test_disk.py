"""A full disk and a folder that cannot be written: one plain sentence, and nothing lost."""

import resource
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from dashboard.settings import ROOT
from dashboard.store.check import check_database
from tests.conftest import settings_for
from tests.faults.conftest import answers, environment, mounted, run
from tests.faults.told import Tell

FULL = "Disken är full, så databasen {} kunde inte sparas. Ingenting har gått förlorat. Frigör utrymme och försök igen."


def said(done: "subprocess.CompletedProcess[str]") -> str:
    """The last line on stderr of a command that failed; the lines before name files."""
    assert done.returncode == 1, done
    return done.stderr.strip().splitlines()[-1]


def no_larger_than(size: int) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


@pytest.mark.parametrize("room", [4_096, 60_000])
def test_no_room_for_the_file_says_so_and_loses_nothing(database: Path, long_file: Path, room: int, tell: Tell) -> None:
    done = run(database, "import", str(long_file), before=lambda: no_larger_than(room))
    assert said(done) == FULL.format(database.name)
    tell(f"room for {room} bytes alone, a file read in", said(done))
    assert check_database(settings_for(database)).faults == []
    assert answers(database) == 0
    assert run(database, "import", str(long_file)).returncode == 0
    assert answers(database) > 1_000


def test_a_full_disk_says_so_and_loses_nothing(many_rounds: Path, long_file: Path, tmp_path: Path) -> None:
    with mounted(tmp_path / "disk", "size=24m") as disk:
        database = disk / "own.duckdb"
        shutil.copyfile(many_rounds, database)
        filling = disk / "filling"
        filling.write_bytes(bytes(shutil.disk_usage(disk).free - 16_384))
        done = run(database, "import", str(long_file))
        assert said(done) == FULL.format(database.name)
        assert "kunde inte skrivas" in said(run(database, "backup", str(disk / "kopia")))
        assert not (disk / "kopia").exists()
        filling.unlink()
        assert check_database(settings_for(database)).faults == []
        assert answers(database) == 0
        assert run(database, "import", str(long_file)).returncode == 0
        assert answers(database) > 1_000


def test_a_disk_that_can_only_be_read_says_so(many_rounds: Path, long_file: Path, tmp_path: Path) -> None:
    with mounted(tmp_path / "disk", "size=32m") as disk:
        database, copy, other = disk / "own.duckdb", tmp_path / "kopia", tmp_path / "other.duckdb"
        shutil.copyfile(many_rounds, database)
        shutil.copyfile(many_rounds, other)
        assert run(other, "backup", str(copy)).returncode == 0
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        for command in (["import", str(long_file)], ["restore", str(copy), "--replace"]):
            words = said(run(database, *command))
            assert str(database) in words
            assert "skriva" in words
        form = said(run(other, "template", "--round", "2025h", "-o", str(disk / "f.xlsx")))
        assert form.startswith(f"Filen {disk / 'f.xlsx'} går inte att skriva")
        assert "kunde inte skrivas" in said(run(other, "backup", str(disk / "kopia")))
        subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
        with duckdb.connect(str(database)) as connection:
            assert connection.execute("select count(*) from answer").fetchone() == (0,)


FILL_AND_FREE = """
import resource, signal, sys
from datetime import date
from pathlib import Path
from dashboard.errors import DatabaseUnavailable
from dashboard.intake.read_in import examine, store_examined
from dashboard.settings import settings
from dashboard.store.building import open_store
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
store, today, path = open_store(settings()), date.today(), Path(sys.argv[1])
one = examine(store, "04", today, path.name, path.read_bytes())
soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (1024, hard))
try:
    store_examined(store, "04", today, one, "test")
except DatabaseUnavailable as full:
    print(full)
print(len(store.answer("catalogue/levels").rows), len(store.in_force("answer", today)))
resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
store_examined(store, "04", today, one, "test")
print(len(store.in_force("answer", today)))
"""


def test_the_app_goes_on_when_there_is_room_again(database: Path, long_file: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FILL_AND_FREE, str(long_file)],
        env=environment(database),
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [FULL.format(database.name), "3 0", "1400"]
