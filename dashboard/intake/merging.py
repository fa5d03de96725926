"""What a person changed in a form, put together with what others changed meanwhile.

A form is of what stood when it was drawn. Only what the person changed in it is theirs; the rest is as it stands by
now. Where both have changed the same, the person chooses.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from dashboard.intake.codes import Known
from dashboard.intake.entries import in_words, written_as
from dashboard.intake.register import Field, Register
from dashboard.store.store import Store


@dataclass(frozen=True)
class Draft:
    """What came with a form: field → what stood there when it was drawn, and → what it was changed to, if it was."""

    drawn: Mapping[str, str] = field(default_factory=dict)
    changed: Mapping[str, str] = field(default_factory=dict)

    def settled(self, sides: Mapping[str, str], beneath: Sequence["Beneath"]) -> "Draft":
        """The draft once it is chosen, field by field, whose change is to stand; where nothing is chosen, as it was."""
        known = {one.name: one for one in beneath if one.clash and sides.get(one.name) in {MINE, THEIRS}}
        drawn = {**self.drawn, **{name: one.written for name, one in known.items()}}
        theirs = {name for name in known if sides[name] == THEIRS}
        return Draft(drawn, {name: words for name, words in self.changed.items() if name not in theirs})


@dataclass(frozen=True)
class Beneath:
    """A field that somebody else changed since the form was drawn: who, from what, to what, in words.

    `mine` is what the person changed it to, in words; empty when they left it. `written` is what it is now, as a form
    holds it.
    """

    name: str
    label: str
    by: str
    before: str
    now: str
    written: str
    mine: str = ""

    @property
    def clash(self) -> bool:
        """Whether the person changed it too, to something else."""
        return bool(self.mine)


@dataclass(frozen=True)
class Merged:
    """What would be stored, field → as a form holds it, and what others have changed meanwhile."""

    written: Mapping[str, str]
    beneath: Sequence[Beneath] = ()

    @property
    def clashes(self) -> list[Beneath]:
        """What must be chosen between."""
        return [one for one in self.beneath if one.clash]


MINE, THEIRS = "mine", "theirs"


def merge(store: Store, register: Register, row: Mapping[str, Any] | None, draft: Draft, known: Known) -> Merged:
    """`draft` put together with `row`, what is in force by now; None when there is nothing yet."""
    written = {**draft.drawn, **draft.changed}
    if row is None:
        return Merged(written)
    now = written_as(register, row, known)
    authors = _authors(store, register, row, known)
    beneath = []
    for one in register.fields:
        before, stands = draft.drawn.get(one.name, ""), now[one.name]
        mine = draft.changed.get(one.name)
        if mine is None:
            written[one.name] = stands
        if _same(one, stands, before) or (mine is not None and _same(one, stands, mine)):
            continue
        told = Beneath(
            one.name,
            one.label,
            authors.get(one.table or register.table, ""),
            in_words(one, before, known),
            in_words(one, stands, known),
            stands,
        )
        beneath.append(told if mine is None else replace(told, mine=in_words(one, mine, known)))
    return Merged(written, beneath)


def _authors(store: Store, register: Register, row: Mapping[str, Any], known: Known) -> dict[str, str]:
    """Table of a register → who wrote what is in force there of an item."""
    authors = {register.table: str(row.get("recorded_by") or "")}
    for table in register.tables[1:]:
        rows = store.in_county(known.county).in_force(table, known.today, **{f"{register.table}_id": str(row["id"])})
        newest = max(rows, key=lambda one: (one["recorded_at"], one["row_id"]), default=None)
        authors[table] = str(newest["recorded_by"]) if newest else ""
    return authors


def _same(one: Field, first: str, second: str) -> bool:
    if one.kind == "many":
        return set(first.split(";")) == set(second.split(";"))
    return _plain(first) == _plain(second)


def _plain(words: str) -> str:
    """As the browser gives it back: one way to end a line, nothing around it."""
    return "\n".join(words.splitlines()).strip()
