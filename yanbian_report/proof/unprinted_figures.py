"""Unprinted figures: every figure that was typed must appear in the document; those that do not are reported."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yanbian_report.base.findings import Finding, Severity
from yanbian_report.model.figure import Figure
from yanbian_report.model.formats import FORMATS, Unprintable, spoken
from yanbian_report.proof.read_back import ReadBack

_GOES_ON = re.compile(r"[\d.]*\d")


def check(document: ReadBack) -> Iterator[Finding]:
    """Findings W320: typed figures other than 0 that the document has in no format.

    Passed over are those that the form prints only in what follows from them (``printing.behind``).
    """
    year, printing = document.year, document.printing
    if year is None or printing is None:
        return
    for figure in year.figures().values():
        if (
            figure.origin
            and figure.value
            and not figure.unknown
            and not printing.behind.search(figure.path)
            and not _is_in(figure, document.text)
        ):
            own = printing.own.search(figure.path)
            yield Finding(
                "W320",
                Severity.NOTE if own else Severity.INCONSISTENCY,
                f"“{figure.path}”{spoken(figure)}没有印在报告里",
                figure.origin,
                figure.path,
                hint="在文字里引用它，或者删去" if own else "模板里少了印它的句子，或者句式没有用到它",
            )


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
