"""A backup and back again: all of it, the same to the last row; and nothing at all when something is amiss."""

import io
import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow.parquet as parquet
import pytest
from sqlalchemy import inspect, select

from dashboard.errors import DatabaseUnavailable, LagesbildError
from dashboard.settings import Settings
from dashboard.store.backup import (
    MANIFEST,
    BackupDamaged,
    manifest_of,
    read_backup,
    restore_backup,
    take_backup,
    write_backup,
    zipped,
)
from dashboard.store.building import open_store
from dashboard.store.check import check_database
from dashboard.store.engine import migrate, newest_version, open_engine
from dashboard.store.schema import metadata
from dashboard.store.store import Store
from tests.engines import EMPTY, SAMPLE, Files, Own, file_of

pytestmark = pytest.mark.both_engines
MADE = datetime(2026, 11, 22, 12)
ASKED = {
    "county": "04",
    "as_of": date(2026, 11, 21),
    "since": date(2025, 10, 10),
    "round": "2026v",
    "previous": "2025h",
    "aspect": "vardag",
    "role": "best_interest_lead",
    "principal": "0484",
}


@pytest.fixture(scope="module")
def files(sample_store: Store) -> dict[str, bytes]:
    return take_backup(sample_store, MADE)


@pytest.fixture
def backup(files: dict[str, bytes], tmp_path: Path) -> Path:
    folder = tmp_path / "kopia"
    write_backup(files, folder)
    return folder


@pytest.fixture
def target(own: Own) -> Settings:
    """Where nothing is."""
    return own.settings()


@pytest.fixture
def there(own: Own) -> Settings:
    """Where the catalogue is, and no fact."""
    return own.settings(EMPTY)


def alone(target: Settings) -> bool:
    """Whether a file has nothing left beside it; a shared database has no place beside it."""
    file = target.database_file
    return not target.in_file or [path.name for path in file.parent.glob(f"{file.name}*")] == [file.name]


def answers(store: Store) -> dict[str, pd.DataFrame]:
    return {
        name: store.frame(name, **{one.name: ASKED.get(one.name) for one in query.parameters})
        for name, query in store.queries.items()
    }


def whole(target: Settings) -> dict[str, list[str]]:
    """Every row of every table; of no table where there is none."""
    if target.in_file and not target.database_file.exists():
        return {}
    engine = open_engine(target.url)
    try:
        with engine.connect() as connection:
            tables = [metadata.tables[name] for name in inspect(engine).get_table_names() if name in metadata.tables]
            return {table.name: sorted(str(row) for row in connection.execute(select(table))) for table in tables}
    finally:
        engine.dispose()


def test_every_query_answers_the_same_after_a_restore(
    sample_store: Store, files: dict[str, bytes], target: Settings, tmp_path: Path
) -> None:
    place = tmp_path / "kopia.zip"
    place.write_bytes(zipped(files))
    counts = restore_backup(place, target, replace=False)
    assert alone(target)
    assert counts["answer"] > 100
    store = open_store(target)
    assert store.data_version == sample_store.data_version
    before, after = answers(sample_store), answers(store)
    assert len(before) == len(sample_store.queries)
    for name, frame in before.items():
        pd.testing.assert_frame_equal(frame, after[name], obj=name)
    again = take_backup(store, MADE)
    store.close()
    assert {name: content for name, content in again.items() if name != MANIFEST} == {
        name: content for name, content in files.items() if name != MANIFEST
    }
    assert check_database(target).faults == []


def test_a_backup_is_a_parquet_file_for_every_table_and_a_manifest(backup: Path) -> None:
    assert {path.name for path in backup.iterdir()} == {MANIFEST, *(f"{name}.parquet" for name in metadata.tables)}
    told = json.loads((backup / MANIFEST).read_text())
    assert (told["schema_version"], told["made"]) == (newest_version(), "2026-11-22T12:00:00")
    read = parquet.read_table(io.BytesIO((backup / "answer.parquet").read_bytes()))
    assert read.column_names == [column.name for column in metadata.tables["answer"].columns]


@pytest.mark.parametrize("name", ["answer.parquet", "source.parquet", "contact.parquet", MANIFEST])
@pytest.mark.parametrize("at", [0.02, 0.5, 0.98])
def test_one_flipped_byte_is_found_and_the_file_is_named(backup: Path, target: Settings, name: str, at: float) -> None:
    content = bytearray((backup / name).read_bytes())
    content[int(len(content) * at)] ^= 0x01
    (backup / name).write_bytes(content)
    with pytest.raises(BackupDamaged, match=name.split(".")[0]):
        restore_backup(backup, target, replace=False)
    assert whole(target) == {}


@pytest.mark.parametrize("place", [0.1, 0.5, 0.9])
def test_one_flipped_byte_in_a_zip_is_found(
    files: dict[str, bytes], tmp_path: Path, target: Settings, place: float
) -> None:
    content = bytearray(zipped(files))
    content[int(len(content) * place)] ^= 0x10
    (tmp_path / "kopia.zip").write_bytes(content)
    with pytest.raises(BackupDamaged):
        restore_backup(tmp_path / "kopia.zip", target, replace=False)
    assert whole(target) == {}


def missing_file(folder: Path) -> str:
    (folder / "risk.parquet").unlink()
    return "ofullständig: risk.parquet saknas"


def no_manifest(folder: Path) -> str:
    (folder / MANIFEST).unlink()
    return "är ingen säkerhetskopia"


def another_manifest(folder: Path) -> str:
    (folder / MANIFEST).write_text('{"sha256": [1, 2]}')
    return "är ingen säkerhetskopia"


