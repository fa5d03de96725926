"""The store from many threads and over many writes: whole writes, fresh answers, one question at a time."""

import threading
from collections.abc import Callable
from datetime import date

import pandas as pd
import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError

from dashboard.errors import DatabaseUnavailable, PictureMoved
from dashboard.store.store import Store
from tests.conftest import Given

pytestmark = pytest.mark.both_engines

AS_OF = date(2026, 1, 1)


def a_source(name: str) -> dict[str, object]:
    return {"id": name, "kind": "import", "title": name, "synthetic": False}


def a_plan(principal: str = "0484", status: str = "own_plan") -> dict[str, object]:
    return {"principal_code": principal, "status": status, "known_on": date(2025, 10, 1)}


def plans(store: Store) -> dict[str, str]:
    frame = store.frame("roles/plan_by_principal", as_of=AS_OF, county="04")
    return {
        code: state for code, state in zip(frame["principal_code"], frame["state"], strict=True) if state != "missing"
    }


def counted(store: Store, table: str) -> int:
    with store._engine.connect() as connection:
        return int(connection.execute(text(f"select count(*) from {table}")).scalar_one())


def at_once(work: list[Callable[[], None]]) -> None:
    """Run every piece of work in a thread of its own, all let go in the same moment; raise what any raised."""
    gate, raised = threading.Barrier(len(work)), []

    def run(piece: Callable[[], None]) -> None:
        gate.wait()
        try:
            piece()
        except BaseException as error:
            raised.append(error)

    threads = [threading.Thread(target=run, args=(piece,)) for piece in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert raised == []


# ---- writing ----


def test_what_is_appended_is_answered_and_says_where_it_is_from(empty_store: Store) -> None:
    assert plans(empty_store) == {}
    empty_store.append({"plan_status": [a_plan()]}, a_source("one"), recorded_by="Skolchef")
    assert plans(empty_store) == {"0484": "own_plan"}
    with empty_store._engine.connect() as connection:
        row = connection.execute(text("select source_id, recorded_by, row_id from plan_status")).one()
        assert tuple(row) == ("one", "Skolchef", 1)


def test_each_write_raises_the_data_version(empty_store: Store) -> None:
    assert empty_store.data_version == 1
    for number in (2, 3):
        assert empty_store.append({"plan_status": [a_plan()]}, a_source(str(number)), "test") == number
        assert empty_store.data_version == number


def test_what_is_kept_of_a_county_holds_while_another_is_written(empty_store: Store) -> None:
    def asked() -> list[object]:
        of_county = {"as_of": AS_OF, "county": "04"}
        return [
            empty_store.answer("roles/plan_by_principal", **of_county),
            empty_store.answer("catalogue/levels"),
            empty_store.answer("national/rounds", as_of=AS_OF),
        ]

    def anew(before: list[object]) -> list[bool]:
        return [now is not then for now, then in zip(asked(), before, strict=True)]

    before = asked()
    assert anew(before) == [False, False, False]
    empty_store.append({"plan_status": [a_plan("0580")]}, a_source("theirs"), "test")
    assert anew(before) == [False, False, True]
    before = asked()
    empty_store.append({"plan_status": [a_plan("0484")]}, a_source("ours"), "test")
    assert anew(before) == [True, False, True]
    assert plans(empty_store) == {"0484": "own_plan"}
    before = asked()
    empty_store.append({}, a_source("everybody's"), "test")
    assert anew(before) == [True, True, True]


def test_what_was_looked_at_has_moved_when_that_county_is_written_and_not_another(empty_store: Store) -> None:
    def save(name: str, principal: str, seen: tuple[str, int]) -> None:
        empty_store.append({"plan_status": [a_plan(principal)]}, a_source(name), "test", if_version=seen)

    seen = ("04", empty_store.version_of("04"))
    empty_store.append({"plan_status": [a_plan("0580")]}, a_source("theirs"), "test")
    save("ours", "0484", seen)
    with pytest.raises(PictureMoved):
        save("late", "0486", seen)
    assert plans(empty_store) == {"0484": "own_plan"}
    save("after a look", "0486", ("04", empty_store.version_of("04")))
    assert set(plans(empty_store)) == {"0484", "0486"}


def test_a_write_of_no_rows_in_a_table_is_no_fault(empty_store: Store) -> None:
    empty_store.append({"plan_status": [a_plan()], "answer": []}, a_source("one"), "test")
    assert plans(empty_store) == {"0484": "own_plan"}
    assert counted(empty_store, "answer") == 0


@pytest.mark.parametrize(
    "wrong",
    [
        a_plan("9999"),  # no such huvudman
        a_plan() | {"known_on": None},
        a_plan(status="in_existing_plan") | {"document_name": None},  # names no document
    ],
)
def test_one_wrong_row_and_nothing_is_stored(empty_store: Store, wrong: dict[str, object]) -> None:
    good = {"document_name": None}
    with pytest.raises(DBAPIError):
        empty_store.append({"plan_status": [a_plan() | good, good | wrong]}, a_source("one"), "test")
    assert empty_store.data_version == 1
    assert (counted(empty_store, "plan_status"), counted(empty_store, "source")) == (0, 0)
    empty_store.append({"plan_status": [a_plan()]}, a_source("one"), "test")
    assert plans(empty_store) == {"0484": "own_plan"}


def test_a_wrong_row_in_the_second_table_takes_the_first_back(empty_store: Store) -> None:
    both = {
        "county_code": "04",
        "round_id": "r",
        "measure_id": "M01",
        "measure_version": 1,
        "known_on": AS_OF,
        "value": 1,
        "special": "missing",
    }
    with pytest.raises(DBAPIError):
        empty_store.append({"plan_status": [a_plan()], "answer": [both]}, a_source("one"), "test")
    assert plans(empty_store) == {}
    assert counted(empty_store, "source") == 0


@pytest.mark.parametrize("table", ["nothing", "measure", "contact"])
def test_only_tables_of_facts_are_written(empty_store: Store, table: str) -> None:
    with pytest.raises(KeyError, match=table):
        empty_store.append({"plan_status": [a_plan()], table: [{"id": "x"}]}, a_source("one"), "test")
    assert empty_store.data_version == 1
    assert (counted(empty_store, "plan_status"), counted(empty_store, "source")) == (0, 0)


def test_a_source_is_written_once(empty_store: Store) -> None:
    empty_store.append({"plan_status": [a_plan()]}, a_source("one"), "test")
    with pytest.raises(DBAPIError):
        empty_store.append({"plan_status": [a_plan("0486")]}, a_source("one"), "test")
    assert plans(empty_store) == {"0484": "own_plan"}


def test_two_who_write_at_once_both_land(empty_store: Store) -> None:
    def writer(name: str, principal: str) -> Callable[[], None]:
        def write() -> None:
            for number in range(10):
                status = "own_plan" if number == 9 else "in_progress"
                empty_store.append({"plan_status": [a_plan(principal, status)]}, a_source(f"{name}{number}"), name)

        return write

    at_once([writer("a", "0484"), writer("b", "0486")])
    assert plans(empty_store) == {"0484": "own_plan", "0486": "own_plan"}
    assert empty_store.data_version == 21
    with empty_store._engine.connect() as connection:
        numbers = connection.execute(text("select row_id from plan_status order by row_id")).scalars().all()
        assert numbers == list(range(1, 21))
        assert connection.execute(text("select data_version from store_state")).scalar_one() == 21


# ---- asking ----


def test_the_same_question_asked_by_twenty_is_put_once(empty_store: Store) -> None:
    put: list[str] = []
    event.listen(empty_store._engine, "before_cursor_execute", lambda *given: put.append(given[2]))
    answers: list[int] = []
    at_once([lambda: answers.append(len(empty_store.frame("catalogue/measures", county="04")))] * 20)
    assert answers == [30] * 20
    assert len(put) == 1


def test_another_question_or_another_day_is_put_anew(empty_store: Store) -> None:
    put: list[str] = []
    event.listen(empty_store._engine, "before_cursor_execute", lambda *given: put.append(given[2]))
    for as_of in (date(2026, 1, 1), date(2026, 1, 2), date(2026, 1, 1)):
        empty_store.frame("roles/plan_coverage", as_of=as_of, county="04")
    empty_store.frame("roles/plan_by_principal", as_of=date(2026, 1, 1), county="04")
    assert len(put) == 3


def test_an_answer_is_never_older_than_the_last_write(empty_store: Store) -> None:
    """Readers ask all the while; each must see at least what was written before it asked."""
    written, done, seen = [0], threading.Event(), []

    def ask() -> None:
        while not done.is_set():
            before = written[0]
            frame = empty_store.frame("county/observations", as_of=AS_OF, county="04", level=None)
            seen.append((before, len(frame)))

    def write() -> None:
        try:
            for number in range(1, 16):
                said = {"id": f"o{number}", "county_code": "04", "kind": "need", "text": "X", "known_on": AS_OF}
                empty_store.append({"observation": [said]}, a_source(f"s{number}"), "test")
                written[0] = number
        finally:
            done.set()

    at_once([write, ask, ask, ask])
    assert seen
    assert all(found >= before for before, found in seen)
    assert len(empty_store.frame("county/observations", as_of=AS_OF, county="04", level=None)) == 15


def test_a_frame_may_be_changed_without_harming_the_next_who_asks(empty_store: Store) -> None:
    first = empty_store.frame("catalogue/principals", county="04")
    as_it_was = first.copy(deep=True)
    first.loc[0, "principal"] = "Ändrad"
    first.iloc[1:, first.columns.get_loc("population")] = pd.NA
    first["full_name"] = "Ändrad"
    first.columns = [name.upper() for name in first.columns]
    del first["KIND"]
    first.insert(0, "NY", 1)
    first.index.name = "ändrad"
    first.attrs["note"] = "ändrad"
    again = empty_store.frame("catalogue/principals", county="04")
    pd.testing.assert_frame_equal(again, as_it_was)
    assert again.attrs == {}
    assert again.index.name is None


def test_an_answer_has_the_types_of_its_header_even_without_rows(empty_store: Store, given: Given) -> None:
    empty = empty_store.frame("risks/register", as_of=AS_OF, county="04", principal=None)
    with_rows = given(
        risk=[{"id": "r", "county_code": "04", "category_id": "modellen", "title": "R", "known_on": AS_OF}]
    ).frame("risks/register", as_of=AS_OF, county="04", principal=None)
    assert len(empty) == 0
    assert len(with_rows) == 1
    assert empty.dtypes.to_dict() == with_rows.dtypes.to_dict()
    assert str(empty.dtypes["likelihood"]) == "Int64"
    assert str(empty.dtypes["review_passed"]) == "boolean"


def test_an_answer_has_the_same_rows_as_its_frame_and_is_kept_until_the_next_write(empty_store: Store) -> None:
    asked = {"as_of": AS_OF, "county": "04"}
    first = empty_store.answer("roles/plan_by_principal", **asked)
    assert first.rows[0]["principal"] == "Eskilstuna"
    assert first.rows[0]["document_name"] is None
    frame = empty_store.frame("roles/plan_by_principal", **asked)
    assert [row["state_label"] for row in first.rows] == frame["state_label"].tolist()
    assert empty_store.answer("roles/plan_by_principal", **asked) is first
    empty_store.append({"plan_status": [a_plan()]}, a_source("one"), "test")
    assert empty_store.answer("roles/plan_by_principal", **asked).rows[0]["state"] == "own_plan"


def test_a_question_that_fails_is_put_again_the_next_time(empty_store: Store) -> None:
    with empty_store._engine.begin() as connection:
        connection.execute(text("alter table glossary_term rename to mislaid"))
    for _ in range(2):
        with pytest.raises(DatabaseUnavailable, match="Databasen"):
            empty_store.frame("catalogue/glossary")
    with empty_store._engine.begin() as connection:
        connection.execute(text("alter table mislaid rename to glossary_term"))
    assert len(empty_store.frame("catalogue/glossary")) > 40


def test_a_store_is_ready_until_its_database_does_not_answer(empty_store: Store) -> None:
    empty_store.ready()
    with empty_store._engine.begin() as connection:
        connection.execute(text("alter table store_state rename to mislaid"))
    with pytest.raises(DatabaseUnavailable):
        empty_store.ready()
