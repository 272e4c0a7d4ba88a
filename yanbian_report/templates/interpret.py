"""Execute: carry out a template's steps with a year's values. Nothing undefined, no figure unformatted, all escaped."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from yanbian_report.model.figure import Figure
from yanbian_report.model.formats import FILTERS, Unprintable, as_typed
from yanbian_report.model.values import Text, Unknown, Value, look_up

if TYPE_CHECKING:
    from yanbian_report.templates.program import Body, Expression
    from yanbian_report.templates.prose import Prose

_SPECIAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f&<>'\"\n]")
_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
_ESCAPED: dict[int, str | None] = {
    **dict.fromkeys(map(ord, "\ufffe\uffff"), None),
    **{number: None for number in range(32) if chr(number) not in "\t\n\r"},
    **{ord(sign): f"&#{ord(sign)};" for sign in "'\""},
    ord("&"): "&amp;",
    ord("<"): "&lt;",
    ord(">"): "&gt;",
    ord("\n"): _BREAK,
}
_DEEPEST = 30
_COMPARED: dict[str, Callable[[Any, Any], Any]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "lt": operator.lt,
    "lteq": operator.le,
    "gt": operator.gt,
    "gteq": operator.ge,
    "in": lambda a, b: a in b,
    "notin": lambda a, b: a not in b,
}
Names = Mapping[str, Value]


class _Written(str):
    """Text of the document as it will stand there; what is not is escaped first."""

    __slots__ = ()


class Interpreter:
    """One filling. ``at`` tells where it is: whether in a clause, and on which line of its source."""

    def __init__(self, clauses: Body, names: Names, prose: Prose) -> None:
        self.macros = {step[1]: (step[2], step[3]) for step in clauses if isinstance(step, list)}
        self.names = names
        self.prose = prose
        self.depth = 0
        self.line = 1

    @property
    def at(self) -> tuple[bool, int]:
        return self.depth > 0, self.line

    def text(self, body: Body) -> str:
        """What ``body`` gives. Raises Unprintable, TypeError where a value does not fit; ``at`` says where."""
        return self._body(body, {})

    def _body(self, body: Body, own: Names) -> str:
        return "".join([step if isinstance(step, str) else _STEPS[step[0]](self, step, own) for step in body])

    def _print(self, step: Expression, own: Names) -> str:
        _, self.line, expression = step
        value = _VALUES[expression[0]](self, expression, own)
        if type(value) is str:
            return escaped(value)
        return value if isinstance(value, _Written) else printable(value)

    def _if(self, step: Expression, own: Names) -> str:
        _, line, choices, otherwise = step
        for test, body in choices:
            self.line = line
            if self._value(test, own):
                return self._body(body, own)
        return self._body(otherwise, own)

    def _for(self, step: Expression, own: Names) -> str:
        _, self.line, name, listed, body, otherwise = step
        found = self._value(listed, own)
        if not isinstance(found, (list, dict)):
            raise Unprintable("for 后面的不是一组")
        items, pieces, inner = list(found), [], dict(own)
        for index, item in enumerate(items, 1):
            inner[name] = item
            inner["loop"] = {"index": index, "first": index == 1, "last": index == len(items), "length": len(items)}
            pieces.append(self._body(body, inner))
        return "".join(pieces) if items else self._body(otherwise, own)

    def _value(self, expression: Expression, own: Names) -> Any:
        return _VALUES[expression[0]](self, expression, own)

    def _path(self, expression: Expression, own: Names) -> object:
        _, name, parts = expression
        names = own if name in own else self.names
        found = look_up(names[name], parts) if name in names else Unknown(name, ())
        if isinstance(found, Unknown):
            raise Unprintable(f"没有“{found.name}”这个名字")
        if type(found) is Text:
            return self.written(found)
        if type(found) is list:
            return [self.written(item) if type(item) is Text else item for item in found]
        return found

    def written(self, text: Text) -> str:
        """``text`` as the document says it."""
        return self.prose.get(text.path, text.text)

    def _list(self, expression: Expression, own: Names) -> object:
        return [self._value(item, own) for item in expression[1]]

    def _format(self, expression: Expression, own: Names) -> object:
        _, name, inner = expression
        value = self._value(inner, own)
        if name == "length" and isinstance(value, (list, dict, str)):
            return len(value)
        if name not in FILTERS:
            raise Unprintable(f"没有“{name}”这种格式")
        return FILTERS[name](value)

    def _clause(self, expression: Expression, own: Names) -> str:
        _, name, given = expression
        if name not in self.macros:
            raise _refused(name, "没有“{}”这个句式")
        arguments, body = self.macros[name]
        if len(given) != len(arguments):
            wanted = "、".join(arguments) or "没有"
            raise _refused(name, f"“{{}}”要给的是：{wanted}")
        if self.depth >= _DEEPEST:
            raise _refused(name, "“{}”套得太深，句式不能用到自己")
        values = [self._value(argument, own) for argument in given]
        line, self.depth = self.line, self.depth + 1
        written = _Written(self._body(body, dict(zip(arguments, values, strict=True))))
        self.line, self.depth = line, self.depth - 1
        return written

    def _compare(self, expression: Expression, own: Names) -> bool:
        left = self._value(expression[1], own)
        for name, other in expression[2]:
            right = self._value(other, own)
            if not _COMPARED[name](left, right):
                return False
            left = right
        return True


def _refused(macro: str, words: str) -> Unprintable:
    """Why a clause cannot be said, by its name."""
    from yanbian_report.templates.clauses import clause_name

    return Unprintable(words.format(clause_name(macro)))


def printable(value: object) -> str:
    """What may stand in the document, escaped: texts and whole numbers; a figure only after a format."""
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
    return text.translate(_ESCAPED) if _SPECIAL.search(text) else text


_STEPS: dict[str, Callable[[Interpreter, Expression, Names], str]] = {
    "print": Interpreter._print,
    "if": Interpreter._if,
    "for": Interpreter._for,
}
_VALUES: dict[str, Callable[[Interpreter, Expression, Names], Any]] = {
    "path": Interpreter._path,
    "constant": lambda _, e, __: e[1],
    "list": Interpreter._list,
    "format": Interpreter._format,
    "clause": Interpreter._clause,
    "and": lambda run, e, own: run._value(e[1], own) and run._value(e[2], own),
    "or": lambda run, e, own: run._value(e[1], own) or run._value(e[2], own),
    "not": lambda run, e, own: not run._value(e[1], own),
    "none": lambda run, e, own: run._value(e[1], own) is None,
    "choose": lambda run, e, own: run._value(e[2] if run._value(e[1], own) else e[3], own),
    "compare": Interpreter._compare,
}
