"""The workbook of a figure: the rows of its table, nothing that a spreadsheet would run, no empty cells."""

import io
import zipfile
from datetime import date

import openpyxl
import pytest

from dashboard.reports.tables import whole_table
from dashboard.reports.workbook import UNKNOWN, workbook
from dashboard.store.store import Store
from tests.unit.test_downloads import asked, fetch, names_of

DAY = date(2026, 11, 21)


def sheets(content: bytes) -> tuple[list[tuple[object, ...]], dict[object, object]]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return list(book["Uppgifter"].values), dict(book["Om uppgifterna"].values)


def test_every_question_gives_a_workbook_with_the_rows_of_its_table(sample_store: Store) -> None:
    for name in names_of(sample_store):
        found = asked(sample_store, name)
        labels, cells = whole_table(found)
        (header, *rows), about = sheets(
            fetch(sample_store, f"/hamta/{name}.xlsx?{found.file_url.partition('?')[2]}").body
        )
        assert list(header) == labels, name
        assert len(rows) == len(cells), name
        assert not any(value is None for row in rows for value in row), f"{name} has an empty cell"
        assert ("Exempeldata" in about) == found.synthetic
        for row, values in zip(rows, cells, strict=True):
            for shown, value in zip(row, values, strict=True):
                if isinstance(value, (int, float)) and not isinstance(value, bool):
                    assert shown == pytest.approx(value)


@pytest.mark.parametrize("text", ["=1+1", "+46", "-x", "@SUM(A1)", "\tx"])
def test_text_is_never_a_formula(text: str) -> None:
    content = workbook("Prov", ["A"], [[text]], [("Källa", text)], DAY)
    (_, row), about = sheets(content)
    assert row == (f"'{text}",)
    assert about["Källa"] == f"'{text}"


def test_the_same_rows_are_the_same_bytes_whenever_they_are_fetched() -> None:
    with zipfile.ZipFile(io.BytesIO(workbook("Prov", ["A"], [["svar"]], [], DAY))) as files:
        assert b">2026-11-21T00:00:00Z<" in files.read("docProps/core.xml")
        assert {one.date_time for one in files.infolist()} == {(2026, 11, 21, 0, 0, 0)}


def test_what_is_not_known_is_said_and_days_are_days() -> None:
    (_, row), _ = sheets(workbook("Prov", ["A", "B", "C", "D"], [[None, True, 0, date(2026, 1, 2)]], [], DAY))
    assert row[:3] == (UNKNOWN, "ja", 0)
    assert row[3].date() == date(2026, 1, 2)
