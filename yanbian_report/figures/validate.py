"""Validate: the file held against the schema, every disagreement in the accountant's words at its place.

Whether a text is the amount, count or rate it should be is left to ``read``, which knows what to write instead.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import Any

from yanbian_report.figures.nodes import Mapping, Node, Scalar, Sequence
from yanbian_report.figures.schema import Part, Schema, Step
from yanbian_report.findings import Finding, Span, error

FIGURES = ("amount", "quantity", "rate")
_MOST = 500


def validate(root: Node, schema: Schema) -> list[Finding]:
    """Everything in which ``root`` breaks ``schema``."""
    found: list[Finding] = []
    for count, problem in enumerate(schema.errors(plain(root))):
        if count == _MOST:
            found.append(error("D209", "问题太多，其余的没有检查", hint="先改列出的这些，再检查一遍"))
            break
        place = Place(root, schema, list(problem.instance_path))
        explanation = _EXPLANATIONS.get(problem.kind.name)
        found += explanation(place, problem.kind) if explanation else _other(place)
    return found


def plain(node: Node) -> object:
    """``node`` as the validator takes it: texts, None for nothing, dicts and lists."""
    if isinstance(node, Mapping):
        return {name: plain(value) for name, (_, value) in node.entries.items()}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return None if node.null else node.text


def dotted(path: list[Step]) -> str:
    """``path`` as findings name it: entries of a list count from 1."""
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in path)


class Place:
    """A value in the file: its node, its key's place and what the schema says of it."""

    def __init__(self, root: Node, schema: Schema, path: list[Step]) -> None:
        self.schema = schema
        self.path = path
        self.node = root
        self.span = root.span
        for step in path:
            if isinstance(self.node, Mapping) and isinstance(step, str):
                key, self.node = self.node.entries[step]
                self.span = key.span
            elif isinstance(self.node, Sequence) and isinstance(step, int):
                self.node = self.node.items[step]
                self.span = self.node.span
        self.part: Part = schema.part(path)

    @property
    def name(self) -> str:
        """How a message calls this value: its key, or the list it stands in with its number."""
        last = next((step for step in reversed(self.path) if isinstance(step, str)), "")
        if not self.path:
            return "数据文件"
        return f"“{last}”第 {self.path[-1] + 1} 条" if isinstance(self.path[-1], int) else f"“{last}”"

    @property
    def value_span(self) -> Span:
        """Where the value stands, or its key when nothing was typed."""
        return self.node.span if isinstance(self.node, Scalar) and self.node.text else self.span

    def error(self, code: str, message: str, hint: str, span: Span | None = None) -> Finding:
        return error(code, message, span or self.value_span, hint=hint, path=dotted(self.path))


def sample(name: str, part: Part) -> str:
    """A line that shows how ``name`` is written."""
    if "examples" in part:
        return f"{name}: {part['examples'][0]}"
    if "enum" in part:
        return f"{name}: {part['enum'][0]}"
    return {"object": f"{name}: ，下面缩进两格写各项", "array": f"{name}: ，下面每条以“- ”开头"}.get(
        str(part.get("type")), f"{name}: ……"
    )


def _unknown(place: Place, kind: Any) -> Iterator[Finding]:
    assert isinstance(place.node, Mapping)
    for name in kind.unexpected[:_MOST]:
        key = place.node.entries[name][0]
        hint = _unknown_hint(name, list(place.part.get("properties", {})), place)
        message = f"不认识的项“{short(name)}”" + hint[0]
        yield error("D201", message, key.span, hint=hint[1], path=dotted([*place.path, name]))


def _unknown_hint(name: str, known: list[str], place: Place) -> tuple[str, str]:
    """What to say of an unknown key: the question that ends the message, and the hint."""
    if "：" in name and name.partition("：")[0] in place.schema.known:
        return (
            "",
            f"冒号是全角的；用英文冒号，后面空一格：{name.partition('：')[0]}: {name.partition('：')[2]}",
        )
    folded = re.sub(r"\W", "", unicodedata.normalize("NFKC", name))
    close = [k for k in known if k == folded] or difflib.get_close_matches(folded[:40], known, 1, 0.5)
    if close:
        return f"，是不是“{close[0]}”？", f"改成“{close[0]}”，或者删去这一项"
    elsewhere = [path for path in place.schema.places.get(name, []) if path]
    if elsewhere:
        return f"，它属于“{elsewhere[0]}”", "检查这一行的缩进，或者移到那里去"
    some = "、".join(known[:8]) + (" 等" if len(known) > 8 else "")
    return "", f"这里可以写：{some}" if some else "删去这一项"


def short(text: str) -> str:
    """``text`` as a message quotes it: one line, not long."""
    line = " ".join(text.split())
    return line if len(line) <= 30 else f"{line[:30]}……"


