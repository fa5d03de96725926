"""The visit or request that is served: who looks, over which store. Read once, where a context is made of an address.

The server says both: the store when it starts, the viewer before anything is asked. Unsaid, it is nobody who looks.
"""

from collections.abc import Mapping
from contextvars import ContextVar
from datetime import date

from dashboard.access.viewer import LOCAL, NOBODY, Viewer
from dashboard.context.choices import choices_for
from dashboard.context.context import Context
from dashboard.context.view import parse
from dashboard.settings import settings
from dashboard.store.building import open_store
from dashboard.store.store import Store

_looking: ContextVar[Viewer | None] = ContextVar("viewer", default=None)
_service: dict[str, Store] = {}


def use_viewer(viewer: Viewer | None) -> None:
    """From here on in this run of the script, or this request, it is `viewer` who looks; None is not said."""
    _looking.set(viewer)


def current_viewer() -> Viewer:
    """Who looks: as the server has said, or whoever is at the machine when everything is open to them."""
    return _looking.get() or (LOCAL if settings().access == "local" else NOBODY)


def use_store(store: Store) -> None:
    """Make `store` the one of the service."""
    _service["store"] = store


def service_store() -> Store:
    """The store of the service itself, for sign-in and shared links; no page asks it.

    Opened from the settings when the script runs without our server, as in a page test.
    """
    if "store" not in _service:
        use_store(open_store(settings()))
    return _service["store"]


def current_store() -> Store:
    """The store as whoever looks may use it, for what is of no view."""
    return service_store().for_viewer(current_viewer().scope)


def context_of(parameters: Mapping[str, str], own: str = "") -> tuple[Context, list[str]]:
    """What whoever looks sees at an address, and a message for each part of it that means nothing.

    `own` is the county where none is asked for, if it is not the viewer's.
    """
    viewer, store = current_viewer(), current_store()
    known = choices_for(viewer, store, date.today(), parameters.get("lan"), own)
    view, messages = parse(parameters, known)
    return Context(store, viewer, view), messages
