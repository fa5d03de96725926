"""Länet: how far the county has come, what has moved, what is new."""

import streamlit as st

from dashboard.charts import follow_up
from dashboard.context.asking import ask, county_of
from dashboard.context.subject import steps, subject_of
from dashboard.context.view import View
from dashboard.pages.county.glance import glance
from dashboard.ui import explanations
from dashboard.ui.cache import drawn
from dashboard.ui.figure import Figure, figure, foot
from dashboard.ui.map import beside_map, county_map, map_head
from dashboard.ui.meetings import minutes_in_brief, since_last_meeting
from dashboard.ui.navigation import round_filters, subject_filters
from dashboard.ui.page import begin, end, read_view, round_name
from dashboard.ui.page_files import place_files
from dashboard.ui.tiles import county_tiles, place_tiles
from dashboard.wording.findings import follow_up as findings

PATH = "/"


def where_it_stands(view: View) -> None:
    """The map with the region beside it, and the county's key figures."""
    subject = subject_of(view)
    answer = subject.answer()
    when = round_name(view) if subject.over_rounds else "läget"
    map_head(view, f"{subject.name}, {when.lower()}", findings.states(answer.rows))
    map_side, legend_side, number_side = st.columns([10, 5, 10], gap="medium")
    with map_side:
        county_map(view, answer, f"Karta över länet: {subject.name}")
    with legend_side:
        beside_map(subject.view, answer)
    with number_side:
        place_tiles(county_tiles(view))
    st.html(
        foot(
            view,
            Figure("laget", f"{subject.name}: läget per huvudman", "", answer, explanations.of_subject(subject.view)),
        )
    )


def what_moved(view: View) -> None:
    """From → to per huvudman, and the distribution over rounds."""
    subject = subject_of(view)
    if not subject.over_rounds or not view.round:
        return
    labels = steps(view, subject.scale)
    if view.previous and subject.scale == "shift":
        moves = ask("follow_up/shift_by_principal", view, level=None)
        words = findings.movement(moves.rows, round_name(view, view.previous), round_name(view))
        one = Figure("forflyttning", f"{subject.name}: förflyttning", words, moves, explanations.SHIFT)
        figure(view, one, drawn(follow_up.movement, moves, labels), alt=words)
    spread = ask("follow_up/distribution_by_round", subject.view, level=None)
    far = len(labels) - 2
    words = findings.distribution(spread.rows, far, labels[far])
    one = Figure(
        "fordelning", f"{subject.name}: fördelning per omgång", words, spread, explanations.of_subject(subject.view)
    )
    figure(view, one, drawn(follow_up.distribution, spread), alt=words)


view, messages = read_view()
begin(
    view, PATH, "Länet", f"Tillsammans för barnens bästa, {county_of(view)['county']}, {round_name(view).lower()}.",
    messages,
    [*subject_filters(view), *round_filters(view)],
)  # fmt: skip
where_it_stands(view)
glance(view)
what_moved(view)
since_last_meeting(view, PATH)
minutes_in_brief(view)
place_files(view, PATH)
end(view)
