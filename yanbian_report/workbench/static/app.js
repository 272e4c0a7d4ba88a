// The workbench: wires everything together.

import { $, el, later, tabs } from "./dom.js";
import { get, listen, post, put } from "./api.js";
import { TextPane } from "./text.js";
import { Form } from "./form.js";
import { Pages } from "./pages.js";
import { Problems } from "./problems.js";
import { Sections } from "./sections.js";
import { Bar } from "./bar.js";
import { Keeper } from "./keep.js";
import { Elsewhere } from "./elsewhere.js";
import { menu } from "./menu.js";
import { Trail } from "./trail.js";
import { notice, withdraw } from "./notices.js";
import { following, pathAt, source } from "./where.js";
import { droppable, importing as begin } from "./importing.js";
import * as dialogs from "./dialogs.js";
import * as comparing from "./comparing.js";

const [PAUSE, SETTLED] = [10, 250]; // milliseconds after a key until the text is looked at, and until the bar asks what it says

// `at` is where in the text somebody stands, whichever side it was chosen on.
const desk = { year: null, project: null, look: null, turn: 0, shown: 0, places: {}, mode: "form", at: 0, ended: false };

const text = new TextPane($("text"), {
  changed: (words, offset) => { desk.at = offset ?? desk.at; keeper.changed(words); look(); buttons(); },
  moved: (offset, byMouse) => {
    desk.at = offset;
    const path = pathOf(offset);
    if (!path) return;
    tell(path);
    if (byMouse && $("follow").checked) pages.go(path);
  },
  names: () => desk.names ?? {},
  told: async (offset) => {
    const path = pathOf(offset);
    if (!path) return "";
    const trace = await get("trace", { year: desk.year, path }).catch(() => null);
    return trace?.words ? `${trace.path}　${trace.words}${trace.formula ? `\n＝ ${trace.formula.formula}` : ""}` : "";
  },
});
const form = new Form($("form"), {
  edit,
  chosen: (path) => {
    desk.at = desk.places[path]?.[0] ?? desk.at;
    tell(path);
    if ($("follow").checked) pages.go(path);
  },
  typed: () => { $("save").disabled = false; },
  told: (words) => notice("form", words), refused: (words) => notice("form", words),
});
const pages = new Pages($("pages"), { stepped: (path) => tell.now(path), chosen: (path) => { tell.now(path); goTo(path); }, picture: (one) => bar.picture(one) });
const problems = new Problems($("problem-list"), $("problems-title"), {
  go: (finding) => reach(finding),
  cure: ({ edits, left }) => { text.apply(edits, "input.cure"); if (left) look.now().then(() => goTo(left)); }, // what is to be written now
});
const showing = (path) => { view("pages"); pages.go(path); tell.now(path); };
const bar = new Bar($("bar"), { go: (path) => goTo(path), show: showing });
const todo = new Sections($("sections"), (path, name) => goTo(path, name));
const keeper = new Keeper({
  told: ({ dirty, words }) => {
    $("state").textContent = words ?? (dirty ? "● 还没保存" : "已保存");
    document.title = `${dirty ? "● " : ""}${desk.project?.unit ?? "工作台"} ${desk.year ?? ""}`;
    $("save").disabled = !dirty;
  },
  saved: () => elsewhere.settled("outside", "save"),
  conflict: (other) => elsewhere.conflict(other),
  refused: (problem, again) => {
    const offer = problem.said.offer === "utf-8" ? [["改存成 UTF-8", () => again("utf-8")]] : [["再存一次", () => again()]];
    notice("save", `没有保存：${problem.message}。写的字还在这里，另外也留了一份。`, ...offer);
  },
});
const trail = new Trail($("back"), () => ({ mode: desk.mode, at: desk.at, path: form.focused ?? pathOf(desk.at) }));
const elsewhere = new Elsewhere({ year: () => desk.year, text, keeper });
const mode = tabs({ form: $("mode-form"), text: $("mode-text") }, (name, before) => {
  desk.mode = name;
  $("form").hidden = name !== "form";
  $("text").hidden = name !== "text";
  if (before === undefined || before === name) return; // what was looked at on one side is in view on the other
  if (name === "text") text.go(desk.at, desk.at, false);
  else form.go(pathOf(desk.at) ?? "", false);
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
  if (said.problem) return void unanswered(said.problem);
  withdraw("server");
  desk.shown = turn;
  if (turn === desk.turn) shown(said);
});

