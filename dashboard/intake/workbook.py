"""Excel workbooks from outside, opened without trusting them."""

import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from typing import Any

from dashboard.intake.identity_numbers import hidden
from dashboard.intake.limits import Extent
from dashboard.intake.parts import checked_parts, damaged
from dashboard.intake.problems import FileRefused, Place, error, note
from dashboard.intake.sheets import Book, Sheet
from dashboard.wording.plain_text import clean

_MANY = 20
_FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")


def read_workbook(name: str, content: bytes) -> Book:
    """The visible sheets of an .xlsx file; hidden sheets and external links are left out with a note.

    Raises FileRefused when it holds macros, goes beyond a limit (`limits.py`), or is damaged.
    """
    parts = checked_parts(name, content)
    try:
        with warnings.catch_warnings():  # openpyxl warns, in English, of looks it leaves out
            warnings.filterwarnings("ignore", module="openpyxl")
            book = _read(name, content, parts)
    except (FileRefused, MemoryError):
        raise
    except Exception as cause:  # openpyxl raises whatever a damaged file makes it stumble on
        raise damaged(name) from cause
    if any(part.startswith("xl/externalLinks/") for part in parts):
        found = "Arbetsboken hämtar värden ur andra filer. Länkarna följs inte; de värden som står i filen lästes."
        book.problems.append(note(Place(name), "", found))
    return book


def _read(name: str, content: bytes, parts: Iterable[str]) -> Book:
    values = _loaded(content, values=True)
    book, extent, shown = Book(name, []), Extent(name), []
    for sheet in values.worksheets:
        if sheet.sheet_state != "visible":
            book.problems.append(note(Place(name, hidden(clean(sheet.title))), "", "Bladet är dolt och lästes inte."))
            continue
        book.sheets.append(Sheet(sheet.title, list(_rows(sheet, extent))))
        shown.append(sheet)
    if _has_formulas(content, parts):  # and every sheet is known to be within its limits
        formulas = _loaded(content, values=False)
        for sheet in shown:
            book.problems += _uncounted(name, formulas[sheet.title], sheet)
    return book


def _has_formulas(content: bytes, parts: Iterable[str]) -> bool:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheets = [part for part in parts if part.startswith("xl/worksheets/") and part.endswith(".xml")]
        return any(_FORMULA.search(archive.read(part)) for part in sheets)


def _loaded(content: bytes, *, values: bool) -> Any:
    import openpyxl  # in the process that opens files, see file_process.py
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

    # Where a sheet does not say its size openpyxl reads all of it to find out; we believe no size that is said.
    ReadOnlyWorksheet._get_size = _unsized  # type: ignore[attr-defined]
    return openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=values, keep_links=False)


def _unsized(sheet: object) -> None:
    del sheet


def _rows(sheet: Any, extent: Extent) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold anything. The size a sheet says it has is not believed."""
    sheet.reset_dimensions()
    extent.sheet()
    where = f" i bladet {hidden(clean(sheet.title))}"
    for number, row in enumerate(sheet.iter_rows(), 1):
        extent.row(number, len(row), where)
        cells = [_written(one.value, one.number_format if one.value is not None else "") for one in row]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            extent.cells(cells)
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
    from openpyxl.utils import get_column_letter

    formulas.reset_dimensions()
    values.reset_dimensions()
    left = _MANY
    for with_formulas, with_values in zip(formulas.iter_rows(), values.iter_rows(), strict=False):
        for column, (formula, value) in enumerate(zip(with_formulas, with_values, strict=False), 1):
            # Excel marks a formula whose value is an empty text with the type str: that one is counted.
            if formula.data_type == "f" and value.value is None and value.data_type != "str" and left:
                left -= 1
                place = Place(name, hidden(clean(values.title)), formula.row, get_column_letter(column))
                yield error(
                    place,
                    "",
                    "Cellen har en formel vars värde inte är sparat i filen.",
                    "Öppna filen i Excel, spara den och läs in den igen, eller skriv värdet i cellen.",
                )
