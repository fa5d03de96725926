"""Whether something is lost on a crowded screen: cut, scrolled sideways to, or on top of something else."""

from playwright.sync_api import Page

SPACING = (
    "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }"
    "p { margin-bottom: 2em !important; }"
)
"""WCAG 2.2, 1.4.12: what a reader may set without losing anything."""
# What makes a page hard to read in a small window; each list names the elements. What is meant for the ear alone
# (1 × 1 point) is left out, and the filters and links within a box that scrolls are not measured against the window.
CROWDED = r"""() => {
  const found = { sideways: [], cut: [], overlapping: [] };
  const seen = (one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true })
    && one.clientWidth !== 1 && !one.closest(".lb-unseen");
  const name = (one) => `${one.tagName} ${one.getAttribute("class") ?? ""} ${one.textContent.trim().slice(0, 40)}`;
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > width) found.sideways.push("the document");
  for (const one of document.querySelectorAll("body *")) {
    if (!(one instanceof HTMLElement) || !seen(one)) continue;
    const style = getComputedStyle(one);
    if (style.display === "inline") continue;
    const wider = one.scrollWidth > one.clientWidth + 1;
    const higher = one.scrollHeight > one.clientHeight + 1;
    if (wider && /auto|scroll/.test(style.overflowX) && !one.closest(".lb-scroll")) found.sideways.push(name(one));
    if (wider && /hidden|clip/.test(style.overflowX)) found.cut.push(name(one));
    if (higher && /hidden|clip/.test(style.overflowY)) found.cut.push(name(one));
  }
  for (const one of document.querySelectorAll(".lb-map text")) {
    const [words, map] = [one.getBoundingClientRect(), one.ownerSVGElement.getBoundingClientRect()];
    if (words.left < map.left - 1 || words.right > map.right + 1 || words.bottom > map.bottom + 1) {
      found.cut.push(name(one));
    }
  }
  for (const one of document.querySelectorAll(".js-plotly-plot .main-svg text")) {
    const [words, chart] = [one.getBoundingClientRect(), one.closest(".js-plotly-plot").getBoundingClientRect()];
    const over = Math.max(chart.left - words.left, words.right - chart.right,
      chart.top - words.top, words.bottom - chart.bottom);
    if (one.textContent.trim() && words.width && over > 1) found.cut.push(name(one));
  }
  const controls = [...document.querySelectorAll("a[href], button, select, input, summary")]
    .filter((one) => one instanceof HTMLElement && seen(one));
  controls.forEach((one, index) => {
    const boxes = [...one.getClientRects()];
    const outside = boxes.some((box) => box.left < -1 || box.right > width + 1);
    if (outside && !one.closest(".lb-scroll")) found.sideways.push(name(one));
    for (const other of controls.slice(index + 1)) {
      const meets = boxes.some((a) => [...other.getClientRects()].some((b) =>
        Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
        && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1));
      if (meets && !one.contains(other) && !other.contains(one)) {
        found.overlapping.push(`${name(one)} / ${name(other)}`);
      }
    }
  });
  return found;
}"""


def space_text(page: Page) -> None:
    """Set the widest spacing of text that a reader may set."""
    page.add_style_tag(content=SPACING)
    assert page.evaluate("getComputedStyle(document.querySelector('.lb-foot')).letterSpacing") != "normal"


def assert_nothing_lost(page: Page) -> None:
    """Nothing is cut, overlaps, or is reached only by scrolling sideways."""
    assert page.evaluate(CROWDED) == {"sideways": [], "cut": [], "overlapping": []}
