"""Uppföljning narrowed down: to an arbetsgrupp, to the core set, and until nothing is left."""

import pytest

from dashboard.store.store import Store
from tests.conftest import Given
from tests.pages.screen import see
from tests.pages.test_follow_up import aspect_name, file_of, members, page, same_in_the_file, shown
from tests.queries.plain import lookup
from tests.queries.tables import a_round, answer


@pytest.mark.parametrize("group", ["norra", "vastra", "sodra"])
def test_an_arbetsgrupp_is_counted_by_itself_and_named_beside_its_denominator(sample_store: Store, group: str) -> None:
    day, own = "2026-11-21", [p["short_name"] for p in members({"grupp": group})]
    screen = page(sample_store, day, aspekt="samverkan", grupp=group)
    rounds = same_in_the_file(sample_store, screen, "Omgångar")
    assert {row["Tillfrågade"] for row in rounds} == {str(len(own))}
    name = f"arbetsgrupp {lookup('work_groups', 'name')[group].removeprefix('Arbetsgrupp ')}"
    assert screen.root.one("section", aria_labelledby="omgangar").words.endswith(f"huvudmän i {name}.")
    rows, in_file = shown(screen, "Utskick och svar"), file_of(sample_store, screen, "Utskick och svar")
    assert [row["Huvudman"] for row in rows] == [row["Huvudman"] for row in in_file] == own
    answered = sum(row["Besvarade frågor"] != "0" for row in rows)
    assert rounds[-1]["Har svarat"] == str(answered)
    counted = f"Alla {len(own)}" if answered == len(own) else f"{answered} av {len(own)}"
    assert f"{counted} huvudmän i {name} har svarat." in screen.card("svar")
    focus = same_in_the_file(sample_store, screen, "Huvudmännens eget fokus")
    everybody = shown(page(sample_store, day, aspekt="samverkan"), "Huvudmännens eget fokus")
    assert focus == [row for row in everybody if row["Huvudman"] in own]


def test_what_a_filter_leaves_empty_is_said_in_words(given: Given) -> None:
    store = given(
        round=[a_round("2025h", 1)],
        answer=[answer("2025h", "M04", "0481", 3, comment="Från söder, utanför kärnan", respondents=9)],
    )
    nothing = "Ingen huvudman har skrivit en kommentar bland det som är valt."
    for choice in ({}, {"grupp": "norra"}, {"urval": "karna"}, {"grupp": "norra", "niva": "lan"}):
        screen = page(store, "2026-11-21", aspekt="ledarskap", **choice)
        assert screen.card("kommentarer").endswith(nothing if choice else "En kommentar.")
        assert bool(shown(screen, f"{aspect_name({'aspekt': 'ledarskap'})}: kommentarer")) != bool(choice)
    assert "0 av 2 huvudmän i arbetsgrupp Norra Barn har svarat. Inget svar från" in screen.card("svar")
    assert "Ingen huvudman i arbetsgrupp Norra Barn har valt" in screen.card("fokus")
    assert "frågorna ordagrant" not in screen.words


def test_the_questions_are_those_of_the_measures_that_are_left(sample_store: Store) -> None:
    screen = page(sample_store, "2026-11-21", aspekt="ledarskap", urval="karna", niva="chef")
    asked = [node.words.split()[0] for node in screen.root.every("dt") if node.words[:1] in {"M", "C", "L"}]
    assert {"C01", "C02"} <= set(asked)
    assert not {"M04", "M05"} & set(asked)


def test_the_start_page_counts_the_whole_county_whatever_arbetsgrupp_the_address_carries(sample_store: Store) -> None:
    whole, carried = (see(sample_store, "/", per="2026-11-21", **more) for more in ({}, {"grupp": "norra"}))
    assert carried.tiles == whole.tiles
    assert "av 10" in carried.tiles["Svar"][0]
