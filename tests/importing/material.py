"""A year's public tables as grids, whole and small: four items, two funds without money."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.workbook.books import BOOKS, Cell, Grid

UNIT = "盐边县社会保险事务中心"
_CLASSES = (
    "一般公共服务 外交 国防 公共安全 教育 科学技术 文化旅游体育与传媒 社会保障和就业 卫生健康 节能环保 城乡社区 农林水 "
    "交通运输 资源勘探工业信息等 商业服务业等 金融 援助其他地区 自然资源海洋气象等 住房保障 粮油物资储备 "
    "国有资本经营预算 灾害防治及应急管理 其他 债务还本 债务付息 抗疫特别国债安排的"
)
CLASSES = _CLASSES.split()
NUMERALS = [
    *"一二三四五六七八九十",
    *(f"十{n}" for n in "一二三四五六七八九"),
    "二十",
    *(f"二十{n}" for n in "一二三四五六"),
]
INCOME = (
    *("一般公共预算财政拨款收入", "政府性基金预算财政拨款收入", "国有资本经营预算财政拨款收入", "上级补助收入"),
    *("事业收入", "经营收入", "附属单位上缴收入", "其他收入"),
)
ITEMS: Mapping[str, tuple[str, float, float]] = {  # code → name, 基本支出, 项目支出
    "2080101": ("行政运行", 200.00, 0),
    "2080199": ("其他人力资源和社会保障管理事务支出", 0, 25.16),
    "2080505": ("机关事业单位基本养老保险缴费支出", 43.24, 0),
    "2210201": ("住房公积金", 21.82, 0),
}
NAMES = {
    "208": "社会保障和就业支出",
    "20801": "人力资源和社会保障管理事务",
    "20805": "行政事业单位养老支出",
    "221": "住房保障支出",
    "22102": "住房改革支出",
}


def money(value: float) -> str:
    return f"{value:,.2f}"


def head(title: str, label: str, unit: str, year: int, width: int) -> list[list[Cell]]:
    """The rows above the headings of a table."""
    blank: list[Cell] = [""] * (width - 1)
    return [[title], [*blank, label], [f"部门：{unit}", *blank[:-1], "金额单位：万元"], [f"{year}年度"]]


class Accounts:
    """A year's accounts; ``items`` are its spending by code, ``opening`` what was left from the year before."""

    def __init__(
        self, year: int = 2022, unit: str = UNIT, items: Mapping[str, tuple[str, float, float]] = ITEMS
    ) -> None:
        self.year, self.unit, self.items = year, unit, dict(items)
        self.opening = 1.30
        self.travel = 7.11
        self.three_public = {"budget": 0.80, "final": 0.60}
        self.rows: dict[str, tuple[str, float, float]] = {}
        for code, (name, basic, project) in sorted(self.items.items()):
            for upper in (code[:3], code[:5]):
                before = self.rows.get(upper, ("", 0.0, 0.0))
                self.rows[upper] = (NAMES.get(upper, f"{upper}支出"), before[1] + basic, before[2] + project)
            self.rows[code] = (name, basic, project)
        self.basic = sum(basic for _, basic, _ in self.items.values())
        self.project = sum(project for *_, project in self.items.values())
        self.spent = self.basic + self.project

    def grids(self) -> list[Grid]:
        """The tables, each in a sheet of its own."""
        return [
            self.whole(),
            self.income(),
            self.spending(),
            self.appropriation(),
            self.general(),
            self.basics(),
            *self.funds(),
            self.three(),
        ]

    def file(self, path: Path) -> Path:
        """The tables as a workbook."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(BOOKS[path.suffix[1:]](self.grids()))
        return path

    def _head(self, title: str, number: str, width: int) -> list[list[Cell]]:
        return head(title, f"公开{number}表", self.unit, self.year, width)

    def whole(self) -> Grid:
        classes = {code: row for code, row in self.rows.items() if len(code) == 3}
        left: list[tuple[str, str]] = [
            (f"{n}、{kind}", money(self.spent - self.opening) if kind == INCOME[0] else "0.00")
            for n, kind in zip(NUMERALS, INCOME, strict=False)
        ]
        left += [("", "")] * (len(CLASSES) - len(left))
        left += [("本年收入合计", money(self.spent - self.opening)), ("使用非财政拨款结余", "0.00")]
        left += [("年初结转和结余", money(self.opening)), ("总计", money(self.spent))]
        spent = {name.removesuffix("支出"): basic + project for name, basic, project in classes.values()}
        right = [(f"{n}、{kind}支出", money(spent.get(kind, 0))) for n, kind in zip(NUMERALS, CLASSES, strict=True)]
        right += [("本年支出合计", money(self.spent)), ("结余分配", "0.00"), ("年末结转和结余", "0.00")]
        right += [("总计", money(self.spent))]
        rows: list[list[Cell]] = [["收入", "", "", "支出", "", ""], ["项目", "行次", "金额", "项目", "行次", "金额"]]
        rows.append(["栏次", "", "1", "栏次", "", "2"])
        rows += [
            [a, str(n), b, c, str(n + 30), d] for n, ((a, b), (c, d)) in enumerate(zip(left, right, strict=True), 1)
        ]
        return Grid("GK01", [*self._head("收入支出决算总表", "01", 6), *rows])

    def _classified(
        self, columns: Sequence[str], cells: Mapping[str, Sequence[float]], total: Sequence[float]
    ) -> list[list[Cell]]:
        rows: list[list[Cell]] = [["项目", "", *columns], ["功能分类科目编码", "科目名称", *[""] * len(columns)]]
        rows.append(["栏次", "", *(str(n + 1) for n in range(len(columns)))])
        rows.append(["合计", "", *map(money, total)])
        return rows + [[code, self.rows[code][0], *map(money, values)] for code, values in cells.items()]

    def income(self) -> Grid:
        columns = ["本年收入合计", "财政拨款收入", *INCOME[3:]]
        first = min(self.items)  # what was left from the year before was spent on it
        got = {c: b + p - (self.opening if first.startswith(c) else 0) for c, (_, b, p) in self.rows.items()}
        cells = {c: [amount, amount, *[0.0] * 5] for c, amount in got.items()}
        total = [self.spent - self.opening] * 2 + [0.0] * 5
        return Grid("GK02", [*self._head("收入决算表", "02", 9), *self._classified(columns, cells, total)])

    def spending(self) -> Grid:
        columns = ["本年支出合计", "基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出"]
        cells = {c: [b + p, b, p, 0.0, 0.0, 0.0] for c, (_, b, p) in self.rows.items()}
        total = [self.spent, self.basic, self.project, 0.0, 0.0, 0.0]
        return Grid("GK03", [*self._head("支出决算表", "03", 8), *self._classified(columns, cells, total)])

    def appropriation(self) -> Grid:
        funds = ["一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款"]
        left = [
            (f"{n}、{f}", money((self.spent - self.opening) * (f == funds[0])))
            for n, f in zip(NUMERALS, funds, strict=False)
        ]
        left += [("", "")] * (len(CLASSES) - len(left))
        left += [("本年收入合计", money(self.spent - self.opening)), ("年初财政拨款结转和结余", money(self.opening))]
        left += [(f"{n}、{f}", money(self.opening * (f == funds[0]))) for n, f in zip(NUMERALS, funds, strict=False)]
        left += [("总计", money(self.spent))]
        spent = {name.removesuffix("支出"): b + p for c, (name, b, p) in self.rows.items() if len(c) == 3}
        right: list[list[Cell]] = [
            [f"{n}、{k}支出", "", *self._general(spent.get(k, 0))] for n, k in zip(NUMERALS, CLASSES, strict=True)
        ]
        right += [["本年支出合计", "", *self._general(self.spent)], ["年末财政拨款结转和结余", "", *self._general(0)]]
        right += [[""] * 6] * 3 + [["总计", "", *self._general(self.spent)]]
        rows: list[list[Cell]] = [
            ["收入", "", "", "支出", *[""] * 5],
            ["项目", "行次", "金额", "项目", "行次", "合计", *funds],
        ]
        rows += [[a, "", b, *r] for (a, b), r in zip(left, right, strict=True)]
        return Grid("GK04", [*self._head("财政拨款收入支出决算总表", "04", 9), *rows])

    @staticmethod
    def _general(value: float) -> list[str]:
        return [money(value), money(value), "0.00", "0.00"]

    def general(self) -> Grid:
        cells = {c: [b + p, b, p] for c, (_, b, p) in self.rows.items()}
        rows = self._classified(["合计", "基本支出", "项目支出"], cells, [self.spent, self.basic, self.project])
        return Grid("GK06", [*self._head("一般公共预算财政拨款支出决算表", "06", 5), *rows])

    def basics(self) -> Grid:
        rows: list[list[Cell]] = [["人员经费", "", "", "公用经费", "", ""], ["科目编码", "科目名称", "金额"] * 2]
        office = 10 + self.travel
        staff = money(self.basic - office)
        rows += [["301", "工资福利支出", staff, "302", "商品和服务支出", money(office)]]
        rows += [["30101", "基本工资", money(self.basic - office - 40), "30201", "办公费", "10.00"]]
        rows += [
            ["30113", "住房公积金", "40.00", "30211", "差旅费", money(self.travel)],
            ["30102", "津贴补贴", "0.00", "", "", ""],
        ]
        rows += [["人员经费合计", "", staff, "公用经费合计", "", money(office)]]
        return Grid("GK08", [*self._head("一般公共预算财政拨款基本支出决算明细表", "08", 6), *rows])

    def funds(self) -> list[Grid]:
        first: list[list[Cell]] = [
            ["项目", "", "年初结转和结余", "本年收入", "本年支出", "", "", "年末结转和结余"],
            ["科目编码", "科目名称", "", "", "小计", "基本支出", "项目支出", ""],
            ["合计", "", *["0.00"] * 6],
        ]
        state: list[list[Cell]] = [["项目", "", "合计", "基本支出", "项目支出"], ["科目编码", "科目名称", "", "", ""]]
        state.append(["合计", "", "0.00", "0.00", "0.00"])
        merges = ["A5:B5", "C5:C6", "D5:D6", "E5:G5", "H5:H6"]
        titles = ("政府性基金预算财政拨款收入支出决算表", "国有资本经营预算财政拨款收入支出决算表")
        return [
            *(
                Grid(f"GK{n}", [*self._head(title, n, 8), *first], merges)
                for n, title in zip(("10", "11"), titles, strict=True)
            ),
            Grid("GK12", [*self._head("国有资本经营预算财政拨款支出决算表", "12", 5), *state]),
        ]

    def three(self) -> Grid:
        columns = ["合计", "因公出国（境）费", "公务用车购置及运行维护费", "", "", "公务接待费"]
        below = ["", "", "小计", "公务用车购置费", "公务用车运行维护费", ""]
        values = [[money(v), "0.00", "0.00", "0.00", "0.00", money(v)] for v in self.three_public.values()]
        rows: list[list[Cell]] = [
            ["预算数", *[""] * 5, "决算数", *[""] * 5],
            columns * 2,
            below * 2,
            values[0] + values[1],
        ]
        merges = ["A5:F5", "G5:L5", "C6:E6", "I6:K6", "A6:A7", "B6:B7", "F6:F7", "G6:G7", "H6:H7", "L6:L7"]
        return Grid("GK13", [*self._head("财政拨款“三公”经费支出决算表", "13", 12), *rows], merges)
