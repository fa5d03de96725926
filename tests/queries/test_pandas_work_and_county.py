"""Activities, examples, contacts, meetings, what was said and what changed, against pandas on the sample."""

from datetime import date
from itertools import pairwise

import pandas as pd
import pytest

from dashboard.settings import ROOT
from dashboard.store.store import Store
from tests.queries.plain import (
    DAYS,
    LEVELS,
    catalogue,
    day,
    known,
    lookup,
    or_none,
    principals,
    records,
    same,
    step_labels,
    truth,
    written,
)

EVERYBODY = [None, *(p["code"] for p in principals())]
NAMES = lookup("principals", "short_name", "code")
PERIODS = [*pairwise(DAYS), (DAYS[0], DAYS[-1]), (DAYS[-1], DAYS[-1])]


def of_county(as_of: str) -> dict[str, object]:
    return {"as_of": date.fromisoformat(as_of), "county": "04"}


def newest_first(found: pd.DataFrame, column: str) -> list[dict[str, str]]:
    """By the day in `column`, the latest first and those without a day last; then by id."""
    ordered = sorted(records(found), key=lambda row: row["id"])
    dated = sorted((row for row in ordered if row[column]), key=lambda row: row[column], reverse=True)
    return [*dated, *(row for row in ordered if not row[column])]


def test_days_sort_backwards_without_disturbing_the_ids() -> None:
    found = pd.DataFrame({"id": ["b", "a", "c", "d"], "on": ["2025-01-01", "2025-01-01", "2025-02-01", ""]})
    assert [row["id"] for row in newest_first(found, "on")] == ["c", "a", "b", "d"]


@pytest.mark.parametrize("as_of", DAYS)
def test_activities(sample_store: Store, as_of: str) -> None:
    for principal in EVERYBODY:
        expected = [
            (
                *(a["id"], a["kind"], a["title"], NAMES.get(a["principal_code"], "Hela länet"), day(a["held_on"])),
                *(or_none(a["date_text"]), truth(a["own_initiative"]), truth(a["region_took_part"])),
                *(or_none(a["description"]), a["origin"], a["synthetic"]),
            )
            for a in newest_first(known("activities", as_of), "held_on")
            if principal in (None, a["principal_code"])
        ]
        same(sample_store, "work/activities", expected, principal=principal, **of_county(as_of))


@pytest.mark.parametrize("as_of", DAYS)
def test_examples(sample_store: Store, as_of: str) -> None:
    told = ["problem", "done", "needed", "outcome", "committees", "departments"]
    for principal in EVERYBODY:
        expected = [
            (
                *(e["id"], e["kind"], e["title"], or_none(e["principal_code"])),
                "Utan avsändare" if e["anonymous"] else NAMES.get(e["principal_code"]),
                *(or_none(e[column]) for column in told),
                *(e["evaluated"], day(e["known_on"]), e["origin"], e["synthetic"]),
            )
            for e in newest_first(known("examples", as_of), "known_on")
            if principal in (None, e["principal_code"])
        ]
        same(sample_store, "work/examples", expected, principal=principal, **of_county(as_of))


@pytest.mark.parametrize("as_of", DAYS)
def test_focus_areas(sample_store: Store, as_of: str) -> None:
    aspects = list(catalogue("aspects")["id"])
    for p in principals():
        chosen = known("focus_areas", as_of)
        chosen = chosen[(chosen["principal_code"] == p["code"]) & (chosen["chosen"] == "true")]
        expected = [
            (
                f["aspect_id"],
                lookup("aspects", "name")[f["aspect_id"]],
                or_none(f["text"]),
                day(f["known_on"]),
                f["synthetic"],
            )
            for f in sorted(records(chosen), key=lambda f: aspects.index(f["aspect_id"]))
        ]
        same(
            sample_store,
            "work/focus_areas",
            expected,
            county="04",
            as_of=date.fromisoformat(as_of),
            principal=p["code"],
        )


