"""Program: what a template or clause says, as typed plain data that can be cached without caching code.

A body is a sequence of texts, which are printed as they are, and steps. What templates and clauses may use is what is
listed here: names, formats, ``if``, ``for``, comparisons, clauses. ``line`` is the line of the source, for messages.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, NamedTuple, cast


class Path(NamedTuple):
    """A name, or what is reached from it by the names of ``parts``."""

    name: str
    parts: tuple[str, ...]


class Constant(NamedTuple):
    """A value that is written in the tag itself."""

    value: str | int | float | bool | None


class ListOf(NamedTuple):
    """A list that is written in the tag itself."""

    items: tuple[Expression, ...]


class Format(NamedTuple):
    """A value printed by a format: ``值|名``."""

    name: str
    value: Expression


class ClauseCall(NamedTuple):
    """A clause by the name of its macro, from a template (``句式.甲``) or from another clause."""

    macro: str
    arguments: tuple[Expression, ...]


class And(NamedTuple):
    """The left value when it is false, else the right one."""

    left: Expression
    right: Expression


class Or(NamedTuple):
    """The left value when it is true, else the right one."""

    left: Expression
    right: Expression


class Not(NamedTuple):
    """Whether a value is false."""

    value: Expression


class IsNone(NamedTuple):
    """Whether a value was left out of the data."""

    value: Expression


class Choose(NamedTuple):
    """``chosen if test else otherwise``."""

    test: Expression
    chosen: Expression
    otherwise: Expression


Operator = Literal["eq", "ne", "lt", "lteq", "gt", "gteq", "in", "notin"]


class Comparison(NamedTuple):
    """One link of a chain of comparisons: the operator and what is on its right."""

    operator: Operator
    right: Expression


class Compare(NamedTuple):
    """A chain of comparisons (``0 < 甲 <= 乙``), true when every link is."""

    left: Expression
    links: tuple[Comparison, ...]


class Print(NamedTuple):
    """A value printed in its place."""

    line: int
    value: Expression


class Choice(NamedTuple):
    """One ``if`` or ``elif`` of an If."""

    line: int
    test: Expression
    body: Body


class If(NamedTuple):
    """The body of the first choice whose test is true, else ``otherwise``."""

    choices: tuple[Choice, ...]
    otherwise: Body


class For(NamedTuple):
    """``body`` for every item of ``items`` under the name ``name``; ``otherwise`` when there is none."""

    line: int
    name: str
    items: Expression
    body: Body
    otherwise: Body


class Tables(NamedTuple):
    """The tables of the year's workbook, between paragraphs."""

    line: int


class Macro(NamedTuple):
    """A clause: the names of its arguments, and its body."""

    name: str
    arguments: tuple[str, ...]
    body: Body


Expression = Path | Constant | ListOf | Format | ClauseCall | And | Or | Not | IsNone | Choose | Compare
Step = Print | If | For | Tables
Body = tuple[str | Step, ...]
Macros = tuple[Macro, ...]


def strip_newlines(body: Body) -> Body:
    """``body`` without the line ends that only told its paragraphs apart."""
    return tuple(_stripped(part) for part in body)


def _stripped(part: str | Step) -> str | Step:
    if isinstance(part, str):
        return part.replace("\n", "")
    if isinstance(part, If):
        choices = (choice._replace(body=strip_newlines(choice.body)) for choice in part.choices)
        return If(tuple(choices), strip_newlines(part.otherwise))
    if isinstance(part, For):
        return part._replace(body=strip_newlines(part.body), otherwise=strip_newlines(part.otherwise))
    return part


def steps_in(body: Body) -> Iterator[Step]:
    """Every step of ``body``, those within others too."""
    for part in body:
        if isinstance(part, str):
            continue
        yield part
        if isinstance(part, If):
            for inner in (*(choice.body for choice in part.choices), part.otherwise):
                yield from steps_in(inner)
        elif isinstance(part, For):
            yield from steps_in(part.body)
            yield from steps_in(part.otherwise)


_KINDS: dict[object, type[tuple[object, ...]]] = {
    kind.__name__: kind
    for kind in (
        *(Path, Constant, ListOf, Format, ClauseCall, And, Or, Not, IsNone, Choose, Comparison, Compare),
        *(Print, Choice, If, For, Tables, Macro),
    )
}
_SEQUENCE = "[]"  # marks a list that is a sequence; every other list begins with its kind
_KINDS[_SEQUENCE] = tuple


def to_data(program: Body | Macros) -> object:
    """``program`` as lists, texts and numbers, as JSON holds them."""
    return _encoded(program)


def _encoded(value: object) -> object:
    if not isinstance(value, tuple):
        return value
    kind = type(value).__name__
    return [kind if kind in _KINDS else _SEQUENCE, *map(_encoded, value)]


def body_of(data: list[object]) -> Body:
    """The body that ``to_data`` wrote."""
    return cast(Body, _decoded(data))


def macros_of(data: list[object]) -> Macros:
    """The clauses that ``to_data`` wrote."""
    return cast(Macros, _decoded(data))


def _decoded(data: list[Any]) -> object:
    # ``tuple.__new__`` makes any kind from its fields in half the time of calling it.
    values = [_decoded(value) if type(value) is list else value for value in data]
    return _new(_KINDS[values[0]], values[1:])


_new = tuple.__new__
