"""Kept blocks: what a process measured is taken over by the next one, and never stands for anything else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from yanbian_report.base.cache import DiskCache
from yanbian_report.base.lru import forget_unused
from yanbian_report.layout import sections as measured_by
from yanbian_report.layout.kept_blocks import forget_blocks, kept_blocks
from yanbian_report.layout.sections import Section, sections_of
from yanbian_report.word.package import DOCUMENT, STYLES, Package

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TABLE = (
    '<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="4000"/></w:tblGrid><w:tr><w:trPr><w:tblHeader/></w:trPr>'
    "<w:tc><w:tcPr/><w:p><w:r><w:t>表头</w:t></w:r></w:p></w:tc></w:tr>"
    '<w:tr><w:tc><w:tcPr/><w:p><w:bookmarkStart w:id="1" w:name="里"/><w:r><w:t>格子</w:t></w:r></w:p></w:tc></w:tr>'
    "</w:tbl>"
)


@pytest.fixture(autouse=True)
def _anew() -> Iterator[None]:
    next_process()
    yield
    next_process()


def next_process() -> None:
    forget_blocks()
    for _ in range(2):  # of two generations
        forget_unused()


def document(*words: str) -> Package:
    paragraphs = "".join(f"<w:p><w:r><w:t>{word * 40}</w:t></w:r></w:p>" for word in words)
    end = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
    body = f"<w:document {_W}><w:body>{paragraphs}{_TABLE}{end}</w:body></w:document>"
    return Package({DOCUMENT: body, STYLES: f"<w:styles {_W}/>"})


def counted(cache: DiskCache, package: Package) -> list[Section]:
    kept = kept_blocks(cache, "0")
    found = sections_of(package, kept)
    if kept is not None:
        kept.save()
    return found


def test_the_next_process_measures_only_what_is_new(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache, new = DiskCache(tmp_path), document("甲", "丙")
    wanted = sections_of(new)
    next_process()
    counted(cache, document("甲", "乙"))
    next_process()
    read: list[int] = []
    elements_of = measured_by.elements_of
    monkeypatch.setattr(
        measured_by, "elements_of", lambda head, some: read.append(len(some)) or elements_of(head, some)
    )

    assert counted(cache, new) == wanted
    assert read == [1]  # the new paragraph; the end of the section is known to this process


def test_a_wider_page_and_other_styles_are_measured_anew(tmp_path: Path) -> None:
    cache = DiskCache(tmp_path)
    counted(cache, document("甲"))
    next_process()
    wide = document("甲").text(DOCUMENT).replace('w:w="11906"', 'w:w="5000"')
    other = Package({DOCUMENT: wide, STYLES: f"<w:styles {_W}/>"})

    assert counted(cache, other) == sections_of(other) != sections_of(document("甲"))


def test_what_cannot_be_understood_is_measured_anew(tmp_path: Path) -> None:
    cache = DiskCache(tmp_path)
    wanted = counted(cache, document("甲"))
    for damaged in (b"{", b"[]", b'{"x": [1, 2]}', b'{"x": [[1]]}'):
        cache.put("blocks", "0", damaged)
        next_process()
        assert counted(cache, document("甲")) == wanted


def test_only_the_first_document_of_a_process_is_looked_up(tmp_path: Path) -> None:
    assert kept_blocks(DiskCache(tmp_path), "0") is not None
    assert kept_blocks(DiskCache(tmp_path), "0") is None


def test_what_the_document_no_longer_has_is_not_kept(tmp_path: Path) -> None:
    cache = DiskCache(tmp_path)
    counted(cache, document("甲", "乙", "丙"))
    next_process()
    counted(cache, document("丁"))

    assert len(cache.read("blocks", "0", json.loads) or ()) == 2  # the paragraph and the table
