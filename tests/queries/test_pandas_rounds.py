"""Rounds, replies and measures, against pandas on the sample at several days."""

from datetime import date

import pandas as pd
import pytest

from dashboard.store.store import Store
from tests.queries.plain import (
    DAYS,
    LEVELS,
    ROUNDS,
    catalogue,
    day,
    group_of,
    known,
    lookup,
    or_none,
    principals,
    records,
    same,
    step_labels,
)

ASKED_OF_EACH = sum(m["answered_by"] == "huvudman" and m["kept_in"] == "answer" for m in records(catalogue("measures")))
GROUPS = [None, "norra", "vastra", "sodra"]


def of_county(as_of: str) -> dict[str, object]:
    return {"as_of": date.fromisoformat(as_of), "county": "04"}


def answers_of(as_of: str, round_id: str) -> pd.DataFrame:
    answers = known("answers", as_of)
    return answers[answers["round_id"] == round_id]


def members(group: str | None) -> list[dict[str, str]]:
    return [p for p in principals() if group in (None, p["work_group_id"])]


def who_answered(as_of: str, round_id: str) -> set[str]:
    found = answers_of(as_of, round_id)
    return set(found[(found["principal_code"] != "") & (found["special"] != "missing")]["principal_code"])


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("as_of", DAYS)
def test_rounds(sample_store: Store, as_of: str, group: str | None) -> None:
    expected, previous = [], None
    codes = {p["code"] for p in members(group)}
    for r in sorted(records(known("rounds", as_of)), key=lambda r: int(r["sort_order"])):
        own = answers_of(as_of, r["id"])
        invented = r["synthetic"] or bool(own[own["principal_code"].isin(codes)]["synthetic"].any())
        expected.append(
            (
                *(r["id"], r["name"], r["purpose"], day(r["sent_on"]), day(r["due_on"]), day(r["closed_on"])),
                *(r["status"], int(r["questionnaire_version"]), len(who_answered(as_of, r["id"]) & codes), len(codes)),
                *(previous, invented),
            )
        )
        previous = r["id"]
    same(sample_store, "follow_up/rounds", expected, work_group=group, **of_county(as_of))


@pytest.mark.parametrize("as_of", DAYS)
@pytest.mark.parametrize("round_id", ROUNDS)
@pytest.mark.parametrize("group", GROUPS)
def test_response_by_principal(sample_store: Store, as_of: str, round_id: str, group: str | None) -> None:
    codes = {p["code"] for p in members(group)}
    mailouts = known("mailouts", as_of)
    sent = {m["principal_code"]: m for m in records(mailouts[mailouts["round_id"] == round_id])}
    answers = answers_of(as_of, round_id)
    own_answers = answers[answers["principal_code"].isin(codes)]
    invented = bool(own_answers["synthetic"].any()) or any(m["synthetic"] for c, m in sent.items() if c in codes)
    expected = []
    for p in members(group):
        own = own_answers[own_answers["principal_code"] == p["code"]]
        count = int((own["special"] != "missing").sum())
        without = "not_sent" if not count else "answered" if count >= ASKED_OF_EACH else "partial"
        mailout = sent.get(p["code"], {"status": without, "answered_by_function": ""})
        expected.append(
            (
                *(p["code"], p["short_name"], group_of(p)),
                *(mailout["status"], step_labels("mailout_status")[mailout["status"]]),
                *(count, day(own["known_on"].max() if len(own) else "")),
                *(or_none(mailout["answered_by_function"]), invented),
            )
        )
    asked = {"round": round_id, "work_group": group}
    same(sample_store, "follow_up/response_by_principal", expected, **asked, **of_county(as_of))


