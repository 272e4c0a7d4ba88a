// Importing a workbook: dropped anywhere or chosen, shown as what would be done, written once it was seen.

import { button, el } from "./dom.js";
import { send } from "./api.js";
import { busy, findings, open } from "./dialogs.js";

/** A workbook may be dropped anywhere: no browser takes the page away for it. `begin()` gives what looks at a file. */
export function droppable(begin) {
  const dropped = (event) => {
    if (!event.dataTransfer?.types.includes("Files") || event.defaultPrevented) return;
    event.preventDefault();
    const { files } = event.dataTransfer;
    if (event.type === "drop" && files?.length && !document.querySelector("dialog[open]")) begin()?.(...files);
  };
  for (const kind of ["dragover", "drop"]) document.addEventListener(kind, dropped);
}

const STATES = ["path", "in_file", "in_workbook", "cell", "state"];
const HEADS = ["项目", "文件里", "决算表里", "哪一格", "怎么办"];

/** What else may be asked of an import, and how it is called. */
function choices() {
  const ticked = { last: "这是上年的决算表，只填上年数", remove: "决算表里没有的科目，从文件里删去" };
  const typed = { unit_name: "表上写的单位名称（与文件里的写法不同时）", table_year: "表上写的年度（与这一年不同时）" };
  const boxes = Object.entries(ticked).map(([name, words]) => el("p", {}, el("label", {}, el("input", { type: "checkbox", name }), ` ${words}`)));
  const fields = Object.entries(typed).map(([name, words]) => el("p.pair", {}, el("label", { for: `import-${name}` }, words), el("input", { type: "text", id: `import-${name}`, name })));
  const element = el("details.choices", {}, el("summary", {}, "表上的单位、年度写得不一样，或者是上年的表"), boxes, fields);
  const said = () => Object.fromEntries([...element.querySelectorAll("[name]")].map((field) => [field.name, field.type === "checkbox" ? Number(field.checked) : field.value.trim()]));
  return { element, said };
}

function rowsOf(said) {
  const cell = (row, name) => el("td", {}, row[name] ?? "");
  return el("div.scroll", { tabindex: "0", role: "group", "aria-label": "要改的" }, el("table", {},
    el("thead", {}, el("tr", {}, HEADS.map((head) => el("th", { scope: "col" }, head)))),
    el("tbody", {}, said.rows.map((row) => el("tr", {}, STATES.map((name) => cell(row, name)))))));
}

export function importing({ year, writing, save }) {
  const file = el("input.unseen", { type: "file", id: "workbook", accept: ".xlsx,.xls,.ods,.xml,.html,.htm", tabindex: "-1", "aria-label": "决算公开表" });
  const drop = el("div.drop", {}, "决算公开表（.xlsx、.xls、.ods）：拖到这里，或者 ", button("选择文件", () => file.click()), file);
  const table = el("div.preview", { "aria-live": "polite" });
  const more = choices();
  let chosen;
  const ask = async (write, overwrite) => send("import", { year, name: chosen.name, write, overwrite, ...more.said() }, await chosen.arrayBuffer());
  const write = async (over, count) => {
    const done = await busy(dialog, "正在写…", () => writing(() => ask(1, over.checked ? 1 : 0)));
    if (!done) return;
    table.replaceChildren(el("p", { role: "status" }, done.written ? `写好了${count ? `：列出的 ${count} 处照“怎么办”处理了。不合适的，关上以后按“撤销”` : "，表也留下了"}。` : "没有写，先改好下面的问题。"),
      findings(done.findings), done.written ? button("关上，看还差什么", () => dialog.close(), { class: "main" }) : "");
    table.querySelector("button")?.focus();
  };
  const look = async (one, ...others) => {
    if (!one) return;
    chosen = one;
    const said = await busy(dialog, `正在读 ${one.name}…`, async () => {
      if (!(await save())) throw new Error("还没有保存：先处理保存的问题");
      return ask(0, 0);
    });
    if (!said) return;
    const stopped = said.findings.some((one) => one.severity === "错误");
    if (stopped) more.element.open = true;
    const over = el("input", { type: "checkbox" });
    const kept = said.rows.some((row) => row.overwrite);
    table.replaceChildren(
      others.length ? el("p", { role: "alert" }, `一次读一个文件：另外 ${others.length} 个没有读。各表分在几个文件里的，先并成一个工作簿。`) : "",
      el("p", {}, `${one.name}：`, stopped ? "不能照它写，先看下面的问题。" : said.rows.length ? `有 ${said.rows.length} 处，怎么办写在最后一栏${said.same ? `；另有 ${said.same} 处已经一样` : ""}。` : "没有要改的，文件里已经都有了。"),
      findings(said.findings),
      kept && !stopped ? el("p", {}, el("label", {}, over, " 已经填了、又不一样的，也照决算表改")) : "",
      el("p", {}, stopped ? button("照上面的选择再读一次", () => look(one))
        : button(said.rows.length ? "写进数据文件" : "留着这份表，以后照它核对", () => write(over, said.rows.length), { class: "main" })),
      said.rows.length ? rowsOf(said) : "");
    table.querySelector("button")?.focus();
  };
  file.addEventListener("change", () => look(file.files[0]));
  const dialog = open(`导入 ${year} 年度的决算公开表`, el("p", {}, "先列出要改什么，看过再写；空白的格不填，写错的格不改。"), drop, more.element, table);
  for (const kind of ["dragenter", "dragover"]) dialog.addEventListener(kind, (event) => (event.preventDefault(), drop.classList.add("is-over")));
  dialog.addEventListener("dragleave", () => drop.classList.remove("is-over"));
  dialog.addEventListener("drop", (event) => (event.preventDefault(), drop.classList.remove("is-over"), look(...event.dataTransfer.files)));
  return look;
}
