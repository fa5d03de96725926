"""What each role may write, tried straight on the store: every table, of the own huvudman and of another."""

import pytest
from sqlalchemy import select

from dashboard.errors import NotAllowed
from dashboard.store.permissions import MEETING_TABLES, OWN_TABLES
from dashboard.store.records import Row
from dashboard.store.schema import FACT_TABLES
from dashboard.store.schema.access import log
from dashboard.store.scope import NOTHING
from dashboard.store.store import Store
from tests.access.making import OTHER, OWN, ROLES, WRITTEN, scope, store_of
from tests.conftest import whole_row
from tests.engines import Own

DAY = WRITTEN.date()
FILLED = {
    "round": {"id": "2027v", "county_code": "04", "name": "N", "purpose": "P", "questionnaire_version": 1}
    | {"status": "planned", "sort_order": 9},
    "mailout": {"round_id": "2026h", "status": "sent"},
    "answer": {"round_id": "2026h", "measure_id": "M02", "measure_version": 1, "county_code": "04", "value": 2},
    "role_status": {"role_id": "best_interest_lead", "status": "decided", "funding": "unknown"},
    "plan_status": {"status": "own_plan"},
    "actor_status": {"actor_id": "forskola", "takes_part": "yes"},
    "focus_area": {"aspect_id": "vardag", "chosen": True},
    "risk": {"id": "ny", "county_code": "04", "category_id": "modellen", "title": "T"},
    "example": {"id": "ny", "county_code": "04", "kind": "works", "title": "T", "evaluated": "no"},
    "example_trial": {"example_id": "ny", "state": "wants"},
    "ongoing_work": {"id": "ny", "title": "T"},
    "activity": {"id": "ny", "county_code": "04", "kind": "workshop", "title": "T"},
    "decision": {"id": "ny", "county_code": "04", "meeting_id": "nytt_mote", "text": "T", "state": "open"},
    "milestone": {"id": "ny", "county_code": "04", "title": "T", "state": "planned"},
    "agenda_item": {"meeting_id": "nytt_mote", "item_key": "own-1", "text": "T", "position": 1, "dropped": False},
    "meeting_expectation": {"id": "ny", "county_code": "04", "meeting_id": "nytt_mote", "text": "T"},
    "meeting": {"id": "nytt_mote", "county_code": "04", "body": "B", "name": "N", "status": "planned"},
    "status_report": {"id": "ny", "county_code": "04", "period": "P", "results": "R", "gut_feeling": "neutral"}
    | {"gut_feeling_text": "M", "author_function": "F"},
    "feedback": {"id": "ny", "county_code": "04", "subject_kind": "page", "subject_id": "/", "function": "F"}
    | {"text": "T", "state": "new"},
    "locked_text": {"kind": "meeting", "subject_id": "nytt_mote", "county_code": "04", "title": "T", "text": "T"}
    | {"sha256": "0" * 64},
}
"""Table → a row of it that breaks no rule, without whose it is."""
EVERYBODY = {"feedback"}
MAY = {
    "reader": EVERYBODY,
    "researcher": EVERYBODY,
    "editor": EVERYBODY | (OWN_TABLES - {"risk_assessment", "example_aspect"}),
    "steering": EVERYBODY | (MEETING_TABLES - {"risk_assessment"}),
    "process_lead": set(FILLED),
    "administrator": set(FILLED),
}


@pytest.fixture
def store(own: Own) -> Store:
    return store_of(own)


def row_of(table: str, whose: str | None, **more: object) -> Row:
    own = {"principal_code": whose} if "principal_code" in FACT_TABLES[table].columns else {}
    return whole_row(table, FILLED.get(table, {}) | own | {"known_on": DAY} | more)


def write(store: Store, kind: str = "entry", /, **facts: list[Row]) -> None:
    with store.reading() as connection:
        number = len(connection.execute(select(log)).all())
    origin = {"id": f"{kind}-{number}", "kind": kind, "title": "Prov", "synthetic": False}
    store.append(facts, origin, recorded_by="Kommunchefen")


def allowed(store: Store, role: str, kind: str = "entry", /, **facts: list[Row]) -> bool:
    try:
        write(store.for_viewer(scope(role)), kind, **facts)
    except NotAllowed:
        return False
    return True


@pytest.mark.parametrize("role", ROLES)
def test_each_role_writes_what_the_table_says_and_nothing_else(role: str, store: Store) -> None:
    may = {table for table in FILLED if allowed(store, role, **{table: [row_of(table, OWN)]})}
    assert may == MAY[role]
    with store.reading() as connection:
        refused = [line.by for line in connection.execute(select(log).where(log.c.action == "refused"))]
    assert refused == [f"medlem-{role}"] * (len(FILLED) - len(may))


@pytest.mark.parametrize("table", sorted(OWN_TABLES - {"risk_assessment", "example_aspect"}))
def test_an_editor_writes_nothing_of_another_huvudman_or_of_the_county(table: str, store: Store) -> None:
    assert not allowed(store, "editor", **{table: [row_of(table, OTHER)]})
    assert not allowed(
        store,
        "editor",
        **{table: [row_of(table, OWN), row_of(table, OTHER, id="ny2")]}
        if "id" in FACT_TABLES[table].columns
        else {table: [row_of(table, OWN), row_of(table, OTHER)]},
    )
    if FACT_TABLES[table].columns["principal_code"].nullable:
        assert not allowed(store, "editor", **{table: [row_of(table, None)]})


