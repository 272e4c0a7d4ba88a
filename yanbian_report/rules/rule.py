"""Rule: one statement that the figures must satisfy, with its code, its basis and its words.

A rule is a generator over the year that yields what relations say: Holds where the statement holds, a
Violation where it does not. Its docstring begins with the statement in one Chinese sentence and is what ``explain``
prints.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from yanbian_report.base.findings import Repair, Severity
from yanbian_report.base.modules import module_names
from yanbian_report.base.origin import Origin
from yanbian_report.model.figure import YUAN, Figure
from yanbian_report.model.year import Year


class Violation(NamedTuple):
    """A statement that does not hold: what is wrong, the figures it speaks of (the first is the place), how far off.

    ``difference`` and ``tolerance`` (what rounding may explain) are in ``unit``; ``origin`` is for texts, which are
    no figures. ``hint`` is said whatever the figures are, ``otherwise`` where no figure shows the cause. ``lacks`` is
    the path of what is missing, where that is what is wrong; each of ``repairs`` mends it.
    """

    message: str
    figures: tuple[Figure, ...] = ()
    difference: Decimal | None = None
    tolerance: Decimal = Decimal(0)
    unit: str = YUAN
    origin: Origin | None = None
    path: str = ""
    hint: str = ""
    otherwise: str = ""
    lacks: str = ""
    repairs: tuple[Repair, ...] = ()


class Holds(NamedTuple):
    """A relation that holds, with the figures it ties together, or only ``bounds``: within those they may change."""

    figures: tuple[Figure, ...]
    bounds: bool = False


class Tally(NamedTuple):
    """How many relations ``of`` a kind a rule held against what is there, and what was not known to hold others:
    an operand for each. They tie no figure of the data.
    """

    of: str
    held: int
    lacked: tuple[str, ...] = ()


Outcome = Violation | Holds | Tally | None
Statement = Callable[[Year], Iterator[Outcome]]


class Rule(NamedTuple):
    """A statement under its code. ``severity`` is what a violation weighs unless the unit's data says otherwise."""

    code: str
    basis: str
    severity: Severity
    statement: Statement

    @property
    def sentence(self) -> str:
        """The statement in one Chinese sentence."""
        return (self.statement.__doc__ or "").partition("\n")[0].strip()

    @property
    def documentation(self) -> str:
        """The whole docstring."""
        from inspect import cleandoc  # takes a twentieth of a cold build to load

        return cleandoc(self.statement.__doc__ or "")


_RULES: dict[str, Rule] = {}


def rule(code: str, *, basis: str, severity: Severity = Severity.INCONSISTENCY) -> Callable[[Statement], Statement]:
    """Make a generator function the rule ``code``."""

    def register(statement: Statement) -> Statement:
        assert code not in _RULES or _RULES[code].statement.__qualname__ == statement.__qualname__, code
        _RULES[code] = Rule(code, basis, severity, statement)
        return statement

    return register


def rules_in(package: str) -> Mapping[str, Rule]:
    """Every rule below ``package`` by its code; a module put there is found by itself."""
    importlib.import_module(package)
    return _rules(package, tuple(module_names(package)))


@cache
def _rules(package: str, names: tuple[str, ...]) -> Mapping[str, Rule]:
    """The rules of the modules ``names``, in the order of their codes."""
    modules = {importlib.import_module(f"{package}.{name}").__name__ for name in names}
    return {code: rule for code, rule in sorted(_RULES.items()) if rule.statement.__module__ in modules}
