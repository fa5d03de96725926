"""What whoever asks the store may see and do. Roles are turned into scopes in `dashboard/access/roles.py`."""

from collections.abc import Mapping
from dataclasses import dataclass

FIGURES, DRAFTS, RISKS, GUT_FEELING, COMMENTS, CONTACT_NAMES = (
    "figures",
    "drafts",
    "risks",
    "gut_feeling",
    "comments",
    "contact_names",
)
READING = frozenset({FIGURES, DRAFTS, RISKS, GUT_FEELING, COMMENTS, CONTACT_NAMES})
"""What may be read; without figures nothing is."""

ENTER_OWN, ENTER_MEETING, ENTER_ALL, FEEDBACK = "enter_own", "enter_meeting", "enter_all", "feedback"
IMPORT, LOCK, SHARE, EXPORT, COPY, ADMINISTER = "import", "lock", "share", "export", "copy", "administer"
DOING = frozenset({ENTER_OWN, ENTER_MEETING, ENTER_ALL, FEEDBACK, IMPORT, LOCK, SHARE, EXPORT, COPY, ADMINISTER})
"""What may be done."""

RIGHTS_TO_ROWS = {"risk": RISKS, "risk_assessment": RISKS, "feedback": COMMENTS}
"""Table → the right that its rows take; those of the own huvudman are read all the same."""
RIGHTS_TO_COLUMNS: Mapping[str, Mapping[str, frozenset[str]]] = {
    "answer": {"comment": frozenset({COMMENTS})},
    "status_report": {
        "gut_feeling": frozenset({GUT_FEELING}),
        "gut_feeling_text": frozenset({GUT_FEELING}),
        "risks_text": frozenset({RISKS}),
    },
    "locked_text": {"text": frozenset({GUT_FEELING, RISKS})},
    "contact": {"name": frozenset({CONTACT_NAMES})},
}
"""Table → column → the rights that it takes, all of them; what is the own huvudman's is read all the same."""


@dataclass(frozen=True)
class Reading:
    """What may be read: rights, the huvudmän whose own may be read all the same, and the county; all when empty."""

    rights: frozenset[str] = READING
    own: frozenset[str] = frozenset()
    county: str = ""


@dataclass(frozen=True)
class Scope:
    """What may be read and done, and by whom.

    `who` stands in the log: the id of a member, or what else acts. `function` is written beside what is entered,
    instead of what a form says; empty for somebody at the machine itself, who may write any.
    """

    reading: Reading = Reading()
    doing: frozenset[str] = DOING
    who: str = "kommandoraden"
    function: str = ""

    @property
    def own(self) -> frozenset[str]:
        """SCB codes of the huvudmän that are the viewer's own."""
        return self.reading.own

    @property
    def county(self) -> str:
        """The one county that is read and written; all when empty."""
        return self.reading.county

    def reaches(self, county: str | None) -> bool:
        """Whether what is of `county` (None: of no county) is within what is read and written."""
        return self.county in ("", county)

    def may(self, right: str) -> bool:
        """Whether it holds a right, of reading or of doing."""
        return right in self.doing or right in self.reading.rights


EVERYTHING = Scope()
"""Of whoever has the machine itself: the command line."""
NOTHING = Scope(Reading(frozenset()), frozenset(), "okänd")
"""Of somebody who is not known."""
