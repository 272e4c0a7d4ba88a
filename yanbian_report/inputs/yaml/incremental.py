"""Entries: the outermost entries of a data file, each understood on its own and once in a process.

Most entries are those of the file before it was last edited. A file with anything to be said about it is left to the
reading of the whole, which says it.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from yanbian_report.base.lru import LruCache
from yanbian_report.base.origin import Span
from yanbian_report.inputs.yaml.values import Reader
from yanbian_report.model.values import Tree, Value
from yanbian_report.yamldoc.compose import MOST
from yanbian_report.yamldoc.encoding import plain_line_ends
from yanbian_report.yamldoc.parse import LINES, parse_clean
from yanbian_report.yamldoc.schema import Schema
from yanbian_report.yamldoc.source_map import SourceMap
from yanbian_report.yamldoc.tree import Mapping, bare

_INSIDE = frozenset(("", " ", "#", "-"))  # how lines begin that belong to the entry above
_NO_NAME = frozenset("?:,[]{}&*!|>%@`.\t")


class _Entry(NamedTuple):
    """An entry with nothing to be said about it: its name, what it says, its places, what the validator takes, and
    whether it surely fits the schema.
    """

    name: str
    value: Value
    spans: dict[str, Span]
    bare: object
    fits: bool


_READ: LruCache[_Entry] = LruCache(64)  # this year's and last year's, and some that changed


def parse_by_entries(text: str, file: str, rules: Schema) -> tuple[Tree, dict[str, Span]] | None:
    """What a data file says, and where every path stands; None when there is anything to be said about it."""
    source = SourceMap.of(plain_line_ends(text), file)
    starts = [number for number, line in enumerate(source.lines) if line[:1] not in _INSIDE]
    before = source.lines[: starts[0]] if starts else source.lines
    if len(source.lines) > LINES or any(line.strip() and line[0] != "#" for line in before):
        return None
    entries: dict[str, _Entry] = {}
    for first, last in pairwise((*starts, len(source.lines))):
        entry = _entry(source, first, last, rules)
        if entry is None or entry.name in entries:
            return None
        entries[entry.name] = entry
    spans = {path: span for entry in entries.values() for path, span in entry.spans.items()}
    if not entries or 2 * len(spans) > MOST or not _is_sound(entries, rules):
        return None
    return {name: entry.value for name, entry in entries.items() if entry.value is not None}, spans


def _is_sound(entries: dict[str, _Entry], rules: Schema) -> bool:
    if all(entry.fits for entry in entries.values()) and rules.fits_together(entries):
        return True
    return next(rules.problems({name: entry.bare for name, entry in entries.items()}), None) is None


def _entry(source: SourceMap, first: int, last: int, rules: Schema) -> _Entry | None:
    """The entry on the lines from ``first`` to before ``last``."""
    lines = "\n".join(source.lines[first:last])
    key = (source.file, first, lines)
    if (known := _READ.get(key)) is not None:
        return known
    if lines[0] in _NO_NAME:
        return None
    node = parse_clean(source, first, last, rules.known)
    if not isinstance(node, Mapping) or len(node.entries) != 1:
        return None
    reader = Reader(rules)
    tree = reader.group(node, rules.root, "")
    if reader.findings:
        return None
    name, (_, value) = next(iter(node.entries.items()))
    said = bare(value)
    return _READ.put(key, _Entry(name, tree.get(name), reader.spans, said, rules.fits_alone(name, said)))
