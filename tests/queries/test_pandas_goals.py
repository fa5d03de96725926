"""Where the work is going, against the CSV files in plain pandas."""

import pytest

from dashboard.store.store import Store
from tests.queries.plain import DAYS, day, known, lookup, or_none, records, same, step_labels
from tests.queries.test_pandas_work_and_county import of_county

STATUS = {"finished": "Klar", "wished": "Önskad", "planned": "Planerad", "published": "Publicerad"}


@pytest.mark.parametrize("as_of", DAYS)
def test_research(sample_store: Store, as_of: str) -> None:
    expected = [
        (
            *(r["id"], r["title"], r["status"], STATUS[r["status"]], or_none(r["focus"]), or_none(r["note"])),
            *(*counted(r["id"], as_of), day(r["known_on"]), r["origin"], r["synthetic"]),
        )
        for r in sorted(records(known("research_reports", as_of)), key=lambda r: (r["known_on"], r["id"]))
    ]
    assert (expected == []) == (as_of < "2025-11-04")
    same(sample_store, "work/research", expected, **of_county(as_of))


def counted(report: str, as_of: str) -> tuple[int, int]:
    """How many recommendations a report has made, and how many are done."""
    own = [one for one in records(known("recommendations", as_of)) if one["report_id"] == report]
    return len(own), sum(one["state"] == "done" for one in own)


@pytest.mark.parametrize("as_of", DAYS)
def test_recommendations(sample_store: Store, as_of: str) -> None:
    reports = {row["id"]: row["title"] for row in records(known("research_reports", as_of))}
    measures, labels = lookup("measures", "name"), step_labels("recommendation_state")
    expected = [
        (
            *(n["id"], reports[n["report_id"]], n["text"], n["measure_id"], measures[n["measure_id"]], n["state"]),
            *(labels[n["state"]], or_none(n["done"]), day(n["known_on"]), n["origin"], n["synthetic"]),
        )
        for n in sorted(records(known("recommendations", as_of)), key=lambda n: n["id"])
    ]
    assert len({n[1] for n in expected}) < 2, "one report has some; with more the order is to be worked out here too"
    same(sample_store, "work/recommendations", expected, **of_county(as_of))


@pytest.mark.parametrize("as_of", DAYS)
def test_milestones(sample_store: Store, as_of: str) -> None:
    labels, aspects = step_labels("milestone_state"), lookup("aspects", "name")
    expected = [
        (
            *(m["id"], m["title"], or_none(m["description"]), aspects.get(m["aspect_id"]), or_none(m["measure_id"])),
            *(day(m["due_on"]), m["state"], labels[m["state"]]),
            m["state"] in {"planned", "ongoing"} and "" < m["due_on"] < as_of,
            *(day(m["known_on"]), m["origin"], m["synthetic"]),
        )
        for m in sorted(records(known("milestones", as_of)), key=lambda m: (m["due_on"] or "9", m["id"]))
    ]
    same(sample_store, "county/milestones", expected, **of_county(as_of))
