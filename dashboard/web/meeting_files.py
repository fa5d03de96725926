"""What has changed since a meeting as text and as a feed, and a meeting for a calendar."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from dashboard.address import address
from dashboard.context.context import Context
from dashboard.errors import DatabaseUnavailable
from dashboard.pages.meeting.agenda import agenda_points
from dashboard.pages.meeting.notes import DRAFT, draft_notes, locked_notes
from dashboard.store.records import Row
from dashboard.ui.markup import markup
from dashboard.ui.meetings import place_of
from dashboard.ui.visit import context_of
from dashboard.web.base_path import home_of
from dashboard.wording.findings.follow_up import changes as finding_of
from dashboard.wording.plain_text import clean
from dashboard.wording.swedish import day

_FEED_DAYS = 365


def changes_as_text(request: Request) -> Response:
    """Every change between `sedan` and `per` as plain text to paste; 400 when a day cannot be used."""
    try:
        context, messages = context_of(request.query_params)
        since = context.since()
        if messages or since is None:
            return PlainTextResponse("Adressen saknar en dag att räkna från: sedan=2026-10-14.", 400)
        rows = _changes(context, since)
    except DatabaseUnavailable as error:
        return PlainTextResponse(str(error), 503)
    lines = [f"Lägesbild: {finding_of(rows, day(since))} Läget {day(context.view.as_of)}.", ""]
    for row in rows:
        was = f"{row['was']} → " if row["was"] else ""
        mark = " (exempeldata)" if row["synthetic"] else ""
        lines.append(f"- {row['kind_label']}, {row['principal']}: {row['item']}. {was}{row['now']}.{mark}")
    name = f"lagesbild-sedan-{since}-{context.view.as_of}.txt"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Robots-Tag": "noindex"}
    return PlainTextResponse(clean("\n".join(lines)) + "\n", headers=headers)


def changes_as_feed(request: Request) -> Response:
    """The changes of the last year as an Atom feed (RFC 4287), an entry for each."""
    try:
        context, _ = context_of(request.query_params)
        rows = _changes(context, context.view.as_of - timedelta(days=_FEED_DAYS))
    except DatabaseUnavailable as error:
        return PlainTextResponse(str(error), 503)
    home = home_of(request)
    entries = [_entry(row, home + place_of(context.view, row)) for row in sorted(rows, key=_known_on, reverse=True)]
    updated = max((one["updated"] for one in entries), default=_moment(context.view.as_of))
    own = request.url.replace(path=address(request.url.path))
    written = markup("feed.xml", entries=entries, updated=updated, home=home, own=str(own))
    return Response(written, media_type="application/atom+xml; charset=utf-8")


def notes(request: Request) -> Response:
    """The notes of the meeting `mote` as plain text: the draft, or the locked ones; 404 when there is none such."""
    try:
        context, _ = context_of(request.query_params)
        meeting = context.meeting if context.view.meeting else None
        if meeting is None:
            return PlainTextResponse("Det finns inget sådant möte.", 404)
        locked = locked_notes(context, meeting)
        points = () if locked else agenda_points(context, meeting, context.since(meeting))
        words = str(locked["text"]) if locked else f"{DRAFT}\n\n{draft_notes(context, meeting, points)}"
    except DatabaseUnavailable as error:
        return PlainTextResponse(str(error), 503)
    kind = "lasta" if locked else "utkast"
    headers = {"Content-Disposition": f'attachment; filename="{meeting["meeting_id"]}-{kind}.txt"'}
    return PlainTextResponse(clean(words), headers=headers | {"X-Robots-Tag": "noindex"})


def calendar(request: Request) -> Response:
    """The meeting `mote` as an .ics file (RFC 5545), all day; 404 when there is none such, or its day is not known."""
    try:
        context, _ = context_of(request.query_params)
        known = context.ask("county/meetings", as_of=context.view.today).rows
    except DatabaseUnavailable as error:
        return PlainTextResponse(str(error), 503)
    meeting = next((row for row in known if row["meeting_id"] == context.view.meeting and row["held_on"]), None)
    if meeting is None:
        return PlainTextResponse("Det finns inget sådant möte med en bestämd dag.", 404)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Lagesbild//SV",
        "BEGIN:VEVENT",
        f"UID:{meeting['meeting_id']}@lagesbild",
        f"DTSTAMP:{datetime.combine(context.view.today, time()):%Y%m%dT%H%M%S}Z",
        f"DTSTART;VALUE=DATE:{meeting['held_on']:%Y%m%d}",
        f"DTEND;VALUE=DATE:{meeting['held_on'] + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_escaped(meeting['meeting'])}",
        f"DESCRIPTION:{_escaped(' '.join(filter(None, (meeting['purpose'], meeting['expected_beforehand']))))}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    content = "".join(_folded(line) + "\r\n" for line in lines)
    headers = {"Content-Disposition": f'attachment; filename="{meeting["meeting_id"]}.ics"'}
    return Response(content, media_type="text/calendar; charset=utf-8", headers=headers)


def _changes(context: Context, since: date) -> tuple[Row, ...]:
    return context.ask("county/changes", since=since).rows


def _entry(row: Mapping[str, object], url: str) -> dict[str, str]:
    was = f"{row['was']} → " if row["was"] else ""
    mark = "Exempeldata. " if row["synthetic"] else ""
    known_on = _known_on(row)
    return {
        "id": f"urn:lagesbild:{row['kind']}:{row['item_id']}:{row['principal_code']}:{known_on}",
        "title": f"{row['principal']}: {row['item']}",
        "summary": f"{mark}{row['kind_label']}. {was}{row['now']}. Källa: {row['source']}.",
        "url": url,
        "updated": _moment(known_on),
    }


def _known_on(row: Mapping[str, object]) -> date:
    known_on = row["known_on"]
    assert isinstance(known_on, date)  # noqa: S101 - a column of dates that are always there
    return known_on


def _moment(known_on: date) -> str:
    return f"{known_on.isoformat()}T00:00:00Z"


def _escaped(words: object) -> str:
    """Text as RFC 5545 writes it."""
    written = clean(str(words)).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return written.replace("\r", "").replace("\n", "\\n")


def _folded(line: str) -> str:
    """A line in pieces of at most 75 octets, none cut within a letter."""
    pieces, piece = [], ""
    for letter in line:
        if len((piece + letter).encode()) > 73:
            pieces.append(piece)
            piece = ""
        piece += letter
    return "\r\n ".join([*pieces, piece])
