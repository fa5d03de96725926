"""Who looks: somebody at the machine itself, a member, somebody with a shared link, or nobody who is known."""

from dataclasses import dataclass

from dashboard.store.scope import DOING, NOTHING, READING, Reading, Scope

LOCAL_ID = "den-har-datorn"
"""Who it is, in lists and log, when everything is open to the person at this machine."""


@dataclass(frozen=True)
class Viewer:
    """Who looks, and what they may. `kind` is local, member, shared, stranger (signed in, no member) or nobody.

    `email` and `role` are a member's; `id` is a member's or a link's. `counties` are those where they are a member, or
    that the link is of; somebody at the machine itself has none named, and may look at all.
    """

    kind: str
    scope: Scope
    id: str = ""
    role: str = ""
    email: str = ""
    counties: tuple[str, ...] = ()

    @property
    def may_look(self) -> bool:
        """Whether there is anything for them to see."""
        return self.kind in {"local", "member", "shared"}

    def may(self, right: str) -> bool:
        """Whether they hold a right."""
        return self.may_look and self.scope.may(right)


LOCAL = Viewer("local", Scope(Reading(READING), DOING, LOCAL_ID), LOCAL_ID, "administrator")
NOBODY = Viewer("nobody", NOTHING)
