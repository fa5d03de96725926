"""What a file may be at most. Each refusal names its limit; what gets past them all is stopped by time and memory."""

from dashboard.intake.problems import FileRefused

MOST_BYTES = 5_000_000
MOST_UNPACKED = 50_000_000
MOST_PARTS = 1_000
MOST_SHEETS = 50
MOST_ROWS = 20_000
MOST_ROW = 25_000
"""The number of the last row that is read. A cell, or only a format, further down stands for all the rows above it."""
MOST_COLUMNS = 2_000
MOST_CELLS = 500_000
MOST_SIGNS = 10_000_000
MOST_ANSWERS = 25_000
MOST_IDENTITY_NUMBERS = 500
"""So many are told of, each in its place; all of them are taken out."""

MOST_SECONDS = 12
MOST_MEMORY = 200_000_000
"""What the process that opens a file may take: of work, and of memory."""
LONGEST_WAIT = 18
"""Seconds that a file is waited for, also on a machine that has much else to do."""

_SPLIT = "Dela upp filen, eller spara bara bladen med svar."


def number(count: int) -> str:
    """A number as it is written in Swedish."""
    return f"{count:,}".replace(",", "\u00a0")


def too_many(name: str, most: int, what: str, remedy: str = _SPLIT) -> FileRefused:
    """The refusal of a file that has more than `most` of something, with what to do about it."""
    return FileRefused(f"{name} har fler än {number(most)} {what}, som är gränsen. {remedy}")


class Extent:
    """How much has been read of a file, so that it is refused at the first cell too many."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._sheets = self._rows = self._cells = self._signs = 0

    def sheet(self) -> None:
        """Another sheet begins, whose heading is no row of answers."""
        self._sheets += 1

    def row(self, number_of_row: int, columns: int, where: str = "") -> None:
        """A row comes, with or without anything in it. Raises FileRefused."""
        if number_of_row > MOST_ROW:
            remedy = "Ta bort de tomma raderna under svaren: markera dem i Excel och välj Ta bort. Spara sedan filen."
            told = f"{self._name} har innehåll eller format nedanför rad {number(MOST_ROW)}{where}, som är gränsen."
            raise FileRefused(f"{told} {remedy}")
        if columns > MOST_COLUMNS:
            raise too_many(self._name, MOST_COLUMNS, f"kolumner{where}", "Ta bort dem som inte är svar.")

    def cells(self, cells: list[str]) -> None:
        """A row is kept. Raises FileRefused."""
        self._rows += 1
        self._cells += len(cells)
        self._signs += sum(map(len, cells))
        if self._rows > MOST_ROWS + self._sheets:
            raise too_many(self._name, MOST_ROWS, "rader")
        if self._cells > MOST_CELLS:
            raise too_many(self._name, MOST_CELLS, "celler")
        if self._signs > MOST_SIGNS:
            raise too_many(self._name, MOST_SIGNS, "tecken")
