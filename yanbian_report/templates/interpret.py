"""Interpret: run a template's program with a year's values, as text of the document.

Nothing undefined and no unformatted amount is printed, and everything that is printed is escaped.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from yanbian_report.model.figure import Figure
from yanbian_report.model.formats import FILTERS, Unprintable, as_typed
from yanbian_report.model.values import Text, Unknown, Value, look_up
from yanbian_report.templates import program
from yanbian_report.templates.program import Body, Expression, Macros, Operator, Step
from yanbian_report.templates.tags import clause_name

if TYPE_CHECKING:
    from yanbian_report.model.citations import Listener
    from yanbian_report.templates.prose import Prose

_SPECIAL = re.compile("[&<>'\"]")  # of what is printable; all else is looked up
_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
_ESCAPED: dict[int, str | None] = {
    **dict.fromkeys((*range(0xD800, 0xE000), 0xFFFE, 0xFFFF), None),
    **{number: None for number in range(32) if chr(number) not in "\t\n"},
    **{ord(sign): f"&#{ord(sign)};" for sign in "'\""},
    ord("&"): "&amp;",
    ord("<"): "&lt;",
    ord(">"): "&gt;",
    ord("\n"): _BREAK,
}
TABLES_MARK = "\0tables\0"  # the place of the year's tables; no value that is printed can hold it
_DEEPEST = 30  # clauses within each other
_STEPS_MOST = 300_000  # a report takes some thousand
_LONG = 1_000
_LETTERS_MOST = 8_000_000  # as they are put together, level by level; a report has some hundred thousand
_COMPARED: dict[Operator, Callable[[Any, Any], object]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "lt": operator.lt,
    "lteq": operator.le,
    "gt": operator.gt,
    "gteq": operator.ge,
    "in": lambda a, b: a in b,
    "notin": lambda a, b: a not in b,
}
Names = Mapping[str, object]


class _Written(str):
    """Already escaped XML text; any other string is escaped before it is written."""

    __slots__ = ()


class _Said(str):
    """A text of the data, with its citations written out, that knows its path under whatever name it is printed."""

    path = ""


class Interpreter:
    """One run of a program. ``at`` is its place: the clause, empty in the template itself, and the line.

    A ``listener`` hears of every printed value where it comes from, and says what is printed instead.
    """

    def __init__(
        self, macros: Macros, names: Mapping[str, Value], prose: Prose, listener: Listener | None = None
    ) -> None:
        self.macros = {macro.name: macro for macro in macros}
        self.names = names
        self.prose = prose
        self.listener = listener
        self.clauses: list[str] = []
        self.line = 1
        self.steps = _STEPS_MOST
        self.letters = _LETTERS_MOST

    @property
    def at(self) -> tuple[str, int]:
        return self.clauses[-1] if self.clauses else "", self.line

    def text(self, body: Body) -> str:
        """What ``body`` prints. Raises Unprintable; ``at`` says where."""
        try:
            return self._body(body, {})
        except RecursionError as problem:
            raise Unprintable("标签和句式套得太深") from problem
        except (TypeError, ValueError, ArithmeticError) as problem:  # a value that does not fit
            raise problem if isinstance(problem, Unprintable) else Unprintable(_words(problem)) from problem

    def _body(self, body: Body, own: Names) -> str:
        self._spend(1 + len(body))
        text = "".join([part if isinstance(part, str) else _STEPS[type(part)](self, part, own) for part in body])
        self._spend(0, len(text))
        return text

    def _spend(self, steps: int, letters: int = 0) -> None:
        """Take from what a report may cost: loops and clauses multiply, and could go on for hours."""
        self.steps -= steps
        self.letters -= letters
        if self.steps < 0 or self.letters < 0:
            raise Unprintable("要写的太多，没有写完：循环套着循环，或者句式一再互相套用")

    def _print(self, step: program.Print, own: Names) -> str:
        self.line, expression = step
        value = _VALUES[type(expression)](self, expression, own)
        text = escaped(value) if type(value) is str else value if isinstance(value, _Written) else printable(value)
        if len(text) > _LONG:  # a body may print one long text many times before it is put together
            self._spend(0, len(text))
        return text if self.listener is None else self.listener(text, self._origin(expression, own))

    def _origin(self, expression: Expression, own: Names) -> str:
        """The path that what ``expression`` gives comes from; empty for what comes from several or from none."""
        while isinstance(expression, program.Format):
            expression = expression.value
        if isinstance(expression, program.Choose):
            chosen = expression.chosen if self._value(expression.test, own) else expression.otherwise
            return self._origin(chosen, own)
        if not isinstance(expression, program.Path):
            return ""
        name, parts = expression
        names: Mapping[str, Any] = own if name in own else self.names
        found = look_up(names[name], parts)
        if isinstance(found, list) and name not in own:  # printed in one piece by a format
            return ".".join((name, *parts))
        return getattr(found, "path", "")

    def _if(self, step: program.If, own: Names) -> str:
        for self.line, test, body in step.choices:
            if self._value(test, own):
                return self._body(body, own)
        return self._body(step.otherwise, own)

    def _for(self, step: program.For, own: Names) -> str:
        self.line, name, listed, body, otherwise = step
        found = self._value(listed, own)
        if not isinstance(found, (list, dict)):
            raise Unprintable("for 后面的不是一组")
        items, pieces, inner = list(found), [], dict(own)
        for index, item in enumerate(items, 1):
            inner[name] = item
            inner["loop"] = {"index": index, "first": index == 1, "last": index == len(items), "length": len(items)}
            pieces.append(self._body(body, inner))
        return "".join(pieces) if items else self._body(otherwise, own)

    def _tables(self, step: program.Tables, _own: Names) -> str:
        self.line = step.line
        return TABLES_MARK

    def _value(self, expression: Expression, own: Names) -> object:
        self._spend(1)
        return _VALUES[type(expression)](self, expression, own)

    def _path(self, expression: program.Path, own: Names) -> object:
        name, parts = expression
        names: Mapping[str, Any] = own if name in own else self.names
        found = look_up(names[name], parts) if name in names else Unknown(name, ())
        if isinstance(found, Unknown):
            raise Unprintable(f"没有“{found.name}”这个名字")
        if type(found) is Text:
            return self._said(found)
        if type(found) is list:
            self._spend(len(found))
            return [self._said(item) if type(item) is Text else item for item in found]
        return found

    def _said(self, text: Text) -> str:
        """``text`` as it is printed."""
        if self.listener is None:
            return self.written(text)
        said = _Said(self.written(text))
        said.path = text.path
        return said

    def written(self, text: Text) -> str:
        """``text`` with its citations written out."""
        return self.prose.get(text.path, text.text)

    def _constant(self, expression: program.Constant, _own: Names) -> object:
        return expression.value

    def _list(self, expression: program.ListOf, own: Names) -> object:
        return [self._value(item, own) for item in expression.items]

    def _format(self, expression: program.Format, own: Names) -> object:
        name, inner = expression
        value = self._value(inner, own)
        if name == "length" and isinstance(value, (list, dict, str)):
            return len(value)
        if name not in FILTERS:
            raise Unprintable(f"没有“{name}”这种格式")
        text = FILTERS[name](value)
        self._spend(0, len(text))
        return text

    def _clause(self, expression: program.ClauseCall, own: Names) -> str:
        macro, given = expression
        name = clause_name(macro)
        if macro not in self.macros:
            raise Unprintable(f"没有“{name}”这个句式")
        _, arguments, body = self.macros[macro]
        if len(given) != len(arguments):
            raise Unprintable(f"“{name}”要给的是：{'、'.join(arguments) or '没有'}")
        if len(self.clauses) >= _DEEPEST:
            raise Unprintable(f"“{name}”套得太深，句式不能用到自己")
        values = [self._value(argument, own) for argument in given]
        line = self.line
        self.clauses.append(name)
        written = _Written(self._body(body, dict(zip(arguments, values, strict=True))))
        self.clauses.pop()
        self.line = line
        return written

    def _and(self, expression: program.And, own: Names) -> object:
        return self._value(expression.left, own) and self._value(expression.right, own)

    def _or(self, expression: program.Or, own: Names) -> object:
        return self._value(expression.left, own) or self._value(expression.right, own)

    def _not(self, expression: program.Not, own: Names) -> bool:
        return not self._value(expression.value, own)

    def _is_none(self, expression: program.IsNone, own: Names) -> bool:
        return self._value(expression.value, own) is None

    def _choose(self, expression: program.Choose, own: Names) -> object:
        chosen = expression.chosen if self._value(expression.test, own) else expression.otherwise
        return self._value(chosen, own)

    def _compare(self, expression: program.Compare, own: Names) -> bool:
        left = self._value(expression.left, own)
        for name, other in expression.links:
            right = self._value(other, own)
            if not _COMPARED[name](left, right):
                return False
            left = right
        return True


def _words(problem: Exception) -> str:
    """Python's words on a value that does not fit are no help to anybody; ours are Chinese."""
    return str(problem) if isinstance(problem, TypeError) and not str(problem).isascii() else "这里的数据不能这样用"


