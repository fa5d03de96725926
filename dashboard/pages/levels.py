"""Ledningsnivåer: what is asked of each level, how it goes, and where the levels see things differently."""

import streamlit as st

from dashboard.charts import follow_up
from dashboard.context.context import Context
from dashboard.context.subject import level_aspects, steps
from dashboard.ui import explanations
from dashboard.ui.cache import drawn
from dashboard.ui.figure import Figure, figure, foot
from dashboard.ui.map import beside_map, county_map, map_head
from dashboard.ui.markup import place
from dashboard.ui.navigation import level_filter, round_filters, subject_filters
from dashboard.ui.page import begin, end, read_context
from dashboard.ui.page_files import place_files
from dashboard.wording.findings import follow_up as findings

PATH = "/ledning"
FIRST = "medarbetare"


def asked_of(context: Context) -> None:
    """What the dialogue asked of the level, what was said, and questions to take to the meeting."""
    place(
        "level.html",
        expectations=context.ask("catalogue/expectations").rows,
        questions=context.ask("catalogue/discussion_questions").rows,
        quotes=[one for one in context.ask("county/observations").rows if one["kind"] == "quote"],
    )


def where_it_stands(context: Context, aspect: str) -> None:
    """The map of the level's measures in the aspect, and every measure of the level."""
    view = context.view
    answer = context.ask("follow_up/state_by_principal", measure=None)
    heading, words = f"{aspect}, {context.round_name().lower()}", findings.states(answer.rows)
    map_head(view, heading, words)
    map_side, legend_side = st.columns([2, 1], gap="medium")
    with map_side:
        county_map(view, answer, f"Karta över länet: {aspect}")
    with legend_side:
        beside_map(context, answer)
    state = Figure(
        "laget",
        f"{aspect}: läget per huvudman",
        "",
        answer,
        explanations.of_subject(context.of(view.at(measure=None))),
    )
    st.html(foot(view, state))
    measures = context.ask("follow_up/measures_of_level")
    words = findings.measures(measures.rows)
    figure(view, Figure("matt", "Nivåns mått", words, measures, explanations.MEASURES, table_open=True))


def what_moved(context: Context) -> None:
    """From → to per huvudman in the level's measures."""
    view = context.view
    if view.previous:
        moves = context.ask("follow_up/shift_by_principal", aspect=None, measure=None)
        words = findings.movement(moves.rows, context.round_name(view.previous), context.round_name())
        one = Figure("forflyttning", "Nivåns förflyttning", words, moves, explanations.SHIFT)
        figure(view, one, drawn(follow_up.movement, moves, steps(context)), alt=words)


def what_differs(context: Context) -> None:
    """Where this level and another see the same aspect differently."""
    answer = context.ask("follow_up/levels_compared")
    words = findings.levels_differ(answer.rows)
    figure(
        context.view,
        Figure(
            "skillnader", "Där nivåerna ser olika på samma aspekt", words, answer, explanations.LEVELS, table_open=True
        ),
    )


def common(context: Context) -> None:
    """What is answered once for the county or computed, on the county level."""
    answer = context.ask("follow_up/common_measures")
    words = findings.common(answer.rows)
    figure(
        context.view,
        Figure("gemensamt", "Besvarat gemensamt för länet", words, answer, explanations.MEASURES, table_open=True),
    )
    answer = context.ask("follow_up/computed_measures")
    words = findings.computed(answer.rows)
    figure(
        context.view, Figure("beraknat", "Beräknat ur svaren", words, answer, explanations.COMPUTED, table_open=True)
    )


context, messages = read_context()
context = context.of(context.view.at(level=context.view.level or FIRST))
aspects = level_aspects(context)
context = context.of(
    context.view.at(aspect=context.view.aspect if context.view.aspect in aspects else next(iter(aspects)), measure=None)
)
level = next(row for row in context.ask("catalogue/levels").rows if row["level_id"] == context.view.level)
fields = [level_filter(context), subject_filters(context, aspects=aspects)[0], *round_filters(context)]
begin(context, PATH, level["level"], level["description"], messages, fields, title=f"{level['level']} – Ledningsnivåer")
asked_of(context)
if context.view.round:
    where_it_stands(context, aspects[context.view.aspect])
    what_moved(context)
    what_differs(context)
    if context.view.level == "lan":
        common(context)
else:
    place("nothing_yet.html", words="Ingen omgång är känd, så det finns inga svar att visa för nivån.")
place_files(context, PATH)
end(context)
