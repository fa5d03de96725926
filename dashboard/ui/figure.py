"""A figure in the one form they all have: heading, finding, chart, table, what and why, origin, file."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go
import streamlit as st

from dashboard.charts.frame import MOST_NAMES, enlarged, is_empty, legend_of
from dashboard.charts.locale import CONFIG
from dashboard.context.results import Answer
from dashboard.context.view import PROJECTOR, View
from dashboard.reports.tables import DIRECTIONS, origin_of
from dashboard.ui.cache import kept
from dashboard.ui.markup import markup, place
from dashboard.ui.navigation import charts_are_due
from dashboard.ui.shared_view import as_seen

ORIGINS = {
    "minutes": "Ur styrgruppens minnesanteckningar.",
    "import": "Ur inkomna svar.",
    "entry": "Inmatat i Lägesbild.",
    "sample": "Påhittade rader.",
}
Why = Sequence[tuple[str, str]]
"""What is measured, why, how, its limits, the exact question, the next update: pairs of heading and words."""


@dataclass(frozen=True)
class Figure:
    """What a figure says about an answer: where it stands, its heading, its finding, and what and why (as a tuple)."""

    anchor: str
    heading: str
    finding: str
    answer: Answer
    why: Why
    table_open: bool = False


def figure(view: View, one: Figure, chart: go.Figure | None = None, alt: str = "") -> None:
    """Place `one`; a `chart` that shows something stands between finding and table, its room kept until it comes."""
    if chart is not None and view.display == PROJECTOR[0]:
        chart = enlarged(chart)
    height = int(chart.layout.height) if chart is not None and not is_empty(chart) else 0
    place(
        "figure_head.html",
        anchor=one.anchor,
        heading=one.heading,
        finding=one.finding,
        height=height,
        keys=legend_of(chart) if chart is not None and height else (),
    )
    if height:
        with st.container(key=f"chart-{one.anchor}"):
            if charts_are_due():
                st.plotly_chart(chart, key=f"plot-{one.anchor}", theme=None, config=CONFIG, alt=alt or one.heading)
            else:
                st.empty()
    st.html(foot(view, one))


def foot(view: View, one: Figure) -> str:
    """Table, what and why, origin and file of a figure, as markup for whoever looks."""
    return as_seen(_foot(view, one))


@kept
def _foot(view: View, one: Figure) -> str:
    labels, rows = table_of(one.answer)
    return markup(
        "figure_foot.html",
        heading=one.heading,
        caption=f"{one.heading}, per {view.as_of.isoformat()}",
        labels=labels,
        rows=rows,
        why=one.why,
        table_open=one.table_open,
        synthetic=one.answer.synthetic,
        origin=origin_words(one.answer),
        file_url=one.answer.file_url,
        as_of=view.as_of,
    )


def table_of(answer: Answer) -> tuple[list[str], list[list[object]]]:
    """Headings and rows of all values that are shown, direction in words, origins where they are mixed.

    A file has more: `whole_table` in dashboard.reports.tables.
    """
    shown = {name: label for name, label in answer.query.labels.items() if label != "Kod"}
    records = answer.rows
    labels = list(shown.values())
    rows = [[record[name] for name in shown] for record in records]
    if "names" in shown:
        place_of_names = list(shown).index("names")
        for row in rows:
            row[place_of_names] = in_short(row[place_of_names])
    if "direction" in answer.columns:
        labels.append("Förflyttning")
        rows = [[*row, DIRECTIONS[record["direction"]]] for row, record in zip(rows, records, strict=True)]
    if _mixed(answer):
        labels.append("Ursprung")
        rows = [[*row, origin_of(record)] for row, record in zip(rows, records, strict=True)]
    return labels, rows


def in_short(names: object) -> object:
    """A list of names as a table on a page shows it: more than can be taken in are counted, and stand in the file."""
    if not isinstance(names, str) or names.count(",") < MOST_NAMES:
        return names
    return f"{names.count(',') + 1} namn, alla i filen"


def origin_words(answer: Answer) -> str:
    """Where the rows come from, in words."""
    kinds = {str(row["origin"]) for row in answer.rows if row.get("origin")}
    if kinds:
        return " ".join(ORIGINS[kind] for kind in sorted(kinds))
    return "Påhittade rader ingår." if answer.synthetic else ""


def _mixed(answer: Answer) -> bool:
    return len({row.get("synthetic") for row in answer.rows}) > 1
