"""Saved views, what is followed, and what is held: one's own and nobody else's."""

import json
from datetime import timedelta

import pytest

from dashboard.access.follow import followed, mail_on, new_feed, new_way_out, start_following, stop_following, way_out
from dashboard.access.members import remove_member
from dashboard.access.personal_data import as_plain, held_on
from dashboard.access.saved_views import MOST, remove_view, save_view, saved_views
from dashboard.access.viewer import LOCAL
from dashboard.errors import LagesbildError, NotAllowed
from dashboard.store.schema import metadata
from dashboard.store.scope import EVERYTHING, FIGURES, NOTHING, Reading, Scope
from dashboard.store.store import Store
from tests.access.people import HOSTILE, at, member

STRANGERS = (NOTHING, EVERYTHING, Scope(Reading(frozenset({FIGURES})), frozenset(), "lank-1"))
"""Nobody, the command line, and somebody with a shared link."""


@pytest.fixture
def store(empty_store: Store) -> Store:
    return at(empty_store)


@pytest.fixture
def ada(store: Store) -> Store:
    return member(store, "ada@example.se", function=HOSTILE)


@pytest.fixture
def bo(store: Store) -> Store:
    return member(store, "bo@example.se", "administrator")


def test_a_view_is_kept_under_its_name_and_removed(ada: Store, bo: Store) -> None:
    save_view(ada, f"  {HOSTILE}   och mer ", "/uppfoljning", {"aspekt": "larande", "per": "2026-05-06"})
    (one,) = saved_views(ada)
    assert one["name"] == f"{HOSTILE} och mer"
    assert (one["page"], one["parameters"]) == ("/uppfoljning", "aspekt=larande&per=2026-05-06")
    assert saved_views(bo) == []
    remove_view(bo, one["id"])
    assert len(saved_views(ada)) == 1
    remove_view(ada, one["id"])
    assert saved_views(ada) == []


def test_a_name_is_ones_own_once(ada: Store, bo: Store) -> None:
    save_view(ada, "Flen", "/", {})
    save_view(bo, "Flen", "/", {})
    with pytest.raises(LagesbildError, match="redan en vy som heter ”Flen”"):
        save_view(ada, " Flen ", "/mote", {})


@pytest.mark.parametrize(
    ("name", "page"), [("", "/"), (" \n ", "/"), ("å" * 81, "/"), ("x", "//evil.example"), ("x", "")]
)
def test_a_view_without_a_name_or_of_no_page_is_refused(ada: Store, name: str, page: str) -> None:
    with pytest.raises(LagesbildError):
        save_view(ada, name, page, {})
    assert saved_views(ada) == []


def test_there_is_an_end_to_how_many(ada: Store) -> None:
    for number in range(MOST):
        save_view(ada, str(number), "/", {})
    with pytest.raises(LagesbildError, match="Ta bort någon"):
        save_view(ada, "en till", "/", {})


def test_a_huvudman_and_an_aspect_are_followed_and_no_more(ada: Store, bo: Store) -> None:
    start_following(ada, "principal", "0482")
    start_following(ada, "principal", "0482")
    start_following(ada, "aspect", "larande")
    assert followed(ada) == {("principal", "0482"), ("aspect", "larande")}
    assert followed(bo) == set()
    stop_following(bo, "aspect", "larande")
    stop_following(ada, "principal", "0482")
    stop_following(ada, "principal", "0482")
    assert followed(ada) == {("aspect", "larande")}


@pytest.mark.parametrize(("kind", "subject"), [("principal", "0180"), ("aspect", "x"), ("member", "x"), ("", "0482")])
def test_what_does_not_exist_is_not_followed(ada: Store, kind: str, subject: str) -> None:
    with pytest.raises(LagesbildError):
        start_following(ada, kind, subject)


@pytest.mark.parametrize("scope", STRANGERS)
def test_somebody_who_is_no_member_saves_follows_and_holds_nothing(store: Store, scope: Scope) -> None:
    stranger = store.for_viewer(scope)
    for act in (
        lambda: save_view(stranger, "x", "/", {}),
        lambda: saved_views(stranger),
        lambda: start_following(stranger, "principal", "0482"),
        lambda: followed(stranger),
        lambda: new_feed(stranger),
        lambda: mail_on(stranger),
        lambda: way_out(stranger),
        lambda: held_on(stranger),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_a_former_member_has_nothing_and_keeps_nothing(ada: Store, bo: Store) -> None:
    save_view(ada, "Flen", "/", {})
    remove_member(bo, ada.scope.who)
    with pytest.raises(NotAllowed):
        save_view(ada, "Flen", "/", {})


def test_whoever_sits_at_an_open_machine_has_things_of_its_own_but_no_mail(store: Store) -> None:
    local = store.for_viewer(LOCAL.scope)
    save_view(local, "Flen", "/", {})
    start_following(local, "aspect", "larande")
    assert len(held_on(local)["saved_view"]) == 1
    with pytest.raises(LagesbildError, match="ingen e-postadress"):
        mail_on(local)


def test_everything_held_is_shown_and_nothing_of_others_and_no_token(store: Store, ada: Store, bo: Store) -> None:
    for one in (ada, bo):
        save_view(one, "Flen", "/", {})
        start_following(one, "principal", "0482")
        mail_on(one)
        new_feed(one)
        new_way_out(store, one.scope.who)
        one.log("export", f"fil av {one.scope.who}")
    contact = {
        "county_code": "04",
        "id": "k1",
        "principal_code": "0482",
        "function": "Samordnare",
        "mailbox": "Ada@example.se",
        "name": "A",
    }
    origin: dict[str, object] = {"id": "e1", "kind": "entry", "title": "x", "synthetic": False}
    store.save_contact(contact | {"known_on": store.now().date()}, origin, "test")
    found = held_on(ada)
    assert {table: len(rows) for table, rows in found.items()} == {
        "member": 1,
        "sign_in": 0,
        "contact": 1,
        "share_link": 0,
        "saved_view": 1,
        "follow": 1,
        "digest": 1,
        "unsubscribe_token": 1,
        "log": 2,  # added, and the file
    }
    written = json.dumps(as_plain(found), ensure_ascii=False)
    assert bo.scope.who not in written
    assert "hash" not in written
    assert HOSTILE in json.loads(written)["member"][0]["function"]


def test_every_table_with_something_of_a_member_is_among_what_is_held(ada: Store) -> None:
    own = {name for name, table in metadata.tables.items() if "member_id" in table.c}
    assert own | {"member", "log", "contact"} == set(held_on(ada))


def test_mail_is_turned_on_from_today(ada: Store) -> None:
    assert way_out(ada) == {"by_mail": False, "feed": False, "sent_until": None}
    mail_on(ada)
    assert way_out(ada)["sent_until"] == ada.now().date() - timedelta(days=1)
