"""Compile: an edition's Word files joined into one and compiled to the program that fills it. The result is data."""

from __future__ import annotations

from pathlib import Path

from yanbian_report.base.findings import Finding, error, has_errors
from yanbian_report.base.origin import WordParagraph
from yanbian_report.templates.assemble import assemble
from yanbian_report.templates.chapter_tags import in_paragraph, odd_tags, stand_alone, to_jinja
from yanbian_report.templates.clauses import read_clauses
from yanbian_report.templates.edition_files import CLAUSE_FILE, edition_files
from yanbian_report.templates.join import Joined, join
from yanbian_report.templates.numbered_headings import contents_styles, numbered_headings
from yanbian_report.templates.parse import Unsupported, parse_body, parse_macro, translate_error
from yanbian_report.templates.picture_slots import size_mm, slots
from yanbian_report.templates.program import strip_newlines
from yanbian_report.templates.stale_fields import stale_fields
from yanbian_report.templates.tags import visible_text
from yanbian_report.templates.template import Chapter, Flow, PictureSlot, Programs, Sources, Template, flow_name
from yanbian_report.word.canonical.contents_field import reset_contents
from yanbian_report.word.canonical.markup import fragment
from yanbian_report.word.canonical.namespaces import qualified
from yanbian_report.word.canonical.read import WordFile, read_word_file
from yanbian_report.word.canonical.tree import child, paragraph_text, value

CONTENTS = "{{ 目录 }}"  # what stands in the contents field of a master
_LONGEST = 2_000_000  # letters of a file's body as markup; a chapter has some twenty thousand


def compile_edition(folder: Path, shown: str = "") -> tuple[Template | None, list[Finding]]:
    """The Word files and the clause file of ``folder`` joined and compiled, or the findings of all of its files.

    ``shown`` is the folder as messages name it. What was found without being an error is in the template's notes.
    """
    shown = shown or folder.name
    paths, findings = edition_files(folder, shown)
    clauses, more = read_clauses(folder / CLAUSE_FILE, f"{shown}/{CLAUSE_FILE}")
    findings += more
    files: list[WordFile] = []
    for path in paths:
        file, more = read_word_file(path, f"{shown}/{path.name}")
        findings += more
        if file is not None:
            files.append(file)
    if has_errors(findings) or not files:
        return None, findings
    for faults in (_same, _master, stale_fields, numbered_headings):
        findings += faults(files)
    odd = {file.name: _tags(file) for file in files}
    findings += [finding for found in odd.values() for finding in found]
    findings += [finding for file in files for finding in stand_alone(file.body, file.name)]
    found = [PictureSlot(n, size, file.name) for file in files for n, d in slots(file.body) if (size := size_mm(d))]
    looks = tuple((file.name, _looks(file)) for file in files)
    joined, more = join(files)
    if long := [_too_long(file.name) for file, body in zip(files, joined.bodies, strict=True) if len(body) > _LONGEST]:
        return None, [*findings, *long]  # before it is looked through for tags, which takes some seventy times its size
    chapters = [Chapter(file.name, to_jinja(body)) for file, body in zip(files, joined.bodies, strict=True)]
    flows = [Flow(part, flow_name(part), to_jinja(text)) for part, text in joined.flows.items()]
    findings += more
    for name, source in [(c.name, c.source) for c in chapters] + [(f.name, f.source) for f in flows]:
        findings += [] if odd.get(name) else _syntax(name, source)  # what else is wrong there may follow from it
    if has_errors(findings):
        return None, findings
    return _template(joined, Sources(tuple(chapters), tuple(flows), clauses, looks), found, findings), []


def _too_long(file: str) -> Finding:
    return error(
        "T104", f"{file} 太长，不像模板", WordParagraph(file, 0), hint="检查是不是选错了文件；放错了文字的，删去"
    )


