"""Compile: an edition's Word files joined into one document, and its program.

docxtpl's tag language and its changes to the XML stay here; filling never parses XML. The result is plain data.
"""

from __future__ import annotations

import re
from pathlib import Path

from yanbian_report.base.findings import Finding, error
from yanbian_report.templates.clauses import read_clauses
from yanbian_report.templates.parse import Unsupported, parse_body, parse_macro, translate_error
from yanbian_report.templates.program import strip_newlines
from yanbian_report.templates.tags import expand_calls, visible_text
from yanbian_report.templates.template import SLOT, Chapter, PictureSlot, Sources, Template
from yanbian_report.word.package import (
    CONTENT_TYPES,
    DOCUMENT,
    DOCUMENT_RELATIONS,
    STYLES,
    Package,
    Relation,
    read_package,
    relations,
    relations_xml,
)

CLAUSES = "句式.txt"

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_PARAGRAPH = re.compile(r"<w:p[ >].*?</w:p>", re.DOTALL)
_LAST_SECTION = re.compile(r"<w:sectPr\b(?:(?!<w:sectPr\b).)*</w:sectPr>\s*(?=</w:body>)", re.DOTALL)
_DRAWING = re.compile(r"<w:drawing>.*?</w:drawing>", re.DOTALL)
_DESCRIPTION = re.compile(r'<wp:docPr\b[^>]*\bdescr="([^"]*)"')
_REFERENCE = re.compile(r'\br:(?:embed|link|id)="([^"]+)"')
_PART_OF_MASTER = ("header", "footer")


def compile_edition(folder: Path, shown: str = "") -> tuple[Template | None, list[Finding]]:
    """The Word files and the clause file of ``folder`` joined and compiled, or the findings of all of its files.

    ``shown`` is the folder as messages name it.
    """
    files = sorted(p for p in folder.glob("*.docx") if not p.name.startswith("~$"))
    if not files:
        return None, [
            error(
                "T105",
                f"“{folder.name}”里没有 .docx 模板",
                hint="模板文件名以两位数字开头，如 00-封面与目录.docx",
            )
        ]
    clauses, findings = read_clauses(folder / CLAUSES, f"{shown or folder.name}/{CLAUSES}")
    packages: list[tuple[str, Package]] = []
    for file in files:
        package, more = read_package(file)
        findings += more
        if package is not None:
            packages.append((file.name, package))
    if len(packages) < len(files):
        return None, findings
    joined, chapters, more = _join(packages)
    findings += more
    for chapter in chapters if not more else []:
        findings += _syntax(chapter)
    if findings:
        return None, findings
    head, tail = _body_ends(chapters[0].source)
    # Every chapter begins a line of its own, so that a line of the whole leads back to its chapter.
    source = "\n".join([head, *(chapter.source for chapter in chapters[1:]), tail])
    styles = tuple((name, package.text(STYLES)) for name, package in packages)
    sources = Sources(tuple(chapters), head.count("\n") + 1, clauses, styles)
    macros = tuple(parse_macro(clause.macro) for clause in clauses.values())
    return Template(joined, strip_newlines(parse_body(source)), macros, tuple(_slots(source)), sources), []


def _join(packages: list[tuple[str, Package]]) -> tuple[Package, list[Chapter], list[Finding]]:
    """The master with the chapters' pictures and relations added, every file's body as Jinja text, and T20x."""
    findings: list[Finding] = []
    _, master = packages[0]
    known = dict(relations(master.text(DOCUMENT_RELATIONS)))
    parts: dict[str, bytes] = {}
    chapters = []
    for number, (name, package) in enumerate(packages):
        body = package.text(DOCUMENT)
        if number:
            body = _LAST_SECTION.sub("", body)
            body = body[body.index("<w:body>") + len("<w:body>") : body.rindex("</w:body>")]
        findings += _marks(name, body)
        body = _DRAWING.sub(_place, body)
        if number:
            body, fresh, more = _carried(body, package, known, number)
            known.update(fresh)
            parts.update(more)
        chapters.append(Chapter(name, _jinja(body)))
    spaces = [package.text(DOCUMENT) for _, package in packages]
    chapters[0] = chapters[0]._replace(source=_with_namespaces(chapters[0].source, spaces))
    types = _with_types(master.text(CONTENT_TYPES), packages)
    return (
        master.replaced({**parts, DOCUMENT_RELATIONS: relations_xml(known), CONTENT_TYPES: types}),
        chapters,
        findings,
    )


