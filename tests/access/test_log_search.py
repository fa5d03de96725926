"""Searching the log: what is found, in which order, and by whom."""

from datetime import date, datetime

import pytest

from dashboard.access.log_search import Wanted, lines, number_of_lines
from dashboard.access.members import remove_member
from dashboard.errors import NotAllowed
from dashboard.store.scope import NOTHING
from dashboard.store.store import Store
from tests.access.people import at, member


@pytest.fixture
def told(empty_store: Store) -> Store:
    """A store where three things have been done on three days, the first by a member."""
    store = at(empty_store, datetime(2026, 11, 18, 9))
    ada = member(store, "ada@flen.example.se", "editor", "0482", "Skolchef Flen")
    at(store, datetime(2026, 11, 19, 23, 59, 59))
    ada._clock = store._clock
    ada.log("correction", "role_status 0482", {"status": "planned"}, {"status": "in_place", "note": "100 % klart"})
    at(store, datetime(2026, 11, 20)).log("import", "svar_2026.xlsx")
    return store


def found(store: Store, **wanted: object) -> list[str]:
    return [row["subject"] for row in lines(store, Wanted(**wanted))]


def test_the_newest_come_first_and_a_page_at_a_time(told: Store) -> None:
    everything = [row["subject"] for row in lines(told, Wanted())]
    assert everything[:2] == ["svar_2026.xlsx", "role_status 0482"]
    assert number_of_lines(told, Wanted()) == len(everything) == 3
    assert [row["subject"] for row in lines(told, Wanted(), 1, 1)] == ["role_status 0482"]


@pytest.mark.parametrize(
    ("words", "hits"),
    [
        ("ROLE_STATUS", ["role_status 0482"]),
        ("in_place klart", ["role_status 0482"]),
        ("in_place saknas", []),
        ("ada@flen", ["role_status 0482"]),
        ("100 %", ["role_status 0482"]),
        ("%", ["role_status 0482"]),
        ("svar_2", ["svar_2026.xlsx"]),
        ("svarx2", []),
        ("' or 1=1 --", []),
    ],
)
def test_every_word_must_be_found_and_stands_for_itself(told: Store, words: str, hits: list[str]) -> None:
    assert [one for one in found(told, words=words) if not one.startswith("medlem-")] == hits


def test_by_action_and_by_day_with_both_days_whole(told: Store) -> None:
    assert found(told, action="import") == ["svar_2026.xlsx"]
    assert found(told, start=date(2026, 11, 20)) == ["svar_2026.xlsx"]
    assert found(told, start=date(2026, 11, 19), stop=date(2026, 11, 19)) == ["role_status 0482"]
    assert found(told, start=date(2026, 11, 21)) == []


def test_a_member_is_named_by_address_and_a_former_one_by_nothing_but_an_id(told: Store) -> None:
    (row,) = lines(told, Wanted(action="correction"))
    assert row["who"] == "ada@flen.example.se"
    remove_member(told, row["by"])
    (row,) = lines(told, Wanted(action="correction"))
    assert row["who"].startswith("medlem-")
    assert not any("ada@flen" in str(value) for line in lines(told, Wanted()) for value in line.values())


@pytest.mark.parametrize("role", ["reader", "steering", "process_lead", "researcher"])
def test_only_an_administrator_reads_the_log(told: Store, role: str) -> None:
    for store in (member(told, "x@example.se", role), told.for_viewer(NOTHING)):
        with pytest.raises(NotAllowed):
            lines(store, Wanted())
        with pytest.raises(NotAllowed):
            number_of_lines(store, Wanted())
