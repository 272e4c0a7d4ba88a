"""Findings of workbooks: the bytes that provoke each, by code."""

from __future__ import annotations

from collections.abc import Callable

from tests.codes.bench import Bench
from tests.codes.situations import BY_HAND, Found
from tests.workbook.books import Formula, Grid, book, locked

SHEET = "公开01表"
CONTENTS: dict[str, Callable[[], bytes]] = {
    "X103": bytes,
    "X104": locked,
    "X105": lambda: book("xlsx", Grid(SHEET, [["收入支出决算总表"]]))[:-400],
    "X106": lambda: "科目编码,科目名称,合计\n2080505,机关事业单位基本养老保险缴费支出,12.34\n".encode("gbk"),
    "X107": lambda: book("xlsx", Grid(SHEET, [["收入支出决算总表"], *[[]] * 1_000_000, ["。"]])),
    "X108": lambda: book("xlsx", Grid(SHEET, [["总计", Formula("=SUM(B2:B3)")]])),
    "X109": lambda: book("xlsx", Grid(SHEET, [["总计", Formula("=表!C7", "#REF!")]])),
}


def holding(make: Callable[[], bytes]) -> Callable[[Bench], Found]:
    return lambda bench: bench.workbook(make())


BY_HAND.update({code: holding(make) for code, make in CONTENTS.items()})
