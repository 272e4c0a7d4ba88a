"""Schema: what a YAML file may say, as a JSON Schema puts it for editors, guides and this program."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

Part = dict[str, Any]
Step = str | int


class _Inner(NamedTuple):
    """What a part says of what it holds: entries by their names, those of any other name, items of a list."""

    named: dict[str, Part]
    others: Part
    items: Part
    of: Part  # held, so that its identity stays its own


class Schema:
    """A JSON Schema with Chinese property names; ``x-type`` tells how a text is to be understood."""

    def __init__(self, root: Part) -> None:
        self.root = root
        self.places = _places(root, root)
        self._validator: Any = None
        self._whole: dict[int, Part] = {}
        self._inner: dict[int, _Inner] = {}

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

    def errors(self, instance: object) -> Iterator[Any]:
        """Every way in which ``instance`` breaks the schema, as jsonschema-rs tells it."""
        if self._validator is None:
            from jsonschema_rs import Draft202012Validator

            self._validator = Draft202012Validator(self.root)
        yield from self._validator.iter_errors(instance)


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
