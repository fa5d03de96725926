"""What is wrong with something that came in: where, what stood there, what was expected, how to mend it."""

from dataclasses import asdict, dataclass
from typing import Literal

from dashboard.errors import LagesbildError
from dashboard.intake.identity_numbers import hidden

_LONGEST = 80


class FileRefused(LagesbildError):
    """A file that is not read at all; the message says why and what to do."""


@dataclass(frozen=True)
class Place:
    """Where in a file, as its reader sees it: sheet (empty for a text file), row from 1, heading of the column."""

    file: str
    sheet: str = ""
    row: int | None = None
    column: str = ""

    def __str__(self) -> str:
        parts = [self.file, self.sheet and f"bladet {self.sheet}", self.row and f"rad {self.row}"]
        return ", ".join(str(part) for part in [*parts, self.column and f"kolumnen {self.column}"] if part)


@dataclass(frozen=True)
class Problem:
    """One thing to mend (`error`: nothing is stored until then) or to know of (`note`)."""

    severity: Literal["error", "note"]
    place: Place
    found: str
    expected: str
    remedy: str

    def __str__(self) -> str:
        found = f" Där står ”{self.found}”." if self.found else ""
        return f"{self.place}:{found} {self.expected} {self.remedy}".strip()

    def as_dict(self) -> dict[str, object]:
        """The problem as plain values: severity, file, sheet, row, column, found, expected, remedy."""
        told = asdict(self)
        return {"severity": told.pop("severity"), **told.pop("place"), **told}


def error(place: Place, found: object, expected: str, remedy: str = "") -> Problem:
    """Something that must be mended; what looks like an identity number is never repeated."""
    return Problem("error", place, _shown(found), expected, remedy)


def note(place: Place, found: object, expected: str, remedy: str = "") -> Problem:
    """Something to know of."""
    return Problem("note", place, _shown(found), expected, remedy)


def _shown(found: object) -> str:
    words = hidden(" ".join(str(found).split()))
    return words if len(words) <= _LONGEST else words[:_LONGEST] + "…"
