"""Where the work is going, from given rows: milestones, research reports and their recommendations."""

from tests.conftest import Given
from tests.queries.tables import day, rows

ASKED = {"as_of": day("2026-01-01"), "county": "04"}


def milestone(id_: str, state: str, **more: object) -> dict[str, object]:
    own = {"id": id_, "county_code": "04", "title": f"Delmål {id_}", "state": state, "known_on": "2025-10-01"}
    return own | more


def test_milestones_with_a_day_come_first_and_those_without_one_are_there(given: Given) -> None:
    store = given(
        milestone=[
            milestone("a", "planned"),
            milestone("b", "ongoing", due_on="2025-12-01", aspect_id="vardag", measure_id="M02"),
            milestone("c", "reached", due_on="2025-11-01"),
            milestone("a", "dropped", known_on="2026-02-01"),
        ]
    )
    frame = store.frame("county/milestones", **ASKED)
    assert rows(frame, "milestone", "aspect", "measure_id", "due_on", "state_label", "overdue") == [
        ("Delmål c", None, None, day("2025-11-01"), "Nått", False),
        ("Delmål b", "Del av vardagen", "M02", day("2025-12-01"), "Pågår", True),
        ("Delmål a", None, None, None, "Planerat", False),
    ]


def test_reports_count_their_recommendations(given: Given) -> None:
    report = {"county_code": "04", "status": "published", "known_on": "2025-10-01"}
    one = {"county_code": "04", "known_on": "2025-10-02"}
    store = given(
        research_report=[
            report | {"id": "r1", "title": "Ett"},
            report | {"id": "r2", "title": "Två", "status": "wished"},
        ],
        recommendation=[
            one | {"id": "n1", "report_id": "r1", "text": "Gör så", "state": "done", "done": "Det är gjort"},
            one | {"id": "n2", "report_id": "r1", "text": "Gör mer", "state": "new", "measure_id": "C07"},
            one | {"id": "n3", "report_id": "r1", "text": "Senare", "state": "new", "known_on": "2026-02-01"},
        ],
    )
    assert rows(store.frame("work/research", **ASKED), "report", "status_label", "recommendations", "done") == [
        ("Ett", "Publicerad", 2, 1),
        ("Två", "Önskad", 0, 0),
    ]
    frame = store.frame("work/recommendations", **ASKED)
    assert rows(frame, "report", "recommendation", "measure_id", "measure", "state_label", "done") == [
        ("Ett", "Gör så", None, None, "Genomförd", "Det är gjort"),
        ("Ett", "Gör mer", "C07", "Politisk förankring", "Ny", None),
    ]
