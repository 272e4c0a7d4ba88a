// The data file as text: the one truth that form and pages follow.

import {
  Decoration, EditorState, EditorView, HighlightStyle, StateEffect, StateField, Transaction, autocompletion,
  bracketMatching, completionKeymap, defaultKeymap, drawSelection, foldGutter, foldKeymap, highlightActiveLine,
  highlightActiveLineGutter, history, historyKeymap, hoverTooltip, indentUnit, indentWithTab, keymap, lineNumbers,
  lintGutter, lintKeymap, redo, redoDepth, search, searchKeymap, setDiagnostics, syntaxHighlighting, tags, undo,
  undoDepth, yaml,
} from "./editor.js";

const PHRASES = {
  Find: "查找", Replace: "替换为", next: "下一处", previous: "上一处", all: "全部", "match case": "区分大小写",
  "by word": "整词", replace: "替换", "replace all": "全部替换", close: "关闭", regexp: "正则", "current match": "这一处",
  "on line": "在第", "Go to line": "到第几行", go: "去", "Diagnostics": "问题", "No diagnostics": "没有问题",
  "Fold line": "折起", "Unfold line": "展开", "Completions": "可填的", "Control character": "看不见的字符",
  "replaced $ matches": "替换了 $ 处", "replaced match on line $": "替换了第 $ 行的一处",
};
const SEVERITY = { 错误: "error", 不一致: "warning", 提示: "info" };
const LOOKS = HighlightStyle.define([
  { tag: tags.propertyName, color: "#0b4f8a" },
  { tag: tags.comment, color: "#5c6670" },
  { tag: [tags.string, tags.special(tags.string)], color: "#333" },
  { tag: [tags.meta, tags.punctuation, tags.separator], color: "#6b4c00" },
]);

const THEME = EditorView.theme({
  "&": { height: "100%", fontSize: "14px", background: "#fff", color: "#1f2328" },
  "&.cm-focused": { outline: "2px solid #0b5394", outlineOffset: "-2px" },
  ".cm-scroller": { fontFamily: 'Consolas, "Sarasa Mono SC", "Noto Sans Mono CJK SC", monospace', lineHeight: "1.5" },
  ".cm-gutters": { background: "#f3f5f7", color: "#4d5761" },
  ".cm-shown": { background: "#ffd54d" },
  ".told": { whiteSpace: "pre-wrap", maxWidth: "44em", padding: "4px 8px" },
  ".cm-tooltip": { background: "#fff", border: "1px solid #7d8690" },
  ".cm-panels": { background: "#f3f5f7", color: "#1f2328" },
});

