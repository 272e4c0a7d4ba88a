"""The edition's Word files, as they are compiled, linted and shown in words."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT
from yanbian_report.api import build
from yanbian_report.cli.parser import DONE, ERRORS, main
from yanbian_report.templates.compile import compile_edition
from yanbian_report.word.dump import dump
from yanbian_report.word.package import DOCUMENT, STYLES, read_package, to_bytes

EDITIONS = sorted(p for p in (ROOT / "templates").iterdir() if p.is_dir())
FILES = [file for edition in EDITIONS for file in sorted(edition.glob("*.docx"))]
NAMES = [f"{f.parent.name} {f.stem}" for f in FILES]


@pytest.mark.parametrize("file", FILES, ids=NAMES)
def test_a_template_reads_as_its_golden(file: Path, same_as_golden: Callable[[str, str], None]) -> None:
    same_as_golden(f"{file.parent.name}/{file.stem}.txt", dump(file))


@pytest.mark.parametrize("file", FILES, ids=NAMES)
def test_a_template_carries_no_author_and_no_clock_time(file: Path) -> None:
    package, _ = read_package(file)
    assert package is not None
    core = package.text("docProps/core.xml")
    assert "creator" not in core
    assert "lastModifiedBy" not in core


@pytest.mark.parametrize("edition", EDITIONS, ids=[p.name for p in EDITIONS])
def test_an_edition_compiles_without_findings(edition: Path) -> None:
    template, findings = compile_edition(edition)
    assert findings == []
    assert template is not None
    assert [p.name for p in template.slots][:2] == ["收支总体情况", "收入结构"]


def broken(project: Path, chapter: str, old: str, new: str) -> list[str]:
    """The messages of a build in which ``old`` reads ``new`` in a chapter's document."""
    file = next((project / "templates/2020-2021").glob(f"{chapter}*.docx"))
    package, _ = read_package(file)
    assert package is not None
    text = package.text(DOCUMENT)
    assert old in text
    file.write_bytes(to_bytes(package.replaced({DOCUMENT: text.replace(old, new, 1)})))
    result = build(2021, project)
    assert result.document is None
    return [f"{f.message} {f.hint}" for f in result.findings if f.severity == "错误"]


def test_an_unknown_name_is_found_with_the_nearest_known_one(project: Path) -> None:
    messages = broken(project, "40", "整体评价.报告题目", "整体评价.报告题日")
    assert any("报告题日" in m and "是不是“报告题目”" in m for m in messages)


def test_an_unknown_name_is_shown_with_its_file_and_its_paragraph_in_words(project: Path) -> None:
    messages = broken(project, "40", "整体评价.报告题目", "整体评价.报告题日")
    [message] = [m for m in messages if "报告题日" in m]
    assert re.match(
        r"templates/2020-2021/40-\S+\.docx 的“[^<>]*整体评价\.报告题日[^<>]*”：没有“报告题日”这个名字", message
    )


def test_an_error_of_filling_quotes_its_paragraph_in_words(project: Path) -> None:
    messages = broken(project, "60", "项.预算|万元数", "项.预算")
    assert any(re.match(r"填写“[^<>]*项\.预算[^<>]*”时：", m) for m in messages)


def test_an_error_of_filling_in_a_clause_names_the_clause_and_its_line(project: Path) -> None:
    clauses = project / "templates/2020-2021/句式.txt"
    text = clauses.read_text("utf-8")
    clauses.write_text(text.replace("|万元 }}", " }}", 1), "utf-8")
    [found] = [f for f in build(2021, project).findings if f.code == "T401"]
    assert re.match(r"填写句式“[^<>句_]+”时：", found.message)
    assert str(found.origin).startswith("templates/2020-2021/句式.txt:")


def test_names_of_the_master_come_first_then_those_of_the_chapters(project: Path) -> None:
    for chapter, tag in (("60", "项.预算|万元数"), ("00", "公开日期"), ("20", "句式.收入决算")):
        messages = broken(project, chapter, tag, tag.replace("算", "祘").replace("日期", "日其"))
    assert [m.rpartition("/")[2][:2] for m in messages] == ["00", "20", "60"]


def test_every_line_of_the_joined_document_knows_its_chapter() -> None:
    template, _ = compile_edition(EDITIONS[0])
    assert template is not None
    lines = template.sources.lines()
    numbers = [line.chapter for line in lines]
    chapters = len(template.sources.chapters)
    assert list(dict.fromkeys(numbers)) == list(range(chapters))
    assert numbers[-1] == 0, "the last section is the master's"


def test_an_unknown_clause_is_found(project: Path) -> None:
    messages = broken(project, "20", "句式.收入决算", "句式.收入决祘")
    assert any("没有“收入决祘”这个句式" in m and "收入决算" in m for m in messages)


