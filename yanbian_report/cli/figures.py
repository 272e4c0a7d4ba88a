"""Commands that look figures up: trace, diff. They print in Chinese and return the exit status."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from yanbian_report.cli.console import DONE, ERRORS, WRONG_CALL, print_findings

if TYPE_CHECKING:
    from yanbian_report.model.reading import Reading
    from yanbian_report.model.year import Year


def do_trace(options: argparse.Namespace) -> int:
    from yanbian_report.api import load
    from yanbian_report.base.suggest import did_you_mean
    from yanbian_report.model.trace import trace

    loaded = load(options.year, options.project)
    if loaded.year is None:
        print_findings(loaded.findings, options.project)
        return ERRORS
    figure = loaded.year.figures().get(options.path)
    if figure is None and options.path in loaded.year.leaves:
        leaf = loaded.year.leaves[options.path]
        print(f"{options.path}　{loaded.year.text(options.path)}　{getattr(leaf, 'origin', None) or '由程序得出'}")
        return DONE
    if figure is None:
        meant = did_you_mean(loaded.year.nearest(options.path))
        print(f"没有“{options.path}”这个数。{meant}", file=sys.stderr)
        return WRONG_CALL
    print(trace(figure, _read(loaded.year)))
    if loaded.year.is_example(figure):
        print("（里面有示例的数，不是本单位的）")
    return DONE


def _read(year: Year) -> dict[str, Reading]:
    """What the year's workbook says, and last year's of last year, by the paths of the data file."""
    from yanbian_report.forms import find_form

    form = find_form().workbooks
    if form is None:
        return {}
    last = form.last_readings(year.last_tables, year) if year.last_tables else []
    return {one.path: one for one in (*last, *(form.readings(year.tables, year) if year.tables else ()))}


def do_diff(options: argparse.Namespace) -> int:
    from yanbian_report.api import load
    from yanbian_report.model.compare import compared, difference, to_fill

    loaded = [load(year, options.project) for year in (options.before, options.after)]
    before, after = (one.year for one in loaded)
    if before is None or after is None:
        print_findings([f for one in loaded if one.year is None for f in one.findings], options.project)
        return ERRORS
    for year in (before, after):
        if year.examples:
            print(f"{year.text('年度')}年还有示例的数和文字 {len(year.examples)} 处，不是本单位的")
        if left := to_fill(year):
            print(f"{year.text('年度')}年还有待填的数 {left} 个，由它们算的也不能比")
    sections = difference(before, after)
    read = [_read(year) for year in (before, after)]
    changed, all_ = sum(map(len, sections.values())), len(compared(before, after))
    print(f"{options.before}年 → {options.after}年，能比的数 {all_} 个，变动的 {changed} 个，金额变动大的在前")
    for section, changes in sections.items():
        print(f"\n{section}")
        for change in changes:
            print(f"  {change}{_places(change.path, read)}")
    return DONE


def _places(path: str, read: list[dict[str, Reading]]) -> str:
    """The cells that both years' workbooks have for ``path``, where they are known."""
    places = [one[path].place if path in one else "" for one in read]
    return f"　{places[0] or '没有表'} → {places[1] or '没有表'}" if any(places) else ""
