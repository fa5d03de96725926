"""Colours and patterns of states, the same in maps, charts and tables.

The five stages go from pale to deep in one hue, so that their order survives colour blindness and a grey print. What is
no stage is told apart by pattern and word; none of it has a warning colour.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Look:
    """How a state is drawn: fill, colour of text on it, and pattern (plain, dots, lines, grid, cross or hatch)."""

    fill: str
    ink: str
    pattern: str = "plain"


_DARK, _LIGHT = "#10202c", "#ffffff"
STAGES = (
    Look("#e4edf4", _DARK),
    Look("#b4d3e7", _DARK),
    Look("#6fadd3", _DARK),
    Look("#2470a6", _LIGHT),
    Look("#0a3a60", _LIGHT),
)
SPECIAL = {
    "in_existing_plan": Look("#d3e8dc", _DARK, "dots"),
    "not_yet": Look("#eceae4", _DARK, "lines"),
    "not_relevant": Look("#e3e3e3", _DARK),
    "dont_know": Look("#f1ecf5", _DARK, "grid"),
    "too_few": Look("#e2e8ea", _DARK, "cross"),
    "missing": Look("#ffffff", _DARK, "hatch"),
}
_NAMED = {
    # Barnets bästa-ansvarig: the nearer to everyday work, the deeper.
    "not_started": STAGES[0],
    "discussed": STAGES[1],
    "decided": STAGES[2],
    "pilot": Look("#6fadd3", _DARK, "dots"),
    "partly_appointed": Look("#2470a6", _LIGHT, "dots"),
    "appointed": STAGES[3],
    "integrated": STAGES[4],
    "paused": SPECIAL["not_yet"],
    "unknown": SPECIAL["dont_know"],
    # How well something agrees, in five steps from 1.
    "not_at_all": STAGES[0],
    "slightly": STAGES[1],
    "partly": STAGES[2],
    "mostly": STAGES[3],
    "completely": STAGES[4],
    # Local plan: an own plan and one worked into another are worth the same.
    "own_plan": STAGES[3],
    "in_progress": STAGES[1],
    "none": STAGES[0],
    # Before the first round nobody has been asked.
    "not_sent": SPECIAL["missing"],
    # A county that keeps no follow-up here.
    "not_taking_part": SPECIAL["not_relevant"],
    # Actors: yes, partly and no by depth, what is not known by pattern.
    "actor_yes": STAGES[3],
    "actor_partly": STAGES[1],
    "actor_no": STAGES[0],
    "actor_unknown": SPECIAL["dont_know"],
    "actor_missing": SPECIAL["missing"],
}
# Marks and lines: 3:1 against both the light and the dark ground.
OWN, COUNTY = "#2f86c6", "#7d8891"
DIRECTION = {"forward": OWN, "still": COUNTY, "back": "#c9662c"}


def look(state: str, stage: int | None = None) -> Look:
    """How `state` is drawn; a step of the stage scale is drawn by its number."""
    if state in SPECIAL:
        return SPECIAL[state]
    if state in _NAMED or stage is None:
        return _NAMED.get(state, SPECIAL["dont_know"])
    return STAGES[min(stage, len(STAGES) - 1)]
