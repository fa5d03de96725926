"""Papers as tagged PDF files (PDF/UA-1), set by Typst. Words go in as data, so that none is taken for markup."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from dashboard.reports.press import pressed

_DOCUMENT = Path(__file__).with_name("document.typ")
_FIRST_YEAR = 1970
Piece = dict[str, object]


@dataclass(frozen=True)
class Section:
    """A heading and what stands below it; marked when invented rows are in it."""

    heading: str
    pieces: Sequence[Piece]
    synthetic: bool = False


@dataclass(frozen=True)
class Paper:
    """A title, one line below it, sections, and a foot that stands on every page."""

    title: str
    lead: str
    foot: str
    mark: str
    sections: Sequence[Section] = field(default_factory=list)

    @property
    def synthetic(self) -> bool:
        """Whether invented rows are anywhere in it."""
        return any(section.synthetic for section in self.sections)


def words(text: str) -> Piece:
    """A paragraph."""
    return {"kind": "words", "words": text}


def empty(text: str) -> Piece:
    """What is said where there is nothing yet, and who is asked for it."""
    return {"kind": "empty", "words": text}


def heading(text: str) -> Piece:
    """A heading within a section."""
    return {"kind": "heading", "words": text}


def pairs(told: Sequence[tuple[str, str]]) -> Piece:
    """Pairs of a name and what is said about it."""
    return {"kind": "pairs", "pairs": [list(pair) for pair in told]}


def table(heads: Sequence[str], widths: Sequence[float], rows: Sequence[Sequence[str]]) -> Piece:
    """A table; `widths` are shares of the page."""
    return {"kind": "table", "heads": list(heads), "widths": list(widths), "rows": [list(row) for row in rows]}


def pdf(paper: Paper, day: date) -> bytes:
    """The paper as a PDF file that says it was made on `day`: the same paper gives the same bytes."""
    data = asdict(paper) | {"synthetic": paper.synthetic, "day": [day.year, day.month, day.day]}
    return pressed("paper", data)


def set_paper(data: Mapping[str, Any]) -> bytes:
    """The file of a paper as `pdf` hands it over."""
    import typst  # here alone, in a process of its own: see press.py

    inputs = {"paper": json.dumps(data, ensure_ascii=False)}
    year, month, day = data["day"]
    made = datetime(max(year, _FIRST_YEAR), month, day, tzinfo=UTC)

    def compiled(*, strictly: bool) -> bytes:
        # Fonts of the machine only where our own lack a letter: the page then looks the same everywhere.
        compiler = typst.Compiler(str(_DOCUMENT), ignore_system_fonts=strictly, sys_inputs=inputs)
        content = compiler.compile(format="pdf", pdf_standards="ua-1" if strictly else [], timestamp=made)
        assert isinstance(content, bytes)  # noqa: S101 - one format, no file name: Typst gives bytes
        return content

    try:
        return compiled(strictly=True)
    except typst.TypstError:  # a letter that no font of ours has; PDF/UA forbids the empty box that stands for it
        return compiled(strictly=False)
