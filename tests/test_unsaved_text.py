"""A year read from a text that no file holds yet: the same findings as if it were saved, and nothing is written."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import ROOT
from yanbian_report.api import Examined, check, examine, load

FILE = ROOT / "data" / "2021.yaml"
TEXT = FILE.read_text(encoding="utf-8")


def test_the_text_of_the_file_is_the_year_of_the_file() -> None:
    saved, typed = load(2021, ROOT), load(2021, ROOT, text=TEXT)
    assert saved.year is not None and typed.year is not None
    assert (typed.year.leaves, typed.findings) == (saved.year.leaves, saved.findings)
    assert check(2021, ROOT, text=TEXT).open == check(2021, ROOT).open


def test_what_is_wrong_with_a_text_is_found_before_it_is_saved() -> None:
    before = FILE.read_bytes()
    typed = TEXT.replace("项目支出: 25.16", "项目支出: 25.17", 1)
    assert typed != TEXT
    found = check(2021, ROOT, text=typed).open
    assert {f.path for f in found if f not in check(2021, ROOT).open}
    assert FILE.read_bytes() == before


def test_a_broken_text_is_a_finding_with_its_line() -> None:
    loaded = load(2021, ROOT, text="年度: 2021\n单位：甲\n")
    assert loaded.year is None
    assert any(getattr(f.origin, "line", 0) == 2 for f in loaded.findings)


def test_an_examined_year_has_what_a_document_begins_with() -> None:
    examined = examine(2021, ROOT, text=TEXT)
    assert examined.asked is not None and examined.asked.year is examined.loaded.year
    assert examined.asked.prose


def test_a_year_that_cannot_be_read_has_no_document(tmp_path: Path) -> None:
    for odd in (examine(2021, ROOT, text=""), examine("../x", ROOT), examine(2021, tmp_path)):
        assert isinstance(odd, Examined)
        assert odd.asked is None and odd.checked.open
