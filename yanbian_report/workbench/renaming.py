"""Renaming: what cites a part of a data file goes on citing it once a step of its path is called otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yanbian_report.model.citations import citations
from yanbian_report.model.values import Text, Tree, Unknown, Value, look_up
from yanbian_report.yamldoc.patch import Put

Path = tuple[str, ...]
_TOKEN = re.compile(r"[^\s=<>≤≥+＋*×÷/()（）]+")  # a path in a relation that a unit wrote
_RELATIONS, _ACCEPTED, _ITEM = "勾稽", "已知差异", "项"


def citing(tree: Tree, path: Path, name: str) -> list[Put]:
    """The texts of ``tree`` that cite ``path`` or what is below it, with ``name`` as the last step of it."""
    puts = []
    for text in _texts(tree):
        where, said = tuple(text.path.split(".")), text.scalar.text
        told = said
        for start, end in reversed([*_paths(where, said)]):
            told = f"{told[:start]}{_renamed(tree, where, said[start:end], path, name)}{told[end:]}"
        if told != said:
            puts.append(Put(where, told))
    return puts


def _texts(value: Value) -> Iterator[Text]:
    if isinstance(value, Text):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _texts(inner)


def _paths(where: Path, said: str) -> Iterator[tuple[int, int]]:
    """Where paths begin and end in the text ``said`` at ``where``."""
    if _RELATIONS in where or (where[0] == _ACCEPTED and where[-1] == _ITEM):
        yield from (match.span() for match in _TOKEN.finditer(said))
        return
    for one in citations(said):
        start = said.index(one.path, one.start) if one.path else one.start
        yield start, start + len(one.path)


def _renamed(tree: Tree, where: Path, cited: str, path: Path, name: str) -> str:
    """``cited``, as a text at ``where`` says it, with ``name`` where it goes through ``path``."""
    steps = cited.split(".")
    for depth in range(len(where) - 1, -1, -1):  # it is first looked for beside the text, then further out
        full = (*where[:depth], *steps)
        at = len(path) - 1 - depth
        if at >= 0 and full[: len(path)] == path:
            return ".".join([*steps[:at], name, *steps[at + 1 :]])
        if not isinstance(look_up(tree, full), Unknown | None):
            break
    return cited
