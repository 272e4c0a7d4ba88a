// The bar: which figure this is, what it comes from down to its inputs, where it is printed, what holds it.

import { button, el } from "./dom.js";

export class Bar {
  /** `heard` has `go(path)` (to its line or field) and `show(path)` (on the page). */
  constructor(box, heard) {
    this.box = box;
    this.heard = heard;
    this.hide();
  }

  hide() {
    this.path = "";
    this.said = "";
    this.box.replaceChildren(el("p.what", {}, "点页面上的一个数，或者把光标放进一格，这里说它怎么来的、印在哪里。"));
  }

  show(trace) {
    const said = JSON.stringify(trace);
    if (said === this.said) return;
    this.path = trace.path;
    this.said = said;
    const path = (each) => button(each, () => this.heard.go(each), { class: "link" });
    const facts = [
      trace.last_year ? `上年 ${trace.last_year}` : "",
      trace.cell ? `决算表 ${trace.cell}` : "",
      trace.printed ? `印在 ${trace.printed} 处` : "",
    ].filter(Boolean);
    this.box.replaceChildren(
      el("p.what", {}, path(trace.path), trace.words ? el("strong", {}, `　${trace.words}`) : "", trace.place ? `　${trace.place}` : "",
        facts.length ? `　${facts.join("　")}` : "",
        trace.printed ? button("在页面上看", () => this.heard.show(trace.path)) : ""),
      trace.formula ? el("details.formula", {}, el("summary", {}, `＝ ${trace.formula.formula}`), this.tree(trace.formula.inputs, path)) : "",
      trace.message ? el("p", {}, trace.message) : "",
      trace.printed_as?.length ? el("details.uses", {}, el("summary", {}, `由它算出、印出来的有 ${trace.printed_as.length} 个数`), el("ul", {}, trace.printed_as.map((one) => el("li", {},
        button(one.path, () => this.heard.show(one.path), { class: "link", title: "在页面上看" }), `　印作 ${one.words}`)))) : "",
      trace.held_by?.length ? el("details.held", {}, el("summary", {}, `由 ${trace.held_by.length} 条规则核对`), el("ul", {}, trace.held_by.map((rule) => el("li", {}, `${rule.code}　${rule.statement}`)))) : "");
  }

  /** What a picture shows: each of its figures leads to its line. */
  picture({ title, points }) {
    this.path = this.said = "";
    this.box.replaceChildren(el("p.what", {}, el("strong", {}, title), "　图里的数："),
      el("p.what", {}, points.map((one) => button(`${one.label} ${one.words}`, () => this.heard.go(one.path), { class: "link", title: one.path }))));
  }

  tree(inputs, path) {
    if (!inputs?.length) return "";
    return el("ul", {}, inputs.map((one) => el("li", {}, path(one.path), `　${one.words}`, one.formula ? `　＝ ${one.formula}` : "", this.tree(one.inputs, path))));
  }
}
