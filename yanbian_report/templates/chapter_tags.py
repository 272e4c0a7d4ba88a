"""Chapter tags: canonical text as Jinja text by docxtpl's rules, and what is odd about the tags of a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yanbian_report.base.findings import Finding, Severity
from yanbian_report.base.origin import WordParagraph
from yanbian_report.templates.tags import TABLES, TABLES_PLACE, expand_calls
from yanbian_report.word.canonical.markup import Element
from yanbian_report.word.canonical.namespaces import qualified
from yanbian_report.word.canonical.tree import child, paragraph_text, remove

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_PARAGRAPH, _RUN, _TEXT = map(qualified, ("w:p", "w:r", "w:t"))
_STANDING = re.compile(rf"<w:p><w:r><w:t(?: [^>]*)?>(\{{\{{ {TABLES_PLACE}\(\) \}}\}})</w:t></w:r></w:p>")
_PLACE = re.compile(rf"\{{\{{\s*{TABLES}\s*\}}\}}")
_BETWEEN = re.compile(r"(</w:(?:p|tc|tr|tblPr|tblGrid)>)((?:\{%[^<>]*?%\})+)")
_BEGIN = re.compile(r"(<w:p[ >])")
_ODD = (
    (
        re.compile(r"｛｛|｝｝|｛%|%｝|｛％|％｝|\{％|％\}"),
        "标签用了全角的大括号或百分号",
        "改成半角的 {{ }}、{% %}",
    ),
    (
        re.compile(r"(?<!\{)\{ *[\w\u4e00-\u9fff]+(?:[.|][\w\u4e00-\u9fff]+)* *\}(?!\})"),
        "标签的大括号只有一个",
        "写两个大括号：{{ 年度 }}",
    ),
    (
        re.compile(r"\{\{\s*[rp]\s|\{%\s*r\s"),
        "用了 RichText、Subdoc 一类的标签",
        "只用 {{ }}、{%p %}、{%tr %}",
    ),
    (
        re.compile(r"\{%\s+(?:p|tr)\s"),
        "{%p 和 {%tr 要写在一起，独占一段或一行",
        "写成 {%p if … %}，单独一段",
    ),
)


def to_jinja(xml: str) -> str:
    """Canonical text as Jinja text, a paragraph or a tag between paragraphs a line.

    Our own ``{%vm … %}`` merges cells downwards.
    """
    from docxtpl import DocxTemplate

    xml = DocxTemplate.patch_xml(DocxTemplate.__new__(DocxTemplate), _STANDING.sub(r"\1", xml))
    xml = re.sub(r"<w:tc>(?:(?!<w:tc>).)*?\{%\s*vm\s.*?</w:tc>", _merging, xml, flags=re.DOTALL)
    xml = _TAG.sub(lambda match: expand_calls(match[0]).replace("\n", " "), xml)
    xml = _BETWEEN.sub(lambda match: match[1] + match[2].replace("{%", "\n{%"), xml)
    return _BEGIN.sub(r"\n\1", xml)


def stand_alone(body: Element, name: str) -> Iterator[Finding]:
    """Let the tags of tables that are a paragraph stand between paragraphs; T204 for one that is none."""
    for paragraph in list(body.iter(_PARAGRAPH)):
        text = paragraph_text(paragraph)
        if _PLACE.search(text) is None:
            continue
        if _PLACE.fullmatch(text.strip()) is None or paragraph.getparent() is not body:
            words = f"“{{{{ {TABLES} }}}}”要独占一段，不放在表格里"
            yield in_paragraph("T204", name, text, words, "移到单独的一段")
        else:
            _part(paragraph)


def _part(paragraph: Element) -> None:
    """Put the tag alone in front of ``paragraph``, of which only a section that it closes stays."""
    alone, run, text = (paragraph.makeelement(name) for name in (_PARAGRAPH, _RUN, _TEXT))
    text.text = f"{{{{ {TABLES_PLACE}() }}}}"
    run.append(text)
    alone.append(run)
    paragraph.addprevious(alone)
    properties = child(paragraph, "w:pPr")
    closes = properties is not None and child(properties, "w:sectPr") is not None
    for part in list(paragraph):
        if not closes or part is not properties:
            paragraph.remove(part)
    if not closes:
        remove(paragraph)


def _merging(match: re.Match[str]) -> str:
    """A cell with ``{%vm 条件 %}``: a merge begins where the condition holds and goes on below it."""
    cell = match[0]
    tag = re.search(r"\{%\s*vm\s+(.*?)\s*%\}", cell, re.DOTALL)
    if tag is None:
        return cell
    before, after = cell[: tag.start()], cell[tag.end() :]
    end = after.rfind("</w:t>")  # what the cell says may be spread over runs
    cell = f"{before}{{% if {tag[1]} %}}{after[:end]}{{% endif %}}{after[end:]}"
    merge = f'<w:vMerge{{% if {tag[1]} %}} w:val="restart"{{% endif %}}/>'
    return re.sub(r"(<w:tcPr>(?:<w:tcW\b[^>]*/>)?(?:<w:gridSpan\b[^>]*/>)?)", rf"\1{merge}", cell, count=1)


def odd_tags(name: str, paragraphs: list[str]) -> Iterator[Finding]:
    """Malformed tags (T201, T203, T204) in the words of a file's paragraphs."""
    for number, paragraph in enumerate(paragraphs, 1):
        for pattern, words, hint in _ODD:
            if pattern.search(paragraph):
                yield in_paragraph("T201", name, paragraph, words, hint, number)
        if "{%p " in paragraph and not re.fullmatch(r"\{%p [^%]*%\}", paragraph):
            yield in_paragraph("T204", name, paragraph, "{%p … %} 要独占一段", "把别的文字移到另一段", number)
        if any(paragraph.count(a) != paragraph.count(b) for a, b in (("{{", "}}"), ("{%", "%}"))):
            hint = "写成 {{ 名字 }} 或 {%p … %}"
            yield in_paragraph("T203", name, paragraph, "标签的大括号不成对", hint, number)


def in_paragraph(code: str, name: str, near: str, words: str, hint: str, number: int = 0) -> Finding:
    """A finding about a paragraph of the template file ``name``."""
    origin = WordParagraph(name, number, near[:40])
    return Finding(code, Severity.ERROR, f"{name} 的“{near[:40]}”：{words}", origin, hint=hint)
