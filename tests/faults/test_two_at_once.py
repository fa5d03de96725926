"""Two people read files in at the same moment: both files are stored, or one is told; never half of one."""

import shutil
import subprocess
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import pytest

from dashboard.intake.read_in import AlreadyIn, Examined, examine, store_examined
from dashboard.store.building import open_store
from dashboard.store.check import check_database
from dashboard.store.store import Store
from tests.conftest import settings_for
from tests.faults.conftest import COMMAND, HUVUDMAN, MEASURES, answers, environment, run, store_at
from tests.intake.making import csv_of

NOW = datetime.now().replace(microsecond=0)
"""The clock of the stores here stands still, at what every process has when the run begins."""
TODAY = NOW.date()


def response(who: str) -> bytes:
    """One huvudman's answers."""
    return csv_of([["Huvudman", *MEASURES], [who, *(2 for _ in MEASURES)]])


def look(store: Store, name: str, content: bytes) -> Examined:
    return examine(store, "04", TODAY, name, content, "2025h")


def test_different_files_at_once_are_both_stored(database: Path) -> None:
    store = store_at(database, NOW)
    together = threading.Barrier(4, timeout=30)

    def read_in(who: str) -> Examined:
        one = look(store, f"{who}.csv", response(who))
        together.wait()  # everybody has looked, nobody has stored
        return store_examined(store, "04", TODAY, one, who)

    with ThreadPoolExecutor(4) as pool:
        stored = list(pool.map(read_in, HUVUDMAN[:4]))
    assert [one.count("new") for one in stored] == [len(MEASURES) + 1] * 4  # and how far the mail-out has come
    kept = store.in_force("answer", TODAY)
    assert {row["principal_code"] for row in kept} == set(HUVUDMAN[:4])
    assert len(kept) == 4 * len(MEASURES)
    assert {row["recorded_by"] for row in kept} == set(HUVUDMAN[:4])
    store.close()
    assert check_database(settings_for(database)).faults == []


def test_the_same_file_at_once_is_stored_once(database: Path) -> None:
    store = store_at(database, NOW)
    together = threading.Barrier(2, timeout=30)

    def read_in(name: str) -> str:
        one = look(store, name, response("0484"))
        together.wait()
        try:
            store_examined(store, "04", TODAY, one, name)
        except AlreadyIn:
            return "already"
        return "stored"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(read_in, ["a.csv", "b.csv"])) == ["already", "stored"]
    assert len(store.history("answer")) == len(MEASURES)
    store.close()


def test_two_processes_at_once_store_both_or_one_is_told(many_rounds: Path, tmp_path: Path) -> None:
    database = tmp_path / "own.duckdb"
    shutil.copyfile(many_rounds, database)
    started = []
    for who in HUVUDMAN[:2]:
        path = tmp_path / f"{who}.csv"
        path.write_bytes(response(who))
        command = [COMMAND, "import", "--round", "2025h", str(path)]
        started.append(
            subprocess.Popen(
                command, env=environment(database), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
            )
        )
    ended = [(process.communicate(timeout=120), process.returncode) for process in started]
    for (out, said), code in ended:
        assert "Traceback" not in out + said
        assert code == 0 or "används redan av ett annat program" in said
    assert answers(database) == len(MEASURES) * [code for _, code in ended].count(0) > 0
    assert check_database(settings_for(database)).faults == []


@pytest.mark.parametrize(
    "command", [["import", "svar.csv"], ["backup", "kopia"], ["template", "--round", "2025h", "-o", "f.xlsx"]]
)
def test_the_command_line_names_the_page_while_the_app_holds_the_database(
    database: Path, tmp_path: Path, command: list[str]
) -> None:
    store = open_store(settings_for(database))  # as the app does
    before = store.data_version
    done = run(database, *command)
    assert done.returncode == 1
    assert done.stdout == ""
    assert f"Databasen {database} används redan av ett annat program" in done.stderr
    assert "på sidan Data där" in done.stderr
    assert store.data_version == before
    store.close()
