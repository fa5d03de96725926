"""What is learnt and spread, from given rows: trials, whom to learn from, the communication plan, feedback."""

from sqlalchemy import insert

from dashboard.store.schema.work import contact
from tests.conftest import Given
from tests.queries.tables import a_round, answer, day, example, rows

ASKED = {"as_of": day("2026-01-01"), "county": "04"}
SINCE = ASKED | {"since": day("2025-10-10")}
LATER, NOT_YET = "2025-10-11", "2026-01-02"


def trial(
    example_id: str, principal: str, state: str, known_on: str = "2025-10-01", **more: object
) -> dict[str, object]:
    return {"example_id": example_id, "principal_code": principal, "state": state, "known_on": known_on} | more


def item(id_: str, state: str, known_on: str = "2025-10-01", **more: object) -> dict[str, object]:
    own = {"id": id_, "county_code": "04", "title": f"Sak {id_}", "kind": "event", "channel": "web", "state": state}
    return own | {"known_on": known_on} | more


def reached(table: str, id_: str, code: str, concerns: bool = True, known_on: str = "2025-10-01") -> dict[str, object]:
    column = "principal_code" if table == "communication_principal" else "actor_id"
    return {"communication_id": id_, column: code, "concerns": concerns, "known_on": known_on}


def said(id_: str, kind: str, subject: str, state: str, known_on: str = "2025-10-01") -> dict[str, object]:
    own = {"id": id_, "county_code": "04", "subject_kind": kind, "subject_id": subject, "state": state}
    return own | {"function": "Rektor", "text": f"Ord {id_}", "known_on": known_on}


def test_trials_of_all_and_of_one_in_both_directions(given_two_counties: Given) -> None:
    store = given_two_counties(
        example=[
            example("a", principal_code="0484"),
            example("b", anonymous=True),
            example("x", county_code="99", principal_code="9901"),
        ],
        example_trial=[
            trial("a", "0482", "wants"),
            trial("a", "0482", "trying", LATER, function="Stab", note="Två skolor"),
            trial("a", "0486", "done"),
            trial("b", "0484", "wants"),
            trial("b", "0482", "wants", NOT_YET),
            trial("x", "99", "wants"),
        ],
    )
    told = ("example_id", "from_principal", "principal", "state_label", "function", "note")
    strangnas = ("a", "Eskilstuna", "Strängnäs", "Har provat", None, None)
    flen = ("a", "Eskilstuna", "Flen", "Provar", "Stab", "Två skolor")
    own = ("b", "Utan avsändare", "Eskilstuna", "Vill prova", None, None)
    assert rows(store.frame("work/trials", principal=None, **ASKED), *told) == [strangnas, flen, own]
    assert rows(store.frame("work/trials", principal="0484", **ASKED), *told) == [strangnas, flen, own]
    assert rows(store.frame("work/trials", principal="0482", **ASKED), *told) == [flen]


def test_those_that_have_passed_a_step_stand_by_arbetsgrupp_and_name_with_why_them(given: Given) -> None:
    """Trosa stands at Förbereder in Del av vardagen, by the lower median of its answers."""
    store = given(
        round=[a_round("r1", 1), a_round("r2", 2)],
        answer=[
            *(answer("r1", "M02", "0488", 1), answer("r1", "M08", "0488", 2), answer("r2", "M02", "0488", 4)),
            *(answer("r1", "M02", "0484", 3), answer("r1", "M02", "0482", 4), answer("r1", "M02", "0461", 2)),
            *(answer("r1", "M02", "0480", 0), answer("r1", "M02", "04", "in_existing_plan")),
        ],
        example=[
            example("old", principal_code="0482"),
            example("new", known_on=LATER, principal_code="0482"),
            example("off", principal_code="0484"),
            example("who", anonymous=True),
        ],
        example_aspect=[
            *({"example_id": one, "aspect_id": "vardag", "known_on": "2025-10-01"} for one in ("old", "new", "who")),
            {"example_id": "off", "aspect_id": "vardag", "concerns": False, "known_on": "2025-10-01"},
        ],
    )
    store.append({}, {"id": "s", "kind": "entry", "title": "S", "synthetic": False}, "test")
    about = {
        "name": None,
        "source_id": "s",
        "known_on": day("2025-10-01"),
        "principal_code": "0482",
        "county_code": "04",
    }
    with store._engine.begin() as connection:
        people = [about | {"id": one, "function": f"Stab {one}", "mailbox": f"{one}@example.se"} for one in "ba"]
        connection.execute(insert(contact), people)
    asked = ASKED | {"round": "r1", "level": None, "measure": None}
    frame = store.frame("work/learning_pairs", principal="0488", **asked)
    told = ("aspect_id", "principal", "why", "with_stage", "example_id", "function", "mailbox")
    words = "{} är i steg {} i Del av vardagen, ni är i Utforskar"
    assert rows(frame, *told) == [
        ("vardag", "Eskilstuna", words.format("Eskilstuna", "Prövar"), 5, None, None, None),
        ("vardag", "Flen", words.format("Flen", "I vardagen"), 5, "new", "Stab a", "a@example.se"),
        ("vardag", "Gnesta", words.format("Gnesta", "Förbereder"), 5, None, None, None),
    ]
    for nobody in ("0482", "04", "0428"):  # the furthest; a special answer; no answer
        assert rows(store.frame("work/learning_pairs", principal=nobody, **asked)) == []


