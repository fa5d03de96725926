"""Two processes behind nginx below a path of a shared host name, as deploy/nginx.conf says, in a real browser."""

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from dashboard.access.members import add_member
from dashboard.settings import ROOT, Settings
from dashboard.store.building import build, open_store
from tests.browser.conftest import SHOWN, Watched, free_port, watched
from tests.browser.members import email_of, provider, sign_in, write_secrets
from tests.browser.pair import NAME, Pair, nginx
from tests.postgres import postgres

pytestmark = pytest.mark.xdist_group("nginx")

BASE = "/lagesbild"
WHO = "process_lead"


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    folder = tmp_path_factory.mktemp("base-path")
    with ExitStack() as afterwards:
        issuer = afterwards.enter_context(provider(folder))
        data = Path(afterwards.enter_context(tempfile.TemporaryDirectory()))
        url = afterwards.enter_context(postgres(data))
        settings = Settings(database_url=url, data_dir=ROOT / "data", queries_dir=ROOT / "queries", county="04")
        build(settings, facts=True, sample=True)
        store = open_store(settings)
        add_member(store, "04", email_of(WHO), WHO)
        store.close()
        pair = Pair(folder, settings, free_port(), BASE)
        write_secrets(folder, pair.site.address, issuer)
        afterwards.callback(pair.stop)
        pair.start()
        afterwards.enter_context(nginx(folder, pair))
        yield pair


def browser(chromium: Browser) -> BrowserContext:
    context = chromium.new_context(locale="sv-SE", ignore_https_errors=True)
    context.set_default_timeout(20_000)
    return context


@pytest.fixture(scope="module")
def reader(chromium: Browser, pair: Pair) -> Iterator[BrowserContext]:
    """A browser that is signed in, and came where it was going."""
    context = browser(chromium)
    page = context.new_page()
    sign_in(page, pair.site, WHO, "/roller?per=2026-10-14")
    page.wait_for_url(f"{pair.site.address}/roller?per=2026-10-14")
    expect(page.locator("h1")).to_have_text("Roller och planer")
    page.close()
    yield context
    context.close()


def looked(context: BrowserContext, pair: Pair) -> Watched:
    """A page that notes what is asked for outside the base path, by a websocket too."""
    one = watched(context.new_page(), pair.site.address)
    ours = f"wss://{NAME}:{pair.port}{BASE}/"
    one.page.on("websocket", lambda socket: socket.url.startswith(ours) or one.foreign.append(socket.url))
    return one


def test_from_the_map_to_a_file_and_back_and_by_the_address_in_a_new_browser(
    pair: Pair, reader: BrowserContext, chromium: Browser
) -> None:
    site = pair.site.address
    one = looked(reader, pair)
    page = one.page
    page.goto(site)  # without the last slash
    page.wait_for_selector(SHOWN)
    assert page.url == f"{site}/"
    page.locator('.lb-map a[data-code="0480"]').click()
    page.wait_for_url(f"{site}/huvudman?huvudman=0480")
    expect(page.locator("h1")).to_have_text("Nyköping")
    expect(page.locator("nav a[aria-current=page]")).to_have_text("Huvudman")
    page.locator("select[name=aspekt]").select_option("larande")
    page.wait_for_url(f"{site}/huvudman?huvudman=0480&aspekt=larande")
    expect(page.locator(".lb-shown")).to_contain_text("aspekt Lärande och kommunikation")
    expect(page.locator("[data-testid=stApp]")).to_have_attribute("data-test-script-state", "notRunning")
    page.go_back()
    page.wait_for_url(f"{site}/huvudman?huvudman=0480")
    expect(page.locator("select[name=aspekt]")).to_have_value("vardag")
    with page.expect_response(lambda answer: "/hamta/" in answer.url) as asked, page.expect_download() as came:
        page.get_by_role("link", name="Hämta som CSV").first.click()
    assert asked.value.url.startswith(f"{site}/hamta/")
    assert came.value.path().read_text("utf-8-sig").splitlines()[0].endswith(";Per")
    address = page.url
    page.go_back()
    expect(page.locator("h1")).to_have_text("Länet")
    one.calm()
    page.close()

    context = browser(chromium)
    context.add_cookies([cookie for cookie in reader.cookies() if cookie["domain"] == NAME])
    again = looked(context, pair)
    again.page.goto(address)
    expect(again.page.locator("h1")).to_have_text("Nyköping")
    again.page.wait_for_selector(SHOWN)
    again.calm()
    context.close()


def test_what_is_saved_and_shared_leads_below_the_base_path_and_is_kept_without_it(
    pair: Pair, reader: BrowserContext, chromium: Browser
) -> None:
    site = pair.site.address
    one = looked(reader, pair)
    page = one.open("/uppfoljning?aspekt=larande")
    page.get_by_role("link", name="Spara vyn").last.click()
    page.wait_for_url(f"{site}/foljer?aspekt=larande&sida=%2Fuppfoljning")
    page.get_by_label("Vad ska vyn heta?").fill("Lärande")
    page.get_by_role("button", name="Spara vyn").click()
    page.get_by_role("link", name="Lärande", exact=True).click()
    page.wait_for_url(f"{site}/uppfoljning?aspekt=larande")
    page.get_by_role("link", name="Dela vyn").last.click()
    page.wait_for_url(f"{site}/delat?aspekt=larande&sida=%2Fuppfoljning")
    page.get_by_label("Vem är den till?", exact=False).last.fill("Nämnden")
    page.get_by_role("button", name="Skapa länken").last.click()
    expect(page.locator("#lank")).to_have_count(1)
    link = page.locator("#lank").input_value()
    one.calm()
    page.close()

    context = browser(chromium)
    theirs = looked(context, pair)
    theirs.page.goto(link)
    expect(theirs.page.locator("h1")).to_have_text("Uppföljning")
    theirs.page.wait_for_selector(SHOWN)
    theirs.calm()
    context.close()


def test_signing_in_and_out_keeps_to_the_path_of_ours(pair: Pair, chromium: Browser) -> None:
    context = browser(chromium)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    sign_in(page, pair.site, WHO)
    assert {cookie["path"] for cookie in context.cookies() if cookie["name"].startswith("_streamlit_user")} == {BASE}
    page.get_by_role("link", name="Logga ut").click()
    page.wait_for_url(lambda url: urlsplit(url).hostname != NAME)  # the provider is told, and has a page of its own
    assert parse_qs(urlsplit(page.url).query)["post_logout_redirect_uri"] == [f"{pair.site.address}/oauth2callback"]
    page.goto(pair.site.address)
    expect(page.locator("h1").last).to_have_text("Logga in")
    assert not [cookie for cookie in context.cookies() if cookie["name"].startswith("_streamlit_user")]
    ours = [urlsplit(url).path for url in asked if urlsplit(url).hostname == NAME]
    assert ours
    assert [path for path in ours if not f"{path}/".startswith(f"{BASE}/")] == []
    context.close()
