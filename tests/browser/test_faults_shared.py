"""What a person sees when PostgreSQL is lost, cut off or slow under a running service; afterwards all is as it was."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy import make_url

from dashboard.settings import ROOT, Settings
from dashboard.store.building import build
from tests.browser.conftest import Opener
from tests.faults.service import (
    Cluster,
    Service,
    cluster,
    kept,
    pictures,
    pictures_of,
    read,
    said,
    service,
    until,
    write_feedback,
)
from tests.faults.told import Tell

pytestmark = pytest.mark.xdist_group("faults_shared")
WAITING = "select pid from pg_stat_activity where wait_event_type = 'Lock' and query like '%answer%'"
NOW_SHOWN = "/uppfoljning?omgang=2026v&aspekt=styrning"
"""Asked of table `answer`, and by no other test here, so that no answer is kept."""


@pytest.fixture(scope="module")
def database() -> Iterator[Cluster]:
    with cluster() as one:
        build(
            Settings(database_url=one.url, data_dir=ROOT / "data", queries_dir=ROOT / "queries", county="04"),
            facts=True,
            sample=True,
        )
        yield one


@pytest.fixture(scope="module")
def served(database: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    # A tighter limit than ours, as whoever runs the database may set it in the address.
    url = make_url(database.url).update_query_dict({"options": "-c statement_timeout=4000"})
    with service(url.render_as_string(hide_password=False), tmp_path_factory.mktemp("service")) as one:
        yield one


@pytest.fixture(scope="module")
def before(one_reader: BrowserContext, served: Service) -> dict[str, str]:
    """What the pages show before any fault; no test here writes anything that they show."""
    return pictures_of(one_reader, served.address)


@pytest.mark.parametrize("how", ["fast", "immediate"])
def test_a_database_that_stops_is_said_in_words_and_found_again_by_itself(
    looking: Opener, served: Service, database: Cluster, how: str, tell: Tell, before: dict[str, str]
) -> None:
    page = looking(served.address).page
    database.stop(how)
    status, words = served.ready()
    assert (status, "svarar inte" in words) == (503, True)
    page.goto(f"{served.address}/risker?per=2026-0{1 + len(how) % 8}-01")  # nobody has asked for it yet
    tell(f"PostgreSQL stopped ({how}) while serving", said(page, "svarar inte. Kontrollera att PostgreSQL är igång"))
    assert "statement_timeout" not in page.content(), "of the address of the database, its name alone"
    assert served.logged("a page could not be shown")["level"] == "error"
    database.start()
    until(lambda: served.ready()[0] == 200)
    assert pictures(page, served.address) == before


def test_what_is_saved_while_the_database_is_away_stays_in_the_form(
    looking: Opener, served: Service, database: Cluster, tell: Tell
) -> None:
    page = looking(served.address).page
    write_feedback(page, served.address, "Skrivet när databasen var borta")
    database.stop("fast")
    page.get_by_role("button", name="Skicka").click()
    tell("PostgreSQL stopped, somebody saves", kept(page, "svarar inte"))
    database.start()
    until(lambda: served.ready()[0] == 200)
    field = page.get_by_label("Återkoppling", exact=False).last
    expect(field).to_have_value("Skrivet när databasen var borta")
    page.get_by_role("button", name="Skicka").click()
    expect(page.locator(".lb-done")).to_contain_text("Tack. Återkopplingen är sparad")
    assert database.sql("select count(*) from feedback where text = 'Skrivet när databasen var borta'") == [(1,)]


def waits(page: Page, served: Service, database: Cluster, aspect: str) -> int:
    """Open a page whose question waits in the database; the process there that waits."""
    page.goto(f"{served.address}/uppfoljning?omgang=2026v&aspekt={aspect}", wait_until="commit")
    until(lambda: database.sql(WAITING))
    return int(str(database.sql(WAITING)[0][0]))


def test_a_connection_that_is_cut_in_the_middle_of_a_question_costs_that_page_alone(
    looking: Opener, served: Service, database: Cluster, tell: Tell, before: dict[str, str]
) -> None:
    page, other = looking(served.address).page, looking(served.address).page
    with database.locked("answer"):
        asking = waits(page, served, database, "styrning")
        database.sql("select pg_terminate_backend(:pid)", pid=asking)
        tell("connection cut in the middle of a question", said(page, "Sidan kan inte visas just nu"))
    page.reload()
    assert "Sidan kan inte visas" not in read(page)
    assert pictures(other, served.address) == before


def test_a_question_that_takes_too_long_is_cut_off_and_said(
    looking: Opener, served: Service, database: Cluster, tell: Tell, before: dict[str, str]
) -> None:
    page = looking(served.address).page
    with database.locked("answer"):
        waits(page, served, database, "syfte")
        tell("question slower than the statement timeout", said(page, "tog för lång tid på sig, så frågan avbröts"))
    page.reload()
    assert "Sidan kan inte visas" not in read(page)
    assert pictures(page, served.address) == before
