"""Charts: what Plotly is told to draw equals the frame, in its order, in Swedish, and never invents a nought."""

import json
import re
from collections.abc import Callable

import pandas as pd
import plotly.graph_objects as go
import pytest

from dashboard.charts import follow_up
from dashboard.charts.locale import CONFIG, LOCALE
from dashboard.charts.palette import DIRECTION, STAGES, look
from tests.queries.tables import CODES, STEPS

LABELS = tuple(STEPS.values())
WHOLE = "Int64"
Trace = dict[str, object]


def drawn(figure: go.Figure) -> dict[str, object]:
    """The figure as the browser gets it."""
    return json.loads(figure.to_json())


def named(figure: go.Figure, name: str) -> list[Trace]:
    return [trace for trace in drawn(figure)["data"] if trace.get("name") == name]


def frame(columns: str, *rows: tuple[object, ...], text: str = "") -> pd.DataFrame:
    """Rows under the named columns, whole numbers with gaps except for the columns named in `text`."""
    names = columns.split()
    return pd.DataFrame(rows, columns=names).astype({name: object if name in text.split() else WHOLE for name in names})


def spread(*rows: tuple[object, ...]) -> pd.DataFrame:
    columns = "round stage lowest lower_quartile median upper_quartile highest version"
    return frame(columns, *rows, text="round")


def moves(*rows: tuple[object, ...]) -> pd.DataFrame:
    return frame("principal from_stage to_stage", *rows, text="principal")


def aspects(*rows: tuple[object, ...]) -> pd.DataFrame:
    return frame("aspect stage lowest median highest", *rows, text="aspect")


def distribution(*rows: tuple[str, int | None, int, str]) -> pd.DataFrame:
    """Round, stage (None: no answer), number of huvudmän, their names."""
    made = [(r, CODES.get(s, "missing"), STEPS.get(s, "Inget svar"), s, number, names) for r, s, number, names in rows]
    return frame("round state state_label stage principals names", *made, text="round state state_label names")


MOVES = moves(("Strängnäs", 1, 3), ("Flen", None, 2), ("Eskilstuna", 2, 2), ("Trosa", 3, 0), ("Gnesta", 0, 1))
ROUNDS = distribution(
    ("Hösten 2025", 3, 1, "Trosa"),
    ("Hösten 2025", None, 9, "Flen, Gnesta"),
    ("Våren 2026", 0, 4, "Flen"),
    ("Våren 2026", 3, 6, "Trosa"),
)
SPREAD = spread(
    ("Hösten 2025", 1, 0, 1, 2, 3, 4, 1), ("Våren 2026", None, 0, 1, 2, 2, 3, 1), ("Hösten 2026", 0, 1, 1, 2, 3, 4, 1)
)
ASPECTS = aspects(("Vardag", 0, 0, 2, 4), ("Roll", None, 1, 2, 3), ("Lärande", 3, None, None, None))

CHARTS: dict[str, tuple[Callable[[pd.DataFrame], go.Figure], pd.DataFrame]] = {
    "distribution": (follow_up.distribution, ROUNDS),
    "movement": (lambda f: follow_up.movement(f, LABELS), MOVES),
    "against_spread": (lambda f: follow_up.against_spread(f, "Trosa", LABELS), SPREAD),
    "aspects": (lambda f: follow_up.aspects_against_county(f, "Trosa", LABELS), ASPECTS),
}


# ---- every chart ----


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_of_nothing_is_an_empty_chart_of_a_known_height(name: str) -> None:
    make, full = CHARTS[name]
    empty = drawn(make(full.iloc[:0]))
    assert empty["layout"]["height"] > 0
    for trace in empty["data"]:
        assert not [value for axis in ("x", "y") for value in trace.get(axis) or [] if value is not None]


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_where_everything_is_missing_draws_no_mark(name: str) -> None:
    make, full = CHARTS[name]
    blank = full.copy()
    for column in blank.columns:
        if blank[column].dtype == WHOLE and column not in {"principals", "version"}:
            blank[column] = pd.Series([pd.NA] * len(blank), dtype=WHOLE)
    value_axis = "y" if name == "against_spread" else "x"
    if name != "distribution":
        for trace in drawn(make(blank))["data"]:
            assert not [value for value in trace.get(value_axis) or [] if value is not None]
    else:
        assert sum(sum(trace["x"]) for trace in drawn(make(blank))["data"]) == 20


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_says_everything_in_swedish_and_nothing_of_what_is_not_there(name: str) -> None:
    make, full = CHARTS[name]
    written = make(full).to_json()
    assert not re.search(r"NaN|nan\b|<NA>|None|trace \d|bdata", written)
    assert not re.search(r"(?i)\b(mean|average|medel|trend|score|rank)", written)
    for hover in re.findall(r'"hovertemplate":"([^"]*)"', written):
        assert hover.endswith("\\u003cextra\\u003e\\u003c\\u002fextra\\u003e") or hover.endswith("<extra></extra>")


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_cannot_be_zoomed_by_mistake_and_takes_the_ground_of_the_page(name: str) -> None:
    make, full = CHARTS[name]
    layout = drawn(make(full))["layout"]
    assert layout["dragmode"] is False
    assert layout["xaxis"]["fixedrange"] is layout["yaxis"]["fixedrange"] is True
    assert layout["paper_bgcolor"] == layout["plot_bgcolor"] == "rgba(0,0,0,0)"
    assert layout["separators"][0] == ","


