"""Derive: everything that follows from what was typed, each with its formula.

Reads top to bottom like the printed form. A total that was typed is printed as typed (a rule holds it against its
parts); everything else here is never typed.
"""

from __future__ import annotations

from yanbian_report.base.findings import EXAMPLE, TO_DO, Finding, error
from yanbian_report.base.origin import Cell
from yanbian_report.base.project import Project
from yanbian_report.forms.derivation import Derivation, as_printed, copy_for_writing, entries
from yanbian_report.forms.final_accounts.classification import full_name, read_classification, with_additions
from yanbian_report.forms.final_accounts.evaluation import evaluation
from yanbian_report.forms.final_accounts.printed_names import held_against, printed_names, with_printed
from yanbian_report.forms.final_accounts.schema import schema
from yanbian_report.forms.final_accounts.spending import codes_used, spending
from yanbian_report.model import figure as money
from yanbian_report.model.agreement import agree
from yanbian_report.model.data_file import DataFile
from yanbian_report.model.figure import Figure
from yanbian_report.model.formats import printed
from yanbian_report.model.values import Value, branch, text_of
from yanbian_report.model.year import Classification, Year, flatten

INCOME = (
    "一般公共预算财政拨款收入",
    "政府性基金预算财政拨款收入",
    "国有资本经营预算财政拨款收入",
    "上级补助收入",
    "事业收入",
    "经营收入",
    "附属单位上缴收入",
    "其他收入",
)
SPENDING = ("基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出")


def derive(data_file: DataFile, project: Project) -> tuple[Year, list[Finding]]:
    """The whole year of ``data_file``, with the official names of the project's classification tables.

    A code that no classification table knows has its name from the year's workbook. Findings name codes without a name
    and short names without a project.
    """
    official, findings = read_classification(project.classification, data_file)
    known, printed = with_additions(official, data_file), printed_names(data_file.tables)
    names = with_printed(known, printed)
    derivation = Derivation(copy_for_writing(data_file.tree, schema(), schema().root))
    _defaults(derivation)
    _years(derivation)
    _revenue_and_expenditure(derivation)
    _fiscal_appropriation(derivation)
    findings += spending(derivation, names)
    findings += held_against(known, printed, codes_used(derivation))
    _basic_expenditure(derivation)
    _glossary(derivation, names)
    _three_public(derivation)
    _other_matters(derivation)
    findings += evaluation(derivation)
    _published_rates(derivation)
    made_up = data_file.examples.values()
    leaves = flatten(derivation.tree)
    year = Year(derivation.tree, data_file.file, leaves, official, tables=data_file.tables, examples=made_up)
    return year, [*findings, *_example_tables(year)]


def _example_tables(year: Year) -> list[Finding]:
    """D217 for a workbook that is the example's."""
    hint = f"导入本单位的公开表：用 import {year.text('年度')} 加上文件名"
    places = [Cell(table.file, table.place, "A1") for table in year.example_tables[:1]]
    return [error(EXAMPLE, TO_DO[EXAMPLE], place, hint=hint, path="公开表") for place in places]


def _defaults(derivation: Derivation) -> None:
    """What is meant where nothing was written."""
    for path, meant in _MEANT.items():
        if not derivation.at(path):
            group = path.partition(".")[0]
            derivation.enter(group, derivation.at(group) or {})
            derivation.enter(path, meant)
    derivation.enter("单位.自称", derivation.at("单位.自称") or derivation.at("单位.名称"))
    derivation.enter("新设立", bool(derivation.at("单位.新设立")))
    kinds = branch(derivation.at("单位.下属单位分类")).items()
    derivation.enter(
        "单位.下属单位构成", [{"名称": kind, "个数": n} for kind, n in kinds if isinstance(n, Figure) and n]
    )
    for project in branch(derivation.at("项目")).values():
        for name in ("预算项目名称", "支出名称", "专项名称"):
            branch(project)[name] = branch(project).get(name) or branch(project).get("名称")
        branch(project)["绩效项目名称"] = branch(project).get("绩效项目名称") or branch(project).get("预算项目名称")


_MEANT = {"设置.零值写法": "无", "设置.收支总计写法": "单边", "设置.预算口径": "预算"}


def _years(derivation: Derivation) -> None:
    year = int(text_of(derivation.tree["年度"]))
    derivation.enter("年度", year)
    derivation.enter("上年度", year - 1)
    derivation.enter("次年度", year + 1)
    _staff(derivation)


