"""The form: a year's data in the order of the schema; what is put into it moves no other character of the text."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from tests.conftest import FROZEN
from yanbian_report.base.project import find_project
from yanbian_report.forms import FINAL_ACCOUNTS, find_form
from yanbian_report.inputs.yaml.read import parse_data
from yanbian_report.model.figure import Figure
from yanbian_report.model.values import look_up
from yanbian_report.workbench.desk import Desk
from yanbian_report.workbench.edits import Wanted, edits, put, splices
from yanbian_report.workbench.form_view import Entry
from yanbian_report.workbench.look import look
from yanbian_report.workbench.traces import trace

TEXT = FROZEN.read_text("utf-8")
SCHEMA = find_form(FINAL_ACCOUNTS).schema()


@pytest.fixture(scope="module")
def desk(frozen: Path) -> Desk:
    project, _ = find_project(frozen)
    assert project is not None
    return Desk(project, 2021)


def cells(entries: list[Entry]) -> list[Entry]:
    """Every place of ``entries`` that carries a path of its own."""
    found: list[Entry] = []
    for entry in entries:
        for row in entry.get("rows", ()):
            found += [cell for cell in row["cells"] if cell]
        found += cells(entry.get("entries", [])) + cells(entry.get("items", []))
        if entry["kind"] in ("text", "choice"):
            found.append(entry)
    return found


def changed(text: str, *wanted: tuple[str, str]) -> str:
    """``text`` once the form's splices are carried out."""
    found, findings = put(text, "data/2021.yaml", [Wanted(*one) for one in wanted], SCHEMA)
    assert found is not None, findings
    for start, end, new in reversed(found):
        text = text[:start] + new + text[end:]
    return text


def test_every_figure_and_text_of_the_file_has_a_place_in_the_form(desk: Desk) -> None:
    seen = look(desk, TEXT, {})
    data, _ = parse_data(TEXT, "data/2021.yaml", SCHEMA)
    assert data is not None and desk.examined is not None and desk.examined.loaded.year is not None
    year = desk.examined.loaded.year
    typed = {f.path for f in year.figures().values() if f.origin} | {t.path for t in year.texts()}
    places = {cell["path"] for section in seen["form"] for cell in cells(section["entries"]) if "path" in cell}
    assert typed - places == set()


def test_last_years_figure_and_the_change_stand_beside_this_years(desk: Desk) -> None:
    form = {section["name"]: section for section in look(desk, TEXT, {})["form"]}
    table = form["收入"]["entries"][0]
    assert table["columns"] == ["本年", "上年", "增减"]
    total = next(row for row in table["rows"] if row["label"] == "收入总计")
    now, last, change = total["cells"]
    assert (now["text"], now["derived"]) == ("", "290.22万元")
    assert (last["path"], last["text"], change["text"]) == ("上年.收入总计", "2146.23", "-1856.01万元（-86.48%）")


def test_a_reason_stands_in_the_sentence_that_it_completes(desk: Desk) -> None:
    form = {section["name"]: section for section in look(desk, TEXT, {})["form"]}
    reason = next(c for c in cells(form["变动原因"]["entries"]) if c["path"] == "变动原因.收支总计")
    assert (reason["before"], reason["after"]) == ("主要变动原因是", "。")


def test_sections_that_the_page_has_are_not_sent_again(desk: Desk) -> None:
    first = look(desk, TEXT, {})["form"]
    have = {"form": {section["name"]: section["key"] for section in first}}
    again = look(desk, TEXT.replace("项目支出: 25.16", "项目支出: 25.17"), have)["form"]
    assert "支出" in {section["name"] for section in again if "entries" in section}
    assert "单位" in {section["name"] for section in again if "entries" not in section}


