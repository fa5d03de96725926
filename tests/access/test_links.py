"""Shared links over a real database: who may make them, what they give, when they end, and that no token is kept."""

import base64
from datetime import date, datetime, timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from dashboard.access import links
from dashboard.access.links import (
    BEYOND_FIGURES,
    EXPIRED,
    LOST,
    OPEN,
    REVOKED,
    Shared,
    all_links,
    links_of,
    make_link,
    open_link,
    revoke_link,
    state_of,
    viewer_of_link,
)
from dashboard.access.members import add_member, member_named, remove_member, viewer_of
from dashboard.access.viewer import LOCAL, LOCAL_ID
from dashboard.errors import LagesbildError, NotAllowed
from dashboard.store.records import Row
from dashboard.store.schema import metadata
from dashboard.store.schema.access import log, share_link
from dashboard.store.scope import COMMENTS, DRAFTS, FIGURES, RISKS
from dashboard.store.store import Store
from tests.engines import EMPTY, Own, file_of

BEGUN = datetime(2026, 11, 22, 10, 0)
VIEW = Shared("04", "/roller", "", date(2026, 11, 20), frozenset(), "Nämnden i Flen")


class Clock:
    now = BEGUN

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(own: Own, clock: Clock) -> Store:
    return own.store(EMPTY, clock)


def member(store: Store, role: str, email: str = "", principal: str | None = None) -> Store:
    """The store as a new member with this role has it."""
    id_ = add_member(store, "04", email or f"{role}@example.se", role, principal, f"Den som är {role}")
    row = member_named(store, id_)
    assert row is not None
    return store.for_viewer(viewer_of(row).scope)


def rows(store: Store) -> list[Row]:
    with store.reading() as connection:
        return [dict(row) for row in connection.execute(select(share_link)).mappings()]


def dump(store: Store) -> str:
    """Everything that is in any table."""
    with store.reading() as connection:
        return "\n".join(
            str(tuple(row)) for table in metadata.tables.values() for row in connection.execute(select(table))
        )


def test_a_link_opens_what_was_shared_and_says_by_whom(store: Store) -> None:
    token = make_link(member(store, "steering"), VIEW)
    row = open_link(store, token, counted=False)
    assert row is not None
    assert (row["page"], row["as_of"], row["purpose"]) == ("/roller", date(2026, 11, 20), "Nämnden i Flen")
    assert (row["shared_by"], row["rights"]) == ("Den som är steering", "")
    assert row["expires_at"] == BEGUN + timedelta(days=30)


def test_a_token_cannot_be_guessed() -> None:
    tokens = {links.secrets.token_urlsafe(links._TOKEN_BYTES) for _ in range(100)}
    assert len(tokens) == 100
    assert all(len(base64.urlsafe_b64decode(token)) * 8 >= 128 for token in tokens)


def used_tokens(store: Store) -> list[str]:
    """The tokens of three links, one of them opened and one revoked."""
    sharer = member(store, "process_lead")
    tokens = [make_link(sharer, VIEW) for _ in range(3)]
    open_link(store, tokens[0], counted=True)
    revoke_link(sharer, rows(store)[0]["id"])
    return tokens


def test_no_token_is_in_the_database(store: Store) -> None:
    tokens = used_tokens(store)
    written = dump(store)
    assert written.count("Nämnden i Flen") == 3
    assert not [token for token in tokens if token in written]


@pytest.mark.duckdb_file(reason="what is written to the file and to the log beside it")
def test_no_token_is_in_the_file(store: Store) -> None:
    tokens = used_tokens(store)
    database = file_of(str(store._engine.url))
    files = b"".join(file.read_bytes() for file in database.parent.glob(f"{database.name}*"))
    assert not [token for token in tokens if token.encode() in files]
    store.close()
    assert not [token for token in tokens if token.encode() in database.read_bytes()]


@pytest.mark.parametrize("role", ["reader"])
def test_whoever_may_not_share_makes_no_link(store: Store, role: str) -> None:
    with pytest.raises(NotAllowed, match="får inte dela"):
        make_link(member(store, role), VIEW)
    assert rows(store) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"purpose": "  "}, "vem länken är till"),
        ({"purpose": "x" * 201}, "vem länken är till"),
        ({"days": 0}, "högst 180 dagar"),
        ({"days": 181}, "högst 180 dagar"),
        ({"shared_by": ""}, "vilken funktion"),
    ],
)
def test_what_cannot_be_used_is_refused(store: Store, change: dict[str, object], words: str) -> None:
    shared = Shared(**{**vars(VIEW), "shared_by": "Processledare", **change})
    with pytest.raises(LagesbildError, match=words):
        make_link(store.for_viewer(LOCAL.scope), shared)
    assert rows(store) == []


def test_a_link_gives_only_what_its_sharer_may_read(store: Store) -> None:
    make_link(member(store, "researcher"), Shared(**{**vars(VIEW), "rights": BEYOND_FIGURES}))
    (row,) = rows(store)
    assert row["rights"] == COMMENTS
    viewer = viewer_of_link(row)
    assert (viewer.kind, viewer.id, viewer.scope.who) == ("shared", row["id"], row["id"])
    assert viewer.scope.reading.rights == {FIGURES, COMMENTS}
    assert (viewer.scope.doing, viewer.scope.own) == (frozenset(), frozenset())


