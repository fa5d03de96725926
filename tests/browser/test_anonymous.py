"""What the browser is told of a lesson without a sender, and feedback given on a page: a real browser, both ways."""

import io
import re
import zipfile
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import SHOWN, Opener, running
from tests.browser.test_every_page import serious

pytestmark = pytest.mark.xdist_group("data")
TITLE = "Rådet som ingen hann till"


@pytest.fixture(scope="module")
def own_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A county of this module's own, to write to."""
    with running(tmp_path_factory.mktemp("learning") / "lagesbild.duckdb") as address:
        yield address


def test_another_browser_is_never_told_whose_a_lesson_without_a_sender_is(looking: Opener, own_site: str) -> None:
    page = looking(own_site).open("/data?uppgift=exempel&huvudman=0482")
    page.get_by_label("Rubrik").fill(TITLE)
    page.get_by_label("Sort", exact=False).last.select_option("did_not_work")
    page.get_by_label("Utvärderat").select_option("no")
    page.get_by_label("Vad gjordes?").fill("Rådet i Flens kommun möttes en gång")
    page.get_by_label("Utan avsändare").select_option("ja")
    page.get_by_label("Vem skriver in").fill("Samordnare i Flen")
    page.get_by_role("button", name="Granska").click()
    expect(page.locator(".lb-wrong")).to_contain_text("Här står ”Flens kommun”")
    page.get_by_label("Vad gjordes?").fill("Ett råd möttes en gång")
    page.get_by_role("button", name="Granska").click()
    expect(page.locator("main table")).to_contain_text(TITLE)
    assert "Flen" not in page.locator("main table").inner_text()
    page.get_by_role("button", name="Spara", exact=True).click()
    expect(page.locator(".lb-done")).to_contain_text("Sparat.")
    expect(page.locator("#poster + *").last).not_to_contain_text(TITLE)
    assert "post=" not in page.url

    watched = looking(own_site, alone=True)
    received: list[str] = []

    def keep(payload: str | bytes) -> None:
        received.append(payload if isinstance(payload, str) else payload.decode("utf-8", "replace"))

    watched.page.on("websocket", lambda socket: socket.on("framereceived", keep))
    page = watched.open("/exempel?sok=ingen+hann")
    expect(page.locator("article h3")).to_have_text(TITLE)
    payload = "".join(received)
    (card,) = set(re.findall(rf'<article class="lb-card"(?:(?!</article>).)*{TITLE}.*?</article>', payload, re.DOTALL))
    for told in (card, page.locator("article").evaluate("(one) => one.outerHTML"), page.url):
        assert not re.search(r"flen|0482|samordnare i", told, re.IGNORECASE), told
    # Beside the card only the list of all huvudmän to choose from names Flen, as it names every other.
    assert payload.count("Flen") == payload.count("Trosa")
    for link in page.locator(".lb-figure-foot a[download]").all():
        file = page.request.get(own_site + (link.get_attribute("href") or "")).body()
        parts = [file]
        if file.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(file)) as book:
                parts = [book.read(name) for name in book.namelist()]
        assert not any(told in part for part in parts for told in (b"Flen", b"0482"))
        assert any(TITLE.encode() in part for part in parts)
    assert page.request.get(f"{own_site}/exempel?huvudman=0482&sok=ingen+hann").ok
    page = watched.open("/exempel?huvudman=0482&sok=ingen+hann")
    expect(page.locator("article")).to_have_count(0)
    watched.calm()


def test_feedback_is_given_on_a_page_and_answered_on_data(looking: Opener, own_site: str) -> None:
    watched = looking(own_site)
    page = watched.open("/risker")
    page.get_by_role("link", name="Återkoppla på sidan").click()
    expect(page.locator("#ge-aterkoppling + p").last).to_contain_text("Det gäller sidan Risker.")
    page.get_by_label("Din funktion").fill("Rektor")
    page.get_by_label("Återkoppling", exact=False).last.fill("Gäller 19900101-1239")
    page.get_by_role("button", name="Skicka").click()
    expect(page.locator(".lb-wrong")).to_contain_text("personnummer")
    assert serious(page) == []
    page.get_by_label("Återkoppling", exact=False).last.fill("Säg <b>vem</b> som ser över risken")
    page.get_by_role("button", name="Skicka").click()
    expect(page.locator(".lb-done")).to_contain_text("Tack.")
    card = page.locator("article", has_text="Säg <b>vem</b> som ser över risken")
    expect(card).to_contain_text("Ny, känt sedan")
    other = looking(own_site).open("/kommunikation?om=page:/risker")
    other.get_by_label("Din funktion").fill("Rektor")
    other.get_by_label("Återkoppling", exact=False).last.fill("Säg <b>vem</b> som ser över risken")
    other.get_by_role("button", name="Skicka").click()
    expect(other.locator(".lb-wrong")).to_contain_text("Det här står redan på sidan")
    card.get_by_role("link", name="Svara").click()
    page.get_by_label("Processledarnas svar").fill("Det står där nu")
    page.get_by_label("Läge", exact=False).last.select_option("acted")
    page.get_by_label("Vem skriver in").fill("Processledare")
    page.get_by_role("button", name="Granska").click()
    page.get_by_role("button", name="Spara", exact=True).click()
    expect(page.locator(".lb-done")).to_contain_text("Sparat.")
    page = watched.open("/kommunikation")
    page.wait_for_selector(SHOWN)
    expect(page.locator("article", has_text="som ser över risken")).to_contain_text("Det står där nu")
    watched.calm()
