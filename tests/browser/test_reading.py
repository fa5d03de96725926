"""Reading under other conditions: magnified, with wide text, by keyboard, from the back row, on paper, by two."""

import itertools
import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import SHOWN, Opener, Watched

PAGES = {
    "/": 2,
    "/?aspekt=roll": 0,
    "/huvudman": 0,
    "/huvudman?huvudman=0481": 2,
    "/ledning": 1,
    "/uppfoljning": 1,
    "/uppfoljning?aspekt=larande": 1,
    "/roller": 1,
    "/risker": 0,
    "/las-forst": 0,
}
"""Every page, and how many charts it has."""
WITH_CHARTS = [address for address, charts in PAGES.items() if charts]
WITH_HUVUDMAN = "/huvudman?huvudman=0481"
OXELOSUND = "Oxelösund"
# WCAG 2.2, 1.4.12: what a reader may set without losing anything.
SPACING = (
    "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }"
    "p { margin-bottom: 2em !important; }"
)
# What makes a page hard to read in a small window; each list names the elements. What is meant for the ear alone
# (1 × 1 point) is left out, and the filters and links within a box that scrolls are not measured against the window.
CROWDED = r"""() => {
  const found = { sideways: [], cut: [], overlapping: [] };
  const seen = (one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true })
    && one.clientWidth !== 1 && !one.closest(".lb-unseen");
  const name = (one) => `${one.tagName} ${one.getAttribute("class") ?? ""} ${one.textContent.trim().slice(0, 40)}`;
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > width) found.sideways.push("the document");
  for (const one of document.querySelectorAll("body *")) {
    if (!(one instanceof HTMLElement) || !seen(one)) continue;
    const style = getComputedStyle(one);
    if (style.display === "inline") continue;
    const wider = one.scrollWidth > one.clientWidth + 1;
    const higher = one.scrollHeight > one.clientHeight + 1;
    if (wider && /auto|scroll/.test(style.overflowX) && !one.closest(".lb-scroll")) found.sideways.push(name(one));
    if (wider && /hidden|clip/.test(style.overflowX)) found.cut.push(name(one));
    if (higher && /hidden|clip/.test(style.overflowY)) found.cut.push(name(one));
  }
  for (const one of document.querySelectorAll(".lb-map text")) {
    const [words, map] = [one.getBoundingClientRect(), one.ownerSVGElement.getBoundingClientRect()];
    if (words.left < map.left - 1 || words.right > map.right + 1 || words.bottom > map.bottom + 1) {
      found.cut.push(name(one));
    }
  }
  for (const one of document.querySelectorAll(".js-plotly-plot .main-svg text")) {
    const [words, chart] = [one.getBoundingClientRect(), one.closest(".js-plotly-plot").getBoundingClientRect()];
    const over = Math.max(chart.left - words.left, words.right - chart.right,
      chart.top - words.top, words.bottom - chart.bottom);
    if (one.textContent.trim() && words.width && over > 1) found.cut.push(name(one));
  }
  const controls = [...document.querySelectorAll("a[href], button, select, input, summary")]
    .filter((one) => one instanceof HTMLElement && seen(one));
  controls.forEach((one, index) => {
    const boxes = [...one.getClientRects()];
    const outside = boxes.some((box) => box.left < -1 || box.right > width + 1);
    if (outside && !one.closest(".lb-scroll")) found.sideways.push(name(one));
    for (const other of controls.slice(index + 1)) {
      const meets = boxes.some((a) => [...other.getClientRects()].some((b) =>
        Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
        && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1));
      if (meets && !one.contains(other) && !other.contains(one)) {
        found.overlapping.push(`${name(one)} / ${name(other)}`);
      }
    }
  });
  return found;
}"""
# The mark of focus on the element that has it, and the nearest ground it is drawn on.
FOCUS = r"""() => {
  const one = document.activeElement;
  const path = one instanceof SVGElement ? one.querySelector("path") : null;
  const style = getComputedStyle(path ?? one);
  let ground = one.parentElement;
  while (ground.parentElement && /, 0\)$|transparent/.test(getComputedStyle(ground).backgroundColor)) {
    ground = ground.parentElement;
  }
  const box = one.getBoundingClientRect();
  return {
    name: `${one.tagName} ${one.name ?? one.getAttribute("href") ?? ""}`,
    main: one.tagName === "MAIN",
    code: one.dataset.code ?? "",
    href: one.getAttribute("href") ?? "",
    text: one.textContent.trim(),
    width: path ? parseFloat(style.strokeWidth) : style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
    least: path ? 3 : 2,
    colour: path ? style.stroke : style.outlineColor,
    ground: getComputedStyle(ground).backgroundColor,
    shown: box.height > 0 && box.bottom > 0 && box.top < innerHeight,
  };
}"""
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


def opened(watched: Watched, address: str) -> Page:
    """The page at `address` (the path and `aspekt` or `huvudman` of one of PAGES) with its charts drawn."""
    page = watched.open(address)
    drawn(page, PAGES[re.sub(r"[?&]visning=\w+", "", address)])
    return page


