"""Traces: what there is to say of one figure or text: where it comes from, last year's, its cell, what holds it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from yanbian_report.base.suggest import did_you_mean
from yanbian_report.forms import find_form
from yanbian_report.model.figure import Figure
from yanbian_report.model.formats import Unprintable, spoken
from yanbian_report.model.year import Year
from yanbian_report.rules.rule import Rule, Tally
from yanbian_report.workbench.desk import Desk
from yanbian_report.workbench.places import place_words
from yanbian_report.workbench.said import Json

if TYPE_CHECKING:
    from yanbian_report.model.reading import Reading

_DEEPEST = 12  # figures that come from figures; a report has four levels


def trace(desk: Desk, path: str) -> Json:
    """What the bar says of ``path``, from the last look."""
    year = desk.examined.loaded.year if desk.examined is not None else None
    if year is None:
        return {"path": path, "message": "文本里还有读不懂的地方，改好以后才知道这个数的来历"}
    figure = year.figures().get(path)
    if figure is None:
        return _of_text(desk, year, path)
    last = _last(desk, year, figure)
    return {
        "path": path,
        "words": _words(figure),
        "place": place_words(figure.origin, desk.shown),
        "formula": _formula(figure),
        "last_year": _words(last) if last is not None else "",
        "cell": _cell(desk, year, path),
        "printed": desk.printed.get(path, 0),
        "printed_as": [{"path": one.path, "words": _words(one)} for one in _printed_of(desk, year, path)],
        "held_by": [
            {"code": r.code, "statement": r.sentence} for r in _held_by(find_form(desk.form).rules(), year, path)
        ],
    }


def _of_text(desk: Desk, year: Year, path: str) -> Json:
    leaf = year.leaves.get(path)
    if leaf is None and path in desk.cells.values():
        return {"path": path, "message": "这是公开表里的数，在财政系统里改，重新导出以后再导入"}
    if leaf is None:
        known = find_form(desk.form).schema().part([*path.split(".")])  # the form has a place for it
        meant = "" if known else did_you_mean(year.nearest(path))
        return {"path": path, "message": meant or "这一项还没有写"}
    place = place_words(getattr(leaf, "origin", None), desk.shown) or "由程序得出"
    return {"path": path, "words": "", "place": place, "formula": None, "printed": desk.printed.get(path, 0)}


def _formula(figure: Figure) -> Json | None:
    """The formula of a derived figure, with its inputs down to what was typed."""
    if not figure.formula:
        return None
    return {"formula": figure.formula, "inputs": [_input(part, 1) for part in figure.inputs]}


def _input(figure: Figure, depth: int) -> Json:
    deeper = figure.inputs if depth < _DEEPEST else ()
    return {
        "path": figure.path,
        "words": _words(figure),
        "formula": figure.formula,
        "inputs": [_input(part, depth + 1) for part in deeper],
    }


def _words(figure: Figure) -> str:
    with suppress(Unprintable):
        return spoken(figure)
    return figure.text


def _last(desk: Desk, year: Year, figure: Figure) -> Figure | None:
    """Last year's figure, by the path under which this year's file repeats it."""
    form = find_form(desk.form)
    for path, repeated in form.repeated(year).items():
        if path.startswith(f"{form.next_year.last_year}.") and repeated.path == f"{year.text('年度')}年度{figure.path}":
            return year.get(path)
    return None


def _cell(desk: Desk, year: Year, path: str) -> str:
    """The cell of the year's workbook that says the figure, and what it says."""
    form = find_form(desk.form).workbooks
    if form is None or not (year.tables or year.last_tables):
        return ""
    readings: list[Reading] = form.readings(year.tables, year) if year.tables else []
    readings += form.last_readings(year.last_tables, year) if year.last_tables else []
    found = next((one.figure for one in readings if one.path == path), None)
    return f"{place_words(found.origin, desk.shown)} {_words(found)}" if found is not None else ""


def _printed_of(desk: Desk, year: Year, path: str) -> list[Figure]:
    """The figures on the page that come from that at ``path``, those that come straight from it first."""
    uses: dict[str, list[Figure]] = {}
    for figure in year.figures().values():
        for part in figure.inputs:
            uses.setdefault(part.path, []).append(figure)
    found: dict[str, Figure] = {}
    level = [path]
    while level:
        above = {one.path: one for used in level for one in uses.get(used, ()) if one.path not in found}
        found |= above
        level = [*above]
    return [figure for figure in found.values() if figure.path != path and desk.printed.get(figure.path)]


def _held_by(rules: Mapping[str, Rule], year: Year, path: str) -> Iterator[Rule]:
    """The rules that hold the figure at ``path`` against others."""
    for rule in rules.values():
        outcomes = (one for one in rule.statement(year) if one is not None and not isinstance(one, Tally))
        if any(path in _paths(figure) for one in outcomes for figure in one.figures):
            yield rule


def _paths(figure: Figure, depth: int = 0) -> set[str]:
    inner = (_paths(part, depth + 1) for part in figure.inputs) if depth < _DEEPEST else ()
    return {figure.path}.union(*inner)
