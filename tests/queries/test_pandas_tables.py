"""Whole tables over huvudmän, days or a matrix, against pandas on the sample at several days."""

from datetime import date
from itertools import pairwise

import pytest

from dashboard.store.store import Store
from tests.queries.plain import (
    DAYS,
    catalogue,
    day,
    known,
    lookup,
    or_none,
    principals,
    records,
    same,
    step_labels,
    whole,
    written,
)

EVERYBODY = [None, *(p["code"] for p in principals())]
NAMES = lookup("principals", "short_name", "code")
MUNICIPALITIES = [p for p in principals() if p["kind"] == "municipality"]
STATUSES = [*step_labels("role_status")]


def of_day(as_of: str) -> dict[str, object]:
    return {"as_of": date.fromisoformat(as_of), "county": "04"}


def test_work_groups(sample_store: Store) -> None:
    same(sample_store, "catalogue/work_groups", list(lookup("work_groups", "name").items()), county="04")


@pytest.mark.parametrize("as_of", DAYS)
def test_actors_matrix(sample_store: Store, as_of: str) -> None:
    told = known("actor_statuses", as_of)
    by_cell = {(s["actor_id"], s["principal_code"]): s for s in records(told)}
    invented = bool(told["synthetic"].any())
    expected = []
    for actor, name in lookup("actors", "name").items():
        for p in principals():
            s = by_cell.get((actor, p["code"]))
            state = (s["takes_part"], step_labels("actor_status")[s["takes_part"]]) if s else ("missing", "Inget svar")
            expected.append((name, p["code"], p["short_name"], *state, or_none(s["note"]) if s else None, invented))
    same(sample_store, "roles/actors_matrix", expected, **of_day(as_of))


@pytest.mark.parametrize("as_of", DAYS)
def test_funding(sample_store: Store, as_of: str) -> None:
    told = {r["principal_code"]: r for r in records(known("role_statuses", as_of))}
    cells: dict[tuple[int, str, str, str], list[str]] = {}
    invented: dict[tuple[int, str, str, str], bool] = {}
    for p in MUNICIPALITIES:
        key = (len(STATUSES), "Inget svar", "Inget svar", "missing")
        if p["code"] in told:
            r = told[p["code"]]
            labels = (step_labels("funding")[r["funding"]], step_labels("role_status")[r["status"]])
            key = (STATUSES.index(r["status"]), *labels, r["funding"])
        cells.setdefault(key, []).append(p["short_name"])
        invented[key] = p["code"] in told
    found = sample_store.frame("roles/funding", role="best_interest_lead", **of_day(as_of))
    table = found.assign(names=found["names"].map(lambda names: sorted(names.split(", ")))).values.tolist()
    assert table == [
        [key[2], key[3], key[1], len(names), sorted(names), invented[key]] for key, names in sorted(cells.items())
    ]


@pytest.mark.parametrize("as_of", DAYS)
def test_pipeline(sample_store: Store, as_of: str) -> None:
    reports = written("role_statuses")
    reports = reports[(reports["principal_code"] != "04") & (reports["known_on"] <= as_of)]
    expected = []
    for on in sorted(set(reports["known_on"])):
        state = {r["principal_code"]: r["status"] for r in records(known("role_statuses", on))}
        for order, status in enumerate([None, *STATUSES], -1):
            names = [p["short_name"] for p in MUNICIPALITIES if state.get(p["code"]) == status]
            if names:
                label = step_labels("role_status")[status] if status else "Inget svar"
                expected.append((day(on), status or "missing", label, order, len(names), ", ".join(names), True))
    same(sample_store, "roles/pipeline", expected, role="best_interest_lead", **of_day(as_of))


def judged_risks(as_of: str, principal: str | None) -> list[tuple[dict[str, str], dict[str, str] | None]]:
    judged = {a["risk_id"]: a for a in records(known("risk_assessments", as_of))}
    risks = [r for r in records(known("risks", as_of)) if principal in (None, r["principal_code"])]
    return [(r, judged.get(r["id"])) for r in risks]


def scope(risk: dict[str, str]) -> str:
    return NAMES.get(risk["principal_code"], "Hela länet")


