"""What comes in to two counties of one database: the same names, and neither in the way of the other."""

import pytest

from dashboard.intake.codes import Known
from dashboard.intake.entries import examine_entry, history_of, items, store_entry
from dashboard.intake.read_in import AlreadyIn, examine, store_examined
from dashboard.intake.registers import CONTACT, REGISTERS, ROUND
from tests.intake.conftest import County, told
from tests.intake.making import csv_of
from tests.intake.test_entering import ENTRIES, WHO

OF_COUNTY = ("risk", "aktivitet", "mote", "delmal", "rapport", "rekommendation", "statusrapport", "kommunikation")
"""Registers of which something can be of a whole county."""
FILE = csv_of([["Huvudman", "Mått", "Svar"], ["0580", "M01", 3], ["0581", "M01", 1]])


def write(county: County, of: str, register: str, **more: str) -> str:
    """Enter something in a county; its id, if it has one."""
    written = {key: value for key, value in ENTRIES[register].items() if key != "principal_code"} | more | WHO
    entered = examine_entry(county.store, REGISTERS[register], written, Known(county.store, of, county.today))
    assert not entered.faults, entered.faults
    store_entry(county.store, entered)
    return str(entered.changes[0].after.get("id", "")) if entered.changes else entered.item


@pytest.mark.parametrize("name", OF_COUNTY)
def test_the_same_entry_in_two_counties_is_two(name: str, county: County) -> None:
    ours, theirs = write(county, "04", name), write(county, "05", name)
    assert ours != theirs
    for of, own in (("04", ours), ("05", theirs)):
        known = Known(county.store, of, county.today)
        assert [row["id"] for row in items(county.store, REGISTERS[name], known, None)] == [own]
    again = examine_entry(
        county.store,
        REGISTERS[name],
        {key: value for key, value in ENTRIES[name].items() if key != "principal_code"} | WHO,
        Known(county.store, "05", county.today),
    )
    assert {change.kind for change in again.changes} == {"unchanged"}


def test_a_round_of_the_same_name_is_each_county_s_own(county: County) -> None:
    given = {"name": "Grannens höst", "purpose": "Se", "questionnaire_version": "1", "status": "open"}
    write(county, "05", "omgang", id="2026h", **given)
    ours, theirs = (Known(county.store, of, county.today).rounds for of in ("04", "05"))
    assert [row["name"] for row in ours] == ["Hösten 2025", "Hösten 2026"]
    assert [row["name"] for row in theirs] == ["Grannens höst"]
    assert len(history_of(county.store, ROUND, theirs[0])) == 1
    assert len(history_of(county.store, ROUND, ours[1])) == 1


def test_a_file_is_of_one_county_and_its_huvudmän(county: County) -> None:
    write(county, "05", "omgang", id="2026h", name="Hösten 2026", purpose="Se", status="open")
    refused = examine(county.store, "04", county.today, "svar.csv", FILE, "2026h")
    assert refused.errors
    assert "0580" in told(refused)
    read = examine(county.store, "05", county.today, "svar.csv", FILE, "2026h")
    assert not read.errors, told(read)
    store_examined(county.store, "05", county.today, read, "test")
    assert county.answers() != {}
    neighbour = county.store.in_county("05").in_force("answer", county.today)
    assert {(row["county_code"], row["principal_code"], row["value"]) for row in neighbour} == {
        ("05", "0580", 3.0),
        ("05", "0581", 1.0),
    }
    assert county.store.in_county("04").in_force("answer", county.today) == []
    with pytest.raises(AlreadyIn):
        examine(county.store, "05", county.today, "svar.csv", FILE, "2026h")
    assert examine(county.store, "04", county.today, "svar.csv", FILE, "2026h").errors  # not told that it is there


def test_the_county_itself_answers_in_each(county: County) -> None:
    """Answers of neither a huvudman nor an arbetsgrupp, in rounds of the same name."""
    write(county, "05", "omgang", id="2026h", name="Hösten 2026", purpose="Se", status="open")
    for of, step in (("04", 1), ("05", 2)):
        content = csv_of([["Huvudman", "Mått", "Svar"], ["Länet", "L02", step]])
        one = examine(county.store, of, county.today, f"lan{of}.csv", content, "2026h")
        assert not one.errors, told(one)
        store_examined(county.store, of, county.today, one, "test")
    for of, step in (("04", 1), ("05", 2)):
        rows = county.store.answer("follow_up/common_measures", as_of=county.today, county=of, round="2026h").rows
        assert {row["measure_id"]: row["value"] for row in rows}["L02"] == step


def test_a_contact_of_the_whole_county(county: County) -> None:
    for of in ("04", "05"):
        write(county, of, "kontakt", function="Processledare", mailbox=f"lan{of}@example.se")
    for of in ("04", "05"):
        asked = {"as_of": county.today, "county": of, "principal": None}
        rows = county.store.answer("work/contacts", **asked).rows
        assert [row["mailbox"] for row in rows] == [f"lan{of}@example.se"]
        assert len(items(county.store, CONTACT, Known(county.store, of, county.today), None)) == 1