def _missing(place: Place, kind: Any) -> Iterator[Finding]:
    if isinstance(place.node, Mapping) and not place.node.partial:
        part = place.schema.below(place.part, kind.property)
        told = part.get("description", "").partition("。")[0]
        hint = f"补一行 {sample(kind.property, part)}" + (f"（{told}）" if told else "")
        yield place.error("D202", f"{place.name}里缺“{kind.property}”", hint, place.span)


_SHAPES = {"object": "一组“项: 值”", "array": "一列“- ”", "string": "一段文字", "number": "一个数"}


def _shape(place: Place, kind: Any) -> Iterator[Finding]:
    wanted = list(kind.types)
    shape = _SHAPES["number" if place.part.get("x-type") in FIGURES else wanted[-1] if wanted else "string"]
    hint = _shape_hint(place, wanted)
    if isinstance(place.node, Scalar) and place.node.null:
        yield place.error("D206", f"{place.name}后面没有内容", hint)
    else:
        yield place.error("D203", f"{place.name}应当是{shape}，这里是{_found(place.node)}", hint)


def _found(node: Node) -> str:
    if isinstance(node, Scalar):
        return f"文字“{short(node.text)}”"
    return _SHAPES["object" if isinstance(node, Mapping) else "array"]


def _shape_hint(place: Place, wanted: list[str]) -> str:
    node = place.node
    if isinstance(node, Scalar) and not {"object", "array"}.isdisjoint(wanted):
        if "object" in wanted and "：" in node.text:
            return "冒号是全角的；用英文冒号，后面空一格"
        if node.text[:1] in "－—–•·" and node.text:
            return "每条以英文减号和一个空格“- ”开头"
        if node.text[:1] in "［｛【" and node.text:
            return "括号用英文的，或者一条一行写"
    if wanted == ["object"]:
        return "换行，缩进两格，一行一项写“项: 值”" + _entries(place)
    if wanted == ["array"]:
        return "换行，缩进两格，一条一行，每条以“- ”开头；一条也没有就写 []"
    name = place.path[-1] if place.path and isinstance(place.path[-1], str) else ""
    return f"写成 {sample(name, place.part)}" if name else "一条写一段文字"


def _entries(place: Place) -> str:
    names = list(place.part.get("properties", {}))[:5]
    return f"，例如：{'、'.join(names)}" if names else ""


def _choice(place: Place, kind: Any) -> Iterator[Finding]:
    if isinstance(place.node, Scalar) and place.node.null:
        return
    options = [str(option) for option in kind.options]
    text = place.node.text if isinstance(place.node, Scalar) else ""
    close = difflib.get_close_matches(text[:40], options, 1, 0.5)
    message = f"{place.name}不能写“{short(text)}”" + (f"，是不是“{close[0]}”？" if close else "")
    yield place.error("D204", message, "只能写：" + "、".join(options))


def _form(place: Place, _kind: Any) -> Iterator[Finding]:
    if place.part.get("x-type") not in FIGURES and isinstance(place.node, Scalar):
        hint = place.part.get("description", "") or f"写成 {sample(place.name, place.part)}"
        yield place.error("D205", f"{place.name}不能写“{short(place.node.text)}”", hint)


def _too_short(place: Place, _kind: Any) -> Iterator[Finding]:
    if isinstance(place.node, Scalar) and place.part.get("x-type") not in FIGURES:
        yield place.error("D206", f"{place.name}后面没有内容", "写上内容；这一项可以不写的，就删去整行")


def _too_few(place: Place, kind: Any) -> Iterator[Finding]:
    yield place.error("D207", f"{place.name}至少要有 {kind.limit} 条", "换行，缩进两格，一行写一条", place.span)


def _key_form(place: Place, kind: Any) -> Iterator[Finding]:
    assert isinstance(place.node, Mapping)
    name = str(kind.error.instance)
    rule = place.schema.names(place.part)
    what = "科目编码要写 3 位、5 位或 7 位数字" if rule.get("x-type") == "code" else _NAME_RULE
    key = place.node.entries[name][0]
    yield error("D208", f"项名“{short(name)}”不合写法", key.span, hint=what, path=dotted([*place.path, name]))


_NAME_RULE = "项名用文字开头，不含空格、句点、竖线和花括号，文字里才能用 {{ 项名 }} 引用它"


def _other(place: Place) -> list[Finding]:
    return [place.error("D209", f"{place.name}不合要求", place.part.get("description", "对照 data/README.md 检查"))]


_EXPLANATIONS: dict[str, Callable[[Place, Any], Iterator[Finding]]] = {
    "additionalProperties": _unknown,
    "required": _missing,
    "type": _shape,
    "enum": _choice,
    "pattern": _form,
    "minLength": _too_short,
    "minItems": _too_few,
    "minProperties": _too_few,
    "propertyNames": _key_form,
}