def test_plotly_speaks_swedish() -> None:
    assert CONFIG["locale"] == "sv"
    assert CONFIG["locales"] is LOCALE
    swedish = LOCALE["sv"]["format"]
    assert (swedish["decimal"], len(swedish["months"]), len(swedish["days"])) == (",", 12, 7)
    assert swedish["months"][4] == "maj"
    assert swedish["days"][0] == "söndag"


# ---- distribution ----


def test_the_bars_hold_the_numbers_of_the_frame() -> None:
    bars = {trace["name"]: trace for trace in drawn(follow_up.distribution(ROUNDS))["data"]}
    assert {name: list(zip(bar["y"], bar["x"], strict=True)) for name, bar in bars.items()} == {
        "Inte påbörjat": [("Våren 2026", 4)],
        "Prövar": [("Hösten 2025", 1), ("Våren 2026", 6)],
        "Inget svar": [("Hösten 2025", 9)],
    }
    assert bars["Prövar"]["customdata"] == ["Trosa", "Trosa"]
    assert bars["Prövar"]["hovertemplate"].startswith("%{y}, Prövar: %{x}<br>%{customdata}")


def test_the_bars_stand_in_the_order_of_the_scale_with_no_answer_last_and_rounds_from_the_top() -> None:
    figure = drawn(follow_up.distribution(ROUNDS))
    assert [bar["name"] for bar in figure["data"]] == ["Inte påbörjat", "Prövar", "Inget svar"]
    assert figure["layout"]["yaxis"]["categoryarray"] == ["Våren 2026", "Hösten 2025"]
    assert figure["layout"]["barmode"] == "stack"


def test_a_bar_has_the_colour_of_its_state_and_no_answer_is_hatched() -> None:
    bars = {bar["name"]: bar["marker"] for bar in drawn(follow_up.distribution(ROUNDS))["data"]}
    assert bars["Prövar"]["color"] == STAGES[3].fill
    assert "pattern" not in bars["Prövar"]
    assert bars["Inget svar"]["color"] == look("missing").fill
    assert bars["Inget svar"]["pattern"]["shape"] == "/"


# ---- movement ----


def test_each_arrow_ends_where_the_huvudman_now_stands() -> None:
    figure = follow_up.movement(MOVES, LABELS)
    for name, ends in (
        ("Framåt", [("Strängnäs", 3), ("Gnesta", 1)]),
        ("Oförändrat", [("Eskilstuna", 2)]),
        ("Bakåt", [("Trosa", 0)]),
    ):
        (trace,) = named(figure, name)
        assert list(zip(trace["y"], trace["x"], strict=True)) == ends
    (forward,) = named(figure, "Framåt")
    assert forward["customdata"] == [["Utforskar", "Prövar"], ["Inte påbörjat", "Utforskar"]]
    assert forward["hovertemplate"] == "%{y}: från %{customdata[0]} till %{customdata[1]}<extra></extra>"


def test_a_step_back_is_drawn_like_a_step_forward_but_for_colour_and_side() -> None:
    figure = follow_up.movement(MOVES, LABELS)
    (forward,), (back,) = named(figure, "Framåt"), named(figure, "Bakåt")
    assert (forward["marker"]["color"], back["marker"]["color"]) == (DIRECTION["forward"], DIRECTION["back"])
    assert forward["marker"]["size"] == back["marker"]["size"]
    strokes = [trace for trace in drawn(figure)["data"] if trace["mode"] == "lines"]
    assert {stroke["line"]["width"] for stroke in strokes} == {3}


