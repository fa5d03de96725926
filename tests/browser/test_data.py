"""What comes in through the page Data: files, entries by hand, corrections, and what is erased for good."""

import threading
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.conftest import FLAGS, SHOWN, Opener, Watched, running
from tests.browser.test_every_page import serious
from tests.need import path_of

pytestmark = pytest.mark.xdist_group("data")
YESTERDAY = (date.today() - timedelta(days=1)).isoformat()
HEADING = "Huvudman;Mått;Svar;Antal svarande;Kommentar\n"
HOSTILE = "<img src=x onerror='document.title=1'> **fet** [länk](javascript:alert(1)) =1+1"


@pytest.fixture(scope="module")
def own_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A county of this module's own, to write to."""
    with running(tmp_path_factory.mktemp("data") / "lagesbild.duckdb") as address:
        yield address


def csv_file(folder: Path, name: str, *rows: str) -> Path:
    path = folder / name
    path.write_text(HEADING + "\n".join(rows) + "\n", encoding="cp1252")
    return path


def examine(page: Page, file: Path, round_id: str = "2026h") -> None:
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_label("Omgång", exact=True).select_option(round_id)
    page.get_by_role("button", name="Granska filen").click()
    expect(page.locator(".lb-examined h3")).to_have_text(file.name)


def answer_on_page(watched: Watched, measure: str, **more: str) -> str:
    """Oxelösund's answer as the page of the huvudman's county shows it in its file."""
    parameters = "&".join(f"{name}={value}" for name, value in {"omgang": "2026h", "matt": measure, **more}.items())
    page = watched.open(f"/?{parameters}")
    return page.locator('.lb-map a[data-code="0481"]').get_attribute("aria-label") or ""


def test_an_untidy_file_is_mended_and_stored_and_yesterday_stays(
    looking: Opener, own_site: str, tmp_path: Path
) -> None:
    watched = looking(own_site)
    before = answer_on_page(watched, "M02")
    page = watched.open("/data")
    examine(
        page,
        csv_file(tmp_path, "svar.csv", "Oxelosundd;M02;1;;", f'481;m02;4 – I vardagen;;"{HOSTILE}"', "0481;M03;9;;"),
    )
    listed = page.locator(".lb-examined table").inner_text()
    assert "Oxelosundd" in listed
    assert "Menades ”Oxelösund”?" in listed
    assert "Två fel" in page.locator(".lb-examined").inner_text()
    assert serious(page) == []
    assert answer_on_page(looking(own_site), "M02") == before

    examine(page, csv_file(tmp_path, "rattat.csv", f'481;m02;4 – I vardagen;;"{HOSTILE}"', "0481;M03;5;12;"))
    preview = page.locator(".lb-examined table").inner_text()
    assert "Oxelösund, M02" in preview
    assert "4 – I vardagen" in preview
    assert "<img src=x" in preview
    page.get_by_label("Vem läser in").fill("Processledare")
    page.get_by_role("button", name="Spara uppgifterna").click()
    expect(page.locator(".lb-done")).to_contain_text("rattat.csv är inläst")
    expect(page.locator("#inlast + *").last).to_contain_text("Inläst fil rattat.csv")

    assert "I vardagen" in answer_on_page(looking(own_site), "M02")
    assert answer_on_page(looking(own_site), "M02", per=YESTERDAY) == before
    page = watched.open("/uppfoljning?omgang=2026h&aspekt=vardag")
    assert HOSTILE in page.locator("body").inner_text() or "<img src=x" in page.content().replace("&lt;", "<")
    assert page.locator("img[src=x]").count() == 0
    page = watched.open("/data")
    page.locator("input[type=file]").set_input_files(tmp_path / "rattat.csv")
    page.get_by_label("Omgång", exact=True).select_option("2026h")
    page.get_by_role("button", name="Granska filen").click()
    expect(page.get_by_role("alert").filter(has_text="redan inläst")).to_be_visible()
    watched.calm()


def test_two_browsers_read_files_in_at_the_same_moment(own_site: str, tmp_path: Path) -> None:
    """Both end up stored: each thread has a browser of its own, and both press the button together."""
    gate = threading.Barrier(2, timeout=60)
    said: list[str] = []

    def read_in(number: int, browser: Browser) -> None:
        page = browser.new_page()
        page.set_default_timeout(20_000)
        page.goto(f"{own_site}/data")
        page.wait_for_selector(SHOWN)
        principal, value = (("0428", 1), ("0461", 2))[number]
        examine(page, csv_file(tmp_path, f"samtidigt{number}.csv", f"{principal};M01;{value};;nr {number}"))
        page.get_by_label("Vem läser in").fill(f"Person {number}")
        gate.wait()
        page.get_by_role("button", name="Spara uppgifterna").click()
        page.wait_for_selector(".lb-done")
        said.append(page.locator(".lb-done").inner_text())

    def run(number: int) -> None:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path_of("chromium"), args=FLAGS)
            try:
                read_in(number, browser)
            finally:
                browser.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [one.split(" är inläst")[0] for one in sorted(said)] == ["samtidigt0.csv", "samtidigt1.csv"]