def _template(joined: Joined, sources: Sources, found: list[PictureSlot], notes: list[Finding]) -> Template:
    # Every chapter begins a line of its own, so that a line of the whole leads back to its chapter.
    source = "\n".join([joined.head, *(chapter.source for chapter in sources.chapters), joined.tail])
    programs = Programs(
        strip_newlines(parse_body(source)),
        {flow.part: strip_newlines(parse_body(flow.source)) for flow in sources.flows},
        tuple(parse_macro(clause.macro) for clause in sources.clauses.values()),
    )
    package = assemble(joined.parts, joined.types, joined.links)
    return Template(package, programs, tuple(found), tuple(notes), sources)


def _looks(file: WordFile) -> dict[str, str]:
    """How things look in a file, to be compared with others: its styles, what they begin from, its page numbers."""
    looks = {style.name: style.looks for style in file.styles.values()}
    defaults = child(file.styles_root, "w:docDefaults")
    section = child(file.body, "w:sectPr")
    pages = child(section, "w:pgNumType") if section is not None else None
    return {
        **looks,
        "文档默认的字体和段落": fragment(defaults) if defaults is not None else "",
        "页码格式": value(pages, "w:fmt") or "decimal",
    }


def _tags(file: WordFile) -> list[Finding]:
    flows = ([paragraph_text(paragraph) for paragraph in flow.root.iter(qualified("w:p"))] for flow in file.flows)
    return [finding for paragraphs in flows for finding in odd_tags(file.name, paragraphs)]


def _master(files: list[WordFile]) -> list[Finding]:
    """What the first file must have: the contents page's field with its mark, which Word may have refreshed.

    Only an edition without headings for it may do without.
    """
    headings = contents_styles(files[0])
    uses = (value(use) for file in files for use in file.body.iter(qualified("w:pStyle")))
    if not reset_contents(files[0].body, CONTENTS) and not headings.isdisjoint(uses):
        hint = "从备份的 00 号模板里复制目录那几段；或者在 Word 里插入目录，再把目录的内容换成 {{ 目录 }}"
        return [error("T107", f"{files[0].name} 里没有目录", hint=hint)]
    marks = [file.name for file in files for p in file.body.iter(qualified("w:p")) if paragraph_text(p) == CONTENTS]
    if len(marks) > 1:
        words = f"{'、'.join(dict.fromkeys(marks))} 里有 {len(marks)} 处 {CONTENTS}"
        return [error("T107", words, hint="留下 00 号模板目录页上的一处，其余的整段删去")]
    return []


def _same(files: list[WordFile]) -> list[Finding]:
    """Files that say the same: one of them is a copy under another number."""
    known: dict[tuple[str, ...], str] = {}
    findings = []
    for file in files:
        words = tuple(filter(None, map(paragraph_text, file.body.iter(qualified("w:p")))))
        first = known.setdefault(words, file.name)
        if words and first != file.name:
            hint = "删去一个，或者移到别的文件夹"
            findings.append(error("T106", f"{first} 和 {file.name} 的内容一样，会印两遍", hint=hint))
    return findings


def _syntax(name: str, source: str) -> list[Finding]:
    """The syntax error of a chapter or flow, if any, with its paragraph."""
    from jinja2 import TemplateSyntaxError

    lines = source.split("\n")
    try:
        parse_body(source)
    except Unsupported as problem:
        near = visible_text(lines[min(problem.line, len(lines)) - 1])
        hint = "写成 {{ 名字|格式 }} 或 {%p if … %}；要计算的数由程序算好"
        return [in_paragraph("T205", name, near, str(problem), hint)]
    except TemplateSyntaxError as problem:
        near = visible_text(lines[min(problem.lineno, len(lines)) - 1])
        hint = "检查 {%p if %}、{%p for %} 是否都有 {%p endif %}、{%p endfor %}"
        if "{%" not in near:
            hint = "照 {{ 名字|格式 }} 写，例如 {{ 收入.收入总计|万元 }}；不是标签的大括号删去"
        words = f"标签写得不对：{translate_error(problem.message)}"
        return [in_paragraph("T202", name, near, words, hint)]
    except RecursionError:
        return [in_paragraph("T202", name, "", "标签套得太深", "一个标签里只写一个名字和格式")]
    return []
