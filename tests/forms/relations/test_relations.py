"""The relations of a year's tables: silent on what rounding explains, and one finding for one slip, at its cell."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from random import Random

import pytest

from tests.forms.relations.accounts import (
    Accounts,
    Tables,
    altered,
    in_wan,
    in_wan_without_nil,
    in_yuan,
    last,
    place_of,
)
from tests.forms.tables.grids import OPERATING, UNIT, book, sheet
from tests.rule_examples import example
from tests.rule_examples import held as held_file
from tests.told import told
from yanbian_report.base.findings import Finding
from yanbian_report.forms.final_accounts.form import FORM
from yanbian_report.forms.final_accounts.tables.names import FUNDS
from yanbian_report.forms.final_accounts.tables.read import read_tables
from yanbian_report.forms.final_accounts.tables.select import Wanted
from yanbian_report.model.figure import YUAN, Figure
from yanbian_report.model.formats import amount_spoken
from yanbian_report.model.table import NO_TABLES, Table
from yanbian_report.model.values import Tree
from yanbian_report.model.year import Year
from yanbian_report.rules.check import Checked, check
from yanbian_report.workbook.sheet import Merge, Sheet, Value

RELATIONS = {code: rule for code, rule in FORM.rules().items() if "R711" <= code < "R760"}


def held(tables: Mapping[str, Table], before: Mapping[str, Table] = NO_TABLES) -> Checked:
    return check(Year({}, "data/2022.yaml", {}, tables=tables, last_tables=before), RELATIONS)


def small(seed: int = 4, year: int = 2022) -> Tables:
    """A unit's tables in 万元, with every fund."""
    return Tables(Accounts(seed, year))


def shifted(tables: Mapping[str, Table], cell: str, by: str) -> dict[str, str]:
    """``cell`` with so many 万元 more."""
    key, row, column = cell.split()
    return {cell: f"{tables[key].figures[row, column].value / 10_000 + Decimal(by):.2f}"}


def found(
    drawn: Tables, cells: Mapping[str, str] | Callable[[Mapping[str, Table]], Mapping[str, str]]
) -> list[Finding]:
    sheets = drawn.sheets()
    tables = drawn.tables(sheets)
    wanted = cells(tables) if callable(cells) else cells
    return held(drawn.tables(altered(sheets, tables, wanted))).open


@pytest.mark.parametrize("year", [2021, 2022])
@pytest.mark.parametrize(("shown", "money"), [(in_wan, "万元"), (in_wan_without_nil, "万元"), (in_yuan, "元")])
def test_two_hundred_sets_that_agree_to_the_cent_are_silent_however_they_are_printed(
    shown: Callable[[int], str], money: str, year: int
) -> None:
    for seed in range(34):
        drawn = Tables(Accounts(seed * 7 + year, year), shown, money)
        assert told(held(drawn.tables()).open) == "", seed


def some_cell(tables: Mapping[str, Table], key: str, random: Random) -> str:
    row, column = random.choice([name for name, figure in tables[key].figures.items() if figure.value])
    return f"{key} {row} {column}"


def tells_of(findings: list[Finding], place: str) -> bool:
    """Whether the one finding is at ``place``, or names it among the few cells of which one is wrong."""
    (finding,) = findings
    places = [str(finding.origin), *(str(related.origin) for related in finding.related)]
    return any(each.endswith(place) for each in places) or place in f"{finding.message}{finding.hint}"


@pytest.mark.parametrize(
    "key", ["总表", "收入", "支出", "财拨总表", "财拨明细", "一般支出", "一般明细", "项目", "三公财拨"]
)
@pytest.mark.parametrize("by", ["1.00", "-0.37", "250.00"])
def test_one_wrong_amount_is_one_finding_that_names_its_cell(key: str, by: str) -> None:
    for seed in (3, 4):
        drawn = small(seed)
        tables = drawn.tables()
        cell = some_cell(tables, key, Random(f"{seed}{key}{by}"))
        findings = found(drawn, shifted(tables, cell, by))
        assert tells_of(findings, place_of(tables[key], *cell.split()[1:])), cell


