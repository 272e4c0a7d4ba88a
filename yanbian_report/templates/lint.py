"""Lint: a template's program checked against the year, the charts and its clauses before anything is filled.

A name is followed from the root, or from a loop variable, which stands for the first entry of its list. What cannot be
followed (an empty list) is left to filling, which refuses whatever is undefined.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from yanbian_report.base.findings import Finding, Severity, error
from yanbian_report.base.suggest import closest, did_you_mean
from yanbian_report.grids.looks import TITLE, missing
from yanbian_report.model.formats import FILTERS
from yanbian_report.templates.program import (
    Body,
    ClauseCall,
    Compare,
    Constant,
    Expression,
    For,
    Format,
    If,
    ListOf,
    Path,
    Print,
    Step,
    Tables,
    steps_in,
)
from yanbian_report.templates.tags import CLAUSES, TABLES, clause_name, is_macro, visible_text
from yanbian_report.templates.template import Template
from yanbian_report.word.contents import LEVELS
from yanbian_report.word.styles import style_sheet

_UNKNOWN = object()
Scope = Mapping[str, object]


class _Use(NamedTuple):
    """A name, clause or format that a program uses, with its line and what the names around it stand for."""

    line: int
    used: Path | ClauseCall | Format
    scope: Scope


def lint(template: Template, context: Scope, charts: set[str]) -> list[Finding]:
    """Findings T501–T511: unknown names and formats, picture slots without chart or doubled, styles that differ or are
    missing, no place for the tables of the workbook.
    """
    return [*_names(template, context), *_pictures(template, charts), *_styles(template), *_tables(template, context)]


def _tables(template: Template, context: Scope) -> Iterator[Finding]:
    """The place of the workbook's tables, and the styles that they are printed in."""
    places = sum(isinstance(step, Tables) for step in steps_in(template.body))
    hint = f"在 70 号模板里写一段“{{{{ {TABLES} }}}}”，只写一处"
    if places > 1:
        yield error("T511", f"模板里有 {places} 处“{{{{ {TABLES} }}}}”", hint=hint)
    if not places:
        if context.get(TABLES):
            words = f"有公开表的工作簿，模板里没有放表的“{{{{ {TABLES} }}}}”，表没有印出来"
            yield Finding("T511", Severity.INCONSISTENCY, words, hint=hint)
        return
    if not context.get(TABLES):
        return  # an edition made before there were such tables prints what it did
    sheet = style_sheet(template.package)
    master = template.sources.styles[0][0]
    for name in missing(sheet):
        hint = "从项目自带的 00 号模板里复制这个样式，名称不要改"
        yield error("T509", f"{master} 里没有样式“{name}”，公开表要用它", hint=hint)
    titles = [style.id for style in sheet.styles.values() if style.name == TITLE]
    if any(sheet.outline_levels.get(id_, LEVELS + 1) > LEVELS for id_ in titles):
        hint = "在 Word 里修改这个样式：“格式”→“段落”→“大纲级别”选 2 级"
        words = f"{master} 里的样式“{TITLE}”没有大纲级别，表题不会进目录"
        yield Finding("T509", Severity.INCONSISTENCY, words, hint=hint)


def _pictures(template: Template, charts: set[str]) -> Iterator[Finding]:
    names = [place.name for place in template.slots]
    for name in sorted(set(names)):
        if name not in charts:
            known = f"改成有的：{'、'.join(sorted(charts))}" if charts else "charts 里还没有图表文件"
            hint = f"改图片的替代文字（{known}），或者在 charts 里加 {name}.yaml，或者删去这张图"
            yield error("T503", f"{_holding(template, name)} 里的图“{name}”没有图表文件 charts/{name}.yaml", hint=hint)
        if names.count(name) > 1:
            words = f"{_holding(template, name)} 里“{name}”的图放了 {names.count(name)} 处"
            yield error("T504", words, hint="一张图只放一处，多的删去")
    for name in sorted(charts - set(names)):
        yield Finding(
            "T505",
            Severity.NOTE,
            f"charts 里的“{name}”在模板里没有位置",
            hint="在模板里放一张图，替代文字写 图:" + name,
        )


def _holding(template: Template, slot: str) -> str:
    """The files that have a place for a picture."""
    return "、".join(dict.fromkeys(place.file for place in template.slots if place.name == slot))


def _styles(template: Template) -> Iterator[Finding]:
    """Chapters carry a copy of the master's styles; the master's are used, so a different copy misleads."""
    (master, wanted), *rest = template.sources.styles
    first = {style: (master, looks) for style, looks in wanted.items()}  # where each style of the report comes from
    for name, styles in rest:
        differing: dict[str, list[str]] = {}
        for style in sorted(styles):
            origin, looks = first.setdefault(style, (name, styles[style]))
            if looks != styles[style]:
                differing.setdefault(origin, []).append(style)
        for origin, found in differing.items():
            hint = f"样式以 {origin} 为准；在那里改，再复制到这个文件"
            if origin != master:
                hint = "改成一样；要两种样子的，起两个名字"
            yield Finding("T506", Severity.NOTE, f"{name} 的样式与 {origin} 不同：{'、'.join(found[:5])}", hint=hint)


