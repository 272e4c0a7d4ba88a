"""The library as a program uses it: what is exported, documented and typed; mistakes of the caller are findings."""

from __future__ import annotations

import os
import pydoc
import re
import subprocess
import sys
import venv
from pathlib import Path

import pytest

import yanbian_report
from tests.conftest import ROOT
from yanbian_report import build, check, load
from yanbian_report.model.year import Year


def test_every_public_name_is_there_and_listed() -> None:
    assert set(yanbian_report.__all__) <= set(dir(yanbian_report))
    for name in yanbian_report.__all__:
        assert getattr(yanbian_report, name) is not None
    assert sorted(yanbian_report.__all__) == yanbian_report.__all__


def test_help_shows_the_functions_and_classes() -> None:
    text = pydoc.render_doc(yanbian_report, renderer=pydoc.plaintext)
    for name in ("build", "check", "load", "new", "init", "batch", "jobs_in", "watch"):
        assert f"\n    {name}(" in text
    for name in ("Finding", "Checked", "BuildResult", "Year", "Figure"):
        assert f"\n    class {name}(" in text


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="Wanted"):
        yanbian_report.Wanted  # noqa: B018


@pytest.mark.parametrize("guide", ["README.md", "docs/library.md"])
def test_whatever_the_guides_import_is_exported(guide: str) -> None:
    lines = re.findall(r"^from yanbian_report import (.+)$", (ROOT / guide).read_text("utf-8"), re.M)
    names = {name for line in lines for name in re.split(r"[,\s]+", line.partition("#")[0]) if name}
    assert names
    assert names <= set(yanbian_report.__all__)


SCRIPT = """
from decimal import Decimal
from pathlib import Path

from yanbian_report import (
    BuildOptions, BuildResult, Cell, Checked, Figure, Finding, Job, Loaded, Outcome, Severity, Span, Unit,
    WordParagraph, Year, batch, build, check, init, jobs_in, load, new, watch,
)

def told(line: str) -> None:
    print(line)

loaded: Loaded = load(2021, project=".")
year: Year | None = loaded.year
assert year is not None
figure: Figure = year.figure("支出.项目支出占比")
share: Decimal = figure.value
checked: Checked = check("2021", Path())
severities: list[Severity] = [finding.severity for finding in checked.open]
result: BuildResult = build(2021, ".", "甲.docx", BuildOptions(outputs=("web",)), told)
document: Path | None = result.document
first: Finding = result.findings[0]
if isinstance(first.origin, Span):
    place: int = first.origin.line
elif isinstance(first.origin, Cell):
    sheet: str = first.origin.sheet
elif isinstance(first.origin, WordParagraph):
    paragraph: int = first.origin.number
made: list[Finding] = init("乙", Unit("某县某中心", 2023))
jobs: list[Job] = jobs_in(["乙"], [2023])
outcomes: list[Outcome] = list(batch(jobs))
following: BuildResult = new(2024, "乙")
"""


@pytest.mark.slow
def test_a_users_script_is_checked_against_the_types_of_the_installed_package(tmp_path: Path) -> None:
    venv.create(tmp_path / "v", with_pip=False, symlinks=os.name != "nt")
    python = str(tmp_path / ("v/Scripts/python.exe" if os.name == "nt" else "v/bin/python"))
    site = subprocess.check_output([python, "-c", "import site; print(site.getsitepackages()[-1])"], text=True).strip()
    options = ["--quiet", "--no-deps", "--no-build-isolation", "--target", site]
    subprocess.run([sys.executable, "-m", "pip", "install", *options, str(ROOT)], check=True)

    def mypy(script: str) -> str:
        (tmp_path / "script.py").write_text(script, "utf-8")
        environment = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "MYPYPATH")}
        options = ["--strict", "--python-executable", python, "--cache-dir", str(tmp_path / "cache")]
        call = [sys.executable, "-m", "mypy", *options, "script.py"]
        return subprocess.run(
            call, cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8", check=False
        ).stdout

    assert mypy(SCRIPT).startswith("Success"), mypy(SCRIPT)
    wrong = mypy(SCRIPT + "\nnumber: int = loaded.year\nbuild(2021, wanted=True)\n")
    assert "Incompatible types in assignment" in wrong
    assert 'Unexpected keyword argument "wanted"' in wrong


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("支出.项目支出占", "没有“支出.项目支出占”这个数，是不是“支出.项目支出占比”？"),
        ("项目支出占必", "没有“项目支出占必”这个数，是不是“支出.项目支出占比”？"),
        ("单位.名称", "“单位.名称”是文字，不是数：用 text 来取"),
        ("完全没有的东西", "没有“完全没有的东西”这个数"),
    ],
)
def test_an_unknown_figure_names_the_nearest(path: str, words: str, year: Year) -> None:
    with pytest.raises(KeyError) as unknown:
        year.figure(path)
    assert unknown.value.args == (words,)


@pytest.mark.parametrize("year", [2019, "2o21", "二〇二一", "", "../2021", "20\x0021", "2" * 300])
def test_a_year_that_is_none_is_a_finding(year: int | str, frozen: Path) -> None:
    for findings in (load(year, frozen).findings, check(year, frozen).open, build(year, frozen).findings):
        assert [f.code for f in findings] == ["S101"]


@pytest.mark.parametrize("project", ["没有的", "没" * 300, "data/2021.yaml"])
def test_a_project_that_is_none_is_a_finding(project: str, frozen: Path) -> None:
    where = frozen / project
    for findings in (load(2021, where).findings, check(2021, where).open, build(2021, where).findings):
        assert [f.code for f in findings] == ["B501"]


def test_progress_is_told_every_stage(project: Path) -> None:
    lines: list[str] = []
    build(2021, project, progress=lines.append)
    assert [line.partition("　")[0] for line in lines] == ["读取", "核对", "模板", "画图", "填写", "目录", "核查"]
