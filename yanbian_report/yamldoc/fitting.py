"""Fitting: whether a value surely is as a schema has it. Nothing is said of what is wrong, and nothing heavy is loaded.

jsonschema-rs tells every way in which a file breaks its schema, but takes a twelfth of a build to load. Most files
break nothing, and that is told here: what is no sure yes is left to jsonschema-rs, a word of the schema that is not
known here too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from math import inf
from typing import Any

Part = dict[str, Any]
_Check = tuple[Callable[["Fitting", object, Any], bool], Any]

OF_ENTRIES = frozenset(("properties", "additionalProperties"))
_SAYS_NOTHING = frozenset(("$schema", "$defs", "title", "description", "examples"))
_APART = OF_ENTRIES | {"$ref", "if", "then", "else"}  # words that only mean something together, or a part elsewhere
_KINDS: Mapping[type, str] = {str: "string", dict: "object", list: "array"}
_ODD_DIGIT = re.compile(r"(?![0-9])\d")  # a digit for Python, none for a JSON Schema
_NUMBER = re.compile(r"\d+(\.\d+)?", re.ASCII)


class Fitting:
    """The schema ``root``, as values are held against it. Every part is looked into once."""

    def __init__(self, root: Part) -> None:
        self._root = root
        self._checks: dict[int, tuple[_Check, ...]] = {}

    def fits(self, value: object, part: Part | bool) -> bool:
        """Whether ``value`` surely is as ``part`` of the schema has it. Its scalars are texts, or None for nothing."""
        if isinstance(part, bool):
            return part
        return all(check(self, value, said) for check, said in self._checks.get(id(part)) or self._looked_into(part))

    def _looked_into(self, part: Part) -> tuple[_Check, ...]:
        found = [*self._looked_into(self._definition(part["$ref"]))] if "$ref" in part else []
        found += [(_CHECKS.get(word, _unknown), said) for word, said in part.items() if not _is_silent(word)]
        if not part.keys().isdisjoint(OF_ENTRIES):
            found.append((_entries, (part.get("properties", {}), part.get("additionalProperties", True))))
        if "if" in part:
            found.append((_case, (part["if"], part.get("then", True), part.get("else", True))))
        return self._checks.setdefault(id(part), tuple(found))

    def _definition(self, reference: str) -> Part:
        part: Part = self._root["$defs"][reference.rpartition("/")[2]]
        return part


def _is_silent(word: str) -> bool:
    return word in _SAYS_NOTHING or word in _APART or word.startswith("x-")


def within(text: str, least: float = -inf, most: float = inf) -> bool:
    """Whether ``text`` is a number within bounds, or none at all, which is the pattern's business."""
    return _NUMBER.fullmatch(text) is None or least <= float(text) <= most


def _unknown(_schema: Fitting, _value: object, _said: object) -> bool:
    return False


def _is_of_kind(_: Fitting, value: object, kinds: str | list[str]) -> bool:
    kind = _KINDS.get(type(value))
    return kind is not None and (kind == kinds if isinstance(kinds, str) else kind in kinds)


def _has_required(_: Fitting, value: object, names: list[str]) -> bool:
    return not isinstance(value, dict) or value.keys() >= set(names)


def _entries(schema: Fitting, value: object, said: tuple[Mapping[str, Part | bool], Part | bool]) -> bool:
    if not isinstance(value, dict):
        return True
    named, others = said
    return all(schema.fits(entry, named.get(name, others)) for name, entry in value.items())


def _items(schema: Fitting, value: object, part: Part) -> bool:
    return not isinstance(value, list) or all(schema.fits(item, part) for item in value)


def _names(schema: Fitting, value: object, part: Part) -> bool:
    return not isinstance(value, dict) or all(schema.fits(name, part) for name in value)


def _matches(_: Fitting, value: object, pattern: str) -> bool:
    """Python's patterns mean the same as a schema's as long as a text holds neither odd digits nor odd spaces."""
    if not isinstance(value, str):
        return True
    return value.isprintable() and _ODD_DIGIT.search(value) is None and re.search(pattern, value) is not None


def _case(schema: Fitting, value: object, said: tuple[Part, Part | bool, Part | bool]) -> bool:
    case, then, other = said
    if case.keys() != {"required"}:  # of any other, a no is not sure
        return False
    return schema.fits(value, then if _has_required(schema, value, case["required"]) else other)


_CHECKS: Mapping[str, Callable[[Fitting, object, Any], bool]] = {
    "type": _is_of_kind,
    "required": _has_required,
    "items": _items,
    "propertyNames": _names,
    "pattern": _matches,
    "enum": lambda _, value, known: value in known,
    "minLength": lambda _, value, least: not isinstance(value, str) or len(value) >= least,
    "minItems": lambda _, value, least: not isinstance(value, list) or len(value) >= least,
    "minProperties": lambda _, value, least: not isinstance(value, dict) or len(value) >= least,
    "minimum": lambda _, value, least: not isinstance(value, str) or within(value, least=least),
    "maximum": lambda _, value, most: not isinstance(value, str) or within(value, most=most),
}