def _names(template: Template, context: Scope) -> list[Finding]:
    """Findings about names, clauses and formats: chapter by chapter, then clause by clause; each once in its file."""
    scope = {**context, CLAUSES: _UNKNOWN, "loop": _UNKNOWN}
    lines = template.sources.lines()
    found = [(lines[use.line - 1], use) for use in _uses_in(template.body, scope)]
    findings: list[Finding] = []
    for number, chapter in enumerate(template.sources.chapters):
        uses = ((line.text, use) for line, use in found if line.chapter == number)
        findings += _wrong_uses(chapter.name, uses, template)
    for flow in template.sources.flows:
        own = flow.source.split("\n")
        uses = ((own[use.line - 1], use) for use in _uses_in(template.flows[flow.part], scope))
        findings += _wrong_uses(flow.name, uses, template)
    for clause, macro in zip(template.sources.clauses.values(), template.macros, strict=True):
        arguments = dict.fromkeys(macro.arguments, _UNKNOWN)
        uses = ((clause.macro, use) for use in _uses_in(macro.body, {**scope, **arguments}))
        findings += _wrong_uses(f"{CLAUSES}“{clause.name}”", uses, template)
    return findings


def _wrong_uses(name: str, uses: Iterable[tuple[str, _Use]], template: Template) -> Iterator[Finding]:
    seen: set[str] = set()
    for source, use in uses:
        wrong = _wrong(use, template)
        if wrong and wrong[1] not in seen:
            code, words, hint = wrong
            seen.add(words)
            yield error(code, f"{name} 的“{visible_text(source)[:40]}”：{words}", hint=hint)


def _uses_in(body: Body, scope: Scope) -> Iterator[_Use]:
    """Every use of a name, clause or format in ``body``, in the order of the source."""
    for part in body:
        if not isinstance(part, str):
            yield from _uses_of_step(part, scope)


def _uses_of_step(step: Step, scope: Scope) -> Iterator[_Use]:
    if isinstance(step, Print):
        yield from _uses(step.value, step.line, scope)
    elif isinstance(step, If):
        for choice in step.choices:
            yield from _uses(choice.test, choice.line, scope)
            yield from _uses_in(choice.body, scope)
        yield from _uses_in(step.otherwise, scope)
    elif isinstance(step, For):
        yield from _uses(step.items, step.line, scope)
        inner = {**scope, step.name: _first_item(step, scope)}
        yield from _uses_in(step.body, inner)
        yield from _uses_in(step.otherwise, inner)


def _first_item(step: For, scope: Scope) -> object:
    """What the loop variable stands for; _UNKNOWN where that cannot be told."""
    try:
        listed = _value(step.items, scope) if isinstance(step.items, Path) else _UNKNOWN
    except KeyError:  # reported where the path itself is checked
        return _UNKNOWN
    return listed[0] if isinstance(listed, list) and listed else _UNKNOWN


def _uses(expression: Expression, line: int, scope: Scope) -> Iterator[_Use]:
    if isinstance(expression, (Path, ClauseCall, Format)):
        yield _Use(line, expression, scope)
    for part in _parts(expression):
        yield from _uses(part, line, scope)


def _parts(expression: Expression) -> Iterable[Expression]:
    """The expressions that ``expression`` consists of."""
    if isinstance(expression, (Path, Constant)):
        return ()
    if isinstance(expression, ListOf):
        return expression.items
    if isinstance(expression, ClauseCall):
        return expression.arguments
    if isinstance(expression, Format):
        return (expression.value,)
    if isinstance(expression, Compare):
        return (expression.left, *(link.right for link in expression.links))
    return expression  # And, Or, Not, IsNone and Choose consist of nothing else


def _value(path: Path, scope: Scope) -> object:
    """What a path leads to, _UNKNOWN where that cannot be told. Raises KeyError(unknown name, known names)."""
    whole: object = scope
    for name in (path.name, *path.parts):
        if not isinstance(whole, Mapping) or not whole:  # a group that was left out has no derived names either
            return _UNKNOWN
        if name not in whole:
            raise KeyError(name, sorted(whole))
        whole = whole[name]
    return whole


def _wrong(use: _Use, template: Template) -> tuple[str, str, str] | None:
    """Code, words and remedy for what is wrong with a use."""
    used = use.used
    if isinstance(used, Format):
        return _wrong_format(used.name)
    if isinstance(used, Path):
        return _wrong_path(used, use.scope, template)
    return _wrong_call(used, use.scope, template)


def _wrong_path(path: Path, scope: Scope, template: Template) -> tuple[str, str, str] | None:
    if path.name == CLAUSES and len(path.parts) == 1:
        return _wrong_clause(path.parts[0], template)
    if is_macro(path.name) and not path.parts:
        return _wrong_clause(path.name, template)
    try:
        _value(path, scope)
    except KeyError as unknown:
        name, known = unknown.args
        return "T501", f"没有“{name}”这个名字", _nearest(name, known)
    return None


def _wrong_call(call: ClauseCall, scope: Scope, template: Template) -> tuple[str, str, str] | None:
    if is_macro(call.macro):
        return _wrong_clause(call.macro, template)
    return _wrong_path(Path(call.macro, ()), scope, template)


def _wrong_clause(macro: str, template: Template) -> tuple[str, str, str] | None:
    name = clause_name(macro)
    if name in template.sources.clauses:
        return None
    known = list(template.sources.clauses)
    hint = (
        did_you_mean(closest(name, known))
        or f"照句式.txt 里【】中的名字写；要加这一句，在句式.txt 里写【{name}】和它的文字"
    )
    return "T502", f"没有“{name}”这个句式", hint


def _wrong_format(name: str) -> tuple[str, str, str] | None:
    if name in FILTERS or name == "length":
        return None
    return "T507", f"没有“{name}”这种格式", "可用的格式：" + "、".join(FILTERS)


def _nearest(name: str, known: list[str]) -> str:
    return did_you_mean(closest(name, known)) or "照数据文件里的项名写"
