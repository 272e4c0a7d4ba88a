// Windows that ask: importing a workbook, a new year, a new unit, building, older versions, two versions of a file.

import { button, el, $ } from "./dom.js";
import { get, post, send } from "./api.js";
import { EditorView, MergeView, EditorState } from "./editor.js";

/** A window with a heading; gives its element once it is open. It goes when it is closed. */
export function open(title, ...content) {
  const heading = `title-${Math.random().toString(36).slice(2)}`;
  const dialog = el("dialog", { "aria-labelledby": heading },
    el("header", {}, el("h2", { id: heading }, title), button("关闭", () => dialog.close(), { class: "close" })),
    el("div.content", {}, content));
  dialog.addEventListener("close", () => dialog.remove());
  $("dialogs").append(dialog);
  dialog.showModal();
  return dialog;
}

const findings = (list) => list?.length ? el("ul.findings", {}, list.map((one) => el("li", { "data-severity": one.severity },
  el("strong", {}, one.severity), ` ${one.message}`, one.place ? `　${one.place}` : "", one.hint ? el("p.hint", {}, one.hint) : null))) : "";

/** `work` while the window says that it goes on; what it is refused is said there. */
async function busy(dialog, words, work) {
  const content = dialog.querySelector(".content");
  const status = el("p.status", { role: "status" }, words);
  content.querySelector(".status")?.remove();
  content.append(status);
  for (const each of content.querySelectorAll("button")) each.disabled = true;
  try {
    const done = await work();
    status.remove();
    return done;
  } catch (problem) {
    status.textContent = problem.message;
    status.setAttribute("role", "alert");
    return null;
  } finally {
    for (const each of content.querySelectorAll("button")) each.disabled = false;
  }
}

const MADE = { docx: "Word 文件", pdf: "PDF", web: "网页", folder: "文件夹" };

export function build({ year, project, save, draft }) {
  const wants = Object.entries({ pdf: "同时做 PDF", web: "同时做网页" }).map(([name, words]) => {
    const box = el("input", { type: "checkbox", name, ...(name === "pdf" && !project.can?.pdf ? { disabled: "" } : {}) });
    return el("p", {}, el("label", {}, box, ` ${words}`), name === "pdf" && !project.can?.pdf ? "（这台机器上没有 LibreOffice、Edge 或 Chrome）" : "");
  });
  const asDraft = el("input", { type: "checkbox", name: "draft", ...(draft ? { checked: "" } : {}) });
  const made = el("div.made", { "aria-live": "polite" });
  const go = button("生成", async () => {
    const outputs = [...dialog.querySelectorAll("input[name]:checked")].map((box) => box.name).filter((name) => name !== "draft");
    const done = await busy(dialog, "正在生成…", async () => {
      if (!(await save())) throw new Error("还没有保存：先处理保存的问题");
      return post("build", { year, outputs, draft: asDraft.checked });
    });
    if (!done) return;
    made.replaceChildren(
      done.files?.length ? el("p", {}, "做好了：") : el("p", { role: "alert" }, "没有做成，先改好下面的问题："),
      el("ul", {}, (done.files ?? []).map((file) => el("li", {}, file.name, " ",
        MADE[file.kind] ? button(`打开${MADE[file.kind]}`, () => post("open", { year, which: file.kind })) : ""))),
      done.files?.length ? button("打开所在的文件夹", () => post("open", { year, which: "folder" })) : "",
      findings(done.findings));
  }, { class: "main" });
  const dialog = open("生成 Word", el("p", {}, "先保存，再核对，没有错误就生成可以公布的 .docx。"), wants,
    el("p", {}, el("label", {}, asDraft, " 草稿：还没填的印成【待填】，页眉标“草稿”")), go, made);
}

const STATES = ["path", "in_file", "in_workbook", "cell", "state"];
const HEADS = ["项目", "文件里", "决算表里", "哪一格", "怎么办"];

