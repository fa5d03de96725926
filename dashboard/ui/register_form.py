"""Entering and correcting one thing at a time: what is in force, the form, what will change, and its history."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from dashboard.context.context import Context
from dashboard.errors import LagesbildError
from dashboard.intake.anonymous import NOBODY
from dashboard.intake.codes import Known
from dashboard.intake.entries import (
    BY,
    KNOWN_ON,
    Entered,
    as_words,
    examine_entry,
    history_of,
    item_of,
    items,
    store_entry,
)
from dashboard.intake.register import Field, Register
from dashboard.intake.registers import CONTACT
from dashboard.store.records import Row
from dashboard.ui.codes import known_today
from dashboard.ui.entry_links import own_alone, writer
from dashboard.ui.form import Input, form, sent
from dashboard.ui.item_form import input_of, item_form, saved
from dashboard.ui.markup import place

_ALREADY = "Det här står redan på sidan, ord för ord. Skriv det på ett annat sätt om du vill lägga till något."
_SURE = Input("sure", "Skriv RADERA för att radera kontakten för gott", help="Det går inte att ångra.")


def entry(context: Context, path: str, register: Register) -> None:
    """One register: its items, and the one that is chosen or a new one to fill in."""
    view = context.view
    known = known_today(context)
    chosen = _chosen(context, register, known)
    key = f"entry-{register.id}-{item_of(register, chosen) if chosen else view.principal or 'ny'}"
    stored, answer = saved(context, register, known, chosen, key)
    done = stored or _erased(context, register, chosen)
    if done:
        chosen = _chosen(context, register, known)
    ids = [(item_of(register, row), row) for row in _rows(context, register, known)]
    listed = [(_line(register, row, known), view.url(path, post=one), row, one) for one, row in ids]
    new_url = "" if _has_one(register) else view.url(path, post=None)
    named = item_of(register, chosen) if chosen else ""
    place("items.html", register=register, items=listed, new_url=new_url, chosen=named)
    if done:
        place("stored.html", words=done)
    else:
        item_form(context, register, known, chosen, key, answer)
        if register is CONTACT and chosen:
            form(f"erase-{chosen['id']}", "Radera kontakten", [_SURE], [("erase", "Radera för gott")])
    if chosen is not None:
        _history(context, register, chosen, known)


def _rows(context: Context, register: Register, known: Known) -> list[Row]:
    found = items(context.store, register, known, context.view.principal)
    own = own_alone(context, register.table)
    return found if own is None else [row for row in found if row.get("principal_code") in own]


def _has_one(register: Register) -> bool:
    """Whether a huvudman has one of these, and not several."""
    return register.key == ("principal_code",)


def _chosen(context: Context, register: Register, known: Known) -> Row | None:
    rows = _rows(context, register, known)
    if context.view.principal and _has_one(register):
        return next(iter(rows), None)
    return next((row for row in rows if item_of(register, row) == context.view.item), None)


def _erased(context: Context, register: Register, chosen: Row | None) -> str:
    """Erase a contact for good, when that was written out; what was done, in words."""
    told = sent(f"erase-{chosen['id']}", [_SURE]) if register is CONTACT and chosen else None
    if not told or not chosen:
        return ""
    if told.values.get(_SURE.name, "").strip().upper() != "RADERA":
        place("refused.html", words="Kontakten är inte raderad. Skriv RADERA i rutan för att radera den.")
        return ""
    context.store.erase_contact(chosen["id"], writer(context) or "sidan Data")
    return "Kontakten är raderad för gott."


def short_entry(
    context: Context, register: Register, fixed: Mapping[str, str], names: Sequence[str], *, button: str, done: str
) -> None:
    """A form with the fields `names` of a register, stored when sent, known from today; the rest is `fixed`.

    The first of them that is called function says who writes. `done` is said when it is stored.
    """
    known = known_today(context)
    key = re.sub(r"[^\w-]", "-", "-".join(("short", register.id, *fixed.values())))
    fields = [one for one in register.fields if one.name in names]
    inputs = [input_of(one, known, "") for one in fields]
    told = sent(key, inputs)
    written = dict(told.values) if told else {}
    faults: Mapping[str, str] = {}
    if told:
        who = {KNOWN_ON.name: context.view.today.isoformat(), BY.name: written.get("function", "")}
        entered = examine_entry(context.store, register, {**written, **fixed, **who}, known)
        faults = entered.faults
        if not faults and any(change.kind != "new" for change in entered.changes):
            faults = {names[-1]: _ALREADY}  # stored again it would be new, and the reply to it gone
        if not faults and _is_stored(context, entered):
            place("stored.html", words=done)
            return
    inputs = [replace(one, value=written.get(one.name, ""), error=faults.get(one.name, "")) for one in inputs]
    spoken = "Något behöver rättas." if faults else ""
    form(key, register.title, inputs, [("send", button)], spoken=spoken, unsaved=bool(written))


def _is_stored(context: Context, entered: Entered) -> bool:
    """Store what was entered; False, and why on the page, when it cannot be."""
    try:
        store_entry(context.store, entered)
    except LagesbildError as error:
        place("refused.html", words=str(error))
        return False
    return True


def _line(register: Register, row: Mapping[str, object], known: Known) -> str:
    """An item in a line: what it is called, or what tells it apart and how it stands."""
    title = next((str(row[name]) for name in ("title", "name", "function", "text") if row.get(name)), "")
    named = {*register.key, "principal_code", "status"}
    shown = [one for one in register.fields if one.name in named and one.kind != "many"]
    words = [_words(one, row, known) for one in shown]
    return ", ".join([*([title] if title else []), *(word for word in words if word != "–")])


def _words(one: Field, row: Mapping[str, object], known: Known) -> str:
    """A field of a row in words; of a lesson without a sender there is no huvudman, not even the whole county."""
    hidden = one.name == "principal_code" and row.get("anonymous")
    return NOBODY if hidden else as_words(one, row.get(one.name), known)


def _history(context: Context, register: Register, chosen: Row, known: Known) -> None:
    fields = {one.name: one for one in register.fields}
    lines = []
    for row in history_of(context.store, register, chosen):
        told = [(fields[name].label, _words(fields[name], row, known)) for name in row if name in fields]
        lines.append((row, [(label, words) for label, words in told if words not in {"–", "Inte bedömd"}]))
    place("history.html", lines=lines, title=register.title)
