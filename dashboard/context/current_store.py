"""The store of this process, handed over by the server before the first page is drawn, as the viewer may use it."""

from dashboard.context.viewer import current_viewer
from dashboard.settings import settings
from dashboard.store.building import open_store
from dashboard.store.store import Store

_current: dict[str, Store] = {}


def use_store(store: Store) -> None:
    """Make `store` the one that pages ask."""
    _current["store"] = store


def current_store() -> Store:
    """The store as whoever looks may use it."""
    return own_store().for_viewer(current_viewer().scope)


def own_store() -> Store:
    """The store of the service itself, for sign-in and shared links; no page asks it.

    Opened from the settings when the script runs without our server, as in a page test.
    """
    if "store" not in _current:
        use_store(open_store(settings()))
    return _current["store"]
