"""Möte as a room to work in: the agenda that proposes itself, notes, closing, status reports, the presentation."""

from collections.abc import Iterator
from datetime import date
from urllib.parse import parse_qsl, urlsplit

import pytest

from dashboard.pages.meeting.agenda import HEADINGS
from dashboard.store.store import Store
from tests.pages.screen import Node, Screen, see

DAY = "2026-11-20"
MEETING = "styrgrupp_2026_12"


def points_of(screen: Screen) -> list[str]:
    return [one.one("strong").words for one in screen.root.one("ol", class_="lb-agenda").every("li")]


def test_the_agenda_proposes_what_waits_in_the_order_of_the_house(sample_store: Store) -> None:
    screen = see(sample_store, "/mote", per=DAY)
    rows = sample_store.answer("county/agenda", as_of=date(2026, 11, 20), county="04", round="2026h").rows
    waiting = {str(row["kind"]) for row in rows} | {"changes"}
    assert points_of(screen) == [words for kind, words in HEADINGS.items() if kind in waiting]
    counts = {one.words: one for one in screen.root.one("ol", class_="lb-agenda").every("span", class_="lb-count")}
    assert f"({sum(row['kind'] == 'no_answer' for row in rows)})" in counts


def test_an_earlier_day_shows_the_agenda_and_changes_nothing(sample_store: Store) -> None:
    screen = see(sample_store, "/mote", per="2026-05-10")
    assert points_of(screen)
    assert not list(screen.root.every("button", class_="lb-act", data_act="drop"))


@pytest.mark.parametrize("point", [1, 2, 3, 4, 5, 6])
def test_each_point_is_presented_with_what_it_is_about(sample_store: Store, point: int) -> None:
    agenda = points_of(see(sample_store, "/mote", per=DAY))
    screen = see(sample_store, "/presentation", per=DAY, punkt=str(point))
    assert screen.root.one("h1").words == agenda[point - 1]
    assert f"punkt {point} av {len(agenda)}" in screen.root.one("header", class_="lb-present").words
    links = {one.attributes["class"]: one.attributes["href"] for one in screen.root.one("nav").every("a")}
    assert ("lb-before" in links) == (point > 1)
    assert ("lb-next" in links) == (point < len(agenda))
    assert links["lb-close"] == f"/mote?per={DAY}"


def test_what_is_new_is_counted_from_the_meeting_before_the_one_that_is_presented(sample_store: Store) -> None:
    screen = see(sample_store, "/presentation", per=DAY, mote="styrgrupp_2026_10")
    assert screen.root.one("h2", id="sedan").words == "Sedan 20 maj 2026"


def test_a_point_that_is_not_there_is_said_and_the_first_is_shown(sample_store: Store) -> None:
    screen = see(sample_store, "/presentation", per=DAY, punkt="99")
    assert "Adressen nämner punkten ”99”, som inte finns." in screen.root.words
    assert screen.root.one("h1").words == HEADINGS["changes"]


def test_an_empty_county_has_nothing_to_present_and_says_so(nothing_known: Store) -> None:
    assert see(nothing_known, "/presentation").root.one("h1").words == "Ingenting på dagordningen"
    screen = see(nothing_known, "/mote")
    assert "Ingenting väntar, och ingen egen punkt är tillagd." in screen.root.words
    assert "Ingen statusrapport är skriven." in screen.card("statusrapport")


def test_the_latest_report_is_told_in_full_and_gut_feelings_over_time(sample_store: Store) -> None:
    screen = see(sample_store, "/mote", per=DAY)
    words = screen.card("statusrapport")
    latest, before = sample_store.answer("county/status_reports", as_of=date(2026, 11, 20), county="04").rows
    for part in ("results", "gut_feeling_text", "risks_text", "model_text"):
        assert str(latest[part]) in words
    assert "Ett omdöme. Det ingår inte i något tal." in words
    assert str(before["gut_feeling_text"]) in words


def test_a_new_report_is_filled_in_from_the_data(sample_store: Store) -> None:
    form = see(sample_store, "/data", uppgift="statusrapport").component("entry-statusrapport-ny")
    fields = {one["name"]: one["value"] for one in form["fields"]}
    asked = {"as_of": date.today(), "county": "04"}
    row = sample_store.answer("roles/coverage", role="best_interest_lead", **asked).rows[0]
    assert f"tillsatt i {row['appointed']} av {row['municipalities']} kommuner" in fields["results"]
    assert fields["period"] == "Hösten 2026"
    assert fields["risks_text"]
    assert fields["gut_feeling"] == fields["gut_feeling_text"] == ""


def test_milestones_show_what_each_huvudman_contributes(sample_store: Store) -> None:
    table = see(sample_store, "/mote", per=DAY).table("Huvudmännens bidrag till delmålen")
    assert len(table) == 1 + 30


def test_a_new_school_chief_is_led_to_the_own_municipality(sample_store: Store) -> None:
    links = see(sample_store, "/las-forst").root.one("ul", class_="lb-choose-own").every("a")
    own = {link.words: link.attributes["href"] for link in links}
    assert len(own) == 10
    assert own["Flen"] == "/huvudman?huvudman=0482"


def test_every_link_of_what_is_new_arrives_at_its_place(sample_store: Store) -> None:
    listed = see(sample_store, "/mote", per=DAY, sedan="2025-10-10").root.one("section", aria_labelledby="sedan")
    links = {link.attributes["href"] for item in listed.every("li") for link in item.every("a")}
    assert len(links) > 30
    seen: dict[tuple[str, str], set[str]] = {}
    for link in sorted(links):
        address = urlsplit(link)
        page = (address.path, address.query)
        if page not in seen:
            screen = see(sample_store, address.path, **dict(parse_qsl(address.query)))
            assert not screen.messages, link
            seen[page] = {node.attributes["id"] for node in everything(screen.root) if "id" in node.attributes}
        assert not address.fragment or address.fragment in seen[page], link


def everything(node: Node) -> Iterator[Node]:
    for child in node.children:
        if isinstance(child, Node):
            yield child
            yield from everything(child)
