"""Charts of follow-up results: distribution per round, movement between two rounds, one line against the spread."""

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.frame import (
    STEP_ROOM,
    base,
    few_names,
    keep_side,
    name_axis,
    side_labels,
    step_axis,
    values,
)
from dashboard.charts.palette import COUNTY, DIRECTION, OWN, Look, look

_PATTERN = {"dots": ".", "lines": "-", "grid": "+", "cross": "x", "hatch": "/"}
_ARROWS = {
    "forward": ("Framåt", "triangle-right"),
    "still": ("Oförändrat", "circle"),
    "back": ("Bakåt", "triangle-left"),
}
_SPAN, _MIDDLE = "rgba(110,135,155,0.25)", "rgba(110,135,155,0.40)"


def distribution(frame: pd.DataFrame) -> go.Figure:
    """Stacked bars, one per round, of how many huvudmän stood in each state.

    `frame`: round, state, state_label, stage, principals, names; one row per round and state that occurs.
    """
    figure = stacked_states(frame, "round", few_names(frame), 62)
    figure.update_xaxes(dtick=1)
    return figure


def stacked_states(frame: pd.DataFrame, by: str, hints: Sequence[str], room: int) -> go.Figure:
    """Stacked bars, one per value of the column `by` and `room` pixels high, of how many huvudmän stood in each state.

    `frame`: `by`, state, state_label, stage, principals; `hints` are shown at the marks, one for each row.
    """
    frame = frame.assign(hint=hints)
    bars = list(dict.fromkeys(frame[by]))
    figure = base(80 + room * len(bars))
    ordered = frame.sort_values("stage", na_position="last", kind="stable").drop_duplicates("state")
    for state, label, stage in ordered[["state", "state_label", "stage"]].astype(object).to_numpy():
        rows = frame[frame["state"] == state]
        drawn = look(state, None if pd.isna(stage) else stage)
        figure.add_bar(
            orientation="h",
            y=values(rows, by),
            x=values(rows, "principals"),
            name=label,
            text=values(rows, "principals"),
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            textfont={"color": drawn.ink},
            marker=bar_marker(drawn),
            customdata=values(rows, "hint"),
            hovertemplate="%{y}, " + label + ": %{x}<br>%{customdata}<extra></extra>",
        )
    figure.update_layout(barmode="stack")
    figure.update_yaxes(categoryorder="array", categoryarray=bars[::-1], showgrid=False)
    side_labels(figure, bars)
    figure.update_xaxes(title_text="Antal huvudmän", showgrid=False)
    return figure


def bar_marker(drawn: Look) -> dict[str, object]:
    """A bar's fill and pattern, the same as the state has on the map."""
    marker: dict[str, object] = {"color": drawn.fill, "line": {"color": "#5b6872", "width": 1}}
    if drawn.pattern in _PATTERN:
        pattern = {
            "shape": _PATTERN[drawn.pattern],
            "fgcolor": drawn.ink,
            "fgopacity": 0.3,
            "size": 7,
            "solidity": 0.2,
        }
        marker["pattern"] = pattern | {"fillmode": "replace", "bgcolor": drawn.fill}
    return marker


def movement(frame: pd.DataFrame, steps: Sequence[str]) -> go.Figure:
    """From → to per huvudman on a scale with the labels `steps`; those without paired answers stand without a mark.

    `frame`: principal, from_stage, to_stage, in the order to show.
    """
    figure = base(64 + STEP_ROOM * len(frame))
    moves = list(zip(*(values(frame, c) for c in ("principal", "from_stage", "to_stage")), strict=True))
    known = [(name, start, end) for name, start, end in moves if start is not None and end is not None]
    for kind, (words, symbol) in _ARROWS.items():
        of_kind = [move for move in known if _direction(move[1], move[2]) == kind]
        if not of_kind:
            continue
        figure.add_scatter(
            **_strokes(of_kind),
            mode="lines",
            line={"color": DIRECTION[kind], "width": 3},
            showlegend=False,
            hoverinfo="skip",
        )
        figure.add_scatter(
            x=[end for _, _, end in of_kind],
            y=[name for name, _, _ in of_kind],
            mode="markers",
            name=words,
            marker={"symbol": symbol, "size": 15, "color": DIRECTION[kind]},
            customdata=[[steps[start], steps[end]] for _, start, end in of_kind],
            hovertemplate="%{y}: från %{customdata[0]} till %{customdata[1]}<extra></extra>",
        )
    name_axis(figure, values(frame, "principal"))
    figure.update_xaxes(step_axis(steps))
    return figure


