"""The list that a finance bureau's inspection goes through, answered from a year's data.

Rows are statements with their source; an answer says what is there, what is missing, what the unit has no need of, and
what only a person can tell (the accounts, the website).
"""

from __future__ import annotations

from collections.abc import Callable

from yanbian_report.forms.final_accounts.publication import accounts, other_matters
from yanbian_report.forms.final_accounts.publication.answers import found
from yanbian_report.forms.final_accounts.publication.document import size
from yanbian_report.model.requirement import Answer, Built, Requirement, State
from yanbian_report.model.year import Year

_LAW, _RULES = "预算法第十四条", "预算法实施条例第六条"
_PROCEDURE = "财预〔2016〕143号《地方预决算公开操作规程》"
_OF_2016, _OF_2018 = "财政部2016年预决算公开专项检查", "2018年度决算公开检查"
_RULE_LIST = "公开的决算检查规则 GovBudgetChecker"
_OF_2017, _OF_2021 = "2017年度决算公开检查", "2021年度决算公开检查"
Row = tuple[str, str, str, Callable[[Year], Answer]]  # what is asked, who asks it, where it is written, the answer


def requirements(year: Year, built: Built | None = None) -> list[Requirement]:
    """Every requirement, with how ``year`` and the document that was ``built`` of it stand to it."""
    sections = {
        **_SECTIONS,
        _FORM: (*_SECTIONS[_FORM], ("成品的页数和大小", f"{_RULE_LIST} V33-003", "", lambda _: size(built))),
    }
    return [
        Requirement(section, item, source, where, answer(year))
        for section, rows in sections.items()
        for item, source, where, answer in rows
    ]


def _person(words: str) -> Callable[[Year], Answer]:
    return lambda _: Answer(State.FOR_A_PERSON, words)


def _by_program(words: str) -> Callable[[Year], Answer]:
    return lambda _: Answer(State.MET, words)


_CODES = "一般公共预算支出.功能分类"
_FORM = "一、公开的时间和形式"
_SECTIONS: dict[str, tuple[Row, ...]] = {
    _FORM: (
        ("写明公开日期", _LAW, "公开日期", lambda year: found(year, "公开日期")),
        ("在批复后二十日内公开", _LAW, "公开日期、批复日期", accounts.in_time),
        ("部门决算、单位决算分清，名称一致", _OF_2021, "单位.层级、单位.主管部门", accounts.level),
        ("公开表齐全，次序按规定", _PROCEDURE, "data/公开表", accounts.tables),
        ("空表保留，并在表下说明", "上海市部门决算公开模板", "data/公开表", accounts.empty_tables),
        ("在政府或部门网站的统一栏目公开，保持长期可查", _PROCEDURE, "", _person("看网站")),
    ),
    "二、单位概况": (
        ("主要职责", _PROCEDURE, "单位.主要职能", accounts.duties),
        ("机构设置和纳入决算的单位", _PROCEDURE, "单位.下属单位", accounts.below),
    ),
    "三、收支情况": (
        ("上年决算数", _PROCEDURE, "上年", accounts.last_year),
        ("收支增减变化的原因", f"{_PROCEDURE}；{_OF_2018}", "变动原因", accounts.reasons),
        ("支出按功能分类公开到项", _RULES, _CODES, accounts.to_items),
        ("各项的预算数或完成预算", _PROCEDURE, f"{_CODES}.科目.预算", accounts.budgets),
        ("决算与预算不同的原因", _PROCEDURE, f"{_CODES}.科目.原因", accounts.budget_reasons),
        ("基本支出按经济分类公开到款", f"{_RULES}；{_OF_2017}", "一般公共预算基本支出", accounts.economic),
    ),
    "四、“三公”经费": (
        ("各项预算数", f"{_PROCEDURE}；{_OF_2016}", "三公经费.各项.预算", other_matters.public_budgets),
        (
            "公务用车费分购置费、运行维护费",
            f"{_OF_2016}；{_OF_2017}",
            "三公经费.公务用车",
            _by_program("分开填写、分开印"),
        ),
        ("团组和人次、购置数和保有量、批次和人次", _OF_2016, "三公经费", other_matters.public_counts),
        ("外事接待批次、人次", _OF_2016, "三公经费.公务接待费.外事批次", other_matters.foreign),
        ("比上年增减的原因", _OF_2016, "三公经费.各项.原因", other_matters.public_reasons),
        ("不超过预算，不高于上年", _OF_2016, "三公经费", other_matters.public_against_budget),
    ),
    "五、其他重要事项": (
        ("机关运行经费和增减原因", f"{_PROCEDURE}；{_OF_2018}", "机关运行经费", other_matters.operating),
        ("政府采购总额，货物、工程、服务", _PROCEDURE, "政府采购", other_matters.bought),
        (
            "授予中小企业、小微企业的合同金额",
            f"{_PROCEDURE}；{_OF_2018}",
            "政府采购.授予中小企业合同金额",
            other_matters.small_firms,
        ),
        ("车辆按用途列出", _OF_2018, "国有资产.车辆清单", other_matters.cars),
        ("单价较高的设备", _OF_2018, "国有资产", other_matters.equipment),
        ("绩效目标、监控、自评的项目个数", _PROCEDURE, "绩效管理，或项目.简称.绩效管理", other_matters.goals),
        ("项目绩效自评结果", _PROCEDURE, "项目.简称.自评表", other_matters.results),
        ("名词解释", _PROCEDURE, "名词解释", other_matters.glossary),
    ),
    "六、真实一致": (
        ("正文与公开表一致", _OF_2018, "", accounts.text_and_tables),
        ("全部支出与财政拨款支出的差额说得清", f"{_RULE_LIST} R012", "支出、财政拨款", accounts.beyond_appropriation),
        ("决算数与批复、账簿一致", _OF_2018, "", _person("对照批复文件和账簿")),
        ("没有涉密内容和个人信息", _LAW, "", _person("通读一遍")),
    ),
}
