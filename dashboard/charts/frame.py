"""What every chart has in common: size, margins, quiet axes. Text and grid colours follow the theme of the reader."""

import plotly.graph_objects as go

STEP_ROOM = 34
"""Height in pixels of one row of a horizontal chart."""


def base(height: int, *, left: int = 8) -> go.Figure:
    """An empty figure of a fixed height in pixels, so that nothing moves when it arrives."""
    figure = go.Figure()
    figure.update_layout(
        height=height,
        margin={"l": left, "r": 12, "t": 8, "b": 8},
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
