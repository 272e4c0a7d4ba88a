"""Patch: values put into a YAML text, and taken out of it, with every other character left as it is.

A list of edits is carried out at once or not at all. The new text is read back before it is given: it says what the
old one said with just those values changed, or the edits are refused by a finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from copy import deepcopy
from typing import Any, NamedTuple

from yanbian_report.base.findings import Finding, error, has_errors
from yanbian_report.base.origin import Span
from yanbian_report.yamldoc import tree
from yanbian_report.yamldoc.insertions import is_number
from yanbian_report.yamldoc.notation import Content, Noted
from yanbian_report.yamldoc.page import Page
from yanbian_report.yamldoc.parse import parse
from yanbian_report.yamldoc.splices import Order, Refused, Splicer
from yanbian_report.yamldoc.tree import bare

__all__ = ["Edit", "Noted", "Put", "Remove", "Rename", "patch"]

Path = tuple[str, ...]


class Put(NamedTuple):
    """``content`` at ``path``, whether there is something or not: a text, or a list or group of them.

    Steps of a path are names, and numbers from 1 in lists; the number after the last one adds an item. What is missing
    of the path is made. A group is laid over the one that there is; a list of texts replaces the one that there is.
    """

    path: Path
    content: Content


class Remove(NamedTuple):
    """Nothing any more at ``path``; neither the key nor the comment on its line."""

    path: Path


class Rename(NamedTuple):
    """What stands at ``path`` under the name ``name``: in its place, with its comments, quoted as it was."""

    path: Path
    name: str


Edit = Put | Remove | Rename


def _any_order(_: Path) -> Sequence[str]:
    """No order is known: new entries go to the end of their group, and codes among codes."""
    return ()


def patch(
    text: str, edits: Iterable[Edit], file: str, order: Order = _any_order, known: Set[str] = frozenset()
) -> tuple[str | None, list[Finding]]:
    """``text`` with ``edits``, or None and why not; what is wrong with ``text`` itself comes first.

    ``order`` gives the usual order of the names in a group, after which a new one finds its place; ``known`` are the
    keys that the schema names.
    """
    wanted = [*edits]
    node, findings = parse(text, file, known)
    if node is None or has_errors(findings):
        return None, findings
    page = Page.of(text)
    splicer = Splicer(page, node, order)
    refused = [finding for edit in wanted if (finding := _taken(splicer, edit, file)) is not None]
    if refused:
        return None, refused
    patched = page.with_splices(splicer.splices())
    again = parse(patched, file, known) if patched is not None else (None, [])
    if patched is None or again[0] is None or has_errors(again[1]) or not _says(again[0], node, wanted):
        return None, [_unsure(wanted, node)]
    return patched, []


def _taken(splicer: Splicer, edit: Edit, file: str) -> Finding | None:
    """What speaks against ``edit``, which ``splicer`` takes otherwise."""
    try:
        for put in _single(edit.path, edit.content, splicer.root) if isinstance(edit, Put) else ():
            splicer.put(*put)
        if isinstance(edit, Remove):
            splicer.remove(edit.path)
        if isinstance(edit, Rename):
            splicer.rename(edit.path, edit.name)
    except Refused as problem:
        words = f"“{'.'.join(edit.path)}”这里{problem.words}"
        return error("S132", words, problem.place or Span(file, 1, 1, 2), hint="在文件里手工改这一处")
    return None


def _single(path: Path, content: Content, root: tree.Node) -> Iterable[tuple[Path, Content]]:
    """The edits that lay a group over one that has entries already; else the one edit."""
    there = _look_up(root, path)
    if isinstance(content, Mapping) and isinstance(there, tree.Mapping) and there.entries:
        for name, value in content.items():
            yield from _single((*path, name), value, root)
    else:
        yield path, content


def _look_up(node: tree.Node, path: Path) -> tree.Node | None:
    for step in path:
        if isinstance(node, tree.Mapping) and step in node.entries:
            node = node.entries[step][1]
        elif isinstance(node, tree.Sequence) and step.isdecimal() and 0 < int(step) <= len(node.items):
            node = node.items[int(step) - 1]
        else:
            return None
    return node


def _unsure(edits: list[Edit], root: tree.Node) -> Finding:
    """The finding for ``edits`` that cannot be carried out in the way that ``root`` is written."""
    place = next((node.span for edit in edits if (node := _look_up(root, edit.path)) is not None), root.span)
    words = "这样的写法程序改不了，文件没有动"
    return error("S132", words, place, hint="在文件里手工改，或者先把这一处写成一行一项、缩进两格的样子")


def _says(node: tree.Node, before: tree.Node, edits: list[Edit]) -> bool:
    """Whether ``node`` says what ``before`` said with ``edits``."""
    expected = bare(before)
    for edit in edits:
        if isinstance(edit, Rename):
            expected = _renamed(expected, edit.path, edit.name)
        else:
            expected = _edited(expected, edit.path, _plain(edit.content) if isinstance(edit, Put) else _GONE)
    return _alike(bare(node), _kept(expected))


_GONE: Any = object()


def _plain(content: Content) -> Any:
    if isinstance(content, Noted):
        return _plain(content.content)
    if isinstance(content, str):
        return content
    if isinstance(content, Mapping):
        return {name: _plain(value) for name, value in content.items()}
    return [_plain(value) for value in content]


def _edited(node: Any, path: Path, content: Any) -> Any:
    """``node``, of dicts and lists, with ``content`` at ``path``."""
    if not path:
        if isinstance(node, dict) and isinstance(content, dict):
            for name, value in content.items():
                node[name] = _edited(node.get(name), (), value)
            return node
        return content if content is _GONE else deepcopy(content)
    step, *rest = path
    if isinstance(node, list):
        index = int(step) - 1
        item = _edited(node[index] if index < len(node) else None, tuple(rest), content)
        node[index : index + 1] = [item]  # one that is gone keeps its number until all edits are done
        return node
    node = node if isinstance(node, dict) else {}
    node[step] = _edited(node.get(step), tuple(rest), content)
    return node


def _renamed(node: Any, path: Path, name: str) -> Any:
    """``node``, of dicts and lists, with the last step of ``path`` called ``name``."""
    step, *rest = path
    if isinstance(node, list):
        return [_renamed(item, tuple(rest), name) if n == int(step) else item for n, item in enumerate(node, 1)]
    if not rest:
        return {name if key == step else key: value for key, value in node.items()}
    return {key: _renamed(value, tuple(rest), name) if key == step else value for key, value in node.items()}


def _kept(node: Any) -> Any:
    """``node`` without what is gone."""
    if isinstance(node, dict):
        return {name: _kept(value) for name, value in node.items() if value is not _GONE}
    if isinstance(node, list):
        return [_kept(item) for item in node if item is not _GONE]
    return node


def _alike(a: Any, b: Any) -> bool:
    """Whether two trees say the same, but for line ends at the end of texts, and nothing for an empty group.

    What was numbered in ``b`` because it was begun item by item is a list in ``a``.
    """
    if isinstance(a, list) and isinstance(b, dict) and all(map(is_number, b)):
        b = [b[number] for number in sorted(b, key=int)]
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(_alike(a[name], b[name]) for name in a)
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(map(_alike, a, b))
    if isinstance(a, str) and isinstance(b, str):
        return a.rstrip("\n") == b.rstrip("\n")
    return bool(a == b)
