"""What a file says, before it is checked: answers and entries, each with its place."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from dashboard.intake.codes import Answerer
from dashboard.intake.limits import MOST_ANSWERS, too_many
from dashboard.intake.problems import Place, Problem
from dashboard.intake.register import Register


@dataclass(frozen=True)
class Said:
    """One answer: who gave it, in which round, to which measure (and wording, if the text tells), in which words."""

    place: Place
    who: Answerer
    round: str
    measure: str
    version: int | None
    words: str
    respondents: str = ""
    comment: str = ""


@dataclass(frozen=True)
class Entry:
    """One entry of a register: its fields' words by field name, and the place of each field."""

    place: Place
    register: Register
    written: Mapping[str, str]
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Claims:
    """All that a file says, and what is wrong with how it says it."""

    said: list[Said] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    rows: int = 0
    answered_by: str = ""

    def keep_within_limits(self, file: str) -> None:
        """Raise FileRefused when more is said than is taken in at once."""
        if len(self.said) + len(self.entries) > MOST_ANSWERS:
            raise too_many(file, MOST_ANSWERS, "svar och uppgifter")

    def add(self, other: "Claims") -> None:
        """Take in what another part of the file says."""
        self.said += other.said
        self.entries += other.entries
        self.problems += other.problems
        self.rows += other.rows
        self.answered_by = self.answered_by or other.answered_by