@pytest.mark.parametrize("as_of", DAYS)
def test_matrix(sample_store: Store, as_of: str) -> None:
    likely, grave = step_labels("likelihood", "value"), step_labels("consequence", "value")
    for principal in EVERYBODY[::3]:
        expected, invented = [], False
        for likelihood in sorted(likely, reverse=True):
            for consequence in sorted(grave):
                here = [
                    (r, a)
                    for r, a in judged_risks(as_of, principal)
                    if a and (a["likelihood"], a["consequence"]) == (likelihood, consequence) and a["state"] != "closed"
                ]
                names = "; ".join(f"{r['title']} ({scope(r)})" for r, _ in sorted(here, key=lambda ra: ra[0]["title"]))
                place = (int(likelihood), likely[likelihood], int(consequence), grave[consequence])
                invented = invented or any(bool(r["synthetic"] or a["synthetic"]) for r, a in here)
                expected.append((*place, len(here), or_none(names)))
        expected = [(*row, invented) for row in expected]  # one invented risk, and the table is
        same(sample_store, "risks/matrix", expected, principal=principal, **of_day(as_of))


@pytest.mark.parametrize(("since", "as_of"), [*pairwise(DAYS), (DAYS[0], DAYS[-1])])
def test_paths(sample_store: Store, since: str, as_of: str) -> None:
    responses, states = step_labels("risk_response"), step_labels("risk_state")
    earlier = {a["risk_id"]: a for a in records(known("risk_assessments", since))}
    for principal in EVERYBODY:
        found = sample_store.frame("risks/paths", since=date.fromisoformat(since), principal=principal, **of_day(as_of))
        shown = {row[0]: row[1:] for row in found.astype(object).where(found.notna(), None).values.tolist()}
        expected = {}
        order = {"": 0} | lookup("principals", "sort_order", "code")
        in_order = sorted(
            judged_risks(as_of, principal), key=lambda ra: (order[ra[0]["principal_code"]], ra[0]["title"])
        )
        for r, a in in_order:
            b, now = earlier.get(r["id"]), a or {"likelihood": "", "consequence": "", "response": "", "state": "open"}
            first = b or {"likelihood": "", "consequence": "", "response": ""}
            moves = [(whole(first[of]), whole(now[of])) for of in ("likelihood", "consequence")]
            expected[r["id"]] = (
                *(r["title"], scope(r), *moves[0], *moves[1]),
                *(responses.get(first["response"]), responses.get(now["response"]), states[now["state"]]),
            )
        assert [(risk, *row[:9]) for risk, row in shown.items()] == [(risk, *row) for risk, row in expected.items()]
        for risk, row in shown.items():
            (l0, l1, c0, c1), said = row[2:6], row[9]
            if risk not in earlier:
                assert said in {"Ny", "Bedömd för första gången"}
            elif row[8] == "Stängd":
                assert said == ("Stängd sedan tidigare" if earlier[risk]["state"] == "closed" else "Stängd")
            elif l0 is None or l1 is None:
                assert said == "Inte bedömd"
            elif (l0, c0) == (l1, c1):
                assert said == "Oförändrad"
            elif l1 >= l0 and c1 >= c0:
                assert said == "Större"
            elif l1 <= l0 and c1 <= c0:
                assert said == "Mindre"


@pytest.mark.parametrize("group", [None, "norra", "vastra", "sodra"])
@pytest.mark.parametrize("as_of", DAYS)
def test_focus_by_principal(sample_store: Store, as_of: str, group: str | None) -> None:
    chosen = {
        (f["principal_code"], f["aspect_id"]): f for f in records(known("focus_areas", as_of)) if f["chosen"] == "true"
    }
    expected = []
    for p in principals():
        for aspect in catalogue("aspects")["id"]:
            if (p["code"], aspect) in chosen and group in (None, p["work_group_id"]):
                f = chosen[p["code"], aspect]
                row = (p["code"], p["short_name"], aspect, lookup("aspects", "name")[aspect], or_none(f["text"]))
                expected.append((*row, day(f["known_on"]), f["origin"], f["synthetic"]))
    same(sample_store, "work/focus_by_principal", expected, work_group=group, **of_day(as_of))
