"""Captions: every chart has one beside it, and their numbers count through."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yanbian_report.base.findings import Finding, error
from yanbian_report.proof.read_back import ReadBack

_CHART = re.compile(r"rIdFigure(\d+)")  # how filling names the relations of charts; others are the template's own
_CAPTION = re.compile(r"图(\d+)：")


def check(document: ReadBack) -> Iterator[Finding]:
    """Findings W309."""
    begun = (_CAPTION.match(text) for _, text in document.paragraphs if text.startswith("图"))
    captions = [int(found[1]) for found in begun if found]
    pictures = [reference.id for _, reference in document.body.references if reference.element == "a:blip"]
    charts = sorted({int(found[1]) for id_ in pictures if (found := _CHART.fullmatch(id_))})
    if captions != list(range(1, len(captions) + 1)):
        yield error("W309", f"图号不连续：{'、'.join(map(str, captions))}", hint="检查模板里图题的先后")
    elif without := [number for number in charts if number not in captions]:
        hint = "模板里每张图后面放一个图题"
        yield error("W309", f"图{'、图'.join(map(str, without))}没有图题", hint=hint)
    elif len(captions) > len(pictures):
        words = f"有 {len(captions)} 个图题，只有 {len(pictures)} 张图"
        yield error("W309", words, hint="删去多余的图题，或者补上图")
