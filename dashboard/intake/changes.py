"""Checked facts held against what is in force: new, corrected, unchanged."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from dashboard.intake.facts import Fact
from dashboard.intake.giving_way import giving_way
from dashboard.store.read_policy import WITHHELD
from dashboard.store.records import Row
from dashboard.store.schema import FACT_TABLES
from dashboard.store.store import Store

Kind = Literal["new", "corrected", "unchanged"]
UNNAMED_PLAN = "Planens namn är inte angivet"
PROVENANCE = {"known_on", "recorded_at", "recorded_by", "source_id", "row_id"}


@dataclass(frozen=True)
class Change:
    """What storing a fact would do: the row as it is (None when there is none) and as it would be."""

    fact: Fact
    kind: Kind
    before: Row | None
    after: Mapping[str, Any]

    @property
    def differing(self) -> list[str]:
        """The columns whose value changes."""
        return [name for name, value in self.after.items() if (self.before or {}).get(name) != value]

    @property
    def covers_withheld(self) -> bool:
        """Whether there is an answer already that is withheld from everybody.

        Then nothing may depend on what it says: a file that guesses right is taken like one that guesses wrong.
        """
        return self.fact.table == "answer" and self.before is not None and self.before["special"] == WITHHELD


def changes_of(facts: Sequence[Fact], store: Store, today: date) -> list[Change]:
    """What storing each of `facts` would do to what is in force at the end of `today`."""
    known = {table: _by_key(table, _in_force(table, facts, store, today)) for table in {fact.table for fact in facts}}
    return [_change(fact, known[fact.table].get(fact.key)) for fact in giving_way(facts)]


def rows_of(changes: Iterable[Change], known_on: date) -> dict[str, list[dict[str, object]]]:
    """The rows to append, by table: only what is new or corrected."""
    rows: dict[str, list[dict[str, object]]] = {}
    for change in changes:
        if change.kind != "unchanged":
            rows.setdefault(change.fact.table, []).append({**change.after, "known_on": known_on})
    return rows


def _in_force(table: str, facts: Sequence[Fact], store: Store, today: date) -> list[Row]:
    """What is in force in `table`; of answers only those of the rounds that are spoken of."""
    if table != "answer":
        return store.in_force(table, today)
    rounds = sorted({str(fact.values["round_id"]) for fact in facts if fact.table == table})
    return [row for round_id in rounds for row in store.in_force(table, today, round_id=round_id)]


def _by_key(table: str, rows: Iterable[Row]) -> dict[tuple[object, ...], Row]:
    key = FACT_TABLES[table].info["fact_key"]
    return {tuple(row[name] for name in key): row for row in giving_way(rows)}


def _change(fact: Fact, before: Row | None) -> Change:
    after = _whole(fact, before)
    if "concerns" in after and after["concerns"] == (before is not None and before["concerns"] is not False):
        return Change(fact, "unchanged", before, after)  # what never was said to concern it still does not
    if before is None:
        return Change(fact, "new", None, after)
    if Change(fact, "corrected", before, after).covers_withheld:
        return Change(fact, "corrected", before, after)
    same = all(before.get(name) == value for name, value in after.items())
    return Change(fact, "unchanged" if same else "corrected", before, after)


def _whole(fact: Fact, before: Row | None) -> dict[str, Any]:
    """Every column of the row as it would be stored; what is not said stays as it is where the fact keeps it."""
    columns = [column.name for column in FACT_TABLES[fact.table].columns if column.name not in PROVENANCE]
    after = {name: fact.values.get(name) for name in columns}
    if before is None:
        return _without_gaps(fact, after)
    if fact.table == "answer":
        if (after["value"], after["special"]) == (before["value"], before["special"]):
            for name in ("comment", "respondents"):  # an answer sent again without its comment does not take it back
                after[name] = before[name] if after[name] is None else after[name]
        return after
    kept = [name for name in columns if after[name] is None and (fact.keeps or name not in fact.values)]
    return _without_gaps(fact, after | {name: before[name] for name in kept})


def _without_gaps(fact: Fact, after: dict[str, Any]) -> dict[str, Any]:
    """What nobody told but the table must have: a role's funding (or state), a plan's name, a round's place."""
    if fact.table == "role_status":
        for name in ("status", "funding"):
            after[name] = after[name] or "unknown"
    if fact.table == "plan_status" and after["status"] == "in_existing_plan":
        after["document_name"] = after["document_name"] or UNNAMED_PLAN  # a question with one answer asks for no name
    if fact.table == "round" and after.get("sort_order") is None:
        after["sort_order"] = _order_of(str(after["id"]))
    return after


def _order_of(round_id: str) -> int:
    """The place of a round among its like by its code: 2027v before 2027h."""
    return int(round_id[:4]) * 2 + (round_id[4] == "h") if round_id[:4].isdigit() else 0
