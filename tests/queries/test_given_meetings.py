"""What a meeting looks at, from given rows: answers that changed, what waits, what was decided, examples to search."""

from tests.conftest import Given
from tests.queries.tables import a_round, answer, day, example, judged, risk, rows

COUNTY = {"county": "04"}
SINCE, LATE = day("2025-10-10"), day("2026-01-01")


def decided(id_: str, state: str, **more: object) -> dict[str, object]:
    own = {"id": id_, "county_code": "04", "meeting_id": "m", "text": f"Beslut {id_}", "state": state}
    return own | {"known_on": "2025-10-01"} | more


def test_answers_that_came_or_changed_since_a_day_say_how_they_moved(given: Given) -> None:
    store = given(
        round=[a_round("r1", 1), a_round("r2", 2)],
        answer=[
            answer("r1", "M01", "0484", 1, "2025-09-01"),
            answer("r2", "M01", "0484", 3, "2025-10-11"),  # forward from the round before
            answer("r1", "M02", "0484", 3, "2025-09-01"),
            answer("r1", "M02", "0484", 2, "2025-10-12"),  # corrected downwards
            answer("r1", "M08", "0484", 2, "2025-09-01"),
            answer("r1", "M08", "0484", 2, "2025-10-12", comment="Ny text"),  # the answer is as it was
            answer("r1", "M09", "0484", 1, "2025-09-01"),
            answer("r2", "M09", "0484", 2, "2025-10-12", measure_version=2),  # another wording: no step
            answer("r2", "C01", "0486", "not_yet", "2025-10-12"),
            answer("r2", "C02", "0486", "missing", "2025-10-12"),
            answer("r2", "C03", "0486", 1, "2026-02-01"),
        ],
    )
    frame = store.frame("county/answer_changes", as_of=LATE, since=SINCE, **COUNTY)
    assert rows(frame, "kind", "kind_label", "principal", "measure_id", "round", "was", "now") == [
        ("forward", "Steg framåt", "Eskilstuna", "M01", "Omgång r2", "Utforskar (omgång r1)", "Prövar"),
        ("back", "Steg bakåt", "Eskilstuna", "M02", "Omgång r1", "Prövar", "Förbereder"),
        ("answer", "Svar", "Eskilstuna", "M09", "Omgång r2", "Utforskar (omgång r1)", "Förbereder"),
        ("answer", "Svar", "Strängnäs", "C01", "Omgång r2", None, "Inte aktuellt ännu"),
    ]
    assert rows(store.frame("county/answer_changes", as_of=SINCE, since=SINCE, **COUNTY)) == []


def test_what_waits_for_a_meeting(given: Given) -> None:
    every = ["0484", "0486", "0482", "0483", "0428", "0461", "0480", "0481", "04"]  # all but Trosa
    store = given(
        round=[a_round("r1", 1, due_on=day("2025-11-01"))],
        answer=[answer("r1", "M01", code, 1) for code in every],
        risk=[risk("a"), risk("b", principal_code="0484"), risk("c"), risk("d")],
        risk_assessment=[
            judged("a", "act", review_on=day("2025-12-01")),
            judged("b", "hold", known_on="2025-02-01"),
            judged("c", "act", review_on=day("2025-12-01"), state="closed"),
            judged("d", "act", review_on=day("2026-02-01")),
        ],
        decision=[decided("x", "open", due_on="2025-12-01"), decided("y", "done", due_on="2025-12-01")],
        example=[example("e", evaluated="no"), example("f", evaluated="yes")],
    )
    frame = store.frame("county/agenda", as_of=LATE, round="r1", **COUNTY)
    assert rows(frame, "kind", "principal", "item", "why", "item_id") == [
        ("no_answer", "Trosa", "Omgång r1", "Sista svarsdag var 2025-11-01", "r1"),
        ("review", "Hela länet", "Risk a", "Skulle ses över 2025-12-01", "a"),
        ("hold", "Eskilstuna", "Risk b", "Avvaktar sedan 2025-02-01", "b"),
        ("decision", "Hela länet", "Beslut x", "Skulle vara klart 2025-12-01", "x"),
        ("not_evaluated", "Hela länet", "Exempel e", "Ingen har utvärderat det", "e"),
    ]


def test_decisions_that_remain_come_first_and_late_ones_are_marked(given: Given) -> None:
    store = given(
        meeting=[
            {"id": "m", "county_code": "04", "body": "Styrgruppen", "name": "Mötet", "status": "held"}
            | {"known_on": "2025-09-01"}
        ],
        decision=[
            decided("a", "done", due_on="2025-11-01"),
            decided("b", "open", due_on="2025-12-01", owner_function="Skolchef"),
            decided("c", "open"),
            decided("d", "open", known_on="2026-02-01"),
        ],
    )
    frame = store.frame("county/decisions", as_of=LATE, **COUNTY)
    assert rows(frame, "decision", "meeting", "owner_function", "due_on", "state_label", "overdue") == [
        ("Beslut b", "Mötet", "Skolchef", day("2025-12-01"), "Öppet", True),
        ("Beslut c", "Mötet", None, None, "Öppet", False),
        ("Beslut a", "Mötet", None, day("2025-11-01"), "Genomfört", False),
    ]


def test_examples_are_found_by_words_and_by_what_they_concern(given: Given) -> None:
    store = given(
        example=[
            example("a", title="En blankett", principal_code="0484", evaluated="no", level_id="chef"),
            example("b", kind="did_not_work", title="Stormöte", problem="Blanketten var för lång", evaluated="yes"),
        ],
        example_aspect=[
            {"example_id": "a", "aspect_id": "vardag", "known_on": "2025-10-01"},
            {"example_id": "a", "aspect_id": "roll", "concerns": True, "known_on": "2025-10-01"},
            {"example_id": "a", "aspect_id": "roll", "concerns": False, "known_on": "2025-10-02"},
        ],
    )

    def found(**chosen: str) -> list[object]:
        names = ("principal", "of_aspect", "of_level", "sort", "evaluated", "search", "involved")
        frame = store.frame("work/example_search", as_of=LATE, **COUNTY, **{name: chosen.get(name) for name in names})
        return [one for (one,) in rows(frame, "example_id")]

    assert found() == ["a", "b"]
    assert found(search="BLANKETT") == ["a", "b"]
    assert found(search="för lång") == ["b"]
    assert found(search="100 %") == []
    assert found(of_aspect="vardag") == ["a"]
    assert found(of_aspect="roll") == [], "it was taken off"
    assert found(of_level="chef") == ["a"]
    assert found(sort="did_not_work") == ["b"]
    assert found(evaluated="no") == ["a"]
    assert found(principal="0484", search="stormöte") == []
