"""The style file."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import ROOT
from yanbian_report.charts.style import Style
from yanbian_report.charts.style_file import read_style


def test_the_shipped_style_says_every_default() -> None:
    text = (ROOT / "charts/样式.yaml").read_text("utf-8")
    assert read_style(ROOT / "charts") == (Style(), [])
    keys = "分辨率 名称 数值 单位 文字 淡文字 线 背景 柱 淡柱 扇形 柱宽 柱最宽 线宽 饼直径"
    assert all(f"{key}:" in text for key in keys.split())


def test_without_a_file_the_default_is_used(tmp_path: Path) -> None:
    assert read_style(tmp_path) == (Style(), [])


def test_a_file_changes_only_what_it_says(tmp_path: Path) -> None:
    (tmp_path / "样式.yaml").write_text('分辨率: 150\n颜色:\n  柱: "#99000a"\n', "utf-8")
    style, findings = read_style(tmp_path)
    assert not findings
    assert (style.dpi, style.column, style.text) == (150, "#99000A", Style().text)


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("分辩率: 300\n", "P101", 1),
        ("分辨率: 很高\n", "P103", 1),
        ("分辨率: 10000\n", "P103", 1),
        ("字号:\n  名称: 0\n", "P103", 2),
        ("字号:\n  名称: 8.9\n", "P103", 2),
        ("字号:\n  明称: 9\n", "P101", 2),
        ("字号: 9\n", "P104", 1),
        ("颜色:\n  柱: 深蓝\n", "P103", 2),
        ('颜色:\n  扇形: ["#1F4E79", 红]\n', "P103", 2),
        ("颜色:\n  柱: #1F4E79\n", "P102", 2),
        ("尺寸:\n  柱宽: 0.05\n", "P103", 2),
        ("尺寸:\n  饼直径: 0.9\n", "P103", 2),
        ('颜色:\n  扇形: ["#1F4E79"]\n', "P103", 2),
    ],
)
def test_a_slip_is_named_with_its_line(tmp_path: Path, text: str, code: str, line: int) -> None:
    (tmp_path / "样式.yaml").write_text(text, "utf-8")
    _, findings = read_style(tmp_path)
    assert (code, line) in [(f.code, f.origin.line) for f in findings if f.origin]


def test_bounds_belong_to_what_may_be_written(tmp_path: Path) -> None:
    (tmp_path / "样式.yaml").write_text("分辨率: 600\n字号:\n  单位: 9\n尺寸:\n  柱宽: 0.1\n  饼直径: 0.85\n", "utf-8")
    style, findings = read_style(tmp_path)
    assert (findings, style.dpi, style.column_width, style.pie_diameter) == ([], 600, 0.1, 0.85)


def test_a_colour_without_quotes_is_answered_with_how_to_quote_it(tmp_path: Path) -> None:
    (tmp_path / "样式.yaml").write_text("颜色:\n  柱: #1F4E79\n", "utf-8")
    [finding] = read_style(tmp_path)[1]
    assert finding.message == "“柱”后面没有内容"
    assert '写成 “柱: "#1F4E79"”' in finding.hint
    assert "不加引号，“#”后面会当成注释" in finding.hint
