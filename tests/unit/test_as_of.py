"""The state at the end of a day: what was known by then, and nothing that came later."""

import random
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, delete, insert, text

from dashboard.store.as_of import in_force_step
from dashboard.store.schema import FACT_TABLES
from dashboard.store.schema.facts import answer, plan_status, source
from dashboard.store.schema.work import contact
from dashboard.store.store import Store
from tests.conftest import Given

pytestmark = pytest.mark.both_engines

FIRST_DAY = date(2025, 10, 1)
HOUR = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)
STATUSES = ["none", "in_progress", "own_plan"]
PRINCIPALS = ["0484", "0486", "04"]

# One history: (huvudman, status, day, hour of writing), in the order of writing.
ROW = st.tuples(st.sampled_from(PRINCIPALS), st.sampled_from(STATUSES), st.integers(0, 5), st.integers(0, 2))
HISTORY = st.lists(ROW, max_size=14)
LATE_ROWS = st.lists(st.tuples(ROW, st.integers(0, 5)), max_size=6)
"""Rows, each with the days after the last one of interest when it was written."""
Row = tuple[str, str, int, int]


def midnight(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time())


def put(connection: Connection, history: Sequence[Row]) -> None:
    connection.execute(delete(plan_status))
    known = [
        {
            "principal_code": principal,
            "status": status,
            "known_on": FIRST_DAY + timedelta(days=day),
            "recorded_at": midnight(FIRST_DAY + timedelta(days=day)) + timedelta(hours=hour),
            "recorded_by": "test",
            "source_id": "s",
            "row_id": number,
        }
        for number, (principal, status, day, hour) in enumerate(history, 1)
    ]
    random.Random(len(history)).shuffle(known)  # the order in the file must not matter
    if known:
        connection.execute(insert(plan_status), known)


def asked(connection: Connection, as_of: date) -> dict[str, str]:
    step = in_force_step(plan_status)
    rows = connection.execute(
        text(f"with {step} select principal_code, status from plan_status_in_force"), {"as_of": as_of}
    ).all()
    assert len({row.principal_code for row in rows}) == len(rows), "one row per key"
    return {row.principal_code: row.status for row in rows}


def worked_out(history: Sequence[Row], last_day: int) -> dict[str, str]:
    state: dict[str, tuple[tuple[int, int, int], str]] = {}
    for number, (principal, status, day, hour) in enumerate(history):
        rank = (day, hour, number)
        if day <= last_day and (principal not in state or rank > state[principal][0]):
            state[principal] = (rank, status)
    return {principal: status for principal, (_, status) in state.items()}


def with_source(connection: Connection) -> None:
    row = {"id": "s", "kind": "import", "title": "S", "synthetic": False, "recorded_by": "test", "recorded_at": HOUR}
    connection.execute(insert(source), [row])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=HISTORY)
def test_the_state_of_any_day_is_the_last_word_by_then(empty_store: Store, history: list[Row]) -> None:
    with empty_store._engine.connect() as connection, connection.begin() as transaction:
        with_source(connection)
        put(connection, history)
        for last_day in range(-1, 7):
            assert asked(connection, FIRST_DAY + timedelta(days=last_day)) == worked_out(history, last_day)
        transaction.rollback()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=HISTORY, later=HISTORY, last_day=st.integers(0, 5))
def test_what_is_known_later_never_changes_an_earlier_picture(
    empty_store: Store, history: list[Row], later: list[Row], last_day: int
) -> None:
    as_of = FIRST_DAY + timedelta(days=last_day)
    after = [(principal, status, last_day + 1 + day, hour) for principal, status, day, hour in later]
    with empty_store._engine.connect() as connection, connection.begin() as transaction:
        with_source(connection)
        put(connection, history)
        before = asked(connection, as_of)
        put(connection, [*history, *after])
        assert asked(connection, as_of) == before
        transaction.rollback()


TABLES = {**FACT_TABLES, contact.name: contact}