def test_of_many_items_with_one_total_the_range_is_named() -> None:
    drawn = small()
    tables = drawn.tables()
    (finding,) = found(drawn, shifted(tables, "基本 30201 金额", "-3.00"))
    assert finding.code == "R717"
    assert "“公开08表!F7:F19”里有一格不对" in finding.hint


def below_each_other(sheets: Sequence[Sheet]) -> Sheet:
    """``sheets`` as one, a blank row after each."""
    width = max(len(one.rows[0]) for one in sheets)
    rows: list[tuple[Value, ...]] = []
    merges: list[Merge] = []
    for one in sheets:
        merges += [m._replace(top=m.top + len(rows), bottom=m.bottom + len(rows)) for m in one.merges]
        rows += [(*row, *[""] * (width - len(row))) for row in (*one.rows, ("",))]
    return Sheet("Sheet1", tuple(rows), tuple(merges))


def test_tables_below_each_other_in_one_sheet_are_held_against_each_other_the_same() -> None:
    drawn = small()
    sheets = drawn.sheets()
    tables = drawn.tables([below_each_other(sheets)])
    assert len(tables) == len(sheets) and told(held(tables).open) == ""
    cell = "一般明细 合计 302"
    slipped = altered(sheets, drawn.tables(), shifted(drawn.tables(), cell, "1.00"))
    tables = drawn.tables([below_each_other(slipped)])
    assert tells_of(held(tables).open, place_of(tables["一般明细"], "合计", "302"))


def test_a_cell_off_by_a_cent_is_found_in_yuan() -> None:
    drawn = Tables(Accounts(4), in_yuan, "元")
    tables = drawn.tables()
    old = tables["支出"].figures["合计", "基本支出"]
    (finding,) = found(drawn, {"支出 合计 基本支出": f"{old.value + Decimal('0.01')}"})
    assert str(finding.origin).endswith(place_of(tables["支出"], "合计", "基本支出"))
    assert "相差 0.01元" in finding.message and "四舍五入" not in finding.message


def test_a_wrong_amount_within_rounding_is_silent_and_two_hundredths_beyond_it_are_not() -> None:
    drawn = small()
    tables = drawn.tables()
    cell = "三公财拨 决算数 公务用车购置及运行维护费"
    row = tables["三公财拨"]
    bought, run = (row.figures["决算数", f"公务用车{kind}"].value for kind in ("购置费", "运行维护费"))
    exact = (bought + run) / 10_000
    assert found(drawn, {cell: f"{exact + Decimal('0.01'):.2f}"}) == []
    assert [f.code for f in found(drawn, {cell: f"{exact + Decimal('0.03'):.2f}"})] == ["R718"]


@pytest.mark.parametrize("key", ["收入", "支出", "一般支出", "一般明细"])
def test_two_amounts_in_each_other_s_place_are_one_finding(key: str) -> None:
    drawn = small()
    tables = drawn.tables()
    row = max((row for row, _ in tables[key].figures if len(row) == 7), key=str)
    first, second = [column for (r, column), figure in tables[key].figures.items() if r == row and figure.value][:2]
    a, b = (tables[key].figures[row, column] for column in (first, second))
    if a.value == b.value:
        second = next(c for (r, c), f in tables[key].figures.items() if r == row and f.value not in (a.value,))
        b = tables[key].figures[row, second]
    (finding,) = found(drawn, {f"{key} {row} {first}": b.text, f"{key} {row} {second}": a.text})
    assert "像是写颠倒了" in finding.message
    assert all(place_of(tables[key], row, column) in finding.message for column in (first, second))


