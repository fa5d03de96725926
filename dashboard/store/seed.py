"""What a new database is filled with: the catalogue always, the minutes and the sample unless told otherwise."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, Table, func, insert, select
from sqlalchemy.exc import DBAPIError

from dashboard.errors import DataFault
from dashboard.store.catalogue import load_catalogue
from dashboard.store.files import file_for, read_rows
from dashboard.store.schema import FACT_TABLES
from dashboard.store.schema.facts import source
from dashboard.store.schema.work import contact

SEEDER = "lagesbild init"


def seed(connection: Connection, data_dir: Path, *, facts: bool, sample: bool) -> None:
    """Fill an empty, migrated database.

    `facts` adds the minutes, `sample` the invented rows; the catalogue is always loaded.
    Raises DataFault naming file, line and column when a file is wrong.
    """
    load_catalogue(connection, data_dir / "catalogue")
    folders = [data_dir / name for name, wanted in (("minutes", facts), ("sample", facts and sample)) if wanted]
    recorded_at = datetime.now(UTC).replace(tzinfo=None)
    for folder in folders:
        stamp = {"recorded_at": recorded_at, "recorded_by": SEEDER}
        _add(connection, source, [row | stamp for row in read_rows(file_for(folder, source), source)], folder)
        for table in (*FACT_TABLES.values(), contact):
            if file_for(folder, table).is_file():
                rows = read_rows(file_for(folder, table), table)
                stamped = list(numbered(connection, table, rows, stamp)) if table is not contact else rows
                _add(connection, table, stamped, folder)


def numbered(
    connection: Connection, table: Table, rows: list[dict[str, object]], stamp: dict[str, object]
) -> Iterator[dict[str, object]]:
    """`rows` with `stamp` and the next `row_id` numbers of `table`."""
    first = connection.execute(select(func.coalesce(func.max(table.c.row_id), 0))).scalar_one() + 1
    for offset, row in enumerate(rows):
        yield row | stamp | {"row_id": first + offset}


def _add(connection: Connection, table: Table, rows: list[dict[str, object]], folder: Path) -> None:
    if not rows:
        return
    try:
        connection.execute(insert(table), rows)
    except DBAPIError as error:
        raise DataFault(f"{file_for(folder, table)} går inte att läsa in: {error.orig}") from error
