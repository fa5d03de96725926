"""The process is killed in the middle of an import: all of the file is in, or none, and the database is whole."""

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

from dashboard.store.check import check_database
from tests.conftest import settings_for
from tests.faults.conftest import answers, environment, run

KILLS = 20
# Has imported everything the command needs, and becomes the command in a new process for each database it is told:
# half of the time that a process lives is spent on imports, where a kill proves nothing.
READY = """
import os, sys
import dashboard.cli, dashboard.intake.report
for line in sys.stdin:
    database, path = line.split()
    child = os.fork()
    if child == 0:
        os.environ["LAGESBILD_DATABASE_URL"] = f"duckdb:///{database}"
        sys.argv = ["lagesbild", "import", path]
        sys.stdout = sys.stderr = open(os.devnull, "w")
        os._exit(dashboard.cli.run(dashboard.cli.commands))
    print(child, flush=True)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


class Imports:
    """Starts imports, each a process of its own."""

    def __init__(self, ready: "subprocess.Popen[str]") -> None:
        self._ready = ready

    def start(self, database: Path, path: Path) -> int:
        """The process id of an import that has begun."""
        assert self._ready.stdin
        self._ready.stdin.write(f"{database} {path}\n")
        self._ready.stdin.flush()
        return self._told()

    def ended(self) -> int:
        """How it ended; minus the signal when it was killed."""
        return self._told()

    def _told(self) -> int:
        assert self._ready.stdout
        return int(self._ready.stdout.readline())


@pytest.fixture
def imports(tmp_path: Path) -> Iterator[Imports]:
    command = [sys.executable, "-c", READY]
    settings = environment(tmp_path / "none.duckdb")
    with subprocess.Popen(
        command, env=settings, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=Path.cwd()
    ) as ready:
        yield Imports(ready)
        assert ready.stdin
        ready.stdin.close()


def test_twenty_kills_leave_all_of_the_file_or_none(
    imports: Imports, many_rounds: Path, long_file: Path, tmp_path: Path
) -> None:
    whole = len(long_file.read_text(encoding="utf-8").splitlines()) - 1
    first = tmp_path / "first.duckdb"
    shutil.copyfile(many_rounds, first)
    began = time.monotonic()
    imports.start(first, long_file)
    assert imports.ended() == 0
    needed = time.monotonic() - began
    assert answers(first) == whole

    dice = random.Random()
    outcomes = []
    for number in range(KILLS):
        database = tmp_path / f"{number}.duckdb"
        shutil.copyfile(many_rounds, database)
        process = imports.start(database, long_file)
        time.sleep(needed * dice.uniform(0, 1.05))
        with suppress(ProcessLookupError):  # it was quicker this time
            os.kill(process, signal.SIGKILL)
        assert imports.ended() in (-signal.SIGKILL, 0)
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
