"""Words: what is said of a relation between tables that does not hold: both places, how far off, what to look at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from yanbian_report.base.origin import Cell
from yanbian_report.forms.final_accounts.relations.ledger import Ledger
from yanbian_report.forms.final_accounts.relations.relation import BETWEEN, SUM, Term, Weighed, cells, weigh
from yanbian_report.forms.final_accounts.tables.catalogue import INTERNAL
from yanbian_report.model.figure import YUAN, Figure
from yanbian_report.rules.rule import Violation

if TYPE_CHECKING:
    from yanbian_report.forms.final_accounts.relations.causes import Cause

_WAN = Decimal(1_000_000)  # 分
_UNSAID = frozenset(("收入", "支出", "金额", "统计数"))  # columns that say nothing besides the row
_FEW = 4  # cells that are named one by one
_CARRIED = (
    "年初数调整过的（差错更正、收回以前年度支出、归集调入调出、上缴和缴回、单位内部调剂），"
    "写明原因；没有调整的，核对年初数"
)
_AGAIN = "先在财政系统里核对，改好后重新导出、再导入"


def violation(cause: Cause) -> Violation:
    """What there is to say of ``cause``."""
    lead = _as_printed(cause.lead)
    off, rounding = lead.off, lead.rounding
    first = lead.relation.left[0]
    others = len(cause.mended)
    words, hint = statement(lead), ""
    if cause.table is not None:
        first = next((term for term, _ in cells(lead.relation) if term[0] is cause.table), first)
        words = f"“{cause.table.title}”与别的表有 {others + 1} 处对不上，第一处：{words}"
        hint = "看看这张表是不是另一年、另一个单位的，或者导出以后改过数"
    elif cause.swapped:
        first = next(iter(cause.changes))
        words = f"{_swapped(cause)}：{words}"
        hint = f"换过来，{others + 1} 处就都对得上；{_AGAIN}"
    elif cause.changes:
        ((first, change),) = cause.changes.items()
        off, rounding = -change, cause.rounding
        words = f"{_wrong(first, change, rounding, others + 1)}：{statement(lead, how_far=False)}"
        hint = _AGAIN if not others else f"改了这一格，另外 {others} 处也就对得上；{_AGAIN}"
    else:
        hint = _doubted(cause)
        likely = _likely(cause)
        first = likely[0] if len(likely) == 1 else first
    hint += f"；公布的就是这样的，登记“已知差异”，项写 {path(first)}"
    figures = _figures([first, *_terms([cause.lead, *cause.mended])])
    unit = figures[0].unit if figures else YUAN
    difference = Decimal(off) / 100 if lead.relation.sign != "⇔" else None
    return Violation(words, figures, difference, Decimal(rounding) / 100, unit, path=path(first), hint=hint)


def not_carried(several: Sequence[Weighed]) -> Violation:
    """What there is to say of amounts at the year's beginning that are not last year's at its end, all by the same."""
    one, others = several[0], len(several) - 1
    (now,), (before,) = one.relation.left, one.relation.right
    words = f"{_cell(now)}为 {_amount(now)}，上年的{_cell(before)}为 {_amount(before)}，相差 {money(one.off, now[0])}"
    words += f"；另有 {others} 处也差这么多" if others else ""
    figures = (*_figures([now]), *(f._replace(path=f"上年{f.path}") for f in _figures([before])))
    figures += _figures([each.relation.left[0] for each in several[1:]])
    return Violation(words, figures, Decimal(one.off) / 100, Decimal(one.rounding) / 100, path=path(now), hint=_CARRIED)


def statement(one: Weighed, how_far: bool = True) -> str:
    """A relation that does not hold, in words, with what it is off by unless that has been said."""
    relation, ledger = one.relation, one.relation.left[0][0]
    part = relation.sign == "≤"  # whose words are about what is a part
    left, right = (_side(relation.left, relation.words * part), _side(relation.right, relation.words * (not part)))
    if relation.sign == "⇔":
        return f"{left}，{right}，应当同时有或者同时没有"
    explained = f"（四舍五入最多能解释 {money(one.rounding, ledger)}）" if one.rounding else ""
    far = f"，相差 {money(one.off, ledger)}{explained}" if how_far else ""
    if part:
        return f"{left}，超过了{right}{far}"
    alone = len(relation.left) == len(relation.right) == 1
    return f"{left}，{right}{'，两数应当相等' if alone else ''}{far}"


def money(cents: int, ledger: Ledger) -> str:
    """An amount in 分 as the table has it: in 元 to the 分, else in 万元; a count as it is."""
    if ledger.counting:
        return f"{(Decimal(cents) / 100).normalize():f}"
    if ledger.table is not None and ledger.table.money == YUAN:
        return f"{Decimal(cents) / 100:.2f}元"
    wan = Decimal(cents) / _WAN
    rounded = wan.quantize(Decimal("0.01"))
    return f"{rounded if rounded == wan else wan.normalize():f}万元"


def path(term: Term) -> str:
    """The path under which an accepted difference names a cell: 公开表.总表.本年收入合计.收入."""
    ledger, (row, column) = term
    said = f"{ledger.key}.{row}.{column}"
    return said if ledger.key.startswith(INTERNAL) else f"公开表.{said}"


def _as_printed(one: Weighed) -> Weighed:
    """The relation between the amounts as they stand there, whatever else has been found to be wrong."""
    off, rounding = weigh(one.relation) or one[1:]
    return Weighed(one.relation, off, rounding)


def _wrong(term: Term, change: int, rounding: int, relations: int) -> str:
    ledger, name = term
    meant = money(ledger.values.get(name, 0) + change, ledger)
    about = f"（四舍五入最多能解释 {money(rounding, ledger)}）" if rounding else ""
    by = f"按 {relations} 条勾稽关系" if relations > 1 else "按别处的数"
    return f"{_cell(term)}为 {_amount(term)}，{by}应为 {meant}，相差 {money(-change, ledger)}{about}"


def _swapped(cause: Cause) -> str:
    terms = list(cause.changes)
    if len(terms) == 2:
        return f"{_cell(terms[0])}的 {_amount(terms[0])} 与{_cell(terms[1])}的 {_amount(terms[1])} 像是写颠倒了"
    columns = dict.fromkeys(f"“{name[1].replace('.', '的')}”" for _, name in terms)
    return f"“{terms[0][0].title}”的{''.join(columns)}两栏像是对调了"


def _doubted(cause: Cause) -> str:
    """Which cells may be wrong, when there are few."""
    suspects = _likely(cause)
    lead = cause.lead.relation
    row = lead.left[0][1][0]
    if lead.order == SUM and any(
        one.relation.order == SUM and one.relation.left[0][1][0] == row for one in cause.mended
    ):
        return f"这一行不止一栏对不上，多半下面少了一行或多了一行；{_AGAIN}"
    if lead.order != BETWEEN and len(lead.right) > 1 and suspects and lead.left[0] not in suspects:
        same = [t for t in lead.right if t[0].values.get(t[1]) == lead.left[0][0].values.get(lead.left[0][1])]
        if len(same) == 1 and len(suspects) > 1:
            return f"{_cell(same[0])}与合计相同，像是抄错了行；{_AGAIN}"
        return f"{_cell(lead.left[0])}与别处对得上，多半是{_listed(suspects)}不对；{_AGAIN}"
    return f"可能是{_listed(suspects)}不对；{_AGAIN}" if 0 < len(suspects) <= _FEW else _AGAIN


def _likely(cause: Cause) -> list[Term]:
    """The cells that may be wrong; what is nil hardly is, when others are not."""
    return [term for term in cause.suspects if term[0].values.get(term[1])] or list(cause.suspects)


def _listed(terms: Sequence[Term]) -> str:
    """``terms`` by their places, ranges where there are many."""
    if len(terms) <= _FEW:
        return ("或" if len(terms) > 1 else "").join(f"“{ledger.place(name)}”" for ledger, name in terms)
    return f"“{_range(terms)}”里有一格"


def _side(terms: Sequence[Term], words: str) -> str:
    """One side of a relation: a cell with its amount, or several with their sum."""
    there = [term for term in terms if term[0].values.get(term[1])] or list(terms)
    if len(there) == 1 and not words or len(terms) == 1:
        return f"{_cell(there[0])}为 {_amount(there[0])}"
    total = money(sum(ledger.values.get(name, 0) for ledger, name in terms), terms[0][0])
    named = "".join(f"“{ledger.place(name)}”" for ledger, name in there) if len(there) <= _FEW else f"“{_range(terms)}”"
    return f"{named}{words or '相加'}得 {total}"


def _range(terms: Sequence[Term]) -> str:
    """The first and the last of many cells of a table: 公开08表!F9:F18."""
    first, last = terms[0][0].place(terms[0][1]), terms[-1][0].place(terms[-1][1])
    return f"{first}:{last.rpartition('!')[2]}"


def _cell(term: Term) -> str:
    """A cell as it is named: its place, and what the row and the column are."""
    ledger, (row, column) = term
    name = ledger.codes.get(row, "")
    said = [f"{row} {name}".strip(), *([] if column in _UNSAID else [column.replace(".", "的")])]
    return f"“{ledger.place((row, column))}”（{'，'.join(dict.fromkeys(said))}）"


def _amount(term: Term) -> str:
    ledger, name = term
    figure = ledger.figure(name)
    if figure is not None and figure.unit != YUAN:
        return f"{figure.value:f}{figure.unit}"
    return money(ledger.values.get(name, 0), ledger)


def _terms(weighed: Iterable[Weighed]) -> list[Term]:
    """The cells that a finding names besides its first: few of each relation, the total before its parts."""
    found: list[Term] = []
    for one in weighed:
        found += one.relation.left if len(one.relation.left) <= _FEW else ()
        found += one.relation.right if len(one.relation.right) <= _FEW else ()
    return list(dict.fromkeys(found))[:12]


def _figures(terms: Iterable[Term]) -> tuple[Figure, ...]:
    found: dict[Term, Figure] = {}
    for term in terms:
        figure = term[0].figure(term[1])
        if figure is not None and isinstance(figure.origin, Cell):
            found.setdefault(term, figure._replace(path=path(term)))
    return tuple(found.values())
