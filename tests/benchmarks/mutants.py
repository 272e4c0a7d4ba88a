"""Mutants: every typed figure of a year is changed, one at a time, and `check` asked whether it says so at that line.

    python tests/benchmarks/mutants.py 2021 [--project .] [--silent]

A figure is changed by 1 % up and down, ten times and a tenth, two digits turned round, 元 for 万元 and back, and in
sign. What is named by a finding that was not there before, at the line of the figure or related to it, is named. A
figure that `check --all` lists as one that only a person can look at is free. The table has a line for each group of
the file: how many changes, how many named, and of those of figures that are not free.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT)]

from yanbian_report.api import check, load  # noqa: E402
from yanbian_report.base.findings import Finding  # noqa: E402
from yanbian_report.base.origin import Span  # noqa: E402
from yanbian_report.model.figure import Figure  # noqa: E402

NUMBER = re.compile(r"-?\d+(\.\d+)?")


def changes(text: str) -> Iterator[tuple[str, str]]:
    """How ``text``, a figure as it is typed, may be mistyped: what was done, and what stands there then."""
    match = NUMBER.search(text)
    if match is None or not Decimal(match[0]):
        return
    number, places = match[0], len(match[0].partition(".")[2])
    value = Decimal(number)

    def to(changed: Decimal, digits: int = places) -> str:
        return text[: match.start()] + f"{changed:.{digits}f}" + text[match.end() :]

    least = Decimal(1).scaleb(-places)
    percent = max(abs(value) / 100, least)
    yield "±1 %", to(value + percent)
    yield "±1 %", to(value - percent)
    yield "×10", to(value * 10)
    yield "÷10", to(value / 10, max(places, 1) if "%" not in text else places)
    swapped = next(
        (number[:i] + number[i + 1] + number[i] + number[i + 2 :] for i in range(len(number) - 1) if _turns(number, i)),
        "",
    )
    if swapped:
        yield "turned", text[: match.start()] + swapped + text[match.end() :]
    if text[match.end() :] in ("", "万元", "元"):
        yield "×10⁴", to(value * 10_000)
    yield "sign", to(-value)


def _turns(number: str, at: int) -> bool:
    pair = number[at : at + 2]
    return pair.isdigit() and pair[0] != pair[1] and not (at == 0 and pair[1] == "0" and "." not in number[2:3])


def group_of(path: str) -> str:
    """Where in the file: the section, without the numbers and names of its entries."""
    parts = path.split(".")
    if parts[0] == "项目":
        return f"项目.{'数据' if '数据' in parts else parts[-1]}"
    if "数据" in parts:
        return f"{parts[0]}.数据"
    if "功能分类" in parts:
        return f"功能分类.{parts[-1]}"
    if parts[0] == "三公经费":
        return "三公经费.预算" if parts[-1] == "预算" else "三公经费"
    return parts[0]


def said(findings: list[Finding]) -> set[tuple[str, str, str]]:
    return {(f.code, f.path, f.message) for f in findings}


def named(found: list[Finding], line: int, before: set[tuple[str, str, str]]) -> bool:
    """Whether a finding that was not there before is at ``line``, or relates to it."""
    new = (f for f in found if (f.code, f.path, f.message) not in before)
    return any(line in {o.line for o in (f.origin, *(r.origin for r in f.related)) if isinstance(o, Span)} for f in new)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("year", type=int)
    parser.add_argument("--project", type=Path, default=ROOT)
    parser.add_argument("--silent", action="store_true", help="list what was changed and not said")
    parser.add_argument("--slice", default="0/1", help="only every n-th figure: 0/4")
    options = parser.parse_args()
    part, of = map(int, options.slice.split("/"))
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "project"
        for name in ("templates", "charts", "data"):
            shutil.copytree(options.project / name, project / name)
        file = project / f"data/{options.year}.yaml"
        lines = file.read_text("utf-8").split("\n")
        year = load(options.year, project).year
        assert year is not None
        checked = check(options.year, project)
        before, free = said([*checked.open, *checked.accepted]), {f.path for f in checked.unchecked}
        tally: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
        figures = [f for f in year.figures().values() if isinstance(f, Figure) and isinstance(f.origin, Span)]
        for figure in [f for f in figures if not f.path.startswith("已知差异")][part::of]:
            place = figure.origin
            assert isinstance(place, Span)
            line = lines[place.line - 1]
            for what, text in changes(figure.text):
                changed = line[: place.column - 1] + text + line[place.end_column - 1 :]
                file.write_text("\n".join([*lines[: place.line - 1], changed, *lines[place.line :]]), "utf-8")
                is_named = named(check(options.year, project).open, place.line, before)
                row, is_tied = tally[group_of(figure.path)], figure.path not in free
                for column, count in enumerate((True, is_named, is_tied, is_tied and is_named)):
                    row[column] += count
                if options.silent and not is_named:
                    print(
                        f"{'tied' if is_tied else 'free'}　{figure.path}　{figure.text} → {text}（{what}）", flush=True
                    )
    print("| group | changed | named | of tied | named |\n|--|--|--|--|--|")
    whole = [sum(column) for column in zip(*tally.values(), strict=True)]
    for group, row in [*sorted(tally.items()), ("all", whole)]:
        print(f"| {group} | {row[0]} | {row[1] / row[0]:.0%} | {row[2]} | {row[3] / row[2] if row[2] else 1:.1%} |")


if __name__ == "__main__":
    main()