const show = StateEffect.define();
const shown = StateField.define({
  create: () => Decoration.none,
  update(marks, transaction) {
    marks = marks.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (effect.is(show)) {
        const { from, to } = effect.value ?? {};
        marks = from == null || from >= to ? Decoration.none : Decoration.set(Decoration.mark({ class: "cm-shown" }).range(from, to));
      }
    }
    return marks;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** What `names` (by the server) could stand at the cursor. */
function completion(names) {
  return (context) => {
    const citing = context.matchBefore(/\{\{[^{}]*/);
    const { paths = [], formats = [], keys = [] } = names();
    if (citing) {
      const bar = citing.text.lastIndexOf("|");
      const from = citing.from + (bar >= 0 ? bar + 1 : citing.text.match(/^\{\{\s*/)[0].length);
      const options = (bar >= 0 ? formats : paths).map((label) => ({ label, apply: bar >= 0 ? label : label }));
      return { from, options, validFor: /^[^{}|\s]*$/ };
    }
    const word = context.matchBefore(/^[ -]*[^\s:#{}"'|-][^\s:#{}]*$/);
    if (!word && !context.explicit) return null;
    const from = word ? word.from + word.text.match(/^[ -]*/)[0].length : context.pos;
    return { from, options: keys.map((label) => ({ label, apply: `${label}: ` })), validFor: /^[^\s:]*$/ };
  };
}

export class TextPane {
  /** `heard` has `changed(text, offset of the cursor in it)`, `moved(offset, byMouse)`, `names()` and `told(offset)` (a promise of words). */
  constructor(parent, heard) {
    this.heard = heard;
    this.extensions = [
      lineNumbers(), foldGutter(), lintGutter(), history(), drawSelection(), highlightActiveLine(), highlightActiveLineGutter(),
      bracketMatching(), indentUnit.of("  "), EditorState.tabSize.of(2), EditorState.phrases.of(PHRASES),
      EditorView.lineWrapping, THEME, yaml(), syntaxHighlighting(LOOKS), search({ top: true }), shown,
      autocompletion({ override: [completion(heard.names)], icons: false }),
      hoverTooltip((view, offset) => this.told(view, offset), { hoverTime: 400 }),
      EditorView.contentAttributes.of({ "aria-label": "数据文件的文本。按 Esc 再按 Tab 离开", tabindex: "0" }),
      keymap.of([...completionKeymap, ...lintKeymap, ...searchKeymap, ...foldKeymap, ...historyKeymap, ...defaultKeymap, indentWithTab]),
      EditorView.updateListener.of((update) => this.updated(update)),
    ];
    // In a shadow root the editor's own styles are style sheets that the policy of the page allows.
    const root = parent.attachShadow({ mode: "open" });
    this.view = new EditorView({ parent: root, root, state: this.fresh("") });
    this.version = 0;
  }

  fresh(text) {
    return EditorState.create({ doc: text, extensions: this.extensions });
  }

  get text() {
    return this.view.state.doc.toString();
  }

  /** Another file, with nothing to be undone. */
  open(text) {
    this.version += 1;
    this.view.setState(this.fresh(text));
  }

  /** Other text of the same file: only what differs is replaced, so that the cursor and the view stay. */
  replace(text, label = "input.outside") {
    const old = this.text;
    let start = 0;
    const most = Math.min(old.length, text.length);
    while (start < most && old[start] === text[start]) start += 1;
    let end = 0;
    while (end < most - start && old[old.length - 1 - end] === text[text.length - 1 - end]) end += 1;
    if (start === old.length && start === text.length) return;
    this.apply([{ from: start, to: old.length - end, insert: text.slice(start, text.length - end) }], label);
  }

  apply(changes, label = "input.form") {
    this.view.dispatch({ changes, annotations: Transaction.userEvent.of(label) });
  }

  updated(update) {
    if (update.docChanged) {
      this.version += 1;
      this.heard.changed(update.state.doc.toString(), update.view.hasFocus ? update.state.selection.main.head : undefined);
    } else if (update.selectionSet && update.view.hasFocus) {
      const byMouse = update.transactions.some((one) => one.isUserEvent("select.pointer"));
      this.heard.moved(update.state.selection.main.head, byMouse);
    }
  }

  findings(list) {
    const length = this.view.state.doc.length;
    const diagnostics = list.filter((one) => one.from != null && one.from <= length).map((one) => ({
      from: one.from, to: Math.min(Math.max(one.to, one.from), length), severity: SEVERITY[one.severity] ?? "info",
      message: one.hint ? `${one.message}\n${one.hint}` : one.message, source: one.code,
    }));
    this.view.dispatch(setDiagnostics(this.view.state, diagnostics));
  }

  /** Stand at `from`; `focus` puts the cursor there, too. */
  go(from, to = from, focus = true) {
    const length = this.view.state.doc.length;
    const [start, end] = [Math.min(from, length), Math.min(to, length)];
    const effects = [show.of({ from: start, to: end }), EditorView.scrollIntoView(start, { y: "center" })];
    this.view.dispatch({ effects, selection: { anchor: start } });
    if (focus) this.view.focus();
  }

  async told(view, offset) {
    const said = await this.heard.told(offset);
    if (!said) return null;
    return {
      pos: offset,
      create: () => {
        const dom = document.createElement("div");
        dom.className = "told";
        dom.textContent = said;
        return { dom };
      },
    };
  }

  undo() { undo(this.view); }
  redo() { redo(this.view); }
  get undone() { return { undo: undoDepth(this.view.state) > 0, redo: redoDepth(this.view.state) > 0 }; }
}
