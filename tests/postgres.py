"""A real PostgreSQL, made for the tests in a folder of its own and taken down after them."""

import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.need import HOW, path_of

_SERVICE = "postgres"
"""Who runs it when we are root: PostgreSQL refuses to be run by root."""


@contextmanager
def postgres(folder: Path, fsync: str = "off") -> Iterator[str]:
    """The address of a running PostgreSQL whose data are in `folder`, with one empty database.

    It does not wait for the disk, which no test needs; `fsync` is `on` where it is measured how long a write takes.
    """
    program = path_of("initdb")
    if program is None:
        pytest.fail(HOW["initdb"])
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    programs, data = Path(program).parent, folder / "data"
    shutil.chown(folder, _user(), None)
    for parent in folder.parents:  # it must find its way there
        if parent.stat().st_uid == os.geteuid():
            parent.chmod(parent.stat().st_mode | 0o011)
    _run(folder, programs / "initdb", "-D", data, "-A", "trust", "-U", _SERVICE, "-E", "UTF8", "--locale=C.UTF-8")
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync={fsync} -c full_page_writes={fsync}"
    _run(folder, programs / "pg_ctl", "-D", data, "-o", options, "-l", folder / "log", "-w", "start")
    try:
        yield f"postgresql+psycopg://{_SERVICE}@127.0.0.1:{port}/postgres"
    finally:
        _run(folder, programs / "pg_ctl", "-D", data, "-m", "fast", "stop")


def _user() -> str:
    return _SERVICE if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name


def _run(folder: Path, *words: object) -> None:
    command = [str(word) for word in words]
    if os.geteuid() == 0:
        command = ["runuser", "-u", _SERVICE, "--", *command]
    with (folder / "output").open("ab") as out:  # not a pipe, which the server would keep open
        done = subprocess.run(command, cwd=folder, stdout=out, stderr=out, timeout=60, check=False)
    assert done.returncode == 0, (folder / "output").read_text()
