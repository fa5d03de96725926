"""What has changed since a meeting, as text and as a feed, and a meeting for a calendar: read as their readers do."""

import html
from collections.abc import Callable
from datetime import date
from urllib.parse import urlsplit

import feedparser
import icalendar
import pytest
from starlette.requests import Request
from starlette.responses import Response

from dashboard.store.store import Store
from dashboard.ui.visit import use_store
from dashboard.web.meeting_files import calendar, changes_as_feed, changes_as_text, notes
from tests.conftest import Given
from tests.queries.tables import example, plan


def fetch(store: Store, route: Callable[[Request], Response], address: str) -> Response:
    use_store(store)
    parts = urlsplit(address)
    scope = {"type": "http", "method": "GET", "path": parts.path, "headers": [(b"host", b"lagesbild.example.se")]}
    scope |= {"query_string": parts.query.encode(), "scheme": "https", "server": ("lagesbild.example.se", 443)}
    return route(Request(scope))


def test_the_text_lists_every_change_of_the_page(sample_store: Store) -> None:
    answer = fetch(sample_store, changes_as_text, "/hamta/sedan.txt?sedan=2026-10-14&per=2026-11-20")
    lines = answer.body.decode().splitlines()
    rows = sample_store.answer("county/changes", as_of=date(2026, 11, 20), county="04", since=date(2026, 10, 14)).rows
    assert lines[0].startswith("Lägesbild: Sedan 14 oktober 2026:")
    assert len(lines) == 2 + len(rows)
    assert all(line.endswith("(exempeldata)") for line in lines[2:])


def test_the_same_day_twice_says_that_nothing_has_changed(sample_store: Store) -> None:
    answer = fetch(sample_store, changes_as_text, "/hamta/sedan.txt?sedan=2026-10-14&per=2026-10-14")
    assert answer.body.decode().startswith("Lägesbild: Inga ändringar sedan 14 oktober 2026.")


@pytest.mark.parametrize("query", ["sedan=i-dag", "sedan=2999-01-01"])
def test_a_day_that_cannot_be_used_is_said(sample_store: Store, query: str) -> None:
    assert fetch(sample_store, changes_as_text, f"/hamta/sedan.txt?{query}").status_code == 400


def test_the_feed_is_read_by_a_feed_reader_with_text_as_text(given: Given) -> None:
    store = given(
        plan_status=[plan("0481", "own_plan", "2026-10-01")],
        example=[example("e1", title="<b>Fet</b> & fin", known_on="2026-10-02", principal_code="0484")],
    )
    read = feedparser.parse(fetch(store, changes_as_feed, "/hamta/sedan.atom?per=2026-11-01").body)
    assert not read.bozo, read.get("bozo_exception")
    assert read.version == "atom10"
    titles = [html.unescape(entry.title) for entry in read.entries]
    assert titles == ["Eskilstuna: <b>Fet</b> & fin", "Oxelösund: Lokal plan"]
    assert read.entries[0].link == "https://lagesbild.example.se/exempel?per=2026-11-01#e1"
    assert len({entry.id for entry in read.entries}) == 2


def test_an_empty_county_has_an_empty_feed(empty_store: Store) -> None:
    read = feedparser.parse(fetch(empty_store, changes_as_feed, "/hamta/sedan.atom").body)
    assert not read.bozo
    assert read.entries == []


def test_a_meeting_is_read_by_a_calendar(sample_store: Store) -> None:
    answer = fetch(sample_store, calendar, "/hamta/mote.ics?mote=styrgrupp_2026_12")
    assert all(len(line) <= 75 for line in answer.body.split(b"\r\n"))
    (event,) = icalendar.Calendar.from_ical(answer.body).walk("VEVENT")
    assert str(event["SUMMARY"]) == "Styrgruppsmöte december 2026"
    assert event["DTSTART"].dt == date(2026, 12, 9)
    assert "Stäm av er uppgift om rollen" in str(event["DESCRIPTION"])


@pytest.mark.parametrize("meeting", ["finns-inte", "styrgrupp_fore_2025_10_10"])
def test_a_meeting_without_a_day_has_no_calendar_file(sample_store: Store, meeting: str) -> None:
    assert fetch(sample_store, calendar, f"/hamta/mote.ics?mote={meeting}").status_code == 404


def test_the_draft_of_the_notes_has_the_agenda_and_the_decisions(sample_store: Store) -> None:
    words = fetch(sample_store, notes, "/hamta/anteckningar.txt?mote=styrgrupp_2026_12&per=2026-11-20").body.decode()
    lines = words.splitlines()
    assert lines[:3] == ["UTKAST", "", "Styrgruppsmöte december 2026"]
    rows = sample_store.answer("county/agenda", as_of=date(2026, 11, 20), county="04", round="2026h").rows
    for row in rows:
        assert (
            f"   - {row['principal']}: {row['item']}. {row['why']}.{' (exempeldata)' if row['synthetic'] else ''}"
            in lines
        )
    assert "Inget beslut är inskrivet." in lines
    assert lines[-1] == "Ur Lägesbild, det som var känt 20 november 2026."


def test_notes_of_a_meeting_that_is_not_there_are_not_found(sample_store: Store) -> None:
    assert fetch(sample_store, notes, "/hamta/anteckningar.txt?mote=finns_inte").status_code == 404
    assert fetch(sample_store, notes, "/hamta/anteckningar.txt").status_code == 404
