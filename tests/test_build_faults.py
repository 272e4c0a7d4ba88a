"""What is in the way of a build, and where it writes: nothing but its own files, and no success that is none."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.codes.situations import close_folders
from tests.conftest import copy_project
from yanbian_report.api import build, check, load, new
from yanbian_report.base.findings import has_errors
from yanbian_report.cli.parser import DONE, ERRORS, main
from yanbian_report.options import BuildOptions
from yanbian_report.templates.load import forget_templates
from yanbian_report.word.package import DOCUMENT, DOCUMENT_RELATIONS, Package, read_package

TITLE = "2021年度盐边县社会保险事务中心部门决算"
DRAFT = BuildOptions(draft=True)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose report has been built."""
    folder = copy_project(tmp_path_factory.mktemp("made"))
    assert build(2021, folder).document is not None
    return folder


@pytest.fixture
def office(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made, tmp_path / "office")
    return tmp_path / "office"


def everything(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink()}


# ── an error is an error ──


@pytest.mark.parametrize("in_the_way", [f"{TITLE}网页", "图1.png"])
def test_a_file_that_cannot_be_written_beside_the_document_is_no_success(
    in_the_way: str, office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = office / "build/2021" / in_the_way
    if target.exists():
        target.unlink()
        target.mkdir()
    else:
        target.write_text("in the way", "utf-8")
    result = build(2021, office, options=BuildOptions(outputs=("web",)))
    assert result.document is not None
    assert has_errors(result.findings)
    assert main(["build", "2021", "--project", str(office), "--web"]) == ERRORS
    said = capsys.readouterr()
    assert said.out.strip().endswith(f"{TITLE}.docx"), "the document is there and named"
    assert "B513" in said.err or "B511" in said.err


def test_a_batch_with_a_page_that_cannot_be_written_is_no_success(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (office / "build/2021/图1.png").unlink()
    (office / "build/2021/图1.png").mkdir()
    assert main(["batch", str(office), "--jobs", "1"]) == ERRORS
    assert "看是什么问题" in capsys.readouterr().out


# ── where it writes ──


def test_a_draft_leaves_the_report_s_own_pictures_alone(office: Path) -> None:
    before = everything(office / "build/2021")
    data = office / "data/2021.yaml"
    data.write_text(data.read_text("utf-8").replace("公用经费: 17.11", "公用经费: 待填"), "utf-8")
    result = build(2021, office, options=DRAFT)
    assert result.document is not None
    assert result.pictures
    assert all(picture.parent.name == "草稿" for picture in result.pictures)
    after = everything(office / "build/2021")
    assert {path: after[path] for path in before} == before


def test_a_draft_is_no_report_that_a_list_shows_as_built(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert build(2021, project, options=DRAFT).document is not None
    (project / "build/2021" / f"~${TITLE[2:]}.docx").write_bytes(b"lock")
    assert main(["list", "--project", str(project)]) == DONE
    assert capsys.readouterr().out.strip().endswith("未生成")
    assert build(2021, project).document is not None
    assert main(["list", "--project", str(project)]) == DONE
    assert capsys.readouterr().out.strip().endswith("已生成")


@pytest.mark.parametrize("name", ["../../../templates/x", "/tmp/x", "图1", "index", "a/b", "图1.png/../../x"])
def test_pictures_of_the_web_page_are_never_called_as_a_template_calls_them(name: str, office: Path) -> None:
    from yanbian_report.outputs import Finished
    from yanbian_report.outputs.web import render

    package, _ = read_package(office / "build/2021" / f"{TITLE}.docx")
    assert package is not None
    document = package.text(DOCUMENT).replace('name="图3"', f'name="{name}"').replace('name="图4"', f'name="{name}"')
    relations = package.text(DOCUMENT_RELATIONS).replace("media/figure4.png", "media/logo.png")
    parts = {**package.parts, "word/media/logo.png": b"another"}
    files, _ = render(
        Finished(Package(parts).replaced({DOCUMENT: document, DOCUMENT_RELATIONS: relations}), b"", "题", "题")
    )
    pictures = {path.name: data for path, data in files.items() if path.suffix == ".png"}
    assert len(pictures) == 6
    assert {path.parent.as_posix() for path in files} == {"题网页"}
    assert pictures["图1.png"] == package.parts["word/media/figure1.png"]
    assert {path.name for path in files} >= {
        "index.html",
        "正文.txt",
        *(f"图{number}.png" for number in (1, 2, 3, 5, 6)),
    }


def test_an_output_that_names_a_file_elsewhere_writes_none(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pathlib import PurePath

    from yanbian_report.outputs import web

    for path in ("../x", "/tmp/x"):
        monkeypatch.setattr(web, "render", lambda _, path=path: ({PurePath(path): b"x"}, []))
        with pytest.raises(ValueError, match="names"):
            build(2021, office, options=BuildOptions(outputs=("web",)))
    assert not (office / "build/x").exists()


@pytest.mark.parametrize("edition", ["../../elsewhere", "2020-2021/../../../elsewhere", "/elsewhere", ".."])
def test_an_edition_that_is_a_path_reads_no_templates_elsewhere(edition: str, office: Path, tmp_path: Path) -> None:
    shutil.copytree(office / "templates/2020-2021", tmp_path / "elsewhere")
    data = office / "data/2021.yaml"
    data.write_text(data.read_text("utf-8").replace("版本: 2020-2021", f"版本: {edition}"), "utf-8")
    assert [f.code for f in check(2021, office).open] == ["B502"]
    assert build(2021, office).document is None


# ── names and links ──


@pytest.fixture
def here(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "loop.docx").symlink_to("loop.docx")
    (tmp_path / "dangling.docx").symlink_to("/nowhere/x.docx")
    (tmp_path / "folder.docx").mkdir()
    os.mkfifo(tmp_path / "pipe.docx")
    yield made


OUTPUTS = {
    "folder.docx": "B514",
    "pipe.docx": "B514",
    "报告": "B514",
    "a\0b.docx": "B514",
    "": "B514",
    "loop/x.docx": "B513",
    f"{'x' * 300}.docx": "B513",
    f"{'x' * 6_000}.docx": "B513",
    "报告\ud800.docx": "B513",
    "folder.docx/../loop/报告.docx": "B513",
}


@pytest.mark.skipif(os.name == "nt", reason="links and pipes of POSIX")
@pytest.mark.parametrize("output", OUTPUTS)
def test_a_place_that_cannot_be_written_is_one_finding(output: str, here: Path, tmp_path: Path) -> None:
    before = sorted(path.name for path in tmp_path.iterdir())
    result = build(2021, here, output)
    assert result.document is None
    assert [f.code for f in result.findings] == [OUTPUTS[output]]
    assert sorted(path.name for path in tmp_path.iterdir()) == before


@pytest.mark.skipif(os.name == "nt", reason="links of POSIX")
@pytest.mark.parametrize("output", ["loop.docx", "dangling.docx"])
def test_a_link_is_replaced_whatever_it_leads_to(output: str, here: Path, tmp_path: Path) -> None:
    assert build(2021, here, output).document is not None
    assert not (tmp_path / output).is_symlink()


@pytest.mark.skipif(os.name == "nt", reason="links of POSIX")
@pytest.mark.parametrize(
    "project", ["loop", "loop/x", "pipe.docx", "x" * 300, "x" * 6_000, "nowhere", "a\0b", "\udcff"]
)
@pytest.mark.usefixtures("here")
def test_a_project_that_is_no_folder_is_one_finding(project: str) -> None:
    assert [f.code for f in load(2021, project).findings] == ["B501"]
    assert [f.code for f in build(2021, project).findings] == ["B501"]


@pytest.mark.skipif(os.name == "nt", reason="Windows lets nobody delete the current folder")
def test_a_current_folder_that_is_gone_is_a_finding_and_no_obstacle_to_what_lies_elsewhere(
    office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    assert [f.code for f in build(2021, ".").findings] == ["B501"]
    shutil.rmtree(office / "build")
    forget_templates()
    assert build(2021, office).document is not None
    assert [f.code for f in build(2021, office, "报告.docx").findings] == ["B513"]


@pytest.mark.parametrize("name", ["data", "templates", "charts", "2020-2021", "科目", "office"])
def test_a_folder_that_cannot_be_looked_into_is_named(name: str, office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    close_folders(monkeypatch, name)
    for found in (check(2021, office).open, build(2021, office).findings, new(2022, office).findings):
        said = [f for f in found if f.code == "B504"]
        assert said or (name == "data" and not found) or {f.code for f in found} <= {"D215", "B526"}


@pytest.mark.skipif(os.name == "nt", reason="names of POSIX are bytes")
@pytest.mark.parametrize("folder", ["charts", "templates/2020-2021", "data", "data/科目"])
def test_a_name_that_is_no_utf_8_is_a_finding_or_nothing(
    folder: str, office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for ending in (".yaml", ".docx", ""):
        name = os.fsdecode("20-收支".encode("gbk")) + ending
        (office / folder / name).write_bytes(b"x")
    found = {f.code for f in build(2021, office).findings}
    assert found == {"charts": {"B506"}, "templates/2020-2021": {"T106"}}.get(folder, set())
    assert main(["batch", str(office), "--jobs", "1"]) == (ERRORS if found else DONE)
    assert "Traceback" not in capsys.readouterr().err


def test_a_disk_that_fills_up_loses_no_report(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = everything(office / "build/2021")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    result = build(2021, office)
    assert [f.code for f in result.findings] == ["B513"]
    assert everything(office / "build/2021") == before
