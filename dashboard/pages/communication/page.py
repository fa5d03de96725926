"""Kommunikation: the joint plan, whom it has reached, and what people answer."""

from dashboard.charts.palette import look
from dashboard.context.asking import ask
from dashboard.context.view import View
from dashboard.pages.communication.feedback import PATH, feedback, subject_of
from dashboard.store.records import Row
from dashboard.ui import explanations
from dashboard.ui.entry_links import place_enter
from dashboard.ui.figure import Figure, figure
from dashboard.ui.markup import place
from dashboard.ui.page import begin, end, read_view
from dashboard.ui.page_files import place_files
from dashboard.wording.findings import registers as register_findings

_SHOWN = 6
"""So many of the latest items stand in the matrix; the file has all."""


def plan(view: View) -> None:
    """What is to be spread, to whom, by which channel, and whether it is done."""
    answer = ask("work/communication_plan", view)
    words = register_findings.communication(answer.rows)
    figure(view, Figure("plan", "Kommunikationsplanen", words, answer, explanations.COMMUNICATION, table_open=True))
    place_enter(view, "kommunikation", "Skriv in eller följ upp", post=None)


def reach(view: View) -> None:
    """Which huvudmän and professions it has reached or not."""
    answer = ask("work/communication_reach", view)
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


view, messages = read_view()
*subject, unknown = subject_of(view)
lead = "Vad som ska spridas, vilka det har nått och vad som kommer tillbaka."
begin(view, PATH, "Kommunikation och återkoppling", lead, [*messages, *unknown], [])
plan(view)
reach(view)
feedback(view, *subject)
place_files(view, PATH)
end(view)
