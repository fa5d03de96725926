"""Several counties in one service: the country side by side, from one county to another, nothing of the neighbour."""

from collections.abc import Iterator
from datetime import date
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, expect

from dashboard.context.pages import PAGES
from dashboard.store.store import Store
from tests.access.neighbour import WORD, furnish, let_in
from tests.browser.conftest import SHOWN, Opener, running
from tests.browser.members import Guarded, People, Wire, guarded
from tests.browser.test_every_page import (
    COLOURS,
    RULES,
    Visit,
    assert_charts_have_equals,
    assert_whole,
    drawn,
    serious,
    turn,
)

pytestmark = pytest.mark.xdist_group("counties")
TODAY = date.today()
ORDINARY = [page for page in PAGES if not page.unguarded]
COUNTRY = {"/landet": 2, "/?lan=14": 2, "/huvudman?lan=14&huvudman=1480": 2}
"""Addresses in a country, and how many charts each has."""


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An invented country of 21 counties."""
    with running(tmp_path_factory.mktemp("country") / "lagesbild.duckdb", "sample") as address:
        yield address


@pytest.mark.parametrize("address", COUNTRY)
def test_a_page_of_the_country_can_be_used_by_everyone(glancing: Opener, country: str, address: str) -> None:
    watched, visit = glancing(country), Visit()
    page = watched.open(address)
    drawn(page, COUNTRY[address])
    with visit.check("a table for every chart"):
        assert_charts_have_equals(page, COUNTRY[address])
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 800})
        for dark in (False, True):
            with visit.check(f"axe, {width} px, {'dark' if dark else 'light'}"):
                turn(page, dark=dark)
                assert serious(page, RULES if dark == (width == 320) else COLOURS) == []
                assert_whole(page, width)
    with visit.check("at home and calm"):
        watched.calm()
    visit.over()


def test_from_the_country_to_a_county_to_a_huvudman_and_back(looking: Opener, country: str) -> None:
    watched = looking(country)
    page = watched.open("/landet?aspekt=syfte")
    assert page.locator(".lb-map a").count() == 21
    expect(page.locator(".lb-map a", has_text="Gotland")).to_have_attribute(
        "aria-label", "Gotlands län: För få steg för en median"
    )
    page.locator('.lb-map a[data-code="13"]').press("Enter")
    expect(page.locator(".lb-lead").last).to_contain_text("Hallands län")
    assert "lan=13" in page.url
    assert "aspekt=syfte" in page.url
    page.locator('.lb-map a[data-code="1380"]').press("Enter")
    expect(page.locator("h1").last).to_have_text("Halmstad")
    page.locator("select[name=lan]").select_option("10")
    expect(page.locator("h1").last).to_have_text("Huvudman")  # the one that was chosen is of another county
    assert "huvudman=" not in page.url
    assert page.locator("select[name=huvudman] option").count() == 1 + 6
    page.go_back()
    expect(page.locator("h1").last).to_have_text("Halmstad")
    watched.calm()


# ---- with sign-in: two counties in one database ----


def both(store: Store) -> None:
    let_in(store)
    furnish(store)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Guarded]:
    with guarded(tmp_path_factory.mktemp("both"), both) as running_:
        yield running_


@pytest.fixture(scope="module")
def people(chromium: Browser, site: Guarded) -> Iterator[People]:
    found = People(chromium, site)
    yield found
    found.close()


@pytest.mark.parametrize("who", ["reader", "process_lead", "administrator"])
def test_no_page_message_or_file_gives_anything_of_the_neighbour(who: str, people: People, site: Guarded) -> None:
    cookies = people.cookies(who)
    wire = Wire(site, cookies)
    told = ""
    for page in ORDINARY:
        told += wire.look(page.path, "lan=05&huvudman=0580&sedan=2025-01-01&mote=granne_nytt_mote&omgang=2026h")
    assert "som du inte kan läsa här" in told
    assert "Oxelösund" in told  # it is the own county that is shown
    told += wire.look("/data", "lan=05&uppgift=risk&post=granne_ny")
    wire.close()
    asked = f"as_of={TODAY}&county=05"
    for file in (
        f"{quote('county/meetings')}.csv?{asked}",
        f"{quote('risks/register')}.xlsx?{asked}&principal=0580",
        f"{quote('work/contacts')}.csv?{asked}&principal=0580",
        f"{quote('work/sources')}.csv?{asked}",
        f"{quote('follow_up/comments')}.csv?{asked}&round=2026h",
        f"{quote('national/distribution')}.csv?as_of={TODAY}&aspect=vardag",
        f"{quote('national/state_by_county')}.csv?as_of={TODAY}&aspect=vardag",
        "bildspel.pptx?lan=05",
        "faktablad.pdf?lan=05&huvudman=0580",
        "vy.xlsx?lan=05&sida=/risker",
        "sedan.txt?lan=05&sedan=2025-01-01",
        "anteckningar.txt?lan=05&mote=granne_nytt_mote",
        "mote.ics?lan=05&mote=granne_nytt_mote",
        "formular.xlsx?lan=05&omgang=2026h",
        "logg.csv?lan=05",
    ):
        if site.status(f"/hamta/{file}", cookies) == 200:
            assert not file.startswith(("county", "risks", "work", "follow_up")), file
            told += site.body(f"/hamta/{file}", cookies).decode("utf-8", "replace")
    assert WORD not in told
    assert site.status("/hamta/sakerhetskopia.zip", cookies) == 403


def test_a_form_of_the_neighbour_is_not_filled_in_by_another_county(people: People, site: Guarded) -> None:
    """Every message of a form is sent as it is, but for whose it is."""
    page = people.context("process_lead").new_page()
    sent: list[bytes] = []
    page.on(
        "websocket",
        lambda socket: socket.on(
            "framesent", lambda frame: sent.append(frame if isinstance(frame, bytes) else frame.encode())
        ),
    )
    page.goto(f"{site.address}/data?uppgift=plan&huvudman=0484")
    page.wait_for_selector("form")
    sent.clear()
    page.get_by_label("Planens läge").select_option("in_existing_plan")
    page.get_by_label("Dokument").fill("Barnplan ett")
    page.get_by_role("button", name="Granska").click()
    page.get_by_role("button", name="Spara", exact=True).click()
    expect(page.locator(".lb-done").last).to_contain_text("Sparat.")
    page.close()
    altered = [one.replace(b"0484", b"0580") for one in sent]
    assert altered != sent
    wire = Wire(site, people.cookies("process_lead"))
    wire.look("/data", "lan=05&uppgift=plan&huvudman=0580")
    assert "Sparat." not in "".join(wire.send(one) for one in altered)
    wire.close()


def test_the_menu_leads_to_the_country_where_counties_share_a_service(people: People, site: Guarded) -> None:
    page = people.context("reader").new_page()
    page.goto(f"{site.address}/landet")
    page.wait_for_selector(SHOWN, state="attached")
    expect(page.get_by_role("link", name="Landet")).to_have_attribute("aria-current", "page")
    assert page.locator(".lb-map a").count() == 1  # the own county; of the others what they have published is told
    assert page.locator(".lb-map .area").count() == 21
    assert page.locator("select[name=lan]").count() == 0
    page.close()