@pytest.mark.parametrize("as_of", DAYS)
def test_ongoing(sample_store: Store, as_of: str) -> None:
    for p in principals():
        work = known("ongoing_work", as_of)
        expected = [
            (
                *(w["title"], or_none(w["description"]), day(w["starts_on"]), day(w["ends_on"])),
                *(lookup("aspects", "name").get(w["aspect_id"]), "" < w["ends_on"] < as_of, w["synthetic"]),
            )
            for w in newest_first(work[work["principal_code"] == p["code"]], "starts_on")
        ]
        same(sample_store, "work/ongoing", expected, county="04", as_of=date.fromisoformat(as_of), principal=p["code"])


@pytest.mark.parametrize("as_of", DAYS)
def test_contacts(sample_store: Store, as_of: str) -> None:
    contacts = written("contacts").sort_values("id")
    for principal in EVERYBODY:
        own = contacts[(contacts["principal_code"] == (principal or "")) & (contacts["known_on"] <= as_of)]
        expected = [
            (c["function"], or_none(c["mailbox"]), or_none(c["name"]), day(c["known_on"]), c["synthetic"])
            for c in records(own)
        ]
        same(sample_store, "work/contacts", expected, county="04", as_of=date.fromisoformat(as_of), principal=principal)


@pytest.mark.parametrize("as_of", DAYS)
def test_meetings(sample_store: Store, as_of: str) -> None:
    expected = [
        (
            *(m["id"], m["body"], m["name"], day(m["held_on"]), or_none(m["date_text"]), or_none(m["purpose"])),
            *(or_none(m["expected_beforehand"]), None, m["status"], m["origin"], m["synthetic"]),
        )
        for m in newest_first(known("meetings", as_of), "held_on")
    ]
    same(sample_store, "county/meetings", expected, **of_county(as_of))


@pytest.mark.parametrize("as_of", DAYS)
def test_observations(sample_store: Store, as_of: str) -> None:
    found = known("observations", as_of).sort_values("place")
    found = found.sort_values("known_on", ascending=False, kind="stable")
    for level in LEVELS:
        expected = [
            (
                *(o["kind"], o["text"], or_none(o["level_id"]), lookup("aspects", "name").get(o["aspect_id"])),
                *(NAMES.get(o["principal_code"]), day(o["known_on"]), o["source"], o["origin"], o["synthetic"]),
            )
            for o in records(found)
            if level in (None, o["level_id"])
        ]
        same(sample_store, "county/observations", expected, level=level, **of_county(as_of))


@pytest.mark.parametrize("as_of", DAYS)
def test_status_reports(sample_store: Store, as_of: str) -> None:
    expected = [
        (
            *(r["id"], r["period"], r["results"], r["gut_feeling"], step_labels("gut_feeling")[r["gut_feeling"]]),
            *(r["gut_feeling_text"], or_none(r["risks_text"]), or_none(r["model_text"]), r["author_function"]),
            *(day(r["known_on"]), r["source"], None, None, r["origin"], r["synthetic"]),
        )
        for r in newest_first(known("status_reports", as_of), "known_on")
    ]
    same(sample_store, "county/status_reports", expected, **of_county(as_of))


@pytest.mark.parametrize("as_of", DAYS)
def test_has_synthetic(sample_store: Store, as_of: str) -> None:
    answers = known("answers", as_of)
    parts = [known(name, as_of) for name in ("rounds", "role_statuses", "plan_statuses", "risks")]
    parts.append(answers[answers["principal_code"] != ""])
    expected = any(bool(part["synthetic"].any()) for part in parts)
    same(sample_store, "county/has_synthetic", [(expected,)], **of_county(as_of))


