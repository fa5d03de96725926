"""What is to stand on the slides, said in the order it is to be set: the methods of `Slides`, kept as data."""

from collections.abc import Sequence
from datetime import date

from dashboard.reports.fitting import FINDING_WIDTH, Cell, lines_of, shortened
from dashboard.reports.press import pressed

WIDTH, HEIGHT = 13.333, 7.5
MARGIN, BOTTOM = 0.6, 6.5
TEXT, FINDING = 14, 18
LONGEST_FINDING = 380
_LINE = 1.2 / 72
Place = tuple[float, float, float, float]


def below(finding: str) -> float:
    """How far down there is room under a title and a finding."""
    if not finding:
        return 1.25
    return 1.35 + lines_of(shortened(finding, LONGEST_FINDING), FINDING_WIDTH, FINDING) * FINDING * _LINE + 0.1


class Script:
    """A deck under way, as calls with plain values."""

    def __init__(self, title: str, about: str, day: date) -> None:
        self._start = {"title": title, "about": about, "day": day.isoformat()}
        self._calls: list[tuple[str, dict[str, object]]] = []

    def cover(self, title: str, lines: Sequence[str], more: Sequence[tuple[str, str]], *, synthetic: bool) -> None:
        """The first slide: title, lines below it, and further on pairs of heading and words."""
        self._add("cover", title=title, lines=lines, more=more, synthetic=synthetic)

    def add(self, title: str, finding: str, sources: str, *, synthetic: bool) -> float:
        """A slide with title and finding; how far down there is room."""
        self._add("add", title=title, finding=finding, sources=sources, synthetic=synthetic)
        return below(finding)

    def tables(
        self,
        title: str,
        finding: str,
        sources: str,
        heads: Sequence[str],
        widths: Sequence[float],
        rows: Sequence[Cell],
        *,
        synthetic: bool,
        rest: str,
    ) -> None:
        """A table on slides of its own, as many as it needs; `rest` says where the others are when they are too many.

        `widths` are shares of the page.
        """
        said = {"title": title, "finding": finding, "sources": sources, "synthetic": synthetic, "rest": rest}
        self._add("tables", **said, heads=heads, widths=widths, rows=rows)

    def table(
        self, words: str, heads: Sequence[str], inches: Sequence[float], rows: Sequence[Cell], top: float, least: float
    ) -> None:
        """A table on the slide last added, its rows at least so high."""
        self._add("table", words=words, heads=heads, inches=inches, rows=rows, top=top, least=least)

    def bars(
        self,
        words: str,
        categories: Sequence[str],
        series: Sequence[tuple[str, Sequence[int | None], str]],
        place: Place,
        looks: Sequence[tuple[str, str, str]] = (),
        whole: int | None = None,
    ) -> None:
        """A chart on the slide last added; `looks` are fill, ink and pattern of each bar."""
        self._add("bars", words=words, categories=categories, series=series, place=place, looks=looks, whole=whole)

    def paragraphs(self, pairs: Sequence[tuple[str, str]], place: Place, points: int) -> None:
        """Pairs of heading and words on the slide last added."""
        self._add("paragraphs", pairs=pairs, place=place, points=points)

    def save(self) -> bytes:
        """The deck as a file."""
        return pressed("slides", {"start": self._start, "calls": self._calls})

    def _add(self, name: str, **values: object) -> None:
        self._calls.append((name, values))
