"""What is made once in a run of the tests, however many workers it has."""

import atexit
import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

_SHARED = "TESTS_SHARED"
"""The variable that tells the workers which folder they share."""


def share_a_folder() -> None:
    """Make the folder that all workers of this run share, gone when this process ends; a worker has one already."""
    if _SHARED not in os.environ:
        os.environ[_SHARED] = tempfile.mkdtemp(prefix="lagesbild-tests-")
        atexit.register(shutil.rmtree, os.environ[_SHARED], ignore_errors=True)


def made_once(name: str, make: Callable[[Path], None]) -> Path:
    """The file `name` of all workers, which `make` makes where it is told to when the first of them wants it.

    Copy it; never write to it. The others wait meanwhile, and the next one tries again when `make` raises.
    """
    share_a_folder()
    file = Path(os.environ[_SHARED]) / name
    with file.with_name(f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not file.exists():
            with tempfile.TemporaryDirectory(dir=file.parent) as folder:
                make(Path(folder) / name)
                (Path(folder) / name).rename(file)
    return file
