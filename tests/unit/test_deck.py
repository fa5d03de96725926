"""The slides of a meeting, read by python-pptx: titles, charts that hold the rows of a query, marks, the same bytes."""

import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pypdf
import pytest

from dashboard.context.context import Context
from dashboard.reports.deck import deck
from dashboard.reports.fitting import lines_of, pages_of, row_height, shortened
from dashboard.store.store import Store
from tests import counties
from tests.conftest import Given
from tests.queries.tables import a_round, activity, answer, role
from tests.reporting import charts_of, frames_of, looking_at, slides_of, table_on, words_of


@pytest.fixture(scope="module")
def whole(sample_store: Store) -> Context:
    return looking_at(sample_store)


@pytest.fixture(scope="module")
def content(whole: Context) -> bytes:
    return deck(whole)[0]


def test_every_slide_has_a_title_the_day_and_the_county(content: bytes, whole: Context) -> None:
    slides = slides_of(content)
    titles = [slide.shapes.title.text_frame.text for slide in slides]
    assert all(titles)
    assert len(set(titles)) == len(titles)
    assert titles[0] == "Styrgruppsmöte december 2026"
    for slide in slides:
        assert "20 november 2026" in words_of(slide)
        assert whole.county["county"] in words_of(slide)
        assert "Hösten 2026, jämförd med våren 2026" in words_of(slide)


def test_every_chart_and_table_has_alternative_text_and_every_run_a_language(content: bytes) -> None:
    for slide in slides_of(content):
        for frame in frames_of(slide):
            assert len(frame._element.nvGraphicFramePr.cNvPr.get("descr")) > 20
        assert not list(slide._element.iter("{http://schemas.openxmlformats.org/presentationml/2006/main}pic"))
        written = re.findall(r"<a:rPr[^>]*>", slide._element.xml)
        assert all('lang="sv-SE"' in one for one in written)
        assert all(int(size) >= 1400 for size in re.findall(r'sz="(\d+)"', slide._element.xml))


def test_movement_is_that_of_the_query(content: bytes, whole: Context) -> None:
    rows = whole.ask("follow_up/shift_by_measure", aspect=None).rows
    (plot,) = charts_of(slides_of(content))["Förflyttning, våren 2026 till hösten 2026"].plots
    drawn = {series.name: list(series.values) for series in plot.series}
    for label, column in (("Framåt", "forward"), ("Oförändrat", "still"), ("Bakåt", "back")):
        assert drawn[label] == [row[column] if row["paired"] else None for row in rows]
    assert [str(name) for name in plot.categories] == [
        f"{row['measure']} ({row['paired'] or 'ingen'} av 10)" for row in rows
    ]
    total = whole.ask("follow_up/shift_total").row
    words = next(words_of(one) for one in slides_of(content) if "Förflyttning" in one.shapes.title.text_frame.text)
    assert f"av {total['paired']} parade svar från {total['principals']} av {total['invited']} huvudmän" in words


def test_the_role_is_counted_in_municipalities(content: bytes, whole: Context) -> None:
    rows = [row for row in whole.ask("roles/status_by_principal").rows if row["kind"] == "municipality"]
    (plot,) = charts_of(slides_of(content))["Barnets bästa-ansvarig"].plots
    (series,) = plot.series
    drawn = dict(zip(map(str, plot.categories), series.values, strict=True))
    assert drawn == Counter(row["state_label"] for row in rows)
    coverage = whole.ask("roles/coverage").row
    words = next(words_of(s) for s in slides_of(content) if s.shapes.title.text_frame.text == "Barnets bästa-ansvarig")
    assert f"Tillsatt i {coverage['appointed']} av {coverage['municipalities']} kommuner" in words


def test_tables_hold_the_rows_of_the_pages(content: bytes, whole: Context) -> None:
    slides = slides_of(content)
    changes = whole.ask("county/changes", since=date(2026, 10, 14)).rows
    assert [row[:3] for row in table_on(slides, "Sedan")] == [
        [row["kind_label"], row["principal"], row["item"]] for row in changes
    ]
    agenda = whole.ask("county/agenda").rows
    assert [row[:4] for row in table_on(slides, "Förslag")] == [
        [row["kind_label"], row["principal"], row["item"], row["why"]] for row in agenda
    ]
    risks = [row for row in whole.ask("risks/register").rows if row["state"] != "closed"]
    assert [row[0] for row in table_on(slides, "Riskregister")] == [row["risk"] for row in risks]
    responses = whole.ask("follow_up/response_by_principal").rows
    assert [(row[0], row[2]) for row in table_on(slides, "Svar")] == [
        (row["principal"], row["state_label"]) for row in responses
    ]


