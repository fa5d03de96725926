"""A decision written down in the meeting: what, who, by when. It is stored at once, and there for the next meeting."""

from collections.abc import Mapping
from dataclasses import replace

from dashboard.context.asking import ask
from dashboard.context.current_store import current_store
from dashboard.context.view import View
from dashboard.errors import LagesbildError
from dashboard.intake.entries import BY, KNOWN_ON, examine_entry, store_entry
from dashboard.intake.registers import DECISION
from dashboard.ui.codes import known_today
from dashboard.ui.entry_links import asks_for_writer, in_own_name, writer
from dashboard.ui.form import Input, form, sent
from dashboard.ui.markup import place

_ALREADY = "Det beslutet är redan inskrivet. Ändra det på sidan Data, eller skriv ett annat."
_INPUTS = (
    Input("text", "Beslut", "long", required=True),
    Input("owner_function", "Ansvarig funktion", help="En funktion, inte ett namn"),
    Input("due_on", "Senast den", "day"),
    Input(BY.name, BY.label, help=BY.help, required=True),
)


def decide(view: View, meeting: Mapping[str, object]) -> None:
    """The form for a decision of `meeting`, and the decisions it has taken."""
    key = f"decide-{meeting['meeting_id']}"
    asked = [one for one in _INPUTS if one.name != BY.name or asks_for_writer()]
    told = sent(key, asked)
    faults: Mapping[str, str] = {}
    spoken = ""
    if told:
        faults, spoken = _stored(view, meeting, in_own_name(told.values))
    kept = told.values if told and (faults or not spoken) else {BY.name: writer()}
    decided = [row for row in ask("county/decisions", view).rows if row["meeting_id"] == meeting["meeting_id"]]
    place("decided.html", rows=decided)
    inputs = [replace(one, value=kept.get(one.name, ""), error=faults.get(one.name, "")) for one in asked]
    said = "Något behöver rättas." if faults else spoken
    form(key, "Skriv in ett beslut", inputs, [("save", "Spara beslutet")], spoken=said, unsaved=bool(faults))


def _stored(view: View, meeting: Mapping[str, object], written: Mapping[str, str]) -> tuple[Mapping[str, str], str]:
    """Store what was written: the faults by field, or what was done in words; neither when it was refused."""
    fixed = {"meeting_id": str(meeting["meeting_id"]), "state": "open", KNOWN_ON.name: view.today.isoformat()}
    pending = examine_entry(current_store(), DECISION, {**written, **fixed}, known_today(view))
    if pending.faults:
        return pending.faults, ""
    if any(change.kind != "new" for change in pending.changes):  # somebody else at the meeting was first
        return {"text": _ALREADY}, ""
    try:
        store_entry(current_store(), pending)
    except LagesbildError as error:
        place("refused.html", words=str(error))
        return {}, ""
    return {}, "Beslutet är sparat."
