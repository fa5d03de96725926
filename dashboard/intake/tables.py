"""Tables of answers: one row per response with a column per question, as Forms exports them, or one row per answer."""

from collections.abc import Iterator
from dataclasses import dataclass

from dashboard.intake.codes import Answerer, Known
from dashboard.intake.giving_way import giving_way
from dashboard.intake.headings import (
    ACTOR,
    ANSWER,
    COMMENT,
    ID,
    MEASURE,
    PERSONAL,
    QUESTION,
    RESPONDENTS,
    ROUND,
    UNKNOWN,
    WHO,
    Heading,
    heading,
    like_a_question,
)
from dashboard.intake.problems import Problem, error, note
from dashboard.intake.recognised import Claims, Entry, Said
from dashboard.intake.registers import ACTORS
from dashboard.intake.sheets import Book, Cells, Sheet, cell
from dashboard.intake.spelling import quoted

_HEADING_WITHIN = 15


@dataclass
class _Table:
    """A sheet whose heading row is found."""

    book: Book
    sheet: Sheet
    known: Known
    round_id: str | None
    headings: list[Heading]
    body: list[tuple[int, Cells]]

    def columns(self, kind: str) -> list[Heading]:
        return [one for one in self.headings if one.kind == kind]

    def words(self, cells: Cells, kind: str) -> str:
        return next((words for one in self.columns(kind) if (words := cell(cells, one.index))), "")

    def who(self, row: int, cells: Cells) -> Answerer | Problem:
        """Who a row is about, or what is wrong with how it says so."""
        column = self.columns(WHO)[0]
        words = cell(cells, column.index)
        found = self.known.answerer(words)
        if found:
            return found
        place = self.book.place(self.sheet, row, column.words)
        if not words:
            return error(place, "", "Raden säger inte vem som svarar.", "Skriv huvudmannens namn eller kod.")
        near = self.known.answerers_like(words)
        remedy = f"Menades {quoted(near)}? Rätta namnet." if near else "Skriv huvudmannens namn eller kod."
        return error(place, words, "Huvudmannen känns inte igen.", remedy)

    def round(self, row: int, cells: Cells) -> str | Problem:
        """The round a row is about: its own column, else the one the file was sent in for."""
        words = self.words(cells, ROUND)
        place = self.book.place(self.sheet, row, "Omgång")
        if not words:
            if self.round_id:
                return self.round_id
            return error(place, "", "Det framgår inte vilken omgång svaren hör till.", "Välj omgång och läs in igen.")
        found = self.known.round(words)
        if found is None:
            known = quoted([one["id"] for one in self.known.rounds])
            return error(place, words, "Omgången känns inte igen.", f"Kända omgångar: {known}.")
        if self.round_id and found != self.round_id:
            expected = f"Raden hör till omgången {found}, men filen lästes in för {self.round_id}."
            return error(place, words, expected, "Välj rätt omgång eller rätta raden.")
        return found


def read_table(book: Book, sheet: Sheet, known: Known, round_id: str | None) -> Claims:
    """What one sheet says. A sheet without a heading that is known says nothing, and that is an error."""
    table = _find(book, sheet, known, round_id)
    if table is None:
        expected = "Bladet har ingen rad med rubriker som känns igen."
        remedy = "Det behövs en kolumn Huvudman, och antingen frågorna som rubriker eller kolumnerna Mått och Svar."
        return Claims(problems=[error(book.place(sheet), "", expected, remedy)])
    claims = Claims(problems=list(_about_headings(table)), rows=len(table.body))
    if not table.columns(WHO):
        expected = "Det finns ingen kolumn som säger vilken huvudman en rad gäller."
        claims.problems.append(error(book.place(sheet), "", expected, "Lägg till en kolumn med rubriken Huvudman."))
        return claims
    long = bool(table.columns(MEASURE) and table.columns(ANSWER))
    for row, cells in giving_way(table.body):
        claims.keep_within_limits(book.file)
        who, round_id_of_row = table.who(row, cells), table.round(row, cells)
        for found in (who, round_id_of_row):
            if isinstance(found, Problem):
                claims.problems.append(found)
        if isinstance(who, Answerer) and isinstance(round_id_of_row, str):
            claims.add((_long_row if long else _wide_row)(table, row, cells, who, round_id_of_row))
    return claims


