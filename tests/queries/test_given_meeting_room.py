"""The meeting from given rows: the agenda as it was changed, what is locked, who contributes to milestones."""

from tests.conftest import Given
from tests.queries.tables import day, rows

ASKED = {"as_of": day("2026-01-01"), "county": "04"}
DAY = "2025-11-01"


def meeting(id_: str) -> dict[str, object]:
    own = {"id": id_, "county_code": "04", "body": "Styrgruppen", "name": id_, "status": "planned"}
    return own | {"known_on": "2025-10-01"}


def test_the_agenda_as_it_was_changed_last(given: Given) -> None:
    item = {"meeting_id": "m", "known_on": DAY, "dropped": False}
    store = given(
        meeting=[meeting("m"), meeting("n")],
        agenda_item=[
            item | {"item_key": "review", "position": 0},
            item | {"item_key": "own-1", "position": 1, "text": "Planeringsdagen"},
            item | {"item_key": "review", "position": 2, "dropped": True},
            item | {"item_key": "own-2", "position": 0, "known_on": "2026-02-01"},
            item | {"item_key": "own-3", "position": 0, "meeting_id": "n"},
        ],
    )
    frame = store.frame("county/agenda_items", meeting="m", **ASKED)
    assert rows(frame, "item_key", "text", "position", "dropped") == [
        ("own-1", "Planeringsdagen", 1, False),
        ("review", None, 2, True),
    ]
    assert store.frame("county/agenda_items", meeting=None, **ASKED).empty


def test_what_is_locked_is_listed_with_its_stamp(given: Given) -> None:
    one = {"county_code": "04", "title": "T", "text": "Så var det.", "sha256": "aa", "known_on": DAY}
    store = given(
        locked_text=[
            one | {"kind": "meeting", "subject_id": "m"},
            one | {"kind": "status_report", "subject_id": "s", "known_on": "2026-03-01"},
        ]
    )
    frame = store.frame("county/locked_texts", **ASKED)
    assert rows(frame, "kind", "subject_id", "text", "known_on") == [("meeting", "m", "Så var det.", day(DAY))]


def test_milestones_that_are_soon_due_wait_for_the_meeting(given: Given) -> None:
    own = {"county_code": "04", "state": "ongoing", "known_on": DAY}
    store = given(
        milestone=[
            own | {"id": "a", "title": "Passerat", "due_on": "2025-12-31"},
            own | {"id": "b", "title": "Snart", "due_on": "2026-01-30"},
            own | {"id": "c", "title": "Senare", "due_on": "2026-01-31"},
            own | {"id": "d", "title": "Nått", "due_on": "2025-12-01", "state": "reached"},
            own | {"id": "e", "title": "Utan dag"},
        ]
    )
    frame = store.frame("county/agenda", round="", **ASKED)
    assert rows(frame, "kind_label", "item", "why") == [
        ("Delmål", "Passerat", "Skulle nås 2025-12-31"),
        ("Delmål", "Snart", "Ska nås 2026-01-30"),
    ]


def test_each_huvudman_contributes_its_answer_to_a_milestone(given: Given) -> None:
    answer = {"county_code": "04", "measure_version": 1, "known_on": DAY}
    milestone = {"county_code": "04", "state": "ongoing", "known_on": DAY}
    store = given(
        milestone=[
            milestone | {"id": "a", "title": "Vardag", "measure_id": "M02"},
            milestone | {"id": "b", "title": "Utan mått"},
            milestone | {"id": "c", "title": "Hela länets", "measure_id": "L05"},
        ],
        answer=[
            answer | {"round_id": "r1", "measure_id": "M02", "principal_code": "0480", "value": 1},
            answer | {"round_id": "r2", "measure_id": "M02", "principal_code": "0480", "value": 2},
            answer | {"round_id": "r1", "measure_id": "M02", "principal_code": "0481", "value": 2},
            answer | {"round_id": "r2", "measure_id": "M02", "principal_code": "0481", "value": 1},
            answer | {"round_id": "r1", "measure_id": "M02", "principal_code": "0482", "value": 2},
            answer | {"round_id": "r2", "measure_id": "M02", "principal_code": "0482", "special": "in_existing_plan"},
            answer | {"round_id": "r2", "measure_id": "M02", "principal_code": "0484", "value": 0},
        ],
    )
    frame = store.frame("county/milestone_contributions", round="r2", previous="r1", **ASKED)
    assert set(frame["milestone"]) == {"Vardag"}
    assert len(frame) == 10
    told = frame[frame["value_label"] != "Inget svar"]
    assert rows(told, "principal", "value_label", "was_label", "moved") == [
        ("Eskilstuna", "Inte påbörjat", None, None),
        ("Flen", "Ingår i befintlig plan eller process", "Förbereder", None),
        ("Nyköping", "Förbereder", "Utforskar", "framåt"),
        ("Oxelösund", "Utforskar", "Förbereder", "bakåt"),
    ]


def test_expectations_of_everyone_of_a_role_and_of_one_huvudman(given: Given) -> None:
    own = {"county_code": "04", "meeting_id": "m", "known_on": DAY}
    store = given(
        meeting=[meeting("m"), meeting("n")],
        meeting_expectation=[
            own | {"id": "a", "text": "Läs på", "principal_code": "0482"},
            own | {"id": "b", "text": "Förbered", "principal_code": "0480", "audience": "Skolchef"},
            own | {"id": "c", "text": "Kom i tid"},
            own | {"id": "d", "text": "Ta med siffror", "audience": "Processledare"},
            own | {"id": "e", "text": "Senare", "known_on": "2026-02-01"},
            own | {"id": "f", "text": "Ett annat", "meeting_id": "n"},
        ],
    )
    everyone = [("Alla", "Kom i tid"), ("Processledare", "Ta med siffror")]
    frame = store.frame("county/meeting_expectations", meeting="m", principal=None, **ASKED)
    assert rows(frame, "who", "expected") == [*everyone, ("Flen", "Läs på"), ("Nyköping, skolchef", "Förbered")]
    frame = store.frame("county/meeting_expectations", meeting="m", principal="0480", **ASKED)
    assert rows(frame, "who", "expected") == [*everyone, ("Nyköping, skolchef", "Förbered")]
