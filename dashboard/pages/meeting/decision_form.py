"""A decision written down in the meeting: what, who, by when. It is stored at once, and there for the next meeting."""

from collections.abc import Mapping
from dataclasses import replace

from dashboard.context.context import Context
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


def decide(context: Context, meeting: Mapping[str, object]) -> None:
    """The form for a decision of `meeting`, and the decisions it has taken."""
    key = f"decide-{meeting['meeting_id']}"
    asked = [one for one in _INPUTS if one.name != BY.name or asks_for_writer(context)]
    told = sent(key, asked)
    faults: Mapping[str, str] = {}
    spoken = ""
    if told:
        faults, spoken = _stored(context, meeting, in_own_name(context, told.values))
    kept = told.values if told and (faults or not spoken) else {BY.name: writer(context)}
    decided = [row for row in context.ask("county/decisions").rows if row["meeting_id"] == meeting["meeting_id"]]
    place("decided.html", rows=decided)
    inputs = [replace(one, value=kept.get(one.name, ""), error=faults.get(one.name, "")) for one in asked]
    said = "Något behöver rättas." if faults else spoken
    form(key, "Skriv in ett beslut", inputs, [("save", "Spara beslutet")], spoken=said, unsaved=bool(faults))


def _stored(
    context: Context, meeting: Mapping[str, object], written: Mapping[str, str]
) -> tuple[Mapping[str, str], str]:
    """Store what was written: the faults by field, or what was done in words; neither when it was refused."""
    fixed = {"meeting_id": str(meeting["meeting_id"]), "state": "open", KNOWN_ON.name: context.view.today.isoformat()}
    pending = examine_entry(context.store, DECISION, {**written, **fixed}, known_today(context))
    if pending.faults:
        return pending.faults, ""
    if any(change.kind != "new" for change in pending.changes):  # somebody else at the meeting was first
        return {"text": _ALREADY}, ""
    try:
        store_entry(context.store, pending)
    except LagesbildError as error:
        place("refused.html", words=str(error))
        return {}, ""
    return {}, "Beslutet är sparat."
