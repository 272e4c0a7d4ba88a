"""Workbook: the made-up tables of a new project's first year. Every sheet says in its first and last line that it is an
example, so that what is printed of it says so, too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from yanbian_report.forms.final_accounts.starter import amounts
from yanbian_report.forms.final_accounts.starter.amounts import NIL, SPENT, of_staff, spent
from yanbian_report.forms.final_accounts.starter.drawing import Drawing, numeral
from yanbian_report.forms.final_accounts.tables.catalogue import tables_of, title_of
from yanbian_report.forms.final_accounts.tables.names import FUNDS, INCOME, PURPOSES
from yanbian_report.model.values import EXAMPLE_TEXT
from yanbian_report.workbook.sheet import Sheet, Value, Workbook

_MARK = f"{EXAMPLE_TEXT}本表的数是编的，只供看样子；用 import 命令导入本单位的公开表来替换"
_CLASSES = (
    *("201", "202", "203", "204", "205", "206", "207", "208", "210", "211", "212", "213", "214", "215", "216", "217"),
    *("219", "220", "221", "222", "223", "224", "229", "231", "232", "234"),
)
_SINCE_2020 = frozenset(("223", "234"))  # no row of the forms before
_BEFORE = {  # what classes were called before these years
    2020: {"215": "资源勘探信息等支出"},
    2019: {"207": "文化体育与传媒支出", "210": "医疗卫生与计划生育支出", "220": "国土海洋气象等支出"},
}
_WHOLE = spent()
_KINDS = ("", "basic", "project")
_NO_FUND = "本年度没有{}收入，也没有使用{}安排的支出，故本表无数据。"


class Example(Drawing):
    """One table of the example, drawn from the top; ``names`` are those of codes."""

    def __init__(self, key: str, unit: str, year: int, names: Mapping[str, str], width: int) -> None:
        number = tables_of(year).index(key) + 1
        super().__init__(width)
        self.key, self.unit, self.year = key, unit, year
        self.names = {
            **names,
            **{code: name for before, named in _BEFORE.items() if year < before for code, name in named.items()},
        }
        self.name = f"{number:02}{title_of(key, year)}"
        self.across(_MARK)
        self.across(title_of(key, year))
        self.line(*[""] * (width - 1), f"公开{number:02}表")
        middle = (width - 1) // 2
        said = [f"部门：{unit}", *[""] * (middle - 1), f"{year}年度", *[""] * (width - middle - 2), "金额单位：万元"]
        self.line(*said)

    def sheet(self, *notes: str) -> Sheet:
        """The table with ``notes`` below it."""
        for note in (*notes, f"注：{_MARK}。"):
            self.across(note)
        return self.drawn(self.name)

    def items(self, columns: int) -> None:
        """The heading that counts the columns behind code and name."""
        self.line("栏次", "", *map(str, range(1, columns + 1)))

    def head(self, code: str) -> tuple[Value, Value]:
        """The cells before the amounts of ``code``; of the total, when it is empty."""
        return (code, self.names.get(code, code)) if code else ("合计", "<")

    def rows(self, *kinds: Sequence[str]) -> None:
        """A row for the total and for every functional code, with what was spent of each of ``kinds``."""
        for code in ("", *amounts.levels(SPENT)):
            self.line(*self.head(code), *(_sum(code, kind) for kind in kinds))


def example_workbook(unit: str, year: int, names: Mapping[str, str]) -> Workbook:
    """The tables of ``year`` of the made-up unit called ``unit``; ``names`` are those of codes in that year."""
    drawn = [_DRAWN[key](Example(key, unit, year, names, _width(key, year, names))) for key in tables_of(year)]
    return Workbook(f"{year}.xlsx", tuple(drawn))


def _sum(code: str, kind: Sequence[str]) -> Value:
    """What was spent under ``code`` of a kind: basic, project, both (empty), or nothing of it (none)."""
    return sum((spent(code, kind=one) for one in kind), NIL)


_WIDTHS = {
    "总表": 6,
    "收入": 9,
    "支出": 8,
    "财拨总表": 9,
    "一般支出": 5,
    "基本": 6,
    "基金": 8,
    "国资收支": 8,
    "国资支出": 5,
}
_ALL, _BASIC, _PROJECT, _NONE = ("",), ("basic",), ("project",), ()


def _classes(table: Example) -> list[str]:
    return [code for code in _CLASSES if table.year >= 2020 or code not in _SINCE_2020]


def _width(key: str, year: int, names: Mapping[str, str]) -> int:
    """How many columns the table ``key`` has."""
    if key == "一般明细":
        return 3 + len(_economic(names))
    if key == "项目":
        return 3 + len(_economic_classes(names))
    if "三公" in key or key == "财拨明细":
        return 12
    return 8 if key == "财拨总表" and year < 2020 else _WIDTHS[key]


def _economic_classes(names: Mapping[str, str]) -> list[str]:
    return sorted(code for code in names if code[0] == "3" and len(code) == 3)


def _economic(names: Mapping[str, str]) -> list[str]:
    """The classes and 款 of the economic classification, each 款 behind its class."""
    return sorted(code for code in names if code[0] == "3")


def _sides(table: Example) -> tuple[list[str], int]:
    """The classes of 总表 and 财拨总表, and the number of the first row of totals."""
    classes = _classes(table)
    return classes, len(classes) + 1


def _whole(table: Example) -> Sheet:
    classes, first = _sides(table)
    income = [kind for kind in INCOME if table.year >= 2020 or kind != INCOME[2]]
    grand = first + (4 if table.year >= 2020 else 3)
    table.line("收入", "<", "<", "支出", "<", "<")
    table.line("项目", "行次", "金额", "项目", "行次", "金额")
    table.line("栏次", "", "1", "栏次", "", "2")
    for row, code in enumerate(classes):
        left: list[Value] = ["", str(row + 1), ""]
        if row < len(income):
            left = [f"{numeral(row + 1)}、{income[row]}", str(row + 1), NIL if row else _WHOLE]
        table.line(*left, f"{numeral(row + 1)}、{table.names[code]}", str(grand + row + 1), spent(code))
    used = "使用非财政拨款结余" if table.year > 2018 else "用事业基金弥补收支差额"
    below = [("本年收入合计", _WHOLE, "本年支出合计", _WHOLE), (used, NIL, "结余分配", NIL)]
    below += [("年初结转和结余", NIL, "年末结转和结余", NIL)]
    for row, (a, gained, b, paid) in enumerate(below, first):
        table.line(a, str(row), gained, b, str(row + grand), paid)
    if table.year >= 2020:
        table.line("", str(grand - 1), "", "", str(2 * grand - 1), "")
    table.line("总计", str(grand), _WHOLE, "总计", str(2 * grand), _WHOLE)
    return table.sheet("注：本表反映部门本年度的总收支和年末结转结余情况。")


def _income(table: Example) -> Sheet:
    table.line("项目", "<", "本年收入合计", "财政拨款收入", *INCOME[3:])
    table.line("科目编码", "科目名称", *["^"] * 7)
    table.items(7)
    table.rows(_ALL, _ALL, *[_NONE] * 5)
    return table.sheet("注：本表反映部门本年度取得的各项收入情况。")


def _spending(table: Example) -> Sheet:
    table.line("项目", "<", "本年支出合计", *PURPOSES)
    table.line("科目编码", "科目名称", *["^"] * 6)
    table.items(6)
    table.rows(_ALL, _BASIC, _PROJECT, *[_NONE] * 3)
    return table.sheet("注：本表反映部门本年度各项支出情况。")


def _appropriation(table: Example) -> Sheet:
    classes, first = _sides(table)
    funds = FUNDS if table.year >= 2020 else FUNDS[:2]
    others = [NIL] * (len(funds) - 1)
    table.line("收入", "<", "<", "支出", *["<"] * (len(funds) + 2))
    table.line("项目", "行次", "金额", "项目", "行次", "合计", *funds)
    table.line("栏次", "", "1", "栏次", "", *map(str, range(2, len(funds) + 3)))
    grand = first + 2 + len(funds)
    for row, code in enumerate(classes):
        left: list[Value] = ["", str(row + 1), ""]
        if row < len(funds):
            left = [f"{numeral(row + 1)}、{funds[row]}", str(row + 1), NIL if row else _WHOLE]
        paid = [spent(code), spent(code), *others]
        table.line(*left, f"{numeral(row + 1)}、{table.names[code]}", str(grand + row + 1), *paid)
    whole, nothing = [_WHOLE, _WHOLE, *others], [NIL, NIL, *others]
    table.line("本年收入合计", str(first), _WHOLE, "本年支出合计", str(grand + first), *whole)
    closing: list[Value] = ["年末财政拨款结转和结余", str(grand + first + 1), *nothing]
    table.line("年初财政拨款结转和结余", str(first + 1), NIL, *closing)
    for row, fund in enumerate(funds):
        number = first + 2 + row
        table.line(f"{numeral(row + 1)}、{fund}", str(number), NIL, "", str(grand + number), *[""] * (len(funds) + 1))
    table.line("总计", str(grand), _WHOLE, "总计", str(2 * grand), *whole)
    return table.sheet("注：本表反映部门本年度财政拨款总收支和结转结余情况。")


def _by_economic(table: Example) -> Sheet:
    """财政拨款支出决算明细表: the economic classification down, the funds across."""
    parts = ("小计", "基本支出", "项目支出")
    table.line("项目", "<", "合计", *(cell for fund in FUNDS for cell in (fund, "<", "<")))
    table.line("科目编码", "科目名称", "^", *parts * 3)
    table.items(10)
    codes = amounts.levels(key for by_kind in SPENT.values() for part in by_kind for key in part)
    for code in ("", *codes):
        known: list[Value] = [spent(economic=code, kind=kind) for kind in _KINDS]
        head = table.head(code)
        table.line(*head, known[0], *known, *[NIL] * 6)
    return table.sheet("注：本表反映部门本年度财政拨款支出按经济分类的明细情况。")


def _general(table: Example) -> Sheet:
    table.line("项目", "<", "合计", "基本支出", "项目支出")
    table.line("科目编码", "科目名称", *["^"] * 3)
    table.items(3)
    table.rows(_ALL, _BASIC, _PROJECT)
    return table.sheet("注：本表反映部门本年度一般公共预算财政拨款支出情况。")


def _general_in_detail(table: Example) -> Sheet:
    """一般公共预算财政拨款支出决算明细表: some hundred columns."""
    codes = _economic(table.names)
    bands = [table.names[code] if len(code) == 3 else "<" for code in codes]
    table.line("项目", "<", "合计", *bands)
    table.line("科目编码", "科目名称", "^", *("小计" if len(code) == 3 else table.names[code] for code in codes))
    table.items(len(codes) + 1)
    for item in ("", *amounts.levels(SPENT)):
        head = table.head(item)
        table.line(*head, spent(item), *(spent(item, code) for code in codes))
    return table.sheet("注：本表反映部门本年度一般公共预算财政拨款支出的明细情况。")


def _basic(table: Example) -> Sheet:
    table.line("人员经费", "<", "<", "公用经费", "<", "<")
    table.line(*("科目编码", "科目名称", "金额") * 2)
    codes = amounts.levels(key for by_kind in SPENT.values() for key in by_kind.basic)
    left = [code for code in codes if code[:3] in amounts.STAFF]
    right = [code for code in codes if code not in left]
    for row in range(max(len(left), len(right))):
        cells: list[Value] = []
        for side in (left, right):
            code = side[row] if row < len(side) else ""
            cells += [code, table.names[code], spent(economic=code, kind="basic")] if code else ["", "", ""]
        table.line(*cells)
    whole, staff = spent(kind="basic"), of_staff("basic")
    table.line("人员经费合计", "<", staff, "公用经费合计", "<", whole - staff)
    return table.sheet("注：本表反映部门本年度一般公共预算财政拨款基本支出明细情况。")


def _projects(table: Example) -> Sheet:
    classes = _economic_classes(table.names)
    table.line("项目", "<", "合计", *(table.names[code] for code in classes))
    table.line("科目编码", "科目名称", "^", *["^"] * len(classes))
    table.items(len(classes) + 1)
    for item in ("", *amounts.levels(code for code, by_kind in SPENT.items() if by_kind.project)):
        head = table.head(item)
        paid = (spent(item, code, "project") for code in classes)
        table.line(*head, spent(item, kind="project"), *paid)
    return table.sheet("注：本表反映部门本年度一般公共预算财政拨款项目支出情况。")


def _three_public(table: Example) -> Sheet:
    nothing = table.key == "三公基金"
    table.line("预算数", *["<"] * 5, "决算数", *["<"] * 5)
    cars = ("公务用车购置及运行维护费", "<", "<")
    table.line(*("合计", "因公出国（境）费", *cars, "公务接待费") * 2)
    table.line(*("^", "^", "小计", "公务用车购置费", "公务用车运行维护费", "^") * 2)
    table.line(*map(str, range(1, 13)))
    both = (NIL, NIL) if nothing else amounts.RECEPTION
    table.line(*(cell for whole in both for cell in (whole, NIL, NIL, NIL, NIL, whole)))
    said = "注：预算数为全年预算数，反映按规定程序调整后的预算数；决算数包括当年财政拨款和以前年度结转资金的实际支出。"
    return table.sheet(said)


def _flow(table: Example) -> Sheet:
    table.line("项目", "<", "年初结转和结余", "本年收入", "本年支出", "<", "<", "年末结转和结余")
    table.line("科目编码", "科目名称", "^", "^", "小计", "基本支出", "项目支出", "^")
    table.items(6)
    table.line("合计", "<", *[NIL] * 6)
    fund = "政府性基金预算财政拨款" if table.key == "基金" else "国有资本经营预算财政拨款"
    return table.sheet(f"说明：{table.unit}{_NO_FUND.format(fund, fund)}")


def _state(table: Example) -> Sheet:
    table.line("项目", "<", "合计", "基本支出", "项目支出")
    table.line("科目编码", "科目名称", *["^"] * 3)
    table.items(3)
    table.line("合计", "<", *[NIL] * 3)
    return table.sheet(f"说明：{table.unit}本年度没有使用国有资本经营预算财政拨款安排的支出，故本表无数据。")


_DRAWN = {
    "总表": _whole,
    "收入": _income,
    "支出": _spending,
    "财拨总表": _appropriation,
    "财拨明细": _by_economic,
    "一般支出": _general,
    "一般明细": _general_in_detail,
    "基本": _basic,
    "项目": _projects,
    "三公一般": _three_public,
    "基金": _flow,
    "三公基金": _three_public,
    "国资收支": _flow,
    "国资支出": _state,
    "三公财拨": _three_public,
}