def changed_states(name: str, scale: str, since: str, as_of: str) -> list[tuple[dict[str, str], str | None, str]]:
    """Rows known after the day whose state, or funding, is another than the one that held on it."""
    before = {row["principal_code"]: row for row in records(known(name, since))}
    labels, payments = step_labels(scale), step_labels("funding")
    found: list[tuple[dict[str, str], str | None, str]] = []
    for row in records(known(name, as_of)):
        old = before.get(row["principal_code"])
        was, now = labels[old["status"]] if old else None, labels[row["status"]]
        if old and old.get("funding") != row.get("funding"):
            was, now = (
                f"{label}, finansiering: {payments[one['funding']].lower()}" for label, one in ((was, old), (now, row))
            )
        if row["known_on"] > since and was != now:
            found.append((row, was, now))
    return found


def changes(since: str, as_of: str) -> list[tuple[int, dict[str, object]]]:
    """(place of the kind, change) in no order."""
    found: list[tuple[int, dict[str, object]]] = []

    def add(
        place: int, kind: str, label: str, row: dict[str, str], item: str, was: str | None, now: str, named: str | None
    ) -> None:
        change = {"kind": kind, "label": label, "who": row["principal_code"], "item": item, "was": was, "now": now}
        change["nobody"] = "Utan avsändare" if kind == "example" and row["anonymous"] else "Hela länet"
        change |= {"known_on": row["known_on"], "source": row["source"], "item_id": named}
        found.append((place, change | {"origin": row["origin"], "synthetic": row["synthetic"]}))

    names = {r["id"]: r["name"] for r in records(known("rounds", as_of))}
    answers = known("answers", as_of)
    new = answers[(answers["known_on"] > since) & (answers["principal_code"] != "") & (answers["special"] != "missing")]
    for (round_id, _), own in new.groupby(["round_id", "principal_code"]):
        if round_id in names:
            last = own.sort_values("known_on").iloc[-1].to_dict()
            add(1, "answer", "Svar", last, names[round_id], None, f"{len(own)} svar", round_id)
    for row, was, now in changed_states("role_statuses", "role_status", since, as_of):
        add(2, "role", "Roll", row, lookup("roles", "name")[row["role_id"]], was, now, row["role_id"])
    for row, was, now in changed_states("plan_statuses", "plan_status", since, as_of):
        add(3, "plan", "Lokal plan", row, row["document_name"] or "Lokal plan", was, now, None)
    responses, states = step_labels("risk_response"), step_labels("risk_state")
    earlier = {a["risk_id"]: a["response"] for a in records(known("risk_assessments", since))}
    risks = {r["id"]: r for r in records(known("risks", as_of))}
    for a in records(known("risk_assessments", as_of)):
        if a["known_on"] > since:
            risk = risks[a["risk_id"]]
            row = a | {"principal_code": risk["principal_code"]}
            now = f"{responses[a['response']]}, {states[a['state']].lower()}"
            add(4, "risk", "Risk", row, risk["title"], responses.get(earlier.get(a["risk_id"], "")), now, a["risk_id"])
    judged = set(known("risk_assessments", as_of)["risk_id"])
    for risk in risks.values():
        if risk["id"] not in judged and risk["id"] not in set(known("risks", since)["id"]):
            add(4, "risk", "Risk", risk, risk["title"], None, "Ny, ännu inte bedömd", risk["id"])
    for a in records(known("risk_assessments", as_of)):
        if a["state"] != "closed" and since <= a["review_on"] < as_of:
            risk = risks[a["risk_id"]]
            row = a | {"principal_code": risk["principal_code"], "known_on": a["review_on"]}
            was = f"Ses över {a['review_on']}"
            add(5, "review", "Översyn", row, risk["title"], was, "Dagen har passerat", risk["id"])
    old = {name: set(known(name, since)["id"]) for name in ("examples", "activities", "decisions")}
    for e in records(known("examples", as_of)):
        if e["known_on"] > since:
            now = "Ändrat" if e["id"] in old["examples"] else "Nytt"
            add(6, "example", "Exempel" if e["kind"] == "works" else "Lärdom", e, e["title"], None, now, e["id"])
    for a in records(known("activities", as_of)):
        if a["known_on"] > since:
            now = "Planerad" if a["held_on"] > as_of else "Genomförd"
            was = "Känd sedan tidigare" if a["id"] in old["activities"] else None
            add(7, "activity", "Aktivitet", a, a["title"], was, now if a["held_on"] else a["date_text"], a["id"])
    for d in records(known("decisions", as_of)):
        if d["known_on"] > since:
            now = step_labels("decision_state")[d["state"]] + (f", senast {d['due_on']}" if d["due_on"] else "")
            was = "Fattat tidigare" if d["id"] in old["decisions"] else None
            add(8, "decision", "Beslut", d | {"principal_code": ""}, d["text"], was, now, d["id"])
    examples = {row["id"]: row for row in records(known("examples", as_of))}
    for t, was, now in changed("example_trials", "trial_state", ["example_id", "principal_code"], since, as_of):
        giver = examples[t["example_id"]]
        sender = "utan avsändare" if giver["anonymous"] else NAMES.get(giver["principal_code"], "hela länet")
        add(9, "trial", "Provning", t, f"{giver['title']} ({sender})", was, now, t["example_id"])
    for c, was, now in changed("communications", "communication_state", ["id"], since, as_of):
        on = {"done": f" {c['done_on']}", "planned": f" till {c['planned_on']}"}.get(c["state"], "")
        on = on if c["done_on"] or c["planned_on"] else ""
        add(10, "communication", "Kommunikation", c | {"principal_code": ""}, c["title"], was, now + on, c["id"])
    for f, was, now in changed("feedbacks", "feedback_state", ["id"], since, as_of):
        add(11, "feedback", "Återkoppling", f, f["text"], was, now, f["id"])
    return found


