"""Charts of follow-up results: distribution per round, movement between two rounds, one line against the spread."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.frame import STEP_ROOM, base
from dashboard.charts.palette import COUNTY, DIRECTION, OWN, Look, look

_PATTERN = {"plain": "", "dots": ".", "lines": "-", "grid": "+", "hatch": "/"}
ARROWS = {
    "forward": ("Framåt", "triangle-right"),
    "still": ("Oförändrat", "circle"),
    "back": ("Bakåt", "triangle-left"),
}


_COUNTY_LINE = {"color": COUNTY, "dash": "dot", "width": 2}
_OWN_LINE = {"color": OWN, "width": 3}


def distribution(frame: pd.DataFrame) -> go.Figure:
    """Stacked bars, one per round, of how many huvudmän stood in each state.

    `frame`: round, state, state_label, stage, principals, names, version; one row per round and state that occurs.
    """
    rounds = list(dict.fromkeys(frame["round"]))
    figure = base(110 + 62 * len(rounds))
    ordered = frame.sort_values("stage", na_position="last", kind="stable").drop_duplicates("state")
    for state, label, stage in ordered[["state", "state_label", "stage"]].astype(object).to_numpy():
        rows = frame[frame["state"] == state]
        drawn = look(state, None if pd.isna(stage) else stage)
        figure.add_bar(
            orientation="h",
            y=rows["round"],
            x=rows["principals"],
            name=label,
            text=rows["principals"],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            textfont={"color": drawn.ink},
            marker=_marker(drawn),
            customdata=rows["names"],
            hovertemplate="%{y}, " + label + ": %{x}<br>%{customdata}<extra></extra>",
        )
    figure.update_layout(barmode="stack")
    figure.update_yaxes(categoryorder="array", categoryarray=rounds[::-1], showgrid=False)
    figure.update_xaxes(title_text="Antal huvudmän", dtick=1, showgrid=False)
    return figure


def _marker(drawn: Look) -> dict[str, object]:
    marker: dict[str, object] = {"color": drawn.fill, "line": {"color": "#5b6872", "width": 1}}
    if drawn.pattern != "plain":
        marker["pattern"] = {
            "shape": _PATTERN[drawn.pattern],
            "fillmode": "replace",
            "bgcolor": drawn.fill,
            "fgcolor": drawn.ink,
            "fgopacity": 0.45,
            "size": 7,
            "solidity": 0.2,
        }
    return marker


def movement(frame: pd.DataFrame, steps: Sequence[str]) -> go.Figure:
    """From → to per huvudman on a scale with the labels `steps`; those without paired answers stand without a mark.

    `frame`: principal, from_stage, to_stage, in the order to show.
    """
    figure = base(80 + STEP_ROOM * len(frame))
    paired = frame.dropna(subset=["from_stage", "to_stage"])
    change = paired["to_stage"] - paired["from_stage"]
    kinds = {"forward": paired[change > 0], "still": paired[change == 0], "back": paired[change < 0]}
    for kind, rows in kinds.items():
        if rows.empty:
            continue
        words, symbol = ARROWS[kind]
        for row in rows.itertuples():
            figure.add_scatter(
                x=[row.from_stage, row.to_stage],
                y=[row.principal] * 2,
                mode="lines",
                line={"color": DIRECTION[kind], "width": 3},
                showlegend=False,
                hoverinfo="skip",
            )
        figure.add_scatter(
            x=rows["to_stage"],
            y=rows["principal"],
            mode="markers",
            name=words,
            marker={"symbol": symbol, "size": 15, "color": DIRECTION[kind]},
            customdata=[[steps[int(a)], steps[int(b)]] for a, b in zip(rows.from_stage, rows.to_stage, strict=True)],
            hovertemplate="%{y}: från %{customdata[0]} till %{customdata[1]}<extra></extra>",
        )
    figure.update_yaxes(
        categoryorder="array", categoryarray=list(frame["principal"])[::-1], range=[-0.7, len(frame) - 0.3]
    )
    _stage_axis(figure.update_xaxes, steps)
    return figure


def against_spread(frame: pd.DataFrame, principal: str, steps: Sequence[str]) -> go.Figure:
    """One huvudman's line over rounds against the county's spread; a new wording of the measure breaks every line.

    `frame`: round, stage, lowest, lower_quartile, median, upper_quartile, highest, version; one row per round.
    """
    figure = base(330)
    shown: set[str] = set()
    for _, part in frame.groupby(frame["version"].ffill().bfill().fillna(1).astype(int).to_numpy()):
        _band(figure, part, "lowest", "highest", "Hela länet", "rgba(110,135,155,0.22)", shown)
        _band(figure, part, "lower_quartile", "upper_quartile", "Mittersta halvan", "rgba(110,135,155,0.38)", shown)
        _line(
            figure,
            part,
            "median",
            "Länets median",
            {"color": COUNTY, "dash": "dot", "width": 2},
            "line-ew-open",
            shown,
        )
        _line(figure, part, "stage", principal, {"color": OWN, "width": 3}, "circle", shown)
    figure.update_xaxes(categoryorder="array", categoryarray=list(frame["round"]), showgrid=False)
    _stage_axis(figure.update_yaxes, steps)
    return figure


def _band(figure: go.Figure, part: pd.DataFrame, low: str, high: str, name: str, colour: str, shown: set[str]) -> None:
    rows = part.dropna(subset=[low, high])
    common = {"mode": "lines", "line": {"width": 0}, "legendgroup": name, "hoverinfo": "skip"}
    figure.add_scatter(x=rows["round"], y=rows[high], showlegend=False, **common)
    figure.add_scatter(
        x=rows["round"],
        y=rows[low],
        fill="tonexty",
        fillcolor=colour,
        name=name,
        showlegend=name not in shown,
        **common,
    )
    shown.add(name)


def _line(
    figure: go.Figure, part: pd.DataFrame, column: str, name: str, line: dict[str, object], symbol: str, shown: set[str]
) -> None:
    figure.add_scatter(
        x=part["round"],
        y=part[column],
        mode="lines+markers",
        line=line,
        marker={"symbol": symbol, "size": 11, "line": {"width": 2}},
        name=name,
        legendgroup=name,
        showlegend=name not in shown,
        connectgaps=False,
        hovertemplate=name + ", %{x}: steg %{y}<extra></extra>",
    )
    shown.add(name)


def _name_axis(figure: go.Figure, names: Sequence[str]) -> None:
    figure.update_yaxes(categoryorder="array", categoryarray=list(names)[::-1], range=[-0.7, len(names) - 0.3])


def _stage_axis(update: object, steps: Sequence[str]) -> None:
    values = list(range(len(steps)))
    update(tickmode="array", tickvals=values, ticktext=list(steps), range=[-0.4, len(steps) - 0.6])  # type: ignore[operator]


def aspects_against_county(frame: pd.DataFrame, principal: str, steps: Sequence[str]) -> go.Figure:
    """One huvudman's stage in each aspect, on the county's span from lowest to highest.

    `frame`: aspect, stage, lowest, median, highest; one row per aspect, in the order to show.
    """
    figure = base(90 + STEP_ROOM * len(frame))
    for row in frame.dropna(subset=["lowest"]).itertuples():
        figure.add_scatter(
            x=[row.lowest, row.highest],
            y=[row.aspect] * 2,
            mode="lines",
            line={"color": "rgba(110,135,155,0.45)", "width": 12},
            name="Länets spridning",
            legendgroup="span",
            showlegend=row.Index == frame["lowest"].first_valid_index(),
            hoverinfo="skip",
        )
    for column, name, marker in (
        ("median", "Länets median", {"symbol": "line-ns-open", "size": 16, "color": COUNTY, "line": {"width": 3}}),
        ("stage", principal, {"symbol": "circle", "size": 14, "color": OWN}),
    ):
        rows = frame.dropna(subset=[column])
        figure.add_scatter(
            x=rows[column],
            y=rows["aspect"],
            mode="markers",
            marker=marker,
            name=name,
            customdata=[steps[int(value)] for value in rows[column]],
            hovertemplate=name + ", %{y}: %{customdata}<extra></extra>",
        )
    figure.update_yaxes(
        categoryorder="array", categoryarray=list(frame["aspect"])[::-1], range=[-0.7, len(frame) - 0.3]
    )
    _stage_axis(figure.update_xaxes, steps)
    return figure
