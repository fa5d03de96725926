"""Ledningsnivåer: what is asked of each level, how it goes, and where the levels see things differently."""

import streamlit as st

from dashboard.charts import follow_up
from dashboard.context.asking import ask
from dashboard.context.subject import level_aspects, steps
from dashboard.context.view import View
from dashboard.ui import explanations
from dashboard.ui.cache import drawn
from dashboard.ui.figure import Figure, figure, foot
from dashboard.ui.map import beside_map, county_map, map_head
from dashboard.ui.markup import place
from dashboard.ui.navigation import level_filter, round_filters, subject_filters
from dashboard.ui.page import begin, end, read_view, round_name
from dashboard.ui.page_files import place_files
from dashboard.wording.findings import follow_up as findings

PATH = "/ledning"
FIRST = "medarbetare"


def asked_of(view: View) -> None:
    """What the dialogue asked of the level, what was said, and questions to take to the meeting."""
    place(
        "level.html",
        expectations=ask("catalogue/expectations", view).rows,
        questions=ask("catalogue/discussion_questions", view).rows,
        quotes=[one for one in ask("county/observations", view).rows if one["kind"] == "quote"],
    )


def where_it_stands(view: View, aspect: str) -> None:
    """The map of the level's measures in the aspect, and every measure of the level."""
    answer = ask("follow_up/state_by_principal", view, measure=None)
    heading, words = f"{aspect}, {round_name(view).lower()}", findings.states(answer.rows)
    map_head(view, heading, words)
    map_side, legend_side = st.columns([2, 1], gap="medium")
    with map_side:
        county_map(view, answer, f"Karta över länet: {aspect}")
    with legend_side:
        beside_map(view, answer)
    state = Figure("laget", f"{aspect}: läget per huvudman", "", answer, explanations.of_subject(view.at(measure=None)))
    st.html(foot(view, state))
    measures = ask("follow_up/measures_of_level", view)
    words = findings.measures(measures.rows)
    figure(view, Figure("matt", "Nivåns mått", words, measures, explanations.MEASURES, table_open=True))


def what_moved(view: View) -> None:
    """From → to per huvudman in the level's measures."""
    if view.previous:
        moves = ask("follow_up/shift_by_principal", view, aspect=None, measure=None)
        words = findings.movement(moves.rows, round_name(view, view.previous), round_name(view))
        one = Figure("forflyttning", "Nivåns förflyttning", words, moves, explanations.SHIFT)
        figure(view, one, drawn(follow_up.movement, moves, steps(view)), alt=words)


def what_differs(view: View) -> None:
    """Where this level and another see the same aspect differently."""
    answer = ask("follow_up/levels_compared", view)
    words = findings.levels_differ(answer.rows)
    figure(
        view,
        Figure(
            "skillnader", "Där nivåerna ser olika på samma aspekt", words, answer, explanations.LEVELS, table_open=True
        ),
    )


def common(view: View) -> None:
    """What is answered once for the county or computed, on the county level."""
    answer = ask("follow_up/common_measures", view)
    words = findings.common(answer.rows)
    figure(
        view, Figure("gemensamt", "Besvarat gemensamt för länet", words, answer, explanations.MEASURES, table_open=True)
    )
    answer = ask("follow_up/computed_measures", view)
    words = findings.computed(answer.rows)
    figure(view, Figure("beraknat", "Beräknat ur svaren", words, answer, explanations.COMPUTED, table_open=True))


view, messages = read_view()
view = view.at(level=view.level or FIRST)
aspects = level_aspects(view)
view = view.at(aspect=view.aspect if view.aspect in aspects else next(iter(aspects)), measure=None)
level = next(row for row in ask("catalogue/levels", view).rows if row["level_id"] == view.level)
fields = [level_filter(view), subject_filters(view, aspects=aspects)[0], *round_filters(view)]
begin(view, PATH, level["level"], level["description"], messages, fields, title=f"{level['level']} – Ledningsnivåer")
asked_of(view)
if view.round:
    where_it_stands(view, aspects[view.aspect])
    what_moved(view)
    what_differs(view)
    if view.level == "lan":
        common(view)
else:
    place("nothing_yet.html", words="Ingen omgång är känd, så det finns inga svar att visa för nivån.")
place_files(view, PATH)
end(view)
