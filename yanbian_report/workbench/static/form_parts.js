// The parts of the form: what the server says of a section, as tables, boxes, lists and groups.

import { button, el } from "./dom.js";

const LONG = 26; // letters from which on a text has a box of several lines
const LINE = 30; // letters in a line of such a box, about

/** A name as it was meant, without the quotes that somebody puts around it. */
const plain = (name) => name.trim().replace(/^["'“”‘’]+|["'“”‘’]+$/g, "");

/** The inside of a section; `heard` has `add(path, name, value)`, `remove(path)`, `rename(path, name, field)` and `own(field)`. */
export class Parts {
  constructor(heard) {
    this.heard = heard;
  }

  section({ name, note, entries, there }) {
    const [only] = entries;
    if (entries.length === 1 && ["text", "choice"].includes(only.kind)) {
      return el("div.section.single", { "data-section": name, ...(there ? {} : { "data-absent": "" }) }, this.box(only));
    }
    const summary = el("summary", {}, el("span.name", {}, name), el("span.count", { "data-count": name }));
    const inside = entries.length === 1 && only.kind === "list" ? this.items(only) : entries.map((entry) => this.entry(entry));
    return el("details.section", { "data-section": name, ...(there ? {} : { "data-absent": "" }) }, summary,
      el("div.body", {}, note && el("p.note", {}, note), inside));
  }

  entry(entry) {
    switch (entry.kind) {
      case "table": return this.table(entry);
      case "list": return el("fieldset.group", {}, el("legend", {}, entry.label), entry.note && el("p.note", {}, entry.note), this.items(entry));
      case "group": return el("fieldset.group", {}, el("legend", {}, entry.label, entry.free ? this.itsName(entry.path, entry.label) : ""), entry.entries.map((one) => this.entry(one)));
      case "more": return this.more(entry);
      default: return this.box(entry);
    }
  }

  table({ columns, rows }) {
    const free = rows.some((row) => row.free);
    const head = el("tr", {}, el("th", { scope: "col" }, "项目"), columns.map((name) => el("th", { scope: "col" }, name)),
      free ? el("td", {}, "") : "");
    const body = rows.map((row) => el("tr", {},
      el("th", { scope: "row", title: row.note || null }, row.label),
      row.cells.map((cell, at) => el("td", {}, this.cell(cell, `${row.label} ${columns[at]}`))),
      free ? el("td", {}, row.free ? this.itsName(row.path, row.label) : "") : ""));
    return el("div.scroll", {}, el("table", {}, el("thead", {}, head), el("tbody", {}, body)));
  }

  cell(cell, label) {
    if (!cell) return "";
    if (!cell.path) return el("span.derived", { "data-told": label }, cell.text ?? "");
    const field = this.filled(el("input.figure", { type: "text", autocomplete: "off", "aria-label": label, placeholder: cell.derived || null }), cell);
    return cell.example ? [field, this.own(field, label)] : field;
  }

  /** An example that is right by chance may stay. */
  own(field, label) {
    return button("示例", () => this.heard.own(field), { class: "own", title: "这是示例的。就是这个数的，点一下（或者按回车）；不是的，直接写", "aria-label": `${label}：就是这样，不是示例` });
  }

  filled(field, { path, text, to_do: left, example }) {
    field.dataset.path = path;
    field.dataset.value = text;
    field.value = text;
    field.classList.toggle("is-left", Boolean(left));
    field.classList.toggle("is-example", Boolean(example));
    return field;
  }

  box(entry, label = entry.label) {
    const id = `field-${entry.path}`;
    const lead = entry.before ? el("span.lead", { id: `lead-${entry.path}`, "data-before": entry.before }, `…${entry.before}`) : null;
    const own = { id, "aria-describedby": lead ? lead.id : null };
    const long = entry.long || entry.text.length > LONG;
    const field = entry.kind === "choice"
      ? el("select", own, ["", ...entry.choices].map((one) => el("option", { value: one }, one || "（不写）")))
      : long ? el("textarea", { ...own, rows: String(Math.min(12, Math.max(entry.long ? 2 : 1, Math.ceil(entry.text.length / LINE)))), ...(entry.long ? {} : { "data-line": "" }) })
        : el("input", { ...own, type: "text", autocomplete: "off" });
    this.filled(field, entry);
    const after = entry.after && lead ? el("span.lead", { "aria-hidden": "true" }, entry.after) : null;
    return el("div.field", {}, el("label", { for: id }, label), entry.free && this.itsName(entry.path, `${entry.path.split(".")[0]}：${label}`), el("div.sentence", {}, lead, field, entry.example && this.own(field, label), after), entry.note && el("p.note", {}, entry.note));
  }

  items({ path, label, items }) {
    const rows = items.map((item) => el("li", {}, item.kind === "group"
      ? el("fieldset.group", {}, el("legend", {}, `第 ${item.label} 项`, this.away(item.path, `${label}第 ${item.label} 项`)), item.entries.map((one) => this.entry(one)))
      : el("div.item", {}, this.box({ ...item, note: "" }, `第 ${item.label} 项`), this.away(item.path, `${label}第 ${item.label} 项`))));
    return [el("ol.items", {}, rows), button("加一项", () => this.heard.add(path, String(items.length + 1), "【待改】"), { "aria-label": `${label}：加一项` })];
  }

  /** What the unit named itself may be called otherwise, or go. */
  itsName(path, label) {
    return [this.rename(path, label), this.away(path, label)];
  }

  rename(path, label) {
    const opener = button("改名", () => {
      const old = path.split(".").at(-1);
      const field = el("input.renamed", { type: "text", value: old, autocomplete: "off", "aria-label": `${label}的新名称` });
      let asked = old; // a field that goes is left, too
      const close = () => {
        asked = field.value = old;
        opener.hidden = false;
        if (field.nextElementSibling?.matches(".said")) field.nextElementSibling.remove();
        field.remove();
      };
      const take = () => {
        const name = plain(field.value) || old;
        if (name !== asked) this.heard.rename(path, (asked = name), field);
        else if (name === old) setTimeout(() => field.isConnected && close());
      };
      field.addEventListener("keydown", (event) => {
        if (event.isComposing || !["Enter", "Escape"].includes(event.key)) return;
        event.preventDefault();
        if (event.key === "Escape" || plain(field.value) === old) { close(); opener.focus(); }
        else take();
      });
      field.addEventListener("blur", () => !field.validationMessage && take());
      opener.hidden = true;
      const head = opener.closest("tr")?.cells[0];
      head ? head.append(field) : opener.before(field);
      field.select();
    }, { class: "away", "aria-label": `${label}：改名` });
    return opener;
  }

  away(path, label) {
    return button("删去", () => this.heard.remove(path), { class: "away", "aria-label": `删去${label}` });
  }

  more({ path, note, value }) {
    const name = el("input", { type: "text", "aria-label": `${path}：新的一项的名称或编码`, placeholder: "新的一项的名称或编码" });
    const add = () => {
      if (plain(name.value)) this.heard.add(path, plain(name.value), value, name);
    };
    name.addEventListener("keydown", (event) => event.key === "Enter" && !event.isComposing && add());
    return el("div.more", {}, name, button("加一项", add, { "aria-label": `${path}：加一项` }), note && el("p.note", {}, note));
  }
}