@pytest.mark.parametrize("key", ["一般支出", "支出"])
def test_two_columns_that_changed_places_are_one_finding(key: str) -> None:
    drawn = small()
    sheets = drawn.sheets()
    number = [one.name for one in sheets].index(key)
    rows = [[*row[:3], row[4], row[3], *row[5:]] if n > 5 else row for n, row in enumerate(sheets[number].rows)]
    sheets[number] = sheets[number]._replace(rows=tuple(map(tuple, rows)))
    (finding,) = held(drawn.tables(sheets)).open
    assert "的“基本支出”“项目支出”两栏像是对调了" in finding.message


@pytest.mark.parametrize("key", ["收入", "财拨总表", "基本", "三公财拨"])
def test_a_table_of_another_year_is_one_finding(key: str) -> None:
    ours, theirs = small(4).tables(), small(104).tables()
    (finding,) = held({**ours, key: theirs[key]}).open
    assert f"“{ours[key].label}”与别的表有" in finding.message
    assert "另一年" in finding.hint


def test_two_slips_are_two_findings() -> None:
    drawn = small()
    tables = drawn.tables()
    cells = {**shifted(tables, "支出 合计 项目支出", "2.00"), **shifted(tables, "总表 本年收入合计 收入", "1.00")}
    findings = found(drawn, cells)
    assert [f.path for f in findings] == ["公开表.总表.本年收入合计.收入", "公开表.支出.合计.项目支出"]


def test_a_row_that_is_missing_is_one_finding() -> None:
    drawn = small()
    sheets = drawn.sheets()
    number = [one.name for one in sheets].index("支出")
    code = next(row[0] for row in reversed(sheets[number].rows) if len(str(row[0])) == 7)
    rows = tuple(row for row in sheets[number].rows if row[0] != code)
    sheets[number] = sheets[number]._replace(rows=rows)
    sums = [f for f in held(drawn.tables(sheets)).open if f.code == "R714"]
    assert len(sums) <= 1


def test_one_amount_that_rounds_otherwise_in_another_table_is_silent() -> None:
    drawn = small()
    tables = drawn.tables()
    row = next(row for row, column in tables["总表"].figures if column == "支出" and tables["总表"].get(row, column))
    assert found(drawn, shifted(tables, f"总表 {row} 支出", "0.01")) == []


def operating(old: str = "", new: str = "") -> dict[str, Table]:
    """机构运行信息表, with ``new`` for ``old``."""
    text = OPERATING.replace("2021年度", "2022年度")
    assert old in text
    tables, findings = read_tables([book(sheet("F03", text.replace(old, new, 1)))], Wanted(UNIT, "单位", "2022"))
    assert findings == []
    return dict(tables)


def test_the_table_of_operation_is_silent_as_it_should_be() -> None:
    assert told(held(operating()).open) == ""


IN_OPERATING = {
    "R718": ("|2|40000.00|31000.00|", "|2|40000.00|31010.00|"),
    "R719": ("（一）车辆数合计（辆）|27|1", "（一）车辆数合计（辆）|27|3"),
    "R723": ("其中：外事接待批次（个）|17|—|0", "其中：外事接待批次（个）|17|—|9"),
    "R725": ("3．公务用车购置数（辆）|14|—|0", "3．公务用车购置数（辆）|14|—|1"),
}


@pytest.mark.parametrize("code", IN_OPERATING)
def test_a_slip_in_the_table_of_operation_is_found(code: str) -> None:
    assert [f.code for f in held(operating(*IN_OPERATING[code])).open] == [code]


def moved(tables: Mapping[str, Table], cells: Mapping[str, str]) -> dict[str, Table]:
    """``tables`` with so many 万元 more in ``cells``."""
    changed = dict(tables)
    for cell, by in cells.items():
        key, row, column = cell.split()
        figures = dict(changed[key].figures)
        figure = figures[row, column]
        figures[row, column] = figure._replace(value=figure.value + Decimal(by) * 10_000, text="")
        changed[key] = changed[key]._replace(figures=figures)
    return changed


