"""Tables of the workbook in a whole report: printed in their place, named in the contents, tables on the web."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.conftest import ROOT, copy_project
from tests.grids.tables import tables
from yanbian_report import api
from yanbian_report.base.findings import Finding
from yanbian_report.layout import sections
from yanbian_report.layout.paginate import page_numbers
from yanbian_report.model.table import Table
from yanbian_report.options import BuildOptions, BuildResult
from yanbian_report.proof.read_back import ReadBack
from yanbian_report.templates.compile import compile_edition
from yanbian_report.word.contents import outlined
from yanbian_report.word.package import DOCUMENT, Package, read_package, to_bytes
from yanbian_report.word.styles import style_sheet

TITLES = [
    *("收入支出决算总表", "收入决算表", "支出决算表", "财政拨款收入支出决算总表", "财政拨款支出决算明细表"),
    *("一般公共预算财政拨款支出决算表", "一般公共预算财政拨款支出决算明细表", "一般公共预算财政拨款基本支出决算明细表"),
    *("一般公共预算财政拨款项目支出决算表", "政府性基金预算财政拨款收入支出决算表"),
    *("国有资本经营预算财政拨款收入支出决算表", "国有资本经营预算财政拨款支出决算表", "财政拨款“三公”经费支出决算表"),
]
Built = Callable[..., BuildResult]


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Built:
    """Builds the report of 2021 with the tables given, in an edition."""
    root = copy_project(tmp_path)
    real = api._load

    def build(given: Mapping[str, Table], edition: str = "2022-2024", *outputs: str) -> BuildResult:
        def load(*asked: object, **named: object) -> api.Loaded:
            loaded = real(*asked, **named)  # type: ignore[arg-type]
            return loaded._replace(year=loaded.year.with_tables(given)) if loaded.year is not None else loaded

        monkeypatch.setattr(api, "_load", load)
        data = root / "data" / "2021.yaml"
        text = re.sub(r"版本: \S+", f"版本: {edition}", data.read_text("utf-8"), count=1)
        data.write_text(text, "utf-8")
        return api.build(2021, root, options=BuildOptions(outputs=outputs))

    return build


def package_of(result: BuildResult) -> Package:
    assert result.document is not None, [finding.message for finding in result.findings]
    package, _ = read_package(result.document)
    assert package is not None
    return package


def codes(findings: list[Finding]) -> set[str]:
    return {finding.code for finding in findings}


def part_five(document: str) -> str:
    return document[document.rindex("第五部分") :]


def test_every_table_stands_in_the_contents_in_the_order_of_the_prescribed_list(built: Built) -> None:
    package = package_of(built(tables()))
    entries = re.findall(r'<w:pStyle w:val="TOC2"/>.*?<w:t xml:space="preserve">([^<]*)</w:t>', package.text(DOCUMENT))
    assert entries[-13:] == TITLES


def test_every_cell_of_the_workbook_is_printed(built: Built) -> None:
    document = part_five(package_of(built(tables())).text(DOCUMENT))
    assert "1.收入支出决算总表" in document
    for made in tables().values():
        words = {cell for row in made.sheet.rows for cell in row if isinstance(cell, str) and cell and "\n" not in cell}
        lost = [word for word in words if f">{word}<" not in document and not word.replace(".", "").isdecimal()]
        assert lost == []
    assert document.count("<w:t>1,141.94</w:t>") > 10


def test_the_proof_has_nothing_to_say_of_tables(built: Built) -> None:
    without = codes(built({}).findings) - {"T510"}
    assert codes(built(tables()).findings) == without


def test_what_only_a_table_prints_does_not_count_as_printed_in_the_report(built: Built) -> None:
    read = ReadBack(package_of(built(tables())))
    assert len(read.tables) > 13
    assert "1,141.94" not in read.text
    assert "公开01表" in read.text


def test_a_report_is_the_same_to_the_byte_with_and_without_what_was_kept(built: Built) -> None:
    first = built(tables()).document
    assert first is not None
    data = first.read_bytes()
    assert package_of(built(tables())).parts == read_package(first)[0].parts  # type: ignore[union-attr]
    assert first.read_bytes() == data


def test_without_a_workbook_the_names_are_listed_and_it_is_said_how_to_get_the_tables(built: Built) -> None:
    result = built({})
    assert "T510" in codes(result.findings)
    document = part_five(package_of(result).text(DOCUMENT))
    assert all(title in document for title in TITLES)
    assert "<w:tbl>" not in document


def test_the_older_form_has_a_fifth_part_with_a_workbook_only(built: Built) -> None:
    without = built({}, "2020-2021")
    assert "T510" not in codes(without.findings)
    assert "第五部分" not in package_of(without).text(DOCUMENT)
    assert "公开01表" in part_five(package_of(built(tables(), "2020-2021")).text(DOCUMENT))


def test_an_empty_table_keeps_its_grid_and_says_why(built: Built) -> None:
    document = part_five(package_of(built(tables())).text(DOCUMENT))
    words = "说明：本部门没有政府性基金预算财政拨款收入，也没有使用政府性基金预算财政拨款安排的支出，故本表无数据。"
    assert words in document


def test_tables_are_tables_on_the_web_with_their_heads(built: Built) -> None:
    result = built(tables(), "2022-2024", "web")
    page = next(path for path in result.also if path.suffix == ".html").read_text("utf-8")
    article = re.sub(r' (?!rowspan|colspan|scope|aria-label)[\w-]+="[^"]*"', "", page)
    table = article[article.index("<h3>收入决算表</h3>") : article.index("<h3>支出决算表</h3>")]
    assert 'aria-label="表：收入决算表"' in table
    assert re.search(r'<th rowspan="2" scope="col">(?:<p>)?本年收入合计', table)
    assert re.search(r'<th scope="row">(?:<p>)?社会保险经办机构.{0,9}</th><td>(?:<p>)?912.36', table)
    assert "<tr></tr>" not in table
    text = next(path for path in result.also if path.suffix == ".txt").read_text("utf-8")
    assert re.search(r"2080109\s+社会保险经办机构\s+912.36\s+912.36\s+0.00", text)


def test_pages_of_tables_are_counted_by_the_heights_of_their_rows(built: Built) -> None:
    package = package_of(built(tables()))
    outline = outlined(Package({**package.parts, DOCUMENT: re.sub("<w:bookmark[^>]*>", "", package.text(DOCUMENT))}))
    pages = page_numbers(outline.package)
    found = [pages[heading.bookmark] for heading in outline.headings][-14:]
    steps = [after - before for before, after in zip(found, found[1:], strict=False)]
    assert steps == [1, 1, 1, 1, 1, 1, 1, 6, 1, 1, 1, 1, 1]


# ── the tag ──


def edition(folder: Path, tag: str) -> Path:
    """The newer edition with ``tag`` for the place of the tables."""
    copy = folder / "2022-2024"
    copy.mkdir()
    for file in (ROOT / "templates/2022-2024").iterdir():
        data = file.read_bytes()
        if file.name.startswith("70-"):
            package, _ = read_package(file)
            assert package is not None
            document, count = re.subn(
                r"<w:p>(?:(?!<w:p>).)*{{ 公开表 }}</w:t></w:r></w:p>", tag, package.text(DOCUMENT)
            )
            assert count == 1
            data = to_bytes(package.replaced({DOCUMENT: document}))
        (copy / file.name).write_bytes(data)
    return copy


@pytest.mark.parametrize(
    "tag",
    [
        "<w:p><w:r><w:t>见{{ 公开表 }}</w:t></w:r></w:p>",
        "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc><w:tcPr/>"
        "<w:p><w:r><w:t>{{ 公开表 }}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
    ],
    ids=["among words", "in a table"],
)
def test_a_tag_that_is_no_paragraph_of_its_own_is_refused(tmp_path: Path, tag: str) -> None:
    template, findings = compile_edition(edition(tmp_path, tag))
    assert template is None
    assert codes(findings) == {"T204"}


def test_a_tag_in_runs_and_with_other_blanks_is_understood(tmp_path: Path) -> None:
    tag = "<w:p><w:r><w:t>{{公开</w:t></w:r><w:r><w:t>表 }}</w:t></w:r></w:p>"
    template, findings = compile_edition(edition(tmp_path, tag))
    assert template is not None, findings
    assert "Tables" in str(template.body)


def test_pages_are_counted_without_the_cells_of_tables_that_say_how_high_their_rows_are(
    built: Built, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = package_of(built(tables()))
    quickly = page_numbers(package)
    document = package.text(DOCUMENT)
    assert len(sections._without_cells(document, style_sheet(package))) < len(document) / 2
    monkeypatch.setattr(sections, "_without_cells", lambda text, _: text)
    assert page_numbers(package) == quickly and max(quickly.values()) > 30


def test_rows_that_are_written_otherwise_stay_as_they_are() -> None:
    row = '<w:tr><w:trPr><w:trHeight w:val="1"/></w:trPr>'
    content = "<w:sdt><w:sdtContent><w:tc/></w:sdtContent></w:sdt>"
    for written in (f"<w:tr>{content}", f"{row}{content}", f"{row}<w:bookmarkStart/><w:tc></w:tc>", "</w:tbl>"):
        assert sections._without_cells_of(written) == written
    assert sections._without_cells_of(f"{row}<w:tc><w:p/></w:tc><w:tc><w:p/></w:tc>") == row
