// Findings as a list, the gravest first; each leads to its place, and mends itself where it knows how.

import { button, el } from "./dom.js";
import { get } from "./api.js";

const ORDER = ["错误", "不一致", "提示"];

export class Problems {
  /** `heard` has `go(finding)` and `cure(edits)`. */
  constructor(box, title, heard) {
    this.box = box;
    this.title = title;
    this.heard = heard;
    this.list = [];
    this.at = -1;
  }

  show(findings) {
    this.list = findings.filter((one) => !one.to_do).sort((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
    this.left = findings.filter((one) => one.to_do);
    const counts = ORDER.map((name) => [name, this.list.filter((one) => one.severity === name).length]).filter(([, n]) => n);
    this.title.textContent = counts.length ? `问题：${counts.map(([name, n]) => `${name} ${n}`).join("，")}` : "没有问题";
    this.box.replaceChildren(el("ol", {}, this.list.map((one) => this.item(one))));
  }

  item(one) {
    const cures = (one.cures ?? []).map((cure) => button(cure.label, () => this.heard.cure(cure.edits)));
    const seen = one.from != null || one.path;
    const related = one.related?.length ? el("ul", {}, one.related.map((other) => el("li", {},
      other.from != null ? button(other.message || other.place, () => this.heard.go(other), { class: "link" }) : other.message))) : null;
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
    const lines = [said.statement, said.why, said.what, said.passing && `这样没有问题：${said.passing}`, said.failing && `这样会报：${said.failing}`];
    box.append(...lines.filter(Boolean).map((words) => el("p", {}, words)));
  }

  /** The next thing to do or to mend, `step` 1 or -1 from the one before. */
  step(step) {
    const all = [...this.list.filter((one) => one.severity !== "提示"), ...this.left];
    const places = (all.length ? all : this.list).filter((one) => one.from != null).sort((a, b) => a.from - b.from);
    if (!places.length) return null;
    this.at = (this.at + step + places.length) % places.length;
    return places[this.at];
  }
}
