"""Reading under other conditions: by keyboard with the focus in sight, from the back row, by two at once."""

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import SHOWN, Opener
from tests.browser.crowded import CROWDED
from tests.browser.test_every_page import PAGES, drawn, opened, title_of

WITH_HUVUDMAN = "/huvudman?huvudman=0481"
OXELOSUND = "Oxelösund"
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
def test_focus_is_seen_wherever_the_tab_key_leads(glancing: Opener, site: str, address: str, dark: bool) -> None:
    page = opened(glancing(site, dark=dark), address)
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


def test_every_page_has_a_title_of_its_own(glancing: Opener, site: str) -> None:
    """What is in the menu is turned to and not loaded: the visits to every page see the titles of pages that load."""
    watched = glancing(site)
    page = watched.open("/")
    titles = {"/": title_of(page)}
    menu = page.get_by_role("navigation", name="Sidor")
    paths = [urlsplit(str(link.get_attribute("href"))).path for link in menu.get_by_role("link").all()]
    assert len(paths) > 10
    for path in paths[1:]:
        menu.locator(f'a[href^="{path}"]').click()
        expect(page.locator(f'h1[data-page="{path}"]')).to_be_visible()
        titles[path] = title_of(page)
    others = [one for one in PAGES if urlsplit(one).path not in titles or urlsplit(one).query]
    addresses = [address for address in others if not re.search("aspekt=|per=", address)]
    for address in [*addresses, "/huvudman?huvudman=04", "/huvudman?huvudman=0486"]:
        titles[address] = title_of(watched.open(address))
    assert len(set(titles.values())) == len(titles), titles
    assert OXELOSUND in titles[WITH_HUVUDMAN]
    assert "Region Sörmland" in titles["/huvudman?huvudman=04"]
    assert "Strängnäs" in titles["/huvudman?huvudman=0486"]


def test_the_projector_view_is_larger_and_follows_along_the_menu(glancing: Opener, site: str) -> None:
    watched = glancing(site, 1280, 720)
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


def test_map_and_four_key_figures_are_seen_without_scrolling(glancing: Opener, site: str) -> None:
    page = opened(glancing(site, 1280, 720), "/")
    svg = page.locator(".lb-map svg").bounding_box()
    assert svg["y"] >= 0
    assert svg["y"] + svg["height"] <= 720
    for index in range(4):
        tile = page.locator(".lb-tiles > li").nth(index).bounding_box()
        assert tile["y"] >= 0
        assert tile["y"] + tile["height"] <= 720


@pytest.mark.parametrize("address", [WITH_HUVUDMAN, "/uppfoljning"])
def test_two_browsers_see_the_same_and_a_reload_changes_nothing(looking: Opener, site: str, address: str) -> None:
    mark = "&" if "?" in address else "?"
    earlier = f"{address}{mark}per=2026-06-30" if address != "/risker" else address
    pages = [looking(site, alone=True).page for _ in range(2)]
    for page in pages:  # both load at the same time
        page.goto(site + earlier, wait_until="commit")
    for page in pages:
        drawn(page, PAGES[address])
    first, second = (page.locator("main").inner_text() for page in pages)
    assert first == second
    before = pages[0].url
    pages[0].reload()
    drawn(pages[0], PAGES[address])
    assert pages[0].url == before
    assert pages[0].locator("main").inner_text() == first
