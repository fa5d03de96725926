"""Whose a row is: the county of every row of a fact, a contact, or something in the catalogue.

Codes of huvudmän and of arbetsgrupper are of one county, and so are the ids of what is entered. Names of rounds are
not: every county may have its `2025h`.
"""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, select

from dashboard.store.schema import FACT_TABLES, metadata

PARENT_OF = {
    "risk_assessment": ("risk", "risk_id"),
    "example_aspect": ("example", "example_id"),
    "communication_actor": ("communication", "communication_id"),
    "agenda_item": ("meeting", "meeting_id"),
}
"""Table → the table that says whose its rows are, and the column that names a row there."""
_Row = Mapping[str, object]
COMMON_TOO = frozenset({"measure", "expectation", "discussion_question"})
"""Tables of the catalogue whose rows are of one county or common to all."""


def of_county(table: str, alias: str) -> str:
    """SQL: whether a row of `table`, called `alias`, is of `:county`."""
    columns = metadata.tables[table].columns
    if table in COMMON_TOO:
        return f"({alias}.county_code is null or {alias}.county_code = :county)"
    if "county_code" in columns:
        return f"{alias}.county_code = :county"
    parent, link = PARENT_OF.get(table, ("principal", "principal_code"))
    key = "code" if parent == "principal" else "id"
    return f"{alias}.{link} in (select {key} from {parent} where county_code = :county)"  # noqa: S608 - own names


def counties_of(connection: Connection, facts: Mapping[str, Sequence[_Row]]) -> set[str | None]:
    """The counties of rows that are to be written, and of those already written of the same things."""
    found: set[str | None] = set()
    for table, rows in facts.items():
        found |= _stated(connection, table, rows, facts)
        found |= _known(connection, table, rows)
    return found


def _stated(
    connection: Connection,
    table: str,
    rows: Sequence[Mapping[str, object]],
    facts: Mapping[str, Sequence[Mapping[str, object]]],
) -> set[str | None]:
    found: set[str | None] = set()
    if "county_code" in FACT_TABLES[table].columns:
        found |= {_text(row.get("county_code")) for row in rows}
    elif table in PARENT_OF:
        parent, link = PARENT_OF[table]
        written = {one["id"]: _text(one.get("county_code")) for one in facts.get(parent, ())}
        links = {row[link] for row in rows}
        found |= {county for id_, county in written.items() if id_ in links}
        found |= _of(connection, parent, "id", links - set(written))
    if "principal_code" in FACT_TABLES[table].columns:
        found |= _of(connection, "principal", "code", {row.get("principal_code") for row in rows} - {None})
    return found


def _known(connection: Connection, table: str, rows: Sequence[_Row]) -> set[str | None]:
    """The counties of what has been written of the same ids."""
    if FACT_TABLES[table].info["fact_key"] != ("id",) or "county_code" not in FACT_TABLES[table].columns:
        return set()
    return _of(connection, table, "id", {row["id"] for row in rows})


def _of(connection: Connection, table: str, key: str, values: Iterable[object]) -> set[str | None]:
    asked = metadata.tables[table]
    wanted = list(values)
    if not wanted:
        return set()
    return set(connection.execute(select(asked.c.county_code).where(asked.c[key].in_(wanted)).distinct()).scalars())


def _text(value: object) -> str | None:
    return None if value is None else str(value)