def test_a_role_is_corrected_by_keyboard_and_its_history_stays(looking: Opener, own_site: str) -> None:
    watched = looking(own_site)
    page = watched.open("/data?uppgift=roll&huvudman=0488")
    page.get_by_label("Rollens läge").select_option("appointed")
    page.get_by_label("Känt sedan").fill("i går")
    page.get_by_label("Vem skriver in").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".lb-wrong").first).to_contain_text("Här ska stå en dag.")
    expect(page.get_by_label("Känt sedan")).to_be_focused()
    expect(page.get_by_label("Rollens läge")).to_have_value("appointed")
    assert serious(page) == []
    page.get_by_label("Känt sedan").fill(date.today().isoformat())
    page.get_by_label("Vem skriver in").fill("Skolchef")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Spara", exact=True)).to_be_focused()
    assert "Tillsatt" in page.locator("table").inner_text()
    assert serious(page) == []
    page.keyboard.press("Enter")
    expect(page.locator(".lb-done")).to_contain_text("Sparat.")
    expect(page.locator("details ol", has_text="Skolchef, skrivet")).to_have_count(1)
    assert "Trosa" in watched.open("/roller").locator("main").inner_text()
    file = page.request.get(
        f"{own_site}/hamta/roles/status_by_principal.csv?as_of={YESTERDAY}&county=04&role=best_interest_lead"
    )
    trosa = next(line for line in file.text().splitlines() if "Trosa" in line)
    assert ";Tillsatt;" not in trosa
    watched.calm()


def test_what_is_written_and_not_saved_is_not_lost_without_a_word(looking: Opener, own_site: str) -> None:
    page = looking(own_site).open("/data?uppgift=plan&huvudman=0461")
    asked: list[str] = []

    def stay(dialog: object) -> None:
        asked.append(dialog.message)  # type: ignore[attr-defined]
        dialog.dismiss()  # type: ignore[attr-defined]

    page.on("dialog", stay)
    page.get_by_label("Kommentar").fill("Viktigt")
    page.get_by_role("link", name="Länet", exact=True).click()
    expect(page.locator("h1")).to_have_text("Lokal plan")
    expect(page.get_by_label("Kommentar")).to_have_value("Viktigt")
    assert "inte är sparat" in asked[0]


def test_a_contact_is_added_and_erased_for_good(looking: Opener, own_site: str) -> None:
    watched = looking(own_site)
    page = watched.open("/data?uppgift=kontakt&huvudman=0428")
    page.get_by_label("Funktion", exact=False).first.fill("Samordnare på prov")
    page.get_by_label("Brevlåda").fill("prov@example.se")
    page.get_by_label("Vem skriver in").fill("Skolchef")
    page.get_by_role("button", name="Granska").click()
    page.get_by_role("button", name="Spara", exact=True).click()
    expect(page.locator(".lb-done")).to_be_visible()
    assert "prov@example.se" in watched.open("/huvudman?huvudman=0428").content()
    page = watched.open("/data?uppgift=kontakt&huvudman=0428")
    page.get_by_role("link", name="Samordnare på prov").click()
    page.get_by_label("Skriv RADERA").fill("RADERA")
    page.get_by_role("button", name="Radera för gott").click()
    expect(page.locator(".lb-done")).to_contain_text("raderad för gott")
    assert "prov@example.se" not in watched.open("/huvudman?huvudman=0428").content()
    watched.calm()


def test_form_and_backup_are_fetched_from_the_page(looking: Opener, own_site: str) -> None:
    page = looking(own_site).open("/data?huvudman=0481")
    for link, begins in (
        ("Formulär för hösten 2026", "lagesbild-formular-2026h-0481"),
        ("Hämta säkerhetskopia", "lagesbild-sakerhetskopia-"),
    ):
        with page.expect_download() as waiting:
            page.get_by_role("link", name=link).click()
        assert waiting.value.suggested_filename.startswith(begins)
        assert waiting.value.path().read_bytes().startswith(b"PK")
