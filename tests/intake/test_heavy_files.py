"""Small files that stand for much are refused soon, by the limit they go beyond; the service goes on meanwhile."""

import signal
import subprocess
import sys
import threading
import time

import pytest

from dashboard.intake import file_process
from dashboard.intake.file_process import open_apart
from dashboard.intake.giving_way import giving_way
from dashboard.intake.limits import MOST_MEMORY
from dashboard.intake.open_file import open_file
from dashboard.intake.problems import FileRefused
from tests.intake.conftest import County
from tests.intake.heavy import HEAVY, LARGE, workbook
from tests.intake.making import csv_of, workbook_of

AT_MOST = 60.0
"""Seconds, on a machine that does much else; `tests/benchmarks/heavy_files.py` measures what it takes by itself."""


@pytest.mark.duckdb_file("no database has to do with what a file is refused for")
@pytest.mark.parametrize("kind", HEAVY)
def test_a_heavy_file_is_refused_by_the_limit_it_goes_beyond(looking: County, kind: str) -> None:
    name, make, said = HEAVY[kind]
    content = make()
    assert len(content) < 5_000_000, "it is the small ones that this is about"
    began = time.monotonic()
    with pytest.raises(FileRefused) as refused:
        looking.look(name, content)
    assert time.monotonic() - began < AT_MOST
    assert said in str(refused.value)
    assert str(refused.value).startswith(name)
    assert "gräns" in str(refused.value) or "läses inte" in str(refused.value)


@pytest.mark.duckdb_file("no database has to do with how long a file takes")
@pytest.mark.parametrize("kind", LARGE)
def test_a_large_file_within_every_limit_is_looked_through(looking: County, kind: str) -> None:
    name, make = LARGE[kind]
    began = time.monotonic()
    try:
        assert looking.look(name, make()).errors
    except FileRefused as refused:  # on a machine that does much else
        assert "tar längre tid än" in str(refused)  # noqa: PT017 - it may also be read
    assert time.monotonic() - began < AT_MOST


@pytest.mark.parametrize("make", [csv_of, workbook_of], ids=["csv", "workbook"])
def test_what_comes_out_of_the_process_is_what_would_be_read_here(make: object) -> None:
    rows = [["Huvudman", "M01", "Kommentar"], [], ["Trosa", "2", "Å\ntvå rader"], ["Flen 19900101-1239", "", ""]]
    name = "svar.csv" if make is csv_of else "svar.xlsx"
    content = make(rows)  # type: ignore[operator]
    assert open_apart(name, content) == open_file(name, content)


def test_a_refusal_comes_out_of_the_process_word_for_word() -> None:
    for name, content in (("svar.xlsx", b"PK\x03\x04"), ("svar.csv", b"a;\x81"), ("svar", b"x"), ("\x00.csv", b" ")):
        with pytest.raises(FileRefused) as here:
            open_file(name, content)
        with pytest.raises(FileRefused) as there:
            open_apart(name, content)
        assert str(here.value) == str(there.value)


def test_what_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_process, "LONGEST_WAIT", 0.01)
    with pytest.raises(FileRefused, match=r"svar.xlsx tar längre tid än 0.01 sekunder"):
        open_apart("svar.xlsx", workbook())


def test_what_takes_too_much_memory_is_ended() -> None:
    """The process itself, given something that is only large once it is there."""
    words = (
        "import sys; from dashboard.intake import file_process as f;"
        "f.open_file = lambda *_: bytearray(int(sys.argv[1])); f.main(sys.stdin.buffer, sys.stdout.buffer)"
    )
    ended = [
        subprocess.run(
            [sys.executable, "-c", words, str(size)], input=b'"svar.csv"\n', capture_output=True, check=False
        )
        for size in (MOST_MEMORY + 1, MOST_MEMORY // 8)
    ]
    assert b"MemoryError" in ended[0].stderr
    assert b"MemoryError" not in ended[1].stderr


def test_what_reckons_too_long_is_ended() -> None:
    """The processor's time is counted, not the clock's alone: a busy machine makes no file a hostile one."""
    words = (
        "import sys; from dashboard.intake import file_process as f; f.MOST_SECONDS = 1;"
        "f.open_file = lambda *_: any(iter(int, 1)); f.main(sys.stdin.buffer, sys.stdout.buffer)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", words], input=b'""\n', capture_output=True, check=False, timeout=AT_MOST
    )
    assert ended.returncode == -signal.SIGXCPU


def test_a_process_that_falls_over_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_process.sys, "executable", "/bin/false")
    with pytest.raises(FileRefused, match=r"svar.csv kräver mer än 200 MB minne att öppna, som är gränsen"):
        open_apart("svar.csv", csv_of([["Huvudman"]]))


def test_work_beside_others_leaves_them_room_and_the_command_line_does_not_wait() -> None:
    def work() -> float:
        began, own = time.monotonic(), time.thread_time()
        for _ in giving_way(range(20)):
            until = time.thread_time() + 0.003
            while time.thread_time() < until:
                pass
        return (time.thread_time() - own) / (time.monotonic() - began)

    shares = []
    beside = threading.Thread(target=lambda: shares.append(work()))
    beside.start()
    beside.join()
    assert shares[0] < 0.6
    assert list(giving_way([1, 2, 3])) == [1, 2, 3]
