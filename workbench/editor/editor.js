// What the workbench uses of CodeMirror, in one module; `python3 run.py editor` makes static/editor.js of it.
export { EditorState, StateEffect, StateField, Compartment, Transaction, Annotation } from "@codemirror/state";
export {
  EditorView, Decoration, ViewPlugin, keymap, lineNumbers, highlightActiveLine, highlightActiveLineGutter, drawSelection,
  dropCursor, hoverTooltip, gutter, GutterMarker,
} from "@codemirror/view";
export { defaultKeymap, history, historyKeymap, undo, redo, undoDepth, redoDepth, indentWithTab } from "@codemirror/commands";
export { syntaxHighlighting, HighlightStyle, bracketMatching, indentUnit, foldGutter, foldKeymap } from "@codemirror/language";
export { yaml } from "@codemirror/lang-yaml";
export { setDiagnostics, lintGutter, lintKeymap, openLintPanel, nextDiagnostic } from "@codemirror/lint";
export { autocompletion, completionKeymap, startCompletion } from "@codemirror/autocomplete";
export { search, searchKeymap, highlightSelectionMatches, openSearchPanel } from "@codemirror/search";
export { MergeView } from "@codemirror/merge";
export { tags } from "@lezer/highlight";
