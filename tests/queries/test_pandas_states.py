"""Where huvudmän stand, against pandas on the sample, at several days, rounds, levels, measures and aspects."""

from collections import defaultdict
from datetime import date
from functools import cache

import pandas as pd
import pytest

from dashboard.store.store import Store
from tests.queries.plain import (
    DAYS,
    LEVELS,
    ROUNDS,
    at_share,
    catalogue,
    group_of,
    known,
    lookup,
    principals,
    records,
    same,
)

MEASURES = ["M02", "M03", "M06", "M09", "C07", "L10"]
STAGED_ASPECTS = ["delaktighet", "vardag", "syfte", "ledarskap", "styrning", "samverkan", "larande", "uppfoljning"]
Cell = dict[str, object]


@cache
def asked_for(level: str | None, measure: str | None) -> pd.DataFrame:
    """The measures that a stage is made of."""
    measures = catalogue("measures")
    own = measures[(measures["answered_by"] == "huvudman") & (measures["kept_in"] == "answer")]
    if measure is not None:
        return own[own["id"] == measure]
    own = own[own["scale_id"] == "shift"]
    return own if level is None else own[own["level_id"] == level]


@cache
def scale_labels(scale: str) -> dict[int, tuple[str, str]]:
    steps = catalogue("scale_steps")
    return {int(s["value"]): (s["code"], s["label"]) for s in records(steps[steps["scale_id"] == scale])}


