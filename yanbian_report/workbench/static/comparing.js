// Windows that compare: two versions of the file side by side, older versions, what changed.

import { button, el } from "./dom.js";
import { get } from "./api.js";
import { open } from "./dialogs.js";
import { EditorState, EditorView, MergeView } from "./editor.js";

const PHRASES = EditorState.phrases.of({ "$ unchanged lines": "$ 行相同", "Revert this chunk": "用左边的" });
const LOOKS = EditorView.theme({ "&": { fontSize: "13px" }, ".cm-content": { fontFamily: 'Consolas, "Sarasa Mono SC", "Noto Sans Mono CJK SC", monospace' },
  ".cm-collapsedLines:before, .cm-collapsedLines:after": { content: '"…"' } }); // the sign it would have is in few fonts
const read = [EditorState.readOnly.of(true), EditorView.editable.of(false)];
const side = (doc, name, more) => ({ doc, extensions: [EditorView.lineWrapping, PHRASES, LOOKS, EditorView.contentAttributes.of({ "aria-label": name, tabindex: "0" }), ...more] });

/** Two texts beside each other in `parent`; with `editable` the right one can be changed, piece by piece from the left, too. */
function compare(parent, [before, left], [after, right], editable = false) {
  const root = parent.attachShadow({ mode: "open" }); // its own styles are style sheets that the policy of the page allows
  const taken = {
    revertControls: "a-to-b",
    renderRevertControl: () => button("→", null, { class: "revert", title: "用左边的", "aria-label": "这一处用左边的" }),
  };
  return new MergeView({
    a: side(before, left, read), b: side(after, right, editable ? [] : read), parent: root, root,
    highlightChanges: true, gutter: true, collapseUnchanged: { margin: 2, minSize: 4 }, ...(editable ? taken : {}),
  });
}

const TIME = { hour: "2-digit", minute: "2-digit" };

/** When `moment` was, as people say it. */
function when(moment) {
  const then = new Date(moment.replace(" ", "T"));
  const days = Math.round((new Date().setHours(0, 0, 0, 0) - new Date(then).setHours(0, 0, 0, 0)) / 86400000);
  const day = ["今天", "昨天", "前天"][days] ?? then.toLocaleDateString("zh-CN", { year: "numeric", month: "long", day: "numeric" });
  return `${day} ${then.toLocaleTimeString("zh-CN", TIME)}`;
}

/** Places that differ, in a table whose columns of values are called `now` and `then`; with `go` they lead there. */
function table(rows, now, then, go, more = []) {
  const short = (words) => (words.length > 60 ? `${words.slice(0, 60)}……` : words || "没有");
  return el("div.scroll", { tabindex: "0", role: "group", "aria-label": "不同的地方" }, el("table", {},
    el("thead", {}, el("tr", {}, ["项目", now, then, ...more].map((words) => el("th", { scope: "col" }, words)))),
    el("tbody", {}, rows.map((row) => el("tr", {}, el("td", {}, button(row.path, () => go(row.path), { class: "link" }), row.name ? ` ${row.name}` : ""),
      el("td", {}, short(row.now)), el("td", {}, short(row.then)), more.length ? [el("td", {}, row.change ?? ""), el("td", {}, row.rate ?? "")] : "")))));
}

/** What an older version says otherwise than what is here, in a few words. */
function differs(rows) {
  if (!rows.length) return "数和文字与现在的一样，只有注释、空白不同";
  const some = rows.slice(0, 2).map((row) => row.path).join("、");
  return `与现在的有 ${rows.length} 处不同：${some}${rows.length > 2 ? "……" : ""}`;
}

export async function versions({ year, text, take, go }) {
  const list = await get("history", { year });
  const view = el("div.merge", {}, list.length ? el("p", {}, "点左边的一份，看它与现在的哪里不同。") : "");
  const show = async (one, rows) => {
    const old = await get(`history/${encodeURIComponent(one.id)}`, { year }).catch((problem) => ({ message: problem.message }));
    if (old.message) return void view.replaceChildren(el("p", { role: "alert" }, old.message));
    const merged = el("div.merged");
    const beside = el("details", {}, el("summary", {}, "逐行比较文本"), merged);
    beside.addEventListener("toggle", () => merged.shadowRoot || compare(merged, [old.text, "以前的"], [text(), "现在的"]), { once: true });
    view.replaceChildren(el("p", {}, `${when(one.at)} 的一份。换回来以后还能撤销。 `, button("换成这一份", () => { dialog.close(); take(old.text); }, { class: "main" })),
      el("p", {}, rows ? differs(rows) : ""), rows?.length ? table(rows, "现在", "这一份", (path) => { dialog.close(); go(path); }) : "", beside);
  };
  const items = list.map((one) => {
    const said = el("span.differs", {}, "……");
    const known = {};
    const item = el("li", {}, button(when(one.at), () => show(one, known.rows), { class: "link" }), el("br"), said);
    return { item, told: async () => {
      known.rows = await get("changes", { year, against: one.id }).catch(() => null);
      said.textContent = known.rows ? differs(known.rows) : "读不懂的一份";
    } };
  });
  const dialog = open("以前的版本", list.length ? "" : el("p", {}, "还没有以前的版本：保存以后才有。"), el("ol.versions", {}, items.map((one) => one.item)), view);
  dialog.classList.add("beside");
  for (const { told } of items) if (dialog.open) await told(); // one after the other: somebody may be typing elsewhere
}

export async function changes({ year, against, go }) {
  const last = against === "last";
  let nothing = last ? "没有不同：每个数都和上年一样。" : "没有不同。";
  const rows = await get("changes", { year, against }).catch((problem) => ((nothing = `${problem.message}。`), []));
  const dialog = open(last ? "与上年相比" : "与保存的相比", rows.length
    ? table(rows, "现在", last ? "上年" : "保存的", (path) => { dialog.close(); go(path); }, last ? ["增减", "增减率"] : []) : el("p", {}, nothing));
}

/** The file was changed elsewhere while something else is here: nothing is lost, either or both can be kept. */
export function conflict({ mine, theirs, take, takeTheirs }) {
  const merged = el("div.merged");
  const dialog = open("文件在别处改过",
    el("p", {}, "左边是文件里现在的，右边是这里还没保存的。右边可以改；“→”把左边的一处搬到右边。"),
    el("p", {}, button("保存右边的", () => { dialog.close(); take(view.b.state.doc.toString()); }, { class: "main" }), " ",
      button("用文件里的", () => { dialog.close(); takeTheirs(); }), "　关上窗口就都留着：文件不动，这里的也不丢。"), merged);
  const view = compare(merged, [theirs, "文件里的"], [mine, "这里的"], true);
}
