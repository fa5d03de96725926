"""Our page of a huvudman beside plain Streamlit's, in one run: what a slow machine does to one it does to the other."""

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import psutil
from playwright.sync_api import Browser

from dashboard.settings import ROOT
from tests.benchmarks.chromium import changes
from tests.benchmarks.measured import COUNTY, DUCKDB, Measured, Place
from tests.benchmarks.servers import Built, settle
from tests.browser.conftest import free_port

_TIMES = 30
_LOOKED_AT = 10
"""The first changes ask for what is kept from then on, and are not counted."""
_CHOOSE = """async (number) => {
  const options = [...document.querySelectorAll('[role=option]')];
  const option = options[(number + 1) % options.length];
  const name = option.textContent;
  const plots = () => [...document.querySelectorAll('.js-plotly-plot')];
  const about = (plot) => plot.closest('[role=figure]')?.getAttribute('aria-label') ?? '';
  const started = performance.now();
  option.click();
  const shown = () =>
    document.querySelector('h1')?.textContent === name &&
    document.querySelector('.stApp')?.dataset.testScriptState !== 'running' &&
    [...document.querySelectorAll('[data-testid=stCaptionContainer]')].some((one) => one.textContent.includes(name)) &&
    plots().length > 0 && plots().every((one) => one.querySelector('.xtick') && about(one).includes(name));
  while (!shown() && performance.now() - started < 10000) await new Promise((done) => requestAnimationFrame(done));
  return performance.now() - started;
}"""


def compared(databases: Built, chromium: Browser) -> Iterator[Measured]:
    """What a change of huvudman costs in our page, as a part of what it costs in plain Streamlit's.

    The design sets no figure for it: the plain page that it was compared with there is not this one.
    """
    with databases.served(DUCKDB, COUNTY) as server:
        place = server.place
        ours = _costs(server.process, changes(place, chromium, _TIMES))
    with _plain(databases.url(DUCKDB, COUNTY)) as (process, origin):
        plain = _costs(process, _choices(chromium, origin))
    yield from _figures(place, ours, plain)


def _figures(place: Place, ours: Sequence[float], plain: Sequence[float]) -> Iterator[Measured]:
    for what, own, other in zip(("change of huvudman shown", "its CPU in the server"), ours, plain, strict=True):
        yield place.figure(f"{what}, plain Streamlit", other, "ms")
        yield place.figure(f"{what}, ours of it", own / other * 100, "%")


def _costs(process: psutil.Process, took: Iterator[float]) -> tuple[float, float]:
    """Milliseconds until a change is shown, p50, and the CPU that each takes in the server."""
    for _ in range(_LOOKED_AT):
        next(took)
    before = sum(process.cpu_times()[:2])
    counted = list(took)
    return statistics.median(counted), (sum(process.cpu_times()[:2]) - before) / len(counted) * 1000


def _choices(chromium: Browser, origin: str) -> Iterator[float]:
    page = chromium.new_page(viewport={"width": 1280, "height": 800})
    page.goto(origin)
    page.get_by_text("Allt om").wait_for()
    page.wait_for_timeout(2500)
    for number in range(_TIMES):
        page.get_by_role("combobox").click()
        page.locator("[role=option]").first.wait_for()
        yield float(page.evaluate(_CHOOSE, number))
    page.close()


@contextmanager
def _plain(url: str) -> Iterator[tuple[psutil.Process, str]]:
    port = free_port()
    words = [sys.executable, "-m", "streamlit", "run", "tests/benchmarks/plain_page.py"]
    options = ["--server.port", str(port), "--server.headless", "true", "--server.fileWatcherType", "none"]
    environment = os.environ | {"LAGESBILD_DATABASE_URL": url, "PYTHONPATH": str(ROOT)}
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen([*words, *options], env=environment, cwd=ROOT, stdout=log, stderr=log)
        try:
            settle(f"http://127.0.0.1:{port}/_stcore/health", process)
            yield psutil.Process(process.pid), f"http://127.0.0.1:{port}/"
        finally:
            process.terminate()
            process.wait(30)