def _direction(start: int, end: int) -> str:
    return "forward" if end > start else "back" if end < start else "still"


def _strokes(moves: Sequence[tuple[str, int, int]]) -> dict[str, list[object]]:
    """One broken line through all `moves`, so that they are one trace."""
    return {
        "x": [x for _, start, end in moves for x in (start, end, None)],
        "y": [y for name, _, _ in moves for y in (name, name, None)],
    }


def against_spread(frame: pd.DataFrame, principal: str, steps: Sequence[str]) -> go.Figure:
    """One huvudman's line over rounds against the county's spread; a new wording of the measure breaks every line.

    `frame`: round, stage, lowest, lower_quartile, median, upper_quartile, highest, version; one row per round.
    """
    figure = base(300)
    versions = frame["version"].ffill().bfill().fillna(1).astype(int).to_numpy()
    for number, (_, part) in enumerate(frame.groupby(versions)):
        first = number == 0
        _band(figure, part, ("lowest", "highest"), "Hela länet", _SPAN, first)
        _band(figure, part, ("lower_quartile", "upper_quartile"), "Mittersta halvan", _MIDDLE, first)
        _line(figure, part, "median", "Länets median", {"color": COUNTY, "dash": "dot", "width": 2}, first)
        _line(figure, part, "stage", principal, {"color": OWN, "width": 3}, first)
    figure.update_xaxes(categoryorder="array", categoryarray=values(frame, "round"), showgrid=False)
    figure.update_yaxes(step_axis(steps))
    keep_side(figure, figure.layout.yaxis.ticktext)
    return figure


def _band(figure: go.Figure, part: pd.DataFrame, ends: tuple[str, str], name: str, colour: str, first: bool) -> None:
    low, high = ends
    rows = part.dropna(subset=[low, high])
    common = {
        "x": values(rows, "round"),
        "mode": "lines",
        "line": {"width": 0},
        "hoverinfo": "skip",
        "legendgroup": name,
    }
    figure.add_scatter(y=values(rows, high), showlegend=False, **common)
    figure.add_scatter(y=values(rows, low), fill="tonexty", fillcolor=colour, name=name, showlegend=first, **common)


def _line(
    figure: go.Figure, part: pd.DataFrame, column: str, name: str, line: Mapping[str, object], first: bool
) -> None:
    figure.add_scatter(
        x=values(part, "round"),
        y=values(part, column),
        mode="lines+markers",
        line=line,
        marker={"symbol": "circle" if column == "stage" else "line-ew-open", "size": 11, "line": {"width": 2}},
        name=name,
        legendgroup=name,
        showlegend=first,
        connectgaps=False,
        hovertemplate=name + ", %{x}: steg %{y}<extra></extra>",
    )


def aspects_against_county(frame: pd.DataFrame, principal: str, steps: Sequence[str]) -> go.Figure:
    """One huvudman's stage in each aspect, on the county's span from lowest to highest.

    `frame`: aspect, stage, lowest, median, highest; one row per aspect, in the order to show.
    """
    figure = base(64 + STEP_ROOM * len(frame))
    known = frame.dropna(subset=["lowest", "highest"])
    spans = list(zip(*(values(known, column) for column in ("aspect", "lowest", "highest")), strict=True))
    wide = {"mode": "lines+markers", "line": {"color": _MIDDLE, "width": 12}, "marker": {"size": 12, "color": _MIDDLE}}
    figure.add_scatter(**_strokes(spans), **wide, name="Länets spridning", hoverinfo="skip")
    for column, name, marker in (
        ("median", "Länets median", {"symbol": "line-ns-open", "size": 16, "color": COUNTY, "line": {"width": 3}}),
        ("stage", principal, {"symbol": "circle", "size": 14, "color": OWN}),
    ):
        rows = frame.dropna(subset=[column])
        figure.add_scatter(
            x=values(rows, column),
            y=values(rows, "aspect"),
            mode="markers",
            marker=marker,
            name=name,
            customdata=[steps[step] for step in values(rows, column)],
            hovertemplate=name + ", %{y}: %{customdata}<extra></extra>",
        )
    name_axis(figure, values(frame, "aspect"))
    figure.update_xaxes(step_axis(steps))
    return figure
