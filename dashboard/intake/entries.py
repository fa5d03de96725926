"""One entry by hand: what is in force, what was written, what would change, and the append."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import uuid4

from dashboard.intake.anonymous import is_anonymous
from dashboard.intake.batches import batches_of
from dashboard.intake.changes import Change, changes_of
from dashboard.intake.codes import Known
from dashboard.intake.facts import facts_of, new_id
from dashboard.intake.learning_registers import EXAMPLE
from dashboard.intake.problems import Place
from dashboard.intake.register import Field, Register
from dashboard.intake.registers import CONTACT, REGISTERS
from dashboard.intake.values import NotUnderstood, read_field, read_fields
from dashboard.store.records import Row
from dashboard.store.store import Store

_HAS_NO_SENDER = (
    "Lärdomen är utan avsändare och får ingen i efterhand. Den som vill stå för den skriver in den på nytt "
    "som ett eget exempel."
)
KNOWN_ON = Field("known_on", "Känt sedan", "day", required=True, help="Dagen då länet fick veta det, senast i dag")
BY = Field("recorded_by", "Vem skriver in", required=True, help="Din funktion, inte ditt namn")
_ERASED = "Kontakten har raderats medan du skrev, och skrivs inte in igen. Skriv en ny om den behövs."
_HERE = Place("sidan Data")
_HAS_SENDER = (
    "Exemplet har redan en huvudman, och historiken skulle visa vilken. Skriv in den på nytt som en egen lärdom, "
    "med en annan rubrik."
)


@dataclass(frozen=True)
class Entered:
    """What was written in a form: the faults by field, or the values and what storing them would change.

    `differing` lists (label, words before, words after), empty when everything is as it was.
    """

    register: Register
    item: str
    faults: Mapping[str, str]
    values: Mapping[str, Any] = field(default_factory=dict)
    changes: Sequence[Change] = ()
    differing: Sequence[tuple[str, str, str]] = ()
    version: tuple[str, int] = ("", 0)
    county: str = ""

    @property
    def known_on(self) -> date:
        """The day from which the county knows it."""
        day = self.values[KNOWN_ON.name]
        assert isinstance(day, date)  # noqa: S101 - read by read_day
        return day


def items(store: Store, register: Register, known: Known, principal: str | None) -> list[Row]:
    """What is in force of a register, both its tables' columns in one row; of `principal` when one is named."""
    store = store.in_county(known.county)
    rows = store.in_force(register.table, known.today)
    rows = [row for row in rows if principal is None or row.get("principal_code", principal) == principal]
    for table in register.tables[1:]:
        rows = beside(register, table, rows, store.in_force(table, known.today))
    return rows


def beside(register: Register, table: str, rows: Sequence[Row], others: Sequence[Row]) -> list[Row]:
    """`rows` of a register with the columns of their row in its other table, or the codes of several rows there."""
    many = next((one.name for one in register.of_table(table) if one.kind == "many"), None)
    of = f"{register.table}_id"
    if many:
        chosen = [row for row in others if row["concerns"] is not False]
        return [{**row, many: tuple(sorted(o[many] for o in chosen if o[of] == row["id"])) or None} for row in rows]
    known = {row[of]: row for row in others}
    return [{**known.get(row["id"], {}), **row} for row in rows]


def item_of(register: Register, row: Mapping[str, Any]) -> str:
    """What names an item in an address: its id, or the parts of its key."""
    return "-".join(str(row[name]) for name in (("id",) if register.prefix else register.key))


def ids_of(store: Store, register: Register, known: Known) -> list[str]:
    """What names each item of a register in an address."""
    return [item_of(register, row) for row in items(store, register, known, None)]


def written_as(register: Register, row: Mapping[str, Any] | None, known: Known) -> dict[str, str]:
    """A row as a form holds it: field → code of a choice, ISO day, ja or nej, text."""
    return {one.name: _as_written(one, (row or {}).get(one.name), known) for one in register.fields}


def as_words(one: Field, value: Any, known: Known) -> str:
    """A value as it is read: the label of a choice; a dash where there is none."""
    if value is None:
        return one.empty
    return in_words(one, _as_written(one, value, known), known)


def in_words(one: Field, written: str, known: Known) -> str:
    """What a form holds, as it is read: the label of a choice; a dash where there is nothing."""
    if not written:
        return one.empty
    if one.kind == "many":
        chosen = written.split(";")
        return ", ".join(label for code, label in known.options(one.source) if code in chosen) or one.empty
    options = {"yes_no": {"ja": "Ja", "nej": "Nej"}}.get(one.kind) or dict(one.options)
    if one.kind == "choice" and not options:
        options = dict(known.options(one.source))
    return options.get(written, written)


def by_now(
    store: Store, register: Register, known: Known, chosen: Row | None, written: Mapping[str, str]
) -> Row | None:
    """What is in force by now of the item that is `chosen`, or else of what is `written` as something new; if any."""
    wanted = item_of(register, chosen) if chosen else _named(register, written, known)
    return next((row for row in items(store, register, known, None) if item_of(register, row) == wanted), None)


