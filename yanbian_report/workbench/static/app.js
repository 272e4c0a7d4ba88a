// The workbench: wires the text, the form, the pages, the problems and the bar together.

import { $, button, el, later, tabs } from "./dom.js";
import { get, listen, post, put } from "./api.js";
import { TextPane } from "./text.js";
import { Form } from "./form.js";
import { Pages } from "./pages.js";
import { Problems } from "./problems.js";
import { Bar } from "./bar.js";
import { Keeper } from "./keep.js";
import * as dialogs from "./dialogs.js";

const PAUSE = 40; // milliseconds after a key until the text is looked at

const desk = { year: null, project: null, look: null, turn: 0, shown: 0, places: {}, mode: "form" };

const text = new TextPane($("text"), {
  changed: (words) => { keeper.changed(words); look(); buttons(); },
  moved: (offset, byMouse) => byMouse && followed(pathAt(offset)),
  names: () => desk.names ?? {},
  told: async (offset) => {
    const path = pathAt(offset);
    if (!path) return "";
    const trace = await get("trace", { year: desk.year, path }).catch(() => null);
    return trace?.words ? `${trace.path}　${trace.words}${trace.formula ? `\n＝ ${trace.formula.formula}` : ""}` : "";
  },
});
const form = new Form($("form"), {
  edit, chosen: (path) => { bar_(path); if ($("follow").checked) pages.go(path); },
  remove: (path) => edit([{ path, value: "" }]),
  add: (path, name) => add(path, name),
});
const pages = new Pages($("pages"), { chosen: (path) => { bar_(path); goTo(path); } });
const problems = new Problems($("problem-list"), $("problems-title"), {
  go: (finding) => reach(finding), cure: (edits) => text.apply(edits, "input.cure"),
});
const bar = new Bar($("bar"), { go: (path) => goTo(path), show: (path) => { view("pages"); pages.go(path); } });
const keeper = new Keeper({
  told: ({ dirty, words }) => {
    $("state").textContent = words ?? (dirty ? "● 还没保存" : "已保存");
    document.title = `${dirty ? "● " : ""}${desk.project?.unit ?? "工作台"} ${desk.year ?? ""}`;
    $("save").disabled = !dirty;
  },
  conflict: (other) => conflict(other),
});
const mode = tabs({ form: $("mode-form"), text: $("mode-text") }, (name) => {
  desk.mode = name;
  $("form").hidden = name !== "form";
  $("text").hidden = name !== "text";
});
const view = tabs({ work: $("view-work"), pages: $("view-pages"), problems: $("view-problems") }, (name) => {
  document.querySelector(".desk").dataset.view = name;
  if (name === "pages") pages.fit();
});

const look = later(PAUSE, async () => {
  const turn = (desk.turn += 1);
  const have = { pages: pages.have, form: form.have };
  const said = await put("look", { year: desk.year, text: text.text, turn, have }).catch((problem) => ({ problem }));
  if (turn < desk.shown || said === null || said.dropped) return;
  if (said.problem) return void ($("state").textContent = said.problem.message);
  desk.shown = turn;
  if (turn === desk.turn) shown(said);
});

function shown(said) {
  desk.look = said;
  if (said.places) desk.places = said.places;
  const wrong = new Map(said.findings.filter((one) => !one.to_do && one.path).map((one) => [one.path, one.message]));
  text.findings(said.findings);
  form.show(said.form, wrong);
  form.counts(said.todo);
  sections(said.todo);
  problems.show(said.findings);
  pages.show(said.pages, said.stale_from);
  const left = said.findings.filter((one) => one.to_do).length;
  $("left").textContent = left ? `还差 ${left} 处` : "都填好了";
  if (bar.path) bar_(bar.path);
  performance.mark("shown");
}

function sections(todo) {
  desk.sections = desk.look.form?.map((one) => one.name) ?? desk.sections ?? [];
  const others = todo.map((one) => one.section).filter((name) => !desk.sections.includes(name));
  const items = [...desk.sections, ...others].map((name) => {
    const { left = [], wrong = 0 } = todo.find((one) => one.section === name) ?? {};
    const count = [left.length ? `还差${left.length}` : "", wrong ? `问题${wrong}` : ""].filter(Boolean).join(" ");
    return el("li", {}, button(name, () => goTo(left[0] ?? name), {}), count ? el("span.count", {}, count) : el("span.count.done", { "aria-label": "好了" }, "✓"));
  });
  $("sections").replaceChildren(el("ul", {}, items));
}

