"""Landet: where the counties stand and what has moved in each, beside one another and never ranked."""

import streamlit as st

from dashboard.charts import country as charts
from dashboard.context.pages import COUNTRY
from dashboard.context.subject import common, comparable
from dashboard.pages.country.comparison import (
    OF_COUNTRY,
    beside_country,
    country_head,
    country_map,
    distribution_in_words,
    lead,
    movement_in_words,
    subject_name,
    where_counties_stand,
)
from dashboard.ui import explanations
from dashboard.ui.cache import drawn
from dashboard.ui.figure import Figure, figure, foot
from dashboard.ui.navigation import subject_filters
from dashboard.ui.page import begin, end, read_context
from dashboard.ui.page_files import place_files

context, messages = read_context()
context, aspects, given_up = comparable(context)
view = context.view
subject = subject_name(context, aspects)
stands = context.ask("national/state_by_county")
begin(
    context, COUNTRY, "Landet", lead(stands.rows), [*messages, *filter(None, [given_up])],
    subject_filters(context, aspects, common),
)  # fmt: skip
country_head(f"{subject}, län för län", where_counties_stand(stands.rows))
map_side, legend_side = st.columns([3, 2], gap="medium")
with map_side:
    country_map(context, stands, f"Karta över länen: {subject}")
with legend_side:
    beside_country(stands)
st.html(foot(view, Figure("laget", f"{subject}: länens median", "", stands, OF_COUNTRY, table_open=True)))
spread = context.ask("national/distribution")
words = distribution_in_words(spread.rows)
one = Figure("fordelning", f"{subject}: fördelning i länen", words, spread, OF_COUNTRY)
figure(view, one, drawn(charts.distribution, spread), alt=words)
moves = context.ask("national/movement")
words = movement_in_words(moves.rows)
one = Figure("forflyttning", f"{subject}: förflyttning i länen", words, moves, explanations.SHIFT)
figure(view, one, drawn(charts.movement, moves), alt=words)
place_files(context, COUNTRY)
end(context)
