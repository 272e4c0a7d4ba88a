"""Printed: what the year says is said in the document. A figure that was typed and stands nowhere is named."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yanbian_report.base.findings import Finding, Severity
from yanbian_report.model.figure import Figure
from yanbian_report.model.formats import FORMATS, Unprintable, spoken
from yanbian_report.model.year import Year

# Last year's figures, budgets and signed factors are printed as changes and rates; carryovers only in their totals;
# a project's amounts only where it has an annex; accepted differences not at all.
_SECTIONS_BEHIND = ("上年.", "已知差异.")
_NAMES_BEHIND = (".预算", ".增减", "结转和结余", ".使用非财政拨款结余", ".结余分配")
_OF_PROJECT = re.compile(r"项目\.[^.]+\.(?:执行|其他资金执行|其他资金预算)")
_GOES_ON = re.compile(r"[\d.]*\d")
# What only an annex prints, or only the unit's own words.
_PERHAPS = re.compile(r"(^|\.)数据\.|^人员\.|^财政拨款\..*数$")


def unprinted(year: Year, text: str) -> Iterator[Finding]:
    """Findings W320: typed figures, other than nil, that ``text`` (the whole document's) has in no format."""
    for figure in year.figures().values():
        if (
            figure.origin
            and figure.value
            and not figure.unknown
            and not _is_behind(figure.path)
            and not _is_in(figure, text)
        ):
            own = _PERHAPS.search(figure.path)
            yield Finding(
                "W320",
                Severity.NOTE if own else Severity.INCONSISTENCY,
                f"“{figure.path}”{spoken(figure)}没有印在报告里",
                figure.origin,
                figure.path,
                hint="在文字里引用它，或者删去" if own else "模板里少了印它的句子，或者句式没有用到它",
            )


def _is_behind(path: str) -> bool:
    """Whether the figure at ``path`` shows only in what follows from it."""
    return path.startswith(_SECTIONS_BEHIND) or path.endswith(_NAMES_BEHIND) or bool(_OF_PROJECT.fullmatch(path))


def _is_in(figure: Figure, text: str) -> bool:
    return any(_stands_alone(form, text) for form in _forms(figure))


def _stands_alone(form: str, text: str) -> bool:
    """Whether ``form`` is somewhere in ``text`` and no piece of a longer number."""
    at = text.find(form)
    while at >= 0:
        if (at == 0 or text[at - 1] not in "0123456789.") and not _GOES_ON.match(text, at + len(form)):
            return True
        at = text.find(form, at + 1)
    return False


_OTHERS = {
    "amount": ("百分比", "整数"),
    "rate": ("万元", "万元数", "元", "整数"),
    "count": ("万元", "万元数", "元", "百分比"),
}


def _forms(figure: Figure) -> Iterator[str]:
    """``figure`` in every format but those for ``_OTHERS``, which would only refuse it."""
    for name, format_ in FORMATS.items():
        if name in _OTHERS[figure.kind]:
            continue
        try:
            yield format_(figure)
        except Unprintable:
            continue
