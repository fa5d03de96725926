"""PostgreSQL as the store that several processes share: the same figures and rules, and what is said when it fails."""

import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import create_engine, select, text

from dashboard.access.members import add_member, members
from dashboard.errors import DatabaseUnavailable, LagesbildError, Locked, NotAllowed
from dashboard.settings import Settings
from dashboard.store.backup import restore_backup, take_backup, write_backup
from dashboard.store.building import build, open_store
from dashboard.store.check import check_database
from dashboard.store.log import LogIsAppended
from dashboard.store.schema.access import log
from dashboard.store.schema.facts import answer as answer_table
from dashboard.store.store import Store
from dashboard.store.versions import Versions
from tests.access.making import OWN, everything_asked, scope
from tests.access.test_writing import FILLED, MAY, allowed, row_of
from tests.browser.conftest import free_port
from tests.conftest import settings_for
from tests.engines import SAMPLE, Own, Shared, settings_of

COMMAND = str(Path(sys.executable).with_name("lagesbild"))


@pytest.fixture
def mine(in_postgresql: Shared) -> Iterator[Own]:
    yours = Own(in_postgresql)
    yield yours
    yours.let_go()


@pytest.fixture
def settings(mine: Own) -> Settings:
    return mine.settings(SAMPLE)


@pytest.fixture
def store(mine: Own, settings: Settings) -> Store:
    return mine.opened(settings)


def an_answer(store: Store, **more: object) -> int:
    origin = {"id": f"entry-{time.monotonic_ns()}", "kind": "import", "title": "Prov", "synthetic": False}
    return store.append({"answer": [row_of("answer", OWN, **more)]}, origin, "prov")


# ---- opening and building ----


def test_a_database_that_was_just_filled_knows_its_sizes(mine: Own, store: Store, tmp_path: Path) -> None:
    restored = mine.settings()
    write_backup(take_backup(store, store.now()), tmp_path / "kopia")
    restore_backup(tmp_path / "kopia", restored, replace=False)
    started = mine.settings()
    mine.opened(started)
    for url in (restored.url, started.url):
        engine = create_engine(url)
        with engine.connect() as connection:
            known = connection.execute(text("select reltuples from pg_class where relname = 'answer'")).scalar()
        engine.dispose()
        assert known > 0, url


def test_an_empty_database_is_built_once_by_whoever_comes_first(mine: Own) -> None:
    found = mine.settings()
    stores: list[Store] = []
    threads = [threading.Thread(target=lambda: stores.append(open_store(found))) for _ in range(3)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    versions = [one.data_version for one in stores]
    for one in stores:
        one.close()
    assert versions == [1, 1, 1]
    assert check_database(found).faults == []
    with pytest.raises(DatabaseUnavailable, match="är inte tom"):
        build(found, facts=True, sample=True)


def test_a_database_of_something_else_is_left_alone(mine: Own) -> None:
    url = mine.settings().url
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("create table something (x integer)"))
    with pytest.raises(DatabaseUnavailable, match="inte Lägesbilds"):
        open_store(settings_of(url))
    with engine.connect() as connection:
        assert (
            connection.execute(
                text("select count(*) from information_schema.tables where table_schema = 'public'")
            ).scalar()
            == 1
        )
    engine.dispose()


# ---- the same rules ----


@pytest.mark.parametrize("role", ["reader", "editor", "steering", "process_lead"])
def test_each_role_writes_what_it_may(role: str, store: Store) -> None:
    assert {table for table in FILLED if allowed(store, role, **{table: [row_of(table, OWN)]})} == MAY[role]


def test_rules_locks_and_the_log_hold(store: Store) -> None:
    before = store.data_version
    with pytest.raises(Exception, match="value_or_special"):
        an_answer(store, special="missing")
    assert store.data_version == before
    origin = {"id": "lock", "kind": "entry", "title": "Prov", "synthetic": False}
    store.append({"meeting": [row_of("meeting", None)], "locked_text": [row_of("locked_text", None)]}, origin, "prov")
    with pytest.raises(Locked):
        store.append({"meeting": [row_of("meeting", None)]}, origin | {"id": "again"}, "prov")
    for statement in (log.delete(), log.update().values(by="x"), text("truncate log")):
        with pytest.raises(LogIsAppended), store.writing() as connection:
            connection.execute(statement)
    add_member(store, "04", "ada@example.se", "reader")
    with pytest.raises(NotAllowed):
        members(store.for_viewer(scope("reader")), "04")


# ---- several at once ----


def test_what_one_process_writes_another_sees_within_a_second(store: Store, settings: Settings) -> None:
    other = open_store(settings)
    seen = other.data_version
    written = an_answer(store)
    began = time.monotonic()
    while other.data_version == seen:
        assert time.monotonic() - began < 1
        time.sleep(0.02)
    assert other.data_version == written
    other.close()


