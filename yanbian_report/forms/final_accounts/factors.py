"""Factors: why 机关运行经费 is another than last year, as far as two years' tables tell: by how much, 款 by 款.

What they cannot tell is why: every entry is marked as one to be revised.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from yanbian_report.base.origin import Cell
from yanbian_report.forms.final_accounts.tables.catalogue import INTERNAL
from yanbian_report.forms.final_accounts.tables.economic import STAFF as STAFF_CLASSES
from yanbian_report.forms.final_accounts.tables.names import AMOUNT
from yanbian_report.model.agreement import agrees_with_sum
from yanbian_report.model.figure import WAN, Figure
from yanbian_report.model.reading import Proposal
from yanbian_report.model.table import Table
from yanbian_report.model.values import TO_REVISE, Text, branch
from yanbian_report.model.year import Year

_GROUP = "机关运行经费"
_FACTORS, _REASON = f"{_GROUP}.增减因素", f"{_GROUP}.原因"
_MOST = 6  # factors that are named each; the others are added up
_OTHERS = "其他各项"


def proposals(year: Year) -> list[Proposal]:
    """The factors, largest first, where nobody has written any or given a reason."""
    office = [_office(tables) for tables in (year.tables, year.last_tables)]
    now, before = office
    spent = (year.get(f"{_GROUP}.决算"), year.get(f"上年.{_GROUP}"))
    if year.text("单位.性质") == "事业单位" or not now or not before or not _is_open(year) or spent[0] is None:
        return []
    for whole, parts in zip(spent, office, strict=True):
        if whole is None or whole.unknown or year.is_example(whole):
            continue
        if not agrees_with_sum(whole, [*parts.values()]):
            return []  # what the tables add up to is not what is to be explained
    changes = sorted(_changes(now, before), key=lambda change: (-abs(change[1]), change[0]))
    exact = all(not figure.step for parts in office for figure in parts.values())
    entries = [_entry(_named(code, year), value, exact) for code, value in changes[:_MOST]]
    left = sum((value for _, value in changes[_MOST:]), Decimal(0))
    entries += [_entry(_OTHERS, left, exact)] if left else []
    codes = [code for code, _ in changes[:_MOST]]
    cells = [parts[code].origin for code in codes for parts in office if code in parts]
    gone = (_REASON,) if year.is_example(year.leaves.get(_REASON)) else ()
    told = tuple(cell for cell in cells if isinstance(cell, Cell))
    return [Proposal(_FACTORS, tuple(entries), gone, told)] if entries else []


def _office(tables: Mapping[str, Table]) -> dict[str, Figure]:
    """What was spent of 公用经费, by 款."""
    for key in ("基本", f"{INTERNAL}基本"):
        table = tables.get(key)
        if table is not None and not table.is_example:
            return {
                code: figure
                for (code, heading), figure in table.figures.items()
                if heading == AMOUNT and code.isdecimal() and len(code) == 5 and code[:3] not in STAFF_CLASSES
            }
    return {}


def _changes(now: Mapping[str, Figure], before: Mapping[str, Figure]) -> Iterator[tuple[str, Decimal]]:
    for code in dict.fromkeys((*now, *before)):
        values = (parts[code].value if code in parts else Decimal(0) for parts in (now, before))
        change = next(values) - next(values)
        if change:
            yield code, change


def _is_open(year: Year) -> bool:
    """Whether neither factors nor a reason stand there that somebody wrote for this year."""
    entries = branch(year.tree.get(_GROUP)).get("增减因素")
    if isinstance(entries, list) and entries:
        paths = [f"{_FACTORS}.{number}" for number in range(1, len(entries) + 1)]
        return all(_is_left(year, f"{path}.说明") and _is_left(year, f"{path}.增减") for path in paths)
    return _REASON not in year.leaves or _is_left(year, _REASON)


def _is_left(year: Year, path: str) -> bool:
    """Whether what stands at ``path`` is still to be filled in, to be revised or made up."""
    leaf = year.leaves.get(path)
    if leaf is None or year.is_example(leaf):
        return True
    return leaf.unknown if isinstance(leaf, Figure) else isinstance(leaf, Text) and TO_REVISE in leaf.text


def _named(code: str, year: Year) -> str:
    tables = (tables.get(key) for tables in (year.tables, year.last_tables) for key in ("基本", f"{INTERNAL}基本"))
    printed = next((table.names[code] for table in tables if table is not None and code in table.names), code)
    return year.names.get(code) or printed


def _entry(name: str, change: Decimal, exact: bool) -> Mapping[str, str]:
    """An entry as it is written; amounts in 元 where they are known to the 分, else in 万元."""
    written = f"{change:.2f}元" if exact else f"{change / WAN:.2f}"
    way = "增加" if change > 0 else "减少"
    said = f"{TO_REVISE}因……，{name}较上年{way}{{{{ 增减额|万元 }}}}"
    return {"事项": name, "增减": written, "说明": said}
