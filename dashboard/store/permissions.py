"""Whether whoever writes may write what is to be written. Asked inside the transaction, before the first row."""

from collections.abc import Mapping, Sequence, Set

from sqlalchemy import Connection, select

from dashboard.errors import NotAllowed
from dashboard.store.counties import PARENT_OF
from dashboard.store.records import Row
from dashboard.store.schema import FACT_TABLES
from dashboard.store.scope import ENTER_ALL, ENTER_MEETING, ENTER_OWN, FEEDBACK, IMPORT, LOCK, Scope

MEETING_TABLES = frozenset({"decision", "agenda_item", "meeting_expectation", "risk", "risk_assessment", "milestone"})
"""What a steering group writes in its meeting."""
OWN_TABLES = frozenset(
    {
        *("answer", "mailout", "role_status", "plan_status", "actor_status", "focus_area", "risk", "risk_assessment"),
        *("example", "example_aspect", "example_trial", "ongoing_work", "activity"),
    }
)
"""What is written of a huvudman by that huvudman itself."""


def refuse_not_allowed(
    connection: Connection, scope: Scope, facts: Mapping[str, Sequence[Row]], kind: str, counties: Set[str | None]
) -> None:
    """Raise NotAllowed when `scope` may not write `facts`, which are of `counties`, from a source of the `kind`."""
    if scope.county and counties - {scope.county}:
        raise NotAllowed("Uppgiften hör till ett annat län än ditt. Ingenting sparades.")
    if kind == "import" and not scope.may(IMPORT):
        raise NotAllowed("Din roll får inte läsa in filer. Be processledarna om hjälp. Ingenting sparades.")
    for table, rows in facts.items():
        if not rows:
            continue
        if table == "locked_text":
            _require(scope.may(LOCK), "låsa")
        elif not (scope.may(ENTER_ALL) or (table in MEETING_TABLES and scope.may(ENTER_MEETING))):
            for row in rows:
                _require(_may_write(connection, scope, table, row, facts), "skriva in det här")


def may_erase_contact(scope: Scope, county: str, principal: str | None) -> bool:
    """Whether `scope` may write or erase a contact of the huvudman; of the whole county when there is none."""
    if not scope.reaches(county):
        return False
    return scope.may(ENTER_ALL) or (scope.may(ENTER_OWN) and principal in scope.own)


def _require(allowed: bool, what: str) -> None:
    if not allowed:
        raise NotAllowed(f"Din roll får inte {what}. På sidan Behörighet står vem som får. Ingenting sparades.")


def _may_write(connection: Connection, scope: Scope, table: str, row: Row, facts: Mapping[str, Sequence[Row]]) -> bool:
    if table == "feedback" and scope.may(FEEDBACK):
        return row["state"] == "new" and not row.get("reply") and not _written_before(connection, table, row)
    if table not in OWN_TABLES or not scope.may(ENTER_OWN):
        return False
    if table == "example" and row.get("anonymous"):  # it says of no huvudman whose it is, nor who wrote it
        return not _written_before(connection, table, row)
    if table in PARENT_OF:
        other, column = PARENT_OF[table]
        together = [one for one in facts.get(other, ()) if one["id"] == row[column]]
        whose = {_whose(one) for one in together} | _owners(connection, other, {"id": row[column]})
        return bool(whose) and whose <= scope.own
    key = {name: row.get(name) for name in FACT_TABLES[table].info["fact_key"]}
    return {_whose(row), *_owners(connection, table, key)} <= scope.own


def _whose(row: Row) -> str | None:
    return None if row.get("anonymous") else row.get("principal_code")


def _owners(connection: Connection, table: str, key: Mapping[str, object]) -> set[str | None]:
    """The huvudmän that the rows already written for `key` are of."""
    facts = FACT_TABLES[table]
    wanted = [facts.c[name].is_not_distinct_from(value) for name, value in key.items()]
    return {code for (code,) in connection.execute(select(facts.c.principal_code).where(*wanted).distinct())}


def _written_before(connection: Connection, table: str, row: Row) -> bool:
    facts = FACT_TABLES[table]
    return connection.execute(select(facts.c.id).where(facts.c.id == row["id"])).first() is not None
