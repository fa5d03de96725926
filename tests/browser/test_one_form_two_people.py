"""Two people at the same thing, each in their own browser, in every register: nobody's change is lost or undone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from dashboard.intake.codes import Known
from dashboard.intake.entries import examine_entry, item_of, items, store_entry
from dashboard.intake.register import Register
from dashboard.intake.registers import CONTACT, REGISTERS
from dashboard.store.building import open_store
from dashboard.store.store import Store
from tests.browser.conftest import FLAGS, SHOWN, initial, serving
from tests.browser.test_every_page import serious
from tests.conftest import settings_for
from tests.intake.test_entering import ENTRIES
from tests.need import path_of

pytestmark = pytest.mark.xdist_group("one_form")

WHO = "0488"
FILES = {"subject_id", "document_name"}
"""Fields of text that cannot hold any words."""


@dataclass(frozen=True)
class Place:
    """A service, and where in it the item of each register is."""

    address: str
    database: Path
    posts: dict[str, str]

    def url(self, name: str) -> str:
        """Where the item of the register is changed."""
        whose = f"&huvudman={WHO}" if REGISTERS[name].key == ("principal_code",) else ""
        return f"{self.address}/data?uppgift={name}{whose}&post={self.posts[name]}"


def enter(store: Store, register_id: str, **more: str) -> str:
    """An item of the register, as it stands before anybody changes it; what names it."""
    known = Known(store, "04", date.today())
    register = REGISTERS[register_id]
    told = {"recorded_by": "Först", "known_on": date.today().isoformat(), **more}
    one = examine_entry(store, register, ENTRIES[register_id] | told, known)
    assert not one.faults, (register_id, one.faults)
    store_entry(store, one)
    if register is CONTACT:
        (row,) = (
            row for row in items(store, register, known, None) if row["function"] == ENTRIES[register_id]["function"]
        )
        return item_of(register, row)
    return item_of(register, one.changes[0].after)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    database = tmp_path_factory.mktemp("one_form") / "lagesbild.duckdb"
    database.write_bytes(initial().read_bytes())
    store = open_store(settings_for(database))
    meeting, example = enter(store, "mote", name="Mötet på prov"), enter(store, "exempel", title="Exemplet på prov")
    more = {
        "beslut": {"meeting_id": meeting},
        "infor": {"meeting_id": meeting},
        "provning": {"example_id": example},
        "kommunikation": {"done_on": ""},
        "aktorer": {"actor_id": "skola", "takes_part": "partly"},
    }
    posts = {name: enter(store, name, **more.get(name, {})) for name in REGISTERS}
    store.close()
    with serving(database) as address:
        yield Place(address, database, posts)


@pytest.fixture(scope="module")
def ada_and_bo(chromium: Browser) -> Iterator[tuple[Page, Page]]:
    """Two browsers, and not two tabs of one."""
    with chromium.browser_type.launch(executable_path=path_of("chromium"), args=FLAGS) as other:
        pages = tuple(one.new_context(locale="sv-SE").new_page() for one in (chromium, other))
        for page in pages:
            page.set_default_timeout(20_000)
        yield pages[0], pages[1]
        for page in pages:
            page.context.close()


def two_fields(register: Register) -> tuple[str, str]:
    """Two fields of a register that any words can be written in, or one and a choice."""
    free = [one.name for one in register.fields if one.kind in {"text", "long"} and one.name not in FILES]
    chosen = [one.name for one in register.fields if one.kind in {"choice", "yes_no"} and one.name not in register.key]
    first, second = (free + chosen)[:2] if len(free) < 2 else free[-2:]
    return first, second


def opened(page: Page, address: str, who: str) -> None:
    page.goto(address)
    page.wait_for_selector(SHOWN)
    writer = page.locator('.lb-entry [name="recorded_by"]')
    if writer.input_value() != who:
        writer.fill(who)


def change(page: Page, name: str, words: str) -> str:
    """Write in a field, or choose something else in it; what stands there then."""
    control = page.locator(f'.lb-entry [name="{name}"]').first
    if control.evaluate("one => one.tagName") != "SELECT":
        control.fill(words)
        return words
    others = control.evaluate("one => [...one.options].filter((o) => o.value && !o.selected).map((o) => o.value)")
    control.select_option(others[0])
    return str(others[0])


def review(page: Page) -> None:
    page.get_by_role("button", name="Granska", exact=True).click()


def save(page: Page) -> None:
    page.get_by_role("button", name="Spara", exact=True).click()
    expect(page.locator(".lb-done").last).to_contain_text("Sparat.")


def shown(page: Page, address: str, *names: str) -> list[str]:
    """What stands in these fields of the form when it is opened anew."""
    page.goto(address)
    page.wait_for_selector(SHOWN)
    return [page.locator(f'.lb-entry [name="{name}"]').first.input_value() for name in names]


@pytest.mark.parametrize("name", REGISTERS)
def test_a_form_opened_before_a_colleague_saved_takes_nothing_back(
    name: str, place: Place, ada_and_bo: tuple[Page, Page]
) -> None:
    ada, bo = ada_and_bo
    register, address = REGISTERS[name], place.url(name)
    first, second = two_fields(register)
    labels = {one.name: one.label for one in register.fields}

    opened(bo, address, "Bo")
    before = bo.locator(f'.lb-entry [name="{second}"]').first.input_value()
    opened(ada, address, "Ada")
    hers = change(ada, first, "Adas ord")
    review(ada)
    save(ada)

    his = change(bo, second, "Bos ord")
    review(bo)
    beneath = bo.locator(".lb-beneath")
    expect(beneath).to_contain_text(f"{labels[first]}:")
    expect(beneath).to_contain_text("Ändrat av Ada medan du skrev")
    rows = bo.locator(".lb-entry-head + .lb-scroll tbody tr")
    expect(rows).to_have_count(1)
    expect(rows.locator("th")).to_have_text(labels[second])
    save(bo)
    assert shown(ada, address, first, second) == [hers, his]
    assert his != before

    # both of the same: it is said, and chosen between; the one in every other register, and the other in the rest
    side = ("theirs", "mine")[list(REGISTERS).index(name) % 2]
    opened(bo, address, "Bo")
    opened(ada, address, "Ada")
    hers = change(ada, first, "Adas nya ord")
    review(ada)
    save(ada)
    his = change(bo, first, "Bos nya ord")
    change(bo, second, "Bos andra ord")
    review(bo)
    expect(bo.locator(".lb-beneath")).to_contain_text("Ändrat av Ada medan du skrev")
    choice = bo.locator(f'.lb-entry select[name="{first}"]')
    expect(choice.locator("option")).to_have_count(3)
    expect(bo.get_by_role("button", name="Spara", exact=True)).to_have_count(0)
    choice.select_option(side)
    review(bo)
    save(bo)
    assert shown(ada, address, first)[0] == (hers if side == "theirs" else his)


def test_the_review_and_the_choice_can_be_used_by_everybody(place: Place, ada_and_bo: tuple[Page, Page]) -> None:
    ada, bo = ada_and_bo
    address = place.url("roll")
    opened(bo, address, "Bo")
    opened(ada, address, "Ada")
    change(ada, "note", "Adas kommentar")
    change(ada, "sector", "Adas verksamhet")
    review(ada)
    save(ada)
    change(bo, "note", "Bos kommentar")
    review(bo)
    expect(bo.locator('.lb-entry select[name="note"]')).to_be_visible()
    assert serious(bo) == []
    bo.get_by_role("button", name="Ändra mer").click()
    expect(bo.locator('.lb-entry [name="note"]')).to_have_value("Bos kommentar")
    expect(bo.locator('.lb-entry [name="sector"]')).to_have_value("Adas verksamhet")
    review(bo)
    bo.locator('.lb-entry select[name="note"]').select_option("mine")
    review(bo)
    expect(bo.get_by_role("button", name="Spara", exact=True)).to_be_visible()
    assert serious(bo) == []
    save(bo)
    assert shown(bo, address, "note", "sector") == ["Bos kommentar", "Adas verksamhet"]


def test_what_is_saved_between_review_and_save_is_looked_at_first(place: Place, ada_and_bo: tuple[Page, Page]) -> None:
    ada, bo = ada_and_bo
    address = place.url("plan")
    opened(bo, address, "Bo")
    change(bo, "note", "Bos kommentar")
    review(bo)
    expect(bo.get_by_role("button", name="Spara", exact=True)).to_be_visible()
    opened(ada, place.url("roll"), "Ada")
    change(ada, "age_span", "Något annat")
    review(ada)
    save(ada)
    save(bo)  # what somebody else saved elsewhere is nothing to look at

    opened(bo, address, "Bo")
    change(bo, "note", "Bos nya kommentar")
    review(bo)
    expect(bo.get_by_role("button", name="Spara", exact=True)).to_be_visible()
    opened(ada, address, "Ada")
    change(ada, "note", "Adas kommentar")
    review(ada)
    save(ada)
    bo.get_by_role("button", name="Spara", exact=True).click()
    expect(bo.get_by_role("alert").filter(has_text="Något ändrades medan du granskade")).to_be_visible()
    expect(bo.locator(".lb-beneath")).to_contain_text("Ändrat av Ada medan du skrev")
    assert shown(ada, address, "note") == ["Adas kommentar"]


def test_what_is_new_to_one_and_written_already_by_another_is_not_written_over(
    place: Place, ada_and_bo: tuple[Page, Page]
) -> None:
    ada, bo = ada_and_bo
    new = f"{place.address}/data?uppgift=provning&huvudman=0461"
    for page, who, state, note in ((bo, "Bo", "wants", ""), (ada, "Ada", "trying", "Adas kommentar")):
        opened(page, new, who)
        page.locator('.lb-entry [name="example_id"]').select_option(place.posts["exempel"])
        page.locator('.lb-entry [name="state"]').select_option(state)
        page.locator('.lb-entry [name="note"]').fill(note)
    review(ada)
    save(ada)
    review(bo)
    expect(bo.locator(".lb-beneath")).to_contain_text("Skrivet av Ada")
    bo.locator('.lb-entry select[name="state"]').select_option("mine")
    review(bo)
    save(bo)
    there = f"{new}&post={place.posts['exempel']}-0461"
    assert shown(bo, there, "state", "note") == ["wants", "Adas kommentar"]


def test_what_somebody_writes_stands_when_the_page_is_drawn_again(place: Place, ada_and_bo: tuple[Page, Page]) -> None:
    """As when the connection was lost: the page has what others have written, and what is in the form stays."""
    ada, bo = ada_and_bo
    address = place.url("fokus")
    opened(bo, address, "Bo")
    change(bo, "text", "Bos halvfärdiga ord")
    opened(ada, address, "Ada")
    change(ada, "chosen", "")
    review(ada)
    save(ada)
    bo.evaluate("window.lagesbildNavigation.act({ act: 'nothing', on: '' })")
    bo.wait_for_function("() => document.querySelector('[data-testid=stApp]').dataset.testScriptState === 'notRunning'")
    expect(bo.locator('.lb-entry [name="text"]')).to_have_value("Bos halvfärdiga ord")
    review(bo)
    expect(bo.locator(".lb-beneath")).to_contain_text("Ändrat av Ada medan du skrev")
    save(bo)


def test_a_contact_that_was_erased_is_not_written_in_again(place: Place, ada_and_bo: tuple[Page, Page]) -> None:
    ada, bo = ada_and_bo
    new = f"{place.address}/data?uppgift=kontakt&huvudman=0461"
    opened(ada, new, "Ada")
    change(ada, "function", "Den som raderas")
    review(ada)
    save(ada)
    ada.goto(new)
    ada.get_by_role("link", name="Den som raderas").click()
    ada.get_by_label("Skriv RADERA").wait_for()
    opened(bo, ada.url, "Bo")
    change(bo, "function", "Den som finns igen")
    review(bo)
    expect(bo.get_by_role("button", name="Spara", exact=True)).to_be_visible()
    ada.get_by_label("Skriv RADERA").fill("RADERA")
    ada.get_by_role("button", name="Radera för gott").click()
    expect(ada.locator(".lb-done")).to_contain_text("raderad för gott")
    bo.get_by_role("button", name="Spara", exact=True).click()
    expect(bo.get_by_role("alert").first).to_be_visible()
    ada.goto(f"{place.address}/huvudman?huvudman=0461")
    ada.wait_for_selector(SHOWN)
    assert "Den som finns igen" not in ada.content()
