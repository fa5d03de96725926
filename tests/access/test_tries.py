"""How often tokens may be tried from one address, what is said of it, and that others are not kept out."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from hashlib import sha256

import pytest
from sqlalchemy import select, update

from dashboard.access import guess_limit as tries
from dashboard.access.guess_limit import HERE, MOST, TooManyTries, Tries, _network
from dashboard.access.links import Shared, make_link
from dashboard.access.viewer import LOCAL
from dashboard.store.schema.access import log, share_link
from dashboard.store.store import Store
from tests.engines import EMPTY, Own

VIEW = Shared("04", "/roller", "", date(2026, 11, 20), frozenset(), "Nämnden", shared_by="Processledare")


@pytest.fixture
def store(own: Own) -> Store:
    return own.opened(own.settings(EMPTY))


def guesses(store: Store) -> list[tuple[str, str]]:
    with store.reading() as connection:
        found = connection.execute(select(log.c.by, log.c.subject).where(log.c.action == "guess"))
        return [tuple(row) for row in found]


def test_after_twenty_failures_an_address_is_refused_without_looking(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = make_link(store.for_viewer(LOCAL.scope), VIEW)
    own = Tries()
    for number in range(MOST):
        assert own.open(store, f"gissning-{number}", "192.0.2.1", counted=True) is None
    monkeypatch.setattr(tries, "open_link", lambda *_, **__: pytest.fail("it was looked up"))
    for tried in ("gissning", token):
        with pytest.raises(TooManyTries) as refusal:
            own.open(store, tried, "192.0.2.1", counted=True)
        assert 0 < refusal.value.seconds <= 600
    monkeypatch.undo()
    assert own.open(store, token, "192.0.2.2", counted=True), "another address is not kept out"


def test_a_thousand_guesses_leave_one_line_in_the_log_and_no_token(store: Store) -> None:
    own, refused = Tries(), 0
    for number in range(1000):
        try:
            own.open(store, f"hemlig-{number}", "192.0.2.1", counted=True)
        except TooManyTries:
            refused += 1
    assert refused == 1000 - MOST
    assert guesses(store) == [("okänd", "192.0.2.1")]
    with store.reading() as connection:
        assert "hemlig" not in str(connection.execute(select(log)).all())


def test_guesses_at_once_are_refused_like_guesses_one_by_one(store: Store) -> None:
    own = Tries()

    def guess(number: int) -> bool:
        try:
            own.open(store, f"gissning-{number}", "192.0.2.1", counted=True)
        except TooManyTries:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        answered = list(pool.map(guess, range(200)))
    assert sum(answered) == MOST
    assert len(guesses(store)) == 1


def test_a_link_that_opens_and_an_address_without_a_token_are_no_guesses(store: Store) -> None:
    token = make_link(store.for_viewer(LOCAL.scope), VIEW)
    own = Tries()
    for _ in range(3 * MOST):
        assert own.open(store, token, None, counted=False)
        assert own.open(store, "", None, counted=False) is None
    assert guesses(store) == []


@pytest.mark.parametrize(
    ("address", "whose"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::1", HERE),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::ffff", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("testclient", "okänd adress"),
        ("<b>x</b>\nin the log", "okänd adress"),
    ],
)
def test_an_address_is_counted_as_one_subscriber(address: str, whose: str) -> None:
    assert _network(address) == whose


@pytest.mark.parametrize("ended", ["expired", "revoked", "lost"])
def test_a_link_that_has_ended_is_no_guess(ended: str, store: Store) -> None:
    """Whoever was sent it may open it time and again, and keeps nobody at the same address from one that is good."""
    sharer = store.for_viewer(LOCAL.scope)
    gone, good = make_link(sharer, VIEW), make_link(sharer, VIEW)
    changes = {
        "expired": {"expires_at": store.now() - timedelta(seconds=1)},
        "revoked": {"revoked_at": store.now()},
        "lost": {"member_id": "medlem-borta"},
    }
    with store.writing() as connection:
        of_it = share_link.c.token_hash == sha256(gone.encode()).hexdigest()
        connection.execute(update(share_link).where(of_it).values(**changes[ended]))
    own = Tries()
    for _ in range(2 * MOST):
        assert own.open(store, gone, "192.0.2.1", counted=True) is None
    assert own.open(store, good, "192.0.2.1", counted=True)
    assert guesses(store) == []