def test_the_plan_says_what_is_done_whom_it_reached_and_whose_day_has_passed(given_two_counties: Given) -> None:
    store = given_two_counties(
        example=[example("e")],
        communication=[
            item("a", "planned", planned_on="2025-12-01"),
            item("a", "done", LATER, planned_on="2025-12-01", done_on="2025-12-02", kind="example", subject_id="e"),
            item("b", "planned", planned_on="2025-12-31", audience="Rektorer"),
            item("c", "planned", planned_on="2026-01-01"),
            item("d", "cancelled", planned_on="2025-11-01"),
            item("e", "planned"),
            item("x", "done", county_code="99"),
        ],
        communication_principal=[
            reached("communication_principal", "a", "0484"),
            reached("communication_principal", "a", "0482"),
            reached("communication_principal", "a", "0482", False, LATER),
        ],
        communication_actor=[reached("communication_actor", "a", one) for one in ("skola", "bup")],
    )
    told = ("communication_id", "subject", "audience", "done_on", "state_label", "overdue", "reached")
    assert rows(store.frame("work/communication_plan", **ASKED), *told) == [
        ("d", None, None, None, "Inställd", False, None),
        (
            *("a", "Exempel e", None, day("2025-12-02"), "Genomförd", False),
            "1 av 10 huvudmän, 2 av 11 verksamheter",
        ),
        ("b", None, "Rektorer", None, "Planerad, dagen har passerat", True, None),
        ("c", None, None, None, "Planerad", False, None),
        ("e", None, None, None, "Planerad", False, None),
    ]


def test_reach_tells_no_from_not_said(given: Given) -> None:
    store = given(
        communication=[item("a", "done", done_on="2025-10-01"), item("b", "planned")],
        communication_principal=[
            reached("communication_principal", "a", "0484"),
            reached("communication_principal", "b", "0484"),
        ],
    )
    frame = store.frame("work/communication_reach", **ASKED)
    found = rows(frame, "communication_id", "receivers", "name", "state_label")
    assert found[:2] == [("a", "principal", "Eskilstuna", "Ja"), ("a", "principal", "Strängnäs", "Nej")]
    assert len(found) == 10 + 11
    assert {one[3] for one in found[10:]} == {"Inte angivet"}


def test_feedback_names_what_it_is_about_and_what_came_of_it(given: Given) -> None:
    store = given(
        example=[example("e")],
        research_report=[
            {"id": "r", "county_code": "04", "title": "Rapport", "status": "planned", "known_on": "2025-10-01"}
        ],
        feedback=[
            said("a", "example", "e", "new"),
            said("a", "example", "e", "acted", LATER) | {"reply": "Tack", "outcome": "Ändrat"},
            said("b", "measure", "M02", "new") | {"principal_code": "0484"},
            said("c", "report", "r", "read"),
            said("d", "page", "/risker", "replied"),
            said("e", "page", "/", "new", NOT_YET),
        ],
    )
    told = ("feedback_id", "subject_label", "subject", "principal", "state_label", "reply", "outcome")
    assert rows(store.frame("work/feedback", **ASKED), *told) == [
        ("a", "Exempel eller lärdom", "Exempel e", None, "Ledde till något", "Tack", "Ändrat"),
        ("b", "Mått", "M02 Del av det vardagliga arbetet", "Eskilstuna", "Ny", None, None),
        ("c", "Rapport", "Rapport", None, "Läst", None, None),
        ("d", "Sida", "/risker", None, "Besvarad", None, None),
    ]


def test_changes_list_trials_communication_and_feedback(given: Given) -> None:
    store = given(
        example=[example("e", principal_code="0484"), example("f", anonymous=True)],
        example_trial=[
            trial("e", "0482", "wants"),
            trial("e", "0482", "trying", LATER),
            trial("e", "0486", "wants"),
            trial("e", "0486", "wants", LATER, note="Nytt ord"),
            trial("f", "0484", "wants", LATER),
        ],
        communication=[
            item("a", "planned"),
            item("a", "done", LATER, done_on="2025-10-11"),
            item("b", "planned", LATER, planned_on="2025-12-01"),
        ],
        feedback=[
            said("a", "page", "/", "new"),
            said("a", "page", "/", "replied", LATER),
            said("b", "page", "/", "new", LATER) | {"principal_code": "0484", "text": "å" * 91},
        ],
    )
    assert rows(store.frame("county/changes", **SINCE), "kind", "principal", "item", "was", "now") == [
        ("trial", "Eskilstuna", "Exempel f (utan avsändare)", None, "Vill prova"),
        ("trial", "Flen", "Exempel e (Eskilstuna)", "Vill prova", "Provar"),
        ("communication", "Hela länet", "Sak a", "Planerad", "Genomförd 2025-10-11"),
        ("communication", "Hela länet", "Sak b", None, "Planerad till 2025-12-01"),
        ("feedback", "Hela länet", "Ord a", "Ny", "Besvarad"),
        ("feedback", "Eskilstuna", "å" * 90 + "…", None, "Ny"),
    ]


def test_examples_are_found_by_who_takes_part_and_say_when_they_have_no_sender(given: Given) -> None:
    store = given(
        example=[
            example("a", committees="Socialnämnden, Kommunstyrelsen", principal_code="0484"),
            example("b", departments="Skola,kommunstyrelsen", anonymous=True),
        ]
    )
    nothing = dict.fromkeys(("principal", "of_aspect", "of_level", "sort", "evaluated", "search"))

    def found(words: str | None) -> list[tuple[object, ...]]:
        frame = store.frame("work/example_search", involved=words, **nothing, **ASKED)
        return rows(frame, "example_id", "principal", "anonymous")

    both = [("a", "Eskilstuna", False), ("b", "Utan avsändare", True)]
    assert found(None) == both
    assert found("KOMMUNSTYRELSEN") == both
    assert found("socialnämnden") == both[:1]
    assert found("nämnden") == [], "a name, not a part of one"
    assert rows(store.frame("work/examples", principal=None, **ASKED), "example_id", "principal") == [
        ("a", "Eskilstuna"),
        ("b", "Utan avsändare"),
    ]
