"""Steps: Jinja text as plain data, so that a template is parsed once and can be kept without keeping code.

A body is a list of texts and of steps; a step or an expression is a list that begins with its kind. What templates and
clauses may use is what is listed here: names, formats, ``if``, ``for``, comparisons, clauses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yanbian_report.templates.clauses import NAME

if TYPE_CHECKING:
    from jinja2 import nodes

Body = list[Any]
Expression = list[Any]


class Unsupported(ValueError):
    """Something of Jinja that reports do without; ``line`` is where it stands. The message is Chinese."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


def steps_of(source: str) -> Body:
    """The steps of a Jinja text.

    Raises jinja2.TemplateSyntaxError, RecursionError, and Unsupported for what reports do without.
    """
    from jinja2 import Environment

    return _body(Environment(autoescape=True).parse(source).body)


def _body(found: list[Any]) -> Body:
    from jinja2 import nodes

    body: Body = []
    for node in found:
        if isinstance(node, nodes.Output):
            body += [
                part.data if isinstance(part, nodes.TemplateData) else ["print", part.lineno, _expression(part)]
                for part in node.nodes
            ]
        else:
            body.append(_step(node))
    return body


def strip_newlines(body: Body) -> Body:
    """``body`` without the line ends that only told its paragraphs apart."""
    return [part.replace("\n", "") if isinstance(part, str) else _stripped(part) for part in body]


def _stripped(step: Expression) -> Expression:
    if step[0] == "if":
        kind, line, choices, otherwise = step
        return [kind, line, [[test, strip_newlines(body)] for test, body in choices], strip_newlines(otherwise)]
    if step[0] == "for":
        *head, body, otherwise = step
        return [*head, strip_newlines(body), strip_newlines(otherwise)]
    return step


def _step(node: nodes.Node) -> Expression:
    from jinja2 import nodes

    if isinstance(node, nodes.If):
        choices = [[_expression(n.test), _body(n.body)] for n in (node, *node.elif_)]
        return ["if", node.lineno, choices, _body(node.else_)]
    if isinstance(node, nodes.For) and isinstance(node.target, nodes.Name) and not (node.test or node.recursive):
        each = [node.target.name, _expression(node.iter), _body(node.body), _body(node.else_)]
        return ["for", node.lineno, *each]
    if isinstance(node, nodes.Macro) and not node.defaults:
        return ["macro", node.name, [argument.name for argument in node.args], _body(node.body)]
    raise Unsupported("只用 if、else、elif、for，“{% %}”里不能用别的", node.lineno)


def _expression(node: nodes.Node) -> Expression:
    from jinja2 import nodes

    found: Expression | None = None
    if isinstance(node, (nodes.Name, nodes.Getattr)):
        found = _path(node)
    elif isinstance(node, nodes.Const):
        found = ["constant", node.value]
    elif isinstance(node, (nodes.List, nodes.Tuple)):
        found = ["list", [_expression(item) for item in node.items]]
    elif isinstance(node, nodes.Filter) and node.node is not None and not (node.args or node.kwargs):
        found = ["format", node.name, _expression(node.node)]
    elif isinstance(node, nodes.Call):
        found = _call(node)
    else:
        found = _condition(node)
    if found is None:
        raise Unsupported("标签里只写名字、格式、句式和条件", node.lineno)
    return found


def _path(node: nodes.Expr) -> Expression | None:
    """A name, or what is reached from one by names."""
    from jinja2 import nodes

    parts: list[str] = []
    while isinstance(node, nodes.Getattr):
        parts.append(node.attr)
        node = node.node
    return ["path", node.name, parts[::-1]] if isinstance(node, nodes.Name) else None


def _call(node: nodes.Call) -> Expression | None:
    """A clause by its name, from a template (``句式.甲``) or from another clause."""
    from jinja2 import nodes

    if node.kwargs or node.dyn_args or node.dyn_kwargs:
        return None
    called = node.node
    if isinstance(called, nodes.Getattr) and isinstance(called.node, nodes.Name) and called.node.name == NAME:
        return ["clause", called.attr, [_expression(a) for a in node.args]]
    return ["clause", called.name, [_expression(a) for a in node.args]] if isinstance(called, nodes.Name) else None


def _condition(node: nodes.Node) -> Expression | None:
    from jinja2 import nodes

    if isinstance(node, nodes.BinExpr) and not isinstance(node, (nodes.And, nodes.Or)):
        raise Unsupported("标签里不能做加减乘除", node.lineno)
    if isinstance(node, (nodes.And, nodes.Or)):
        return [type(node).__name__.lower(), _expression(node.left), _expression(node.right)]
    if isinstance(node, nodes.Not):
        return ["not", _expression(node.node)]
    if isinstance(node, nodes.Test) and node.name == "none":
        return ["none", _expression(node.node)]
    if isinstance(node, nodes.CondExpr) and node.expr2 is not None:
        return ["choose", _expression(node.test), _expression(node.expr1), _expression(node.expr2)]
    if isinstance(node, nodes.Compare):
        return ["compare", _expression(node.expr), [[o.op, _expression(o.expr)] for o in node.ops]]
    return None
