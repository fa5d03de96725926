"""A copy of everything in a folder: a Parquet file per table, the schema version, and a manifest of hashes.

Independent of the engine: nothing in it says what kind of database it was taken from.
"""

import hashlib
import io
import json
import shutil
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as parquet
from sqlalchemy import (
    Boolean,
    Connection,
    Date,
    DateTime,
    Float,
    Integer,
    Table,
    Text,
    insert,
    inspect,
    select,
    text,
    update,
)
from sqlalchemy.exc import DBAPIError

from dashboard.errors import DatabaseUnavailable, LagesbildError, NotAllowed
from dashboard.settings import Settings
from dashboard.store.check import loose_ends
from dashboard.store.clean_rows import tell_of_mended, unclean
from dashboard.store.engine import (
    alone,
    explain,
    is_a_rule,
    is_held,
    migrate,
    migrate_on,
    newest_version,
    open_engine,
    refuse_newer,
    take_stock,
)
from dashboard.store.log import migrating
from dashboard.store.records import Row
from dashboard.store.schema import metadata
from dashboard.store.schema.facts import store_state
from dashboard.store.store import Store
from dashboard.store.versions import raise_version
from dashboard.store.whole_files import (
    put_database_in_place,
    put_in_place,
    remove_database,
    rows_by_table,
    unfinished,
)

MANIFEST = "manifest.json"
_KINDS: tuple[tuple[type, pa.DataType], ...] = (
    (Boolean, pa.bool_()),
    (Integer, pa.int64()),
    (Float, pa.float64()),
    (DateTime, pa.timestamp("us")),
    (Date, pa.date32()),
    (Text, pa.string()),
)
_BATCH = 5_000


class BackupDamaged(LagesbildError):
    """A backup that is not as it was written, or is not one."""


def take_backup(store: Store, made: datetime) -> dict[str, bytes]:
    """Every file of a backup by name: one picture of all tables, and the manifest.

    Raises NotAllowed for somebody of one county where the database holds several: a copy holds them all.
    """
    files: dict[str, bytes] = {}
    if store.scope.county and _others(store):
        raise NotAllowed(
            "Kopian skulle rymma flera läns uppgifter. Den som driver Lägesbild tar den med ”lagesbild backup”."
        )
    with store.reading() as connection:
        for table in metadata.sorted_tables:
            files[f"{table.name}.parquet"] = _parquet(connection, table)
    return {**files, MANIFEST: manifest_of(files, made, newest_version())}


def _others(store: Store) -> list[Row]:
    """The counties that keep their follow-up in the same database as the viewer's own."""
    rows = store.answer("catalogue/counties").rows
    return [row for row in rows if row["takes_part"] and row["county_code"] != store.scope.county]


def manifest_of(files: Mapping[str, bytes], made: datetime, version: str) -> bytes:
    """What the manifest says of `files`, with a hash of its own words too."""
    listed = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    told = {"made": made.isoformat(timespec="seconds"), "schema_version": version, "sha256": listed}
    return json.dumps({**told, "manifest_sha256": _digest_of(told)}, indent=2).encode()


