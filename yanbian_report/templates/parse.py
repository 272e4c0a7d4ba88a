"""Parse: Jinja text as a program. What reports do without is refused here, and Jinja's complaints get Chinese words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import cast

from jinja2 import Environment, nodes

from yanbian_report.templates.program import (
    And,
    Body,
    Choice,
    Choose,
    ClauseCall,
    Compare,
    Comparison,
    Constant,
    Expression,
    For,
    Format,
    If,
    IsNone,
    ListOf,
    Macro,
    Not,
    Operator,
    Or,
    Path,
    Print,
    Step,
)
from yanbian_report.templates.tags import CLAUSES, clause_name, collapse_calls, macro_name


class Unsupported(ValueError):
    """Something of Jinja that reports do without; ``line`` is where it stands. The message is Chinese."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


def parse_body(source: str) -> Body:
    """The program of a template.

    Raises jinja2.TemplateSyntaxError, RecursionError, and Unsupported for what reports do without.
    """
    return _body(_JINJA.parse(source).body)


def parse_macro(source: str) -> Macro:
    """The program of a clause, which is one macro. Raises as ``parse_body`` does."""
    macro, *others = _JINJA.parse(source).body
    if others:  # the clause ends its macro itself
        raise _refused(others[0])
    return _macro(macro)


_JINJA = Environment(autoescape=True)
_COMPLAINTS = (
    (re.compile(r"Unexpected end of template.*"), "有 if 或 for 没有结束，缺 {% endif %} 或 {% endfor %}"),
    (re.compile(r"Encountered unknown tag 'end(?:macro|if|for)'.*"), "if、for 与 endif、endfor 对不上"),
    (re.compile(r"Encountered unknown tag '(\S+?)'.*"), r"没有“\1”这种标签，只用 if、else、elif、endif、for、endfor"),
    (re.compile(r"expected token '(.+?)', got '(.+?)'.*"), r"应当是“\1”的地方写了“\2”"),
    (re.compile(r"unexpected '(.+?)'.*"), r"多了“\1”"),
    (re.compile(r"unexpected char '(.+?)'.*"), r"不能写“\1”"),
)


def translate_error(message: str | None) -> str:
    """Jinja's complaint in Chinese."""
    for pattern, words in _COMPLAINTS:
        if message and pattern.match(message):
            return pattern.sub(words, message)
    return collapse_calls(message or "")


def _body(found: Iterable[nodes.Node]) -> Body:
    body: list[str | Step] = []
    for node in found:
        if isinstance(node, nodes.Output):
            body += map(_printed, node.nodes)
        else:
            body.append(_step(node))
    return tuple(body)


def _printed(part: nodes.Node) -> str | Print:
    return part.data if isinstance(part, nodes.TemplateData) else Print(part.lineno, _expression(part))


def _step(node: nodes.Node) -> Step:
    if isinstance(node, nodes.If):
        choices = (Choice(n.lineno, _expression(n.test), _body(n.body)) for n in (node, *node.elif_))
        return If(tuple(choices), _body(node.else_))
    if isinstance(node, nodes.For) and isinstance(node.target, nodes.Name) and not (node.test or node.recursive):
        return For(node.lineno, node.target.name, _expression(node.iter), _body(node.body), _body(node.else_))
    raise _refused(node)


def _macro(node: nodes.Node) -> Macro:
    if not isinstance(node, nodes.Macro) or node.defaults:
        raise _refused(node)
    return Macro(node.name, tuple(argument.name for argument in node.args), _body(node.body))


def _refused(node: nodes.Node) -> Unsupported:
    return Unsupported("只用 if、else、elif、for，“{% %}”里不能用别的", node.lineno)


def _expression(node: nodes.Node) -> Expression:
    found: Expression | None = None
    if isinstance(node, (nodes.Name, nodes.Getattr)):
        found = _path(node)
    elif isinstance(node, nodes.Const):
        found = Constant(node.value)
    elif isinstance(node, (nodes.List, nodes.Tuple)):
        found = ListOf(_expressions(node.items))
    elif isinstance(node, nodes.Filter) and node.node is not None and not (node.args or node.kwargs):
        found = Format(node.name, _expression(node.node))
    elif isinstance(node, nodes.Call):
        found = _call(node)
    else:
        found = _condition(node)
    if found is None:
        raise Unsupported("标签里只写名字、格式、句式和条件", node.lineno)
    return found


def _expressions(found: Iterable[nodes.Node]) -> tuple[Expression, ...]:
    return tuple(_expression(node) for node in found)


def _path(node: nodes.Expr) -> Path | None:
    parts: list[str] = []
    while isinstance(node, nodes.Getattr):
        parts.append(node.attr)
        node = node.node
    return Path(node.name, tuple(parts[::-1])) if isinstance(node, nodes.Name) else None


def _call(node: nodes.Call) -> ClauseCall | None:
    if node.kwargs or node.dyn_args or node.dyn_kwargs:
        return None
    called = node.node
    if isinstance(called, nodes.Getattr) and isinstance(called.node, nodes.Name) and called.node.name == CLAUSES:
        return ClauseCall(macro_name(clause_name(called.attr)), _expressions(node.args))
    if isinstance(called, nodes.Name):
        return ClauseCall(called.name, _expressions(node.args))
    return None


def _condition(node: nodes.Node) -> Expression | None:
    if isinstance(node, nodes.BinExpr):
        return _and_or(node)
    if isinstance(node, nodes.Not):
        return Not(_expression(node.node))
    if isinstance(node, nodes.Test) and node.name == "none":
        return IsNone(_expression(node.node))
    if isinstance(node, nodes.CondExpr) and node.expr2 is not None:
        return Choose(_expression(node.test), _expression(node.expr1), _expression(node.expr2))
    if isinstance(node, nodes.Compare):
        links = (Comparison(cast(Operator, operand.op), _expression(operand.expr)) for operand in node.ops)
        return Compare(_expression(node.expr), tuple(links))
    return None


def _and_or(node: nodes.BinExpr) -> And | Or:
    kind = And if isinstance(node, nodes.And) else Or if isinstance(node, nodes.Or) else None
    if kind is None:
        raise Unsupported("标签里不能做加减乘除", node.lineno)
    return kind(_expression(node.left), _expression(node.right))
