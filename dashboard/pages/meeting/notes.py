"""Notes of a meeting as plain text: a draft while it is open, the locked text once it is closed."""

from collections.abc import Mapping, Sequence
from datetime import date

from dashboard.context.context import Context
from dashboard.context.view import View
from dashboard.errors import LagesbildError, PictureMoved
from dashboard.pages.meeting.agenda import Point, Version, append_entry
from dashboard.store.locks import MEETING, STATUS_REPORT, stamp_of
from dashboard.store.records import Row
from dashboard.ui.markup import cell
from dashboard.wording.swedish import day

DRAFT = "UTKAST"


def locked_notes(context: Context, meeting: Mapping[str, object]) -> Row | None:
    """The locked notes of a meeting, None while it is open."""
    known = context.ask("county/locked_texts").rows
    return next(
        (row for row in known if (row["kind"], row["subject_id"]) == (MEETING, meeting["meeting_id"])),
        None,
    )


def draft_notes(context: Context, meeting: Mapping[str, object], points: Sequence[Point]) -> str:
    """What the meeting had before it and what it decided, as text to paste into minutes."""
    decided = [row for row in context.ask("county/decisions").rows if row["meeting_id"] == meeting["meeting_id"]]
    lines = [str(meeting["meeting"]), "", f"Vilka möts: {meeting['body']}", f"När: {_when(meeting)}"]
    lines += [f"{label}: {meeting[name]}" for name, label in _TOLD.items() if meeting[name]]
    lines += ["", "Dagordning"]
    for number, point in enumerate((one for one in points if not one.dropped), 1):
        lines += ["", f"{number}. {point.heading}", *(f"   - {_line(row)}" for row in point.rows)]
    lines += ["", "Beslut", "", *(_decision(row) for row in decided)]
    if not decided:
        lines.append("Inget beslut är inskrivet.")
    if any(row["synthetic"] for row in [meeting, *decided, *(row for point in points for row in point.rows)]):
        lines += ["", "Exempeldata: påhittade rader ingår. De säger inget om någon verklig huvudman."]
    lines += ["", f"Ur Lägesbild, det som var känt {day(context.view.as_of)}."]
    return "\n".join(lines) + "\n"


def close_meeting(
    context: Context, meeting: Mapping[str, object], points: Sequence[Point], seen: str, version: Version
) -> None:
    """Lock the meeting with its notes, whose stamp was `seen`, and mark it as held.

    Raises Locked, PictureMoved when they are others by now, LagesbildError, DatabaseUnavailable.
    """
    view = context.view
    if isinstance(meeting["held_on"], date) and meeting["held_on"] > view.today:
        raise LagesbildError(f"Mötet hålls {day(meeting['held_on'])} och kan stängas först då.")
    columns = ("body", "held_on", "date_text", "purpose", "expected_beforehand", "material")
    held = {name: meeting[name] for name in columns} | {
        "id": meeting["meeting_id"],
        "name": meeting["meeting"],
        "county_code": view.county,
        "status": "held",
        "known_on": view.today,
    }
    lock = _lock(
        view,
        MEETING,
        str(meeting["meeting_id"]),
        str(meeting["meeting"]),
        draft_notes(context, meeting, points),
    )
    _refuse_unseen(seen, lock, "Mötets dagordning eller beslut ändrades medan sidan var öppen")
    append_entry(context, {"meeting": [held], "locked_text": [lock]}, "Stängt på sidan Möte", version)


def lock_report(context: Context, report: Mapping[str, object], seen: str, version: Version) -> None:
    """Lock a status report, whose stamp was `seen`. Raises Locked, PictureMoved when it is another by now.

    Raises DatabaseUnavailable.
    """
    title, words = f"Statusrapport {report['period']}", report_text(report)
    lock = _lock(context.view, STATUS_REPORT, str(report["report_id"]), title, words)
    _refuse_unseen(seen, lock, "Rapporten ändrades medan sidan var öppen")
    append_entry(context, {"locked_text": [lock]}, "Låst på sidan Möte", version)


def report_text(report: Mapping[str, object]) -> str:
    """A status report as it is locked."""
    return "\n\n".join(f"{label}\n{report[name]}" for name, label in REPORT_PARTS.items() if report[name])


def _refuse_unseen(seen: str, lock: Mapping[str, object], what: str) -> None:
    """Raise PictureMoved when what is to stand for good is not what whoever locks it has seen."""
    if seen and seen != lock["sha256"]:
        raise PictureMoved(f"{what}, så ingenting låstes. Se efter vad som gäller nu, och lås sedan.")


REPORT_PARTS = {
    "results": "Resultat",
    "gut_feeling_label": "Magkänsla",
    "gut_feeling_text": "Magkänslan i ord",
    "risks_text": "Risker och åtgärder",
    "model_text": "Modellen som helhet",
    "author_function": "Lämnad av",
}
"""Column of a status report → its heading, in the house's order."""
_TOLD = {"purpose": "Syfte", "expected_beforehand": "Inför mötet", "material": "Material"}


def _lock(view: View, kind: str, subject: str, title: str, words: str) -> dict[str, object]:
    return {
        "kind": kind,
        "subject_id": subject,
        "county_code": view.county,
        "title": title,
        "text": words,
        "sha256": stamp_of(words),
        "known_on": view.today,
    }


def _when(meeting: Mapping[str, object]) -> str:
    held_on = meeting["held_on"]
    return day(held_on) if isinstance(held_on, date) else str(meeting["date_text"] or "Dagen är inte bestämd")


def _line(row: Mapping[str, object]) -> str:
    mark = " (exempeldata)" if row["synthetic"] else ""
    if "why" in row:
        return f"{row['principal']}: {row['item']}. {row['why']}.{mark}"
    was = f"{row['was']} → " if row["was"] else ""
    return f"{row['kind_label']}, {row['principal']}: {row['item']}. {was}{row['now']}.{mark}"


def _decision(row: Mapping[str, object]) -> str:
    mark = " (exempeldata)" if row["synthetic"] else ""
    owner = row["owner_function"] or "ingen är utsedd"
    return f"- {row['decision']} Ansvarig: {owner}. Senast: {cell(row['due_on'])}. Läge: {row['state_label']}.{mark}"
