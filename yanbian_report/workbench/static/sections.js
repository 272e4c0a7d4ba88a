// What is left to do, section by section: each leads to its first place.

import { button, el, keyed } from "./dom.js";

export class Sections {
  constructor(box, go) {
    this.list = el("ul");
    this.go = go;
    this.names = [];
    box.replaceChildren(this.list);
  }

  show(form, todo) {
    const before = new Map(this.names.map((one) => [one.name, one.there])); // of a section that did not change only the name is said
    if (form) this.names = form.map(({ name, there = before.get(name) }) => ({ name, there }));
    const others = todo.map((one) => one.section).filter((name) => !this.names.some((one) => one.name === name));
    const items = [...this.names, ...others.map((name) => ({ name, there: true }))].map(({ name, there }) => {
      const { left = [], wrong = 0 } = todo.find((one) => one.section === name) ?? {};
      return { name, there, left: left.length, first: left[0] ?? name, wrong };
    });
    const focused = this.list.contains(document.activeElement) ? document.activeElement.closest("li")?.dataset.name : null;
    keyed(this.list, items, (item) => this.item(item));
    if (focused && !this.list.contains(document.activeElement)) this.list.querySelector(`[data-name="${CSS.escape(focused)}"] button`)?.focus();
  }

  item({ name, there, left, first, wrong }) {
    const count = [left ? `还差${left}` : "", wrong ? `问题${wrong}` : ""].filter(Boolean).join(" ");
    const state = count ? el("span.count", {}, count) : there ? el("span.count.done", {}, el("span", { "aria-hidden": "true" }, "✓"), el("span.unseen", {}, "好了")) : "";
    return el("li", { "data-name": name }, button([name, state], () => this.go(first, name), there ? {} : { class: "absent" }));
  }
}
