"""The process is killed in the middle of an import, a migration or a copy: all of it is done, or none."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config

from dashboard.store.backup import read_backup
from dashboard.store.building import open_store
from dashboard.store.check import check_database
from dashboard.store.engine import MIGRATIONS, newest_version, open_engine, schema_version
from tests.conftest import settings_for
from tests.faults.conftest import answers, environment, run
from tests.faults.told import Tell

KILLS = 20
KILLS_OF_OTHERS = 6
OLD = "0004"
# Has imported everything the command needs, and becomes the command in a new process for each database it is told:
# half of the time that a process lives is spent on imports, where a kill proves nothing.
READY = """
import os, sys
import dashboard.cli, dashboard.intake.report, dashboard.store.backup
import alembic.command, dashboard.store.schema
for line in sys.stdin:
    database, *words = line.split()
    child = os.fork()
    if child == 0:
        os.environ["LAGESBILD_DATABASE_URL"] = f"duckdb:///{database}"
        sys.argv = ["lagesbild", *words]
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1), os.dup2(nowhere, 2)
        os._exit(dashboard.cli.run(dashboard.cli.commands))
    print(child, flush=True)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


class Commands:
    """Starts commands, each a process of its own."""

    def __init__(self, ready: "subprocess.Popen[str]") -> None:
        self._ready = ready

    def start(self, database: Path, *words: object) -> int:
        """The process id of a command that has begun."""
        assert self._ready.stdin
        self._ready.stdin.write(" ".join(map(str, (database, *words))) + "\n")
        self._ready.stdin.flush()
        return self._told()

    def ended(self) -> int:
        """How it ended; minus the signal when it was killed."""
        return self._told()

    def _told(self) -> int:
        assert self._ready.stdout
        return int(self._ready.stdout.readline())


@pytest.fixture
def commands(tmp_path: Path) -> Iterator[Commands]:
    command = [sys.executable, "-c", READY]
    settings = environment(tmp_path / "none.duckdb")
    with subprocess.Popen(
        command, env=settings, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=Path.cwd()
    ) as ready:
        yield Commands(ready)
        assert ready.stdin
        ready.stdin.close()


def killed(commands: Commands, process: int, after: float) -> None:
    """Kill `process` when it has had `after` seconds."""
    time.sleep(after)
    with suppress(ProcessLookupError):  # it was quicker this time
        os.kill(process, signal.SIGKILL)
    assert commands.ended() in (-signal.SIGKILL, 0)


def took(commands: Commands, database: Path, *words: object) -> float:
    """The seconds that a command takes when it is left alone."""
    began = time.monotonic()
    commands.start(database, *words)
    assert commands.ended() == 0
    return time.monotonic() - began


def test_twenty_kills_leave_all_of_the_file_or_none(
    commands: Commands, many_rounds: Path, long_file: Path, tmp_path: Path
) -> None:
    whole = len(long_file.read_text(encoding="utf-8").splitlines()) - 1
    first = tmp_path / "first.duckdb"
    shutil.copyfile(many_rounds, first)
    needed = took(commands, first, "import", long_file)
    assert answers(first) == whole

    dice = random.Random()
    outcomes = []
    for number in range(KILLS):
        database = tmp_path / f"{number}.duckdb"
        shutil.copyfile(many_rounds, database)
        process = commands.start(database, "import", long_file)
        killed(commands, process, needed * dice.uniform(0, 1.05))
        report = check_database(settings_for(database))
        assert report.faults == []
        assert report.counts["answer"] in (0, whole), f"kill {number} left {report.counts['answer']} of {whole}"
        assert report.counts["source"] - (report.counts["answer"] > 0) == 2  # the minutes, and the file if it is in
        outcomes.append(report.counts["answer"])
    assert 0 in outcomes, "no kill came before the file was in"
    last = tmp_path / f"{outcomes.index(0)}.duckdb"
    assert run(last, "check").returncode == 0
    assert run(last, "import", str(long_file)).returncode == 0
    assert answers(last) == whole


