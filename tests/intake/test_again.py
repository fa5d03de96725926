"""The same file again, a corrected one, two that say the same; and what is read in today never changes yesterday."""

from datetime import date, timedelta

import pandas as pd
import pytest

from dashboard.errors import LagesbildError
from dashboard.intake.read_in import AlreadyIn, store_examined
from tests.intake.conftest import County, told
from tests.intake.making import csv_of, workbook_of

ASKED = {
    "county": "04",
    "since": date(2025, 10, 10),
    "round": "2026h",
    "previous": "2025h",
    "aspect": "vardag",
    "role": "best_interest_lead",
    "principal": "0488",
}
FIRST = [
    ["Huvudman", "M01", "Kommentar", "M02", "C08"],
    ["Trosa", 1, "Först", 2, "Diskuteras"],
    ["Flen", 3, "", "", ""],
]


def pictures(county: County, as_of: date) -> dict[str, pd.DataFrame]:
    """The answer to every query that can be asked as of a day; but contacts, which can be erased."""
    found = {}
    for name, query in county.store.queries.items():
        asked = {one.name: ASKED.get(one.name) for one in query.parameters} | {"as_of": as_of}
        if "as_of" in {one.name for one in query.parameters} and name != "work/contacts":
            found[name] = county.store.frame(name, **asked)
    assert len(found) > 30
    return found


def same(before: dict[str, pd.DataFrame], after: dict[str, pd.DataFrame]) -> None:
    for name, frame in before.items():
        pd.testing.assert_frame_equal(frame, after[name], obj=name)


# ---- twice ----


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (
            [["Huvudman", "Mått", "Svar"], ["Trosa", "M01", 1], ["Flen", "M01", 1], ["0488", "M01", 2]],
            "svar.csv, rad 4, kolumnen Svar: Samma uppgift står också på rad 2, kolumnen Svar. Behåll en av dem.",
        ),
        (
            [["Huvudman", "M01", "C08"], ["Trosa", "", "Avvaktar"], ["Trosa kommun", "", "Tillsatt"]],
            "svar.csv, rad 3, kolumnen C08: Samma uppgift står också på rad 2, kolumnen C08. Behåll en av dem.",
        ),
    ],
)
def test_two_rows_for_one_huvudman_and_measure_name_both(looking: County, rows: list[list[object]], said: str) -> None:
    one = looking.look("svar.csv", csv_of(rows))
    assert [str(problem) for problem in one.errors] == [said]
    assert one.changes == []


def test_two_sheets_that_answer_the_same_name_both(looking: County) -> None:
    one = looking.look("svar.xlsx", workbook_of({"Ett": FIRST, "Två": FIRST}))
    assert "bladet Två, rad 2, kolumnen M01: Samma uppgift står också på bladet Ett, rad 2, kolumnen M01." in told(one)


def test_the_same_file_again_is_in_already_by_whatever_name(county: County) -> None:
    county.read("svar.csv", csv_of(FIRST))
    version = county.store.data_version
    with pytest.raises(AlreadyIn, match=r"kopia\.csv är redan inläst \(2026-10-05, som svar\.csv\)"):
        county.look("kopia.csv", csv_of(FIRST))
    assert county.store.data_version == version


def test_another_file_that_says_nothing_new_stores_nothing(county: County) -> None:
    county.read("svar.csv", csv_of(FIRST))
    version = county.store.data_version
    one = county.read("svar.xlsx", workbook_of(FIRST))
    assert (one.count("new"), one.count("corrected")) == (0, 0)
    assert "Alla uppgifter i filen finns redan. Inget nytt sparas." in told(one)
    assert county.store.data_version == version


def test_a_file_with_errors_cannot_be_stored(county: County) -> None:
    one = county.look("svar.csv", csv_of([["Huvudman", "M01"], ["Trosa", 9], ["Flen", 1]]))
    with pytest.raises(LagesbildError, match=r"svar\.csv har 1 fel och sparades inte\."):
        store_examined(county.store, "04", county.today, one, "test")
    assert county.is_empty


# ---- corrections ----


def test_a_corrected_file_appends_only_what_differs_and_leaves_yesterday(county: County) -> None:
    county.read("svar.csv", csv_of(FIRST))
    yesterday, before = county.today, pictures(county, county.today)
    county.today += timedelta(days=7)
    corrected = [FIRST[0], ["Trosa", 4, "Först", 2, "Diskuteras"], FIRST[2]]
    one = county.read("svar.csv", csv_of(corrected))
    assert (one.count("new"), one.count("corrected")) == (0, 1)
    (change,) = [change for change in one.changes if change.kind == "corrected"]
    assert change.differing == ["value"]
    history = county.store.history("answer", round_id="2026h", measure_id="M01", principal_code="0488")
    assert [(row["value"], row["known_on"], row["comment"]) for row in history] == [
        (4.0, county.today, "Först"),
        (1.0, yesterday, "Först"),
    ]
    assert len(county.store.history("answer")) == 4
    assert county.states("M01")["0488"] == "I vardagen"
    assert county.states("M01", yesterday)["0488"] == "Utforskar"
    same(before, pictures(county, yesterday))


def test_what_is_read_in_today_leaves_every_answer_of_yesterday(county: County) -> None:
    yesterday = county.today
    before = pictures(county, yesterday)
    csv_before = {name: frame.to_csv(index=False) for name, frame in before.items()}
    county.today += timedelta(days=1)
    county.read("svar.csv", csv_of(FIRST))
    after = pictures(county, yesterday)
    same(before, after)
    assert {name: frame.to_csv(index=False) for name, frame in after.items()} == csv_before
    assert county.states("M01")["0488"] == "Utforskar"


def test_the_mail_out_is_answered_when_the_core_set_is(county: County) -> None:
    measures = county.store.answer("catalogue/measures", county="04").rows
    core = [
        row["measure_id"]
        for row in measures
        if row["answered_by"] == "huvudman" and row["kept_in"] == "answer" and row["core"]
    ]
    county.read("forst.csv", csv_of([["Huvudman", *core[:3]], ["Trosa", 1, 1, 1]]))
    status = {row["principal_code"]: row["status"] for row in county.store.in_force("mailout", county.today)}
    assert status == {"0488": "partial"}
    county.today += timedelta(days=1)
    county.read("sedan.csv", csv_of([["Huvudman", *core[3:]], ["Trosa", *("Vet inte" for _ in core[3:])]]))
    status = {row["principal_code"]: row["status"] for row in county.store.in_force("mailout", county.today)}
    assert status == {"0488": "answered"}


# ---- something else was written meanwhile ----


def test_what_was_looked_through_before_another_wrote_is_stored_as_it_then_reads(county: County) -> None:
    mine = county.look("mitt.csv", csv_of(FIRST))
    county.read("annans.csv", csv_of([["Huvudman", "M01", "Kommentar"], ["Trosa", 1, "Först"]]))
    stored = store_examined(county.store, "04", county.today, mine, "test")
    assert mine.count("unchanged") == 0
    assert stored.count("unchanged") == 2  # the answer, and the mail-out that is partly answered
    assert len(county.store.history("answer", measure_id="M01", principal_code="0488")) == 1


def test_the_same_file_from_two_pages_is_stored_once(county: County) -> None:
    mine, yours = county.look("a.csv", csv_of(FIRST)), county.look("b.csv", csv_of(FIRST))
    store_examined(county.store, "04", county.today, mine, "test")
    with pytest.raises(AlreadyIn):
        store_examined(county.store, "04", county.today, yours, "test")
    assert len(county.store.history("answer")) == 3
