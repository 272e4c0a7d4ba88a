"""What inspections look for and a file may leave out: budgets, small firms, cars by use, performance, last year."""

from __future__ import annotations

from collections.abc import Iterator

from yanbian_report.base.findings import Severity
from yanbian_report.forms.final_accounts.spending import FUNDS
from yanbian_report.model.formats import spoken
from yanbian_report.model.values import branch
from yanbian_report.model.year import Year
from yanbian_report.rules.rule import Outcome, Violation, rule

_THREE = ("因公出国境费", "公务用车", "公务接待费")


@rule("R371", basis="财预〔2016〕143号、预算法实施条例第六条；财政部门决算公开检查", severity=Severity.NOTE)
def what_inspections_ask(year: Year) -> Iterator[Outcome]:
    """决算公开检查要看的，都写了：各项和“三公”经费的预算、中小企业合同金额、车辆用途、外事批次人次、项目绩效、上年数。"""
    for fund in FUNDS:
        items = branch(branch(year.tree[fund]).get("功能分类"))
        if items and not any(branch(entry).get(key) for entry in items.values() for key in ("预算", "完成预算")):
            yield _missing(year, f"{fund}.合计", f"{fund}各项没有写预算数", "每一项补上“预算”，印完成预算的百分比")
    kinds = [year.get(f"三公经费.{kind}.预算") for kind in _THREE]
    if year.figure("三公经费.合计") and year.get("三公经费.预算") is None and not any(k is not None for k in kinds):
        yield _missing(year, "三公经费.公务接待费.决算", "“三公”经费没有写预算数", "在“三公经费”或各项下补上“预算”")
    if year.figure("政府采购.合计") and year.get("政府采购.授予中小企业合同金额") is None:
        yield _missing(year, "政府采购.货物", "没有写授予中小企业合同金额", "补上“授予中小企业合同金额”，没有的写 0")
    if year.figure("国有资产.车辆") and not branch(year.tree["国有资产"]).get("车辆清单"):
        yield _missing(year, "国有资产.车辆", "车辆没有按用途列出", "补上“车辆清单”")
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
