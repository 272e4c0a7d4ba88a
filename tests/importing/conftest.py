"""Fixtures of imports: a unit with last year's example and this year's file to fill in, and a workbook."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.importing.material import UNIT, Accounts
from yanbian_report import Unit, init, new


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new project, with last year's example and this year's file to fill in."""
    root = tmp_path_factory.mktemp("import") / "office"
    assert init(root, Unit(UNIT, 2021)) == []
    assert new(2022, root).document is not None
    return root


@pytest.fixture
def office(begun: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(begun, tmp_path / "office"))


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return Accounts().file(tmp_path / "决算公开表.xlsx")