def read_as(scale: str, given: list[dict[str, str]]) -> Cell:
    """One huvudman's answers to the measures of one aspect in one round, as one cell of the picture."""
    values = sorted(int(a["value"]) for a in given if a["value"])
    specials = {a["special"] for a in given}
    cell: Cell = {
        "measures": len(values),
        "answers": sum(a["special"] != "missing" for a in given),
        "version": max((int(a["measure_version"]) for a in given), default=None),
    }
    if values:
        stage = values[(len(values) - 1) // 2]
        state, label = scale_labels(scale)[stage]
        return cell | {"stage": stage, "state": state, "label": label}
    order = [special for special in catalogue("special_answers")["id"] if special in specials]
    state = order[0] if order else "missing"
    return cell | {"stage": None, "state": state, "label": lookup("special_answers", "label")[state]}


@cache
def picture(as_of: str, level: str | None, measure: str | None) -> dict[tuple[str, str, str], Cell]:
    """(round, huvudman, aspect) → cell, for every known round and every huvudman."""
    measures = asked_for(level, measure)
    answers = known("answers", as_of).merge(measures[["id", "aspect_id"]], left_on="measure_id", right_on="id")
    by_cell = defaultdict(list)
    for a in records(answers[answers["principal_code"] != ""]):
        by_cell[a["round_id"], a["principal_code"], a["aspect_id"]].append(a)
    cells = {}
    for round_ in records(known("rounds", as_of)):
        of_round = [a for (found, _, _), own in by_cell.items() if found == round_["id"] for a in own]
        invented = bool(round_["synthetic"]) or any(a["synthetic"] for a in of_round)
        for principal in principals():
            for aspect in sorted(set(measures["aspect_id"])):
                key = (round_["id"], principal["code"], aspect)
                cells[key] = read_as(measures["scale_id"].iloc[0], by_cell[key]) | {"synthetic": invented}
    return cells


def rounds(as_of: str) -> list[tuple[str, str, int]]:
    found = known("rounds", as_of)
    return sorted(zip(found["id"], found["name"], found["sort_order"].astype(int), strict=True), key=lambda r: r[2])


def asked(as_of: str, level: str | None, measure: str | None) -> dict[str, object]:
    return {"as_of": date.fromisoformat(as_of), "county": "04", "level": level, "measure": measure}


@pytest.mark.parametrize("as_of", DAYS)
def test_states(sample_store: Store, as_of: str) -> None:
    for level, measure in [*((level, None) for level in LEVELS), *((None, measure) for measure in MEASURES)]:
        cells = picture(as_of, level, measure)
        expected = [
            (
                *(round_id, name, order, p["code"], p["short_name"], p["sort_order"], group_of(p), aspect),
                *(c["stage"], c["state"], c["label"], c["measures"], c["answers"], c["version"], c["synthetic"]),
            )
            for round_id, name, order in rounds(as_of)
            for p in principals()
            for aspect in sorted(STAGED_ASPECTS)
            if (c := cells.get((round_id, p["code"], aspect)))
        ]
        same(sample_store, "follow_up/states", expected, **asked(as_of, level, measure))


@pytest.mark.parametrize("as_of", DAYS)
@pytest.mark.parametrize("round_id", ROUNDS)
def test_state_by_principal(sample_store: Store, as_of: str, round_id: str) -> None:
    known_rounds = [found for found, _, _ in rounds(as_of)]
    subjects = [(None, None, aspect) for aspect in STAGED_ASPECTS[DAYS.index(as_of) % 2 :: 2]]
    subjects += [
        (level, None, aspect) for level, aspect in zip(LEVELS[1:], ("vardag", "styrning", "syfte"), strict=True)
    ]
    subjects += [(None, measure, lookup("measures", "aspect_id")[measure]) for measure in MEASURES]
    for level, measure, aspect in subjects if round_id in known_rounds else subjects[:1]:
        cells = picture(as_of, level, measure)
        expected = [
            (
                *(p["code"], p["short_name"], group_of(p), c["stage"], c["state"], c["label"]),
                *(c["measures"], c["answers"], c["synthetic"]),
            )
            for p in principals()
            if round_id in known_rounds and (c := cells.get((round_id, p["code"], aspect)))
        ]
        name, wanted = "follow_up/state_by_principal", asked(as_of, level, measure)
        same(sample_store, name, expected, round=round_id, aspect=aspect, **wanted)


@pytest.mark.parametrize("as_of", DAYS)
def test_state_by_principal_and_aspect(sample_store: Store, as_of: str) -> None:
    for round_id in ROUNDS:
        for level in LEVELS if round_id in [found for found, _, _ in rounds(as_of)] else [None]:
            cells = picture(as_of, level, None)
            table = [
                (
                    *(p["code"], p["short_name"], group_of(p), aspect, lookup("aspects", "name")[aspect]),
                    *(c["stage"], c["state"], c["label"], c["measures"], c["answers"], c["synthetic"]),
                )
                for p in principals()
                for aspect in catalogue("aspects")["id"]
                if (c := cells.get((round_id, p["code"], aspect)))
            ]
            name, wanted = "follow_up/state_by_principal_and_aspect", asked(as_of, level, None)
            same(sample_store, name, table, round=round_id, principal=None, **wanted)
            if level is None and round_id == rounds(as_of)[-1][0]:
                for p in principals():
                    own = [row for row in table if row[0] == p["code"]]
                    same(sample_store, name, own, round=round_id, principal=p["code"], **wanted)


@pytest.mark.parametrize("as_of", DAYS)
def test_distribution_by_round(sample_store: Store, as_of: str) -> None:
    subjects = [(None, None, aspect) for aspect in STAGED_ASPECTS] + [
        ("chef", None, "vardag"),
        (None, "M06", "larande"),
    ]
    for level, measure, aspect in subjects:
        cells = picture(as_of, level, measure)
        expected = []
        for round_id, name, _ in rounds(as_of):
            standing: dict[tuple[object, ...], list[tuple[str, Cell]]] = {}
            for p in principals():
                c = cells[round_id, p["code"], aspect]
                standing.setdefault((c["stage"] is None, c["stage"], c["state"]), []).append((p["short_name"], c))
            for place in sorted(standing, key=lambda key: (key[0], key[1] or 0, key[2])):
                names, found = zip(*standing[place], strict=True)
                versions = [c["version"] for c in found if c["version"] is not None]
                first = found[0]
                expected.append(
                    (
                        *(round_id, name, first["state"], first["label"], first["stage"], len(names), ", ".join(names)),
                        *(max(versions, default=None), first["synthetic"]),
                    )
                )
        same(sample_store, "follow_up/distribution_by_round", expected, aspect=aspect, **asked(as_of, level, measure))


@cache
def spread(as_of: str, level: str | None, measure: str | None, round_id: str, aspect: str) -> tuple[object, ...]:
    """Lowest, quartiles, highest, how many have a step, and the latest wording."""
    cells = [c for (of, _, about), c in picture(as_of, level, measure).items() if (of, about) == (round_id, aspect)]
    stages = [int(c["stage"]) for c in cells if c["stage"] is not None]
    version = max((c["version"] for c in cells if c["version"] is not None), default=None)
    if len(stages) < 5:
        return None, None, None, None, None, len(stages), version
    quartiles = [at_share(stages, share) for share in (0.25, 0.5, 0.75)]
    return min(stages), *quartiles, max(stages), len(stages), version


@pytest.mark.parametrize("as_of", DAYS)
def test_spread_by_round(sample_store: Store, as_of: str) -> None:
    subjects = [(None, None, aspect) for aspect in STAGED_ASPECTS] + [(None, "M09", "delaktighet")]
    for number, p in enumerate(principals()):
        for level, measure, aspect in subjects[number % 3 :: 3] if as_of == DAYS[-1] else [subjects[number % 9]]:
            expected = []
            for round_id, name, _ in rounds(as_of):
                own = picture(as_of, level, measure)[round_id, p["code"], aspect]
                around = spread(as_of, level, measure, round_id, aspect)
                expected.append((round_id, name, own["stage"], own["state"], own["label"], *around, own["synthetic"]))
            wanted = asked(as_of, level, measure)
            same(sample_store, "follow_up/spread_by_round", expected, aspect=aspect, principal=p["code"], **wanted)


@pytest.mark.parametrize("as_of", DAYS)
def test_aspects_of_principal(sample_store: Store, as_of: str) -> None:
    for round_id, _, _ in rounds(as_of)[-2:]:
        for number, p in enumerate(principals()):
            level = LEVELS[number % len(LEVELS)]
            expected = []
            for aspect in catalogue("aspects")["id"]:
                own = picture(as_of, level, None).get((round_id, p["code"], aspect))
                if own:
                    lowest, _, median, _, highest, count, _ = spread(as_of, level, None, round_id, aspect)
                    expected.append(
                        (
                            *(aspect, lookup("aspects", "name")[aspect], own["stage"], own["state"], own["label"]),
                            *(own["measures"], lowest, median, highest, count, own["synthetic"]),
                        )
                    )
            wanted = asked(as_of, level, None)
            same(
                sample_store, "follow_up/aspects_of_principal", expected, round=round_id, principal=p["code"], **wanted
            )


@pytest.mark.parametrize("as_of", DAYS)
def test_county_state(sample_store: Store, as_of: str) -> None:
    known_rounds = [found for found, _, _ in rounds(as_of)]
    subjects = [(None, None, aspect) for aspect in STAGED_ASPECTS[DAYS.index(as_of) % 2 :: 2]]
    subjects += [("chef", None, "vardag"), (None, "M09", "delaktighet"), (None, "M03", "syfte")]
    for round_id in ROUNDS:
        for level, measure, aspect in subjects if round_id in known_rounds else subjects[:1]:
            expected: tuple[object, ...] = (None, None, None, 0, 0, False)
            if round_id in known_rounds:
                _, _, median, _, _, count, _ = spread(as_of, level, measure, round_id, aspect)
                cells = [picture(as_of, level, measure)[round_id, p["code"], aspect] for p in principals()]
                there = next((c for c in cells if median is not None and c["stage"] == median), {})
                expected = (median, there.get("label"), there.get("state"), count, 10, cells[0]["synthetic"])
            name, wanted = "follow_up/county_state", asked(as_of, level, measure)
            same(sample_store, name, [expected], round=round_id, aspect=aspect, **wanted)


def test_the_correction_of_may_is_in_the_picture_from_its_own_day(sample_store: Store) -> None:
    """The first two days lie before the round; then the day before the correction, its own and the last."""
    stages = [picture(as_of, None, "C07")["2026v", "0483", "styrning"]["stage"] for as_of in DAYS[2:]]
    assert stages[0] != stages[1] == stages[2]
    shown = []
    for as_of in DAYS[2:]:
        wanted = asked(as_of, None, "C07")
        frame = sample_store.frame("follow_up/state_by_principal", round="2026v", aspect="styrning", **wanted)
        shown.append(frame.set_index("principal_code").loc["0483", "stage"])
    assert shown == stages
