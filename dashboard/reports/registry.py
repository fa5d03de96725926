"""Every kind of report as a file: its bytes, its name with day and mark, its kind. Loads what it needs when asked."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from dashboard.context.context import Context
from dashboard.errors import LagesbildError, NotMade
from dashboard.wording.synthetic import SYNTHETIC


class NothingToReport(LagesbildError):
    """What is asked for names nothing that can be reported on."""


@dataclass(frozen=True)
class Made:
    """A file."""

    content: bytes
    name: str
    kind: str


_LOG = logging.getLogger("lagesbild")
_KINDS = {
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def make(name: str, context: Context, of: str | None = None) -> Made:
    """The file `name` of an address, of a picture; `of` is what else it is of.

    Raises NothingToReport, NotMade when it cannot be made, and what asking the store raises.
    """
    try:
        return MAKERS[name](context, of)
    except LagesbildError:
        raise
    except Exception as fault:
        _LOG.exception("a file could not be made: %s", name)
        raise NotMade("Filen gick inte att göra.") from fault


def make_slides(context: Context, of: str | None = None) -> Made:
    """The slides of the meeting."""
    from dashboard.reports.deck import deck

    del of
    return _made(context, "bildspel", "pptx", *deck(context))


def make_fact_sheet(context: Context, of: str | None = None) -> Made:
    """The fact sheet of the view's huvudman. Raises NothingToReport when it names none."""
    from dashboard.reports.fact_sheet import fact_sheet

    del of
    if context.view.principal is None:
        raise NothingToReport("Säg vilken huvudman faktabladet gäller, till exempel 0481.")
    return _made(context, f"faktablad-{context.view.principal}", "pdf", *fact_sheet(context))


def make_status_report(context: Context, of: str | None = None) -> Made:
    """The status report of the period `of`, by default the latest. Raises NothingToReport when there is no such."""
    from dashboard.reports.status_report import report_of, status_report

    report = report_of(context, of)
    if of and report is None:
        raise NothingToReport(f"Det finns ingen statusrapport för ”{of[:40]}” som var känd {context.day}.")
    return _made(context, "statusrapport", "pdf", *status_report(context, report))


def make_workbook(context: Context, of: str | None = None) -> Made:
    """The figures of page `of` as a workbook. Raises NothingToReport when the page has none."""
    from dashboard.reports.page_workbook import PAGES, view_workbook

    if of is None or of not in PAGES:
        raise NothingToReport(f"Det finns ingen sida ”{(of or '')[:40]}” med figurer. Välj en av {', '.join(PAGES)}.")
    found = view_workbook(of, context)
    if found is None:
        needed = "Välj en huvudman." if of == "/huvudman" else "Ingen omgång är känd ännu."
        raise NothingToReport(f"Sidan {of} visar inga figurer. {needed}")
    return _made(context, f"vy-{of.strip('/') or 'lanet'}", "xlsx", *found)


MAKERS: Mapping[str, Callable[[Context, str | None], Made]] = {
    "bildspel.pptx": make_slides,
    "faktablad.pdf": make_fact_sheet,
    "statusrapport.pdf": make_status_report,
    "vy.xlsx": make_workbook,
}
"""Name of the file in an address → what makes it."""


def _made(context: Context, what: str, ending: str, content: bytes, synthetic: bool) -> Made:
    mark = f"-{SYNTHETIC.lower()}" if synthetic else ""
    return Made(content, f"lagesbild-{what}-{context.view.as_of}{mark}.{ending}", _KINDS[ending])