@pytest.mark.parametrize(
    ("path", "typed", "stands"),
    [
        ("支出.项目支出", "1,234.50", "项目支出: 1234.50"),
        ("支出.项目支出", "１２３．４元", "项目支出: 123.4元"),
        ("支出.项目支出", "￥25.20", "项目支出: 25.20"),
        ("支出.项目支出", "", "项目支出: 待填"),
        ("人员.退休人员", "5", "退休人员: 5人"),
        ("三公经费.公务接待费.批次", " 6 批次 ", "批次: 6批次"),
        ("单位.主要职能.8", "办理其他事项。", "- 办理其他事项。"),
    ],
)
def test_what_is_typed_is_put_right_and_into_its_place(path: str, typed: str, stands: str) -> None:
    text = changed(TEXT, (path, typed))
    assert stands in text
    before, after = TEXT.split("\n"), text.split("\n")
    assert len(set(after) - set(before)) == 1


@pytest.mark.parametrize(
    ("path", "typed"), [("支出.项目支出", "00"), ("支出.项目支出", "025.16"), ("人员.退休人员", "04人")]
)
def test_a_figure_that_begins_with_a_nil_is_named_and_not_guessed(path: str, typed: str) -> None:
    found, findings = put(TEXT, "data/2021.yaml", [Wanted(path, typed)], SCHEMA)
    assert found is None and ["开头多了 0" in one.message for one in findings] == [True]


def test_a_pasted_block_is_one_edit_or_none() -> None:
    text = changed(TEXT, ("支出.基本支出", "1,000.00"), ("支出.项目支出", "20"), ("收入.其他收入", "3"))
    data, _ = parse_data(text, "data/2021.yaml", SCHEMA)
    assert data is not None
    said = {path: look_up(data.tree, path.split(".")) for path in ("支出.基本支出", "支出.项目支出", "收入.其他收入")}
    assert [str(f.text) for f in said.values() if isinstance(f, Figure)] == ["1000.00", "20", "3"]
    found, findings = put(
        TEXT, "data/2021.yaml", [Wanted("支出.基本支出", "5"), Wanted("支出.项目支出", "二十")], SCHEMA
    )
    assert found is None
    assert [f.path for f in findings] == ["支出.项目支出"]


def test_an_edit_of_a_text_that_cannot_be_read_says_so_first(desk: Desk) -> None:
    said = edits(desk, TEXT.replace("收入:", "收入："), [{"path": "支出.项目支出", "value": "1"}])
    assert said["message"].startswith("文本里还有读不懂的地方，先改好它")
    assert "message" in edits(desk, "版本: [", [{"path": "支出.项目支出", "value": "1"}])


def test_offsets_count_as_an_editor_does_behind_rare_characters(desk: Desk) -> None:
    text = TEXT.replace("名称: 盐边县", "名称: 𠮷边县", 1)
    (edit,) = edits(desk, text, [{"path": "支出.项目支出", "value": "99.99"}])["edits"]
    units = text.encode("utf-16-le")
    made = units[: edit["from"] * 2] + edit["insert"].encode("utf-16-le") + units[edit["to"] * 2 :]
    assert "项目支出: 99.99" in made.decode("utf-16-le")


def test_an_item_begun_has_what_must_be_in_it() -> None:
    text = changed(TEXT, ("一般公共预算支出.功能分类.2080103", ""))
    assert '"2080103":' in text
    data, findings = parse_data(text, "data/2021.yaml", SCHEMA)
    assert data is not None
    assert findings and all(f.to_do for f in findings)


def test_splices_of_any_change_give_the_new_text() -> None:
    chance = random.Random(20)
    for _ in range(50):
        lines = TEXT.split("\n")
        for _ in range(chance.randrange(1, 6)):
            lines[chance.randrange(len(lines))] = chance.choice(["", "甲: 1", "# 说明", "  - 乙"])
        text = "\n".join(lines)
        made = TEXT
        for start, end, new in reversed(splices(TEXT, text)):
            made = made[:start] + new + made[end:]
        assert made == text


def test_a_trace_ends_at_what_was_typed_and_names_the_rules_that_hold_it(desk: Desk) -> None:
    look(desk, TEXT, {})
    said = trace(desk, "收支总计.增减率")
    assert (said["words"], said["formula"]["formula"]) == ("86.48%", "增减额 ÷ 上年")
    leaves = [said["formula"]]
    while leaves[-1]["inputs"]:
        leaves.append(leaves[-1]["inputs"][0])
    assert leaves[-1]["path"] == "上年.收入总计"
    held = {rule["code"] for rule in trace(desk, "支出.项目支出")["held_by"]}
    assert "R105" in held
    assert trace(desk, "没有.这一项")["message"]


