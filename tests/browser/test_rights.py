"""Who may see and write what, tried in a browser, by address, by altered messages over the websocket and by export."""

import io
import zipfile
from collections.abc import Iterator
from datetime import date
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from dashboard.access.roles import rights_of
from dashboard.context.pages import PAGES
from dashboard.web.assets import OWN_ASSETS
from dashboard.web.server import own_routes
from tests.browser.members import (
    FUNCTION,
    ROLES,
    STRANGER,
    WITHHELD,
    Guarded,
    People,
    Wire,
    cookies_of,
    frames_sent,
    guarded,
    sign_in,
)

pytestmark = pytest.mark.xdist_group("rights")

ORDINARY = [page for page in PAGES if not page.unguarded]
DOOR = "Du kommer inte in här"
TABLE = f"/hamta/{quote('risks/register')}.csv?as_of=2026-11-21&county=04"
MEETINGS = f"/hamta/{quote('county/meetings')}.csv?as_of=2026-11-21&county=04"
FILES = {
    "/hamta/bildspel.pptx": "export",
    MEETINGS: "export",
    TABLE: "risks",
    "/hamta/sedan.txt?sedan=2026-10-14": "export",
    "/hamta/formular.xlsx?omgang=2026h": "enter_own",
    "/hamta/anteckningar.txt?mote=styrgrupp_2026_10": "risks",
    "/hamta/sakerhetskopia.zip": "copy",
    "/hamta/logg.csv": "administer",
}
"""File → the right that it takes."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Guarded]:
    with guarded(tmp_path_factory.mktemp("guarded")) as running:
        yield running


@pytest.fixture(scope="module")
def people(chromium: Browser, site: Guarded) -> Iterator[People]:
    found = People(chromium, site)
    yield found
    found.close()


def opened(people: People, who: str, path: str) -> Page:
    page = people.context(who).new_page()
    page.goto(people.site.address + path)
    page.wait_for_selector(".lb-foot", state="attached")
    return page


# ---- pages ----


def test_signed_out_nothing_is_shown_but_the_door(site: Guarded) -> None:
    wire = Wire(site)
    for page in ORDINARY:
        told = wire.look(page.path, "huvudman=0481")
        assert "Logga in" in told, page.path
        assert "lb-top" not in told, page.path
        assert "Oxelösund" not in told, page.path
    wire.close()
    for file in FILES:
        assert site.status(file) == 401, file


@pytest.mark.parametrize("who", ["reader", "editor", "process_lead", STRANGER])
def test_each_page_opens_to_those_the_table_says(who: str, people: People, site: Guarded) -> None:
    wire = Wire(site, people.cookies(who))
    held = rights_of(who)
    for page in ORDINARY:
        told = wire.look(page.path, "huvudman=0481")
        may = any(right in held for right in page.rights)
        assert (DOOR in told) != may, page.path
        if may:
            assert 'data-page="' + page.path in told, page.path
    wire.close()


@pytest.mark.parametrize("who", [*ROLES, STRANGER])
def test_each_file_is_given_to_those_the_table_says(who: str, people: People, site: Guarded) -> None:
    held = rights_of(who)
    for file, right in FILES.items():
        allowed = right in held or (right == "enter_own" and "enter_all" in held)
        allowed |= file == TABLE and who == "editor"  # its own
        expected = 200 if allowed else 401 if who == STRANGER else 403
        assert site.status(file, people.cookies(who)) == expected, file


def test_a_stranger_is_told_whom_to_ask(people: People) -> None:
    page = opened(people, STRANGER, "/risker")
    assert "stranger@example.se" in page.locator("main").inner_text()
    assert "processledarna i länet" in page.locator("main").inner_text()
    assert "barnetsbasta@example.se" in page.locator("main").inner_text()
    page.close()


def test_a_link_that_was_sent_is_opened_after_the_sign_in(chromium: Browser, site: Guarded) -> None:
    context = chromium.new_context(locale="sv-SE")
    page = context.new_page()
    sign_in(page, site, "reader", "/uppfoljning?omgang=2026v&aspekt=styrning#kommentarer")
    page.wait_for_url("**/uppfoljning?omgang=2026v&aspekt=styrning**")
    expect(page.locator("h1").last).to_have_text("Uppföljning")
    context.close()


def all_addresses() -> dict[str, str]:
    """Every route of ours → an address of it that is answered."""
    parameters = {
        "formular.xlsx": "omgang=2026h",
        "sedan.txt": "sedan=2026-10-14",
        "anteckningar.txt": "mote=styrgrupp_2026_10",
        "mote.ics": "mote=styrgrupp_2026_10",
        "faktablad.pdf": "huvudman=0481",
        "vy.xlsx": "sida=/risker",
    }
    plain = {route.path: route.path for route in own_routes() if "{" not in route.path}
    asked = {path: f"{path}?{parameters.get(path.removeprefix('/hamta/'), '')}" for path in plain}
    (questions,) = {route.path for route in own_routes()} - set(plain)
    return asked | {questions: MEETINGS}


OPEN = {*OWN_ASSETS, "/ready", "/logga-ut", "/avsluta", "/hamta/foljer.atom"}
"""Routes that are answered whoever asks, or by a token of their own."""


@pytest.mark.parametrize("who", ["", "reader", "administrator", STRANGER])
def test_no_browser_and_no_proxy_keeps_an_answer_that_may_be_somebody_s(
    who: str, people: People, site: Guarded
) -> None:
    """Over all routes of ours, Streamlit's own, the pages and what leads nowhere."""
    cookies = people.cookies(who) if who else ""
    streamlit = ("/media/x.png", "/auth/login", "/oauth2callback", "/component/x/y", "/_stcore/upload_file/x")
    paths = {**all_addresses(), **{path: path for path in (*streamlit, "/finns-inte", "/delad", "/delad.xlsx")}}
    given = set()
    for route, address in paths.items():
        status, headers = site.answered(address, cookies)
        given |= {route} if status == 200 else set()
        if route in OWN_ASSETS:
            assert headers["cache-control"] == "no-cache", route
        else:
            assert "no-store" in headers["cache-control"], route
    if who == "administrator":
        assert set(all_addresses()) - OPEN <= given
    for page in PAGES:
        _, headers = site.answered(page.path, cookies)
        assert headers["cache-control"] in {"no-cache", "no-store"}, page.path  # the same shell for everybody