/** The path of the innermost place that `offset` of the text lies in. */
function pathAt(offset) {
  let best = null;
  for (const [path, [from, to]] of Object.entries(desk.places)) {
    if (from <= offset && offset <= to && (!best || to - from <= best.length)) best = { path, length: to - from };
  }
  if (best) return best.path;
  const line = text.view.state.doc.lineAt(offset);
  return Object.entries(desk.places).find(([, [from]]) => from >= line.from && from <= line.to)?.[0] ?? null;
}

function followed(path) {
  if (!path) return;
  bar_(path);
  if ($("follow").checked) pages.go(path);
}

/** Stand at `path`, in the form or in the text, whichever is open; a derived one leads to what it comes from. */
async function goTo(path) {
  if (matchMedia("(max-width: 899px)").matches) view("work");
  if (desk.mode === "form" && form.go(path)) return;
  const place = desk.places[path] ?? (await source(path));
  if (desk.mode === "text" && place) text.go(...place);
  else if (place && !form.go(path)) { mode("text"); text.go(...place); }
}

async function source(path) {
  const trace = await get("trace", { year: desk.year, path }).catch(() => null);
  const first = (inputs) => inputs?.map((one) => desk.places[one.path] ?? first(one.inputs)).find(Boolean);
  return first(trace?.formula?.inputs);
}

function reach(finding) {
  if (matchMedia("(max-width: 899px)").matches) view("work");
  if (desk.mode === "form" && finding.path && form.go(finding.path)) return;
  if (finding.from != null) { mode("text"); text.go(finding.from, finding.to); }
}

async function bar_(path) {
  const trace = await get("trace", { year: desk.year, path }).catch(() => null);
  if (trace) bar.show({ ...trace, printed: pages.places(path).length });
}

let edited = Promise.resolve();

/** Values at paths, one edit after another, each of the text as it is then; gives why it was refused, if it was. */
function edit(edits) {
  const work = async () => {
    for (let tries = 0; tries < 5; tries += 1) {
      const before = text.version;
      const said = await put("edit", { year: desk.year, text: text.text, edits }).catch((problem) => ({ message: problem.message }));
      if (said.message) return said.message;
      if (before !== text.version) continue; // somebody typed meanwhile: the places are no more the same
      if (said.edits.length) text.apply(said.edits);
      look.now();
      return "";
    }
    return "正在别处输入，没有写进去，再试一次";
  };
  return (edited = edited.then(work, work));
}

async function add(path, name) {
  const refused = await edit([{ path: `${path}.${name}`, value: "" , add: true }]);
  if (refused) dialogs.open("加不了", el("p", {}, refused));
}

function buttons() {
  const { undo, redo } = text.undone;
  $("undo").disabled = !undo;
  $("redo").disabled = !redo;
}

function banner(words, ...acts) {
  const box = el("div.banner", { role: "alert" }, words, " ", acts.map(([label, act]) => button(label, () => { box.remove(); act(); })));
  $("banners").append(box);
}

function conflict(other) {
  dialogs.conflict({
    mine: text.text, theirs: other.text,
    takeMine: async () => { keeper.rebase(other); await keeper.save(); },
    takeTheirs: () => { text.replace(other.text); keeper.rebase(other); keeper.forget(); },
  });
}

/** The file was saved by another program: a clean editor follows, one with unsaved words asks. */
function outside(other) {
  if (other.etag === keeper.etag) return undefined;
  if (other.text === text.text) return keeper.rebase(other);
  if (!keeper.dirty) {
    keeper.rebase(other);
    text.replace(other.text);
    keeper.rebase(other);
    return undefined;
  }
  return banner("文件刚在别处改过，这里还有没保存的。", ["比较", () => conflict(other)]);
}

let events;

async function open(year) {
  events?.close();
  const opened = await get("open", { year });
  desk.year = opened.year;
  $("year").value = String(opened.year);
  form.clear();
  keeper.open(opened);
  text.open(opened.text);
  keeper.open(opened);
  buttons();
  offer(opened.unsaved ?? Keeper.left(opened.year), opened);
  events = listen({ year: opened.year, etag: opened.etag });
  events.addEventListener("changed", (event) => outside(JSON.parse(event.data)));
  events.addEventListener("bye", () => ended());
  desk.names = await get("names", { year: opened.year }).catch(() => ({}));
  await look.now();
}

