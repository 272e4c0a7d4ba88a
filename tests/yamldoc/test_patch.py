"""Values put into a YAML text: those, and not a character besides."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.conftest import ROOT
from yanbian_report.yamldoc.encoding import as_saved
from yanbian_report.yamldoc.notation import Noted
from yanbian_report.yamldoc.parse import parse
from yanbian_report.yamldoc.patch import Edit, Put, Remove, Rename, patch
from yanbian_report.yamldoc.tree import Mapping, Scalar, Sequence, bare

FILE = "data/2022.yaml"
SHIPPED = (ROOT / "data/2021.yaml").read_text("utf-8")


def patched(text: str, *edits: Edit, order: tuple[str, ...] = ()) -> str:
    new, findings = patch(text, edits, FILE, lambda _: order)
    assert new is not None, findings
    return new


def refused(text: str, *edits: Edit) -> str:
    new, findings = patch(text, edits, FILE)
    assert new is None
    return findings[0].message


def tree(text: str) -> Any:
    node, findings = parse(text, FILE)
    assert node is not None and not findings
    return bare(node)


@pytest.mark.parametrize(
    ("before", "value", "after"),
    [
        ("甲: 待填   # 年末数\n", "1.20", "甲: 1.20   # 年末数\n"),
        ("甲:\n乙: 1\n", "2", "甲: 2\n乙: 1\n"),
        ("甲:   # 待查\n", "2", "甲: 2   # 待查\n"),
        ('甲: "1"\n', '他说"好"', '甲: "他说\\"好\\""\n'),
        ("甲: '1'\n", "it's", "甲: 'it''s'\n"),
        ("甲: 1\n", "{{ 年度 }}年", '甲: "{{ 年度 }}年"\n'),
        ("甲: 1\n", "乙: 丙", '甲: "乙: 丙"\n'),
        ("甲: 1\n", "null", '甲: "null"\n'),
        ("甲: 1\n", "-3.50", "甲: -3.50\n"),
        ("甲: {乙: 1, 丙: 2}\n", "3, 4", '甲: {乙: "3, 4", 丙: 2}\n'),
        ("甲: |\n  旧的\n\n乙: 1\n", "新的", "甲: |\n  新的\n\n乙: 1\n"),
        ("甲: >-   # 折行\n    旧的\n    两行\n乙: 1\n", "一行\n二行", "甲: |   # 折行\n    一行\n    二行\n乙: 1\n"),
        ("甲: 一行   # 注\n乙: 1\n", "一行\n二行", "甲: |   # 注\n  一行\n  二行\n乙: 1\n"),
        ("甲: 一行\n  二行\n乙: 1\n", "三行", "甲: 三行\n乙: 1\n"),
        ("甲: 1\r\n乙: 2\r\n", "一\n二", "甲: |\r\n  一\r\n  二\r\n乙: 2\r\n"),
        ("甲: 1", "2", "甲: 2"),
    ],
)
def test_a_value_is_changed_in_its_place_and_style(before: str, value: str, after: str) -> None:
    path = ("甲", "乙") if before.startswith("甲: {") else ("甲",)
    assert patched(before, Put(path, value)) == after


CODES = """\
功能分类:
  # 七项
  "2080101":          # 行政运行
    决算: 1
    # 与表一致
  # 卫生健康
  "2101101":
    决算: 2

