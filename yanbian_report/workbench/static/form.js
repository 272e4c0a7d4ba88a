// The form: a year's figures as tables and its texts in boxes. Whatever is put in becomes an edit of the text.

import { $, button, el, later } from "./dom.js";

const WRITING = 700; // milliseconds without a key until a text in a box is taken over

/** Cells of a block copied from Excel or WPS: rows of columns, quoted cells with line ends in them. */
export function pasted(text) {
  const rows = [[""]];
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    const row = rows.at(-1);
    if (quoted) {
      if (sign === '"' && text[at + 1] === '"') row[row.length - 1] += text[(at += 1)];
      else if (sign === '"') quoted = false;
      else row[row.length - 1] += sign;
    } else if (sign === '"' && row.at(-1) === "") quoted = true;
    else if (sign === "\t") row.push("");
    else if (sign === "\n") rows.push([""]);
    else if (sign !== "\r") row[row.length - 1] += sign;
  }
  if (rows.length > 1 && rows.at(-1).length === 1 && rows.at(-1)[0] === "") rows.pop();
  return rows.map((row) => row.map((cell) => cell.trim()));
}

export class Form {
  /** `heard` has `edit([{path, value}])` (a promise of a message or nothing), `chosen(path)`, `accept(section)`. */
  constructor(box, heard) {
    this.box = box;
    this.heard = heard;
    this.sections = new Map(); // name → {key, element}
    this.wrong = new Map(); // path → words
    this.take = later(WRITING, (input) => this.commit(input));
    box.addEventListener("change", (event) => this.commit(event.target));
    box.addEventListener("input", (event) => event.target.matches("textarea") && this.take(event.target));
    box.addEventListener("focusin", (event) => event.target.dataset.path && this.heard.chosen(event.target.dataset.path));
    box.addEventListener("keydown", (event) => this.pressed(event));
    box.addEventListener("paste", (event) => this.pasted(event));
  }

  /** What a look says: sections that changed have their entries, of others only the name and key are given. */
  show(sections, wrong) {
    this.wrong = wrong;
    if (!sections) return;
    const focused = document.activeElement?.dataset?.path;
    for (const section of sections) {
      const known = this.sections.get(section.name);
      if (section.entries && known?.key !== section.key) {
        const element = this.section(section);
        if (known && this.updated(known.element, element)) {
          known.key = section.key;
        } else {
          const open = known?.element.open ?? false;
          element.open = open;
          known ? known.element.replaceWith(element) : this.box.append(element);
          this.sections.set(section.name, { key: section.key, element });
        }
      }
    }
    if (focused && document.activeElement?.dataset?.path !== focused) this.field(focused)?.focus();
    this.flag();
  }

  get have() {
    return Object.fromEntries([...this.sections].map(([name, { key }]) => [name, key]));
  }

  clear() {
    this.sections.clear();
    this.box.replaceChildren();
  }

  /** Take over values into `old` when it has the same fields as `fresh`, so that nothing moves under the cursor. */
  updated(old, fresh) {
    const [before, after] = [old, fresh].map((one) => [...one.querySelectorAll("[data-path], [data-told]")]);
    const name = (field) => `${field.tagName} ${field.dataset.path ?? field.dataset.told}`;
    if (before.length !== after.length || before.some((field, at) => name(field) !== name(after[at]))) return false;
    before.forEach((field, at) => {
      const now = after[at];
      if (field.dataset.told !== undefined) field.textContent = now.textContent;
      else if (field !== document.activeElement || field.value === field.dataset.value) {
        if (field.value !== now.value) field.value = now.value;
        field.dataset.value = now.dataset.value;
        field.placeholder = now.placeholder ?? "";
        field.classList.toggle("is-left", now.classList.contains("is-left"));
      }
    });
    return true;
  }

  section({ name, note, entries, there }) {
    const summary = el("summary", {}, el("span.name", {}, name), el("span.count", { "data-count": name }));
    const body = el("div.body", {}, note && el("p.note", {}, note), entries.map((entry) => this.entry(entry)));
    return el("details.section", { "data-section": name, ...(there ? {} : { "data-absent": "" }) }, summary, body);
  }

  entry(entry) {
    switch (entry.kind) {
      case "table": return this.table(entry);
      case "list": return this.list(entry);
      case "group": return el("fieldset.group", {}, el("legend", {}, entry.label), entry.entries.map((one) => this.entry(one)));
      case "more": return this.more(entry);
      default: return this.box_of(entry);
    }
  }

  table({ columns, rows }) {
    const head = el("tr", {}, el("th", { scope: "col" }, "项目"), columns.map((name) => el("th", { scope: "col" }, name)));
    const body = rows.map((row) => el("tr", {},
      el("th", { scope: "row", title: row.note || null }, row.label),
      row.cells.map((cell, at) => el("td", {}, this.cell(cell, `${row.label} ${columns[at]}`)))));
    return el("div.scroll", { tabindex: "0", role: "group", "aria-label": "表" }, el("table", {}, el("thead", {}, head), el("tbody", {}, body)));
  }

  cell(cell, label) {
    if (!cell) return "";
    if (!cell.path) return el("output.derived", { "data-told": label }, cell.text ?? "");
    return this.input(el("input.figure", { type: "text", autocomplete: "off", "aria-label": label, placeholder: cell.derived || null }), cell);
  }

  input(field, { path, text, to_do: left }) {
    field.dataset.path = path;
    field.dataset.value = text;
    field.value = text;
    field.classList.toggle("is-left", Boolean(left));
    return field;
  }

