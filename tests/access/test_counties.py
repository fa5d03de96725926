"""Two counties in one database: whoever belongs to one obtains nothing of the other, by any way there is."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

import pytest
from sqlalchemy import select

from dashboard.access.digest import differences
from dashboard.access.follow import PRINCIPAL, start_following
from dashboard.access.links import Shared, all_links, links_of, make_link, open_link, revoke_link, viewer_of_link
from dashboard.access.log_search import Wanted, lines, number_of_lines
from dashboard.access.members import add_member, member_named, members, members_of, remove_member, viewer_of
from dashboard.access.sign_ins import viewer_of_sign_in
from dashboard.errors import LagesbildError, NotAllowed
from dashboard.intake.codes import Known
from dashboard.intake.entries import items
from dashboard.intake.registers import REGISTERS
from dashboard.store.backup import take_backup
from dashboard.store.schema import FACT_TABLES
from dashboard.store.schema.access import log
from dashboard.store.scope import READING, Scope
from dashboard.store.store import Store
from tests.access.making import CHIEF, OTHER, OWN, ROLES, everything_asked, scope, visit
from tests.access.neighbour import DAY, THEIR_REGION, THEIRS, WORD, beside, furnish, theirs
from tests.access.test_members_and_sign_ins import IDLE
from tests.access.test_writing import FILLED, row_of
from tests.conftest import whole_row
from tests.engines import Databases, Own

TODAY = date(2026, 11, 21)
OF_THEIRS = {"principal": THEIRS, "meeting": "granne_nytt_mote"}


def of(role: str, county: str = "04") -> Scope:
    """A member with `role` in a county."""
    own = scope(role)
    reading = replace(own.reading, county=county)
    return replace(own, reading=reading if county == "04" else replace(reading, own=frozenset()))


@pytest.fixture(scope="module")
def two(databases: Databases) -> Iterator[tuple[Store, Store]]:
    """Two databases that differ only in what the neighbour has of its own; only for reading."""
    own = Own(databases)
    bare, furnished = beside(own), beside(own)
    furnish(furnished)
    yield bare, furnished
    own.let_go()


@pytest.fixture
def store(own: Own) -> Store:
    made = beside(own)
    furnish(made)
    return made


# ---- reading ----


@pytest.mark.parametrize("role", ROLES)
def test_what_the_neighbour_has_makes_no_difference_to_any_question(role: str, two: tuple[Store, Store]) -> None:
    bare, furnished = (one.for_viewer(of(role)) for one in two)
    assert everything_asked(bare, **OF_THEIRS) == everything_asked(furnished, **OF_THEIRS)


def test_the_neighbour_itself_reads_what_it_has(two: tuple[Store, Store]) -> None:
    """Otherwise the test above could not fail."""
    _, furnished = two
    told = everything_asked(furnished.for_viewer(of("process_lead", "05")), county="05", **OF_THEIRS)
    said = {name.split(",")[0] for name, rows in told.items() if WORD in str(rows)}
    assert {"risks/register", "follow_up/comments", "work/contacts", "work/feedback", "county/status_reports"} <= said
    assert {"county/meetings", "county/decisions", "work/example_search", "work/ongoing", "work/sources"} <= said


@pytest.mark.parametrize("role", ROLES)
def test_a_question_about_another_county_is_refused(role: str, two: tuple[Store, Store]) -> None:
    own = two[1].for_viewer(of(role))
    asked = [name for name, query in own.queries.items() if query.of_county]
    assert len(asked) > 50
    for name in asked:
        values = {one.name: None for one in own.query(name).parameters} | {"as_of": TODAY, "county": "05"}
        given = {one.name: values[one.name] for one in own.query(name).parameters}
        with pytest.raises(NotAllowed, match="annat län"):
            own.answer(name, **given)


@pytest.mark.parametrize("role", ROLES)
def test_rows_behind_forms_are_of_the_own_county(role: str, two: tuple[Store, Store]) -> None:
    bare, furnished = (one.for_viewer(of(role)) for one in two)
    for table in (*FACT_TABLES, "contact"):
        assert bare.in_force(table, DAY) == furnished.in_force(table, DAY), table
    for table, facts in FACT_TABLES.items():
        key = {name: theirs(table).get(name) for name in facts.info["fact_key"]} if table in FILLED else {}
        assert WORD not in str(furnished.history(table, **key)), table
    known = Known(furnished, "04", TODAY)
    assert WORD not in str([items(furnished, register, known, None) for register in REGISTERS.values()])


def test_what_can_be_named_of_another_county_is_refused(two: tuple[Store, Store]) -> None:
    with pytest.raises(NotAllowed):
        Known(two[1].for_viewer(of("administrator")), "05", TODAY)


def test_at_the_machine_itself_each_county_is_looked_at_alone(two: tuple[Store, Store]) -> None:
    """Rounds of the same name are not mixed, nor what is entered."""
    bare, furnished = two
    assert Known(furnished, "04", TODAY).rounds == Known(bare, "04", TODAY).rounds
    assert {row["name"] for row in Known(furnished, "05", TODAY).rounds} == {f"{WORD} N"}
    assert everything_asked(bare) == everything_asked(furnished)


# ---- writing ----


@pytest.mark.parametrize("role", ROLES)
def test_nothing_is_written_of_another_county(role: str, store: Store) -> None:
    own = store.for_viewer(of(role))
    before = store.data_version
    for table in FILLED:
        for row in (theirs(table), theirs(table) | ({"id": "annan"} if "id" in theirs(table) else {})):
            origin = {"id": f"försök-{table}", "kind": "entry", "title": "Prov", "synthetic": False}
            with pytest.raises(NotAllowed):
                own.append({table: [row]}, origin, "Kommunchefen")
    assert store.data_version == before


def test_what_is_another_county_s_is_not_taken_over_by_its_name(store: Store) -> None:
    lead = store.for_viewer(of("process_lead"))
    for table in ("risk", "meeting", "example", "status_report", "feedback"):
        mine = {"id": "granne_ny" if table != "meeting" else "granne_nytt_mote"}
        assert not _writes(lead, **{table: [row_of(table, OWN, **mine)]}), table
    judged = {"risk_id": "granne_ny", "response": "accept", "state": "closed", "known_on": DAY}
    assert not _writes(lead, risk_assessment=[whole_row("risk_assessment", judged)])
    point = theirs("agenda_item")
    assert not _writes(lead, agenda_item=[point])
    assert _writes(
        lead, risk=[row_of("risk", OWN)], risk_assessment=[whole_row("risk_assessment", judged | {"risk_id": "ny"})]
    )


def test_a_process_leader_still_writes_everything_of_its_own_county(store: Store) -> None:
    lead = store.for_viewer(of("process_lead"))
    for table in FILLED:
        assert _writes(lead, **{table: [row_of(table, OTHER)]}), table


def _writes(store: Store, **facts: list[dict[str, object]]) -> bool:
    with store.reading() as connection:
        number = len(connection.execute(select(log)).all())
    origin = {"id": f"entry-{number}", "kind": "entry", "title": "Prov", "synthetic": False}
    try:
        store.append(facts, origin, "prov")
    except NotAllowed:
        return False
    return True


def test_contacts_of_another_county_are_neither_changed_nor_erased(store: Store) -> None:
    for role in ("process_lead", "administrator"):
        own = store.for_viewer(of(role))
        for id_ in ("granne_kontakt_0", "granne_kontakt_1"):
            with pytest.raises(NotAllowed):
                own.erase_contact(id_, "x")
            taken = {
                "id": id_,
                "county_code": "04",
                "principal_code": OWN,
                "function": "F",
                "mailbox": None,
                "name": None,
            }
            with pytest.raises(NotAllowed):
                own.save_contact(
                    taken | {"known_on": DAY}, {"id": "o", "kind": "entry", "title": "T", "synthetic": False}, "x"
                )
    assert len(store.in_county("05").in_force("contact", DAY)) == 2


# ---- members, links, the log, what is followed, the copy ----


def test_an_administrator_administers_its_own_county_alone(store: Store) -> None:
    theirs_ = add_member(store, "05", "granne@example.se", "administrator")
    own = store.for_viewer(of("administrator"))
    for refused in (
        lambda: members(own, "05"),
        lambda: add_member(own, "05", "b@example.se", "administrator"),
        lambda: all_links(own, "05"),
    ):
        with pytest.raises(NotAllowed):
            refused()
    with pytest.raises(LagesbildError, match="ingen sådan medlem"):
        remove_member(own, theirs_)
    assert member_named(store, theirs_) is not None
    assert members(own, "04") == []
    with pytest.raises(LagesbildError, match="ingen huvudman"):
        add_member(own, "04", "c@example.se", "editor", THEIRS)


def test_a_link_is_of_one_county_and_ends_there(store: Store) -> None:
    id_ = add_member(store, "05", "granne@example.se", "process_lead")
    row = member_named(store, id_)
    assert row is not None
    neighbour = store.for_viewer(viewer_of(row).scope)
    wanted = Shared("05", "/", "", None, frozenset(READING), "Styrgruppen")
    own = store.for_viewer(of("process_lead"))
    with pytest.raises(NotAllowed):
        make_link(own, wanted)
    link = open_link(store, make_link(neighbour, wanted), counted=False)
    assert link is not None
    through = store.for_viewer(viewer_of_link(link).scope)
    assert through.answer("county/meetings", as_of=TODAY, county="05").rows
    with pytest.raises(NotAllowed):
        through.answer("county/meetings", as_of=TODAY, county="04")
    administrator = store.for_viewer(of("administrator"))
    assert links_of(administrator, id_) == []
    with pytest.raises(NotAllowed):
        revoke_link(administrator, link["id"])


def test_the_log_tells_an_administrator_of_its_own_county(store: Store) -> None:
    add_member(store, "05", "granne@example.se", "reader")
    add_member(store, "04", "egen@example.se", "reader")
    told = lines(store.for_viewer(of("administrator")), Wanted())
    assert WORD not in str(told)
    assert "granne" not in str(told)
    assert "egen@example.se" in str(told)
    assert number_of_lines(store.for_viewer(of("administrator")), Wanted()) == len(told)
    assert "granne@example.se" in str(lines(store.for_viewer(of("administrator", "05")), Wanted()))


def test_what_is_followed_is_of_the_own_county(store: Store) -> None:
    row = member_named(store, add_member(store, "04", "ada@example.se", "process_lead"))
    assert row is not None
    own = store.for_viewer(viewer_of(row).scope)
    with pytest.raises(LagesbildError, match="inget sådant att följa"):
        start_following(own, PRINCIPAL, THEIR_REGION)
    start_following(own, PRINCIPAL, OWN)
    with pytest.raises(NotAllowed):
        differences(own, "05", date(2025, 1, 1), TODAY)


def test_a_copy_of_everything_is_not_given_to_somebody_of_one_county(store: Store) -> None:
    with pytest.raises(NotAllowed, match="lagesbild backup"):
        take_backup(store.for_viewer(of("administrator")), datetime(2026, 11, 21))
    assert WORD.encode() in b"".join(take_backup(store, datetime(2026, 11, 21)).values())


def test_the_same_file_may_come_to_both(store: Store) -> None:
    """And neither is told that the other has it."""
    origin = {"id": "fil", "kind": "import", "title": "svar.csv", "synthetic": False, "sha256": "a" * 64}
    store.append({"answer": [theirs("answer", "0581", round_id="2026v")]}, origin, "prov")
    assert store.known_file("a" * 64, "05") is not None
    assert store.known_file("a" * 64, "04") is None


# ---- one person in two counties ----


def test_a_member_in_two_counties_comes_as_the_one_that_is_asked_for(store: Store) -> None:
    for county, role in (("04", "reader"), ("05", "process_lead")):
        add_member(store, county, CHIEF.address, role)
    assert [row["county_code"] for row in members_of(store, CHIEF)] == ["04", "05"]
    for asked, county, role in (
        (["05", "04"], "05", "process_lead"),
        (["", "04"], "04", "reader"),
        (["13"], "04", "reader"),
    ):
        viewer, _ = viewer_of_sign_in(store, asked, visit(store), IDLE)
        assert (viewer.scope.county, viewer.role, viewer.counties) == (county, role, ("04", "05"))
    for county, other in (("04", "05"), ("05", "04")):
        viewer, _ = viewer_of_sign_in(store, [county], visit(store), IDLE)
        with pytest.raises(NotAllowed):
            store.for_viewer(viewer.scope).answer("county/meetings", as_of=TODAY, county=other)
