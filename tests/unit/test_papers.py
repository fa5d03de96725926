"""Fact sheets and status reports, read as PDF: tags, language, title, the numbers of the queries, text as text."""

from datetime import date

import pytest

from dashboard.reports.fact_sheet import fact_sheet
from dashboard.reports.paper import Paper, Section, pairs, pdf, table, words
from dashboard.reports.status_report import report_of, status_report
from dashboard.store.store import Store
from tests import counties
from tests.conftest import Given
from tests.queries.tables import a_round, answer, example, judged, plan, risk, role
from tests.reporting import looking_at, paper, tags_of, text_of

DAY = date(2026, 11, 20)
AWKWARD = "#let x = 1 $a$ *fet* _kursiv_ \\ [b] @ref <etikett> `kod` // inte = + - ~ å ’”"


def test_a_paper_is_tagged_titled_and_in_swedish(sample_store: Store) -> None:
    content, synthetic = fact_sheet(looking_at(sample_store, huvudman="0481"))
    read = paper(content)
    root = read.trailer["/Root"]
    assert synthetic
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].startswith("sv")
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert read.metadata.title == "Faktablad: Oxelösund"
    assert "pdfuaid:part>1<" in root["/Metadata"].get_data().decode()
    tags = tags_of(content)
    assert {"/Title", "/H1", "/H2", "/P", "/Table", "/TH", "/TD"} <= set(tags)
    assert tags.count("/Table") >= 3


@pytest.mark.parametrize("code", ["0481", "0461", "0484", "04"])
def test_a_fact_sheet_holds_what_the_queries_answer(sample_store: Store, code: str) -> None:
    seen = looking_at(sample_store, huvudman=code)
    content, _ = fact_sheet(seen)
    text = text_of(content)
    assert len(paper(content).pages) <= 2
    for row in seen.ask("follow_up/aspects_of_principal", measure=None).rows:
        state = row["state_label"] if row["stage"] is None else f"{row['stage']} {row['state_label']}"
        assert state in text
        assert f"{row['with_stage']} av 10" in text
    for row in seen.ask("follow_up/shifts_of_principal").rows:
        assert row["from_label"] in text
    for row in (*seen.ask("risks/register").rows, *seen.ask("county/agenda").rows):
        if row["principal_code"] == code:
            assert (row.get("risk") or row["item"]) in text
    for row in seen.ask("work/contacts").rows:
        assert row["mailbox"] in text.replace(" ", "")
    for row in (*seen.ask("work/examples").rows, *seen.ask("work/ongoing").rows):
        assert row["title"] in text
    own = next(r for r in seen.ask("roles/status_by_principal").rows if r["principal_code"] == code)
    assert own["state_label"] in text
    assert "Per 20 november 2026" in text
    assert "Hösten 2026, jämförd med våren 2026" in text


def test_what_is_not_told_is_said_with_who_is_asked(empty_store: Store) -> None:
    content, synthetic = fact_sheet(looking_at(empty_store, huvudman="0488"))
    text = text_of(content)
    assert not synthetic
    assert "Exempeldata" not in text
    for part in (
        "Trosa ombeds berätta hur långt rollen har kommit.",
        "Trosa ombeds berätta om det finns en plan",
        "Ingen omgång är känd",
        "Ingen egen risk är känd. Trosa ombeds",
        "Inget exempel ännu. Trosa ombeds",
        "Inget arbete är beskrivet. Trosa ombeds",
        "Ingen kontakt är angiven. Trosa ombeds",
        "Processledarna lägger in nästa möte.",
    ):
        assert part in text


def test_fewer_than_five_have_no_median(given: Given) -> None:
    text = text_of(fact_sheet(looking_at(given(**counties.one_answer()), huvudman="0481"))[0])
    assert "Färre än fem har ett steg" in text
    assert "1 av 10" in text


