"""Members, and the sign-ins that are theirs: added, held to their provider, ended by hand and by idleness, removed."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from dashboard.access.claims import Identity
from dashboard.access.members import add_member, member_named, members, members_of, remove_member, viewer_of
from dashboard.access.roles import RIGHTS, ROLE_NAMES, rights_of, scope_of, table_of_rights
from dashboard.access.sign_ins import KEPT, end_sign_in, viewer_of_sign_in
from dashboard.errors import LagesbildError, NotAllowed
from dashboard.store.schema import metadata
from dashboard.store.schema.access import log, saved_view, sign_in
from dashboard.store.scope import ADMINISTER, DOING, EXPORT, FEEDBACK, FIGURES, READING
from dashboard.store.store import Store
from tests.access.making import CHIEF, ROLES, scope, visit
from tests.engines import EMPTY, Own

IDLE = timedelta(minutes=60)


class Clock:
    """A clock that a test moves on."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 22, 8)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(own: Own, clock: Clock) -> Store:
    return own.store(EMPTY, clock)


def lines(store: Store) -> list[tuple[str, str]]:
    with store.reading() as connection:
        return [(line.action, line.by) for line in connection.execute(select(log).order_by(log.c.at))]


def come(
    store: Store, words: str = "kaka", who: Identity = CHIEF, issued_at: datetime = datetime(2026, 11, 22, 8)
) -> tuple[str, bool]:
    viewer, ended = viewer_of_sign_in(store, ["04"], visit(store, words, who, issued_at), IDLE)
    return viewer.kind, ended


# ---- the table ----


def test_every_role_and_right_is_in_the_table_and_what_is_not_given_is_no() -> None:
    table = table_of_rights()
    assert {right.code for right, _ in table} == READING | DOING
    for right, held in table:
        assert [role for role, _ in held] == list(ROLE_NAMES)
        for role, answer in held:
            assert (answer in {"ja", "egen"}) >= (right.code in rights_of(role))
    assert rights_of("kommunalråd") == frozenset()
    assert scope_of("kommunalråd", "0481", "x", "y").doing == frozenset()


def test_a_reader_may_little_and_an_administrator_all() -> None:
    assert scope("reader").doing == {FEEDBACK, EXPORT}
    assert rights_of("administrator") == {right.code for right in RIGHTS}
    assert [role for role in ROLES if ADMINISTER in rights_of(role)] == ["administrator"]
    assert all(FIGURES in rights_of(role) for role in ROLES)


# ---- members ----


def test_a_member_is_added_changed_and_removed_with_all_that_is_held(store: Store) -> None:
    id_ = add_member(store, "04", " Skolchef@Example.se ", "editor", "0481", "Skolchef Oxelösund")
    (row,) = members(store, "04")
    assert (row["email"], row["role"], row["principal_code"]) == ("skolchef@example.se", "editor", "0481")
    assert add_member(store, "04", "skolchef@example.se", "reader") == id_
    assert member_named(store, id_)["function"] == "Läsare"
    with store.writing() as connection:
        view = {"id": "v", "member_id": id_, "name": "Min", "page": "/", "parameters": "", "created_at": store.now()}
        connection.execute(saved_view.insert(), [view])
    come(store)
    remove_member(store, id_)
    assert members(store, "04") == []
    with store.reading() as connection:
        for table in metadata.sorted_tables:
            kept = str(connection.execute(select(table)).all())
            assert "skolchef@example.se" not in kept.lower(), table.name
            assert table is log or id_ not in kept, table.name
    assert [action for action, _ in lines(store)] == ["rights", "rights", "sign_in", "rights"]


@pytest.mark.parametrize(
    ("email", "role", "principal", "said"),
    [
        ("skolchef", "reader", None, "ingen e-postadress"),
        ("a@b.se" * 40, "reader", None, "ingen e-postadress"),
        ("a@example.se", "chef", None, "ingen roll"),
        ("a@example.se", "editor", None, "hör till en huvudman"),
        ("a@example.se", "reader", "0481", "hör till en huvudman"),
        ("a@example.se", "editor", "9999", "ingen huvudman 9999"),
    ],
)
def test_what_makes_no_member_is_refused_in_words(
    email: str, role: str, principal: str | None, said: str, store: Store
) -> None:
    with pytest.raises(LagesbildError, match=said):
        add_member(store, "04", email, role, principal)
    assert members(store, "04") == []


@pytest.mark.parametrize("role", [role for role in ROLES if role != "administrator"])
def test_only_administrators_see_add_and_remove_members(role: str, store: Store) -> None:
    own = store.for_viewer(scope(role))
    id_ = add_member(store, "04", "a@example.se", "reader")
    for do in (
        lambda: members(own, "04"),
        lambda: add_member(own, "04", "b@example.se", "administrator"),
        lambda: remove_member(own, id_),
    ):
        with pytest.raises(NotAllowed):
            do()
    assert [row["id"] for row in members(store, "04")] == [id_]


# ---- who a sign-in is of ----


def test_a_member_is_held_to_the_provider_of_the_first_sign_in(store: Store) -> None:
    id_ = add_member(store, "04", "skolchef@example.se", "reader")
    assert [one["id"] for one in members_of(store, CHIEF)] == [id_]
    for other in ({"issuer": "https://annan.example.se"}, {"subject": "s2"}):
        assert members_of(store, replace(CHIEF, **other)) == []
    assert [one["id"] for one in members_of(store, CHIEF)] == [id_]


