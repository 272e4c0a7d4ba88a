"""The documents speak of what there is: files, modules, commands, wings; the library's examples run."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.conftest import ROOT, copy_project
from yanbian_report.api import check
from yanbian_report.cli.parser import DONE, main

PACKAGE = ROOT / "yanbian_report"
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *ROOT.glob("[dtc]*/README.md")])
ENGLISH = [ROOT / name for name in ("CONTRIBUTING.md", "docs/architecture.md", "docs/performance.md")]
EXAMPLE = re.compile(r"(?m)^.*:\n\n(?=```python)")  # the line before an example names what it makes
NOT_RUN = re.compile(r"<!-- not run.*?```python.*?```", re.DOTALL)


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def links_in(text: str) -> list[str]:
    """The targets of links to files."""
    targets = re.findall(r"\]\(([^)#\s]+)[^)]*\)", text)
    return [target for target in targets if not target.startswith(("http:", "https:"))]


def modules_in(text: str) -> set[str]:
    """What is named as a Python file or a folder: ``charts/chart.py``, ``proof/``."""
    return set(re.findall(r"`([\w/]+(?:\.py|/))`", text))


def calls_in(text: str) -> set[str]:
    """The arguments of every command that is shown with its program."""
    found = re.findall(r"(?m)(?:(?:py|python3?) run\.py|python -m yanbian_report) ((?:(?![　`]|  |\s#|…).)+)", text)
    return {call.strip() for call in found if not call.startswith(("test", "editor"))}  # run.py's own commands


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_every_link_leads_to_a_file(document: Path) -> None:
    text = document.read_text("utf-8")
    assert [link for link in links_in(text) if not (document.parent / link).exists()] == []


def test_a_link_into_nothing_would_be_seen() -> None:
    assert links_in("[x](docs/none.md#there) [y](https://example.org)") == ["docs/none.md"]


@pytest.mark.parametrize("document", ENGLISH, ids=name)
def test_every_module_that_is_named_is_there(document: Path) -> None:
    named = modules_in(EXAMPLE.sub("", document.read_text("utf-8")))
    homes = (ROOT, PACKAGE, PACKAGE / "yamldoc", PACKAGE / "importer", PACKAGE / "forms/final_accounts")
    assert {path for path in named if not any((home / path).exists() for home in homes)} == set()
    assert named


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_every_command_that_is_shown_is_understood(document: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for call in calls_in(document.read_text("utf-8")):
        assert not_understood(call, capsys) == [], call


def not_understood(call: str, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What of a command's arguments the command line does not know."""
    arguments = shlex.split(call.replace("\\", "/"))
    with pytest.raises(SystemExit) as left:
        main([*arguments, "--help"])
    said = capsys.readouterr()
    return [a for a in arguments if a.startswith("--") and a not in said.out] if left.value.code == DONE else [said.err]


@pytest.mark.parametrize("call", ["bild 2021", "build zweitausend", "build 2021 --bdf", "check 2021 --format xml"])
def test_a_command_that_is_none_would_be_seen(call: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert not_understood(call, capsys) != []


def test_commands_are_found_in_sentences_and_in_lists() -> None:
    text = "运行 `py run.py styles 2020-2021`，再\n    python3 run.py build 2021      # the report\n"
    assert calls_in(text) == {"styles 2020-2021", "build 2021"}


def test_the_readme_names_every_command() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    helped = subprocess.run(
        [sys.executable, "-m", "yanbian_report", "--help"], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    )
    commands = re.findall(r"(?m)^    (\w+) ", helped.stdout)
    assert len(commands) > 10
    assert [command for command in commands if f"`{command}" not in readme] == []
    assert readme.count("\n") <= 90


def test_the_table_of_wings_is_the_contract() -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        layers = tomllib.load(file)["tool"]["importlinter"]["contracts"][0]["layers"]
    text = (ROOT / "docs/architecture.md").read_text("utf-8").partition("## The wings")[2].partition("\n## ")[0]
    rows = re.findall(r"(?m)^\| (`[^|]+`) \|", text)
    assert [wing for row in rows for wing in re.findall(r"`(\w+)`", row)] == re.findall(r"\w+", " ".join(layers))


@pytest.mark.slow
def test_the_examples_of_the_library_run(tmp_path: Path) -> None:
    text = NOT_RUN.sub("", (ROOT / "docs/library.md").read_text("utf-8"))
    examples = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    assert len(examples) > 5
    script = tmp_path / "examples.py"
    script.write_text("\n".join(examples), "utf-8")
    done = subprocess.run(
        [sys.executable, str(script)],
        cwd=copy_project(tmp_path / "office"),
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_the_example_of_the_readme_is_what_check_says() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    text = (ROOT / "data/2021.yaml").read_text("utf-8")
    found = check(2021, ROOT, text=text.replace("  项目支出: 25.16", "  项目支出: 25.26", 1)).open
    assert len(found) == 3 and "`check 2021` finds\nthree disagreements" in readme
    assert all(f"{f.severity} {f.code}　{f.message}" in readme for f in found if f.code == "R341")
    assert "R341" in {f.code for f in found}
