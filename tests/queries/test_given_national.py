"""The questions across counties, on rows few enough to read: Sörmland with ten huvudmän, and county 99 with two."""

from datetime import date

import pytest

from dashboard.access.roles import scope_of
from dashboard.store.store import Store
from tests.conftest import Given
from tests.queries.tables import a_round, answer, rows

LATE = date(2026, 11, 1)
FIVE = ("0484", "0486", "0482", "0483", "0428")


def closed(county: str, id_: str, place: int, **more: object) -> dict[str, object]:
    return a_round(id_, place, county_code=county, name=f"{id_} i {county}") | {"status": "closed"} | more


@pytest.fixture
def store(given_two_counties: Given) -> Store:
    """Both have a round r2; in 04 six huvudmän have answered it, in 99 both."""
    return given_two_counties(
        round=[closed("04", "r1", 1), closed("04", "r2", 2), closed("99", "r2", 1), closed("99", "r3", 2)],
        answer=[
            *(answer("r1", "M02", code, 1) for code in FIVE),
            *(answer("r2", "M02", code, step) for code, step in zip(FIVE, (2, 2, 1, 0, 4), strict=True)),
            *(answer("r2", "M02", "0461", "in_existing_plan"), answer("r2", "M01", "0461", 3)),
            *(answer("r2", "M02", code, 4) for code in ("9901", "99")),
            *(answer("r3", "M02", code, 3) for code in ("9901", "99")),
        ],
    )


def test_rounds_each_county_has_its_own_of_the_same_name(store: Store) -> None:
    told = ("county_code", "round_id", "round", "previous_id", "principals")
    assert rows(store.frame("national/rounds", as_of=LATE), *told) == [
        ("04", "r2", "r2 i 04", "r1", 10),
        ("99", "r3", "r3 i 99", "r2", 2),
    ]


def test_rounds_a_county_without_a_published_round_is_there_all_the_same(given_two_counties: Given) -> None:
    store = given_two_counties(round=[closed("04", "r1", 1, status="open")])
    assert rows(store.frame("national/rounds", as_of=LATE), "county_code", "round_id") == [("04", None), ("99", None)]


def test_distribution_counts_each_state_and_hides_a_county_where_few_have_answered(store: Store) -> None:
    frame = store.frame("national/distribution", as_of=LATE, aspect="vardag", measure="M02")
    assert rows(frame, "county_code", "round", "state", "stage", "principals") == [
        ("04", "r2 i 04", "not_started", 0, 1),
        ("04", "r2 i 04", "exploring", 1, 1),
        ("04", "r2 i 04", "preparing", 2, 2),
        ("04", "r2 i 04", "everyday", 4, 1),
        ("04", "r2 i 04", "in_existing_plan", None, 1),
        ("04", "r2 i 04", "missing", None, 4),
        ("99", "r3 i 99", "too_few", None, 2),
    ]


def test_distribution_of_an_aspect_is_of_its_stage_measures(store: Store) -> None:
    frame = store.frame("national/distribution", as_of=LATE, aspect="delaktighet", measure=None)
    assert rows(frame[frame["county_code"] == "04"], "state", "principals") == [("too_few", 10)]


def test_state_by_county_is_the_lower_median_where_five_have_a_step(store: Store) -> None:
    frame = store.frame("national/state_by_county", as_of=LATE, aspect="vardag", measure="M02")
    told = ("county_code", "stage", "state", "with_stage", "principals")
    found = {row[0]: row for row in rows(frame, *told)}
    assert found["04"] == ("04", 2, "preparing", 5, 10)
    assert found["99"] == ("99", None, "too_few", 0, 2)
    assert found["05"] == ("05", None, "not_taking_part", None, None)
    assert len(found) == 22


def test_state_by_county_before_anything_is_known(store: Store) -> None:
    frame = store.frame("national/state_by_county", as_of=date(2020, 1, 1), aspect="vardag", measure=None)
    assert set(frame.loc[frame["county_code"].isin(["04", "99"]), "state"]) == {"missing"}


def test_movement_pairs_within_a_county_and_hides_where_few_can_be_compared(store: Store) -> None:
    frame = store.frame("national/movement", as_of=LATE, aspect=None, measure=None)
    told = ("county_code", "previous", "round", "forward", "still", "back", "paired", "compared", "principals")
    assert rows(frame, *told) == [
        ("04", "r1 i 04", "r2 i 04", 3, 1, 1, 5, 5, 10),
        ("99", "r2 i 99", "r3 i 99", None, None, None, None, None, 2),
    ]


@pytest.mark.parametrize("role", ["reader", "process_lead", "administrator"])
def test_distribution_an_open_round_is_nobodys_to_compare(role: str, given_two_counties: Given) -> None:
    """Not even for somebody who may read drafts: of other counties those are not theirs."""
    store = given_two_counties(
        round=[closed("04", "r1", 1), closed("04", "r2", 2, status="open")],
        answer=[answer(one, "M02", code, 3) for one in ("r1", "r2") for code in FIVE],
    ).for_viewer(scope_of(role, None, "m", "F", "99"))
    frame = store.frame("national/distribution", as_of=LATE, aspect="vardag", measure=None)
    assert set(frame.loc[frame["county_code"] == "04", "round"]) == {"r1 i 04"}


def test_distribution_what_is_invented_is_marked_for_the_whole_county(given_two_counties: Given) -> None:
    store = given_two_counties(round=[closed("04", "r1", 1), closed("99", "r1", 1)])
    given_two_counties.add(store, synthetic=True, answer=[answer("r1", "M02", "0484", 3)])
    frame = store.frame("national/distribution", as_of=LATE, aspect="vardag", measure=None)
    marked = frame.groupby("county_code")["synthetic"].agg(["all", "any"])
    assert marked.loc["04"].tolist() == [True, True]
    assert marked.loc["99"].tolist() == [False, False]