def test_a_file_that_cannot_be_had_is_said_beside_its_link(people: People) -> None:
    page = opened(people, "reader", "/mote")
    link = page.locator('a[download][href*="bildspel.pptx"]').first
    link.evaluate("link => { link.href += '&omgang=1999h'; }")
    link.click()
    expect(page.locator(".lb-fetched")).to_contain_text("omgången ”1999h”, som inte finns")
    link.evaluate("link => { link.href = link.href.replace('&omgang=1999h', ''); }")
    with page.expect_download() as coming:
        link.click()
    assert coming.value.suggested_filename.startswith("lagesbild-bildspel-")
    expect(page.locator(".lb-fetched")).to_have_text("")
    page.context.set_offline(True)
    link.click()
    expect(page.locator(".lb-fetched")).to_contain_text("Lägesbild svarar inte just nu.")
    page.context.set_offline(False)
    page.close()


# ---- what is read ----


def test_risks_are_in_no_message_and_no_file_of_a_reader(people: People, site: Guarded) -> None:
    risks = site.body(TABLE, people.cookies("process_lead")).decode("utf-8-sig").splitlines()[1:]
    titles = [line.split(";")[0].strip('"') for line in risks]
    assert len(titles) > 3
    for who in ("reader", "researcher"):
        wire = Wire(site, people.cookies(who))
        told = "".join(wire.look(page.path, "huvudman=0481&sedan=2025-10-01") for page in ORDINARY)
        told += site.body("/hamta/sedan.txt?sedan=2025-10-01", people.cookies(who)).decode()
        told += site.body("/hamta/sedan.atom", people.cookies(who)).decode()
        assert not [title for title in titles if title in told]
        wire.close()
    wire = Wire(site, people.cookies("process_lead"))
    assert titles[0] in wire.look("/risker")
    wire.close()


def test_what_too_few_have_said_is_in_no_message_and_no_file_whoever_asks(people: People, site: Guarded) -> None:
    cookies = people.cookies("process_lead")
    wire = Wire(site, cookies)
    told = "".join(wire.look(page.path, "huvudman=0481&aspekt=syfte&matt=M03&sedan=2025-10-01") for page in ORDINARY)
    wire.close()
    assert "Färre än fem svarande" in told
    asked = f"as_of={date.today()}&county=04&round=2026h&aspect=syfte"
    for file in (f"{quote('follow_up/comments')}.csv?{asked}", f"{quote('follow_up/comments')}.xlsx?{asked}"):
        told += site.body(f"/hamta/{file}", cookies).decode("utf-8", "replace")
    for file in ("bildspel.pptx?", "faktablad.pdf?huvudman=0481", "vy.xlsx?sida=/uppfoljning&aspekt=syfte"):
        told += unpacked(site.body(f"/hamta/{file}", cookies))
    assert WITHHELD not in told


def unpacked(content: bytes) -> str:
    """Every file in a zip, or the words of a PDF, as text."""
    if content.startswith(b"%PDF"):
        return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return " ".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


