"""Members with stores of their own, over a database that a test may write to."""

from datetime import datetime

from dashboard.access.members import add_member, member_named, viewer_of
from dashboard.store.store import Store

NOON = datetime(2026, 11, 21, 12)
HOSTILE = '=cmd|" /C calc"!A0 <script>alert(1)</script>'
"""Words that a page must show as words, and a file must not let a spreadsheet take for a formula."""


def at(store: Store, moment: datetime = NOON) -> Store:
    """The store with the clock standing at `moment`."""
    store._clock = lambda: moment
    return store


def member(store: Store, email: str, role: str = "reader", principal: str | None = None, function: str = "") -> Store:
    """The store of a new member."""
    row = member_named(store, add_member(store, "04", email, role, principal, function))
    assert row is not None
    return store.for_viewer(viewer_of(row).scope)
