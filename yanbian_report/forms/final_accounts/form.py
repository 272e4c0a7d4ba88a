"""部门决算 (departmental final accounts), as the engine sees it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from yanbian_report.base.project import Project
from yanbian_report.forms.final_accounts.annexes import annexes
from yanbian_report.forms.final_accounts.classification import table_for
from yanbian_report.forms.final_accounts.derive import derive
from yanbian_report.forms.final_accounts.editions import remark
from yanbian_report.forms.final_accounts.last_year import repeated
from yanbian_report.forms.final_accounts.naming import names, owner, title
from yanbian_report.forms.final_accounts.schema import schema
from yanbian_report.forms.final_accounts.workbooks import LAST_YEAR, WORKBOOKS, YEAR
from yanbian_report.forms.form import Form, NextYear, Printing
from yanbian_report.model.requirement import Built, Requirement
from yanbian_report.model.year import Year
from yanbian_report.rules.rule import Rule, rules_in

if TYPE_CHECKING:
    from yanbian_report.rules.example import Example


def _rules() -> Mapping[str, Rule]:
    return rules_in(f"{__package__}.rules")


def _tables(project: Project, year: int) -> list[Path]:
    table = table_for(project.classification, str(year))
    return [table] if table is not None else []


EXAMPLES = Path(__file__).with_name("rule_examples")


def _examples() -> Mapping[str, Example]:
    from yanbian_report.rules.example import read_examples  # for whoever has a rule explained

    return read_examples(EXAMPLES)


def _requirements(year: Year, built: Built | None) -> list[Requirement]:
    from yanbian_report.forms.final_accounts.publication.requirements import requirements  # for whoever asks only

    return requirements(year, built)


# Last year's figures, budgets and signed factors are printed as changes and rates; carryovers, and 款 above 项, only in
# their totals; small firms by kind as shares; a project's amounts only where it has an annex; accepted differences not
# at all.
_PRINTING = Printing(
    behind=re.compile(
        r"^(?:上年|已知差异)\.|(?:\.预算|\.增减|结转和结余|\.使用非财政拨款结余|\.结余分配)$"
        r"|^项目\.[^.]+\.(?:执行|其他资金执行|其他资金预算)$|\.功能分类\.\d{5}\.决算$"
        r"|^政府采购\.(?:货物|工程|服务)授予中小企业合同金额$"
    ),
    own=re.compile(r"(^|\.)数据\.|^人员\.|^财政拨款\..*数$"),
)
_NEXT_YEAR = NextYear(
    standing=re.compile(r"^(版本|年度|设置|单位|科目名称|名词解释|规则级别)(\.|$)|(^|\.)勾稽\.|^已知差异\."),
    # One balanced total is the form's rule; a report that added both sides up did so by an accepted difference.
    fixed={"设置.收支总计写法": "单边"},
    titles=("名称", "预算项目名称", "绩效项目名称", "支出名称", "专项名称", "报告题目"),
    titled=("项目.", "整体评价."),
    undated={"公开日期": "公布的那天，印在目录页上；不印的，删去这一行"},
    listed=re.compile(
        r"^(?:绩效管理\.事前绩效评估项目|一般公共预算基本支出\.(?:人员|公用)经费项目)\.1$"
        r"|^政府采购\.采购清单\.\d+\.名称$|^三公经费\.公务用车\.(?:购置|保有)清单\.\d+\.车型$|^国有资产\.车辆清单\.\d+\.类别$"
    ),
    emptied=("已知差异",),
    last_year="上年",
    dropped=(YEAR, LAST_YEAR, "批复日期"),
)
FORM = Form(
    name="部门决算",
    schema=schema,
    derive=derive,
    tables=_tables,
    repeated=repeated,
    rules=_rules,
    title=title,
    owner=owner,
    names=names,
    headline="收入.收入总计",
    example="收入.本年收入合计",
    derived_endings=(
        *("占比", "合计", "总计", "年度", "人数", "增减额", "增减率", "本年", "上年"),
        *("决算", "预算", "执行", "资金", "号"),
    ),
    printing=_PRINTING,
    annexes=annexes,
    next_year=_NEXT_YEAR,
    remark=remark,
    workbooks=WORKBOOKS,
    requirements=_requirements,
    examples=_examples,
)
