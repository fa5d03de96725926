"""Activities, examples, contacts and what a huvudman works with, from given rows."""

from datetime import date, datetime

from sqlalchemy import insert

from dashboard.store.schema.facts import source
from dashboard.store.schema.work import contact
from tests.conftest import Given
from tests.queries.tables import activity, day, example, rows

LATE = date(2026, 1, 1)
ASKED = {"as_of": LATE, "county": "04", "principal": None}


def test_activities_stand_from_the_latest_day_and_those_without_one_last(given: Given) -> None:
    store = given(
        activity=[
            activity("a", held_on="2025-10-01", own_initiative=True, region_took_part=False, description="Hur"),
            activity("b", date_text="hösten 2025", principal_code="0484"),
            activity("c", held_on="2026-03-01", kind="webinar"),  # planned
            activity("a", "2025-11-01", held_on="2025-10-02", title="Rättad"),
            activity("d", "2026-01-02", held_on="2025-12-01"),  # not known yet
        ]
    )
    nothing = (None, None, None, "import", False)
    assert rows(store.frame("work/activities", **ASKED)) == [
        ("c", "webinar", "Aktivitet c", "Hela länet", day("2026-03-01"), None, *nothing),
        ("a", "workshop", "Rättad", "Hela länet", day("2025-10-02"), None, *nothing),
        ("b", "workshop", "Aktivitet b", "Eskilstuna", None, "hösten 2025", *nothing),
    ]
    october = store.frame("work/activities", as_of=date(2025, 10, 31), county="04", principal=None)
    told = ("a", "workshop", "Aktivitet a", "Hela länet", day("2025-10-01"), None, True, False, "Hur", "import", False)
    assert rows(october)[1] == told
    assert rows(store.frame("work/activities", **(ASKED | {"principal": "0484"})), "activity_id") == [("b",)]


def test_examples_of_all_and_of_one_the_newest_first(given: Given) -> None:
    store = given(
        example=[
            example("a", problem="P", done="G", needed="K", outcome="U", committees="N", departments="F"),
            example("b", "did_not_work", "2025-11-01", principal_code="0484", evaluated="yes"),
            example("c", known_on="2026-01-02"),
        ]
    )
    b = ("b", "did_not_work", "Exempel b", "0484", "Eskilstuna", None, None, None, None, None, None, "yes")
    a = ("a", "works", "Exempel a", None, None, "P", "G", "K", "U", "N", "F", "no")
    assert rows(store.frame("work/examples", **ASKED)) == [
        (*b, day("2025-11-01"), "import", False),
        (*a, day("2025-10-01"), "import", False),
    ]
    assert rows(store.frame("work/examples", **(ASKED | {"principal": "0484"})), "example_id") == [("b",)]


def test_activities_and_examples_of_two_counties_are_kept_apart(given_two_counties: Given) -> None:
    store = given_two_counties(
        activity=[activity("a"), activity("x", county_code="99")],
        example=[example("a"), example("x", county_code="99", principal_code="9901")],
    )
    for county, id_ in (("04", "a"), ("99", "x")):
        asked = {"as_of": LATE, "county": county, "principal": None}
        assert rows(store.frame("work/activities", **asked), "activity_id") == [(id_,)]
        assert rows(store.frame("work/examples", **asked), "example_id") == [(id_,)]


def test_focus_areas_are_those_still_chosen_in_the_order_of_the_aspects(given: Given) -> None:
    def focus(principal: str, aspect: str, chosen: bool, known_on: str, text: str | None = None) -> dict[str, object]:
        return {
            "principal_code": principal,
            "aspect_id": aspect,
            "chosen": chosen,
            "text": text,
            "known_on": known_on,
        }

    store = given(
        focus_area=[
            focus("0484", "uppfoljning", True, "2025-10-01", "Fråga oftare"),
            focus("0484", "vardag", True, "2025-10-01"),
            focus("0484", "roll", True, "2025-10-01"),
            focus("0484", "roll", False, "2025-11-01"),  # chosen no longer
            focus("0486", "syfte", True, "2025-10-01"),
        ]
    )
    assert rows(store.frame("work/focus_areas", county="04", as_of=LATE, principal="0484")) == [
        ("vardag", "Del av vardagen", None, day("2025-10-01"), False),
        ("uppfoljning", "Uppföljning och ansvar", "Fråga oftare", day("2025-10-01"), False),
    ]
    before = rows(store.frame("work/focus_areas", county="04", as_of=date(2025, 10, 31), principal="0484"), "aspect_id")
    assert before == [("vardag",), ("roll",), ("uppfoljning",)]


