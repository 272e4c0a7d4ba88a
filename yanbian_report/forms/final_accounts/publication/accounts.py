"""Answers on the publication itself, the unit, its revenue and expenditure (第一部分, 第二部分 一至六)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from yanbian_report.forms.final_accounts.derive import INCOME
from yanbian_report.forms.final_accounts.publication.answers import all_written, change_reasons, found, origin, written
from yanbian_report.forms.final_accounts.spending import FUNDS, deepest
from yanbian_report.forms.final_accounts.tables.catalogue import tables_of, title_of
from yanbian_report.model.agreement import sum_of, tolerance
from yanbian_report.model.figure import YUAN
from yanbian_report.model.formats import amount_spoken
from yanbian_report.model.requirement import Answer, State
from yanbian_report.model.values import Value, branch
from yanbian_report.model.year import Year

_KINDS = ("因公出国境费", "公务用车", "公务接待费")
_WITHIN = 20  # days


def _day(year: Year, path: str) -> date | None:
    number = year.text(path).replace("年", "-").replace("月", "-").removesuffix("日").split("-")
    try:
        return date(*map(int, number)) if len(number) == 3 else None
    except ValueError:
        return None


def in_time(year: Year) -> Answer:
    public, approved = _day(year, "公开日期"), _day(year, "批复日期")
    if public is None or approved is None:
        lacking = "、".join(name for name, day in (("公开日期", public), ("批复日期", approved)) if day is None)
        return Answer(State.FOR_A_PERSON, f"没有写{lacking}，核对批复文件", lacking.partition("、")[0])
    days = (public - approved).days
    place = origin(year, "公开日期")
    if 0 <= days <= _WITHIN:
        return Answer(State.MET, f"批复后第 {days} 天", "公开日期", place)
    return Answer(State.MISSING, f"批复后第 {days} 天" if days > 0 else "早于批复日期", "公开日期", place)


def level(year: Year) -> Answer:
    level, name, above = year.text("单位.层级"), year.text("单位.名称"), year.text("单位.主管部门.名称")
    place = origin(year, "单位.层级")
    if level == "部门" and above and above != name:
        words = f"写的是“部门”，主管部门却是{above}：只有一级预算单位汇总公开部门决算"
        return Answer(State.FOR_A_PERSON, words, "单位.层级", place)
    return Answer(State.MET, f"{level}决算", "单位.层级", place)


def tables(year: Year) -> Answer:
    number = int(year.text("年度"))
    wanted = tables_of(number)
    if year.example_tables:
        return Answer(State.MISSING, "公开表还是示例", "公开表")
    lacking = [title_of(key, number) for key in wanted if key not in year.tables]
    if not lacking:
        return Answer(State.MET, f"{len(wanted)} 张，按规定的次序印", "公开表")
    if not year.tables:
        return Answer(State.FOR_A_PERSON, f"没有导入公开表，{len(wanted)} 张表另附", "公开表")
    return Answer(State.MISSING, f"缺 {'、'.join(lacking[:4])}{' 等' if len(lacking) > 4 else ''}", "公开表")


def empty_tables(year: Year) -> Answer:
    nil = [fund.removesuffix("支出") for fund in FUNDS[1:] if not year.figure(f"{fund}.合计")]
    nil += ["“三公”经费"] * (not year.figure("三公经费.合计"))
    if not nil:
        return Answer(State.NOT_APPLICABLE, "没有空表")
    if year.tables:
        return Answer(State.MET, f"{'、'.join(nil)}的空表保留，表下有说明")
    return Answer(State.FOR_A_PERSON, f"{'、'.join(nil)}没有数：表另附的，空表保留并在表下说明")


def below(year: Year) -> Answer:
    units = branch(year.tree["单位"]).get("下属单位")
    count = len(units) if isinstance(units, list) else 0
    if year.text("单位.层级") == "部门" and not count:
        return Answer(State.MET, "没有下属二级预算单位", "单位.下属单位")
    return Answer(State.MET, f"{count} 个" if count else "没有下属单位", "单位.下属单位")


def duties(year: Year) -> Answer:
    return found(year, "单位.主要职能.1", "逐条列出")


def last_year(year: Year) -> Answer:
    if not year.tree.get("上年"):
        if year.text("单位.新设立"):
            return Answer(State.NOT_APPLICABLE, "新设立的单位", "单位.新设立")
        return Answer(State.MISSING, "没有写“上年”；新设立的单位写 新设立: 是", "上年", origin(year, "单位.名称"))
    names = ("收入总计", "支出总计", "财政拨款收入总计", "财政拨款支出总计", "一般公共预算财政拨款支出")
    paths = [f"上年.{name}" for name in names] + [f"上年.三公经费.{kind}" for kind in _KINDS]
    return all_written(year, paths, "总计、财政拨款、“三公”经费都有上年数")


_REASONS = {
    "收支总计": "变动原因.收支总计",
    "财政拨款收支总计": "变动原因.财政拨款收支总计",
    "一般公共预算支出": "变动原因.一般公共预算财政拨款支出",
    "政府性基金预算支出": "变动原因.政府性基金预算支出",
    "国有资本经营预算支出": "变动原因.国有资本经营预算支出",
}


def reasons(year: Year) -> Answer:
    return change_reasons(year, _REASONS)


def _items(year: Year) -> Iterator[tuple[str, Value]]:
    """The deepest codes of every fund by path."""
    for fund in FUNDS:
        items = branch(branch(year.tree[fund]).get("功能分类"))
        undivided = set(deepest(items))
        for code, item in items.items():
            if code in undivided:
                yield f"{fund}.功能分类.{code}", item


def to_items(year: Year) -> Answer:
    codes = [(path, path.rpartition(".")[2]) for path, _ in _items(year)]
    if not codes:
        return Answer(State.MISSING, "功能分类里没有科目", "一般公共预算支出.功能分类")
    shallow = [(path, code) for path, code in codes if len(code) < 7]
    if not shallow:
        return Answer(State.MET, f"{len(codes)} 项", codes[0][0])
    words = f"{'、'.join(code for _, code in shallow[:6])} 没有写到项（七位）；涉密的除外"
    return Answer(State.MISSING, words, shallow[0][0], origin(year, f"{shallow[0][0]}.决算"))


def budgets(year: Year) -> Answer:
    lacking = [path for path, item in _items(year) if not {"预算", "完成预算"} & written(item)]
    if not lacking:
        return Answer(State.MET, "各项都有预算数或完成预算")
    names = "、".join(path.rpartition(".")[2] for path in lacking[:6]) + (" 等" if len(lacking) > 6 else "")
    words = f"{len(lacking)} 项没有写预算：{names}"
    return Answer(State.MISSING, words, f"{lacking[0]}.预算", origin(year, f"{lacking[0]}.决算"))


def budget_reasons(year: Year) -> Answer:
    paths = [path for path, _ in _items(year) if year.text(f"{path}.预算关系") in ("大于", "小于", "无预算")]
    wanted = [f"{path}.原因" for path in paths]
    return (
        all_written(year, wanted, "不同的都写了原因")
        if wanted
        else Answer(State.NOT_APPLICABLE, "决算都等于预算，或者没有预算数")
    )


def economic(year: Year) -> Answer:
    basic = "一般公共预算基本支出"
    if not branch(year.tree.get(basic)):
        return Answer(State.NOT_APPLICABLE, "没有基本支出")
    if year.tables.get("基本"):
        return Answer(State.MET, "金额在公开表里", basic)
    names = all_written(year, [f"{basic}.人员经费项目.1", f"{basic}.公用经费项目.1"], "")
    if names.state is State.MISSING:
        return names
    return Answer(State.FOR_A_PERSON, "正文列了款名；各款金额在另附的基本支出表里核对", basic)


def beyond_appropriation(year: Year) -> Answer:
    """Whether what was spent beyond 财政拨款 is what there was of other money and is not left."""
    spent, funds = year.figure("支出.本年支出合计"), [year.figure(f"{fund}.合计") for fund in FUNDS]
    beyond = spent.value - sum_of(funds)
    if abs(beyond) <= tolerance(spent, *funds):
        return Answer(State.NOT_APPLICABLE, "全部支出都是财政拨款支出")
    own = [year.figure(f"收入.{kind}") for kind in (*INCOME[3:], "使用非财政拨款结余")]
    ends = [
        ("收入.年初结转和结余", "财政拨款.年初财政拨款结转和结余"),
        ("支出.年末结转和结余", "财政拨款.年末财政拨款结转和结余"),
    ]
    opening, closing = ([year.figure(path) for path in pair] for pair in ends)
    parts = {
        "其他资金年初结转": opening[0].value - opening[1].value,
        "其他资金收入": sum_of(own),
        "结余分配": -year.figure("支出.结余分配").value,
        "其他资金年末结转": closing[1].value - closing[0].value,
    }
    room = tolerance(spent, *funds, *own, *opening, *closing, year.figure("支出.结余分配"))
    said = "".join(f"{'＋' if v > 0 else '－'}{name} {amount_spoken(abs(v), YUAN)}" for name, v in parts.items() if v)
    words = f"支出合计比财政拨款支出多 {amount_spoken(beyond, YUAN)}"
    if abs(beyond - sum(parts.values())) <= room:
        return Answer(State.MET, f"{words}＝{said.removeprefix('＋')}", "支出.基本支出")
    return Answer(State.MISSING, f"{words}，{said.removeprefix('＋') or '没有其他资金'}，说明不了", "支出.基本支出")


def text_and_tables(year: Year) -> Answer:
    if year.tables and not year.example_tables:
        return Answer(State.MET, "正文的数由同一份数据算出，与公开表逐格核对（check）")
    return Answer(State.FOR_A_PERSON, "没有导入公开表：另附的表与正文逐个核对", "公开表")
