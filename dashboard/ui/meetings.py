"""Meetings: which one is looked at, what is new since the last, and what the minutes say."""

from collections.abc import Mapping
from datetime import date
from itertools import groupby
from urllib.parse import urlencode

from dashboard.context.asking import ask
from dashboard.context.current_store import current_store
from dashboard.context.view import View
from dashboard.reports.picture import Picture
from dashboard.store.records import Row
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


def last_meeting(view: View, before: date | None = None) -> date | None:
    """The day of the latest meeting held before the day that is looked at, and before `before` if that is earlier."""
    return Picture(current_store(), view).last_meeting(before)


def meeting_filter(view: View, meeting: Mapping[str, object] | None) -> Filter:
    """Every meeting that is known, the latest first."""
    known = ask("county/meetings", view, as_of=view.today).rows
    options = [(row["meeting_id"], f"{row['meeting']} {row['held_on'] or ''}".strip()) for row in known]
    return Filter("mote", "Möte", options, str(meeting["meeting_id"]) if meeting else "")


def chosen_meeting(view: View) -> Row | None:
    """The meeting that the address names, else the next one planned, else the last one held."""
    return Picture(current_store(), view).meeting


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


def since_of(view: View, meeting: Mapping[str, object] | None) -> date | None:
    """The day to count from: the one the address names, else that of the last meeting before `meeting`."""
    held_on = meeting["held_on"] if meeting else None
    return view.since or last_meeting(view, held_on if isinstance(held_on, date) else None)


def changes_by_kind(view: View, meeting: Mapping[str, object] | None = None) -> None:
    """Every difference between two days by kind, each with a link to its place."""
    since = since_of(view, meeting)
    if since is None:
        return
    answer = ask("county/changes", view, since=since)
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


def all_changes(view: View, path: str, meeting: Mapping[str, object] | None) -> None:
    """Every difference between two days by kind, then every answer one by one."""
    since = since_of(view, meeting)
    if since is None:
        return
    changes_by_kind(view, meeting)
    answers = ask("county/answer_changes", view, since=since)
    words = findings.answer_changes(answers.rows, day(since))
    figure(view, Figure("svar-for-svar", "Svar för svar", words, answers, explanations.CHANGES))
    place_other_days(view, path, since)


def _kind(row: Mapping[str, object]) -> str:
    return str(row["kind_label"])


def since_last_meeting(view: View, path: str) -> None:
    """What has come in or changed since `sedan`, or since the last meeting, as links to each day to choose from."""
    since = view.since or last_meeting(view)
    if since is None:
        return
    changes_by_kind(view)
    place_other_days(view, path, since)


def place_other_days(view: View, path: str, since: date) -> None:
    """The days of other meetings to count from, as links."""
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
    reports = [row for row in ask("county/status_reports", view).rows if row["origin"] == "minutes"]
    said = ask("county/observations", view, level=None).rows
    place("minutes.html", report=reports[0] if reports else None, said=said, as_of=view.as_of)
