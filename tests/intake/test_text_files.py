"""CSV as it is written in Sweden: every delimiter and encoding, and the ways to spell a huvudman and a step."""

import codecs

import pytest

from dashboard.intake.problems import FileRefused
from dashboard.intake.read_in import Examined
from tests.intake.conftest import County, told, would_store
from tests.intake.making import csv_of, workbook_of

WIDE = [
    ["Huvudman", "M01", "Kommentar M01", "M07", "C04"],
    ["Strängnäs kommun", "2 – Förbereder", 'Två rader\noch ”åäö”; ett, och "två"', "45,5", 3],
    ["0481", "vet ej", "", "", ""],
]
LONG = [
    ["Kommunkod", "Mått", "Svar", "Antal svarande", "Kommentar"],
    ["0486", "M01", "2 – Förbereder", "", 'Två rader\noch ”åäö”; ett, och "två"'],
    ["0486", "M07", "45,5", "12", ""],
    ["0486", "C04", "3", "", ""],
    ["0481", "M01", "Vet ej", "", ""],
]
STORED = {("0486", "M01"): 2.0, ("0486", "M07"): 45.5, ("0486", "C04"): 3.0, ("0481", "M01"): "dont_know"}
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "cp1252"]


@pytest.mark.parametrize("rows", [WIDE, LONG], ids=["wide", "long"])
def test_every_delimiter_in_every_encoding_says_the_same(looking: County, rows: list[list[object]]) -> None:
    looked = [
        looking.look("svar.csv", csv_of(rows, delimiter, encoding, newline))
        for delimiter in ";,\t"
        for encoding in ENCODINGS
        for newline in ("\r\n", "\n")
    ]
    for one in looked:
        assert not one.errors, told(one)
        assert [change.after for change in one.changes] == [change.after for change in looked[0].changes]
    assert would_store(looked[0]) == STORED
    comments = {change.after.get("comment") for change in looked[0].changes}
    assert 'Två rader\noch ”åäö”; ett, och "två"' in comments


@pytest.mark.parametrize("sign", ";,\t|")
def test_the_line_that_names_the_delimiter_is_believed(county: County, sign: str) -> None:
    content = codecs.BOM_UTF8 + f"sep={sign}\r\n".encode() + csv_of([["Huvudman", "M01"], ["Trosa", 9]], sign)
    one = county.look("svar.csv", content)
    assert [problem.place.row for problem in one.errors] == [3]  # as a sheet shows it
    mended = codecs.BOM_UTF8 + f"sep={sign}\r\n".encode() + csv_of([["Huvudman", "M01"], ["Trosa", 1]], sign)
    county.read("svar.csv", mended)
    assert county.answers() == {("0488", "M01"): 1.0}


def test_a_semicolon_file_with_commas_in_its_question_is_divided_at_the_semicolon(county: County) -> None:
    question = "Hur långt har ni kommit med att införa modellen stegvis, så att ni prövar, stämmer av och ändrar?"
    county.read("svar.csv", f"Huvudman;{question}\r\nTrosa;3\r\n".encode(), "2025h")
    assert county.answers("2025h") == {("0488", "M06"): 3.0}


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_titles_above_the_headings_empty_columns_and_empty_rows_are_passed_over(county: County, delimiter: str) -> None:
    rows: list[list[object]] = [
        ["Lägesbild hösten 2026 – sammanställning"],
        ["Ifyllt av enheten för välfärd 2026-09-30"],
        [],
        ["", "Kommun", "", "M01", "", "M02", ""],
        [],
        ["", "Trosa", "", "3", "", "4", ""],
        ["", "", "", "", "", "", ""],
        ["", "Flen", "", "1", "", "", ""],
    ]
    county.read("svar.csv", csv_of(rows, delimiter))
    assert county.answers() == {("0488", "M01"): 3.0, ("0488", "M02"): 4.0, ("0482", "M01"): 1.0}


@pytest.mark.parametrize(
    ("written", "code"),
    [
        *(("Strangnas", "0486"), ("STRÄNGNÄS KOMMUN", "0486"), ("Stra\u0308ngna\u0308s", "0486")),
        *(("Nykoping", "0480"), ("nyköpings kommun", "0480"), ("  Nyköping\xa0", "0480")),
        *(("OXELÖSUNDS KOMMUN", "0481"), ("Oxelosunds kommun", "0481"), ("481", "0481"), ("0481", "0481")),
        *(("Flens kommun", "0482"), ("Flen kommun", "0482"), ("Vingaker", "0428"), ("2. Trosa", "0488")),
        *(("Region Sörmland", "04"), ("region sormland", "04"), ("Regionen", "04"), ("Region Södermanland", "04")),
        *(("04", "04"), ("4", "04")),
    ],
)
def test_a_huvudman_is_known_by_its_usual_spellings(looking: County, written: str, code: str) -> None:
    one = looking.look("svar.csv", csv_of([["Huvudman", "M01"], [written, "1"]]))
    assert would_store(one) == {(code, "M01"): 1.0}


