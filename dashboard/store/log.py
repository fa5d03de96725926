"""The log: who did what and when. Lines are added, and nothing in the package changes or removes one."""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from sqlalchemy import Connection, Engine, event, insert

from dashboard.store.schema.access import log
from dashboard.wording.plain_text import clean

_LONGEST = 300
_NAME = r'(?:[\w"]+\s*\.\s*)*"?log"?(?![\w"])'
_CHANGES = re.compile(
    rf"\b(?:update(?:\s+only)?|insert\s+or\s+(?:replace|ignore)\s+into|delete\s+from|merge\s+into|truncate(?:\s+table)?"
    rf"|drop\s+table(?:\s+if\s+exists)?|create\s+or\s+replace\s+(?:temp\s+)?table)\s+{_NAME}"
    rf"|\balter\s+table\s+(?:if\s+exists\s+)?{_NAME}\s+(?:drop|rename|alter)\b"
    rf"|\binsert\s+into\s+{_NAME}.*\bon\s+conflict\b",
    re.IGNORECASE | re.DOTALL,
)
_MIGRATES = "migrates"
_COMMENT = re.compile(r"/\*.*?\*/|--[^\n]*", re.DOTALL)
Told = Mapping[str, object] | str | None


class LogIsAppended(RuntimeError):
    """Something tried to change or remove a line of the log."""


@dataclass(frozen=True)
class Line:
    """When it was done, by whom (the id of a member, or what else acted), in which county's name (of all if empty)."""

    at: datetime
    by: str
    county: str = ""


def add_line(
    connection: Connection,
    who: Line,
    action: str,
    subject: str,
    before: Told = None,
    after: Told = None,
) -> None:
    """Add a line. What is erased, tokens and cookies must not be in it; long words are cut."""
    line = {"id": uuid4().hex, "county_code": who.county or None, "at": who.at, "by": who.by}
    line |= {"action": action, "subject": subject}
    connection.execute(insert(log), [line | {"before": _words(before), "after": _words(after)}])


def keep_appended(engine: Engine) -> None:
    """Let `engine` refuse every change to the log but new lines, from whatever in the package it comes.

    What is looked at is the statement as the database would get it, so that one written as text is refused too. A copy
    is read back into a file of its own, by adding lines; only migrations may shape the table itself.
    """

    @event.listens_for(engine, "before_cursor_execute")
    def refuse(connection: Connection, cursor: object, statement: str, *_: object) -> None:
        del cursor
        if changes_log(statement) and not connection.info.get(_MIGRATES):
            raise LogIsAppended("lines of the log are neither changed nor removed")


@contextmanager
def migrating(connection: Connection) -> Iterator[None]:
    """While the steps of a migration run on `connection`, which may make and take down the table of the log."""
    connection.info[_MIGRATES] = True
    try:
        yield
    finally:
        connection.info.pop(_MIGRATES, None)


def changes_log(statement: str) -> bool:
    """Whether an SQL statement would change or remove lines of the log, or the log itself."""
    return "log" in statement.lower() and bool(_CHANGES.search(_COMMENT.sub(" ", statement)))


def _words(told: Told) -> str | None:
    """What is told as it is kept: words as they are, values by name as JSON."""
    if told is None or isinstance(told, str):
        return told[:_LONGEST] if told else None
    return json.dumps({name: _value(value) for name, value in told.items()}, ensure_ascii=False)


def _value(value: object) -> object:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return clean(value)[:_LONGEST] if isinstance(value, str) else value
