"""What a person does: from the map to a huvudman, by mouse and by keyboard, back, reload, and a copied address."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import SHOWN, Opener

OXELOSUND = "Oxelösund"


def expect_principal(page: Page, code: str, name: str) -> None:
    expect(page.locator("h1")).to_have_text(name)
    address = urlsplit(page.url)
    assert address.path == "/huvudman"
    assert parse_qs(address.query)["huvudman"] == [code]


def test_click_on_the_map_leads_to_the_huvudman_and_back_in_one_step(glancing: Opener, site: str) -> None:
    watched = glancing(site)
    page = watched.open("/")
    page.locator('.lb-map a[data-code="0481"]').click()
    expect_principal(page, "0481", OXELOSUND)
    page.go_back()
    expect(page.locator("h1")).to_have_text("Länet")
    expect(page.locator('.lb-map a[data-code="0481"]')).to_be_visible()
    watched.calm()


def test_enter_on_the_map_leads_to_the_huvudman(glancing: Opener, site: str) -> None:
    page = glancing(site).open("/")
    page.locator('.lb-map a[data-code="0481"]').focus()
    page.keyboard.press("Enter")
    expect_principal(page, "0481", OXELOSUND)
    expect(page.locator("h1")).to_be_focused()


def test_tile_leads_to_the_region_by_keyboard(glancing: Opener, site: str) -> None:
    page = glancing(site).open("/")
    page.get_by_role("link", name="Region Sörmland:").focus()
    page.keyboard.press("Enter")
    expect_principal(page, "04", "Region Sörmland")


def test_row_of_the_table_leads_to_the_huvudman(glancing: Opener, site: str) -> None:
    page = glancing(site).open("/")
    page.locator(".lb-glance").get_by_role("link", name=OXELOSUND).click()
    expect_principal(page, "0481", OXELOSUND)


def test_everything_is_reached_with_the_tab_key_alone(glancing: Opener, site: str) -> None:
    page = glancing(site).open("/")
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.dataset.code ?? document.activeElement.name ?? ''"))
    assert {"aspekt", "matt", "omgang", "jamfor", "per"} <= reached
    assert {"0428", "0461", "0480", "0481", "0482", "0483", "0484", "0486", "0488"} <= reached


def test_two_steps_from_the_map_to_a_contact(glancing: Opener, site: str) -> None:
    page = glancing(site).open("/")
    page.locator('.lb-map a[data-code="0481"]').click()
    mail = page.locator('section[aria-labelledby="kontakt"] a[href^="mailto:"]').first
    expect(mail).to_be_visible()
    assert mail.get_attribute("href").endswith("@example.se")
    assert mail.bounding_box()["y"] < 800, "the contact is seen without scrolling"


def test_what_is_chosen_is_in_the_address_and_survives_everything(looking: Opener, site: str) -> None:
    page = looking(site).open("/")
    page.get_by_role("combobox", name="Aspekt").select_option(label="Styrning och planer")
    expect(page.locator("#karta")).to_contain_text("Styrning och planer")
    page.get_by_role("combobox", name="Omgång").focus()
    page.get_by_role("combobox", name="Omgång").select_option(label="Våren 2026")
    expect(page.locator("#karta")).to_contain_text("våren 2026")
    assert parse_qs(urlsplit(page.url).query) == {"aspekt": ["styrning"], "omgang": ["2026v"]}
    assert page.evaluate("document.activeElement.name") == "omgang", "focus stays where it was"
    page.reload()
    page.wait_for_selector(SHOWN)
    expect(page.locator("#karta")).to_contain_text("Styrning och planer, våren 2026")
    finding = page.locator(".lb-map-head .lb-finding").inner_text()
    page.get_by_role("link", name="Ledningsnivåer").click()
    expect(page.locator("h1")).to_have_text("Medarbetarnivå")
    assert parse_qs(urlsplit(page.url).query)["omgang"] == ["2026v"]
    page.go_back()
    expect(page.locator("#karta")).to_contain_text("Styrning och planer, våren 2026")
    page.go_back()
    expect(page.locator("#karta")).to_contain_text("Styrning och planer, hösten 2026")
    other = looking(site).open("/?aspekt=styrning&omgang=2026v")
    assert other.locator(".lb-map-head .lb-finding").inner_text() == finding


@pytest.mark.parametrize(
    "path", ["/", "/huvudman", "/huvudman?huvudman=0481", "/ledning", "/uppfoljning", "/roller", "/risker"]
)
def test_an_earlier_day_is_said_on_every_page(glancing: Opener, site: str, path: str) -> None:
    page = glancing(site).open(f"{path}{'&' if '?' in path else '?'}per=2025-11-30")
    expect(page.locator(".lb-banner").first).to_contain_text("30 november 2025")
    rounds = page.get_by_label("Omgång")
    if rounds.count():
        assert rounds.locator("option").all_inner_texts() == ["Hösten 2025"]


def test_the_role_in_autumn_2025(glancing: Opener, site: str) -> None:
    page = glancing(site).open("/?per=2025-11-30")
    expect(page.locator(".lb-tiles li", has_text="Barnets bästa-ansvarig")).to_contain_text("1 av 9 kommuner")


def test_typing_a_day_turns_the_page_back(glancing: Opener, site: str) -> None:
    page = glancing(site).open("/")
    page.get_by_label("Per", exact=True).fill("2025-11-30")
    page.keyboard.press("Enter")
    expect(page.locator(".lb-banner")).to_contain_text("30 november 2025")
    page.get_by_role("link", name="Visa dagens läge").click()
    expect(page.locator(".lb-banner")).to_have_count(0)
    assert "per=" not in page.url


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("huvudman=9999", "9999"),
        ("aspekt=kvalitet", "kvalitet"),
        ("omgang=1999h", "1999h"),
        ("per=i+går", "i går"),
        ("per=2999-01-01", "2999-01-01"),
        ("matt=%3Cscript%3E", "<script>"),
    ],
)
def test_an_unknown_value_is_named_and_ignored(glancing: Opener, site: str, query: str, named: str) -> None:
    watched = glancing(site)
    page = watched.open(f"/?{query}")
    expect(page.get_by_role("alert")).to_contain_text(named)
    expect(page.locator(".lb-tiles")).to_contain_text("8 av 10")
    watched.calm()


def test_an_address_that_leads_nowhere_says_so(glancing: Opener, site: str) -> None:
    page = glancing(site).page
    answer = page.goto(site + "/finns-inte")
    assert answer.status == 404
    expect(page.locator("h1")).to_have_text("Sidan finns inte")


def test_a_file_holds_what_the_table_holds(glancing: Opener, site: str) -> None:
    page = glancing(site).open("/?aspekt=styrning")
    page.get_by_text("Styrning och planer: läget per huvudman: tabell").click()
    shown = page.locator("details.lb-table").first.locator("tbody tr").all_inner_texts()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Styrning och planer: läget per huvudman: Hämta som CSV").click()
    name = waiting.value.suggested_filename
    assert name.endswith("-exempeldata.csv")
    lines = waiting.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 1 + len(shown) == 11
    assert lines[0].startswith("Kod;Huvudman;Arbetsgrupp;Steg;Läge;")
    assert all("Exempeldata" in line for line in lines[1:])
    for row, line in zip(shown, lines[1:], strict=True):
        cells = [cell.strip() for cell in row.split("\t")]
        written = line.split(";")[1 : len(cells) + 1]
        assert [cell if cell != "–" else "" for cell in cells] == written


def test_link_arrives_even_when_nothing_can_be_sent(looking: Opener, site: str) -> None:
    page = looking(site).open("/")
    expect(page.locator(".js-plotly-plot").first).to_be_visible()
    page.evaluate("WebSocket.prototype.send = () => {}")
    page.locator('.lb-map a[data-code="0481"]').click()
    expect_principal(page, "0481", OXELOSUND)


def test_link_that_is_chosen_while_the_page_is_being_drawn_arrives(looking: Opener, site: str) -> None:
    """Once such a click led nowhere; now it waits until the page is drawn."""
    watched = looking(site)
    watched.page.add_init_script(
        """const send = WebSocket.prototype.send;
        WebSocket.prototype.send = function (data) {
            send.call(this, data);
            if (!new TextDecoder().decode(data).includes("painted")) return;
            document.querySelector('a[href^="/huvudman"]').click();
        };"""
    )
    watched.page.goto(f"{site}/")
    expect(watched.page.locator("h1")).not_to_have_text("Länet")
    expect(watched.page.locator(SHOWN)).to_be_visible()
    watched.calm()


DEAF = """const add = window.addEventListener;
window.addEventListener = (kind, told, ...more) =>
  kind === "popstate" && told.name !== "back" ? undefined : add.call(window, kind, told, ...more);"""
"""Makes Streamlit deaf to Back, as when it is told in the middle of a drawing."""


def test_back_that_the_server_never_hears_of_still_leads_back(looking: Opener, site: str) -> None:
    page = looking(site).page
    page.add_init_script(DEAF)
    page.goto(f"{site}/roller")
    expect(page.locator(".js-plotly-plot").first).to_be_visible()
    page.get_by_role("link", name="Exempel", exact=True).click()
    expect(page.locator("h1")).to_have_text("Exempel och lärdomar")
    expect(page.locator(SHOWN)).to_be_visible()
    page.go_back()
    expect(page.locator("h1")).to_have_text("Roller och planer")


def test_back_after_a_filter_that_the_server_never_hears_of_still_leads_back(looking: Opener, site: str) -> None:
    page = looking(site).page
    page.add_init_script(DEAF)
    page.goto(f"{site}/?omgang=2026v")
    expect(page.locator(".js-plotly-plot").first).to_be_visible()
    page.get_by_role("combobox", name="Aspekt").select_option(label="Styrning och planer")
    expect(page.locator("#karta")).to_contain_text("Styrning och planer, våren 2026")
    page.go_back()
    expect(page.locator("#karta")).not_to_contain_text("Styrning och planer")
    expect(page.locator("#karta")).to_contain_text("våren 2026")


BACK_BEFORE_THE_CHARTS = """if (sessionStorage.begun) {
  let gone = false;
  window.lagesbildIdle = async () => {
    if (gone) return;
    gone = true;
    history.back();
    await new Promise((done) => addEventListener("popstate", done, { once: true }));
  };
}
sessionStorage.begun = true;"""
"""Chooses Back when the page is on the screen, and its charts are about to be asked for."""


def test_back_before_the_charts_are_asked_for_leads_back(looking: Opener, site: str) -> None:
    """Once they were asked for of the page that was left, and that page was there again."""
    page = looking(site).page
    page.add_init_script(BACK_BEFORE_THE_CHARTS)
    page.goto(f"{site}/roller")
    page.get_by_role("link", name="Länet", exact=True).click()
    expect(page.locator("h1")).to_have_text("Länet")
    page.reload()
    expect(page.locator("h1")).to_have_text("Roller och planer")
    expect(page.locator(".js-plotly-plot").first).to_be_visible()
    assert urlsplit(page.url).path == "/roller"


def test_address_of_the_page_that_is_left_does_not_come_after_back(looking: Opener, site: str) -> None:
    """Streamlit writes the address when it begins to draw; Back may have been chosen a moment before."""
    page = looking(site).page
    page.goto(f"{site}/roller")
    page.get_by_role("link", name="Länet", exact=True).click()
    expect(page.locator("h1")).to_have_text("Länet")
    page.evaluate("addEventListener('popstate', () => history.pushState({}, '', '/'), { once: true })")
    page.go_back()
    expect(page.locator("h1")).to_have_text("Roller och planer")
    assert urlsplit(page.url).path == "/roller"
    page.go_forward()
    expect(page.locator("h1")).to_have_text("Länet")


def test_another_page_is_one_step_and_so_is_each_way_back(looking: Opener, site: str) -> None:
    watched = looking(site)
    page = watched.open("/roller")
    page.get_by_role("link", name="Länet", exact=True).click()
    expect(page.locator("h1")).to_have_text("Länet")
    before = page.evaluate("history.length")
    page.locator('.lb-map a[data-code="0481"]').click()
    expect_principal(page, "0481", OXELOSUND)
    assert page.evaluate("history.length") == before + 1
    page.go_back()
    expect(page.locator("h1")).to_have_text("Länet")
    assert urlsplit(page.url).query == ""
    page.go_back()
    expect(page.locator("h1")).to_have_text("Roller och planer")
    page.go_forward()
    expect(page.locator("h1")).to_have_text("Länet")
    page.go_forward()
    expect_principal(page, "0481", OXELOSUND)
    watched.calm()