def test_an_editor_cannot_take_over_what_is_another_s_by_its_name(store: Store) -> None:
    write(store, risk=[row_of("risk", OTHER)], example=[row_of("example", OTHER)])
    assert not allowed(store, "editor", risk=[row_of("risk", OWN)])
    assert not allowed(store, "editor", example=[row_of("example", OWN)])
    judged = {"risk_id": "ny", "response": "accept", "state": "closed", "known_on": DAY}
    assert not allowed(store, "editor", risk_assessment=[whole_row("risk_assessment", judged)])
    assert not allowed(
        store, "editor", risk=[row_of("risk", OWN)], risk_assessment=[whole_row("risk_assessment", judged)]
    )
    own = {"risk": [row_of("risk", OWN, id="egen")]}
    assert allowed(store, "editor", **own, risk_assessment=[whole_row("risk_assessment", judged | {"risk_id": "egen"})])


def test_an_editor_reads_in_a_file_of_its_own_and_no_other(store: Store) -> None:
    assert allowed(store, "editor", "import", answer=[row_of("answer", OWN)])
    assert not allowed(store, "editor", "import", answer=[row_of("answer", OTHER)])
    for role in ("reader", "steering", "researcher"):
        assert not allowed(store, role, "import", answer=[row_of("answer", OWN)])
    assert allowed(store, "process_lead", "import", answer=[row_of("answer", OTHER)])


def test_feedback_is_given_by_all_and_answered_by_few(store: Store) -> None:
    assert allowed(store, "reader", feedback=[row_of("feedback", None)])
    assert not allowed(store, "editor", feedback=[row_of("feedback", OWN, text="Ett annat ord")])
    replied = {"state": "replied", "reply": "Tack"}
    assert not allowed(store, "reader", feedback=[row_of("feedback", None, id="ny2", **replied)])
    assert allowed(store, "process_lead", feedback=[row_of("feedback", None, **replied)])


def test_a_lesson_without_a_sender_may_come_from_an_editor_and_leaves_no_trace_in_the_log(store: Store) -> None:
    lesson = row_of("example", None, id="utan", anonymous=True, title="En lärdom")
    assert allowed(store, "editor", example=[lesson])
    assert not allowed(store, "reader", example=[lesson | {"id": "utan2"}])


def test_contacts_are_of_the_own_huvudman(store: Store) -> None:
    editor = store.for_viewer(scope("editor"))
    row = {
        "id": "ny",
        "county_code": "04",
        "function": "F",
        "mailbox": "f@example.se",
        "name": "Kim Ek",
        "known_on": DAY,
    }
    origin = {"id": "o", "kind": "entry", "title": "T", "synthetic": False}
    for whose in (OTHER, None):
        with pytest.raises(NotAllowed):
            editor.save_contact(row | {"principal_code": whose}, origin, "x")
    store.save_contact(row | {"principal_code": OTHER}, origin, "x")
    with pytest.raises(NotAllowed):
        editor.save_contact(row | {"principal_code": OWN}, origin | {"id": "o2"}, "x")
    with pytest.raises(NotAllowed, match="Den är kvar"):
        editor.erase_contact("ny", "x")
    editor.save_contact(row | {"id": "egen", "principal_code": OWN}, origin | {"id": "o3"}, "x")
    editor.erase_contact("egen", "x")
    with store.reading() as connection:
        assert "Kim Ek" not in str(connection.execute(select(log)).all())


def test_who_wrote_is_the_member_and_not_what_a_form_says(store: Store) -> None:
    write(store.for_viewer(scope("editor")), plan_status=[row_of("plan_status", OWN)])
    assert store.history("plan_status", principal_code=OWN)[0]["recorded_by"] == "Redaktör"
    with store.reading() as connection:
        line = connection.execute(select(log).order_by(log.c.at.desc(), log.c.id)).mappings().all()[-1]
    assert (line["by"], line["action"]) == ("medlem-editor", "correction")
    assert "own_plan" in line["after"]
    assert line["before"]


def test_nobody_writes_nothing(store: Store) -> None:
    outside = store.for_viewer(NOTHING)
    for table in FILLED:
        with pytest.raises(NotAllowed):
            write(outside, **{table: [row_of(table, OWN)]})


def test_what_is_written_is_in_the_log_with_what_stood_there_before(store: Store) -> None:
    write(store, **{"round": [row_of("round", None)]})
    write(store, **{"round": [row_of("round", None, status="reported")]})
    write(store, "import", answer=[row_of("answer", OWN)])
    write(store, locked_text=[row_of("locked_text", None)])
    with store.reading() as connection:
        lines = {line.action: line for line in connection.execute(select(log))}
    assert (lines["publish"].before, lines["publish"].after) == ('{"status": "planned"}', '{"status": "reported"}')
    assert lines["import"].by == "Kommunchefen"
    assert '"answer": 1' in lines["import"].after
    assert lines["lock"].subject == "locked_text meeting nytt_mote"
