"""CSV as Swedish offices write it: semicolon, comma or tab; UTF-8 with or without BOM, UTF-16, or cp1252."""

import csv
import io

from dashboard.intake.limits import Extent
from dashboard.intake.problems import FileRefused
from dashboard.intake.sheets import Book, Sheet

_DELIMITERS = ";\t,"
_BEGINNING, _FIRST_LINES = 50_000, 30
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def read_text_file(name: str, content: bytes) -> Book:
    """The one sheet of a CSV file.

    Raises FileRefused when it is not text, goes beyond a limit (`limits.py`), or a quotation mark is never closed.
    """
    written = _decoded(name, content)
    if "\x00" in written:
        raise FileRefused(f"{name} är ingen textfil. Spara om den som CSV eller som Excel-arbetsbok (.xlsx).")
    first, _, rest = written.partition("\n")
    told = first.strip().lower()
    delimiter = told[4:] if told.startswith("sep=") and len(told) == 5 else ""
    if delimiter:  # Excel's own way to say which sign divides the columns
        written = "\n" + rest
    reader = csv.reader(
        io.StringIO(written, newline=""), delimiter=delimiter or _delimiter(written), strict=True, skipinitialspace=True
    )
    extent = Extent(name)
    extent.sheet()
    rows = []
    try:
        for number, cells in enumerate(reader, 1):
            extent.row(number, len(cells))
            if any(words := [one.strip() for one in cells]):
                extent.cells(words)
                rows.append((number, words))
    except csv.Error as error:
        raise FileRefused(
            f"{name}, rad {reader.line_num}: raden går inte att läsa som CSV, ofta för att ett citattecken inte är "
            "stängt. Öppna filen i Excel och spara om den som CSV."
        ) from error
    return Book(name, [Sheet("", rows)])


def _decoded(name: str, content: bytes) -> str:
    encoding = next((known for bom, known in _BOMS if content.startswith(bom)), None)
    for one in [encoding] if encoding else ["utf-8", "cp1252"]:
        try:
            return content.decode(one)
        except UnicodeDecodeError:
            continue
    raise FileRefused(f"{name} har tecken som inte går att läsa. Spara om filen som CSV UTF-8 eller som .xlsx.")


def _delimiter(written: str) -> str:
    """The delimiter that most of the first lines hold outside quotation marks; among equals the semicolon.

    Not the one there is most of: a question holds commas, and a title above the table holds no delimiter at all.
    """
    bare = "".join(part for place, part in enumerate(written[:_BEGINNING].split('"')) if place % 2 == 0)
    lines = bare.splitlines()[:_FIRST_LINES]
    return max(_DELIMITERS, key=lambda sign: sum(sign in line for line in lines))