def _with_namespaces(master: str, documents: list[str]) -> str:
    """``master`` with the XML namespace prefixes that only the chapters declare at their roots."""
    roots = re.findall(r"<w:document\b[^>]*>", "".join(documents))
    declared = dict(re.findall(r'xmlns:(\w+)="([^"]*)"', "".join(roots[1:])))
    missing = "".join(f' xmlns:{p}="{uri}"' for p, uri in declared.items() if f"xmlns:{p}=" not in roots[0])
    return master.replace(roots[0], roots[0][:-1] + missing + ">", 1)


def _place(match: re.Match[str]) -> str:
    """A picture slot without its relation: every slot that is printed gets a relation of its own when it is filled."""
    description = _DESCRIPTION.search(match[0])
    if description is None or not description[1].startswith(SLOT):
        return match[0]
    return re.sub(r'r:embed="[^"]*"', f'r:embed="{description[1]}"', match[0])


def _carried(
    body: str, package: Package, known: dict[str, Relation], number: int
) -> tuple[str, dict[str, Relation], dict[str, bytes]]:
    """``body`` with the ids of its relations made unique, those relations, and the parts that they refer to."""
    own = relations(package.text(DOCUMENT_RELATIONS))
    by_target = {r.target: r.id for r in known.values()}
    fresh: dict[str, Relation] = {}
    parts: dict[str, bytes] = {}
    names: dict[str, str] = {}
    for id_ in set(_REFERENCE.findall(body)) & set(own):
        relation = own[id_]
        if relation.target.startswith(_PART_OF_MASTER) and relation.target in by_target:
            names[id_] = by_target[relation.target]
            continue
        names[id_] = f"c{number}{id_}"
        target = relation.target
        if not relation.external and f"word/{target}" in package.parts:
            stem, _, file = target.rpartition("/")
            target = f"{stem}/c{number}-{file}" if stem else f"c{number}-{file}"
            parts[f"word/{target}"] = package.parts[f"word/{relation.target}"]
        fresh[names[id_]] = relation._replace(id=names[id_], target=target)
    body = _REFERENCE.sub(lambda m: m[0].replace(f'"{m[1]}"', f'"{names.get(m[1], m[1])}"'), body)
    return body, fresh, parts


def _with_types(types: str, packages: list[tuple[str, Package]]) -> str:
    """The master's content types, extended by the file endings of the chapters' pictures."""
    endings = {e: t for _, p in packages for e, t in _endings(p.text(CONTENT_TYPES))} | {"png": "image/png"}
    missing = "".join(
        f'<Default Extension="{e}" ContentType="{t}"/>'
        for e, t in endings.items()
        if f'Extension="{e}"' not in types and t.startswith("image/")
    )
    return re.sub(r"(<Types\b[^>]*>)", rf"\1{missing}", types, count=1)


def _endings(types: str) -> list[tuple[str, str]]:
    return re.findall(r'<Default Extension="([^"]+)" ContentType="([^"]+)"', types)


def _jinja(xml: str) -> str:
    """Document XML as Jinja text by docxtpl's rules; our own ``{%vm … %}`` merges cells downwards."""
    from docxtpl import DocxTemplate

    xml = DocxTemplate.patch_xml(DocxTemplate.__new__(DocxTemplate), xml)
    xml = re.sub(r"<w:tc>(?:(?!<w:tc>).)*?\{%\s*vm\s.*?</w:tc>", _merging, xml, flags=re.DOTALL)
    xml = re.sub(r"<w:t>", '<w:t xml:space="preserve">', xml)
    xml = _TAG.sub(lambda match: expand_calls(match[0]).replace("\n", " "), xml)
    return re.sub(r"\s*(<w:p[ >])", r"\n\1", re.sub(r">\s+<", "><", xml))


