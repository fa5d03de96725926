"""The rows of a figure as an Excel workbook: one sheet of values, one of what they are."""

import io
from collections.abc import Sequence
from datetime import date

import xlsxwriter

UNKNOWN = "Uppgift saknas"
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
_WIDEST = 60


def workbook(
    title: str, labels: Sequence[str], rows: Sequence[Sequence[object]], about: Sequence[tuple[str, str]]
) -> bytes:
    """An .xlsx file with a heading row, `rows` below it, and `about` (heading, words) on a sheet of its own.

    Numbers stay numbers and days stay days; nothing that is text is ever taken for a formula.
    """
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": title, "company": "Lägesbild"})
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    values = book.add_worksheet("Uppgifter")
    for column, label in enumerate(labels):
        written = [_text(row[column]) for row in rows]
        values.set_column(column, column, min(_WIDEST, 2 + max(map(len, [label, *written]), default=8)))
        values.write_string(0, column, label, bold)
        for line, row in enumerate(rows, 1):
            value = row[column]
            if isinstance(value, (int, float)) and not isinstance(value, bool):
                values.write_number(line, column, value)
            elif isinstance(value, date):
                values.write_datetime(line, column, value, day)
            else:
                values.write_string(line, column, _text(value))
    values.freeze_panes(1, 1)
    values.autofilter(0, 0, len(rows), max(0, len(labels) - 1))
    told = book.add_worksheet("Om uppgifterna")
    told.set_column(0, 0, 24)
    told.set_column(1, 1, 90)
    for line, (heading, words) in enumerate([("Innehåll", title), *about]):
        told.write_string(line, 0, heading, bold)
        told.write_string(line, 1, harmless(words))
    book.close()
    return buffer.getvalue()


def harmless(text: str) -> str:
    """`text`, with an apostrophe before it when a spreadsheet would take it for a formula."""
    return f"'{text}" if text.startswith(_FORMULA_SIGNS) and text != "-" else text


def _text(value: object) -> str:
    if value is None or value == "":
        return UNKNOWN
    if isinstance(value, bool):
        return "ja" if value else "nej"
    return harmless(str(value))
