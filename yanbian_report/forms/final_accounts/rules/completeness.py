"""What a sentence of the report says is not there, and may only have been left out of the file."""

from __future__ import annotations

from collections.abc import Iterator

from yanbian_report.base.findings import Severity
from yanbian_report.model.formats import spoken
from yanbian_report.model.values import branch
from yanbian_report.model.year import Year
from yanbian_report.rules.rule import Outcome, Violation, rule


@rule("R371", basis="财预〔2016〕143号、预算法实施条例第六条；财政部门决算公开检查", severity=Severity.NOTE)
def what_inspections_ask(year: Year) -> Iterator[Outcome]:
    """有项目支出的写了项目或绩效管理，不是新设立的写了上年数，有外事接待的写了批次人次；其他的看 check --publish。"""
    foreign = [year.get(f"三公经费.公务接待费.外事{name}") for name in ("批次", "人次")]
    if year.figure("三公经费.公务接待费.外事接待") and any(figure is None for figure in foreign):
        yield _missing(year, "三公经费.公务接待费.外事接待", "外事接待没有写批次、人次", "补上“外事批次”“外事人次”")
    if year.figure("支出.项目支出") and not branch(year.tree.get("项目")) and not _counted(year):
        yield _missing(
            year, "支出.项目支出", "有项目支出，没有写项目，也没有写绩效管理", "补上“项目”，或者“绩效管理”各步的个数"
        )
    if not year.tree.get("上年") and not year.text("单位.新设立"):
        yield _missing(year, "收入.一般公共预算财政拨款收入", "没有写上年数", "补上“上年”；新设立的单位写 新设立: 是")


def _counted(year: Year) -> bool:
    return year.get("绩效管理.绩效目标.填报数") is not None


def _missing(year: Year, path: str, words: str, hint: str) -> Violation:
    figure = year.figure(path)
    return Violation(f"{words}（{figure.path} {spoken(figure)}）", (figure,), hint=hint)
