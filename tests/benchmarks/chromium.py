"""What a reader sees in Chromium: a cold load of the start page, and a change of huvudman."""

import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from playwright.sync_api import Browser, Request, Response

from tests.benchmarks import measured as of
from tests.benchmarks.measured import Measured, Place

_TEXT = ("text/", "application/javascript", "application/json", "image/svg")
_SMALL = 1024
"""What is shorter gains nothing by compression."""


@dataclass
class Load:
    """A cold load: seconds until key figures and map were shown, and what was fetched when (seconds, body bytes)."""

    shown: float = 0
    responses: list[Response] = field(default_factory=list)
    fetched: list[tuple[float, int]] = field(default_factory=list)

    def megabytes(self, until: float = float("inf")) -> float:
        """What had been fetched by then, as it was sent."""
        return sum(size for at, size in self.fetched if at <= until) / 1e6


def first_load(place: Place, chromium: Browser, times: int = 5) -> list[Measured]:
    """Cold load of the start page until key figures and map are shown, and what was sent for it."""
    loads = [_cold(chromium, f"{place.origin}/?{urlencode(place.view())}") for _ in range(times)]
    shown = statistics.median(one.shown for one in loads)
    early = statistics.median(one.megabytes(one.shown + 0.05) for one in loads)
    responses = loads[0].responses
    uncached = [one for one in responses if "/static/" in one.url and "max-age" not in _header(one, "cache-control")]
    return [
        place.figure("cold load until key figures and map, p50", shown, "s", of.COLD_LOAD),
        place.figure("first load until then, compressed", early, "MB", of.FIRST_BYTES),
        place.figure(
            "first load in all, compressed", statistics.median(one.megabytes() for one in loads), "MB", of.ALL_BYTES
        ),
        place.figure("text of the first load not compressed", _uncompressed(responses), "answers", of.UNCOMPRESSED),
        place.figure("static files that may not be kept", len(uncached), "files", of.UNCACHEABLE),
    ]


def _cold(chromium: Browser, address: str) -> Load:
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    load, ended = Load(), list[tuple[float, Request]]()
    page.on("response", lambda response: load.responses.append(response))
    page.on("requestfinished", lambda request: ended.append((time.perf_counter(), request)))
    started = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.locator(".lb-map a path").first.wait_for()
    page.locator(".lb-tiles li").first.wait_for()
    load.shown = time.perf_counter() - started
    page.wait_for_timeout(2500)
    load.fetched = [(at - started, request.sizes()["responseBodySize"]) for at, request in ended]
    load.responses = [one for one in load.responses if one.url.startswith("http")]
    context.close()
    return load


def _uncompressed(responses: Sequence[Response]) -> int:
    return sum(
        _header(one, "content-type").startswith(_TEXT)
        and not _header(one, "content-encoding")
        and int(_header(one, "content-length") or _SMALL) >= _SMALL
        for one in responses
    )


def _header(response: Response, name: str) -> str:
    return response.headers.get(name, "")


def change_shown(place: Place, chromium: Browser) -> Measured:
    """A change of huvudman by its filter until all of it is shown."""
    took = list(changes(place, chromium, 30))
    what = "change of huvudman until all is shown, p50"
    return place.figure(what, statistics.median(took[10:]), "ms", of.CHANGE_SHOWN)


def changes(place: Place, chromium: Browser, times: int) -> Iterator[float]:
    """Change the huvudman so many times; milliseconds until all of each was shown."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(f"{place.origin}/huvudman?{urlencode(place.view(huvudman=place.principals[0]))}")
    page.wait_for_selector(".lb-foot")
    page.wait_for_timeout(2500)
    for number in range(1, times + 1):
        yield float(page.evaluate(_CHANGE, place.principals[number % len(place.principals)]))
    context.close()


_CHANGE = """async (code) => {
  const select = document.querySelector('[name=huvudman]');
  const name = [...select.options].find((one) => one.value === code).label;
  // A chart's alternative text names the huvudman, and its axis is drawn last.
  const plots = () => [...document.querySelectorAll('.js-plotly-plot')];
  const about = (plot) => plot.closest('[role=figure]')?.getAttribute('aria-label') ?? '';
  const started = performance.now();
  select.value = code;
  select.dispatchEvent(new Event('change', { bubbles: true }));
  const shown = () =>
    document.querySelector('h1')?.textContent === name &&
    [...document.querySelectorAll('.lb-figure-head h2')].some((one) => one.textContent.startsWith(name)) &&
    document.querySelector('.stApp')?.dataset.testScriptState !== 'running' &&
    plots().length > 0 && plots().every((one) => one.querySelector('.xtick') && about(one).includes(name));
  while (!shown() && performance.now() - started < 5000) await new Promise((done) => requestAnimationFrame(done));
  return performance.now() - started;
}"""
