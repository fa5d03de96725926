// Filters as the browser's own select boxes and date field, and every link to one of our pages followed without a
// reload. What is chosen goes to the address; the page is drawn from the address alone.
const shared = (window.lagesbildNavigation ??= { go: null, pages: [], drawn: null, answered: 0 });
const steps = window.lagesbildSteps; // in lagesbild.js
const [LONGEST_WAIT, ANSWER_WITHIN, STILL_FOR, LONGEST_DRAWING] = [4000, 2500, 1500, 30000]; // milliseconds
const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
const state = () => document.querySelector("[data-testid=stApp]")?.dataset.testScriptState;

// What is sent while the server draws a page interrupts the drawing. Once a link that was chosen then led nowhere; why was
// never found. So whatever is sent waits until the page is drawn.
window.lagesbildIdle ??= async () => {
  const busy = () => ["running", "rerunRequested"].includes(state());
  for (let waited = 0; busy() && waited < LONGEST_WAIT; waited += 20) await pause(20);
};

// Whether what was asked for comes. As long as the server draws there is hope. To turn a page takes it two runs, and between
// them it stands still; and what it has drawn is not on the screen at once.
async function comes(there) {
  await pause(ANSWER_WITHIN);
  for (let [waited, still] = [0, 0]; !there() && still < STILL_FOR && waited < LONGEST_DRAWING; waited += 50) {
    await pause(50);
    still = state() === "running" ? 0 : still + 50;
  }
  return there();
}

// The last thing that was chosen is what is gone to, however many were chosen while the page was drawn.
async function go(place) {
  shared.asked = true;
  const waits = shared.next !== undefined;
  shared.next = place;
  if (waits) return;
  await window.lagesbildIdle();
  const chosen = shared.next;
  shared.next = undefined;
  const id = (shared.latest = Date.now());
  const address = addressOf(chosen);
  steps.begin(chosen.path !== pageOf(window.location) ? address.pathname : null);
  shared.send({ ...chosen, id });
  // Without a connection nothing is sent, and nothing says so: then the browser goes there by itself.
  if ((await comes(() => shared.answered >= id)) || shared.latest !== id) return;
  steps.begin(null);
  window.location.assign(address);
}

// Back and Forward are Streamlit's own. Sent in the middle of a drawing they were once lost too: then the browser, which has
// gone to the address already, loads the page that belongs there.
async function back() {
  const id = (shared.latest = Date.now());
  const there = () => {
    const drawn = document.querySelector("h1")?.dataset;
    const asked = pageOf(window.location);
    if (!drawn?.page || !shared.pages.includes(asked)) return true;
    return drawn.page === asked && (drawn.query === undefined || inOrder(drawn.query) === inOrder(window.location.search));
  };
  if (!(await comes(there)) && shared.latest === id) window.location.reload();
}

function inOrder(query) {
  const parameters = new URLSearchParams(query);
  parameters.sort();
  return parameters.toString();
}

// Python knows pages by their paths, the browser by addresses: those have the base path (lagesbild.js) before them.
function pageOf(address) {
  const base = window.lagesbildBase;
  return address.pathname.startsWith(`${base}/`) ? address.pathname.slice(base.length) : "";
}

function addressOf(place) {
  const address = new URL(window.lagesbildBase + place.path, window.location.origin);
  const kept = place.change ? new URLSearchParams(window.location.search) : new URLSearchParams(place.parameters);
  for (const [name, value] of Object.entries(place.change ?? {})) value ? kept.set(name, value) : kept.delete(name);
  address.search = kept;
  return address;
}

// A button on the page that does something: what it does and to what is told to Python.
function act(event) {
  const button = event.composedPath().find((node) => node instanceof Element && node.matches?.("button[data-act]"));
  if (!button || !shared.act) return;
  if (button.dataset.sure && !window.confirm(button.dataset.sure)) return;
  window.lagesbildIdle().then(() => shared.act({ act: button.dataset.act, on: button.dataset.on ?? "" }));
}

// In the presentation the arrow keys turn to the next point and the one before, as a clicker does with its page keys.
const TURNS = { ArrowRight: "next", PageDown: "next", ArrowLeft: "before", PageUp: "before", Escape: "close" };
function turn(event) {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (event.composedPath().some((node) => node instanceof Element && node.matches?.("input, textarea, select"))) return;
  const link = TURNS[event.key] && document.querySelector(`.lb-present a.lb-${TURNS[event.key]}`);
  if (!link) return;
  event.preventDefault();
  link.click();
}