export function importing({ year, reload, save }) {
  const file = el("input", { type: "file", id: "workbook", accept: ".xlsx,.xls,.ods,.xml,.html,.htm" });
  const drop = el("div.drop", { tabindex: "0" }, el("label", { for: "workbook" }, "决算公开表（.xlsx、.xls、.ods）：拖到这里，或者"), file);
  const table = el("div.preview", { "aria-live": "polite" });
  let chosen;
  const ask = async (write, overwrite) => {
    const bytes = await chosen.arrayBuffer();
    return send("import", { year, name: chosen.name, write, overwrite }, bytes);
  };
  const look = async (one) => {
    if (!one) return;
    chosen = one;
    const said = await busy(dialog, `正在读 ${one.name}…`, async () => {
      if (!(await save())) throw new Error("还没有保存：先处理保存的问题");
      return ask(0, 0);
    });
    if (!said) return;
    const differs = said.rows.some((row) => row.state === "kept" || row.overwrite);
    const over = el("input", { type: "checkbox" });
    table.replaceChildren(
      findings(said.findings),
      el("p", {}, said.rows.length ? `要改的 ${said.rows.length} 处：` : "没有要改的：文件里已经都有了。"),
      said.rows.length ? el("div.scroll", { tabindex: "0" }, el("table", {}, el("thead", {}, el("tr", {}, HEADS.map((head) => el("th", { scope: "col" }, head)))),
        el("tbody", {}, said.rows.map((row) => el("tr", {}, STATES.map((name) => el("td", {}, row[name] ?? ""))))))) : "",
      differs ? el("p", {}, el("label", {}, over, " 已经填了、又不一样的，也照决算表改")) : "",
      button("写进数据文件", async () => {
        const done = await busy(dialog, "正在写…", () => ask(1, over.checked ? 1 : 0));
        if (!done) return;
        table.replaceChildren(el("p", { role: "status" }, done.written ? "写好了。" : "没有写。"), findings(done.findings));
        if (done.written) await reload();
      }, { class: "main" }));
  };
  file.addEventListener("change", () => look(file.files[0]));
  for (const kind of ["dragenter", "dragover"]) drop.addEventListener(kind, (event) => (event.preventDefault(), drop.classList.add("is-over")));
  drop.addEventListener("dragleave", () => drop.classList.remove("is-over"));
  drop.addEventListener("drop", (event) => (event.preventDefault(), drop.classList.remove("is-over"), look(event.dataTransfer.files[0])));
  const dialog = open(`导入 ${year} 年度的决算公开表`, el("p", {}, "先列出要改什么，看过再写；空白的格不填，写错的格不改。"), drop, table);
  return look;
}

export function newYear({ years, chosen }) {
  const year = el("input", { type: "number", min: "2000", max: "2099", value: String(Math.max(...years) + 1), id: "new-year" });
  const said = el("div");
  const dialog = open("新的一年", el("p", {}, "照上一年的文件建，去掉上一年的数，要填的标“待填”，要改的标“【待改】”。"),
    el("p", {}, el("label", { for: "new-year" }, "年度 "), year),
    button("建立", async () => {
      const done = await busy(dialog, "正在建…", () => post("new", { year: Number(year.value) }));
      if (done?.year) { dialog.close(); chosen(done.year); } else if (done) said.replaceChildren(findings(done.findings));
    }, { class: "main" }), said);
}

const UNIT = { folder: "文件夹的名字", unit: "单位全称", superior: "主管部门全称", year: "年度" };
const NATURES = ["行政单位", "参照公务员法管理的事业单位", "事业单位"];

