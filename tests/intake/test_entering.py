"""Entries by hand: what is in force, what would change, from which day it counts, and its history."""

from datetime import date, timedelta

import pytest

from dashboard.errors import PictureMoved
from dashboard.intake.codes import Known
from dashboard.intake.entries import (
    Entered,
    examine_entry,
    history_of,
    item_of,
    items,
    register_named,
    store_entry,
    written_as,
)
from dashboard.intake.register import Register
from dashboard.intake.registers import CONTACT, REGISTERS
from dashboard.store.schema import FACT_TABLES, metadata
from tests.intake.conftest import County
from tests.intake.test_again import pictures, same

WHO = {"recorded_by": "processledare", "known_on": "2026-10-05"}
ENTRIES: dict[str, dict[str, str]] = {
    "roll": {"principal_code": "0488", "status": "appointed", "funding": "temporary"},
    "plan": {"principal_code": "0488", "status": "in_existing_plan", "document_name": "Barnplanen"},
    "aktorer": {"principal_code": "0488", "actor_id": "skola", "takes_part": "yes"},
    "fokus": {"principal_code": "0488", "aspect_id": "vardag", "chosen": "ja", "text": "Möten"},
    "risk": {"category_id": "finansiering", "title": "Pengar", "response": "hold", "state": "open"}
    | {"likelihood": "low", "consequence": "severe", "review_on": "2027-01-01"},
    "arbete": {"principal_code": "0488", "title": "Rutin", "starts_on": "2026-08-01"},
    "exempel": {"principal_code": "0488", "kind": "works", "title": "Möte", "evaluated": "no"},
    "aktivitet": {"kind": "workshop", "title": "Dag", "held_on": "2026-09-30", "own_initiative": "nej"},
    "kontakt": {"principal_code": "0488", "function": "Skolchef", "mailbox": "skolchef@example.se"},
    "omgang": {"id": "2027v", "name": "Våren 2027", "purpose": "Se", "questionnaire_version": "2", "status": "planned"},
    "utskick": {"round_id": "2026h", "principal_code": "0488", "status": "sent"},
    "beslut": {"text": "Utse en ansvarig", "state": "open", "due_on": "2027-03-01"},
    "delmal": {"title": "Alla har en plan", "state": "planned", "measure_id": "C05"},
    "rapport": {"title": "Delrapport fem", "status": "planned"},
    "rekommendation": {"text": "Säg förväntningarna högt", "state": "new", "measure_id": "C02"},
    "statusrapport": {"period": "Hösten 2026", "results": "Fler möten", "gut_feeling": "positive"}
    | {"gut_feeling_text": "Det rör sig", "author_function": "Processledare"},
    "provning": {"principal_code": "0488", "state": "wants", "function": "Skolchefens stab"},
    "kommunikation": {"title": "Webbinarium", "kind": "event", "channel": "webinar", "state": "done"}
    | {"done_on": "2026-10-01", "principal_code": "0480;0488", "actor_id": "skola", "audience": "Rektorer"},
    "aterkoppling": {"subject_kind": "measure", "subject_id": "M01", "function": "Rektor", "text": "Svår att besvara"}
    | {"state": "new", "principal_code": "0488"},
    "infor": {"audience": "Skolchefer", "text": "Läs på", "principal_code": "0488"},
    "mote": {"name": "Styrgruppen i oktober", "body": "Styrgruppen", "status": "planned", "held_on": "2026-10-20"},
}


def known(county: County) -> Known:
    return Known(county.store, "04", county.today)


def entered(county: County, register: Register, written: dict[str, str], item: str = "") -> Entered:
    one = examine_entry(county.store, register, written, known(county), item)
    assert not one.faults, one.faults
    store_entry(county.store, one)
    return one


def test_every_register_is_tried() -> None:
    assert set(ENTRIES) == set(REGISTERS)


