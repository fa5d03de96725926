"""What a page gives to take along: the right links, and a workbook with every figure that the page links as CSV."""

from datetime import date
from urllib.parse import parse_qsl, urlsplit

import pytest

from dashboard.reports.page_workbook import PAGES, figures_of
from dashboard.store.store import Store
from dashboard.ui.markup import markup
from dashboard.ui.page_files import files_of
from tests.conftest import Given
from tests.pages.screen import see
from tests.queries.tables import a_round
from tests.reporting import looking_at

PER = "2026-11-20"
Asked = set[tuple[str, frozenset[tuple[str, str]]]]


def linked(store: Store, path: str, **parameters: str) -> Asked:
    """Question and parameters behind every link to a CSV file on the page."""
    links = (link.attributes.get("href", "") for link in see(store, path, **parameters).root.every("a"))
    split = [urlsplit(link) for link in links if ".csv?" in link]
    return {(one.path.removeprefix("/hamta/").removesuffix(".csv"), frozenset(parse_qsl(one.query))) for one in split}


def sheets(store: Store, path: str, **parameters: str) -> Asked:
    """Question and parameters behind every sheet of the page's workbook."""
    settled, figures = figures_of(path, looking_at(store, **parameters))
    found = set()
    for one in figures:
        given = settled.ask(one.query, **one.changes).parameters
        asked = frozenset((name, str(value)) for name, value in given.items() if value is not None and value != "")
        found.add((one.query, asked))
    return found


@pytest.mark.parametrize(
    ("path", "chosen"),
    [
        ("/", {}),
        ("/", {"matt": "M08", "omgang": "2026v", "sedan": "2026-05-20", "niva": "chef", "grupp": "norra"}),
        ("/", {"aspekt": "roll"}),
        ("/huvudman", {"huvudman": "0481"}),
        ("/huvudman", {"huvudman": "0481", "matt": "M08", "niva": "chef", "omgang": "2025h"}),
        ("/ledning", {"niva": "lan"}),
        ("/uppfoljning", {"grupp": "norra", "urval": "karna", "aspekt": "ledarskap", "niva": "chef"}),
        ("/roller", {}),
        ("/risker", {"huvudman": "0480"}),
        ("/exempel", {"aspekt": "vardag", "sok": "möte", "sort": "works"}),
        ("/kommunikation", {}),
        ("/mote", {"mote": "styrgrupp_2026_05"}),
        ("/mote", {}),
        ("/forskning", {}),
    ],
)
def test_the_workbook_holds_the_figures_of_the_page(sample_store: Store, path: str, chosen: dict[str, str]) -> None:
    assert sheets(sample_store, path, **chosen) == linked(sample_store, path, per=PER, **chosen)


@pytest.mark.parametrize("path", ["/", "/huvudman", "/mote", "/ledning"])
def test_the_same_in_a_county_without_facts(empty_store: Store, path: str) -> None:
    assert sheets(empty_store, path, huvudman="0481") == linked(empty_store, path, per=PER, huvudman="0481")


def test_each_page_gives_the_files_that_belong_to_it(sample_store: Store) -> None:
    def kinds(path: str, **chosen: str) -> list[str]:
        return [f"{one.words} {one.kind}" for one in files_of(looking_at(sample_store, **chosen), path)]

    workbook = "Sidan som arbetsbok Excel"
    assert kinds("/") == ["Bildspel till mötet PowerPoint", workbook]
    assert kinds("/mote") == ["Bildspel till mötet PowerPoint", "Statusrapport PDF", workbook]
    assert kinds("/huvudman") == []
    assert kinds("/huvudman", huvudman="0481") == ["Faktablad om huvudmannen PDF", workbook]
    assert kinds("/las-forst") == []
    assert all(workbook in kinds(path, huvudman="0481") for path in PAGES)


def test_links_are_a_list_that_says_what_kind_each_file_is(sample_store: Store) -> None:
    written = markup("files.html", files=files_of(looking_at(sample_store), "/mote"))
    assert written.count("<li>") == written.count(" download>") == 3
    assert "Statusrapport (PDF)</a>" in written
    assert "&amp;" in written


def test_links_name_the_day_also_when_it_is_today(sample_store: Store) -> None:
    today = date.today().isoformat()
    seen = looking_at(sample_store, today, huvudman="0481")
    (sheet, book) = files_of(seen, "/huvudman")
    assert sheet.url == f"/hamta/faktablad.pdf?huvudman=0481&per={today}"
    assert dict(parse_qsl(urlsplit(book.url).query))["sida"] == "/huvudman"


def test_a_page_without_figures_links_to_no_workbook(given: Given) -> None:
    assert files_of(looking_at(given()), "/uppfoljning") == []
    one_round = looking_at(given(round=[a_round("r1", 1)]))
    assert [one.words for one in files_of(one_round, "/uppfoljning")] == ["Sidan som arbetsbok"]
