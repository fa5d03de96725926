"""Small multiples and the way to the role: what Plotly is told to draw equals the frame, in its order."""

import json
from datetime import date, timedelta

import pandas as pd
import plotly.graph_objects as go
import pytest

from dashboard.charts import follow_up, pipeline, small_multiples
from dashboard.charts.frame import (
    LARGER,
    MOST_NAMES,
    TALLER,
    TEXT,
    enlarged,
    few_names,
    is_empty,
    legend_of,
    room_for,
    wrapped,
)
from dashboard.charts.palette import look
from dashboard.ui.figure import in_short
from tests.queries.tables import CODES, STEPS

WHOLE = "Int64"
SMALL = "measure_id measure scale_id round stage state state_label principals names version"
OVER_TIME = "day state state_label state_order principals names"
LADDER = ["not_started", "discussed", "decided", "pilot", "appointed"]
Trace = dict[str, object]


def drawn(figure: go.Figure) -> dict[str, object]:
    """The figure as the browser gets it."""
    return json.loads(figure.to_json())


def answered(
    measure: str, round_: str, stage: int | None, principals: int, names: str, version: int | None = 1
) -> tuple[object, ...]:
    state, label = ("missing", "Inget svar") if stage is None else (CODES[stage], STEPS[stage])
    return measure, f"Namn {measure}", "shift", round_, stage, state, label, principals, names, version


def small(*rows: tuple[object, ...]) -> pd.DataFrame:
    made = pd.DataFrame(rows, columns=SMALL.split())
    return made.astype({"stage": WHOLE, "principals": WHOLE, "version": WHOLE})


def over_time(*rows: tuple[date, str, int, str]) -> pd.DataFrame:
    """Day, status, number of municipalities, names."""
    made = [(day, state, state.capitalize(), LADDER.index(state), count, names) for day, state, count, names in rows]
    return pd.DataFrame(made, columns=OVER_TIME.split()).astype({"state_order": WHOLE, "principals": WHOLE})


MEASURES = small(
    answered("M02", "Hösten 2025", 0, 2, "Flen, Trosa"),
    answered("M02", "Hösten 2025", None, 8, "Andra"),
    answered("M02", "Våren 2026", 0, 1, "Flen"),
    answered("M02", "Våren 2026", 3, 9, "Trosa"),
    answered("M06", "Hösten 2025", 1, 10, "Alla"),
    answered("M06", "Våren 2026", 2, 10, "Alla", 2),
    answered("C06", "Hösten 2025", None, 10, "Alla", None),
    answered("C06", "Våren 2026", 4, 10, "Alla"),
)
FIRST = date(2025, 9, 30)
WAY = over_time(
    (FIRST, "not_started", 9, "Alla"),
    (date(2025, 11, 12), "not_started", 7, "Resten"),
    (date(2025, 11, 12), "appointed", 2, "Flen, Trosa"),
    (date(2026, 4, 2), "discussed", 6, "Resten"),
    (date(2026, 4, 2), "appointed", 3, "Flen, Gnesta, Trosa"),
)


def row_of(bar: Trace) -> int:
    return int(str(bar["yaxis"]).removeprefix("y") or "1")


def label_of(bar: Trace) -> str:
    return str(bar["hovertemplate"]).removeprefix("%{y}, ").split(": %{x}")[0]


# ---- small multiples ----


def test_every_row_of_the_frame_is_one_segment_and_nothing_else_is() -> None:
    ids = list(dict.fromkeys(MEASURES["measure_id"]))
    found = [
        (ids[row_of(bar) - 1], round_.removesuffix(" *"), label_of(bar), count, names)
        for bar in drawn(small_multiples.rounds_of_measures(MEASURES))["data"]
        for round_, count, names in zip(bar["y"], bar["x"], bar["customdata"], strict=True)
    ]
    columns = ["measure_id", "round", "state_label", "principals", "names"]
    assert sorted(found) == sorted(MEASURES[columns].astype(object).itertuples(index=False, name=None))


def test_each_measure_has_one_row_in_the_order_of_the_frame() -> None:
    figure = drawn(small_multiples.rounds_of_measures(MEASURES))
    titles = [note["text"] for note in figure["layout"]["annotations"]]
    assert titles == ["M02 Namn M02", "M06 Namn M06", "C06 Namn C06"]
    assert {row_of(bar) for bar in figure["data"]} == {1, 2, 3}
    heights = [figure["layout"][f"yaxis{n}"]["domain"] for n in ("", 2, 3)]
    assert heights == sorted(heights, reverse=True), "the first at the top"


