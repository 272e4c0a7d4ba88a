"""Reading a workbook: what is no workbook is told from its bytes, and every value is as a person sees it."""

from __future__ import annotations

import io
import os
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest

from tests.workbook.books import Formula, Grid, book, compound, locked, write_book
from yanbian_report.base.findings import Finding
from yanbian_report.workbook.read import read_workbook
from yanbian_report.workbook.sheet import Merge, Workbook

NAME = "决算公开表.xls"


def said(path: Path) -> tuple[str, str]:
    """The code and the words of the one finding about a file that cannot be read."""
    found, findings = read_workbook(path, NAME)
    assert found is None
    (finding,) = findings
    assert NAME in finding.message
    assert finding.hint
    return finding.code, finding.message


def read(content: bytes | str, tmp_path: Path, encoding: str = "utf-8") -> tuple[Workbook, list[Finding]]:
    path = tmp_path / NAME
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    found, findings = read_workbook(path, NAME)
    assert found is not None, findings
    return found, findings


def changed(data: bytes, part: str, old: str, new: str) -> bytes:
    """A zipped workbook with ``new`` for ``old`` in a part of it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            text = before.read(name)
            if name == part:
                assert old.encode() in text, text
                text = text.replace(old.encode(), new.encode())
            after.writestr(name, text)
    return out.getvalue()


def zipped(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


NO_WORKBOOKS = {
    "PDF": b"%PDF-1.7\n",
    "Word": zipped(**{"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"}),
    "Word 文件": compound("WordDocument"),
    "别的程序": compound("Contents"),
    "演示文稿": zipped(**{"[Content_Types].xml": "<Types/>", "ppt/presentation.xml": "<p/>"}),
    "OFD": zipped(**{"OFD.xml": "<OFD/>"}),
    "OpenDocument": zipped(**{"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}),
    "压缩文件": zipped(**{"决算/公开01表.xlsx": "…"}),
    ".xlsb": zipped(**{"[Content_Types].xml": "<Types/>", "xl/workbook.bin": "…"}),
    "图片": b"\x89PNG\r\n\x1a\n",
    ".mht": b"MIME-Version: 1.0\r\n",
    "很早以前": b"\x09\x08\x08\x00\x00\x05\x10\x00",
    "RTF": b"{\\rtf1",
    "网页，里面没有表": "<html><body>请登录</body></html>".encode(),
    "网页或 XML": b"<?xml version='1.0'?><records/>",
    ".csv": "科目编码,合计\n208,1.00\n".encode("gb18030"),
    "认不出": os.urandom(20_000).replace(b"\0", b"\1") + bytes(10),
}


@pytest.mark.parametrize("words", NO_WORKBOOKS)
def test_what_is_no_workbook_is_called_by_what_it_is(words: str, tmp_path: Path) -> None:
    path = tmp_path / NAME
    path.write_bytes(NO_WORKBOOKS[words])
    code, message = said(path)
    assert code == "X106"
    assert words in message


def test_a_password_is_said_to_be_one(tmp_path: Path) -> None:
    path = tmp_path / NAME
    record = bytes.fromhex("09081000000605002d190000000000000000000000000000").ljust(20, b"\0")[:20]
    encrypted_ods = zipped(**{"content.xml": "…", "META-INF/manifest.xml": "<a><encryption-data/></a>"})
    for content in (locked(), compound("Workbook", record + b"\x2f\0\0\0"), encrypted_ods):
        path.write_bytes(content)
        assert said(path)[0] == "X104"


@pytest.mark.parametrize("form", ["xlsx", "xls", "ods", "xml", "html"])
def test_a_file_that_ends_too_early_is_damaged(form: str, tmp_path: Path) -> None:
    path = tmp_path / NAME
    content = book(form, Grid("公开01表", [["一般公共预算财政拨款收入", n] for n in range(3_000)]))
    for length in (len(content) // 3, len(content) // 2, len(content) - 300):
        path.write_bytes(content[:length])
        assert said(path)[0] == "X105"


def test_what_is_no_file_is_said_to_be_none(tmp_path: Path) -> None:
    assert said(tmp_path)[0] == "X101"
    assert said(tmp_path / "没有.xlsx")[0] == "X101"
    assert said(tmp_path / ("长" * 300))[0] == "X101"
    assert said(tmp_path / "\0")[0] == "X101"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes among files")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管道.xlsx")
    (tmp_path / "环.xlsx").symlink_to("环.xlsx")
    assert said(tmp_path / "管道.xlsx")[0] == "X102"
    assert said(tmp_path / "环.xlsx")[0] == "X102"


def test_a_workbook_without_a_filled_cell_is_empty(tmp_path: Path) -> None:
    assert said(write_book(tmp_path / "空.xlsx", Grid("Sheet1", [["  "], [" "]])))[0] == "X103"


@pytest.mark.parametrize("form", ["xlsx", "xls", "ods", "xml"])
def test_all_formulas_without_results_are_named_and_blank(form: str, tmp_path: Path) -> None:
    cells = [Formula("=1+1")] * 3
    found, findings = read(book(form, Grid("甲", [["总计", *cells]]), Grid("乙", [cells, cells])), tmp_path)
    assert [(f.code, str(f.origin)) for f in findings] == [("X108", f"{NAME}:甲!B1")]
    assert "3 个" in findings[0].message and "还有 “乙” 也是" in findings[0].message
    _, (finding,) = read(book(form, Grid("乙", [[*cells, "总计"], cells])), tmp_path)
    assert "A1、B1、C1、A2、B2等" in finding.message
    assert found.sheets[0].rows == (("总计",),)


def test_results_that_a_library_wrote_instead_of_computing_are_none(tmp_path: Path) -> None:
    saved = book("xlsx", Grid("甲", [["总计", Formula("=1+1", 0), Formula("=1", 0)]]))
    assert [f.code for f in read(saved, tmp_path)[1]] == ["X108"]
    computed = changed(saved, "xl/workbook.xml", ' fullCalcOnLoad="1"', "")
    found, findings = read(computed, tmp_path)
    assert findings == []
    assert found.sheets[0].rows == (("总计", Decimal(0), Decimal(0)),)


def test_one_result_that_was_computed_speaks_for_the_zeros(tmp_path: Path) -> None:
    found, findings = read(book("xlsx", Grid("甲", [[Formula("=1+1", 2), Formula("=1-1", 0)]])), tmp_path)
    assert findings == []
    assert found.sheets[0].rows == ((Decimal(2), Decimal(0)),)


@pytest.mark.parametrize("form", ["xlsx", "html"])
def test_errors_stay_as_they_are_shown_and_are_named(form: str, tmp_path: Path) -> None:
    cells = [["总计", 1.5, Formula("=甲!C7", "#REF!")], ["占比", Formula("=1/0", "#DIV/0!"), None]]
    found, findings = read(book(form, Grid("公开01表", cells)), tmp_path)
    (finding,) = findings
    assert finding.code == "X109"
    assert "C1、B2" in finding.message
    assert found.sheets[0].rows == (("总计", Decimal("1.5"), "#REF!"), ("占比", "#DIV/0!", ""))


def test_a_cell_far_away_is_named_in_every_sheet(tmp_path: Path) -> None:
    far: list[list[str]] = [["表"], *[[] for _ in range(30_000)], ["", "。"]]
    path = write_book(tmp_path / "远.xls", Grid("甲", far), Grid("乙", [[""] * 2_000 + ["。"]]), form="xlsx")
    code, message = said(path)
    assert code == "X107"
    assert "“甲”的 B30002、“乙”的 BXY1" in message


def test_what_a_sheet_says_of_its_size_does_not_count(tmp_path: Path) -> None:
    part = "xl/worksheets/sheet1.xml"
    data = changed(book("xlsx", Grid("甲", [["总计", 1]])), part, 'ref="A1:B1"', 'ref="A1:XFD1048576"')
    data = changed(data, part, "</sheetData>", '</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')
    (sheet,) = read(data, tmp_path)[0].sheets
    assert sheet.rows == (("总计", ""),)
    assert sheet.merges == (Merge(0, 0, 0, 1),)


def test_what_a_merge_hides_is_not_there(tmp_path: Path) -> None:
    data = changed(
        book("xlsx", Grid("甲", [["总计", 1, 2], [3, 4, 5]])),
        "xl/worksheets/sheet1.xml",
        "</sheetData>",
        '</sheetData><mergeCells><mergeCell ref="A1:B1"/><mergeCell ref="B1:C1"/><mergeCell ref="C1:C1"/></mergeCells>',
    )
    (sheet,) = read(data, tmp_path)[0].sheets
    assert sheet.merges == (Merge(0, 0, 0, 1),)
    assert sheet.rows == (("总计", "", Decimal(2)), (Decimal(3), Decimal(4), Decimal(5)))


def test_dates_are_read_as_they_are_shown(tmp_path: Path) -> None:
    import xlsxwriter

    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = made.add_worksheet("封面")
    forms = "yyyy-mm-dd", 'yyyy"年度"', '[$-804]yyyy"年"m"月"d"日";@', "hh:mm:ss", "yyyy/m/d h:mm"
    for column, form in enumerate([*forms, "0.00%", "#,##0.00", "mm:ss"]):
        sheet.write_number(0, column, 44926.5, made.add_format({"num_format": form}))
    made.close()
    (row,) = read(out.getvalue(), tmp_path)[0].sheets[0].rows
    number = Decimal("44926.5")
    dates = "2022-12-31", "2022年度", "2022年12月31日", "12:00:00", "2022/12/31 12:00"
    assert row == (*dates, number, number, "00:00")


def test_a_text_of_pieces_is_one_without_its_readings(tmp_path: Path) -> None:
    data = book("xlsx", Grid("甲", [["支出", "_x000D_"]]))
    pieces = '<si><r><t>支</t></r><r><t xml:space="preserve"> 出_x000A_表</t></r><rPh sb="0"><t>zhi</t></rPh></si>'
    data = changed(data, "xl/sharedStrings.xml", "<si><t>支出</t></si>", pieces)
    assert read(data, tmp_path)[0].sheets[0].rows == (("支 出\n表", "_x000D_"),)


PARTS = {
    "[Content_Types].xml": "<Types/>",
    "_rels/.rels": '<Relationships><Relationship Id="1" Target="/xl\\book.xml" '
    'Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument"/></Relationships>',
    "xl/book.xml": """<x:workbook xmlns:x="x" xmlns:r="r"><x:sheets>
