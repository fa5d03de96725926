"""What stands for good: a closed meeting and a locked report refuse every change, and nothing is half-stored."""

from datetime import date

import pytest

from dashboard.errors import Locked
from dashboard.store.locks import stamp_of
from dashboard.store.store import Store
from tests.conftest import Given

pytestmark = pytest.mark.both_engines

DAY = "2026-01-10"
MEETING = {"id": "m", "county_code": "04", "body": "Styrgruppen", "name": "Mötet", "status": "held", "known_on": DAY}
REPORT = {
    **{
        "id": "s",
        "county_code": "04",
        "period": "Hösten 2025",
        "results": "Som det var.",
        "author_function": "Processledare",
    },
    **{"gut_feeling": "positive", "gut_feeling_text": "Bra.", "known_on": DAY},
}
DECISION = {"id": "d", "county_code": "04", "meeting_id": "m", "text": "Gör så", "state": "open", "known_on": DAY}
ITEM = {"meeting_id": "m", "item_key": "review", "position": 0, "dropped": True, "known_on": DAY}


def lock(kind: str, subject: str) -> dict[str, object]:
    own = {
        "kind": kind,
        "subject_id": subject,
        "county_code": "04",
        "title": subject,
        "text": "Så var det.",
        "known_on": DAY,
    }
    return own | {"sha256": stamp_of("Så var det.")}


@pytest.fixture
def closed(given: Given) -> Store:
    store = given(meeting=[MEETING], status_report=[REPORT], decision=[DECISION], agenda_item=[ITEM])
    given.add(store, locked_text=[lock("meeting", "m"), lock("status_report", "s")])
    return store


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("meeting", MEETING | {"purpose": "Ett annat"}),
        ("agenda_item", ITEM | {"dropped": False}),
        ("status_report", REPORT | {"results": "Som det blev."}),
        ("decision", DECISION | {"text": "Gör inte så"}),
        ("decision", DECISION | {"id": "d2"}),
        ("locked_text", lock("meeting", "m")),
    ],
)
def test_what_is_locked_refuses_a_change_and_nothing_else_is_stored(
    given: Given, closed: Store, table: str, row: dict[str, object]
) -> None:
    version = closed.data_version
    other = REPORT | {"id": "another"}
    with pytest.raises(Locked, match=r"låst, så ingenting sparades\. Skriv"):
        given.add(closed, **{table: [row] if table != "status_report" else [other, row]})
    assert closed.data_version == version
    assert [one["id"] for one in closed.in_force("status_report", date(2026, 2, 1))] == ["s"]


def test_how_far_a_decision_of_a_closed_meeting_has_come_may_be_told(given: Given, closed: Store) -> None:
    given.add(closed, decision=[DECISION | {"state": "done"}])
    assert closed.in_force("decision", date(2026, 2, 1))[0]["state"] == "done"


def test_what_is_not_locked_may_change(given: Given, closed: Store) -> None:
    given.add(closed, meeting=[MEETING | {"id": "next"}], agenda_item=[ITEM | {"meeting_id": "next"}])
    given.add(closed, decision=[DECISION | {"id": "d3", "meeting_id": "next"}])


def test_the_text_of_a_locked_report_is_the_same_whatever_comes_later(given: Given, closed: Store) -> None:
    asked = {"county": "04", "as_of": date(2026, 6, 1)}
    before = closed.answer("county/status_reports", **asked).rows
    given.add(closed, status_report=[REPORT | {"id": "later", "period": "Våren 2026", "known_on": "2026-05-01"}])
    after = {row["report_id"]: row for row in closed.answer("county/status_reports", **asked).rows}
    assert after["s"] == before[0]
    assert after["s"]["sha256"] == stamp_of("Så var det.")
    assert after["later"]["locked_on"] is None
