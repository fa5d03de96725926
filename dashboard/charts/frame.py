"""What every chart has in common: size, margins, quiet axes. Text and grid colours follow the theme of the reader.

Room for text is kept for the widest spacing a reader may set (WCAG 2.2, 1.4.12): Plotly measures text as it is when the
chart is drawn, and what is set after that must fit too.
"""

import copy
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

STEP_ROOM = 34
"""Height in pixels of one row of a horizontal chart."""
TEXT = 12
"""Size of text in pixels, where nothing else is said."""
LARGER = 1.55
"""How much larger text is in the projector setting: no text of a chart is then under 18 pixels."""
TALLER = 1.4
"""How much taller a chart is in the projector setting."""
FONT = '"Source Sans", sans-serif'
GRID = "rgba(110,135,155,0.35)"
"""Seen on the light and on the dark ground alike: a chart has no theme of its own, its text has its colour from CSS."""
MOST_NAMES = 12
"""Names that can be read at a mark: a county has ten huvudmän, a country 311."""
_LETTER = 0.62
"""Width of a sign as a part of the size of the text, with wide spacing."""
_PATTERNS = {".": "dots", "-": "lines", "+": "grid", "x": "cross", "/": "hatch"}
_WIDE = 6
_NOTHING = "\u00a0"


def base(height: int) -> go.Figure:
    """An empty figure of a fixed height in pixels, so that nothing moves when it arrives."""
    figure = go.Figure()
    figure.update_layout(
        height=height,
        # Room below for labels on two lines: when Plotly itself has to make room, it draws the whole chart once more.
        margin={"l": 8, "r": 28, "t": 8, "b": 48, "pad": 8},
        showlegend=False,  # it stands above the chart, as text that flows: see `legend_of`
        separators=", ",
        dragmode=False,
        hovermode="closest",
        hoverlabel={"bgcolor": "#24323d", "bordercolor": "#5b6872", "font": {"color": "#ffffff", "size": 14}},
        font={"size": 14, "family": FONT},
        bargap=0.35,
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
    )
    # A title of nothing keeps room below labels that are turned upright in a narrow window, and then grow with spacing.
    quiet = {
        "fixedrange": True,
        "automargin": True,
        "zeroline": False,
        "gridcolor": GRID,
        "tickfont": {"size": TEXT},
    }
    drawn_once(figure)
    # Labels that do not fit lean towards the left: leaning right, the last one is hidden at the edge.
    quiet_below = quiet | {"showgrid": False, "autotickangles": [0, -30, -90]}
    figure.update_xaxes(**quiet_below, title={"text": _NOTHING, "standoff": 6, "font": {"size": TEXT}})
    figure.update_yaxes(**quiet)
    return figure


def values(frame: pd.DataFrame, column: str) -> list[Any]:
    """A column as plain values, None where nothing is known: Plotly encodes arrays anew each time a figure is sent."""
    return [None if pd.isna(value) else value for value in frame[column].tolist()]


def drawn_once(figure: go.Figure) -> None:
    """See to it that the browser does not draw the figure twice.

    What shows a figure gives it to Plotly once more as soon as it is drawn. A template, and arrays not said to be the
    same, are then taken for changes.
    """
    figure.layout.template = None
    figure.layout.datarevision = 0


def few_names(frame: pd.DataFrame, column: str = "names") -> list[str]:
    """Names to show at a mark, where they are few enough to be read there; the table has them all."""
    return [
        str(names) if not pd.isna(names) and str(names).count(",") < MOST_NAMES else ""
        for names in frame[column].tolist()
    ]


def wrapped(words: str, signs: int) -> str:
    """`words` on lines of about so many signs, as Plotly writes them."""
    return "<br>".join(textwrap.wrap(words, signs, break_long_words=False)) or words


def room_for(texts: Sequence[str], size: int = TEXT) -> int:
    """Pixels that the longest line of `texts` may take up with wide spacing."""
    lines = [line for text in texts for line in text.split("<br>")]
    return round(max(map(len, lines), default=0) * size * _LETTER)


