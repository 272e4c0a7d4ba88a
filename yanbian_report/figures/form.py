"""Form: the schema of the data file — what stands where, of which type, called what. Written by hand in schema.json."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

Schema = dict[str, Any]


@cache
def schema() -> Schema:
    """The whole schema."""
    loaded: Schema = json.loads(files(__package__).joinpath("schema.json").read_text("utf-8"))
    return loaded


def resolved(part: Schema) -> Schema:
    """``part`` with its definition filled in; what it says itself goes before what the definition says."""
    if "$ref" not in part:
        return part
    definition: Schema = schema()["$defs"][part["$ref"].rpartition("/")[2]]
    return {**definition, **{key: value for key, value in part.items() if key != "$ref"}}


def below(part: Schema, key: str | int) -> Schema:
    """The schema of the entry ``key`` of what ``part`` describes, empty when there is none."""
    if isinstance(key, int):
        return resolved(part.get("items", {}))
    free = part.get("additionalProperties", {})
    return resolved(part.get("properties", {}).get(key) or (free if isinstance(free, dict) else {}))


def at(path: list[str | int]) -> Schema:
    """The schema of what stands at ``path``."""
    part = schema()
    for key in path:
        part = below(part, key)
    return part


@cache
def known_keys() -> frozenset[str]:
    """Every key that the schema names anywhere."""
    found: set[str] = set()
    waiting: list[object] = [schema()]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            found |= set(node.get("properties", {}))
            waiting += node.values()
        elif isinstance(node, list):
            waiting += node
    return frozenset(found)
