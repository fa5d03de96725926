"""Files are opened in a process of their own, that is ended when it takes too long and cannot take too much memory.

Name and bytes go in; out comes a plain table of the cells, or why there is none. Whatever a file does to the library
that reads it, the service goes on, and its pages are drawn meanwhile.
"""

import json
import logging
import os
import resource
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import astuple
from typing import Any, BinaryIO

from dashboard.intake.giving_way import giving_way
from dashboard.intake.limits import LONGEST_WAIT, MOST_MEMORY, MOST_SECONDS
from dashboard.intake.open_file import open_file
from dashboard.intake.problems import FileRefused, Place, Problem
from dashboard.intake.sheets import Book, Sheet

_MOST_AT_ONCE = 2
_ROWS_A_LINE = 100  # as much as is read in a millisecond or two, beside those who look at pages
_ADDRESSES = 1_000_000_000
_HEAVY = ("numpy", "pandas", "PIL")
"""What openpyxl loads where it is found, for what no table of cells needs."""
_room = threading.BoundedSemaphore(_MOST_AT_ONCE)
_log = logging.getLogger("lagesbild")


def open_apart(name: str, content: bytes) -> Book:
    """As `open_file`, in a process of its own. Raises FileRefused also when it takes too much time or memory."""
    with _room:
        process = subprocess.Popen(  # noqa: S603 - our own interpreter and module, no words from outside
            [sys.executable, "-I", "-m", __name__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        with process:
            try:
                told, faults = process.communicate(json.dumps(name).encode() + b"\n" + content, LONGEST_WAIT)
            except subprocess.TimeoutExpired:
                process.kill()
                raise _beyond(name, f"tar längre tid än {LONGEST_WAIT} sekunder") from None
            except BaseException:
                process.kill()
                raise
    if process.returncode == -signal.SIGXCPU:
        raise _beyond(name, f"tar längre tid än {MOST_SECONDS} sekunder")
    lines = told.splitlines()
    if process.returncode or not lines:
        # What stands there is the library's own fault, and may name what the file holds: its last word is enough.
        _log.warning("a file could not be opened: %s %s", process.returncode, faults[-2_000:].split(b"\n")[-2:-1])
        raise _beyond(name, f"kräver mer än {MOST_MEMORY // 1_000_000} MB minne")
    return _book(lines)


def _beyond(name: str, told: str) -> FileRefused:
    remedy = "Kopiera svaren till en ny arbetsbok, eller spara dem som CSV."
    return FileRefused(f"{name} {told} att öppna, som är gränsen. {remedy}")


# ---- what passes between the two ----


def _lines(book: Book) -> Iterator[list[Any]]:
    """A book as plain values: what it is, and some rows at a time."""
    problems = [[one.severity, list(astuple(one.place)), one.found, one.expected, one.remedy] for one in book.problems]
    yield [book.file, problems, [sheet.name for sheet in book.sheets]]
    for place, sheet in enumerate(book.sheets):
        for start in range(0, len(sheet.rows), _ROWS_A_LINE):
            yield [place, sheet.rows[start : start + _ROWS_A_LINE]]


def _book(lines: list[bytes]) -> Book:
    first = json.loads(lines[0])
    if "refused" in first:
        raise FileRefused(first["refused"])
    file, problems, names = first["book"]
    found = [Problem(severity, Place(*place), *words) for severity, place, *words in problems]
    book = Book(file, [Sheet(name, []) for name in names], found)
    for line in giving_way(lines[1:]):
        place, rows = json.loads(line)
        book.sheets[place].rows.extend((number, cells) for number, cells in rows)
    return book


# ---- the process itself ----


def main(come: BinaryIO, go: BinaryIO) -> None:
    """Open the file that comes, and tell what it holds."""
    resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_AS, (_ADDRESSES, _ADDRESSES))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # It makes reading twice as slow. What it guards against is refused (parts.py), and has our limits here.
    os.environ["OPENPYXL_DEFUSEDXML"] = "False"
    for heavy in _HEAVY:
        sys.modules[heavy] = None  # type: ignore[assignment]  # as Python itself says that there is none
    name = json.loads(come.readline())
    try:
        lines = _lines(open_file(name, come.read()))
        head: dict[str, object] = {"book": next(lines)}
    except FileRefused as refusal:
        head, lines = {"refused": str(refusal)}, iter(())
    for line in (head, *lines):
        go.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")
    go.flush()


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)