def _merging(match: re.Match[str]) -> str:
    """A cell with ``{%vm 条件 %}``: where the condition holds a vertical merge begins, else it continues."""
    cell = match[0]
    tag = re.search(r"\{%\s*vm\s+(.*?)\s*%\}(.*?)(?=</w:t>)", cell, re.DOTALL)
    if tag is None:
        return cell
    merge = f'<w:vMerge{{% if {tag[1]} %}} w:val="restart"{{% endif %}}/>'
    cell = cell.replace(tag[0], f"{{% if {tag[1]} %}}{tag[2]}{{% endif %}}", 1)
    return re.sub(r"(<w:tcPr>(?:<w:tcW\b[^>]*/>)?(?:<w:gridSpan\b[^>]*/>)?)", rf"\1{merge}", cell, count=1)


def _body_ends(master: str) -> tuple[str, str]:
    last = list(re.finditer(r"<w:sectPr\b", master))[-1].start()
    return master[:last], master[last:]


def _slots(source: str) -> list[PictureSlot]:
    found = []
    for drawing in _DRAWING.findall(source):
        description = _DESCRIPTION.search(drawing)
        extent = re.search(r'<wp:extent cx="(\d+)" cy="(\d+)"', drawing)
        if description and extent and description[1].startswith(SLOT):
            size = (int(extent[1]) / 36000, int(extent[2]) / 36000)
            found.append(PictureSlot(description[1].removeprefix(SLOT), size))
    return found


_ODD = (
    (
        re.compile(r"｛｛|｝｝|｛%|%｝|｛％|％｝|\{％|％\}"),
        "标签用了全角的大括号或百分号",
        "改成半角的 {{ }}、{% %}",
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


def _marks(name: str, body: str) -> list[Finding]:
    """Malformed tags, found per paragraph before docxtpl merges split runs."""
    findings = []
    for paragraph in map(visible_text, _PARAGRAPH.findall(body)):
        for pattern, words, hint in _ODD:
            if pattern.search(paragraph):
                findings.append(_in(name, paragraph, "T201", words, hint))
        if "{%p " in paragraph and not re.fullmatch(r"\{%p [^%]*%\}", paragraph):
            findings.append(_in(name, paragraph, "T204", "{%p … %} 要独占一段", "把别的文字移到另一段"))
        if any(paragraph.count(a) != paragraph.count(b) for a, b in (("{{", "}}"), ("{%", "%}"))):
            findings.append(_in(name, paragraph, "T203", "标签的大括号不成对", "写成 {{ 名字 }} 或 {%p … %}"))
    return findings


def _syntax(chapter: Chapter) -> list[Finding]:
    """The syntax error of a chapter, if any, with its paragraph."""
    from jinja2 import TemplateSyntaxError

    lines = chapter.source.split("\n")
    try:
        parse_body(chapter.source)
    except Unsupported as problem:
        near = visible_text(lines[min(problem.line, len(lines)) - 1])
        return [
            _in(chapter.name, near, "T205", str(problem), "写成 {{ 名字|格式 }} 或 {%p if … %}；要计算的数由程序算好")
        ]
    except TemplateSyntaxError as problem:
        near = visible_text(lines[min(problem.lineno, len(lines)) - 1])
        hint = "检查 {%p if %}、{%p for %} 是否都有 {%p endif %}、{%p endfor %}"
        return [_in(chapter.name, near, "T202", f"标签写得不对：{translate_error(problem.message)}", hint)]
    except RecursionError:
        return [_in(chapter.name, "", "T202", "标签套得太深", "一个标签里只写一个名字和格式")]
    return []


def _in(name: str, near: str, code: str, words: str, hint: str) -> Finding:
    return error(code, f"{name} 的“{near[:40]}”：{words}", hint=hint)
