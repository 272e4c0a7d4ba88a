"""决算表：表里的数彼此对得上，各表之间对得上（勾稽关系，docs/relations.md 逐条列出）。

A finding is a cause: it stands under the rule of the relation nearest to it, with what follows from it beside it.
"""

from __future__ import annotations

from collections.abc import Iterator

from yanbian_report.base.findings import Severity
from yanbian_report.model.year import Year
from yanbian_report.rules.rule import Outcome, Tally, rule

# What is needed for a workbook only is imported in functions: most years are checked without one.
_OF = "公开表的勾稽关系"


def _told(year: Year, code: str) -> Iterator[Outcome]:
    """What is found under ``code``, and how many of its relations were looked at."""
    if not year.tables:
        return
    from yanbian_report.forms.final_accounts.relations.examine import examine
    from yanbian_report.forms.final_accounts.relations.words import violation

    found = examine(year)
    for cause in found.causes:
        if cause.code == code:
            yield violation(cause)
    lacked = tuple(ledger.place(name) for ledger, name in found.lacked.get(code, ()))
    if lacked or code in found.held:
        yield Tally(_OF, found.held.get(code, 0), lacked)


@rule("R711", basis="收入支出决算总表")
def totals_of_the_accounts(year: Year) -> Iterator[Outcome]:
    """总表里，本年收入合计、本年支出合计各等于各项相加，收、支总计各等于本年合计与结余、结转相加。

    勾稽关系 1–4。
    """
    return _told(year, "R711")


@rule("R712", basis="收入支出决算总表；财政拨款收入支出决算总表")
def balances(year: Year) -> Iterator[Outcome]:
    """总表、财政拨款总表里，收入总计等于支出总计；每项财政拨款的年初数加收入，等于它的支出总计。

    勾稽关系 5、24、25。
    """
    return _told(year, "R712")


@rule("R713", basis="按科目列的各表")
def rows_add_up(year: Year) -> Iterator[Outcome]:
    """按科目列的表里，每一行的合计等于本行各栏相加。

    勾稽关系 7、13、27、39、42、44、45。明细表有一栏认不出的，那一行不核对。
    """
    return _told(year, "R713")


@rule("R714", basis="按科目列的各表")
def levels_add_up(year: Year) -> Iterator[Outcome]:
    """按科目列的表里，合计等于各类相加，类等于各款相加，款等于各项相加，每一栏都是。

    勾稽关系 9–11、14–16、28–30、40、43–45。
    """
    return _told(year, "R714")


@rule("R715", basis="财政拨款收入支出决算总表")
def appropriation_adds_up(year: Year) -> Iterator[Outcome]:
    """财政拨款总表里，合计等于各项财政拨款相加，本年支出合计等于各类相加，总计等于本年合计与结转和结余相加。

    勾稽关系 17–23。
    """
    return _told(year, "R715")


@rule("R716", basis="政府性基金、国有资本经营预算财政拨款收入支出决算表")
def flows_balance(year: Year) -> Iterator[Outcome]:
    """基金、国有资本经营预算收支表里，每一行年初结转和结余加本年收入，等于本年支出加年末结转和结余。

    勾稽关系 38、41。
    """
    return _told(year, "R716")


@rule("R717", basis="一般公共预算财政拨款基本支出决算明细表")
def basic_adds_up(year: Year) -> Iterator[Outcome]:
    """基本支出表里，每一类等于各款相加，人员经费合计、公用经费合计等于各类相加。

    勾稽关系 31–34。301、303 是人员经费，其余各类是公用经费。
    """
    return _told(year, "R717")


@rule("R718", basis="“三公”经费支出决算表；机构运行信息表")
def three_public_adds_up(year: Year) -> Iterator[Outcome]:
    """“三公”经费合计等于三项相加，公务用车费等于购置费加运行维护费，预算数、决算数都是。

    勾稽关系 35、36。
    """
    return _told(year, "R718")


@rule("R719", basis="机构运行信息表")
def operating_adds_up(year: Year) -> Iterator[Outcome]:
    """机构运行信息表里，接待费、机关运行经费、车辆数、政府采购各等于所分各项相加。

    勾稽关系 80–82、84。
    """
    return _told(year, "R719")


@rule("R721", basis="按科目列的各表", severity=Severity.NOTE)
def every_item_below_its_class(year: Year) -> Iterator[Outcome]:
    """按科目列的表里，每个项上面有它的款和类，有数的款下面有它的项。

    勾稽关系 12。只列到项、全表没有类和款的，只列到款、全表没有项，支出决算表里也没有的，不算。
    """
    if year.tables:
        from yanbian_report.forms.final_accounts.relations.notes import without_class

        yield from without_class(year)


@rule("R722", basis="收入支出决算总表；“三公”经费支出决算表", severity=Severity.NOTE)
def nothing_is_negative(year: Year) -> Iterator[Outcome]:
    """总表的收入、支出和“三公”经费没有负数；结余分配、结转和结余是负数的，要有说明。

    勾稽关系 6、37。
    """
    if year.tables:
        from yanbian_report.forms.final_accounts.relations.notes import negative

        yield from negative(year)


@rule("R723", basis="收入决算表；机构运行信息表")
def parts_within_a_table(year: Year) -> Iterator[Outcome]:
    """“其中”的数不超过它上面的数：教育收费、外事接待、授予中小微企业的合同金额、公务用车保有量。

    勾稽关系 8、81–84。
    """
    return _told(year, "R723")


