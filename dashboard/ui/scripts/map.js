// The county as outlines, drawn from data alone, each a link where there is somewhere to go. Each state has a fill and a
// pattern of its own, and a name.
const SVG = "http://www.w3.org/2000/svg";

function element(name, attributes, ...children) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

const PATTERNS = {
  dots: [["circle", { cx: 2, cy: 2, r: 1.1 }], ["circle", { cx: 6, cy: 6, r: 1.1 }]],
  lines: [["path", { d: "M0 4H8", "stroke-width": 1.2 }]],
  grid: [["path", { d: "M0 4H8M4 0V8", "stroke-width": 0.8 }]],
  cross: [["path", { d: "M0 0L8 8M8 0L0 8", "stroke-width": 0.8 }]],
  hatch: [["path", { d: "M-2 2L2 -2M0 8L8 0M6 10L10 6", "stroke-width": 1.3 }]],
};

function pattern(id, look) {
  const marks = PATTERNS[look.pattern].map(([name, attributes]) => element(name, { ...attributes, class: "mark" }));
  for (const mark of marks) {
    if (mark.tagName === "circle") mark.setAttribute("fill", look.ink);
    else mark.setAttribute("stroke", look.ink);
    mark.setAttribute("opacity", "0.55");
  }
  const size = { id, width: 8, height: 8, patternUnits: "userSpaceOnUse" };
  return element("pattern", size, element("rect", { width: 8, height: 8, fill: look.fill }), ...marks);
}

function words(shape) {
  const lines = shape.lines.map((line, index) =>
    element("tspan", { x: shape.x, dy: index ? "1.15em" : 0, class: index ? "state" : "name" }, line),
  );
  return element("text", { x: shape.x, y: shape.y, "text-anchor": "middle", class: "words" }, ...lines);
}

export default function (component) {
  const { data, parentElement } = component;
  const root = parentElement.querySelector(".lb-map");
  const key = JSON.stringify(data);
  if (root.dataset.drawn === key) return;
  const focused = root.querySelector(":focus")?.dataset.code;
  const patterns = data.looks
    .filter((look) => look.pattern !== "plain")
    .map((look) => pattern(`lb-pattern-${look.state}`, look));
  // The ring of the focused outline lies above its neighbours, dark on white, so that it shows on every fill.
  const rings = ["outer", "inner"].map((part) => element("path", { class: `ring ${part}`, d: "" }));
  const links = data.shapes.map((shape) => {
    const fill = shape.pattern === "plain" ? shape.fill : `url(#lb-pattern-${shape.state})`;
    const outline = element("path", { d: shape.path, fill }, element("title", {}, shape.label));
    const told = { "aria-label": shape.label, "data-code": shape.code, class: "area" };
    if (!shape.href) return element("g", { ...told, role: "img" }, outline); // a shared view leads nowhere
    const link = element("a", { ...told, href: shape.href }, outline);
    link.addEventListener("focus", () => rings.forEach((ring) => ring.setAttribute("d", shape.path)));
    link.addEventListener("blur", () => rings.forEach((ring) => ring.setAttribute("d", "")));
    return link;
  });
  const names = element("g", { "aria-hidden": "true" }, ...data.shapes.filter((shape) => shape.lines.length).map(words));
  const svg = element(
    "svg",
    { viewBox: data.box, role: "group", "aria-label": data.label, class: data.kind },
    element("defs", {}, ...patterns),
    ...links,
    ...rings,
    names,
  );
  root.replaceChildren(svg);
  root.dataset.drawn = key;
  if (focused) root.querySelector(`[data-code="${focused}"]`)?.focus();
}
