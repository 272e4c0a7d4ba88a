"""Lines of the contents page are lower where that saves it a page of few entries."""

from __future__ import annotations

import pytest

from tests.conftest import ROOT
from yanbian_report.layout.contents_lines import entry_line, lowered
from yanbian_report.layout.line_breaking import Setting
from yanbian_report.layout.measure import Measured
from yanbian_report.layout.paginate import page_ends
from yanbian_report.layout.sections import Section
from yanbian_report.word.contents import Outlined
from yanbian_report.word.package import STYLES, read_package

HEIGHT, LINE, ENTRY = 637.8, 21.0, Setting(418, 12, -24)
TITLE = Measured(0, 14, 28.95, 1, 1, text="目录")
END = Measured(0, 0, 1, 1, 1)
WHOLE = 28  # entries that the first page holds


def contents(entries: int) -> tuple[list[Section], list[str]]:
    said = [f"第{n}项" for n in range(entries)]
    lines = (Measured(0, 0, LINE, 1, 1, text=words, setting=ENTRY) for words in said)
    text = Measured(0, 0, 28.95, 20, 2, breaks_before=True)
    return [Section(HEIGHT, "nextPage", None, (TITLE, *lines, END, text))], said


def pages(sections: list[Section]) -> int:
    return len(page_ends(sections[0].blocks, HEIGHT)) - 1


@pytest.mark.parametrize("over", [1, 5])
def test_a_few_entries_too_many_stand_on_the_first_page_in_lower_lines(over: int) -> None:
    sections, said = contents(WHOLE + over)
    line = entry_line(sections, said)
    assert pages(sections) == 2
    assert 1.4 * ENTRY.size <= line < LINE
    assert pages(lowered(sections, said, line)) == 1


@pytest.mark.parametrize("entries", [WHOLE, WHOLE + 9])
def test_lines_stay_where_the_page_is_full_or_the_next_has_enough(entries: int) -> None:
    assert entry_line(*contents(entries)) == 0


def test_lines_are_not_so_low_that_they_would_be_hard_to_read() -> None:
    sections, said = contents(19)
    [section] = sections
    fewer = section._replace(blocks=(TITLE._replace(after=300), *section.blocks[1:]))
    assert pages([fewer]) == 2
    assert entry_line([fewer], said) == 0


def test_the_height_is_that_of_the_styles_which_stay_when_entries_are_made_anew() -> None:
    package, _ = read_package(ROOT / "templates/2022-2024/00-封面与目录.docx")
    assert package is not None
    outline = Outlined(package, [])
    assert outline.entry_line == "420"
    made = outline.with_contents(line=360)
    assert Outlined(made, []).entry_line == "360"
    assert len(made.text(STYLES)) == len(package.text(STYLES))
