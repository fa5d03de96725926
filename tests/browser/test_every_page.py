"""What must hold on every page, in light and dark, wide and narrow, on paper, by keyboard and with wide text.

An address is loaded twice, wide and narrow, and each visit makes all the checks that belong to it and tells all that
failed: loading takes longer than looking.
"""

import itertools
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error, Page, expect

from tests.browser.conftest import SHOWN, Opener, Watched
from tests.browser.crowded import assert_nothing_lost, space_text

PAGES = {
    "/": 2,
    "/?aspekt=roll": 0,
    "/huvudman": 0,
    "/huvudman?huvudman=0481": 2,
    "/huvudman?huvudman=04&per=2025-11-30": 1,
    "/ledning": 1,
    "/uppfoljning": 1,
    "/uppfoljning?aspekt=larande": 1,
    "/roller": 1,
    "/risker": 0,
    "/las-forst": 0,
    "/exempel": 0,
    "/kommunikation": 0,
    "/mote": 0,
    "/presentation": 0,
    "/forskning": 0,
    "/data": 0,
    "/data?uppgift=roll&huvudman=0481": 0,
    "/data?uppgift=exempel": 0,
    "/foljer?sida=/roller": 0,
    "/behorighet": 0,
    "/logg": 0,
    "/personuppgifter": 0,
}
"""Every page, and how many charts it has."""
ADDRESSES = tuple(address for address in PAGES if address != "/uppfoljning?aspekt=larande")
PATHS = (
    *("/", "/huvudman?huvudman=0481", "/ledning", "/uppfoljning", "/roller", "/risker", "/las-forst"),
    *("/exempel", "/kommunikation", "/mote", "/presentation", "/forskning", "/data", "/data?uppgift=risk"),
)
"""Pages that look otherwise in an empty county."""
SERIOUS = {"serious", "critical"}
LOOKS = [(1280, False), (1280, True), (320, False), (320, True)]
AXE = Axe()
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "resultTypes": ["violations"],  # all of these; of what passes, which nobody reads, only the names
}
COLOURS = RULES | {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
"""What can become another when a page turns dark or light. Each look is seen whole at one width."""
CALM = "() => new Promise((done) => requestIdleCallback(() => requestAnimationFrame(() => done()), { timeout: 1000 }))"
DRAWN = ".js-plotly-plot .main-svg:first-child"
ENGLISH = ("skip to main", "choose", "select", "loading", "running", "made with", "deploy", "download")
CONTROLS = (".lb-filters", ".lb-top nav", ".lb-switch", "a[download]", ".modebar", "button", "select", "input")
FIGURES = r"""() => [...document.querySelectorAll("[class*=st-key-chart]")].map((chart) => {
  const side = (selector, where) => [...document.querySelectorAll(selector)]
    .filter((one) => chart.compareDocumentPosition(one) & where && !chart.contains(one));
  const heading = side("h2", Node.DOCUMENT_POSITION_PRECEDING).at(-1);
  const finding = side(".lb-finding", Node.DOCUMENT_POSITION_PRECEDING).at(-1);
  const [next] = side("h2", Node.DOCUMENT_POSITION_FOLLOWING);
  const [table] = side("table", Node.DOCUMENT_POSITION_FOLLOWING);
  return {
    heading: heading?.textContent.trim() ?? "",
    finding: heading?.parentElement.contains(finding) ? finding.textContent.trim() : "",
    rows: table && (!next || table.compareDocumentPosition(next) & Node.DOCUMENT_POSITION_FOLLOWING)
      ? table.querySelectorAll("tbody tr").length : 0,
    caption: table?.caption?.textContent.trim() ?? "",
  };
})"""


class Visit:
    """One load of an address: every check is made, whatever the ones before it found."""

    def __init__(self) -> None:
        self.failed: list[str] = []

    @contextmanager
    def check(self, name: str) -> Iterator[None]:
        """Note what fails within, under the name of what was checked."""
        try:
            yield
        except (AssertionError, Error) as fault:
            self.failed.append(f"{name}: {fault}")

    def over(self) -> None:
        """Fail if any check did, and tell all that did."""
        assert not self.failed, "\n\n".join(self.failed)


def serious(page: Page, rules: Mapping[str, object] = RULES) -> list[str]:
    if not page.evaluate("'axe' in window"):  # half a megabyte, which stays until another page is loaded
        page.evaluate(AXE.axe_script)
    violations = page.evaluate("(rules) => axe.run(rules).then((told) => told.violations)", rules)
    found = [one for one in violations if one["impact"] in SERIOUS]
    places = [[node["html"][:160] for node in one["nodes"][:3]] for one in found]
    return [f"{one['impact']} {one['id']}: {json.dumps(at)}" for one, at in zip(found, places, strict=True)]


def settle(page: Page) -> None:
    """Wait for the charts, which come last, until nothing more is drawn."""
    # The content policy forbids waiting by evaluated text.
    for _ in range(200):
        if page.locator("[class*=st-key-chart]").count() == page.locator(DRAWN).count():
            break
        page.wait_for_timeout(50)
    else:
        raise AssertionError("the charts did not come")
    page.evaluate(CALM)


def drawn(page: Page, charts: int) -> None:
    """Wait for so many charts, which come last, until nothing more is drawn."""
    expect(page.locator(DRAWN)).to_have_count(charts, timeout=20_000)
    expect(page.locator(SHOWN)).to_be_attached()
    page.evaluate(CALM)


def opened(watched: Watched, address: str) -> Page:
    """The page at `address`, one of PAGES, with its charts drawn."""
    page = watched.open(address)
    drawn(page, PAGES[re.sub(r"[?&]visning=\w+", "", address)])
    return page


def turn(page: Page, *, dark: bool) -> None:
    """The reader's system turns dark or light while the page is open."""
    page.emulate_media(color_scheme="dark" if dark else "light")
    ground = "rgb(17, 24, 30)" if dark else "rgb(255, 255, 255)"
    expect(page.locator(".stApp")).to_have_css("background-color", ground)
    page.evaluate(CALM)


def title_of(page: Page) -> str:
    """The title of the page, which begins with its heading."""
    heading = page.locator("h1").inner_text()
    expect(page).to_have_title(re.compile(f"^{re.escape(heading)} – .*Lägesbild$"))
    return page.title()


def assert_whole(page: Page, width: int) -> None:
    assert page.evaluate("document.documentElement.lang") == "sv"
    assert page.locator("h1").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= width, "the page scrolls sideways"
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= width


def assert_headings_step_by_step(page: Page) -> None:
    levels = page.evaluate(
        "[...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map((one) => Number(one.tagName[1]))"
    )
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels)), levels


