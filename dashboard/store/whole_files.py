"""Files that take another's place only when they are whole: on the disk, and a database one that opens.

On a disk with too little room a DuckDB file is closed without a word while its rows still lie in the file beside it
(tried: DuckDB 1.5.6). So it is first written out by a statement that can fail, then read anew, and only then renamed.
"""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import duckdb

from dashboard.errors import DatabaseUnavailable


def unfinished(path: Path) -> Path:
    """Where a file that is to be at `path` is made; on the same disk, so that it can take its place in one step."""
    return path.with_name(path.name + ".unfinished")


def log_beside(database: Path) -> Path:
    """The file beside `database` where DuckDB keeps what it has not yet put into it."""
    return database.with_name(database.name + ".wal")


def remove_database(database: Path) -> None:
    """Remove a DuckDB file and the one beside it, if they are there. Raises OSError where nothing can be removed."""
    for path in (database, log_beside(database)):
        path.unlink(missing_ok=True)


def write_whole(path: Path, content: bytes) -> None:
    """Write `content` to `path`; what was there stays until all of it is on the disk. Raises OSError."""
    new = unfinished(path)
    try:
        new.write_bytes(content)
        put_in_place(new, path)
    except OSError:
        with suppress(OSError):  # where nothing can be written, nothing can be removed
            new.unlink(missing_ok=True)
        raise


def put_in_place(new: Path, path: Path) -> None:
    """Let the file or folder `new` be at `path`, in one step and for good: a power cut leaves one or the other.

    Raises OSError, with what was at `path` still there.
    """
    for one in [*new.iterdir(), new] if new.is_dir() else [new]:
        _keep(one)
    new.replace(path)
    _keep(path.parent)


def put_database_in_place(new: Path, path: Path, rows: Mapping[str, int]) -> None:
    """Let the closed DuckDB file `new` be at `path`, when it is proved to hold the `rows` of each table that it should.

    Raises DatabaseUnavailable, duckdb.Error or OSError otherwise, with what was at `path` still there.
    """
    _write_out(new)
    with duckdb.connect(str(new), read_only=True) as connection:
        found = rows_by_table(lambda statement: connection.execute(statement).fetchall())
    if found != rows:
        wrong = next(name for name in (*rows, *found) if found.get(name) != rows.get(name))
        raise DatabaseUnavailable(
            f"Databasen {path} blev inte hel när den skrevs: {wrong} har {found.get(wrong, 0)} rader, inte "
            f"{rows.get(wrong, 0)}. Det som fanns där är kvar. Kontrollera disken och försök igen."
        )
    old_log = log_beside(path)
    if old_log.exists():  # it is of the old file, and DuckDB would write it into the new one
        old_log.replace(unfinished(old_log))
    put_in_place(new, path)
    unfinished(old_log).unlink(missing_ok=True)


def _write_out(database: Path) -> None:
    with duckdb.connect(str(database)) as connection:
        connection.execute("checkpoint")
    if log_beside(database).exists():
        raise duckdb.IOException(f"No space left to write {log_beside(database).name} into the database")


def rows_by_table(ask: Callable[[str], Iterable[Sequence[Any]]]) -> dict[str, int]:
    """How many rows each table of a DuckDB database holds, by `ask` (SQL → rows); every column of every row is read."""
    tables = [str(name) for (name,) in ask("select table_name from duckdb_tables() order by table_name")]
    read = "select count(*), max(hash(t)) from"
    return {name: int(count) for name in tables for count, _ in ask(f'{read} "{name}" as t')}


def _keep(path: Path) -> None:
    """Wait until a file, or which files a folder holds, is on the disk."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