def _digest_of(told: Mapping[str, object]) -> str:
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def write_backup(files: Mapping[str, bytes], folder: Path) -> None:
    """Write a backup to a new `folder`, whole or not at all. Raises LagesbildError when it cannot be written."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise LagesbildError(f"{folder} finns redan. Välj en ny mapp, så att ingen äldre kopia skrivs över.")
    new = unfinished(folder)
    try:
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir(parents=True)
        for name, content in files.items():
            (new / name).write_bytes(content)
        put_in_place(new, folder)  # one that is there is empty
    except OSError as error:
        shutil.rmtree(new, ignore_errors=True)
        raise LagesbildError(
            f"Säkerhetskopian kunde inte skrivas till {folder} ({error.strerror}). "
            "Frigör utrymme eller välj en annan plats."
        ) from error


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A backup as one zip file, for those who take it from the page."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return written.getvalue()


def read_backup(place: Path) -> dict[str, bytes]:
    """The files of the backup at `place`, a folder or the zip file of one; every hash is checked.

    Raises BackupDamaged naming what is missing or changed.
    """
    try:
        files = _unzipped(place) if place.is_file() else _files_in(place)
    except (OSError, zipfile.BadZipFile, zlib.error, RuntimeError, ValueError) as error:
        raise BackupDamaged(f"{place} går inte att läsa som säkerhetskopia. Använd en annan kopia.") from error
    for name, digest in _listed(files.get(MANIFEST, b""), place).items():
        if name not in files:
            raise BackupDamaged(f"Säkerhetskopian {place} är ofullständig: {name} saknas. Använd en annan kopia.")
        if hashlib.sha256(files[name]).hexdigest() != digest:
            raise BackupDamaged(f"Säkerhetskopian {place} är skadad: {name} är ändrad. Använd en annan kopia.")
    return files


def _files_in(folder: Path) -> dict[str, bytes]:
    """The files of a backup and no others: somebody may point at a folder of anything."""
    found = [one for one in folder.iterdir() if one.name == MANIFEST or one.suffix == ".parquet"]
    return {one.name: one.read_bytes() for one in found if (folder / MANIFEST).exists()}


def _listed(content: bytes, place: Path) -> dict[str, str]:
    """File name → hash, as the manifest says."""
    try:
        told = json.loads(content)
        digest, listed = told.pop("manifest_sha256"), dict(told["sha256"])
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise BackupDamaged(f"{place} är ingen säkerhetskopia: {MANIFEST} saknas eller går inte att läsa.") from error
    if digest != _digest_of(told):
        raise BackupDamaged(f"Säkerhetskopian {place} är skadad: {MANIFEST} är ändrad. Använd en annan kopia.")
    return listed


def restore_backup(place: Path, settings: Settings, *, replace: bool) -> dict[str, int]:
    """Make the database of `settings` from the backup at `place`, all or nothing; rows per table.

    Raises LagesbildError when a database is there and `replace` is not said, BackupDamaged, DatabaseUnavailable.
    """
    files = read_backup(place)
    if not settings.in_file:
        return _restore_shared(place, files, settings, replace=replace)
    target = settings.database_file
    if target.exists() and not replace:
        raise LagesbildError(f"Databasen {target} finns redan. Skriv --replace för att ersätta den med kopian.")
    new = unfinished(target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with _held(settings):
            remove_database(new)
            counts, rows = _fill(new, files)
        put_database_in_place(new, target, rows)
    except (DBAPIError, duckdb.Error, OSError) as error:
        with suppress(OSError):  # where nothing can be written, nothing can be removed
            remove_database(new)
        if is_a_rule(error):
            raise BackupDamaged(f"{place} bryter mot databasens regler. Ingenting har ändrats.") from error
        raise DatabaseUnavailable(explain(error, str(target))) from error
    except BaseException:
        remove_database(new)
        raise
    return counts


def _restore_shared(place: Path, files: Mapping[str, bytes], settings: Settings, *, replace: bool) -> dict[str, int]:
    """Restore into PostgreSQL in one transaction; those who read meanwhile see what was there, and then what came."""
    refuse_newer(_version_of(files))
    engine = open_engine(settings.url)
    try:
        with alone(engine), engine.begin() as connection:
            replaced = 0  # as in a file, a copy that replaces nothing has the version it was taken at
            if inspect(connection).get_table_names():
                if not replace:
                    name = settings.database_name
                    told = "Skriv --replace för att ersätta den med kopian."
                    raise LagesbildError(f"Databasen {name} är inte tom. {told}")
                replaced = connection.execute(select(store_state.c.data_version)).scalar() or 0
                with migrating(connection):
                    metadata.drop_all(connection)
                    connection.execute(text("drop table if exists alembic_version"))
            migrate_on(connection, _version_of(files))
            counts, mended = _insert_all(connection, files)
            migrate_on(connection)
            tell_of_mended(connection, "restore", mended)
            _must_hold(connection)
            if replaced:  # every process that has kept answers sees that they are of another time
                connection.execute(update(store_state).values(data_version=store_state.c.data_version + replaced))
                raise_version(connection, {None})
            take_stock(connection)
        return counts
    except DBAPIError as error:
        if is_a_rule(error):
            raise BackupDamaged(f"{place} bryter mot databasens regler. Ingenting har ändrats.") from error
        raise DatabaseUnavailable(explain(error, settings.url)) from error
    finally:
        engine.dispose()


def _version_of(files: Mapping[str, bytes]) -> str:
    return str(json.loads(files[MANIFEST]).get("schema_version"))


def _insert_all(connection: Connection, files: Mapping[str, bytes]) -> tuple[dict[str, int], dict[str, int]]:
    """Put the rows in; by table how many they are, and how many of their texts had to be cleaned."""
    counts, mended = {}, {}
    for table in metadata.sorted_tables:
        rows = _rows_of(table, files.get(f"{table.name}.parquet"))
        for start in range(0, len(rows), _BATCH):
            connection.execute(insert(table), rows[start : start + _BATCH])
        counts[table.name], mended[table.name] = len(rows), unclean(rows)
    return counts, {table: texts for table, texts in mended.items() if texts}


@contextmanager
def _held(settings: Settings) -> Iterator[None]:
    """Hold the database that is to be replaced, so that nothing is written to it meanwhile.

    Raises DatabaseUnavailable when another program has it. One that cannot be opened is what a backup is for.
    """
    engine = None
    try:
        engine = open_engine(settings.url) if settings.database_file.exists() else None
    except DatabaseUnavailable as error:
        if is_held(error.__cause__):
            raise
    try:
        yield
    finally:
        if engine is not None:
            engine.dispose()


def _fill(database: Path, files: Mapping[str, bytes]) -> tuple[dict[str, int], dict[str, int]]:
    """Make a database file of a copy; rows of the copy, and rows of the file when it has been brought up to date."""
    engine = open_engine(f"duckdb:///{database}")
    try:
        migrate(engine, _version_of(files))
        with engine.begin() as connection:
            counts, mended = _insert_all(connection, files)
        migrate(engine)
        with engine.begin() as connection:
            tell_of_mended(connection, "restore", mended)
        with engine.connect() as connection:
            _must_hold(connection)
            return counts, rows_by_table(lambda statement: connection.exec_driver_sql(statement).fetchall())
    finally:
        engine.dispose()


def _must_hold(connection: Connection) -> None:
    faults = loose_ends(connection)  # what its rows say is as it was when the copy was taken
    if faults:
        raise BackupDamaged(f"Säkerhetskopian går inte ihop: {faults[0]} Ingenting har ändrats.")


def _rows_of(table: Table, content: bytes | None) -> list[Row]:
    if content is None:
        return []
    try:
        return list(parquet.read_table(io.BytesIO(content)).to_pylist())
    except pa.ArrowException as error:
        raise BackupDamaged(f"{table.name}.parquet går inte att läsa. Använd en annan kopia.") from error


def _parquet(connection: Connection, table: Table) -> bytes:
    """The rows of `table`, ordered by key or number so that the same data give the same file."""
    order = [table.c.row_id] if "row_id" in table.c else list(table.primary_key)
    rows = connection.execute(select(table).order_by(*order)).mappings().all()
    columns = {column.name: [row[column.name] for row in rows] for column in table.columns}
    schema = pa.schema([(column.name, _kind(column.type)) for column in table.columns])
    written = io.BytesIO()
    parquet.write_table(pa.Table.from_pydict(columns, schema=schema), written)
    return written.getvalue()


def _kind(kind: object) -> pa.DataType:
    return next(arrow for known, arrow in _KINDS if isinstance(kind, known))


def _unzipped(place: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(place) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