def test_the_segments_of_a_measure_go_from_the_lowest_step_and_end_with_no_answer() -> None:
    bars = [bar for bar in drawn(small_multiples.rounds_of_measures(MEASURES))["data"] if row_of(bar) == 1]
    assert [label_of(bar) for bar in bars] == ["Inte påbörjat", "Prövar", "Inget svar"]
    colours = [bar["marker"]["color"] for bar in bars[:2]]
    assert colours == [look(CODES[0], 0).fill, look(CODES[3], 3).fill]


def test_only_a_round_with_the_new_wording_has_an_asterisk() -> None:
    bars = drawn(small_multiples.rounds_of_measures(MEASURES))["data"]
    assert {(row_of(bar), name) for bar in bars for name in bar["y"] if "*" in name} == {(2, "Våren 2026 *")}


def test_a_count_is_written_on_its_segment_and_its_state_in_the_legend() -> None:
    figure = small_multiples.rounds_of_measures(MEASURES)
    for bar in drawn(figure)["data"]:
        assert bar["text"] == [str(count) for count in bar["x"]]
        assert bar["name"] == label_of(bar)
    keys = legend_of(figure)
    assert {key.words for key in keys} == {bar.name for bar in figure.data}
    assert len({key.words for key in keys}) == len(keys), "each state once, however many measures have it"
    ranks = {bar.name: bar.legendrank for bar in figure.data}
    assert [ranks[key.words] for key in keys] == sorted(ranks[key.words] for key in keys), "steps first, in order"


@pytest.mark.parametrize("count", [1, 2, 12, 40])
def test_any_number_of_measures_gets_room_for_each(count: int) -> None:
    rows = [answered(f"X{n:02}", round_, n % 5, 10, "Alla") for n in range(count) for round_ in ("A", "B", "C")]
    figure = small_multiples.rounds_of_measures(small(*rows))
    assert {row_of(bar) for bar in drawn(figure)["data"]} == set(range(1, count + 1))
    assert figure.layout.height >= count * (small_multiples.HEAD + 3 * small_multiples.ROW)


def test_small_multiples_of_nothing_are_an_empty_chart() -> None:
    figure = small_multiples.rounds_of_measures(small())
    assert drawn(figure)["data"] == []
    assert figure.layout.height > 0


# ---- the way to the role ----


def test_the_bars_equal_the_frame_with_nought_only_where_a_status_does_not_occur() -> None:
    bars = drawn(pipeline.over_time(WAY))["data"]
    days = ["2025-09-30", "2025-11-12", "2026-04-02"]
    assert [bar["x"] for bar in bars] == [days] * 3
    assert {bar["name"]: bar["y"] for bar in bars} == {
        "Not_started": [9, 7, 0],
        "Discussed": [0, 0, 6],
        "Appointed": [0, 2, 3],
    }
    assert {bar["name"]: bar["customdata"] for bar in bars} == {
        "Not_started": ["Alla", "Resten", ""],
        "Discussed": ["", "", "Resten"],
        "Appointed": ["", "Flen, Trosa", "Flen, Gnesta, Trosa"],
    }


def test_the_statuses_are_stacked_from_the_first_step_to_the_last() -> None:
    figure = drawn(pipeline.over_time(WAY.iloc[::-1]))
    assert [bar["name"] for bar in figure["data"]] == ["Not_started", "Discussed", "Appointed"]
    assert figure["layout"]["barmode"] == "stack"
    assert figure["layout"]["xaxis"]["type"] == "category"


def test_a_status_known_only_on_a_day_that_is_left_out_does_not_break_the_chart() -> None:
    many = [date(2025, 10, 1 + n) for n in range(pipeline.MOST_DAYS + 3)]
    rows = [(many[0], "pilot", 9, "Alla"), *((day, "decided", 9, "Alla") for day in many[1:])]
    bars = drawn(pipeline.over_time(over_time(*rows)))["data"]
    shown = bars[-1]["x"]
    assert len(shown) <= pipeline.MOST_DAYS
    assert shown[-1] == str(many[-1])
    assert {bar["name"]: set(bar["y"]) for bar in bars if any(bar["y"])} == {"Decided": {9}}


@pytest.mark.parametrize("count", [0, 1, 2, pipeline.MOST_DAYS])
def test_as_many_days_as_can_be_told_apart_are_all_shown(count: int) -> None:
    days = [FIRST + timedelta(days=40 * n) for n in range(count)]
    assert pipeline.shown_days(days) == days


@pytest.mark.parametrize(("count", "apart"), [(13, 1), (20, 5), (60, 2), (100, 3)])
def test_of_more_days_the_latest_are_kept_and_the_last_day_always(count: int, apart: int) -> None:
    days = [FIRST + timedelta(days=apart * n) for n in range(count)]
    shown = pipeline.shown_days(days)
    assert 0 < len(shown) <= pipeline.MOST_DAYS
    assert shown == sorted(shown)
    assert set(shown) <= set(days)
    assert shown[-1] == days[-1]


