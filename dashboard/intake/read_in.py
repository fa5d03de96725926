"""A file read in: opened, checked whole, held against what is known, and stored in one transaction."""

import threading
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from sqlalchemy.exc import DBAPIError

from dashboard.errors import LagesbildError, PictureMoved
from dashboard.intake.batches import batches_of
from dashboard.intake.changes import Change, Kind, changes_of
from dashboard.intake.codes import Known
from dashboard.intake.facts import checked
from dashboard.intake.file_process import open_apart
from dashboard.intake.problems import Place, Problem, error, note
from dashboard.intake.read_form import is_form, read_form
from dashboard.intake.recognised import Claims
from dashboard.intake.responses import responses
from dashboard.intake.sheets import Book
from dashboard.intake.tables import read_table
from dashboard.store.records import Row
from dashboard.store.store import Store

Progress = Callable[[float], None]
"""Told how much of a piece of work is done, from 0 to 1."""
_TRIES = 5
_turn = threading.Lock()
"""Files are stored one by one here: of a hundred at once each is looked through again once, and not by luck."""


class AlreadyIn(LagesbildError):
    """The file has been read in before."""


def silent(share: float) -> None:
    """Tell nobody."""
    del share


@dataclass(frozen=True)
class Examined:
    """A file that has been looked through and not stored: its problems, and what storing it would change."""

    name: str
    content: bytes
    round_id: str | None
    version: tuple[str, int]
    problems: Sequence[Problem]
    changes: Sequence[Change]
    rows: int

    @property
    def digest(self) -> str:
        """SHA-256 of the file."""
        return sha256(self.content).hexdigest()

    @property
    def errors(self) -> list[Problem]:
        """The problems that stop the file."""
        return [one for one in self.problems if one.severity == "error"]

    def count(self, kind: Kind) -> int:
        """How many facts are new, corrected or unchanged."""
        return Counter(change.kind for change in self.changes)[kind]


def examine(
    store: Store,
    county: str,
    today: date,
    name: str,
    content: bytes,
    round_id: str | None = None,
    progress: Progress = silent,
    opened: Callable[[str, bytes], Book] = open_apart,
) -> Examined:
    """Look a file through without storing anything. `round_id` is the round it was sent in for, if that is told.

    Raises FileRefused when it cannot be read at all, AlreadyIn when the same file is in, DatabaseUnavailable. That the
    file is in is told only when it is stored, where it brought an answer that is withheld: one that is looked through
    could be a guess of what it said, and a guess that is stored is in the log.
    """
    store = store.in_county(county)
    already = store.known_file(sha256(content).hexdigest(), county)
    if already and not already["brought_withheld"]:
        raise AlreadyIn(_is_in(name, already))
    known = Known(store, county, today)
    book = opened(name, content)
    progress(0.5)
    claims = _claims(book, known, round_id)
    facts, problems = checked(claims, known)
    problems = [*book.problems, *claims.problems, *problems]
    progress(0.7)
    if not facts and not any(one.severity == "error" for one in problems):
        problems.append(error(Place(book.file), "", "Filen innehåller inga svar.", "Fyll i den och läs in den igen."))
    stops = any(one.severity == "error" for one in problems)
    changes = [] if stops else changes_of([*facts, *responses(facts, store, known, claims.answered_by)], store, today)
    if changes and all(change.kind == "unchanged" for change in changes):
        problems.append(note(Place(book.file), "", "Alla uppgifter i filen finns redan. Inget nytt sparas."))
    progress(1)
    return Examined(book.file, content, round_id, known.version, problems, changes, claims.rows)


def _claims(book: Book, known: Known, round_id: str | None) -> Claims:
    if is_form(book):
        return read_form(book, known, round_id)
    claims = Claims()
    sheets = [sheet for sheet in book.sheets if sheet.rows]
    tables = [read_table(book, sheet, known, round_id) for sheet in sheets]
    read = [table for table in tables if table.rows]
    for table in read or tables:  # a sheet with notes beside the answers is left alone; nothing readable at all is not
        claims.add(table)
    for sheet, table in zip(sheets, tables, strict=True):
        if read and not table.rows:
            told = "Bladet har inga rubriker som känns igen och lästes inte."
            claims.problems.append(note(book.place(sheet), "", told))
    return claims


def store_examined(store: Store, county: str, today: date, one: Examined, by: str) -> Examined:
    """Store a file that has no errors, in one transaction; what was stored. Only what differs is appended.

    When something else was written since it was examined, it is examined again and stored as it then reads.
    Raises LagesbildError when it has errors, AlreadyIn when it came in meanwhile, DatabaseUnavailable.
    """
    with _turn:
        for _ in range(_TRIES):
            if one.errors:
                raise LagesbildError(
                    f"{one.name} har {len(one.errors)} fel och sparades inte. Rätta dem och läs in igen."
                )
            if already := store.known_file(one.digest, county):
                raise AlreadyIn(_is_in(one.name, already))
            origin: dict[str, object] = {
                "id": f"import_{one.digest[:16]}",
                "kind": "import",
                "title": f"Inläst fil {one.name}",
                "synthetic": False,
                "file_name": one.name,
                "sha256": one.digest,
            }
            batches = batches_of(one.changes, today, origin, by)
            if not batches:
                return one
            try:
                store.append_together(batches, if_version=one.version)
            except PictureMoved:
                one = examine(store, county, today, one.name, one.content, one.round_id)
            except DBAPIError as cause:
                raise LagesbildError(f"{one.name} bryter mot en regel i databasen och sparades inte.") from cause
            else:
                return one
        raise LagesbildError("Många sparar samtidigt just nu. Ingenting sparades. Försök igen om en stund.")


def _is_in(name: str, already: Row) -> str:
    day = already["recorded_at"].date().isoformat()
    return f"{name} är redan inläst ({day}, som {already['file_name']}). Ingenting sparades på nytt."