function shown(said) {
  desk.look = said;
  if (said.places) desk.places = said.places;
  const wrong = new Map(said.findings.filter((one) => !one.to_do && one.path).map((one) => [one.path, one.message]));
  text.findings(said.findings);
  form.show(said.form, wrong, said.todo);
  todo.show(said.form, said.todo);
  problems.show(said.findings);
  pages.show(said.pages, said.stale_from);
  form.leads((path) => pages.before(path));
  const left = said.findings.filter((one) => one.to_do).length;
  $("left").textContent = left ? `还差 ${left} 处` : "都填好了";
  const told = desk.mode === "text" && text.view.hasFocus ? pathOf(desk.at) : bar.path;
  if (told) tell(told);
  performance.clearMarks("shown"); // for who measures
  performance.mark("shown");
}

/** The server does not answer: said once, and what is typed stays. */
function unanswered(problem) {
  if (desk.ended) return;
  if (problem.status) $("state").textContent = problem.message;
  else notice("server", "工作台的服务没有应答，它可能已经结束。写的字还在这个页面上，服务也留了一份；重新打开工作台，会问要不要恢复。");
}

function pathOf(offset) {
  const line = text.view.state.doc.lineAt(Math.min(offset, text.view.state.doc.length));
  return pathAt(desk.places, offset, [line.from, line.to]);
}

/** Stand at `path`, in the form or in the text, whichever is open; a derived one leads to what it comes from. */
async function goTo(path, section = "") {
  trail.leave();
  if (matchMedia("(max-width: 899px)").matches) view("work");
  if (desk.mode === "form" && section && form.begins(section, path)) return;
  if (desk.mode === "form" && form.go(path)) return;
  const typed = desk.places[path] ? path : await source(desk.places, desk.year, path);
  if (!typed || (desk.mode === "form" && form.go(typed))) return;
  mode("text");
  text.go(...desk.places[typed]);
}

function reach(finding, ahead = false) {
  if (!ahead) trail.leave();
  if (matchMedia("(max-width: 899px)").matches) view("work");
  if (finding.from != null) desk.at = finding.from;
  if (desk.mode === "form" && finding.path && form.go(finding.path)) return;
  if (finding.from != null) { mode("text"); text.go(finding.from, finding.to); }
  else if (finding.shown) showing(finding.shown); // in a table of the workbook
}

const tell = later(SETTLED, async (path) => {
  const trace = await get("trace", { year: desk.year, path }).catch(() => null);
  if (trace) bar.show({ ...trace, printed: pages.places(path).length });
});

let edited = Promise.resolve();

/** Values at paths, one edit after another, each of the text as it is then: why it was `refused`, or whether all is the `same`. */
function edit(edits) {
  const work = async () => {
    for (let tries = 0; tries < 5; tries += 1) {
      const before = text.version;
      const said = await put("edit", { year: desk.year, text: text.text, edits }).catch((problem) => ({ message: problem.message }));
      if (said.message) return { refused: said.message };
      if (before !== text.version) continue; // somebody typed meanwhile: the places are no more the same
      if (said.edits.length) text.apply(said.edits);
      look.now();
      return { refused: "", same: !said.edits.length };
    }
    return { refused: "正在别处输入，没有写进去，再试一次" };
  };
  return (edited = edited.then(work, work));
}

function buttons() {
  const { undo, redo } = text.undone;
  [$("undo").disabled, $("redo").disabled] = [!undo, !redo];
}

let events;

async function open(year) {
  events?.close();
  const opened = await get("open", { year });
  elsewhere.settled();
  trail.clear();
  Object.assign(desk, { year: opened.year, at: 0, places: {}, shown: desk.turn });
  $("year").value = String(opened.year);
  form.clear(`正在读 ${opened.year} 年度…`);
  pages.begin();
  bar.hide();
  keeper.open(opened); // first, so that the text that comes is not taken for something typed
  text.open(opened.text);
  buttons();
  if (opened.message) notice("opened", opened.message);
  elsewhere.offer(opened.unsaved ?? Keeper.left(opened.year), opened);
  events = listen({ year: opened.year, etag: opened.etag });
  const told = { changed: (event) => elsewhere.outside(JSON.parse(event.data)), gone: () => elsewhere.gone(), content: () => look(), bye: () => ended() };
  for (const [kind, heard] of Object.entries(told)) events.addEventListener(kind, heard);
  await look.now();
  form.begin(desk.look?.todo ?? []);
  get("names", { year: opened.year }).then((names) => { desk.names = names; }, () => {}); // nobody waits for them
}