def assert_charts_have_equals(page: Page, charts: int) -> None:
    """Every chart has a heading, a finding, and a table of its own."""
    figures = page.evaluate(FIGURES)
    assert len(figures) == charts
    for one in figures:
        assert one["heading"], one
        assert len(one["finding"]) > 20, one
        assert one["rows"] > 0, one
        assert one["caption"].startswith(one["heading"]), one


def assert_skip_link(page: Page) -> None:
    """It comes first, in Swedish, and leads to the content."""
    page.keyboard.press("Tab")
    link = page.get_by_role("link", name="Hoppa till innehållet")
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport(ratio=1)
    assert link.bounding_box()["height"] >= 24
    page.keyboard.press("Enter")
    focused = "(document.activeElement.closest('main')?.querySelectorAll('h1').length ?? 0)"
    expect(link).not_to_be_focused()
    assert page.evaluate(focused) == 1


def assert_no_english(page: Page) -> None:
    tree = re.sub(r"\[\w+(=\w+)?\]|/url: .*", "", page.locator("body").aria_snapshot().lower())
    assert [word for word in ENGLISH if word in tree] == []


def assert_paper(page: Page, charts: int) -> None:
    """On paper there are no controls, but words that say what is shown, and every table."""
    chosen = page.locator(".lb-filters select").evaluate_all("(all) => all.map((one) => one.selectedOptions[0]?.label)")
    expect(page.locator(".lb-shown")).to_be_hidden()
    page.emulate_media(media="print")
    shown = page.locator(", ".join(CONTROLS)).evaluate_all(
        "(all) => all.filter((one) => one.checkVisibility({ visibilityProperty: true })"
        " && one.getBoundingClientRect().width).map((one) => one.outerHTML)"
    )
    assert shown == []
    line = page.locator(".lb-shown")
    expect(line).to_be_visible()
    expect(line).to_contain_text(re.compile(r"^Visar: .*läget som det var känt \d+ \w+ 20\d\d\.$"))
    said = line.inner_text()
    assert [words for words in chosen if words and words not in said] == []
    heights = page.locator("details:not([open]) table").evaluate_all(
        "(all) => all.map((one) => one.getBoundingClientRect().height)"
    )
    assert all(height > 0 for height in heights)
    assert len(heights) >= charts