def test_every_picture_of_the_sample_holds_when_later_rows_are_added(sample_store: Store, given: Given) -> None:
    """The whole sample, cut at a day, answers as the whole sample asked as of that day."""
    as_of = date(2026, 4, 30)
    with sample_store._engine.connect() as connection:
        kept = {
            name: [dict(row._mapping) for row in connection.execute(table.select().where(table.c.known_on <= as_of))]
            for name, table in TABLES.items()
        }
        sources = [dict(row._mapping) for row in connection.execute(source.select())]
    cut = given()
    with cut._engine.begin() as connection:
        connection.execute(insert(source), sources)
        for name, rows in kept.items():
            if rows:
                connection.execute(insert(TABLES[name]), rows)
    asked_for = {
        "county": "04",
        "as_of": as_of,
        "since": date(2025, 10, 10),
        "round": "2026v",
        "previous": "2025h",
        "aspect": "vardag",
        "role": "best_interest_lead",
        "principal": "0484",
    }
    compared = 0
    for name, query in sample_store.queries.items():
        wanted = {parameter.name: asked_for.get(parameter.name) for parameter in query.parameters}
        if "as_of" in wanted:
            assert cut.frame(name, **wanted).equals(sample_store.frame(name, **wanted)), name
            compared += 1
    assert compared > 25


def test_a_row_with_an_empty_key_part_has_one_state(empty_store: Store, given: Given) -> None:
    """The county's own answers have neither huvudman nor group in their key."""
    rows = [
        {
            "round_id": "r",
            "measure_id": "L02",
            "measure_version": 1,
            "county_code": "04",
            "value": value,
            "known_on": f"2025-10-0{value}",
        }
        for value in (1, 2)
    ]
    given.add(empty_store, answer=rows)
    with empty_store._engine.connect() as connection:
        step = in_force_step(answer)
        values = connection.execute(
            text(f"with {step} select value from answer_in_force"), {"as_of": date(2025, 12, 1)}
        )
        assert values.scalars().all() == [2.0]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    history=HISTORY, written_after=st.lists(st.tuples(ROW, st.integers(0, 5)), max_size=6), last_day=st.integers(0, 5)
)
def test_what_is_written_later_about_an_earlier_day_shows_from_the_day_it_was_written(
    empty_store: Store, history: list[Row], written_after: list[tuple[Row, int]], last_day: int
) -> None:
    """Known on any day, but written after `last_day`: the pictures up to then stay, and later ones have it."""
    late = [
        {
            "principal_code": principal,
            "status": status,
            "known_on": FIRST_DAY + timedelta(days=known_day),
            "recorded_at": midnight(FIRST_DAY + timedelta(days=max(last_day + 1 + days, known_day))),
            "recorded_by": "test",
            "source_id": "s",
            "row_id": 1_000 + number,
        }
        for number, ((principal, status, known_day, _), days) in enumerate(written_after)
    ]
    days = [FIRST_DAY + timedelta(days=number) for number in range(last_day + 1)]
    with empty_store._engine.connect() as connection, connection.begin() as transaction:
        with_source(connection)
        put(connection, history)
        before = [asked(connection, day) for day in days]
        if late:
            connection.execute(insert(plan_status), late)
        assert [asked(connection, day) for day in days] == before
        assert {row["principal_code"] for row in late} <= set(asked(connection, FIRST_DAY + timedelta(days=20)))
        transaction.rollback()


def test_an_entry_about_an_earlier_day_says_when_it_was_known_and_when_it_was_seen(empty_store: Store) -> None:
    row = {"principal_code": "0484", "status": "own_plan", "known_on": FIRST_DAY, "recorded_by": "test"}
    written = midnight(FIRST_DAY + timedelta(days=7)) + timedelta(hours=9)
    with empty_store._engine.begin() as connection:
        with_source(connection)
        connection.execute(insert(plan_status), [row | {"recorded_at": written, "source_id": "s", "row_id": 1}])
    assert empty_store.in_force("plan_status", FIRST_DAY + timedelta(days=6)) == []
    (seen,) = empty_store.in_force("plan_status", FIRST_DAY + timedelta(days=7))
    assert (seen["known_on"], seen["seen_on"]) == (FIRST_DAY, FIRST_DAY + timedelta(days=7))
