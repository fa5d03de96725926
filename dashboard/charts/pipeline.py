"""How many stood at each status of a role, each time something changed."""

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.follow_up import bar_marker
from dashboard.charts.frame import TEXT, base, few_names, values
from dashboard.charts.palette import look

MOST_DAYS = 12
"""Bars that can be told apart; of more days the last of each of the latest months are shown, the table has them all."""


def over_time(frame: pd.DataFrame) -> go.Figure:
    """Stacked bars of municipalities per status over time.

    `frame`: day, state, state_label, state_order, principals, names; one row per day of change and status on it.
    """
    figure = base(380)
    days = shown_days(list(dict.fromkeys(frame["day"])))
    ordered = frame[frame["day"].isin(days)].sort_values("state_order", kind="stable").drop_duplicates("state")
    for state, label in ordered[["state", "state_label"]].to_numpy():
        rows = frame[(frame["state"] == state) & frame["day"].isin(days)]
        counts = {
            day: (count, names)
            for day, count, names in zip(
                *(values(rows, c) for c in ("day", "principals")), few_names(rows), strict=True
            )
        }
        drawn = look(state)
        figure.add_bar(
            x=[str(day) for day in days],
            y=[counts[day][0] if day in counts else 0 for day in days],
            name=label,
            marker=bar_marker(drawn),
            textfont={"color": drawn.ink},
            customdata=[counts[day][1] if day in counts else "" for day in days],
            hovertemplate="%{x}, " + label + ": %{y}<br>%{customdata}<extra></extra>",
        )
    figure.update_layout(barmode="stack")
    figure.update_xaxes(type="category", showgrid=False)
    figure.update_yaxes(title={"text": "Antal kommuner", "font": {"size": TEXT}}, dtick=1, showgrid=False)
    # Room for the name of the axis, upright, and counts of two digits: see `base` on why it is not left to Plotly.
    figure.update_layout(margin={"l": 60})
    return figure


def shown_days(days: list[object]) -> list[object]:
    """All days, or the last of each of the latest months when they are more than can be told apart."""
    if len(days) <= MOST_DAYS:
        return days
    return list({str(day)[:7]: day for day in days}.values())[-MOST_DAYS:]
