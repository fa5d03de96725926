"""The role, plans, actors and risks, against pandas on the sample at several days."""

from datetime import date

import pandas as pd
import pytest

from dashboard.store.store import Store
from tests.queries.plain import (
    DAYS,
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
    whole,
)

EVERYBODY = [None, *(p["code"] for p in principals())]


def of_county(as_of: str) -> dict[str, object]:
    return {"as_of": date.fromisoformat(as_of), "county": "04"}


def by_principal(name: str, as_of: str) -> dict[str, dict[str, str]]:
    return {row["principal_code"]: row for row in records(known(name, as_of))}


@pytest.mark.parametrize("as_of", DAYS)
def test_status_by_principal(sample_store: Store, as_of: str) -> None:
    status, funding, form = (step_labels(scale) for scale in ("role_status", "funding", "role_form"))
    told = by_principal("role_statuses", as_of)
    expected = []
    for p in principals():
        about = (p["code"], p["short_name"], p["kind"], group_of(p))
        if p["code"] in told:
            r = told[p["code"]]
            expected.append(
                (
                    *(*about, r["status"], status[r["status"]], r["funding"], funding[r["funding"]]),
                    *(or_none(r["form"]), form.get(r["form"]), or_none(r["sector"]), or_none(r["age_span"])),
                    *(or_none(r["note"]), day(r["known_on"]), list(status).index(r["status"]), r["synthetic"]),
                )
            )
        else:
            expected.append((*about, "missing", "Inget svar", *[None] * 9, False))
    same(sample_store, "roles/status_by_principal", expected, role="best_interest_lead", **of_county(as_of))


@pytest.mark.parametrize("as_of", DAYS)
def test_coverage(sample_store: Store, as_of: str) -> None:
    told = known("role_statuses", as_of)
    own = told[told["principal_code"] != "04"]
    region = told[told["principal_code"] == "04"]["status"].tolist()
    expected = (
        *(int(own["status"].isin(["appointed", "integrated"]).sum()), int((own["status"] == "pilot").sum()), 9),
        *(int((own["funding"] == "none").sum()), int((own["status"] != "unknown").sum())),
        *((region[0], step_labels("role_status")[region[0]]) if region else ("missing", "Inget svar")),
        bool(told["synthetic"].any()),
    )
    same(sample_store, "roles/coverage", [expected], role="best_interest_lead", **of_county(as_of))


@pytest.mark.parametrize("as_of", DAYS)
def test_plan_by_principal(sample_store: Store, as_of: str) -> None:
    told = by_principal("plan_statuses", as_of)
    labels = step_labels("plan_status")
    expected = []
    for p in principals():
        about = (p["code"], p["short_name"], group_of(p))
        if p["code"] in told:
            s = told[p["code"]]
            expected.append(
                (
                    *(*about, s["status"], labels[s["status"]], or_none(s["document_name"])),
                    *(or_none(s["decided_by"]), day(s["reviewed_on"]), or_none(s["note"])),
                    *(day(s["known_on"]), list(labels).index(s["status"]), s["synthetic"]),
                )
            )
        else:
            expected.append((*about, "missing", "Inget svar", *[None] * 6, False))
    same(sample_store, "roles/plan_by_principal", expected, **of_county(as_of))


@pytest.mark.parametrize("as_of", DAYS)
def test_plan_coverage(sample_store: Store, as_of: str) -> None:
    told = known("plan_statuses", as_of)
    counts = [int((told["status"] == status).sum()) for status in ("own_plan", "in_existing_plan", "in_progress")]
    same(sample_store, "roles/plan_coverage", [(*counts, 10, bool(told["synthetic"].any()))], **of_county(as_of))


@pytest.mark.parametrize("as_of", DAYS)
def test_actors_of_principal(sample_store: Store, as_of: str) -> None:
    for p in principals():
        told = known("actor_statuses", as_of)
        own = {a["actor_id"]: a for a in records(told[told["principal_code"] == p["code"]])}
        expected = []
        for actor, name in lookup("actors", "name").items():
            if actor in own:
                a = own[actor]
                label = step_labels("actor_status")[a["takes_part"]]
                expected.append((name, a["takes_part"], label, or_none(a["note"]), a["synthetic"]))
            else:
                expected.append((name, "missing", "Inget svar", None, False))
        asked = {"as_of": date.fromisoformat(as_of), "county": "04", "principal": p["code"]}
        same(sample_store, "roles/actors_of_principal", expected, **asked)


def register(as_of: str, principal: str | None) -> list[dict[str, object]]:
    """The risks in the order of the register: the county's own, then by huvudman; by category within each."""
    judged = {a["risk_id"]: a for a in records(known("risk_assessments", as_of))}
    order = {"": 0} | lookup("principals", "sort_order", "code")
    categories = list(catalogue("risk_categories")["id"])
    found = []
    for r in records(known("risks", as_of)):
        if principal in (None, r["principal_code"]):
            a = judged.get(r["id"])
            passed = bool(a) and a["state"] != "closed" and a["review_on"] != "" and a["review_on"] < as_of
            place = (order[r["principal_code"]], categories.index(r["category_id"]), r["id"])
            found.append({"risk": r, "judged": a, "passed": passed, "place": place})
    return sorted(found, key=lambda one: one["place"])


@pytest.mark.parametrize("as_of", DAYS)
def test_register(sample_store: Store, as_of: str) -> None:
    responses, states = step_labels("risk_response"), step_labels("risk_state")
    for principal in EVERYBODY:
        expected = []
        for one in register(as_of, principal):
            r, a = one["risk"], one["judged"]
            scope = lookup("principals", "short_name", "code").get(r["principal_code"], "Hela länet")
            row = (r["id"], r["title"], or_none(r["description"]), lookup("risk_categories", "name")[r["category_id"]])
            row += (or_none(r["principal_code"]), scope)
            if a is None:
                row += (None, None, None, None, "open", "Öppen", None, None, None, False, None)
            else:
                row += (whole(a["likelihood"]), whole(a["consequence"]), a["response"], responses[a["response"]])
                row += (a["state"], states[a["state"]], or_none(a["action"]), or_none(a["owner_function"]))
                row += (day(a["review_on"]), one["passed"], day(a["known_on"]))
            expected.append((*row, r["origin"], r["synthetic"] or (a is not None and a["synthetic"])))
        same(sample_store, "risks/register", expected, principal=principal, **of_county(as_of))


@pytest.mark.parametrize("as_of", DAYS)
def test_summary(sample_store: Store, as_of: str) -> None:
    for principal in EVERYBODY:
        found = register(as_of, principal)
        alive = [one for one in found if one["judged"] is None or one["judged"]["state"] != "closed"]
        responses = pd.Series([one["judged"]["response"] for one in alive if one["judged"]], dtype=str).value_counts()
        invented = any(one["risk"]["synthetic"] or (one["judged"] or {}).get("synthetic", False) for one in found)
        expected = (
            *(len(alive), sum(one["passed"] for one in found)),
            *(int(responses.get("hold", 0)), int(responses.get("escalate", 0)), invented),
        )
        same(sample_store, "risks/summary", [expected], principal=principal, **of_county(as_of))


def test_the_minutes_one_of_nine_municipalities_is_what_the_store_shows(sample_store: Store) -> None:
    frame = sample_store.frame("roles/coverage", role="best_interest_lead", **of_county("2025-11-30"))
    assert frame[["appointed", "municipalities"]].values.tolist() == [[1, 9]]
