"""What is learnt and spread, against the CSV files in plain pandas."""

from datetime import date

import pytest

from dashboard.store.store import Store
from tests.queries.plain import (
    DAYS,
    ROUNDS,
    at_share,
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
    written,
)
from tests.queries.test_pandas_work_and_county import EVERYBODY, NAMES, of_county

ORDER = lookup("principals", "sort_order", "code")
SHIFT = catalogue("measures").query("scale_id == 'shift' and answered_by == 'huvudman' and kept_in == 'answer'")


def example_of(row: dict[str, str], as_of: str) -> dict[str, str]:
    return next(one for one in records(known("examples", as_of)) if one["id"] == row["example_id"])


@pytest.mark.parametrize("as_of", DAYS)
def test_trials(sample_store: Store, as_of: str) -> None:
    found = []
    for row in records(known("example_trials", as_of)):
        giver = example_of(row, as_of)
        sender = "Utan avsändare" if giver["anonymous"] else NAMES.get(giver["principal_code"], "Hela länet")
        told = (row["example_id"], giver["title"], or_none(giver["principal_code"]), sender, row["principal_code"])
        told += (NAMES[row["principal_code"]], row["state"], step_labels("trial_state")[row["state"]])
        told += (or_none(row["function"]), or_none(row["note"]), day(row["known_on"]), row["origin"], row["synthetic"])
        found.append(told)
    found.sort(key=lambda told: (str(told[1]), str(told[0]), ORDER[told[4]]))
    assert (found == []) == (as_of < "2026-09-02")
    for one in EVERYBODY:
        expected = [told for told in found if one in (None, told[2], told[4])]
        same(sample_store, "work/trials", expected, principal=one, **of_county(as_of))


def stages(as_of: str, round_id: str) -> dict[tuple[str, str], int]:
    """(aspect, huvudman) → the lower median of its steps."""
    answers = known("answers", as_of).merge(SHIFT[["id", "aspect_id"]], left_on="measure_id", right_on="id")
    own = answers[(answers["round_id"] == round_id) & (answers["value"] != "") & (answers["principal_code"] != "")]
    groups = own.groupby(["aspect_id", "principal_code"])["value"]
    return {key: at_share(group.astype(int).tolist(), 0.5) for key, group in groups}


@pytest.mark.parametrize("as_of", DAYS)
def test_learning_pairs(sample_store: Store, as_of: str) -> None:
    labels = step_labels("shift", by="value")
    names = lookup("aspects", "name")
    examples: dict[tuple[str, str], dict[str, str]] = {}
    for row in records(known("example_aspects", as_of)):
        one = example_of(row, as_of)
        key = (one["principal_code"], row["aspect_id"])
        newest = max(examples.get(key, one), one, key=lambda told: told["known_on"])
        examples[key] = newest
    contacts: dict[str, dict[str, str]] = {}
    for row in sorted(records(written("contacts")), key=lambda row: row["id"]):
        if row["known_on"] <= as_of:
            contacts.setdefault(row["principal_code"], row)
    for round_id in ROUNDS if as_of == DAYS[-1] else ROUNDS[:1]:
        found = stages(as_of, round_id)
        for who in principals():
            expected = []
            for aspect in catalogue("aspects")["id"]:
                own = found.get((aspect, who["code"]))
                with_stage = sum(other == aspect for other, _ in found)
                for other in principals():
                    there = found.get((aspect, other["code"]))
                    if own is None or there is None or there <= own:
                        continue
                    told, whom = examples.get((other["code"], aspect)), contacts.get(other["code"])
                    at, here = labels[str(there)], labels[str(own)]
                    why = f"{other['short_name']} är i steg {at} i {names[aspect]}, ni är i {here}"
                    row = (aspect, names[aspect], here, other["code"], other["short_name"], group_of(other), at, why)
                    row += (with_stage, told["id"] if told else None, told["title"] if told else None)
                    expected.append((*row, *((whom["function"], whom["mailbox"]) if whom else (None, None)), True))
            asked = {"principal": who["code"], "round": round_id, "level": None, "measure": None}
            same(sample_store, "work/learning_pairs", expected, **asked, **of_county(as_of))


