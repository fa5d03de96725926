"""Files that are not read at all, each with its sentence; and what is passed over with a note. Nothing is stored."""

import io
import json
import re
import zipfile

import openpyxl
import pytest

from dashboard.intake.open_file import open_file
from dashboard.intake.problems import FileRefused
from dashboard.intake.report import Result
from tests.intake.conftest import County, told, would_store
from tests.intake.making import csv_of, part_of, saved, with_part, workbook_of

ROWS = [["Huvudman", "M01"], ["Trosa", 1]]
NUMBER = "19900101-1239"


def ole(*names: str) -> bytes:
    """The beginning of an OLE file with entries of these names, as Office writes old and encrypted files."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000) + b"".join(name.encode("utf-16-le") for name in names)


def zip_of(parts: dict[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return written.getvalue()


def opendocument() -> bytes:
    return zip_of({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<office/>"})


def bomb() -> bytes:
    """A workbook of a few kB that unpacks to more than 50 MB."""
    return with_part(workbook_of(ROWS), "xl/media/image1.png", bytes(50_000_001))


def with_doctype() -> bytes:
    part = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "b">]>' + part_of(workbook_of(ROWS), "xl/workbook.xml")
    return with_part(workbook_of(ROWS), "xl/workbook.xml", part)


def damaged() -> bytes:
    whole = workbook_of(ROWS)
    return whole[: len(whole) // 2]


def flipped() -> bytes:
    whole = bytearray(workbook_of(ROWS))
    at = whole.index(b"xl/worksheets/sheet1.xml") + 60
    whole[at] ^= 0xFF
    return bytes(whole)


def many_rows() -> bytes:
    return csv_of([["Huvudman", "Mått", "Svar"], *(["Trosa", "M01", "1"] for _ in range(20_001))])


REFUSED = {
    "encrypted": ("svar.xlsx", lambda: ole("EncryptedPackage"), "är skyddad med lösenord"),
    "old": ("svar.xlsx", lambda: ole("Workbook"), "är sparad i Excels äldre format (.xls)"),
    "old ending": ("svar.xls", lambda: ole("Workbook"), "är inte av en sort som går att läsa in"),
    "macro ending": ("svar.xlsm", lambda: workbook_of(ROWS), "är inte av en sort som går att läsa in"),
    "macros": ("svar.xlsx", lambda: with_part(workbook_of(ROWS), "xl/vbaProject.bin", b"x"), "innehåller makron"),
    "ods": ("svar.xlsx", opendocument, "heter som en Excel-arbetsbok men är något annat"),
    "pdf": ("svar.xlsx", lambda: b"%PDF-1.7 " * 30, "är inte vad ändelsen .xlsx säger"),
    "pdf as csv": ("svar.csv", lambda: b"%PDF-1.7 " * 30, "är inte vad ändelsen .csv säger"),
    "csv as xlsx": ("svar.xlsx", lambda: csv_of(ROWS), "är inte vad ändelsen .xlsx säger"),
    "xlsx as csv": ("svar.csv", lambda: workbook_of(ROWS), "är inte vad ändelsen .csv säger"),
    "bomb": ("svar.xlsx", bomb, "packas upp till mer än 50 MB"),
    "large": ("svar.csv", lambda: csv_of(ROWS) + b";" * 5_000_000, "är större än 5 MB"),
    "long": ("svar.csv", many_rows, "har fler än 20\u00a0000 rader"),
    "long sheet": ("svar.xlsx", lambda: workbook_of([["Huvudman", "M01"]] * 20_002), "har fler än 20\u00a0000 rader"),
    "wide sheet": ("svar.xlsx", lambda: workbook_of([["x"] * 2_001]), "har fler än 2\u00a0000 kolumner"),
    "doctype": ("svar.xlsx", with_doctype, "har ett innehåll som arbetsböcker inte brukar ha"),
    "damaged": ("svar.xlsx", damaged, "går inte att läsa som Excel-arbetsbok"),
    "flipped": ("svar.xlsx", flipped, "går inte att läsa som Excel-arbetsbok"),
    "parts missing": (
        "svar.xlsx",
        lambda: zip_of({"xl/workbook.xml": b"<w/>"}),
        "går inte att läsa som Excel-arbetsbok",
    ),
    "empty": ("svar.csv", lambda: b"", "är tom"),
    "blank": ("svar.csv", lambda: b" \r\n \r\n", "är tom"),
    "binary": ("svar.csv", lambda: bytes(range(128)), "är ingen textfil"),
    "other signs": ("svar.csv", lambda: b"Huvudman;\x81\x8d", "har tecken som inte går att läsa"),
    "no ending": ("svar", lambda: csv_of(ROWS), "är inte av en sort som går att läsa in"),
    "number in its name": (f"svar {NUMBER}.csv", lambda: csv_of(ROWS), "Byt namn på filen."),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_is_refused_with_a_sentence_that_names_the_file(looking: County, kind: str) -> None:
    name, content, said = REFUSED[kind]
    with pytest.raises(FileRefused) as raised:
        looking.look(name, content())
    words = str(raised.value)
    assert said in words
    assert words.endswith(".")
    assert "svar" in words
    assert NUMBER not in words


def test_twenty_thousand_rows_are_not_too_many() -> None:
    rows = [["Huvudman", "Mått", "Svar"], *(["Trosa", "M01", "1"] for _ in range(20_000))]
    assert len(open_file("svar.csv", csv_of(rows)).sheets[0].rows) == 20_001


# ---- formulas ----


def with_formula(cell: bytes, prefix: str = "") -> bytes:
    """A workbook whose comment is the `cell`, its parts named with a prefix as some programs write them."""
    content = workbook_of([["Huvudman", "M01", "Kommentar"], ["Trosa", 2, "HÄR"]])
    part = re.sub(rb'<c r="C2".*?</c>', cell, part_of(content, "xl/worksheets/sheet1.xml"))
    if prefix:
        part = re.sub(rb"<(/?)(\w)", rb"<\1" + prefix.encode() + rb":\2", part)
        part = part.replace(b'xmlns="', f'xmlns:{prefix}="'.encode())
    return with_part(content, "xl/worksheets/sheet1.xml", part)


@pytest.mark.parametrize("prefix", ["", "x"])
@pytest.mark.parametrize("value", [b"", b"<v></v>", b"<v/>"])
def test_a_formula_whose_value_was_never_saved_is_an_error_at_its_cell(
    looking: County, value: bytes, prefix: str
) -> None:
    one = looking.look("svar.xlsx", with_formula(b'<c r="C2"><f>IF(B2=2,"","Nej")</f>' + value + b"</c>", prefix))
    (problem,) = one.errors
    assert (problem.place.row, problem.place.column) == (2, "C")
    assert "formel vars värde inte är sparat" in problem.expected


@pytest.mark.parametrize("prefix", ["", "x"])
@pytest.mark.parametrize("value", ["", "Klart"])
def test_a_formula_whose_value_is_saved_is_read_even_when_it_is_empty(looking: County, value: str, prefix: str) -> None:
    cell = f'<c r="C2" t="str"><f>IF(B2=2,"","Nej")</f><v>{value}</v></c>'.encode()
    one = looking.look("svar.xlsx", with_formula(cell, prefix))
    assert would_store(one) == {("0488", "M01"): 2.0}
    assert one.changes[0].after["comment"] == (value or None)


# ---- passed over with a note ----


def test_hidden_sheets_and_external_links_are_passed_over_with_a_note(looking: County) -> None:
    book = openpyxl.Workbook()
    assert book.active
    for row in ROWS:
        book.active.append(row)
    hidden = book.create_sheet("Gömt")
    hidden.append(["Huvudman", "M02"])
    hidden.append(["Flen", f"Nej {NUMBER}"])
    hidden.sheet_state = "hidden"
    book.create_sheet("Mycket gömt").sheet_state = "veryHidden"
    content = with_part(saved(book), "xl/externalLinks/externalLink1.xml", b"<externalLink/>")
    one = looking.look("svar.xlsx", content)
    assert would_store(one) == {("0488", "M01"): 1.0}
    assert "svar.xlsx, bladet Gömt: Bladet är dolt och lästes inte." in told(one)
    assert "bladet Mycket gömt: Bladet är dolt" in told(one)
    assert "Arbetsboken hämtar värden ur andra filer. Länkarna följs inte" in told(one)


def test_what_openpyxl_warns_of_is_no_matter(looking: County) -> None:
    """A day far out of range, and a validation of a newer kind than openpyxl knows."""
    content = workbook_of([*ROWS, [None, None, 1]])
    part = part_of(content, "xl/worksheets/sheet1.xml")
    extension = (
        b'<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}" '
        b'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"/></extLst></worksheet>'
    )
    part = part.replace(b"</worksheet>", extension)
    one = looking.look("svar.xlsx", with_part(content, "xl/worksheets/sheet1.xml", part))
    assert "Raden säger inte vem som svarar" in told(one)


def test_a_file_without_anything_to_read_says_what_is_needed(looking: County) -> None:
    one = looking.look("svar.csv", csv_of([["Hej", "på"], ["dig", "du"]]))
    assert "Bladet har ingen rad med rubriker som känns igen." in told(one)
    assert "Filen innehåller inga svar." in told(looking.look("svar.csv", csv_of([["Huvudman", "M01"], ["Trosa", ""]])))
    assert looking.look("svar.xlsx", workbook_of([])).errors


# ---- personal identity numbers ----


def everything_said(name: str, one: object) -> str:
    result = Result(name, False, one)  # type: ignore[arg-type]
    return result.words() + json.dumps(result.as_dict(), ensure_ascii=False)


@pytest.mark.parametrize(
    "number",
    [NUMBER, "900101-1239", "199001011239", "9001011239", "900101+1239", "900161–1239", "900101 1239", "900101‑1239"],
)
def test_a_personal_identity_number_stops_the_file_and_is_never_repeated(looking: County, number: str) -> None:
    files = {
        "comment": [["Huvudman", "M01", "Kommentar"], ["Trosa", "9", f"Pojken {number} har fått stöd"]],
        "answer": [["Huvudman", "M01"], ["Trosa", f"Se {number}"]],
        "huvudman": [["Huvudman", "M01"], [number, 1]],
        "actor": [["Huvudman", "C11"], ["Trosa", f"Skola;{number}"]],
        "respondents": [["Huvudman", "Mått", "Svar", "Antal svarande"], ["Trosa", "M03", 1, number]],
        "heading": [["Huvudman", "M01", f"Om {number}"], ["Trosa", 1, "x"]],
        "heading with numbers": [["Huvudman", f"M01 {number}"], ["Trosa", number]],
        "measure": [["Huvudman", "Mått", "Svar"], ["Trosa", f"Fråga {number}", 1]],
    }
    for kind, rows in files.items():
        for name, content in (("svar.csv", csv_of(rows)), ("svar.xlsx", workbook_of(rows))):
            one = looking.look(name, content)
            assert "Texten ser ut att innehålla ett personnummer." in told(one), kind
            assert number not in everything_said(name, one), kind
            assert one.changes == []


def test_the_place_of_a_personal_identity_number_is_named(looking: County) -> None:
    one = looking.look("svar.csv", csv_of([["Huvudman", "M01", "Kommentar"], ["Trosa", 1, f"Barn {NUMBER}"]]))
    (problem,) = one.errors
    assert (problem.place.row, problem.place.column, problem.found) == (2, "Kommentar", "")


def test_a_personal_identity_number_as_a_sheets_name_is_not_repeated(looking: County) -> None:
    one = looking.look("svar.xlsx", workbook_of({"Svar": ROWS, f"Barn {NUMBER}": [["x"]]}))
    assert "Bladets namn ser ut att innehålla ett personnummer. Byt namn på bladet." in told(one)
    assert NUMBER not in everything_said("svar.xlsx", one)


@pytest.mark.parametrize("words", ["016-710 10 00", "Dnr KS 2026-01-1234", "2026-11-22 12:30", "1234567890", "100 000"])
def test_telephones_days_and_case_numbers_are_no_identity_numbers(looking: County, words: str) -> None:
    one = looking.look("svar.csv", csv_of([["Huvudman", "M01", "Kommentar"], ["Trosa", 1, words]]))
    assert would_store(one) == {("0488", "M01"): 1.0}
