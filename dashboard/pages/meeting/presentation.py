"""Presentation: the meeting's agenda on a projector, point by point, and decisions written down as they are taken."""

from dashboard.context.view import PROJECTOR
from dashboard.pages.meeting.agenda import agenda_points
from dashboard.pages.meeting.decision_form import decide
from dashboard.pages.meeting.point import begin_presentation, show
from dashboard.ui.entry_links import may_enter
from dashboard.ui.markup import place
from dashboard.ui.page import end, read_context, told_in_heading

PATH = "/presentation"

context, messages = read_context()
context = context.of(context.view.at(display=PROJECTOR[0]))
meeting = context.meeting
points = [point for point in agenda_points(context, meeting, context.since(meeting)) if not point.dropped]
asked = context.view.point or "1"
number = int(asked) if asked.isdecimal() and 1 <= int(asked) <= len(points) else 1
if asked != str(number) and points:
    messages.append(f"Adressen nämner punkten ”{asked[:40]}”, som inte finns. Den första visas i stället.")
heading = points[number - 1].heading if points else "Ingenting på dagordningen"
name = str(meeting["meeting"]) if meeting else "Inget möte är känt"
begin_presentation(context, PATH, heading, name, (number if points else 0, len(points)))
told_in_heading(context, PATH, heading, "", messages)
if points:
    show(context, points[number - 1], meeting)
else:
    place("nothing_waits.html", back=context.view.url("/mote", punkt=None))
if meeting and may_enter(context, "decision"):
    decide(context, meeting)
end(context)
