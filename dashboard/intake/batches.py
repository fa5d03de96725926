"""Changes made ready to be stored: each lesson without a sender with a source of its own, the rest with theirs."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import uuid4

from dashboard.intake.anonymous import NOBODY
from dashboard.intake.changes import Change, rows_of
from dashboard.store.store import Batch

_OWNERS = {"example": "id", "example_aspect": "example_id"}
"""The tables of a lesson, and the column with its id."""


def batches_of(changes: Sequence[Change], known_on: date, origin: Mapping[str, object], by: str) -> list[Batch]:
    """What is new or corrected, to be stored together; empty when nothing is.

    A file of which nothing but lessons without a sender is left leaves no source: its name would tell whose they are.
    """
    hidden: dict[object, list[Change]] = {change.after["id"]: [] for change in changes if _is_hidden(change)}
    shown: list[Change] = []
    for change in changes:
        owner = change.after.get(_OWNERS.get(change.fact.table, ""))
        hidden.get(owner, shown).append(change)
    batches = []
    if rows := rows_of(shown, known_on):
        batches.append(Batch(rows, origin, by))
    for own in hidden.values():
        if rows := rows_of(own, known_on):
            batches.append(Batch(rows, _origin_of_nobody(), NOBODY, day_only=True))
    return batches


def _is_hidden(change: Change) -> bool:
    return change.fact.table == "example" and bool(change.after["anonymous"])


def _origin_of_nobody() -> dict[str, object]:
    """One source for each, so that two lessons of one file are not told to be of one file."""
    return {"id": f"entry_{uuid4().hex}", "kind": "entry", "title": f"Lärdom {NOBODY.lower()}", "synthetic": False}
