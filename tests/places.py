"""Where the tests keep their files."""

import os
import shutil
import tempfile
from pathlib import Path

IN_MEMORY = Path("/dev/shm")
ENOUGH = 6_000_000_000


def keep_files_in_memory() -> None:
    """Let what the tests and their processes write stand in memory, where the system has a folder with room for it.

    DuckDB waits for the disk at every commit, which no test needs: what is tested is kills of processes, whose files
    stay in memory as they do on a disk. Whoever has named a folder for such files has it used.
    """
    if "TMPDIR" in os.environ or not os.access(IN_MEMORY, os.W_OK):
        return
    if shutil.disk_usage(IN_MEMORY).free > ENOUGH:
        os.environ["TMPDIR"] = tempfile.tempdir = str(IN_MEMORY)
