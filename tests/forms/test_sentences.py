"""Sentences that cannot lie: what a year's data cannot vouch for is not printed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import begin
from tests.forms.test_truthful_figures import codes, texted
from tests.test_random_reports import sentences
from yanbian_report.api import build
from yanbian_report.options import BuildOptions, BuildResult


def printed(project: Path, *edits: tuple[str, str]) -> str:
    texted(project, *edits)
    result = build(2021, project, options=BuildOptions(draft=True))
    assert result.document is not None, result.findings
    return "\n".join(sentences(result.document))


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    begin(tmp_path / "甲", "某县甲乙局")
    return tmp_path / "甲"


def test_totals_that_differ_have_a_sentence_each(unit: Path) -> None:
    text = printed(unit, ("  项目支出: 40.20", "  项目支出: 45.20"), ("支出总计: 300.20", "支出总计: 310.20"))
    assert "收入总计320.50万元，支出总计325.50万元。" in text
    assert "收入总计增加20.30万元，增长6.76%；支出总计增加15.30万元，增长4.93%" in text
    assert "收、支总计各" not in text.partition("二、收入决算情况说明")[0]


def test_what_is_to_be_filled_in_is_not_none(unit: Path) -> None:
    text = printed(unit, ("\n项目:\n", "\n绩效管理:\n  绩效目标: 待填个\n\n项目:\n"))
    assert "没有纳入预算绩效管理的项目" not in text
    assert "对【待填】个项目编制了绩效目标" in text


def test_projects_that_nobody_listed_are_not_denied(unit: Path) -> None:
    data = unit / "data/2021.yaml"
    text = data.read_text("utf-8")
    head, _, rest = text.partition("\n项目:\n")
    data.write_text(head + "\n项目: {}\n" + rest[rest.index("\n# ──") :], "utf-8")
    said = printed(unit)
    assert "没有纳入预算绩效管理的项目" not in said
    assert "没有单独列示编制绩效目标的项目" in said


def test_no_reason_follows_what_has_not_changed(unit: Path) -> None:
    assert "接待批次减少" not in printed(unit, ("公务接待费: 0.75", "公务接待费: 0.60"))


def test_an_amount_of_a_few_yuan_is_not_printed_as_nothing(unit: Path) -> None:
    text = printed(unit, ("    决算: 0.60\n", "    决算: 38.00元\n"))
    assert "公务接待费支出0.0038万元" in text


def test_staff_without_an_annex_is_said_where_the_unit_is_described(unit: Path) -> None:
    staff = "\n人员:\n  核定编制数: 15人\n  行政编制在职: 12人\n  退休人员: 3人\n\n# ────────── 重点工作"
    text = printed(unit, ("\n# ────────── 重点工作", staff))
    assert "核定编制15人，共有正式在编在职职工12人，其中：行政编制12人；退休人员3人。" in text


def test_three_budgets_are_added_up(unit: Path) -> None:
    edits = [("    决算: 0\n", "    决算: 0\n    预算: 0\n"), ("    购置费: 0\n", "    购置费: 0\n    预算: 0\n")]
    text = printed(unit, *edits)
    assert "支出决算为0.60万元，完成预算75.00%" in text


def test_what_was_carried_over_is_no_revenue_of_the_year(built: BuildResult) -> None:
    assert built.document is not None
    text = "\n".join(sentences(built.document))
    assert "财政拨款收入总计2902158.24元（含年初财政拨款结转和结余13000.00元）" in text
    assert "当年财政拨款总收入" not in text


def test_a_rate_that_was_cut_off_is_printed_as_it_was_published(unit: Path) -> None:
    published = "\n公布的增减率:\n  收入总计: 6.75%\n\n变动原因:\n"
    text = printed(unit, ("\n变动原因:\n", published))
    assert "各增加20.30万元，增长6.75%" in text
    assert "R603" not in codes(unit)
