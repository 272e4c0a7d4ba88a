"""The contents field of a master: whatever Word has put into it, it holds the mark again where entries will stand."""

from __future__ import annotations

from yanbian_report.word.canonical.markup import Element
from yanbian_report.word.canonical.namespaces import qualified
from yanbian_report.word.canonical.tree import remove, value

_PARAGRAPH, _RUN, _TEXT = map(qualified, ("w:p", "w:r", "w:t"))
_CHAR, _INSTRUCTION = qualified("w:fldChar"), qualified("w:instrText")


def reset_contents(body: Element, mark: str) -> bool:
    """Let the contents field of ``body`` hold nothing but ``mark`` (``{{ 目录 }}``); whether there is such a field."""
    field = _field(body)
    if field is None:
        return False
    separate, end = field
    first, last = _run_of(separate), _run_of(end)
    between = _between(body, first, last)
    if "".join(text.text or "" for run in between for text in run.iter(_TEXT)).strip() == mark:
        return True
    paragraphs = {run: _paragraph_of(run) for run in between}
    for run in between:
        remove(run)
    start, finish = _paragraph_of(first), _paragraph_of(last)
    for paragraph in dict.fromkeys(paragraphs.values()):
        if paragraph is not start and paragraph is not finish and paragraph is not None:
            remove(paragraph)
    for link in [*start.iter(qualified("w:hyperlink"))]:
        if not list(link.iter(_RUN)):
            remove(link)
    run = first.makeelement(_RUN)
    text = run.makeelement(_TEXT)
    text.text = mark
    run.append(text)
    first.addnext(run)
    return True


def _field(body: Element) -> tuple[Element, Element] | None:
    """Where the contents field's result begins and where the field ends."""
    begun: list[list[Element | str | None]] = []
    for element in body.iter(_CHAR, _INSTRUCTION):
        kind = value(element, "w:fldCharType")
        if kind == "begin":
            begun.append(["", None])
        elif element.tag == _INSTRUCTION and begun:
            begun[-1][0] = f"{begun[-1][0]}{element.text or ''}"
        elif kind == "separate" and begun:
            begun[-1][1] = element
        elif kind == "end" and begun:
            instruction, separate = begun.pop()
            if str(instruction).split()[:1] == ["TOC"] and separate is not None:
                return separate, element
    return None


def _run_of(element: Element) -> Element:
    while element.tag != _RUN:
        element = element.getparent()
    return element


def _paragraph_of(element: Element) -> Element:
    while element is not None and element.tag != _PARAGRAPH:
        element = element.getparent()
    return element


def _between(body: Element, first: Element, last: Element) -> list[Element]:
    """The runs after ``first`` and before ``last``."""
    runs = list(body.iter(_RUN))
    return runs[runs.index(first) + 1 : runs.index(last)]
