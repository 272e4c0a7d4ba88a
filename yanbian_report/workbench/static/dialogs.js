// Windows that ask: building, a new year, a new unit, the units of the folder.

import { button, el, $ } from "./dom.js";
import { address, get, post } from "./api.js";

/** A window with a heading; gives its element once it is open. It goes when it is closed. */
export function open(title, ...content) {
  const heading = `title-${Math.random().toString(36).slice(2)}`;
  const dialog = el("dialog", { "aria-labelledby": heading },
    el("header", {}, el("h2", { id: heading }, title), button("关闭", () => dialog.close(), { class: "close" })),
    el("div.content", {}, content));
  dialog.addEventListener("close", () => dialog.remove());
  $("dialogs").append(dialog);
  dialog.showModal();
  dialog.querySelector(".content :is(input:not(.unseen), select)")?.focus();
  return dialog;
}

const GRAVEST = ["错误", "不一致", "提示"];

/** Findings of what was done in a window, the gravest first; with `go` those that have a place lead to it. */
export const findings = (list, go) => list?.length ? el("ul.findings", {}, [...list].sort((a, b) => GRAVEST.indexOf(a.severity) - GRAVEST.indexOf(b.severity)).map((one) => el("li", { "data-severity": one.severity },
  el("strong", {}, one.severity), ` ${one.to_do && one.path ? `“${one.path}”` : ""}${one.message}`, one.place ? `　${one.place}` : "", one.hint ? el("p.hint", {}, one.hint) : null,
  go && one.from != null ? button("去看", () => go(one)) : null))) : "";

/** Say `words` at the field `name` of a window, which has the focus then; false where it has none. */
function at(dialog, name, words) {
  const field = name && dialog.querySelector(`[name="${name}"]`);
  if (!field) return false;
  const id = `${field.id}-said`;
  field.closest(".pair, p").after(el("p.said", { id, role: "alert" }, words));
  field.setAttribute("aria-invalid", "true");
  field.setAttribute("aria-describedby", id);
  field.addEventListener("input", () => settled(dialog), { once: true });
  field.focus();
  field.select?.();
  return true;
}

/** Nothing is said at any field any more. */
function settled(dialog) {
  for (const said of dialog.querySelectorAll("p.said")) said.remove();
  for (const field of dialog.querySelectorAll('[aria-invalid="true"]')) ["aria-invalid", "aria-describedby"].forEach((one) => field.removeAttribute(one));
}

/** `work` while the window says that it goes on; what it is refused is said there. */
export async function busy(dialog, words, work) {
  const content = dialog.querySelector(".content");
  const status = el("p.status", { role: "status" }, words);
  const began = Date.now();
  const clock = setInterval(() => { status.textContent = `${words}（${Math.round((Date.now() - began) / 1000)} 秒）`; }, 1000);
  settled(dialog);
  content.querySelector(".status")?.remove();
  content.append(status);
  for (const each of content.querySelectorAll("button")) each.disabled = true;
  try {
    const done = await work();
    status.remove();
    return done;
  } catch (problem) {
    clearInterval(clock);
    if (at(dialog, problem.said?.field, problem.message)) return void status.remove();
    status.textContent = problem.message;
    status.setAttribute("role", "alert");
    return null;
  } finally {
    clearInterval(clock);
    for (const each of content.querySelectorAll("button")) each.disabled = false;
  }
}

const MADE = { docx: "Word 文件", pdf: "PDF", web: "网页", folder: "文件夹" };

/** What stopped a report. */
function wrong(list) {
  const errors = list.filter((one) => one.severity === "错误");
  const left = errors.length && errors.every((one) => one.to_do);
  return errors.length ? ` ${errors.length} 处错误${left ? "（都是还没填的：勾上“草稿”，可以先做一份看看）" : ""}` : "问题";
}

