"""A lesson without a sender: nothing that is kept, shown, exported or searched says which huvudman it came from."""

import io
from collections.abc import Mapping
from datetime import date, datetime, time

import openpyxl
import pyarrow.parquet as parquet
import pytest
from sqlalchemy import text

from dashboard.context.results import Answer
from dashboard.intake.anonymous import NOBODY, naming
from dashboard.intake.codes import Known
from dashboard.intake.entries import Entered, examine_entry, history_of, items, store_entry
from dashboard.intake.form import form
from dashboard.intake.learning_registers import EXAMPLE, TRIAL
from dashboard.store.backup import take_backup
from dashboard.store.check import faults_of
from dashboard.web.downloads import csv_file, xlsx_file
from dashboard.web.meeting_files import changes_as_feed, changes_as_text
from tests.intake.conftest import County, told
from tests.intake.making import saved
from tests.unit.test_meeting_files import fetch

WHO = {"recorded_by": "Samordnare i Flen", "known_on": "2026-10-05"}
LESSON = {"principal_code": "0482", "kind": "did_not_work", "title": "Rådet som aldrig möttes", "evaluated": "no"}
LESSON |= {"problem": "Frågor fastnade", "committees": "Socialnämnden", "aspect_id": "vardag", "anonymous": "ja"}
ASKED = {"as_of": date(2026, 10, 5), "county": "04", "since": date(2025, 1, 1)}
ANY = ("of_aspect", "of_level", "sort", "evaluated", "search", "involved", "principal")


def examined(county: County, written: Mapping[str, str], item: str = "") -> Entered:
    return examine_entry(county.store, EXAMPLE, {**WHO, **written}, Known(county.store, "04", county.today), item)


def entered(county: County, written: Mapping[str, str]) -> str:
    """The id of what was entered."""
    one = examined(county, written)
    assert not one.faults, one.faults
    store_entry(county.store, one)
    return str(one.changes[0].after["id"])


def search(county: County, **chosen: str) -> Answer:
    asked = {name: chosen.get(name) for name in ANY} | {name: ASKED[name] for name in ("as_of", "county")}
    return Answer(county.store.answer("work/example_search", **asked), asked)


def tells(words: str) -> list[str]:
    """What in `words` tells that it was Flen."""
    return [one for one in ("Flen", "flen", "0482", "amordnare") if one in words]


def of_backup(county: County) -> str:
    """The rows of a backup that a lesson is kept in."""
    files = take_backup(county.store, datetime(2026, 10, 5))
    tables = ("example", "example_aspect", "source", "log")
    return str([parquet.read_table(io.BytesIO(files[f"{name}.parquet"])).to_pylist() for name in tables])


def assert_told_nowhere(county: County, lesson: str) -> None:
    """Every way out: what is in force, its history, search, files, text, feed, backup."""
    (row,) = [row for row in county.store.in_force("example", county.today) if row["id"] == lesson]
    assert (row["principal_code"], row["anonymous"], row["recorded_by"]) == (None, True, NOBODY)
    assert row["recorded_at"] == datetime.combine(county.today, time.min), "the time would tell what came with it"
    assert tells(str(row) + str(history_of(county.store, EXAMPLE, row)) + lesson) == []
    found = search(county, search="RÅDET")
    assert [one["principal"] for one in found.rows] == [NOBODY]
    assert [one["aspects"] for one in found.rows] == ["Del av vardagen"]
    for principal in ("0482", "0484", "04"):
        assert search(county, principal=principal).rows == ()
    assert search(county, search="flen").rows == ()
    book = openpyxl.load_workbook(io.BytesIO(xlsx_file(found, "2026-10-05")))
    cells = str([[cell.value for row in sheet.iter_rows() for cell in row] for sheet in book])
    assert tells(csv_file(found, "2026-10-05").decode("utf-8-sig") + cells) == []
    (changed,) = county.store.answer("county/changes", **ASKED).rows[-1:]
    assert (changed["kind"], changed["principal"], changed["principal_code"]) == ("example", NOBODY, None)
    assert tells(str(changed)) == []
    today = "per=2026-10-05"
    for route, address in ((changes_as_text, f"/x?{today}&sedan=2025-01-01"), (changes_as_feed, f"/x?{today}")):
        body = fetch(county.store, route, address).body.decode()
        assert "Rådet som aldrig möttes" in body
        assert tells("".join(line for line in body.splitlines() if "Rådet" in line)) == []
    assert tells(of_backup(county)) == []


def test_entered_by_hand_for_a_chosen_huvudman_it_is_told_nowhere(county: County) -> None:
    lesson = entered(county, LESSON)
    assert lesson.startswith("exempel_lan04_")
    assert_told_nowhere(county, lesson)
    known = Known(county.store, "04", county.today)
    assert items(county.store, EXAMPLE, known, "0482") == []
    assert [row["id"] for row in items(county.store, EXAMPLE, known, None)] == [lesson]
    differing = examined(county, LESSON | {"problem": "Annat"}, lesson).differing
    assert list(differing) == [("Vad var problemet?", "Frågor fastnade", "Annat")]
    prova = {"example_id": lesson, "principal_code": "0484", "state": "wants"}
    one = examine_entry(county.store, TRIAL, WHO | prova, known)
    store_entry(county.store, one)
    (trial,) = county.store.answer("work/trials", as_of=county.today, county="04", principal="0484").rows
    assert (trial["from_principal"], trial["origin_code"]) == (NOBODY, None)
    assert county.store.answer("work/trials", as_of=county.today, county="04", principal="0482").rows == ()


