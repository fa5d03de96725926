"""Whose own things are asked for: those of the member, or of whoever sits at a machine where everything is open."""

from dashboard.access.members import member_named
from dashboard.access.viewer import LOCAL_ID
from dashboard.errors import NotAllowed
from dashboard.store.scope import FIGURES
from dashboard.store.store import Store


def own_id(store: Store) -> str:
    """The id of the member whose store this is. Raises NotAllowed for a shared link, a stranger or a former member."""
    who = store.scope.who
    if store.scope.may(FIGURES) and (who == LOCAL_ID or member_named(store, who) is not None):
        return who
    raise NotAllowed("Det här är för den som har loggat in som medlem.")
