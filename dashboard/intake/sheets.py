"""A file as the rest of the house reads it: sheets of rows of text, whatever it was written with."""

from dataclasses import dataclass, field

from dashboard.intake.problems import Place, Problem

Cells = list[str]


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name (empty for a text file) and its rows as (row number in the file, cells as text)."""

    name: str
    rows: list[tuple[int, Cells]]


@dataclass
class Book:
    """A file that could be opened: its sheets, and what was noticed on the way."""

    file: str
    sheets: list[Sheet]
    problems: list[Problem] = field(default_factory=list)

    def place(self, sheet: Sheet, row: int | None = None, column: str = "") -> Place:
        """A place in this file."""
        return Place(self.file, sheet.name, row, " ".join(column.split()))


def cell(cells: Cells, index: int | None) -> str:
    """The text at `index`; empty where the row is shorter or there is no such column."""
    return cells[index] if index is not None and index < len(cells) else ""
