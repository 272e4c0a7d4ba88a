"""Answers on the document itself, as it was built."""

from __future__ import annotations

from yanbian_report.model.requirement import Answer, Built, State

_FEW, _MANY = 8, 300  # pages: a report of fewer lacks something, one of more is hard to read as a whole
_LARGE = 50 * 1024 * 1024  # bytes: what sites take at most
_KIB = 1024


def size(built: Built | None) -> Answer:
    """Whether the document has as many pages and bytes as a report has that is whole and can be published."""
    if built is None:
        return Answer(State.FOR_A_PERSON, "还没有生成；生成以后再看这一条")
    pages = f"最后一个标题在第 {built.last_page} 页，" if built.last_page else ""
    said = f"{built.name}：{pages}{max(1, round(built.size / _KIB))} KB"
    if built.last_page and built.last_page < _FEW:
        return Answer(State.MISSING, f"{said}；不到 {_FEW} 页，看看是不是少了内容")
    if built.last_page > _MANY or built.size > _LARGE:
        return Answer(State.FOR_A_PERSON, f"{said}；太长、太大的，公开平台可能不收，看看要不要分开")
    if built.is_older:
        return Answer(State.FOR_A_PERSON, f"{said}；数据在这以后改过，重新生成一次")
    return Answer(State.MET, said)
