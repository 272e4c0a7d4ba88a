"""The 2021 report from data to document, and what happens when something is in the way."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.conftest import ROOT
from yanbian_report.api import build
from yanbian_report.options import BuildOptions, BuildResult
from yanbian_report.proof import prove
from yanbian_report.word.package import read_package

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SHARED = ROOT.parent / "shared/acceptance/report_facts.py"


def parts(document: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(document) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def text(document: Path) -> str:
    body = ElementTree.fromstring(parts(document)["word/document.xml"])
    return "\n".join("".join(t.text or "" for t in p.iter(W + "t")) for p in body.iter(W + "p"))


def test_the_report_is_built_without_an_error(built: BuildResult) -> None:
    assert [f for f in built.findings if f.severity == "错误"] == []


def test_the_finished_document_proves_clean(built: BuildResult) -> None:
    assert built.document is not None
    package, _ = read_package(built.document)
    assert package is not None
    assert prove(package) == []


def test_the_document_has_no_schema_errors(built: BuildResult) -> None:
    from openxml_audit import OpenXmlValidator

    result = OpenXmlValidator().validate(str(built.document))
    assert [str(e) for e in result.errors] == []


SDK = shutil.which("ooxml-validator")


@pytest.mark.slow
@pytest.mark.skipif(SDK is None, reason="ooxml-validator (npm) is not installed: the Open XML SDK is not asked")
@pytest.mark.parametrize("edition", ["2020-2021", "2022-2024"])
def test_the_open_xml_sdk_finds_no_error(edition: str, project: Path, tmp_path: Path) -> None:
    data = project / "data/2021.yaml"
    text = data.read_text("utf-8").replace("版本: 2020-2021", f"版本: {edition}")
    data.write_text(text.replace("兑现人数: 794名", "兑现人数: 待填名"), "utf-8")
    result = build(2021, project, tmp_path / "report.docx", BuildOptions(draft=True))
    assert result.document is not None
    done = subprocess.run([str(SDK), str(result.document)], capture_output=True, encoding="utf-8", check=False)
    assert json.loads(done.stdout)["errors"] == []


def test_six_pictures_are_drawn_and_all_differ(built: BuildResult) -> None:
    assert [p.name for p in built.pictures] == [f"图{n}.png" for n in range(1, 7)]
    assert built.document is not None
    for ending in (".png", ".svg"):  # the same picture twice: Word shows the one, others the other
        media = {data for name, data in parts(built.document).items() if name.endswith(ending)}
        assert len(media) == 6


def test_two_builds_are_the_same_to_the_byte(built: BuildResult, project: Path) -> None:
    """The other one in another process, in another folder, with another order of sets, and with nothing cached."""
    call = [sys.executable, "-m", "yanbian_report", "build", "2021", "--project", str(project), "--web"]
    environment = {**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": str(ROOT), "TZ": "Asia/Shanghai"}
    subprocess.run(call, cwd=project, env=environment, check=True, capture_output=True)
    (document,) = (project / "build/2021").glob("*.docx")
    assert built.document is not None
    assert document.read_bytes() == built.document.read_bytes()
    assert [p.read_bytes() for p in built.pictures] == [
        (project / "build/2021" / p.name).read_bytes() for p in built.pictures
    ]


def test_no_clock_time_and_no_template_author_stands_in_the_file(built: BuildResult) -> None:
    assert built.document is not None
    core = parts(built.document)["docProps/core.xml"].decode()
    assert "2021年度盐边县社会保险事务中心部门决算" in core
    assert not re.search(r"dcterms|lastModifiedBy|T\d\d:\d\d", core)


def test_the_report_says_what_its_golden_says(built: BuildResult, same_as_golden: Callable[[str, str], None]) -> None:
    assert built.document is not None
    same_as_golden("2021.txt", text(built.document))


def test_a_figure_changed_where_it_is_typed_changes_everywhere(project: Path) -> None:
    data = project / "data/2021.yaml"
    typed = data.read_text("utf-8")
    assert "0.84" in typed
    data.write_text(typed.replace("0.84", "0.91"), "utf-8")
    result = build(2021, project)
    assert result.document is not None
    words = text(result.document)
    assert "0.84" not in words
    assert words.count("0.91") >= 8
    assert any("项目.金保网.执行" in f"{f.message}{f.related}" for f in result.findings)


def test_signs_and_braces_in_the_data_come_out_as_typed(edited: Callable[[str, str], Path]) -> None:
    odd = "'增长<5%的部门 & “甲”\"乙\" {花括号} ]]> %}'"
    result = build(2021, edited("单位.主要职能.1", odd.replace("%}", "%")))
    assert result.document is not None
    assert '增长<5%的部门 & “甲”"乙" {花括号} ]]> %' in text(result.document)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_a_file_saved_by_notepad_simply_works(encoding: str, project: Path, built: BuildResult) -> None:
    data = project / "data/2021.yaml"
    data.write_bytes(data.read_text("utf-8").replace("\n", "\r\n").encode(encoding))
    result = build(2021, project)
    assert result.document is not None, result.findings
    assert built.document is not None
    assert result.document.read_bytes() == built.document.read_bytes()


def test_an_error_leaves_the_earlier_report_whole(project: Path) -> None:
    first = build(2021, project)
    assert first.document is not None
    before = first.document.read_bytes()
    data = project / "data/2021.yaml"
    data.write_text(data.read_text("utf-8").replace("年度: 2021", "年度: 20x1"), "utf-8")
    assert build(2021, project).document is None
    assert first.document.read_bytes() == before


def test_a_report_that_stands_open_in_word_is_said_to(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = build(2021, project)
    assert first.document is not None
    before = first.document.read_bytes()

    def refuse(*_: object) -> None:
        raise PermissionError(13, "used by another process")

    monkeypatch.setattr(Path, "replace", refuse)
    result = build(2021, project)
    monkeypatch.undo()
    assert result.document is None
    assert any("Word" in f.message and "关闭" in f.hint for f in result.findings)
    assert first.document.read_bytes() == before
    assert [p.name for p in first.document.parent.iterdir() if p.name.endswith(".tmp")] == []


def test_an_unwritable_folder_is_one_finding(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "denied")

    monkeypatch.setattr(Path, "write_bytes", refuse)
    (finding,) = build(2021, project).findings
    assert finding.code == "B512"
    assert str(project / "build/2021") in finding.message


def test_a_missing_year_is_one_finding(project: Path) -> None:
    findings = build(2031, project).findings
    assert len(findings) == 1
    assert "2031" in findings[0].message


def test_a_folder_without_a_project_is_one_finding(tmp_path: Path) -> None:
    assert [f.code for f in build(2021, tmp_path).findings] == ["B501"]


def test_an_unknown_edition_is_said_with_those_at_hand(edited: Callable[[str, str], Path]) -> None:
    findings = build(2021, edited("版本", "1999")).findings
    assert any("1999" in f.message and "2020-2021" in f.hint and f.origin for f in findings)


@pytest.mark.skipif(
    not SHARED.is_file(), reason="the published report is not at hand: shared/ lies outside the project"
)
def test_the_report_carries_every_published_fact(built: BuildResult) -> None:
    """Six pieces of the published text stand whole: five are titles and headings, one a highlight's title."""
    import subprocess

    done = subprocess.run(
        [sys.executable, str(SHARED), str(built.document)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    short = [line for line in done.stdout.splitlines() if line.startswith("SHORT")]
    assert short in ([], ["SHORT sentences taken over whole: 6/183"]), done.stdout


def test_bookmarks_of_headings_are_numbered_in_their_order(built: BuildResult) -> None:
    assert built.document is not None
    found = parts(built.document)["word/document.xml"].decode()
    marks = re.findall(r'<w:bookmarkStart w:id="(\d+)" w:name="_Toc(\d+)"/>', found)
    assert [(int(number), int(name)) for number, name in marks] == [(n, n) for n in range(1, 24)]


def test_a_zip_reader_finds_the_content_types_first(built: BuildResult) -> None:
    assert built.document is not None
    with zipfile.ZipFile(io.BytesIO(built.document.read_bytes())) as archive:
        assert archive.namelist()[0] == "[Content_Types].xml"


REFUSED = ["data/2021.yaml", "data/报告.docx", "templates/2020-2021/70.docx", "报告", "报告.doc", "build", ""]


@pytest.mark.parametrize("output", REFUSED)
def test_a_report_is_never_written_over_its_sources(output: str, project: Path) -> None:
    before = (project / "data/2021.yaml").read_bytes()
    (project / "build").mkdir()
    result = build(2021, project, output and project / output)
    assert result.document is None
    assert [f.code[:3] for f in result.findings] == ["B51"]
    assert (project / "data/2021.yaml").read_bytes() == before


def test_a_year_that_is_not_the_files_is_an_error(project: Path) -> None:
    data = project / "data/2021.yaml"
    data.write_text(data.read_text("utf-8").replace("年度: 2021", "年度: 2022"), "utf-8")
    findings = build(2021, project).findings
    assert any("2022" in f.message and "2021.yaml" in f.message and f.origin for f in findings)


def test_a_citation_with_single_braces_is_not_printed(edited: Callable[[str, str], Path]) -> None:
    findings = build(2021, edited("单位.机构沿革", "编制为{ 人员.核定编制数 }。")).findings
    assert any(f.code == "C405" and f.origin for f in findings)


def test_mistakes_of_all_kinds_come_in_one_pass(project: Path) -> None:
    data = project / "data/2021.yaml"
    text = data.read_text("utf-8")
    for old, new in (
        ("  自称: 本中心", "  自称：本中心"),
        ("基本支出: 2650568.24元", "基本支出: 2,650,568.24元"),
        ("  层级: 部门", "  层级: 部"),
        ("\n收入:", "\n收人:"),
        ("退休“中人”{{ 数据.兑现人数 }}", "退休“中人”{{ 数据.兑现人頭 }}"),
    ):
        assert old in text
        text = text.replace(old, new, 1)
    data.write_text(text, "utf-8")
    findings = build(2021, project).findings
    said = " ".join(f.message for f in findings)
    assert all(word in said for word in ("自称", "2,650,568.24元", "“部”", "收人", "兑现人頭")), said
    assert all(f.origin and f.origin.line > 0 for f in findings)


def test_the_functions_of_the_package_stay_functions(frozen: Path) -> None:
    import yanbian_report

    yanbian_report.load(2021, frozen)
    assert callable(yanbian_report.build)
    assert callable(yanbian_report.check)


def test_no_table_is_wider_than_the_text_and_every_table_has_a_header_row(built: BuildResult) -> None:
    assert built.document is not None
    body = ElementTree.fromstring(parts(built.document)["word/document.xml"])
    size, margins = body.find(f".//{W}pgSz"), body.find(f".//{W}pgMar")
    assert size is not None
    assert margins is not None
    width = int(size.get(W + "w", "0")) - int(margins.get(W + "left", "0")) - int(margins.get(W + "right", "0"))
    tables = list(body.iter(W + "tbl"))
    assert len(tables) == 3
    for table in tables:
        assert sum(int(column.get(W + "w", "0")) for column in table.iter(W + "gridCol")) <= width
        assert table.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None


def test_the_file_says_what_it_is_and_nothing_of_who_made_the_template(built: BuildResult) -> None:
    assert built.document is not None
    found = parts(built.document)
    core = found["docProps/core.xml"].decode()
    assert "2021年度盐边县社会保险事务中心部门决算" in core
    assert "zh-CN" in core
    assert not re.search(r"lastModifiedBy|python-docx|created|modified", core)
    assert b'w:eastAsia="zh-CN"' in found["word/styles.xml"]
    assert not [name for name in found if "embed" in name.lower() or name.startswith("word/fonts/")]
