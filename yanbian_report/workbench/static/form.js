// The form: a year's figures as tables and its texts in boxes. Whatever is put in becomes an edit of the text.

import { el, later, reveal } from "./dom.js";
import { Parts } from "./form_parts.js";
import { pasted } from "./paste.js";

const LEAD = 70; // characters of a sentence that are shown before what completes it
const WRITING = 400; // milliseconds without a key until what stands in a field is taken over

export class Form {
  /** `heard` has `edit([{path, value}])` (a promise of {refused, same}), `chosen(path)`, `typed()`, `told(words)` and `refused(words)`. */
  constructor(box, heard) {
    this.box = box;
    this.heard = heard;
    this.sections = new Map(); // name → {key, element}
    this.wrong = new Map(); // path → words
    this.pending = Promise.resolve();
    this.parts = new Parts({ add: (...what) => this.add(...what), remove: (path) => this.remove(path), rename: (...what) => this.rename(...what), own: (field) => this.own(field) });
    this.take = later(WRITING, (field) => this.commit(field, false));
    box.addEventListener("change", (event) => this.drawing || this.commit(event.target, true));
    box.addEventListener("focusout", (event) => this.drawing || this.commit(event.target, true)); // a field set anew tells of no change
    box.addEventListener("input", (event) => this.typed(event.target));
    box.addEventListener("compositionstart", () => { this.composing = true; }); // until it ends nothing is taken over, nor moved
    box.addEventListener("compositionend", (event) => { this.composing = false; this.typed(event.target); });
    box.addEventListener("focusin", (event) => event.target.dataset.path && this.heard.chosen(event.target.dataset.path));
    box.addEventListener("keydown", (event) => this.pressed(event));
    box.addEventListener("paste", (event) => pasted(event, { ...heard, say: (...what) => this.say(...what) }));
  }

  /** What a look says: sections that changed have their entries, of others only the name and key are given. */
  show(sections, wrong, todo) {
    this.wrong = wrong;
    if (sections) this.box.querySelector(".waiting")?.remove();
    for (const section of sections ?? []) {
      const known = this.sections.get(section.name);
      if (!section.entries || known?.key === section.key || (this.composing && known?.element.contains(document.activeElement))) continue;
      const element = this.parts.section(section);
      if (known && this.updated(known.element, element)) known.key = section.key;
      else {
        this.placed(known?.element, element);
        this.sections.set(section.name, { key: section.key, element });
      }
    }
    this.flag();
    this.counts(todo);
    if (this.wanted) this.go(this.wanted);
    if (sections) this.wanted = "";
  }

  get have() {
    return Object.fromEntries([...this.sections].map(([name, { key }]) => [name, key]));
  }

  clear(words = "") {
    this.sections.clear();
    this.entered = this.wanted = "";
    this.box.replaceChildren(el("p.waiting", { role: "status" }, words));
  }

  /** At first: the section with something to do is open, else the first one that is more than a line. */
  begin(todo) {
    const left = todo.find((one) => one.left.length || one.wrong)?.section;
    const first = this.sections.get(left)?.element ?? this.box.querySelector("details.section:not([data-absent])");
    if (first) first.open = true;
    if (first) reveal(this.box, first, true);
  }

  /** `fresh` in the place of `old`; who writes in it goes on writing at the same place. */
  placed(old, fresh) {
    if (!old) return void this.box.append(fresh);
    const writing = old.contains(document.activeElement) ? document.activeElement : null;
    const { path } = writing?.dataset ?? {};
    if (old.open) fresh.open = true;
    const top = this.box.scrollTop;
    this.drawing = true; // a field that goes tells of a change that nobody made
    old.replaceWith(fresh);
    this.drawing = false;
    this.box.scrollTop = top;
    const field = path && this.field(path);
    if (!field) return void (writing && this.first(fresh)?.focus({ preventScroll: true }));
    field.focus({ preventScroll: true });
    if (writing.dataset.typing === undefined) return;
    field.value = writing.value;
    field.dataset.typing = "";
    this.take(field);
    if (field.setSelectionRange) field.setSelectionRange(writing.selectionStart, writing.selectionEnd);
  }

