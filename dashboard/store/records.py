"""Rows of one table as they stand and as they came, for those who change them. Figures come from the named queries."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, cast

from sqlalchemy import ColumnElement, Connection, Table, func, insert, select, text

from dashboard.store.as_of import in_force_step
from dashboard.store.counties import of_county
from dashboard.store.read_policy import FEWEST, OF_SEVERAL, WITHHELD, guards
from dashboard.store.schema import FACT_TABLES
from dashboard.store.schema.catalogue import measure, scale
from dashboard.store.schema.facts import answer, source
from dashboard.store.schema.work import contact, risk
from dashboard.store.scope import (
    DRAFTS,
    ENTER_ALL,
    ENTER_MEETING,
    RIGHTS_TO_COLUMNS,
    RIGHTS_TO_ROWS,
    Reading,
    Scope,
)

Row = dict[str, Any]
"""One row by column name, None where nothing is known. Kept answers are shared: never change a row."""

_BATCH = 5_000
OPEN_TO_MEETING = frozenset({"risk", "risk_assessment"})
_RIGHTS_TO_ROWS = {"answer": DRAFTS, **RIGHTS_TO_ROWS}
"""As the questions have it; and answers, which the questions take the drafts out of round by round."""


def in_force(connection: Connection, table: str, as_of: date, equal: Mapping[str, str], county: str = "") -> list[Row]:
    """The rows of `table` in force at the end of `as_of` whose columns are `equal`, the one written first first.

    Of one `county`, or of all when none is named. With the columns `synthetic`, `origin` and `seen_on`. What questions
    withhold of an answer is withheld here, by the same step.
    """
    if table == contact.name:
        told = (source.c.synthetic, source.c.kind.label("origin"), source.c.recorded_by)
        known = select(contact, *told, contact.c.known_on.label("seen_on"))
        asked = {**equal, "county_code": county} if county else equal
        named = [contact.c.known_on <= as_of, *(contact.c[name] == value for name, value in asked.items())]
        found = connection.execute(known.join(source).where(*named).order_by(contact.c.id))
        return [dict(row) for row in found.mappings()]
    guarded = guards("", [table], Reading(), county=bool(county), across=False) if table == answer.name else []
    steps = ",\n".join([*guarded, in_force_step(FACT_TABLES[table])])
    wanted = [
        "true",
        *(f"{FACT_TABLES[table].c[name].name} = :{name}" for name in equal),
        *([of_county(table, "t")] if county else []),
    ]
    statement = text(f"with {steps} select t.* from {table}_in_force as t where {' and '.join(wanted)} order by row_id")  # noqa: S608
    given = {"as_of": as_of, **equal} | ({"county": county} if county else {})
    return [dict(row) for row in connection.execute(statement, given).mappings()]


def visible(connection: Connection, table: str, rows: list[Row], scope: Scope) -> list[Row]:
    """Those of `rows` of `table` that `scope` may see, without the columns that it may not.

    Whoever may enter of its own huvudman sees what is its own, and of others what any reader may.
    """
    if scope.may(ENTER_ALL) or (table in OPEN_TO_MEETING and scope.may(ENTER_MEETING)):
        return rows
    if right := _RIGHTS_TO_ROWS.get(table):
        owners = _owners_of_risks(connection) if table == "risk_assessment" else {}
        rows = [
            row
            for row in rows
            if scope.may(right) or owners.get(row.get("risk_id", ""), row.get("principal_code")) in scope.own
        ]
    hidden = [name for name, needed in RIGHTS_TO_COLUMNS.get(table, {}).items() if not all(map(scope.may, needed))]
    return [row if row.get("principal_code") in scope.own else row | dict.fromkeys(hidden) for row in rows]


def _owners_of_risks(connection: Connection) -> dict[str, str | None]:
    return {row.id: row.principal_code for row in connection.execute(select(risk.c.id, risk.c.principal_code))}


def history(connection: Connection, table: str, key: Mapping[str, str | None], county: str = "") -> list[Row]:
    """Every row of `table` whose columns equal `key`, newest first, with `source`, `synthetic` and `origin`.

    Of one `county`, or of all when none is named. Of answers that several people stand behind no value is told: how
    many they were has changed over time, and one row would tell of the next.
    """
    facts = FACT_TABLES[table]
    wanted: list[ColumnElement[bool]] = [facts.c[name].is_not_distinct_from(value) for name, value in key.items()]
    if county:
        own = text(of_county(table, f'"{table}"')).bindparams(county=county)
        wanted.append(cast(ColumnElement[bool], own))
    told = select(facts, source.c.title.label("source"), source.c.synthetic, source.c.kind.label("origin"))
    newest = (facts.c.known_on.desc(), facts.c.recorded_at.desc(), facts.c.row_id.desc())
    rows = connection.execute(told.join(source).where(*wanted).order_by(*newest)).mappings()
    hidden = _of_several(connection) if table == answer.name else frozenset()
    return [_without_answer(dict(row)) if row.get("measure_id") in hidden else dict(row) for row in rows]


def brought_withheld(connection: Connection, source_id: str, as_of: date, county: str) -> bool:
    """Whether a source brought an answer that too few stand behind, or one that is withheld for others at `as_of`."""
    few = (answer.c.source_id == source_id) & answer.c.measure_id.in_(_of_several(connection))
    few &= answer.c.value.is_not(None) & (func.coalesce(answer.c.respondents, 0) < FEWEST)
    if connection.execute(select(answer.c.row_id).where(few)).first() is not None:
        return True
    rows = in_force(connection, answer.name, as_of, {"source_id": source_id}, county)
    return any(row["special"] == WITHHELD for row in rows)


def _of_several(connection: Connection) -> frozenset[str]:
    """The measures whose answers several people stand behind."""
    asked = select(measure.c.id).join(scale, scale.c.id == measure.c.scale_id).where(scale.c.kind == OF_SEVERAL)
    return frozenset(connection.execute(asked).scalars())


def _without_answer(row: Row) -> Row:
    special = row["special"] if row["value"] is None else WITHHELD
    return row | {"value": None, "special": special, "respondents": None, "comment": None}


def add_rows(connection: Connection, table: Table, rows: list[Row], stamp: Mapping[str, object]) -> None:
    """Insert `rows` with `stamp`, numbered on from the last row of `table`, in batches that keep the driver quick."""
    numbered_rows = list(numbered(connection, table, rows, stamp))
    for start in range(0, len(numbered_rows), _BATCH):
        connection.execute(insert(table), numbered_rows[start : start + _BATCH])


def numbered(
    connection: Connection, table: Table, rows: list[Row], stamp: Mapping[str, object]
) -> Iterator[dict[str, object]]:
    """`rows` with `stamp` and the next `row_id` numbers of `table`."""
    first = connection.execute(select(func.coalesce(func.max(table.c.row_id), 0))).scalar_one() + 1
    for offset, row in enumerate(rows):
        yield {**row, **stamp, "row_id": first + offset}
