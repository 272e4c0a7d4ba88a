"""The guides say what the program does."""

from __future__ import annotations

import re

import pytest

from tests.conftest import ROOT
from yanbian_report.forms.final_accounts.schema import schema
from yanbian_report.model.formats import FORMATS
from yanbian_report.yamldoc.guide import guide

README = ROOT / "data/README.md"
KEYS = re.compile(r"(?<=<!-- 清单开始 -->\n).*(?=<!-- 清单结束 -->)", re.DOTALL)


def test_the_key_list_of_the_guide_is_the_schema(request: pytest.FixtureRequest) -> None:
    text = README.read_text("utf-8")
    if request.config.getoption("--rewrite"):
        text = KEYS.sub(lambda _: guide(schema()), text)
        README.write_text(text, "utf-8", newline="\n")
    found = KEYS.search(text)
    assert found is not None
    assert found[0] == guide(schema()), "the schema has changed: run the tests once with --rewrite"


def test_the_guide_names_every_format() -> None:
    text = README.read_text("utf-8")
    assert [name for name in FORMATS if f"| {name} |" not in text] == []


def test_every_folder_of_content_explains_itself() -> None:
    assert all((ROOT / folder / "README.md").is_file() for folder in ("data", "templates", "charts"))
