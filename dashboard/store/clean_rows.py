"""The boundary where text is written: nothing gets into the database that a file could not hold, whoever writes it."""

import logging
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Executable, event

from dashboard.store.log import Line, add_line
from dashboard.wording.plain_text import clean, is_clean, unknown

MENDED = "mend"
"""What the log calls it when texts that were stored before have been cleaned."""
_told = logging.getLogger("lagesbild")
_WRITES = re.compile(r"\s*(?:insert|update|merge)\b", re.IGNORECASE)


def keep_clean(engine: Engine) -> None:
    """Let `engine` clean every text that is written by it, from whatever in the package it comes.

    What is only looked for is made unlike anything that is stored: PostgreSQL takes no U+0000 even in a question.
    """

    @event.listens_for(engine, "before_execute", retval=True)
    def clean_rows(
        connection: Connection, statement: Executable, many: Any, one: Any, options: object
    ) -> tuple[Executable, Any, Any]:
        """Rows that go with a statement: DuckDB's dialect takes many at once from here, and not from what it sends."""
        del connection, options
        if getattr(statement, "is_dml", False):
            many, one = [_each(row, clean) for row in many], _each(one, clean)
        return statement, many, one

    @event.listens_for(engine, "before_cursor_execute", retval=True)
    def clean_parameters(
        connection: Connection, cursor: object, statement: str, parameters: Any, context: object, many: bool
    ) -> tuple[str, Any]:
        """Values that a statement holds itself, and statements that are written as text."""
        del connection, cursor, context
        make = clean if _WRITES.match(statement) else unknown
        made = [_each(row, make) for row in parameters] if many else _each(parameters, make)
        return statement, made


def unclean(rows: Sequence[Mapping[str, object]]) -> int:
    """How many texts in `rows` will not be written as they are."""
    return sum(isinstance(value, str) and not is_clean(value) for row in rows for value in row.values())


def tell_of_mended(connection: Connection, by: str, texts: Mapping[str, int]) -> None:
    """Say, to whoever runs it and in the log, how many texts of what have been cleaned; nothing when none have."""
    if not texts:
        return
    add_line(connection, Line(datetime.now(), by), MENDED, "text", None, texts)
    counted = ", ".join(f"{name} {number}" for name, number in sorted(texts.items()))
    _told.warning("Texter hade tecken som ingen fil kan rymma, och har rensats från dem: %s.", counted)


def _each(parameters: Any, make: Callable[[str], str]) -> Any:
    """The parameters of one statement, by name or by place."""
    if isinstance(parameters, Mapping):
        return {name: make(one) if isinstance(one, str) else one for name, one in parameters.items()}
    if isinstance(parameters, (list, tuple)):
        return type(parameters)(make(one) if isinstance(one, str) else one for one in parameters)
    return parameters