# What staff there is, by the name that the data has for it and the one that the report prints.
_STAFF = {
    "行政编制在职": "行政编制",
    "参公编制在职": "参照公务员法管理的事业编制",
    "事业编制在职": "全额拨款事业编制",
    "工勤编制在职": "工勤编制",
}


def _staff(derivation: Derivation) -> None:
    """Staff by kind, as far as it is written."""
    known = [kind for kind in _STAFF if isinstance(derivation.at(f"人员.{kind}"), Figure)]
    if known:
        derivation.adds("人员.在职人数", *(f"人员.{kind}" for kind in known))
    derivation.enter("人员.在职人数", derivation.at("人员.在职人数"))
    rows: list[Value] = [{"名称": _STAFF[kind], "人数": derivation.at(f"人员.{kind}")} for kind in known]
    derivation.enter("人员.在职构成", rows)


def _revenue_and_expenditure(derivation: Derivation) -> None:
    derivation.adds("收入.本年收入合计", *(f"收入.{kind}" for kind in INCOME))
    derivation.adds("收入.收入总计", "收入.本年收入合计", "收入.使用非财政拨款结余", "收入.年初结转和结余")
    for kind in INCOME:
        derivation.share(f"收入.{kind}占比", f"收入.{kind}", "收入.本年收入合计")
    derivation.adds("支出.本年支出合计", *(f"支出.{kind}" for kind in SPENDING))
    derivation.adds("支出.支出总计", "支出.本年支出合计", "支出.结余分配", "支出.年末结转和结余")
    for kind in SPENDING:
        derivation.share(f"支出.{kind}占比", f"支出.{kind}", "支出.本年支出合计")
    for side, kinds in (("收入", INCOME), ("支出", SPENDING)):
        derivation.enter(f"{side}.构成", _composition(derivation, side, kinds))
    _both_sides(derivation, "收支总计", ("收入.收入总计", "支出.支出总计"), ("上年.收入总计", "上年.支出总计"))


def _composition(derivation: Derivation, side: str, kinds: tuple[str, ...]) -> list[Value]:
    """The kinds of revenue or expenditure that the report speaks of, in the form's order."""
    left_out = text_of(derivation.at("设置.零值写法")) == "省略"
    rows: list[Value] = []
    for kind in kinds:
        amount = derivation.figure(f"{side}.{kind}")
        if amount or not left_out:
            rows.append({"名称": kind, "决算": amount, "占比": derivation.at(f"{side}.{kind}占比")})
    return rows


def _fiscal_appropriation(derivation: Derivation) -> None:
    now = ("财政拨款.收入总计", "财政拨款.支出总计")
    _both_sides(derivation, "财政拨款收支总计", now, ("上年.财政拨款收入总计", "上年.财政拨款支出总计"))


def _both_sides(derivation: Derivation, path: str, now: tuple[str, str], before: tuple[str, str]) -> None:
    """The grand total: one balanced figure, or as the 2021 report prints it, both printed sides added up.

    The change is that of one side either way (“收、支总计各减少”).
    """
    derivation.change(path, now[0], before[0])
    summed = text_of(derivation.at("设置.收支总计写法")) == "收支相加"
    for name, sides in (("本年", now), ("上年", before)):
        if name == "上年" and not isinstance(derivation.at(sides[0]), Figure):
            continue
        shown = derivation.figure(sides[0])
        if summed:
            shown = money.total(
                map(as_printed, map(derivation.figure, sides)), f"{path}.{name}", "收入总计 ＋ 支出总计"
            )
        derivation.enter(f"{path}.{name}", shown)
    for side, this, last in zip(("收入", "支出"), now, before, strict=True):
        derivation.change(f"{path}.{side}", this, last)
    derivation.enter(f"{path}.两边不等", _differ(derivation, *now) or _differ(derivation, *before))


def _differ(derivation: Derivation, one: str, other: str) -> bool:
    """Whether two totals that should be one are printed as two, beyond what rounding explains."""
    figures = [derivation.at(path) for path in (one, other)]
    a, b = (figure if isinstance(figure, Figure) else None for figure in figures)
    return a is not None and b is not None and printed(a) != printed(b) and not agree(a, b)


def _basic_expenditure(derivation: Derivation) -> None:
    if branch(derivation.at("一般公共预算基本支出")):
        derivation.adds("一般公共预算基本支出.合计", "一般公共预算基本支出.人员经费", "一般公共预算基本支出.公用经费")


