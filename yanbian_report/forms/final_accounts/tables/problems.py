"""Problems: what can be wrong with tables of a workbook, as the accountant reads it. Findings X201–X215."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from yanbian_report.base.findings import Finding, Related, Severity, error, note
from yanbian_report.base.origin import Cell

_SHOWN = 30  # characters of a cell that a message repeats


def nothing_found(file: str, origin: Cell | None) -> Finding:
    """No sheet of the workbook holds a table of the form."""
    return error(
        "X201",
        f"{file} 里没有认出一张决算公开表",
        origin,
        hint="表的名称（如 收入支出决算总表）要写在工作表最上面几行；确认这是决算公开表的工作簿，再导入一次",
    )


def another_unit(found: str, wanted: str, places: Sequence[str], origin: Cell, hint: str = "") -> Finding:
    """The tables are another unit's."""
    return error(
        "X202",
        f"{_listed(places)}写的单位是“{found}”，数据文件里的单位是“{wanted}”，这些表没有用",
        origin,
        hint=hint
        or f"换成本单位的工作簿；确是本单位、只是表里写法不同的，在数据文件的“设置”里写 决算表单位: {found}"
        f"（导入时加上 --unit-name {found}，就会写上）",
        path="单位.名称",
    )


def another_year(  # noqa: PLR0913 - what a message tells
    found: str, wanted: str, places: Sequence[str], origin: Cell, is_last: bool = False, beside: bool = False
) -> Finding:
    """The tables are of another year, ``is_last``: of last year; ``beside``: those of the right one are there, too."""
    message = f"{_listed(places)}是{found}年度的，要的是{wanted}年度的，这些表没有用"
    if beside:
        return note("X203", message, origin, hint="不用改；两年的表最好分成两个工作簿")
    last = "；要填“上年”各数的，加上 --last" if is_last else ""
    hint = f"换成{wanted}年度的工作簿{last}；表头的年度写错了的，在表里改正，或者导入时加上 --table-year {found}"
    return error("X203", message, origin, hint=hint, path="年度")


def year_taken(said: str, wanted: str, last: bool, origin: Cell) -> Finding:
    """The tables' heads say another year, and somebody has said that they are the year's; ``last``: last year's."""
    path = "设置.上年决算表年度" if last else "设置.决算表年度"
    return note(
        "X203",
        f"表头写的是{said}年度，照“{path}”当作{wanted}年度的用，附表里照原样印",
        origin,
        hint=f"公布以前在工作簿里把表头的年度改成{wanted}年度，再导入一次，删去“{path}”",
        path=path,
    )


def money_unclear(said: str, places: Sequence[str], origin: Cell) -> Finding:
    """Nobody knows in which money the tables are."""
    words = f"写的金额单位是“{said}”，只认得元和万元" if said else "没有写金额单位"
    hint = "在表头右上角的格子里写明“金额单位：万元”或者“金额单位：元”，每张表都要写"
    if said.endswith("元") and "、" not in said:  # 千元, 亿元: a head that is written anew would make the amounts wrong
        hint = f"在系统里按万元或者元重新导出；数是按{said}填的，不要只改表头"
    return error("X204", f"{_listed(places)}{words}，表里的数没有读", origin, hint=hint)


def money_doubtful(said: str, shown: str, place: str, origin: Cell) -> Finding:
    """The amounts can hardly be in the money that the sheet names."""
    other = "元" if said == "万元" else "万元"
    return error(
        "X205",
        f"{place}的金额单位写的是“{said}”，里面的数（{shown}）却像是按“{other}”填的，表里的数没有读",
        origin,
        hint=f"核对这张表：数是按{other}填的，把表头的金额单位改成“{other}”；单位没有写错的，核对这个数",
    )


def money_apart(said: str, own: tuple[str, Cell], other: tuple[str, Cell]) -> Finding:
    """A table's amount is ten thousand times what it is in another table, or far more than the unit had in all."""
    (amount, place), (another, beside) = own, other
    return Finding(
        "X205",
        Severity.ERROR,
        f"{place.sheet} {place.cell} 照表头的金额单位“{said}”是 {amount}，{beside.sheet} {beside.cell} 是 {another}，"
        f"大小差得太远，{place.sheet}的数没有读",
        place,
        related=(Related(f"{beside.sheet} {beside.cell}", beside),),
        hint="核对两张表表头的金额单位，写错的改过来；单位都没有写错的，核对这两个数",
    )


class Doubled(NamedTuple):
    """A title that several sheets have, the one that is ``used`` where one is, and the others."""

    title: str
    used: Cell | None
    others: tuple[tuple[str, Cell], ...]


def twice(why: str, tables: Sequence[Doubled]) -> Finding:
    """Sheets share titles: for one reason ``why`` nobody knows which are meant, or, for none, one of them is used."""
    first = tables[0]
    number = len(first.others) + (first.used is not None)
    words = f"有{number}张表都叫《{first.title}》"
    if len(tables) > 1:
        words = f"有{len(tables)}个表名各有两张以上的表：{_listed([f'《{one.title}》' for one in tables], '个')}"
    related = tuple(Related(words, cell) for one in tables for words, cell in one.others)
    if why:
        shown = f"{words}，{why}，不知道用哪一张，都没有用"
        hint = "删去（或者另存出去）不用的那一张，只留一张，再导入一次"
        return Finding("X206", Severity.ERROR, shown, first.others[0][1], related=related, hint=hint)
    used = first.used or first.others[0][1]
    shown = f"{words}，用的是“{used.sheet}”" + ("这一份" if len(tables) > 1 else "")
    return Finding("X207", Severity.NOTE, shown, used, related=related, hint="不用改；多余的一张可以删去")


