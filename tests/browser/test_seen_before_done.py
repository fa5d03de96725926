"""What is done for good, or to somebody, is done to what was seen, in two browsers: nobody's change is undone."""

from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Browser, Page, expect

from dashboard.access.members import add_member
from dashboard.intake.codes import Known
from dashboard.intake.entries import examine_entry, store_entry
from dashboard.intake.registers import MEETING, STATUS_REPORT
from dashboard.store.building import open_store
from tests.browser.conftest import FLAGS, SHOWN, initial, serving
from tests.conftest import settings_for
from tests.intake.test_entering import ENTRIES
from tests.need import path_of

pytestmark = pytest.mark.xdist_group("one_form")

WHO = {"recorded_by": "Först", "known_on": date.today().isoformat()}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A county with a meeting that is held today, a status report and a member."""
    database = tmp_path_factory.mktemp("seen") / "lagesbild.duckdb"
    database.write_bytes(initial().read_bytes())
    store = open_store(settings_for(database))
    held = {"name": "Mötet på prov", "held_on": date.today().isoformat()}
    for register, written in ((MEETING, ENTRIES["mote"] | held), (STATUS_REPORT, ENTRIES["statusrapport"])):
        entered = examine_entry(store, register, written | WHO, Known(store, "04", date.today()))
        assert not entered.faults
        store_entry(store, entered)
    add_member(store, "04", "bo@example.se", "reader", None, "Rektor")
    store.close()
    with serving(database) as address:
        yield address


@pytest.fixture(scope="module")
def ada_and_bo(chromium: Browser) -> Iterator[tuple[Page, Page]]:
    with chromium.browser_type.launch(executable_path=path_of("chromium"), args=FLAGS) as other:
        pages = tuple(one.new_context(locale="sv-SE").new_page() for one in (chromium, other))
        for page in pages:
            page.set_default_timeout(20_000)
            page.on("dialog", lambda dialog: dialog.accept())
        yield pages[0], pages[1]
        for page in pages:
            page.context.close()


def opened(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_selector(SHOWN)


def said(page: Page, words: str) -> None:
    expect(page.get_by_role("alert").filter(has_text=words).last).to_be_visible()


def test_a_member_is_not_given_back_a_role_that_somebody_else_took(site: str, ada_and_bo: tuple[Page, Page]) -> None:
    ada, bo = ada_and_bo
    for page in (ada, bo):
        opened(page, f"{site}/behorighet")
        page.locator('.lb-entry [name="email"]').fill("bo@example.se")
    ada.locator('.lb-entry [name="role"]').select_option("steering")
    ada.get_by_role("button", name="Spara", exact=True).click()
    expect(ada.locator(".lb-done").last).to_contain_text("sparad som styrgrupp")
    bo.locator('.lb-entry [name="role"]').select_option("researcher")
    bo.get_by_role("button", name="Spara", exact=True).click()
    said(bo, "bo@example.se ändrades medan du skrev, och är nu styrgrupp")
    expect(bo.locator('.lb-entry [name="email"]')).to_have_value("bo@example.se")
    bo.get_by_role("button", name="Spara", exact=True).click()
    expect(bo.locator(".lb-done").last).to_contain_text("sparad som följeforskare")


def test_a_report_is_locked_as_it_was_read(site: str, ada_and_bo: tuple[Page, Page]) -> None:
    ada, bo = ada_and_bo
    opened(bo, f"{site}/mote")
    opened(ada, f"{site}/mote")
    ada.get_by_role("link", name="Ändra rapporten").click()
    ada.locator('.lb-entry [name="results"]').fill("Adas nya resultat")
    ada.locator('.lb-entry [name="recorded_by"]').fill("Ada")
    ada.get_by_role("button", name="Granska", exact=True).click()
    ada.get_by_role("button", name="Spara", exact=True).click()
    expect(ada.locator(".lb-done").last).to_contain_text("Sparat.")
    bo.get_by_role("button", name="Lås statusrapporten Hösten 2026").click()
    said(bo, "Rapporten ändrades medan sidan var öppen, så ingenting låstes.")
    expect(bo.locator('section[aria-labelledby="statusrapport"]')).to_contain_text("Adas nya resultat")
    bo.get_by_role("button", name="Lås statusrapporten Hösten 2026").click()
    expect(bo.get_by_text("kontrollsumma").first).to_be_visible()


def test_a_meeting_is_closed_with_what_was_on_the_page(site: str, ada_and_bo: tuple[Page, Page]) -> None:
    ada, bo = ada_and_bo
    opened(bo, f"{site}/mote")
    named = bo.locator('a[href*="mote.ics"]').evaluate("link => new URL(link.href).searchParams.get('mote')")
    for page in (ada, bo):
        opened(page, f"{site}/mote?mote={named}")
    ada.locator('.lb-entry [name="point"]').fill("Adas punkt")
    ada.get_by_role("button", name="Lägg till punkten").click()
    expect(ada.get_by_text("Adas punkt").first).to_be_visible()
    bo.get_by_role("button", name="Stäng och lås mötet").click()
    said(bo, "Mötets dagordning eller beslut ändrades medan sidan var öppen")
    expect(bo.get_by_text("Adas punkt").first).to_be_visible()
    bo.get_by_role("button", name="Stäng och lås mötet").click()
    expect(bo.get_by_text("Mötet är stängt och låst").first).to_be_visible()


def test_the_same_decision_typed_by_two_is_taken_once(site: str, ada_and_bo: tuple[Page, Page]) -> None:
    ada, bo = ada_and_bo
    for page in (ada, bo):
        opened(page, f"{site}/presentation?mote=styrgrupp_2026_12")
        page.locator('.lb-entry [name="text"]').fill("Utse en ansvarig på prov")
        page.locator('.lb-entry [name="recorded_by"]').fill("Protokollet")
    ada.locator('.lb-entry [name="owner_function"]').fill("Skolchefen")
    bo.locator('.lb-entry [name="owner_function"]').fill("Någon annan")
    ada.get_by_role("button", name="Spara beslutet").click()
    expect(ada.locator(".lb-status").last).to_have_text("Beslutet är sparat.")
    bo.get_by_role("button", name="Spara beslutet").click()
    expect(bo.locator(".lb-wrong").first).to_contain_text("Det beslutet är redan inskrivet.")
    opened(ada, f"{site}/mote")
    assert "Någon annan" not in ada.locator("main").inner_text()