def test_a_figure_that_is_printed_nowhere_leads_to_what_is_printed_of_it(desk: Desk) -> None:
    look(desk, TEXT, {})
    assert desk.examined is not None and desk.examined.loaded.year is not None
    typed = [f for f in desk.examined.loaded.year.figures().values() if f.origin and not desk.printed.get(f.path)]
    assert typed
    for figure in typed:
        told = trace(desk, figure.path)
        assert told["printed"] == 0
        assert all(desk.printed[one["path"]] for one in told["printed_as"])
    assert any(trace(desk, figure.path)["printed_as"] for figure in typed)
    twice = next(path for path, count in desk.printed.items() if count > 1)
    assert trace(desk, twice)["printed"] == desk.printed[twice]


def test_what_is_left_and_wrong_is_counted_by_section(desk: Desk) -> None:
    text = TEXT.replace("项目支出: 25.16", "项目支出: 待填").replace("退休人员: 4人", "退休人员: 四人")
    todo = {one["section"]: one for one in look(desk, text, {})["todo"]}
    assert todo["支出"]["left"] == ["支出.项目支出"]
    assert todo["人员"]["wrong"] == 1


def test_a_text_that_gives_no_page_tells_the_line(desk: Desk) -> None:
    text = TEXT.replace("退休人员: 4人", "退休人员: 四人")
    line = text.split("\n").index(next(one for one in text.split("\n") if "四人" in one)) + 1
    assert look(desk, text, {})["stale_from"] == line


def cured(desk: Desk, text: str, code: str, label: str) -> str:
    """``text`` after the cure ``label`` of the first finding ``code``."""
    finding = next(one for one in look(desk, text, {})["findings"] if one["code"] == code and one["cures"])
    (cure,) = (one for one in finding["cures"] if label in one["label"])
    for edit in sorted(cure["edits"], key=lambda one: -int(one["from"])):
        text = text[: edit["from"]] + edit["insert"] + text[edit["to"] :]
    return text


@pytest.mark.parametrize(
    ("right", "wrong", "code"),
    [
        ("项目支出: 25.16", "项目支出：25.16", "S112"),
        ("项目支出: 25.16", "项目支出: ２５．１６", "D210"),
        ("退休人员: 4人", "退休人员: 4 人", "D211"),
        ("  项目支出: 25.16", "\t项目支出: 25.16", "S111"),
        ("  项目支出: 25.16", "  项目指出: 25.16", "D201"),
    ],
)
def test_a_slip_is_mended_by_one_click(desk: Desk, right: str, wrong: str, code: str) -> None:
    assert cured(desk, TEXT.replace(right, wrong, 1), code, "改成") == TEXT


def test_the_first_difference_is_registered_where_there_was_none(desk: Desk) -> None:
    alone = TEXT[: TEXT.index("\n已知差异:") + 1].replace("项目支出: 25.16", "项目支出: 25.26")
    text = cured(desk, alone, "R205", "登记")
    assert "\n已知差异:\n  - 规则: R205\n" in text and text.count("原因: 【待改】") == 1
    cures = [cure for one in look(desk, alone, {})["findings"] for cure in one["cures"] if "登记" in cure["label"]]
    assert {cure["left"] for cure in cures} == {"已知差异.1.原因"}


def test_what_cites_a_name_follows_when_it_is_changed() -> None:
    found, findings = put(TEXT, "data/2021.yaml", [Wanted("项目.困难群众代缴", "", name="困难群众参保")], SCHEMA)
    assert found is not None and not findings
    text = TEXT
    for start, end, new in reversed(found):
        text = text[:start] + new + text[end:]
    assert text == TEXT.replace("项目.困难群众代缴", "项目.困难群众参保").replace(
        "\n  困难群众代缴:", "\n  困难群众参保:"
    )
    found, findings = put(TEXT, "data/2021.yaml", [Wanted("重点工作.3.数据.代缴人数", "", name="代缴人数量")], SCHEMA)
    text = TEXT
    for start, end, new in reversed(found or []):
        text = text[:start] + new + text[end:]
    assert text.count("{{ 数据.代缴人数量 }}") == 1 and "= 项目.困难群众代缴.数据.计划代缴人数\n" in text
    assert text.count("重点工作.3.数据.代缴人数量") == TEXT.count("重点工作.3.数据.代缴人数")
    for path, name, words in (
        ("支出.基本支出", "基本", "固定的名称"),
        ("项目.金保网", "困难群众代缴", "已经有"),
        ("项目.金保网", "金.保", "不合写法"),
    ):
        found, findings = put(TEXT, "data/2021.yaml", [Wanted(path, "", name=name)], SCHEMA)
        assert found is None and words in findings[0].message