def reached(as_of: str, receivers: str, id_: str) -> set[str]:
    column = {"principal": "principal_code", "actor": "actor_id"}[receivers]
    rows = known(f"communication_{receivers}s", as_of)
    return set(rows[(rows["communication_id"] == id_) & (rows["concerns"] == "true")][column])


@pytest.mark.parametrize("as_of", DAYS)
def test_communication_plan_and_reach(sample_store: Store, as_of: str) -> None:
    both = [row for name in ("examples", "research_reports") for row in records(known(name, as_of))]
    subjects = {row["id"]: row["title"] for row in both}
    plan, reach = [], []
    items = records(known("communications", as_of))
    for c in sorted(items, key=lambda c: (c["done_on"] or c["planned_on"] or "9", c["id"])):
        huvudman, actors = (reached(as_of, receivers, c["id"]) for receivers in ("principal", "actor"))
        late = c["state"] == "planned" and "" < c["planned_on"] < as_of
        state = step_labels("communication_state")[c["state"]] + (", dagen har passerat" if late else "")
        words = [f"{len(huvudman)} av 10 huvudmän"] * bool(huvudman)
        words += [f"{len(actors)} av 11 verksamheter"] * bool(actors)
        told = (c["id"], c["title"], c["kind"], step_labels("communication_kind")[c["kind"]], or_none(c["subject_id"]))
        told += (subjects.get(c["subject_id"]), or_none(c["audience"]), c["channel"])
        told += (step_labels("communication_channel")[c["channel"]], day(c["planned_on"]), day(c["done_on"]))
        told += (c["state"], state, late, len(huvudman) or None, 10, len(actors) or None, 11, ", ".join(words) or None)
        plan.append((*told, or_none(c["note"]), day(c["known_on"]), c["origin"], c["synthetic"]))
        if c["state"] == "done":
            everyone = [("principal", p["code"], p["short_name"], huvudman) for p in principals()]
            everyone += [("actor", a["id"], a["name"], actors) for a in records(catalogue("actors"))]
            for kind, code, name, those in everyone:
                state = "yes" if code in those else "no" if those else "unknown"
                label = {"yes": "Ja", "no": "Nej", "unknown": "Inte angivet"}[state]
                row = (c["id"], c["title"], day(c["done_on"]), kind, code, name, state, label)
                reach.append((*row, c["origin"], c["synthetic"]))
    same(sample_store, "work/communication_plan", plan, **of_county(as_of))
    same(sample_store, "work/communication_reach", reach, **of_county(as_of))


@pytest.mark.parametrize("as_of", DAYS)
def test_feedback(sample_store: Store, as_of: str) -> None:
    measures = {row["id"]: f"{row['id']} {row['name']}" for row in records(catalogue("measures"))}
    titles = {row["id"]: row["title"] for row in records(known("examples", as_of))}
    found = sorted(records(known("feedbacks", as_of)), key=lambda f: f["id"])
    expected = []
    for f in sorted(found, key=lambda f: f["known_on"], reverse=True):
        subject = (titles | measures).get(f["subject_id"], f["subject_id"])
        kind = step_labels("feedback_subject")[f["subject_kind"]]
        told = (f["id"], f["subject_kind"], kind, f["subject_id"], subject)
        told += (or_none(f["principal_code"]), NAMES.get(f["principal_code"]), f["function"], f["text"], f["state"])
        told += (step_labels("feedback_state")[f["state"]], or_none(f["reply"]), or_none(f["outcome"]))
        expected.append((*told, day(f["known_on"]), f["origin"], f["synthetic"]))
    assert len(expected) == sum(first <= as_of for first in ("2026-04-14", "2026-09-30", "2026-11-10"))
    same(sample_store, "work/feedback", expected, as_of=date.fromisoformat(as_of), county="04")