def test_a_version_that_was_asked_for_while_another_wrote_does_not_come_back(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = store._read_versions

    def slowly() -> Versions:
        found = ask()
        an_answer(store)
        return found

    monkeypatch.setattr(store, "_read_versions", slowly)
    monkeypatch.setattr(store._versions, "seen_at", 0.0)
    assert store.data_version == ask().number


def test_no_write_is_lost_and_no_number_given_twice_by_writers_at_once(store: Store, settings: Settings) -> None:
    stores = [open_store(settings) for _ in range(4)]
    with store.reading() as connection:
        before = len(connection.execute(select(answer_table.c.row_id)).all())

    def write(one: Store) -> None:
        for value in range(25):
            an_answer(one, value=value % 5)

    threads = [threading.Thread(target=write, args=(one,)) for one in stores]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    with store.reading() as connection:
        numbers = connection.execute(select(answer_table.c.row_id)).scalars().all()
    assert len(numbers) == len(set(numbers)) == before + 100
    assert {one.data_version for one in stores} >= {store.data_version}
    for one in stores:
        one.close()


# ---- copies ----


def test_a_copy_goes_from_file_to_shared_and_back_with_the_same_figures(
    mine: Own, sample_store: Store, tmp_path: Path
) -> None:
    write_backup(take_backup(sample_store, sample_store.now()), tmp_path / "one")
    found = mine.settings()
    restore_backup(tmp_path / "one", found, replace=False)
    there = open_store(found)
    assert everything_asked(there) == everything_asked(sample_store)
    write_backup(take_backup(there, there.now()), tmp_path / "two")
    back = settings_for(tmp_path / "back.duckdb")
    restore_backup(tmp_path / "two", back, replace=False)
    again = open_store(back)
    assert everything_asked(again) == everything_asked(sample_store)
    again.close()
    with pytest.raises(LagesbildError, match="--replace"):
        restore_backup(tmp_path / "one", found, replace=False)
    seen = there.version_of("04")
    restore_backup(tmp_path / "one", found, replace=True)
    time.sleep(0.6)
    assert there.version_of("04") > seen, "who has kept answers sees that they are of another time"
    there.close()


def test_a_damaged_copy_leaves_what_was_there(store: Store, settings: Settings, tmp_path: Path) -> None:
    files = take_backup(store, store.now())
    write_backup(files, tmp_path / "copy")
    (tmp_path / "copy" / "answer.parquet").write_bytes(b"skadad")
    with pytest.raises(LagesbildError, match="är skadad"):
        restore_backup(tmp_path / "copy", settings, replace=True)
    assert check_database(settings).faults == []


# ---- when it fails ----


def test_what_cannot_be_reached_is_said_without_the_password(in_postgresql: Shared) -> None:
    server = in_postgresql.server
    away = server.rsplit(":", 1)[0] + f":{free_port()}/lagesbild"
    for url, said in (
        (away.replace("postgres@", "postgres:hemligt@"), "svarar inte. Kontrollera att PostgreSQL är igång"),
        (f"{server}/finns_inte", "finns inte i PostgreSQL. Skapa den med createdb"),
    ):
        with pytest.raises(DatabaseUnavailable, match=said) as fault:
            open_store(settings_of(url))
        assert "hemligt" not in str(fault.value)


def test_a_question_that_takes_too_long_is_cut_off_in_words(store: Store) -> None:
    def slow() -> None:
        with store.reading() as connection:
            connection.execute(text("set local statement_timeout = 50"))
            connection.execute(text("select pg_sleep(5)"))

    with pytest.raises(DatabaseUnavailable, match="tog för lång tid"):
        slow()
    store.ready()


def test_a_table_that_is_missing_is_not_called_a_server_that_is_away(store: Store) -> None:
    with pytest.raises(DatabaseUnavailable, match="saknar tabeller"), store.reading() as connection:
        connection.execute(text("select * from den_har_finns_inte"))


def test_a_connection_that_was_cut_is_made_anew(store: Store, settings: Settings) -> None:
    store.ready()
    engine = create_engine(settings.url)
    with engine.connect() as connection:
        others = "datname = current_database() and pid <> pg_backend_pid()"
        assert connection.execute(text(f"select pg_terminate_backend(pid) from pg_stat_activity where {others}")).all()
    engine.dispose()
    store.ready()
    asked = {"as_of": date(2026, 11, 21), "county": "04"}
    assert store.answer("county/meetings", **asked).rows


def test_the_command_line_writes_beside_the_service(settings: Settings, tmp_path: Path) -> None:
    environment = {"LAGESBILD_DATABASE_URL": settings.database_url, "PATH": "/usr/bin:/bin"}

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [COMMAND, *words], env=environment, capture_output=True, text=True, timeout=120, check=False
        )

    store = open_store(settings)
    for words, said in (
        (("check",), "Inga fel."),
        (("member", "add", "ada@example.se", "--role", "läsare"), "är medlem som läsare"),
        (("backup", str(tmp_path / "copy")), "är skriven"),
        (("restore", str(tmp_path / "copy"), "--replace"), "är återställd"),
    ):
        done = run(*words)
        assert (done.returncode, said in done.stdout) == (0, True), done.stdout + done.stderr
    assert [row["email"] for row in members(store, "04")] == ["ada@example.se"]
    assert run("init").stderr.rstrip().endswith("Välj en tom om en ny ska byggas.")
    store.close()
    shutil.rmtree(tmp_path / "copy")
