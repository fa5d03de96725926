"""What Microsoft Forms exports: a row for each response, headings in Swedish or English, and people's own spelling."""

from datetime import datetime

import pytest
from sqlalchemy import inspect

from dashboard.store.store import Store
from tests.intake.conftest import County, told
from tests.intake.making import workbook_of

SWEDISH = ["Id", "Starttid", "Slutförandetid", "E-post", "Namn", "Tid för senaste ändring"]
ENGLISH = ["ID", "Start time", "Completion time", "Email", "Name", "Last modified time"]
WHO = "Vilken huvudman svarar du för?"
ASKED = ("M01", "M02", "M06", "M07", "C05", "C08", "C09", "C11")
FIRST = ("2 – Förbereder", "I vardagen", "Ingår i befintlig plan eller process", "45", "I befintlig plan")
SECOND = ("Utforskar", "Vet inte", "Inte påbörjat", "12,5", "Ingen plan")
START = datetime(2026, 9, 20, 8, 30)


def questions(store: Store) -> list[str]:
    """The full texts of the questions, some numbered, some with the blank that Forms leaves at the end."""
    wordings = {row["measure_id"]: row["question"] for row in store.answer("catalogue/wordings", county="04").rows}
    written = [wordings[measure] for measure in ASKED]
    return [f"1. {written[0]}", f"{written[1]}\xa0", f"3.{written[2]} ", *written[3:]]


def export(county: County, fixed: list[str], second: str) -> bytes:
    """Two responses, the second from `second`."""
    person = ("nagon@example.se", "Någon", None)
    return workbook_of(
        {
            "Form1": [
                [*fixed, WHO, *questions(county.store), "Vad vill du mer säga?"],
                [1, START, START, *person, "Strängnäs kommun", *FIRST, "Tillsatt", "Tillfällig", "Skola;Polis;", "Nej"],
                [2, START, START, *person, second, *SECOND, "Diskuteras", None, None, None],
            ]
        }
    )


@pytest.mark.parametrize("fixed", [SWEDISH, ENGLISH])
def test_a_misspelt_huvudman_stops_the_file_and_once_mended_all_of_it_is_stored(
    county: County, fixed: list[str]
) -> None:
    one = county.look("Svar (1-2).xlsx", export(county, fixed, "Nyköpping"))
    (problem,) = one.errors
    assert (problem.place.sheet, problem.place.row, problem.place.column) == ("Form1", 3, WHO)
    assert (problem.found, problem.expected) == ("Nyköpping", "Huvudmannen känns inte igen.")
    assert "”Nyköping”" in problem.remedy
    assert one.changes == []
    assert county.is_empty

    mended = county.read("Svar (1-2).xlsx", export(county, fixed, "Nyköping"))
    assert county.answers() == {
        ("0486", "M01"): 2.0,
        ("0486", "M02"): 4.0,
        ("0486", "M06"): "in_existing_plan",
        ("0486", "M07"): 45.0,
        ("0480", "M01"): 1.0,
        ("0480", "M02"): "dont_know",
        ("0480", "M06"): 0.0,
        ("0480", "M07"): 12.5,
    }
    roles = {row["principal_code"]: row for row in county.store.in_force("role_status", county.today)}
    assert (roles["0486"]["status"], roles["0486"]["funding"]) == ("appointed", "temporary")
    assert (roles["0480"]["status"], roles["0480"]["funding"]) == ("discussed", "unknown")
    actors = {row["actor_id"] for row in county.store.in_force("actor_status", county.today)}
    assert actors == {"skola", "polis"}
    plans = {row["principal_code"]: row for row in county.store.in_force("plan_status", county.today)}
    assert plans["0480"]["status"] == "none"
    assert plans["0486"]["status"] == "in_existing_plan"
    assert plans["0486"]["document_name"] == "Planens namn är inte angivet"
    assert county.states("M02")["0480"] == "Vet inte"
    notes = told(mended)
    assert f"kolumnen {fixed[3]}: Kolumnen kan innehålla personuppgifter och lästes inte." in notes
    assert "kolumnen Vad vill du mer säga?: Kolumnen känns inte igen och lästes inte." in notes


def test_no_name_or_address_of_whoever_answered_is_kept(county: County) -> None:
    county.read("svar.xlsx", export(county, SWEDISH, "Trosa"))
    with county.store.reading() as connection:
        tables = inspect(connection).get_table_names()
        assert "answer" in tables
        for table in tables:
            kept = connection.exec_driver_sql(f'select * from "{table}"').fetchall()
            assert "nagon@example.se" not in str(kept), table


def test_a_plan_that_has_a_name_keeps_it_when_the_question_is_answered_again(county: County) -> None:
    wide = [["Huvudman", "C05"], ["Trosa", "I befintlig plan"]]
    county.read("forst.xlsx", workbook_of(wide))
    assert county.look("igen.xlsx", workbook_of([*wide, [""]])).count("unchanged") == 1


def test_a_question_that_is_nearly_one_of_ours_is_not_left_unread(looking: County) -> None:
    question = questions(looking.store)[1].replace("använda", "nyttja")
    one = looking.look("svar.xlsx", workbook_of([["Huvudman", "M01", question], ["Trosa", 1, 2]]))
    assert "Frågan är nästan men inte helt densamma som" in told(one)
    assert "Skriv måttets id, till exempel M01, som rubrik." in told(one)
    assert one.changes == []


def test_two_columns_for_one_question_are_told(looking: County) -> None:
    one = looking.look("svar.xlsx", workbook_of([["Kommun", "M01", questions(looking.store)[0]], ["Trosa", 1, 2]]))
    assert "Två kolumner gäller samma sak" in told(one)
    assert one.changes == []


def test_an_answer_in_the_wording_of_an_earlier_round_is_kept_under_it(county: County) -> None:
    first = next(
        row["question"]
        for row in county.store.answer("catalogue/wordings", county="04").rows
        if (row["measure_id"], row["version"]) == ("M06", 1)
    )
    one = county.read("svar.xlsx", workbook_of([["Huvudman", first], ["Trosa", 1]]))
    assert "Svaret gäller en annan ordalydelse av M06 än omgångens." in told(one)
    (answer,) = county.store.in_force("answer", county.today)
    assert answer["measure_version"] == 1


def test_an_actor_that_is_misspelt_is_named_with_what_it_may_be(looking: County) -> None:
    one = looking.look("svar.xlsx", workbook_of([["Huvudman", "C11"], ["Trosa", "Skola;Polisn;"]]))
    assert "Aktören ”Polisn” känns inte igen. Menades ”Polis”?" in told(one)


def test_everything_misspelt_is_told_without_delay(looking: County) -> None:
    question = "Hur bra har ni egentligen kommit med sak nummer {} i den verksamhet som är er?"
    rows = [["Trosa", question.format(number), 1] for number in range(1_000)]
    one = looking.look("svar.xlsx", workbook_of([["Huvudman", "Mått", "Svar"], *rows]))
    assert len(one.errors) == 1_000
