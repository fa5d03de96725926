"""Small multiples: every measure of an aspect beside the others, one bar a round."""

import textwrap

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from dashboard.charts.follow_up import bar_marker
from dashboard.charts.frame import base, values
from dashboard.charts.palette import look

ROW = 44
HEAD = 56
TITLE_LINE = 38
"""Characters of a title that fit on a line at 320 px."""


def rounds_of_measures(frame: pd.DataFrame) -> go.Figure:
    """One row of stacked bars per measure, one bar per round, counting huvudmän in each state.

    `frame`: measure_id, measure, scale_id, round, stage, state, state_label, principals, names, version. A measure
    whose wording changed has an asterisk at the rounds with the new one.
    """
    measures = list(dict.fromkeys(zip(frame["measure_id"], frame["measure"], strict=True)))
    rounds = list(dict.fromkeys(frame["round"]))
    rows = max(1, len(measures))
    height = 60 + rows * (HEAD + ROW * len(rounds))
    titles = ["<br>".join(textwrap.wrap(f"{code} {name}", TITLE_LINE)) for code, name in measures]
    figure = make_subplots(rows=rows, cols=1, shared_xaxes=True, subplot_titles=titles, vertical_spacing=HEAD / height)
    figure.update_layout(base(height).layout)
    figure.update_layout(barmode="stack", showlegend=False, margin={"t": 30}, bargap=0.2)
    for number, (code, _) in enumerate(measures, start=1):
        _bars(figure, frame[frame["measure_id"] == code], number)
    figure.update_annotations(x=0, xanchor="left", font={"size": 14})
    figure.update_xaxes(fixedrange=True, showgrid=False, dtick=1, zeroline=False)
    figure.update_yaxes(fixedrange=True, showgrid=False, automargin=True, autorange="reversed")
    return figure


def _bars(figure: go.Figure, of_measure: pd.DataFrame, row: int) -> None:
    changed = of_measure["version"].fillna(1) > 1
    labels = of_measure["round"] + changed.map({True: " *", False: ""})
    figure.update_yaxes(categoryorder="array", categoryarray=list(dict.fromkeys(labels)), row=row, col=1)
    ordered = of_measure.sort_values("stage", na_position="last", kind="stable").drop_duplicates("state")
    for state, label, stage in ordered[["state", "state_label", "stage"]].astype(object).to_numpy():
        some = of_measure["state"] == state
        drawn = look(state, None if pd.isna(stage) else stage)
        figure.add_bar(
            orientation="h",
            y=labels[some].tolist(),
            x=values(of_measure[some], "principals"),
            text=[f"{label} {count}" if count > 1 else str(count) for count in values(of_measure[some], "principals")],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            textfont={"color": drawn.ink, "size": 12},
            marker=bar_marker(drawn),
            customdata=values(of_measure[some], "names"),
            hovertemplate="%{y}, " + label + ": %{x}<br>%{customdata}<extra></extra>",
            row=row,
            col=1,
        )
