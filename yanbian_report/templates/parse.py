"""Parse: Jinja text as a program. What reports do without is refused here, and Jinja's complaints get Chinese words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeVar, cast

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
    Tables,
)
from yanbian_report.templates.tags import CLAUSES, TABLES_PLACE, clause_name, collapse_calls, macro_name
from yanbian_report.yamldoc.encoding import unseen_escaped


class Unsupported(ValueError):
    """Something of Jinja that reports do without; ``line`` is where it stands. The message is Chinese."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


def parse_body(source: str) -> Body:
    """The program of a template.

    Raises jinja2.TemplateSyntaxError, RecursionError, and Unsupported for what reports do without.
    """
    return _shallow(_body(_parsed(source)))


def parse_macro(source: str) -> Macro:
    """The program of a clause, which is one macro. Raises as ``parse_body`` does."""
    macro, *others = _parsed(source)
    if others:  # the clause ends its macro itself
        raise _refused(others[0])
    return _shallow(_macro(macro))


def _parsed(source: str) -> list[nodes.Node]:
    try:
        return _JINJA.parse(source).body
    except ValueError as problem:  # Python reads no number of five thousand digits
        number = _LONG_NUMBER.search(source)
        line = source.count("\n", 0, number.start()) + 1 if number is not None else 1
        raise Unsupported("标签里的数太长", line) from problem


def _shallow(program: P) -> P:
    """``program``, unless it nests deeper than whoever walks it may go."""
    waiting: list[tuple[object, int, int]] = [(program, 0, 1)]
    while waiting:
        part, depth, line = waiting.pop()
        if isinstance(part, tuple):
            line = getattr(part, "line", line)
            if depth > _DEEPEST:
                raise Unsupported("标签套得太深", line)
            waiting += [(inner, depth + 1, line) for inner in part]
    return program


P = TypeVar("P", bound=tuple[object, ...])
_TABLES = ClauseCall(TABLES_PLACE, ())  # how the tag is written where it is a paragraph
_DEEPEST = 150  # an ``if`` within an ``if`` is four deep: its choices, the choice, its body
_LARGEST = 10**15
_LONG_NUMBER = re.compile(r"\d{1000}|0[xX][0-9a-fA-F_]{1000}")
_JINJA = Environment(autoescape=True)
_COMPLAINTS = (
    (re.compile(r"Unexpected end of template.*"), "有 if 或 for 没有结束，缺 {% endif %} 或 {% endfor %}"),
    (re.compile(r"Encountered unknown tag 'end(?:macro|if|for)'.*"), "if、for 与 endif、endfor 对不上"),
    (re.compile(r"Encountered unknown tag '(\S+?)'.*"), r"没有“\1”这种标签，只用 if、else、elif、endif、for、endfor"),
    (
        re.compile(r"expected token 'end of print statement', got '(.+?)'.*"),
        r"“\1”是多写的，{{ }} 里只写一个名字和格式",
    ),
    (re.compile(r"expected token 'end of statement block', got '(.+?)'.*"), r"“\1”是多写的，{% %} 里写到这里就完了"),
    (
        re.compile(r"expected token '(.+?)', got 'end of (?:print statement|statement block)'.*"),
        r"没有写完，后面还缺“\1”",
    ),
    (re.compile(r"expected token '(.+?)', got '(.+?)'.*"), r"应当是“\1”的地方写了“\2”"),
    (re.compile(r"Expected an expression, got 'end of (?:print statement|statement block)'.*"), "没有写完，缺一个名字"),
    (re.compile(r"unexpected 'end of (?:print statement|statement block)'.*"), "没有写完，缺一个名字"),
    (re.compile(r"unexpected '(.+?)', expected '(.+?)'.*"), r"“\1”前面缺“\2”"),
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


def _printed(part: nodes.Node) -> str | Print | Tables:
    if isinstance(part, nodes.TemplateData):
        return part.data
    expression = _expression(part)
    return Tables(part.lineno) if expression == _TABLES else Print(part.lineno, expression)


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
    return Unsupported("只用 if、else、elif、for，“{% %}”里不能用别的", _line(node))


def _line(node: nodes.Node) -> int:
    """Where ``node`` stands; what Jinja wraps (``autoescape``) has its line in what is wrapped."""
    return next((n.lineno for n in (node, *node.find_all(nodes.Node)) if n.lineno), 1)


def _expression(node: nodes.Node) -> Expression:
    found: Expression | None = None
    if isinstance(node, (nodes.Name, nodes.Getattr)):
        found = _path(node)
    elif isinstance(node, nodes.Const):
        found = _constant(node)
    elif isinstance(node, (nodes.List, nodes.Tuple)):
        found = ListOf(_expressions(node.items))
    elif isinstance(node, nodes.Filter) and node.node is not None and not (node.args or node.kwargs):
        found = Format(node.name, _expression(node.node))
    elif isinstance(node, nodes.Call):
        found = _call(node)
    else:
        found = _condition(node)
    if found is None:
        raise Unsupported("标签里只写名字、格式、句式和条件", _line(node))
    return found


def _constant(node: nodes.Const) -> Constant:
    value = node.value
    if isinstance(value, (int, float)) and not -_LARGEST < value < _LARGEST:
        raise Unsupported("标签里的数太长", _line(node))
    if isinstance(value, str) and unseen_escaped(value):
        raise Unsupported("引号里有看不见的符号", _line(node))
    return Constant(value)


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
        raise Unsupported("标签里不能做加减乘除", _line(node))
    return kind(_expression(node.left), _expression(node.right))