def test_the_way_to_the_role_of_nothing_is_an_empty_chart() -> None:
    figure = pipeline.over_time(over_time())
    assert drawn(figure)["data"] == []
    assert figure.layout.height > 0


def test_small_multiples_keep_the_rounds_in_their_order() -> None:
    late_first = {"stage": 1, "state": "exploring", "state_label": "Utforskar", "round": "Andra", "version": 1}
    early = {"stage": 2, "state": "preparing", "state_label": "Förbereder", "round": "Första", "version": 1}
    common = {"measure_id": "M01", "measure": "Ett", "scale_id": "shift", "principals": 1, "names": "A"}
    frame = pd.DataFrame([common | early, common | late_first])
    assert list(small_multiples.rounds_of_measures(frame).layout.yaxis.categoryarray) == ["Första", "Andra"]


def test_a_pipeline_of_many_months_keeps_the_latest() -> None:
    days = [date(2020 + month // 12, month % 12 + 1, 1) for month in range(30)]
    assert pipeline.shown_days(days) == days[-pipeline.MOST_DAYS :]


def test_long_words_stand_on_short_lines_with_room_for_the_longest() -> None:
    assert wrapped("Lärande och kommunikation", 16) == "Lärande och<br>kommunikation"
    assert wrapped("Oxelösund", 16) == "Oxelösund"
    assert wrapped("", 16) == ""
    assert room_for(["Lärande och<br>kommunikation"]) == room_for(["kommunikation"]) > room_for(["Lärande"])
    assert room_for([]) == 0


@pytest.mark.parametrize("make", ["measures", "movement"])
def test_in_the_projector_setting_every_text_is_larger_and_the_drawing_taller(make: str) -> None:
    small = (
        small_multiples.rounds_of_measures(MEASURES)
        if make == "measures"
        else follow_up.movement(pd.DataFrame({"principal": ["A"], "from_stage": [0], "to_stage": [1]}), ("a", "b"))
    )
    before = small.to_json()
    large = enlarged(small)
    assert small.to_json() == before, "the figure that is kept is not changed"
    assert large.layout.height == round(small.layout.height * TALLER)
    assert large.layout.xaxis.tickfont.size == large.layout.yaxis.tickfont.size == round(TEXT * LARGER) >= 18
    assert all(note.font.size >= 18 for note in large.layout.annotations)
    assert all(bar.textfont.size >= 18 for bar in large.data if bar.type == "bar")
    assert large.layout.margin.l > small.layout.margin.l
    assert legend_of(large) == legend_of(small)


def test_a_legend_says_how_each_trace_is_drawn_and_leaves_out_what_is_not_there() -> None:
    moves = pd.DataFrame({"principal": ["A", "B"], "from_stage": [0, 2], "to_stage": [1, 1]})
    keys = legend_of(follow_up.movement(moves, ("a", "b", "c")))
    assert [(key.words, key.mark) for key in keys] == [("Framåt", "triangle-right"), ("Bakåt", "triangle-left")]
    columns = ["aspect", "stage", "lowest", "median", "highest"]
    alone = follow_up.aspects_against_county(
        pd.DataFrame([["X", 1, None, None, None]], columns=columns), "A", ("a", "b")
    )
    assert [(key.words, key.mark) for key in legend_of(alone)] == [("A", "circle")]
    assert not is_empty(alone)
    nothing = pd.DataFrame([["X", None, None, None, None]], columns=columns)
    assert is_empty(follow_up.aspects_against_county(nothing, "A", ("a", "b")))


@pytest.mark.parametrize("make", ["measures", "movement"])
def test_a_chart_carries_no_template_that_would_have_it_drawn_twice(make: str) -> None:
    moves = pd.DataFrame({"principal": ["A"], "from_stage": [0], "to_stage": [1]})
    figure = (
        small_multiples.rounds_of_measures(MEASURES) if make == "measures" else follow_up.movement(moves, ("a", "b"))
    )
    layout = drawn(figure)["layout"]
    assert "template" not in layout
    assert layout["datarevision"] == 0


def test_names_are_shown_where_they_can_be_read_and_otherwise_counted() -> None:
    few, many = (", ".join(f"Kommun {n}" for n in range(count)) for count in (MOST_NAMES, MOST_NAMES + 1))
    assert few_names(pd.DataFrame({"names": [few, many, None]})) == [few, "", ""]
    assert in_short(few) == few
    assert in_short(many) == f"{MOST_NAMES + 1} namn, alla i filen"
    assert in_short(None) is None