def of_another_unit(*keys: str, year: int = 2022) -> dict[str, Table]:
    theirs = small(104, year).tables()
    return {**small(year=year).tables(), **{key: theirs[key] for key in keys}}


OPENING, CLOSING = "总表 年初结转和结余 收入", "总表 年末结转和结余 支出"
GRAND = ("总表 总计 收入", "总表 总计 支出")
STATE = (  # what was got and spent of a fund, in a class that is not the fund's
    *(f"财拨总表 {row} 支出.{fund}" for row in ("农林水支出", "本年支出合计", "总计") for fund in ("合计", FUNDS[2])),
    *(f"财拨总表 {row} 收入" for row in (FUNDS[2], "本年收入合计", "总计")),
)
CASES: Mapping[str, Callable[[], Mapping[str, Table]]] = {
    "R711": lambda: moved(small().tables(), {CLOSING: "1"}),
    "R712": lambda: moved(small().tables(), {CLOSING: "1", GRAND[1]: "1"}),
    "R713": lambda: moved(small().tables(), {"支出 合计 上缴上级支出": "1"}),
    "R714": lambda: moved(small().tables(), {"财拨明细 合计 一般公共预算财政拨款": "1"}),
    "R715": lambda: moved(small().tables(), {"财拨总表 本年支出合计 支出.合计": "1"}),
    "R716": lambda: moved(small(3).tables(), {"基金 合计 年末结转和结余": "1"}),
    "R717": lambda: moved(small().tables(), {"基本 302 金额": "1"}),
    "R718": lambda: moved(small().tables(), {"三公财拨 预算数 合计": "1"}),
    "R719": lambda: operating(*IN_OPERATING["R719"]),
    "R721": lambda: without_classes(small().tables()),
    "R722": lambda: moved(
        small().tables(), {"三公财拨 预算数 因公出国（境）费": "-9000", "三公财拨 预算数 合计": "-9000"}
    ),
    "R723": lambda: operating(*IN_OPERATING["R723"]),
    "R724": lambda: {"财拨总表": moved(small().tables(), dict.fromkeys(STATE, "1"))["财拨总表"]},
    "R725": lambda: operating(*IN_OPERATING["R725"]),
    "R731": lambda: of_another_unit("收入"),
    "R732": lambda: of_another_unit("支出"),
    "R733": lambda: of_another_unit("财拨总表"),
    "R734": lambda: of_another_unit("一般支出"),
    "R735": lambda: of_another_unit("国资支出", "国资收支", "基金"),
    "R736": lambda: of_another_unit("基本"),
    "R737": lambda: moved(small().tables(), {"基本 30201 金额": "9000", "基本 30202 金额": "-9000"}),
    "R738": lambda: moved(small().tables(), dict.fromkeys((OPENING, CLOSING, *GRAND), "-9000")),
    "R741": lambda: of_another_unit("三公一般", year=2021),
    "R742": lambda: {**operating(), "三公财拨": small().tables()["三公财拨"]},
    "R743": lambda: under_another_code(small().tables()),
}


def under_another_code(tables: Mapping[str, Table], by: str = "400") -> dict[str, Table]:
    """The table of income with an amount under the item of another class, which every sum agrees with."""
    items = [code for code in tables["收入"].names if len(code) == 7]
    one, other = items[0], next(code for code in items if code[:3] != items[0][:3])
    cells = {
        f"收入 {code[:length]} {column}": sign + by
        for code, sign in ((one, ""), (other, "-"))
        for length in (3, 5, 7)
        for column in ("本年收入合计", "财政拨款收入")
    }
    return moved(tables, cells)


def without_classes(tables: Mapping[str, Table]) -> dict[str, Table]:
    """The table of spending without one of its 款."""
    table = tables["支出"]
    dropped = next(code for code in table.names if len(code) == 5)
    return {**tables, "支出": table._replace(names={c: n for c, n in table.names.items() if c != dropped})}


