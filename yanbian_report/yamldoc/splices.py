"""Splices: edits of a YAML text as characters put in place of others, each where its node stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from yanbian_report.base.origin import Span
from yanbian_report.yamldoc import notation, tree
from yanbian_report.yamldoc.insertions import Group, Spot, below, inserted, layout_of
from yanbian_report.yamldoc.notation import Content
from yanbian_report.yamldoc.page import BLOCK, Page, Splice

Path = tuple[str, ...]
Order = Callable[[Path], Sequence[str]]
_SIGN = re.compile(r"[|>][-+\d]*")


class Refused(Exception):
    """An edit that cannot be; ``words`` go on after the name of its place."""

    def __init__(self, words: str, place: Span | None = None) -> None:
        super().__init__(words)
        self.words = words
        self.place = place


class _Removal(NamedTuple):
    group: Spot
    numbers: set[int]


class Splicer:
    """Takes edits of one text, whose numbers in lists are those before any edit, and gives them as splices."""

    def __init__(self, page: Page, root: tree.Node, order: Order) -> None:
        self.page = page
        self.root = root
        self.order = order
        self.layout = layout_of(root, page)
        self._splices: list[Splice] = []
        self._groups: dict[Path, Group] = {}
        self._removals: dict[Path, _Removal] = {}
        self._done: set[Path] = set()

    def put(self, path: Path, content: Content) -> None:
        """Take an edit that puts ``content`` at ``path``; raises Refused."""
        self._once(path)
        spot, missing = self._walk(path)
        if missing:
            group = self._groups.setdefault(spot.path, Group(spot, {}))
            _merge(group.entries, missing, content)
        elif isinstance(spot.node, tree.Sequence) and spot.node.items:
            self._replace_list(spot, spot.node, content)
        elif isinstance(spot.node, tree.Mapping) and spot.node.entries:
            raise Refused("是一组，不能整个换掉", spot.node.span)
        elif isinstance(content, str) and isinstance(spot.node, tree.Scalar):
            self._splices += self._replace_text(spot, spot.node, content)
        elif isinstance(content, str):
            raise Refused("是一组或一列，不是一段文字", spot.node.span)
        else:
            self._splices += below(self.page, spot, content, self.layout)

    def remove(self, path: Path) -> None:
        """Take an edit that removes what stands at ``path``; raises Refused."""
        self._once(path)
        spot, missing = self._walk(path)
        if missing or not path:
            raise Refused("没有东西可删", spot.node.span)
        group, _ = self._walk(path[:-1])
        steps = [*group.node.entries] if isinstance(group.node, tree.Mapping) else []
        number = steps.index(path[-1]) if steps else int(path[-1]) - 1
        self._removals.setdefault(group.path, _Removal(group, set())).numbers.add(number)

    def rename(self, path: Path, name: str) -> None:
        """Take an edit that gives what stands at ``path`` the name ``name``; raises Refused."""
        self._once(path)
        spot, missing = self._walk(path)
        if missing or spot.key is None:
            raise Refused("没有名称可改", spot.node.span)
        group, _ = self._walk(path[:-1])
        if isinstance(group.node, tree.Mapping) and name in group.node.entries:
            raise Refused(f"已经有“{name}”了，换一个名称", group.node.entries[name][0].span)
        page, key = self.page, spot.key
        layout = self.layout._replace(quote=key.style or self.layout.quote)
        self._splices.append(Splice(page.start(key), page.end(key), notation.key(name, layout, spot.in_flow)))

    def splices(self) -> list[Splice]:
        """What all edits taken come to."""
        fresh: list[Splice] = []
        for path, group in self._groups.items():
            removal = self._removals.get(path)
            left = group if removal is None else group.without(removal.numbers)
            fresh += inserted(self.page, left, self.order(path), self.layout)
        gone = [splice for removal in self._removals.values() for splice in self._removed(*removal)]
        return [*self._splices, *fresh, *gone]

    def _once(self, path: Path) -> None:
        for before in self._done:
            if before[: len(path)] == path[: len(before)]:
                raise Refused("一次改了两回")
        self._done.add(path)

    def _walk(self, path: Path) -> tuple[Spot, Path]:
        """The last node on ``path`` that there is, and the steps that are missing below it."""
        spot = Spot(self.root, None, 0, False, ())
        for depth, step in enumerate(path):
            node, flow = spot.node, spot.in_flow or self.page.is_flow(spot.node)
            if isinstance(node, tree.Mapping):
                if step not in node.entries:
                    return spot, path[depth:]
                key, value = node.entries[step]
                spot = Spot(value, key, key.span.column - 1, flow, path[: depth + 1])
            elif isinstance(node, tree.Sequence):
                if not step.isdecimal() or not int(step):
                    raise Refused("的上一级是一列，要写第几条", node.span)
                if int(step) > len(node.items):
                    return spot, path[depth:]
                spot = Spot(node.items[int(step) - 1], None, node.span.column - 1, flow, path[: depth + 1])
            elif node.null:
                return spot, path[depth:]
            else:
                raise Refused("的上一级是一段文字，不是一组", node.span)
        return spot, ()

    def _replace_text(self, spot: Spot, node: tree.Scalar, text: str) -> list[Splice]:
        page, start, end = self.page, self.page.start(node), self.page.end(node)
        if node.style in BLOCK and notation.fits_block(text):
            return self._replace_block(spot, node, text)
        gap = "" if start < end or page.text[start - 1 : start] in (" ", "\t") else " "
        if spot.in_flow or not notation.is_block(text):
            return [Splice(start, end, gap + notation.scalar(text, node.style, spot.in_flow))]
        line_end = page.ends[page.line_of(end)]
        lines = notation.block(text, spot.margin + self.layout.group)
        return [Splice(start, end, f"{gap}|"), Splice(line_end, line_end, "".join(page.newline + one for one in lines))]

    def _replace_block(self, spot: Spot, node: tree.Scalar, text: str) -> list[Splice]:
        page, start = self.page, self.page.start(node)
        head, *body = node.raw.split("\n")
        first = next((line for line in body if line.strip()), "")
        indent = len(first) - len(first.lstrip()) or spot.margin + self.layout.group
        old = _SIGN.match(head)
        sign = old[0] if old else node.style
        kept = sign.isascii() and not any(c.isdecimal() for c in sign) and (sign[0] == "|" or "\n" not in text.rstrip())
        head_end = start + len(head.rstrip())
        lines = "".join(page.newline + line for line in notation.block(text, indent))
        renewed = [] if kept else [Splice(start, start + len(sign), "|")]
        return [*renewed, Splice(head_end, max(page.end(node), head_end), lines)]

    def _replace_list(self, spot: Spot, node: tree.Sequence, content: Content) -> None:
        texts = [item.text for item in node.items if isinstance(item, tree.Scalar)]
        wanted = [] if isinstance(content, (str, Mapping)) else [item for item in content if isinstance(item, str)]
        if isinstance(content, (str, Mapping)) or len(wanted) < len(content) or len(texts) < len(node.items):
            raise Refused("是一列，里面不全是一句一句的文字，不能整个换掉", node.span)
        page, column = self.page, node.span.column - 1
        if self.page.is_flow(node) or not wanted:
            if self.page.is_flow(node):
                self._splices.append(Splice(page.start(node), page.end(node), notation.flow(wanted, self.layout)))
            else:
                self._splices += self._emptied(spot)
            return
        for tag, low, high, first, last in SequenceMatcher(None, texts, wanted, autojunk=False).get_opcodes():
            if tag == "equal":
                continue
            fresh = [line for text in wanted[first:last] for line in notation.item(text, column, self.layout)]
            if low < len(texts):
                at = page.starts[page.line_of(page.start(node.items[low]))]
                self._splices.append(Splice(at, at, "".join(line + page.newline for line in fresh)))
            else:
                at = page.ends[page.line_of(page.end(node.items[-1]))]
                self._splices.append(Splice(at, at, "".join(page.newline + line for line in fresh)))
            self._splices += [self._lines(item, item) for item in node.items[low:high]]

    def _lines(self, first: tree.Node, last: tree.Node) -> Splice:
        """The removal of the lines from ``first`` to ``last``."""
        page = self.page
        start, end = page.line_of(page.start(first)), page.line_of(page.end(last)) + 1
        return Splice(page.starts[start], page.starts[end] if end < len(page.starts) else len(page.text), "")

    def _removed(self, group: Spot, numbers: set[int]) -> Iterator[Splice]:
        node, page = group.node, self.page
        if isinstance(node, tree.Mapping):
            pairs: list[tuple[tree.Node, tree.Node]] = [*node.entries.values()]
        else:
            pairs = [(item, item) for item in node.items] if isinstance(node, tree.Sequence) else []
        if len(numbers) == len(pairs) and group.path not in self._groups:
            yield from self._emptied(group)
            return
        for number in sorted(numbers):
            first, last = pairs[number]
            start = page.start(first)
            before = page.text[page.starts[page.line_of(start)] : start].strip()
            if not page.is_flow(node) and (not before or isinstance(node, tree.Sequence)):
                yield self._lines(first, last)
            elif number + 1 < len(pairs):
                yield Splice(start, page.start(pairs[number + 1][0]), "")
            else:
                yield Splice(page.end(pairs[number - 1][1]), page.end(last), "")

    def _emptied(self, group: Spot) -> Iterator[Splice]:
        """A group or list with nothing left in it."""
        node, page = group.node, self.page
        brackets = "[]" if isinstance(node, tree.Sequence) else "{}"
        if page.is_flow(node):
            yield Splice(page.start(node), page.end(node), brackets)
        elif group.key is None:
            raise Refused("是最后一项，删了就什么也没有了", node.span)
        else:
            colon = page.after_colon(group.key)
            yield Splice(colon, colon, f" {brackets}")
            yield self._lines(node, node)


def _merge(entries: dict[str, Content], path: Path, content: Content) -> None:
    """Put ``content`` at ``path`` in a group that is to be made."""
    step, *rest = path
    if not rest:
        if step in entries:
            raise Refused("一次改了两回")
        entries[step] = content
        return
    inner = entries.setdefault(step, {})
    if not isinstance(inner, dict):
        raise Refused("一次改了两回")
    _merge(inner, tuple(rest), content)
