"""What every chart has in common: size, margins, quiet axes. Text and grid colours follow the theme of the reader."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

STEP_ROOM = 34
"""Height in pixels of one row of a horizontal chart."""


def base(height: int) -> go.Figure:
    """An empty figure of a fixed height in pixels, so that nothing moves when it arrives."""
    figure = go.Figure()
    figure.update_layout(
        height=height,
        margin={"l": 8, "r": 12, "t": 8, "b": 8},
        legend={"orientation": "h", "yanchor": "bottom", "y": 1.02, "x": 0, "traceorder": "normal"},
        separators=", ",
        dragmode=False,
        hovermode="closest",
        font={"size": 14},
        bargap=0.35,
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
    )
    figure.update_xaxes(fixedrange=True, automargin=True, zeroline=False)
    figure.update_yaxes(fixedrange=True, automargin=True, zeroline=False)
    return figure


def values(frame: pd.DataFrame, column: str) -> list[Any]:
    """A column as plain values, None where nothing is known: Plotly encodes arrays anew each time a figure is sent."""
    return [None if pd.isna(value) else value for value in frame[column].tolist()]


def name_axis(figure: go.Figure, names: Sequence[str]) -> None:
    """Names down the side, the first at the top."""
    figure.update_yaxes(categoryorder="array", categoryarray=list(names)[::-1], range=[-0.7, len(names) - 0.3])


def step_axis(steps: Sequence[str]) -> dict[str, object]:
    """What makes an axis show the steps of a scale by name, lowest first; a step without a name is left out."""
    places = [place for place, name in enumerate(steps) if name]
    names = [steps[place] for place in places]
    return {"tickmode": "array", "tickvals": places, "ticktext": names, "range": [places[0] - 0.4, places[-1] + 0.4]}
