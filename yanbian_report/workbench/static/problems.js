// Findings as a list, the gravest first; each leads to its place, and mends itself where it knows how.

import { button, el, keyed } from "./dom.js";
import { get } from "./api.js";

const ORDER = ["错误", "不一致", "提示"];

export class Problems {
  /** `heard` has `go(finding)` and `cure(edits)`. */
  constructor(box, title, heard) {
    this.box = box;
    this.title = title;
    this.heard = heard;
    this.list = [];
    this.items = el("ol");
    box.replaceChildren(this.items);
  }

  show(findings) {
    this.list = findings.filter((one) => !one.to_do).sort((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
    const counts = ORDER.map((name) => [name, this.list.filter((one) => one.severity === name).length]).filter(([, n]) => n);
    const title = counts.length ? `问题：${counts.map(([name, n]) => `${name} ${n}`).join("，")}` : "没有问题";
    if (this.title.textContent !== title) this.title.textContent = title; // said aloud when it changes, and only then
    const focused = this.box.contains(document.activeElement);
    const at = focused ? [...this.items.children].indexOf(document.activeElement.closest("li.problem")) : -1;
    keyed(this.items, this.list, (one) => this.item(one));
    if (focused && !this.box.contains(document.activeElement)) { // what was mended is gone: the next one has the focus
      (this.items.children[Math.min(at, this.items.children.length - 1)]?.querySelector("button") ?? this.title).focus();
    }
  }

  item(one) {
    const cures = (one.cures ?? []).map((cure) => button(cure.label, () => this.heard.cure(cure)));
    const seen = one.from != null || one.path || one.shown;
    const related = one.related?.length ? el("ul", {}, one.related.map((other) => el("li", {},
      other.from != null || other.shown ? button(other.message || other.place, () => this.heard.go(other), { class: "link" }) : other.message))) : null;
    const explained = el("div.explained", { hidden: true });
    return el("li.problem", { "data-severity": one.severity, "data-code": one.code },
      el("p", {}, el("strong", {}, one.severity), " ", one.message, one.place ? el("span.place", {}, `　${one.place}`) : null),
      one.hint ? el("p.hint", {}, one.hint) : null,
      related,
      el("p.acts", {}, seen ? button("去看", () => this.heard.go(one)) : null, cures,
        button(`为什么（${one.code}）`, (event) => this.explain(one.code, explained, event.currentTarget), { "aria-expanded": "false" })),
      explained);
  }

  async explain(code, box, opener) {
    box.hidden = !box.hidden;
    opener.setAttribute("aria-expanded", String(!box.hidden));
    if (box.childElementCount) return;
    const said = await get("explain", { code }).catch((problem) => ({ statement: problem.message }));
    const lines = { "": said.statement, 依据: said.why, 怎么办: said.what, 对的例子: said.passing, 不对的例子: said.failing, 这时说: said.says };
    box.append(...Object.entries(lines).filter(([, words]) => words).map(([name, words]) => el("p", {}, name && el("strong", {}, `${name}：`), words.trim())));
  }
}
