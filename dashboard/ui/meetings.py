"""Meetings: which one is looked at, what is new since the last, and what the minutes say."""

from collections.abc import Mapping
from datetime import date
from itertools import groupby
from urllib.parse import urlencode

from dashboard.context.context import Context
from dashboard.context.view import View
from dashboard.ui import explanations
from dashboard.ui.figure import Figure, figure
from dashboard.ui.markup import place
from dashboard.ui.navigation import Filter
from dashboard.wording.findings import follow_up as findings
from dashboard.wording.swedish import day

_MOST_OPEN = 8
"""Of a kind with more changes than this, the list is folded."""
_PLACES = {
    "answer": ("/uppfoljning", "svar"),
    "forward": ("/uppfoljning", "matt"),
    "back": ("/uppfoljning", "matt"),
    "role": ("/roller", ""),
    "plan": ("/roller", "planer"),
    "risk": ("/risker", "register"),
    "review": ("/risker", "register"),
    "example": ("/exempel", "exempel"),
    "activity": ("/huvudman", "aktiviteter"),
    "decision": ("/mote", "beslut"),
    "trial": ("/exempel", "exempel"),
    "communication": ("/kommunikation", "plan"),
    "feedback": ("/kommunikation", "aterkoppling"),
}
"""Kind of change → the page and the place on it where it stands."""


def meeting_filter(context: Context, meeting: Mapping[str, object] | None) -> Filter:
    """Every meeting that is known, the latest first."""
    known = context.ask("county/meetings", as_of=context.view.today).rows
    options = [(row["meeting_id"], f"{row['meeting']} {row['held_on'] or ''}".strip()) for row in known]
    return Filter("mote", "Möte", options, str(meeting["meeting_id"]) if meeting else "")


def place_of(view: View, row: Mapping[str, object]) -> str:
    """The address of the place where a change stands."""
    path, anchor = _PLACES[str(row["kind"])]
    principal = str(row["principal_code"]) if row["principal_code"] else None
    changes: dict[str, str | None] = {"huvudman": principal, "mote": None, "sedan": None}
    if row["kind"] == "answer":
        changes |= {"omgang": str(row["item_id"]), "jamfor": None}
    if row["kind"] in {"example", "trial", "feedback"}:
        changes, anchor = {"huvudman": None, "mote": None, "sedan": None}, str(row["item_id"])
    if row["kind"] == "activity" and not principal:
        path, anchor = "/", "sedan"
    return view.url(path, **changes) + (f"#{anchor}" if anchor else "")


def changes_by_kind(context: Context, meeting: Mapping[str, object] | None = None) -> None:
    """Every difference between two days by kind, each with a link to its place."""
    view = context.view
    since = context.since(meeting)
    if since is None:
        return
    answer = context.ask("county/changes", since=since)
    grouped = [(kind, [(row, place_of(view, row)) for row in own]) for kind, own in groupby(answer.rows, _kind)]
    files = urlencode({"sedan": since, "per": view.as_of, "lan": view.county})
    place(
        "changes.html",
        anchor="sedan",
        heading=f"Sedan {day(since)}",
        finding=findings.changes(answer.rows, day(since)),
        groups=grouped,
        most_open=_MOST_OPEN,
        text_url=f"/hamta/sedan.txt?{files}",
        feed_url=f"/hamta/sedan.atom?lan={view.county}",
    )
    place("file_and_why.html", answer=answer, heading=f"Sedan {day(since)}", why=explanations.CHANGES)


def all_changes(context: Context, path: str, meeting: Mapping[str, object] | None) -> None:
    """Every difference between two days by kind, then every answer one by one."""
    since = context.since(meeting)
    if since is None:
        return
    changes_by_kind(context, meeting)
    answers = context.ask("county/answer_changes", since=since)
    words = findings.answer_changes(answers.rows, day(since))
    figure(context.view, Figure("svar-for-svar", "Svar för svar", words, answers, explanations.CHANGES))
    place_other_days(context, path, since)


def _kind(row: Mapping[str, object]) -> str:
    return str(row["kind_label"])


def since_last_meeting(context: Context, path: str) -> None:
    """What has come in or changed since `sedan`, or since the last meeting, as links to each day to choose from."""
    since = context.view.since or context.last_meeting()
    if since is None:
        return
    changes_by_kind(context)
    place_other_days(context, path, since)


def place_other_days(context: Context, path: str, since: date) -> None:
    """The days of other meetings to count from, as links."""
    meetings = [row for row in context.ask("county/meetings").rows if isinstance(row["held_on"], date)]
    choices = [
        {
            "words": f"{row['held_on']} {row['meeting']}",
            "href": context.view.url(path, sedan=str(row["held_on"])) + "#sedan",
        }
        for row in meetings
        if isinstance(row["held_on"], date) and row["held_on"] < context.view.as_of and row["held_on"] != since
    ]
    if choices:
        place("since.html", choices=choices)


def minutes_in_brief(context: Context) -> None:
    """The latest status report and what was said, with the source named."""
    reports = [row for row in context.ask("county/status_reports").rows if row["origin"] == "minutes"]
    said = context.ask("county/observations", level=None).rows
    place("minutes.html", report=reports[0] if reports else None, said=said, as_of=context.view.as_of)
