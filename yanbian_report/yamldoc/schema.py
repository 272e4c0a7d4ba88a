"""Schema: what a YAML file may say, as a JSON Schema puts it for editors, guides and this program."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from functools import cache, cached_property
from math import inf
from pathlib import Path
from typing import Any, NamedTuple

from yanbian_report.yamldoc.fitting import OF_ENTRIES, Fitting, within

Part = dict[str, Any]
Step = str | int


class _Inner(NamedTuple):
    """What a part says of what it holds: entries by their names, those of any other name, items of a list."""

    named: dict[str, Part]
    others: Part
    items: Part
    of: Part  # held, so that its identity stays its own


class Problem(NamedTuple):
    """One way in which a file breaks its schema: ``keyword`` is the schema's word for it, ``detail`` what it says.

    ``conditional`` when the schema asks for it only in a case (``if``).
    """

    path: list[Step]
    keyword: str
    detail: Any
    conditional: bool = False


class Schema:
    """A JSON Schema with Chinese property names; ``x-type`` tells how a text is to be understood."""

    def __init__(self, root: Part) -> None:
        self.root = root
        self.places = _places(root, root)
        self._validator: Any = None
        self._names: dict[int, Any] = {}
        self._whole: dict[int, Part] = {}
        self._inner: dict[int, _Inner] = {}
        self._own: dict[int, bool] = {}
        self._fitting = Fitting(root)

    @property
    def known(self) -> frozenset[str]:
        """Every key that the schema names."""
        return frozenset(self.places)

    def part(self, path: list[Step]) -> Part:
        """What the schema says of the value at ``path``; empty where it says nothing."""
        found = self.root
        for step in path:
            found = self.below(found, step)
        return found

    def at(self, names: Iterable[str]) -> Part:
        """What the schema says of the value at a path as messages have it, where entries of lists count from 1."""
        return self.part([int(name) - 1 if name.isdecimal() and len(name) < 3 else name for name in names])

    def below(self, part: Part, step: Step) -> Part:
        """What the schema says of the entry ``step`` of a value that ``part`` describes."""
        inner = self._inner.get(id(part)) or self._looked_into(part)
        return inner.items if isinstance(step, int) else inner.named.get(step, inner.others)

    def _looked_into(self, part: Part) -> _Inner:
        """What ``part`` holds, references followed; once for every part, as each is asked for thousands of times."""
        others = part.get("additionalProperties")
        inner = _Inner(
            {name: self._resolved(entry) for name, entry in part.get("properties", {}).items()},
            self._resolved(others) if isinstance(others, dict) else {},
            self._resolved(part.get("items", {})),
            part,
        )
        return self._inner.setdefault(id(part), inner)

    def _resolved(self, part: Part) -> Part:
        """``resolved``, once for every reference in the schema."""
        if "$ref" not in part:
            return part
        if id(part) not in self._whole:
            self._whole[id(part)] = resolved(self.root, part)
        return self._whole[id(part)]

    def names(self, part: Part) -> Part:
        """What the schema says of the free names in a group that ``part`` describes."""
        return resolved(self.root, part.get("propertyNames", {}))

    def fits(self, instance: object) -> bool:
        """Whether ``instance`` surely breaks nothing; where it is not sure, ``problems`` tells."""
        return self._fitting.fits(instance, self.root)

    def fits_alone(self, name: str, entry: object) -> bool:
        """Whether the outermost entry ``name`` surely breaks nothing, whatever stands beside it."""
        return self._fitting.fits({name: entry}, self._of_entries)

    def fits_together(self, names: Collection[str]) -> bool:
        """Whether the outermost entries are surely those that there must be."""
        return "if" not in self.root and self._fitting.fits(dict.fromkeys(names), self._of_the_whole)

    @cached_property
    def _of_entries(self) -> Part:
        return {word: said for word, said in self.root.items() if word in OF_ENTRIES}

    @cached_property
    def _of_the_whole(self) -> Part:
        return {word: said for word, said in self.root.items() if word not in OF_ENTRIES}

    def problems(self, instance: object) -> Iterator[Problem]:
        """Every way in which ``instance`` breaks the schema. Its scalars are texts, or None for nothing."""
        if self._validator is None:
            from jsonschema_rs import Draft202012Validator

            self._validator = Draft202012Validator(_without_names(self.root))
        for error in self._validator.iter_errors(instance):
            conditional = not {"then", "else"}.isdisjoint(error.schema_path)
            yield Problem(error.instance_path, error.kind.name, error.kind, conditional)
        yield from self._own_problems(instance, self.root, [])

    def _own_problems(self, value: object, part: Part, path: list[Step]) -> Iterator[Problem]:
        """What jsonschema-rs is not asked.

        It copies the whole group into the error of each free name (ten thousand bad ones would take the memory of the
        machine), and holds only numbers against bounds, where a file as it was typed has texts.
        """
        if isinstance(value, str) and not within(value, part.get("minimum", -inf), part.get("maximum", inf)):
            yield Problem(path, "minimum", part)
        elif isinstance(value, dict):
            if "propertyNames" in part:
                yield from (Problem(path, "propertyNames", name) for name in value if not self._is_name(part, name))
            for name, entry in value.items():
                below = self.below(part, name)
                if self._has_own(below):
                    yield from self._own_problems(entry, below, [*path, name])
        elif isinstance(value, list) and self._has_own(below := self.below(part, 0)):
            for number, item in enumerate(value):
                yield from self._own_problems(item, below, [*path, number])

    def _has_own(self, part: Part) -> bool:
        """Whether ``part``, or anything that it holds, says something that is held against here."""
        known = self._own.get(id(part))
        if known is None:
            self._own[id(part)] = True  # what holds itself is looked into rather than missed
            inner = self._inner.get(id(part)) or self._looked_into(part)
            below = (*inner.named.values(), inner.others, inner.items)
            known = not _OWN.isdisjoint(part) or any(self._has_own(each) for each in below if each)
            self._own[id(part)] = known
        return known

    def _is_name(self, part: Part, name: str) -> bool:
        """Whether a group that ``part`` describes, whose names are free, may have an entry ``name``."""
        if id(part) not in self._names:
            from jsonschema_rs import Draft202012Validator

            self._names[id(part)] = Draft202012Validator({"$defs": self.root.get("$defs", {}), **part["propertyNames"]})
        return bool(self._names[id(part)].is_valid(name))


_OWN = frozenset(("propertyNames", "minimum", "maximum"))


@cache
def read_schema(file: Path) -> Schema:
    """The schema that ``file`` holds; a process reads it once."""
    return Schema(json.loads(file.read_text("utf-8")))


def resolved(root: Part, part: Part) -> Part:
    """``part`` with the definition that it refers to; what it says itself comes first."""
    if "$ref" not in part:
        return part
    definition = root["$defs"][part["$ref"].rpartition("/")[2]]
    return {**definition, **part}


def _without_names(part: Any) -> Any:
    """``part`` of a schema with nothing said of free names."""
    if isinstance(part, dict):
        return {word: _without_names(inner) for word, inner in part.items() if word != "propertyNames"}
    return [_without_names(inner) for inner in part] if isinstance(part, list) else part


def _places(root: Part, part: Part, path: str = "", seen: tuple[str, ...] = ()) -> dict[str, list[str]]:
    """Every named key with the paths of the groups that it belongs to."""
    places: dict[str, list[str]] = {}
    reference = part.get("$ref", "")
    if reference in seen:
        return places
    seen = (*seen, reference) if reference else seen
    part = resolved(root, part)
    inner = [part[word] for word in ("items", "additionalProperties") if isinstance(part.get(word), dict)]
    for name, entry in part.get("properties", {}).items():
        places.setdefault(name, []).append(path)
        _join(places, _places(root, entry, f"{path}.{name}".strip("."), seen))
    for entry in inner:
        _join(places, _places(root, entry, path, seen))
    return places


def _join(places: dict[str, list[str]], more: dict[str, list[str]]) -> None:
    for name, paths in more.items():
        places.setdefault(name, []).extend(paths)
