"""This year's file against last year's (data/<year-1>.yaml, where it is at hand)."""

from __future__ import annotations

from collections.abc import Iterator

from yanbian_report.forms.final_accounts.derive import PUBLISHED_RATES
from yanbian_report.model.year import Year
from yanbian_report.rules.relations import equals
from yanbian_report.rules.rule import Outcome, rule


@rule("R601", basis="上年数是上年决算报告公布的数；年初结转和结余＝上年年末结转和结余")
def last_year_as_it_was_printed(year: Year) -> Iterator[Outcome]:
    """“上年”各项和年初结转和结余，等于上年数据文件里的数。"""
    for path, before in year.last.items():
        yield equals(year.get(path), before)


@rule("R603", basis="增减率＝增减额 ÷ 上年数，可能是截去尾数的")
def published_rates_of_change(year: Year) -> Iterator[Outcome]:
    """“公布的增减率”与算得的最多差末位的一：没有四舍五入而是截去尾数的，照公布的印；差得更多的不行。"""
    for name, paths in PUBLISHED_RATES.items():
        said, derived = year.get(f"公布的增减率.{name}"), year.get(f"{paths[0]}.算得的增减率")
        if said is None or derived is None:
            continue
        cut = derived._replace(step=derived.step + 2 * said.step)  # cut off instead of rounded: one of the last digit
        yield equals(said, cut)
