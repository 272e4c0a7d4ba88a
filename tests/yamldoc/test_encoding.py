"""Files as editors save them, and files that are no text."""

from __future__ import annotations

import codecs
import os
from pathlib import Path

import pytest

from yanbian_report.yamldoc.encoding import LARGEST, decode, read_text

TEXT = "年度: 2021\n单位:\n  名称: 盐边县社会保险事务中心\n"


@pytest.mark.parametrize(
    "saved",
    [
        TEXT.encode("utf-8"),
        codecs.BOM_UTF8 + TEXT.encode("utf-8"),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("gbk"),
        TEXT.encode("gb18030"),
        TEXT.replace("\n", "\r\n").encode("utf-8"),
        TEXT.replace("\n", "\r").encode("gbk"),
    ],
    ids=["utf-8", "utf-8 bom", "utf-16 le", "utf-16 be", "gbk", "gb18030", "crlf", "gbk cr"],
)
def test_every_encoding_of_notepad_simply_works(saved: bytes) -> None:
    assert decode(saved, "2021.yaml") == (TEXT, [])


def test_a_character_outside_gbk_survives_gb18030() -> None:
    assert decode("名称: 㐂𠮷\n".encode("gb18030"), "x")[0] == "名称: 㐂𠮷\n"


def test_a_lost_byte_leaves_the_rest_of_a_utf8_file_readable() -> None:
    text, findings = decode(TEXT.encode("utf-8").replace("盐".encode(), b"\xe7\x9b"), "2021.yaml")
    assert text == TEXT.replace("盐", "\ufffd")
    assert findings == []


def test_a_utf8_file_cut_inside_a_character_is_not_taken_for_gbk() -> None:
    text, _ = decode(TEXT.encode("utf-8")[:-2], "2021.yaml")
    assert text == TEXT[:-2] + "\ufffd"


def test_a_word_file_is_refused_with_its_line() -> None:
    text, (finding,) = decode(b"PK\x03\x04\n\x14\x00\x06", "2021.yaml")
    assert text is None
    assert (finding.code, finding.origin and finding.origin.line) == ("S104", 2)
    assert "不是文字文件" in finding.message


def test_bytes_in_no_known_encoding_are_refused() -> None:
    text, (finding,) = decode(b"\xff\x80" * 50, "2021.yaml")
    assert text is None
    assert finding.code == "S105"
    assert "UTF-8" in finding.hint


def test_a_file_too_large_to_be_typed_is_refused_unread(tmp_path: Path) -> None:
    file = tmp_path / "2021.yaml"
    with file.open("wb") as stream:
        stream.truncate(LARGEST + 1)
    text, (finding,) = read_text(file, "2021.yaml")
    assert (text, finding.code) == (None, "S103")


def test_a_missing_file_is_said_with_its_neighbours(tmp_path: Path) -> None:
    (tmp_path / "2020.yaml").touch()
    text, (finding,) = read_text(tmp_path / "2021.yaml", "data/2021.yaml")
    assert (text, finding.code) == (None, "S101")
    assert "data/2021.yaml" in finding.message
    assert "2020.yaml" in finding.hint


def test_a_folder_is_no_data_file(tmp_path: Path) -> None:
    text, (finding,) = read_text(tmp_path, "data")
    assert (text, finding.code) == (None, "S101")
    assert "是文件夹" in finding.message


def test_a_file_that_another_program_holds_is_one_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "2021.yaml"
    file.write_text(TEXT, "utf-8")

    def refuse(*_: object, **__: object) -> object:
        raise PermissionError(13, "denied")

    monkeypatch.setattr(Path, "open", refuse)
    text, (finding,) = read_text(file)
    assert (text, finding.code) == (None, "S102")
    assert "没有权限" in finding.message


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_does_not_make_it_wait(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "2021.yaml")
    text, (finding,) = read_text(tmp_path / "2021.yaml")
    assert (text, finding.code) == (None, "S102")
