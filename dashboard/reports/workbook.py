"""Rows as an Excel workbook: a sheet of values for each figure, and one of what they are."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import xlsxwriter

from dashboard.reports.reproducible import with_fixed_times
from dashboard.wording.plain_text import clean
from dashboard.wording.synthetic import UNKNOWN

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

__all__ = ["UNKNOWN", "Table", "harmless", "workbook", "workbook_of"]

ABOUT = "Om uppgifterna"
LONGEST_TITLE = 31
"""Excel takes no longer name of a sheet."""
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
_WIDEST = 60


@dataclass(frozen=True)
class Table:
    """What stands on one sheet: its name, its headings, its rows."""

    title: str
    labels: Sequence[str]
    rows: Sequence[Sequence[object]]


def workbook(
    title: str, labels: Sequence[str], rows: Sequence[Sequence[object]], about: Sequence[tuple[str, str]], day: date
) -> bytes:
    """An .xlsx file with a heading row, `rows` below it, and `about` (heading, words) on a sheet of its own.

    It says that it was made on `day`, so that the same picture gives the same bytes. Numbers stay numbers and days stay
    days; nothing that is text is ever taken for a formula.
    """
    return workbook_of([Table("Uppgifter", labels, rows)], [("Innehåll", title), *about], title, day)


def workbook_of(
    tables: Sequence[Table], about: Sequence[tuple[str, str]], title: str, day: date | None = None
) -> bytes:
    """An .xlsx file with a sheet for each of `tables` and one with `about` last, as `workbook` writes them.

    With `day` the file says that it was made then, so that the same picture gives the same bytes.
    """
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": clean(title), "company": "Lägesbild"})
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    days = book.add_format({"num_format": "yyyy-mm-dd"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for table in tables:
        _write(book.add_worksheet(clean(table.title)), table, bold, days)
    told = book.add_worksheet(ABOUT)
    told.set_column(0, 0, 34)
    told.set_column(1, 1, 90)
    for line, (heading, words) in enumerate(about):
        told.write_string(line, 0, harmless(heading), bold)
        told.write_string(line, 1, harmless(words), wrapped)
    book.close()
    return with_fixed_times(buffer.getvalue(), day) if day else buffer.getvalue()


def _write(sheet: "Worksheet", table: Table, bold: "Format", days: "Format") -> None:
    for column, label in enumerate(table.labels):
        written = [_text(row[column]) for row in table.rows]
        sheet.set_column(column, column, min(_WIDEST, 2 + max(map(len, [label, *written]), default=8)))
        sheet.write_string(0, column, label, bold)
        for line, row in enumerate(table.rows, 1):
            value = row[column]
            if isinstance(value, (int, float)) and not isinstance(value, bool):
                sheet.write_number(line, column, value)
            elif isinstance(value, date):
                sheet.write_datetime(line, column, value, days)
            else:
                sheet.write_string(line, column, _text(value))
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, len(table.rows), max(0, len(table.labels) - 1))


def harmless(text: str) -> str:
    """`text` as a file can hold it, with an apostrophe before it when a spreadsheet would take it for a formula.

    It is looked at as it was written: a sign that is cleaned away may have stood before one.
    """
    formula = text.startswith(_FORMULA_SIGNS) or clean(text).startswith(_FORMULA_SIGNS)
    return f"'{clean(text)}" if formula and text != "-" else clean(text)


def _text(value: object) -> str:
    if value is None or value == "":
        return UNKNOWN
    if isinstance(value, bool):
        return "ja" if value else "nej"
    return harmless(str(value))
