"""The parts of a workbook looked at before any of them is understood: sizes, kinds and counts, each with its limit."""

import io
import re
import zipfile
import zlib

from dashboard.intake.limits import (
    MOST_CELLS,
    MOST_PARTS,
    MOST_SHEETS,
    MOST_UNPACKED,
    number,
    too_many,
)
from dashboard.intake.problems import FileRefused

_SHEET = "xl/worksheets/"
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
_COUNTED = (
    ("xl/workbook.xml", "definedName", 2_000, "namngivna områden", "Ta bort dem i Excel: Formler, Namnhanteraren."),
    ("xl/sharedStrings.xml", "si", 200_000, "olika texter", ""),
    ("xl/styles.xml", "xf", 5_000, "cellformat", "Kopiera svaren till en ny arbetsbok, utan format."),
)
"""Part, element, how many there may be, what they are called, and what to do about them."""
_LARGEST = {"xl/sharedStrings.xml": 20_000_000, "xl/styles.xml": 4_000_000}
_LARGEST_SHEET, _LARGEST_OTHER = 40_000_000, 2_000_000
_MOST_TAGS = 6 * MOST_CELLS
"""Tags of a sheet: a cell has two, and two for its value, and its row has as many."""


def checked_parts(name: str, content: bytes) -> list[str]:
    """The names of the parts. Raises FileRefused when it is no workbook, is damaged, or goes beyond a limit."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            _refuse_large(name, parts)
            if archive.testzip():  # openpyxl reads no further than it must, and would not notice
                raise damaged(name)
            names = [part.filename for part in parts]
            _refuse_other(name, names)
            for part in names:
                if part.endswith((".xml", ".rels")):
                    _refuse_part(name, part, archive.read(part))
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, ValueError, EOFError, zlib.error) as cause:
        raise damaged(name) from cause
    return names


def damaged(name: str) -> FileRefused:
    """The refusal of a file that cannot be understood."""
    return FileRefused(
        f"{name} går inte att läsa som Excel-arbetsbok. Öppna den i Excel eller LibreOffice och spara den på nytt "
        "som .xlsx."
    )


def _refuse_large(name: str, parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > MOST_PARTS:
        raise too_many(name, MOST_PARTS, "delar")
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise FileRefused(f"{name} packas upp till mer än 50 MB och läses inte. Spara bara bladen med svar.")
    if sum(part.filename.startswith(_SHEET) and part.filename.endswith(".xml") for part in parts) > MOST_SHEETS:
        raise too_many(name, MOST_SHEETS, "blad")
    for part in parts:
        other = _LARGEST_SHEET if part.filename.startswith(_SHEET) else _LARGEST_OTHER
        largest = _LARGEST.get(part.filename, other)
        if part.filename.endswith((".xml", ".rels")) and part.file_size > largest:
            told = f"{name} har en del, {part.filename}, som packas upp till mer än {number(largest // 1_000_000)} MB"
            remedy = (
                "Ta bort det som inte är svar, också tomma rader med format, eller kopiera svaren till en ny arbetsbok."
            )
            raise FileRefused(f"{told}, som är gränsen. {remedy}")


def _refuse_other(name: str, names: list[str]) -> None:
    if "xl/workbook.xml" not in names:
        raise FileRefused(
            f"{name} heter som en Excel-arbetsbok men är något annat. Öppna den i Excel eller LibreOffice och välj "
            "Spara som, Excel-arbetsbok (.xlsx)."
        )
    if any(part.endswith("vbaProject.bin") for part in names):
        raise FileRefused(f"{name} innehåller makron och läses inte. Spara om den som Excel-arbetsbok (.xlsx).")


def _refuse_part(name: str, part: str, content: bytes) -> None:
    if any(doctype in content for doctype in _DOCTYPES):
        raise FileRefused(f"{name} har ett innehåll som arbetsböcker inte brukar ha och läses inte.")
    if part.startswith(_SHEET) and content.count(b"<") > _MOST_TAGS:
        raise too_many(name, MOST_CELLS, "celler eller format i ett blad")
    for counted, tag, most, what, remedy in _COUNTED:
        if part == counted and len(re.findall(rb"<(?:\w+:)?%b[\s/>]" % tag.encode(), content)) > most:
            raise too_many(name, most, what, *[remedy] * bool(remedy))
    if not part.startswith(_SHEET) and part not in _LARGEST and content.count(b"<") > 50_000:
        raise too_many(name, 50_000, f"uppgifter i delen {part}", "Kopiera svaren till en ny arbetsbok och läs in den.")