def older(database: Path) -> None:
    """Take the schema back to what it was before goals, lessons and members."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    engine = open_engine(f"duckdb:///{database}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, OLD)
    engine.dispose()


def version_of(database: Path) -> str | None:
    engine = open_engine(f"duckdb:///{database}")
    found = schema_version(engine)
    engine.dispose()
    return found


def test_kills_in_a_migration_leave_a_whole_schema_from_which_the_next_start_goes_on(
    commands: Commands, many_rounds: Path, tmp_path: Path, tell: Tell
) -> None:
    base = tmp_path / "base.duckdb"
    shutil.copyfile(many_rounds, base)
    older(base)
    first = tmp_path / "first.duckdb"
    shutil.copyfile(base, first)
    needed = took(commands, first, "member", "list")  # opens the database, and so migrates it
    whole = check_database(settings_for(first)).counts
    dice, outcomes = random.Random(), []
    for number in range(KILLS_OF_OTHERS):
        database = tmp_path / f"{number}.duckdb"
        shutil.copyfile(base, database)
        killed(
            commands, commands.start(database, "member", "list"), needed * (number + dice.random()) / KILLS_OF_OTHERS
        )
        outcomes.append(version_of(database))
        assert OLD <= outcomes[-1] <= newest_version(), f"kill {number}"
        open_store(settings_for(database)).close()
        report = check_database(settings_for(database))
        assert (report.version, report.faults, report.counts) == (newest_version(), [], whole)
    assert OLD in outcomes, "no kill came before the migration was done"
    old = tmp_path / f"{outcomes.index(OLD)}.duckdb"
    older(old)
    told = run(old, "check")
    assert told.returncode == 1
    tell("killed in a migration, then lagesbild check", " ".join((told.stdout + told.stderr).split("\n")[-4:]))


def test_kills_in_a_copy_leave_a_whole_copy_or_none_and_the_next_is_taken(
    commands: Commands, sample_database: Path, tmp_path: Path, tell: Tell
) -> None:
    database = tmp_path / "own.duckdb"
    shutil.copyfile(sample_database, database)
    needed = took(commands, database, "backup", tmp_path / "first")
    whole = read_backup(tmp_path / "first").keys()
    dice, left = random.Random(), 0
    for number in range(KILLS_OF_OTHERS):
        copy = tmp_path / f"copy{number}"
        killed(commands, commands.start(database, "backup", copy), needed * (number + dice.random()) / KILLS_OF_OTHERS)
        if copy.exists():
            assert read_backup(copy).keys() == whole
            continue
        left += 1
        unfinished = copy.with_name(copy.name + ".unfinished")
        if unfinished.exists():
            refused = run(tmp_path / "other.duckdb", "restore", str(unfinished))
            assert refused.returncode == 1
            tell("half a copy, restored", refused.stderr.strip().splitlines()[-1])
    assert left, "no kill came before the copy was whole"
    assert run(database, "backup", str(tmp_path / "last")).returncode == 0
    assert check_database(settings_for(database)).faults == []


def test_kills_in_a_restore_leave_the_database_that_was_or_the_one_that_came(
    commands: Commands, sample_database: Path, minutes_database: Path, tmp_path: Path
) -> None:
    source = tmp_path / "source.duckdb"
    shutil.copyfile(sample_database, source)
    copy = tmp_path / "copy"
    assert run(source, "backup", str(copy)).returncode == 0
    one, other = (check_database(settings_for(path)).counts for path in (minutes_database, sample_database))
    first = tmp_path / "first.duckdb"
    shutil.copyfile(minutes_database, first)
    needed = took(commands, first, "restore", copy, "--replace")
    dice = random.Random()
    for number in range(KILLS_OF_OTHERS):
        database = tmp_path / f"{number}.duckdb"
        shutil.copyfile(minutes_database, database)
        killed(
            commands,
            commands.start(database, "restore", copy, "--replace"),
            needed * (number + dice.random()) / KILLS_OF_OTHERS,
        )
        report = check_database(settings_for(database))
        assert report.faults == []
        assert report.counts in (one, other)
    assert run(database, "restore", str(copy), "--replace").returncode == 0
    assert check_database(settings_for(database)).counts == other
