"""The form of ours that comes back, whatever has been done to it on the way."""

from collections.abc import Iterator

from dashboard.intake import form_layout as at
from dashboard.intake.codes import Answerer, Known
from dashboard.intake.giving_way import giving_way
from dashboard.intake.problems import Problem, error, note
from dashboard.intake.recognised import Claims, Entry, Said
from dashboard.intake.register import Register
from dashboard.intake.registers import IN_THE_WORKBOOK
from dashboard.intake.sheets import Book, Cells, Sheet, cell
from dashboard.intake.spelling import plain, quoted

_HEADING_WITHIN = 30


def is_form(book: Book) -> bool:
    """Whether the book is the form of ours."""
    return _cover(book) is not None


def read_form(book: Book, known: Known, round_id: str | None) -> Claims:
    """What the form says: answers, and the entries of its other sheets."""
    claims = Claims()
    stamp = _stamp(book)
    who = _who(book, stamp, known, claims.problems)
    stamped = _round(book, stamp, known, round_id, claims.problems)
    claims.answered_by = stamp.get(plain(at.FUNCTION_LABEL), (0, ""))[1][:300]
    if who is None or stamped is None:
        return claims
    for sheet in book.sheets:
        register = next((one for one in IN_THE_WORKBOOK if plain(one.title) == plain(sheet.name)), None)
        if plain(sheet.name) == plain(at.ANSWERS):
            claims.add(_answers(book, sheet, who, stamped, known))
        elif register:
            claims.add(_entries(book, sheet, register, who))
        elif plain(sheet.name) not in {plain(at.COVER), plain(at.LISTS)} and sheet.rows:
            claims.problems.append(note(book.place(sheet), "", "Bladet hör inte till formuläret och lästes inte."))
    return claims


def _cover(book: Book) -> Sheet | None:
    for sheet in book.sheets:
        if any(plain(cell(cells, 0)) == plain(at.TITLE) for _, cells in sheet.rows[:5]):
            return sheet
    return None


def _stamp(book: Book) -> dict[str, tuple[int, str]]:
    """Label → (row, value) of what the cover says."""
    cover = _cover(book)
    return {plain(cell(cells, 0)): (row, cell(cells, 1)) for row, cells in cover.rows} if cover else {}


def _who(book: Book, stamp: dict[str, tuple[int, str]], known: Known, problems: list[Problem]) -> Answerer | None:
    row, words = stamp.get(plain(at.WHO_LABEL), (None, ""))
    found = known.answerer(words) if words else None
    if found is None:
        near = known.answerers_like(words) if words else []
        remedy = f"Menades {quoted(near)}?" if near else f"Välj i listan på bladet {at.COVER}."
        expected = "Huvudmannen känns inte igen." if words else "Formuläret säger inte vem som svarar."
        cover = _cover(book)
        assert cover is not None  # noqa: S101 - only called for a form
        problems.append(error(book.place(cover, row, at.WHO_LABEL), words, expected, remedy))
    return found


def _round(
    book: Book, stamp: dict[str, tuple[int, str]], known: Known, asked: str | None, problems: list[Problem]
) -> str | None:
    row, words = stamp.get(plain(at.ROUND_LABEL), (None, ""))
    found = known.round(words)
    cover = _cover(book)
    assert cover is not None  # noqa: S101 - only called for a form
    place = book.place(cover, row, at.ROUND_LABEL)
    if found is None:
        problems.append(error(place, words, "Omgången känns inte igen.", "Använd det formulär som skickades ut."))
    elif asked and asked != found:
        problems.append(error(place, words, f"Filen lästes in för omgången {asked}.", "Välj samma omgång."))
        return None
    return found


def _table(sheet: Sheet, wanted: set[str]) -> tuple[dict[str, int], list[tuple[int, Cells]]] | None:
    """Heading → column, and the rows below, of the first row that has all the `wanted` headings."""
    for place, (_, cells) in enumerate(sheet.rows[:_HEADING_WITHIN]):
        columns = {plain(words): index for index, words in enumerate(cells) if words}
        if {plain(one) for one in wanted} <= set(columns):
            return columns, sheet.rows[place + 1 :]
    return None


def _no_headings(book: Book, sheet: Sheet) -> Claims:
    expected = "Rubrikraden saknas eller är ändrad."
    return Claims(problems=[error(book.place(sheet), "", expected, "Använd formuläret som det skickades ut.")])


def _answers(book: Book, sheet: Sheet, who: Answerer, round_id: str, known: Known) -> Claims:
    table = _table(sheet, {at.ID, at.ANSWER})
    if table is None:
        return _no_headings(book, sheet)
    columns, rows = table
    claims = Claims(rows=len(rows))
    for row, cells in giving_way(rows):
        claims.keep_within_limits(book.file)
        words = {name: cell(cells, columns.get(plain(name))) for name in at.COLUMNS}
        if words[at.ANSWER]:
            found = known.measure(words[at.ID]) or known.measure(words[at.QUESTION])
            if found is None:
                place = book.place(sheet, row, at.ID)
                claims.problems.append(error(place, words[at.ID], "Måttet känns inte igen.", "Sätt tillbaka dess id."))
                continue
            wording = known.measure(words[at.QUESTION])
            version = wording[1] if wording and wording[0] == found[0] else None
            place = book.place(sheet, row, at.ANSWER)
            extra = (words[at.RESPONDENTS], words[at.COMMENT])
            claims.said.append(Said(place, who, round_id, found[0], version, words[at.ANSWER], *extra))
        elif words[at.COMMENT] or words[at.RESPONDENTS]:
            place = book.place(sheet, row, at.ANSWER)
            told = "Raden har en kommentar men inget svar och sparas inte."
            claims.problems.append(note(place, "", told, "Välj ett svar om kommentaren ska vara med."))
    return claims


def _entries(book: Book, sheet: Sheet, register: Register, who: Answerer) -> Claims:
    fields = {one.label: one.name for one in register.fields if one.name != "principal_code"}
    table = _table(sheet, {at.MARK, *fields} - set(at.ADDED_LATER))
    if table is None:
        return _no_headings(book, sheet)
    columns, rows = table
    claims = Claims(rows=len(rows))
    for row, written in giving_way(_filled(rows, columns, fields, register)):
        claims.keep_within_limits(book.file)
        place = book.place(sheet, row)
        if who.principal is None:
            expected = "Bladet fylls bara i av en huvudman."
            claims.problems.append(error(place, "", expected, f"Ändra {at.WHO_LABEL} på bladet {at.COVER}."))
        else:
            labels = {name: label for label, name in fields.items()}
            claims.entries.append(Entry(place, register, written | {"principal_code": who.principal}, labels))
    return claims


def _filled(
    rows: list[tuple[int, Cells]], columns: dict[str, int], fields: dict[str, str], register: Register
) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows where something has been filled in beside what was there from the beginning."""
    for row, cells in rows:
        if plain(cell(cells, columns[plain(at.MARK)])) == plain(at.KNOWN_ROW):
            continue
        written = {name: cell(cells, columns.get(plain(label))) for label, name in fields.items()}
        if any(words for name, words in written.items() if name not in register.key):
            yield row, written
