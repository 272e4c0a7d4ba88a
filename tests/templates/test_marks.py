"""Marks: who listens while a report is filled hears where every printed value comes from; the report stays the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from yanbian_report.api import load
from yanbian_report.base.project import find_project
from yanbian_report.forms import FINAL_ACCOUNTS, find_form
from yanbian_report.model.citations import unmarked
from yanbian_report.model.figure import Figure
from yanbian_report.model.formats import FORMATS, Unprintable, as_typed
from yanbian_report.model.year import Year
from yanbian_report.options import DEFAULT
from yanbian_report.pipeline import Build, chart, fill
from yanbian_report.pipeline import load as load_template
from yanbian_report.templates.marks import Mark, Marking
from yanbian_report.templates.prose import write_prose
from yanbian_report.word.document import pieces, printed_text
from yanbian_report.word.package import DOCUMENT, Package

NUMBERED = re.compile(r'(<w:p) w:rsidR="[0-9A-F]{8}"')


def number_of(paragraph: str) -> int:
    """The number that a paragraph with marks has; 0 for one without."""
    match = re.match(r'<w:p w:rsidR="([0-9A-F]{8})"', paragraph)
    return int(match[1], 16) if match else 0


class Heard:
    """One filling of the frozen year with a listener, and one without."""

    def __init__(self, root: Path) -> None:
        project, _ = find_project(root)
        form = find_form(FINAL_ACCOUNTS)
        year = load(2021, root).year
        assert project is not None and year is not None
        self.year: Year = year
        self.marking = Marking()
        self.plain, self.signed = (self.filled(project, form, one) for one in (None, self.marking))
        self.said: list[tuple[str, Mark]] = []
        for paragraph in pieces(self.signed.text(DOCUMENT)):
            start = paragraph.rfind("<w:p ")
            text = printed_text(paragraph)
            marks = self.marking.marks.get(number_of(paragraph[start:]), ()) if start >= 0 else ()
            self.said += [(text[mark.start : mark.end], mark) for mark in marks]

    def filled(self, project, form, listener: Marking | None) -> Package:  # type: ignore[no-untyped-def]
        mark = listener.mark if listener else unmarked
        prose, _ = write_prose(self.year, form.example, mark)
        asked = Build(project, form, self.year, prose, DEFAULT, lambda _: None)
        template, key, _ = load_template(asked)
        assert template is not None
        charts, _ = chart(asked, template, key)
        package, findings = fill(asked, template, charts, {}, listener)
        assert package is not None, findings
        return package


@pytest.fixture(scope="module")
def heard(frozen: Path) -> Heard:
    return Heard(frozen)


def test_the_document_is_the_same_to_the_byte_whether_somebody_listens_or_not(heard: Heard) -> None:
    assert NUMBERED.sub(r"\1", heard.signed.text(DOCUMENT)) == heard.plain.text(DOCUMENT)
    others = heard.plain.parts.keys() - {DOCUMENT}
    assert all(heard.signed.parts[name] == heard.plain.parts[name] for name in others)


def test_what_stands_between_marks_is_what_their_path_says(heard: Heard) -> None:
    figures = heard.year.figures()
    checked = 0
    for words, mark in heard.said:
        if (figure := figures.get(mark.path)) is not None:
            assert words in spellings(figure), mark
            checked += 1
    assert checked > 200


def spellings(figure: Figure) -> set[str]:
    """Every way to print ``figure``."""
    said = {as_typed(figure)} if figure.text else {str(figure.value)}
    for printed in FORMATS.values():
        try:
            said.add(printed(figure))
        except (Unprintable, TypeError, ValueError, ArithmeticError):
            continue
    return said


def test_a_citation_within_a_text_is_marked_within_the_mark_of_the_text(heard: Heard) -> None:
    within = {
        (outer.path, inner.path)
        for marks in heard.marking.marks.values()
        for outer in marks
        for inner in marks
        if outer != inner and outer.start <= inner.start and inner.end <= outer.end
    }
    assert ("单位.机构沿革", "人员.核定编制数") in within


def test_texts_of_lists_know_their_places(heard: Heard) -> None:
    paths = {mark.path for _, mark in heard.said}
    assert {"单位.主要职能.1", "一般公共预算基本支出.人员经费项目"} <= paths


def test_signs_that_belong_to_no_value_are_not_left_behind(heard: Heard) -> None:
    text = "".join(part if isinstance(part, str) else "" for part in heard.signed.parts.values())
    assert not re.search("[\ufdd0-\ufdd2]", text + heard.signed.text(DOCUMENT))


def test_marks_count_characters_as_they_are_printed() -> None:
    marking = Marking()
    first, second = marking.mark("乙", "某.乙"), marking.mark("丙", "某.丙")
    signed = f"<w:p><w:r><w:t>甲&amp;{first}</w:t></w:r><w:r><w:t>{second}</w:t></w:r></w:p>"
    clean = marking.take_out(signed)
    assert NUMBERED.sub(r"\1", clean) == "<w:p><w:r><w:t>甲&amp;乙</w:t></w:r><w:r><w:t>丙</w:t></w:r></w:p>"
    assert marking.marks == {number_of(clean): (Mark(2, 3, "某.乙"), Mark(3, 4, "某.丙"))}


def test_a_paragraph_that_says_what_it_said_keeps_its_number() -> None:
    def numbered(before: str) -> tuple[str, Marking]:
        marking = Marking()
        signed = f"<w:p><w:r><w:t>{marking.mark('乙', '某.乙')}</w:t></w:r></w:p>"
        return marking.take_out(before + signed), marking

    alone, first = numbered("")
    behind, second = numbered(f"<w:p><w:r><w:t>新{Marking.mark('丙', '某.丙')}</w:t></w:r></w:p>")
    assert behind.endswith(alone)
    assert second.marks.items() > first.marks.items()
