"""The pages of the workbench are those of the report, and what is printed on them leads to its place in the file."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.conftest import FROZEN
from yanbian_report.api import build
from yanbian_report.base.project import find_project
from yanbian_report.forms.final_accounts.starter import Unit
from yanbian_report.layout.paginate import lay_out
from yanbian_report.model.figure import Figure
from yanbian_report.outputs._inlines import Looks, Span
from yanbian_report.scaffold import init
from yanbian_report.templates.marks import Mark
from yanbian_report.word.package import Package, read_package
from yanbian_report.workbench.desk import Desk
from yanbian_report.workbench.look import look
from yanbian_report.workbench.said import Json
from yanbian_report.workbench.sources import with_sources

TEXT = FROZEN.read_text("utf-8")


class Marked(HTMLParser):
    """The printed values of a page with their paths, and its words."""

    def __init__(self) -> None:
        super().__init__()
        self.values: list[tuple[str, str]] = []
        self.words = ""
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "span":
            self._open.append(dict(attrs).get("data-p") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "span":
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self.words += data
        if self._open and self._open[-1]:
            self.values.append((self._open[-1], data))


@pytest.fixture(scope="module")
def desk(frozen: Path) -> Desk:
    project, _ = find_project(frozen)
    assert project is not None
    return Desk(project, 2021)


@pytest.fixture(scope="module")
def pages(desk: Desk) -> Json:
    shown = look(desk, TEXT, {})["pages"]
    assert shown is not None
    return shown


def report(file: Path) -> Package:
    package, findings = read_package(file)
    assert package is not None, findings
    return package


def in_order(pages: Json) -> list[str]:
    return [pages["fresh"][key] for key in pages["order"]]


def words_of(html: str) -> str:
    return re.sub(r"\s", "", unescape(re.sub(r"<[^>]*>", "", html)))


def test_every_page_of_the_report_is_shown_with_its_number(pages: Json, frozen: Path) -> None:
    made = build(2021, frozen).document
    assert made is not None
    sections = lay_out(report(made)).sections
    numbers = [first + at for first, count in sections for at in range(count)]
    assert [number for number in pages["numbers"] if number] == numbers


def test_headings_stand_on_the_pages_that_the_contents_say(pages: Json) -> None:
    found = re.findall(r"<h\d id=\"(_Toc\w+)\"", "".join(in_order(pages)))
    assert len(found) >= 20
    told = dict(re.findall(r'<a href="#(_Toc\w+)">.*?<span>(\d+)</span></span></a>', "".join(in_order(pages))))
    assert told
    for number, html in zip(pages["numbers"], in_order(pages), strict=True):
        for mark in re.findall(r'id="(_Toc\w+)"', html):
            if mark in told:
                assert int(told[mark]) == number, mark


def test_no_word_of_the_report_is_lost_between_pages(pages: Json, frozen: Path) -> None:
    from yanbian_report.word.document import printed_text
    from yanbian_report.word.package import DOCUMENT

    made = build(2021, frozen).document
    assert made is not None
    shown = words_of(re.sub(r'<div class="edge.*?</div>', "", "".join(in_order(pages))))
    for paragraph in re.findall(r"<w:p[ >].*?</w:p>", report(made).text(DOCUMENT)):
        words = re.sub(r"\s", "", printed_text(paragraph))
        assert words in shown or "PAGEREF" in paragraph, words


def test_every_printed_figure_that_was_typed_leads_to_its_line(desk: Desk, pages: Json) -> None:
    marked = Marked()
    marked.feed("".join(in_order(pages)))
    paths = {path for path, _ in marked.values}
    assert desk.examined is not None and desk.examined.loaded.year is not None
    year = desk.examined.loaded.year
    places = look(desk, TEXT, {})["places"]
    known = {path for path in paths if isinstance(year.get(path), Figure) and year.figure(path).text}
    assert len(known) > 130
    assert known <= places.keys()
    for path, words in marked.values:
        figure = year.get(path)
        if figure is not None and figure.text and figure.kind == "count" and words == figure.text:
            start, end = places[path]
            assert figure.text in TEXT[start:end] or TEXT[start:end] in figure.text


def test_figures_of_the_tables_and_of_pictures_lead_to_their_places(tmp_path: Path) -> None:
    folder = tmp_path / "某县档案馆"
    assert not init(folder, Unit("某县档案馆", 2022))
    project, _ = find_project(folder)
    assert project is not None
    told = look(Desk(project, 2022), (folder / "data/2022.yaml").read_text("utf-8"), {})
    marked = Marked()
    for html in in_order(told["pages"]):
        marked.feed(html)
    printed = dict(marked.values)
    only_there = ("财政拨款.年末财政拨款结转和结余", "支出.上缴上级支出")  # said by no sentence
    assert {printed[path] for path in only_there} == {"0.00"}
    points = [one for picture in told["pages"]["pictures"].values() for one in picture["points"]]
    assert {"label": "2021年", "words": "300.20万元", "path": "上年.收入总计"} in points


def test_a_text_that_only_cites_a_figure_leads_to_the_figure() -> None:
    text = Mark(2, 7, "项目.甲.数据.说明")
    figure = Mark(2, 7, "项目.甲.数据.实付")
    found = list(with_sources([Span("实付12.00元", Looks())], (text, figure)))
    assert [(span.words, span.looks.source) for span in found] == [
        ("实付", ""),
        ("12.00", "项目.甲.数据.实付"),
        ("元", ""),
    ]


def test_only_pages_that_changed_are_sent_again(desk: Desk, pages: Json) -> None:
    have = {"pages": list(pages["fresh"])}
    again = look(desk, TEXT.replace("退休人员: 4人", "退休人员: 5人"), have)["pages"]
    assert again is not None
    assert 1 <= len(again["fresh"]) <= 3
    assert len(again["order"]) == len(pages["order"])


def test_nothing_on_a_page_has_looks_of_its_own_or_a_script(pages: Json) -> None:
    html = "".join(in_order(pages))
    assert " style=" not in html
    assert "<script" not in html and "javascript:" not in html


def test_what_somebody_types_is_never_read_as_html(desk: Desk) -> None:
    text = TEXT.replace("- 管理社会保险档案。", "- 管理<img src=x onerror=alert(1)>档案&amp;。")
    html = "".join(look(desk, text, {})["pages"]["fresh"].values())
    assert "<img src=x" not in html
    assert "&lt;img src=x onerror=alert(1)&gt;档案&amp;amp;。" in html.replace("</span>", "").replace("<wbr>", "")


def test_charts_are_drawn_when_the_page_asks_for_them(desk: Desk, pages: Json) -> None:
    names = re.findall(r'src="api/picture/(\w+\.svg)"', "".join(in_order(pages)))
    assert len(names) == 6
    assert all(desk.files[name]().startswith(b"<svg ") for name in names)


def test_a_hundred_edits_leave_no_pile_of_files(desk: Desk) -> None:
    for number in range(100):
        desk.refer(f"{number}.css", bytes)
        desk.refer("0.css", bytes)  # as every page that shows it again does
    assert len(desk.files) <= 80 and {"0.css", "99.css", "98.css"} <= desk.files.keys()


def test_a_draft_is_called_one_only_while_something_is_left(desk: Desk, pages: Json) -> None:
    assert "草稿" not in words_of(in_order(pages)[5])
    draft = look(desk, TEXT.replace("项目支出: 25.16", "项目支出: 待填"), {})["pages"]
    assert "草稿" in words_of(in_order(draft)[5])