def without_code(table: Table, lost: str) -> Table:
    """``table`` without the row of a code."""
    left = {name: figure for name, figure in table.figures.items() if name[0] != lost}
    return table._replace(figures=left, names={code: name for code, name in table.names.items() if code != lost})


def test_a_class_whose_item_is_lost_is_named() -> None:
    table = small().tables()["支出"]
    lost = next(code for code in table.names if len(code) == 7 and sum(c[:5] == code[:5] for c in table.names) == 2)
    (finding,) = held({"支出": without_code(table, lost)}).open
    assert (finding.code, finding.message.partition("的")[2]) == ("R721", f"科目“{lost[:5]}”下面没有项")


def test_a_table_that_lost_its_only_item_is_known_by_the_table_of_all_spending() -> None:
    tables = small().tables()
    fund = tables["基金"]
    for lost in [code for code in fund.names if len(code) == 7]:
        fund = without_code(fund, lost)
    told = [finding for finding in held({**tables, "基金": fund}).open if finding.code == "R721"]
    assert [finding.message.partition("的")[2] for finding in told] == [
        f"科目“{code}”下面没有项" for code in fund.names if len(code) == 5
    ]
    assert not [finding for finding in held({"基金": fund}).open if finding.code == "R721"], "it may end there"


@pytest.mark.parametrize("code", CASES)
def test_each_rule_speaks_when_its_relations_do_not_hold(code: str) -> None:
    assert code in {f.code for f in held(CASES[code]()).open}


def test_every_rule_of_relations_has_a_case() -> None:
    assert set(RELATIONS) == {*CASES, "R751"}


def test_what_is_found_reads_as_its_golden(same_as_golden: Callable[[str, str], None]) -> None:
    said = [f"━━ {code}\n\n{told(held(CASES[code]()).open)}\n" for code in CASES]
    same_as_golden("relations.txt", "\n".join(said))


def as_they_should_be(code: str) -> Mapping[str, Table]:
    """The tables that the case of ``code`` spoils, on which the rule is silent."""
    if code == "R716":
        return small(3).tables()
    return (
        operating()
        if code in ("R719", "R723", "R725", "R742")
        else small(year=2021 if code == "R741" else 2022).tables()
    )


def cells(tables: Mapping[str, Table], others: Mapping[str, Table]) -> str:
    """The first cells of ``tables`` that ``others`` have otherwise, or have and these do not."""
    lines = [
        f"{table.title}　{row}　{column}：{amount_spoken(figure.value, figure.unit)}"
        for key, table in tables.items()
        for (row, column), figure in table.figures.items()
        if figure.value and (key not in others or others[key].figures.get((row, column), figure).value != figure.value)
    ]
    return "\n".join(lines[:3])


def test_cases_are_the_examples_that_explain_shows(request: pytest.FixtureRequest) -> None:
    examples = {}
    for code, case in CASES.items():
        right, wrong = as_they_should_be(code), case()
        assert code not in {f.code for f in held(right).open}
        shown = cells(right, wrong), cells(wrong, right)
        if not all(shown):  # a row is lost, or another table says otherwise
            shown = ("（几张表上同一行都有，数相同）", shown[1] or "（一张表上少了一行）")
        examples |= example(code, *shown, held(wrong).open)
    ours, agreed, wrong = carried_over()
    examples |= example("R751", cells(agreed, wrong), cells(wrong, agreed), held(ours, wrong).open)
    held_file("tables", examples, request.config.getoption("--rewrite"))


def test_what_was_carried_over_otherwise_is_one_note() -> None:
    ours, agreed, wrong = carried_over()
    assert held(ours, agreed).open == []
    (finding,) = held(ours, wrong).open
    assert (finding.code, finding.severity.value) == ("R751", "提示")
    assert "另有 2 处也差这么多" in finding.message and "单位内部调剂" in finding.hint
    assert "公开04表" in str(finding.origin)


