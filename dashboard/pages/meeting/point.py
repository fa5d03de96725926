"""One point of the agenda at a time, in large type, with the live figure it is about."""

from collections.abc import Callable, Mapping

import streamlit as st

from dashboard.context.context import Context
from dashboard.pages.meeting.agenda import Point
from dashboard.ui import explanations
from dashboard.ui.figure import Figure, figure
from dashboard.ui.markup import place
from dashboard.ui.matrix import risk_matrix
from dashboard.ui.meetings import changes_by_kind
from dashboard.ui.navigation import filters
from dashboard.wording.findings import follow_up as findings
from dashboard.wording.findings import registers as register_findings


def begin_presentation(context: Context, path: str, heading: str, meeting: str, place_of: tuple[int, int]) -> None:
    """Title, heading, and the links before, next and close that the arrow keys follow; `place_of` is number and of."""
    view = context.view
    number, of = place_of
    st.set_page_config(page_title=f"{heading} – Presentation – Lägesbild", layout="wide")
    place(
        "present.html",
        meeting=meeting,
        number=number,
        of=of,
        before=view.url(path, punkt=str(number - 1)) if number > 1 else "",
        next=view.url(path, punkt=str(number + 1)) if number < of else "",
        close=view.url("/mote", punkt=None),
    )
    filters(context, path, [], spoken=f"Punkt {number} av {of}. {heading}." if of else heading, day=False)


def show(context: Context, point: Point, meeting: Mapping[str, object] | None) -> None:
    """What waits under a point, and the figure it is about; what is new is counted from the meeting before."""
    if point.key == "changes":
        changes_by_kind(context, meeting)
        return
    if point.rows:
        place("waiting.html", rows=point.rows)
    live = _LIVE.get(point.key)
    if live:
        live(context)


def _responses(context: Context) -> None:
    answer = context.ask("follow_up/response_by_principal", work_group=None)
    place(
        "responses.html", heading="Utskick och svar", finding=register_findings.responses(answer.rows), rows=answer.rows
    )


def _risks(context: Context) -> None:
    risk_matrix(context.of(context.view.at(principal=None)))


def _decisions(context: Context) -> None:
    answer = context.ask("county/decisions")
    words = findings.decisions(answer.rows)
    figure(context.view, Figure("beslut", "Alla beslut", words, answer, explanations.DECISIONS, table_open=True))


def _milestones(context: Context) -> None:
    answer = context.ask("county/milestones")
    words = findings.milestones(answer.rows)
    figure(
        context.view, Figure("delmal", "Delmål och tidsramar", words, answer, explanations.MILESTONES, table_open=True)
    )


_LIVE: Mapping[str, Callable[[Context], None]] = {
    "no_answer": _responses,
    "review": _risks,
    "hold": _risks,
    "decision": _decisions,
    "milestone": _milestones,
}
"""Key of a point → what draws the figure it is about."""