def drawn(page: Page, charts: int) -> None:
    """Wait for the charts, which come last."""
    plots = page.locator(".js-plotly-plot .main-svg:first-child")
    expect(plots).to_have_count(charts, timeout=20_000)
    expect(page.locator(SHOWN)).to_be_attached()


def lightness(colour: str) -> float:
    """The relative luminance of a computed colour, opaque, as WCAG defines it."""
    parts = [float(part) for part in re.findall(r"[\d.]+", colour)]
    assert colour.startswith("rgb"), colour
    assert parts[3:] in ([], [1]), colour
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in (p / 255 for p in parts[:3])
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((lightness(one), lightness(other)))
    return (high + 0.05) / (low + 0.05)


def tab(page: Page) -> dict[str, Any]:
    """Press Tab, and what then has the focus."""
    page.keyboard.press("Tab")
    return page.evaluate(FOCUS)


def assert_seen(focus: dict[str, Any]) -> None:
    """The focus can be seen: a line that is wide enough, and 3:1 against what it is drawn on."""
    assert focus["shown"], focus
    assert focus["width"] >= focus["least"], focus
    assert contrast(focus["colour"], focus["ground"]) >= 3, focus


@pytest.mark.parametrize("address", PAGES)
def test_four_hundred_per_cent_and_wide_text_lose_nothing(looking: Opener, site: str, address: str) -> None:
    watched = looking(site, 320, 200)
    page = opened(watched, address)
    assert page.evaluate(CROWDED) == {"sideways": [], "cut": [], "overlapping": []}
    page.add_style_tag(content=SPACING)
    assert page.evaluate("getComputedStyle(document.querySelector('.lb-foot')).letterSpacing") != "normal"
    assert page.evaluate(CROWDED) == {"sideways": [], "cut": [], "overlapping": []}
    watched.calm()


@pytest.mark.parametrize("address", PAGES)
def test_wide_text_on_a_wide_screen_loses_nothing(looking: Opener, site: str, address: str) -> None:
    page = opened(looking(site), address)
    page.add_style_tag(content=SPACING)
    assert page.evaluate(CROWDED) == {"sideways": [], "cut": [], "overlapping": []}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_from_the_map_to_a_contact_and_back_by_keyboard_with_focus_in_sight(
    looking: Opener, site: str, dark: bool
) -> None:
    watched = looking(site, dark=dark)
    page = opened(watched, "/")
    reached = [tab(page)]
    assert reached[0]["text"] == "Hoppa till innehållet"
    while reached[-1]["code"] != "0481":
        assert len(reached) < 60, "Oxelösund is not reached"
        reached.append(tab(page))
        if not reached[-1]["main"]:
            assert_seen(reached[-1])
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(OXELOSUND)
    expect(page.locator("h1")).to_be_focused()
    assert_seen(page.evaluate(FOCUS))
    drawn(page, PAGES[WITH_HUVUDMAN])
    for _ in range(20):
        focus = tab(page)
        assert_seen(focus)
        if focus["href"].startswith("mailto:"):
            break
    else:
        pytest.fail("no mail link is reached")
    page.go_back()
    expect(page.locator("h1")).to_have_text("Länet")
    expect(page.locator('.lb-map a[data-code="0481"]')).to_be_visible()
    assert urlsplit(page.url).path == "/"
    watched.calm()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("address", [WITH_HUVUDMAN, "/risker", "/las-forst"])
def test_focus_is_seen_wherever_the_tab_key_leads(looking: Opener, site: str, address: str, dark: bool) -> None:
    page = opened(looking(site, dark=dark), address)
    tab(page)
    kinds = set()
    for _ in range(45):
        focus = tab(page)
        if focus["name"].startswith("BODY"):
            break
        if not focus["main"]:
            kinds.add(focus["name"].split()[0])
            assert_seen(focus)
    assert {"A", "SUMMARY", "INPUT"} <= kinds


@pytest.mark.parametrize("address", PAGES)
def test_the_skip_link_comes_first_in_swedish_and_leads_to_the_content(
    looking: Opener, site: str, address: str
) -> None:
    page = opened(looking(site), address)
    page.keyboard.press("Tab")
    link = page.get_by_role("link", name="Hoppa till innehållet")
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport(ratio=1)
    assert link.bounding_box()["height"] >= 24
    page.keyboard.press("Enter")
    focused = "(document.activeElement.closest('main')?.querySelectorAll('h1').length ?? 0)"
    expect(link).not_to_be_focused()
    assert page.evaluate(focused) == 1


def test_every_page_has_a_title_of_its_own(looking: Opener, site: str) -> None:
    watched = looking(site)
    addresses = [address for address in PAGES if address != "/?aspekt=roll"]
    titles = {}
    for address in [*addresses, "/huvudman?huvudman=04", "/huvudman?huvudman=0486", "/ledning?niva=lan"]:
        page = watched.open(address)
        heading = page.locator("h1").inner_text()
        expect(page).to_have_title(re.compile(f"^{re.escape(heading)} – .*Lägesbild$"))
        titles[address] = page.title()
    assert len(set(titles.values())) == len(titles), titles
    assert OXELOSUND in titles[WITH_HUVUDMAN]
    assert "Region Sörmland" in titles["/huvudman?huvudman=04"]
    assert "Strängnäs" in titles["/huvudman?huvudman=0486"]