def missing_tables(titles: Sequence[str], year: int, origin: Cell) -> Finding:
    """The workbook lacks tables that the year's form has."""
    listed = "、".join(f"《{title}》" for title in titles)
    return note(
        "X208",
        f"{year}年度的表式还有{len(titles)}张表，工作簿里没有：{listed}",
        origin,
        hint="漏了的补进工作簿；本来就不公开的不用管，附表里就没有它们",
    )


def no_total(row: str, table: str, origin: Cell, serious: bool) -> Finding:
    """A table has figures, but not its total."""
    return _weighed(
        serious,
        "X209",
        f"{table}没有“{row}”的数",
        origin,
        f"在系统里重新导出这张表，或者在表里补上“{row}”一行和它的数；程序不替表格相加",
    )


def odd_code(code: str, origin: Cell, serious: bool) -> Finding:
    """A row has a code that is none."""
    shown = _short(code)
    why = "丢了一位数" if code.isdecimal() and len(code) in (4, 6) else "不是 3 位、5 位或 7 位的数字"
    return _weighed(
        serious,
        "X210",
        f"{origin.sheet} {origin.cell} 的科目编码“{shown}”{why}，这一行没有读",
        origin,
        "照系统里的编码改这一格：类 3 位（208），款 5 位（20805），项 7 位（2080505）；分格写的，款、项各 2 位",
    )


def no_codes(rows: int, origin: Cell, serious: bool) -> Finding:
    """A table by codes has rows with amounts, and not one code."""
    return _weighed(
        serious,
        "X210",
        f"{origin.sheet}从 {origin.cell} 起有 {rows} 行数，没有一行写着科目编码，都没有读",
        origin,
        "在系统里重新导出带科目编码的表；编码另成一列的，列在科目名称前面",
    )


def no_number(text: str, row: str, origin: Cell, serious: bool) -> Finding:
    """A cell should hold a number and holds words."""
    return _weighed(
        serious,
        "X211",
        f"{origin.sheet} {origin.cell}（{row}）写的是“{_short(text)}”，这里应当是数",
        origin,
        "把这一格改成数字，例如 290.22；没有数的留空或者写 0.00；说明的话写到表下面的“注”里",
    )


def unclear_headings(what: str, origin: Cell, serious: bool) -> Finding:
    """The headings of a table's columns are not understood; ``what`` says which are missing or doubled."""
    return _weighed(
        serious,
        "X212",
        f"{origin.sheet}的表头没有看懂：{what}",
        origin,
        "表头按系统导出的样子保留，不要改列名、拆开或合并表头的格子；改过的，重新导出这张表",
    )


def unknown_row(row: str, origin: Cell) -> Finding:
    """A row with figures has a label that the form does not have, or none."""
    words = f"“{_short(row)}”这一行不是这张表的行" if row else "这一行有数，却没有科目编码和名称"
    return note(
        "X213",
        f"{origin.sheet} {origin.cell}：{words}，它的数没有用到",
        origin,
        hint="核对这一行的名称和编码；名称写错的改过来，确实是另加的一行不用管",
    )


def row_twice(row: str, first: Cell, origin: Cell, serious: bool) -> Finding:
    """A row stands in a table twice, with different figures."""
    found = _weighed(
        serious,
        "X214",
        f"{origin.sheet}里“{row}”有两行，{first.cell} 和 {origin.cell} 的数不一样，不知道哪个对",
        origin,
        "核对这两行：多余的删去，编码或名称写错的改正",
    )
    return found._replace(related=(Related(f"“{row}”的前一行", first),))


def code_twice(code: str, one: str, other: str, origin: Cell, serious: bool) -> Finding:
    """A code stands in two rows under two names."""
    return _weighed(
        serious,
        "X214",
        f"{origin.sheet} {origin.cell}：科目编码“{code}”有两行，一行是“{_short(one)}”，这一行是“{_short(other)}”",
        origin,
        "核对这两行的编码：丢了一段的补全（项 7 位），多余的一行删去",
    )


def two_tables(title: str, origin: Cell) -> Finding:
    """A second table stands below the first in one sheet."""
    return error(
        "X215",
        f"工作表“{origin.sheet}”的 {origin.cell} 又开始了一张《{title}》，没有写单位和金额单位，下面的没有读",
        origin,
        hint="把下面这一张剪切到新的工作表里，或者在它的表名下面补上单位、金额单位一行；别的单位的表删去，再导入一次",
    )


def _weighed(serious: bool, code: str, message: str, origin: Cell, hint: str) -> Finding:
    """An error where the report takes figures from the table, a note where it is only printed."""
    return error(code, message, origin, hint=hint) if serious else note(code, message, origin, hint=hint)


def _short(text: str) -> str:
    said = " ".join(text.split())
    return said if len(said) <= _SHOWN else said[:_SHOWN] + "……"


def _listed(places: Sequence[str], counted: str = "张表") -> str:
    names = "、".join(places[:3])
    return f"{names}等 {len(places)} {counted}" if len(places) > 3 else names
