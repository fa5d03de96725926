"""An invented country: the same each time, as large as asked for, all of it marked, and whole."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import pairwise

import pytest
from sqlalchemy import func, select

from dashboard.settings import Settings
from dashboard.store.building import build, open_store
from dashboard.store.check import check_database
from dashboard.store.engine import open_engine
from dashboard.store.generate import FIRST_ROUND, Country, _rounds
from dashboard.store.schema import FACT_TABLES, metadata
from tests.engines import Databases, Own

pytestmark = pytest.mark.both_engines

SIZE = Country(counties=("09", "10"), rounds=3, measures=36)
MUNICIPALITIES, REGIONS = 6, 2
PRINCIPALS = MUNICIPALITIES + REGIONS
Row = dict[str, object]


@cache
def tables_of(url: str) -> dict[str, list[Row]]:
    """Every row of every table; no database here changes, and opening one takes longer than reading it."""
    engine = open_engine(url)
    with engine.connect() as connection:
        found = {
            name: [dict(row) for row in connection.execute(select(table).order_by(*table.primary_key)).mappings()]
            for name, table in metadata.tables.items()
        }
    engine.dispose()
    return found


def every_row(settings: Settings, table: str) -> list[Row]:
    return tables_of(settings.url)[table]


def made(own: Own, size: Country = SIZE) -> Settings:
    settings = own.settings()
    build(settings, facts=True, sample=True, country=size)
    return settings


@pytest.fixture(scope="module")
def country(databases: Databases) -> Iterator[Settings]:
    """A small invented country, shared: only for reading."""
    own = Own(databases)
    yield made(own)
    own.let_go()


def test_the_same_rows_come_out_twice(country: Settings, own: Own) -> None:
    again = made(own)
    for table in ("principal", "measure", "measure_version", "source", *FACT_TABLES):
        assert every_row(again, table) == every_row(country, table), table


def test_the_sizes_are_those_that_are_asked_for(country: Settings) -> None:
    taking_part = {row["code"] for row in every_row(country, "county") if row["takes_part"]}
    assert taking_part == set(SIZE.counties)
    own = [row for row in every_row(country, "principal") if row["county_code"] in taking_part]
    assert Counter(row["kind"] for row in own) == {"municipality": MUNICIPALITIES, "region": REGIONS}
    assert len(every_row(country, "round")) == SIZE.rounds * len(SIZE.counties)
    assert len(every_row(country, "measure")) == SIZE.measures
    assert len(every_row(country, "mailout")) == PRINCIPALS * SIZE.rounds


@pytest.mark.parametrize(
    ("size", "counties"),
    [(Country(("09",), 1, 0), 1), (Country(("10",), 1, 45), 1), (Country(("04", "09"), 4, 31, nations=3), 6)],
    ids=str,
)
def test_any_size_is_whole(size: Country, counties: int, own: Own) -> None:
    database = made(own, size)
    assert check_database(database).faults == []
    assert sum(bool(row["takes_part"]) for row in every_row(database, "county")) == counties
    assert len(every_row(database, "round")) == size.rounds * counties
    answering = {row["principal_code"] for row in every_row(database, "mailout")}
    assert len(answering) * size.rounds == len(every_row(database, "mailout"))


def test_all_counties_take_part_unless_some_are_named(own: Own) -> None:
    database = made(own, Country(rounds=1, measures=0))
    assert len(every_row(database, "round")) == 21
    assert len(every_row(database, "mailout")) == 290 + 21


def test_lagesbild_check_finds_no_fault(country: Settings) -> None:
    report = check_database(country)
    assert report.faults == []
    assert report.counts["mailout"] == PRINCIPALS * SIZE.rounds


def test_everything_comes_from_one_source_that_is_marked_synthetic(country: Settings) -> None:
    (source,) = every_row(country, "source")
    assert (source["id"], source["synthetic"]) == ("generated", True)
    for name in FACT_TABLES:
        assert {row["source_id"] for row in every_row(country, name)} <= {"generated"}, name


def test_nothing_but_what_is_invented_is_known(country: Settings) -> None:
    filled = {name for name in FACT_TABLES if every_row(country, name)}
    assert filled == {"round", "mailout", "answer", "role_status"}
    assert every_row(country, "contact") == []


def test_every_answer_is_a_step_or_a_special_answer_of_a_known_huvudman_and_round(country: Settings) -> None:
    answers = every_row(country, "answer")
    codes = {row["code"] for row in every_row(country, "principal")}
    rounds = {(row["county_code"], row["id"]): row["known_on"] for row in every_row(country, "round")}
    counties = {row["code"]: row["county_code"] for row in every_row(country, "principal")}
    measures = {row["id"]: row for row in every_row(country, "measure")}
    assert answers
    for one in answers:
        assert one["principal_code"] in codes
        assert one["county_code"] == counties[one["principal_code"]]
        assert one["known_on"] == rounds[one["county_code"], one["round_id"]]
        assert measures[one["measure_id"]]["scale_id"] == "shift"
        assert (one["value"] in {0, 1, 2, 3, 4}) != (one["special"] is not None)
    keys = Counter((one["round_id"], one["measure_id"], one["principal_code"]) for one in answers)
    assert set(keys.values()) == {1}
    per_round = Counter((one["round_id"], one["principal_code"]) for one in answers)
    shift = sum(row["scale_id"] == "shift" and row["answered_by"] == "huvudman" for row in measures.values())
    assert set(per_round.values()) == {shift}, "who answers a round answers every measure"


def test_a_step_changes_by_one_at_most_from_round_to_round(country: Settings) -> None:
    steps: dict[tuple[object, object], list[float | None]] = {}
    for one in sorted(every_row(country, "answer"), key=lambda row: str(row["known_on"])):
        steps.setdefault((one["principal_code"], one["measure_id"]), []).append(one["value"])
    for values in steps.values():
        for earlier, later in pairwise(values):
            assert earlier is None or later is None or abs(later - earlier) <= 1


def test_nothing_is_known_in_the_future_even_in_the_largest_country() -> None:
    assert all(row["known_on"] <= date.today() for row in _rounds(Country()))
    first = next(iter(_rounds(Country())))
    assert (first["id"], first["name"], first["known_on"]) == ("2016h", "Hösten 2016", FIRST_ROUND)


def test_the_role_goes_one_step_at_a_time_and_never_back(country: Settings) -> None:
    steps = {row["code"]: row["value"] for row in every_row(country, "scale_step") if row["scale_id"] == "role_status"}
    days = {row["known_on"] for row in every_row(country, "round")}
    roles = sorted(every_row(country, "role_status"), key=lambda row: str(row["known_on"]))
    assert roles
    assert {row["known_on"] for row in roles} <= days
    ways: dict[object, list[float]] = {}
    for one in roles:
        ways.setdefault(one["principal_code"], [steps["not_started"]]).append(steps[one["status"]])
    assert all(later - earlier == 1 for way in ways.values() for earlier, later in pairwise(way))


def test_the_questions_of_the_pages_can_be_put_to_it(country: Settings) -> None:
    store = open_store(country)
    try:
        rounds = store.answer("follow_up/rounds", as_of=date.today(), county="10", work_group=None).rows
        assert [row["round_id"] for row in rounds] == ["2016h", "2017v", "2017h"]
        assert [row["invited"] for row in rounds] == [6] * SIZE.rounds
        assert all(row["synthetic"] for row in rounds)
        counts = store.answer("roles/coverage", as_of=date.today(), county="10", role="best_interest_lead").rows
        assert counts[0]["municipalities"] == 5
    finally:
        store.close()


def test_row_numbers_are_counted_from_one_in_every_table(country: Settings) -> None:
    engine = open_engine(country.url)
    with engine.connect() as connection:
        for table in FACT_TABLES.values():
            lowest, highest, count = connection.execute(
                select(func.min(table.c.row_id), func.max(table.c.row_id), func.count())
            ).one()
            assert count == 0 or (lowest, highest) == (1, count)
    engine.dispose()
