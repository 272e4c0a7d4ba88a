"""Lint: hold an edition's templates against the year, the charts and each other before anything is filled.

A name is followed from the root, or from the loop variable that stands for the entries of a list; what cannot be
followed (an empty list) is left to the filling itself, which refuses what is undefined.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from yanbian_report.base.findings import Finding, Severity, error
from yanbian_report.base.suggest import closest
from yanbian_report.model.formats import FILTERS
from yanbian_report.templates import clauses
from yanbian_report.templates.compile import words_of
from yanbian_report.templates.template import Template

if TYPE_CHECKING:
    from jinja2 import nodes

_UNKNOWN = object()
Scope = Mapping[str, object]


def lint(template: Template, context: Scope, charts: set[str]) -> list[Finding]:
    """Findings T501–T507: unknown names and formats, picture slots without chart or doubled, styles that differ."""
    findings = [f for c in template.sources.chapters for f in _names(c.name, c.source, context, template)]
    for clause in template.sources.clauses.values():
        findings += _names(f"{clauses.NAME}“{clause.name}”", clause.macro, context, template)
    return [*findings, *_pictures(template, charts), *_styles(template)]


def _pictures(template: Template, charts: set[str]) -> Iterator[Finding]:
    names = [place.name for place in template.slots]
    for name in sorted(set(names)):
        if name not in charts:
            hint = f"图有：{'、'.join(sorted(charts))}。改模板里图片的替代文字，或在 charts 里加 {name}.yaml"
            yield error("T503", f"模板里的图“{name}”没有图表文件", hint=hint)
        if names.count(name) > 1:
            yield error("T504", f"模板里“{name}”的图放了 {names.count(name)} 处", hint="一张图只放一处，多的删去")
    for name in sorted(charts - set(names)):
        yield Finding(
            "T505",
            Severity.NOTE,
            f"charts 里的“{name}”在模板里没有位置",
            hint="在模板里放一张图，替代文字写 图:" + name,
        )


def _styles(template: Template) -> Iterator[Finding]:
    """Chapters carry a copy of the master's styles; the master's are used, so a different copy misleads."""
    (master, wanted), *rest = template.sources.styles
    own = _by_id(wanted)
    for name, styles in rest:
        theirs = _by_id(styles)
        differing = sorted(k for k in own.keys() | theirs.keys() if own.get(k) != theirs.get(k))
        if styles != wanted and differing:
            shown = "、".join(differing[:5])
            hint = f"样式以 {master} 为准；在那里改，再复制到这个文件"
            yield Finding("T506", Severity.NOTE, f"{name} 的样式与 {master} 不同：{shown}", hint=hint)


def _by_id(styles: str) -> dict[str, str]:
    found = re.finditer(r'<w:style\b[^>]*w:styleId="([^"]+)".*?</w:style>', styles, re.DOTALL)
    return {match[1]: match[0] for match in found}


def _names(name: str, source: str, context: Scope, template: Template) -> Iterator[Finding]:
    from jinja2 import Environment, TemplateSyntaxError

    try:
        tree = Environment(autoescape=True).parse(source)
    except TemplateSyntaxError:
        return  # the compiler has said so
    lines = source.split("\n")
    seen: set[str] = set()
    for node, scope in _expressions(tree, {**context, clauses.NAME: _UNKNOWN, "loop": _UNKNOWN}):
        near = words_of(lines[node.lineno - 1])[:40]
        wrong = _wrong(node, scope, template)
        if wrong and wrong[1] not in seen:
            seen.add(wrong[1])
            yield error(wrong[0], f"{name} 的“{near}”：{wrong[1]}", hint=wrong[2])


def _expressions(node: nodes.Node, scope: Scope) -> Iterator[tuple[nodes.Expr, Scope]]:
    """Every whole name and filter below ``node`` with what the names around it stand for."""
    from jinja2 import nodes

    if isinstance(node, nodes.Macro):
        scope = {**scope, **{str(a.name): _UNKNOWN for a in node.args}}
    if isinstance(node, nodes.For):
        yield from _expressions(node.iter, scope)
        try:
            listed = _value(node.iter, scope)
        except KeyError:  # said where the name itself is looked at
            listed = _UNKNOWN
        first = listed[0] if isinstance(listed, list) and listed else _UNKNOWN
        scope = {**scope, str(getattr(node.target, "name", "")): first}
        for child in (*node.body, *node.else_):
            yield from _expressions(child, scope)
        return
    if isinstance(node, nodes.Filter):
        yield node, scope
    if isinstance(node, (nodes.Name, nodes.Getattr)):
        if not (isinstance(node, nodes.Name) and node.ctx != "load"):
            yield node, scope
        return
    for child in node.iter_child_nodes():
        yield from _expressions(child, scope)


def _value(node: nodes.Node, scope: Scope) -> object:
    """What a name leads to: its value, _UNKNOWN where that cannot be told; KeyError with the part that is wrong."""
    from jinja2 import nodes

    if isinstance(node, nodes.Name):
        if node.name not in scope:
            raise KeyError(node.name, sorted(scope))
        return scope[node.name]
    if not isinstance(node, nodes.Getattr):
        return _UNKNOWN
    whole = _value(node.node, scope)
    if not isinstance(whole, dict) or not whole:  # a group that was left out has no derived names either
        return _UNKNOWN
    if node.attr not in whole:
        raise KeyError(node.attr, sorted(whole))
    return whole[node.attr]


def _wrong(node: nodes.Expr, scope: Scope, template: Template) -> tuple[str, str, str] | None:
    """Code, words and remedy for what is wrong with an expression."""
    from jinja2 import nodes

    if isinstance(node, nodes.Filter):
        return _wrong_filter(node)
    return _wrong_name(node, scope, template)


def _wrong_name(node: nodes.Expr, scope: Scope, template: Template) -> tuple[str, str, str] | None:
    from jinja2 import nodes

    if isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name) and node.node.name == clauses.NAME:
        return _wrong_clause(node.attr, template)
    if isinstance(node, nodes.Name) and clauses.is_macro(node.name):
        return _wrong_clause(node.name, template)
    try:
        _value(node, scope)
    except KeyError as unknown:
        name, known = unknown.args
        return "T501", f"没有“{name}”这个名字", _nearest(name, known)
    return None


def _wrong_clause(macro: str, template: Template) -> tuple[str, str, str] | None:
    name = clauses.clause_name(macro)
    if name in template.sources.clauses:
        return None
    return "T502", f"没有“{name}”这个句式", _nearest(name, list(template.sources.clauses))


def _wrong_filter(node: nodes.Filter) -> tuple[str, str, str] | None:
    if node.name in FILTERS or node.name == "length":
        return None
    return "T507", f"没有“{node.name}”这种格式", "可用的格式：" + "、".join(FILTERS)


def _nearest(name: str, known: list[str]) -> str:
    near = closest(name, known)
    return f"是不是“{near}”？" if near else "照数据文件里的项名写"
