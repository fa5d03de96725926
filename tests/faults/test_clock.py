"""A clock that stands wrong: no picture loses or invents anything, and it is said."""

import shutil
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from dashboard.errors import ClockWrong
from dashboard.store.building import open_store
from dashboard.store.clock import ALLOWED
from dashboard.store.store import Store
from tests.access.test_writing import row_of
from tests.browser.members import Guarded, Wire
from tests.conftest import settings_for
from tests.faults.conftest import store_at
from tests.faults.service import service
from tests.faults.told import Tell

NOW = datetime.now().replace(microsecond=0)
YEAR = timedelta(days=365)


def write(store: Store, id_: str) -> None:
    origin = {"id": id_, "kind": "entry", "title": "Prov", "synthetic": False}
    day = store.now().date()
    store.append({"risk": [row_of("risk", None, id="r_klocka", title=id_, known_on=day)]}, origin, "prov")


def title(store: Store, day: date) -> str | None:
    found = [row["title"] for row in store.in_force("risk", day, id="r_klocka")]
    return str(found[0]) if found else None


@pytest.fixture
def database(sample_database: Path, tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "own.duckdb"
    shutil.copyfile(sample_database, path)
    yield path
    path.unlink()


def test_a_clock_a_year_behind_writes_nothing_and_the_picture_comes_back_when_it_is_set(
    database: Path, tell: Tell
) -> None:
    right = store_at(database, NOW)
    write(right, "skriven i tid")
    right.close()
    behind = store_at(database, NOW - YEAR)
    assert title(behind, (NOW - YEAR).date()) is None, "an earlier day shows what was known then"
    with pytest.raises(ClockWrong) as refused:
        write(behind, "skriven av en klocka som går fel")
    tell("clock a year behind, somebody saves", str(refused.value))
    assert behind.written_ahead() == NOW
    behind.close()
    right = store_at(database, NOW + timedelta(minutes=1))
    assert title(right, NOW.date()) == "skriven i tid"
    assert right.written_ahead() is None
    write(right, "rättad sedan")
    assert title(right, NOW.date()) == "rättad sedan"
    assert [row["title"] for row in right.history("risk", id="r_klocka")] == ["rättad sedan", "skriven i tid"]
    right.close()


def test_what_is_written_when_summer_time_ends_is_in_force_over_what_was_before(database: Path) -> None:
    before = store_at(database, NOW)
    write(before, "klockan halv tre")
    before.close()
    again = store_at(database, NOW - ALLOWED + timedelta(minutes=1))
    write(again, "klockan halv tre en gång till")
    assert title(again, NOW.date()) == "klockan halv tre en gång till"
    again.close()


def test_a_page_of_a_server_whose_clock_stands_behind_says_so_and_is_otherwise_the_same(
    database: Path, tell: Tell
) -> None:
    ahead = store_at(database, NOW + YEAR)  # what others wrote whose clock stood right, or one that stood wrong
    write(ahead, "skriven om ett år")
    ahead.close()
    with service(f"duckdb:///{database}", database.parent) as served:
        wire = Wire(Guarded(served.address, database, served.log))
        told = wire.look("/risker")
        wire.close()
        assert "skriven om ett år" not in told
        words = told[told.index("Serverns klocka visar") :].split("</p>")[0]
        tell("clock of the server a year behind what is written", words)
    with pytest.raises(AssertionError, match="Serverns klocka visar"):
        served.command("check")
    store = open_store(settings_for(database))
    assert title(store, NOW.date()) is None
    assert title(store, (NOW + YEAR).date()) == "skriven om ett år"
    store.close()
