"""Ids: bookmarks, pictures and notes have ids of their own, and every picture has a text alternative."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from yanbian_report.base.findings import Finding, error, note
from yanbian_report.proof.flow import Flow
from yanbian_report.proof.read_back import ReadBack
from yanbian_report.word.document import printed_text

_AGAIN = "在模板里删去这一处的书签（“插入→书签”），需要的重新插入"
_CHART = "rIdFigure"  # how the relations of charts begin; other pictures are the template's own


def check(document: ReadBack) -> Iterator[Finding]:
    """Findings W307."""
    yield from _bookmarks(document.flows)
    yield from _notes(document.flows)
    body = document.body
    drawings = body.named("wp:docPr")
    for id_, times in _counted(mark.attributes.get("id", "") for _, mark in drawings):
        number, mark = next((n, mark) for n, mark in drawings if mark.attributes.get("id") == id_)
        words = f"图片“{mark.attributes.get('name', '')}”（“{body.near(number)}”附近）的编号用了 {times} 次"
        yield error("W307", words, hint="在模板里删去这张图片，重新插入")
    yield from _text_alternatives(body)


def _counted(values: Iterable[str]) -> list[tuple[str, int]]:
    """What there is more than once."""
    return [(value, times) for value, times in Counter(values).items() if times > 1]


def _bookmarks(flows: list[Flow]) -> Iterator[Finding]:
    starts = [(flow, n, mark) for flow in flows for n, mark in flow.named("w:bookmarkStart")]
    ends = Counter(mark.attributes.get("w:id", "") for flow in flows for _, mark in flow.named("w:bookmarkEnd"))
    ids = Counter(mark.attributes.get("w:id", "") for _, _, mark in starts)
    names = Counter(mark.attributes.get("w:name", "") for _, _, mark in starts)
    for flow, number, mark in starts:
        id_, name = mark.attributes.get("w:id", ""), mark.attributes.get("w:name", "")
        if ids[id_] > 1 or names[name] > 1:
            yield error("W307", f"书签“{name}”（“{flow.near(number)}”一段）重号或重名", hint=_AGAIN)
        elif ends[id_] != 1:
            yield error("W307", f"书签“{name}”（“{flow.near(number)}”一段）没有结尾", hint=_AGAIN)
    if set(ends) - set(ids):
        yield error("W307", "成稿里有书签的结尾，没有开头", hint=_AGAIN)


def _notes(flows: list[Flow]) -> Iterator[Finding]:
    for flow in flows[1:]:
        notes = flow.named("w:footnote") + flow.named("w:endnote")
        for id_, _ in _counted(mark.attributes.get("w:id", "") for _, mark in notes):
            number = next(n for n, mark in notes if mark.attributes.get("w:id") == id_)
            words = f"脚注“{flow.near(number)}”重号"
            yield error("W307", words, hint="在模板里删去这个脚注，重新插入；脚注不要放在 for 里")


def _text_alternatives(body: Flow) -> Iterator[Finding]:
    """A chart without one is an error; of the template's own pictures it is only said."""
    described = {number for number, mark in body.named("wp:docPr") if not mark.attributes.get("descr")}
    for number, reference in body.references:
        if number not in described or reference.element != "a:blip":
            continue
        if reference.id.startswith(_CHART):
            name = next(m.attributes.get("name") for n, m in body.named("wp:docPr") if n == number)
            yield error("W307", f"图片“{name}”没有替代文字", hint="在模板里给图片写替代文字")
        else:
            where = f"“{body.near(number)}”附近的图片" if printed_text("".join(body.pieces[: number + 1])) else "图片"
            words = f"{where}没有替代文字，看不见图的人不知道里面是什么"
            yield note("W307", words, hint="在 Word 里右键图片→“编辑替代文字”，用一句话写出图里是什么")
