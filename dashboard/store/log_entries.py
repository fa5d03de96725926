"""What is logged of facts that are appended: what came in, what was entered or corrected, published or locked."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import Connection

from dashboard.store.log import Line, add_line
from dashboard.store.records import Row, history
from dashboard.store.schema import FACT_TABLES

NOBODY = "utan avsändare"
_PUBLISHED = ("closed", "reported")
_UNTOLD = {"answer": frozenset({"value", "special", "respondents", "comment"})}


def log_batch(
    connection: Connection,
    line: Line,
    origin: Mapping[str, object],
    facts: Mapping[str, Sequence[Row]],
    *,
    traceless: bool,
) -> None:
    """Log the rows of one source: a file in one line, an entry row by row with what stood there before.

    Of what has no sender neither who nor what is told, and of an answer not what it says: the log does not know whether
    enough people stand behind it.
    """
    if traceless:
        for table in facts:
            add_line(connection, replace(line, by=NOBODY), "entry", table)
        return
    if origin["kind"] == "import":
        counts = {table: len(rows) for table, rows in facts.items() if rows}
        subject = f"{origin.get('file_name') or origin['title']}"
        add_line(connection, line, "import", subject, None, {**counts, "source": origin["id"]})
        return
    for table, rows in facts.items():
        for row in rows:
            _log_row(connection, line, table, row)


def _log_row(connection: Connection, line: Line, table: str, row: Row) -> None:
    key = {name: row.get(name) for name in FACT_TABLES[table].info["fact_key"]}
    subject = " ".join([table, *(str(value) for value in key.values() if value is not None)])
    if table == "locked_text":
        add_line(connection, line, "lock", subject, None, {"sha256": row["sha256"]})
        return
    before = next(iter(history(connection, table, key)), None)
    told = {name: value for name, value in row.items() if name not in {*key, *_UNTOLD.get(table, ())}}
    if before is None:
        add_line(connection, line, "entry", subject, None, told)
        return
    changed = {name: value for name, value in told.items() if value != before.get(name)}
    publishes = table == "round" and changed.get("status") in _PUBLISHED
    action = "publish" if publishes else "correction"
    add_line(connection, line, action, subject, {name: before.get(name) for name in changed}, changed)
