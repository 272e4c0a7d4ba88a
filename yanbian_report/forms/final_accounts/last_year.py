"""Last year: what this year's file says of it, and what the last year's own file printed."""

from __future__ import annotations

from collections.abc import Mapping

from yanbian_report.model.figure import Figure
from yanbian_report.model.year import Year

# A path of this year's file → the figure of last year's file that it repeats (公开表的上年数；年初数＝上年年末数).
REPEATED: Mapping[str, str] = {
    "上年.收入总计": "收入.收入总计",
    "上年.支出总计": "支出.支出总计",
    "上年.财政拨款收入总计": "财政拨款.收入总计",
    "上年.财政拨款支出总计": "财政拨款.支出总计",
    "上年.一般公共预算财政拨款支出": "一般公共预算支出.合计",
    "上年.政府性基金预算支出": "政府性基金预算支出.合计",
    "上年.国有资本经营预算支出": "国有资本经营预算支出.合计",
    "上年.机关运行经费": "机关运行经费.决算",
    "上年.三公经费.因公出国境费": "三公经费.因公出国境费.决算",
    "上年.三公经费.公务用车": "三公经费.公务用车.决算",
    "上年.三公经费.公务接待费": "三公经费.公务接待费.决算",
    "收入.年初结转和结余": "支出.年末结转和结余",
    "财政拨款.年初财政拨款结转和结余": "财政拨款.年末财政拨款结转和结余",
}


def repeated(last: Year) -> dict[str, Figure]:
    """What the next year's file should repeat of ``last``, by the paths that it has there."""
    said = {path: last.get(origin) for path, origin in REPEATED.items()}
    year = last.text("年度")
    return {
        path: figure._replace(path=f"{year}年度{figure.path}") for path, figure in said.items() if figure is not None
    }
