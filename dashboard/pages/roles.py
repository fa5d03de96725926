"""Roller och planer: how far Barnets bästa-ansvarig has come, how it is paid, local plans, who takes part."""

import streamlit as st

from dashboard.charts import pipeline
from dashboard.context.context import Context
from dashboard.ui import explanations
from dashboard.ui.cache import drawn
from dashboard.ui.figure import Figure, figure, foot
from dashboard.ui.map import beside_map, county_map, map_head
from dashboard.ui.matrix import actors_matrix
from dashboard.ui.page import begin, end, read_context
from dashboard.ui.page_files import place_files
from dashboard.ui.tiles import place_tiles, role_tiles
from dashboard.wording.findings import follow_up as findings
from dashboard.wording.findings import registers as register_findings

PATH = "/roller"


def role(context: Context) -> None:
    """The map by status, the way from not started to integrated, and the funding beside it."""
    view = context.view
    answer = context.ask("roles/status_by_principal")
    map_head(view, "Barnets bästa-ansvarig", findings.states(answer.rows))
    map_side, legend_side, number_side = st.columns([10, 5, 10], gap="medium")
    with map_side:
        county_map(view, answer, "Karta över länet: Barnets bästa-ansvarig")
    with legend_side:
        beside_map(context, answer)
    with number_side:
        place_tiles(role_tiles(context))
    st.html(foot(view, Figure("roll", "Barnets bästa-ansvarig: läget per huvudman", "", answer, explanations.ROLE)))
    over_time = context.ask("roles/pipeline")
    words = register_findings.pipeline(over_time.rows)
    one = Figure("rorledning", "Från inte påbörjat till ordinarie befattning", words, over_time, explanations.PIPELINE)
    figure(view, one, drawn(pipeline.over_time, over_time), alt=words)
    paid = context.ask("roles/funding")
    one = Figure(
        "finansiering",
        "Hur rollen finansieras",
        register_findings.funding(paid.rows),
        paid,
        explanations.FUNDING,
        table_open=True,
    )
    figure(view, one)


def plans(context: Context) -> None:
    """Local plans; one of its own and one worked into another rank equal."""
    answer = context.ask("roles/plan_by_principal")
    one = Figure(
        "planer", "Lokala planer", register_findings.plans(answer.rows), answer, explanations.PLAN, table_open=True
    )
    figure(context.view, one)


context, messages = read_context()
begin(
    context, PATH, "Roller och planer", "Barnets bästa-ansvarig, finansiering, lokala planer och aktörer.", messages, []
)
role(context)
plans(context)
actors_matrix(context)
place_files(context, PATH)
end(context)
