"""Every page in every state a county can be in."""

import re
from collections.abc import Callable
from itertools import pairwise

import pytest

from dashboard.context.pages import OWN, PAGES, PageEntry
from dashboard.store.store import Store
from tests.pages.screen import Screen, opened, see
from tests.queries.plain import catalogue, records

STATES = {
    "sample": ("sample_store", {}),
    "sample in November 2025": ("sample_store", {"per": "2025-11-30"}),
    "sample before everything": ("sample_store", {"per": "1999-01-01"}),
    "empty": ("nothing_known", {}),
    "empty before everything": ("nothing_known", {"per": "1999-01-01"}),
    "one answer": ("one_answer", {}),
    "all ten have answered": ("all_ten", {}),
}
ORDINARY = [page for page in PAGES if page.path != "/delad"]  # what a link shows is in test_sharing.py
ABOUT_ONESELF = {*OWN, "/delat"}
NOT_YET = "/landet"
"""The page of all counties, to which the menu leads where several take part; by address it is there for one too."""
MENU = [page for page in PAGES if page.in_menu and page.path != NOT_YET]
CASES = [
    pytest.param(page, state, more, id=f"{page.path} {state} {'with a huvudman' if more else ''}".strip())
    for page in ORDINARY
    for state in (["sample", "empty"] if page.path in ABOUT_ONESELF else STATES)
    for more in ([{}, {"huvudman": "0481"}, {"huvudman": "04"}] if page.path == "/huvudman" else [{}])
]


def invented(screen: Screen) -> list[str]:
    """Where the page says that rows are invented: the mark at its top and the badges."""
    marks = [node.words for node in screen.root.every("p", class_="lb-sample")]
    return marks + [node.words for node in screen.root.every("span", class_="lb-badge")]


@pytest.mark.parametrize(("page", "state", "more"), CASES)
def test_a_page_is_whole_in_every_state(
    page: PageEntry, state: str, more: dict[str, str], county_of: Callable[[str], Store]
) -> None:
    fixture, parameters = STATES[state]
    screen = see(county_of(fixture), page.path, **parameters, **more)
    assert len(screen.headings("h1")) == 1
    assert screen.root.one("h1").attributes["data-page"] == page.path
    if page in MENU:
        menu = screen.root.one("nav", aria_label="Sidor")
        assert [link.words for link in menu.every("a")] == [one.title for one in MENU]
        assert [link.words for link in menu.every("a", aria_current="page")] == [page.title]
    elif page.path in {*ABOUT_ONESELF, NOT_YET}:
        assert list(screen.root.one("nav", aria_label="Sidor").every("a", aria_current="page")) == []
    else:  # it fills the screen, and has a way out
        assert list(screen.root.every("nav", aria_label="Sidor")) == []
        assert screen.root.one("a", class_="lb-close").attributes["href"].startswith("/mote")
    assert screen.root.one("footer").words.startswith("Lägesbild visar förflyttning, inte rangordning.")
    assert screen.messages == []
    assert not re.search(r"(?i)\b(none|nan|nat)\b|<na>|\bnull\b|undefined|\{\{|\[\]", screen.words)
    if state.startswith(("empty", "one", "all")) or "1999-01-01" in parameters.values():
        assert invented(screen) == []
    elif state == "sample":
        assert screen.root.one("p", class_="lb-sample").words.startswith("Exempeldata.")
    well_formed(screen)


def well_formed(screen: Screen) -> None:
    """Ids are used once, labels lead somewhere, headings step down one at a time."""
    ids = re.findall(r'\bid="([^"]+)"', screen.markup)
    assert len(set(ids)) == len(ids)
    assert set(re.findall(r'aria-labelledby="([^"]+)"', screen.markup)) <= set(ids)
    levels = [int(level) for level in re.findall(r"<h([1-6])", screen.markup)]
    assert levels[0] == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


@pytest.mark.parametrize("page", ORDINARY, ids=lambda page: page.path)
def test_looking_back_is_said_with_a_way_to_today(page: PageEntry, sample_store: Store) -> None:
    screen = see(sample_store, page.path, per="2025-11-30", huvudman="0481")
    (banner,) = [b for b in screen.root.every("p", class_="lb-banner") if "som det var känt" in b.words]
    assert "30 november 2025" in banner.words
    assert banner.one("a").attributes["href"] == f"{page.path}?huvudman=0481"
    today = see(sample_store, page.path, huvudman="0481")
    assert "som det var känt" not in " ".join(b.words for b in today.root.every("p", class_="lb-banner"))


