"""A view is shared, opened in a clean browser, and revoked: a real browser on both sides."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import SHOWN, Opener, Watched, running
from tests.browser.test_every_page import LOOKS, serious, settle

pytestmark = pytest.mark.xdist_group("sharing")
FIGURES = ".lb-value, .lb-detail, .lb-finding, .lb-legend li, .lb-tile, table, .lb-map .words, .lb-origin .lb-badge"
MORE = ("Risker", "Kommentarer och återkoppling", "Utkast: pågående omgångar och rapporter som inte är låsta")
HOSTILE = "<img src=x onerror=document.title='fel'> [x](javascript:alert(1)) <b>fet</b>"


@pytest.fixture(scope="module")
def own_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A county of this module's own, to share from."""
    with running(tmp_path_factory.mktemp("sharing") / "lagesbild.duckdb") as address:
        yield address


def figures(page: Page) -> list[str]:
    """Everything that stands on the page in figures, also what is folded."""
    settle(page)
    return [" ".join(words.split()) for words in page.locator(FIGURES).all_text_contents()]


def share(watched: Watched, page: Page, purpose: str = "Nämnden", *ticked: str) -> str:
    """Share what is on the page; the path and query of the link."""
    page.get_by_role("link", name="Dela vyn").last.click()
    page.get_by_label("Vem är den till?", exact=False).last.fill(purpose)
    page.get_by_label("Din funktion", exact=False).last.fill("Processledare")
    for one in ticked:
        page.get_by_label(one, exact=True).last.check()
    page.get_by_role("button", name="Skapa länken").last.click()
    expect(page.locator("#lank")).to_have_count(1)
    link = urlsplit(page.locator("#lank").input_value())
    assert f"{link.scheme}://{link.netloc}" == watched.origin
    assert len(parse_qs(link.query)["nyckel"][0]) >= 22
    return f"{link.path}?{link.query}"


def test_a_shared_view_shows_the_same_figures_and_nothing_else(looking: Opener, own_site: str) -> None:
    mine = looking(own_site)
    page = mine.open("/?aspekt=larande&omgang=2026v")
    before = figures(page)
    link = share(mine, page, "Nämnden", *MORE)
    assert page.locator("img.lb-qr").evaluate("(one) => one.complete && one.naturalWidth > 100")
    assert link in page.locator("#lank-text").input_value()
    mine.calm()

    theirs = looking(own_site, alone=True)
    page = theirs.open(link)
    after = figures(page)
    assert after == before
    assert serious(page) == [], "also with a map whose outlines lead nowhere"
    expect(page.locator(".lb-shared")).to_contain_text("Delad av Processledare. Till: Nämnden.")
    for control in ("nav", "form", "button", "input", "select", "textarea", ".lb-filters"):
        expect(page.locator(f"[data-testid=stMain] {control}:not(.modebar *)")).to_have_count(0)
    allowed = link.replace("/delad?", "/delad.xlsx?")
    hrefs = [one.get_attribute("href") or "" for one in page.locator("[data-testid=stMain] a[href]").all()]
    assert {one for one in hrefs if not one.startswith(("#", "mailto:"))} == {allowed}
    page.locator('.lb-map [data-code="0481"]').click(force=True)
    page.wait_for_timeout(300)
    assert page.url == own_site + link
    got = page.request.get(own_site + allowed)
    assert (got.status, got.body()[:2]) == (200, b"PK")
    theirs.calm()

    for more in ("&aspekt=vardag&omgang=2025h", "&per=2025-11-30", "&sida=/risker&uppgift=risk&huvudman=0481&lan=05"):
        page = theirs.open(link + more)
        assert figures(page) == after, more
    theirs.calm()


def test_a_link_counts_its_openings_and_answers_nothing_when_it_is_revoked(looking: Opener, own_site: str) -> None:
    mine = looking(own_site)
    link = share(mine, mine.open("/roller"), "Rådet")
    theirs = looking(own_site, alone=True)
    answer = theirs.page.goto(own_site + link)
    assert answer is not None
    headers = answer.headers
    assert (answer.status, headers["referrer-policy"], headers["cache-control"]) == (200, "no-referrer", "no-store")
    assert "noindex" in headers["x-robots-tag"]
    theirs.page.wait_for_selector(SHOWN)
    theirs.open(link)

    page = mine.open("/delat")
    row = page.locator("#mina ~ .lb-scroll tbody tr", has_text="Rådet")
    expect(row).to_contain_text("2 gånger")
    page.once("dialog", lambda asked: asked.accept())
    row.get_by_role("button", name="Återkalla").click()
    expect(page.locator(".lb-done").last).to_contain_text("Länken är återkallad.")
    expect(row.last).to_contain_text("Återkallad")
    answers = [theirs.page.request.get(own_site + one) for one in (link, "/delad?nyckel=finns-inte", "/delad")]
    assert {one.status for one in answers} == {410}
    assert len({one.body() for one in answers}) == 1
    theirs.page.reload()
    expect(theirs.page.locator("h1")).to_have_text("Länken gäller inte")
    assert theirs.page.locator("a, script, button").count() == 0
    theirs.errors.clear()  # Chromium notes the 410 of the page itself
    theirs.calm()
    mine.calm()


def test_words_that_would_do_harm_do_none(looking: Opener, own_site: str) -> None:
    mine = looking(own_site)
    link = share(mine, mine.open("/forskning"), HOSTILE)
    expect(mine.page.locator("#mina ~ .lb-scroll").last).to_contain_text(HOSTILE)
    theirs = looking(own_site, alone=True)
    page = theirs.open(link)
    expect(page.locator(".lb-shared")).to_contain_text(HOSTILE)
    for one in (page, mine.page):
        assert one.locator("img[src='x'], b:text('fet'), a[href^='javascript']").count() == 0
        assert one.title() != "fel"
    theirs.calm()
    mine.calm()


@pytest.mark.parametrize(("width", "dark"), LOOKS[::3])
def test_sharing_and_what_is_shared_can_be_used_by_everyone(
    looking: Opener, own_site: str, width: int, dark: bool
) -> None:
    mine = looking(own_site, width=width, dark=dark)
    page = mine.open("/huvudman?huvudman=0481&per=2026-11-20")
    page.get_by_role("link", name="Dela vyn").last.click()
    expect(page.locator("#share-purpose")).to_be_visible()
    assert serious(page) == []
    page.go_back()
    expect(page.locator(SHOWN)).to_be_attached()
    link = share(mine, page, "Skolnämnden", "Risker")
    assert serious(page) == []
    theirs = looking(own_site, width=width, dark=dark)
    page = theirs.open(link)
    settle(page)
    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    expect(page.locator("#risker")).to_be_attached()
    page = theirs.open("/delat?sida=/roller")
    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    theirs.calm()
    mine.calm()
    page.goto(own_site + "/delad?nyckel=finns-inte")
    assert serious(page) == []