def test_a_table_of_many_columns_and_few_rows_stands_upright(desk: Desk) -> None:
    form = {one["name"]: one for one in look(desk, TEXT, {})["form"]}
    wide = next(one for one in form["三公经费"]["entries"] if one["kind"] == "table" and len(one["rows"]) > 5)
    assert wide["columns"] == ["因公出国境费", "公务用车", "公务接待费"]
    rows = {row["label"]: row["cells"] for row in wide["rows"]}
    assert rows["批次"][0] is None and rows["批次"][2]["path"] == "三公经费.公务接待费.批次"
    last = next(one for one in form["上年"]["entries"] if one["kind"] == "table")
    assert last["columns"] == ["上年"]


def test_a_difference_is_registered_with_a_reason_to_be_written(desk: Desk) -> None:
    text = cured(desk, TEXT.replace("项目支出: 25.16", "项目支出: 25.26"), "R205", "登记")
    entry = text[text.rindex("- 规则: R205") :]
    assert "原因: 【待改】" in entry
    again = look(desk, text, {})["findings"]
    assert "R205" not in {one["code"] for one in again}


@pytest.mark.parametrize(
    ("right", "wrong", "code", "label"),
    [
        ("项目支出: 25.16", "项目支出: 25.61", "R105", "改成“25.16”"),
        ("项目支出: 25.16", "项目支出: 25.61", "R341", "把“25.61”改成“25.16”"),
        ("收支金额比上年减少较多", "收支金额比上年减少减少较多", "R508", "删去重复的“减少”"),
        ("收支金额比上年减少较多", "收支金额比上年减少较多，收支金额比上年减少较多", "R508", "删去重复的"),
        ("收支规模因此陡增，", "收支规模因此陡增，，", "R502", "删去重复的“，”"),
        ("    批次: 0批次", "    批次: 0", "R113", "改成“0批次”"),
    ],
)
def test_what_the_rule_knows_to_be_meant_is_put_in_by_one_click(
    desk: Desk, right: str, wrong: str, code: str, label: str
) -> None:
    assert cured(desk, TEXT.replace(right, wrong, 1), code, label) == TEXT


@pytest.mark.parametrize("code", ["R105", "R108", "R201"])
def test_an_amount_in_the_other_unit_is_put_right(desk: Desk, code: str) -> None:
    right, wrong = "一般公共预算财政拨款收入: 288.92", "一般公共预算财政拨款收入: 2889158.24"
    assert cured(desk, TEXT.replace(right, wrong, 1), code, "改成") == TEXT.replace(right, f"{wrong}元", 1)


@pytest.mark.parametrize(
    ("old", "new", "code", "path", "begun"),
    [
        ('  "2210201": 指', '  "2210203": 指', "R511", "名词解释.2210201", '"2210201": 【待改】'),
        (
            "      完成预算: 100%",
            "      完成预算: 98%",
            "R512",
            "一般公共预算支出.功能分类.2080101.原因",
            "原因: 【待改】",
        ),
    ],
)
def test_what_is_missing_is_led_to_and_begun(desk: Desk, old: str, new: str, code: str, path: str, begun: str) -> None:
    text = TEXT.replace(old, new, 1)
    assert text != TEXT
    found = next(one for one in look(desk, text, {})["findings"] if one["code"] == code and one["path"] == path)
    assert any("补上" in cure["label"] for cure in found["cures"])
    after = text
    (cure,) = (one for one in found["cures"] if "补上" in one["label"])
    for edit in reversed(cure["edits"]):
        after = after[: edit["from"]] + edit["insert"] + after[edit["to"] :]
    assert begun in after
    left = look(desk, after, {})["todo"]
    assert any(path in section["left"] for section in left)