def test_an_editors_own_does_not_go_with_a_link(store: Store) -> None:
    sharer = member(store, "editor", principal="0482")
    make_link(sharer, Shared(**{**vars(VIEW), "rights": frozenset({RISKS, DRAFTS, COMMENTS})}))
    scope = viewer_of_link(rows(store)[0]).scope
    assert (scope.reading.rights, scope.own) == ({FIGURES}, frozenset())


def test_whoever_has_a_link_can_write_nothing(store: Store) -> None:
    make_link(member(store, "administrator"), Shared(**{**vars(VIEW), "rights": BEYOND_FIGURES}))
    reader = store.for_viewer(viewer_of_link(rows(store)[0]).scope)
    origin = {"id": "x", "kind": "entry", "title": "x", "synthetic": False}
    risk = {"id": "r", "title": "x", "county_code": "04", "known_on": date(2026, 11, 1)}
    with pytest.raises(NotAllowed):
        reader.append({"risk": [risk]}, origin, "x")
    with pytest.raises(NotAllowed):
        make_link(reader, VIEW)
    with pytest.raises(NotAllowed):
        all_links(reader, "04")
    with pytest.raises(NotAllowed):
        revoke_link(reader, rows(store)[0]["id"])


def test_an_opening_is_counted_when_the_page_is_loaded(store: Store, clock: Clock) -> None:
    token = make_link(member(store, "steering"), VIEW)
    clock.now += timedelta(days=1)
    for counted in (True, False, True):
        open_link(store, token, counted=counted)
    (row,) = rows(store)
    assert (row["opened"], row["last_opened_at"]) == (2, BEGUN + timedelta(days=1))


def test_unknown_expired_revoked_and_lost_open_nothing_alike(store: Store, clock: Clock) -> None:
    sharer = member(store, "steering")
    gone = member(store, "process_lead")
    lesser = member(store, "researcher")
    tokens = {
        REVOKED: make_link(sharer, VIEW),
        EXPIRED: make_link(sharer, Shared(**{**vars(VIEW), "days": 1})),
        "removed": make_link(gone, VIEW),
        "reader": make_link(lesser, VIEW),
        OPEN: make_link(sharer, VIEW),
    }
    assert all(open_link(store, token, counted=False) for token in tokens.values())
    first = open_link(store, tokens[REVOKED], counted=False)
    revoke_link(sharer, first["id"])
    remove_member(store, gone.scope.who)
    add_member(store, "04", "researcher@example.se", "reader")
    clock.now += timedelta(days=1)
    found = {name: open_link(store, token, counted=True) for name, token in tokens.items()}
    assert [name for name, row in found.items() if row] == [OPEN]
    for unknown in ("", "x", tokens[OPEN] + "x", tokens[OPEN][:-1], "å" * 32, "x" * 10_000, "' or 1=1 --"):
        assert open_link(store, unknown, counted=True) is None
    states = {state_of(store, row) for row in rows(store)}
    assert states == {OPEN, EXPIRED, REVOKED, LOST}


def test_a_link_ends_when_its_sharer_may_no_longer_read_what_it_gives(store: Store) -> None:
    token = make_link(member(store, "steering", "a@example.se"), Shared(**{**vars(VIEW), "rights": frozenset({RISKS})}))
    add_member(store, "04", "a@example.se", "researcher")
    assert open_link(store, token, counted=False) is None
    add_member(store, "04", "a@example.se", "process_lead")
    assert open_link(store, token, counted=False)


def test_what_was_shared_when_all_was_open_is_closed_where_members_sign_in(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = make_link(store.for_viewer(LOCAL.scope), Shared(**{**vars(VIEW), "shared_by": "Processledare"}))
    (row,) = rows(store)
    assert row["member_id"] == LOCAL_ID
    assert open_link(store, token, counted=False)
    monkeypatch.setattr(links, "settings", lambda: SimpleNamespace(access="oidc"))
    assert open_link(store, token, counted=False) is None


def test_links_are_seen_and_revoked_by_their_sharer_and_by_administrators(store: Store) -> None:
    first, second, chief = (member(store, role) for role in ("steering", "process_lead", "administrator"))
    make_link(first, VIEW)
    make_link(second, VIEW)
    (mine,) = links_of(first, first.scope.who)
    (theirs,) = links_of(second, second.scope.who)
    assert {row["id"] for row in all_links(chief, "04")} == {mine["id"], theirs["id"]}
    for refused in (
        lambda: links_of(first, second.scope.who),
        lambda: all_links(first, "04"),
        lambda: revoke_link(first, theirs["id"]),
        lambda: revoke_link(first, "lank-finns-inte"),
    ):
        with pytest.raises(NotAllowed):
            refused()
    revoke_link(first, mine["id"])
    revoke_link(first, mine["id"])
    revoke_link(chief, theirs["id"])
    assert all(row["revoked_at"] for row in rows(store))


def test_sharing_and_revoking_are_logged_without_the_token(store: Store) -> None:
    sharer = member(store, "steering")
    token = make_link(sharer, VIEW)
    (row,) = rows(store)
    revoke_link(sharer, row["id"])
    with store.reading() as connection:
        lines = [dict(line) for line in connection.execute(select(log)).mappings()]
    told = [(line["action"], line["by"], line["subject"]) for line in lines if line["action"] in {"share", "revoke"}]
    assert told == [("share", sharer.scope.who, row["id"]), ("revoke", sharer.scope.who, row["id"])]
    assert token not in str(lines)
    assert row["token_hash"] not in str(lines)
