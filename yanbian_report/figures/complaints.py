"""Complaints: what the schema has against a data file, in the accountant's words and at the place meant.

jsonschema-rs finds every violation with its path; the words are ours.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any

from yanbian_report.figures import form
from yanbian_report.figures.nodes import Mapping, Node, Scalar, Sequence
from yanbian_report.findings import Finding, Span, error

Path = list[str | int]
Kind = Any  # jsonschema-rs has one class a keyword, known by its name

_FIGURES = {"amount", "quantity", "rate"}
_SHAPES = {"object": "一组“项名: 内容”", "array": "一列，每行以“- ”开头"}


def complaints(root: Mapping) -> list[Finding]:
    """Every violation of the schema in the file. A part that lost lines to a syntax error is not said to lack any."""
    found: list[Finding] = []
    for problem in _validator().iter_errors(_plain(root)):
        path: Path = list(problem.instance_path)
        say = _WORDS.get(problem.kind.name, _other)
        found += say(problem.kind, path, _at(root, path))
    return found


@cache
def _validator() -> Any:
    import jsonschema_rs

    return jsonschema_rs.validator_for(form.schema())


def _plain(node: Node) -> object:
    if isinstance(node, Mapping):
        return {key: _plain(child) for key, (_, child) in node.entries.items()}
    if isinstance(node, Sequence):
        return [_plain(child) for child in node.items]
    return None if node.null else node.text


def _at(root: Mapping, path: Iterable[str | int]) -> Node:
    node: Node = root
    for key in path:
        if isinstance(node, Mapping):
            node = node.entries[str(key)][1]
        elif isinstance(node, Sequence):
            node = node.items[int(key)]
    return node


def _named(path: Path) -> str:
    """A path as people count: entries of lists from 1."""
    return ".".join(str(key + 1) if isinstance(key, int) else key for key in path)


def _where(path: Path) -> str:
    return f"“{_named(path)}”" if path else "数据文件"


def _missing(kind: Kind, path: Path, node: Node) -> Iterator[Finding]:
    if isinstance(node, Mapping) and node.partial:
        return
    name = str(kind.property)
    part = form.below(form.at(path), name)
    example = f"，例如 {part['examples'][0]}" if part.get("examples") else ""
    words = str(part.get("description", "")).rstrip("。")
    hint = f"补一行 {name}: ……{example}" + (f"（{words}）" if words else "")
    yield error("D202", f"{_where(path)}里缺少“{name}”", _key_line(node), hint=hint, path=_named([*path, name]))


def _unknown(kind: Kind, path: Path, node: Node) -> Iterator[Finding]:
    known = list(form.at(path).get("properties", {}))
    for name in kind.unexpected:
        place = node.entries[name][0].span if isinstance(node, Mapping) else node.span
        close = difflib.get_close_matches(name, known, 1, 0.5)
        hint = f"是不是“{close[0]}”？" if close else f"这里可以写：{'、'.join(known)}"
        yield error("D203", f"{_where(path)}里不认识的项“{name}”", place, hint=hint, path=_named([*path, name]))


def _type(kind: Kind, path: Path, node: Node) -> Iterator[Finding]:
    part = form.at(path)
    wanted = next((words for shape, words in _SHAPES.items() if part.get("type") == shape), "")
    if isinstance(node, Scalar) and node.null:
        example = f"，例如 {part['examples'][0]}" if part.get("examples") else ""
        hint = f"填上{wanted or '内容'}{example}" + ("；没有的写 []" if part.get("type") == "array" else "")
        yield error("D204", f"{_where(path)}还没有填", node.span, hint=hint, path=_named(path))
        return
    wanted = wanted or ("一个数" if part.get("x-type") in _FIGURES else "一段文字")
    got = "一组项" if isinstance(node, Mapping) else "一列" if isinstance(node, Sequence) else f"“{node.text[:20]}”"
    colon = isinstance(node, Scalar) and "：" in node.text and part.get("type") == "object"
    hint = "冒号要用英文半角，后面空一格" if colon else str(part.get("description", ""))
    yield error("D205", f"{_where(path)}应当是{wanted}，写的是{got}", node.span, hint=hint, path=_named(path))


def _choice(kind: Kind, path: Path, node: Node) -> Iterator[Finding]:
    options = form.at(path).get("enum", [])
    if isinstance(node, Scalar) and not node.null:
        close = difflib.get_close_matches(node.text, options, 1, 0.5)
        hint = f"只能写：{'、'.join(options)}" + (f"。是不是“{close[0]}”？" if close else "")
        yield error("D206", f"{_where(path)}不能写“{node.text[:20]}”", node.span, hint=hint, path=_named(path))


def _pattern(kind: Kind, path: Path, node: Node) -> Iterator[Finding]:
    part = form.at(path)
    if part.get("x-type") in _FIGURES or not isinstance(node, Scalar):
        return  # reading the figure says it better
    hint = str(part.get("description", ""))
    yield error("D207", f"{_where(path)}的“{node.text[:20]}”写法不对", node.span, hint=hint, path=_named(path))


def _key(kind: Kind, path: Path, node: Node) -> Iterator[Finding]:
    name = str(getattr(kind.error, "instance", ""))
    place = node.entries[name][0].span if isinstance(node, Mapping) and name in node.entries else node.span
    hint = str(resolved_names(path).get("description", "")) or "名称用文字开头，不用标点和空格"
    yield error("D208", f"{_where(path)}里的项名“{name}”写法不对", place, hint=hint, path=_named(path))


def resolved_names(path: Path) -> form.Schema:
    """What the schema says of the free names below ``path``."""
    return form.resolved(form.at(path).get("propertyNames", {}))


def _empty(kind: Kind, path: Path, node: Node) -> Iterator[Finding]:
    yield error("D204", f"{_where(path)}还没有填", node.span, hint=str(form.at(path).get("description", "")), path=_named(path))


def _other(kind: Kind, path: Path, node: Node) -> Iterator[Finding]:
    hint = str(form.at(path).get("description", ""))
    yield error("D209", f"{_where(path)}不合要求", node.span, hint=hint, path=_named(path))


_WORDS: dict[str, Callable[[Kind, Path, Node], Iterator[Finding]]] = {
    "required": _missing,
    "additionalProperties": _unknown,
    "type": _type,
    "enum": _choice,
    "pattern": _pattern,
    "propertyNames": _key,
    "minLength": _empty,
    "minItems": _empty,
    "minProperties": _empty,
}


def _key_line(node: Node) -> Span:
    """A group is named by the first of its entries; the group's own span may cover pages."""
    if isinstance(node, Mapping) and node.entries:
        return next(iter(node.entries.values()))[0].span
    return node.span