@pytest.mark.parametrize("as_of", DAYS)
@pytest.mark.parametrize("round_id", ROUNDS)
def test_computed_measures(sample_store: Store, as_of: str, round_id: str) -> None:
    expected = []
    rounds = known("rounds", as_of).set_index("id")
    if round_id in rounds.index:
        closes = rounds.loc[round_id, "closed_on"] or as_of
        answered = who_answered(as_of, round_id)
        work = known("ongoing_work", as_of)
        begun = work["starts_on"].where(work["starts_on"] != "", work["known_on"]) <= closes
        working = set(work[begun & ((work["ends_on"] == "") | (work["ends_on"] >= closes))]["principal_code"])
        invented = bool(answered) or bool(working)  # every answer and piece of work in the sample is
        for measure, counts in (("L06", answered | working), ("L09", answered)):
            others = ", ".join(p["short_name"] for p in principals() if p["code"] not in counts)
            name, aspect = lookup("measures", "name")[measure], lookup("measures", "aspect_id")[measure]
            about = (measure, name, lookup("aspects", "name")[aspect])
            expected.append((*about, len(counts), 10, or_none(others), invented))
    same(sample_store, "follow_up/computed_measures", expected, round=round_id, **of_county(as_of))


def label_of(scale: str, value: str, special: str) -> str | None:
    if special:
        return lookup("special_answers", "label")[special]
    return step_labels(scale, "value").get(value)


@pytest.mark.parametrize("as_of", DAYS)
@pytest.mark.parametrize("round_id", ROUNDS)
def test_common_measures(sample_store: Store, as_of: str, round_id: str) -> None:
    answers = answers_of(as_of, round_id)
    expected = []
    for m in records(catalogue("measures")):
        if m["answered_by"] == "lan":
            answerers = [("", "Södermanlands län")]
        elif m["answered_by"] == "arbetsgrupp":
            answerers = list(lookup("work_groups", "name").items())
        else:
            continue
        for group, name in answerers:
            own = answers[
                (answers["measure_id"] == m["id"])
                & (answers["principal_code"] == "")
                & (answers["work_group_id"] == group)
            ]
            value, special, invented = None, "missing", False
            if len(own):
                a = own.iloc[0]
                value, special, invented = float(a["value"]) if a["value"] else None, a["special"], bool(a["synthetic"])
            label = label_of(m["scale_id"], str(int(value)) if value is not None else "", special)
            expected.append(
                (m["id"], m["name"], lookup("aspects", "name")[m["aspect_id"]], name, value, label, invented)
            )
    same(sample_store, "follow_up/common_measures", expected, round=round_id, **of_county(as_of))


@pytest.mark.parametrize("as_of", DAYS)
@pytest.mark.parametrize("round_id", ROUNDS)
def test_measures_of_level(sample_store: Store, as_of: str, round_id: str) -> None:
    answers = answers_of(as_of, round_id)
    counts_as_answered = lookup("special_answers", "counts_as_answered")
    for level in LEVELS:
        expected = []
        for m in records(catalogue("measures")):
            if m["answered_by"] != "huvudman" or m["kept_in"] != "answer" or level not in (None, m["level_id"]):
                continue
            own = {a["principal_code"]: a for a in records(answers[answers["measure_id"] == m["id"]])}
            in_order = [(p["short_name"], own[p["code"]]) for p in principals() if p["code"] in own]
            valued = [(name, a["value"]) for name, a in in_order if a["value"]]
            specials = [a["special"] for _, a in in_order if a["special"]]
            counting = [special for special in specials if counts_as_answered[special] == "true"]
            median = label = listed = None
            if len(valued) >= 5:
                median = sorted(float(value) for _, value in valued)[(len(valued) - 1) // 2]
                label = label_of(m["scale_id"], str(int(median)), "")
            elif valued:
                listed = ", ".join(f"{name}: {label_of(m['scale_id'], value, '') or value}" for name, value in valued)
            expected.append(
                (
                    *(m["id"], m["name"], lookup("aspects", "name")[m["aspect_id"]]),
                    *(lookup("scales", "name")[m["scale_id"]], len(valued) + len(counting), 10, len(valued)),
                    *(median, label, listed, specials.count("in_existing_plan"), len(specials) - len(counting)),
                    any(bool(a["synthetic"]) for _, a in in_order),
                )
            )
        same(sample_store, "follow_up/measures_of_level", expected, round=round_id, level=level, **of_county(as_of))
