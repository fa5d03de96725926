"""Measure by measure against pandas on the sample: every day, level, work group and the core set."""

from datetime import date

import pytest

from dashboard.store.store import Store
from tests.queries.plain import (
    DAYS,
    PAIRS,
    ROUNDS,
    catalogue,
    day,
    known,
    lookup,
    principals,
    records,
    same,
    step_labels,
)

CHOICES = [
    {"aspect": None, "level": None, "core": None, "work_group": None},
    {"aspect": None, "level": "chef", "core": "yes", "work_group": "sodra"},
    {"aspect": "larande", "level": None, "core": None, "work_group": "norra"},
]
NAMES = lookup("principals", "short_name", "code")


def of_day(as_of: str) -> dict[str, object]:
    return {"as_of": date.fromisoformat(as_of), "county": "04"}


def chosen_measures(choice: dict[str, str | None], scales: set[str]) -> list[dict[str, str]]:
    return [
        m
        for m in records(catalogue("measures"))
        if m["answered_by"] == "huvudman" and m["kept_in"] == "answer" and m["scale_id"] in scales
        if choice["aspect"] in (None, m["aspect_id"]) and choice["level"] in (None, m["level_id"])
        if choice["core"] is None or m["core"] == "true"
    ]


def members(choice: dict[str, str | None]) -> list[dict[str, str]]:
    return [p for p in principals() if choice["work_group"] in (None, p["work_group_id"])]


def answers_of(as_of: str, round_id: str) -> dict[tuple[str, str], dict[str, str]]:
    """(measure, huvudman) → answer."""
    found = known("answers", as_of)
    found = found[(found["round_id"] == round_id) & (found["principal_code"] != "")]
    return {(a["measure_id"], a["principal_code"]): a for a in records(found)}


def about(measure: dict[str, str]) -> tuple[str, str, str, str]:
    aspect, level = lookup("aspects", "name")[measure["aspect_id"]], lookup("levels", "name")[measure["level_id"]]
    return measure["id"], measure["name"], aspect, level


@pytest.mark.parametrize("as_of", DAYS)
@pytest.mark.parametrize(("previous", "later"), PAIRS)
def test_shift_by_measure(sample_store: Store, as_of: str, previous: str, later: str) -> None:
    before, after = answers_of(as_of, previous), answers_of(as_of, later)
    new = {(v["measure_id"], v["first_round"]) for v in records(catalogue("measure_versions")) if v["version"] != "1"}
    heard_of = {r["id"] for r in records(known("rounds", as_of))} >= {previous, later}
    for choice in CHOICES:
        expected, invented = [], False
        for m in chosen_measures(choice, {"shift"}):
            pairs = [
                (before[m["id"], p["code"]], after[m["id"], p["code"]])
                for p in members(choice)
                if (m["id"], p["code"]) in before and (m["id"], p["code"]) in after
            ]
            pairs = [
                (one, two)
                for one, two in pairs
                if one["value"] and two["value"] and one["measure_version"] == two["measure_version"]
            ]
            steps = [int(two["value"]) - int(one["value"]) for one, two in pairs]
            counts = (sum(s > 0 for s in steps), steps.count(0), sum(s < 0 for s in steps), len(steps))
            invented = invented or any(bool(one["synthetic"] or two["synthetic"]) for one, two in pairs)
            expected.append((*about(m), *counts, heard_of and (m["id"], later) in new))
        expected = [(*row, invented) for row in expected]  # one invented pair, and the table is
        asked = of_day(as_of) | {"previous": previous, "round": later} | choice
        same(sample_store, "follow_up/shift_by_measure", expected, **asked)


@pytest.mark.parametrize("as_of", DAYS)
def test_measure_rounds(sample_store: Store, as_of: str) -> None:
    labels = {s["id"]: s["label"] for s in records(catalogue("special_answers"))}
    rounds = sorted(records(known("rounds", as_of)), key=lambda r: int(r["sort_order"]))
    for choice in CHOICES:
        expected = []
        measures, invited = chosen_measures(choice, {"shift", "agree_5"}), members(choice)
        seen = {(m["id"], p["code"]) for m in measures for p in invited}
        for m in measures:
            steps = catalogue("scale_steps")
            steps = {s["value"]: s for s in records(steps[steps["scale_id"] == m["scale_id"]])}
            for r in rounds:
                answers = answers_of(as_of, r["id"])
                invented = bool(r["synthetic"]) or any(answers[key]["synthetic"] for key in seen & set(answers))
                standing: dict[tuple[bool, int, str], list[str]] = {}
                for p in invited:
                    a = answers.get((m["id"], p["code"]), {"value": "", "special": "missing"})
                    if a["value"]:
                        place = (False, int(a["value"]), steps[a["value"]]["code"])
                    else:
                        place = (True, 0, a["special"])
                    standing.setdefault(place, []).append(p["short_name"])
                own = [a for (measure, code), a in answers.items() if measure == m["id"] and (measure, code) in seen]
                version = max((int(a["measure_version"]) for a in own), default=None)
                for (special, step, state), names in sorted(standing.items()):
                    label = labels[state] if special else steps[str(step)]["label"]
                    stage = None if special else step
                    row = (*about(m), m["scale_id"], r["id"], r["name"], stage, state, label, len(names))
                    expected.append((*row, ", ".join(names), version, invented))
        same(sample_store, "follow_up/measure_rounds", expected, **of_day(as_of), **choice)


@pytest.mark.parametrize("as_of", DAYS)
@pytest.mark.parametrize("round_id", ROUNDS)
def test_comments(sample_store: Store, as_of: str, round_id: str) -> None:
    labels = lookup("special_answers", "label")
    answers = answers_of(as_of, round_id)
    for choice in CHOICES:
        expected = []
        for m in records(catalogue("measures")):
            if choice["aspect"] not in (None, m["aspect_id"]) or choice["level"] not in (None, m["level_id"]):
                continue
            if choice["core"] and m["core"] != "true":
                continue
            for p in members(choice):
                a = answers.get((m["id"], p["code"]))
                if a and a["comment"]:
                    said = labels.get(a["special"]) or step_labels(m["scale_id"], "value").get(a["value"], a["value"])
                    row = (p["code"], p["short_name"], m["name"], said, a["comment"], day(a["known_on"]))
                    expected.append((*row, a["origin"], a["synthetic"]))
        same(sample_store, "follow_up/comments", expected, round=round_id, **of_day(as_of), **choice)