<x:sheet name="甲" r:id="a"/></x:sheets></x:workbook>""",
    "xl/_rels/book.xml.rels": '<Relationships><Relationship Id="a" Type="t/worksheet" Target="../SHEET.XML"/>'
    "</Relationships>",
    "sheet.xml": """<x:worksheet xmlns:x="x"><x:sheetData>
<x:row r="2"><x:c t="inlineStr"><x:is><x:t>总计</x:t></x:is></x:c><x:c><x:v>1.10</x:v></x:c></x:row>
<x:row><x:c r="B3"><x:v>2</x:v></x:c></x:row></x:sheetData></x:worksheet>""",
}


def test_prefixes_missing_addresses_and_texts_in_cells_are_read(tmp_path: Path) -> None:
    (sheet,) = read(zipped(**PARTS), tmp_path)[0].sheets
    assert sheet.rows == (("", ""), ("总计", Decimal("1.1")), ("", Decimal(2)))


PAGE = """
<h3>收入支出决算总表</h3><p>部门：甲县&nbsp;局<p>金额单位：万元
<table><TR><TD rowspan=2 colspan="2">项目<td>行次<tr><th><b>金</b>额</tr>
<tr><td>总&nbsp;计<td> 1 <br> 2 </td><td x:num="12.345">12.35
<tr><td x:num>1,234.50</td><td></td><td x:num>—</td></table>
<table><tr><td>注：本表反映…</td></tr></table>
"""


def test_dashes_that_are_typed_as_a_numeral_do_not_hide_the_encoding(tmp_path: Path) -> None:
    cells = "".join(f"<tr><td>{name}</td>{'<td>一</td>' * 40}</tr>" for name in ("合计", "办公费", "差旅费"))
    file = tmp_path / NAME
    file.write_bytes(f"<html><body><table>{cells}</table></body></html>".encode("gbk"))
    workbook, findings = read_workbook(file, NAME)
    assert findings == [] and workbook is not None
    assert [row[:2] for row in workbook.sheets[0].rows] == [("合计", "一"), ("办公费", "一"), ("差旅费", "一")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_page_is_read_with_what_stands_around_its_table(encoding: str, tmp_path: Path) -> None:
    (sheet,) = read(PAGE, tmp_path, encoding)[0].sheets
    assert sheet.rows == (
        ("收入支出决算总表", "", ""),
        ("部门：甲县\xa0局", "", ""),
        ("金额单位：万元", "", ""),
        ("项目", "", "行次"),
        ("", "", "金额"),
        ("总\xa0计", "1\n2", Decimal("12.345")),
        (Decimal("1234.5"), "", "—"),
        ("注：本表反映…", "", ""),
    )
    assert sheet.merges == (Merge(3, 0, 4, 1),)


def test_tables_of_a_page_are_sheets_each_with_its_title(tmp_path: Path) -> None:
    table = "<table><tr><td>{0}</td></tr></table><table>" + "<tr><td>总计</td><td>1</td></tr>" * 4 + "</table>"
    first, second = read(f"<html>{table.format('收入决算表')}{table.format('支出决算表')}</html>", tmp_path)[0].sheets
    assert (first.rows[0], second.rows[0]) == (("收入决算表", ""), ("支出决算表", ""))
    assert len(first.rows) == len(second.rows) == 5


SPREADSHEETML = """<?xml version="1.0" encoding="{}"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Worksheet ss:Name="公开01表"><Table>
<Row ss:Index="2"><Cell ss:MergeAcross="1"><ss:Data ss:Type="String"><B>收</B>入</ss:Data>
<Comment><ss:Data>批注</ss:Data></Comment></Cell><Cell><Data ss:Type="Number">1.10</Data></Cell></Row>
<Row ss:Span="1"/><Row><Cell ss:Index="2" ss:Formula="=#REF!"><Data ss:Type="Error">#REF!</Data></Cell>
<Cell><Data ss:Type="DateTime">2022-12-31T00:00:00.000</Data></Cell></Row>
</Table><WorksheetOptions><Visible>SheetVeryHidden</Visible></WorksheetOptions></Worksheet></Workbook>"""


@pytest.mark.parametrize("encoding", ["UTF-8", "GB2312", "utf-16"])
def test_spreadsheetml_is_read_as_excel_places_it(encoding: str, tmp_path: Path) -> None:
    found, findings = read(SPREADSHEETML.format(encoding), tmp_path, encoding)
    (sheet,) = found.sheets
    assert sheet.hidden
    assert sheet.merges == (Merge(1, 0, 1, 1),)
    assert sheet.rows[1] == ("收入", "", Decimal("1.1"))
    assert sheet.rows[4] == ("", "#REF!", "2022-12-31")
    assert [(f.code, str(f.origin)) for f in findings] == [("X109", f"{NAME}:公开01表!B5")]


def test_links_to_the_tables_of_a_page_are_no_part_of_the_first(tmp_path: Path) -> None:
    links = "".join(f'<a href="#t{n}">{title}</a><br>' for n, title in enumerate(("收入决算表", "支出决算表")))
    rows = "<tr><td>1</td></tr>" * 5
    first, _ = read(f"<html><h1>目录</h1>{links}<p>收入决算表</p><table>{rows}</table><table>{rows}</table>", tmp_path)[
        0
    ].sheets
    assert [row[0] for row in first.rows[:3]] == ["目录", "收入决算表", "1"]
