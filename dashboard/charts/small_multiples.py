"""Small multiples: every measure of an aspect beside the others, one bar a round."""

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from dashboard.charts.follow_up import bar_marker
from dashboard.charts.frame import TEXT, base, drawn_once, few_names, keep_side, room_for, values, wrapped
from dashboard.charts.palette import look

ROW = 44
HEAD = 56
TITLE_LINE = 32
"""Characters of a title that fit on a line at 320 px, from the left edge of the drawing."""

LAST = 900
"""Where what is no step stands in the legend."""
FIRST = {"shift": 0}
"""Scale → where its first step stands in the legend; the stage scale comes before the others."""


def rounds_of_measures(frame: pd.DataFrame) -> go.Figure:
    """One row of stacked bars per measure, one bar per round, counting huvudmän in each state.

    `frame`: measure_id, measure, scale_id, round, stage, state, state_label, principals, names, version. A measure
    whose wording changed has an asterisk at the rounds with the new one.
    """
    measures = list(dict.fromkeys(zip(frame["measure_id"], frame["measure"], strict=True)))
    rounds = list(dict.fromkeys(frame["round"]))
    rows = max(1, len(measures))
    height = 92 + rows * (HEAD + ROW * len(rounds))
    titles = [wrapped(f"{code} {name}", TITLE_LINE) for code, name in measures]
    figure = make_subplots(rows=rows, cols=1, shared_xaxes=True, subplot_titles=titles, vertical_spacing=HEAD / height)
    figure.update_layout(base(height).layout)
    figure.update_layout(barmode="stack", showlegend=False, margin={"t": 62}, bargap=0.2)
    drawn_once(figure)
    for number, (code, _) in enumerate(measures, start=1):
        _bars(figure, frame[frame["measure_id"] == code], number)
    labels = [f"{name} *" for name in rounds]
    keep_side(figure, labels)
    figure.update_annotations(x=0, xanchor="left", xshift=-room_for(labels) - 8, align="left", font={"size": 14})
    figure.update_xaxes(fixedrange=True, showgrid=False, dtick=1, zeroline=False, tickfont={"size": TEXT})
    figure.update_yaxes(fixedrange=True, showgrid=False, autorange="reversed", tickfont={"size": TEXT})
    return figure


def _bars(figure: go.Figure, of_measure: pd.DataFrame, row: int) -> None:
    changed = of_measure["version"].fillna(1) > 1
    labels = of_measure["round"] + changed.map({True: " *", False: ""})
    figure.update_yaxes(categoryorder="array", categoryarray=list(dict.fromkeys(labels)), row=row, col=1)
    scale = of_measure["scale_id"].iloc[0]
    ordered = of_measure.sort_values("stage", na_position="last", kind="stable").drop_duplicates("state")
    for state, label, stage in ordered[["state", "state_label", "stage"]].astype(object).to_numpy():
        some = of_measure["state"] == state
        drawn = look(state, None if pd.isna(stage) else stage)
        figure.add_bar(
            orientation="h",
            y=labels[some].tolist(),
            x=values(of_measure[some], "principals"),
            name=label,
            legendrank=LAST if pd.isna(stage) else FIRST.get(scale, 100) + int(stage),
            text=values(of_measure[some], "principals"),
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            textfont={"color": drawn.ink, "size": 12},
            marker=bar_marker(drawn),
            customdata=few_names(of_measure[some]),
            hovertemplate="%{y}, " + label + ": %{x}<br>%{customdata}<extra></extra>",
            row=row,
            col=1,
        )
