"""A file keeps its mark, its encoding and its line ends when its text is saved, or says why it cannot."""

from __future__ import annotations

import codecs
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yanbian_report.workbench.saved import Unsayable, read_bytes
from yanbian_report.yamldoc.encoding import decode

TEXT = "年度: 2021\n单位:\n  名称: 盐边县社会保险事务中心\n"
KINDS = {
    "utf-8": TEXT.encode(),
    "mark": codecs.BOM_UTF8 + TEXT.encode(),
    "gbk": TEXT.encode("gbk"),
    "utf-16-le": codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
    "utf-16-be": codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
    "windows": TEXT.replace("\n", "\r\n").encode(),
    "gbk windows": TEXT.replace("\n", "\r\n").encode("gbk"),
    "old mac": TEXT.replace("\n", "\r").encode(),
    "no last line end": TEXT.rstrip("\n").encode(),
    "empty": b"",
}


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_text_is_the_same_bytes(kind: str) -> None:
    saved = read_bytes(KINDS[kind])
    assert "\r" not in saved.text
    assert saved.with_text(saved.text) == KINDS[kind]


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "empty"])
def test_another_text_keeps_everything_else(kind: str) -> None:
    data = KINDS[kind]
    saved = read_bytes(data)
    new = saved.with_text(saved.text.replace("2021", "2022") + "# 新的一行\n")
    assert decode(new, "")[0] == saved.text.replace("2021", "2022") + "# 新的一行\n"
    again = read_bytes(new)
    assert (again.mark, again.encoding) == (saved.mark, saved.encoding)
    assert set(re.findall("\r\n|\r|\n", again.raw)) == set(re.findall("\r\n|\r|\n", saved.raw))


def test_lines_that_stay_keep_their_own_line_ends() -> None:
    saved = read_bytes("甲\r\n乙\n丙\r\n丁\n戊\r\n".encode())
    assert saved.with_text("甲\n新\n丙\n乙二\n丁\n戊\n").decode() == "甲\r\n新\r\n丙\r\n乙二\r\n丁\n戊\r\n"


def test_what_an_encoding_has_no_sign_for_is_refused_by_its_line() -> None:
    saved = read_bytes(KINDS["gbk windows"])
    with pytest.raises(Unsayable, match=r"第 2 行的“😀”在文件原来的编码（GBK）里没有"):
        saved.with_text("甲\n乙😀\n")
    assert saved.as_utf8("甲\n乙😀\n") == "甲\r\n乙😀\r\n".encode()


def test_a_file_that_had_signs_beyond_gbk_may_have_more() -> None:
    saved = read_bytes("单位: 盐边😀县社会保险事务中心\n".encode("gb18030"))
    assert saved.with_text("单位: 㐂😀\n") == "单位: 㐂😀\n".encode("gb18030")


@pytest.mark.parametrize("half", ["\ud800", "a\n\udfff"])
def test_half_a_character_is_refused(half: str) -> None:
    for data in KINDS.values():
        with pytest.raises(Unsayable, match="半个字"):
            read_bytes(data).with_text(half)


def test_bytes_that_would_be_read_as_other_signs_are_not_written() -> None:
    saved = read_bytes(KINDS["gbk"])
    typed = "一"  # D2 BB in GBK, which is һ in UTF-8
    assert typed.encode("gbk").decode() == "һ"
    with pytest.raises(Unsayable, match="读回来"):
        saved.with_text(typed)
    assert saved.as_utf8(typed) == typed.encode()


def test_a_damaged_file_is_shown_and_saved_as_utf8_only() -> None:
    saved = read_bytes(TEXT.encode() + b"\xff\r\n")
    assert saved.encoding == "" and saved.text.startswith(TEXT)
    with pytest.raises(Unsayable, match="认不出"):
        saved.with_text(TEXT)
    assert decode(saved.as_utf8(TEXT), "")[0] == TEXT


def test_what_is_no_text_has_no_text() -> None:
    saved = read_bytes(b"PK\x03\x04\0\0")
    assert (saved.text, saved.encoding) == ("", "")


@given(
    st.lists(st.sampled_from("甲乙丙丁"), max_size=12), st.lists(st.sampled_from("甲乙丙丁"), max_size=12), st.data()
)
def test_no_word_is_lost_whatever_the_line_ends(before: list[str], after: list[str], data: st.DataObject) -> None:
    ends = [data.draw(st.sampled_from(["\n", "\r\n", "\r"])) for _ in before]
    raw = "".join(line + end for line, end in zip(before, ends, strict=True))
    text = "\n".join(after)
    assert decode(read_bytes(raw.encode()).with_text(text), "")[0] == text
    saved = read_bytes(raw.encode())
    assert saved.with_text(saved.text) == raw.encode()
