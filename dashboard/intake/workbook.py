"""Excel workbooks from outside, opened without trusting them."""

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from dashboard.intake.identity_numbers import hidden
from dashboard.intake.problems import FileRefused, Place, error, note
from dashboard.intake.sheets import Book, Sheet

Progress = Callable[[float], None]
"""Told how much of a piece of work is done, from 0 to 1."""
MOST_UNPACKED = 50_000_000
MOST_ROWS = 20_000
MOST_COLUMNS = 2_000
_MANY = 20
_FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")


def silent(share: float) -> None:
    """Tell nobody."""
    del share


def read_workbook(name: str, content: bytes, progress: Progress = silent) -> Book:
    """The visible sheets of an .xlsx file; hidden sheets and external links are left out with a note.

    Raises FileRefused when it holds macros, unpacks to more than 50 MB, has too many rows, or is damaged.
    """
    parts = _checked_parts(name, content)
    try:
        with warnings.catch_warnings():  # openpyxl warns, in English, of looks it leaves out
            warnings.filterwarnings("ignore", module="openpyxl")
            book = _read(name, content, parts, progress)
    except FileRefused:
        raise
    except Exception as cause:  # openpyxl raises whatever a damaged file makes it stumble on
        raise _damaged(name) from cause
    if any(part.startswith("xl/externalLinks/") for part in parts):
        found = "Arbetsboken hämtar värden ur andra filer. Länkarna följs inte; de värden som står i filen lästes."
        book.problems.append(note(Place(name), "", found))
    return book


def _read(name: str, content: bytes, parts: Iterable[str], progress: Progress) -> Book:
    formulas = _loaded(content, values=False) if _has_formulas(content, parts) else None
    values = _loaded(content, values=True)
    book = Book(name, [])
    for sheet in values.worksheets:
        if sheet.sheet_state != "visible":
            book.problems.append(note(Place(name, hidden(sheet.title)), "", "Bladet är dolt och lästes inte."))
            continue
        if formulas is not None:
            book.problems += _uncounted(name, formulas[sheet.title], sheet)
        book.sheets.append(Sheet(sheet.title, list(_rows(name, sheet))))
        progress(len(book.sheets) / len(values.worksheets))
    return book


def _checked_parts(name: str, content: bytes) -> list[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise FileRefused(f"{name} packas upp till mer än 50 MB och läses inte. Spara bara bladen med svar.")
            if archive.testzip():  # openpyxl reads no further than it must, and would not notice
                raise _damaged(name)
            for part in parts:
                _refuse_entities(name, archive, part)
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, ValueError, EOFError, zlib.error) as cause:
        raise _damaged(name) from cause
    names = [part.filename for part in parts]
    if "xl/workbook.xml" not in names:
        raise FileRefused(
            f"{name} heter som en Excel-arbetsbok men är något annat. Öppna den i Excel eller LibreOffice och välj "
            "Spara som, Excel-arbetsbok (.xlsx)."
        )
    if any(part.endswith("vbaProject.bin") for part in names):
        raise FileRefused(f"{name} innehåller makron och läses inte. Spara om den som Excel-arbetsbok (.xlsx).")
    return names


def _refuse_entities(name: str, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    if part.filename.endswith((".xml", ".rels")):
        with archive.open(part) as file:
            if b"<!DOCTYPE" in file.read(4096):
                raise FileRefused(f"{name} har ett innehåll som arbetsböcker inte brukar ha och läses inte.")


def _has_formulas(content: bytes, parts: Iterable[str]) -> bool:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheets = [part for part in parts if part.startswith("xl/worksheets/") and part.endswith(".xml")]
        return any(_FORMULA.search(archive.read(part)) for part in sheets)


def _loaded(content: bytes, *, values: bool) -> Any:
    import openpyxl  # 9 MB that a server needs only when somebody sends a workbook

    return openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=values, keep_links=False)


def _rows(name: str, sheet: Any) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold anything. The size a sheet says it has is not believed."""
    sheet.reset_dimensions()
    read = 0
    for number, row in enumerate(sheet.iter_rows(), 1):
        if len(row) > MOST_COLUMNS:
            raise FileRefused(f"{name} har fler än {MOST_COLUMNS} kolumner i bladet {sheet.title}.")
        cells = [_written(one.value, one.number_format if one.value is not None else "") for one in row]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            read += 1
            if read > MOST_ROWS + 1:  # and the heading
                raise FileRefused(f"{name} har fler än {MOST_ROWS} rader i bladet {sheet.title}. Dela upp filen.")
            yield number, cells


def _written(value: object, number_format: str) -> str:
    """A cell as it reads: ISO days, whole numbers without decimals, 45 % where the cell shows a share as percent."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Ja" if value else "Nej"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (int, float)):
        if "%" in number_format:
            return f"{value * 100:.10g} %"
        return f"{value:.15g}"
    return str(value).strip()


def _uncounted(name: str, formulas: Any, values: Any) -> Iterator[Any]:
    """Errors for formulas whose result was never saved in the file."""
    formulas.reset_dimensions()
    values.reset_dimensions()
    left = _MANY
    for with_formulas, with_values in zip(formulas.iter_rows(), values.iter_rows(), strict=False):
        for column, (formula, value) in enumerate(zip(with_formulas, with_values, strict=False), 1):
            # Excel marks a formula whose value is an empty text with the type str: that one is counted.
            if formula.data_type == "f" and value.value is None and value.data_type != "str" and left:
                left -= 1
                place = Place(name, hidden(values.title), formula.row, xl_col_to_name(column - 1))
                yield error(
                    place,
                    "",
                    "Cellen har en formel vars värde inte är sparat i filen.",
                    "Öppna filen i Excel, spara den och läs in den igen, eller skriv värdet i cellen.",
                )


def _damaged(name: str) -> FileRefused:
    return FileRefused(
        f"{name} går inte att läsa som Excel-arbetsbok. Öppna den i Excel eller LibreOffice och spara den på nytt "
        "som .xlsx."
    )