@pytest.mark.parametrize("address", PAGES)
def test_a_page_on_a_wide_screen(glancing: Opener, site: str, address: str) -> None:
    watched, visit = glancing(site), Visit()
    page = opened(watched, address)
    with visit.check("nothing jumps"):
        assert page.evaluate("window.shift") < 0.1
    with visit.check("title"):
        title_of(page)
    with visit.check("skip link"):
        assert_skip_link(page)
    with visit.check("whole, in Swedish, with one heading"):
        assert_whole(page, 1280)
    with visit.check("headings"):
        assert_headings_step_by_step(page)
    with visit.check("heading, finding and table of every chart"):
        assert_charts_have_equals(page, PAGES[address])
    with visit.check("no English for the ear"):
        assert_no_english(page)
    for dark in (False, True):
        with visit.check(f"axe, {'dark' if dark else 'light'}"):
            turn(page, dark=dark)
            assert serious(page, COLOURS if dark else RULES) == []
            assert_whole(page, 1280)
    with visit.check("on paper"):
        assert_paper(page, PAGES[address])
    page.emulate_media(media="screen", color_scheme="light")
    with visit.check("wide text loses nothing"):
        space_text(page)
        assert_nothing_lost(page)
    with visit.check("at home and calm"):
        watched.calm()
    visit.over()


@pytest.mark.parametrize("address", PAGES)
def test_a_page_on_a_narrow_screen(glancing: Opener, site: str, address: str) -> None:
    watched, visit = glancing(site, width=320, dark=True), Visit()
    page = opened(watched, address)
    for dark in (True, False):
        with visit.check(f"axe, {'dark' if dark else 'light'}"):
            turn(page, dark=dark)
            assert serious(page, RULES if dark else COLOURS) == []
            assert_whole(page, 320)
    page.set_viewport_size({"width": 320, "height": 200})
    with visit.check("400 per cent loses nothing"):
        assert_nothing_lost(page)
    with visit.check("400 per cent and wide text lose nothing"):
        space_text(page)
        assert_nothing_lost(page)
    with visit.check("at home and calm"):
        watched.calm()
    visit.over()


@pytest.mark.xdist_group("empty")
@pytest.mark.parametrize("address", ["/huvudman", *PATHS])
def test_an_empty_county_makes_sense_and_is_never_called_sample(
    glancing: Opener, empty_site: str, address: str
) -> None:
    watched = glancing(empty_site)
    page = watched.open(address)
    words = page.locator("body").inner_text()
    assert "Exempeldata." not in words
    assert page.locator(".lb-badge, .lb-sample").count() == 0
    for nonsense in ("nan", "none", "null", "0 %", "undefined", "traceback"):
        assert f" {nonsense} " not in f" {words.lower()} "
    assert serious(page) == []
    watched.calm()