@pytest.mark.parametrize("page", ORDINARY, ids=lambda page: page.path)
def test_values_that_mean_nothing_are_named_and_the_page_is_shown_all_the_same(
    page: PageEntry, sample_store: Store
) -> None:
    wrong = {"lan": "88", "huvudman": "0180", "niva": "chefen", "aspekt": "allt", "matt": "X1", "omgang": "2031v"}
    wrong |= {"jamfor": "2030h", "per": "i går", "sedan": "2099-01-01", "grupp": "mitten", "visning": "mobil"}
    screen = see(sample_store, page.path, **wrong)
    assert len(screen.messages) == len(wrong)
    for value in wrong.values():
        assert sum(value in message for message in screen.messages) == 1
    assert all(node.attributes["role"] == "alert" for node in screen.root.every("p", class_="lb-message"))
    assert len(screen.headings("h1")) == 1


@pytest.mark.parametrize("page", ORDINARY, ids=lambda page: page.path)
def test_an_address_with_markup_in_it_is_shown_as_text(page: PageEntry, sample_store: Store) -> None:
    screen = see(sample_store, page.path, huvudman="<img src=x onerror=alert(1)>")
    assert "<img" not in screen.markup
    assert "<img src=x onerror=alert(1)>" in screen.messages[0]


@pytest.mark.parametrize("page", MENU, ids=lambda page: page.path)
def test_what_is_looked_at_follows_to_every_page_of_the_menu(page: PageEntry, sample_store: Store) -> None:
    kept = {"huvudman": "0484", "niva": "chef", "omgang": "2026v", "per": "2026-05-06"}
    screen = see(sample_store, page.path, **kept)
    query = "?huvudman=0484&niva=chef&omgang=2026v&per=2026-05-06"
    assert [a.attributes["href"] for a in screen.root.one("nav", aria_label="Sidor").every("a")] == [
        one.path + query for one in MENU
    ]
    fields = {field["name"]: field["value"] for field in screen.component("navigation")["fields"]}
    assert fields["per"] == "2026-05-06"


@pytest.mark.parametrize("page", ORDINARY, ids=lambda page: page.path)
def test_every_chart_has_a_heading_a_finding_a_table_and_a_file(page: PageEntry, sample_store: Store) -> None:
    screen = see(sample_store, page.path, huvudman="0484")
    for anchor in screen.charts:
        section = screen.root.one("section", aria_labelledby=anchor)
        heading = section.one("h2").words
        assert section.one("p", class_="lb-finding").words.endswith(".")
        assert len(screen.table(heading)) > 1
        links = [a.attributes["href"] for a in screen.root.every("a") if a.words == f"{heading}: Hämta som CSV"]
        assert len(links) == 1
        assert links[0].startswith("/hamta/")


@pytest.mark.parametrize("path", ["/", "/huvudman"])
@pytest.mark.parametrize("measure", records(catalogue("measures")), ids=lambda measure: measure["id"])
def test_every_measure_in_the_catalogue_can_be_named_in_the_address(
    path: str, measure: dict[str, str], sample_store: Store
) -> None:
    screen = see(sample_store, path, matt=measure["id"], huvudman="0481")
    assert not re.search(r"(?i)\b(none|nan)\b", screen.words)
    mapped = measure["scale_id"] in {"shift", "agree_5", "role_status", "plan_status"}
    if mapped and measure["answered_by"] == "huvudman":
        assert screen.messages == []
    else:
        (message,) = screen.messages
        assert measure["name"] in message
    fields = {field["name"]: field["value"] for field in screen.component("navigation")["fields"]}
    assert fields["aspekt"] == measure["aspect_id"]


def test_the_first_answer_of_a_visit_keeps_room_for_charts_that_come_in_the_next(sample_store: Store) -> None:
    at = opened(sample_store)
    first = Screen(at)
    assert first.charts == {}
    assert first.component("navigation")["charts_wait"] is True
    kept = dict(re.findall(r"\.st-key-chart-(\w+) \{ min-height: (\d+)px", first.markup))
    second = Screen(at.run())
    assert second.component("navigation")["charts_wait"] is False
    assert {anchor: str(chart["layout"]["height"]) for anchor, chart in second.charts.items()} == kept
    assert len(kept) >= 2
    assert second.tiles == first.tiles


@pytest.mark.parametrize("county", ["one_answer", "nine_of_ten", "all_ten", "nothing_known"])
@pytest.mark.parametrize("path", [page.path for page in ORDINARY if page.path not in ABOUT_ONESELF])
def test_a_county_of_few_or_many_answers_is_told_without_odd_words(
    county_of: Callable[[str], Store], county: str, path: str
) -> None:
    screen = see(county_of(county), path, per="2026-11-21", **({"huvudman": "0481"} if path == "/huvudman" else {}))
    words = screen.words
    for odd in ("1 huvudmän ", "1 kommuner ", "Alla 1 ", " None ", " nan ", " 0 %", "ser lika"):
        assert odd not in words.replace("av 1 huvudmän", ""), odd
    for chart in screen.charts.values():
        assert any(trace.get("x") for trace in chart["data"]), "a chart without anything in it"
