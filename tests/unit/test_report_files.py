"""The addresses of reports: what they answer, how the file is called, and what is said when it cannot be made."""

from urllib.parse import urlsplit

import pytest
from starlette.requests import Request
from starlette.responses import Response

from dashboard.reports.registry import MAKERS
from dashboard.store.store import Store
from dashboard.ui.visit import use_store
from dashboard.web.report_files import report
from tests.reporting import paper, sheets_of, slides_of

PER = "per=2026-11-20"


def fetch(store: Store, address: str) -> Response:
    use_store(store)
    parts = urlsplit(address)
    scope = {"type": "http", "method": "GET", "path": parts.path, "headers": [(b"host", b"lagesbild.example.se")]}
    scope |= {"query_string": parts.query.encode(), "scheme": "https", "server": ("lagesbild.example.se", 443)}
    return report(Request(scope))


def test_every_kind_is_a_file_with_day_and_mark_in_its_name(sample_store: Store) -> None:
    named = {}
    for name in MAKERS:
        answer = fetch(sample_store, f"/hamta/{name}?{PER}&huvudman=0481&sida=/risker&rapport=H%C3%B6sten+2025")
        assert answer.status_code == 200
        assert answer.headers["X-Robots-Tag"] == "noindex"
        named[answer.headers["Content-Disposition"]] = answer
    assert list(named) == [
        'attachment; filename="lagesbild-bildspel-2026-11-20-exempeldata.pptx"',
        'attachment; filename="lagesbild-faktablad-0481-2026-11-20-exempeldata.pdf"',
        'attachment; filename="lagesbild-statusrapport-2026-11-20.pdf"',
        'attachment; filename="lagesbild-vy-risker-2026-11-20.xlsx"',
    ]
    slides, sheet, status, book = (answer.body for answer in named.values())
    assert len(slides_of(slides)) > 8
    assert paper(sheet).metadata.title == "Faktablad: Oxelösund"
    assert paper(status).metadata.title == "Statusrapport, hösten 2025"
    assert list(sheets_of(book)) == ["Riskmatris", "Riskregister", "Vad som har hänt", "Om uppgifterna"]


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/hamta/faktablad.pdf", 400, "Adressen saknar en huvudman"),
        ("/hamta/faktablad.pdf?huvudman=0999", 404, "huvudmannen ”0999”, som inte finns"),
        ("/hamta/bildspel.pptx?omgang=1999h", 404, "omgången ”1999h”, som inte finns"),
        ("/hamta/bildspel.pptx?per=i-dag", 400, "datumet ”i-dag”, som inte går att läsa"),
        ("/hamta/bildspel.pptx?per=2999-01-01", 400, "en dag som inte har varit än"),
        ("/hamta/statusrapport.pdf?rapport=1999", 404, "Det finns ingen statusrapport för ”1999”"),
        ("/hamta/vy.xlsx", 404, "Det finns ingen sida"),
        ("/hamta/vy.xlsx?sida=/las-forst", 404, "Välj en av /, /landet, /huvudman"),
        ("/hamta/vy.xlsx?sida=/huvudman", 404, "Välj en huvudman."),
        ("/hamta/vy.xlsx?sida=/uppfoljning&per=1999-01-01", 404, "Ingen omgång är känd ännu."),
    ],
)
def test_what_cannot_be_made_is_said(sample_store: Store, address: str, status: int, words: str) -> None:
    answer = fetch(sample_store, address)
    assert answer.status_code == status
    assert words in answer.body.decode()
    assert "Den delen hoppas över" not in answer.body.decode()


def test_a_county_without_facts_has_files_of_every_kind(empty_store: Store) -> None:
    for name in MAKERS:
        answer = fetch(empty_store, f"/hamta/{name}?huvudman=0481&sida=/")
        assert answer.status_code == 200
        assert "exempeldata" not in answer.headers["Content-Disposition"]
