"""Pages as different viewers see them."""

from collections.abc import Callable

import pytest

from dashboard.access.members import add_member, member_named, viewer_of
from dashboard.access.viewer import Viewer
from dashboard.store.scope import FIGURES, Reading, Scope
from dashboard.store.store import Store
from tests.pages.screen import Screen, see

Looks = Callable[..., Screen]
SHARED = Viewer("shared", Scope(Reading(frozenset({FIGURES})), frozenset(), "lank-1"), "lank-1")
"""Somebody with a shared link."""


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> Looks:
    """A page as a viewer sees it: `looks(store, viewer, path)`."""

    def look(store: Store, viewer: Viewer, path: str = "/behorighet", **parameters: str) -> Screen:
        monkeypatch.setattr("dashboard.web.identity.viewer_of_visit", lambda: (viewer, False))
        return see(store, path, **parameters)

    return look


def viewer(store: Store, email: str, role: str, principal: str | None = None, function: str = "") -> Viewer:
    """A new member as it looks at pages."""
    row = member_named(store, add_member(store, "04", email, role, principal, function))
    assert row is not None
    return viewer_of(row)
