"""The 2021 report as the tests' example, and ways to change one figure of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from yanbian_report.api import load
from yanbian_report.model.year import Year

ROOT = Path(__file__).resolve().parent.parent
CONTENT = ("data", "templates", "charts")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite", action="store_true", help="write the goldens anew instead of comparing")


@pytest.fixture(scope="session")
def year() -> Year:
    """The year 2021 as data/2021.yaml has it."""
    loaded = load(2021, ROOT)
    assert loaded.year is not None, loaded.findings
    return loaded.year


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of this project's content."""
    for folder in CONTENT:
        shutil.copytree(ROOT / folder, tmp_path / folder)
    return tmp_path


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
