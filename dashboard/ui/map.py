"""The county as a map of its municipalities, with the region as an equal tile beside it and a legend in words."""

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import streamlit as st

from dashboard.address import address
from dashboard.charts.borders import WIDTH, Borders, Shape, county_borders
from dashboard.charts.palette import Look, look
from dashboard.context.context import Context
from dashboard.context.results import Answer
from dashboard.context.view import View
from dashboard.ui.cache import kept
from dashboard.ui.markup import markup, place, read_script
from dashboard.ui.shared_view import as_seen, is_shared
from dashboard.wording.findings.follow_up import in_scale_order

PRINCIPAL = "/huvudman"
_MARGIN = 22
_BELOW = 16
"""Extra room at the foot, for a name that stands below its municipality."""
_LINE = 20
"""Characters of a state that fit on a line of the map."""
_FEW = 15
"""So many municipalities at most have their state written on the map; the county that has most has 49."""
_ROOM_PER_SIGN = 150
"""Square units that a sign of a name takes among many."""
_component = st.components.v2.component(
    "lagesbild_map", html='<div class="lb-map"></div>', js=read_script("map.js"), isolate_styles=False
)


def map_head(view: View, heading: str, finding: str) -> None:
    """The heading over the map of the county, and what it shows in a sentence; room is kept for the map below."""
    borders = county_borders(view.county)
    place("map_head.html", heading=heading, finding=finding, room=room_of(borders), tall=False)


def room_of(borders: Borders) -> str:
    """Width and height of the drawing, as a style says the shape of the room that is kept for it."""
    return f"{WIDTH + 2 * _MARGIN} / {round(borders.height + 2 * _MARGIN + _BELOW)}"


def county_map(view: View, answer: Answer, label: str) -> None:
    """The map of `answer`, one row per huvudman with `state`, `state_label` and, for scales, `stage`.

    Every outline, and the tile of every huvudman without one, is a link to the huvudman; in a shared view an image.
    """
    rows = {row["principal_code"]: row for row in answer.rows}
    borders = county_borders(view.county)
    drawn = [shape for shape in borders.shapes if shape.code in rows]
    crowded = len(drawn) > _FEW
    shapes = [_shape(view, rows[shape.code], shape, crowded=crowded) for shape in drawn]
    draw_map(label, borders.height, shapes, rows.values())


def draw_map(
    label: str,
    height: float,
    shapes: Sequence[Mapping[str, Any]],
    rows: Iterable[Mapping[str, Any]],
    kind: str = "county",
) -> None:
    """An SVG of `shapes` in a drawing of WIDTH × `height`, with the looks of the states that occur in `rows`."""
    states = {row["state"]: row for row in rows}
    data = {
        "label": label,
        "kind": kind,
        "box": f"{-_MARGIN} {-_MARGIN} {WIDTH + 2 * _MARGIN} {height + 2 * _MARGIN + _BELOW}",
        "shapes": shapes,
        "looks": [{"state": state, **vars(look_of(row))} for state, row in states.items()],
    }
    with st.container(key="map"):
        _component(key="county_map", data=data)


def beside_map(context: Context, answer: Answer) -> None:
    """Tiles for the county and for each huvudman that has no outline, and the legend."""
    whole = context.ask("follow_up/county_state") if "stage" in answer.columns and context.view.round else None
    st.html(as_seen(_beside(context.view, answer, whole)))


@kept
def _beside(view: View, answer: Answer, whole: Answer | None) -> str:
    drawn = {shape.code for shape in county_borders(view.county).shapes}
    tiles = [_tile(view, row) for row in answer.rows if row["principal_code"] not in drawn]
    if whole:
        tiles.append(_county_tile(view, whole.row))
    return markup("map_beside.html", tiles=tiles, legend=legend(answer.rows))


def _county_tile(view: View, row: Mapping[str, Any]) -> dict[str, Any]:
    words = f"median {row['median_label'].lower()}" if row["median_label"] else "för få steg för en median"
    return {
        "name": "Hela länet",
        "state_label": f"{words}, {row['with_stage']} av {row['principals']} huvudmän med ett steg",
        "look": look(row["median_state"] or "missing", row["median"]),
        "href": view.url("/"),
    }


def _shape(view: View, row: Mapping[str, Any], shape: Shape, *, crowded: bool) -> dict[str, Any]:
    drawn = look_of(row)
    name = str(row["principal"])
    return {
        **vars(shape),
        "fill": drawn.fill,
        "pattern": drawn.pattern,
        "state": row["state"],
        "href": "" if is_shared() else address(view.url(PRINCIPAL, huvudman=row["principal_code"])),
        "label": f"{name}: {row['state_label']}",
        "lines": _lines(name, str(row["state_label"]), shape, crowded=crowded),
    }


def _lines(name: str, state: str, shape: Shape, *, crowded: bool) -> list[str]:
    """What stands on the map: where municipalities are many, the names of those that have room for one."""
    if crowded:
        return [name] if shape.area > _ROOM_PER_SIGN * len(name) else []
    return [name, *textwrap.wrap(state, _LINE, max_lines=2, placeholder=" …")]


def _tile(view: View, row: Mapping[str, Any]) -> dict[str, Any]:
    href = view.url(PRINCIPAL, huvudman=row["principal_code"])
    return {"name": row["principal"], "state_label": row["state_label"], "look": look_of(row), "href": href}


def legend(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The states that occur, in the order of their scale, each with its look and how many huvudmän it holds."""
    found: dict[str, dict[str, Any]] = {}
    for row in in_scale_order(rows):
        entry = found.setdefault(
            str(row["state"]), {"label": row["state_label"], "look": look_of(row), "count": 0, "state": row["state"]}
        )
        entry["count"] = entry["count"] + 1
    return list(found.values())


def look_of(row: Mapping[str, Any]) -> Look:
    """How the state of a row is drawn, by its step where it has one."""
    stage = row.get("stage")
    return look(str(row["state"]), None if stage is None else stage)
