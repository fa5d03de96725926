"""The process is killed in the middle of an import, a migration or a copy: all of it is done, or none.

How many times each is killed on each engine: KILLS in the environment.
"""

import os
import random
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

from dashboard.errors import DatabaseUnavailable
from dashboard.settings import Settings
from dashboard.store.backup import BackupDamaged, read_backup, restore_backup
from dashboard.store.building import open_store
from dashboard.store.check import check_database
from dashboard.store.engine import MIGRATIONS, newest_version, open_engine, schema_version
from dashboard.store.whole_files import unfinished
from tests.engines import MINUTES, SAMPLE, Own
from tests.faults.conftest import add_rounds, environment
from tests.faults.told import Tell

pytestmark = pytest.mark.both_engines
KILLS = int(os.environ.get("KILLS", 6))
OLD = "0004"
# Has imported everything the command needs, and becomes the command in a new process for each database it is told:
# half of the time that a process lives is spent on imports, where a kill proves nothing.
READY = """
import os, sys
import dashboard.cli, dashboard.intake.report, dashboard.store.backup
import alembic.command, dashboard.store.schema
for line in sys.stdin:
    url, *words = line.split()
    child = os.fork()
    if child == 0:
        os.environ["LAGESBILD_DATABASE_URL"] = url
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

    def start(self, url: str, *words: object) -> int:
        """The process id of a command over the database at `url` that has begun."""
        assert self._ready.stdin
        self._ready.stdin.write(" ".join(map(str, (url, *words))) + "\n")
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


def took(commands: Commands, url: str, *words: object) -> float:
    """The seconds that a command takes when it is left alone."""
    began = time.monotonic()
    commands.start(url, *words)
    assert commands.ended() == 0
    return time.monotonic() - began


def moments(needed: float) -> list[float]:
    """When to kill, in seconds from the start of what takes `needed`: somewhere in each of as many parts of it."""
    dice = random.Random(needed)  # other moments each time, since no two runs take as long
    return [needed * (number + dice.random()) / KILLS * 1.05 for number in range(KILLS)]


def counts_of(settings: Settings) -> dict[str, int]:
    """Rows by table of a database in which nothing is wrong."""
    report = check_database(settings)
    assert report.faults == []
    assert report.version == newest_version()
    return report.counts


@pytest.fixture
def rounds(own: Own) -> str:
    """The address of a database with rounds enough for a long file; copy it."""
    url = own.settings(MINUTES).database_url
    add_rounds(url)
    return url


def test_kills_leave_all_of_the_file_or_none(commands: Commands, own: Own, rounds: str, long_file: Path) -> None:
    whole = len(long_file.read_text(encoding="utf-8").splitlines()) - 1
    needed = took(commands, own.copied(rounds).database_url, "import", long_file)
    last = None
    for after in moments(needed):
        settings = own.copied(rounds)
        killed(commands, commands.start(settings.database_url, "import", long_file), after)
        counts = counts_of(settings)
        assert counts["answer"] in (0, whole), f"a kill after {after} s left {counts['answer']} of {whole}"
        assert counts["source"] - (counts["answer"] > 0) == 2  # the minutes, and the file if it is in
        last = last if counts["answer"] else settings
    assert last, "no kill came before the file was in"
    took(commands, last.database_url, "import", long_file)
    assert counts_of(last)["answer"] == whole


def older(url: str) -> None:
    """Take the schema back to what it was before goals, lessons and members."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    engine = open_engine(url)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, OLD)
    engine.dispose()


def version_of(url: str) -> str:
    engine = open_engine(url)
    found = schema_version(engine)
    engine.dispose()
    return str(found)


def test_kills_in_a_migration_leave_a_whole_schema_from_which_the_next_start_goes_on(
    commands: Commands, own: Own, rounds: str, tell: Tell
) -> None:
    older(rounds)
    first = own.copied(rounds)
    needed = took(commands, first.database_url, "member", "list")  # opens the database, and so migrates it
    whole = counts_of(first)
    old = None
    for after in moments(needed):
        settings = own.copied(rounds)
        killed(commands, commands.start(settings.database_url, "member", "list"), after)
        found = version_of(settings.database_url)
        assert OLD <= found <= newest_version(), f"killed after {after} s"
        if found == OLD and old is None:
            old = settings
            with pytest.raises(DatabaseUnavailable) as told:
                check_database(settings)
            tell("killed in a migration, then lagesbild check", str(told.value).replace(settings.database_name, "…"))
        open_store(settings).close()
        assert counts_of(settings) == whole
    assert old, "no kill came before the migration was done"


def test_kills_in_a_copy_leave_a_whole_copy_or_none_and_the_next_is_taken(
    commands: Commands, own: Own, tmp_path: Path, tell: Tell
) -> None:
    settings = own.settings(SAMPLE)
    needed = took(commands, settings.database_url, "backup", tmp_path / "first")
    whole, left = read_backup(tmp_path / "first").keys(), 0
    for number, after in enumerate(moments(needed)):
        copy = tmp_path / f"copy{number}"
        killed(commands, commands.start(settings.database_url, "backup", copy), after)
        if copy.exists():
            assert read_backup(copy).keys() == whole
            continue
        left += 1
        half = unfinished(copy)
        if half.exists():
            with pytest.raises(BackupDamaged) as refused:
                restore_backup(half, own.settings(), replace=False)
            tell("half a copy, restored", str(refused.value).replace(str(tmp_path), "…"))
    assert left, "no kill came before the copy was whole"
    took(commands, settings.database_url, "backup", tmp_path / "last")
    counts_of(settings)


def test_kills_in_a_restore_leave_the_database_that_was_or_the_one_that_came(
    commands: Commands, own: Own, tmp_path: Path
) -> None:
    copy, one, other = tmp_path / "copy", own.settings(MINUTES), own.settings(SAMPLE)
    took(commands, other.database_url, "backup", copy)
    before, after_it = counts_of(one), counts_of(other)
    needed = took(commands, own.settings(MINUTES).database_url, "restore", copy, "--replace")
    for after in moments(needed):
        settings = own.settings(MINUTES)
        killed(commands, commands.start(settings.database_url, "restore", copy, "--replace"), after)
        counts = counts_of(settings)
        assert known(counts) in (known(before), known(after_it)), f"killed after {after} s"
    took(commands, settings.database_url, "restore", copy, "--replace")
    assert known(counts_of(settings)) == known(after_it)


def known(counts: dict[str, int]) -> dict[str, int]:
    """Rows of what is no counting of writes, which a restored database goes on with."""
    return {table: rows for table, rows in counts.items() if table != "county_version"}