def to_write(county: County, name: str) -> dict[str, str]:
    """What is written of a register; that of a meeting or an example is written once that one is entered."""
    if name == "provning":
        lesson = entered(county, REGISTERS["exempel"], ENTRIES["exempel"] | {"title": "Att prova"} | WHO)
        return ENTRIES[name] | {"example_id": str(lesson.changes[0].after["id"])}
    if name not in {"beslut", "infor"}:
        return ENTRIES[name]
    entered(county, REGISTERS["mote"], ENTRIES["mote"] | {"name": "Mötet som beslöt"} | WHO)
    meetings = items(county.store, REGISTERS["mote"], known(county), None)
    return ENTRIES[name] | {"meeting_id": next(row["id"] for row in meetings if row["name"] == "Mötet som beslöt")}


@pytest.mark.parametrize("name", ENTRIES)
def test_an_entry_is_in_force_shows_as_it_was_written_and_is_nothing_new_again(county: County, name: str) -> None:
    register, written = REGISTERS[name], to_write(county, name)
    entered(county, register, written | WHO)
    mine = [
        row for row in items(county.store, register, known(county), None) if row.get("id") not in ("2025h", "2026h")
    ]
    (row,) = mine
    shown = written_as(register, row, known(county))
    assert {field: shown[field] for field in written} == written
    again = examine_entry(county.store, register, shown | WHO, known(county), item_of(register, row))
    assert not again.faults
    assert list(again.differing) == []
    if register is not CONTACT:
        assert [kept["recorded_by"] for kept in history_of(county.store, register, row)][:1] == ["processledare"]
    assert register_named(name) is register


def test_a_later_entry_is_a_new_row_and_the_first_is_its_history(county: County) -> None:
    role = REGISTERS["roll"]
    entered(county, role, ENTRIES["roll"] | WHO)
    county.today += timedelta(days=3)
    changed = entered(county, role, ENTRIES["roll"] | {"funding": "budgeted"} | WHO | {"known_on": "2026-10-08"})
    assert list(changed.differing) == [("Finansiering", "Tillfällig", "Beslutad i budget")]
    (row,) = items(county.store, role, known(county), "0488")
    assert [one["funding"] for one in history_of(county.store, role, row)] == ["budgeted", "temporary"]


def test_what_was_known_earlier_shows_today_and_leaves_the_pictures_of_earlier_days(county: County) -> None:
    """Entered on Monday, known since the week before: Friday's picture stays as it was shown."""
    friday, monday = county.today, county.today + timedelta(days=3)
    before = {day: pictures(county, day) for day in (friday - timedelta(days=2), friday)}
    county.today = monday
    for name in ("roll", "risk", "plan", "arbete"):
        entered(county, REGISTERS[name], ENTRIES[name] | {"recorded_by": "x", "known_on": "2026-09-28"})
    for day, shown in before.items():
        same(shown, pictures(county, day))
    (role,) = county.store.in_force("role_status", monday)
    assert (role["status"], role["known_on"], role["seen_on"]) == ("appointed", date(2026, 9, 28), monday)
    assert county.store.in_force("role_status", friday) == []


