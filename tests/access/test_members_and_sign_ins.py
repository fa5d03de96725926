"""Members, and the sign-ins that are theirs: added, held to their provider, ended by hand and by idleness, removed."""

from collections.abc import Mapping
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from dashboard.access.members import add_member, member_named, members, members_of_claims, remove_member, viewer_of
from dashboard.access.roles import RIGHTS, ROLE_NAMES, rights_of, scope_of, table_of_rights
from dashboard.access.sign_ins import KEPT, end_sign_in, viewer_of_sign_in
from dashboard.errors import LagesbildError, NotAllowed
from dashboard.store.schema import metadata
from dashboard.store.schema.access import log, saved_view, sign_in
from dashboard.store.scope import ADMINISTER, DOING, EXPORT, FEEDBACK, FIGURES, READING
from dashboard.store.store import Store
from tests.access.making import ROLES, scope
from tests.engines import EMPTY, Own

IDLE = timedelta(minutes=60)
CLAIMS = {"email": "Skolchef@Example.se", "iss": "https://inloggning.example.se", "sub": "s1"}


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


def come(store: Store, cookie: str = "kaka", claims: Mapping[str, object] = CLAIMS) -> tuple[str, bool]:
    viewer, ended = viewer_of_sign_in(store, ["04"], cookie, claims, IDLE)
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
    assert [one["id"] for one in members_of_claims(store, CLAIMS)] == [id_]
    for other in ({"iss": "https://annan.example.se"}, {"sub": "s2"}):
        assert members_of_claims(store, CLAIMS | other) == []
    assert [one["id"] for one in members_of_claims(store, CLAIMS)] == [id_]


@pytest.mark.parametrize(
    "claims",
    [
        {},
        {"email": "skolchef@example.se"},
        CLAIMS | {"email_verified": False},
        CLAIMS | {"email": "annan@example.se"},
        CLAIMS | {"email": ""},
    ],
)
def test_claims_that_prove_nothing_are_no_member_s(claims: dict[str, object], store: Store) -> None:
    add_member(store, "04", "skolchef@example.se", "administrator")
    assert members_of_claims(store, claims) == []
    assert come(store, claims=claims) == ("stranger", False)


def test_a_stranger_may_nothing(store: Store) -> None:
    viewer, _ = viewer_of_sign_in(store, ["04"], "kaka", CLAIMS, IDLE)
    assert (viewer.kind, viewer.may_look, viewer.email) == ("stranger", False, "Skolchef@Example.se")
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
    assert come(store, "en ny kaka") == ("member", False)
    assert [action for action, _ in lines(store)] == ["rights", "sign_in", "sign_out", "sign_in"]


def test_signing_out_ends_the_cookie_wherever_it_is_used(store: Store) -> None:
    add_member(store, "04", "skolchef@example.se", "reader")
    come(store)
    come(store, "en annan dators kaka")
    end_sign_in(store, "kaka")
    assert come(store) == ("nobody", True)
    assert come(store, "en annan dators kaka") == ("member", False)
    end_sign_in(store, "en kaka som ingen har sett")


def test_a_member_that_is_removed_or_changed_is_so_at_once(store: Store) -> None:
    id_ = add_member(store, "04", "skolchef@example.se", "administrator")
    assert viewer_of_sign_in(store, ["04"], "kaka", CLAIMS, IDLE)[0].may(ADMINISTER)
    add_member(store, "04", "skolchef@example.se", "reader")
    assert not viewer_of_sign_in(store, ["04"], "kaka", CLAIMS, IDLE)[0].may(ADMINISTER)
    remove_member(store, id_)
    assert come(store) == ("stranger", False)


def test_no_cookie_is_kept_and_old_sign_ins_are_forgotten(store: Store, clock: Clock) -> None:
    add_member(store, "04", "skolchef@example.se", "reader")
    come(store, "hemlig-kaka")
    with store.reading() as connection:
        for table in metadata.sorted_tables:
            assert "hemlig-kaka" not in str(connection.execute(select(table)).all()), table.name
    clock.now += KEPT + timedelta(days=1)
    come(store, "en ny kaka")
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
