"""Borders: the nine municipalities, in the right places, from a file on this computer."""

import socket
from collections.abc import Iterator
from itertools import pairwise

import pytest
import shapely

from dashboard.charts.borders import WIDTH, Shape, county_borders

NINE = {
    "0428": "Vingåker",
    "0461": "Gnesta",
    "0480": "Nyköping",
    "0481": "Oxelösund",
    "0482": "Flen",
    "0483": "Katrineholm",
    "0484": "Eskilstuna",
    "0486": "Strängnäs",
    "0488": "Trosa",
}


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Any attempt to reach another computer fails."""

    def refuse(*_: object, **__: object) -> None:
        pytest.fail("the borders were asked for over the network")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    county_borders.cache_clear()
    yield
    county_borders.cache_clear()


def outline(shape: Shape) -> shapely.Geometry:
    rings = [ring.removesuffix("Z") for ring in shape.path.split("M")[1:]]
    return shapely.union_all(
        [shapely.Polygon([tuple(map(float, point.split())) for point in ring.split("L")]) for ring in rings]
    )


def where(code: str) -> Shape:
    (shape,) = [one for one in county_borders("04").shapes if one.code == code]
    return shape


def test_the_county_has_nine_shapes_with_the_codes_of_its_municipalities() -> None:
    assert [shape.code for shape in county_borders("04").shapes] == sorted(NINE)


@pytest.mark.parametrize("code", NINE)
def test_each_shape_is_closed_and_inside_the_drawing(code: str) -> None:
    height = county_borders("04").height
    shape = where(code)
    assert shape.path.startswith("M")
    assert shape.path.endswith("Z")
    west, north, east, south = outline(shape).bounds
    assert west >= 0
    assert north >= 0
    assert east <= WIDTH
    assert south <= height
    assert outline(shape).area > 300


@pytest.mark.parametrize("code", sorted(set(NINE) - {"0481"}))
def test_each_name_stands_on_its_own_municipality(code: str) -> None:
    shape = where(code)
    assert outline(shape).contains(shapely.Point(shape.x, shape.y))


def test_a_name_that_would_hide_its_municipality_stands_below_it() -> None:
    oxelosund = where("0481")
    west, _, east, south = outline(oxelosund).bounds
    assert west < oxelosund.x < east
    assert south < oxelosund.y < south + 20


def test_the_shapes_do_not_cover_one_another() -> None:
    outlines = [outline(shape) for shape in county_borders("04").shapes]
    whole = shapely.union_all(outlines).area
    assert sum(one.area for one in outlines) == pytest.approx(whole, rel=0.01)


def test_the_map_is_the_right_way_up_and_round() -> None:
    """Strängnäs lies north of Nyköping, Vingåker west of Trosa, Oxelösund on the coast east of Katrineholm."""
    assert where("0486").y < where("0480").y
    assert where("0428").x < where("0488").x
    assert where("0483").x < where("0481").x
    assert [where(code).y for code in ("0486", "0461", "0481")] == sorted(
        where(code).y for code in ("0486", "0461", "0481")
    )


def test_the_county_has_its_true_proportions() -> None:
    """A little wider than high; with longitudes as long as latitudes it would be more than twice as wide."""
    borders = county_borders("04")
    assert 1.05 < WIDTH / borders.height < 1.4


def test_an_unknown_county_has_no_shapes() -> None:
    assert county_borders("99").shapes == ()
    assert county_borders("99").height == 0


def test_a_drawing_is_made_once() -> None:
    assert county_borders("04") is county_borders("04")


def test_the_points_of_an_outline_are_few_enough_to_send() -> None:
    points = [point for shape in county_borders("04").shapes for point in shape.path.split("L")]
    assert 100 < len(points) < 1000
    assert all(one != other for one, other in pairwise(points))
