"""The questions across counties: against pandas on the sample, and each county's figure against its own question."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest

from dashboard.access.roles import scope_of
from dashboard.store.building import build
from dashboard.store.generate import Country
from dashboard.store.store import Store
from tests.engines import Databases, Own
from tests.queries.plain import DAYS, catalogue, known, lookup, records
from tests.queries.tables import rows

SIZE = Country(counties=("01", "04", "09", "13"), rounds=3, measures=31)
ASPECTS = ("vardag", "syfte", "larande")
TODAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def country(databases: Databases) -> Iterator[Store]:
    """Four counties, one of them with two huvudmän."""
    own = Own(databases)
    settings = own.settings()
    build(settings, facts=False, sample=False, country=SIZE)
    yield own.opened(settings)
    own.let_go()


def published(as_of: str) -> list[dict[str, str]]:
    """The county's rounds that are over at the end of the day, earliest first."""
    ordered = sorted(records(known("rounds", as_of)), key=lambda row: int(row["sort_order"]))
    sent = [int(row["sort_order"]) for row in ordered if row["status"] != "planned"]
    return [
        row
        for row in ordered
        if row["status"] in ("closed", "reported") or (sent and int(row["sort_order"]) < max(sent))
    ]


@pytest.mark.parametrize("as_of", DAYS)
def test_rounds(sample_store: Store, as_of: str) -> None:
    over = published(as_of)
    last, before = (over[-1] if over else None), (over[-2] if len(over) > 1 else None)
    expected = [
        (
            *("04", lookup("counties", "name", "code")["04"]),
            *((last["id"], last["name"]) if last else (None, None)),
            *((before["id"], before["name"]) if before else (None, None)),
            *(10, bool(last and last["synthetic"])),
        )
    ]
    assert rows(sample_store.frame("national/rounds", as_of=date.fromisoformat(as_of))) == expected


@pytest.mark.parametrize("aspect", ASPECTS)
@pytest.mark.parametrize("as_of", DAYS)
def test_distribution_and_state_by_county(sample_store: Store, as_of: str, aspect: str) -> None:
    over = published(as_of)
    measures = catalogue("measures").query("scale_id == 'shift' and answered_by == 'huvudman'")
    asked = set(measures.loc[measures["aspect_id"] == aspect, "id"])
    order = list(catalogue("special_answers")["id"])
    states: dict[str, object] = {}
    for principal in records(catalogue("principals").query("county_code == '04'")):
        own = [
            row
            for row in records(known("answers", as_of))
            if over and row["round_id"] == over[-1]["id"] and row["principal_code"] == principal["code"]
            and row["measure_id"] in asked
        ]  # fmt: skip
        steps = sorted(int(row["value"]) for row in own if row["value"])
        specials = [row["special"] for row in own if row["special"]]
        states[principal["code"]] = (
            steps[(len(steps) - 1) // 2] if steps else min(specials, key=order.index, default="missing")
        )
    answered = sum(state != "missing" for state in states.values())
    expected = Counter({"too_few": 10}) if 0 < answered < 5 else Counter(states.values())
    asked_with = {"as_of": date.fromisoformat(as_of), "aspect": aspect, "measure": None}
    found = sample_store.answer("national/distribution", **asked_with).rows
    assert {row["state"] if row["stage"] is None else row["stage"]: row["principals"] for row in found} == expected
    steps = sorted(state for state in states.values() if isinstance(state, int))
    (own,) = (r for r in sample_store.answer("national/state_by_county", **asked_with).rows if r["county_code"] == "04")
    assert own["stage"] == (steps[(len(steps) - 1) // 2] if len(steps) >= 5 else None)


@pytest.mark.parametrize("as_of", DAYS)
def test_movement(sample_store: Store, as_of: str) -> None:
    over = published(as_of)
    moved: Counter[str] = Counter()
    who = set()
    if len(over) > 1:
        shift = set(catalogue("measures").query("scale_id == 'shift'")["id"])
        by_round: dict[str, dict[tuple[str, str, str], int]] = {over[-1]["id"]: {}, over[-2]["id"]: {}}
        for row in records(known("answers", as_of)):
            if row["round_id"] in by_round and row["value"] and row["measure_id"] in shift and row["principal_code"]:
                key = (row["principal_code"], row["measure_id"], row["measure_version"])
                by_round[row["round_id"]][key] = int(row["value"])
        later, earlier = by_round[over[-1]["id"]], by_round[over[-2]["id"]]
        for key in set(later) & set(earlier):
            step = later[key] - earlier[key]
            moved["forward" if step > 0 else "back" if step < 0 else "still"] += 1
            who.add(key[0])
    ways = [moved[way] for way in ("forward", "still", "back")]
    expected = (*ways, sum(ways), len(who)) if len(who) >= 5 else (None,) * 5
    found = sample_store.frame("national/movement", as_of=date.fromisoformat(as_of), aspect=None, measure=None)
    assert rows(found, "forward", "still", "back", "paired", "compared") == [expected]


@pytest.mark.parametrize("county", SIZE.counties)
def test_a_county_reads_the_same_on_the_page_of_the_country_and_on_its_own(country: Store, county: str) -> None:
    own = country.for_viewer(scope_of("reader", None, "m", "F", county))
    rounds = own.answer("follow_up/rounds", as_of=TODAY, county=county, work_group=None).rows
    now = rounds[-1]["round_id"]
    total = own.answer(
        "follow_up/shift_total", as_of=TODAY, county=county, round=now, previous=rounds[-2]["round_id"]
    ).rows[0]
    (moved,) = (
        row
        for row in country.answer("national/movement", as_of=TODAY, aspect=None, measure=None).rows
        if row["county_code"] == county
    )
    for way in ("forward", "still", "back", "paired"):
        assert moved[way] == (total[way] if total["principals"] >= 5 else None)
    for aspect in ASPECTS:
        asked = {"as_of": TODAY, "aspect": aspect, "measure": None}
        mine = {
            row["state"]: row["principals"]
            for row in own.answer("follow_up/distribution_by_round", county=county, level=None, **asked).rows
            if row["round_id"] == now
        }
        told = {
            row["state"]: row["principals"]
            for row in country.answer("national/distribution", **asked).rows
            if row["county_code"] == county
        }
        assert told == (mine if sum(mine.values()) - mine.get("missing", 0) >= 5 else {"too_few": sum(mine.values())})