export function newUnit({ year }) {
  const fields = Object.entries(UNIT).map(([name, words]) => el("p", {}, el("label", { for: `unit-${name}` }, `${words} `),
    el("input", { id: `unit-${name}`, name, type: "text", ...(name === "year" ? { value: String(year) } : {}) })));
  const choice = (name, words, list) => el("p", {}, el("label", { for: `unit-${name}` }, `${words} `), el("select", { id: `unit-${name}`, name }, list.map((one) => el("option", {}, one))));
  const said = el("div", { "aria-live": "polite" });
  const dialog = open("新建单位", fields, choice("level", "部门决算还是单位决算", ["部门", "单位"]), choice("nature", "单位性质", NATURES),
    button("建立", async () => {
      const values = Object.fromEntries([...dialog.querySelectorAll("[name]")].map((field) => [field.name, field.value.trim()]));
      const done = await busy(dialog, "正在建…", () => post("init", values));
      if (done) said.replaceChildren(el("p", {}, done.folder ? `建好了：${done.folder}` : ""), findings(done.findings));
    }, { class: "main" }), said);
}

const COLUMNS = { unit: "单位", year: "年度", to_do: "还差", findings: "问题", built_at: "生成于" };

export async function board() {
  const dialog = open("各单位", el("p", { role: "status" }, "正在看各单位…"));
  const rows = await get("board").catch((problem) => { dialog.querySelector("p").textContent = problem.message; return null; });
  if (!rows) return;
  dialog.querySelector(".content").replaceChildren(el("div.scroll", { tabindex: "0" }, el("table", {},
    el("thead", {}, el("tr", {}, Object.values(COLUMNS).map((words) => el("th", { scope: "col" }, words)))),
    el("tbody", {}, rows.map((row) => el("tr", {}, Object.keys(COLUMNS).map((name) => el("td", {}, String(row[name] ?? "")))))))));
}

const side = (doc) => ({ doc, extensions: [EditorView.lineWrapping, EditorState.readOnly.of(true), EditorView.editable.of(false)] });

function compare(parent, before, after) {
  return new MergeView({ a: side(before), b: side(after), parent, highlightChanges: true, gutter: true, collapseUnchanged: { margin: 2, minSize: 4 } });
}

export async function versions({ year, text, take }) {
  const list = await get("history", { year });
  const view = el("div.merge");
  const dialog = open("以前的版本", list.length ? "" : el("p", {}, "还没有以前的版本：保存以后才有。"),
    el("ol.versions", {}, list.map((one) => el("li", {}, button(`${one.at}　${one.size} 字`, async () => {
      const old = await get(`history/${encodeURIComponent(one.id)}`, { year });
      const merged = el("div.merged");
      view.replaceChildren(el("p", {}, "左边是以前的，右边是现在的。 ", button("换成以前的", () => { dialog.close(); take(old.text); })), merged);
      compare(merged, old.text, text());
    })))), view);
}

export async function changes({ year, against, go }) {
  const rows = await get("changes", { year, against });
  const dialog = open(against === "last" ? "与上年相比" : "与保存的相比", rows.length ? el("div.scroll", { tabindex: "0" }, el("table", {},
    el("thead", {}, el("tr", {}, ["项目", "现在", "原来"].map((words) => el("th", { scope: "col" }, words)))),
    el("tbody", {}, rows.map((row) => el("tr", {}, el("td", {}, button(row.path, () => { dialog.close(); go(row.path); }, { class: "link" })),
      el("td", {}, row.now ?? "没有"), el("td", {}, row.then ?? "没有"))))) ) : el("p", {}, "没有不同。"));
}

/** The file was changed elsewhere while something else is here: nothing is lost, either or both can be kept. */
export function conflict({ mine, theirs, takeMine, takeTheirs }) {
  const merged = el("div.merged");
  const dialog = open("文件在别处改过", el("p", {}, "左边是文件里现在的，右边是这里还没保存的。不同的地方都标出来了。"),
    el("p", {}, button("用这里的，覆盖文件", () => { dialog.close(); takeMine(); }, { class: "main" }), button("用文件里的", () => { dialog.close(); takeTheirs(); }),
      "　不选就都留着：文件不动，这里的也不丢。"), merged);
  compare(merged, theirs, mine);
}
