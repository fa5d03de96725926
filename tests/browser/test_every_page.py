"""What must hold on every page, in light and dark, wide and narrow."""

import json
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import Opener

ADDRESSES = (
    "/",
    "/?aspekt=roll",
    "/huvudman",
    "/huvudman?huvudman=0481",
    "/huvudman?huvudman=04&per=2025-11-30",
    "/ledning",
    "/ledning?niva=lan",
    "/uppfoljning",
    "/roller",
    "/risker",
    "/las-forst",
)
PATHS = ("/", "/huvudman?huvudman=0481", "/ledning", "/uppfoljning", "/roller", "/risker", "/las-forst")
SERIOUS = {"serious", "critical"}
LOOKS = [(1280, False), (1280, True), (320, False), (320, True)]
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}
WATCH_SHIFT = (
    "window.shift = 0; new PerformanceObserver((list) => {"
    "for (const one of list.getEntries()) if (!one.hadRecentInput) window.shift += one.value;"
    "}).observe({type: 'layout-shift', buffered: true});"
)
"""Adds up how far things have jumped, where a page began with it."""


def serious(page: Page) -> list[str]:
    found = [one for one in Axe().run(page, options=RULES).response["violations"] if one["impact"] in SERIOUS]
    places = [[node["html"][:160] for node in one["nodes"][:3]] for one in found]
    return [f"{one['impact']} {one['id']}: {json.dumps(at)}" for one, at in zip(found, places, strict=True)]


def settle(page: Page) -> None:
    """Wait for the charts, which come last. The content policy forbids waiting by evaluated text."""
    for _ in range(100):
        if page.locator("[class*=st-key-chart]").count() == page.locator(".js-plotly-plot").count():
            break
        page.wait_for_timeout(100)
    else:
        raise AssertionError("the charts did not come")
    page.wait_for_timeout(300)


@pytest.mark.parametrize(("width", "dark"), LOOKS, ids=lambda value: str(value))
@pytest.mark.parametrize("address", ADDRESSES)
def test_page_is_accessible_and_stays_at_home(looking: Opener, site: str, address: str, width: int, dark: bool) -> None:
    watched = looking(site, width, dark=dark)
    page = watched.open(address)
    settle(page)
    assert serious(page) == []
    assert page.evaluate("document.documentElement.lang") == "sv"
    assert page.locator("h1").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= width, "the page scrolls sideways"
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= width
    watched.calm()


@pytest.mark.parametrize("address", PATHS)
def test_nothing_jumps(looking: Opener, site: str, address: str) -> None:
    page = looking(site).page
    page.add_init_script(WATCH_SHIFT)
    page.goto(site + address)
    page.wait_for_selector(".lb-foot")
    settle(page)
    assert page.evaluate("window.shift") < 0.1


@pytest.mark.parametrize("address", ["/huvudman", *PATHS])
def test_an_empty_county_makes_sense_and_is_never_called_sample(looking: Opener, empty_site: str, address: str) -> None:
    watched = looking(empty_site)
    page = watched.open(address)
    words = page.locator("body").inner_text()
    assert "Exempeldata." not in words
    assert page.locator(".lb-badge, .lb-sample").count() == 0
    for nonsense in ("nan", "none", "null", "0 %", "undefined", "traceback"):
        assert f" {nonsense} " not in f" {words.lower()} "
    assert serious(page) == []
    watched.calm()


def test_no_english_is_left_in_the_accessibility_tree(looking: Opener, site: str) -> None:
    page = looking(site).open("/")
    settle(page)
    tree = re.sub(r"\[\w+(=\w+)?\]|/url: .*", "", page.locator("body").aria_snapshot().lower())
    for english in ("skip to main", "choose", "select", "loading", "running", "made with", "deploy", "download"):
        assert english not in tree
