"""What people answer: what feedback is about, a short form for it, and what has been said with what came of it."""

from dashboard.context.context import Context
from dashboard.context.pages import PAGES
from dashboard.context.view import View
from dashboard.intake.learning_registers import FEEDBACK
from dashboard.store.records import Row
from dashboard.store.scope import COMMENTS
from dashboard.store.scope import FEEDBACK as GIVE_FEEDBACK
from dashboard.ui import explanations
from dashboard.ui.entry_links import enter_url
from dashboard.ui.markup import place
from dashboard.ui.register_form import short_entry
from dashboard.wording.findings import registers as register_findings

PATH = "/kommunikation"
TITLES = {page.path: page.title for page in PAGES}


def subject_of(context: Context) -> tuple[str, str, str, list[str]]:
    """What the feedback is about as (kind, id, words); this page, and a message, when the address names nothing."""
    kind, _, id_ = (context.view.about or f"page:{PATH}").partition(":")
    names = {
        "example": {row["example_id"]: row["title"] for row in context.ask("work/examples", principal=None).rows},
        "measure": {row["measure_id"]: row["measure"] for row in context.ask("catalogue/measures").rows},
        "report": {row["report_id"]: row["report"] for row in context.ask("work/research").rows},
        "page": TITLES,
    }
    words = {"example": "exemplet", "measure": "måttet", "report": "rapporten", "page": "sidan"}
    if id_ in names.get(kind, {}):
        return kind, id_, f"{words[kind]} {names[kind][id_]}", []
    told = f"Adressen nämner ”{str(context.view.about)[:40]}” att återkoppla på, som inte finns. Den delen hoppas över."
    return "page", PATH, f"{words['page']} {names['page'][PATH]}", [told]


def feedback(context: Context, kind: str, id_: str, words: str) -> None:
    """A short form, and what has been said with what came of it."""
    if context.may(GIVE_FEEDBACK):
        place("give_feedback.html", words=words)
        fixed = {"subject_kind": kind, "subject_id": id_, "state": "new"}
        done = "Tack. Återkopplingen är sparad, och processledarna ser den."
        short_entry(context, FEEDBACK, fixed, ("principal_code", "function", "text"), button="Skicka", done=done)
    if not context.may_read(COMMENTS):
        return
    answer = context.ask("work/feedback")
    place(
        "feedback.html",
        rows=[row | {"subject": TITLES.get(row["subject_id"], row["subject"])} for row in answer.rows],
        finding=register_findings.feedback(answer.rows),
        reply_url=lambda one: enter_url(context, "aterkoppling", post=one, huvudman=None, om=None),
        place_url=lambda row: _place(context.view, row),
    )
    place("file_and_why.html", answer=answer, heading="Återkoppling", why=explanations.FEEDBACK)


def _place(view: View, row: Row) -> str:
    """Where what the feedback is about stands."""
    if row["subject_kind"] == "page":
        return view.url(row["subject_id"] if row["subject_id"] in TITLES else "/", om=None)
    if row["subject_kind"] == "measure":
        return view.url("/uppfoljning", matt=row["subject_id"], aspekt=None, om=None)
    path = "/exempel" if row["subject_kind"] == "example" else "/forskning"
    anchor = row["subject_id"] if row["subject_kind"] == "example" else "rapporter"
    return view.url(path, huvudman=None, om=None) + f"#{anchor}"