def no_folder(folder: Path) -> str:
    shutil.rmtree(folder)
    return "går inte att läsa som säkerhetskopia"


def no_zip(folder: Path) -> str:
    shutil.rmtree(folder)
    folder.write_bytes(b"PK\x03\x04 och sedan inget mer")
    return "går inte att läsa som säkerhetskopia"


def rows_that_point_nowhere(folder: Path) -> str:
    """Whole by its hashes, but no backup that was ever taken: a huvudman is gone."""
    read = {path.name: path.read_bytes() for path in folder.iterdir() if path.name != MANIFEST}
    table = parquet.read_table(io.BytesIO(read["round.parquet"]))
    written = io.BytesIO()
    parquet.write_table(table.slice(0, 1), written)
    read["round.parquet"] = written.getvalue()
    shutil.rmtree(folder)
    write_backup({**read, MANIFEST: manifest_of(read, MADE, newest_version())}, folder)
    return "Säkerhetskopian går inte ihop"


def a_newer_version(folder: Path) -> str:
    read = {path.name: path.read_bytes() for path in folder.iterdir() if path.name != MANIFEST}
    (folder / MANIFEST).write_bytes(manifest_of(read, MADE, "9999"))
    return "schemaversion 9999"


@pytest.mark.parametrize(
    "harm",
    [missing_file, no_manifest, another_manifest, no_folder, no_zip, rows_that_point_nowhere, a_newer_version],
)
def test_a_backup_that_is_not_whole_leaves_the_database_that_was(
    backup: Path, there: Settings, harm: Callable[[Path], str]
) -> None:
    before = whole(there)
    said = harm(backup)
    with pytest.raises(LagesbildError, match=said):
        restore_backup(backup, there, replace=True)
    assert alone(there)
    assert whole(there) == before


def test_a_folder_of_something_else_is_not_read_through(tmp_path: Path) -> None:
    (tmp_path / "mycket" / "mer").mkdir(parents=True)
    with pytest.raises(BackupDamaged, match=r"är ingen säkerhetskopia: manifest\.json saknas"):
        read_backup(tmp_path)


def test_a_database_that_is_there_is_replaced_only_when_told(backup: Path, there: Settings) -> None:
    with pytest.raises(LagesbildError, match=r"(finns redan|är inte tom)\. Skriv --replace"):
        restore_backup(backup, there, replace=False)
    assert whole(there)["answer"] == []
    restore_backup(backup, there, replace=True)
    assert alone(there)
    assert len(whole(there)["answer"]) > 100


@pytest.mark.duckdb_file(reason="one process has a file; several share a PostgreSQL")
def test_a_database_that_another_holds_is_not_replaced(backup: Path, there: Settings) -> None:
    hold = "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", hold, str(there.database_file)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(DatabaseUnavailable, match=r"används redan av ett annat program .*sidan Data"):
            restore_backup(backup, there, replace=True)
        holder.communicate("")
    assert alone(there)
    assert whole(there)["answer"] == []


@pytest.mark.duckdb_file(reason="the bytes of the file are damaged")
def test_a_damaged_database_can_be_replaced_by_its_backup(backup: Path, target: Settings) -> None:
    target.database_file.write_bytes(b"det var en databas" * 1000)
    restore_backup(backup, target, replace=True)
    assert check_database(target).faults == []
    assert alone(target)


def test_a_backup_of_an_older_schema_is_brought_up_to_date(target: Settings, in_files: Files, tmp_path: Path) -> None:
    """A database as the version before the log had it, saved as that version would have."""
    old = tmp_path / "old.duckdb"
    engine = open_engine(f"duckdb:///{old}")
    migrate(engine, "0003")
    engine.dispose()
    sample = file_of(in_files.copy(SAMPLE))
    with duckdb.connect(str(sample)) as connection:
        connection.execute("update store_state set data_version = 7, catalogue_digest = 'x'")
    saved = {}
    with duckdb.connect(str(old)) as columns, duckdb.connect(str(sample)) as content:
        for (table,) in columns.execute("select table_name from duckdb_tables()").fetchall():
            if table != "alembic_version":
                names = [name for name, *_ in columns.execute(f'describe "{table}"').fetchall()]
                listed = ", ".join(f'"{name}"' for name in names)
                written = io.BytesIO()
                parquet.write_table(content.execute(f'select {listed} from "{table}"').to_arrow_table(), written)
                saved[f"{table}.parquet"] = written.getvalue()
    assert "log.parquet" not in saved
    place = tmp_path / "kopia"
    write_backup({**saved, MANIFEST: manifest_of(saved, MADE, "0003")}, place)
    sample.unlink()
    restore_backup(place, target, replace=False)
    store = open_store(target)
    assert store.data_version >= 7
    assert store.frame("work/examples", as_of=date(2026, 11, 21), county="04", principal=None).shape[0] > 3
    store.close()
    assert check_database(target).faults == []


def test_a_backup_is_never_written_over_another(files: dict[str, bytes], backup: Path) -> None:
    before = (backup / MANIFEST).read_bytes()
    with pytest.raises(LagesbildError, match=r"finns redan\. Välj en ny mapp"):
        write_backup({**files, MANIFEST: b"{}"}, backup)
    assert (backup / MANIFEST).read_bytes() == before


def test_a_backup_that_cannot_be_written_leaves_nothing(files: dict[str, bytes], tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("ingen mapp")
    with pytest.raises(LagesbildError, match=r"kunde inte skrivas till .*Frigör utrymme eller välj en annan plats"):
        write_backup(files, tmp_path / "fil" / "kopia")
    assert [path.name for path in tmp_path.iterdir()] == ["fil"]


def test_a_zip_holds_the_same_files(files: dict[str, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(zipped(files))) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == files
