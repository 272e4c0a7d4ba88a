"""Validate: a file held against its schema, every disagreement in the accountant's words at its place.

Whether a text is the amount, count or rate it should be is left to ``read``, which knows what to write instead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from yanbian_report.base.findings import Finding, error
from yanbian_report.base.suggest import closest, did_you_mean
from yanbian_report.yamldoc.located import Located, Voice, sample, short
from yanbian_report.yamldoc.schema import Problem, Schema, Step
from yanbian_report.yamldoc.schema_keys import misnamed_key, missing_keys, unknown_key
from yanbian_report.yamldoc.tree import Mapping, Node, Scalar, Sequence, bare

_MOST = 500
_FIGURES = ("amount", "quantity", "rate")
_SHAPES = {"object": "一组“项: 值”", "array": "一列“- ”", "string": "一段文字"}
_Path = tuple[Step, ...]

DATA_FILE = Voice(
    "数据文件",
    "data/README.md",
    unknown="D201",
    missing="D202",
    shape="D203",
    choice="D204",
    form="D205",
    empty="D206",
    few="D207",
    free_name="D208",
    other="D209",
)


def validate(root: Node, schema: Schema, voice: Voice = DATA_FILE) -> list[Finding]:
    """Everything in which ``root`` breaks ``schema``, as ``voice`` tells it."""
    found = [*islice(schema.problems(bare(root)), _MOST + 1)]
    problems = [(_path(root, problem.path), problem) for problem in found]
    keys = _Keys(root, schema, voice)
    findings = [*keys.unknown(problems)]
    sure = [(path, problem) for path, problem in problems if not keys.doubtful(path, problem)]
    findings += keys.missing(sure)
    for path, problem in sure[:_MOST]:
        if problem.keyword not in ("required", "additionalProperties"):
            findings += _EXPLANATIONS.get(problem.keyword, _other)(keys.located(path), problem.detail)
    if len(found) > _MOST:
        words = f"{keys.located(()).span.file} 里问题太多，其余的没有检查"
        findings.append(error(voice.other, words, hint="先改列出的这些，再检查一遍"))
    return findings


def _path(root: Node, steps: list[Step]) -> tuple[Step, ...]:
    """The validator's path with keys as they were typed: it takes codes (``2080101``) for numbers."""
    path: list[Step] = []
    node = root
    for step in steps:
        if isinstance(node, Sequence) and isinstance(step, int):
            path.append(step)
            node = node.items[step]
        elif isinstance(node, Mapping):
            name = str(step) if str(step) in node.entries else _number(node, step)
            path.append(name)
            node = node.entries[name][1]
    return tuple(path)


def _number(node: Mapping, step: Step) -> str:
    """The key of ``node`` that is the number ``step``, leading zeros and all."""
    return next(name for name in node.entries if len(name) < 100 and name.lstrip("+").isdecimal() and int(name) == step)


class _Keys:
    """Unknown and missing keys, group by group; one missing because it is misspelt is asked for, not missed."""

    def __init__(self, root: Node, schema: Schema, voice: Voice) -> None:
        self.root = root
        self.schema = schema
        self.voice = voice
        self.meant: dict[_Path, set[str]] = {}

    def located(self, path: _Path) -> Located:
        return Located(self.root, self.schema, list(path), self.voice)

    def unknown(self, problems: list[tuple[_Path, Problem]]) -> Iterator[Finding]:
        for path, problem in problems:
            if problem.keyword == "additionalProperties":
                place = self.located(path)
                for name in problem.detail.unexpected[:_MOST]:
                    finding, meant = unknown_key(place, name)
                    self.meant.setdefault(path, set()).add(meant)
                    yield finding

    def doubtful(self, path: _Path, problem: Problem) -> bool:
        """Whether ``problem`` is one in a case that cannot be told, as a key of the group is misspelt."""
        group = path[:-1] if problem.keyword == "falseSchema" else path
        return problem.conditional and any(self.meant.get(group, ()))

    def missing(self, problems: list[tuple[_Path, Problem]]) -> Iterator[Finding]:
        missing: dict[_Path, list[str]] = {}
        for path, problem in problems:
            if problem.keyword == "required" and problem.detail.property not in self.meant.get(path, ()):
                missing.setdefault(path, []).append(problem.detail.property)
        for path, names in missing.items():
            place = self.located(path)
            if isinstance(place.node, Mapping) and not place.node.partial:
                yield missing_keys(place, names)


