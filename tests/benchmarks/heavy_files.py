"""What a file costs those who look at pages meanwhile: `python -m tests.benchmarks.heavy_files`.

Each hostile and each large file is looked through again and again by the service while a visitor turns pages; beside it
stands the same visitor alone, before and after, in the same run.
"""

import json
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from dashboard.settings import ROOT
from tests.benchmarks.visitor import Visitor
from tests.browser.conftest import free_port
from tests.browser.members import awaited
from tests.engines import SAMPLE, Files
from tests.intake.heavy import HEAVY, LARGE

ALONE, BESIDE = 6.0, 8.0  # seconds that are measured
PAGES = [("/huvudman", {"huvudman": code}) for code in ("0481", "0484", "0480", "0482")]


@dataclass
class Looked:
    """A file that was looked through while somebody turned pages."""

    seconds: float
    became: str
    memory: float
    times: list[float]


def turned(visitor: Visitor, until: "threading.Event | float") -> list[float]:
    """Seconds of each page that is turned, ten a second at most, until a moment or until something has happened."""
    times: list[float] = []
    while not until.is_set() if isinstance(until, threading.Event) else time.monotonic() < until:
        path, parameters = PAGES[len(times) % len(PAGES)]
        times.append(visitor.look(path, **parameters).seconds)
        time.sleep(0.1)
    return times


def p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20, method="inclusive")[18] * 1000


def memory_of(process: psutil.Process) -> float:
    """MB of a process and of those that open files for it; one that is just being started still counts as the first."""
    total = process.memory_info().rss
    for one in process.children():
        with suppress(psutil.Error):
            total += one.memory_info().rss * ("dashboard.intake.file_process" in one.cmdline())
    return total / 1e6


def looked(process: "subprocess.Popen[str]", visitor: Visitor, path: Path) -> Looked:
    """Look a file through again and again for a while, and turn pages meanwhile."""
    assert process.stdin
    assert process.stdout
    done, times, peak = threading.Event(), list[float](), 0.0
    of = psutil.Process(process.pid)
    before = memory_of(of)
    turning = threading.Thread(target=lambda: times.extend(turned(visitor, done)))
    turning.start()
    began, answers = time.monotonic(), []

    def watch() -> None:
        nonlocal peak
        while not done.wait(0.02):
            peak = max(peak, memory_of(of) - before)

    watching = threading.Thread(target=watch)
    watching.start()
    while not answers or time.monotonic() - began < BESIDE:
        process.stdin.write(f"{path}\n")
        process.stdin.flush()
        answers.append(json.loads(process.stdout.readline()))
    done.set()
    turning.join()
    watching.join()
    slowest = max(answers, key=lambda one: one["seconds"])
    return Looked(slowest["seconds"], slowest["became"], peak, times)


def main(names: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        url, port = Files(Path(folder)).copy(SAMPLE), free_port()
        words = [sys.executable, "-m", "tests.benchmarks.served", str(port)]
        environment = {"LAGESBILD_DATABASE_URL": url, "PATH": "/usr/bin:/bin"}
        with (Path(folder) / "log").open("w") as log:
            process = subprocess.Popen(
                words, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True
            )
        try:
            assert process.stdout
            awaited(f"http://127.0.0.1:{port}/ready", process, Path(folder) / "log")  # type: ignore[arg-type]
            process.stdout.readline()  # where it listens
            visitor = Visitor(f"http://127.0.0.1:{port}")
            turned(visitor, time.monotonic() + 3)  # the first looks
            print(f"{'file':24} {'MB':>5} {'s':>6} {'MB more':>8} {'alone':>6} {'beside':>6} {'times':>5}")
            for name, (file, make, *_) in {**HEAVY, **LARGE}.items():
                if names and name not in names:
                    continue
                path = Path(folder) / file
                path.write_bytes(make())
                alone = turned(visitor, time.monotonic() + ALONE / 2)
                one = looked(process, visitor, path)
                alone += turned(visitor, time.monotonic() + ALONE / 2)
                size, more = path.stat().st_size / 1e6, p95(one.times) / p95(alone)
                costs = f"{size:5.2f} {one.seconds:6.2f} {one.memory:8.0f}"
                figures = f"{p95(alone):6.1f} {p95(one.times):6.1f} {more:5.2f}"
                print(f"{name:24} {costs} {figures} {one.became[:90]}", flush=True)
            visitor.leave()
        finally:
            process.terminate()
            process.wait(20)


if __name__ == "__main__":
    main(sys.argv[1:])
