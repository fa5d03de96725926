"""What the buttons of the page Möte do: change the agenda, close the meeting, lock a report."""

from collections.abc import Mapping, Sequence

from dashboard.context.context import Context
from dashboard.errors import LagesbildError
from dashboard.intake.register import Field
from dashboard.intake.values import NotUnderstood, read_field
from dashboard.pages.meeting.agenda import (
    DOWN,
    DROP,
    RESTORE,
    UP,
    Point,
    agenda_points,
    change_agenda,
    store_agenda,
    version_now,
    with_own,
)
from dashboard.pages.meeting.notes import close_meeting, lock_report
from dashboard.pages.meeting.status_reports import LOCK_REPORT
from dashboard.ui.codes import known_today
from dashboard.ui.form import Input, sent
from dashboard.ui.markup import place
from dashboard.ui.navigation import acted

CLOSE = "close"
OWN_POINT = Input("point", "Ny punkt på dagordningen")
_AS_FIELD = Field(OWN_POINT.name, OWN_POINT.label)


def changed_agenda(context: Context, meeting: Mapping[str, object] | None) -> Sequence[Point]:
    """The points as they stand after what was asked for in this run: moved, dropped, added, or the meeting closed."""
    act, on = acted()
    version = version_now(context)  # before what it is of is read
    points: Sequence[Point] = agenda_points(context, meeting, context.since(meeting))
    if meeting is None:
        return points
    named, _, seen = on.partition(":")
    try:
        if act in {UP, DOWN, DROP, RESTORE}:
            changed = change_agenda(points, act, on)
            store_agenda(context, meeting, changed, version)
            points = changed
        elif act == CLOSE and named == meeting["meeting_id"]:
            close_meeting(context, meeting, points, seen, version)
        elif told := sent("own-point", [OWN_POINT]):
            words = read_field(_AS_FIELD, told.values.get(OWN_POINT.name, "").strip(), known_today(context))
            if words:
                more = with_own(points, words)
                store_agenda(context, meeting, more, version)
                points = more
    except NotUnderstood as fault:
        place("refused.html", words=f"{fault.expected} {fault.remedy}".strip())
    except LagesbildError as error:
        place("refused.html", words=str(error))
    return points


def changed_report(context: Context) -> None:
    """Lock the status report that a button asked for in this run."""
    act, on = acted()
    named, _, seen = on.partition(":")
    version = version_now(context)
    report = next((row for row in context.ask("county/status_reports").rows if row["report_id"] == named), None)
    if act != LOCK_REPORT or report is None:
        return
    try:
        lock_report(context, report, seen, version)
    except LagesbildError as error:
        place("refused.html", words=str(error))
