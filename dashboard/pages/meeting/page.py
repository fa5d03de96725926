"""Möte: what is expected beforehand, what waits, what has changed since last time, what was decided."""

from collections.abc import Sequence

from dashboard.context.context import Context
from dashboard.pages.meeting.actions import CLOSE, OWN_POINT, changed_agenda, changed_report
from dashboard.pages.meeting.agenda import Point
from dashboard.pages.meeting.notes import draft_notes, locked_notes
from dashboard.pages.meeting.status_reports import status_reports
from dashboard.store.locks import stamp_of
from dashboard.store.scope import LOCK, RISKS
from dashboard.ui import explanations
from dashboard.ui.entry_links import enter_url, may_enter, place_enter
from dashboard.ui.figure import Figure, figure
from dashboard.ui.form import form
from dashboard.ui.markup import place
from dashboard.ui.meetings import all_changes, meeting_filter
from dashboard.ui.navigation import principal_filter
from dashboard.ui.page import begin, end, read_context
from dashboard.ui.page_files import place_files
from dashboard.wording.findings import follow_up as findings
from dashboard.wording.findings import registers as register_findings
from dashboard.wording.swedish import counted

PATH = "/mote"


def beforehand(context: Context, meeting: dict[str, object] | None) -> None:
    """The meeting, what is expected of all, and the list of the one huvudman that is looked at."""
    view = context.view
    waits = context.ask("county/agenda").rows
    own = [row for row in waits if view.principal in {None, row["principal_code"]} and row["principal_code"]]
    named = str(meeting["meeting_id"]) if meeting else None
    place(
        "meeting.html",
        meeting=meeting,
        own=own,
        expected=context.ask("county/meeting_expectations", meeting=named).rows,
        expect_url=enter_url(context, "infor", post=None),
        principal=view.principal,
        as_of=view.as_of,
        calendar_url=f"/hamta/mote.ics?mote={meeting['meeting_id']}&lan={view.county}" if meeting else "",
        enter_url=enter_url(context, "mote"),
    )


def agenda(context: Context, meeting: dict[str, object] | None) -> None:
    """The points that propose themselves and those the group has added, moved and dropped; what waits under them."""
    view = context.view
    points = changed_agenda(context, meeting)
    locked = locked_notes(context, meeting) if meeting else None
    answer = context.ask("county/agenda")
    words = register_findings.agenda(answer.rows)
    kept = [point for point in points if not point.dropped]
    may_change = may_enter(context, "agenda_item")
    count = counted(len(kept), "en punkt", "punkter").capitalize()
    place(
        "agenda.html",
        finding=f"{count}. Det som väntar föreslår sig självt.{' Flytta, stryk eller lägg till.' * may_change}",
        kept=kept,
        dropped=[point for point in points if point.dropped],
        open=meeting is not None and locked is None and not view.looks_back and may_change,
        present_url=view.url("/presentation", punkt=None),
    )
    if meeting and not locked and may_change:
        form("own-point", "Lägg till en egen punkt", [OWN_POINT], [("add", "Lägg till punkten")])
    figure(view, Figure("dagordning", "Det som väntar", words, answer, explanations.AGENDA))
    if meeting:
        notes(context, meeting, locked, points)


def notes(
    context: Context, meeting: dict[str, object], locked: dict[str, object] | None, points: Sequence[Point]
) -> None:
    """The draft, or the locked notes with their stamp."""
    view = context.view
    url = f"/hamta/anteckningar.txt?mote={meeting['meeting_id']}&per={view.as_of}&lan={view.county}" * context.may(
        RISKS
    )
    may_close = not view.looks_back and context.may(LOCK)
    seen = stamp_of(draft_notes(context, meeting, points)) if may_close and not locked else ""
    told = {"notes_url": url, "close": CLOSE, "may_close": may_close, "seen": seen}
    place("close_meeting.html", meeting=meeting, locked=locked, **told)


def milestones(context: Context) -> None:
    """The steps on the way, with or without a day."""
    answer = context.ask("county/milestones")
    words = findings.milestones(answer.rows)
    figure(
        context.view, Figure("delmal", "Delmål och tidsramar", words, answer, explanations.MILESTONES, table_open=True)
    )
    shares = context.ask("county/milestone_contributions")
    if shares.rows:
        words = register_findings.contributions(shares.rows)
        figure(
            context.view, Figure("bidrag", "Huvudmännens bidrag till delmålen", words, shares, explanations.MILESTONES)
        )
    place_enter(context, "delmal", "Skriv in eller uppdatera ett delmål")


def decisions(context: Context) -> None:
    """What has been decided, and whether it is done."""
    answer = context.ask("county/decisions")
    words = findings.decisions(answer.rows)
    figure(context.view, Figure("beslut", "Beslut", words, answer, explanations.DECISIONS, table_open=True))
    place_enter(context, "beslut", "Skriv in eller följ upp ett beslut")


context, messages = read_context()
meeting = context.meeting
name = str(meeting["meeting"]) if meeting else "Inget möte är känt"
meetings = [meeting_filter(context, meeting)] if meeting else []
begin(context, PATH, "Möte", name, messages, [*meetings, principal_filter(context, none="Alla huvudmän")])
changed_report(context)
beforehand(context, meeting)
agenda(context, meeting)
all_changes(context, PATH, meeting)
decisions(context)
milestones(context)
status_reports(context)
place_files(context, PATH)
end(context)
