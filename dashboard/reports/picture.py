"""What a report is made of: a store and a view, asked as pages ask, with what must be said beside every figure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from dashboard.context.results import Answer, Value, put
from dashboard.context.view import View
from dashboard.store.records import Row
from dashboard.store.store import Store
from dashboard.wording.swedish import day, listed, lower_first, sentence

ORIGINS = {
    "minutes": "styrgruppens minnesanteckningar",
    "import": "inkomna svar",
    "entry": "inmatat i Lägesbild",
    "sample": "påhittade rader",
}


@dataclass(frozen=True)
class Picture:
    """One county on one day, and the way to ask about it."""

    store: Store
    view: View

    def ask(self, name: str, **changes: Value) -> Answer:
        """Put a named question, its parameters taken from the view unless named in `changes`."""
        return put(self.store, name, self.view, **changes)

    def may_read(self, right: str) -> bool:
        """Whether whoever asks may read something of all huvudmän, or of its own: otherwise nothing is said of it."""
        return self.store.scope.may(right) or bool(self.store.scope.own)

    @cached_property
    def county(self) -> str:
        """The county's name."""
        rows = self.ask("catalogue/counties").rows
        return next(str(row["county"]) for row in rows if row["county_code"] == self.view.county)

    @property
    def day(self) -> str:
        """The day of the picture, in words."""
        return day(self.view.as_of)

    def round_name(self, round_id: str | None) -> str:
        """The name of a round; words for none when none is known."""
        rounds = self.ask("follow_up/rounds", work_group=None).rows
        return next((str(row["round"]) for row in rounds if row["round_id"] == round_id), "Ingen omgång ännu")

    @cached_property
    def rounds(self) -> str:
        """The rounds that are looked at, in words."""
        later = self.round_name(self.view.round)
        earlier = f", jämförd med {lower_first(self.round_name(self.view.previous))}" if self.view.previous else ""
        return f"{later}{earlier}" if self.view.round else later

    @cached_property
    def principals(self) -> Mapping[str, Row]:
        """Every huvudman by code."""
        return {row["principal_code"]: row for row in self.ask("catalogue/principals").rows}

    @cached_property
    def meetings(self) -> tuple[Row, ...]:
        """Every meeting known on the day, the latest first."""
        return self.ask("county/meetings").rows

    @cached_property
    def meeting(self) -> Row | None:
        """The meeting that the view names, else the next one planned, else the last one held."""
        named = next((row for row in self.meetings if row["meeting_id"] == self.view.meeting), None)
        planned = [row for row in self.meetings if row["held_on"] and row["held_on"] >= self.view.as_of]
        return named or (planned[-1] if planned else next(iter(self.meetings), None))

    @property
    def next_meeting(self) -> Row | None:
        """The first meeting planned for the day of the picture or later."""
        planned = [row for row in self.meetings if row["status"] == "planned" and row["held_on"]]
        ahead = [row for row in planned if row["held_on"] >= self.view.as_of]
        return min(ahead, key=lambda row: row["held_on"], default=None)

    def last_meeting(self, before: date | None = None) -> date | None:
        """The day of the latest meeting held before the day of the picture, and before `before` if that is earlier."""
        earliest = min(self.view.as_of, before or self.view.as_of)
        held = [row["held_on"] for row in self.meetings if row["status"] == "held" and row["held_on"]]
        return max((one for one in held if one < earliest), default=None)

    @property
    def since(self) -> date | None:
        """The day that changes are counted from on pages about the county: `sedan`, or the last meeting."""
        return self.view.since or self.last_meeting()

    @property
    def since_before_meeting(self) -> date | None:
        """The day that changes are counted from on the page of the meeting."""
        return self.view.since or self.last_meeting(self.meeting["held_on"] if self.meeting else None)


def is_synthetic(answers: Iterable[Answer]) -> bool:
    """Whether invented rows take part in any of the answers."""
    return any(answer.synthetic for answer in answers)


def sources_of(answers: Iterable[Answer]) -> str:
    """Where the rows of the answers come from, in one sentence; empty when there are no rows with an origin."""
    kinds: set[str] = set()
    for answer in answers:
        for row in answer.rows:
            if row.get("origin"):
                kinds.add(str(row["origin"]))
            elif row.get("synthetic"):
                kinds.add("sample")
    if not kinds:
        return ""
    return sentence(f"Källor: {listed([ORIGINS.get(kind, 'Lägesbild') for kind in sorted(kinds)])}")
