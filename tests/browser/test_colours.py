"""Colours as they are on the screen, seen without colour: in grey, and by a person with deuteranopia.

Everything is computed from the points of a screenshot at the places of the shapes; no colour is known beforehand.
"""

import io
import itertools
import re
import statistics
from collections.abc import Sequence

import pytest
from PIL import Image, ImageColor
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opener
from tests.browser.test_every_page import CALM, Visit

Points = Sequence[tuple[int, int]]
Colour = tuple[float, float, float]

STAGES = ("Inte påbörjat", "Utforskar", "Förbereder", "Prövar", "I vardagen")
"""The words of the scale from its first step; steps that do not occur in a figure are passed over."""
MISSING, IN_PLAN = "Inget svar", "Ingår i befintlig plan eller process"
APART, PLAIN, PATTERNED = 8, 1.6, 2.5
"""L* between stages, and the standard deviation of L* within a fill: at most when plain, at least when patterned."""
ENOUGH = 50
BANDS = ("Låg", "Måttlig", "Hög", "Mycket hög")
"""The words of the risk matrix, from its lightest ground to its strongest."""
DEUTERANOPIA = (
    (0.367322, 0.860646, -0.227968),
    (0.280085, 0.672501, 0.047413),
    (-0.011820, 0.042940, 0.968881),
)

# Points within each municipality, clear of its outline and of all words on the map.
ON_MAP = r"""() => {
  const words = [...document.querySelectorAll(".lb-map tspan, .lb-map text")].map((one) => one.getBoundingClientRect());
  const covered = (x, y) => words.some((box) =>
    x > box.left - 4 && x < box.right + 4 && y > box.top - 4 && y < box.bottom + 4);
  return Object.fromEntries([...document.querySelectorAll(".lb-map a")].map((link) => {
    const path = link.querySelector("path");
    const inverse = path.getScreenCTM().inverse();
    const within = (x, y) => path.isPointInFill(new DOMPoint(x, y).matrixTransform(inverse));
    const box = path.getBoundingClientRect();
    const points = [];
    for (let x = Math.ceil(box.left); x < box.right; x += 3) {
      for (let y = Math.ceil(box.top) + (x % 2); y < box.bottom; y += 2) {
        const around = [[0, 0], [-5, -5], [5, -5], [-5, 5], [5, 5]];
        if (!covered(x, y) && around.every(([dx, dy]) => within(x + dx, y + dy))) points.push([x, y]);
      }
    }
    return [link.getAttribute("aria-label"), points];
  }));
}"""
# Points near the lower edge of the longest bar of each state, below the number in its middle.
IN_BARS = r"""() => {
  const chart = document.querySelector(".st-key-chart-fordelning");
  const head = document.querySelector("#fordelning").closest("section");
  const names = [...head.querySelectorAll(".lb-keys li")].map((one) => one.textContent.trim());
  return Object.fromEntries([...chart.querySelectorAll(".trace.bars")].map((trace, index) => {
    const boxes = [...trace.querySelectorAll(".point path")].map((one) => one.getBoundingClientRect());
    const box = boxes.sort((one, other) => other.width - one.width)[0];
    const points = [];
    for (let x = Math.ceil(box.left) + 4; x < box.right - 4; x += 1) {
      for (let y = Math.ceil(box.bottom) - 11; y < box.bottom - 3; y += 1) points.push([x, y]);
    }
    return [names[index], points];
  }));
}"""
# Points of each swatch of the legend beside the map, within its frame.
IN_LEGEND = r"""() => Object.fromEntries([...document.querySelectorAll(".lb-legend li")].map((entry) => {
  const box = entry.querySelector(".lb-swatch").getBoundingClientRect();
  const points = [];
  for (let x = Math.ceil(box.left) + 2; x < box.right - 2; x += 1) {
    for (let y = Math.ceil(box.top) + 2; y < box.bottom - 2; y += 1) points.push([x, y]);
  }
  const name = [...entry.childNodes].filter((one) => one.nodeType === Node.TEXT_NODE).map((one) => one.data).join("");
  return [name.trim(), points];
}))"""
# The narrow strip between the frame and the words of each cell of the matrix, and the first word of the cell.
IN_MATRIX = r"""() => [...document.querySelectorAll(".lb-matrix tbody td")].map((cell) => {
  const box = cell.getBoundingClientRect();
  const points = [];
  for (let x = Math.ceil(box.left) + 12; x < box.right - 12; x += 1) {
    points.push([x, Math.floor(box.bottom) - 4], [x, Math.ceil(box.top) + 3]);
  }
  return { words: cell.innerText.trim(), shown: cell.querySelector(".lb-count").checkVisibility(), points,
    ink: getComputedStyle(cell.querySelector("strong") ?? cell.querySelector(".lb-count")).color };
})"""


