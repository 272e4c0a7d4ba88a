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

export async function versions({ year, text, take }) {
  const list = await get("history", { year });
  const view = el("div.merge");
  const dialog = open("以前的版本", list.length ? "" : el("p", {}, "还没有以前的版本：保存以后才有。"),
    el("ol.versions", {}, list.map((one) => el("li", {}, button(`${one.at}　${one.size} 字节`, async () => {
      const old = await get(`history/${encodeURIComponent(one.id)}`, { year }).catch((problem) => ({ message: problem.message }));
      if (old.message) return view.replaceChildren(el("p", { role: "alert" }, old.message));
      const merged = el("div.merged");
      view.replaceChildren(el("p", {}, `左边是 ${one.at} 保存以前的，右边是现在的。 `, button("换成左边的", () => { dialog.close(); take(old.text); })), merged);
      return compare(merged, [old.text, "以前的"], [text(), "现在的"]);
    })))), view);
  dialog.classList.add("beside");
}

export async function changes({ year, against, go }) {
  const last = against === "last";
  let nothing = last ? "没有不同：每个数都和上年一样。" : "没有不同。";
  const rows = await get("changes", { year, against }).catch((problem) => ((nothing = `${problem.message}。`), []));
  const more = last ? ["增减", "增减率"] : [];
  const dialog = open(last ? "与上年相比" : "与保存的相比", rows.length ? el("div.scroll", { tabindex: "0", role: "group", "aria-label": "不同的地方" }, el("table", {},
    el("thead", {}, el("tr", {}, ["项目", "现在", last ? "上年" : "保存的", ...more].map((words) => el("th", { scope: "col" }, words)))),
    el("tbody", {}, rows.map((row) => el("tr", {}, el("td", {}, button(row.path, () => { dialog.close(); go(row.path); }, { class: "link" }), row.name ? ` ${row.name}` : ""),
      el("td", {}, row.now || "没有"), el("td", {}, row.then || "没有"), last ? [el("td", {}, row.change ?? ""), el("td", {}, row.rate ?? "")] : ""))))) : el("p", {}, nothing));
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