  box_of(entry) {
    const id = `field-${entry.path}`;
    const field = entry.kind === "choice"
      ? el("select", { id }, ["", ...entry.choices].map((one) => el("option", { value: one }, one || "（不写）")))
      : entry.long ? el("textarea", { id, rows: String(Math.min(8, 1 + Math.ceil(entry.text.length / 38))) }) : el("input", { id, type: "text", autocomplete: "off" });
    this.input(field, entry);
    const sentence = entry.before
      ? [el("span.lead", { "aria-hidden": "true" }, `…${entry.before}`), field, el("span.lead", { "aria-hidden": "true" }, entry.after ?? "")]
      : [field];
    return el("div.field", {}, el("label", { for: id, title: entry.note || null }, entry.label), el("div.sentence", {}, sentence), entry.note && el("p.note", {}, entry.note));
  }

  list({ path, label, note, items }) {
    const next = `${path}.${items.length + 1}`;
    const add = button("加一项", () => this.heard.edit([{ path: next, value: "【待改】" }]));
    const rows = items.map((item) => el("li", {}, this.entry(item), button("删去", () => this.heard.remove(item.path), { "aria-label": `删去${label}第${item.label}项` })));
    return el("fieldset.group", {}, el("legend", {}, label), note && el("p.note", {}, note), el("ol", {}, rows), items.some((item) => item.kind === "group") ? null : add);
  }

  more({ path, note }) {
    const name = el("input", { type: "text", "aria-label": "新的一项的名称或编码", placeholder: "新的一项的名称或编码" });
    const add = button("加一项", () => name.value.trim() && this.heard.add(path, name.value.trim()));
    return el("div.more", {}, name, add, note && el("p.note", {}, note));
  }

  field(path) {
    return this.box.querySelector(`[data-path="${CSS.escape(path)}"]`);
  }

  async commit(field) {
    if (!field?.dataset?.path || field.value === field.dataset.value) return;
    const value = field.value;
    const before = field.dataset.value;
    field.dataset.value = value;
    const refused = await this.heard.edit([{ path: field.dataset.path, value }]);
    if (refused) {
      field.dataset.value = before;
      this.say(field, refused);
    } else this.say(field, "");
  }

  say(field, words) {
    field.setCustomValidity(words);
    field.setAttribute("aria-invalid", String(Boolean(words)));
    const id = `said-${field.dataset.path}`;
    document.getElementById(id)?.remove();
    if (!words) return;
    field.setAttribute("aria-describedby", id);
    field.after(el("p.said", { id, role: "alert" }, words));
  }

  /** Enter and arrows move between cells as in a sheet; Escape takes back what is being typed. */
  pressed(event) {
    const field = event.target;
    if (!field.dataset?.path) return;
    if (event.key === "Escape") {
      field.value = field.dataset.value;
      this.say(field, "");
    } else if (field.matches("input.figure") && !event.isComposing) {
      const step = { Enter: 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step) {
        event.preventDefault();
        this.below(field, step)?.focus();
        this.below(field, step)?.select();
      }
    }
  }

  below(field, step) {
    const cell = field.closest("td");
    let row = cell.parentElement;
    const at = cell.cellIndex;
    do row = step > 0 ? row.nextElementSibling : row.previousElementSibling; while (row && !row.cells[at]?.querySelector("input"));
    return row?.cells[at].querySelector("input");
  }

  /** A block of several cells is laid over the table from the cell at hand, all of it in one edit. */
  async pasted(event) {
    const field = event.target;
    if (!field.matches?.("input.figure")) return;
    const rows = pasted(event.clipboardData?.getData("text/plain") ?? "");
    if (rows.length === 1 && rows[0].length === 1) return;
    event.preventDefault();
    const edits = [];
    let cell = field.closest("td");
    let row = cell.parentElement;
    const first = cell.cellIndex;
    for (const values of rows) {
      for (let at = 0; row && at < values.length; at += 1) {
        const input = row.cells[first + at]?.querySelector("input");
        if (input && values[at] !== "") edits.push({ path: input.dataset.path, value: values[at] });
      }
      row = row?.nextElementSibling;
    }
    const refused = await this.heard.edit(edits);
    this.say(field, refused ?? "");
  }

  flag() {
    for (const field of this.box.querySelectorAll("[data-path]")) {
      const words = this.wrong.get(field.dataset.path);
      field.classList.toggle("is-wrong", Boolean(words));
      field.title = words ?? "";
    }
  }

  counts(todo) {
    for (const place of this.box.querySelectorAll("[data-count]")) {
      const { left = [], wrong = 0 } = todo.find((one) => one.section === place.dataset.count) ?? {};
      place.textContent = [left.length ? `还差 ${left.length}` : "", wrong ? `问题 ${wrong}` : ""].filter(Boolean).join("　");
    }
  }

  /** Show the field of `path`, or the section that it belongs to. */
  go(path, focus = true) {
    let name = path;
    let field = this.field(name);
    while (!field && name.includes(".")) field = this.box.querySelector(`[data-path^="${CSS.escape((name = name.slice(0, name.lastIndexOf("."))))}."]`);
    const section = this.sections.get(path.split(".")[0])?.element;
    if (section) section.open = true;
    (field ?? section)?.scrollIntoView({ block: "center" });
    if (focus) (field ?? section?.querySelector("summary"))?.focus({ preventScroll: true });
    return Boolean(field);
  }
}
