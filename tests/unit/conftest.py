"""The `lagesbild` command for the tests: in this process, or as one of its own."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from dashboard.cli import commands, run
from dashboard.settings import settings

COMMAND = str(Path(sys.executable).with_name("lagesbild"))


@dataclass
class Ran:
    """How a command ended."""

    code: int
    out: str
    said: str
    """What it wrote to stderr."""

    def faults(self, code: int = 1) -> str:
        """What it said, when it ended with `code` and nothing else was written."""
        assert (self.code, self.out) == (code, ""), self
        assert self.said.endswith(".\n")
        return self.said.strip()


Lagesbild = Callable[..., Ran]


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "lagesbild.duckdb"


def environment_of(database: Path, given: dict[str, object]) -> dict[str, str]:
    """The settings as they are named in the environment, over `database` unless they say another."""
    kept = {"LAGESBILD_DATABASE_URL": f"duckdb:///{database}"}
    return kept | {f"LAGESBILD_{name.upper()}": str(value) for name, value in given.items()}


@pytest.fixture
def process(tmp_path: Path, database: Path) -> Lagesbild:
    """Runs the installed command in an empty folder, over a database there; settings are given by name."""

    def start(*arguments: str, **given: object) -> Ran:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("LAGESBILD_")}
        environment |= environment_of(database, given)
        done = subprocess.run(
            [COMMAND, *arguments], env=environment, cwd=tmp_path, capture_output=True, text=True, timeout=120
        )
        assert "Traceback" not in done.stdout + done.stderr, done.stderr
        return Ran(done.returncode, done.stdout, done.stderr)

    return start


@pytest.fixture
def lagesbild(
    process: Lagesbild, tmp_path: Path, database: Path, capsys: pytest.CaptureFixture[str]
) -> Iterator[Lagesbild]:
    """As `process`, but here, since a process takes longer to start than most commands take; what serves is one."""

    def start(*arguments: str, **given: object) -> Ran:
        if arguments[0] == "serve":
            return process(*arguments, **given)
        settings.cache_clear()
        with pytest.MonkeyPatch.context() as patch:
            for name in [name for name in os.environ if name.startswith("LAGESBILD_")]:
                patch.delenv(name)
            for name, value in environment_of(database, given).items():
                patch.setenv(name, value)
            patch.chdir(tmp_path)
            patch.setattr(sys, "argv", ["lagesbild", *arguments])
            return Ran(run(commands), *capsys.readouterr())

    yield start
    settings.cache_clear()


def ask(database: Path, question: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(database)) as connection:
        return connection.execute(question).fetchall()
