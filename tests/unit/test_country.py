"""The country: its map, its charts, and what is said of them."""

import pandas as pd
import pytest
import shapely

from dashboard.charts import country
from dashboard.charts.borders import WIDTH, country_borders, county_borders
from dashboard.pages.country.comparison import distribution_in_words, movement_in_words, where_counties_stand
from tests.unit.test_borders import outline
from tests.unit.test_charts import drawn

MOVES = pd.DataFrame(
    [
        ("Uppsala län", "V", "H", 3, 4, 1),
        ("Gotlands län", "V", "H", None, None, None),
        ("Skåne län", "V", "H", 0, 9, 2),
    ],
    columns=["county", "previous", "round", "forward", "still", "back"],
).astype(dict.fromkeys(["forward", "still", "back"], "Int64"))


# ---- the map ----


def test_the_country_has_its_21_counties_in_a_drawing_taller_than_wide() -> None:
    borders = country_borders()
    assert len(borders.shapes) == 21
    assert 2 < borders.height / WIDTH < 2.6
    by_code = {shape.code: shape for shape in borders.shapes}
    assert by_code["25"].y < by_code["01"].y < by_code["12"].y
    assert by_code["14"].x < by_code["09"].x
    for shape in borders.shapes:
        west, north, east, south = outline(shape).bounds
        assert west >= 0
        assert north >= 0
        assert east <= WIDTH
        assert south <= borders.height + 0.1
    assert sum(len(shape.path) for shape in borders.shapes) < 40_000


def test_areas_keep_their_proportions() -> None:
    """Norrbotten is 15.6 times as large as Södermanland (SCB: 98 245 and 6 075 km² of land, the sea left out)."""
    areas = {shape.code: outline(shape).area for shape in country_borders().shapes}
    assert 12 < areas["25"] / areas["04"] < 18


@pytest.mark.parametrize("county", [shape.code for shape in country_borders().shapes])
def test_every_county_has_a_map_of_its_municipalities(county: str) -> None:
    borders = county_borders(county)
    assert borders.shapes
    assert all(shape.code.startswith(county) for shape in borders.shapes)
    for shape in borders.shapes:
        assert outline(shape).area == pytest.approx(shape.area, rel=0.05, abs=2)
        assert shapely.box(-1, -1, WIDTH + 1, borders.height + 1).contains(outline(shape))


def test_all_290_municipalities_are_on_a_map() -> None:
    assert sum(len(county_borders(shape.code).shapes) for shape in country_borders().shapes) == 290


# ---- the charts ----


def test_movement_draws_the_counties_that_can_be_shown_in_their_own_order() -> None:
    told = drawn(country.movement(MOVES))
    assert [(one["name"], one["y"], one["x"]) for one in told["data"]] == [
        ("Framåt", ["Uppsala län", "Skåne län"], [3, 0]),
        ("Oförändrat", ["Uppsala län", "Skåne län"], [4, 9]),
        ("Bakåt", ["Uppsala län", "Skåne län"], [1, 2]),
    ]
    assert told["layout"]["yaxis"]["categoryarray"] == ["Skåne län", "Uppsala län"]  # from below
    assert told["data"][2]["marker"]["pattern"]["shape"] == "/"


def test_movement_of_nothing_is_an_empty_chart() -> None:
    assert [one["x"] for one in drawn(country.movement(MOVES.iloc[:0]))["data"]] == [[], [], []]


def test_distribution_has_a_bar_for_each_county() -> None:
    rows = [("Uppsala län", "H", "trying", "Prövar", 3, 5), ("Gotlands län", "H", "too_few", "Färre än fem", None, 2)]
    frame = pd.DataFrame(rows, columns=["county", "round", "state", "state_label", "stage", "principals"])
    told = drawn(country.distribution(frame.astype({"stage": "Int64", "principals": "Int64"})))
    assert [(one["name"], one["y"], one["x"]) for one in told["data"]] == [
        ("Prövar", ["Uppsala län"], [5]),
        ("Färre än fem", ["Gotlands län"], [2]),
    ]


# ---- what is said ----


def county(state: str, label: str, stage: int | None) -> dict[str, object]:
    return {"state": state, "state_label": label, "stage": stage}


def test_where_counties_stand_counts_and_does_not_name() -> None:
    out = county("not_taking_part", "Deltar inte", None)
    few = county("too_few", "För få steg för en median", None)
    rows = [county("trying", "Prövar", 3), county("exploring", "Utforskar", 1), county("trying", "Prövar", 3), few, out]
    assert where_counties_stand(rows) == (
        "Länens median är ”Utforskar” i ett och ”Prövar” i två av 4 län som deltar. "
        "Ett län har för få svar för en median."
    )
    assert where_counties_stand([few, out]) == (
        "Inget av 1 län har svar från så många huvudmän att en median kan visas."
    )


def test_distribution_and_movement_say_what_is_left_out() -> None:
    rows = [
        {"county_code": "03", "stage": 3, "state": "trying", "principals": 5},
        {"county_code": "09", "stage": None, "state": "too_few", "principals": 2},
    ]
    assert distribution_in_words(rows) == (
        "5 av 7 huvudmän har ett steg att visa. I ett län har färre än fem svarat, så svaren visas inte."
    )
    shown = {"forward": 3, "still": 4, "back": 1, "paired": 8}
    assert movement_in_words([shown, dict.fromkeys(shown)]) == (
        "3 svar har flyttat fram, 4 står kvar och 1 har gått tillbaka, av 8 parade svar i ett län. "
        "Ett län kan inte visas."
    )
    assert movement_in_words([dict.fromkeys(shown)]) == "Inget län har två omgångar som kan jämföras."