export function build({ year, project, save, draft, go: lead }) {
  const wants = Object.entries({ pdf: "同时做 PDF", web: "同时做网页" }).map(([name, words]) => {
    const box = el("input", { type: "checkbox", name, ...(name === "pdf" && !project.can?.pdf ? { disabled: "" } : {}) });
    return el("p", {}, el("label", {}, box, ` ${words}`), name === "pdf" && !project.can?.pdf ? "（这台机器上没有 LibreOffice、Edge 或 Chrome）" : "");
  });
  const asDraft = el("input", { type: "checkbox", name: "draft", ...(draft ? { checked: "" } : {}) });
  const made = el("div.made", { "aria-live": "polite" });
  const show = (which) => busy(dialog, "正在打开…", () => post("open", { year, which }));
  const go = button("生成", async () => {
    const outputs = [...dialog.querySelectorAll("input[name]:checked")].map((box) => box.name).filter((name) => name !== "draft");
    const done = await busy(dialog, "正在生成…", async () => {
      if (!(await save())) throw new Error("还没有保存：先处理保存的问题");
      made.replaceChildren();
      return post("build", { year, outputs, draft: asDraft.checked });
    });
    if (!done) return;
    made.replaceChildren(
      done.files?.length ? el("p", {}, "做好了：") : el("p", { role: "alert" }, `没有做成，先改好下面的${wrong(done.findings)}：`),
      el("ul", {}, (done.files ?? []).map((file) => el("li", {}, file.path ?? file.name, " ",
        el("a", { href: address("built", { year, name: file.name }), download: file.name }, "下载"), " ",
        MADE[file.kind] && project.can?.open ? button(`打开${MADE[file.kind]}`, () => show(file.kind)) : ""))),
      done.files?.length && project.can?.open ? button("打开所在的文件夹", () => show("folder")) : "",
      findings(done.findings, (one) => { dialog.close(); lead(one); }));
  }, { class: "main" });
  const dialog = open("生成 Word", el("p", {}, "先保存，再核对，没有错误就生成可以公布的 .docx。"), wants,
    el("p", {}, el("label", {}, asDraft, " 草稿：还没填的印成【待填】，页眉标“草稿”")), go, made);
}

export function newYear({ years, chosen }) {
  const year = el("input", { type: "number", min: "2000", max: "2099", value: String(Math.max(...years) + 1), id: "new-year" });
  const said = el("div");
  const dialog = open("新的一年", el("p", {}, "照上一年的文件建，去掉上一年的数，要填的标“待填”，要改的标“【待改】”。"),
    el("p.pair", {}, el("label", { for: "new-year" }, "年度"), year),
    button("建立", async () => {
      const done = await busy(dialog, "正在建…", () => post("new", { year: Number(year.value) }));
      if (done?.year) { dialog.close(); chosen(done.year); } else if (done) said.replaceChildren(findings(done.findings));
    }, { class: "main" }), said);
}

const UNIT = { unit: "单位全称", superior: "主管部门全称（没有的不写）", year: "年度", folder: "文件夹的名字（不写用单位全称）" };
const LEVELS = ["单位", "部门"];
const NATURES = ["行政单位", "参照公务员法管理的事业单位", "事业单位"];

/** The address of a year of a unit. */
const place = (id, year) => `?${new URLSearchParams({ unit: id, ...(year ? { year } : {}) })}`;

export function newUnit({ year }) {
  const pair = (name, words, field) => el("p.pair", {}, el("label", { for: `unit-${name}` }, words), field);
  const fields = Object.entries(UNIT).map(([name, words]) => pair(name, words, el("input", { id: `unit-${name}`, name, type: "text", ...(name === "year" ? { value: String(year) } : {}) })));
  const choice = (name, words, list) => pair(name, words, el("select", { id: `unit-${name}`, name }, list.map((one) => el("option", {}, one))));
  const said = el("div", { "aria-live": "polite" });
  const dialog = open("新建单位", fields, choice("level", "部门决算还是单位决算", LEVELS), choice("nature", "单位性质", NATURES),
    button("建立", async () => {
      const values = Object.fromEntries([...dialog.querySelectorAll("[name]")].map((field) => [field.name, field.value.trim()]));
      const done = await busy(dialog, "正在建…", () => post("init", values));
      if (!done) return;
      if (done.folder) location.assign(place(done.unit, done.year));
      else if (!at(dialog, done.field, done.findings.map((one) => `${one.message}。${one.hint ?? ""}`).join("\n"))) said.replaceChildren(findings(done.findings));
    }, { class: "main" }), said);
}

const COLUMNS = { unit: "单位", year: "年度", to_do: "还差", findings: "问题", built_at: "生成于" };

export async function board({ here, year }) {
  const dialog = open("各单位", el("p", { role: "status" }, "正在看各单位…"));
  const rows = await get("board").catch((problem) => { dialog.querySelector("p").textContent = problem.message; return null; });
  if (!rows) return;
  const row = (one) => el("tr", {}, Object.keys(COLUMNS).map((name) => el("td", {}, String(one[name] ?? ""))),
    el("td", {}, one.id === here && one.year === year ? "正在填" : el("a", { href: place(one.id, one.year) }, "打开")));
  dialog.querySelector(".content").replaceChildren(el("div.scroll", { tabindex: "0", role: "group", "aria-label": "各单位" }, el("table", {},
    el("thead", {}, el("tr", {}, [...Object.values(COLUMNS), "去"].map((words) => el("th", { scope: "col" }, words)))),
    el("tbody", {}, rows.map(row)))));
}
