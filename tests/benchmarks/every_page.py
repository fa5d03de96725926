"""What must hold on every page at once: nothing jumps, nothing leaves the host, nobody is shut out."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from playwright.sync_api import Browser, Page

from tests.benchmarks.measured import FOREIGN, SHIFT, VIOLATIONS, Measured, Place
from tests.browser.conftest import SHOWN, WATCH_SHIFT
from tests.browser.test_every_page import ADDRESSES, LOOKS, serious, settle


@contextmanager
def _window(chromium: Browser, width: int, dark: bool) -> Iterator[Page]:
    scheme = "dark" if dark else "light"
    context = chromium.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, locale="sv-SE")
    yield context.new_page()
    context.close()


def _draw(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_selector(SHOWN)
    settle(page)


def every_page(place: Place, chromium: Browser, looks: Sequence[tuple[int, bool]] = LOOKS) -> list[Measured]:
    """The worst layout shift of a page, and over all pages the requests to other origins and the axe violations."""
    origin = place.origin
    shifts = [_shift(f"{origin}{address}", chromium) for address in ADDRESSES]
    foreign: list[str] = []
    violations: list[str] = []
    for width, dark in looks:
        for address in ADDRESSES:
            with _window(chromium, width, dark) as page:
                page.on("request", lambda request: foreign.append(request.url))
                _draw(page, f"{origin}{address}")
                violations += serious(page)
    foreign = [url for url in foreign if not url.startswith((origin, "data:", f"blob:{origin}"))]
    seen = " and ".join(f"{width} px {'dark' if dark else 'light'}" for width, dark in looks)
    pages = f"{len(ADDRESSES)} pages, {seen}"
    return [
        place.figure(f"layout shift, the worst of {len(ADDRESSES)} pages", max(shifts), "CLS", SHIFT),
        place.figure(f"requests to other origins, {pages}", len(foreign), "requests", FOREIGN),
        place.figure(f"axe violations, serious or critical, {pages}", len(violations), "violations", VIOLATIONS),
    ]


def _shift(address: str, chromium: Browser) -> float:
    with _window(chromium, 1280, dark=False) as page:
        page.add_init_script(WATCH_SHIFT)
        _draw(page, address)
        return float(page.evaluate("window.shift"))
