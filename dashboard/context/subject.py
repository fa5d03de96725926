"""The aspect or measure that is looked at: its name, its states per huvudman, the labels of its scale."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dashboard.context.context import Context
from dashboard.context.results import Answer
from dashboard.context.view import View
from dashboard.store.records import Row

STAGE_SCALE = "shift"
REGISTERS = {"role_status": "roles/status_by_principal", "plan_status": "roles/plan_by_principal"}


@dataclass(frozen=True)
class Subject:
    """What a map shows: its name, its scale, and what is asked about it."""

    name: str
    scale: str
    context: Context

    @property
    def view(self) -> View:
        """The view of the subject."""
        return self.context.view

    @property
    def over_rounds(self) -> bool:
        """Whether it is answered round by round; registers of roles and plans change on any day."""
        return self.scale not in REGISTERS

    def answer(self) -> Answer:
        """One row per huvudman with `state`, `state_label` and, for scales, `stage`.

        Before the first round it is the mail-out that has a state: nobody has been asked yet.
        """
        if self.over_rounds and self.view.round is None:
            return self.context.ask("follow_up/response_by_principal", round="")
        return self.context.ask(REGISTERS.get(self.scale, "follow_up/state_by_principal"))


def subject_of(context: Context) -> Subject:
    """The subject of the view; an aspect without measures on the stage scale is shown by its first register."""
    view = context.view
    measures = context.ask("catalogue/measures").rows
    chosen = next((m for m in measures if m["measure_id"] == view.measure), None)
    if chosen is None:
        own = [m for m in measures if m["aspect_id"] == view.aspect]
        if any(m["scale_id"] == STAGE_SCALE and m["answered_by"] == "huvudman" for m in own):
            name = next(str(m["aspect"]) for m in own)
            return Subject(name, STAGE_SCALE, context)
        chosen = next(m for m in own if m["scale_id"] in REGISTERS)
    own_view = view.at(measure=str(chosen["measure_id"]))
    return Subject(str(chosen["measure"]), str(chosen["scale_id"]), context.of(own_view))


def can_be_mapped(measure: Mapping[str, object]) -> bool:
    """Whether each huvudman has a state in the measure that can be drawn: a step of a short scale."""
    steps = measure["scale_kind"] in {"ordinal", "agree"} and measure["answered_by"] == "huvudman"
    return steps or measure["scale_id"] in REGISTERS


def as_counted(view: View, measures: Sequence[Row], *, narrowed: bool) -> tuple[View, Row | None]:
    """The view as a page counts, and the one of all `measures` that it gives up because it cannot be drawn, if any.

    Only a page that is `narrowed` has filters for arbetsgrupp and core set. On the others they stay in the address,
    but the whole county is counted: nothing is left out that the page does not say is left out.
    """
    if not narrowed:
        view = view.at(work_group=None, core=None)
    shown = next((row for row in measures if row["measure_id"] == view.measure), None)
    if shown is None or can_be_mapped(shown):
        return view, None
    chosen = {name: value for name, value in view.chosen.items() if name != "matt"} | {"aspekt": view.aspect}
    return replace(view, measure=None, chosen=chosen), shown


def level_aspects(context: Context) -> dict[str, str]:
    """The aspects in which each huvudman answers a measure of the view's level on the stage scale, by id."""
    return {
        row["aspect_id"]: row["aspect"]
        for row in context.ask("catalogue/measures").rows
        if row["level_id"] == context.view.level and row["scale_id"] == STAGE_SCALE and row["answered_by"] == "huvudman"
    }


def common(measure: Row) -> bool:
    """Whether every county asks the measure, and it has a step that can be shown."""
    return bool(measure["common"]) and measure["kept_in"] == "answer" and can_be_mapped(measure)


def comparable(context: Context) -> tuple[Context, dict[str, str], str]:
    """The context of what can be compared, the aspects it can be turned to, and what was given up, in a sentence."""
    view = context.view
    measures = [row for row in context.ask("catalogue/measures").rows if common(row)]
    aspects = {row["aspect_id"]: row["aspect"] for row in measures if row["scale_id"] == STAGE_SCALE}
    known = {row["aspect_id"]: row["aspect"] for row in context.ask("catalogue/aspects").rows}
    aspects = {one: name for one, name in known.items() if one in aspects}
    chosen = {name: value for name, value in view.chosen.items() if name not in ("matt", "aspekt")}
    if view.measure and view.measure not in {row["measure_id"] for row in measures}:
        words = f"Måttet ”{view.measure}” är länets eget och går inte att jämföra. Hela aspekten visas i stället."
        view = replace(view, measure=None, chosen=chosen | {"aspekt": view.aspect})
        return context.of(view), aspects, words
    if not view.measure and view.aspect not in aspects:
        return context.of(replace(view, aspect=next(iter(aspects)), chosen=chosen)), aspects, ""
    return context, aspects, ""


def steps(context: Context, scale: str = STAGE_SCALE) -> tuple[str, ...]:
    """The labels of a scale's steps, each at the place of its number; empty where the scale begins after 0."""
    labels = {
        row["step"]: row["label"] for row in context.ask("catalogue/scale_steps").rows if row["scale_id"] == scale
    }
    return tuple(labels.get(step, "") for step in range(max(labels) + 1))
