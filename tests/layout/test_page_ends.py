"""Page ends: no page of few lines, no last line of a character, no hole before a picture, as far as can be had."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.test_random_reports import written
from yanbian_report.api import build
from yanbian_report.layout.changes import Change, paragraphs_outside_tables, read_changes, with_changes
from yanbian_report.layout.fitting import FURTHEST, lines_of, spacing_for
from yanbian_report.layout.line_breaking import Setting
from yanbian_report.layout.measure import Kind, Measured
from yanbian_report.layout.mending import FEWEST_LINES, HOLE, ends_short, mended
from yanbian_report.layout.page_ends import parts, settled
from yanbian_report.layout.paginate import numbers_of, page_ends
from yanbian_report.layout.sections import Section, sections_of
from yanbian_report.layout.titles import title_breaks
from yanbian_report.options import BuildResult
from yanbian_report.word.package import DOCUMENT, Package, read_package

LINE = 28.95
NOTHING_FITS = 4  # of the random years: seven lines stand between two pictures, and the page has room for neither
HEIGHT = 22 * LINE
BODY = Setting(442.25, 16, 32, -0.25)
FIRST, FULL = 26, 28  # characters of lines


def text(signs: int, sign: str = "国") -> Measured:
    """A paragraph of so many characters."""
    return in_words(sign * (signs - 1) + "。")


def in_words(words: str) -> Measured:
    return Measured(0, 0, LINE, lines_of(words, BODY).number, 2, kind="text", text=words, setting=BODY)


def lines(number: int) -> Measured:
    """A paragraph of so many lines, the last of them half full."""
    return text(FIRST + FULL * (number - 1) - FULL // 2)


def one(kind: Kind, height: float = LINE) -> Measured:
    return Measured(0, 0, height, 1, 2, True, kind in ("heading", "picture"), kind=kind)


def heading() -> Measured:
    return one("heading")


def picture() -> list[Measured]:
    """A picture of six lines and a half with its caption."""
    return [one("picture", 6.5 * LINE), one("title")]


def kinds(part: Sequence[tuple[int, object]]) -> list[int]:
    return [place for place, _ in part]


def reached(part: Sequence[tuple[int, Measured]]) -> list[float]:
    """How many lines stand on each page."""
    return [filled / LINE for _, filled in page_ends([block for _, block in part], HEIGHT)]


def as_they_are(blocks: Sequence[Measured]) -> list[float]:
    return reached(list(enumerate(blocks)))


def test_a_part_does_not_end_on_a_page_of_few_lines() -> None:
    nearly = text(FIRST + FULL * 5 - 1)  # six full lines, which can be seven
    blocks = (*[lines(3)] * 6, nearly, lines(2))
    assert as_they_are(blocks)[-1] < FEWEST_LINES
    part = mended(blocks, HEIGHT)
    assert reached(part)[-1] >= FEWEST_LINES
    assert kinds(part) == list(range(len(blocks)))


def test_a_part_that_is_a_little_too_long_is_pulled_up() -> None:
    words = "国国，2021年" * 30
    over = next(b for n in range(100, 150) if (b := in_words(words[:n])).lines == 5 and spacing_for(b.text, BODY, 4))
    blocks = (*[lines(2)] * 9, over)
    assert len(as_they_are(blocks)) == 2
    assert len(reached(mended(blocks, HEIGHT))) == 1


def test_where_letters_do_not_help_the_last_lines_stay_together() -> None:
    blocks = (*[lines(2)] * 10, lines(2), lines(2))
    assert as_they_are(blocks) == pytest.approx([22, 2], abs=0.01)
    part = mended(blocks, HEIGHT)
    assert reached(part)[-1] >= FEWEST_LINES
    assert reached(part)[0] >= 22 - HOLE - 1.1


def test_a_page_before_text_may_be_shorter_so_that_the_last_one_is_not_of_few_lines() -> None:
    blocks = (*[lines(3)] * 5, lines(2), heading(), lines(3), heading(), lines(3))
    assert as_they_are(blocks) == pytest.approx([21, 4], abs=0.01)
    part = mended(blocks, HEIGHT)
    assert reached(part) == pytest.approx([17, 8], abs=0.01)
    assert kinds(part) == list(range(len(blocks)))


def test_a_part_of_one_short_page_is_left_as_it_is() -> None:
    blocks = (one("title"), lines(1))
    assert mended(blocks, HEIGHT) == tuple(enumerate(blocks))


def test_a_hole_before_a_picture_is_filled_with_lines_that_are_longer_by_a_hair() -> None:
    nearly = text(FIRST + FULL * 5 - 1)
    blocks = (*[lines(3)] * 4, nearly, *picture(), heading(), *[lines(3)] * 5)
    assert 22 - as_they_are(blocks)[0] > HOLE
    part = mended(blocks, HEIGHT)
    assert 22 - reached(part)[0] <= HOLE + 0.1
    assert [n for n, (_, block) in enumerate(part) if block.setting != blocks[n].setting] == [4]


def test_text_goes_above_a_picture_that_waits_for_the_next_page() -> None:
    blocks = (*[lines(3)] * 5, lines(2), *picture(), *[lines(2)] * 9)
    assert 22 - as_they_are(blocks)[0] == pytest.approx(5, abs=0.1)
    part = mended(blocks, HEIGHT)
    assert 22 - reached(part)[0] <= HOLE + 0.1
    at = kinds(part).index(6)
    assert kinds(part)[at : at + 2] == [6, 7]  # the picture with its caption
    assert kinds(part)[:6] == list(range(6))  # behind what stood above it
    assert at > 6


def test_no_heading_is_passed() -> None:
    blocks = (*[lines(3)] * 5, lines(2), *picture(), heading(), *[lines(2)] * 9)
    assert kinds(mended(blocks, HEIGHT)) == list(range(len(blocks)))


def test_room_is_spread_round_pictures_above_a_hole_that_nothing_fills() -> None:
    blocks = (lines(3), *picture(), heading(), lines(3), lines(2), *picture(), heading(), *[lines(2)] * 9)
    assert 22 - as_they_are(blocks)[0] > HOLE
    part = mended(blocks, HEIGHT)
    assert 22 - reached(part)[0] <= HOLE + 0.1
    moved = [(block.before + block.after) / LINE for _, block in part if block.before or block.after]
    assert moved and max(moved) <= 1.7


@given(st.lists(st.integers(1, 300), min_size=1, max_size=40), st.sampled_from((None, 3, 9, 15)))
def test_nothing_is_lost_spoilt_or_seen(signs: list[int], shown: int | None) -> None:
    blocks = [text(number) for number in signs]
    if shown is not None:
        blocks[shown:shown] = [heading(), lines(3), *picture()]
    part = mended(tuple(blocks), HEIGHT)
    assert sorted(kinds(part)) == list(range(len(blocks)))
    assert part == mended(tuple(blocks), HEIGHT)
    ends = reached(part)
    if len(ends) > 1 and ends[-1] < FEWEST_LINES - 0.1:
        assert as_they_are(blocks)[-1] < FEWEST_LINES or any(map(ends_short, blocks))
    for place, block in part:
        closer = (block.setting.spacing - BODY.spacing) * 20
        assert block.text == blocks[place].text
        assert -FURTHEST[0] - 0.01 <= closer * (block.kind != "picture") * bool(block.text) <= FURTHEST[1] + 0.01


@given(st.integers(27, 400), st.sampled_from(("国", "国1", "“国”，", "2021年", "国国国国国国3")))
def test_no_last_line_is_a_character_where_a_hair_takes_it_in(signs: int, pattern: str) -> None:
    words = (pattern * signs)[: signs - 1] + "。"
    block = in_words(words)
    [section], _ = settled([Section(HEIGHT, "nextPage", None, (block,))], ())
    [left] = section.blocks
    assert isinstance(left, Measured)
    if ends_short(left):
        for further in (False, True):
            assert spacing_for(words, BODY, block.lines, further=further) is None
            assert spacing_for(words, BODY, block.lines - 1, further=further) is None
    if left.setting != BODY:
        assert lines_of(words, left.setting).number == left.lines
        assert lines_of(words, left.setting).signs > 2


@pytest.fixture(scope="module")
def report(built: BuildResult) -> Package:
    assert built.document is not None
    package, _ = read_package(built.document)
    assert package is not None
    return package


def test_the_report_ends_its_pages_well(report: Package) -> None:
    for section in sections_of(report):
        for block in section.blocks:
            if ends_short(block):
                assert spacing_for(block.text, block.setting, block.lines) is None
    again, changes = settled(sections_of(report), ())
    assert [c for c in changes if c.before or c.after or c.kept or c.raised] == []
    assert numbers_of(again) == numbers_of(sections_of(report))


def test_what_is_decided_is_what_stands_in_the_document(report: Package) -> None:
    plain = re.sub(r'<w:rPr><w:spacing w:val="-?\d+"/></w:rPr>', "", report.text(DOCUMENT))
    plain = re.sub(r'(<w:pStyle w:val="附件标题"/>.*?)<w:br/>', r"\1", plain)
    document = report.replaced({DOCUMENT: plain})
    planned, changes = settled(sections_of(document), ("盐边县社会保险事务中心",))
    assert len(changes) > 10
    assert any(change.breaks for change in changes)
    written = sections_of(with_changes(document, changes))
    assert [as_set(s) for s in written] == [as_set(s) for s in planned]
    assert numbers_of(written) == numbers_of(planned)


def as_set(section: Section) -> list[tuple[object, ...]]:
    return [(b.text, b.lines, b.before, b.after, b.setting) for b in section.blocks if isinstance(b, Measured)]


def test_titles_of_the_report_are_broken_between_words(report: Package) -> None:
    titles = [b.text for s in sections_of(report) for b in s.blocks if isinstance(b, Measured) and "\n" in b.text]
    titles = [title for title in titles if "\u3000" not in title]  # those of the contents page
    assert titles == [
        "2021年盐边县社会保险事务中心\n整体绩效评价报告",
        "2021年省级财政社保公共服务能力\n建设资金专项项目资金绩效评价报告",
        "2021年省级财政困难群众社会保险个人\n缴费代缴资金项目资金绩效评价报告",
        "2021年乡镇金保网网络运行维护费\n项目资金绩效自评报告",
        "2021年度省级财政困难群众社会保险个人缴费财政代缴资金\n预算项目绩效目标自评",
    ]


def document(*paragraphs: str) -> Package:
    return Package({DOCUMENT: f"<w:document><w:body>{''.join(paragraphs)}</w:body></w:document>".encode()})


def changed(paragraph: str, change: Change) -> str:
    found = with_changes(document(paragraph), [change]).text(DOCUMENT)
    return found.removeprefix("<w:document><w:body>").removesuffix("</w:body></w:document>")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<w:r><w:t>国</w:t></w:r>", '<w:r><w:rPr><w:spacing w:val="-7"/></w:rPr><w:t>国</w:t></w:r>'),
        (
            '<w:r><w:rPr><w:b/><w:sz w:val="32"/></w:rPr><w:t>国</w:t></w:r>',
            '<w:r><w:rPr><w:b/><w:spacing w:val="-7"/><w:sz w:val="32"/></w:rPr><w:t>国</w:t></w:r>',
        ),
        (
            '<w:r><w:rPr><w:spacing w:val="-5"/></w:rPr><w:t>国</w:t></w:r>',
            '<w:r><w:rPr><w:spacing w:val="-7"/></w:rPr><w:t>国</w:t></w:r>',
        ),
    ],
)
def test_the_spacing_of_letters_stands_where_the_format_has_it(before: str, after: str) -> None:
    assert changed(f"<w:p>{before}</w:p>", Change(0, letters=-7)) == f"<w:p>{after}</w:p>"


def test_room_and_ties_stand_where_the_format_has_them() -> None:
    own = '<w:pPr><w:pStyle w:val="a"/><w:widowControl/><w:jc w:val="left"/></w:pPr>'
    found = changed(f"<w:p>{own}</w:p>", Change(0, before=40, kept=True, joined=True))
    assert found == (
        '<w:p><w:pPr><w:pStyle w:val="a"/><w:keepNext/><w:keepLines/><w:widowControl/><w:spacing w:before="40"/>'
        '<w:jc w:val="left"/></w:pPr></w:p>'
    )
    had = '<w:pPr><w:spacing w:before="1" w:beforeLines="2" w:line="3"/></w:pPr>'
    found = changed(f"<w:p>{had}</w:p>", Change(0, before=40))
    assert found == '<w:p><w:pPr><w:spacing w:before="40" w:line="3"/></w:pPr></w:p>'
    assert changed("<w:p></w:p>", Change(0, kept=True)) == "<w:p><w:pPr><w:keepLines/></w:pPr></w:p>"


def test_a_line_break_counts_signs_not_bytes() -> None:
    found = changed("<w:p><w:r><w:t>甲&amp;乙</w:t></w:r><w:r><w:t>丙丁</w:t></w:r></w:p>", Change(0, breaks=(2, 4)))
    assert found == (
        "<w:p><w:r><w:t>甲&amp;</w:t><w:br/><w:t>乙</w:t></w:r><w:r><w:t>丙</w:t><w:br/><w:t>丁</w:t></w:r></w:p>"
    )


def test_paragraphs_are_counted_outside_tables_and_text_boxes() -> None:
    boxed = "<w:p><w:r><w:txbxContent><w:p>甲</w:p></w:txbxContent></w:r></w:p>"
    table = "<w:tbl><w:tr><w:tc><w:p/><w:tbl><w:p></w:p></w:tbl></w:tc></w:tr></w:tbl>"
    control = "<w:sdt><w:sdtContent><w:p>乙</w:p></w:sdtContent></w:sdt>"
    text = document(boxed, table, '<w:p w:a="b"/>', control).text(DOCUMENT)
    assert [text[a:b] for a, b in paragraphs_outside_tables(text)] == [boxed, '<w:p w:a="b"/>', "<w:p>乙</w:p>"]


def test_what_is_raised_takes_its_own_changes_along() -> None:
    named = [f"<w:p><w:r><w:t>{name}</w:t></w:r></w:p>" for name in "甲图题乙丙丁"]
    changes = [Change(1, below=2, raised=2), Change(2, kept=True), Change(3, letters=-7)]
    found = with_changes(document(*named), changes).text(DOCUMENT)
    assert re.findall(r"<w:t>(.)", found) == list("甲乙丙图题丁")
    assert '<w:spacing w:val="-7"/></w:rPr><w:t>乙' in found
    assert "<w:keepLines/></w:pPr><w:r><w:t>题" in found


@pytest.mark.parametrize(
    "told",
    [[[0, "1", [], None, None, False, False, 0, 0]], [["0", 1, [], None, None, False, False, 0, 0]], [5], 5],
)
def test_changes_that_were_kept_and_are_none_are_refused(told: object) -> None:
    assert read_changes([[0]]) == [Change(0)]
    with pytest.raises((ValueError, TypeError)):
        read_changes(told)  # type: ignore[arg-type]


@pytest.mark.slow
@pytest.mark.parametrize("seed", [n for n in range(9) if n != NOTHING_FITS])
def test_random_reports_have_no_holes_before_pictures_and_no_short_pages(seed: int, project: Path) -> None:
    for old in (project / "data").glob("*.yaml"):
        old.unlink()
    result = build(written(seed, project), project)
    assert result.document is not None
    package, _ = read_package(result.document)
    assert package is not None
    for section in sections_of(package):
        for part in parts(section.blocks):
            *turns, (_, filled) = page_ends(part, section.height)
            assert not turns or filled >= (FEWEST_LINES - 0.1) * LINE or not isinstance(part[-1], Measured)
            for before, reach in turns:
                block = part[before]
                if isinstance(block, Measured) and block.kind == "picture":
                    assert section.height + 0.5 - reach <= (HOLE + 0.1) * LINE


def test_a_name_and_a_year_stay_whole_in_a_title_where_a_line_holds_them() -> None:
    title, setting = "关于春夏秋冬东西南北中心2021年度报告的说明", Setting(398.25, 22)
    [anywhere] = title_breaks(title, setting, [])
    [whole] = title_breaks(title, setting, [], ["春夏秋冬东西南北中心"])
    name = range(title.index("春") + 1, title.index("2"))
    assert anywhere in name
    assert whole not in name
    assert whole not in range(title.index("2") + 1, title.index("报"))


def test_what_the_report_writes_together_stays_together() -> None:
    title, setting = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉", Setting(398.25, 22)
    words = "壬癸子丑" * 9 + "，".join(title) * 9
    [even] = title_breaks(title, setting, [])
    [at] = title_breaks(title, setting, [words])
    assert even == 10
    assert title[at - 1 : at + 1] not in words[:36]