def test_an_amount_without_a_format_is_refused(project: Path) -> None:
    messages = broken(project, "60", "项.预算|万元数", "项.预算")
    assert any("没有写格式" in m for m in messages)


def test_a_loop_that_is_not_closed_names_its_file(project: Path) -> None:
    messages = broken(project, "30", "{%p endfor %}", "")
    assert any("30-名词解释.docx" in m for m in messages)


def test_full_width_braces_are_found(project: Path) -> None:
    messages = broken(project, "10", "{{ 句式.机构设置 }}", "｛｛ 句式.机构设置 ｝｝")
    assert any("全角" in m for m in messages)


def test_a_picture_without_a_chart_is_found(project: Path) -> None:
    messages = broken(project, "20", 'descr="图:支出结构"', 'descr="图:支出构成"')
    assert any("支出构成" in m and "没有图表文件" in m for m in messages)


def test_a_file_that_is_no_word_file_is_named(project: Path) -> None:
    next((project / "templates/2020-2021").glob("30*.docx")).write_bytes(b"no zip")
    result = build(2021, project)
    assert result.document is None
    assert any("30-名词解释.docx" in f.message for f in result.findings)


def test_a_lock_file_of_word_is_passed_over(project: Path) -> None:
    (project / "templates/2020-2021/~$10.docx").write_bytes(b"lock")
    assert build(2021, project).document is not None


def test_a_mistyped_name_that_a_loop_goes_through_is_a_finding(project: Path) -> None:
    messages = broken(project, "10", "in 单位.主要职能", "in 单位.职能")
    assert any("职能" in m for m in messages)


def test_a_tag_that_is_not_closed_is_named(project: Path) -> None:
    messages = broken(project, "20", "{{ 句式.收入决算 }}", "{{ 句式.收入决算")
    assert any("不成对" in m and "收入决算" in m for m in messages)


def test_arithmetic_in_a_tag_is_refused(project: Path) -> None:
    messages = broken(project, "60", "项.预算|万元数", "项.预算 + 项.执行")
    assert any("加减乘除" in m for m in messages)


def test_a_part_that_is_missing_is_noticed(project: Path) -> None:
    next((project / "templates/2020-2021").glob("30*.docx")).unlink()
    result = build(2021, project)
    assert any("第四部分" in f.message and "不连续" in f.message for f in result.findings)


def test_a_loop_left_open_in_a_clause_is_said_in_chinese(project: Path) -> None:
    clauses = project / "templates/2020-2021/句式.txt"
    before, _, after = clauses.read_text("utf-8").rpartition("{% endif %}")
    clauses.write_text(before + after, "utf-8")
    messages = [f.message for f in build(2021, project).findings]
    assert any("句式" in str(f.origin) and "endif" in f.message for f in build(2021, project).findings)
    assert not any("macro" in m or "句_" in m for m in messages)


def restyled(project: Path) -> Path:
    """The 2020-2021 master with a smaller body and another face for titles, as a designer would save it."""
    file = project / "templates/2020-2021/00-封面与目录.docx"
    package, _ = read_package(file)
    assert package is not None
    styles = package.text(STYLES).replace(
        '<w:sz w:val="32"/><w:szCs w:val="32"/>', '<w:sz w:val="28"/><w:szCs w:val="28"/>'
    )
    file.write_bytes(to_bytes(package.replaced({STYLES: styles.replace("方正小标宋简体", "华文中宋")})))
    return file


def test_a_change_of_the_master_restyles_the_report_and_its_contents_page(project: Path) -> None:
    before = build(2021, project, project / "前.docx").document
    restyled(project)
    after = build(2021, project, project / "后.docx").document
    assert before is not None
    assert after is not None
    old, new = (read_package(file)[0] for file in (before, after))
    assert old is not None
    assert new is not None
    assert '<w:sz w:val="28"/>' in new.text(STYLES)
    assert "方正小标宋" not in new.text(STYLES)
    last = re.compile(r"_Toc00000023 .*?separate.*?<w:t>(\d+)</w:t>")
    numbers = [int(found[1]) for text in (old, new) if (found := last.search(text.text(DOCUMENT)))]
    assert numbers[1] < numbers[0], "a smaller body takes fewer pages, and the contents page knows"


def test_chapters_get_the_styles_of_the_master(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    restyled(project)
    assert "T506" in {f.code for f in build(2021, project).findings}
    assert main(["styles", "2020-2021", "--project", str(project)]) == DONE
    assert "改了 7 个文件" in capsys.readouterr().out
    assert "T506" not in {f.code for f in build(2021, project).findings}
    assert main(["styles", "1999", "--project", str(project)]) == ERRORS
