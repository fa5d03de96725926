"""Who looks at the page that is being made. The server says it before anything is asked; unsaid it is nobody."""

from contextvars import ContextVar

from dashboard.access.roles import ROLE_NAMES
from dashboard.access.viewer import LOCAL, NOBODY, Viewer
from dashboard.settings import settings
from dashboard.store.scope import COMMENTS, CONTACT_NAMES, DRAFTS, GUT_FEELING, RISKS
from dashboard.wording.swedish import listed

_WITHHELD = {
    DRAFTS: "utkast",
    RISKS: "risker",
    GUT_FEELING: "magkänslan",
    COMMENTS: "kommentarer",
    CONTACT_NAMES: "kontaktpersoners namn",
}
"""What may not be read → what it is called where that is said."""
_looking: ContextVar[Viewer | None] = ContextVar("viewer", default=None)


def use_viewer(viewer: Viewer | None) -> None:
    """From here on in this run of the script, or this request, it is `viewer` who looks; None is not said."""
    _looking.set(viewer)


def current_viewer() -> Viewer:
    """Who looks: as the server has said, or whoever is at the machine when everything is open to them."""
    return _looking.get() or (LOCAL if settings().access == "local" else NOBODY)


def may(right: str) -> bool:
    """Whether whoever looks holds a right. For what is offered; what is allowed, the store holds to."""
    return current_viewer().may(right)


def may_read(right: str) -> bool:
    """Whether whoever looks may read something of all huvudmän, or of its own."""
    return may(right) or bool(current_viewer().scope.own)


def withheld_words(viewer: Viewer) -> str:
    """What `viewer` is not shown, in a sentence; empty when nothing is left out."""
    missing = [words for right, words in _WITHHELD.items() if not viewer.may(right)]
    if not missing:
        return ""
    own = ", utom den egna huvudmannens" if viewer.scope.own else ""
    return f"Du läser som {ROLE_NAMES.get(viewer.role, 'gäst').lower()}: {listed(missing)} visas inte{own}."
