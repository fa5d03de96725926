"""The page Data: what goes out, what has come in, and every register with what is in force in it."""

from datetime import date

import pytest

from dashboard.intake.registers import REGISTERS
from dashboard.store.store import Store
from tests.conftest import Given
from tests.pages.screen import Screen, see


def fields_of(screen: Screen, key: str) -> dict[str, dict[str, object]]:
    """The fields of a form by name, as the browser is told to draw them."""
    return {field["name"]: field for field in screen.component(key)["fields"]}


def test_the_form_of_every_round_can_be_fetched(sample_store: Store) -> None:
    screen = see(sample_store, "/data", huvudman="0481")
    links = [link.attributes["href"] for link in screen.root.one("section", aria_labelledby="formular").every("a")]
    assert links == [f"/hamta/formular.xlsx?omgang={one}&huvudman=0481" for one in ("2026h", "2026v", "2025h")]


def test_an_empty_county_says_what_is_missing(empty_store: Store) -> None:
    screen = see(empty_store, "/data")
    assert "Ingen omgång är känd." in screen.card("formular")
    assert screen.card("inlast").startswith("Inläst och inmatat Inget är inläst eller inmatat")


def test_what_has_come_in_is_listed_the_latest_first(given: Given) -> None:
    store = given(plan_status=[{"principal_code": "0481", "status": "own_plan", "known_on": "2025-10-01"}])
    rows = see(store, "/data").table("Det senaste först")
    assert rows[0] == ["Vad", "Dag", "Vem"]
    assert rows[1] == ["Given", "2000-01-01", "test"]


@pytest.mark.parametrize("register", REGISTERS)
def test_every_register_has_a_form_with_all_its_fields(sample_store: Store, register: str) -> None:
    screen = see(sample_store, "/data", uppgift=register)
    names = [one.name for one in REGISTERS[register].fields]
    assert list(fields_of(screen, f"entry-{register}-ny")) == [*names, "known_on", "recorded_by"]
    assert screen.card("poster").startswith(f"{REGISTERS[register].title}: det som gäller")


@pytest.mark.parametrize("register", REGISTERS)
def test_every_register_works_in_an_empty_county(empty_store: Store, register: str) -> None:
    screen = see(empty_store, "/data", uppgift=register)
    assert "Inget är inskrivet ännu." in screen.card("poster")


def test_a_form_shows_what_is_in_force_and_its_history(sample_store: Store) -> None:
    screen = see(sample_store, "/data", uppgift="roll", huvudman="0484")
    fields = fields_of(screen, "entry-roll-0484")
    assert fields["status"]["value"] == "partly_appointed"
    assert "principal_code" not in fields, "what an item is called stays"
    history = screen.root.one("ol", class_="lb-plain").words
    assert history.index("Tillsatt i delar") < history.index("Prövas i liten skala") < history.index("Diskuteras")


def test_an_example_shows_its_aspects(sample_store: Store) -> None:
    first = sample_store.in_force("example_aspect", date(2026, 11, 1))[0]
    screen = see(sample_store, "/data", uppgift="exempel", post=first["example_id"])
    assert first["aspect_id"] in str(fields_of(screen, f"entry-exempel-{first['example_id']}")["aspect_id"]["value"])


def test_an_item_that_is_not_there_is_named(sample_store: Store) -> None:
    screen = see(sample_store, "/data", uppgift="risk", post="finns-inte")
    assert screen.messages == ["Adressen nämner posten ”finns-inte”, som inte finns. Den delen hoppas över."]


def test_an_earlier_day_says_that_entries_count_from_today(sample_store: Store) -> None:
    assert "räknas från i dag" in see(sample_store, "/data", per="2025-11-30").words
    assert "räknas från i dag" not in see(sample_store, "/data").words
