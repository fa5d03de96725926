"""What is new since the last meeting, and what the minutes say."""

from datetime import date

from dashboard.parts import findings, whys
from dashboard.parts.asking import ask
from dashboard.parts.figure import Figure, figure
from dashboard.parts.markup import place
from dashboard.parts.swedish import day
from dashboard.view import View


def last_meeting(view: View) -> date | None:
    """The day of the latest meeting held before the day that is looked at."""
    held = [row["held_on"] for row in ask("county/meetings", view).rows if row["status"] == "held"]
    days = [one for one in held if isinstance(one, date) and one < view.as_of]
    return max(days, default=None)


def since_last_meeting(view: View, path: str) -> None:
    """What has come in or changed since `sedan`, or since the last meeting, as links to each day to choose from."""
    since = view.since or last_meeting(view)
    if since is None:
        return
    answer = ask("county/changes", view, since=since)
    words = findings.changes(answer.rows, day(since))
    figure(view, Figure("sedan", "Sedan senaste mötet", words, answer, whys.CHANGES, table_open=len(answer.rows) <= 12))
    meetings = [row for row in ask("county/meetings", view).rows if isinstance(row["held_on"], date)]
    choices = [
        {"words": f"{row['held_on']} {row['meeting']}", "href": view.url(path, sedan=str(row["held_on"])) + "#sedan"}
        for row in meetings
        if isinstance(row["held_on"], date) and row["held_on"] < view.as_of and row["held_on"] != since
    ]
    if choices:
        place("since.html", choices=choices)


def minutes_in_brief(view: View) -> None:
    """The latest status report and what was said, with the source named."""
    reports = ask("county/status_reports", view).rows
    said = ask("county/observations", view, level=None).rows
    place("minutes.html", report=reports[0] if reports else None, said=said, as_of=view.as_of)