def workbook(county: County, *, alone: bool = False) -> bytes:
    """Flen's form with a lesson without a sender and, unless it is to stand alone, a role and an example with one."""
    book = openpyxl.load_workbook(io.BytesIO(form(county.store, "04", county.today, "2026h", "0482")))
    sheet = book["Exempel och lärdomar"]
    place = {cell.value: cell.column for cell in sheet[1]}
    lessons = [{"Rubrik": LESSON["title"], "Sort": "Fungerade inte", "Utvärderat": "Nej", "Utan avsändare": "Ja"}]
    lessons[0] |= {"Vad var problemet?": "Frågor fastnade", "Aspekter": "Del av vardagen"}
    lessons += [{"Rubrik": "Under eget namn", "Sort": "Fungerade", "Utvärderat": "Ja"}] * (not alone)
    for row, lesson in enumerate(lessons, 2):
        for label, words in lesson.items():
            sheet.cell(row, place[label]).value = words
    return saved(book)


def test_in_a_workbook_it_has_a_source_of_its_own_and_the_other_rows_have_the_file(county: County) -> None:
    one = county.read("flen-svar.xlsx", workbook(county), None)
    assert not told(one)
    rows = {row["title"]: row for row in county.store.in_force("example", county.today)}
    named, lesson = rows["Under eget namn"], rows[LESSON["title"]]
    assert (named["principal_code"], named["recorded_by"]) == ("0482", "test")
    with county.store.reading() as connection:
        sources = {row.id: row for row in connection.execute(text("select * from source"))}
        assert faults_of(connection) == []
    assert sources[named["source_id"]].file_name == "flen-svar.xlsx"
    hidden = sources[lesson["source_id"]]
    assert (hidden.file_name, hidden.sha256, hidden.recorded_by, hidden.kind) == (None, None, NOBODY, "entry")
    assert lesson["row_id"] != named["row_id"]
    (aspect,) = county.store.in_force("example_aspect", county.today)
    assert (aspect["source_id"], aspect["recorded_by"]) == (lesson["source_id"], NOBODY)
    again = county.look("igen.xlsx", saved(openpyxl.load_workbook(io.BytesIO(workbook(county)))), None)
    assert {change.kind for change in again.changes} == {"unchanged"}
    out = openpyxl.load_workbook(io.BytesIO(form(county.store, "04", county.today, "2026h", "0482")))
    assert LESSON["title"] not in str([cell.value for row in out["Exempel och lärdomar"] for cell in row])


def test_a_file_of_nothing_else_leaves_no_name_behind(county: County) -> None:
    county.read("flen-svar.xlsx", workbook(county, alone=True), None)
    (lesson,) = county.store.in_force("example", county.today)
    assert_told_nowhere(county, lesson["id"])


def test_a_form_from_before_the_field_was_there_is_still_read(county: County) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(county)))
    sheet = book["Exempel och lärdomar"]
    sheet.delete_cols(next(cell.column for cell in sheet[1] if cell.value == "Utan avsändare"))
    county.read("flen-svar.xlsx", saved(book), None)
    assert {row["principal_code"] for row in county.store.in_force("example", county.today)} == {"0482"}


@pytest.mark.parametrize(
    ("field", "words", "found"),
    [
        ("problem", "Rådet i Flens kommun möttes aldrig", "Flens kommun"),
        ("committees", "Socialnämnden i katrineholm", "katrineholm"),
        ("departments", "Strangnas socialkontor", "Strangnas"),
        ("title", "Eskilstunamodellen", "Eskilstunamodellen"),
        ("outcome", "Regionens nämnd sa nej", "Regionens"),
        ("done", "Se rutin 0482-17", "0482"),
        ("link", "https://mittnykoping.example.se/rad", "nykoping"),
    ],
)
def test_a_text_that_names_a_huvudman_is_refused_at_its_field(
    looking: County, field: str, words: str, found: str
) -> None:
    faults = examined(looking, LESSON | {field: words}).faults
    assert list(faults) == [field]
    assert faults[field].startswith(f"Här står ”{found}")
    assert "Skriv om så att ingen huvudman i länet nämns" in faults[field]


def test_ordinary_words_are_not_taken_for_names(looking: County) -> None:
    principals = Known(looking.store, "04", looking.today).principals
    assert naming("Regional samverkan, flera regioner, år 2026, en kommun i Sörmland", principals) == ""
    assert naming("https://example.se/nyk%C3%B6ping", principals, link=True) == "nyköping"
    others = [{"principal": "Vara", "principal_code": "1470", "kind": "municipality"}]
    assert naming("Det kan vara så", others) == ""
    assert naming("Rådet i Vara kommun", others) == "Vara kommun"


def test_what_has_had_a_huvudman_is_written_anew(county: County) -> None:
    named = entered(county, LESSON | {"anonymous": ""})
    faults = examined(county, LESSON, named).faults
    assert list(faults) == ["anonymous"]
    assert "Skriv in den på nytt" in faults["anonymous"]
    anew = examined(county, LESSON)
    assert list(anew.faults) == ["title"], "the same heading beside the huvudman's name would tell"
    hidden = entered(county, LESSON | {"title": "Ett råd som aldrig möttes"})
    faults = examined(county, LESSON | {"title": "Ett råd som aldrig möttes", "anonymous": "nej"}, hidden).faults
    assert list(faults) == ["principal_code"], "nor is it told afterwards, by mistake or by another"


def test_the_check_finds_a_lesson_that_tells(county: County) -> None:
    entered(county, LESSON)
    with county.store._engine.connect() as connection:
        assert faults_of(connection) == []
        connection.execute(text("update example set principal_code = '0482'"))
        assert "1 lärdomar utan avsändare har en huvudman." in faults_of(connection)
        connection.rollback()
        connection.execute(text("update source set file_name = 'flen.xlsx'"))
        assert "1 lärdomar utan avsändare har en källa som visar vilken fil de kom i." in faults_of(connection)
        connection.rollback()