def _glossary(derivation: Derivation, names: Classification) -> None:
    """The glossary as a list; a code stands for its full official name."""
    entries: list[Value] = []
    for term, meaning in branch(derivation.at("名词解释")).items():
        title = full_name(term, names) if term.isdigit() else term
        entries.append({"名称": title, "释义": meaning})
    derivation.enter("名词条目", entries)


# A rate of change as it was published → where it is printed.
PUBLISHED_RATES = {
    "收入总计": ("收支总计", "收支总计.收入"),
    "支出总计": ("收支总计.支出",),
    "财政拨款收入总计": ("财政拨款收支总计", "财政拨款收支总计.收入"),
    "财政拨款支出总计": ("财政拨款收支总计.支出",),
    "一般公共预算支出": ("一般公共预算支出",),
    "政府性基金预算支出": ("政府性基金预算支出",),
    "国有资本经营预算支出": ("国有资本经营预算支出",),
    "机关运行经费": ("机关运行经费",),
}


def _published_rates(derivation: Derivation) -> None:
    """Print rates as they were published; what they are by calculation stays beside them, for a rule to compare."""
    for name, paths in PUBLISHED_RATES.items():
        said = derivation.at(f"公布的增减率.{name}")
        for path in paths if isinstance(said, Figure) else ():
            derived = derivation.at(f"{path}.增减率")
            if isinstance(derived, Figure):
                derivation.enter(f"{path}.算得的增减率", derived)
                derivation.enter(f"{path}.增减率", said)


_THREE_PUBLIC = ("因公出国境费", "公务用车", "公务接待费")


def _three_public(derivation: Derivation) -> None:
    if all(isinstance(derivation.at(f"三公经费.{kind}.预算"), Figure) for kind in _THREE_PUBLIC):
        derivation.adds("三公经费.预算", *(f"三公经费.{kind}.预算" for kind in _THREE_PUBLIC))
    derivation.adds("三公经费.公务用车.决算", "三公经费.公务用车.购置费", "三公经费.公务用车.运行维护费")
    kinds = _THREE_PUBLIC
    derivation.adds("三公经费.合计", *(f"三公经费.{kind}.决算" for kind in kinds))
    derivation.against_budget("三公经费", "三公经费.合计")
    for kind in kinds:
        derivation.change(f"三公经费.{kind}", f"三公经费.{kind}.决算", f"上年.三公经费.{kind}")
        derivation.share(f"三公经费.{kind}.占比", f"三公经费.{kind}.决算", "三公经费.合计")
        derivation.against_budget(f"三公经费.{kind}", f"三公经费.{kind}.决算")
    before = [f"上年.三公经费.{kind}" for kind in kinds]
    if all(isinstance(derivation.at(path), Figure) for path in before):
        derivation.adds("上年.三公经费.合计", *before)
    derivation.change("三公经费", "三公经费.合计", "上年.三公经费.合计")
    reception = "三公经费.公务接待费"
    derivation.enter(
        f"{reception}.国内接待",
        money.difference(
            derivation.figure(f"{reception}.决算"),
            derivation.figure(f"{reception}.外事接待"),
            f"{reception}.国内接待",
            "决算 − 外事接待",
        ),
    )


def _other_matters(derivation: Derivation) -> None:
    if branch(derivation.at("机关运行经费")):
        _agency_operating_costs(derivation)
    derivation.adds("政府采购.合计", "政府采购.货物", "政府采购.工程", "政府采购.服务")
    for kind in ("中小企业", "小微企业"):
        derivation.share(f"政府采购.{kind}占比", f"政府采购.授予{kind}合同金额", "政府采购.合计")
    for kind in ("货物", "工程", "服务"):
        derivation.share(f"政府采购.{kind}授予中小企业占比", f"政府采购.{kind}授予中小企业合同金额", f"政府采购.{kind}")


def _agency_operating_costs(derivation: Derivation) -> None:
    derivation.change("机关运行经费", "机关运行经费.决算", "上年.机关运行经费")
    for number, factor in enumerate(entries(derivation.at("机关运行经费.增减因素")), 1):
        change = factor["增减"]
        if isinstance(change, Figure):
            path = f"机关运行经费.增减因素.{number}.增减额"
            factor["增减额"] = change._replace(
                value=abs(change.value),
                text="",
                path=path,
                origin=None,
                formula="增减，不计正负",
                inputs=(change,),
            )
