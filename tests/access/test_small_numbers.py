"""Answers from fewer than five are withheld before a frame leaves the store: nothing anywhere depends on them.

Two counties that differ only in what is withheld are compared to the last byte, so that no total, difference, chart,
hover or file can hold it.
"""

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.access.guess_limit import Tries
from dashboard.access.links import Shared, make_link
from dashboard.access.viewer import LOCAL
from dashboard.reports.registry import MAKERS
from dashboard.store.scope import FIGURES, READING
from dashboard.store.store import Store
from dashboard.ui import shared_view as sharing
from dashboard.web.downloads import csv_file, xlsx_file
from tests.access.making import OTHER, OWN, a_county, everything_asked
from tests.access.making import WITHHELD_ROUND as ROUND
from tests.conftest import Given
from tests.engines import Databases, Own
from tests.pages.screen import see
from tests.queries.tables import a_round, answer
from tests.reporting import looking_at

PATHS = [
    ("/", {"matt": "M03"}),
    ("/huvudman", {"huvudman": OWN, "matt": "M03"}),
    ("/ledning", {"niva": "medarbetare", "matt": "M03"}),
    ("/uppfoljning", {"aspekt": "syfte"}),
    ("/mote", {"sedan": "2026-10-31"}),
]


@pytest.fixture(scope="module")
def two_counties(databases: Databases) -> Iterator[tuple[Store, Store]]:
    own = Own(databases)
    yield a_county(own, 1, "Ett ord som ingen ska läsa"), a_county(own, 5, "Ett annat ord som ingen ska läsa")
    own.let_go()


def test_no_question_is_answered_otherwise(two_counties: tuple[Store, Store]) -> None:
    first, second = (everything_asked(store, round=ROUND, previous="2026h") for store in two_counties)
    assert [asked for asked in first if first[asked] != second[asked]] == []
    assert "som ingen ska läsa" not in str(first)


def test_it_is_said_in_words_that_it_is_withheld(two_counties: tuple[Store, Store]) -> None:
    asked = {"as_of": date(2026, 11, 21), "county": "04", "level": None, "measure": "M03", "aspect": "syfte"}
    rows = two_counties[0].answer("follow_up/state_by_principal", round=ROUND, **asked).rows
    told = {row["principal_code"]: row["state_label"] for row in rows}
    assert told[OWN] == told[OTHER] == "Färre än fem svarande"
    assert [told[code] for code in ("0482", "0483", "0486")] == ["Stämmer till viss del"] * 3
    words = see(two_counties[0], "/", matt="M03", omgang=ROUND).words
    assert "två har färre än fem svarande, så svaret visas inte" in words


@pytest.mark.parametrize(("path", "parameters"), PATHS, ids=[path for path, _ in PATHS])
def test_no_page_is_drawn_otherwise(path: str, parameters: dict[str, str], two_counties: tuple[Store, Store]) -> None:
    first, second = (see(store, path, per="2026-11-21", omgang=ROUND, **parameters) for store in two_counties)
    assert first.markup == second.markup
    assert first.charts == second.charts
    assert "som ingen ska läsa" not in first.markup + str(first.charts)


@pytest.mark.parametrize("name", MAKERS)
def test_no_file_has_another_byte(name: str, two_counties: tuple[Store, Store]) -> None:
    of = {"vy.xlsx": "/uppfoljning"}.get(name)
    made = [
        MAKERS[name](looking_at(store, "2026-11-21", huvudman=OWN, matt="M03", omgang=ROUND), of).content
        for store in two_counties
    ]
    assert made[0] == made[1]


def test_no_table_that_is_fetched_has_another_byte(two_counties: tuple[Store, Store]) -> None:
    for name in ("follow_up/states", "follow_up/measure_rounds", "follow_up/comments", "county/answer_changes"):
        asked = dict.fromkeys(("level", "core", "work_group"))
        answers = [
            looking_at(store, "2026-11-21", matt="M03", omgang=ROUND).ask(name, since=date(2026, 10, 31), **asked)
            for store in two_counties
        ]
        assert csv_file(answers[0], "2026-11-21") == csv_file(answers[1], "2026-11-21")
        assert xlsx_file(answers[0], "2026-11-21") == xlsx_file(answers[1], "2026-11-21")


@pytest.mark.parametrize("path", ["/uppfoljning", "/"])
def test_no_shared_link_shows_otherwise(
    path: str, two_counties: tuple[Store, Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.access.links.secrets.token_urlsafe", lambda _: f"samma-nyckel-{path}")
    monkeypatch.setattr(sharing, "_tries", Tries())
    day, rights = date(2026, 11, 21), READING - {FIGURES}
    of = Shared("04", path, f"aspekt=syfte&omgang={ROUND}", as_of=day, rights=rights, purpose="P", shared_by="F")
    screens = []
    for store in two_counties:
        token = make_link(store.for_viewer(LOCAL.scope), of)
        screens.append(see(store, "/delad", nyckel=token))
    assert "Delad av" in screens[0].words
    assert (screens[0].markup, screens[0].charts) == (screens[1].markup, screens[1].charts)
    assert "som ingen ska läsa" not in screens[0].markup


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(numbers=st.lists(st.none() | st.integers(1, 12), min_size=1, max_size=10))
def test_never_one_alone_and_never_one_of_fewer_than_five(numbers: list[int | None], given: Given) -> None:
    codes = ["04", "0428", "0461", "0480", "0481", "0482", "0483", "0484", "0486", "0488"][: len(numbers)]
    rows = [answer("r1", "M03", code, 3, respondents=number) for code, number in zip(codes, numbers, strict=True)]
    store = given(round=[a_round("r1", 1)], answer=rows)
    asked = {"as_of": date(2025, 12, 1), "county": "04", "level": None, "measure": "M03"}
    states = {row["principal_code"]: row["state"] for row in store.answer("follow_up/states", **asked).rows}
    hidden = {code for code in codes if states[code] == "too_few"}
    few = {code for code, number in zip(codes, numbers, strict=True) if (number or 0) < 5}
    assert few <= hidden
    assert len(hidden) != 1 or len(codes) == 1
    assert len(hidden) <= max(len(few), 2 if few else 0)


def test_what_a_huvudman_answers_as_one_is_shown_from_however_few(given: Given) -> None:
    store = given(round=[a_round("r1", 1)], answer=[answer("r1", "M02", OWN, 3, respondents=2)])
    asked = {"as_of": date(2025, 12, 1), "county": "04", "level": None, "measure": "M02"}
    rows = store.answer("follow_up/states", **asked).rows
    assert {row["state"] for row in rows if row["principal_code"] == OWN} == {"trying"}


def test_a_corrected_number_brings_the_answer_back(given: Given) -> None:
    rows = [answer("r1", "M03", code, 3, respondents=9) for code in ("0482", "0483")]
    few, enough = (answer("r1", "M03", OWN, 3, day, respondents=n) for day, n in (("2025-10-01", 4), ("2025-10-20", 8)))
    store = given(round=[a_round("r1", 1)], answer=[*rows, few, enough])
    asked = {"county": "04", "level": None, "measure": "M03"}
    for day, shown in ((date(2025, 10, 10), "too_few"), (date(2025, 10, 20), "partly")):
        found = {r["principal_code"]: r["state"] for r in store.answer("follow_up/states", as_of=day, **asked).rows}
        assert (found[OWN], found["0482"]) == (shown, shown)
