"""What VS Code makes of a chart file and of the style: here, and in a new project far from the program.

Left out where yaml-language-server is not installed (``npm install -g yaml-language-server``).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.editor import NEEDED, Server, started
from yanbian_report.charts.kinds import kind_names
from yanbian_report.forms.final_accounts.starter import Unit
from yanbian_report.scaffold import init

pytestmark = NEEDED


@pytest.fixture
def server() -> Iterator[Server]:
    yield from started()


@pytest.fixture(params=["here", "new"])
def charts(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The chart files of this repository, and those of a new project."""
    if request.param == "here":
        return ROOT / "charts"
    assert init(tmp_path / "项目", Unit("甲县乙局", 2022)) == []
    return tmp_path / "项目/charts"


def test_the_editor_has_nothing_against_the_charts_and_the_style(server: Server, charts: Path) -> None:
    files = sorted(charts.glob("*.yaml"))
    assert len(files) > 7
    for file in files:
        assert server.open(file, file.read_text("utf-8")) == [], file


@pytest.mark.parametrize(
    ("name", "right", "wrong"),
    [
        ("支出结构", "饼状图", "饼形图"),
        ("支出结构", "标题", "标提"),
        ("支出结构", "合计", "名称"),
        ("样式", "分辨率: 300", "分辨率: 30"),
        ("样式", '柱: "#1F4E79"', "柱: 深蓝"),
    ],
)
def test_the_editor_marks_a_mistake(server: Server, charts: Path, name: str, right: str, wrong: str) -> None:
    file = charts / f"{name}.yaml"
    text = file.read_text("utf-8")
    assert right in text
    assert server.open(file, text.replace(right, wrong, 1))


def test_the_editor_explains_a_key_in_chinese_and_offers_the_kinds(server: Server, charts: Path) -> None:
    file = charts / "支出结构.yaml"
    lines = file.read_text("utf-8").split("\n")
    line = next(number for number, text in enumerate(lines) if text.startswith("类型:"))
    server.open(file, "\n".join([*lines[:line], "类型: ", *lines[line + 1 :]]))
    hover = server.at(file, "textDocument/hover", line, 1)
    assert "两年对比用柱状图" in json.dumps(hover, ensure_ascii=False)
    offered = server.at(file, "textDocument/completion", line, 4)
    assert set(kind_names()) <= {item["label"] for item in offered["items"]}