@rule("R724", basis="财政拨款收入支出决算总表", severity=Severity.NOTE)
def state_capital_in_its_class(year: Year) -> Iterator[Outcome]:
    """国有资本经营预算财政拨款的支出，只列在国有资本经营预算支出（和转移性支出）一类里，别的财政拨款不列在这一类。

    勾稽关系 26。
    """
    if year.tables:
        from yanbian_report.forms.final_accounts.relations.notes import of_another_fund

        yield from of_another_fund(year)


@rule("R725", basis="机构运行信息表", severity=Severity.NOTE)
def amounts_and_counts(year: Year) -> Iterator[Outcome]:
    """机构运行信息表里，有金额的就有批次、人次、辆数，没有金额的都没有。

    勾稽关系 37、83。
    """
    return _told(year, "R725")


@rule("R731", basis="收入支出决算总表；收入决算表")
def whole_and_income(year: Year) -> Iterator[Outcome]:
    """总表的各项收入，等于收入决算表合计行的各栏。

    勾稽关系 46–52。
    """
    return _told(year, "R731")


@rule("R732", basis="收入支出决算总表；支出决算表")
def whole_and_spending(year: Year) -> Iterator[Outcome]:
    """总表的本年支出合计和各类支出，等于支出决算表的合计和各类。

    勾稽关系 53、54。
    """
    return _told(year, "R732")


@rule("R733", basis="收入支出决算总表；收入决算表；财政拨款收入支出决算总表")
def whole_and_appropriation(year: Year) -> Iterator[Outcome]:
    """总表、收入决算表的财政拨款收入，等于财政拨款总表的收入。

    勾稽关系 55、56。
    """
    return _told(year, "R733")


@rule("R734", basis="财政拨款收入支出决算总表；一般公共预算财政拨款支出决算表")
def appropriation_and_general(year: Year) -> Iterator[Outcome]:
    """财政拨款总表的一般公共预算财政拨款支出，合计和各类都等于一般公共预算财政拨款支出决算表。

    勾稽关系 58、59。
    """
    return _told(year, "R734")


@rule("R735", basis="财政拨款收入支出决算总表；政府性基金、国有资本经营预算的各表")
def appropriation_and_other_funds(year: Year) -> Iterator[Outcome]:
    """财政拨款总表里政府性基金、国有资本经营预算的收入、支出、年初和年末数，等于它们各自的表。

    勾稽关系 60–64。
    """
    return _told(year, "R735")


@rule("R736", basis="一般公共预算财政拨款支出决算表；基本支出、项目支出、明细各表")
def general_and_details(year: Year) -> Iterator[Outcome]:
    """一般公共预算财政拨款支出决算表的基本支出、项目支出、合计，等于基本支出、项目支出、明细各表。

    勾稽关系 70–73。
    """
    return _told(year, "R736")


@rule("R737", basis="支出决算表；财政拨款各表")
def appropriation_within_the_whole(year: Year) -> Iterator[Outcome]:
    """财政拨款的支出不超过全部支出，每个科目都是；基本支出的款不超过明细表的同一款。

    勾稽关系 65–68、74。
    """
    return _told(year, "R737")


@rule("R738", basis="收入支出决算总表；财政拨款收入支出决算总表", severity=Severity.NOTE)
def balances_within_the_whole(year: Year) -> Iterator[Outcome]:
    """财政拨款的年初、年末结转和结余，不超过总表的；自有资金的结余是负数的除外。

    勾稽关系 69。
    """
    return _told(year, "R738")


@rule("R741", basis="“三公”经费支出决算表；一般公共预算财政拨款的明细表、基本支出表")
def three_public_and_details(year: Year) -> Iterator[Outcome]:
    """“三公”经费各项不小于明细表、基本支出表里的同一款；同是一般公共预算的，等于明细表的。

    勾稽关系 75–77。基本支出表只是一部分；2022 年起“三公”经费包括各项财政拨款。
    """
    return _told(year, "R741")


@rule("R742", basis="“三公”经费支出决算表；基本支出表；机构运行信息表")
def operating_and_accounts(year: Year) -> Iterator[Outcome]:
    """机构运行信息表的“三公”经费等于“三公”经费表，机关运行经费不超过公用经费合计。

    勾稽关系 78、79。
    """
    return _told(year, "R742")


@rule("R743", basis="收入决算表；支出决算表：类款项编码镜像", severity=Severity.NOTE)
def items_of_income_and_spending(year: Year) -> Iterator[Outcome]:
    """每个项的财政拨款收入和支出相同；不同的，加起来不超过年初、年末财政拨款结转和结余。

    勾稽关系 57。结转的钱用在哪个科目，公开表里看不出，所以只提示。
    """
    if year.tables:
        from yanbian_report.forms.final_accounts.relations.mirror import mirrored

        yield from mirrored(year)


@rule("R751", basis="上年的决算表", severity=Severity.NOTE)
def carried_over(year: Year) -> Iterator[Outcome]:
    """年初结转和结余等于上年年末结转和结余，总表、财政拨款总表、基金和国有资本经营预算收支表都是。

    勾稽关系 85–87。年初数可以有调整，所以只提示。
    """
    if year.tables:
        from yanbian_report.forms.final_accounts.relations.examine import examine
        from yanbian_report.forms.final_accounts.relations.words import not_carried

        yield from map(not_carried, examine(year).carried)
        yield from _told(year, "R751")