@pytest.mark.parametrize("lacking", ["address", "issuer", "subject"])
def test_whoever_nothing_is_said_of_is_no_member(lacking: str, store: Store) -> None:
    add_member(store, "04", "skolchef@example.se", "administrator")
    who = replace(CHIEF, **{lacking: ""})
    assert members_of(store, who) == []
    assert come(store, who=who) == ("stranger", False)


def test_a_stranger_may_nothing(store: Store) -> None:
    viewer, _ = viewer_of_sign_in(store, ["04"], visit(store), IDLE)
    assert (viewer.kind, viewer.may_look, viewer.email) == ("stranger", False, "skolchef@example.se")
    assert not any(viewer.may(right.code) for right in RIGHTS)


# ---- how long it lasts ----


def test_a_sign_in_ends_when_idle_and_never_begins_again(store: Store, clock: Clock) -> None:
    add_member(store, "04", "skolchef@example.se", "reader")
    assert come(store) == ("member", False)
    for _ in range(5):
        clock.now += timedelta(minutes=50)
        assert come(store) == ("member", False)
    clock.now += timedelta(minutes=61)
    assert come(store) == ("nobody", True)
    assert come(store) == ("nobody", True)
    assert come(store, "en ny kaka", issued_at=clock.now) == ("member", False)
    assert [action for action, _ in lines(store)] == ["rights", "sign_in", "sign_out", "sign_in"]


def test_signing_out_ends_it_wherever_it_is_used(store: Store) -> None:
    add_member(store, "04", "skolchef@example.se", "reader")
    come(store)
    come(store, "en annan dators kaka")
    end_sign_in(store, visit(store))
    assert come(store) == ("nobody", True)
    assert come(store, "en annan dators kaka") == ("member", False)


def test_what_is_signed_out_before_any_page_was_drawn_has_ended_too(store: Store) -> None:
    add_member(store, "04", "skolchef@example.se", "reader")
    end_sign_in(store, visit(store))
    end_sign_in(store, visit(store))
    assert come(store) == ("nobody", True)
    assert [action for action, _ in lines(store)] == ["rights"]


def test_a_sign_in_that_nothing_is_known_of_has_ended_when_it_is_old_and_leaves_nothing(store: Store) -> None:
    """As when the database was restored from a copy that was taken before it was ended."""
    add_member(store, "04", "skolchef@example.se", "reader")
    for number in range(20):
        assert come(store, f"kaka {number}", issued_at=datetime(2026, 11, 22, 6, 59)) == ("nobody", True)
    assert [action for action, _ in lines(store)] == ["rights"]
    with store.reading() as connection:
        assert connection.execute(select(sign_in)).all() == []


def test_a_member_that_is_changed_is_so_at_once(store: Store) -> None:
    add_member(store, "04", "skolchef@example.se", "administrator")
    assert viewer_of_sign_in(store, ["04"], visit(store), IDLE)[0].may(ADMINISTER)
    add_member(store, "04", "skolchef@example.se", "reader")
    assert not viewer_of_sign_in(store, ["04"], visit(store), IDLE)[0].may(ADMINISTER)


@pytest.mark.parametrize("stranger_first", [False, True])
def test_removing_a_member_ends_its_sign_ins_for_good(stranger_first: bool, store: Store) -> None:
    """Also one that began before the member was added, and whatever is added again."""
    if stranger_first:
        assert come(store) == ("stranger", False)
    id_ = add_member(store, "04", "skolchef@example.se", "administrator")
    assert come(store) == ("member", False)
    remove_member(store, id_)
    assert come(store) == ("nobody", True)
    add_member(store, "04", "skolchef@example.se", "administrator")
    assert come(store) == ("nobody", True)
    assert come(store, "en ny kaka") == ("member", False)


def test_a_member_of_two_counties_removed_in_one_signs_in_anew(store: Store) -> None:
    for county in ("04", "05"):
        add_member(store, county, "skolchef@example.se", "reader")
    assert come(store) == ("member", False)
    (theirs,) = members(store, "05")
    remove_member(store, theirs["id"])
    assert come(store) == ("nobody", True)
    assert come(store, "en ny kaka") == ("member", False)


def test_no_cookie_is_kept_and_old_sign_ins_are_forgotten(store: Store, clock: Clock) -> None:
    add_member(store, "04", "skolchef@example.se", "reader")
    come(store, "hemlig-kaka")
    with store.reading() as connection:
        for table in metadata.sorted_tables:
            assert "hemlig-kaka" not in str(connection.execute(select(table)).all()), table.name
    clock.now += KEPT + timedelta(days=1)
    come(store, "en ny kaka", issued_at=clock.now)
    with store.reading() as connection:
        assert len(connection.execute(select(sign_in)).all()) == 1


def test_a_viewer_is_what_its_member_is(store: Store) -> None:
    id_ = add_member(store, "04", "redaktor@example.se", "editor", "0481", "Skolchef")
    viewer = viewer_of(member_named(store, id_))
    assert (viewer.kind, viewer.id, viewer.scope.own, viewer.scope.function) == (
        "member",
        id_,
        frozenset({"0481"}),
        "Skolchef",
    )


def test_the_last_administrator_stays(store: Store) -> None:
    id_ = add_member(store, "04", "admin@example.se", "administrator")
    own = store.for_viewer(viewer_of(member_named(store, id_)).scope)
    for leave in (lambda: remove_member(own, id_), lambda: add_member(own, "04", "admin@example.se", "reader")):
        with pytest.raises(LagesbildError, match="Minst en administratör"):
            leave()
    other = add_member(own, "04", "annan@example.se", "administrator")
    remove_member(own, id_)
    assert [row["id"] for row in members(store, "04")] == [other]
