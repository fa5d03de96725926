"""The form of one item: what is written in it, what others changed meanwhile, what it will change, and the storing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import streamlit as st

from dashboard.context.context import Context
from dashboard.errors import LagesbildError, PictureMoved
from dashboard.intake.codes import Known
from dashboard.intake.entries import BY, KNOWN_ON, Entered, by_now, examine_entry, item_of, store_entry, written_as
from dashboard.intake.learning_registers import FEEDBACK, TRIAL
from dashboard.intake.merging import MINE, THEIRS, Beneath, Draft, Merged, merge
from dashboard.intake.register import Field, Register
from dashboard.intake.registers import CONTACT, STATUS_REPORT
from dashboard.reports.proposed_report import proposed_report
from dashboard.store.records import Row
from dashboard.ui.entry_links import asks_for_writer, in_own_name, own_alone, writer
from dashboard.ui.form import Input, form, sent
from dashboard.ui.markup import place

_SAVE, _CHANGE = "save", "change"
_PENDING = "-pending"
_TRIES = 3
"""So often what was reviewed is stored again when others store beside it, as long as it means the same."""
_LOST = "Det som granskades finns inte kvar på servern, så ingenting sparades. Fyll i och granska det igen."
_MOVED = "Något ändrades medan du granskade. Se efter vad, och spara igen."
_YES_NO = (("", "–"), ("ja", "Ja"), ("nej", "Nej"))


@dataclass(frozen=True)
class Reviewed:
    """What came of looking through a draft: how it was put together with what is in force, and what it would change."""

    draft: Draft
    merged: Merged
    entered: Entered

    @property
    def meaning(self) -> object:
        """What a person agrees to by saving it."""
        return self.entered.differing, self.merged.beneath, self.entered.faults


def item_form(
    context: Context, register: Register, known: Known, chosen: Row | None, key: str, answer: str = ""
) -> None:
    """The form, what is wrong with what was written in it, what must be chosen between, or what it will change.

    `answer` is what was answered to a review in this run: nothing, to change more, or to save what could not be saved.
    """
    fixed = _fixed(register, chosen)
    inputs = [one for one in _inputs(context, register, known, chosen) if one.name not in fixed]
    draft, examines = _draft(key, inputs, answer)
    faults: Mapping[str, str] = {}
    beneath: Sequence[Beneath] = ()
    spoken = ""
    if draft and examines:
        found = reviewed(context, register, known, chosen, draft)
        if found.merged.clashes or (found.entered.differing and not found.entered.faults):
            st.session_state[key + _PENDING] = found
            (_choose if found.merged.clashes else _review)(key, found, new=not chosen)
            return
        faults, beneath = found.entered.faults, found.merged.beneath
        spoken = "Något behöver rättas." if faults else "Inget skiljer sig från det som gäller. Ingenting sparas."
    st.session_state.pop(key + _PENDING, None)
    place("entry_intro.html", chosen=chosen, contact=register is CONTACT)
    _tell(beneath, new=not chosen)
    shown = [replace(_with_draft(one, draft), error=faults.get(one.name, "")) for one in inputs]
    form(key, register.title, shown, [("check", "Granska")], spoken=spoken, unsaved=bool(draft))


def saved(context: Context, register: Register, known: Known, chosen: Row | None, key: str) -> tuple[str, str]:
    """Store what was reviewed, when that is what was answered and it still means the same.

    What was done, in words; and what was answered when nothing was.
    """
    told = sent(f"{key}-save", [])
    if told is None or told.button != _SAVE:
        return "", told.button if told else ""
    pending: Reviewed | None = st.session_state.get(key + _PENDING)
    if pending is None:  # the server was started anew between the two steps
        place("refused.html", words=_LOST)
        return "", ""
    found = pending
    for _ in range(_TRIES):
        try:
            store_entry(context.store, found.entered)
        except PictureMoved:
            found = reviewed(context, register, Known(context.store, known.county, known.today), chosen, pending.draft)
            if found.meaning != pending.meaning:
                break
        except LagesbildError as error:
            place("refused.html", words=str(error))
            return "", _CHANGE
        else:
            st.session_state.pop(key + _PENDING)
            return "Sparat. Det gäller från och med nu.", ""
    place("refused.html", words=_MOVED)
    return "", _SAVE


def reviewed(context: Context, register: Register, known: Known, chosen: Row | None, draft: Draft) -> Reviewed:
    """What `draft` would change of what is in force by now, in the name of whoever looks."""
    store = context.store
    row = by_now(store, register, known, chosen, {**draft.drawn, **draft.changed})
    merged = merge(store, register, row, draft, known)
    named = chosen or row
    item = item_of(register, named) if named and register.prefix else ""
    written = in_own_name(context, {**merged.written, **_fixed(register, chosen)})
    return Reviewed(draft, merged, examine_entry(store, register, written, known, item))


def _fixed(register: Register, chosen: Row | None) -> dict[str, str]:
    """What an item is called, which stays."""
    return {name: str(chosen[name]) for name in register.key} if chosen else {}


def _draft(key: str, inputs: Sequence[Input], answer: str) -> tuple[Draft | None, bool]:
    """What has been written so far, if anything has, and whether it is to be looked through now."""
    if told := sent(key, inputs):
        return Draft(told.drawn, told.values), True
    pending: Reviewed | None = st.session_state.get(key + _PENDING)
    if pending is None:
        return None, False
    if sides := sent(f"{key}-choose", _sides(pending.merged)):
        return pending.draft.settled(sides.values, pending.merged.clashes), sides.button != _CHANGE
    return pending.draft, answer == _SAVE


def _with_draft(one: Input, draft: Draft | None) -> Input:
    """A control with what has been written in it, and what it was written over; the rest is as it stands by now."""
    if draft is None or one.name not in draft.changed:
        return replace(one, base=one.value)
    return replace(one, value=draft.changed[one.name], base=draft.drawn.get(one.name, one.value))


def _tell(beneath: Sequence[Beneath], *, new: bool) -> None:
    """What others have changed meanwhile, or had written before."""
    if beneath:
        place("beneath.html", rows=beneath, new=new)


def _choose(key: str, found: Reviewed, *, new: bool) -> None:
    """Between what the person changed and what somebody else changed it to."""
    _tell(found.merged.beneath, new=new)
    buttons = [("check", "Granska"), (_CHANGE, "Ändra mer")]
    spoken = "Någon annan har ändrat samma uppgift. Välj vad som ska gälla."
    form(f"{key}-choose", "Välj vad som ska gälla", _sides(found.merged), buttons, spoken=spoken, unsaved=True)


def _sides(merged: Merged) -> list[Input]:
    return [
        Input(
            one.name,
            one.label,
            "choice",
            options=[("", "Välj …"), (MINE, f"Ditt: {one.mine}"), (THEIRS, f"{one.by or 'Den andres'}: {one.now}")],
            required=True,
        )
        for one in merged.clashes
    ]


def _review(key: str, found: Reviewed, *, new: bool) -> None:
    """What will be stored, and what stands beside it by now."""
    _tell(found.merged.beneath, new=new)
    entered = found.entered
    place("differing.html", rows=entered.differing, known_on=entered.known_on, new=new and not found.merged.beneath)
    buttons = [(_SAVE, "Spara"), (_CHANGE, "Ändra mer")]
    form(f"{key}-save", "Spara ändringen", [], buttons, unsaved=True, take_focus=True)


def _inputs(context: Context, register: Register, known: Known, chosen: Row | None) -> list[Input]:
    view = context.view
    written = written_as(register, chosen, known) | ({} if chosen else _asked_for(context, register))
    many = {one.name for one in register.fields if one.kind == "many"}
    for name, value in (("principal_code", view.principal), ("round_id", view.round)):
        if chosen is None and name in written and name not in many:
            written[name] = value or ""
    own = [_limited(context, input_of(one, known, written[one.name]), register) for one in register.fields]
    today = input_of(KNOWN_ON, known, view.today.isoformat())
    return [*own, today, *([input_of(BY, known, writer(context))] if asks_for_writer(context) else [])]


def _limited(context: Context, one: Input, register: Register) -> Input:
    """A choice of huvudman among those that whoever looks may enter of."""
    own = own_alone(context, register.table)
    if one.name != "principal_code" or own is None:
        return one
    mine = [(code, words) for code, words in one.options if code in own]
    return replace(one, options=mine, value=one.value if one.value in own else mine[0][0] if mine else "")


def _asked_for(context: Context, register: Register) -> dict[str, str]:
    """What a new entry begins with: what the address says that it is about, or what the data say."""
    if register is STATUS_REPORT:
        return proposed_report(context)
    kind, _, id_ = (context.view.about or "").partition(":")
    if register is TRIAL and kind == "example":
        return {"example_id": id_}
    return {"subject_kind": kind, "subject_id": id_} if register is FEEDBACK and id_ else {}


def input_of(one: Field, known: Known, value: str) -> Input:
    """The control of a field with `value` in it."""
    kinds = {"choice": "choice", "yes_no": "choice", "many": "many", "long": "long", "day": "day"}
    kind = kinds.get(one.kind, "text")
    options: Sequence[tuple[str, str]] = ()
    if one.kind == "choice":
        none = "Välj …" if one.required else one.empty
        options = [("", none), *(one.options or known.options(one.source))]
    elif one.kind == "many":
        options = known.options(one.source)
    elif one.kind == "yes_no":
        options = _YES_NO
    return Input(one.name, one.label, kind, value, options, one.help, one.required)