def linear(part: float) -> float:
    part /= 255
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def as_grey(colour: Colour) -> float:
    """L* of `colour` in a picture that Pillow has made grey (ITU-R 601), as on a grey printer."""
    grey = Image.new("RGB", (1, 1), tuple(round(part) for part in colour)).convert("L").getpixel((0, 0))
    return star(linear(grey))


def as_deuteranope(colour: Colour) -> float:
    """L* of `colour` for a person with deuteranopia: Machado, Oliveira and Fernandes 2009, severity 1.0."""
    parts = [linear(part) for part in colour]
    red, green, blue = (
        min(1.0, max(0.0, sum(weight * part for weight, part in zip(row, parts, strict=True)))) for row in DEUTERANOPIA
    )
    return star(0.2126 * red + 0.7152 * green + 0.0722 * blue)


def star(luminance: float) -> float:
    """CIE L* of a relative luminance."""
    return 116 * luminance ** (1 / 3) - 16 if luminance > 216 / 24389 else luminance * 24389 / 27


def contrast(one: Colour, other: Colour) -> float:
    """The contrast of two colours as WCAG defines it."""
    low, high = sorted(
        sum(w * linear(part) for w, part in zip((0.2126, 0.7152, 0.0722), colour, strict=True))
        for colour in (one, other)
    )
    return (high + 0.05) / (low + 0.05)


SIGHTS = {"grey": as_grey, "deuteranopia": as_deuteranope}


def picture(page: Page) -> Image.Image:
    """What is on the screen; the mouse is out of the way."""
    page.mouse.move(0, 0)
    page.evaluate(CALM)
    return Image.open(io.BytesIO(page.screenshot())).convert("RGB")


def seen(image: Image.Image, points: Points, sight: str) -> tuple[float, float]:
    """The middle L* at `points`, and how much it varies there."""
    stars: dict[Colour, float] = {}
    found = []
    for point in points:
        colour = image.getpixel((round(point[0]), round(point[1])))
        if colour not in stars:
            stars[colour] = SIGHTS[sight](colour)
        found.append(stars[colour])
    return statistics.median(found), statistics.pstdev(found)


def by_state(shapes: dict[str, Points]) -> dict[str, list[Points]]:
    """The shapes of each state (a municipality is called `name: state`) that show enough of their fill."""
    states: dict[str, list[Points]] = {}
    for name, points in shapes.items():
        if len(points) >= ENOUGH:
            states.setdefault(re.sub(r"^\w+: ", "", name), []).append(points)
    return states


