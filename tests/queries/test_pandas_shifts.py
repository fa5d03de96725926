"""What moved, against pandas on the sample: every pair of rounds, at several days."""

from collections.abc import Iterable
from datetime import date
from functools import cache

import pytest

from dashboard.store.store import Store
from tests.queries.plain import (
    DAYS,
    LEVELS,
    PAIRS,
    ROUNDS,
    catalogue,
    group_of,
    known,
    lookup,
    principals,
    records,
    same,
    step_labels,
)


@cache
def moves(as_of: str, previous: str, later: str) -> list[dict[str, object]]:
    """One row per huvudman and measure on the stage scale with a step in both rounds in the same wording."""
    measures = catalogue("measures").query("scale_id == 'shift'")
    answers = known("answers", as_of)
    valued = answers[(answers["value"] != "") & (answers["principal_code"] != "")].astype({"value": int})
    both = valued[valued["round_id"] == previous].merge(
        valued[valued["round_id"] == later],
        on=["principal_code", "measure_id", "measure_version"],
        suffixes=("_before", "_after"),
    )
    both = both.merge(measures, left_on="measure_id", right_on="id")
    both["place"] = both["principal_code"].map(lookup("principals", "sort_order", "code"))
    both["synthetic"] = both["synthetic_before"] | both["synthetic_after"]
    step = (both["value_after"] > both["value_before"]).astype(int) - (both["value_after"] < both["value_before"])
    both["direction"] = step.map({1: "forward", 0: "still", -1: "back"})
    return records(both.sort_values(["place", "sort_order"]))


def between(as_of: str, previous: str, later: str) -> dict[str, object]:
    return {"as_of": date.fromisoformat(as_of), "county": "04", "previous": previous, "round": later}


def labelled(move: dict[str, object]) -> tuple[object, ...]:
    labels = step_labels("shift", "value")
    before, after = move["value_before"], move["value_after"]
    return before, labels[str(before)], after, labels[str(after)], move["direction"], move["synthetic"]


def counted(found: list[dict[str, object]]) -> tuple[int, ...]:
    directions = [m["direction"] for m in found]
    return tuple(directions.count(direction) for direction in ("forward", "still", "back"))


@pytest.mark.parametrize("as_of", DAYS)
@pytest.mark.parametrize(("previous", "later"), PAIRS)
def test_shifts(sample_store: Store, as_of: str, previous: str, later: str) -> None:
    expected = [
        (
            *(m["principal_code"], lookup("principals", "short_name", "code")[m["principal_code"]]),
            *(m["measure_id"], m["name"], m["level_id"], m["aspect_id"], *labelled(m)),
        )
        for m in moves(as_of, previous, later)
    ]
    same(sample_store, "follow_up/shifts", expected, **between(as_of, previous, later))


@pytest.mark.parametrize("as_of", DAYS)
@pytest.mark.parametrize(("previous", "later"), PAIRS)
def test_shift_total(sample_store: Store, as_of: str, previous: str, later: str) -> None:
    found = moves(as_of, previous, later)
    total = (
        *counted(found),
        len(found),
        len({m["principal_code"] for m in found}),
        10,
        any(m["synthetic"] for m in found),
    )
    same(sample_store, "follow_up/shift_total", [total], **between(as_of, previous, later))


def lower(values: Iterable[int]) -> int | None:
    ordered = sorted(values)
    return int(ordered[(len(ordered) - 1) // 2]) if ordered else None


@pytest.mark.parametrize("as_of", DAYS)
@pytest.mark.parametrize(("previous", "later"), PAIRS)
def test_shift_by_principal(sample_store: Store, as_of: str, previous: str, later: str) -> None:
    everything = moves(as_of, previous, later)
    choices = [{}, {"level": "lan"}, {"aspect": "ledarskap", "level": "chef"}, {"measure": "M06"}, {"measure": "C07"}]
    for choice in choices:
        wanted = {"aspect": None, "level": None, "measure": None} | choice
        found = [m for m in everything if all(value in (None, m[f"{name}_id"]) for name, value in wanted.items())]
        invented = any(m["synthetic"] for m in found)
        expected = []
        for p in principals():
            own = [m for m in found if m["principal_code"] == p["code"]]
            middle = (lower(m["value_before"] for m in own), lower(m["value_after"] for m in own))
            expected.append((p["code"], p["short_name"], group_of(p), *middle, *counted(own), len(own), invented))
        name = "follow_up/shift_by_principal"
        same(sample_store, name, expected, **between(as_of, previous, later), **wanted)


@pytest.mark.parametrize("as_of", DAYS)
@pytest.mark.parametrize(("previous", "later"), PAIRS)
def test_shifts_of_principal(sample_store: Store, as_of: str, previous: str, later: str) -> None:
    aspects = list(catalogue("aspects")["id"])
    for p in principals():
        own = [m for m in moves(as_of, previous, later) if m["principal_code"] == p["code"]]
        own.sort(key=lambda m: (aspects.index(str(m["aspect_id"])), m["sort_order"]))
        expected = [
            (
                *(m["measure_id"], m["name"], lookup("aspects", "name")[m["aspect_id"]]),
                *(lookup("levels", "name")[m["level_id"]], *labelled(m)),
            )
            for m in own
        ]
        name = "follow_up/shifts_of_principal"
        same(sample_store, name, expected, principal=p["code"], **between(as_of, previous, later))


@pytest.mark.parametrize("as_of", DAYS)
@pytest.mark.parametrize("round_id", ROUNDS)
def test_levels_compared(sample_store: Store, as_of: str, round_id: str) -> None:
    measures = catalogue("measures").query("scale_id == 'shift' and answered_by == 'huvudman'")
    answers = known("answers", as_of).merge(measures, left_on="measure_id", right_on="id")
    answers = answers[(answers["round_id"] == round_id) & (answers["value"] != "")].astype({"value": int})
    labels, names = step_labels("shift", "value"), lookup("levels", "name")
    levels = list(names)
    given = records(answers)
    for asked_level in LEVELS:
        expected = []
        for aspect in catalogue("aspects")["id"]:
            for p in principals():
                own = [a for a in given if (a["aspect_id"], a["principal_code"]) == (aspect, p["code"])]
                stages = {a["level_id"]: lower(b["value"] for b in own if b["level_id"] == a["level_id"]) for a in own}
                pairs = [(one, two) for one in levels for two in levels if one in stages and two in stages]
                for one, two in pairs:
                    if stages[one] < stages[two] and asked_level in (None, one, two):
                        seen = (names[one], stages[one], labels[str(stages[one])])
                        seen += (names[two], stages[two], labels[str(stages[two])])
                        about = (p["code"], p["short_name"], aspect, lookup("aspects", "name")[aspect])
                        expected.append((*about, *seen, any(a["synthetic"] for a in own)))
        asked = {"as_of": date.fromisoformat(as_of), "county": "04", "round": round_id, "level": asked_level}
        same(sample_store, "follow_up/levels_compared", expected, **asked)