  /** Take over values into `old` when it has the same fields as `fresh`, so that nothing moves under the cursor. */
  updated(old, fresh) {
    const [before, after] = [old, fresh].map((one) => [...one.querySelectorAll("[data-path], [data-told]")]);
    const name = (field) => `${field.tagName} ${field.dataset.path ?? field.dataset.told}`;
    const marked = (field, now) => !now.matches(".is-example") || field.parentElement.querySelector(".own");
    const absent = [old, fresh].map((one) => one.dataset.absent);
    if (absent[0] !== absent[1] || before.length !== after.length || before.some((field, at) => name(field) !== name(after[at]) || !marked(field, after[at]))) return false;
    before.forEach((field, at) => {
      const now = after[at];
      if (field.dataset.told !== undefined) return void (field.textContent = now.textContent);
      field.dataset.value = now.dataset.value;
      field.placeholder = now.placeholder ?? "";
      for (const state of ["is-left", "is-example"]) field.classList.toggle(state, now.classList.contains(state));
      if (field.dataset.typing === undefined && !field.validationMessage && field.value !== now.value) field.value = now.value;
    });
    return true;
  }

  field(path) {
    return this.box.querySelector(`[data-path="${CSS.escape(path)}"]`);
  }

  /** The path of the field that has the focus. */
  get focused() {
    return this.box.contains(document.activeElement) ? document.activeElement.dataset.path : undefined;
  }

  first(element) {
    return element?.querySelector("[data-path]") ?? element?.querySelector("summary");
  }

  /** Whether there is something in `field` that is not taken over yet. */
  typing(field) {
    return field.dataset?.path === undefined ? field.matches("input, textarea") : field.dataset.typing === "" && field.value !== field.dataset.sent;
  }

  typed(field) {
    if (field.dataset.path === undefined) return;
    field.dataset.typing = "";
    this.heard.typed();
    if (!field.matches("select") && !this.composing) this.take(field);
  }

  /** Everything typed is in the text once this promise is kept. */
  settle() {
    const field = document.activeElement;
    if (this.box.contains(field)) this.commit(field, true);
    return this.pending;
  }

  /** What stands in `field` goes into the text; once it is left (`done`), what was refused is said, and it shows what the text says. */
  commit(field, done) {
    if (field?.dataset?.path === undefined || field.dataset.typing === undefined || (this.composing && !done)) return this.pending;
    this.pending = this.pending.then(async () => {
      if (field.dataset.typing === undefined) return; // taken over meanwhile
      const { value } = field;
      let same = value === field.dataset.value && field.dataset.sent === undefined && !field.matches(".is-example");
      if (same) this.say(field, "");
      else if (value !== field.dataset.sent || done) {
        field.dataset.sent = value;
        const answer = await this.heard.edit([{ path: field.dataset.path, value }]);
        if (done || !answer.refused) this.say(field, answer.refused);
        if (answer.refused) return;
        ({ same } = answer);
        for (const each of same ? [] : [field, this.field(field.dataset.path)]) if (each) each.dataset.value = value; // until a look says it
      }
      if (!done || field.value !== value) return;
      this.release(field); // from now on it shows what the next look says
      if (same) field.value = field.dataset.value;
    });
    return this.pending;
  }

  /** What was typed here is undone in the text: the field follows it again. */
  release(field) {
    delete field.dataset?.typing;
    delete field.dataset?.sent;
  }

  async add(path, name, value, asked) {
    const where = `${path}.${name}`;
    const problem = name.includes(".") ? "名称里不能有“.”" : this.field(where) ? "已经有这一项了" : "";
    const refused = problem || (await this.heard.edit([{ path: where, value }])).refused;
    if (asked?.isConnected) this.say(asked, refused);
    else if (refused) this.heard.refused(refused);
    if (!refused) this.wanted = where; // once a look has it
  }

  async remove(path) {
    const { refused } = await this.heard.edit([{ path, value: "", remove: true }]);
    if (refused) this.heard.refused(refused);
  }

  /** What stands at `path` is called `name` from now on, as `field` says. */
  async rename(path, name, field) {
    const { refused } = await this.heard.edit([{ path, value: "", name }]);
    if (field.isConnected) this.say(field, refused);
    if (!refused) this.wanted = [...path.split(".").slice(0, -1), name].join(".");
  }

  /** What stands in `field` is no more an example, as it is. */
  async own(field) {
    const { refused } = await this.heard.edit([{ path: field.dataset.path, value: field.value.replace(/^【示例】/, "") }]);
    if (refused) this.say(field, refused);
  }

