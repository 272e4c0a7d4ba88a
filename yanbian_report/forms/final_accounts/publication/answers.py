"""Answers: how a year stands to what is asked, from what is written in its data."""

from __future__ import annotations

from yanbian_report.base.origin import Origin
from yanbian_report.model.figure import Figure
from yanbian_report.model.formats import spoken
from yanbian_report.model.requirement import Answer, State
from yanbian_report.model.values import Text, Value, branch
from yanbian_report.model.year import Year


def found(year: Year, path: str, said: str = "") -> Answer:
    """有 or 缺 for what is written at ``path``; what is still to be filled in is missing."""
    leaf = year.leaves.get(path)
    if year.is_example(leaf):
        return Answer(State.MISSING, "还是示例", path, getattr(leaf, "origin", None))
    if isinstance(leaf, Figure) and not leaf.unknown:
        return Answer(State.MET, said or spoken(leaf), path, leaf.origin)
    if isinstance(leaf, Text) and leaf.text:
        return Answer(State.MET, said or leaf.text[:30], path, leaf.origin)
    return Answer(
        State.MISSING, "还是待填" if isinstance(leaf, Figure) else "没有写", path, getattr(leaf, "origin", None)
    )


def all_written(year: Year, paths: list[str], said: str) -> Answer:
    """有 when something is written at each of ``paths``; else those that lack it."""
    answers = [found(year, path) for path in paths]
    lacking = [answer for answer in answers if answer.state is State.MISSING]
    if not lacking:
        return Answer(State.MET, said, paths[0], answers[0].origin if answers else None)
    names = "、".join(answer.path for answer in lacking[:6]) + (f" 等 {len(lacking)} 处" if len(lacking) > 6 else "")
    place = next((a.origin for a in (*lacking, *answers) if a.origin), None)
    words = "还没有填好：" if all(place.found != "没有写" for place in lacking) else "没有写 "
    return Answer(State.MISSING, f"{words}{names}", lacking[0].path, place)


def origin(year: Year, path: str) -> Origin | None:
    """Where what stands at ``path`` was typed."""
    return getattr(year.leaves.get(path), "origin", None)


def change_reasons(year: Year, reasons: dict[str, str]) -> Answer:
    changed = [text for path, text in reasons.items() if year.get(f"{path}.增减额") is not None]
    return (
        all_written(year, changed, "有增减的都写了原因") if changed else Answer(State.NOT_APPLICABLE, "与上年没有增减")
    )


def written(group: Value) -> set[str]:
    return {name for name, value in branch(group).items() if isinstance(value, (Figure, Text))}
