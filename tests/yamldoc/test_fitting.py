"""Fitting says yes only where jsonschema-rs finds nothing, and says it of what is shipped."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from yanbian_report.charts.schema import chart_schema, style_schema
from yanbian_report.forms.final_accounts.schema import schema
from yanbian_report.yamldoc.encoding import read_text
from yanbian_report.yamldoc.parse import parse
from yanbian_report.yamldoc.schema import Schema
from yanbian_report.yamldoc.tree import bare

_TEXTS = ["", "0", "12.5", "-3万元", "12%", "１２", "待填", "R101", "2080101", "是\n", "　", "a.b", "否", "年"]
_WORDS = [*_TEXTS, None, [], {}]


def _said(file: Path) -> Any:
    text, _ = read_text(file)
    node, _ = parse(text or "", file.name)
    assert node is not None
    return bare(node)


def _rules(file: Path) -> Schema:
    if file.parent.name == "data":
        return schema()
    return style_schema() if file.stem == "样式" else chart_schema()


_FILES = [ROOT / "tests/fixtures/data/2021.yaml", *sorted((ROOT / "charts").glob("*.yaml"))]


@pytest.mark.parametrize("file", _FILES, ids=lambda file: file.stem)
def test_what_is_shipped_surely_fits(file: Path) -> None:
    rules, said = _rules(file), _said(file)
    assert rules.fits(said)
    assert rules.fits_together(said) or "if" in rules.root
    assert all(rules.fits_alone(name, entry) for name, entry in said.items())


def _groups(value: Any) -> Iterator[Any]:
    if isinstance(value, (dict, list)) and value:
        yield value
        for child in value.values() if isinstance(value, dict) else value:
            yield from _groups(child)


def _changed(said: Any, chance: random.Random) -> Any:
    """``said`` with one entry or item that is another, gone, or more."""
    said = deepcopy(said)
    group = chance.choice(list(_groups(said)))
    key = chance.choice(list(group)) if isinstance(group, dict) else chance.randrange(len(group))
    act = chance.randrange(3)
    if act == 0:
        group[key] = chance.choice(_WORDS)
    elif act == 1:
        del group[key]
    elif isinstance(group, dict):
        group[chance.choice(_TEXTS)] = chance.choice(_WORDS)
    else:
        group.append(chance.choice(_WORDS))
    return said


@pytest.mark.parametrize("file", _FILES, ids=lambda file: file.stem)
def test_a_sure_yes_is_never_contradicted(file: Path) -> None:
    rules = _rules(file)
    chance, said, sure, wrong = random.Random(file.stem), _said(file), 0, 0
    for _ in range(400):
        changed = _changed(said, chance)
        problems = next(rules.problems(changed), None)
        parted = rules.fits_together(changed) and all(rules.fits_alone(name, entry) for name, entry in changed.items())
        if rules.fits(changed) or parted:
            sure += 1
            assert problems is None, problems
        wrong += problems is not None
    assert sure > 10
    assert wrong > 10


def test_a_word_of_the_schema_that_is_not_known_is_no_sure_yes() -> None:
    assert Schema({"type": "string"}).fits("甲")
    assert not Schema({"type": "string", "format": "date"}).fits("甲")
    assert not Schema({"if": {"minLength": 2}, "then": {"type": "string"}}).fits("甲")


def test_reading_the_shipped_data_does_not_load_the_validator(frozen: Path) -> None:
    script = (
        "import sys; from yanbian_report import load; "
        f"assert load(2021, {str(frozen)!r}).year; print('jsonschema_rs' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.stdout.strip() == "False", done.stderr
