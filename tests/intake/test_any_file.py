"""Whatever comes in, in whatever state: rows or a list of problems, or one sentence; never another fault."""

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from dashboard.intake.identity_numbers import hidden, holds_identity_number
from dashboard.intake.open_file import ENDINGS, open_file
from dashboard.intake.problems import FileRefused
from dashboard.intake.read_in import examine
from dashboard.intake.report import Result
from dashboard.intake.values import NotUnderstood, read_day, share, whole_number
from tests.intake.conftest import County
from tests.intake.making import csv_of, with_part, workbook_of

often = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
seldom = settings(often, max_examples=60)

KNOWN_WORDS = st.sampled_from(
    [
        *("Huvudman", "Kommun", "Mått", "Svar", "Omgång", "Kommentar", "Antal svarande", "Id", "Namn", "M01", "M03"),
        *("C05", "C08", "C11", "L03", "Skola", "Trosa", "0481", "Region Sörmland", "Länet", "Norra", "2", "4,5"),
        *("2 – Förbereder", "Vet ej", "Ja", "Skola;Polis", "2026h", "2031v", "19900101-1239", "Ert svar"),
        *("Lägesbild – svarsformulär", "9" * 5_000, "1e309", "-0", "0x10", "=1+1", "'", '"', "²", "½", "\u0661"),
        *("\u200b", "I\u0307", "ﬁ", "\ufeff"),
    ]
)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
CELLS = KNOWN_WORDS | TEXT
TABLES = st.lists(st.lists(CELLS, max_size=6), max_size=8)
NUMBERS = st.integers(-(10**20), 10**20) | st.floats(allow_nan=False, allow_infinity=False) | st.booleans()
SHEET_CELLS = CELLS.map(lambda words: ILLEGAL_CHARACTERS_RE.sub("", words)[:30_000]) | NUMBERS | st.none()


def must_be_told(county: County, name: str, content: bytes, round_id: str | None = "2026h") -> None:
    """Looked through, a file gives changes or says what is wrong, in words that can be printed and never too much."""
    try:
        # Here, since a process for each of so many files would take minutes; `test_heavy_files.py` has it as it is.
        one = examine(county.store, "04", county.today, name, content, round_id, opened=open_file)
    except FileRefused as refused:
        assert str(refused).endswith(".")  # noqa: PT017 - it may also be read
        return
    assert one.changes or one.errors
    assert not (one.changes and one.errors)
    said = Result(name, False, one)
    assert not holds_identity_number(said.words())
    assert said.as_dict()["problems"] or one.changes


@often
@given(table=TABLES, delimiter=st.sampled_from(";,\t"), encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
@example(table=[["Huvudman", "M01"], ["Trosa", "9" * 5_000]], delimiter=";", encoding="utf-8")
@example(table=[["Huvudman", "C04"], ["Trosa", "9" * 5_000]], delimiter=";", encoding="utf-8")
@example(table=[["Huvudman", "M07"], ["Trosa", "\u0661"]], delimiter=";", encoding="utf-8")
def test_any_table_as_text(looking: County, table: list[list[str]], delimiter: str, encoding: str) -> None:
    must_be_told(looking, "svar.csv", csv_of(table, delimiter, encoding))


@often
@given(rows=st.lists(st.tuples(KNOWN_WORDS, KNOWN_WORDS, CELLS, CELLS), max_size=6), long=st.booleans())
def test_any_answers_under_headings_that_are_known(looking: County, rows: list[tuple[str, ...]], long: bool) -> None:
    headings = ["Huvudman", "Mått", "Svar", "Kommentar"] if long else ["Huvudman", "M01", "C08", "C11"]
    must_be_told(looking, "svar.csv", csv_of([headings, *rows]))


@seldom
@given(tables=st.lists(st.lists(st.lists(SHEET_CELLS, max_size=5), max_size=5), min_size=1, max_size=3))
def test_any_table_as_a_workbook(looking: County, tables: list[list[list[object]]]) -> None:
    content = workbook_of({f"Blad{number}": rows for number, rows in enumerate(tables)})
    must_be_told(looking, "svar.xlsx", content)


@often
@given(content=st.binary(max_size=400), name=st.text(max_size=12), ending=st.sampled_from([*ENDINGS, ".xls", ""]))
@example(content=b"sep=", name="svar", ending=".csv")
@example(content=b"sep=\xff", name="svar", ending=".csv")
@example(content=b"PK\x03\x04", name="svar", ending=".xlsx")
@example(content=b"\xff\xfe\x00", name="svar", ending=".csv")
def test_any_bytes_by_any_name(looking: County, content: bytes, name: str, ending: str) -> None:
    must_be_told(looking, name + ending, content, None)


@seldom
@given(
    part=st.sampled_from(["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml", "[Content_Types].xml"]),
    content=st.binary(max_size=200) | st.sampled_from([b"<worksheet/>", b"<sheetData><row r='x'/></sheetData>"]),
)
def test_a_workbook_with_any_part_in_the_place_of_one(looking: County, part: str, content: bytes) -> None:
    must_be_told(looking, "svar.xlsx", with_part(WORKBOOK, part, content))


@seldom
@given(at=st.integers(0, 10**6), byte=st.integers(1, 255))
def test_a_workbook_with_one_byte_changed(looking: County, at: int, byte: int) -> None:
    content = bytearray(WORKBOOK)
    content[at % len(content)] ^= byte
    must_be_told(looking, "svar.xlsx", bytes(content))


WORKBOOK = workbook_of([["Huvudman", "M01", "Kommentar"], ["Trosa", 2, "Ord"], ["Flen", "Vet ej", None]])


# ---- single values ----


@given(day=st.dates())
def test_a_day_is_read_as_it_is_written(day: object) -> None:
    assert read_day(str(day)) == day


@given(number=st.integers(0, 9_999_999), form=st.sampled_from(["{}", "{}.0", "{},00", "{} st", "{:,}"]))
def test_a_whole_number_is_read_as_it_is_written(number: int, form: str) -> None:
    assert whole_number(form.format(number).replace(",", " ") if ":" in form else form.format(number)) == number


@given(tenths=st.integers(0, 1000), form=st.sampled_from(["{}", "{} %", "{}%", "{} procent"]), comma=st.booleans())
def test_a_share_is_read_as_it_is_written(tenths: int, form: str, comma: bool) -> None:
    written = f"{tenths / 10:.1f}"
    assert share(form.format(written.replace(".", ",") if comma else written)) == tenths / 10


@given(words=TEXT | KNOWN_WORDS)
def test_any_words_are_a_value_or_are_not_understood(words: str) -> None:
    for read in (read_day, whole_number, share):
        try:
            read(words)
        except NotUnderstood as fault:
            assert fault.expected  # noqa: PT017 - it may also be read


DIGITS = st.text("0123456789-+ –./TX\n", max_size=40)
LIKE = st.from_regex(r"\A(19|20)?\d\d(0[1-9]|1[0-2])([0-2]\d|3[01]|6[1-9]|[78]\d|9[01])[-+ ]?\d{4}\Z")


@settings(max_examples=500, deadline=None)
@given(parts=st.lists(DIGITS | LIKE | TEXT, max_size=5))
def test_what_is_hidden_is_found_no_more(parts: list[str]) -> None:
    for words in ("".join(parts), " ".join(parts), ";".join(parts)):
        assert not holds_identity_number(hidden(words))
        assert hidden(words) == words or holds_identity_number(words)
