"""What is measured: server time and bytes per page, CPU, people at once, memory, and what Chromium sees."""

import statistics
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

import psutil
from playwright.sync_api import Browser, Page, Response

from tests.benchmarks.visitor import Visit, Visitor

PRINCIPALS = ("0484", "0486", "0482", "0483", "0428", "0461", "0480", "0481", "0488", "04")
ASPECTS = ("delaktighet", "vardag", "syfte", "ledarskap", "styrning", "samverkan", "larande", "uppfoljning")
NATIONAL = tuple(f"K{number:03}" for number in range(0, 290, 29))


def views_of(principals: Sequence[str]) -> dict[str, list[dict[str, str]]]:
    """Page → the views of it that are turned between."""
    by_aspect = [{"aspekt": one} for one in ASPECTS]
    return {
        "/": by_aspect,
        "/huvudman": [{"huvudman": one} for one in principals],
        "/ledning": [{"niva": one} for one in ("medarbetare", "chef", "lan")],
        "/uppfoljning": by_aspect,
        "/roller": [{}],
        "/risker": [{}],
        "/las-forst": [{}],
        "/exempel": [{}],
        "/mote": [{}],
        "/presentation": [{}],
        "/kommunikation": [{}],
        "/forskning": [{}],
        "/foljer": [{}],
        "/behorighet": [{}],
        "/logg": [{}],
        "/personuppgifter": [{}],
        "/data": [{}, {"uppgift": "roll", "huvudman": principals[0]}],
    }


@dataclass(frozen=True)
class Measured:
    """One line of the table: what, the figure, its unit, and the most it may be (None where no limit is set)."""

    what: str
    value: float
    unit: str
    limit: float | None = None

    @property
    def verdict(self) -> str:
        """Whether it holds or is missed; nothing where no limit is set."""
        if self.limit is None:
            return ""
        return "holds" if self.value <= self.limit else "missed"


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` of `values` lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def reruns(origin: str, principals: Sequence[str], size: str, limit: float, rounds: int = 60) -> list[Measured]:
    """Server time and bytes of a rerun, page by page, every view asked once before; p95 is to hold `limit` ms."""
    found = []
    for path, views in views_of(principals).items():
        visitor = Visitor(origin)
        for view in views:
            visitor.look(path, **view)
        visits = [visitor.look(path, **views[number % len(views)]) for number in range(rounds)]
        visitor.leave()
        assert not any(visit.failed for visit in visits), f"{path} failed"
        times = [visit.seconds * 1000 for visit in visits]
        found += [
            Measured(f"{size} {path} rerun p50", statistics.median(times), "ms"),
            Measured(f"{size} {path} rerun p95", percentile(times, 0.95), "ms", limit),
            Measured(f"{size} {path} bytes per rerun", max(visit.received for visit in visits) / 1000, "KB", 40),
        ]
    return found


def cpu_of_change(origin: str, server: psutil.Process, changes: int = 100) -> Measured:
    """Server CPU for one change of huvudman."""
    visitor = Visitor(origin)
    for code in PRINCIPALS:
        visitor.look("/huvudman", huvudman=code)
    before = sum(server.cpu_times()[:2])
    for number in range(changes):
        visitor.look("/huvudman", huvudman=PRINCIPALS[number % len(PRINCIPALS)])
    used = sum(server.cpu_times()[:2]) - before
    visitor.leave()
    return Measured("CPU for one change of huvudman", used / changes * 1000, "ms", 19)


def people(origin: str, count: int, seconds: float = 20) -> Measured:
    """`count` people each acting every five seconds, over real websockets."""
    visits: list[Visit] = []

    def act(number: int) -> None:
        visitor = Visitor(origin)
        visitor.look("/")
        time.sleep(5 * number / count)
        until = time.monotonic() + seconds
        turn = number
        while time.monotonic() < until:
            visits.append(visitor.look("/huvudman", huvudman=PRINCIPALS[turn % len(PRINCIPALS)]))
            turn += 1
            time.sleep(max(0, 5 - visits[-1].seconds))
        visitor.leave()

    threads = [threading.Thread(target=act, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    limit = 250 if count == 50 else None
    p95 = percentile([visit.seconds * 1000 for visit in visits], 0.95)
    return Measured(f"{count} people every 5 s, p95 of {len(visits)}", p95, "ms", limit)


def memory(origin: str, server: psutil.Process, sessions: int = 40) -> list[Measured]:
    """Memory of the process, and what each open session adds."""
    before = server.memory_info().rss
    visitors = [Visitor(origin) for _ in range(sessions)]
    for visitor in visitors:
        visitor.look("/huvudman", huvudman="0481")
    after = server.memory_info().rss
    for visitor in visitors:
        visitor.leave()
    return [
        Measured("memory of the process", before / 1e6, "MB", 350),
        Measured("memory per session", max(0, after - before) / sessions / 1e6, "MB", 0.3),
    ]


def _cold(chromium: Browser, address: str, measure: Callable[[Page], None]) -> float:
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    measure(page)
    started = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.locator(".lb-map a path").first.wait_for()
    page.locator(".lb-tiles li").first.wait_for()
    shown = time.perf_counter() - started
    page.wait_for_timeout(2500)
    context.close()
    return shown


def first_load(origin: str, chromium: Browser, times: int = 7) -> list[Measured]:
    """Cold load of the start page until key figures and map are shown, and the compressed bytes of it."""
    took, early, all_bytes = [], [], []
    for _ in range(times):
        sizes: list[tuple[float, int]] = []

        def watch(page: Page, sizes: list[tuple[float, int]] = sizes) -> None:
            def add(response: Response | None) -> None:
                length = int(response.headers.get("content-length", 0)) if response else 0
                sizes.append((time.perf_counter(), length))

            page.on("requestfinished", lambda request: add(request.response()))

        started = time.perf_counter()
        took.append(_cold(chromium, f"{origin}/", watch))
        until = started + took[-1] + 0.05
        early.append(sum(size for at, size in sizes if at <= until))
        all_bytes.append(sum(size for _, size in sizes))
    return [
        Measured("cold load until key figures and map, p50", statistics.median(took), "s", 1.6),
        Measured("first load until then, compressed", statistics.median(early) / 1e6, "MB", 1.3),
        Measured("first load in all, compressed", statistics.median(all_bytes) / 1e6, "MB", 3.3),
    ]


def change_shown(origin: str, chromium: Browser) -> Measured:
    """A change of huvudman by its filter until all of it is shown."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(f"{origin}/huvudman?{urlencode({'huvudman': PRINCIPALS[0]})}")
    page.wait_for_selector(".lb-foot")
    page.wait_for_timeout(2500)
    took = []
    for number in range(1, 31):
        code = PRINCIPALS[number % len(PRINCIPALS)]
        took.append(page.evaluate(_CHANGE, code))
    context.close()
    return Measured("change of huvudman until all is shown, p50", statistics.median(took[10:]), "ms", 110)


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