def carried_over() -> tuple[Mapping[str, Table], Mapping[str, Table], Mapping[str, Table]]:
    """A year's tables, last year's that end as it begins, and last year's that do not."""
    ours = small().tables()
    fund = ours["财拨总表"].figures
    before = {key: ours[key] for key in ("总表", "财拨总表")}
    amounts = {  # last year's end as this year's beginning
        "总表 年末结转和结余 支出": ours["总表"].figures["年初结转和结余", "收入"].value,
        "财拨总表 年末财政拨款结转和结余 支出.合计": fund["年初财政拨款结转和结余", "收入"].value,
        **{
            f"财拨总表 年末财政拨款结转和结余 支出.{name}": fund[f"年初.{name}", "收入"].value
            for name in ("一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款")
        },
    }
    differences = {}
    for cell, value in amounts.items():
        key, row, column = cell.split()
        differences[cell] = str((value - ours[key].figures[row, column].value) / 10_000)
    agreed = last(moved(before, differences))
    general = [cell for cell in amounts if "基金" not in cell and "国有" not in cell]
    return ours, agreed, moved(agreed, dict.fromkeys(general, "1.50"))


def test_what_is_not_known_is_counted_and_not_compared() -> None:
    tables = small().tables()
    (whole,) = held(tables).tallies
    assert whole.of == "公开表的勾稽关系" and whole.held > 500 and whole.lacked == ()
    table = tables["总表"]
    unknown = {name: figure for name, figure in table.figures.items() if name != ("年初结转和结余", "收入")}
    (less,) = held({**tables, "总表": table._replace(figures=unknown)}).tallies
    assert len(less.lacked) == 2 and less.held == whole.held - 2
    assert held({**tables, "总表": table._replace(figures=unknown)}).open == []
    (absent,) = held({key: table for key, table in tables.items() if key != "基本"}).tallies
    assert absent.lacked[0] == "一般公共预算财政拨款基本支出决算明细表的“人员经费合计，金额”"


def test_a_blank_of_a_table_without_zeros_counts_as_nil() -> None:
    tables = Tables(Accounts(4), in_wan_without_nil).tables()
    assert tables["支出"].get("合计", "上缴上级支出") is None or tables["支出"].blanks
    assert held(moved(tables, {"支出 合计 本年支出合计": "1.00"})).open[0].code == "R713"


def test_an_empty_table_whose_note_says_so_is_nil() -> None:
    drawn = Tables(Accounts(3))
    tables = drawn.tables()
    assert tables["基金"].get("合计", "本年收入")
    rows = tuple(row for row in tables["基金"].sheet.rows[:6]) + (
        ("说明：本年度没有收入和支出，故本表无数据。", *[""] * 7),
    )
    empty = tables["基金"]._replace(
        figures={}, names={}, gaps={}, blanks={}, body=(6, 6), sheet=tables["基金"].sheet._replace(rows=rows)
    )
    findings = held({**tables, "基金": empty}).open
    assert "R735" in {f.code for f in findings}
    silent = empty._replace(sheet=empty.sheet._replace(rows=rows[:-1]))
    assert "R735" not in {f.code for f in held({**tables, "基金": silent}).open}


def test_a_difference_that_is_accepted_is_no_finding() -> None:
    tables = moved(small().tables(), {"支出 合计 上缴上级支出": "1"})
    (finding,) = held(tables).open
    entry: Tree = {
        "规则": finding.code,
        "项": finding.path,
        "相差": Figure(Decimal(10_000), YUAN, Decimal(100), "1.00"),
        "原因": "系统导出如此",
    }
    year = Year({"已知差异": [entry]}, "data/2022.yaml", {}, tables=tables)
    checked = check(year, RELATIONS)
    assert (finding.path, checked.open, len(checked.accepted)) == ("公开表.支出.合计.上缴上级支出", [], 1)


def test_without_a_workbook_there_is_nothing_to_say() -> None:
    assert held({}) == Checked([], [], [])
