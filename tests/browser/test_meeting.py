"""The meeting in a browser: the agenda worked on, presented with arrow keys, a decision typed, the meeting closed."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import SHOWN, Opener, running
from tests.browser.test_every_page import serious

pytestmark = pytest.mark.xdist_group("meeting")
DECISION = "Alla tar upp <b>rollen</b> på nästa ledningsmöte"
HELD = "styrgrupp_2026_10"


@pytest.fixture(scope="module")
def own_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A county of this module's own, to write to."""
    with running(tmp_path_factory.mktemp("meeting") / "lagesbild.duckdb") as address:
        yield address


def points_of(page: Page) -> list[str]:
    return page.locator("ol.lb-agenda strong").all_inner_texts()


def expect_points(page: Page, points: list[str]) -> None:
    expect(page.locator("ol.lb-agenda strong")).to_have_text(points)


def test_points_are_moved_dropped_taken_back_and_added(looking: Opener, own_site: str) -> None:
    watched = looking(own_site)
    page = watched.open("/mote")
    first, second, *rest = points_of(page)
    page.get_by_role("button", name=f"Flytta ned: {first}").click()
    expect_points(page, [second, first, *rest])
    page.get_by_role("button", name=f"Stryk: {first}").click()
    expect_points(page, [second, *rest])
    page.get_by_label("Ny punkt på dagordningen").fill(DECISION)
    page.get_by_role("button", name="Lägg till punkten").click()
    expect_points(page, [second, *rest, DECISION])
    page.get_by_role("button", name=f"Ta med igen: {first}").press("Enter")
    expect_points(page, [second, *rest, DECISION, first])
    page.reload()
    expect_points(page, [second, *rest, DECISION, first])
    watched.calm()


def test_presented_by_arrow_keys_and_a_decision_typed_there_is_in_what_is_new(looking: Opener, own_site: str) -> None:
    watched = looking(own_site, 1280, 720)
    page = watched.open("/mote")
    points = points_of(page)
    page.get_by_role("link", name="Visa punkt för punkt på projektor").click()
    heading = page.locator("h1")
    for number, point in enumerate(points, 1):
        expect(heading).to_have_text(point)
        expect(page.locator(".lb-present")).to_contain_text(f"punkt {number} av {len(points)}")
        expect(page.get_by_role("button", name="Spara beslutet")).to_be_visible()
        width = page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth")
        assert width <= 1280
        page.keyboard.press("ArrowRight")
    expect(heading).to_have_text(points[-1])
    page.keyboard.press("ArrowLeft")
    expect(heading).to_have_text(points[-2])
    assert not serious(page)
    page.locator(".lb-entry [name=text]").fill(DECISION)
    page.get_by_label("Ansvarig funktion").fill("Skolchefer")
    page.get_by_role("button", name="Spara beslutet").click()
    expect(page.locator(".lb-wrong")).to_have_text("Vem skriver in måste fyllas i.")
    page.locator(".lb-entry [name=recorded_by]").fill("Processledare")
    page.get_by_role("button", name="Spara beslutet").click()
    expect(page.locator(".lb-waiting li", has_text=DECISION)).to_be_visible()
    page.get_by_label("Senast den").focus()
    page.keyboard.press("ArrowLeft")  # in a field it is the field's
    expect(heading).to_have_text(points[-2])
    page.keyboard.press("Escape")
    expect(heading).not_to_be_focused()
    page.locator("h1").click()
    page.keyboard.press("Escape")
    expect(heading).to_have_text("Möte")
    expect(page.locator("section[aria-labelledby=sedan] li", has_text=DECISION)).to_be_visible()
    watched.calm()


def test_a_closed_meeting_is_locked_and_stamped(looking: Opener, own_site: str) -> None:
    watched = looking(own_site)
    page = watched.open(f"/mote?mote={HELD}")
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Stäng och lås mötet").click()
    expect(page.locator("section[aria-labelledby=anteckningar]", has_text="Mötet är stängt och låst")).to_be_visible()
    expect(page.locator("ol.lb-agenda button")).to_have_count(0)
    notes = page.get_by_role("link", name="Hämta anteckningarna (text)").get_attribute("href") or ""
    locked = page.request.get(own_site + notes).text()
    assert locked.startswith("Styrgruppsmöte oktober 2026\n")
    watched.open(f"/presentation?mote={HELD}")
    page.locator(".lb-entry [name=text]").fill("För sent")
    page.locator(".lb-entry [name=recorded_by]").fill("Processledare")
    page.get_by_role("button", name="Spara beslutet").click()
    expect(page.get_by_text("Mötet är stängt och låst, så ingenting sparades.")).to_be_visible()
    assert page.request.get(own_site + notes).text() == locked


def test_every_kind_of_change_leads_to_its_place(looking: Opener, site: str) -> None:
    page = looking(site).open("/mote?sedan=2025-10-10")
    listed = page.locator("section[aria-labelledby=sedan] details")
    firsts = [one.locator("a").first.get_attribute("href") or "" for one in listed.all()]
    assert len(firsts) >= 8
    for href in firsts:
        page.goto(site + href)
        page.wait_for_selector(SHOWN)
        address = urlsplit(href)
        expect(page.locator("h1")).to_have_attribute("data-page", address.path)
        if address.fragment:
            expect(page.locator(f"#{address.fragment}")).to_be_focused()
