"""Two processes behind nginx, set up as deploy/nginx.conf says, over a shared database; either of them is killed."""

import ssl
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, expect
from websockets.sync.client import connect

from dashboard.access.guess_limit import MOST
from dashboard.access.members import add_member
from dashboard.settings import ROOT, Settings
from dashboard.store.building import build, open_store
from dashboard.store.store import Store
from tests.access.test_writing import row_of
from tests.browser.conftest import SHOWN, free_port, watched
from tests.browser.members import Guarded, email_of, provider, sign_in, write_secrets
from tests.browser.pair import NAME, Pair, nginx
from tests.faults.told import Tell
from tests.postgres import postgres

pytestmark = pytest.mark.xdist_group("nginx")

WHO = "process_lead"
OF_THE_NETWORK = ("net::ERR", "WebSocket", "Failed to load resource")


@pytest.fixture(scope="module")
def settings() -> Iterator[Settings]:
    with tempfile.TemporaryDirectory() as folder, postgres(Path(folder)) as url:
        found = Settings(database_url=url, data_dir=ROOT / "data", queries_dir=ROOT / "queries", county="04")
        build(found, facts=True, sample=True)
        yield found


@pytest.fixture(scope="module")
def store(settings: Settings) -> Iterator[Store]:
    opened = open_store(settings)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory, settings: Settings, store: Store) -> Iterator[Pair]:
    folder = tmp_path_factory.mktemp("nginx")
    add_member(store, "04", email_of(WHO), WHO)
    with ExitStack() as afterwards:
        issuer = afterwards.enter_context(provider(folder))
        pair = Pair(folder, settings, free_port())
        write_secrets(folder, pair.site.address, issuer)
        afterwards.callback(pair.stop)
        pair.start()
        afterwards.enter_context(nginx(folder, pair))
        yield pair


@pytest.fixture
def pair(started: Pair) -> Pair:
    started.start()
    return started


@pytest.fixture(scope="module")
def reader(chromium: Browser, started: Pair) -> Iterator[BrowserContext]:
    """A browser that is signed in."""
    context = chromium.new_context(locale="sv-SE", ignore_https_errors=True)
    context.set_default_timeout(20_000)
    page = context.new_page()
    sign_in(page, started.site, WHO, "/roller")
    expect(page.locator("h1")).to_have_text("Roller och planer")
    page.close()
    yield context
    context.close()


def test_what_is_served_through_nginx_is_whole_and_safe(pair: Pair, reader: BrowserContext) -> None:
    one = watched(reader.new_page(), pair.site.address)
    with one.page.expect_websocket() as came:
        answer = one.page.goto(f"{pair.site.address}/roller")
    one.page.wait_for_selector(SHOWN)
    assert answer is not None
    headers = answer.all_headers()
    assert headers["strict-transport-security"] == "max-age=31536000"
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert headers["content-encoding"] == "gzip"
    assert headers["server"] == "nginx"
    assert came.value.url.startswith(f"wss://{urlsplit(pair.site.address).netloc}/_stcore/stream")
    assert all(cookie["secure"] for cookie in reader.cookies() if cookie["domain"] == NAME)
    one.calm()
    one.page.close()


def test_the_websocket_is_compressed_and_is_not_for_other_sites(pair: Pair) -> None:
    host = urlsplit(pair.site.address).netloc
    unverified = ssl._create_unverified_context()

    def opened(origin: str) -> str:
        with connect(
            f"wss://{host}/_stcore/stream", origin=origin, ssl=unverified, address=("127.0.0.1", pair.port), proxy=None
        ) as socket:
            assert socket.response is not None
            return socket.response.headers.get("Sec-WebSocket-Extensions", "")

    assert opened(pair.site.address).startswith("permessage-deflate")
    with pytest.raises(Exception, match="403"):
        opened("https://example.se")


def test_whoever_comes_without_tls_is_sent_to_it_and_the_same_process_is_asked_again(pair: Pair) -> None:
    request = urllib.request.Request(f"http://127.0.0.1:{pair.plain}/roller?per=2026-10-14", headers={"Host": NAME})
    no_redirect = urllib.request.build_opener(Stay)
    with pytest.raises(urllib.error.HTTPError) as sent:
        no_redirect.open(request, timeout=10)
    sent.value.close()
    assert (sent.value.code, sent.value.headers["Location"]) == (301, f"https://{NAME}/roller?per=2026-10-14")
    assert len({pair.asked() for _ in range(5)}) == 1


class Stay(urllib.request.HTTPRedirectHandler):
    """Goes nowhere."""

    def redirect_request(self, *asked: object) -> None:  # type: ignore[override]
        return None


