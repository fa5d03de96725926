"""Colours and patterns: words can be read, order survives colour blindness and grey print, missing never looks full."""

import tomllib
from itertools import pairwise

import pytest

from dashboard.charts import palette
from dashboard.charts.palette import COUNTY, DIRECTION, OWN, SPECIAL, STAGES, Look, look
from dashboard.settings import ROOT
from dashboard.store.store import Store

Light = tuple[float, float, float]
LOOKS = {**{f"stage {n}": one for n, one in enumerate(STAGES)}, **SPECIAL, **palette._NAMED}
REGISTERS = ["shift", "role_status", "plan_status"]

# What is left of red, green and blue light for those who lack one kind of cone (Viénot, Brettel and Mollon 1999).
SIGHTS = {
    "full": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.11238, 0.88762, 0), (0.11238, 0.88762, 0), (0.00401, -0.00401, 1)),
    "deuteranopia": ((0.29275, 0.70725, 0), (0.29275, 0.70725, 0), (-0.02234, 0.02234, 1)),
    "greyscale": ((0.2126, 0.7152, 0.0722),) * 3,
}


def light(colour: str) -> Light:
    """Linear red, green and blue of #rrggbb (WCAG 2)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return red, green, blue


def luminance(of: Light) -> float:
    return 0.2126 * of[0] + 0.7152 * of[1] + 0.0722 * of[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(light(one)), luminance(light(other))))
    return (lighter + 0.05) / (darker + 0.05)


def lightness(of: Light) -> float:
    """L* of CIELAB, 0–100."""
    y = luminance(of)
    return 116 * y ** (1 / 3) - 16 if y > 0.008856 else 903.3 * y


def seen(colour: str, sight: str) -> Light:
    of = light(colour)
    red, green, blue = (sum(weight * part for weight, part in zip(row, of, strict=True)) for row in SIGHTS[sight])
    return red, green, blue


def grounds() -> list[str]:
    """The grounds that marks stand on, from the themes."""
    theme = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
    return [theme["light"]["backgroundColor"], theme["dark"]["backgroundColor"]]


def test_contrast_is_computed_as_the_guidelines_do() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("name", LOOKS)
def test_words_on_every_state_can_be_read(name: str) -> None:
    assert contrast(LOOKS[name].fill, LOOKS[name].ink) >= 4.5


@pytest.mark.parametrize("sight", SIGHTS)
def test_the_stages_go_from_pale_to_deep_however_one_sees(sight: str) -> None:
    steps = [lightness(seen(stage.fill, sight)) for stage in STAGES]
    assert len(steps) == 5
    assert all(paler - deeper >= 9 for paler, deeper in pairwise(steps)), steps


@pytest.mark.parametrize("colour", [OWN, COUNTY, *DIRECTION.values()])
def test_marks_stand_out_from_the_light_and_the_dark_ground(colour: str) -> None:
    assert grounds() == ["#ffffff", "#11181e"]
    assert min(contrast(colour, ground) for ground in grounds()) >= 3


def test_a_step_back_is_drawn_as_strongly_as_a_step_forward() -> None:
    for ground in grounds():
        ratio = contrast(DIRECTION["forward"], ground) / contrast(DIRECTION["back"], ground)
        assert 0.75 <= ratio <= 1.33
    assert len(set(DIRECTION.values())) == 3


def test_no_answer_is_hatched_and_nothing_else_is() -> None:
    assert look("missing").pattern == "hatch"
    unanswered = ("missing", "not_sent")
    assert [name for name, one in LOOKS.items() if one.pattern == "hatch" and not name.endswith(unanswered)] == []


def test_nothing_special_looks_like_a_stage_or_like_another() -> None:
    looks = [*STAGES, *SPECIAL.values()]
    assert len(set(looks)) == len(looks)
    assert not {(one.fill, one.pattern) for one in SPECIAL.values()} & {(one.fill, one.pattern) for one in STAGES}


def hue_and_strength(colour: str) -> tuple[float, float]:
    """Hue in degrees and saturation of #rrggbb."""
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    most, least = max(red, green, blue), min(red, green, blue)
    if most == least:
        return 0.0, 0.0
    spread = most - least
    turn = {red: (green - blue) / spread, green: 2 + (blue - red) / spread, blue: 4 + (red - green) / spread}[most]
    return turn * 60 % 360, spread / most


@pytest.mark.parametrize("name", LOOKS)
def test_no_state_has_a_warning_colour(name: str) -> None:
    hue, strength = hue_and_strength(LOOKS[name].fill)
    assert strength < 0.1 or 70 < hue < 300, "red, orange and yellow warn"


def test_work_that_is_part_of_an_existing_plan_is_green_and_not_grey() -> None:
    hue, strength = hue_and_strength(look("in_existing_plan").fill)
    assert 90 < hue < 170
    assert strength >= 0.08


def test_an_own_plan_and_one_worked_into_another_both_look_like_something_done() -> None:
    pale = {look("none"), look("missing"), look("unknown")}
    assert not pale & {look("own_plan"), look("in_existing_plan")}


@pytest.mark.parametrize("stage", range(5))
def test_a_stage_is_drawn_by_its_place_on_the_scale(stage: int) -> None:
    assert look("whatever", stage) == STAGES[stage]


@pytest.mark.parametrize("special", SPECIAL)
def test_a_special_answer_is_drawn_as_itself_whatever_stage_stands_beside_it(special: str) -> None:
    assert look(special, 4) == SPECIAL[special]


def test_a_state_nobody_has_heard_of_is_drawn_as_not_known() -> None:
    assert look("något nytt") == SPECIAL["dont_know"]


def test_every_state_of_the_scales_on_the_map_has_a_look_of_its_own_kind(empty_store: Store) -> None:
    steps = empty_store.frame("catalogue/scale_steps")
    for scale in REGISTERS:
        own = steps[steps["scale_id"] == scale]
        looks = [look(row.code, row.step if scale == "shift" else None) for row in own.itertuples()]
        if scale != "role_status":
            assert len(set(looks)) == len(looks), scale
    assert set(steps[steps["scale_id"].isin(REGISTERS[1:])]["code"]) <= set(palette._NAMED) | set(SPECIAL)


@pytest.mark.parametrize("scale", ["shift", "agree_5"])
def test_every_step_of_a_scale_that_is_mapped_looks_different_and_deepens(empty_store: Store, scale: str) -> None:
    steps = empty_store.frame("catalogue/scale_steps")
    looks: list[Look] = [look(row.code, row.step) for row in steps[steps["scale_id"] == scale].itertuples()]
    depths = [lightness(light(one.fill)) for one in looks]
    assert depths == sorted(depths, reverse=True)
    assert len(set(looks)) == len(looks)