function follow(event) {
  if (event.target.closest?.("[data-testid=stSkipToContent]")) {
    // Streamlit's own goes to an area that holds the menu too; the content begins at the heading.
    event.preventDefault();
    event.stopImmediatePropagation();
    const heading = document.querySelector("h1");
    heading?.setAttribute("tabindex", "-1");
    heading?.focus();
    return;
  }
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = event.composedPath().find((node) => node instanceof Element && node.matches?.("a[href]"));
  if (!link || link.hasAttribute("download") || link.getAttribute("target")) return;
  const address = new URL(link.getAttribute("href"), window.location.href);
  if (address.origin !== window.location.origin) return;
  if (address.pathname === window.location.pathname && address.search === window.location.search && address.hash) {
    const target = document.getElementById(address.hash.slice(1));
    if (!target) return;
    event.preventDefault();
    target.scrollIntoView();
    target.focus({ preventScroll: true });
    return;
  }
  const path = pageOf(address);
  if (!shared.pages.includes(path) || !shared.go) return;
  event.preventDefault();
  if (window.lagesbildMayLeave && !window.lagesbildMayLeave()) return;
  shared.anchor = address.hash.slice(1);
  shared.go({ path, parameters: Object.fromEntries(address.searchParams) });
}

// A new page is announced and read from its heading, or from the place that the link named, as after a full load.
function toHeading(path) {
  const anchor = shared.anchor ?? window.location.hash.slice(1);
  const before = shared.drawn;
  shared.anchor = undefined;
  shared.drawn = path;
  if (before !== path && (before !== null || anchor)) {
    const wait = (left) => {
      // On a slow line the place may come late; whoever has gone on or begun to write meanwhile is left alone.
      if (shared.drawn !== path || document.activeElement?.matches("input, textarea, select")) return;
      const heading = document.querySelector("h1");
      const place = anchor ? document.getElementById(anchor) : heading;
      if (heading?.dataset.page === path && place) {
        place.setAttribute("tabindex", "-1");
        place.focus({ preventScroll: true });
        if (anchor) place.scrollIntoView();
        else document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
      } else if (left > 0) setTimeout(() => wait(left - 1), 50);
    };
    wait(400);
  }
}

function control(field) {
  if (field.kind === "day") {
    // A text field and not the browser's date field: that one writes the day in the language of the browser.
    const input = document.createElement("input");
    const days = document.createElement("datalist");
    days.id = "lb-days";
    days.append(...field.options.map(([value, label]) => Object.assign(document.createElement("option"), { value, label })));
    Object.assign(input, { type: "text", inputMode: "numeric", placeholder: "ÅÅÅÅ-MM-DD", value: field.value, size: 11 });
    input.setAttribute("list", days.id);
    input.autocomplete = "off";
    return [input, days];
  }
  if (field.kind === "words") {
    return [Object.assign(document.createElement("input"), { type: "search", value: field.value, size: 18, maxLength: 80 })];
  }
  const select = document.createElement("select");
  for (const [value, label] of field.options) select.append(new Option(label, value, false, value === field.value));
  return [select];
}

function draw(root, fields) {
  const key = JSON.stringify(fields);
  if (root.dataset.drawn === key) return;
  const focused = root.querySelector(":focus")?.name;
  const labels = fields.map((field) => {
    const label = document.createElement("label");
    const words = document.createElement("span");
    words.textContent = field.label;
    const parts = control(field);
    parts[0].name = field.name;
    label.append(words, ...parts);
    return label;
  });
  root.querySelector("form").replaceChildren(...labels);
  root.dataset.drawn = key;
  if (focused) root.querySelector(`[name="${focused}"]`)?.focus();
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  shared.send = (place) => setTriggerValue("go", place);
  shared.go = go;
  shared.act = (what) => setTriggerValue("act", what);
  shared.pages = data.pages;
  shared.answered = data.answered;
  if (!shared.listening) {
    document.addEventListener("click", follow, true);
    document.addEventListener("click", act, true);
    document.addEventListener("keydown", turn, true);
    window.addEventListener("popstate", back);
    shared.listening = true;
  }
  const root = parentElement.querySelector(".lb-filters");
  const form = root.querySelector("form");
  draw(root, data.fields);
  form.onsubmit = (event) => event.preventDefault();
  form.onchange = (event) => {
    const { name, value } = event.target;
    if (window.lagesbildMayLeave && !window.lagesbildMayLeave()) {
      delete root.dataset.drawn;
      draw(root, data.fields);
      return;
    }
    shared.go({ path: data.path, change: { [name]: value.trim() } });
  };
  const spoken = root.querySelector("[role=status]");
  if (spoken.textContent !== data.spoken) spoken.textContent = data.spoken;
  toHeading(data.path);
  if (pageOf(window.location) === data.path) steps.arrived();
  if (data.charts_wait) {
    // Key figures and map have been handed over; once they are on the screen, ask for the charts and their large script.
    // Not when something else has been asked for meanwhile, or another page is here, or Back has been chosen: that brings
    // them too, and is not to be interrupted.
    const ask = async () => {
      await window.lagesbildIdle();
      const here = pageOf(window.location);
      const leaving = shared.asked || shared.drawn !== data.path || (shared.pages.includes(here) && here !== data.path);
      if (!leaving) setTriggerValue("go", { path: data.path, painted: true });
    };
    requestAnimationFrame(() => setTimeout(ask, 50));
  } else {
    shared.asked = false; // so that a new session in this window, after a lost connection, asks again
  }
}
