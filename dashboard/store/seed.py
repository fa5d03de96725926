"""What a new database is filled with: the catalogue always, the minutes and the sample unless told otherwise."""

from datetime import date, datetime, time
from pathlib import Path
from typing import cast

from sqlalchemy import Connection, Table, insert
from sqlalchemy.exc import DBAPIError

from dashboard.errors import DataFault
from dashboard.store.catalogue import load_catalogue
from dashboard.store.files import file_for, read_rows
from dashboard.store.records import numbered
from dashboard.store.schema import FACT_TABLES
from dashboard.store.schema.facts import source
from dashboard.store.schema.work import contact

SEEDER = "lagesbild init"


def seed(connection: Connection, data_dir: Path, *, facts: bool, sample: bool) -> None:
    """Fill an empty, migrated database.

    `facts` adds the minutes, `sample` the invented rows; the catalogue is always loaded.
    The facts count as written on the day they were known, so that a database built anew gives the same pictures of
    earlier days; when it was built stands in `source`.
    Raises DataFault naming file, line and column when a file is wrong.
    """
    load_catalogue(connection, data_dir / "catalogue")
    folders = [data_dir / name for name, wanted in (("minutes", facts), ("sample", facts and sample)) if wanted]
    by: dict[str, object] = {"recorded_by": SEEDER}
    for folder in folders:
        built = by | {"recorded_at": datetime.now()}
        _add(connection, source, [row | built for row in read_rows(file_for(folder, source), source)], folder)
        for table in (*FACT_TABLES.values(), contact):
            if file_for(folder, table).is_file():
                rows = read_rows(file_for(folder, table), table)
                if table is not contact:
                    dated = [row | {"recorded_at": _midnight(row["known_on"])} for row in rows]
                    rows = list(numbered(connection, table, dated, by))
                _add(connection, table, rows, folder)


def _midnight(day: object) -> datetime:
    return datetime.combine(cast(date, day), time.min)


def _add(connection: Connection, table: Table, rows: list[dict[str, object]], folder: Path) -> None:
    if not rows:
        return
    try:
        connection.execute(insert(table), rows)
    except DBAPIError as error:
        raise DataFault(f"{file_for(folder, table)} går inte att läsa in: {error.orig}") from error