function offer(unsaved, opened) {
  if (!unsaved?.text || unsaved.text === opened.text) return;
  const when = unsaved.at ? `（${new Date(unsaved.at).toLocaleString("zh-CN")}）` : "";
  banner(`上次有没保存的改动${when}。`, ["恢复", () => text.replace(unsaved.text, "input.restored")], ["丢掉", () => keeper.forget()]);
}

function ended() {
  events?.close();
  banner("工作台的服务已经结束。没有保存的还留在这个页面和浏览器里；重新打开工作台可以接着做。");
}

function menu() {
  const years = desk.project.years;
  const acts = [
    ["以前的版本", () => dialogs.versions({ year: desk.year, text: () => text.text, take: (old) => text.replace(old) })],
    ["与保存的相比", () => dialogs.changes({ year: desk.year, against: "saved", go: goTo })],
    ["与上年相比", () => dialogs.changes({ year: desk.year, against: "last", go: goTo })],
    ["新的一年", () => dialogs.newYear({ years, chosen: async (year) => { await projects(); open(year); } })],
    ["新建单位", () => dialogs.newUnit({ year: desk.year })],
    ["各单位", () => dialogs.board()],
    ["打开文件夹", () => post("open", { year: desk.year, which: "folder" })],
    ["结束工作台", async () => { await keeper.kept(); await post("end"); ended(); }],
  ];
  const box = $("menu");
  const close = () => { box.hidden = true; $("more").setAttribute("aria-expanded", "false"); };
  box.replaceChildren(...acts.map(([words, act]) => button(words, () => { close(); Promise.resolve(act()).catch((problem) => banner(problem.message)); }, { role: "menuitem" })));
  $("more").addEventListener("click", () => {
    box.hidden = !box.hidden;
    $("more").setAttribute("aria-expanded", String(!box.hidden));
    if (!box.hidden) box.firstElementChild.focus();
  });
  box.addEventListener("keydown", (event) => {
    const step = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
    if (step) (document.activeElement[step] ?? document.activeElement).focus();
    if (event.key === "Escape") { close(); $("more").focus(); }
  });
  document.addEventListener("click", (event) => !event.target.closest("#menu, #more") && close());
}

async function projects() {
  desk.project = await get("project");
  $("unit").textContent = desk.project.unit || "工作台";
  $("year").replaceChildren(...desk.project.years.map((year) => el("option", { value: String(year) }, String(year))));
}

function keys(event) {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") { event.preventDefault(); keeper.save(); }
  else if (event.key === "F8") { event.preventDefault(); step(event.shiftKey ? -1 : 1); }
  else if ((event.ctrlKey || event.metaKey) && event.target !== $("text") && ["z", "y"].includes(event.key.toLowerCase()) && !event.target.matches("textarea, input:not(.figure)")) {
    event.preventDefault();
    event.key.toLowerCase() === "y" || event.shiftKey ? text.redo() : text.undo();
  }
}

function step(by) {
  const next = problems.step(by);
  if (next) reach(next);
}

async function start() {
  mode("form");
  view("work");
  $("save").addEventListener("click", () => keeper.save());
  $("undo").addEventListener("click", () => text.undo());
  $("redo").addEventListener("click", () => text.redo());
  $("next").addEventListener("click", () => step(1));
  $("previous").addEventListener("click", () => step(-1));
  $("larger").addEventListener("click", () => pages.scale(pages.zoom * 1.15));
  $("smaller").addEventListener("click", () => pages.scale(pages.zoom / 1.15));
  $("import").addEventListener("click", () => dialogs.importing({ year: desk.year, save: () => !keeper.dirty || keeper.save(), reload: () => open(desk.year) }));
  $("build").addEventListener("click", () => dialogs.build({ year: desk.year, project: desk.project, save: async () => !keeper.dirty || keeper.save(), draft: desk.look?.findings.some((one) => one.to_do) }));
  $("year").addEventListener("change", async (event) => { await keeper.kept(); open(Number(event.target.value)); });
  document.addEventListener("keydown", keys);
  await projects();
  menu();
  await open(desk.project.year);
}

start().catch((problem) => { $("state").textContent = problem.message; });