@pytest.mark.parametrize("address", PAGES)
def test_headings_are_one_and_then_step_by_step(looking: Opener, site: str, address: str) -> None:
    page = opened(looking(site), address)
    levels = page.evaluate(
        "[...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map((one) => Number(one.tagName[1]))"
    )
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels)), levels


@pytest.mark.parametrize("address", WITH_CHARTS)
def test_every_chart_has_heading_finding_and_table(looking: Opener, site: str, address: str) -> None:
    page = opened(looking(site), address)
    figures = page.evaluate(FIGURES)
    assert len(figures) == PAGES[address]
    for one in figures:
        assert one["heading"], one
        assert len(one["finding"]) > 20, one
        assert one["rows"] > 0, one
        assert one["caption"].startswith(one["heading"]), one


def test_the_projector_view_is_larger_and_follows_along_the_menu(looking: Opener, site: str) -> None:
    watched = looking(site, 1280, 720)
    page = opened(watched, "/?visning=projektor")
    running = (
        "h1, h2, .lb-lead, .lb-finding, .lb-value, .lb-tile, .lb-top nav a, .lb-filters select, details.lb-table td"
    )
    for place in ("Länet", "Uppföljning", "Risker", "Läs först"):
        page.get_by_role("navigation").get_by_role("link", name=place, exact=True).click()
        expect(page.locator("h1")).to_have_text(place)
        expect(page.locator(SHOWN)).to_be_attached()
        assert parse_qs(urlsplit(page.url).query)["visning"] == ["projektor"]
        sizes = page.evaluate(
            "(which) => [...document.querySelectorAll(which)].map((one) => parseFloat(getComputedStyle(one).fontSize))",
            f"{running}, .stHtml p:not([class])",
        )
        assert min(sizes) >= 18
        drawn(page, PAGES[urlsplit(page.url).path])
        texts = page.locator(".js-plotly-plot .main-svg text", has_text=re.compile(r"\S")).evaluate_all(
            "(all) => all.map((one) => parseFloat(getComputedStyle(one).fontSize))"
        )
        assert min(texts, default=18) >= 18, place
        crowded = page.evaluate(CROWDED)
        assert (crowded["sideways"], crowded["cut"]) == ([], []), place
    watched.calm()


def test_map_and_four_key_figures_are_seen_without_scrolling(looking: Opener, site: str) -> None:
    page = opened(looking(site, 1280, 720), "/")
    svg = page.locator(".lb-map svg").bounding_box()
    assert svg["y"] >= 0
    assert svg["y"] + svg["height"] <= 720
    for index in range(4):
        tile = page.locator(".lb-tiles > li").nth(index).bounding_box()
        assert tile["y"] >= 0
        assert tile["y"] + tile["height"] <= 720


@pytest.mark.parametrize("address", PAGES)
def test_paper_has_no_controls_but_says_what_is_shown(looking: Opener, site: str, address: str) -> None:
    page = opened(looking(site), address)
    chosen = page.locator(".lb-filters select").evaluate_all("(all) => all.map((one) => one.selectedOptions[0]?.label)")
    expect(page.locator(".lb-shown")).to_be_hidden()
    page.emulate_media(media="print")
    for control in (".lb-filters", ".lb-top nav", ".lb-switch", "a[download]", ".modebar", "button", "select", "input"):
        for one in page.locator(control).all():
            expect(one).to_be_hidden()
    line = page.locator(".lb-shown")
    expect(line).to_be_visible()
    expect(line).to_contain_text(re.compile(r"^Visar: .*läget som det var känt \d+ \w+ 20\d\d\.$"))
    for words in chosen:
        expect(line).to_contain_text(words or "")
    heights = page.locator("details:not([open]) table").evaluate_all(
        "(all) => all.map((one) => one.getBoundingClientRect().height)"
    )
    assert all(height > 0 for height in heights)
    assert len(heights) >= PAGES[address]


@pytest.mark.parametrize("address", ["/", WITH_HUVUDMAN, "/uppfoljning", "/risker"])
def test_two_browsers_see_the_same_and_a_reload_changes_nothing(looking: Opener, site: str, address: str) -> None:
    mark = "&" if "?" in address else "?"
    earlier = f"{address}{mark}per=2026-06-30" if address != "/risker" else address
    pages = [looking(site).open(earlier) for _ in range(2)]
    for page in pages:
        drawn(page, PAGES[address])
    first, second = (page.locator("main").inner_text() for page in pages)
    assert first == second
    before = pages[0].url
    pages[0].reload()
    pages[0].wait_for_selector(SHOWN)
    drawn(pages[0], PAGES[address])
    assert pages[0].url == before
    assert pages[0].locator("main").inner_text() == first
