"""The store of this process, handed over by the server before the first page is drawn."""

from dashboard.settings import settings
from dashboard.store.store import Store, open_store

_current: dict[str, Store] = {}


def use_store(store: Store) -> None:
    """Make `store` the one that pages ask."""
    _current["store"] = store


def current_store() -> Store:
    """The store that pages ask; opened from the settings when the script runs without our server, as in a page test."""
    if "store" not in _current:
        use_store(open_store(settings()))
    return _current["store"]
