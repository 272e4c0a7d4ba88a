"""The report of 2021 as the tests' example, frozen, and ways to change one figure of it.

The data file is a copy under ``tests/fixtures``, so that whoever corrects ``data/2021.yaml`` breaks no test of the
engine; templates, charts and tables of codes are those that are shipped.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import hypothesis
import pytest

from yanbian_report.api import build, load
from yanbian_report.model.year import Year
from yanbian_report.options import BuildResult
from yanbian_report.scaffold import Unit, init

ROOT = Path(__file__).resolve().parent.parent
FIXTURES = ROOT / "tests/fixtures"
FROZEN = FIXTURES / "data/2021.yaml"

# The same examples in every run; ``--hypothesis-profile=explore`` looks for new ones.
hypothesis.settings.register_profile("fixed", derandomize=True, deadline=None, database=None)
hypothesis.settings.register_profile("explore", deadline=None, max_examples=1_000)
hypothesis.settings.load_profile("fixed")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite", action="store_true", help="write the goldens anew instead of comparing")


def copy_project(folder: Path) -> Path:
    """Make ``folder`` a project with the frozen data and the shipped templates, charts and tables of codes."""
    for name in ("templates", "charts", "data/科目"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copytree(FIXTURES / "data", folder / "data", dirs_exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def frozen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with the frozen data that no test may change."""
    return copy_project(tmp_path_factory.mktemp("frozen"))


@pytest.fixture(scope="session")
def year(frozen: Path) -> Year:
    """The year 2021 as the frozen data file has it."""
    loaded = load(2021, frozen)
    assert loaded.year is not None, loaded.findings
    return loaded.year


@pytest.fixture(scope="session")
def built(frozen: Path, tmp_path_factory: pytest.TempPathFactory) -> BuildResult:
    """The frozen year's report."""
    result = build(2021, frozen, tmp_path_factory.mktemp("built") / "报告.docx")
    assert result.document is not None, result.findings
    return result


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with the frozen data, to be changed at will."""
    return copy_project(tmp_path)


Edit = Callable[[str, str], Path]


@pytest.fixture
def edited(project: Path, year: Year) -> Edit:
    """``edited("支出.项目支出", "25.26")``: a project in which that one scalar of data/2021.yaml reads differently."""

    def edit(path: str, text: str) -> Path:
        span = getattr(year.leaves[path], "origin", None)
        assert span is not None, f"{path} is not typed"
        file = project / "data/2021.yaml"
        lines = file.read_text("utf-8").split("\n")
        line = lines[span.line - 1]
        lines[span.line - 1] = line[: span.column - 1] + text + line[span.end_column - 1 :]
        file.write_text("\n".join(lines), "utf-8")
        return project

    return edit


@pytest.fixture
def same_as_golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Hold a text against ``tests/goldens/NAME``; ``--rewrite`` writes it there instead."""

    def hold(name: str, text: str) -> None:
        golden = ROOT / "tests/goldens" / name
        if request.config.getoption("--rewrite"):
            golden.parent.mkdir(parents=True, exist_ok=True)
            golden.write_text(text, "utf-8", newline="\n")
        assert golden.is_file(), f"no golden yet: run the tests once with --rewrite to make {golden.name}"
        assert text == golden.read_text("utf-8"), f"{golden.name} differs; look at it, then --rewrite"

    return hold


def begin(folder: Path, unit: str) -> None:
    """A project of 2021 for ``unit`` in ``folder``, whose example figures its office has taken for its own."""
    assert init(folder, Unit(unit, 2021)) == []
    data = folder / "data/2021.yaml"
    data.write_text(re.sub("【示例】|示例", "", data.read_text("utf-8")), "utf-8")
    shutil.rmtree(folder / "data/公开表")
