"""The county as a map of its municipalities, with the region as an equal tile beside it and a legend in words."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from dashboard.charts.borders import WIDTH, county_borders
from dashboard.charts.palette import Look, look
from dashboard.parts.asking import Answer
from dashboard.parts.markup import place, read_script
from dashboard.view import View

_MARGIN = 22
_component = st.components.v2.component(
    "lagesbild_map", html='<div class="lb-map"></div>', js=read_script("map.js"), isolate_styles=False
)


def county_map(view: View, answer: Answer, label: str, path: str = "/huvudman") -> None:
    """The map of `answer`, one row per huvudman with `state`, `state_label` and, for scales, `stage`.

    Every outline, and every tile, is a link to the huvudman on the page `path`.
    """
    rows = {str(row["principal_code"]): row for row in answer.rows()}
    borders = county_borders(view.county)
    shapes = [_shape(view, rows[shape.code], shape, path) for shape in borders.shapes if shape.code in rows]
    states = {str(row["state"]): row for row in rows.values()}
    data = {
        "label": label,
        "box": f"{-_MARGIN} {-_MARGIN} {WIDTH + 2 * _MARGIN} {borders.height + 2 * _MARGIN}",
        "shapes": shapes,
        "looks": [{"state": state, **vars(_look(row))} for state, row in states.items()],
    }
    with st.container(key="map"):
        _component(key="county_map", data=data)
    drawn = {shape.code for shape in borders.shapes}
    tiles = [_tile(view, row, path) for code, row in rows.items() if code not in drawn]
    place("map_beside.html", tiles=tiles, legend=legend(list(rows.values())))


def _shape(view: View, row: Mapping[str, object], shape: object, path: str) -> dict[str, object]:
    drawn = _look(row)
    name = str(row["principal"])
    return {
        **vars(shape),
        "fill": drawn.fill,
        "pattern": drawn.pattern,
        "state": row["state"],
        "href": view.url(path, huvudman=str(row["principal_code"])),
        "label": f"{name}: {row['state_label']}",
        "lines": [name, str(row["state_label"])],
        "mark": drawn.mark,
    }


def _tile(view: View, row: Mapping[str, object], path: str) -> dict[str, object]:
    href = view.url(path, huvudman=str(row["principal_code"]))
    return {"name": row["principal"], "state_label": row["state_label"], "look": _look(row), "href": href}


def legend(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The states that occur, in the order of their scale, each with its look and how many huvudmän it holds."""
    found: dict[str, dict[str, Any]] = {}
    for row in sorted(rows, key=lambda row: (row.get("stage") is None, row.get("stage") or 0)):
        entry = found.setdefault(
            str(row["state"]), {"label": row["state_label"], "look": _look(row), "count": 0, "state": row["state"]}
        )
        entry["count"] = entry["count"] + 1
    return list(found.values())


def _look(row: Mapping[str, Any]) -> Look:
    stage = row.get("stage")
    return look(str(row["state"]), None if stage is None else stage)