def test_words_special_to_typst_are_shown_as_they_are(given: Given) -> None:
    store = given(
        role_status=[role("0481", "pilot", note=AWKWARD)],
        plan_status=[plan("0481", "own_plan", note="= Rubrik")],
        risk=[risk("r", title=AWKWARD, principal_code="0481")],
        risk_assessment=[judged("r", "hold", action="#panic()")],
        example=[example("e", title="#sys.version", done=AWKWARD, principal_code="0481")],
    )
    text = text_of(fact_sheet(looking_at(store, huvudman="0481"))[0])
    assert text.count(AWKWARD.replace("  ", " ")) + text.replace(" ", "").count(AWKWARD.replace(" ", "")) >= 2
    assert "= Rubrik" in text
    assert "#panic()" in text
    assert "#sys.version" in text


def test_letters_that_our_fonts_lack_do_not_stop_a_paper() -> None:
    made = pdf(Paper("Prov", "日本 😀", "", "", [Section("Rubrik", [words("Slut")])]), DAY)
    assert "Slut" in text_of(made)
    assert paper(made).trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_invented_and_real_rows_in_one_table_say_which_they_are(sample_store: Store) -> None:
    text = text_of(fact_sheet(looking_at(sample_store, huvudman="0481"))[0])
    assert "Gemensamma riktlinjer i tre nämnder Ingen har utvärderat det Minnesanteckningar" in text
    assert "Fritidsgården som väg in Ingen har utvärderat det Exempeldata" in text


def test_an_earlier_sheet_keeps_its_bytes_when_facts_are_added(given: Given) -> None:
    store = given(round=[a_round("r1", 1)], answer=[answer("r1", "M02", "0481", 1)])
    earlier = fact_sheet(looking_at(store, "2026-05-01", huvudman="0481"))[0]
    given.add(
        store, answer=[answer("r1", "M02", "0481", 3, "2026-06-01")], role_status=[role("0481", "pilot", "2026-06-01")]
    )
    assert fact_sheet(looking_at(store, "2026-05-01", huvudman="0481"))[0] == earlier
    assert fact_sheet(looking_at(store, "2026-06-01", huvudman="0481"))[0] != earlier


def test_the_status_report_is_that_of_the_query_and_gut_feeling_is_a_judgement(sample_store: Store) -> None:
    seen = looking_at(sample_store)
    row = report_of(seen, "Hösten 2025")
    assert row is not None
    content, synthetic = status_report(seen, row)
    text = text_of(content)
    assert not synthetic
    assert paper(content).metadata.title == "Statusrapport, hösten 2025"
    for column in ("results", "gut_feeling_text", "risks_text", "model_text", "source"):
        assert row[column] in text
    assert "En bedömning, inte en mätning: Positiv." in text
    places = [
        text.index(heading) for heading in ("Resultat", "Magkänsla", "Risker och åtgärder", "Modellen som helhet")
    ]
    assert places == sorted(places)


def test_a_report_is_named_by_its_period_and_known_on_a_day(sample_store: Store) -> None:
    assert report_of(looking_at(sample_store), "Hösten 2025")
    assert report_of(looking_at(sample_store), "Hösten 1999") is None
    before = looking_at(sample_store, "2025-10-01")
    assert report_of(before) is None
    content, _ = status_report(before, None)
    assert "Ingen statusrapport var känd 1 oktober 2025." in text_of(content)


def test_parts_of_a_report_without_words_say_who_fills_them_in(given: Given) -> None:
    report = {
        "id": "s",
        "county_code": "04",
        "period": "Våren 2026",
        "results": "Bra",
        "gut_feeling": "worried",
        "author_function": "Processledare",
    }
    seen = looking_at(given(status_report=[report | {"gut_feeling_text": "", "known_on": "2026-01-01"}]))
    text = text_of(status_report(seen, report_of(seen))[0])
    assert "Inget är sagt om risker och åtgärder. Processledarna ombeds fylla i det." in text
    assert "En bedömning, inte en mätning: Orolig. Inget är sagt om magkänslan i ord." in text


def test_long_tables_go_on_with_their_headings() -> None:
    rows = [[f"rad {n}", "x"] for n in range(150)]
    made = pdf(
        Paper("Prov", "", "", "", [Section("Rubrik", [pairs([("a", "b")]), table(["Ett", "Två"], [1, 1], rows)])]), DAY
    )
    pages = [" ".join(page.extract_text().split()) for page in paper(made).pages]
    assert len(pages) > 1
    assert all("Ett Två" in page for page in pages)
