"""What a person sees when the database file or the server is lost under them; afterwards all is as it was."""

import os
import re
import resource
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Dialog, expect

from dashboard.wording.swedish import day
from tests.browser.conftest import Opener, initial
from tests.faults.service import Service, kept, pictures, pictures_of, read, said, service, write_feedback
from tests.faults.told import Tell

pytestmark = pytest.mark.xdist_group("faults")
HOLD = "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"
SENT = "Tack. Återkopplingen är sparad"


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shutil.copyfile(initial(), tmp_path_factory.mktemp("faults") / "lagesbild.duckdb")


@pytest.fixture(scope="module")
def started(database: Path) -> Iterator[Service]:
    with service(f"duckdb:///{database}", database.parent) as one:
        yield one


@pytest.fixture(scope="module")
def before(one_reader: BrowserContext, started: Service) -> dict[str, str]:
    """What the pages show before any fault; no test here writes anything that they show."""
    started.start()
    return pictures_of(one_reader, started.address)


@pytest.fixture
def served(started: Service) -> Service:
    started.start()
    return started


def test_a_clock_that_is_set_forward_and_back_under_a_visit_changes_no_picture(
    looking: Opener, served: Service, before: dict[str, str], tell: Tell
) -> None:
    page = looking(served.address).page
    days = []
    for hours in (0, 26, 24 * 400, -24 * 30, 0):
        served.set_clock(hours)
        assert pictures(page, served.address) == before if hours >= 0 else pictures(page, served.address)
        page.goto(f"{served.address}/risker")
        days.append(re.findall(r"det som var känt (\d+ \w+ \d{4})", read(page))[0])
        assert days[-1] == day((datetime.now() + timedelta(hours=hours)).date())
    tell("clock of the server set a day, then 400 days ahead, then a month back, then right", " → ".join(days))
    assert len(set(days)) == 4


@pytest.mark.timeout(300)  # the service is started four times, beside what the other workers do
def test_a_database_that_is_damaged_while_running_is_said_in_words_and_comes_back_from_a_copy(
    looking: Opener, served: Service, database: Path, tell: Tell, before: dict[str, str]
) -> None:
    with urllib.request.urlopen(f"{served.address}/hamta/sakerhetskopia.zip", timeout=60) as copy:
        saved = database.with_name("kopia.zip")
        saved.write_bytes(copy.read())
    served.stop()
    served.start()  # what it has read before it keeps in memory
    looking(served.address).open("/")
    with database.open("r+b") as file:
        file.write(os.urandom(database.stat().st_size))
    for _ in range(2):  # and again, for the next person
        page = looking(served.address).page
        page.goto(f"{served.address}/huvudman?huvudman=0428&per=2026-01-07")
        words = said(page, "Sidan kan inte visas just nu")
        assert "lagesbild.duckdb" in words
        assert str(database.parent) not in page.content()
        assert "Traceback" not in page.content()
    tell("database file damaged while serving", words)
    told = served.logged("a page could not be shown")
    assert (told["level"], "0428" in told["message"]) == ("error", False)
    served.kill()
    tell("service started over a damaged file", served.refused())
    served.command("restore", str(saved), "--replace")
    served.start()
    assert pictures(looking(served.address).page, served.address) == before


def test_a_database_that_is_taken_away_costs_no_write_that_was_said_to_be_saved(
    looking: Opener, served: Service, database: Path, tell: Tell
) -> None:
    page = looking(served.address).page
    before = pictures(page, served.address)
    elsewhere = database.with_name("elsewhere.duckdb")
    database.rename(elsewhere)
    assert served.ready()[0] == 503
    write_feedback(page, served.address, "Skrivet när filen var borta")
    page.get_by_role("button", name="Skicka").click()
    tell("database file removed while serving, somebody saves", kept(page, "har flyttats eller bytts ut"))
    expect(page.get_by_label("Återkoppling", exact=False).last).to_have_value("Skrivet när filen var borta")
    assert pictures(page, served.address) == before, "what is known can still be read"
    served.stop()
    elsewhere.rename(database)
    served.start()
    write_feedback(page, served.address, "Skrivet när filen var tillbaka")
    page.get_by_role("button", name="Skicka").click()
    expect(page.locator(".lb-done")).to_contain_text(SENT)
    assert "Skrivet när filen var borta" not in read(page)
    assert pictures(page, served.address) == before


def test_a_database_that_another_program_holds_is_named_until_it_is_let_go(
    looking: Opener, served: Service, database: Path, tell: Tell, before: dict[str, str]
) -> None:
    served.kill()
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(database)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdin is not None
        assert holder.stdout.readline() == "held\n"
        words = served.refused()
        assert f"process {holder.pid}" in words
        holder.stdin.close()
    tell("database file locked by another program", words)
    served.start()
    assert pictures(looking(served.address).page, served.address) == before


def test_a_disk_that_is_full_while_serving_keeps_what_was_written_in_the_form(
    looking: Opener, served: Service, tell: Tell, before: dict[str, str]
) -> None:
    page = looking(served.address).page
    write_feedback(page, served.address, "Skrivet när disken var full")
    assert served.process is not None
    soft, hard = resource.prlimit(served.process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(served.process.pid, resource.RLIMIT_FSIZE, (1_024, hard))
    page.get_by_role("button", name="Skicka").click()
    tell("disk full while serving, somebody saves", said(page, "Disken är full"))
    expect(page.get_by_label("Återkoppling", exact=False).last).to_have_value("Skrivet när disken var full")
    resource.prlimit(served.process.pid, resource.RLIMIT_FSIZE, (soft, hard))
    page.get_by_role("button", name="Skicka").click()
    expect(page.locator(".lb-done")).to_contain_text(SENT)
    assert pictures(page, served.address) == before
    page.goto(f"{served.address}/kommunikation")
    assert read(page).count("Skrivet när disken var full") == 1


def test_a_browser_that_comes_back_to_a_server_that_has_forgotten_it_keeps_view_and_form(
    looking: Opener, served: Service, tell: Tell
) -> None:
    page = looking(served.address).page
    page.goto(f"{served.address}/risker?sedan=2026-01-01")
    before = read(page)
    other = looking(served.address).page
    write_feedback(other, served.address, "Halvfärdigt efter en timme")
    with page.expect_websocket(timeout=60_000), other.expect_websocket(timeout=60_000):
        served.kill()  # a session that is gone, as after an hour without a connection
        other.get_by_role("button", name="Skicka").click()
        tell("the service does not run, somebody saves", kept(other, "Lägesbild svarar inte just nu"))
        served.start()
    assert (page.url, read(page)) == (f"{served.address}/risker?sedan=2026-01-01", before)
    read(other)
    field = other.get_by_label("Återkoppling", exact=False).last
    expect(field).to_have_value("Halvfärdigt efter en timme")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    other.once("dialog", stay)
    other.get_by_role("link", name="Risker").first.click()
    expect(field).to_have_value("Halvfärdigt efter en timme")
    tell("browser connects again to a server that has forgotten it, form half filled in", asked[0])
    other.get_by_role("button", name="Skicka").click()
    expect(other.locator(".lb-done")).to_contain_text(SENT)