def _shape(place: Located, kind: Any) -> Iterator[Finding]:
    if isinstance(place.node, Scalar) and place.node.null:
        hint = f"{_shape_hint(place, kind.types)}（“#”后面的是说明，不算内容）"
        yield place.error(place.voice.empty, f"{place.name}后面没有内容", hint)
        return
    wanted = "string" if "string" in kind.types else kind.types[0]
    shape = "一个数" if place.part.get("x-type") in _FIGURES else _SHAPES.get(wanted, "一个数")
    message = f"{place.name}应当是{shape}，这里是{_found(place.node)}"
    hint = _shape_hint(place, kind.types)
    if wanted == "string" and isinstance(place.node, Mapping) and _on_one_line(place, place.node):
        hint = "文字里的冒号后面有空格，就成了“项: 值”：改成全角的“：”，或者整段写在“|”下面一行"
    yield place.error(place.voice.shape, message, hint)


def _on_one_line(place: Located, group: Mapping) -> bool:
    """Whether ``group`` is one line of prose that has a colon and a blank in it."""
    lines = {key.span.line for key, _ in group.entries.values()}
    return lines == {place.span.line} and len(group.entries) == 1


def _found(node: Node) -> str:
    if isinstance(node, Scalar):
        return f"文字“{short(node.text)}”"
    return _SHAPES["object" if isinstance(node, Mapping) else "array"]


def _shape_hint(place: Located, wanted: list[str]) -> str:
    if "object" in wanted and not place.path:
        return f"每行写“项: 值”{_entries(place)}"
    if "object" in wanted:
        return _typed_hint(place, "：") or f"换行，缩进两格，一行一项写“项: 值”{_entries(place)}"
    if "array" in wanted:
        hint = "换行，缩进两格，一条一行，每条以“- ”开头"
        hint += "" if place.part.get("minItems") else "；一条也没有就写 []"
        return _typed_hint(place, "-－—–•·") or hint
    if place.part.get("x-type") == "amount":
        return "写一个数，没有的写 0"
    name = place.path[-1] if place.path else ""
    return f"写成 {sample(name, place.part)}{place.told}" if isinstance(name, str) else "写一段文字"


def _typed_hint(place: Located, signs: str) -> str:
    """What to say of a text that looks like the group or list it should be, but for its full-width ``signs``."""
    text = place.node.text if isinstance(place.node, Scalar) else ""
    if text[:1] in tuple("［｛【"):
        return "括号要用英文的；或者换行，一行写一项"
    if signs == "：" and "：" in text:
        return "冒号是全角的；用英文冒号，后面空一格"
    return "每条以英文减号和一个空格“- ”开头" if text[:1] in tuple(signs) else ""


def _entries(place: Located) -> str:
    names = list(place.part.get("properties", {}))[:5]
    return f"，例如：{'、'.join(names)}" if names else ""


def _choice(place: Located, kind: Any) -> Iterator[Finding]:
    if not isinstance(place.node, Scalar) or place.node.null:
        return
    options = [str(option) for option in kind.options]
    near = closest(place.node.text[:40], options)
    question = f"，{did_you_mean(near)}" if near else ""
    message = f"{place.name}不能写“{short(place.node.text)}”{question}"
    yield place.error(place.voice.choice, message, "只能写：" + "、".join(options))


def _form(place: Located, _kind: Any) -> Iterator[Finding]:
    if place.part.get("x-type") not in (*_FIGURES, "date") and isinstance(place.node, Scalar):
        hint = place.part.get("description") or f"写成 {sample(place.name, place.part)}"
        yield place.error(place.voice.form, f"{place.name}不能写“{short(place.node.text)}”", hint)


def _too_short(place: Located, _kind: Any) -> Iterator[Finding]:
    if place.part.get("x-type") not in _FIGURES:
        yield place.error(place.voice.empty, f"{place.name}后面没有内容", "写上内容；这一项可以不写的，就删去整行")


def _too_few(place: Located, kind: Any) -> Iterator[Finding]:
    message = f"{place.name}至少要有 {kind.limit} 条"
    yield place.error(place.voice.few, message, "换行，缩进两格，一行写一条", place.span)


def _key_form(place: Located, name: Any) -> Iterator[Finding]:
    yield misnamed_key(place, str(name))


def _refused(place: Located, _kind: Any) -> Iterator[Finding]:
    hint = place.part.get("x-refused", "删去这一项")
    yield place.error(place.voice.choice, f"{place.name}这里不能写", hint, place.span)


def _other(place: Located, _kind: Any) -> Iterator[Finding]:
    yield place.error(
        place.voice.other, f"{place.name}不合要求", place.part.get("description", f"对照 {place.voice.guide} 检查")
    )


_EXPLANATIONS: dict[str, Callable[[Located, Any], Iterator[Finding]]] = {
    "type": _shape,
    "enum": _choice,
    "pattern": _form,
    "minLength": _too_short,
    "minItems": _too_few,
    "minProperties": _too_few,
    "minimum": _form,
    "propertyNames": _key_form,
    "falseSchema": _refused,
}