# ── 下一节 ──
乙: 1
"""


def test_a_new_code_stands_among_the_others_set_as_they_are() -> None:
    new = patched(CODES, Put(("功能分类", "2080505"), Noted({"决算": "3"}, "养老保险")))
    between = '    # 与表一致\n  "2080505":          # 养老保险\n    决算: 3\n  # 卫生健康\n'
    assert new == CODES.replace("    # 与表一致\n  # 卫生健康\n", between)


def test_codes_before_the_first_and_after_the_last_find_their_places() -> None:
    new = patched(CODES, Put(("功能分类", "2210201", "决算"), "4"), Put(("功能分类", "201", "决算"), "5"))
    assert [*tree(new)["功能分类"]] == ["201", "2080101", "2101101", "2210201"]
    assert new.index('"201":') < new.index("# 七项") and new.index('"2210201"') < new.index("\n\n# ──")


def test_new_names_go_where_the_form_has_them() -> None:
    text, order = "收入:\n  事业收入: 1\n  其他收入: 2\n", ("上级补助收入", "事业收入", "经营收入", "其他收入", "年初")
    edits = [Put(("收入", name), "0") for name in ("年初", "经营收入", "上级补助收入")]
    assert [*tree(patched(text, *edits, order=order))["收入"]] == [*order]


@pytest.mark.parametrize(
    ("empty", "made"),
    [
        ("功能分类: {}\n", '功能分类:\n  "208":\n    决算: 1\n'),
        ("功能分类: {}   # 没有\n", '功能分类:      # 没有\n  "208":\n    决算: 1\n'),
        ("功能分类:\n", '功能分类:\n  "208":\n    决算: 1\n'),
        ("功能分类: {}", '功能分类:\n  "208":\n    决算: 1'),
        ("甲: 1\n", '甲: 1\n功能分类:\n  "208":\n    决算: 1\n'),
        ("{甲: 1}\n", '{甲: 1, 功能分类: {"208": {决算: 1}}}\n'),
        ("甲: 1\n功能分类: {}\n丁:\n    戊: 1\n", '甲: 1\n功能分类:\n    "208":\n        决算: 1\n丁:\n    戊: 1\n'),
    ],
)
def test_an_empty_group_is_filled_as_the_file_is_set(empty: str, made: str) -> None:
    assert patched(empty, Put(("功能分类", "208", "决算"), "1")) == made


def test_a_group_is_laid_over_the_one_that_there_is() -> None:
    assert (
        patched("甲:\n  乙: 1\n  丙: 2\n", Put(("甲",), {"丙": "3", "丁": "4"})) == "甲:\n  乙: 1\n  丙: 3\n  丁: 4\n"
    )


def test_a_list_keeps_what_is_the_same_with_its_comments() -> None:
    text = "项目:\n  - 办公费\n  - 水费     # 含排污\n  - 电费\n"
    assert (
        patched(text, Put(("项目",), ["印刷费", "水费", "差旅费"]))
        == "项目:\n  - 印刷费\n  - 水费     # 含排污\n  - 差旅费\n"
    )
    assert patched("项目: [甲, 乙]  # 注\n", Put(("项目",), ["甲", "丙"])) == "项目: [甲, 丙]  # 注\n"
    assert patched("项目: []\n", Put(("项目",), ["甲"])) == "项目:\n  - 甲\n"
    assert patched(text, Put(("项目",), [])) == "项目: []\n"


def test_items_are_added_and_removed_by_the_numbers_before() -> None:
    text = "项目:\n- 名称: 甲\n  预算: 1\n- 名称: 乙\n"
    new = patched(text, Remove(("项目", "1")), Put(("项目", "2", "预算"), "2"), Put(("项目", "3"), {"名称": "丙"}))
    assert new == "项目:\n- 名称: 乙\n  预算: 2\n- 名称: 丙\n"
    assert patched(text, Put(("项目", "2", "代码"), "1"), order=("代码", "名称")) == text.replace(
        "- 名称: 乙", "- 代码: 1\n  名称: 乙"
    )


@pytest.mark.parametrize(
    ("text", "path", "left"),
    [
        ("甲: 1   # 注\n乙: 2\n", ("甲",), "乙: 2\n"),
        ("甲:\n  乙: 2\n丙: 1\n", ("甲", "乙"), "甲: {}\n丙: 1\n"),
        ("甲: {乙: 1, 丙: 2}\n", ("甲", "丙"), "甲: {乙: 1}\n"),
        ("甲: {乙: 1}\n", ("甲", "乙"), "甲: {}\n"),
        ("- 甲: 1\n  乙: 2\n", ("1", "甲"), "- 乙: 2\n"),
        ("- 甲\n- 乙", ("2",), "- 甲\n"),
    ],
)
def test_what_is_removed_leaves_the_rest(text: str, path: tuple[str, ...], left: str) -> None:
    assert patched(text, Remove(path)) == left


def test_what_comes_new_stands_among_what_is_left() -> None:
    gone = Remove(("功能分类", "2080101"))
    new = patched(CODES, gone, Put(("功能分类", "2080505", "决算"), "3"))
    assert tree(new)["功能分类"] == {"2080505": {"决算": "3"}, "2101101": {"决算": "2"}}
    assert [*tree(new)["功能分类"]] == ["2080505", "2101101"]
    new = patched(
        CODES, gone, Remove(("功能分类", "2101101")), Put(("功能分类", "2080505"), Noted({"决算": "3"}, "新"))
    )
    assert tree(new) == {"功能分类": {"2080505": {"决算": "3"}}, "乙": "1"}
    assert '\n  "2080505":          # 新\n' in new and "# ── 下一节 ──" in new
    assert patched("- 甲\n- 乙\n", Remove(("2",)), Put(("3",), "丙")) == "- 甲\n- 丙\n"


def test_what_is_begun_item_by_item_is_a_list() -> None:
    new = patched("甲: 1\n", Put(("已知差异", "1"), {"规则": "R105"}), Put(("已知差异", "2"), {"规则": "R106"}))
    assert tree(new)["已知差异"] == [{"规则": "R105"}, {"规则": "R106"}]


@pytest.mark.parametrize(
    ("text", "path", "name", "after"),
    [
        ("甲:   # 注\n  乙: 1\n丙: 2\n", ("甲",), "丁", "丁:   # 注\n  乙: 1\n丙: 2\n"),
        ("甲:\n  '2080101': 1   # 注\n", ("甲", "2080101"), "2080102", "甲:\n  '2080102': 1   # 注\n"),
        ("甲: {乙: 1, 丙: 2}\n", ("甲", "乙"), "丁: 戊", '甲: {"丁: 戊": 1, 丙: 2}\n'),
        ("- 甲: 1\n  乙: 2\n", ("1", "甲"), "丙", "- 丙: 1\n  乙: 2\n"),
    ],
)
def test_a_name_changes_in_its_place(text: str, path: tuple[str, ...], name: str, after: str) -> None:
    assert patched(text, Rename(path, name)) == after


@pytest.mark.parametrize(
    ("text", "edit", "words"),
    [
        ("甲: 1\n乙: 2\n", Rename(("甲",), "乙"), "已经有“乙”了"),
        ("甲: 1\n", Rename(("乙",), "丙"), "没有名称可改"),
        ("- 甲\n", Rename(("1",), "丙"), "没有名称可改"),
        ("甲: &a 1\n乙: *a\n", Put(("甲",), "2"), "“&a”"),
        ("甲: !x 1\n", Put(("甲",), "2"), "“!”"),
        ("甲：1\n", Put(("甲",), "2"), "全角"),
        ("甲: 1\n甲: 2\n", Put(("甲",), "2"), "写了两次"),
        ("甲: 1\n", Put(("甲", "乙"), "2"), "“甲.乙”这里的上一级是一段文字"),
        ("甲:\n  乙: 1\n", Put(("甲",), "2"), "“甲”这里是一组，不能整个换掉"),
        ("甲: {}\n", Put(("甲",), "2"), "“甲”这里是一组或一列，不是一段文字"),
        ("甲:\n  - 乙: 1\n", Put(("甲",), ["2"]), "不全是一句一句的文字"),
        ("甲:\n  - 乙\n", Put(("甲", "乙"), "2"), "要写第几条"),
        ("甲: 1\n", Remove(("乙",)), "没有东西可删"),
        ("甲: 1\n", Put(("甲",), "\x07"), "改不了"),
    ],
)
def test_what_cannot_be_is_refused_by_name(text: str, edit: Edit, words: str) -> None:
    assert words in refused(text, edit)


def test_two_edits_of_one_place_are_refused() -> None:
    assert "一次改了两回" in refused("甲: 1\n", Put(("甲",), "2"), Put(("甲",), "3"))
    assert "一次改了两回" in refused("甲: 1\n", Put(("乙",), {"丙": "2"}), Put(("乙", "丙"), "3"))


@pytest.mark.parametrize("data", ["甲: 1\r\n".encode(), b"\xef\xbb\xbf" + "甲: 1\n".encode(), "甲: 一\n".encode("gbk")])
def test_a_file_is_written_back_as_it_was_saved(data: bytes) -> None:
    saved = as_saved(data)
    assert saved is not None and saved.encoded(saved.text) == data


def test_a_file_with_lost_characters_is_not_edited() -> None:
    assert as_saved("甲乙丙丁: 一\n".encode()[:-3] + b"\xff\n") is None


def places(node: Any, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """The path of every text of a tree."""
    if isinstance(node, (dict, list)):
        pairs = node.items() if isinstance(node, dict) else enumerate(node, 1)
        return [place for name, child in pairs for place in places(child, (*path, str(name)))]
    return [path]


PLACES = places(tree(SHIPPED))
TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"], include_characters="\n"), max_size=30
)


def kept_lines(before: str, after: str) -> int:
    """How many lines of ``before`` stand in ``after``, in their order."""
    matcher = SequenceMatcher(None, before.splitlines(), after.splitlines(), autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks())


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(PLACES), TEXTS, st.sampled_from(["\n", "\r\n"]))
def test_any_value_of_a_real_file_can_be_any_text(path: tuple[str, ...], value: str, newline: str) -> None:
    text = SHIPPED.replace("\n", newline)
    new, findings = patch(text, [Put(path, value)], FILE)
    if new is None:  # what the reader would not take for this text is refused, never written
        assert findings and ("：" in value or value != value.strip() or "\n" in value)
        return
    found = tree(new)
    for step in path:
        found = found[int(step) - 1] if isinstance(found, list) else found[step]
    assert found.rstrip("\n") == value.rstrip("\n")
    before, after = SHIPPED.split("\n"), new.replace("\r\n", "\n").split("\n")
    first, last = lines_of(path)
    assert new.count("\r\n") == new.count("\n") * (newline == "\r\n")
    assert after[:first] == before[:first] and after[len(after) - len(before) + last + 1 :] == before[last + 1 :]


def lines_of(path: tuple[str, ...]) -> tuple[int, int]:
    """The first and the last line of a value of the shipped file, from 0."""
    node, _ = parse(SHIPPED, FILE)
    for step in path:
        assert isinstance(node, (Mapping, Sequence))
        node = node.entries[step][1] if isinstance(node, Mapping) else node.items[int(step) - 1]
    assert isinstance(node, Scalar)
    return node.span.line - 1, node.span.line - 1 + node.raw.rstrip().count("\n")


SCALARS = st.text("甲乙丙12.- ", min_size=1, max_size=6).map(str.strip).filter(lambda t: t and t[0] in "甲乙丙12")
KEYS = st.one_of(st.sampled_from("甲乙丙丁戊己"), st.sampled_from(["208", "2080101", "21011", "301"]))
TREES = st.recursive(
    SCALARS, lambda below: st.dictionaries(KEYS, below, max_size=4) | st.lists(SCALARS, max_size=4), max_leaves=12
)
ROOTS = st.dictionaries(KEYS, TREES, min_size=1, max_size=5)


@st.composite
def written(draw: st.DrawFn, node: Any, indent: int = 0) -> list[str]:
    """The lines of a tree in a style of its own: with comments, blank lines, quotes and brackets."""
    lines: list[str] = []
    pad, note = " " * indent, st.sampled_from(["", "", "  # 注", "      # 待核"])
    if isinstance(node, list):
        return [f"{pad}- {item}{draw(note)}" for item in node]
    for name, child in node.items():
        lines += draw(st.sampled_from([[], [], [""], [f"{pad}# 说明"]]))
        head = f"{pad}{chr(34)}{name}{chr(34)}:" if name.isdecimal() else f"{pad}{name}:"
        if isinstance(child, str):
            quote = draw(st.sampled_from(["", "'", '"']))
            lines.append(f"{head} {quote}{child}{quote}{draw(note)}")
        elif not child or draw(st.integers(0, 4)) == 0:
            lines.append(f"{head} {inline(child)}{draw(note)}")
        else:
            lines += [head + draw(note), *draw(written(child, indent + draw(st.sampled_from([2, 4]))))]
    return lines


def inline(node: Any) -> str:
    if isinstance(node, dict):
        return "{" + ", ".join(f'"{name}": {inline(child)}' for name, child in node.items()) + "}"
    return "[" + ", ".join(map(inline, node)) + "]" if isinstance(node, list) else f'"{node}"'


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_new_entries_leave_every_line_of_any_file(data: st.DataObject) -> None:
    root = data.draw(ROOTS)
    text = data.draw(st.sampled_from(["\n", "\r\n"])).join([*data.draw(written(root)), ""])
    groups = [()] + [p[:-1] for p in places(root) if len(p) > 1 and not p[-1].isdecimal()]
    path = data.draw(st.sampled_from(groups))
    name = data.draw(st.sampled_from(["新", "2080505", "199"]))
    value = data.draw(st.one_of(SCALARS, st.just({"决算": "1", "预算": "2"}), st.just(["一", "二"])))
    new, findings = patch(text, [Put((*path, name), value)], FILE)
    assert new is not None, findings
    group = tree(new)
    for step in path:
        group = group[step]
    assert group.pop(name) == value
    expected = tree(text)
    for step in path:
        expected = expected[step]
    assert group == expected
    lost = len(text.splitlines()) - kept_lines(text, new)
    assert lost <= 1, "only a line of brackets is written anew"


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_whatever_is_removed_the_rest_says_what_it_said(data: st.DataObject) -> None:
    root = data.draw(ROOTS)
    text = "\n".join([*data.draw(written(root)), ""])
    path = data.draw(st.sampled_from([*places(root), *((name,) for name in root)]))
    assume(len(path) > 1 or len(root) > 1)
    new = patched(text, Remove(path))
    assert not set(new.splitlines()) - set(text.splitlines()) or len(new.splitlines()) <= len(text.splitlines())
