"""Logg: searched from the address, a page at a time, and as a file."""

import csv
import io
from datetime import datetime
from urllib.parse import urlsplit

import pytest
from starlette.requests import Request
from starlette.responses import Response

from dashboard.access.viewer import LOCAL
from dashboard.store.log import Line, add_line
from dashboard.store.store import Store
from dashboard.ui.visit import use_store, use_viewer
from dashboard.web.own_files import about_me, log_as_csv
from tests.access.people import HOSTILE, at
from tests.conftest import Given
from tests.pages.looking import SHARED, Looks, viewer
from tests.pages.screen import see


@pytest.fixture
def store(given: Given) -> Store:
    """250 lines, a minute apart, and one with words that try to be something else."""
    made = given()
    with made.writing() as connection:
        for number in range(250):
            when = datetime(2026, 11, 1 + number // 100, 12, number % 60)
            add_line(connection, Line(when, made.scope.who), "share", f"/mote nr{number:03}", None, None)
    at(made, datetime(2026, 11, 10, 8, 5, 9))
    made.log(
        "rights", HOSTILE, {"role": "reader", "principal_code": None}, {"role": "editor", "principal_code": "0482"}
    )
    return made


def test_a_line_is_told_in_words(store: Store) -> None:
    head, first, *_ = see(store, "/logg").table("Vad som har gjorts")
    assert head == ["Tid", "Vem", "Handling", "Vad", "Före", "Efter"]
    assert first == [
        "2026-11-10 08:05:09",
        "kommandoraden",
        "Ändrade behörighet",
        HOSTILE,
        "roll: Läsare; huvudman: –",
        "roll: Redaktör; huvudman: 0482",
    ]


def test_a_hundred_at_a_time_with_ways_to_earlier_and_later(store: Store) -> None:
    first = see(store, "/logg")
    assert "Rad 1–100 av 251, de senaste först." in first.words
    link = next(a for a in first.root.every("a") if a.words == "Tidigare rader")
    assert link.attributes["href"] == "/logg?punkt=2"
    assert "Senare rader" not in first.words
    last = see(store, "/logg", punkt="3")
    assert "Rad 201–251 av 251" in last.words
    assert "Tidigare rader" not in last.words
    assert next(a for a in last.root.every("a") if a.words == "Senare rader").attributes["href"] == "/logg?punkt=2"
    shown = [row[3] for page in "123" for row in see(store, "/logg", punkt=page).table("Vad som har gjorts")[1:]]
    assert len(shown) == len(set(shown)) == 251


@pytest.mark.parametrize("page", ["99", "0", "-1", "två", "²", "9" * 50])
def test_a_page_that_is_not_there_is_the_nearest_one(store: Store, page: str) -> None:
    assert len(see(store, "/logg", punkt=page).table("Vad som har gjorts")) > 1


def test_the_address_is_the_search(store: Store) -> None:
    screen = see(store, "/logg", sok="nr1", handling="share", fran="2026-11-02", till="2026-11-02")
    assert "av 100," in screen.words
    assert see(store, "/logg", sok="nr07").table("Vad som har gjorts")[10][3] == "/mote nr070"
    fields = {field["name"]: field["value"] for field in screen.component("navigation")["fields"]}
    assert fields | {"sok": "nr1", "handling": "share", "fran": "2026-11-02", "till": "2026-11-02"} == fields
    assert "Ingen rad motsvarar sökningen." in see(store, "/logg", sok="finns inte").words
    assert len(see(store, "/logg", handling="allt", fran="i går").messages) == 2


def test_markup_in_a_line_is_words(store: Store) -> None:
    assert "<script>" not in see(store, "/logg").markup


@pytest.mark.parametrize("role", ["reader", "steering", "process_lead", "researcher"])
def test_others_do_not_come_in(store: Store, looks: Looks, role: str) -> None:
    for one in (viewer(store, "x@example.se", role), SHARED):
        screen = looks(store, one, "/logg")
        assert screen.headings("h1") == ["Du kommer inte in här"]
        assert "nr100" not in screen.markup


def fetched(store: Store, address: str, route: object = log_as_csv) -> Response:
    use_store(store)
    use_viewer(LOCAL)
    parts = urlsplit(address)
    scope = {"type": "http", "method": "GET", "path": parts.path, "query_string": parts.query.encode(), "headers": []}
    return route(Request(scope))


def test_the_file_holds_every_line_of_the_search_and_no_formula(store: Store) -> None:
    answer = fetched(store, "/hamta/logg.csv?punkt=2")
    content = bytes(answer.body)
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content[3:].decode()), delimiter=";"))
    assert rows[0] == ["Tid", "Vem", "Handling", "Vad", "Före", "Efter", "Rad"]
    assert len(rows) == 252
    assert rows[1][3] == f"'{HOSTILE}"
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
    found = bytes(fetched(store, "/hamta/logg.csv?handling=share&till=2026-11-01").body).decode()
    assert found.count("\r\n") == 101
    assert fetched(store, "/hamta/logg.csv?handling=allt").status_code == 400


def test_what_is_held_on_oneself_is_a_file_too(store: Store) -> None:
    answer = fetched(store, "/hamta/om-mig.json", about_me)
    assert answer.headers["content-disposition"].startswith('attachment; filename="lagesbild-om-mig-')
    assert b'"saved_view": []' in bytes(answer.body)
