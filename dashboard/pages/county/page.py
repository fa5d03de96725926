"""Länet: how far the county has come, what has moved, what is new."""

import streamlit as st

from dashboard.charts import follow_up
from dashboard.context.context import Context
from dashboard.context.subject import steps, subject_of
from dashboard.pages.county.glance import glance
from dashboard.ui import explanations
from dashboard.ui.cache import drawn
from dashboard.ui.figure import Figure, figure, foot
from dashboard.ui.map import beside_map, county_map, map_head
from dashboard.ui.meetings import minutes_in_brief, since_last_meeting
from dashboard.ui.navigation import round_filters, subject_filters
from dashboard.ui.page import begin, end, read_context
from dashboard.ui.page_files import place_files
from dashboard.ui.tiles import county_tiles, place_tiles
from dashboard.wording.findings import follow_up as findings

PATH = "/"


def where_it_stands(context: Context) -> None:
    """The map with the region beside it, and the county's key figures."""
    view = context.view
    subject = subject_of(context)
    answer = subject.answer()
    when = context.round_name() if subject.over_rounds else "läget"
    map_head(view, f"{subject.name}, {when.lower()}", findings.states(answer.rows))
    map_side, legend_side, number_side = st.columns([10, 5, 10], gap="medium")
    with map_side:
        county_map(view, answer, f"Karta över länet: {subject.name}")
    with legend_side:
        beside_map(subject.context, answer)
    with number_side:
        place_tiles(county_tiles(context))
    st.html(
        foot(
            view,
            Figure(
                "laget",
                f"{subject.name}: läget per huvudman",
                "",
                answer,
                explanations.of_subject(subject.context),
            ),
        )
    )


def what_moved(context: Context) -> None:
    """From → to per huvudman, and the distribution over rounds."""
    view = context.view
    subject = subject_of(context)
    if not subject.over_rounds or not view.round:
        return
    labels = steps(context, subject.scale)
    if view.previous and subject.scale == "shift":
        moves = context.ask("follow_up/shift_by_principal", level=None)
        words = findings.movement(moves.rows, context.round_name(view.previous), context.round_name())
        one = Figure("forflyttning", f"{subject.name}: förflyttning", words, moves, explanations.SHIFT)
        figure(view, one, drawn(follow_up.movement, moves, labels), alt=words)
    spread = subject.context.ask("follow_up/distribution_by_round", level=None)
    far = len(labels) - 2
    words = findings.distribution(spread.rows, far, labels[far])
    one = Figure(
        "fordelning",
        f"{subject.name}: fördelning per omgång",
        words,
        spread,
        explanations.of_subject(subject.context),
    )
    figure(view, one, drawn(follow_up.distribution, spread), alt=words)


context, messages = read_context()
begin(
    context,
    PATH,
    "Länet",
    f"Tillsammans för barnens bästa, {context.county['county']}, {context.round_name().lower()}.",
    messages,
    [*subject_filters(context), *round_filters(context)],
)
where_it_stands(context)
glance(context)
what_moved(context)
since_last_meeting(context, PATH)
minutes_in_brief(context)
place_files(context, PATH)
end(context)
