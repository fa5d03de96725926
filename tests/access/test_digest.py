"""The differences in what a member follows: whose, since when, and never more than the member may read."""

from datetime import date, datetime, timedelta

import pytest

from dashboard.access.digest import Difference, differences, send_due
from dashboard.access.follow import (
    drop_feed,
    hash_of,
    leads_out,
    leave_by_token,
    mail_on,
    new_feed,
    new_way_out,
    start_following,
    viewer_of_feed,
    way_out,
)
from dashboard.access.members import remove_member
from dashboard.access.viewer import LOCAL
from dashboard.store.schema.access import digest, unsubscribe_token
from dashboard.store.store import Store
from tests.access.people import NOON, at, member
from tests.conftest import Given
from tests.queries.tables import a_round, answer, judged, plan, risk

SINCE, UNTIL = date(2026, 11, 1), date(2026, 11, 20)


@pytest.fixture
def store(given: Given) -> Store:
    """Since November a plan each in Flen and Oxelösund, a risk each, and answers to two aspects in Flen."""
    made = given(
        round=[a_round("2026h", 1, name="Hösten 2026", status="closed")],
        answer=[answer("2026h", "M01", "0482", 3, "2026-11-05"), answer("2026h", "M02", "0482", 2, "2026-10-01")],
        plan_status=[plan("0482", "own_plan", "2026-11-10"), plan("0481", "own_plan", "2026-11-11")],
        risk=[risk("r1", "2026-11-12", principal_code="0482"), risk("r2", "2026-11-13", principal_code="0481")],
        risk_assessment=[judged("r1", "monitor", "2026-11-12"), judged("r2", "monitor", "2026-11-13")],
    )
    return at(made)


def told(store: Store) -> list[tuple[str, str]]:
    return [(one.what, one.principal) for one in differences(store, "04", SINCE, UNTIL)]


def test_who_follows_nothing_is_told_nothing(store: Store) -> None:
    assert told(member(store, "ada@example.se", "steering")) == []


def test_of_a_huvudman_every_change_the_newest_first(store: Store) -> None:
    ada = member(store, "ada@example.se", "steering")
    start_following(ada, "principal", "0482")
    assert told(ada) == [("Risk", "Flen"), ("Lokal plan", "Flen"), ("Svar", "Flen")]
    (plan_,) = [one for one in differences(ada, "04", SINCE, UNTIL) if one.what == "Lokal plan"]
    assert plan_.words.startswith("Lokal plan, Flen: ")
    assert plan_.known_on == date(2026, 11, 10)


def test_of_an_aspect_every_answer_to_its_measures_and_no_others(store: Store) -> None:
    aspects = {row["measure_id"]: row["aspect_id"] for row in store.answer("catalogue/measures", county="04").rows}
    ada = member(store, "ada@example.se")
    start_following(ada, "aspect", aspects["M01"])
    (one,) = differences(ada, "04", SINCE, UNTIL)
    assert (one.principal, one.aspect, one.row["measure_id"]) == ("Flen", aspects["M01"], "M01")
    assert differences(ada, "04", date(2026, 11, 5), UNTIL) == []


def test_a_member_is_never_told_what_it_may_not_read(store: Store) -> None:
    reader, editor = member(store, "l@example.se"), member(store, "r@example.se", "editor", "0482")
    for one in (reader, editor):
        for principal in ("0481", "0482"):
            start_following(one, "principal", principal)
    assert [one for one in told(reader) if one[0] == "Risk"] == []
    assert [one for one in told(editor) if one[0] == "Risk"] == [("Risk", "Flen")]


class Box:
    """Stands where the mail goes out, and keeps what was to be sent."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, list[str], date, date]] = []

    def send(self, store: Store, row: dict[str, object], lines: list[str], since: date, until: date) -> None:
        self.sent.append((str(row["email"]), lines, since, until))


def test_what_is_due_is_sent_once_and_what_comes_later_the_next_time(store: Store) -> None:
    at(store, datetime(2026, 11, 2, 8))
    ada, bo = member(store, "ada@example.se", "steering"), member(store, "bo@example.se", "steering")
    start_following(ada, "principal", "0481")
    start_following(bo, "principal", "0481")
    mail_on(ada)
    box = Box()
    at(store, datetime(2026, 11, 12, 8))
    assert [(one.email, one.count) for one in send_due(store, None)] == [("ada@example.se", 1)]
    (sent,) = send_due(store, box)
    assert (sent.email, sent.count, sent.fault) == ("ada@example.se", 1, "")
    assert box.sent[0][2:] == (date(2026, 11, 1), date(2026, 11, 11))
    assert send_due(store, box) == []
    at(store, datetime(2026, 11, 14, 8))
    assert send_due(store, box, every=timedelta(days=7)) == []
    assert [one.email for one in send_due(store, box)] == ["ada@example.se"]
    assert [line.split(",")[0] for line in box.sent[1][1]] == ["Risk"]
    at(store, datetime(2026, 11, 20, 8))
    assert send_due(store, box) == []
    assert way_out(at(ada, NOON))["sent_until"] == date(2026, 11, 19)


def test_the_feed_opens_to_its_own_key_alone(store: Store) -> None:
    ada = member(store, "ada@example.se", "steering")
    first = new_feed(ada)
    viewer = viewer_of_feed(store, first, local=False)
    assert viewer is not None
    assert viewer.scope == ada.scope
    second = new_feed(ada)
    assert viewer_of_feed(store, first, local=False) is None
    assert viewer_of_feed(store, "", local=False) is None
    with store.reading() as connection:
        kept = [row.feed_hash for row in connection.execute(digest.select())]
    assert kept == [hash_of(second)]
    drop_feed(ada)
    assert viewer_of_feed(store, second, local=False) is None


def test_the_feed_of_a_former_member_is_closed(store: Store) -> None:
    ada = member(store, "ada@example.se")
    token = new_feed(ada)
    remove_member(store, ada.scope.who)
    assert viewer_of_feed(store, token, local=False) is None


def test_a_feed_made_while_all_was_open_opens_nothing_once_members_sign_in(store: Store) -> None:
    token = new_feed(store.for_viewer(LOCAL.scope))
    assert viewer_of_feed(store, token, local=True) is LOCAL
    assert viewer_of_feed(store, token, local=False) is None


def test_the_way_out_of_a_mail_works_again_and_again_for_that_member(store: Store) -> None:
    ada, bo = member(store, "ada@example.se"), member(store, "bo@example.se")
    for one in (ada, bo):
        mail_on(one)
    token = new_way_out(store, ada.scope.who)
    assert leads_out(store, token)
    assert way_out(ada)["by_mail"]
    assert leave_by_token(store, token)
    assert leave_by_token(store, token)
    assert (way_out(ada)["by_mail"], way_out(bo)["by_mail"]) == (False, True)
    assert not leave_by_token(store, "x")
    assert not leads_out(store, hash_of(token))


def test_ways_out_are_forgotten_after_more_than_a_year(store: Store) -> None:
    ada = member(store, "ada@example.se")
    old = new_way_out(store, ada.scope.who)
    at(store, NOON + timedelta(days=401))
    new_way_out(store, ada.scope.who)
    assert not leads_out(store, old)
    with store.reading() as connection:
        assert len(connection.execute(unsubscribe_token.select()).all()) == 1


def test_a_difference_is_one_line() -> None:
    one = Difference("Risk", "Flen", "Titel", "Bevaka", "Åtgärda", SINCE, True, "", {})
    assert one.words == "Risk, Flen: Titel. Bevaka → Åtgärda. (exempeldata)"
