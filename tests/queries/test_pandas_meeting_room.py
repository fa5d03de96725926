"""The meeting of the sample, worked out once more from the files."""

from dashboard.store.store import Store
from tests.queries.plain import day, known, lookup, principals, records
from tests.queries.tables import rows

AS_OF = "2026-11-20"
ASKED = {"as_of": day(AS_OF), "county": "04"}


def test_nothing_is_changed_or_locked_in_the_sample(sample_store: Store) -> None:
    """Both come from what is done on the pages; the files of data/ hold none."""
    assert sample_store.frame("county/agenda_items", meeting="styrgrupp_2026_12", **ASKED).empty
    assert sample_store.frame("county/locked_texts", **ASKED).empty


def test_contributions_are_the_answers_of_the_measure(sample_store: Store) -> None:
    given = {
        (row["round_id"], row["measure_id"], row["principal_code"]): float(row["value"])
        for row in records(known("answers", AS_OF))
        if row["value"]
    }
    ways = {True: "framåt", False: "bakåt"}
    expected = set()
    for one in records(known("milestones", AS_OF)):
        assert lookup("measures", "scale_id")[one["measure_id"]] == "shift"
        for who in principals():
            now = given.get(("2026h", one["measure_id"], who["code"]))
            was = given.get(("2026v", one["measure_id"], who["code"]))
            moved = None if now is None or was is None else "oförändrat" if now == was else ways[now > was]
            expected.add((one["title"], who["short_name"], now, moved))
    frame = sample_store.frame("county/milestone_contributions", round="2026h", previous="2026v", **ASKED)
    assert len(frame) == len(expected) == 30
    assert set(rows(frame, "milestone", "principal", "value", "moved")) == expected


def test_what_is_expected_of_each_before_the_next_meeting(sample_store: Store) -> None:
    own = {who["code"]: who["short_name"] for who in principals()}
    listed = [
        (one["principal_code"] or None, own.get(one["principal_code"]) or one["audience"] or "Alla", one["text"])
        for one in records(known("meeting_expectations", AS_OF))
    ]
    for principal in (None, "0482", "0480"):
        expected = {one for one in listed if principal is None or one[0] in {None, principal}}
        frame = sample_store.frame(
            "county/meeting_expectations", meeting="styrgrupp_2026_12", principal=principal, **ASKED
        )
        assert set(rows(frame, "principal_code", "who", "expected")) == expected
