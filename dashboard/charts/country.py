"""Charts of the counties beside one another: in the order of their codes, never by what they show."""

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.follow_up import bar_marker, stacked_states
from dashboard.charts.frame import base, side_labels, values
from dashboard.charts.palette import DIRECTION, Look

_ROW = 34
_MOVED = {"forward": ("Framåt", "plain"), "still": ("Oförändrat", "plain"), "back": ("Bakåt", "hatch")}
"""Direction → what it is called, and the pattern that tells it apart without colour."""


def distribution(frame: pd.DataFrame) -> go.Figure:
    """Stacked bars, one per county, of how many huvudmän stand in each state.

    `frame`: county, round, state, state_label, stage, principals; one row per county and state that occurs.
    """
    return stacked_states(frame, "county", values(frame, "round"), _ROW)


def movement(frame: pd.DataFrame) -> go.Figure:
    """Stacked bars, one per county that can be shown, of answers that moved forward, stood still and moved back.

    `frame`: county, previous, round, forward, still, back; one row per county.
    """
    shown = frame.dropna(subset=["forward"])
    names = values(shown, "county")
    figure = base(80 + _ROW * len(names))
    for direction, (words, pattern) in _MOVED.items():
        figure.add_bar(
            orientation="h",
            y=names,
            x=values(shown, direction),
            name=words,
            marker=bar_marker(Look(DIRECTION[direction], "#ffffff", pattern)),
            customdata=[f"{was} till {now}" for was, now in zip(shown["previous"], shown["round"], strict=True)],
            hovertemplate="%{y}, " + words + ": %{x}<br>%{customdata}<extra></extra>",
        )
    figure.update_layout(barmode="stack")
    figure.update_yaxes(categoryorder="array", categoryarray=names[::-1], showgrid=False)
    side_labels(figure, names)
    figure.update_xaxes(title_text="Antal parade svar", showgrid=False)
    return figure
