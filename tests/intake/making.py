"""Files as they come from offices, made for the tests."""

import io
import zipfile
from collections.abc import Sequence

import openpyxl

Cell = object
Rows = Sequence[Sequence[Cell]]


def csv_of(rows: Rows, delimiter: str = ";", encoding: str = "utf-8", newline: str = "\r\n") -> bytes:
    """Rows as CSV, quoted where they must be."""

    def quoted(value: object) -> str:
        words = "" if value is None else str(value)
        return '"' + words.replace('"', '""') + '"' if any(sign in words for sign in (delimiter, '"', "\n")) else words

    return newline.join(delimiter.join(quoted(one) for one in row) for row in [*rows, []]).encode(encoding)


def workbook_of(sheets: dict[str, Rows] | Rows) -> bytes:
    """Rows as an .xlsx file written by openpyxl."""
    book = openpyxl.Workbook()
    assert book.active
    book.remove(book.active)
    for name, rows in (sheets if isinstance(sheets, dict) else {"Blad1": sheets}).items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    """A workbook as bytes."""
    written = io.BytesIO()
    book.save(written)
    book.close()
    return written.getvalue()


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """A workbook with one part added, or another in its place."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for one in old.infolist():
            if one.filename != name:
                new.writestr(one.filename, old.read(one))
        new.writestr(name, part)
    return written.getvalue()


def part_of(content: bytes, name: str) -> bytes:
    """One part of a workbook."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)
