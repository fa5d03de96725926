"""Möte: what is expected beforehand, what waits, what has changed since last time, what was decided."""

from dashboard.parts import findings, register_findings, whys
from dashboard.parts.asking import ask
from dashboard.parts.figure import Figure, figure
from dashboard.parts.markup import place
from dashboard.parts.meeting import all_changes, chosen_meeting, meeting_filter
from dashboard.parts.navigation import principal_filter
from dashboard.parts.page import begin, end, read_view
from dashboard.view import View

PATH = "/mote"


def beforehand(view: View, meeting: dict[str, object] | None) -> None:
    """The meeting, what is expected of all, and the list of the one huvudman that is looked at."""
    waits = ask("county/agenda", view).rows
    own = [row for row in waits if view.principal in {None, row["principal_code"]} and row["principal_code"]]
    place(
        "meeting.html",
        meeting=meeting,
        own=own,
        principal=view.principal,
        as_of=view.as_of,
        calendar_url=f"/hamta/mote.ics?mote={meeting['meeting_id']}&lan={view.county}" if meeting else "",
        enter_url=view.url("/data", uppgift="mote"),
    )


def agenda(view: View) -> None:
    """What waits for the meeting, found in the data."""
    answer = ask("county/agenda", view)
    words = register_findings.agenda(answer.rows)
    figure(view, Figure("dagordning", "Förslag till dagordning", words, answer, whys.AGENDA, table_open=True))


def milestones(view: View) -> None:
    """The steps on the way, with or without a day."""
    answer = ask("county/milestones", view)
    words = findings.milestones(answer.rows)
    figure(view, Figure("delmal", "Delmål och tidsramar", words, answer, whys.MILESTONES, table_open=True))
    place("enter.html", url=view.url("/data", uppgift="delmal"), words="Skriv in eller uppdatera ett delmål")


def decisions(view: View) -> None:
    """What has been decided, and whether it is done."""
    answer = ask("county/decisions", view)
    words = findings.decisions(answer.rows)
    figure(view, Figure("beslut", "Beslut", words, answer, whys.DECISIONS, table_open=True))
    place("enter.html", url=view.url("/data", uppgift="beslut"), words="Skriv in eller följ upp ett beslut")


view, messages = read_view()
meeting = chosen_meeting(view)
name = str(meeting["meeting"]) if meeting else "Inget möte är känt"
meetings = [meeting_filter(view, meeting)] if meeting else []
begin(view, PATH, "Möte", name, messages, [*meetings, principal_filter(view, none="Alla huvudmän")])
beforehand(view, meeting)
agenda(view)
all_changes(view, PATH, meeting)
decisions(view)
milestones(view)
end(view)