  say(field, words) {
    if (!words && !field.validationMessage) return;
    field.setCustomValidity(words);
    field.setAttribute("aria-invalid", String(Boolean(words)));
    const id = `said-${field.dataset.path ?? "new"}`;
    document.getElementById(id)?.remove();
    if (!words) return void field.removeAttribute("aria-errormessage");
    field.setAttribute("aria-errormessage", id);
    field.after(el("p.said", { id, role: "alert" }, words));
  }

  /** Enter and arrows move between cells as in a sheet; Escape takes back what is being typed. */
  pressed(event) {
    const field = event.target;
    if (field.dataset?.path === undefined || event.isComposing) return;
    if (event.key === "Escape") {
      this.release(field);
      field.value = field.dataset.value;
      this.say(field, "");
    } else if (event.key === "Enter" && field.matches("[data-line], input:not(.figure)")) {
      event.preventDefault();
      this.commit(field, true);
    } else if (field.matches("input.figure")) {
      const step = { Enter: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      if (event.key === "Enter" && field.classList.contains("is-example") && field.dataset.typing === undefined) this.own(field);
      const next = this.below(field, step);
      if (!next) return void this.commit(field, true);
      this.entered = event.key === "Enter" ? next.dataset.path : "";
      next.focus({ preventScroll: true }); // leaving takes over what was typed
      next.select();
      reveal(this.box, next);
    }
  }

  below(field, step) {
    const cell = field.closest("td");
    let row = cell.parentElement;
    do row = step > 0 ? row.nextElementSibling : row.previousElementSibling; while (row && !row.cells[cell.cellIndex]?.querySelector("input"));
    return row?.cells[cell.cellIndex].querySelector("input");
  }

  /** All of `field`, or, of a text that is to be looked over, its mark. */
  select(field) {
    const mark = "【待改】";
    const at = field.matches("input.figure") ? -1 : field.value.indexOf(mark);
    if (at < 0) field.select?.();
    else field.setSelectionRange?.(at, at + mark.length);
  }

  flag() {
    for (const field of this.box.querySelectorAll("[data-path]")) {
      const words = this.wrong.get(field.dataset.path);
      if (Boolean(words) !== field.classList.contains("is-wrong")) field.classList.toggle("is-wrong", Boolean(words));
      if (field.title !== (words ?? "")) field.title = words ?? "";
    }
  }

  /** Sentences that somebody completes, with the figures that stand before on the page (`printed(path)`). */
  leads(printed) {
    for (const lead of this.box.querySelectorAll("[data-before]")) {
      const { before } = lead.dataset;
      const said = printed(lead.id.slice("lead-".length)); // it may begin with a figure of its own, cited from elsewhere
      const end = said.lastIndexOf(before) + before.length;
      const words = `…${said.includes(before) ? said.slice(Math.max(0, end - LEAD), end) : before}`;
      if (lead.textContent !== words) lead.textContent = words;
    }
  }

  counts(todo) {
    for (const place of this.box.querySelectorAll("[data-count]")) {
      const { left = [], wrong = 0 } = todo.find((one) => one.section === place.dataset.count) ?? {};
      const words = [left.length ? `还差 ${left.length}` : "", wrong ? `问题 ${wrong}` : ""].filter(Boolean).join("　");
      if (place.textContent !== words) place.textContent = words;
    }
  }

  /** The section `name` from its head on, open; what is to be done there, at `path`, has the focus. */
  begins(name, path) {
    const section = this.sections.get(name)?.element;
    if (!section) return false;
    section.open = true;
    reveal(this.box, section, true);
    return this.go(path, true, section) || this.go(name);
  }

  /** Show the field of `path` (of last year's figures there are two: that in `within`), or the first one below it; false where the form has none. */
  go(path, focus = true, within = this.box) {
    const own = this.sections.get(path.split(".")[0])?.element;
    const at = (selector) => within.querySelector(selector) ?? this.box.querySelector(selector);
    const field = at(`[data-path="${CSS.escape(path)}"]`) ?? at(`[data-path^="${CSS.escape(path)}."]`) ?? (path.includes(".") ? null : this.first(own));
    if (!field) return false;
    const section = field.closest("details.section") ?? own;
    if (section) section.open = true;
    const heading = path.includes(".") ? null : section;
    reveal(this.box, heading ?? field, Boolean(heading));
    if (focus) field.focus({ preventScroll: true });
    if (focus && field.matches("input.figure, .is-left, .is-example")) this.select(field); // what is typed takes its place
    return true;
  }
}
