"""Small files that stand for much: valid workbooks and tables, made when a test runs, each near or past one limit."""

import io
import zipfile
from collections.abc import Callable
from itertools import islice

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from tests.intake.making import csv_of, part_of, with_part

_SHEET = "xl/worksheets/sheet1.xml"
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_LAST = 1_048_576


def workbook(sheets: int = 1, text: str = "Trosa") -> bytes:
    """A workbook as Excel writes it: its texts in a part of their own."""
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True}) as book:
        for _ in range(sheets):
            one = book.add_worksheet()
            one.write_row(0, 0, ["Huvudman", "M01"])
            one.write_row(1, 0, [text, 1])
    return written.getvalue()


def sheet(rows: str) -> bytes:
    """A workbook whose only sheet has these rows, as XML."""
    return with_part(workbook(), _SHEET, f"<worksheet {_MAIN}><sheetData>{rows}</sheetData></worksheet>".encode())


def row(number: int, cells: str = "") -> str:
    return f'<row r="{number}">{cells}</row>'


def words(place: str, text: str = "Trosa") -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def many_sheets_with_one_cell_in_the_last_row(sheets: int = 40) -> bytes:
    content = workbook(sheets)
    last = f"<worksheet {_MAIN}><sheetData>{row(_LAST, words(f'A{_LAST}'))}</sheetData></worksheet>".encode()
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for one in old.namelist():
            new.writestr(one, last if one.startswith("xl/worksheets/sheet") else old.read(one))
    return written.getvalue()


def with_inner(part: str, at: bytes, inner: bytes) -> bytes:
    """A workbook with something put into one of its parts, before `at`."""
    whole = workbook()
    before, found, after = part_of(whole, part).partition(at)
    assert found, f"{part} has no {at!r}"
    return with_part(whole, part, before + inner + found + after)


def many_defined_names(number: int) -> bytes:
    names = b"".join(b'<definedName name="namn%d">Blad1!$A$1</definedName>' % one for one in range(number))
    return with_inner("xl/workbook.xml", b"<calcPr", b"<definedNames>" + names + b"</definedNames>")


def many_strings(number: int) -> bytes:
    strings = b"".join(b"<si><t>%d</t></si>" % one for one in range(number))
    return with_inner("xl/sharedStrings.xml", b"</sst>", strings)


def many_styles(number: int) -> bytes:
    styles = b'<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' * number
    return with_inner("xl/styles.xml", b"</cellXfs>", styles)


def row_formats(last: int) -> bytes:
    return sheet(row(1, words("A1")) + "".join(f'<row r="{one}" s="1" customFormat="1"/>' for one in range(2, last)))


def long_rows() -> bytes:
    """A cell in the last column of many rows: each stands for sixteen thousand."""
    return sheet("".join(row(one, words(f"XFD{one}")) for one in range(1, 15_000)))


def many_cells() -> bytes:
    columns = [xl_col_to_name(one) for one in range(400)]
    return sheet("".join(row(n, "".join(f'<c r="{c}{n}"><v>1</v></c>' for c in columns)) for n in range(1, 2_500)))


def repeated_text() -> bytes:
    """One long text that every cell points at."""
    whole = workbook(text="x" * 32_000)
    cells = "".join(row(n, f'<c r="A{n}" t="s"><v>2</v></c>') for n in range(1, 20_000))
    return with_part(whole, _SHEET, f"<worksheet {_MAIN}><sheetData>{cells}</sheetData></worksheet>".encode())


def strange_elements() -> bytes:
    part = f"<worksheet {_MAIN}><sheetData>{row(1, words('A1'))}</sheetData>{'<a/>' * 9_000_000}</worksheet>"
    return with_part(workbook(), _SHEET, part.encode())


def formulas() -> bytes:
    cells = (f'<c r="{c}{n}"><f>1+1</f><v>2</v></c>' for n in range(1, 5_000) for c in "ABCDEFGHIJKLMNOPQRST")
    return sheet("".join(row(n, "".join(islice(cells, 20))) for n in range(1, 5_000)))


def many_parts() -> bytes:
    written = io.BytesIO(workbook())
    with zipfile.ZipFile(written, "a") as archive:
        for number in range(30_000):
            archive.writestr(f"x/{number}", b"")
    return written.getvalue()


def a_million_headings() -> bytes:
    return (";".join("abc" for _ in range(1_000_000)) + "\r\n").encode()