def test_what_fails_for_one_reason_is_said_once(desk: Desk) -> None:
    text = re.sub(r"(?m)^  人员经费: .*$", "  人员经费: 900.00", TEXT, count=1)
    found = [(one["code"], one["message"], one["from"]) for one in look(desk, text, {})["findings"]]
    assert any(code == "R107" for code, _, _ in found)
    assert len(set(found)) == len(found)


def test_an_emptied_item_stays_where_it_is_and_goes_only_when_taken_away() -> None:
    first = changed(TEXT, ("单位.主要职能.2", ""))
    again = changed(first, ("单位.主要职能.2", ""))  # as when the form is set anew while nothing stands there
    data, _ = parse_data(again, "data/2021.yaml", SCHEMA)
    before, _ = parse_data(TEXT, "data/2021.yaml", SCHEMA)
    assert data is not None and before is not None
    steps = ["单位", "主要职能"]
    now, then = ([str(one) for one in look_up(file.tree, steps)] for file in (data, before))  # type: ignore[union-attr]
    assert now == [then[0], "【待改】", *then[2:]]
    assert "\n  事业收入: 【待改】\n" in changed(TEXT, ("名词解释.事业收入", ""))
    found, _ = put(TEXT, "data/2021.yaml", [Wanted("单位.主要职能.2", "", remove=True)], SCHEMA)
    assert found is not None and len(found) == 1


@pytest.mark.parametrize("typed", ['"407"', "“407”", "'407'", "407"])
def test_quotes_that_a_file_has_around_a_code_are_not_printed(typed: str) -> None:
    data, _ = parse_data(changed(TEXT, ("单位.主管部门.代码", typed)), "data/2021.yaml", SCHEMA)
    assert data is not None
    assert str(look_up(data.tree, ["单位", "主管部门", "代码"])) == "407"


def test_words_in_quotes_stay() -> None:
    assert "：“三公”经费和“八项规定”" in changed(TEXT, ("名词解释.新词", "指：“三公”经费和“八项规定”"))


def test_a_digit_behind_a_nil_is_no_figure() -> None:
    for typed in ("00", "012"):
        found, findings = put(TEXT, "data/2021.yaml", [Wanted("支出.项目支出", typed)], SCHEMA)
        assert found is None and "开头多了 0" in findings[0].message


def test_the_form_says_nothing_of_how_a_file_is_written(desk: Desk) -> None:
    def notes(entry: object) -> list[str]:
        if isinstance(entry, list):
            return [note for one in entry for note in notes(one)]
        if not isinstance(entry, dict):
            return []
        return [str(entry.get("note", "")), *notes([one for one in entry.values() if isinstance(one, (list, dict))])]

    said = "".join(notes(look(desk, TEXT, {})["form"]))
    assert said and not any(words in said for words in ("[]", "{}", "引号", "“- ”", "一行一条"))


def test_made_up_figures_are_told_and_become_ones_own_by_being_put_in_again(desk: Desk) -> None:
    text = TEXT.replace("项目支出: 25.16", "项目支出: 示例25.16", 1)
    marked = [
        cell["path"]
        for section in look(desk, text, {})["form"]
        for cell in cells(section["entries"])
        if cell.get("example")
    ]
    assert marked == ["支出.项目支出"]
    assert changed(text, ("支出.项目支出", "25.16")) == TEXT


def test_free_names_may_go_and_codes_say_what_they_are(desk: Desk) -> None:
    text = changed(TEXT, ("名词解释.2080101", "指基本支出。"))
    form = {section["name"]: section for section in look(desk, text, {})["form"]}
    leaf = next(one for one in form["名词解释"]["entries"] if one.get("path") == "名词解释.2080101")
    assert leaf["free"] and leaf["label"] == "2080101 行政运行"


def test_no_other_name_is_proposed_for_one_that_the_form_has(desk: Desk) -> None:
    look(desk, TEXT, {})
    assert trace(desk, "名词解释.2010399")["message"] == "这一项还没有写"
