"""The agenda of a meeting: it proposes itself from what waits, and keeps what the group adds, moves and drops."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import uuid4

import streamlit as st

from dashboard.context.context import Context
from dashboard.store.records import Row
from dashboard.ui.form import WRITER

Version = tuple[str, int]
OWN = "own-"
HEADINGS = {
    "changes": "Det som är nytt sedan sist",
    "no_answer": "Huvudmän som inte har svarat",
    "review": "Risker att se över",
    "hold": "Risker som länge har stått på avvakta",
    "decision": "Beslut att följa upp",
    "milestone": "Delmål som ska vara nådda",
    "not_evaluated": "Exempel att utvärdera",
}
"""Kind of what waits → what the point is called, in the order that is proposed."""
UP, DOWN, DROP, RESTORE = "up", "down", "drop", "restore"


@dataclass(frozen=True)
class Point:
    """One point: its key, what it is called, the rows that wait under it, and whether the group has dropped it."""

    key: str
    heading: str
    rows: Sequence[Row]
    dropped: bool = False

    @property
    def own(self) -> bool:
        """Whether somebody wrote it; the others propose themselves."""
        return self.key.startswith(OWN)


def agenda_points(context: Context, meeting: Mapping[str, object] | None, since: date | None) -> list[Point]:
    """Every point of the agenda in its order, the dropped ones last."""
    waiting: dict[str, list[Row]] = {}
    if since is not None:
        waiting["changes"] = list(context.ask("county/changes", since=since).rows)
    for row in context.ask("county/agenda").rows:
        waiting.setdefault(str(row["kind"]), []).append(row)
    named = str(meeting["meeting_id"]) if meeting else None
    touched = {str(row["item_key"]): row for row in context.ask("county/agenda_items", meeting=named).rows}
    points = [
        Point(kind, words, waiting[kind], bool(touched.get(kind, {}).get("dropped")))
        for kind, words in HEADINGS.items()
        if waiting.get(kind)
    ]
    points += [
        Point(key, str(row["text"]), (), bool(row["dropped"])) for key, row in touched.items() if key.startswith(OWN)
    ]
    places = {point.key: place for place, point in enumerate(points, len(points))}  # untouched ones come after
    places |= {key: int(row["position"]) for key, row in touched.items()}
    return sorted(points, key=lambda point: (point.dropped, places[point.key]))


def change_agenda(points: Sequence[Point], act: str, on: str) -> list[Point]:
    """The points after `act` (up, down, drop, restore) on the point with the key `on`, if it is there."""
    changed = list(points)
    at = next((place for place, point in enumerate(changed) if point.key == on), None)
    if at is None or act not in {UP, DOWN, DROP, RESTORE}:
        return changed
    point = changed.pop(at)
    if act in {DROP, RESTORE}:
        kept = sum(not one.dropped for one in changed)
        changed.insert(kept, Point(point.key, point.heading, point.rows, act == DROP))
    else:
        kept = sum(not one.dropped for one in changed)  # a kept point stays among the kept
        changed.insert(max(0, at - 1) if act == UP else min(at + 1, kept), point)
    return changed


def with_own(points: Sequence[Point], words: str) -> list[Point]:
    """The points with one more, last of those that are kept."""
    kept = [point for point in points if not point.dropped]
    return [*kept, Point(f"{OWN}{uuid4().hex[:8]}", words, ()), *(point for point in points if point.dropped)]


def store_agenda(context: Context, meeting: Mapping[str, object], points: Sequence[Point], version: Version) -> None:
    """Keep the order of `points` and what is dropped. Raises Locked, DatabaseUnavailable.

    Raises PictureMoved when something else was stored since `version`, and the order would take it back.
    """
    rows: list[dict[str, object]] = [
        {
            "meeting_id": meeting["meeting_id"],
            "item_key": point.key,
            "text": point.heading if point.own else None,
            "position": place,
            "dropped": point.dropped,
            "known_on": context.view.today,
        }
        for place, point in enumerate(points)
    ]
    append_entry(context, {"agenda_item": rows}, "Inmatat på sidan Möte: dagordningen", version)


def version_now(context: Context) -> Version:
    """The county and its version, before something that is to be stored is made of what is read."""
    return context.view.county, context.store.version_of(context.view.county)


def append_entry(context: Context, facts: Mapping[str, list[dict[str, object]]], title: str, version: Version) -> None:
    """Append rows that somebody made on the page by a button, of what was read in `version`.

    Raises what Store.append raises.
    """
    origin: dict[str, object] = {"id": f"entry_{uuid4().hex}", "kind": "entry", "title": title, "synthetic": False}
    context.store.append(facts, origin, str(st.session_state.get(WRITER) or "sidan Möte"), if_version=version)
