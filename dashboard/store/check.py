"""Is the database whole? Schema version, constraints, orphans, counts."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Table, func, select
from sqlalchemy.exc import DBAPIError

from dashboard.errors import DatabaseUnavailable
from dashboard.settings import Settings
from dashboard.store.check_values import wrong_values
from dashboard.store.clock import newest_write, wrong_clock
from dashboard.store.engine import explain, newest_version, open_engine, schema_version
from dashboard.store.schema import FACT_TABLES, metadata
from dashboard.store.schema.facts import answer, store_state

LOOSE_LINKS = (
    ("answer", "round_id", "round", "id"),
    ("mailout", "round_id", "round", "id"),
    ("risk_assessment", "risk_id", "risk", "id"),
    ("example_aspect", "example_id", "example", "id"),
    ("example_trial", "example_id", "example", "id"),
    ("communication_principal", "communication_id", "communication", "id"),
    ("communication_actor", "communication_id", "communication", "id"),
    ("observation", "meeting_id", "meeting", "id"),
    ("decision", "meeting_id", "meeting", "id"),
)
"""References between appended facts, which the database itself cannot hold since their targets have several rows."""


@dataclass(frozen=True)
class Report:
    """What a check found: the schema version, rows per table, and each fault as a plain Swedish sentence."""

    version: str
    counts: dict[str, int]
    faults: list[str]


def check_database(settings: Settings) -> Report:
    """Check every rule of the database of these settings; nothing is changed.

    Raises DatabaseUnavailable when there is no database, it cannot be opened or misses a table, or is older than the
    program.
    """
    if settings.in_file and not settings.database_file.exists():
        raise DatabaseUnavailable(f"Databasen {settings.database_name} finns inte. Bygg den med ”lagesbild init”.")
    engine = open_engine(settings.url)
    try:
        version = schema_version(engine)
        if version != newest_version():
            fault = f"Schemaversionen är {version or 'okänd'}, men programmet väntar sig {newest_version()}."
            if version and version < newest_version():
                raise DatabaseUnavailable(f"{fault} Den uppdateras när Lägesbild startas.")
            return Report(version or "", {}, [fault])
        with engine.connect() as connection:
            tables = metadata.sorted_tables
            counts = {table.name: _count(connection, select(func.count()).select_from(table)) for table in tables}
            return Report(version, counts, faults_of(connection))
    except DBAPIError as error:
        raise DatabaseUnavailable(explain(error, settings.url)) from error
    finally:
        engine.dispose()


def faults_of(connection: Connection) -> list[str]:
    """Every fault of a database of the newest schema, each a plain Swedish sentence."""
    newest, now = newest_write(connection), datetime.now()
    ahead = [wrong_clock(newest, now)] if newest and newest.date() > now.date() else []
    return [*loose_ends(connection), *wrong_values(connection), *ahead]


def loose_ends(connection: Connection) -> list[str]:
    """The faults of a database that does not hold together, whatever its rows say."""
    return [*_orphans(connection), *_rules(connection)]


def _count(connection: Connection, statement: object) -> int:
    return int(connection.execute(statement).scalar_one())  # type: ignore[call-overload]


def _orphans(connection: Connection) -> list[str]:
    faults = []
    enforced = [
        (t.name, key.parent.name, key.column.table.name, key.column.name)
        for t in metadata.sorted_tables
        for key in t.foreign_keys
    ]
    enforced += [
        (t.name, c.name, *c.info["names"].split(".")) for t in metadata.sorted_tables for c in t.columns if c.info
    ]
    for name, column, target_name, target_column in (*enforced, *LOOSE_LINKS):
        table, target = metadata.tables[name], metadata.tables[target_name]
        loose = table.c[column].is_not(None) & table.c[column].not_in(select(target.c[target_column]))
        rows = _count(connection, select(func.count()).select_from(table).where(loose))
        if rows:
            faults.append(f"{rows} rader i {name} pekar på {target_name} som inte finns ({column}).")
    return faults


def _rules(connection: Connection) -> list[str]:
    faults = []
    for table in FACT_TABLES.values():
        if repeated := _count(connection, _repeated_rows(table)):
            faults.append(f"{repeated} radnummer i {table.name} förekommer mer än en gång.")
    wrong = (answer.c.value.is_(None)) == (answer.c.special.is_(None))
    if rows := _count(connection, select(func.count()).select_from(answer).where(wrong)):
        faults.append(f"{rows} svar har både värde och särskilt svar, eller inget av dem.")
    if _count(connection, select(func.count()).select_from(store_state)) != 1:
        faults.append("Databasens räknare för ändringar saknas eller finns i flera rader.")
    return faults


def _repeated_rows(table: Table) -> object:
    groups = select(table.c.row_id).group_by(table.c.row_id).having(func.count() > 1).subquery()
    return select(func.count()).select_from(groups)