def changed(
    name: str, scale: str, key: list[str], since: str, as_of: str
) -> list[tuple[dict[str, str], str | None, str]]:
    """Rows known after the day whose state is another than the one that held on it, with both in words."""
    before = {tuple(row[one] for one in key): row["state"] for row in records(known(name, since))}
    labels = step_labels(scale)
    found = []
    for row in records(known(name, as_of)):
        was = before.get(tuple(row[one] for one in key))
        if row["known_on"] > since and was != row["state"]:
            found.append((row, labels[was] if was else None, labels[row["state"]]))
    return found


@pytest.mark.parametrize(("since", "as_of"), PERIODS)
def test_changes(sample_store: Store, since: str, as_of: str) -> None:
    order = {"": 0} | lookup("principals", "sort_order", "code")
    found = sorted(changes(since, as_of), key=lambda c: (order[c[1]["who"]], c[1]["item"]))
    found.sort(key=lambda c: str(c[1]["known_on"]), reverse=True)
    found.sort(key=lambda c: c[0])
    expected = [
        (
            *(c["kind"], c["label"], c["who"] or None, NAMES.get(str(c["who"]), str(c["nobody"])), c["item"]),
            *(c["was"], c["now"], day(str(c["known_on"])), c["source"], c["item_id"], c["origin"], c["synthetic"]),
        )
        for _, c in found
    ]
    assert (expected == []) == (since == as_of)
    same(sample_store, "county/changes", expected, since=date.fromisoformat(since), **of_county(as_of))


@pytest.mark.parametrize("as_of", DAYS)
def test_sources(sample_store: Store, as_of: str) -> None:
    """Nothing has been read in or entered of what is built from the files in data/."""
    came = pd.concat(pd.read_csv(ROOT / "data" / folder / "sources.csv", dtype=str) for folder in ("minutes", "sample"))
    expected = came[came["kind"].isin(["import", "entry"])]
    assert len(came) == 3
    same(
        sample_store,
        "work/sources",
        list(expected.itertuples(index=False)),
        county="04",
        as_of=date.fromisoformat(as_of),
    )
