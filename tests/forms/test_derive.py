"""What follows from the figures that are typed: every share, change, total, name and choice of words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from tests.random_year import RandomYear
from yanbian_report.api import load
from yanbian_report.base.project import Project
from yanbian_report.model.compare import difference
from yanbian_report.model.figure import Figure
from yanbian_report.model.trace import trace
from yanbian_report.model.year import Year

EXAMPLES = range(6)


def derived(year: Year) -> list[str]:
    """A line for everything in ``year`` that was not typed: with its formula and precision, if it is a figure."""
    lines = []
    for path, leaf in year.leaves.items():
        if isinstance(leaf, Figure) and leaf.formula:
            lines.append(f"{path}　{leaf.value:.6f}{leaf.unit}±{leaf.step:.6f}{leaf.approx}　{leaf.formula}")
        elif getattr(leaf, "origin", None) is None:
            lines.append(f"{path}　{leaf}")
    return lines


def test_what_is_derived_reads_as_its_golden(year: Year, same_as_golden: Callable[[str, str], None]) -> None:
    traced = [trace(figure) for figure in year.figures().values() if figure.formula]
    same_as_golden("figures.txt", "\n".join([*derived(year), *traced]) + "\n")


@pytest.mark.parametrize("seed", EXAMPLES)
def test_what_is_derived_of_any_year_reads_as_its_golden(
    seed: int, project: Path, year: Year, same_as_golden: Callable[[str, str], None]
) -> None:
    data = RandomYear(seed, tuple(Project(project).editions())).data
    file = project / f"data/{data['年度']}.yaml"
    file.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=10_000), "utf-8")
    loaded = load(int(data["年度"]), project).year
    assert loaded is not None
    if seed == 1:
        sections = difference(year, loaded)
        changes = [f"{section}\n" + "".join(f"  {one}\n" for one in sections[section]) for section in sections]
        same_as_golden("changes.txt", "".join(changes))
    same_as_golden(f"random/{seed}-figures.txt", "\n".join(derived(loaded)) + "\n")


@pytest.mark.parametrize("said", [True, False])
def test_a_unit_is_only_called_new_where_its_file_says_so(said: bool, project: Path) -> None:
    data = project / "data/2021.yaml"
    text = data.read_text("utf-8").partition("\n上年:")[0] + "\n"
    data.write_text(text.replace("单位:\n", "单位:\n  新设立: 是\n", 1) if said else text, "utf-8")
    year = load(2021, project).year
    assert year is not None and year.tree["新设立"] is said
