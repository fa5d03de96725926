"""How much room text takes on a slide, and which rows fit on the same one. Lengths are in inches."""

import math
from collections.abc import Sequence

Cell = tuple[str, ...]
"""One row of a table, as text."""
FINDING_WIDTH = 11.4
"""Less than a finding has: larger type with many names and numbers runs wider than running text."""
_LETTER = 0.48
"""How wide a letter is taken to be, as a share of its height; in Swedish text it is about so."""
_LINE = 1.2
_PADDING, _MARGIN = 0.12, 0.16


def shortened(text: str, most: int) -> str:
    """`text` in one paragraph, cut after a whole word when it is longer than `most`, and seen to be cut."""
    flat = " ".join(text.split())
    if len(flat) <= most:
        return flat
    head, _, _ = flat[: most - 2].rpartition(" ")
    return f"{head or flat[: most - 2]} …"


def lines_of(text: str, width: float, points: int) -> int:
    """How many lines `text` takes, with words kept whole where they can be."""
    room = max(4, int(width * 72 / (points * _LETTER)))
    lines, used = 1, 0
    for word in text.split():
        if used and used + 1 + len(word) > room:
            lines, used = lines + 1, 0
        lines += math.ceil(len(word) / room) - 1
        used += len(word) + bool(used)
    return lines


def row_height(row: Sequence[str], inches: Sequence[float], points: int) -> float:
    """How high a row of a table becomes in columns of these widths."""
    most = max(lines_of(text, width - _MARGIN, points) for text, width in zip(row, inches, strict=True))
    return most * points * _LINE / 72 + _PADDING


def pages_of(rows: Sequence[Cell], inches: Sequence[float], points: int, room: float) -> list[list[Cell]]:
    """The rows on as few pages as can be, in order, about as much on each."""
    heights = [row_height(row, inches, points) for row in rows]
    fewest = len(_filled(rows, heights, room))
    level = max(sum(heights) / fewest, *heights, 0)
    while level < room and len(_filled(rows, heights, level)) > fewest:
        level += 0.1
    return _filled(rows, heights, min(level, room))


def _filled(rows: Sequence[Cell], heights: Sequence[float], room: float) -> list[list[Cell]]:
    pages: list[list[Cell]] = [[]]
    used = 0.0
    for row, height in zip(rows, heights, strict=True):
        if pages[-1] and used + height > room:
            pages.append([])
            used = 0.0
        pages[-1].append(row)
        used += height
    return pages