@pytest.mark.parametrize("written", ["Sörmland", "Eskilstuna Strängnäs", "0180", "Norra", "?", "Stockholm", "048"])
def test_whoever_is_not_known_is_never_guessed(looking: County, written: str) -> None:
    one = looking.look("svar.csv", csv_of([["Huvudman", "M01"], [written, "1"]]))
    assert one.errors
    assert one.changes == []


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        *((step, 2.0) for step in ("2", "2.0", "2,0", " 2 ", "2 – Förbereder", "2 - förbereder", "2. Förbereder")),
        *((step, 2.0) for step in ("2: Förbereder", "2 Förbereder", "Förbereder", "FORBEREDER", "2–Förbereder")),
        *((word, "dont_know") for word in ("vet ej", "Vet inte")),
        *((word, "not_relevant") for word in ("Ej relevant", "Inte relevant för oss")),
        *((word, "not_yet") for word in ("Inte aktuellt ännu", "ej aktuellt")),
        *((word, "in_existing_plan") for word in ("Ingår i befintlig plan/process", "Ingår i befintlig plan")),
        ("Inget svar", "missing"),
    ],
)
def test_a_step_is_known_by_number_label_or_both_and_a_special_answer_by_its_words(
    looking: County, written: str, stored: float | str
) -> None:
    one = looking.look("svar.csv", csv_of([["Huvudman", "M01"], ["Trosa", written]]))
    assert would_store(one) == {("0488", "M01"): stored}


@pytest.mark.parametrize("written", ["5", "-1", "2,5", "2 – Prövar", "Nästan", "2-3", "9" * 5000, "²", "–", "?"])
def test_what_is_no_step_stops_the_file_and_says_which_there_are(looking: County, written: str) -> None:
    one = looking.look("svar.csv", csv_of([["Huvudman", "M01"], ["Trosa", written]]))
    (problem,) = one.errors
    assert (problem.place.row, problem.place.column) == (2, "M01")
    assert problem.expected == "Svaret finns inte på skalan för M01."
    assert problem.remedy


@pytest.mark.parametrize(
    ("measure", "written", "said"),
    [
        ("C04", "-1", "Här ska stå ett helt antal, noll eller fler."),
        ("C04", "2,5", "Här ska stå ett helt antal, noll eller fler."),
        ("M07", "101", "Här ska stå en andel i procent, från 0 till 100."),
        ("M07", "hälften", "Här ska stå en andel i procent, från 0 till 100."),
        ("L09", "50", "L09 räknas fram och ska inte besvaras."),
        ("L03", "5", "L03 besvaras av en arbetsgrupp."),
        ("C08", "Finns", "Rollens läge känns inte igen."),
    ],
)
def test_an_answer_that_its_measure_cannot_have_is_stopped(
    looking: County, measure: str, written: str, said: str
) -> None:
    one = looking.look("svar.csv", csv_of([["Huvudman", "Mått", "Svar"], ["Trosa", measure, written]]))
    assert [problem.expected for problem in one.errors] == [said]


def test_a_number_of_respondents_that_is_none_is_named(looking: County) -> None:
    rows = [["Huvudman", "Mått", "Svar", "Antal svarande"], ["Trosa", "M03", "4", "många"]]
    one = looking.look("svar.csv", csv_of(rows))
    assert "Antalet svarande, ”många”, är inget helt antal." in told(one)


def test_a_comment_that_is_too_long_is_not_cut_short_in_silence(looking: County) -> None:
    rows = [["Huvudman", "Mått", "Svar", "Kommentar"], ["Trosa", "M01", "4", "å" * 4_001]]
    assert "Kommentaren är längre än 4000 tecken." in told(looking.look("svar.csv", csv_of(rows)))


def test_a_comment_beside_an_answer_about_the_role_is_kept(county: County) -> None:
    rows = [["Huvudman", "Mått", "Svar", "Kommentar"], ["Trosa", "C08", "Avvaktar", "Först efter valet"]]
    county.read("svar.csv", csv_of(rows))
    (role,) = county.store.in_force("role_status", county.today)
    assert (role["status"], role["note"]) == ("paused", "Först efter valet")


def test_each_row_may_name_its_round_and_one_without_any_is_stopped(county: County) -> None:
    rows = [["Huvudman", "Omgång", "M01"], ["Trosa", "Hösten 2025", 1], ["Trosa", "2026h", 2]]
    county.read("svar.csv", csv_of(rows), None)
    assert (county.answers("2025h"), county.answers()) == ({("0488", "M01"): 1.0}, {("0488", "M01"): 2.0})
    assert "Det framgår inte vilken omgång" in told(
        county.look("b.csv", csv_of([["Huvudman", "M02"], ["Trosa", 1]]), None)
    )
    assert "Omgången känns inte igen." in told(county.look("c.csv", csv_of([rows[0], ["Trosa", "2031v", 1]]), None))


def test_actors_may_have_a_column_each(county: County) -> None:
    rows = [["Huvudman", "Skola", "Polis", "BUP"], ["Trosa", "Helt", "Inte alls", ""], ["Flen", "Delvis", "Nej", ""]]
    one = county.read("svar.csv", csv_of(rows))
    assert "Kolumnen BUP" not in told(one)
    found = {
        (r["principal_code"], r["actor_id"]): r["takes_part"]
        for r in county.store.in_force("actor_status", county.today)
    }
    assert found == {
        ("0488", "skola"): "yes",
        ("0488", "polis"): "no",
        ("0482", "skola"): "partly",
        ("0482", "polis"): "no",
    }


def test_a_quotation_mark_that_is_never_closed_names_the_line(looking: County) -> None:
    with pytest.raises(FileRefused, match=r"svar\.csv, rad \d+: raden går inte att läsa som CSV"):
        looking.look("svar.csv", b'Huvudman;M01\r\n"Trosa;1\r\nFlen;2\r\n')


def test_a_sheet_and_a_text_file_say_the_same(looking: County) -> None:
    def after(one: Examined) -> list[object]:
        return [change.after for change in one.changes]

    assert after(looking.look("svar.xlsx", workbook_of(WIDE))) == after(looking.look("svar.csv", csv_of(WIDE)))