def _find(book: Book, sheet: Sheet, known: Known, round_id: str | None) -> _Table | None:
    """The table whose heading row is the one, among the first, with most headings that are known."""
    best: tuple[int, int, list[Heading]] = (0, 0, [])
    for place, (_, cells) in enumerate(sheet.rows[:_HEADING_WITHIN]):
        headings = [heading(index, words, known) for index, words in giving_way(enumerate(cells))]
        kinds = {one.kind for one in headings}
        if not kinds & {QUESTION, ACTOR, MEASURE, ID}:
            continue
        score = sum(one.kind in {WHO, QUESTION, ACTOR, MEASURE, ANSWER} for one in headings)
        if score > best[0]:
            best = (score, place, headings)
    score, place, headings = best
    if not score:
        return None
    kinds = {one.kind for one in headings}
    if ANSWER in kinds and MEASURE not in kinds:
        headings = [Heading(one.index, one.words, MEASURE) if one.kind == ID else one for one in headings]
    return _Table(book, sheet, known, round_id, headings, sheet.rows[place + 1 :])


def _about_headings(table: _Table) -> Iterator[Problem]:
    seen: dict[tuple[str, str], Heading] = {}
    for one in giving_way(table.headings):
        place = table.book.place(table.sheet, None, one.words)
        if one.kind == UNKNOWN and any(cell(cells, one.index) for _, cells in table.body):
            near = like_a_question(one.words, table.known)
            if near:
                expected = f"Frågan är nästan men inte helt densamma som {quoted(near)}."
                yield error(place, "", expected, "Skriv måttets id, till exempel M01, som rubrik.")
            else:
                yield note(place, "", "Kolumnen känns inte igen och lästes inte.")
        if one.kind == PERSONAL:
            yield note(place, "", "Kolumnen kan innehålla personuppgifter och lästes inte.")
        key = (one.kind, one.code)
        if one.kind in {QUESTION, ACTOR, WHO} and key in seen:
            yield error(
                place, "", f"Två kolumner gäller samma sak: ”{seen[key].words}” och ”{one.words}”.", "Ta bort en."
            )
        seen.setdefault(key, one)


def _wide_row(table: _Table, row: int, cells: Cells, who: Answerer, round_id: str) -> Claims:
    claims = Claims()
    for place, one in enumerate(table.headings):
        words = cell(cells, one.index)
        at = table.book.place(table.sheet, row, one.words)
        if one.kind == QUESTION and words:
            beside = {kind: cell(cells, index) for kind, index in _beside(table.headings[place + 1 :])}
            extra = (beside.get(RESPONDENTS, ""), beside.get(COMMENT, ""))
            claims.said.append(Said(at, who, round_id, one.code, one.version, words, *extra))
        elif one.kind == ACTOR and words and who.principal:
            written = {"principal_code": who.principal, "actor_id": one.code, "takes_part": _as_part(words)}
            claims.entries.append(Entry(at, ACTORS, written, {"takes_part": one.words}))
    return claims


def _as_part(words: str) -> str:
    """Helt, delvis or inte alls, as the question about actors says it, in the words of its scale."""
    return {"helt": "Ja", "inte alls": "Nej"}.get(words.casefold(), words)


def _beside(following: list[Heading]) -> Iterator[tuple[str, int]]:
    """The columns for comment and respondents that come right after a question."""
    for one in following:
        if one.kind not in {RESPONDENTS, COMMENT}:
            return
        yield one.kind, one.index


def _long_row(table: _Table, row: int, cells: Cells, who: Answerer, round_id: str) -> Claims:
    words = table.words(cells, MEASURE)
    found = table.known.measure(words)
    answer = table.words(cells, ANSWER)
    at = table.book.place(table.sheet, row, table.columns(ANSWER)[0].words)
    if found is None:
        place = table.book.place(table.sheet, row, table.columns(MEASURE)[0].words)
        near = table.known.measures_like(words) if words else []
        remedy = f"Menades {quoted(near)}?" if near else "Skriv måttets id, till exempel M01."
        return Claims(problems=[error(place, words, "Måttet känns inte igen.", remedy)])
    if not answer:
        return Claims()
    extra = (table.words(cells, RESPONDENTS), table.words(cells, COMMENT))
    return Claims(said=[Said(at, who, round_id, *found, answer, *extra)])