def test_the_strokes_run_from_the_old_step_to_the_new_and_never_between_huvudmän() -> None:
    strokes = [trace for trace in drawn(follow_up.movement(MOVES, LABELS))["data"] if trace["mode"] == "lines"]
    assert strokes[0]["x"] == [1, 3, None, 0, 1, None]
    assert strokes[0]["y"] == ["Strängnäs", "Strängnäs", None, "Gnesta", "Gnesta", None]


def test_a_huvudman_without_a_pair_of_answers_has_its_row_but_no_mark() -> None:
    figure = drawn(follow_up.movement(MOVES, LABELS))
    assert "Flen" not in [name for trace in figure["data"] for name in trace["y"]]
    assert "Flen" in figure["layout"]["yaxis"]["categoryarray"]


def test_huvudmän_keep_their_order_whatever_they_moved() -> None:
    for rows in (MOVES, MOVES.iloc[::-1]):
        layout = drawn(follow_up.movement(rows, LABELS))["layout"]
        assert layout["yaxis"]["categoryarray"][::-1] == list(rows["principal"])
        assert layout["xaxis"]["ticktext"] == list(LABELS)


# ---- one line against the spread ----


def test_the_line_has_the_steps_of_the_frame_and_a_gap_where_there_is_no_answer() -> None:
    (line,) = named(follow_up.against_spread(SPREAD, "Trosa", LABELS), "Trosa")
    assert line["x"] == ["Hösten 2025", "Våren 2026", "Hösten 2026"]
    assert line["y"] == [1, None, 0]
    assert line["connectgaps"] is False
    assert line["hovertemplate"] == "Trosa, %{x}: steg %{y}<extra></extra>"


def test_the_spread_has_the_ends_and_quartiles_of_the_frame() -> None:
    figure = drawn(follow_up.against_spread(SPREAD, "Trosa", LABELS))
    bands = [trace["y"] for trace in figure["data"] if trace.get("line", {}).get("width") == 0]
    assert bands == [[4, 3, 4], [0, 0, 1], [3, 2, 3], [1, 1, 1]]
    (median,) = [trace for trace in figure["data"] if trace.get("name") == "Länets median"]
    assert median["y"] == [2, 2, 2]


def test_a_new_wording_breaks_every_line_and_every_band() -> None:
    rows = SPREAD.assign(version=pd.Series([1, 1, 2], dtype=WHOLE))
    figure = follow_up.against_spread(rows, "Trosa", LABELS)
    for name in ("Trosa", "Länets median"):
        assert [line["x"] for line in named(figure, name)] == [["Hösten 2025", "Våren 2026"], ["Hösten 2026"]]
        assert [line["showlegend"] for line in named(figure, name)] == [True, False]
    assert [band["x"] for band in named(figure, "Hela länet")] == [["Hösten 2025", "Våren 2026"], ["Hösten 2026"]]


def test_a_round_without_answers_belongs_to_the_wording_before_it() -> None:
    rows = SPREAD.assign(version=pd.Series([1, pd.NA, 2], dtype=WHOLE))
    lines = named(follow_up.against_spread(rows, "Trosa", LABELS), "Trosa")
    assert [line["x"] for line in lines] == [["Hösten 2025", "Våren 2026"], ["Hösten 2026"]]


def test_rounds_stand_in_the_order_of_the_frame() -> None:
    layout = drawn(follow_up.against_spread(SPREAD, "Trosa", LABELS))["layout"]
    assert layout["xaxis"]["categoryarray"] == ["Hösten 2025", "Våren 2026", "Hösten 2026"]


# ---- aspects ----


def test_each_aspect_shows_the_huvudman_on_the_span_of_the_county() -> None:
    figure = follow_up.aspects_against_county(ASPECTS, "Trosa", LABELS)
    (own,), (median,), (county,) = (named(figure, n) for n in ("Trosa", "Länets median", "Länets spridning"))
    assert list(zip(own["y"], own["x"], own["customdata"], strict=True)) == [
        ("Vardag", 0, "Inte påbörjat"),
        ("Lärande", 3, "Prövar"),
    ]
    assert list(zip(median["y"], median["x"], strict=True)) == [("Vardag", 2), ("Roll", 2)]
    assert county["x"] == [0, 4, None, 1, 3, None]
    assert drawn(figure)["layout"]["yaxis"]["categoryarray"][::-1] == ["Vardag", "Roll", "Lärande"]