function ended() {
  events?.close();
  desk.ended = true;
  withdraw("server");
  notice("server", "工作台已经结束，可以关掉这个网页。没有保存的另外留了一份，重新打开工作台可以接着做。");
}

const clean = () => form.settle().then(() => !keeper.dirty || keeper.save());

function acts() {
  const { year } = desk;
  return [
    ["以前的版本", () => comparing.versions({ year, text: () => text.text, take: (old) => text.replace(old, "input.version"), go: goTo })],
    ["与保存的相比", () => comparing.changes({ year, against: "saved", go: goTo })],
    ["与上年相比", () => comparing.changes({ year, against: "last", go: goTo })],
    ["新的一年", () => dialogs.newYear({ years: desk.project.years, chosen: async (made) => { await projects(); await open(made); } })],
    ["新建单位", () => dialogs.newUnit({ year })],
    ["各单位", () => dialogs.board({ here: desk.project.id, year })],
    ...(desk.project.can?.open ? [["打开文件夹", () => post("open", { year, which: "folder" })]] : []),
    ["结束工作台", async () => { await keeper.kept(); await post("end"); ended(); }],
  ];
}

async function projects() {
  desk.project = await get("project");
  $("unit").textContent = desk.project.unit || "工作台";
  $("year").replaceChildren(...desk.project.years.map((year) => el("option", { value: String(year) }, String(year))));
}

function keys(event) {
  const key = event.key.toLowerCase();
  const command = event.ctrlKey || event.metaKey;
  if (command && key === "s") { event.preventDefault(); form.settle().then(() => keeper.dirty && keeper.save()); }
  else if (event.altKey && event.key === "ArrowLeft") { event.preventDefault(); back(); }
  else if (event.key === "F8") { event.preventDefault(); step(event.shiftKey ? -1 : 1); }
  else if (command && ["z", "y"].includes(key) && event.target !== $("text") && !event.target.closest("dialog") && !form.typing(event.target)) {
    event.preventDefault(); // one undo for both: what is not yet taken over from a field is the field's own
    form.release(event.target);
    key === "y" || event.shiftKey ? text.redo() : text.undo();
  }
}

async function step(by) {
  await edited; // what was just typed may be the next one
  await look.done();
  const findings = desk.look?.findings ?? [];
  const here = by > 0 && desk.mode === "form" && findings.find((one) => one.to_do && one.path === form.entered);
  const next = here || following(findings, desk.at, by); // where Enter led, it may be that something is to be filled in
  form.entered = "";
  if (next) reach(next, true);
}

function back() {
  const { mode: side = desk.mode, at = desk.at, path } = trail.pop() ?? {};
  desk.at = at;
  if (desk.mode !== side) mode(side);
  if (side === "text") text.go(at);
  else if (path) form.go(path);
}

const imported = (done) => done.written && `已导入 ${done.rows.length} 处`;
const importing = () => begin({ year: desk.year, save: clean, writing: (work) => elsewhere.writing(work, imported) });

function wired() {
  const heard = {
    save: () => form.settle().then(() => keeper.save()), undo: () => text.undo(), redo: () => text.redo(),
    back, next: () => step(1), previous: () => step(-1),
    larger: () => pages.scale(pages.zoom * 1.15), smaller: () => pages.scale(pages.zoom / 1.15),
    import: importing,
    build: () => dialogs.build({ year: desk.year, project: desk.project, save: clean, go: (one) => reach(one), draft: desk.look?.findings.some((one) => one.to_do) }),
  };
  for (const [id, act] of Object.entries(heard)) $(id).addEventListener("click", act);
  $("year").addEventListener("change", async (event) => { await keeper.kept(); await open(Number(event.target.value)); });
  document.addEventListener("keydown", keys);
  droppable(() => desk.year && importing());
  menu($("more"), $("menu"), acts, (problem) => notice("menu", problem.message));
}

async function start() {
  mode("form");
  view("work");
  await projects();
  wired();
  const asked = Number(new URLSearchParams(location.search).get("year"));
  if (desk.project.year) return open(desk.project.years.includes(asked) ? asked : desk.project.year);
  $("state").textContent = "这个文件夹里还没有单位";
  document.querySelector(".desk").hidden = true;
  for (const id of ["save", "undo", "redo", "import", "build", "year"]) $(id).disabled = true;
  return dialogs.newUnit({ year: new Date().getFullYear() - 1 });
}

start().catch((problem) => { $("state").textContent = problem.message; });