def printable(value: object) -> str:
    """``value`` escaped: a text or a whole number; a figure only after a format. Raises Unprintable."""
    if value is None:
        raise Unprintable("这里的数据没有填")
    if isinstance(value, Figure):
        if value.kind != "count" or not value.text:
            raise Unprintable(f"“{value.path}”没有写格式，例如 |万元、|百分比")
        value = as_typed(value)
    if isinstance(value, (dict, list, bool)):
        raise Unprintable("这里放的不是一个数或一段文字")
    return escaped(str(value))


def escaped(text: str) -> str:
    """``text`` as it stands in the document's XML, line breaks as Word has them."""
    return text if text.isprintable() and not _SPECIAL.search(text) else text.translate(_ESCAPED)


# A look-up by type costs the same for every kind; each method takes the kind that it is entered under.
_STEPS: dict[type[Step], Callable[[Interpreter, Any, Names], str]] = {
    program.Print: Interpreter._print,
    program.If: Interpreter._if,
    program.For: Interpreter._for,
    program.Tables: Interpreter._tables,
}
_VALUES: dict[type[Expression], Callable[[Interpreter, Any, Names], object]] = {
    program.Path: Interpreter._path,
    program.Constant: Interpreter._constant,
    program.ListOf: Interpreter._list,
    program.Format: Interpreter._format,
    program.ClauseCall: Interpreter._clause,
    program.And: Interpreter._and,
    program.Or: Interpreter._or,
    program.Not: Interpreter._not,
    program.IsNone: Interpreter._is_none,
    program.Choose: Interpreter._choose,
    program.Compare: Interpreter._compare,
}