def test_ongoing_work_has_ended_the_day_after_its_last(given: Given) -> None:
    def work(id_: str, principal: str, starts: str | None, ends: str | None, **more: object) -> dict[str, object]:
        about = {"id": id_, "principal_code": principal, "title": f"Arbete {id_}", "known_on": "2025-10-01"}
        return about | {"starts_on": starts, "ends_on": ends} | more

    store = given(
        ongoing_work=[
            work("a", "0484", "2025-09-01", "2025-12-31", description="Vad", aspect_id="roll"),
            work("b", "0484", "2025-09-02", "2026-01-01"),
            work("c", "0484", None, None),
            work("d", "0486", "2025-09-01", None),
        ]
    )
    assert rows(store.frame("work/ongoing", county="04", as_of=LATE, principal="0484")) == [
        ("Arbete b", None, day("2025-09-02"), day("2026-01-01"), None, False, False),
        ("Arbete a", "Vad", day("2025-09-01"), day("2025-12-31"), "Rollen Barnets bästa-ansvarig", True, False),
        ("Arbete c", None, None, None, None, False, False),
    ]
    assert rows(store.frame("work/ongoing", county="04", as_of=date(2025, 9, 30), principal="0484")) == []


def test_contacts_of_one_huvudman_known_on_the_day(given: Given) -> None:
    def whom(id_: str, principal: str | None, known_on: str, **more: object) -> dict[str, object]:
        row = {
            "id": id_,
            "county_code": "04",
            "principal_code": principal,
            "function": f"Funktion {id_}",
            "known_on": day(known_on),
        }
        return row | {"mailbox": None, "name": None, "source_id": "s"} | more

    store = given()
    store.append({}, {"id": "s", "kind": "entry", "title": "S", "synthetic": False}, "test")
    people = [
        whom("b", "0484", "2025-10-01", mailbox="b@example.se"),
        whom("a", "0484", "2026-01-01", name="N"),
        whom("c", "0486", "2025-10-01"),
        whom("d", None, "2025-10-01"),
    ]
    with store._engine.begin() as connection:
        connection.execute(insert(contact), people)
    assert rows(store.frame("work/contacts", county="04", as_of=LATE, principal="0484")) == [
        ("Funktion a", None, "N", day("2026-01-01"), False),
        ("Funktion b", "b@example.se", None, day("2025-10-01"), False),
    ]
    assert rows(store.frame("work/contacts", county="04", as_of=date(2025, 12, 31), principal="0484"), "function") == [
        ("Funktion b",)
    ]


def test_sources_are_files_and_entries_written_by_the_end_of_the_day_the_latest_first(given: Given) -> None:
    store = given()

    def came(id_: str, kind: str, at: str, **more: object) -> dict[str, object]:
        about = {"id": id_, "kind": kind, "title": f"Källa {id_}", "synthetic": False, "recorded_by": "Vem"}
        return about | {"recorded_at": datetime.fromisoformat(at), "file_name": None} | more

    with store._engine.begin() as connection:
        connection.execute(
            insert(source),
            [
                came("a", "import", "2025-11-01T08:00", file_name="svar.csv"),
                came("c", "entry", "2025-11-01T23:59"),
                came("b", "entry", "2025-11-01T23:59", synthetic=True),
                came("d", "minutes", "2025-11-01T12:00"),
                came("e", "sample", "2025-11-01T12:00", synthetic=True),
                came("f", "entry", "2025-11-02T00:00"),
            ],
        )
    first = [
        ("b", "Källa b", day("2025-11-01"), "Vem", None, "entry", True),
        ("c", "Källa c", day("2025-11-01"), "Vem", None, "entry", False),
        ("a", "Källa a", day("2025-11-01"), "Vem", "svar.csv", "import", False),
    ]
    assert rows(store.frame("work/sources", county="04", as_of=date(2025, 11, 1))) == first
    assert rows(store.frame("work/sources", county="04", as_of=date(2025, 11, 2)), "source_id")[0] == ("f",)
    assert rows(store.frame("work/sources", county="04", as_of=date(2025, 10, 31))) == []