def test_what_is_written_shows_at_both_within_a_second(pair: Pair, reader: BrowserContext, store: Store) -> None:
    cookies = "; ".join(f"{one['name']}={one['value']}" for one in reader.cookies(pair.site.address))
    path = f"/hamta/county/meetings.csv?as_of={date.today()}&county=04"
    ports = [Guarded(f"http://127.0.0.1:{port}", pair.folder, pair.site.log) for port in pair.ports]
    for number in range(3):
        for one in ports:  # each has the answer of before
            assert f"Möte på prov {number}" not in one.body(path, cookies).decode()
        row = row_of("meeting", None, id=f"prov_{number}", name=f"Möte på prov {number}")
        origin = {"id": f"prov-{number}", "kind": "entry", "title": "Prov", "synthetic": False}
        store.append({"meeting": [row]}, origin, "prov")
        written = time.monotonic()
        waiting = list(ports)
        while waiting:
            asked = time.monotonic()
            assert asked - written < 1
            waiting = [one for one in waiting if f"Möte på prov {number}" not in one.body(path, cookies).decode()]


def test_a_killed_process_costs_neither_the_view_nor_what_was_saved(pair: Pair, reader: BrowserContext) -> None:
    one = watched(reader.new_page(), pair.site.address)
    page, first = one.page, pair.asked()
    second = next(port for port in pair.ports if port != first)
    one.open("/foljer?sida=/uppfoljning&aspekt=larande")
    page.get_by_label("Vad ska vyn heta?").fill("Före avbrottet")
    page.get_by_role("button", name="Spara vyn").click()
    saved = page.get_by_role("link", name="Före avbrottet", exact=True)
    expect(saved).to_be_visible()

    one.open("/roller?per=2026-10-14")
    lost_and_found(page, lambda: pair.kill(first))
    assert pair.asked() == second
    choose_and_follow(page)
    one.open("/foljer")
    expect(saved).to_be_visible()

    one.open("/roller?per=2026-10-14")
    pair.start()
    pair.await_asked(first)  # by new visits; this one stays where it is until that is lost
    lost_and_found(page, lambda: pair.kill(second))
    choose_and_follow(page)
    one.open("/foljer")
    expect(saved).to_be_visible()
    assert not one.foreign
    assert [error for error in one.errors if not any(word in error for word in OF_THE_NETWORK)] == []
    page.close()


def lost_and_found(page: Page, kill: Callable[[], None]) -> None:
    """The page connects again by itself, to another process, and is as it was."""
    before = page.url, shown(page)
    assert len(before[1]) > 3
    with page.expect_websocket(timeout=20_000):
        kill()
    page.wait_for_timeout(1000)
    assert (page.url, shown(page)) == before


def choose_and_follow(page: Page) -> None:
    """A filter and a link lead where they say."""
    site = page.url.partition("/roller")[0]
    page.locator("input[name=per]").last.fill("2026-11-01")
    page.locator("input[name=per]").last.press("Enter")
    page.wait_for_url(f"{site}/roller?per=2026-11-01")
    page.get_by_role("link", name="Risker").first.click()
    page.wait_for_url(f"{site}/risker?per=2026-11-01")
    expect(page.locator("h1")).to_have_text("Risker")


def shown(page: Page) -> list[str]:
    """The heading and the findings of the page."""
    return page.locator("h1, .lb-finding, .lb-tile").all_inner_texts()


def test_a_half_filled_form_is_still_there_and_warned_about_when_its_process_is_killed(
    pair: Pair, reader: BrowserContext, tell: Tell
) -> None:
    page = watched(reader.new_page(), pair.site.address).open("/kommunikation?om=page:/risker")
    written = page.get_by_label("Återkoppling", exact=False).last
    written.fill("Halvfärdigt när processen dog")
    first = pair.asked()
    with page.expect_websocket(timeout=20_000):
        pair.kill(first)
    expect(written).to_have_value("Halvfärdigt när processen dog")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    page.once("dialog", stay)
    page.get_by_role("link", name="Risker").first.click()
    expect(written).to_have_value("Halvfärdigt när processen dog")
    tell("one of two processes killed, form half filled in, somebody leaves", asked[0])
    page.get_by_label("Din funktion").fill("Rektor")
    page.get_by_role("button", name="Skicka").click()  # by the other process
    expect(page.locator(".lb-done")).to_contain_text("Tack. Återkopplingen är sparad")
    assert page.get_by_text("Halvfärdigt när processen dog").count() == 1
    page.close()


def test_guesses_are_counted_by_where_they_come_from_and_not_by_what_they_say(pair: Pair) -> None:
    given = [pair.get("/delad?nyckel=hemligt", **{"X-Forwarded-For": f"192.0.2.{n}"})[0] for n in range(MOST + 1)]
    assert (given[0], given[-1]) == (410, 429)


def test_that_both_are_away_is_said_in_words_and_no_key_is_ever_logged(pair: Pair, tell: Tell) -> None:
    paths = ("/delad", "/delad.xlsx", "/avsluta", "/hamta/foljer.atom")
    for path in paths:
        assert pair.get(f"{path}?nyckel=hemligt")[0] in (410, 429)
    pair.stop()
    for path in paths:
        status, words = pair.get(f"{path}?nyckel=hemligt")
        assert (status, words.startswith("Lägesbild svarar inte just nu.")) == (503, True)
    tell("both processes away, behind nginx", words)
    time.sleep(0.2)  # lines are written after the answers
    logged = "".join(file.read_text() for file in pair.folder.glob("*.log") if file.name != "provider.log")
    assert " GET /hamta/foljer.atom 503 " in logged
    assert not [word for word in ("nyckel=", "hemligt", "state=") if word in logged]