@pytest.mark.parametrize(
    ("name", "changed", "field", "said"),
    [
        ("roll", {"status": ""}, "status", "Rollens läge måste fyllas i."),
        ("roll", {"status": "påhittad"}, "status", "Rollens läge känns inte igen."),
        ("roll", {"principal_code": "0180"}, "principal_code", "Huvudman känns inte igen."),
        ("roll", {"known_on": "2026-10-06"}, "known_on", "Den dagen har inte varit än."),
        ("roll", {"known_on": "6/10 2026"}, "known_on", "Här ska stå en dag."),
        ("roll", {"known_on": ""}, "known_on", "Känt sedan måste fyllas i."),
        ("roll", {"recorded_by": " "}, "recorded_by", "Vem skriver in måste fyllas i."),
        ("roll", {"note": "Gäller 19900101-1239"}, "note", "Texten ser ut att innehålla ett personnummer."),
        ("plan", {"document_name": ""}, "document_name", "När arbetet står i en befintlig plan behövs planens namn."),
        ("plan", {"link": "javascript:alert(1)"}, "link", "Här ska stå en webbadress."),
        ("arbete", {"ends_on": "2026-07-01"}, "ends_on", "Den dagen är före den första."),
        ("arbete", {"title": "å" * 301}, "title", "Texten är längre än 300 tecken."),
        ("risk", {"consequence": ""}, "consequence", "Sannolikhet och konsekvens bedöms tillsammans."),
        ("kontakt", {"mailbox": "skolchef"}, "mailbox", "Här ska stå en e-postadress."),
        ("omgang", {"id": "våren"}, "id", "Koden är årtal och v eller h."),
        ("omgang", {"questionnaire_version": "två"}, "questionnaire_version", "Här ska stå ett helt antal"),
        ("aktivitet", {"own_initiative": "kanske"}, "own_initiative", "Här ska stå Ja eller Nej."),
        ("kommunikation", {"done_on": "2026-10-06"}, "done_on", "Den dagen har inte varit än."),
        ("aterkoppling", {"subject_id": "M99"}, "subject_id", "Det som återkopplingen gäller finns inte."),
    ],
)
def test_what_cannot_be_is_said_at_its_field(
    looking: County, name: str, changed: dict[str, str], field: str, said: str
) -> None:
    one = examine_entry(looking.store, REGISTERS[name], ENTRIES[name] | WHO | changed, known(looking))
    assert list(one.faults) == [field]
    assert one.faults[field].startswith(said)
    assert "19900101" not in str(one.faults)


def test_an_entry_known_before_what_is_in_force_is_told_the_day(county: County) -> None:
    entered(county, REGISTERS["roll"], ENTRIES["roll"] | WHO)
    one = examine_entry(
        county.store, REGISTERS["roll"], ENTRIES["roll"] | WHO | {"known_on": "2026-10-04"}, known(county)
    )
    assert one.faults == {"known_on": "Det som gäller är känt sedan 2026-10-05. Ange den dagen eller en senare."}


def test_an_entry_that_another_has_overtaken_is_not_stored(county: County) -> None:
    mine = examine_entry(county.store, REGISTERS["roll"], ENTRIES["roll"] | WHO, known(county))
    entered(county, REGISTERS["plan"], ENTRIES["plan"] | WHO)
    with pytest.raises(PictureMoved):
        store_entry(county.store, mine)
    assert county.store.in_force("role_status", county.today) == []


def test_a_contact_is_changed_in_its_place_and_erased_for_good(county: County) -> None:
    entered(county, CONTACT, ENTRIES["kontakt"] | WHO)
    (row,) = items(county.store, CONTACT, known(county), "0488")
    entered(county, CONTACT, ENTRIES["kontakt"] | {"name": "Kim Ek"} | WHO, row["id"])
    (row,) = items(county.store, CONTACT, known(county), "0488")
    assert row["name"] == "Kim Ek"
    county.store.erase_contact(row["id"], "processledare")
    assert items(county.store, CONTACT, known(county), None) == []
    with county.store.reading() as connection:
        for table in metadata.sorted_tables:
            assert "Kim Ek" not in str(connection.execute(table.select()).all()), table.name
        logged = connection.execute(metadata.tables["log"].select()).mappings().all()
    told = [(line["action"], line["subject"], line["by"]) for line in logged]
    assert ("erase", f"contact {row['id']}", "processledare") in told


def test_no_entry_changes_a_row_that_was_written(county: County) -> None:
    def rows() -> set[str]:
        with county.store.reading() as connection:
            return {f"{t.name} {row}" for t in FACT_TABLES.values() for row in connection.execute(t.select())}

    kept = rows()
    for name in ENTRIES:
        entered(county, REGISTERS[name], to_write(county, name) | WHO)
        assert kept <= rows()
        kept = rows()