def name_axis(figure: go.Figure, names: Sequence[str]) -> None:
    """Names down the side, the first at the top."""
    figure.update_yaxes(categoryorder="array", categoryarray=list(names)[::-1], range=[-0.7, len(names) - 0.3])
    side_labels(figure, names)


def side_labels(figure: go.Figure, names: Sequence[str]) -> None:
    """Labels of the categories down the side, on short lines, with room for them."""
    shown = [wrapped(name, 16) for name in names]
    figure.update_yaxes(tickmode="array", tickvals=list(names), ticktext=shown)
    keep_side(figure, shown)


def keep_side(figure: go.Figure, labels: Sequence[str]) -> None:
    """Keep room for labels at the side."""
    figure.update_layout(margin={"l": room_for(labels) + 10})


@dataclass(frozen=True)
class Key:
    """An entry of a legend: its words, its colour, and how it is drawn.

    `mark` is swatch, with the `ink` and `pattern` of the bars; or line, dotted, band, or the symbol of a marker.
    """

    words: str
    colour: str
    mark: str
    ink: str = ""
    pattern: str = ""


def legend_of(figure: go.Figure) -> tuple[Key, ...]:
    """What the colours and shapes of a chart stand for, once each, by rank and then in the order they are drawn."""
    named = [trace for trace in figure.data if trace.name and trace.showlegend is not False and _marks(trace)]
    keys = {trace.name: _key(trace) for trace in sorted(named, key=lambda trace: trace.legendrank or 0)}
    return tuple(keys.values())


def is_empty(figure: go.Figure) -> bool:
    """Whether nothing is drawn on the axes."""
    return not any(_marks(trace) for trace in figure.data)


def _marks(trace: Any) -> bool:
    """Whether a trace has a point with both its values."""
    pairs = zip(() if trace.x is None else trace.x, () if trace.y is None else trace.y, strict=True)
    return any(x is not None and y is not None for x, y in pairs)


def _key(trace: Any) -> Key:
    if trace.type == "bar":
        shape = trace.marker.pattern.shape
        return Key(trace.name, trace.marker.color, "swatch", trace.textfont.color or "", _PATTERNS.get(shape, "plain"))
    if trace.fillcolor:
        return Key(trace.name, trace.fillcolor, "band")
    if "lines" not in trace.mode:
        return Key(trace.name, trace.marker.color, trace.marker.symbol)
    mark = "dotted" if trace.line.dash else "band" if (trace.line.width or 0) > _WIDE else "line"
    return Key(trace.name, trace.line.color, mark)


def step_axis(steps: Sequence[str]) -> dict[str, object]:
    """What makes an axis show the steps of a scale by name, lowest first; a step without a name is left out."""
    places = [place for place, name in enumerate(steps) if name]
    names = [wrapped(steps[place], 16) for place in places]
    return {"tickmode": "array", "tickvals": places, "ticktext": names, "range": [places[0] - 0.4, places[-1] + 0.4]}


def enlarged(figure: go.Figure) -> go.Figure:
    """The figure for the back row of a meeting room: larger text, in a taller drawing with room for it."""
    layout = figure.layout
    large = copy.deepcopy(figure)  # `go.Figure(figure)` shares its traces with the figure that is kept
    left, right, top, bottom = (round((layout.margin[side] or 0) * LARGER) for side in "lrtb")
    large.update_layout(
        height=round(layout.height * TALLER),
        font={"size": round(14 * LARGER)},
        margin={"l": left, "r": right, "t": top, "b": bottom},
    )
    text = {"tickfont": {"size": round(TEXT * LARGER)}, "title": {"font": {"size": round(TEXT * LARGER)}}}
    large.update_xaxes(**text)
    large.update_yaxes(**text)
    large.update_annotations(font={"size": round(14 * LARGER)})
    large.for_each_annotation(lambda note: note.update(xshift=round((note.xshift or 0) * LARGER)))
    large.update_traces(selector={"type": "bar"}, textfont={"size": round(TEXT * LARGER)})
    return large
