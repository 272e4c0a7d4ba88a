"""Within: the relations between cells of one table (tables of codes, both totals, basic spending, “三公”)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from yanbian_report.forms.final_accounts.relations.ledger import Ledger, levels
from yanbian_report.forms.final_accounts.relations.relation import ROW, SUM, Relation, Term, at_most, equal, sum_of
from yanbian_report.forms.final_accounts.relations.wide import in_detail
from yanbian_report.forms.final_accounts.tables.catalogue import PRESCRIBED, public
from yanbian_report.forms.final_accounts.tables.economic import STAFF
from yanbian_report.forms.final_accounts.tables.names import (
    AMOUNT,
    CLOSING,
    EXPENSE,
    FUND_CLOSING,
    FUND_OPENING,
    FUNDS,
    GRAND,
    INCOME,
    OFFICE,
    OPENING,
    REVENUE,
    SURPLUS,
    THREE_PUBLIC,
    TOTAL,
    USED,
)
from yanbian_report.forms.final_accounts.tables.names import STAFF as STAFF_TOTAL

Relations = Iterator[Relation]
PAID = "支出.合计"
_BELOW_CLASSES = frozenset((EXPENSE, SURPLUS, CLOSING, FUND_CLOSING, GRAND))
_LEVELS = {
    2: "下一级各行相加",
    3: "所属各款相加",
    5: "所属各项相加",
}  # by the length of the row's name: 合计, 208, 20805
_PARTS = frozenset(("事业收入.教育收费",))


def within(ledger: Ledger) -> Relations:
    """The relations of B.1 for one table."""
    key = public(ledger.key)
    if key == "基本" and ledger.codes and next(iter(ledger.codes)).startswith("2"):
        return in_detail(ledger)  # by both classifications, as the internal table is
    return _WITHIN.get(PRESCRIBED[key].layout, _LAYOUTS_BY_KEY.get(key, _none))(ledger)


def classes(ledger: Ledger, column: str) -> list[str]:
    """The functional classes that a side prints."""
    return [row for row in ledger.rows(column) if row not in _BELOW_CLASSES and not row.startswith("年末.")]


def _none(_: Ledger) -> Relations:
    return iter(())


def _whole(ledger: Ledger) -> Relations:
    """总表, nos. 1–5."""

    def at(column: str, rows: list[str]) -> list[Term]:
        return [(ledger, (row, column)) for row in rows]

    gained, paid = "收入", "支出"
    kinds = [kind for kind in INCOME if kind in ledger.rows(gained)]
    if kinds:
        yield sum_of("R711", (ledger, (REVENUE, gained)), at(gained, kinds), "各项收入相加")
    if listed := classes(ledger, paid):
        yield sum_of("R711", (ledger, (EXPENSE, paid)), at(paid, listed), "各类支出相加")
    parts = [REVENUE, USED, OPENING]
    yield sum_of(
        "R711", (ledger, (GRAND, gained)), at(gained, parts), "本年收入合计、使用非财政拨款结余、年初结转和结余相加"
    )
    parts = [EXPENSE, SURPLUS, CLOSING]
    yield sum_of("R711", (ledger, (GRAND, paid)), at(paid, parts), "本年支出合计、结余分配、年末结转和结余相加")
    yield equal("R712", (ledger, (GRAND, gained)), (ledger, (GRAND, paid)), SUM)


def _appropriation(ledger: Ledger) -> Relations:
    """财拨总表, nos. 17–25."""
    gained = "收入"
    rows = frozenset(ledger.rows(gained))
    funds = [fund for fund in FUNDS if fund in rows and f"支出.{fund}" in ledger.columns()]

    def left(*names: str) -> list[Term]:
        return [(ledger, (name, gained)) for name in names]

    if funds:
        yield sum_of("R715", left(REVENUE)[0], left(*funds), "各项财政拨款收入相加")
        if any(f"年初.{fund}" in rows for fund in funds):
            openings = left(*(f"年初.{fund}" for fund in funds))
            yield sum_of("R715", left(FUND_OPENING)[0], openings, "各项财政拨款年初数相加")
    yield sum_of("R715", left(GRAND)[0], left(REVENUE, FUND_OPENING), "本年收入合计、年初财政拨款结转和结余相加")
    listed = classes(ledger, PAID)
    for row in (*listed, EXPENSE, FUND_CLOSING, GRAND) if funds else ():
        whole = (ledger, (row, PAID))
        yield sum_of("R715", whole, [(ledger, (row, f"支出.{fund}")) for fund in funds], "本行各项财政拨款相加", ROW)
    for column in (PAID, *(f"支出.{fund}" for fund in funds)):
        if listed:
            parts = [(ledger, (row, column)) for row in listed]
            yield sum_of("R715", (ledger, (EXPENSE, column)), parts, "各类支出相加")
        parts = [(ledger, (row, column)) for row in (EXPENSE, FUND_CLOSING)]
        yield sum_of("R715", (ledger, (GRAND, column)), parts, "本年支出合计、年末财政拨款结转和结余相加")
    yield equal("R712", left(GRAND)[0], (ledger, (GRAND, PAID)), SUM)
    for fund in funds:
        if f"年初.{fund}" in rows:
            paid = (ledger, (GRAND, f"支出.{fund}"))
            yield sum_of("R712", paid, left(fund, f"年初.{fund}"), "年初数、本年收入相加")


def _items(ledger: Ledger) -> Relations:
    """Tables with a row for every code, nos. 7–11, 13–16, 27–30, 38–44."""
    columns = PRESCRIBED[public(ledger.key)].columns
    if not ledger.values:
        return
    across = _flow if "本年收入" in columns else _across
    for row in (TOTAL, *ledger.codes):
        yield from across(ledger, row, columns)
    extra = [column for column in ledger.columns() if column in _PARTS]
    yield from down(ledger, (*columns, *extra))
    for part in extra:
        for row in (TOTAL, *ledger.codes):
            yield at_most("R723", [(ledger, (row, part))], (ledger, (row, part.partition(".")[0])))._replace(order=ROW)


def _across(ledger: Ledger, row: str, columns: tuple[str, ...]) -> Relations:
    parts = [(ledger, (row, column)) for column in columns[1:]]
    yield sum_of("R713", (ledger, (row, columns[0])), parts, "本行各栏相加", ROW)


def _flow(ledger: Ledger, row: str, columns: tuple[str, ...]) -> Relations:
    opening, gained, paid, basic, project, closing = ((ledger, (row, column)) for column in columns)
    yield sum_of("R713", paid, [basic, project], "本行基本支出、项目支出相加", ROW)
    yield Relation("R716", ROW, "=", (opening, gained), (paid, closing), "本年支出、年末结转和结余相加")


def down(ledger: Ledger, columns: tuple[str, ...]) -> Relations:
    """Each row is the sum of the rows one level below, in every column that is not nil all down."""
    whole = 1 + len(ledger.codes)
    used = [c for c in columns if ledger.thorough or ledger.some(c) or len(ledger.rows(c)) != whole]
    for above, rows in ledger.below().items():
        words = _LEVELS[len(above)]
        for column in used:
            parts = tuple([(ledger, (row, column)) for row in rows])
            yield Relation("R714", SUM, "=", ((ledger, (above, column)),), parts, words)


def _basic(ledger: Ledger) -> Relations:
    """基本支出, nos. 31–33."""
    tree = levels(ledger.codes)
    for above, rows in tree.items():
        if above != TOTAL:
            parts = [(ledger, (row, AMOUNT)) for row in rows]
            yield sum_of("R717", (ledger, (above, AMOUNT)), parts, "所属各款相加")
    for total, staff in ((STAFF_TOTAL, True), (OFFICE, False)):
        parts = [(ledger, (row, AMOUNT)) for row in tree.get(TOTAL, ()) if (row[:3] in STAFF) == staff]
        if parts:
            yield sum_of("R717", (ledger, (total, AMOUNT)), parts, "所属各类相加")


def _three_public(ledger: Ledger) -> Relations:
    """“三公”, nos. 35 and 36."""
    whole, abroad, cars, bought, run, guests = THREE_PUBLIC
    for band in ("预算数", "决算数"):
        if any((band, item) in ledger.values for item in THREE_PUBLIC):
            yield from three_public(ledger, [(band, item) for item in (whole, abroad, cars, bought, run, guests)])


def three_public(ledger: Ledger, names: list[tuple[str, str]]) -> Relations:
    """The relations of the six items of “三公” at ``names``."""
    whole, abroad, cars, bought, run, guests = ((ledger, name) for name in names)
    yield sum_of("R718", whole, [abroad, cars, guests], "三项相加", ROW)
    yield sum_of("R718", cars, [bought, run], "购置费、运行维护费相加", ROW)


_WITHIN: Mapping[str, Callable[[Ledger], Relations]] = {
    "items": _items,
    "wide": in_detail,
    "basic": _basic,
    "three public": _three_public,
}
_LAYOUTS_BY_KEY: Mapping[str, Callable[[Ledger], Relations]] = {"总表": _whole, "财拨总表": _appropriation}
