"""What stands for good: a closed meeting with its agenda and decisions, a locked status report."""

from collections.abc import Mapping, Sequence
from hashlib import sha256

from sqlalchemy import Connection, select

from dashboard.errors import Locked
from dashboard.store.records import Row
from dashboard.store.schema.learning import locked_text
from dashboard.store.schema.work import decision

MEETING, STATUS_REPORT = "meeting", "status_report"
_WORDS = {MEETING: "Mötet är stängt och låst", STATUS_REPORT: "Statusrapporten är låst"}
_REMEDY = {
    MEETING: "Skriv in det som ett nytt beslut på nästa möte.",
    STATUS_REPORT: "Skriv en ny rapport i stället.",
}
_NAMED_BY = {
    "meeting": (MEETING, "id"),
    "agenda_item": (MEETING, "meeting_id"),
    "meeting_expectation": (MEETING, "meeting_id"),
    "status_report": (STATUS_REPORT, "id"),
}
"""Table → the kind of what is locked, and the column that names it."""


def stamp_of(words: str) -> str:
    """The stamp of a locked text: SHA-256 of it in UTF-8, as hexadecimal digits."""
    return sha256(words.encode()).hexdigest()


def refuse_locked(connection: Connection, facts: Mapping[str, Sequence[Row]]) -> None:
    """Raise Locked when a row of `facts` would change what stands for good. Nothing is written."""
    if not {*_NAMED_BY, "decision", "locked_text"} & facts.keys():
        return
    locked = {(kind, name) for kind, name in connection.execute(select(locked_text.c.kind, locked_text.c.subject_id))}
    touched = {(kind, str(row[column])) for table, (kind, column) in _NAMED_BY.items() for row in facts.get(table, ())}
    touched |= {(str(row["kind"]), str(row["subject_id"])) for row in facts.get("locked_text", ())}
    if facts.get("decision"):
        touched |= _meetings_whose_decisions_change(connection, facts["decision"])
    for kind, _ in sorted(touched & locked):
        raise Locked(f"{_WORDS[kind]}, så ingenting sparades. {_REMEDY[kind]}")


def _meetings_whose_decisions_change(connection: Connection, rows: Sequence[Row]) -> set[tuple[str, str]]:
    """The meetings that get a new decision, or one with other words; how far it has come may always be told."""
    known = {
        (one, meeting, words)
        for one, meeting, words in connection.execute(select(decision.c.id, decision.c.meeting_id, decision.c.text))
    }
    return {
        (MEETING, str(row["meeting_id"])) for row in rows if (row["id"], row["meeting_id"], row["text"]) not in known
    }