def blank_lines() -> bytes:
    return b"Huvudman;M01\r\nTrosa;1\r\n" + b"\n" * 4_900_000


def many_answers() -> bytes:
    return csv_of([["Huvudman", *["M01"] * 1_999], *(["Trosa", *["2"] * 1_999] for _ in range(1_200))])


def many_answers_within_columns() -> bytes:
    return csv_of([["Huvudman", *["M01"] * 40], *(["Trosa", *["2"] * 40] for _ in range(12_000))])


def misspelt(column: int) -> bytes:
    """Twenty thousand rows with a word in one column that nobody knows."""
    kept = ["Trosa", "M01", "2 – Förbereder"]
    rows = ([*kept[:column], f"{kept[column]}z {one}", *kept[column + 1 :]] for one in range(20_000))
    return csv_of([["Huvudman", "Mått", "Svar"], *rows])


def misspelt_headings() -> bytes:
    heads = [f"Hur delaktiga är medarbetarna i fråga {one}?" for one in range(1_900)]
    return csv_of([["Huvudman", "M01", *heads], *(["Trosa", "2", *["2"] * 1_900] for _ in range(200))])


def identity_numbers() -> bytes:
    return csv_of([["Huvudman", "Mått", "Svar"], *(["Trosa", "M01", "19900101-1239 " * 10] for _ in range(20_000))])


def right() -> bytes:
    """Twenty thousand rows that are read and hold no fault but that they speak of the same."""
    return csv_of(
        [["Huvudman", "Mått", "Svar", "Kommentar"], *(["Trosa", "M01", "2", "Ord " * 30] for _ in range(20_000))]
    )


HEAVY: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "last rows": ("svar.xlsx", many_sheets_with_one_cell_in_the_last_row, "nedanför rad 25\u00a0000"),
    "sheets": ("svar.xlsx", lambda: many_sheets_with_one_cell_in_the_last_row(60), "fler än 50 blad"),
    "names": ("svar.xlsx", lambda: many_defined_names(30_000), "fler än 2\u00a0000 namngivna områden"),
    "more names": ("svar.xlsx", lambda: many_defined_names(150_000), "packas upp till mer än 2 MB"),
    "strings": ("svar.xlsx", lambda: many_strings(800_000), "fler än 200\u00a0000 olika texter"),
    "more strings": ("svar.xlsx", lambda: many_strings(1_200_000), "packas upp till mer än 20 MB"),
    "styles": ("svar.xlsx", lambda: many_styles(50_000), "fler än 5\u00a0000 cellformat"),
    "more styles": ("svar.xlsx", lambda: many_styles(300_000), "packas upp till mer än 4 MB"),
    "row formats": ("svar.xlsx", lambda: row_formats(200_000), "nedanför rad 25\u00a0000"),
    "more row formats": ("svar.xlsx", lambda: row_formats(1_048_576), "packas upp till mer än 40 MB"),
    "long rows": ("svar.xlsx", long_rows, "fler än 2\u00a0000 kolumner"),
    "cells": ("svar.xlsx", many_cells, "fler än 500\u00a0000 celler"),
    "repeated text": ("svar.xlsx", repeated_text, "fler än 10\u00a0000\u00a0000 tecken"),
    "elements": ("svar.xlsx", strange_elements, "fler än 500\u00a0000 celler eller format"),
    "parts": ("svar.xlsx", many_parts, "fler än 1\u00a0000 delar"),
    "headings": ("svar.csv", a_million_headings, "fler än 2\u00a0000 kolumner"),
    "blank lines": ("svar.csv", blank_lines, "nedanför rad 25\u00a0000"),
    "answers": ("svar.csv", many_answers, "fler än 500\u00a0000 celler"),
    "answers within columns": ("svar.csv", many_answers_within_columns, "fler än 25\u00a0000 svar"),
}
"""Name, content, and the limit that the refusal names."""
LARGE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "right": ("svar.csv", right),
    "formulas": ("svar.xlsx", formulas),
    "misspelt huvudman": ("svar.csv", lambda: misspelt(0)),
    "misspelt measure": ("svar.csv", lambda: misspelt(1)),
    "misspelt answer": ("svar.csv", lambda: misspelt(2)),
    "misspelt headings": ("svar.csv", misspelt_headings),
    "identity numbers": ("svar.csv", identity_numbers),
}
"""Within every limit, and as much work as a file can be."""
