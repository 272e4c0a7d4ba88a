"""This year's file against last year's (data/<year-1>.yaml, where it is at hand)."""

from __future__ import annotations

from collections.abc import Iterator

from yanbian_report.model.year import Year
from yanbian_report.rules.relations import equals
from yanbian_report.rules.rule import Outcome, rule


@rule("R601", basis="上年数是上年决算报告公布的数；年初结转和结余＝上年年末结转和结余")
def last_year_as_it_was_printed(year: Year) -> Iterator[Outcome]:
    """“上年”各项和年初结转和结余，等于上年数据文件里的数。"""
    for path, before in year.last.items():
        yield equals(year.get(path), before)
