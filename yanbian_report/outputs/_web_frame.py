"""Frame: the page around the report's text: its title, its contents with links, how it is read and printed, and the
button that copies the text for the editor of a web site.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import NamedTuple

_SHEET = """\
body { max-width: 46em; margin: 0 auto; padding: 1em; line-height: 1.8; color: #222; background: #fff; }
h1 { font-size: 1.75em; line-height: 1.4; text-align: center; margin: 1em 0; }
nav { border: 1px solid #bbb; margin: 1em 0; padding: 0.5em 1em; }
nav h2 { font-size: 1.1em; margin: 0.3em 0; }
nav ul { list-style: none; margin: 0; padding-left: 1.5em; }
nav > ul { padding-left: 0; }
nav a { display: inline-block; padding: 0.15em 0; }
a { color: #0b4f9e; }
button { font: inherit; padding: 0.3em 1.2em; }
.tools { border: 1px solid #bbb; background: #f6f6f6; padding: 0.5em 1em; user-select: none; }
.table { overflow-x: auto; margin: 0.5em 0; }
.table td, .table th { min-width: 4em; }
.wide { font-size: 0.9em; }
h1, h2, nav a, .table th, .table td { text-wrap: pretty; }
:focus-visible { outline: 3px solid #0b4f9e; outline-offset: 2px; }
@media print {
@page { size: A4; margin: 2cm; }
@page wide { size: A4 landscape; margin: 1.5cm; }
body { max-width: none; padding: 0; font-size: 11pt; line-height: 1.6; color: #000; }
nav, .tools { display: none; }
h1, h2, h3, h4, .heading { break-after: avoid; }
p:has(+ .table), p:has(+ p + .table) { break-after: avoid; }
figure, tr { break-inside: avoid; }
p { orphans: 2; widows: 2; }
a { color: inherit; text-decoration: none; }
.table { overflow: visible; }
.table td, .table th { min-width: 0; }
.wide { font-size: 7pt; }
.wide, .wide + p, .wide + p + p { page: wide; }
p:has(+ .wide), p:has(+ p + .wide), h3:has(+ .wide), h3:has(+ p + .wide), h3:has(+ p + p + .wide) { page: wide; }
}"""

# What is copied: the text alone. Editors that know no figures keep pictures and captions as centred lines; old ones
# know looks as attributes; TinyMCE takes looks off whatever is pasted from a browser but those under its own name.
_SCRIPT = """\
(function () {
var text = document.getElementById("text"), said = document.getElementById("said");
function all(root, what, change) { Array.prototype.forEach.call(root.querySelectorAll(what), change); }
function forEditors() {
  var copy = text.cloneNode(true);
  all(copy, "h2, h3, h4", function (heading) { heading.removeAttribute("id"); });
  all(copy, "section.table", function (frame) { frame.parentNode.replaceChild(frame.firstElementChild, frame); });
  all(copy, "figure", function (figure) {
    Array.prototype.slice.call(figure.childNodes).forEach(function (part) {
      var line = document.createElement("p");
      if (!part.textContent.trim() && part.nodeName !== "IMG") { return; }
      line.setAttribute("style", "text-align:center;text-indent:0");
      if (part.nodeName === "FIGCAPTION") { while (part.firstChild) { line.appendChild(part.firstChild); } }
      else { line.appendChild(part); }
      figure.parentNode.insertBefore(line, figure);
    });
    figure.parentNode.removeChild(figure);
  });
  all(copy, "table", function (table) {
    table.setAttribute("border", "1");
    table.setAttribute("cellspacing", "0");
    table.setAttribute("width", "100%");
  });
  all(copy, "[style]", function (one) {
    var align = one.style.textAlign;
    if (align) { one.setAttribute("align", align); }
    one.setAttribute("data-mce-style", one.getAttribute("style"));
  });
  return copy.innerHTML;
}
function copy(node, html, plain) {
  var selection = window.getSelection(), range = document.createRange(), taken = false, done = false;
  function put(event) {
    if (html) { event.clipboardData.setData("text/html", html); }
    event.clipboardData.setData("text/plain", plain);
    event.preventDefault();
    taken = true;
  }
  range.selectNodeContents(node);
  selection.removeAllRanges();
  selection.addRange(range);
  document.addEventListener("copy", put);
  try { done = document.execCommand("copy"); } catch (refused) { done = false; }
  document.removeEventListener("copy", put);
  if (done && taken) { selection.removeAllRanges(); }
  return done && taken;
}
function on(id, what, node, html) {
  document.getElementById(id).addEventListener("click", function () {
    var done = copy(node, html && html(), node.innerText);
    said.textContent = done ? "已复制" + what + "，到网站后台的编辑框里按 Ctrl+V 粘贴。"
      : "浏览器不让网页自己复制。" + what + "已经选中，请按 Ctrl+C。";
  });
}
on("copy-text", "正文", text, forEditors);
on("copy-title", "标题", document.querySelector("h1"), null);
document.querySelector(".tools").hidden = false;
}());"""

_TOOLS = """<div class="tools" hidden>
<button type="button" id="copy-text">复制正文</button>
<button type="button" id="copy-title">复制标题</button>
<span id="said" role="status">复制后粘贴到网站后台的编辑框里，表格、图和标题都在。</span>
</div>
"""

_PAGE = """<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
{sheet}
</style>
</head>
<body>
<main>
<h1>{title}</h1>
{tools}{contents}<article id="text">
{body}
</article>
</main>{script}
</body>
</html>
"""


class Entry(NamedTuple):
    """A line of the contents: how deep it stands, from 1, the id of its heading, and its words."""

    depth: int
    id: str
    words: str


def page(title: str, body: Iterable[str], entries: Iterable[Entry], *, copied: bool) -> str:
    """The whole page; ``copied`` is whether it has the buttons that copy it."""
    return _PAGE.format(
        title=escape(title),
        sheet=_SHEET,
        contents=_contents(list(entries)),
        body="\n".join(body),
        tools=_TOOLS if copied else "",
        script=f"\n<script>\n{_SCRIPT}\n</script>" if copied else "",
    )


def _contents(entries: list[Entry]) -> str:
    """The list of contents, a list in a list where headings stand below others; empty without headings."""
    if not entries:
        return ""
    lines, depth = ['<nav aria-label="目录">', "<h2>目录</h2>"], 0
    for entry in entries:
        deeper = entry.depth > depth
        if deeper:
            lines.append("<ul>")
            depth += 1
        else:
            lines += ["</li>", *["</ul>", "</li>"] * (depth - entry.depth)]
            depth = entry.depth
        lines.append(f'<li><a href="#{entry.id}">{escape(entry.words)}</a>')
    lines += ["</li>", "</ul>"] * depth
    return "\n".join([*lines, "</nav>", ""])
