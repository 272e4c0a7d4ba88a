"""Accounts: a made-up unit's year in 分, drawn as the tables of its form; every cell is rounded by itself.

Whatever the seed, the tables agree with each other in 分, and so, within rounding, as they are printed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from random import Random

from tests.forms.tables.grids import UNIT, book, head, numeral, sheet
from yanbian_report.base.origin import Cell
from yanbian_report.forms.final_accounts.tables.catalogue import tables_of, title_of
from yanbian_report.forms.final_accounts.tables.economic import CLASSES, NAMES
from yanbian_report.forms.final_accounts.tables.names import FUNDS, INCOME, PURPOSES
from yanbian_report.forms.final_accounts.tables.read import read_tables
from yanbian_report.forms.final_accounts.tables.rows import CLASSES as FUNCTIONS
from yanbian_report.forms.final_accounts.tables.select import Wanted
from yanbian_report.model.table import Table
from yanbian_report.workbook.sheet import Sheet

NAMED = {
    "201": "一般公共服务支出",
    "205": "教育支出",
    "208": "社会保障和就业支出",
    "210": "卫生健康支出",
    "213": "农林水支出",
}
NAMED |= {"212": "城乡社区支出", "221": "住房保障支出", "223": "国有资本经营预算支出", "229": "其他支出"}
STAFF = ("30101", "30102", "30103", "30107", "30108", "30113", "30199", "30302", "30305")
OFFICE = ("30201", "30202", "30207", "30211", "30212", "30213", "30217", "30226", "30228", "30231", "30239", "31002")
PROJECT = ("30201", "30213", "30217", "30226", "30227", "30231", "30305", "31003", "31013")
LISTED = sorted({*STAFF, *OFFICE, *PROJECT, "30203", "31099"})
_DROPPED = (
    "文化体育与传媒支出",
    "医疗卫生与计划生育支出",
    "资源勘探信息等支出",
    "国土海洋气象等支出",
    "预备费",
    "转移性支出",
)
_DROPPED += ("债务发行费用支出",)

Amounts = Mapping[str, int]
Print = Callable[[int], str]


def in_wan(cents: int) -> str:
    """万元 with two decimals, as a system prints them: half a unit goes up."""
    sign, units = ("-" if cents < 0 else ""), (abs(cents) + 5_000) // 10_000
    return f"{sign}{units // 100:,}.{units % 100:02}"


def in_wan_without_nil(cents: int) -> str:
    """The same, nil as a blank."""
    return in_wan(cents) if cents else ""


def in_yuan(cents: int) -> str:
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02}"


def total(amounts: Iterable[int]) -> int:
    return sum(amounts)


class Accounts:
    """What the unit got and spent, in 分, by functional and economic codes."""

    def __init__(self, seed: int, year: int = 2022) -> None:
        self.random = Random(seed)
        self.year = year
        items = [f"{one}{self.random.randint(1, 12):02}{self.random.randint(1, 12):02}" for one in ("201", "208") * 3]
        items += [f"{one}{kind:02}01" for one, kind in (("205", 2), ("210", 11), ("213", 1), ("221", 2))]
        chosen = sorted(set(self.random.sample(items, self.random.randint(3, len(items)))))
        self.general = {item: (self._spread(STAFF + OFFICE), self._spread(PROJECT)) for item in chosen}
        self.fund = {item: (0, self._some()) for item in ("2120899", "2296003") if self.random.random() < 0.4}
        self.state = {item: (0, self._some()) for item in ("2230105",) if self.random.random() < 0.3}
        self.own = {item: [self._some() if self.random.random() < 0.3 else 0 for _ in PURPOSES] for item in chosen}
        self.spent = [total(map(total, self.by_fund(number).values())) for number in range(3)]
        self.opening = [min(self._some(), spent) if self.random.random() < 0.5 else 0 for spent in self.spent]
        self.closing = [self.random.randint(0, left) if left else 0 for left in self.opening]
        self.income = [s + c - o for s, c, o in zip(self.spent, self.closing, self.opening, strict=True)]
        self._others(chosen)
        self.three = {band: [0, self._some(), 0, self._some(), self._some()] for band in ("预算数", "决算数")}
        for number, code in enumerate(("30212", "", "31013", "30231", "30217")):
            self.three["决算数"][number] = self.economic(code) if code else 0

    def _others(self, chosen: Sequence[str]) -> None:
        """Income that is not 财政拨款: some large, some a few 元 of interest."""
        self.others: dict[str, list[int]] = {item: [0] * 5 for item in chosen}
        paid = total(map(total, self.own.values()))
        for number in range(5):
            if self.random.random() < 0.5:
                self.others[self.random.choice(chosen)][number] = self._some()
        self.others[chosen[0]][4] += self.random.choice([0, 3_321, 81_204])
        gained = total(map(total, self.others.values()))
        self.used = self.random.choice([0, self._some()])
        self.own_opening = max(0, paid - gained - self.used) + self.random.choice([0, self._some()])
        self.allocated = 0
        self.own_closing = self.own_opening + gained + self.used - paid

    def _some(self) -> int:
        """An amount: mostly some 万元, sometimes hundreds."""
        return int(self.random.lognormvariate(16.5, 1.5)) + 10_000

    def _spread(self, codes: Sequence[str]) -> dict[str, int]:
        chosen = self.random.sample(codes, self.random.randint(1, len(codes)))
        return {code: self._some() for code in chosen}

    def by_fund(self, number: int) -> dict[str, tuple[int, int]]:
        """基本支出 and 项目支出 by 项, of one of the three funds."""
        if number == 0:
            return {item: (total(a.values()), total(b.values())) for item, (a, b) in self.general.items()}
        return (self.fund, self.state)[number - 1]

    def economic(self, code: str, item: str = "", kinds: Sequence[int] = (0, 1)) -> int:
        """What was spent of 一般公共预算 under codes that begin with ``code``, of 基本 (0) and 项目 (1)."""
        return sum(
            amount
            for one, spent in self.general.items()
            if one.startswith(item)
            for kind in kinds
            for key, amount in spent[kind].items()
            if key.startswith(code)
        )


def levels(items: Iterable[str]) -> list[str]:
    return sorted({item[:length] for item in items for length in (3, 5, 7)})


class Tables:
    """The tables of ``accounts`` as sheets, printed by ``shown`` in ``money``."""

    def __init__(self, accounts: Accounts, shown: Print = in_wan, money: str = "万元") -> None:
        self.of, self.shown, self.money = accounts, shown, money
        self.numbers = {key: f"公开{n:02}表" for n, key in enumerate(tables_of(accounts.year), 1)}

    def sheets(self) -> list[Sheet]:
        drawn = {
            "总表": self.whole(),
            "收入": self.by_items("收入", ("本年收入合计", "财政拨款收入", *INCOME[3:]), self._gained()),
            "支出": self.by_items("支出", ("本年支出合计", *PURPOSES), self._paid()),
            "财拨总表": self.appropriation(),
            "财拨明细": self.by_items("财拨明细", ("合计", *FUNDS), self._of_funds(), ""),
            "一般支出": self.by_items("一般支出", ("合计", "基本支出", "项目支出"), self._spent(0)),
            "一般明细": self.detailed("一般明细", (0, 1)),
            "基本": self.basic(),
            "项目": self.detailed("项目", (1,)),
            "基金": self.flow("基金", 1),
            "国资收支": self.flow("国资收支", 2),
            "国资支出": self.by_items("国资支出", ("合计", "基本支出", "项目支出"), self._spent(2)),
            "三公财拨": self.three_public("三公财拨"),
            "三公一般": self.three_public("三公一般"),
        }
        return [sheet(key, drawn[key]) for key in tables_of(self.of.year) if key in drawn]

    def tables(self, sheets: Sequence[Sheet] = ()) -> dict[str, Table]:
        """The tables as they are read again."""
        found, findings = read_tables([book(*(sheets or self.sheets()))], Wanted(UNIT, "单位", str(self.of.year)))
        assert {f.code for f in findings} <= {"X208", "X209"}, findings
        return dict(found)

    def _head(self, key: str, width: int) -> str:
        return head(title_of(key, self.of.year), self.numbers.get(key, ""), width, self.money, year=str(self.of.year))

    def _line(self, *cells: str | int) -> str:
        return "|".join(self.shown(cell) if isinstance(cell, int) else cell for cell in cells)

    def _paid(self) -> dict[str, list[int]]:
        paid: dict[str, list[int]] = {item: list(own) for item, own in self.of.own.items()}
        for number in range(3):
            for item, spent in self.of.by_fund(number).items():
                row = paid.setdefault(item, [0] * 5)
                row[0], row[1] = row[0] + spent[0], row[1] + spent[1]
        return {item: [total(row), *row] for item, row in paid.items()}

    def _gained(self) -> dict[str, list[int]]:
        gained: dict[str, list[int]] = {}
        for number in range(3):
            spent = {item: total(pair) for item, pair in self.of.by_fund(number).items()}
            for n, (item, amount) in enumerate(spent.items()):
                more = self.of.income[number] - self.of.spent[number] if n == 0 else 0
                gained[item] = [amount + more, *self.of.others.get(item, [0] * 5)]
        return {item: [total(row), *row] for item, row in gained.items()}

    def _spent(self, number: int) -> dict[str, list[int]]:
        return {item: [total(pair), *pair] for item, pair in self.of.by_fund(number).items()}

    def _of_funds(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for number in range(3):
            for item, pair in self.of.by_fund(number).items():
                row = found.setdefault(item, [0] * 4)
                row[0], row[number + 1] = row[0] + total(pair), total(pair)
        return found

    def _name(self, code: str) -> str:
        return NAMED.get(code, f"{code}科目")

    def by_items(self, key: str, columns: Sequence[str], rows: Mapping[str, Sequence[int]], last: str = "栏次") -> str:
        """A table with a row for every code."""
        lines = [
            self._head(key, len(columns) + 2),
            f"项目|<|{'|'.join(columns)}",
            "科目编码|科目名称" + "|^" * len(columns),
        ]
        lines += [last + "|" + "".join(f"|{n + 1}" for n in range(len(columns)))] if last else []
        for code in ("", *levels(rows)):
            sums = [total(row[n] for item, row in rows.items() if item.startswith(code)) for n in range(len(columns))]
            lines.append(self._line(*((code, self._name(code)) if code else ("合计", "<")), *sums))
        return "\n".join(lines)

    def flow(self, key: str, number: int) -> str:
        of = self.of
        rows: dict[str, list[int]] = {}
        for n, (item, (basic, project)) in enumerate(of.by_fund(number).items()):
            opening, closing = (of.opening[number], of.closing[number]) if n == 0 else (0, 0)
            paid = basic + project
            rows[item] = [opening, paid + closing - opening, paid, basic, project, closing]
        text = self.by_items(key, ("年初结转和结余", "本年收入", "本年支出", "<", "<", "年末结转和结余"), rows)
        return text.replace("科目编码|科目名称|^|^|^|^|^|^", "科目编码|科目名称|^|^|小计|基本支出|项目支出|^")

    def whole(self) -> str:
        of, paid, gained = self.of, self._paid(), self._gained()
        classes = [each for each in FUNCTIONS if each not in _DROPPED]
        incomes = [*of.income, *(total(row[n] for row in of.others.values()) for n in range(5))]
        spent = {self._name(code): total(row[0] for item, row in paid.items() if item[:3] == code) for code in NAMED}
        lines = [self._head("总表", 6), "收入|<|<|支出|<|<", "项目|行次|金额|项目|行次|金额", "栏次||1|栏次||2"]
        for n, each in enumerate(classes):
            left = (f"{numeral(n + 1)}、{INCOME[n]}", str(n + 1), incomes[n]) if n < len(INCOME) else ("", "", "")
            lines.append(self._line(*left, f"{numeral(n + 1)}、{each}", str(n + 30), spent.get(each, 0)))
        income, expense = total(row[0] for row in gained.values()), total(row[0] for row in paid.values())
        opening, closing = total(of.opening) + of.own_opening, total(of.closing) + of.own_closing
        lines.append(self._line("本年收入合计", "", income, "本年支出合计", "", expense))
        lines.append(self._line("使用非财政拨款结余", "", of.used, "结余分配", "", of.allocated))
        lines.append(self._line("年初结转和结余", "", opening, "年末结转和结余", "", closing))
        lines.append(self._line("总计", "", income + of.used + opening, "总计", "", expense + of.allocated + closing))
        return "\n".join(lines)

    def appropriation(self) -> str:
        of, rows = self.of, self._of_funds()
        classes = [each for each in FUNCTIONS if each not in _DROPPED]
        spent = {
            self._name(code): [total(row[n] for item, row in rows.items() if item[:3] == code) for n in range(4)]
            for code in NAMED
        }
        lines = [self._head("财拨总表", 9), "收入|<|<|支出|<|<|<|<|<"]
        lines += [f"项目|行次|金额|项目|行次|合计|{'|'.join(FUNDS)}", "栏次||1|栏次||2|3|4|5"]
        for n, each in enumerate(classes):
            left = (f"{numeral(n + 1)}、{FUNDS[n]}", "", of.income[n]) if n < 3 else ("", "", "")
            lines.append(self._line(*left, f"{numeral(n + 1)}、{each}", "", *spent.get(each, [0] * 4)))
        both = [of.spent, of.closing]
        paid, left_over = ([total(row), *row] for row in both)
        lines.append(self._line("本年收入合计", "", total(of.income), "本年支出合计", "", *paid))
        lines.append(
            self._line("年初财政拨款结转和结余", "", total(of.opening), "年末财政拨款结转和结余", "", *left_over)
        )
        lines += [self._line(f"{numeral(n + 1)}、{FUNDS[n]}", "", of.opening[n], *[""] * 6) for n in range(3)]
        grand = [a + b for a, b in zip(paid, left_over, strict=True)]
        lines.append(self._line("总计", "", total(of.income) + total(of.opening), "总计", "", *grand))
        return "\n".join(lines)

    def detailed(self, key: str, kinds: Sequence[int]) -> str:
        """The wide tables, of 基本 (0) and 项目 (1)."""
        names = {code: name for listed in NAMES.values() for name, code in listed.items()}
        columns: list[tuple[str, str, str]] = [("", "合计", "^")]
        for name, one in CLASSES.items():
            below = [code for code in LISTED if code.startswith(one)] if key == "一般明细" else []
            if below or (one in ("301", "302", "303", "310") and key != "一般明细"):
                columns += [(one, name, "小计"), *((code, "<", names[code]) for code in below)]
        lines = [self._head(key, len(columns) + 2), "项目|<|" + "|".join(above for _, above, _ in columns)]
        lines += ["科目编码|科目名称|" + "|".join(below for *_, below in columns)]
        items = [item for item in self.of.general if self.of.economic("", item, kinds)]
        for item in ("", *levels(items)):
            cells = [self.of.economic(code, item, kinds) for code, *_ in columns]
            lines.append(self._line(*((item, self._name(item)) if item else ("合计", "<")), *cells))
        return "\n".join(lines)

    def basic(self) -> str:
        names = {code: name for listed in NAMES.values() for name, code in listed.items()}
        names |= {code: name for name, code in CLASSES.items()}
        codes = sorted({*LISTED, *(code[:3] for code in LISTED)})
        left = [code for code in codes if code[:3] in ("301", "303")]
        right = [code for code in codes if code not in left]
        lines = [self._head("基本", 6), "人员经费|<|<|公用经费|<|<", "科目编码|科目名称|金额|科目编码|科目名称|金额"]
        for n in range(max(len(left), len(right))):
            cells: list[str | int] = []
            for side in (left, right):
                code = side[n] if n < len(side) else ""
                cells += [code, names[code], self.of.economic(code, kinds=(0,))] if code else ["", "", ""]
            lines.append(self._line(*cells))
        staff = self.of.economic("301", kinds=(0,)) + self.of.economic("303", kinds=(0,))
        whole = self.of.economic("", kinds=(0,))
        lines.append(self._line("人员经费合计", "<", staff, "公用经费合计", "<", whole - staff))
        return "\n".join(lines)

    def three_public(self, key: str) -> str:
        cars = "公务用车购置及运行维护费|<|<"
        lines = [self._head(key, 12), "预算数|<|<|<|<|<|决算数|<|<|<|<|<"]
        lines += ["|".join([f"合计|因公出国（境）费|{cars}|公务接待费"] * 2)]
        lines += ["|".join(["^|^|小计|公务用车购置费|公务用车运行维护费|^"] * 2)]
        cells = []
        for band in ("预算数", "决算数"):
            abroad, _, bought, run, guests = self.of.three[band]
            cells += [abroad + bought + run + guests, abroad, bought + run, bought, run, guests]
        return "\n".join([*lines, self._line(*cells)])


def last(tables: Mapping[str, Table]) -> dict[str, Table]:
    """``tables`` as last year's file has them."""
    return {key: table._replace(file="上年.xlsx") for key, table in tables.items()}


def place_of(table: Table, row: str, column: str) -> str:
    """Where an amount stands, as messages name it: 公开01表!C7."""
    origin = table.figures[row, column].origin
    assert isinstance(origin, Cell)
    return f"{origin.sheet}!{origin.cell}"


def altered(sheets: Sequence[Sheet], tables: Mapping[str, Table], cells: Mapping[str, str]) -> list[Sheet]:
    """``sheets`` with other texts in cells, which are named by table, row and column: 支出 合计 基本支出."""
    changed = {drawn.name: [list(row) for row in drawn.rows] for drawn in sheets}
    for name, text in cells.items():
        key, row, column = name.split()
        letters, number = re.fullmatch(r".+!([A-Z]+)(\d+)", place_of(tables[key], row, column)).groups()  # type: ignore[union-attr]
        place = 0
        for letter in letters:
            place = place * 26 + ord(letter) - 64
        changed[key][int(number) - 1][place - 1] = text
    return [drawn._replace(rows=tuple(map(tuple, changed[drawn.name]))) for drawn in sheets]