def test_what_is_not_shown_is_said(people: People) -> None:
    page = opened(people, "reader", "/")
    expect(page.locator(".lb-withheld")).to_contain_text("Du läser som läsare")
    expect(page.locator(".lb-withheld")).to_contain_text("risker")
    page.close()
    page = opened(people, "process_lead", "/")
    assert page.locator(".lb-withheld").count() == 0
    page.close()


# ---- what is written ----


def plans(site: Guarded, people: People) -> str:
    """The plan of every huvudman, as whoever may read fetches it."""
    file = f"/hamta/{quote('roles/plan_by_principal')}.csv?as_of={date.today()}&county=04"
    return site.body(file, people.cookies("process_lead")).decode("utf-8-sig")


def write_plan(page: Page, document: str) -> None:
    page.get_by_label("Planens läge").select_option("in_existing_plan")
    page.get_by_label("Dokument").fill(document)
    page.get_by_role("button", name="Granska").click()
    page.get_by_role("button", name="Spara", exact=True).click()


def test_an_editor_writes_of_its_own_in_its_own_name(people: People, site: Guarded) -> None:
    page = people.context("editor").new_page()
    sent = frames_sent(page)
    page.goto(f"{site.address}/data?uppgift=plan&huvudman=0481")
    page.wait_for_selector("form")
    assert page.get_by_label("Vem skriver in").count() == 0
    sent.clear()
    write_plan(page, "Barnplan ett")
    expect(page.locator(".lb-done").last).to_contain_text("Sparat.")
    assert "Barnplan ett" in plans(site, people)
    assert FUNCTION in (page.locator("details ol").last.text_content() or "")
    messages = [one for one in sent if b"in_existing_plan" in one or b"save" in one]
    page.close()

    # the same messages, of another huvudman, from its own session and from one that may write nothing
    altered = [one.replace(b"0481", b"0484").replace(b"Barnplan ett", b"Barnplan \xc3\xa5t") for one in messages]
    assert altered != messages
    for who in ("editor", "reader", "steering"):
        wire = Wire(site, people.cookies(who))
        wire.look("/data", "uppgift=plan&huvudman=0484")
        told = "".join(wire.send(one) for one in altered)
        assert "Sparat." not in told
        assert "Barnplan åt" not in plans(site, people)
        wire.close()


def test_a_reader_cannot_close_a_meeting_by_a_message_of_its_own(people: People, site: Guarded) -> None:
    page = opened(people, "reader", "/mote?mote=styrgrupp_2026_10")
    assert page.get_by_role("button", name="Stäng och lås mötet").count() == 0
    assert page.locator("button[data-act]").count() == 0
    meeting = page.evaluate("new URL(document.querySelector('a[href*=\"mote.ics\"]').href).searchParams.get('mote')")
    page.evaluate("on => window.lagesbildNavigation.act({ act: 'close', on })", meeting)
    expect(page.get_by_text("Din roll får inte").last).to_be_visible()
    page.reload()
    page.wait_for_selector(".lb-foot")
    assert "Mötet är stängt och låst" not in page.locator("main").inner_text()
    page.close()


def test_what_was_refused_and_done_is_in_the_log(people: People, site: Guarded) -> None:
    lines = site.body("/hamta/logg.csv", people.cookies("administrator")).decode("utf-8-sig")
    for action in ("Loggade in", "Hämtade en fil", "Nekades", "Ändrade behörighet"):
        assert action in lines, action


# ---- leaving ----


def test_a_cookie_is_worth_nothing_after_its_owner_has_signed_out(chromium: Browser, site: Guarded) -> None:
    context = chromium.new_context(locale="sv-SE")
    page = context.new_page()
    sign_in(page, site, "steering")
    cookies = cookies_of(context)
    assert site.status(MEETINGS, cookies) == 200
    page.get_by_role("link", name="Logga ut").click()
    page.wait_for_url(lambda url: not url.startswith(site.address))  # the provider is told, and has a page of its own
    page.goto(site.address)
    expect(page.locator("h1").last).to_have_text("Logga in")
    assert site.status(MEETINGS, cookies) == 401
    wire = Wire(site, cookies)
    assert "inloggningen har avslutats" in wire.look("/risker")
    wire.close()
    context.close()


def test_no_cookie_or_secret_is_in_what_the_server_writes(people: People, site: Guarded) -> None:
    written = site.log.read_text()
    for one in people.context("reader").cookies():
        assert one["value"][:40] not in written
    secrets = site.log.with_name("secrets.toml").read_text().split('"')[3::2]
    assert not [secret for secret in secrets if secret in written and not secret.startswith("http")]
