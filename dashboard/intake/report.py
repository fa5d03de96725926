"""What came of reading a file in, for the command line."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from dashboard.intake.changes import Change
from dashboard.intake.limits import MOST_BYTES
from dashboard.intake.problems import FileRefused
from dashboard.intake.read_in import AlreadyIn, Examined, Progress, examine, store_examined
from dashboard.store.store import Store

BY = "lagesbild import"


@dataclass(frozen=True)
class Result:
    """A file and what came of it: what was found, or the sentence that says why it was not read."""

    name: str
    stored: bool
    examined: Examined | None = None
    refused: str = ""
    already: bool = False

    @property
    def fine(self) -> bool:
        """Whether what the file says is stored, or could be."""
        return self.already or (self.examined is not None and not self.examined.errors)

    def words(self) -> str:
        """The result as lines of plain Swedish."""
        if self.examined is None:
            return self.refused
        one = self.examined
        lines = [f"{'Fel' if problem.severity == 'error' else 'Obs'}: {problem}" for problem in one.problems]
        if one.errors:
            return "\n".join([*lines, f"{one.name}: {len(one.errors)} fel. Ingenting sparades."])
        told = (
            f"{one.count('new')} nya, {one.count('corrected')} rättade, {one.count('unchanged')} oförändrade uppgifter"
        )
        return "\n".join([*lines, f"{one.name}: {told}. {'Sparat.' if self.stored else 'Ingenting sparades.'}"])

    def as_dict(self) -> dict[str, Any]:
        """The result as plain values, for JSON."""
        one = self.examined
        return {
            "file": self.name,
            "stored": self.stored,
            "refused": self.refused,
            "problems": [problem.as_dict() for problem in one.problems] if one else [],
            "changes": [_change(change) for change in one.changes if change.kind != "unchanged"] if one else [],
            "unchanged": one.count("unchanged") if one else 0,
        }


def read_in(store: Store, county: str, path: Path, round_id: str | None, dry_run: bool, progress: Progress) -> Result:
    """Read the file at `path` in, or with `dry_run` only look it through; never raises for what is wrong with the file.

    Raises DatabaseUnavailable, and LagesbildError when nothing could be stored though the file is right.
    """
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)  # what is larger is refused, and need not be had whole
    except OSError as error:
        return Result(path.name, False, refused=f"Filen {path} går inte att läsa ({error.strerror}).")
    today = date.today()
    try:
        one = examine(store, county, today, path.name, content, round_id, progress)
        if one.errors or dry_run or all(change.kind == "unchanged" for change in one.changes):
            return Result(path.name, False, one)
        return Result(path.name, True, store_examined(store, county, today, one, BY))
    except FileRefused as refusal:
        return Result(path.name, False, refused=str(refusal))
    except AlreadyIn as said:
        return Result(path.name, False, refused=str(said), already=True)


def _change(change: Change) -> Mapping[str, Any]:
    before = change.before or {}
    return {
        "kind": change.kind,
        "table": change.fact.table,
        "key": [str(part) if part is not None else None for part in change.fact.key],
        "from": {name: _plain(before.get(name)) for name in change.differing},
        "to": {name: _plain(change.after[name]) for name in change.differing},
        "place": str(change.fact.place),
    }


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
