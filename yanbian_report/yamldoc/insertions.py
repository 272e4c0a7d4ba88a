"""Insertions: new entries and items in a YAML text, each in its place among the old ones and set as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from yanbian_report.yamldoc import notation, tree
from yanbian_report.yamldoc.notation import Content, Layout, Noted
from yanbian_report.yamldoc.page import Page, Splice

_NOTE = re.compile(r"\s(#)(?:\s|$)")


class Spot(NamedTuple):
    """A node with its ``key`` (none in lists), the column of that or of the dash, and its path."""

    node: tree.Node
    key: tree.Scalar | None
    margin: int
    in_flow: bool
    path: tuple[str, ...]


class Group(NamedTuple):
    """What is new in the group or list at ``spot``, by name or number."""

    spot: Spot
    entries: dict[str, Content]
    replaced: bool = False

    def without(self, numbers: set[int]) -> Group:
        """The group beside what is left without the entries of ``numbers``; in their place where nothing is."""
        node = self.spot.node
        if isinstance(node, tree.Mapping):
            left = {name: pair for n, (name, pair) in enumerate(node.entries.items()) if n not in numbers}
            return self._beside(node._replace(entries=left)) if left else self._replace(replaced=True)
        items = (
            [item for n, item in enumerate(node.items) if n not in numbers] if isinstance(node, tree.Sequence) else []
        )
        return self._beside(tree.Sequence(tuple(items), node.span)) if items else self

    def _beside(self, node: tree.Node) -> Group:
        return self._replace(spot=self.spot._replace(node=node))


def layout_of(root: tree.Node, page: Page) -> Layout:
    """How the groups and lists of a text are indented: as its first ones are."""
    group = items = None
    for node in tree.groups(root):
        for key, value in node.entries.values() if isinstance(node, tree.Mapping) else ():
            if isinstance(value, tree.Scalar) or page.is_flow(value):
                continue
            step = value.span.column - key.span.column
            if isinstance(value, tree.Sequence):
                items = step if items is None else items
            elif step > 0:
                group = step if group is None else group
    return Layout(2 if group is None else group, 2 if items is None else items)


def inserted(page: Page, group: Group, order: Sequence[str], layout: Layout) -> Iterator[Splice]:
    """The splices that put the entries of ``group`` in; ``order`` is the usual one of their names."""
    spot, node = group.spot, group.spot.node
    fresh = {name: _settled(content) for name, content in group.entries.items()}
    if isinstance(node, tree.Mapping) and node.entries:
        yield from _in_mapping(page, group._replace(entries=fresh), node, order, layout)
    elif isinstance(node, tree.Sequence) and node.items:
        yield _in_list(page, spot, node, [*fresh.values()], layout)
    else:
        yield from below(page, spot, _settled(_sorted(fresh, order)), layout)


def below(page: Page, spot: Spot, content: Content, layout: Layout) -> Iterator[Splice]:
    """``content``, a group or a list, in place of an empty one, of nothing, or of a text on one line."""
    start, end = page.start(spot.node), page.end(spot.node)
    if spot.in_flow:
        yield Splice(start, end, notation.flow(content, layout))
        return
    line_end = page.ends[page.line_of(end)]
    lines = notation.below(content, spot.margin, layout)
    if page.text[end:line_end].strip():  # a comment, which stays in its column
        yield Splice(start, end, " " * (end - start))
    else:
        yield Splice(start - (page.text[start - 1 : start] == " "), line_end, "")
    yield Splice(line_end, line_end, "".join(page.newline + line for line in lines))


def _settled(content: Content) -> Content:
    """``content`` with lists where a group is numbered."""
    if isinstance(content, Noted):
        return Noted(_settled(content.content), content.comment)
    if not isinstance(content, Mapping):
        return content
    if content and all(is_number(name) for name in content):
        return [_settled(value) for _, value in sorted(content.items(), key=lambda pair: int(pair[0]))]
    return {name: _settled(value) for name, value in content.items()}


def is_number(step: str) -> bool:
    """Whether a step of a path is the number of an item; codes have three digits at least."""
    return step.isdecimal() and len(step) < 3


def _sorted(fresh: dict[str, Content], order: Sequence[str]) -> dict[str, Content]:
    """New entries in the order of their names and codes."""
    known = {name: number for number, name in enumerate(order)}
    names = sorted(fresh, key=lambda name: (known.get(name, len(known)), name if name.isdecimal() else ""))
    return {name: fresh[name] for name in names}


def _in_mapping(page: Page, group: Group, node: tree.Mapping, order: Sequence[str], layout: Layout) -> Iterator[Splice]:
    spot, names, keys = group.spot, [*node.entries], [key for key, _ in node.entries.values()]
    places: dict[int, dict[str, Content]] = {}
    for name, content in _sorted(group.entries, order).items():
        places.setdefault(-1 if group.replaced else _place(name, names, order), {})[name] = content
    flow = spot.in_flow or page.is_flow(node)
    layout = layout._replace(
        quote=next((key.style for key in keys if key.text.isdecimal()), layout.quote), note=_note_column(page, keys)
    )
    for place, entries in places.items():
        if flow:
            pieces = [
                f"{notation.key(n, layout, True)}: {notation.flow(value, layout)}" for n, value in entries.items()
            ]
            at = page.start(keys[0]) if place < 0 else page.end(node.entries[names[place]][1])
            yield Splice(at, at, "".join(f"{p}, " for p in pieces) if place < 0 else "".join(f", {p}" for p in pieces))
            continue
        column = keys[0].span.column - 1
        lines = [line for name, value in entries.items() for line in notation.entry(name, value, column, layout)]
        if place < 0:
            yield _before(page, keys[0], lines, bool(spot.path) and not group.replaced)
        else:
            yield _after(page, node.entries[names[place]][1], lines, column)


def _note_column(page: Page, keys: Sequence[tree.Scalar]) -> int:
    """The column of the comments beside ``keys``, 0 without any."""
    lines = (page.line(key.span.line - 1) for key in keys)
    return next((found.start(1) for line in lines if (found := _NOTE.search(line)) is not None), 0)


def _place(name: str, names: list[str], order: Sequence[str]) -> int:
    """The number of the entry of ``names`` that a new one comes after; -1 for the beginning."""
    if name in order:
        before, after = order[: order.index(name)], order[order.index(name) + 1 :]
        if earlier := [n for n, other in enumerate(names) if other in before]:
            return max(earlier)
        later = [n for n, other in enumerate(names) if other in after]
        return min(later) - 1 if later else len(names) - 1
    codes = {n: other for n, other in enumerate(names) if other.isdecimal()} if name.isdecimal() else {}
    less = [n for n, other in codes.items() if other < name]
    if less:
        return max(less, key=lambda n: codes[n])
    return min(codes) - 1 if codes else len(names) - 1


def _after(page: Page, value: tree.Node, lines: list[str], column: int) -> Splice:
    """``lines`` below an entry or item with ``value``, and below the comments that are indented as its parts."""
    number = page.line_of(page.end(value))
    while number + 1 < len(page.starts) and _is_comment(page.line(number + 1), column + 1):
        number += 1
    return Splice(page.ends[number], page.ends[number], "".join(page.newline + line for line in lines))


def _is_comment(line: str, least: int) -> bool:
    """Whether ``line`` is a comment indented by ``least`` columns or more."""
    words = line.lstrip(" ")
    return words.startswith("#") and len(line) - len(words) >= least


def _before(page: Page, key: tree.Scalar, lines: list[str], inside: bool) -> Splice:
    """``lines`` above the first entry of a group and the comments that are its own."""
    number, column = key.span.line - 1, key.span.column - 1
    if page.line(number)[:column].strip():  # it stands beside a dash
        at, margin = page.start(key), page.newline + " " * column
        return Splice(at, at, margin.join(line.removeprefix(" " * column) for line in lines) + margin)
    while inside and number and _is_comment(page.line(number - 1), column):
        number -= 1
    return Splice(page.starts[number], page.starts[number], "".join(line + page.newline for line in lines))


def _in_list(page: Page, spot: Spot, node: tree.Sequence, items: list[Content], layout: Layout) -> Splice:
    if spot.in_flow or page.is_flow(node):
        at = page.end(node.items[-1])
        return Splice(at, at, "".join(f", {notation.flow(value, layout)}" for value in items))
    column = node.span.column - 1
    lines = [line for value in items for line in notation.item(value, column, layout)]
    return _after(page, node.items[-1], lines, column)
