"""Kommunikation: the joint plan, whom it has reached, and what people answer."""

from dashboard.charts.palette import look
from dashboard.context.context import Context
from dashboard.pages.communication.feedback import PATH, feedback, subject_of
from dashboard.store.records import Row
from dashboard.ui import explanations
from dashboard.ui.entry_links import place_enter
from dashboard.ui.figure import Figure, figure
from dashboard.ui.markup import place
from dashboard.ui.page import begin, end, read_context
from dashboard.ui.page_files import place_files
from dashboard.wording.findings import registers as register_findings

_SHOWN = 6
"""So many of the latest items stand in the matrix; the file has all."""


def plan(context: Context) -> None:
    """What is to be spread, to whom, by which channel, and whether it is done."""
    answer = context.ask("work/communication_plan")
    words = register_findings.communication(answer.rows)
    figure(
        context.view, Figure("plan", "Kommunikationsplanen", words, answer, explanations.COMMUNICATION, table_open=True)
    )
    place_enter(context, "kommunikation", "Skriv in eller följ upp", post=None)


def reach(context: Context) -> None:
    """Which huvudmän and professions it has reached or not."""
    answer = context.ask("work/communication_reach")
    items: dict[str, list[Row]] = {}
    for row in answer.rows:
        items.setdefault(row["communication_id"], []).append(row)
    latest = list(items.values())[-_SHOWN:][::-1]
    place(
        "communication_reach.html",
        finding=register_findings.reach(answer.rows),
        told=[(rows[0]["title"], register_findings.reach_of_one(rows), rows[0]["synthetic"]) for rows in latest],
        heads=[rows[0]["title"] for rows in latest],
        tables=[("Huvudmän", _cells(latest, "principal")), ("Verksamheter", _cells(latest, "actor"))],
        hidden=len(items) - len(latest),
    )
    place("file_and_why.html", answer=answer, heading="Vilka det har nått", why=explanations.REACH)


def _cells(items: list[list[Row]], receivers: str) -> dict[str, list[dict[str, object]]]:
    """Huvudman or profession → a cell for each item."""
    cells: dict[str, list[dict[str, object]]] = {}
    for row in (row for rows in items for row in rows if row["receivers"] == receivers):
        cells.setdefault(row["name"], []).append({"label": row["state_label"], "look": look(f"actor_{row['state']}")})
    return cells


context, messages = read_context()
*subject, unknown = subject_of(context)
lead = "Vad som ska spridas, vilka det har nått och vad som kommer tillbaka."
begin(context, PATH, "Kommunikation och återkoppling", lead, [*messages, *unknown], [])
plan(context)
reach(context)
feedback(context, *subject)
place_files(context, PATH)
end(context)
