"""Landet: every county by its own code, what is withheld said as withheld, and nothing ranked."""

from collections.abc import Iterator

import pytest

from dashboard.access.members import add_member as add
from dashboard.access.members import member_named, viewer_of
from dashboard.store.building import build
from dashboard.store.generate import Country
from dashboard.store.store import Store
from tests.engines import Databases, Own
from tests.pages.looking import Looks
from tests.pages.screen import Screen, see
from tests.queries.plain import lookup


@pytest.fixture(scope="module")
def country(databases: Databases) -> Iterator[Store]:
    """Four counties, one of them with two huvudmän; the others take no part."""
    own = Own(databases)
    settings = own.settings()
    build(
        settings, facts=False, sample=False, country=Country(counties=("04", "09", "10", "13"), rounds=2, measures=31)
    )
    yield own.opened(settings)
    own.let_go()


def table(screen: Screen, caption: str) -> list[list[str]]:
    """The rows of the table whose caption begins so."""
    (found,) = (one for one in screen.root.every("table") if one.one("caption").words.startswith(caption))
    return [[cell.words for cell in (*row.every("th"), *row.every("td"))] for row in found.one("tbody").every("tr")]


def test_every_county_stands_by_its_code_and_those_that_take_no_part_say_so(country: Store) -> None:
    screen = see(country, "/landet")
    rows = table(screen, "Del av vardagen: länens median")
    assert len(rows) == 21
    assert rows[0][0] == "Stockholms län"
    assert rows[-1][0] == "Norrbottens län"
    told = {row[0]: row[3] for row in rows}
    assert told["Stockholms län"] == "Deltar inte"
    assert told["Gotlands län"] == "För få steg för en median"
    assert told["Södermanlands län"] in {"Inte påbörjat", "Utforskar", "Förbereder", "Prövar", "I vardagen"}
    assert "4 av 21 län deltar" in screen.words


def test_a_county_of_two_tells_no_figure_of_them(country: Store) -> None:
    screen = see(country, "/landet")
    (gotland,) = (row for row in table(screen, "Del av vardagen: fördelning") if row[0] == "Gotlands län")
    assert gotland[2:] == ["Färre än fem svarande", "–", "2"]
    (gotland,) = (row for row in table(screen, "Del av vardagen: förflyttning") if row[0] == "Gotlands län")
    assert gotland[3:8] == ["–"] * 5


def test_invented_figures_are_marked(country: Store) -> None:
    screen = see(country, "/landet")
    assert screen.root.one("p", class_="lb-sample")
    assert len(list(screen.root.every("span", class_="lb-badge"))) == 3


def test_the_measure_in_the_address_is_shown(country: Store) -> None:
    screen = see(country, "/landet", matt="M03")
    assert len(table(screen, f"{lookup('measures', 'name')['M03']}: länens median")) == 21
    assert screen.messages == []


def test_a_measure_that_cannot_be_compared_is_said_and_the_aspect_shown(country: Store) -> None:
    screen = see(country, "/landet", matt="L03")
    assert any("går inte att jämföra" in one or "inga steg att visa" in one for one in screen.messages), screen.messages


def test_the_day_before_everything(country: Store) -> None:
    screen = see(country, "/landet", per="1999-01-01")
    assert "har svar från så många" in screen.words
    assert "Inget län har två omgångar" in screen.words


def test_each_page_can_be_turned_to_another_county(country: Store) -> None:
    screen = see(country, "/", lan="13")
    assert "Hallands län" in screen.words
    assert screen.messages == []
    screen = see(country, "/", lan="13", huvudman="0481")
    assert any("0481" in one for one in screen.messages)


def test_a_county_that_takes_no_part_is_named_and_left_aside(country: Store) -> None:
    screen = see(country, "/", lan="25")
    assert screen.messages == ["Adressen nämner länet ”25”, som du inte kan läsa här. Den delen hoppas över."]


def test_a_member_of_one_county_is_shown_its_own_and_the_country(country: Store, looks: Looks) -> None:
    row = member_named(country, add(country, "13", "ada@example.se", "reader"))
    assert row is not None
    ada = viewer_of(row)
    assert "Hallands län" in looks(country, ada, "/").words
    screen = looks(country, ada, "/", lan="04")
    assert any("04" in one for one in screen.messages)
    assert "Hallands län" in screen.words
    assert len(table(looks(country, ada, "/landet"), "Del av vardagen: länens median")) == 21
