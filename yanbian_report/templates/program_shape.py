"""Program shape: whether what was decoded is a program, every step and expression with the fields of its kind.

What an earlier build left may be whole and in its place and yet no program; a step of odd fields would be taken for a
fault of the template that it stands in.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import call
from typing import get_args

from yanbian_report.templates import program

_Check = Callable[[object], bool]
_STEPS = frozenset(get_args(program.Step))
_EXPRESSIONS = frozenset(get_args(program.Expression))
_OPERATORS = frozenset(get_args(program.Operator))
_CONSTANTS = (str, int, float, bool, type(None))


def is_body(value: object) -> bool:
    """Whether ``value`` is a body: texts and steps."""
    return type(value) is tuple and all(map(_is_part, value))


def _is_part(value: object) -> bool:
    return type(value) is str or (type(value) in _STEPS and _fits(value))


def are_macros(value: object) -> bool:
    """Whether ``value`` is a sequence of clauses."""
    return _all_of(program.Macro)(value)


def _fits(value: object) -> bool:
    """Whether a step, an expression or a part of one has the fields of its kind."""
    checks = _FIELDS[type(value)]
    return isinstance(value, tuple) and len(value) == len(checks) and all(map(call, checks, value))


def _is_number(value: object) -> bool:
    return type(value) is int


def _is_name(value: object) -> bool:
    return type(value) is str


def _are_names(value: object) -> bool:
    return type(value) is tuple and all(map(_is_name, value))


def _is_operator(value: object) -> bool:
    return type(value) is str and value in _OPERATORS


def _is_constant(value: object) -> bool:
    return type(value) in _CONSTANTS


def _is_expression(value: object) -> bool:
    return type(value) in _EXPRESSIONS and _fits(value)


def _are_expressions(value: object) -> bool:
    return type(value) is tuple and all(map(_is_expression, value))


def _all_of(kind: type) -> _Check:
    return lambda value: type(value) is tuple and all(type(part) is kind and _fits(part) for part in value)


_FIELDS: dict[type, tuple[_Check, ...]] = {
    program.Path: (_is_name, _are_names),
    program.Constant: (_is_constant,),
    program.ListOf: (_are_expressions,),
    program.Format: (_is_name, _is_expression),
    program.ClauseCall: (_is_name, _are_expressions),
    program.And: (_is_expression, _is_expression),
    program.Or: (_is_expression, _is_expression),
    program.Not: (_is_expression,),
    program.IsNone: (_is_expression,),
    program.Choose: (_is_expression, _is_expression, _is_expression),
    program.Comparison: (_is_operator, _is_expression),
    program.Compare: (_is_expression, _all_of(program.Comparison)),
    program.Print: (_is_number, _is_expression),
    program.Choice: (_is_number, _is_expression, is_body),
    program.If: (_all_of(program.Choice), is_body),
    program.For: (_is_number, _is_name, _is_expression, is_body, is_body),
    program.Tables: (_is_number,),
    program.Macro: (_is_name, _are_names, is_body),
}
