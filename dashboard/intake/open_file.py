"""Any file that came back, opened by what it is and not by what it is called."""

from pathlib import PurePath

from dashboard.intake.identity_numbers import hidden, holds_identity_number
from dashboard.intake.limits import MOST_BYTES, MOST_IDENTITY_NUMBERS
from dashboard.intake.problems import FileRefused, Problem, error
from dashboard.intake.sheets import Book, Sheet
from dashboard.intake.text_file import read_text_file
from dashboard.intake.workbook import read_workbook
from dashboard.wording.plain_text import clean

ENDINGS = (".xlsx", ".csv", ".txt", ".tsv")
_ZIP, _OLE, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_READABLE = "Lägesbild läser Excel-arbetsböcker (.xlsx) och CSV."


def open_file(name: str, content: bytes) -> Book:
    """The sheets of a file called `name`. Raises FileRefused with a sentence that says what to do.

    It is done in a process of its own (`file_process.py`): what comes from outside may take long, or much memory.
    Text that looks like a personal identity number is an error at its place, and is taken out of the book.
    """
    name = PurePath(clean(name).replace("\\", "/")).name or "filen"
    if holds_identity_number(name):
        raise FileRefused(f"Filens namn, {hidden(name)}, ser ut att innehålla ett personnummer. Byt namn på filen.")
    ending = PurePath(name).suffix.lower()
    if ending not in ENDINGS:
        raise FileRefused(f"{name} är inte av en sort som går att läsa in. {_READABLE} Spara om filen som en av dem.")
    if not content.strip():
        raise FileRefused(f"{name} är tom.")
    if len(content) > MOST_BYTES:
        raise FileRefused(f"{name} är större än 5 MB och läses inte. Ta bort bilder och blad som inte behövs.")
    if content.startswith(_OLE):
        raise FileRefused(_why_not_old(name, content))
    is_workbook = content.startswith(_ZIP)
    if is_workbook != (ending == ".xlsx") or content.startswith(_PDF):
        raise FileRefused(f"{name} är inte vad ändelsen {ending} säger. {_READABLE} Spara om filen och välj sort där.")
    book = read_workbook(name, content) if is_workbook else read_text_file(name, content)
    book.sheets = [_clean(sheet) for sheet in book.sheets]
    found = _identity_numbers(book)
    if found:
        book.problems += found
        book.sheets = [_without_numbers(sheet) for sheet in book.sheets]
    return book


def _clean(sheet: Sheet) -> Sheet:
    """The sheet without signs that no file can hold, as Word and workbooks themselves leave in what is pasted."""
    for _, cells in sheet.rows:
        cells[:] = [clean(words).strip() for words in cells]
    return Sheet(clean(sheet.name), [row for row in sheet.rows if any(row[1])])


def _why_not_old(name: str, content: bytes) -> str:
    if _ENCRYPTED in content:
        return f"{name} är skyddad med lösenord och går inte att läsa. Ta bort lösenordet i Excel och spara om filen."
    return f"{name} är sparad i Excels äldre format (.xls). Öppna den och spara den som Excel-arbetsbok (.xlsx)."


def _identity_numbers(book: Book) -> list[Problem]:
    found = []
    for sheet in book.sheets:
        if holds_identity_number(sheet.name):
            told = "Bladets namn ser ut att innehålla ett personnummer."
            found.append(error(book.place(_without_numbers(sheet)), "", told, "Byt namn på bladet."))
        headings = sheet.rows[0][1] if sheet.rows else []
        for number, cells in sheet.rows:
            for index, words in enumerate(cells):
                if len(found) < MOST_IDENTITY_NUMBERS and _is_personal(words):
                    heading = headings[index] if index < len(headings) and number != sheet.rows[0][0] else ""
                    place = book.place(_without_numbers(sheet), number, hidden(heading) or str(index + 1))
                    expected = "Texten ser ut att innehålla ett personnummer."
                    found.append(error(place, "", expected, "Ta bort det. Uppgifter om enskilda hör inte hemma här."))
    return found


def _without_numbers(sheet: Sheet) -> Sheet:
    """The sheet as the rest may read and repeat it."""
    for _, cells in sheet.rows:
        for index, words in enumerate(cells):
            if _is_personal(words):
                cells[index] = hidden(words)
    return Sheet(hidden(sheet.name), sheet.rows)


def _is_personal(words: str) -> bool:
    return len(words) >= 10 and holds_identity_number(words)
