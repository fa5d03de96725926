"""How often somebody at one address may try tokens that open nothing. Kept in memory: a restart forgives."""

import ipaddress
import math
import time

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from dashboard.access.links import link_of, open_link
from dashboard.errors import LagesbildError
from dashboard.store.records import Row
from dashboard.store.scope import NOTHING
from dashboard.store.store import Store

MOST, MINUTES = 20, 10
"""So many failed tries in so many minutes; what comes after is not even looked up."""
HERE = "127.0.0.1"


class TooManyTries(LagesbildError):
    """An address has tried too often; it may try again in `seconds`."""

    def __init__(self, seconds: int) -> None:
        super().__init__("Det har kommit för många försök från din adress. Vänta en stund och försök igen.")
        self.seconds = seconds


class Tries:
    """Counts the failed tries of each address, and says in the log, once a burst, that somebody guesses."""

    def __init__(self, most: int = MOST) -> None:
        self._failed = MovingWindowRateLimiter(MemoryStorage())
        self._limit = RateLimitItemPerMinute(most, MINUTES, namespace="failed")
        self._line = RateLimitItemPerMinute(1, MINUTES, namespace="told")

    def open(self, store: Store, token: str, address: str | None, *, counted: bool) -> Row | None:
        """What `open_link` gives. Raises TooManyTries when `address` has failed too often.

        No token is no guess, nor is that of a link which no longer opens: whoever has it was given it. The answer is as
        to any guess.
        """
        if not token:
            return None
        whose = _network(address or HERE)
        self._refuse(whose)
        row = open_link(store, token, counted=counted)
        if row is None and link_of(store, token) is None:
            counts = self._failed.hit(self._limit, whose)  # False when others at the same address were faster
            if not self._failed.test(self._limit, whose) and self._failed.hit(self._line, whose):
                store.for_viewer(NOTHING).log("guess", whose)
            if not counts:
                self._refuse(whose)
        return row

    def _refuse(self, whose: str) -> None:
        free_at, left = self._failed.get_window_stats(self._limit, whose)
        if left <= 0:
            raise TooManyTries(max(1, math.ceil(free_at - time.time())))


def _network(address: str) -> str:
    """`address`, or for IPv6 the network of the one subscriber, who has more addresses than can be counted."""
    try:
        known = ipaddress.ip_address(address.split("%")[0])
    except ValueError:
        return "okänd adress"
    if known.version == 6:
        return str(ipaddress.ip_network(f"{known}/64", strict=False)) if not known.is_loopback else HERE
    return str(known)
