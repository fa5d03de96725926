"""A hundred people read a file in at the same moment, each over a visit of its own to one running service."""

import base64
import json
import shutil
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import expect
from sqlalchemy import select
from streamlit.proto.BackMsg_pb2 import BackMsg

from dashboard.store.building import open_store
from dashboard.store.check import check_database
from dashboard.store.schema.facts import source, store_state
from tests.browser.conftest import Opener, initial
from tests.browser.members import Guarded, Wire, frames_sent
from tests.conftest import settings_for
from tests.faults.conftest import HUVUDMAN
from tests.faults.service import Service, service
from tests.faults.told import Tell

MEASURES = ("M01", "M02", "M06", "M08", "M09", "C01", "C02", "C03", "C06", "C07")
ROUND = "2026h"
MOST_MEMORY = 300_000_000


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    database = shutil.copyfile(initial(), tmp_path_factory.mktemp("hundred") / "lagesbild.duckdb")
    with service(f"duckdb:///{database}", database.parent) as one:
        yield one


def file_of(who: str, measure: str) -> bytes:
    return f"Huvudman;Mått;Svar;Omgång;Kommentar\n{who};{measure};3;{ROUND};Hundra på en gång\n".encode()


def by_hand(looking: Opener, served: Service, folder: Path) -> tuple[bytes, bytes]:
    """The two messages that a browser sends when a file is examined and stored."""
    page = looking(served.address).page
    sent = frames_sent(page)
    page.goto(f"{served.address}/data")
    file = folder / "prov.csv"
    file.write_bytes(file_of("0480", "C10"))
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Granska filen").click()
    page.get_by_label("Vem läser in").fill("Processledare")
    page.get_by_role("button", name="Spara uppgifterna").click()
    expect(page.locator(".lb-done")).to_contain_text("prov.csv är inläst")
    (examine,) = [one for one in sent if b"prov.csv" in one]
    (store,) = [one for one in sent if b"Processledare" in one]
    return examine, store


def altered(message: bytes, name: str, content: bytes) -> bytes:
    """The message with another file in it."""
    parsed = BackMsg.FromString(message)
    for widget in parsed.rerun_script.widget_states.widgets:
        if widget.WhichOneof("value") == "json_trigger_value" and "prov.csv" in widget.json_trigger_value:
            told = json.loads(widget.json_trigger_value)
            file = file_in(told)
            file["name"], file["content"] = name, base64.b64encode(content).decode()
            widget.json_trigger_value = json.dumps(told)
    return parsed.SerializeToString()


def file_in(told: object) -> dict[str, str]:
    """The file somewhere in what a component sent."""
    if isinstance(told, dict) and told.get("name") == "prov.csv":
        return told
    inner = told.values() if isinstance(told, dict) else told if isinstance(told, list) else []
    return next((found for one in inner if (found := file_in(one))), {})


def test_a_hundred_files_at_once_are_all_stored_once_and_whole(
    looking: Opener, served: Service, tmp_path: Path, tell: Tell
) -> None:
    examine, store = by_hand(looking, served, tmp_path)
    site = Guarded(served.address, Path(), served.log)
    files = [(f"{who}-{measure}.csv", file_of(who, measure)) for who in HUVUDMAN for measure in MEASURES]
    together = threading.Barrier(len(files), timeout=120)
    assert served.process is not None
    memory = psutil.Process(served.process.pid)
    before = memory.memory_info().rss

    def read_in(file: tuple[str, bytes]) -> str:
        wire = Wire(site)
        wire.look("/data")
        wire.send(altered(examine, *file))
        together.wait()  # everybody has looked, nobody has stored
        told = wire.send(store)
        wire.close()
        return told

    with ThreadPoolExecutor(len(files)) as pool:
        told = list(pool.map(read_in, files))
    missing = [name for (name, _), one in zip(files, told, strict=True) if f"{name} är inläst" not in one]
    assert missing == []
    assert memory.memory_info().rss - before < MOST_MEMORY
    tell("a hundred uploads at once", told[0][told[0].index(f"{files[0][0]} är inläst") :].split("</p>")[0])
    served.stop()
    found = settings_for(Path(served.url.removeprefix("duckdb:///")))
    assert check_database(found).faults == []
    kept = open_store(found)
    with kept.reading() as connection:
        read = connection.execute(select(source.c.file_name).where(source.c.file_name.like("0%.csv"))).scalars().all()
        version = connection.execute(select(store_state.c.data_version)).scalar_one()
    assert sorted(read) == sorted(name for name, _ in files)
    assert version >= 1 + len(files), "each was a write of its own"
    rows = [row for row in kept.history("answer") if row["comment"] == "Hundra på en gång"]
    assert {(row["principal_code"], row["measure_id"]) for row in rows} >= {
        (who, measure) for who in HUVUDMAN for measure in MEASURES
    }
    assert len(rows) == len(files) + 1
    kept.close()