def _named(register: Register, written: Mapping[str, str], known: Known) -> str:
    """What would name what is written as something new; empty while it cannot be told."""
    values, faults = read_fields(register, written, known)
    needed = set(register.key) if register.key else {one.name for one in register.fields}
    if needed & set(faults) or (register.key and any(values.get(name) is None for name in register.key)):
        return ""
    return item_of(register, {**values, "id": new_id(register, values, known)} if register.prefix else values)


def examine_entry(
    store: Store, register: Register, written: Mapping[str, str], known: Known, item: str = ""
) -> Entered:
    """Check what was written against every rule and what is in force; nothing is stored."""
    store = store.in_county(known.county)
    values, faults = read_fields(register, written, known)
    told = {name: f"{fault.expected} {fault.remedy}".strip() for name, fault in faults.items()}
    for one in (KNOWN_ON, BY):
        try:
            values[one.name] = read_field(one, written.get(one.name, ""), known)
        except NotUnderstood as fault:
            told[one.name] = f"{fault.expected} {fault.remedy}".strip()
    if item and is_anonymous(register, values) and known.had_sender(item):
        told = {"anonymous": _HAS_SENDER}
    elif item and register is EXAMPLE and values.get("principal_code") and known.was_anonymous(item):
        told = {"principal_code": _HAS_NO_SENDER}
    if KNOWN_ON.name not in told and values.get(KNOWN_ON.name, known.today) > known.today:
        told[KNOWN_ON.name] = "Den dagen har inte varit än."
    if told:
        return Entered(register, item, told)
    if register is CONTACT:
        return _examined_contact(store, values, known, item)
    changes = changes_of(facts_of(register, values, _HERE, known, item), store, known.today)
    latest = max((change.before["known_on"] for change in changes if change.before), default=None)
    if latest and values[KNOWN_ON.name] < latest:
        late = f"Det som gäller är känt sedan {latest.isoformat()}. Ange den dagen eller en senare."
        return Entered(register, item, {KNOWN_ON.name: late})
    whole = {item_of(register, row): row for row in items(store, register, known, None)}
    before = whole.get(item_of(register, changes[0].after), {})
    differing = _differing(register, before, values, known)
    return Entered(register, item, {}, values, changes, differing, known.version)


def store_entry(store: Store, entered: Entered) -> None:
    """Append what was entered, in one transaction.

    Raises PictureMoved when something else was written meanwhile (nothing is stored), DatabaseUnavailable.
    """
    by = str(entered.values[BY.name])
    origin: dict[str, object] = {
        "id": f"entry_{uuid4().hex}",
        "kind": "entry",
        "title": f"Inmatat på sidan Data: {entered.register.title}",
        "synthetic": False,
    }
    if entered.register is CONTACT:
        row = {one.name: entered.values[one.name] for one in CONTACT.fields}
        row |= {"id": entered.item, "county_code": entered.county, "known_on": entered.known_on}
        store.save_contact(row, origin, by, if_version=entered.version)
        return
    store.append_together(batches_of(entered.changes, entered.known_on, origin, by), if_version=entered.version)


def history_of(store: Store, register: Register, row: Mapping[str, Any]) -> list[Row]:
    """Every row ever written of an item, the newest first; of a register with two tables those of the second too."""
    if register is CONTACT:
        return []
    rows = []
    for table in (one for one in register.tables if not any(f.kind == "many" for f in register.of_table(one))):
        key = {name: row.get(name) for name, _ in register.fixed} | {name: row.get(name) for name in register.key}
        if register.in_county and not register.prefix:
            key["county_code"] = row["county_code"]
        if register.prefix:
            key = {"id" if table == register.table else f"{register.table}_id": row["id"]}
        rows += store.history(table, **key)
    return sorted(rows, key=lambda one: (one["known_on"], one["recorded_at"]), reverse=True)


def register_named(name: str | None) -> Register | None:
    """The register with that id in addresses."""
    return REGISTERS.get(name or "")


def _examined_contact(store: Store, values: dict[str, Any], known: Known, item: str) -> Entered:
    contacts = {row["id"]: row for row in store.in_force(CONTACT.table, known.today)}
    if item and item not in contacts:
        return Entered(CONTACT, item, {BY.name: _ERASED})
    item = item or new_id(CONTACT, values, known)
    before = contacts.get(item, {})
    differing = _differing(CONTACT, before, values, known)
    return Entered(CONTACT, item, {}, values, (), differing, known.version, known.county)


def _differing(
    register: Register, before: Mapping[str, Any], values: Mapping[str, Any], known: Known
) -> list[tuple[str, str, str]]:
    return [
        (
            one.label,
            as_words(one, before.get(one.name), known) if before else "",
            as_words(one, values[one.name], known),
        )
        for one in register.fields
        if before.get(one.name) != values[one.name]
    ]


def _as_written(one: Field, value: Any, known: Known) -> str:
    if value is None:
        return ""
    if one.kind == "yes_no":
        return "ja" if value else "nej"
    if one.kind == "many":
        return ";".join(value)
    if one.name in {"likelihood", "consequence"}:
        steps = known.steps(one.source.removeprefix("scale:"))
        return next((str(step["code"]) for step in steps if step["step"] == value), "")
    return value.isoformat() if isinstance(value, date) else str(value)
