"""The catalogue: CSV files made into tables, and made again when the files change."""

import hashlib
from collections import Counter
from pathlib import Path

from sqlalchemy import Connection, Table, delete, select, tuple_
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import DBAPIError

from dashboard.errors import DataFault
from dashboard.store.files import file_for, read_rows
from dashboard.store.schema import CATALOGUE_TABLES


def digest(folder: Path) -> str:
    """SHA-256 over every catalogue file, so that a change of any is seen.

    Raises DataFault when the folder or a file is missing.
    """
    summed = hashlib.sha256()
    for table in CATALOGUE_TABLES:
        path = file_for(folder, table)
        if not path.is_file():
            raise DataFault(f"Filen {path} saknas. Hämta projektets mapp data/ på nytt.")
        summed.update(path.read_bytes())
    return summed.hexdigest()


def load_catalogue(connection: Connection, folder: Path) -> None:
    """Make the catalogue tables equal to the files in `folder`: rows are added, changed and taken away.

    Raises DataFault when a file is wrong, or when a row that answers still need is gone from its file.
    """
    read = {table.name: read_rows(file_for(folder, table), table) for table in CATALOGUE_TABLES}
    for table in CATALOGUE_TABLES:
        _check_keys(table, read[table.name], file_for(folder, table))
        _check_names(table, read, file_for(folder, table))
    for table in CATALOGUE_TABLES:
        _upsert(connection, table, read[table.name])
    for table in CATALOGUE_TABLES:
        _remove_others(connection, table, read[table.name], file_for(folder, table))


def _check_keys(table: Table, rows: list[dict[str, object]], path: Path) -> None:
    keys = Counter(tuple(row[column.name] for column in table.primary_key) for row in rows)
    twice = ["/".join(map(str, key)) for key, times in keys.items() if times > 1]
    if twice:
        raise DataFault(f"{path}: {', '.join(twice)} står på flera rader. Behåll en rad för varje.")


def _check_names(table: Table, read: dict[str, list[dict[str, object]]], path: Path) -> None:
    for column in table.columns:
        if "names" not in column.info:
            continue
        other, key = column.info["names"].split(".")
        known = {row[key] for row in read[other]}
        for row in read[table.name]:
            value = row.get(column.name)
            if value is not None and value not in known:
                raise DataFault(f"{path}, kolumn {column.name}: ”{value}” finns inte bland {other}.{key}.")


def _upsert(connection: Connection, table: Table, rows: list[dict[str, object]]) -> None:
    if not rows:
        return
    statement = insert(table).values(rows)  # in one statement: row by row takes DuckDB ten times as long
    keys = [column.name for column in table.primary_key]
    changes = {c.name: statement.excluded[c.name] for c in table.columns if c.name not in keys}
    try:
        connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=changes))
    except DBAPIError as error:
        raise DataFault(f"Katalogens tabell {table.name} går inte att läsa in: {error.orig}") from error


def _remove_others(connection: Connection, table: Table, rows: list[dict[str, object]], path: Path) -> None:
    keys = list(table.primary_key)
    kept = {tuple(row[key.name] for key in keys) for row in rows}
    gone = [tuple(row) for row in connection.execute(select(*keys)) if tuple(row) not in kept]
    if not gone:
        return
    try:
        connection.execute(delete(table).where(tuple_(*keys).in_(gone)))
    except DBAPIError as error:
        named = ", ".join("/".join(map(str, key)) for key in gone)
        raise DataFault(
            f"Raderna {named} finns inte längre i {path} men används av uppgifter i databasen. "
            "Sätt tillbaka dem, eller bygg en ny databas."
        ) from error
