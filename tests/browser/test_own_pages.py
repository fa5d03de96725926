"""What is one's own, in a real browser: a view is saved, things are followed, members are added and removed."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import feedparser
import pytest
from playwright.sync_api import expect

from dashboard.access.follow import mail_on, new_way_out, way_out
from dashboard.access.members import add_member, member_named, viewer_of
from dashboard.store.building import open_store
from tests.access.people import HOSTILE
from tests.browser.conftest import Opener, initial, serving
from tests.browser.test_every_page import serious
from tests.conftest import settings_for

pytestmark = pytest.mark.xdist_group("own")


@pytest.fixture(scope="module")
def token_and_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """The way out of a mail to a member, and a server over the database that knows it."""
    database: Path = tmp_path_factory.mktemp("own") / "lagesbild.duckdb"
    database.write_bytes(initial().read_bytes())
    store = open_store(settings_for(database))
    id_ = add_member(store, "04", "ada@flen.example.se", "editor", "0482", HOSTILE)
    row = member_named(store, id_)
    assert row is not None
    own = store.for_viewer(viewer_of(row).scope)
    mail_on(own)
    token = new_way_out(store, id_)
    store.close()
    with serving(database) as address:
        yield token, address
    store = open_store(settings_for(database))
    own = store.for_viewer(viewer_of(row).scope)
    assert not way_out(own)["by_mail"]
    store.close()


def test_a_view_is_saved_things_are_followed_and_the_feed_is_read(
    looking: Opener, token_and_site: tuple[str, str]
) -> None:
    watched = looking(token_and_site[1], alone=True)
    page = watched.open("/foljer?sida=/uppfoljning&aspekt=larande")
    page.get_by_label("Vad ska vyn heta?").fill(HOSTILE)
    page.get_by_role("button", name="Spara vyn").click()
    link = page.get_by_role("link", name=HOSTILE, exact=True)
    expect(link).to_have_attribute("href", "/uppfoljning?aspekt=larande")
    page.get_by_role("button", name="Följ Flen").click()
    expect(page.locator("#foljer + .lb-finding").last).to_have_text("Du följer Flen.")
    page.get_by_role("button", name="Gör en flödesadress").click()
    address = page.locator("a.lb-stamp").inner_text()
    answer = page.request.get(address)
    assert answer.status == 200
    read = feedparser.parse(answer.body())
    assert not read.bozo
    assert {entry.title.partition(":")[0] for entry in read.entries} == {"Flen"}
    assert page.request.get(f"{address}x").status == 410
    page.reload()
    expect(page.get_by_role("button", name="Byt flödesadress")).to_be_visible()
    expect(page.locator("a.lb-stamp")).to_have_count(0)
    page.get_by_role("link", name=HOSTILE, exact=True).click()
    expect(page.locator("h1")).to_have_text("Uppföljning")
    watched.calm()


def test_a_member_is_added_shown_as_words_and_removed(looking: Opener, token_and_site: tuple[str, str]) -> None:
    watched = looking(token_and_site[1], alone=True)
    page = watched.open("/behorighet")
    page.on("dialog", lambda dialog: dialog.accept())
    expect(page.get_by_role("cell", name=HOSTILE)).to_be_visible()
    page.get_by_label("E-post").fill("bo@example.se")
    page.get_by_label("Roll", exact=False).first.select_option("steering")
    page.get_by_role("button", name="Spara").click()
    button = page.get_by_role("button", name="Ta bort bo@example.se")
    expect(button).to_be_visible()
    button.click()
    expect(page.get_by_text("Medlemmen är borttagen").first).to_be_visible()
    expect(button).to_have_count(0)
    watched.open("/logg?handling=rights")
    expect(page.get_by_role("rowheader").first).to_contain_text(f"{datetime.now():%Y-%m}")
    assert page.request.get(f"{token_and_site[1]}/hamta/logg.csv").body().startswith(b"\xef\xbb\xbfTid;Vem;")
    assert page.request.get(f"{token_and_site[1]}/hamta/om-mig.json").json()["saved_view"] is not None
    watched.calm()


@pytest.mark.parametrize("width", [1280, 320])
def test_the_way_out_is_one_button_anybody_can_use(
    looking: Opener, token_and_site: tuple[str, str], width: int
) -> None:
    token, site = token_and_site
    watched = looking(site, width=width, alone=True)
    page = watched.page
    page.goto(f"{site}/avsluta?nyckel={token}")
    for dark in (False, True):
        page.emulate_media(color_scheme="dark" if dark else "light")
        assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("button", name="Sluta skicka brev till mig").click()
    expect(page.locator("h1")).to_have_text("Breven är avslutade")
    assert serious(page) == []
    watched.calm()


def test_one_click_of_a_mail_program_ends_the_mail(looking: Opener, token_and_site: tuple[str, str]) -> None:
    token, site = token_and_site
    request = looking(site, alone=True).page.request
    one_click = {"List-Unsubscribe": "One-Click"}
    assert request.post(f"{site}/avsluta?nyckel={token}", form=one_click).status == 200
    assert request.post(f"{site}/avsluta?nyckel=x", form=one_click).status == 410