def test_invented_rows_are_marked_on_their_slides_and_told_apart_row_by_row(content: bytes) -> None:
    slides = slides_of(content)
    marked = {
        slide.shapes.title.text_frame.text: any(shape.name == "Exempeldata" for shape in slide.shapes)
        for slide in slides
    }
    assert not marked.pop("Öppna beslut: 1 av 1")
    assert all(marked.values())
    assert {row[-1] for row in table_on(slides, "Förslag")} == {"Minnesanteckningar", "Exempeldata"}


def test_real_rows_carry_no_mark(given: Given) -> None:
    made, synthetic = deck(looking_at(given(**counties.nine_of_ten())))
    assert not synthetic
    assert not any(shape.name == "Exempeldata" for slide in slides_of(made) for shape in slide.shapes)


@pytest.mark.parametrize("facts", [{}, counties.one_answer(), counties.all_ten()])
def test_a_county_at_its_beginning_has_slides(given: Given, facts: dict) -> None:
    made, _ = deck(looking_at(given(**facts)))
    told = "\n".join(words_of(slide) for slide in slides_of(made))
    assert "Det behövs två omgångar att jämföra." in told
    assert "Ingen av 9 kommuner har berättat ännu." in told
    assert charts_of(slides_of(made)) == {}


def test_an_earlier_picture_keeps_its_bytes_when_facts_are_added(given: Given) -> None:
    store = given(round=[a_round("r1", 1), a_round("r2", 2)], role_status=[role("0481", "pilot")])
    given.add(store, answer=[answer("r1", "M02", "0481", 1), answer("r2", "M02", "0481", 2, "2026-01-01")])
    earlier = deck(looking_at(store, "2026-05-01"))[0]
    given.add(store, role_status=[role("0481", "appointed", "2026-06-01")], activity=[activity("a", "2026-06-01")])
    assert deck(looking_at(store, "2026-05-01"))[0] == earlier
    assert deck(looking_at(store, "2026-06-01"))[0] != earlier


def test_more_than_fits_goes_on_and_the_rest_is_counted(given: Given) -> None:
    many = [activity(f"a{n:03}", "2025-10-02", title="Lång rubrik " * 6) for n in range(120)]
    made = deck(looking_at(given(activity=many), sedan="2025-09-01"))[0]
    slides = [slide for slide in slides_of(made) if slide.shapes.title.text_frame.text.startswith("Sedan")]
    assert [slide.shapes.title.text_frame.text for slide in slides] == [
        f"Sedan 1 september 2025: 120 ändringar ({n} av 4)" for n in (1, 2, 3, 4)
    ]
    shown = len(table_on(slides, "Sedan"))
    assert f"{120 - shown} rader till:" in words_of(slides[-1])


def test_libreoffice_opens_it_and_makes_as_many_pages(content: bytes, tmp_path: Path) -> None:
    soffice = shutil.which("soffice")
    assert soffice, "LibreOffice is missing: install it, on Debian with `apt-get install libreoffice-impress-nogui`"
    (tmp_path / "deck.pptx").write_bytes(content)
    command = [soffice, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf"]
    done = subprocess.run(
        [*command, "--outdir", str(tmp_path), str(tmp_path / "deck.pptx")], capture_output=True, text=True, timeout=150
    )
    made = tmp_path / "deck.pdf"
    assert made.exists(), f"{done.stderr} Impress is needed: `apt-get install libreoffice-impress-nogui`"
    pages = pypdf.PdfReader(made).pages
    assert len(pages) == len(slides_of(content))
    assert "Styrgruppsmöte december 2026" in " ".join(pages[0].extract_text().split())


def test_text_is_cut_after_a_word_and_seen_to_be() -> None:
    assert shortened("  ett  två ", 20) == "ett två"
    assert shortened("ett två tre fyra", 12) == "ett två …"
    assert shortened("x" * 30, 10) == "x" * 8 + " …"


def test_rows_are_spread_over_as_few_pages_as_can_be() -> None:
    rows = [("ord " * 10,) for _ in range(10)]
    height = row_height(rows[0], [2.0], 14)
    assert lines_of("ord " * 10, 2.0, 14) > 1
    pages: Callable[[float], list[int]] = lambda room: [len(p) for p in pages_of(rows, [2.0], 14, room)]  # noqa: E731
    assert pages(height * 20) == [10]
    assert pages(height * 6.5) == [5, 5]
    assert pages_of([], [2.0], 14, 5.0) == [[]]
    assert pages(height / 2) == [1] * 10
