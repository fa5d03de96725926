"""A county of its own for each test: the real catalogue, two rounds, and a clock that the test sets."""

from collections.abc import Iterator
from datetime import date, datetime, time

import pytest

from dashboard.intake.read_in import Examined, examine, store_examined
from dashboard.store.store import Store
from tests.conftest import whole_row
from tests.engines import EMPTY, Databases, Own
from tests.queries.tables import a_round

ROUNDS = [a_round("2025h", 1, "2025-10-01", name="Hösten 2025"), a_round("2026h", 2, "2026-09-14", name="Hösten 2026")]


class County:
    """A county that reads files in: its store, and the day it is."""

    def __init__(self, own: Own) -> None:
        self.today = date(2026, 9, 14)
        self.store = own.store(EMPTY, self._now)
        source = {"id": "rounds", "kind": "entry", "title": "Rounds", "synthetic": False}
        self.store.append({"round": [whole_row("round", row) for row in ROUNDS]}, source, "test")
        self.today = date(2026, 10, 5)

    def _now(self) -> datetime:
        return datetime.combine(self.today, time(12))

    def look(self, name: str, content: bytes, round_id: str | None = "2026h") -> Examined:
        """A file looked through; nothing is stored."""
        return examine(self.store, "04", self.today, name, content, round_id)

    def read(self, name: str, content: bytes, round_id: str | None = "2026h") -> Examined:
        """A file without errors, stored."""
        one = self.look(name, content, round_id)
        assert not one.errors, told(one)
        return store_examined(self.store, "04", self.today, one, "test")

    def answers(self, round_id: str = "2026h") -> dict[tuple[str, str], float | str]:
        """(who, measure) → value or special answer, as in force today."""
        return {
            (row["principal_code"] or row["work_group_id"] or "lan", row["measure_id"]): row["special"] or row["value"]
            for row in self.store.in_force("answer", self.today, round_id=round_id)
        }

    def states(self, measure: str, as_of: date | None = None) -> dict[str, tuple[str, int | None, str]]:
        """Code → (round, stage, words) of a measure in the last round, as the pages ask for it."""
        frame = self.store.frame(
            "follow_up/states", as_of=as_of or self.today, county="04", level=None, measure=measure
        )
        last = frame[frame["round_id"] == "2026h"].astype(object)
        return {row.principal_code: row.state_label for row in last.itertuples()}

    @property
    def is_empty(self) -> bool:
        """Whether nothing but the rounds has been stored."""
        return [row["id"] for row in _sources(self.store)] == ["rounds"] and not self.answers()


def _sources(store: Store) -> list[dict[str, object]]:
    rows = store.answer("work/sources", county="04", as_of=date(2100, 1, 1)).rows
    return [{"id": row["source_id"]} for row in rows]


def told(one: Examined) -> str:
    """Everything that was said of a file."""
    return "\n".join(str(problem) for problem in one.problems)


def would_store(one: Examined) -> dict[tuple[str, str], float | str]:
    """(huvudman, measure) → value or special answer that storing a file would give."""
    assert not one.errors, told(one)
    answers = [change.after for change in one.changes if change.fact.table == "answer"]
    return {(row["principal_code"], row["measure_id"]): row["special"] or row["value"] for row in answers}


@pytest.fixture(scope="module")
def looking(databases: Databases) -> Iterator[County]:
    """A county shared by the tests that only look files through, and store nothing."""
    one = databases.once("looking", lambda: County(Own(databases)))
    yield one
    assert one.is_empty


@pytest.fixture
def county(own: Own) -> County:
    """A county that nothing is known of but its catalogue and its rounds."""
    return County(own)
