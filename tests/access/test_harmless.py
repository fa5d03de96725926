"""A comment and an example with markup, script, links and formulas in them: shown as they are written, everywhere."""

import io
from collections.abc import Iterator
from datetime import date

import openpyxl
import pytest
from pptx import Presentation
from pypdf import PdfReader

from dashboard.access.guess_limit import Tries
from dashboard.access.links import Shared, make_link
from dashboard.access.viewer import LOCAL
from dashboard.reports.registry import MAKERS
from dashboard.store.scope import COMMENTS
from dashboard.store.store import Store
from dashboard.ui import shared_view as sharing
from dashboard.web.downloads import csv_file, xlsx_file
from tests.access.making import OWN, WRITTEN, add, store_of
from tests.engines import Databases, Own
from tests.pages.screen import Screen, see
from tests.reporting import looking_at

HOSTILE = (
    '=HYPERLINK("https://ond.example") <img src=x onerror=alert(1)><script>alert(2)</script> [x](javascript:alert(3))'
)
DAY = WRITTEN.date()


@pytest.fixture(scope="module")
def store(databases: Databases) -> Iterator[Store]:
    own = Own(databases)
    made = store_of(own)
    answer = {"round_id": "2026h", "measure_id": "M02", "measure_version": 1, "principal_code": OWN, "value": 2}
    answer |= {"county_code": "04"}
    add(made, "import", answer=[answer | {"comment": HOSTILE, "known_on": DAY}])
    example = {"id": "ond", "county_code": "04", "principal_code": OWN, "kind": "works", "evaluated": "no"}
    told = dict.fromkeys(("title", "problem", "done", "needed", "outcome", "committees", "departments"), HOSTILE)
    add(made, example=[example | told | {"known_on": DAY}])
    yield made
    own.let_go()


def harmless(screen: Screen) -> None:
    assert HOSTILE in screen.words
    assert not list(screen.root.every("script"))
    assert not [one for one in screen.root.every("img") if one.attributes.get("src") == "x"]
    links = [one.attributes.get("href", "") for one in screen.root.every("a")]
    assert not [one for one in links if one.startswith(("javascript", "https://ond"))]


@pytest.mark.parametrize(
    ("path", "parameters"),
    [("/exempel", {}), ("/huvudman", {"huvudman": OWN}), ("/uppfoljning", {"aspekt": "vardag"})],
)
def test_pages_show_what_was_written_and_do_nothing_of_it(
    path: str, parameters: dict[str, str], store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    harmless(see(store, path, per="2026-11-21", **parameters))
    asked = "&".join(f"{name}={value}" for name, value in parameters.items())
    monkeypatch.setattr(sharing, "_tries", Tries())
    shared = Shared(
        "04", path, asked, as_of=date(2026, 11, 21), rights=frozenset({COMMENTS}), purpose="P", shared_by="F"
    )
    harmless(see(store, "/delad", nyckel=make_link(store.for_viewer(LOCAL.scope), shared)))


def test_tables_that_are_fetched_hold_no_formula(store: Store) -> None:
    for name, parameters in (("work/examples", {}), ("follow_up/comments", {"aspekt": "vardag"})):
        answer = looking_at(store, "2026-11-21", huvudman=OWN, **parameters).ask(name)
        written = csv_file(answer, "2026-11-21").decode("utf-8-sig")
        assert "'=HYPERLINK" in written
        assert ";=HYPERLINK" not in written.replace('"=', ";=")
        book = openpyxl.load_workbook(io.BytesIO(xlsx_file(answer, "2026-11-21")))
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if "HYPERLINK" in str(cell.value)]
        assert cells
        assert {cell.data_type for cell in cells} == {"s"}
        assert not [cell for cell in cells if cell.hyperlink]


@pytest.mark.parametrize("page", ["/exempel", "/uppfoljning", "/huvudman"])
def test_a_page_as_a_workbook_holds_no_formula(page: str, store: Store) -> None:
    aspect = {"aspekt": "vardag"} if page == "/uppfoljning" else {}
    made = MAKERS["vy.xlsx"](looking_at(store, "2026-11-21", huvudman=OWN, **aspect), page)
    book = openpyxl.load_workbook(io.BytesIO(made.content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if "HYPERLINK" in str(cell.value)]
    assert cells
    assert {cell.data_type for cell in cells} == {"s"}


def test_papers_and_slides_hold_words_alone(store: Store) -> None:
    context = looking_at(store, "2026-11-21", huvudman=OWN)
    sheet = PdfReader(io.BytesIO(MAKERS["faktablad.pdf"](context, None).content))
    links = [note for page in sheet.pages for note in page.get("/Annots", []) if "javascript" in str(note.get_object())]
    assert links == []
    assert "JavaScript" not in str(sheet.trailer["/Root"])
    words = " ".join(page.extract_text() for page in sheet.pages)
    assert "<script>alert(2)</script>" in words.replace("\n", "")
    slides = Presentation(io.BytesIO(MAKERS["bildspel.pptx"](context, None).content))
    runs = [
        run
        for slide in slides.slides
        for shape in slide.shapes
        if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs
        for run in paragraph.runs
    ]
    assert not [run for run in runs if "ond.example" in str(run.hyperlink.address)]