def assert_told_apart(image: Image.Image, states: dict[str, list[Points]], sight: str) -> None:
    """Stages by lightness, darker for each step and the same wherever they stand; what is no stage by pattern."""
    stages = [state for state in STAGES if state in states]
    fills = {}
    for state in stages:
        measured = [seen(image, points, sight) for points in states[state]]
        assert max(variation for _, variation in measured) <= PLAIN, (state, measured)
        levels = [level for level, _ in measured]
        assert max(levels) - min(levels) < 1, (state, measured)
        fills[state] = levels[0]
    for one, other in itertools.pairwise(stages):
        assert fills[one] - fills[other] >= APART, (sight, fills)
    for state in {MISSING, IN_PLAN} & states.keys():
        for points in states[state]:
            assert seen(image, points, sight)[1] >= PATTERNED, (sight, state, seen(image, points, sight))


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_start_page_is_understood_without_colour(glancing: Opener, site: str, dark: bool) -> None:
    """Map, legend and bars: states told apart, and a stage alike on map and legend."""
    page, visit = glancing(site, dark=dark).open("/"), Visit()
    expect(page.locator(".lb-map a")).to_have_count(9)
    on_map, in_legend = by_state(page.evaluate(ON_MAP)), by_state(page.evaluate(IN_LEGEND))
    assert {"Utforskar", "Förbereder", MISSING} <= on_map.keys()
    assert {"Utforskar", "Förbereder", IN_PLAN, MISSING} <= in_legend.keys()
    image = picture(page)
    expect(page.locator(".st-key-chart-fordelning .trace.bars")).to_have_count(5)
    page.locator(".st-key-chart-fordelning").scroll_into_view_if_needed()
    image_of_bars = picture(page)
    in_bars = by_state(page.evaluate(IN_BARS))
    assert {"Inte påbörjat", "Utforskar", "Förbereder", IN_PLAN, MISSING} == in_bars.keys()
    for sight in SIGHTS:
        for name, states, seen_in in (
            ("map", on_map, image),
            ("legend", in_legend, image),
            ("bars", in_bars, image_of_bars),
        ):
            with visit.check(f"{name}, {sight}"):
                assert_told_apart(seen_in, states, sight)
        for state in ("Utforskar", "Förbereder"):
            with visit.check(f"{state} alike on map and legend, {sight}"):
                levels = [seen(image, states[state][0], sight)[0] for states in (on_map, in_legend)]
                assert abs(levels[0] - levels[1]) < 1, levels
    visit.over()


@pytest.mark.parametrize(
    ("address", "occur"),
    [
        ("/?aspekt=ledarskap", {"Inte påbörjat", "Utforskar", "Förbereder", MISSING}),
        ("/?aspekt=styrning", {"Utforskar", "Förbereder", "Prövar", IN_PLAN, MISSING}),
    ],
)
def test_the_states_of_the_map_are_told_apart_without_colour(
    glancing: Opener, site: str, address: str, occur: set[str]
) -> None:
    page = glancing(site).open(address)
    expect(page.locator(".lb-map a")).to_have_count(9)
    states = by_state(page.evaluate(ON_MAP))
    assert occur <= states.keys()
    image = picture(page)
    for sight in SIGHTS:
        assert_told_apart(image, states, sight)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_bands_of_the_risk_matrix_are_told_apart_without_colour_and_said_in_words(
    glancing: Opener, site: str, dark: bool
) -> None:
    page = glancing(site, dark=dark).open("/risker")
    cells = page.evaluate(IN_MATRIX)
    image = picture(page)
    bands: dict[str, list[Points]] = {}
    for cell in cells:
        band = re.match(r"Mycket hög|Hög|Måttlig|Låg", cell["words"])
        assert band, cell["words"]
        assert cell["shown"]
        bands.setdefault(band[0], []).append(cell["points"])
        words = ImageColor.getrgb(cell["ink"])
        ground = image.getpixel(tuple(cell["points"][0]))
        assert contrast(words, ground) >= 4.5, (cell["words"], words, ground)
    assert len(cells) == 16
    for sight in SIGHTS:
        fills = []
        for band in BANDS:
            measured = [seen(image, points, sight) for points in bands[band]]
            assert max(variation for _, variation in measured) <= PLAIN
            assert max(level for level, _ in measured) - min(level for level, _ in measured) < 1
            fills.append(measured[0][0])
        steps = [after - before for before, after in itertools.pairwise(fills)]
        assert min(steps) >= APART or max(steps) <= -APART, (sight, fills)
