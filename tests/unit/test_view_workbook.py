"""The workbook of a page: a sheet for each figure with the rows of its query, nothing empty, nothing that runs."""

from datetime import date, datetime

import pytest

from dashboard.reports.page_workbook import PAGES, figures_of, view_workbook
from dashboard.reports.tables import whole_table
from dashboard.reports.workbook import LONGEST_TITLE, UNKNOWN
from dashboard.store.store import Store
from tests.conftest import Given
from tests.queries.tables import example, role
from tests.reporting import looking_at, sheets_of


@pytest.mark.parametrize("path", PAGES)
def test_sheets_hold_the_rows_of_the_queries_and_no_cell_is_empty(sample_store: Store, path: str) -> None:
    settled, figures = figures_of(path, looking_at(sample_store, huvudman="0481"))
    made = view_workbook(path, looking_at(sample_store, huvudman="0481"))
    assert made is not None
    sheets = sheets_of(made[0])
    assert list(sheets) == [*(one.title for one in figures), "Om uppgifterna"]
    assert all(len(name) <= LONGEST_TITLE for name in sheets)
    for one in figures:
        found = settled.ask(one.query, **one.changes)
        header, *rows = sheets[one.title]
        labels, cells = whole_table(found)
        assert list(header) == labels
        assert len(rows) == len(cells)
        for row, values in zip(rows, cells, strict=True):
            assert None not in row
            for shown, value in zip(row, values, strict=True):
                if value is None:
                    assert shown == UNKNOWN
                elif isinstance(value, date):
                    assert isinstance(shown, datetime)
                    assert shown.date() == value
                elif isinstance(value, (int, float)) and not isinstance(value, bool):
                    assert shown == pytest.approx(value)
    about = dict(sheets["Om uppgifterna"])
    assert about["Per"] == "2026-11-20"
    assert about["Omgång"] == "Hösten 2026, jämförd med våren 2026"
    assert ("Exempeldata" in about) == made[1]


def test_text_that_looks_like_a_formula_is_harmless(given: Given) -> None:
    made = view_workbook("/exempel", looking_at(given(example=[example("e", title="=HYPERLINK(1)", needed="@x")])))
    assert made is not None
    _, row = sheets_of(made[0])["Exempel och lärdomar"]
    assert "'=HYPERLINK(1)" in row
    assert "'@x" in row


@pytest.mark.parametrize("path", PAGES)
def test_a_county_without_facts_has_workbooks_or_says_why_not(empty_store: Store, path: str) -> None:
    made = view_workbook(path, looking_at(empty_store, huvudman="0481"))
    assert (made is None) == (path in {"/ledning", "/uppfoljning"})
    if made:
        assert all(None not in row for rows in sheets_of(made[0]).values() for row in rows)
        assert not made[1]


def test_an_earlier_workbook_keeps_its_bytes_when_facts_are_added(given: Given) -> None:
    store = given(role_status=[role("0481", "pilot")])
    earlier = view_workbook("/roller", looking_at(store, "2026-05-01"))
    given.add(store, role_status=[role("0481", "appointed", "2026-06-01")])
    assert view_workbook("/roller", looking_at(store, "2026-05-01")) == earlier
    assert view_workbook("/roller", looking_at(store, "2026-06-01")) != earlier


def test_what_is_chosen_is_told(sample_store: Store) -> None:
    seen = looking_at(sample_store, niva="chef", grupp="norra", urval="karna", aspekt="ledarskap")
    made = view_workbook("/uppfoljning", seen)
    assert made is not None
    told = dict(sheets_of(made[0])["Om uppgifterna"])["Urval"]
    assert told.startswith("Aspekt: Ledarskap och förväntningar, Nivå: Chefsnivå, Arbetsgrupp: Arbetsgrupp Norra Barn")
    assert told.endswith("Mått: bara kärnan")
    whole = view_workbook("/roller", seen)
    assert whole is not None
    assert "Arbetsgrupp" not in dict(sheets_of(whole[0])["Om uppgifterna"])["Urval"]
