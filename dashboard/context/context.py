"""Who looks, at what, of which store. Pages, reports and files ask through this, and nothing asks in another way."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from dashboard.access.viewer import Viewer
from dashboard.context.results import Answer, Value, parameters_for
from dashboard.context.view import View
from dashboard.store.records import Row
from dashboard.store.store import Store
from dashboard.wording.swedish import day, lower_first


@dataclass(frozen=True)
class Context:
    """A viewer, the store as that viewer may use it, and the view that is looked at."""

    store: Store
    viewer: Viewer
    view: View

    def ask(self, name: str, **changes: Value) -> Answer:
        """The answer to the query `name`, its parameters taken from the view unless named in `changes`.

        Raises KeyError when the query takes something that neither has, and what Store.answer raises.
        """
        given = parameters_for(self.store.query(name), self.view, **changes)
        return Answer(self.store.answer(name, **given), given)

    def of(self, view: View) -> "Context":
        """The same viewer and store, looking at another view."""
        return replace(self, view=view)

    def seen_by(self, viewer: Viewer) -> "Context":
        """The same view as another viewer would see it."""
        return replace(self, store=self.store.for_viewer(viewer.scope), viewer=viewer)

    def may(self, right: str) -> bool:
        """Whether the viewer holds a right. For what is offered; what is allowed, the store holds to."""
        return self.viewer.may(right)

    def may_read(self, right: str) -> bool:
        """Whether the viewer may read something of all huvudmän, or of its own."""
        return self.may(right) or bool(self.viewer.scope.own)

    @cached_property
    def county(self) -> Row:
        """The county that is looked at: its code, its name, whether its list of measures is decided."""
        return next(row for row in self.ask("catalogue/counties").rows if row["county_code"] == self.view.county)

    @property
    def day(self) -> str:
        """The day that is looked at, in words."""
        return day(self.view.as_of)

    def round_name(self, round_id: str | None = None) -> str:
        """The name of a round, by default the one that is looked at; words for none when none is known."""
        names = {str(row["round_id"]): str(row["round"]) for row in self.ask("follow_up/rounds", work_group=None).rows}
        return names.get(round_id or self.view.round or "", "Ingen omgång ännu")

    @property
    def rounds(self) -> str:
        """The rounds that are looked at, in words."""
        if not self.view.round or not self.view.previous:
            return self.round_name()
        return f"{self.round_name()}, jämförd med {lower_first(self.round_name(self.view.previous))}"

    @cached_property
    def principals(self) -> Mapping[str, Row]:
        """Every huvudman of the county by code."""
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
        """The first meeting planned for the day that is looked at or later."""
        planned = [row for row in self.meetings if row["status"] == "planned" and row["held_on"]]
        ahead = [row for row in planned if row["held_on"] >= self.view.as_of]
        return min(ahead, key=lambda row: row["held_on"], default=None)

    def last_meeting(self, before: date | None = None) -> date | None:
        """The day of the latest meeting held before the day that is looked at, and before `before` if it is earlier."""
        earliest = min(self.view.as_of, before or self.view.as_of)
        held = [row["held_on"] for row in self.meetings if row["status"] == "held" and row["held_on"]]
        return max((one for one in held if one < earliest), default=None)

    def since(self, meeting: Mapping[str, object] | None = None) -> date | None:
        """The day that changes are counted from: the one the view names, else the last meeting, or that before one."""
        held_on = meeting["held_on"] if meeting else None
        return self.view.since or self.last_meeting(held_on if isinstance(held_on, date) else None)
