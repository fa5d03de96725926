"""Möte and Exempel: what waits, what changed with a link to its place, what was decided, what others have tried."""

import re
from datetime import date

import pytest

from dashboard.store.store import Store
from tests.pages.screen import see

SINCE = date(2026, 10, 14)


def test_the_next_meeting_is_shown_and_what_is_expected_of_it(sample_store: Store) -> None:
    screen = see(sample_store, "/mote", per="2026-11-20")
    assert screen.root.one("h2", id="motet").words == "Styrgruppsmöte december 2026"
    assert "Stäm av er uppgift om rollen" in screen.card("motet")


def test_without_a_meeting_there_is_none_to_choose(nothing_known: Store) -> None:
    screen = see(nothing_known, "/mote")
    assert [field["name"] for field in screen.component("navigation")["fields"]] == ["huvudman", "per"]
    assert "Inget möte är inlagt" in screen.card("motet")


def test_a_huvudman_sees_its_own_list(sample_store: Store) -> None:
    words = see(sample_store, "/mote", per="2026-11-20", huvudman="0461").card("motet")
    assert "Gnesta : inget svar" in words
    assert "Flen" not in words


def test_every_change_is_listed_with_a_link_to_its_place(sample_store: Store) -> None:
    screen = see(sample_store, "/mote", per="2026-11-20", sedan=SINCE.isoformat())
    listed = screen.root.one("section", aria_labelledby="sedan")
    rows = sample_store.answer("county/changes", as_of=date(2026, 11, 20), county="04", since=SINCE).rows
    links = [link for item in listed.every("li") for link in item.every("a")]
    assert [link.words for link in links] == [f"{row['principal']}: {row['item']}" for row in rows]
    assert all(re.match(r"/\w*\?", link.attributes["href"]) for link in links)
    kinds = [heading.words for heading in listed.every("h3")]
    assert kinds == [
        *("Svar (2)", "Roll (2)", "Lokal plan (1)", "Risk (1)", "Översyn (1)", "Aktivitet (1)"),
        *("Provning (2)", "Kommunikation (1)", "Återkoppling (1)"),
    ]


def test_the_same_day_twice_says_that_nothing_has_changed(sample_store: Store) -> None:
    screen = see(sample_store, "/mote", per="2026-11-20", sedan="2026-11-20")
    assert "Inga ändringar sedan 20 november 2026." in screen.card("sedan")


def test_what_waits_is_counted_as_the_question_says(sample_store: Store) -> None:
    rows = sample_store.answer("county/agenda", as_of=date(2026, 11, 20), county="04", round="2026h").rows
    table = see(sample_store, "/mote", per="2026-11-20").table("Det som väntar")
    assert len(table) == 1 + len(rows)


@pytest.mark.parametrize(("chosen", "count"), [({}, 10), ({"sort": "did_not_work"}, 3), ({"sok": "fritidsgården"}, 1)])
def test_examples_are_searched(sample_store: Store, chosen: dict[str, str], count: int) -> None:
    screen = see(sample_store, "/exempel", per="2026-11-20", **chosen)
    assert len(list(screen.root.every("article", class_="lb-card"))) == count
    assert f"{count} av 10 exempel visas." in screen.card("exempel")


def test_a_search_without_a_match_says_so(sample_store: Store) -> None:
    assert "Inget av 10 exempel passar" in see(sample_store, "/exempel", per="2026-11-20", sok="zebra").card("exempel")


def test_every_example_leads_to_whom_to_ask_to_trying_it_and_to_feedback(sample_store: Store) -> None:
    cards = list(see(sample_store, "/exempel", per="2026-11-20").root.every("article"))
    whom = [card.every("a") for card in cards]
    for card, links in zip(cards, whom, strict=True):
        asked, trying, feedback = (link.attributes["href"] for link in links)
        own = card.attributes["id"]
        assert asked.endswith("#kontakt") or asked == "mailto:processledarna@example.se"
        assert trying == f"/data?per=2026-11-20&uppgift=provning&om=example%3A{own}"
        assert feedback == f"/kommunikation?per=2026-11-20&om=example%3A{own}#ge-aterkoppling"
    assert sum("Utan avsändare" in card.words for card in cards) == 1


def test_an_example_tells_who_tries_it_and_what_is_not_described(sample_store: Store) -> None:
    screen = see(sample_store, "/exempel", per="2026-11-20")
    cards = {card.attributes["id"]: card.words for card in screen.root.every("article")}
    assert "Andra som provar Flen provar (Samordnare för barn och unga). Två skolor börjar." in cards["ex_overgang"]
    assert "Vad som inte fungerade Blanketten fylldes i dubbelt" in cards["ex_blankett"]
    assert "Inte beskrivet problemet, vad det krävde, vad det gav" in cards["ordinarie_verksamhet"]


def test_examples_are_chosen_by_committee_or_department(sample_store: Store) -> None:
    screen = see(sample_store, "/exempel", per="2026-11-20", inblandad="socialnämnden")
    assert len(list(screen.root.every("article"))) == 4
    (field,) = [one for one in screen.component("navigation")["fields"] if one["name"] == "inblandad"]
    assert field["value"] == "Socialnämnden"
    assert ["Kultur och fritid", "Kultur och fritid"] in field["options"]
    other = see(sample_store, "/exempel", per="2026-11-20", inblandad="Månnämnden")
    assert other.messages == ["Inget exempel nämner nämnden eller förvaltningen ”Månnämnden”. Den delen hoppas över."]
    assert len(list(other.root.every("article"))) == 10
