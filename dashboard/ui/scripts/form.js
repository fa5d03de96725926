// A form of the browser's own controls. What is sent goes to Python as words, files as base64; what is wrong comes back
// beside its field, with everything that was written still there.
const shared = (window.lagesbildForms ??= { unsaved: new Set(), listening: false });

const LEAVE = "Du har skrivit något som inte är sparat. Vill du lämna sidan ändå?";

const KEPT = "Det du har skrivit står kvar här. Försök igen om en stund.";

// Why nothing can be saved now, if so. A page that cannot be drawn would take the form with it, and what is in it.
async function whyNot() {
  try {
    const answered = await fetch(`${window.lagesbildBase}/ready`);
    return answered.ok ? "" : (await answered.text()).trim();
  } catch {
    return "Lägesbild svarar inte just nu.";
  }
}

function listen() {
  if (shared.listening) return;
  shared.listening = true;
  window.addEventListener("beforeunload", (event) => {
    if (shared.unsaved.size) event.preventDefault();
  });
  window.lagesbildMayLeave = () => {
    if (!shared.unsaved.size || window.confirm(LEAVE)) {
      shared.unsaved.clear();
      return true;
    }
    return false;
  };
}

function made(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

function control(field, id) {
  const told = [field.help && `${id}-help`, field.error && `${id}-error`].filter(Boolean).join(" ");
  const common = { id, name: field.name, required: field.required, "aria-describedby": told || null };
  if (field.error) common["aria-invalid"] = "true";
  if (field.kind === "choice") {
    const select = made("select", common);
    for (const [value, label] of field.options) select.append(new Option(label, value, false, value === field.value));
    return select;
  }
  if (field.kind === "long") {
    const area = made("textarea", { ...common, rows: 3 });
    area.value = field.value;
    return area;
  }
  if (field.kind === "file") {
    // The browser's own button speaks the language of the browser: it is unseen, and this label is what is pressed.
    const chosen = made("span", { class: "lb-chosen" }, "Ingen fil vald");
    const input = made("input", { ...common, type: "file", accept: field.accept, class: "lb-unseen" });
    input.onchange = () => (chosen.textContent = input.files[0]?.name ?? "Ingen fil vald");
    return made("div", { class: "lb-file" }, input, made("label", { for: id, class: "lb-choose" }, "Välj fil"), chosen);
  }
  const day = field.kind === "day" ? { placeholder: "ÅÅÅÅ-MM-DD", inputmode: "numeric" } : {};
  const input = made("input", { ...common, ...day, type: "text", autocomplete: "off" });
  input.value = field.value;
  return input;
}

function checkboxes(field, id) {
  const chosen = field.value.split(";");
  const boxes = field.options.map(([value, label]) => {
    const box = made("input", { type: "checkbox", id: `${id}-${value}`, name: field.name, value });
    box.checked = chosen.includes(value);
    return made("label", { for: box.id, class: "lb-box" }, box, label);
  });
  const told = [field.help, field.error].filter(Boolean).join(" ");
  const legend = made("legend", {}, field.label, ...(told ? [made("span", { class: "lb-help" }, ` ${told}`)] : []));
  return made("fieldset", { class: "lb-field" }, legend, ...boxes);
}

function draw(root, data) {
  const form = root.querySelector("form");
  const fields = data.fields.map((field) => {
    const id = `${data.id}-${field.name}`;
    if (field.kind === "hidden") return made("input", { type: "hidden", id, name: field.name, value: field.value });
    if (field.kind === "many") return checkboxes(field, id);
    const mark = field.required ? [made("span", { class: "lb-must" }, " (måste fyllas i)")] : [];
    const parts = [made("label", { for: id, id: `${id}-label` }, field.label, ...mark)];
    if (field.help) parts.push(made("p", { id: `${id}-help`, class: "lb-help" }, field.help));
    if (field.error) parts.push(made("p", { id: `${id}-error`, class: "lb-wrong" }, field.error));
    parts.push(control(field, id));
    return made("div", { class: `lb-field lb-field-${field.kind}` }, ...parts);
  });
  const buttons = data.buttons.map(([name, label], place) =>
    made("button", { type: "submit", value: name, class: place ? "lb-second" : "lb-first" }, label),
  );
  form.replaceChildren(...fields, made("div", { class: "lb-buttons" }, ...buttons));
  form.setAttribute("aria-label", data.label);
  form.noValidate = true; // the browser would say it in its own language
  root.dataset.drawn = JSON.stringify(data);
  const wrong = form.querySelector("[aria-invalid]");
  if (wrong) wrong.focus();
  else if (data.take_focus) form.querySelector("button")?.focus();
}

async function read(file) {
  const address = await new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result);
    reader.onerror = failed;
    reader.readAsDataURL(file);
  });
  return { name: file.name, content: address.slice(address.indexOf(",") + 1) };
}

const chosenIn = (root, name) =>
  [...root.querySelectorAll(`input[name="${name}"]:checked`)].map((box) => box.value).join(";");

// What stood in a field when it was first drawn, as its control would give it back.
function untouched(field) {
  const first = { ...field, value: field.base, error: "" };
  return field.kind === "many" ? chosenIn(checkboxes(first, "untouched"), field.name) : control(first, "untouched").value;
}

// What the person has changed, and what it was changed from: what they left as it was is not theirs to send.
async function collect(form, data) {
  const [values, drawn] = [{}, {}];
  for (const field of data.fields) {
    const element = form.elements.namedItem(field.name);
    if (field.kind !== "file") {
      const value = field.kind === "many" ? chosenIn(form, field.name) : element.value;
      if (field.base !== null) drawn[field.name] = field.base;
      if (field.base === null || value !== untouched(field)) values[field.name] = value;
    } else if (element.files[0]?.size > data.most_bytes) values[field.name] = { name: element.files[0].name, too_large: true };
    else if (element.files[0]) values[field.name] = await read(element.files[0]);
  }
  return { values, drawn };
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  listen();
  const root = parentElement.querySelector(".lb-entry");
  const form = root.querySelector("form");
  // What somebody is writing stays as it is when the page is drawn again, with what it was drawn from: only what answers
  // the form takes its place.
  const { turn, ...content } = data;
  const kept = root.dataset.touched === data.id && turn <= Number(root.dataset.turn);
  if (!kept) {
    root.dataset.turn = turn;
    if (root.dataset.drawn !== JSON.stringify(content)) {
      draw(root, content);
      delete root.dataset.touched;
      shared.unsaved.delete(data.id);
    }
    if (content.unsaved) shared.unsaved.add(data.id);
  } else shared.unsaved.add(data.id);
  form.oninput = () => {
    root.dataset.touched = data.id;
    shared.unsaved.add(data.id);
  };
  form.onsubmit = async (event) => {
    event.preventDefault();
    const button = event.submitter?.value ?? data.buttons[0][0];
    const status = root.querySelector("[role=status]");
    status.textContent = "Skickar …";
    const fault = await whyNot();
    if (fault) {
      status.textContent = `${fault} ${KEPT}`;
      return;
    }
    const told = await collect(form, JSON.parse(root.dataset.drawn));
    await window.lagesbildIdle(); // see navigation.js, which is on every page
    setTriggerValue("sent", { button, ...told });
    delete root.dataset.touched;
    shared.unsaved.delete(data.id);
  };
  root.querySelector("[role=status]").textContent = data.spoken;
  return () => shared.unsaved.delete(data.id);
}
