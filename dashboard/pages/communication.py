"""Kommunikation: the joint plan, whom it has reached, and what people answer."""

from dashboard.charts.palette import look
from dashboard.intake.learning_registers import FEEDBACK
from dashboard.parts import register_findings, whys
from dashboard.parts.asking import ask
from dashboard.parts.enter import enter_url, place_enter
from dashboard.parts.entry import short_entry
from dashboard.parts.figure import Figure, figure
from dashboard.parts.files import place_files
from dashboard.parts.markup import place
from dashboard.parts.page import begin, end, read_view
from dashboard.parts.site import PAGES
from dashboard.parts.viewer import may, may_read
from dashboard.store.records import Row
from dashboard.store.scope import COMMENTS
from dashboard.store.scope import FEEDBACK as GIVE_FEEDBACK
from dashboard.view import View

PATH = "/kommunikation"
TITLES = {page.path: page.title for page in PAGES}
_SHOWN = 6
"""So many of the latest items stand in the matrix; the file has all."""


def subject_of(view: View) -> tuple[str, str, str, list[str]]:
    """What the feedback is about as (kind, id, words); this page, and a message, when the address names nothing."""
    kind, _, id_ = (view.about or f"page:{PATH}").partition(":")
    names = {
        "example": {row["example_id"]: row["title"] for row in ask("work/examples", view, principal=None).rows},
        "measure": {row["measure_id"]: row["measure"] for row in ask("catalogue/measures", view).rows},
        "report": {row["report_id"]: row["report"] for row in ask("work/research", view).rows},
        "page": TITLES,
    }
    words = {"example": "exemplet", "measure": "måttet", "report": "rapporten", "page": "sidan"}
    if id_ in names.get(kind, {}):
        return kind, id_, f"{words[kind]} {names[kind][id_]}", []
    told = f"Adressen nämner ”{str(view.about)[:40]}” att återkoppla på, som inte finns. Den delen hoppas över."
    return "page", PATH, f"{words['page']} {names['page'][PATH]}", [told]


def plan(view: View) -> None:
    """What is to be spread, to whom, by which channel, and whether it is done."""
    answer = ask("work/communication_plan", view)
    words = register_findings.communication(answer.rows)
    figure(view, Figure("plan", "Kommunikationsplanen", words, answer, whys.COMMUNICATION, table_open=True))
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
    place("file_and_why.html", answer=answer, heading="Vilka det har nått", why=whys.REACH)


def _cells(items: list[list[Row]], receivers: str) -> dict[str, list[dict[str, object]]]:
    """Huvudman or profession → a cell for each item."""
    cells: dict[str, list[dict[str, object]]] = {}
    for row in (row for rows in items for row in rows if row["receivers"] == receivers):
        cells.setdefault(row["name"], []).append({"label": row["state_label"], "look": look(f"actor_{row['state']}")})
    return cells


def feedback(view: View, kind: str, id_: str, words: str) -> None:
    """A short form, and what has been said with what came of it."""
    if may(GIVE_FEEDBACK):
        place("give_feedback.html", words=words)
        fixed = {"subject_kind": kind, "subject_id": id_, "state": "new"}
        done = "Tack. Återkopplingen är sparad, och processledarna ser den."
        short_entry(view, FEEDBACK, fixed, ("principal_code", "function", "text"), button="Skicka", done=done)
    if not may_read(COMMENTS):
        return
    answer = ask("work/feedback", view)
    place(
        "feedback.html",
        rows=[row | {"subject": TITLES.get(row["subject_id"], row["subject"])} for row in answer.rows],
        finding=register_findings.feedback(answer.rows),
        reply_url=lambda one: enter_url(view, "aterkoppling", post=one, huvudman=None, om=None),
        place_url=lambda row: _place(view, row),
    )
    place("file_and_why.html", answer=answer, heading="Återkoppling", why=whys.FEEDBACK)


def _place(view: View, row: Row) -> str:
    """Where what the feedback is about stands."""
    if row["subject_kind"] == "page":
        return view.url(row["subject_id"] if row["subject_id"] in TITLES else "/", om=None)
    if row["subject_kind"] == "measure":
        return view.url("/uppfoljning", matt=row["subject_id"], aspekt=None, om=None)
    path = "/exempel" if row["subject_kind"] == "example" else "/forskning"
    anchor = row["subject_id"] if row["subject_kind"] == "example" else "rapporter"
    return view.url(path, huvudman=None, om=None) + f"#{anchor}"


view, messages = read_view()
*subject, unknown = subject_of(view)
lead = "Vad som ska spridas, vilka det har nått och vad som kommer tillbaka."
begin(view, PATH, "Kommunikation och återkoppling", lead, [*messages, *unknown], [])
plan(view)
reach(view)
feedback(view, *subject)
place_files(view, PATH)
end(view)
