"""Names: what rows and columns are called in ``Table.figures``, whatever an office or a year's form prints.

Nothing is read here: whoever takes figures from tables that were read before needs no more than these.
"""

from __future__ import annotations

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
FUNDS = ("一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款")
PURPOSES = ("基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出")
THREE_PUBLIC = (
    "合计",
    "因公出国（境）费",
    "公务用车购置及运行维护费",
    "公务用车购置费",
    "公务用车运行维护费",
    "公务接待费",
)
TOTAL = "合计"
REVENUE, EXPENSE, GRAND = "本年收入合计", "本年支出合计", "总计"
USED, OPENING, SURPLUS, CLOSING = "使用非财政拨款结余", "年初结转和结余", "结余分配", "年末结转和结余"
FUND_OPENING, FUND_CLOSING = "年初财政拨款结转和结余", "年末财政拨款结转和结余"
AMOUNT = "金额"
STAFF, OFFICE = "人员经费合计", "公用经费合计"
BY_NATURE = "支出.按性质和经济"  # the column of the third block of 财决01
BUDGET, FINAL, COUNTED = "预算数", "决算数", "统计数"
