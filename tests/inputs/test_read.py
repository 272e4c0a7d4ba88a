"""The data file held against the schema, and what becomes of it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.conftest import FROZEN
from yanbian_report.base.findings import Finding
from yanbian_report.cli.render import as_text
from yanbian_report.forms.final_accounts.schema import schema
from yanbian_report.inputs.yaml.read import parse_data, read
from yanbian_report.model.data_file import DataFile
from yanbian_report.model.figure import Figure
from yanbian_report.model.values import Text, Unknown, look_up, position_of

TYPED = FROZEN.read_text("utf-8")


def at(data_file: DataFile, path: str) -> object:
    """What stands at ``path`` of a data file."""
    return look_up(data_file.tree, path.split("."))


@pytest.fixture(scope="module")
def data_file() -> DataFile:
    found, findings = parse_data(TYPED, "2021.yaml", schema())
    assert found is not None
    assert findings == [], as_text(findings, {"2021.yaml": TYPED})
    return found


def changed(old: str, new: str) -> tuple[str, list[Finding]]:
    """data/2021.yaml with one place typed differently, and its findings."""
    assert old in TYPED, old
    text = TYPED.replace(old, new, 1)
    return text, parse_data(text, "2021.yaml", schema())[1]


def only(old: str, new: str) -> Finding:
    """The one finding of data/2021.yaml with one place typed differently, at the line that was changed."""
    text, findings = changed(old, new)
    assert len(findings) == 1, as_text(findings, {"2021.yaml": text})
    assert findings[0].origin is not None
    return findings[0]


def line_of(old: str) -> int:
    return TYPED[: TYPED.index(old)].count("\n") + 1


def test_amounts_counts_and_rates_become_figures_with_path_and_place(data_file: DataFile) -> None:
    figure = at(data_file, "收入.一般公共预算财政拨款收入")
    assert isinstance(figure, Figure)
    assert (figure.value, figure.unit, figure.step) == (Decimal(2889200), "元", Decimal(100))
    assert figure.path == "收入.一般公共预算财政拨款收入"
    assert figure.origin is not None
    assert (
        TYPED.split("\n")[figure.origin.line - 1][figure.origin.column - 1 : figure.origin.end_column - 1] == "288.92"
    )
    assert isinstance(at(data_file, "重点工作.1.数据.兑现人数"), Figure)
    assert isinstance(at(data_file, "一般公共预算支出.功能分类.2080101.完成预算"), Figure)


def test_lists_count_from_one(data_file: DataFile) -> None:
    first = at(data_file, "重点工作.1.标题")
    assert isinstance(first, Text)
    assert "中人" in first.text
    assert first.path == "重点工作.1.标题"


@pytest.mark.parametrize("path", ["重点工作.0", "重点工作.99", "重点工作.x", "没有", "年度.没有", "收入.没有", ""])
def test_a_path_that_leads_nowhere_is_unknown(data_file: DataFile, path: str) -> None:
    assert isinstance(at(data_file, path), Unknown)


def test_every_character_of_every_text_is_found_where_it_stands(data_file: DataFile) -> None:
    lines = TYPED.split("\n")
    for text in texts(data_file.tree):
        for offset in range(0, len(text.text), 7):
            if not text.text[offset].isspace():
                place = position_of(text, offset)
                assert lines[place.line - 1][place.column - 1] == text.text[offset], text.path


def texts(value: object) -> list[Text]:
    if isinstance(value, dict | list):
        entries = value.values() if isinstance(value, dict) else value
        return [text for entry in entries for text in texts(entry)]
    return [value] if isinstance(value, Text) else []


def test_every_path_has_a_place(data_file: DataFile) -> None:
    lines = TYPED.split("\n")
    assert {"收入", "重点工作.8", "收入.事业收入"} <= set(data_file.spans)
    for path in ("收入", "人员", "国有资产"):
        assert lines[data_file.spans[path].line - 1].startswith(f"{path}:")


def test_an_unknown_key_is_answered_with_the_nearest_known_one_alone() -> None:
    finding = only("  事业收入: 0", "  事业收人: 0")
    assert (finding.code, finding.path) == ("D201", "收入.事业收人")
    assert finding.message == "不认识的项“事业收人”，是不是“事业收入”？"
    assert (finding.origin and finding.origin.line) == line_of("  事业收入: 0")


@pytest.mark.parametrize("key", ["事业收入 ", "事业 收入", "“事业收入”", "事业收入\u3000"])
def test_a_key_with_odd_signs_in_it_is_recognised(key: str) -> None:
    _, findings = changed("  事业收入: 0", f"  {key}: 0")
    assert all("事业收入" in f.message + f.hint for f in findings)
    assert len(findings) == (key != "事业收入 ")


def test_a_key_that_belongs_elsewhere_is_told_where() -> None:
    finding = only("\n国有资产:", "\n运行维护费: 0\n国有资产:")
    assert "它属于“三公经费.公务用车”" in finding.message


def test_a_missing_key_is_missed_at_its_group_with_an_example() -> None:
    finding = only("  事业收入: 0\n", "")
    assert (finding.code, finding.path) == ("D202", "收入")
    assert "“收入”里缺“事业收入”" in finding.message
    assert "事业收入: 290.22" in finding.hint
    assert (finding.origin and finding.origin.line) == line_of("\n收入:") + 1


def test_all_missing_keys_of_a_group_are_one_finding() -> None:
    finding = only("  货物: 9.95\n  工程: 0\n", "")
    assert "“货物”、“工程”" in finding.message


def test_a_missing_group_is_missed_at_the_beginning() -> None:
    _, findings = changed("\n国有资产:", "\n国有资产x:")
    assert [f.message for f in findings if f.code == "D202"] == []
    assert "是不是“国有资产”" in findings[0].message


@pytest.mark.parametrize(
    ("old", "new", "code", "message", "hint"),
    [
        ("  名称: 盐边县社会保险事务中心", "  名称:", "D206", "“名称”后面没有内容", "单位全称"),
        ("  名称: 盐边县社会保险事务中心", '  名称: ""', "D206", "“名称”后面没有内容", "写上内容"),
        ("  名称: 盐边县社会保险事务中心", "  名称:\n    - 甲", "D203", "应当是一段文字，这里是一列“- ”", "名称: "),
        ("  名称: 盐边县社会保险事务中心", "  名称:\n    甲: 1", "D203", "这里是一组“项: 值”", "名称: "),
        ("  事业收入: 0", "  事业收入:", "D206", "“事业收入”后面没有内容", "没有的写 0"),
        ("    - 管理社会保险档案。", "    - 管理社会保险档案: 全部。", "D203", "“项: 值”", "冒号后面有空格"),
        ("  事业收入: 0", "  事业收入: #REF!", "D206", "没有内容", "“#”后面的是说明"),
        ('    "2080102":', '    "208012":', "D208", "208012", "7位（项）"),
        ("  事业收入: 0", "  事业收入: []", "D203", "应当是一个数", "没有的写 0"),
        ("  下属单位: []", "  下属单位: 无", "D203", "应当是一列“- ”，这里是文字“无”", "[]"),
        ("  下属单位: []", "  下属单位: －甲", "D203", "应当是一列“- ”", "英文减号"),
        ("  下属单位: []", "  下属单位: ［甲，乙］", "D203", "应当是一列“- ”", "括号要用英文的"),
        ("  层级: 部门", "  层级: 部们", "D204", "是不是“部门”？", "部门、单位"),
        ("年度: 2021", "年度: 二〇二一", "D205", "“年度”不能写“二〇二一”", "如 2021"),
        ("# 公开日期: 尚未填写，不填则不印", "公开日期: 2022年13月1日", "D213", "不是日期", "2022年9月1日"),
        ('    "2080101":', "    行政运行:", "D208", "项名“行政运行”不合写法", "2080101"),
        ("      兑现人数: 794名", "      1兑现: 794名", "D208", "不合写法", "文字开头"),
        ("  事业收入: 0", "  事业收入: 2,345.00", "D210", "金额“2,345.00”里有逗号", "2345.00"),
        ("      兑现人数: 794名", "      兑现人数: ７９４名", "D211", "全角", "794名"),
        ("  完成预算: 100%", "  完成预算: 100", "D212", "不是百分数", "86.48%"),
    ],
)
def test_what_breaks_the_schema_is_said_in_the_accountants_words(
    old: str, new: str, code: str, message: str, hint: str
) -> None:
    finding = only(old, new)
    assert finding.code == code
    assert message in finding.message
    assert hint in finding.hint
    assert finding.origin is not None
    assert finding.origin.line == line_of(old) + old.startswith("\n")


def test_a_functional_code_of_five_digits_is_a_key_too() -> None:
    assert changed('    "2080101":', '    "20801":')[1] == []


def test_a_group_written_on_one_line_with_a_full_width_colon_is_recognised() -> None:
    _, findings = parse_data("国有资产: 车辆：0辆\n", "x", schema())
    (finding,) = (f for f in findings if f.code == "D203")
    assert "一组“项: 值”" in finding.message
    assert "冒号是全角的" in finding.hint


def test_a_figure_that_cannot_be_read_is_missing_from_the_tree_only() -> None:
    data_file, findings = parse_data(TYPED.replace("  事业收入: 0", "  事业收入: 无"), "x", schema())
    assert data_file is not None
    assert [f.path for f in findings] == ["收入.事业收入"]
    assert isinstance(at(data_file, "收入.事业收入"), Unknown)
    assert isinstance(at(data_file, "收入.经营收入"), Figure)


def test_problems_of_the_text_and_of_the_schema_come_in_one_pass() -> None:
    text = TYPED.replace("年度: 2021", "年度：2021", 1).replace("层级: 部门", "层级: 局", 1)
    text = text.replace("  事业收入: 0", "  事业收入: O", 1).replace("    代码: ", "    代码: %", 1)
    _, findings = parse_data(text, "x", schema())
    assert sorted(f.code for f in findings) == ["D204", "D210", "S112", "S120"]


def test_nothing_is_missed_in_a_group_that_lost_lines_to_a_syntax_error() -> None:
    _, findings = changed("  事业收入: 0", "  事业收入: %0")
    assert [f.code for f in findings] == ["S120"]


@pytest.mark.parametrize("text", ["", "- 甲\n", "只有一句话\n", "[]\n", "{}\n"])
def test_a_file_that_is_no_group_of_entries_has_findings(text: str) -> None:
    assert parse_data(text, "x", schema())[1]


def test_a_file_is_shown_by_the_name_given(tmp_path: Path) -> None:
    (tmp_path / "2021.yaml").write_text("年度：2021\n", "utf-8")
    data_file, findings = read(tmp_path / "2021.yaml", schema(), "data/2021.yaml")
    assert data_file is not None
    assert {f.origin.file for f in findings if f.origin} == {"data/2021.yaml"}
    assert data_file.text == "年度：2021\n"


def test_a_missing_file_has_no_report(tmp_path: Path) -> None:
    assert read(tmp_path / "2021.yaml", schema())[0] is None
