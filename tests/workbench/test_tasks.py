"""What a year needs besides typing, from the page: built, opened, begun, imported, compared, explained."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.importing.material import UNIT, Accounts
from tests.workbench.conftest import Answer, Start, Started
from yanbian_report import new
from yanbian_report.forms import find_form
from yanbian_report.scaffold import Unit, init

shown: list[Path] = []


@pytest.fixture
def served(start: Start, project: Path) -> Started:
    shown.clear()
    return start(project, opener=shown.append)


def test_a_report_is_built_and_opened(served: Started, project: Path) -> None:
    assert served.client.post("/api/open", year=2021, which="docx").status == 400
    assert served.client.post("/api/open", year=2021, which="folder").status == 400
    done = served.client.post("/api/build", year=2021, outputs=["web"], draft=False).json()
    kinds = {file["kind"]: file["name"] for file in done["files"]}
    assert set(kinds) == {"docx", "web"}
    for which in ("docx", "web", "folder"):
        assert served.client.post("/api/open", year=2021, which=which).status == 204
    folder = project.resolve() / "build/2021"
    assert [file.name for file in shown[:2]] == [kinds["docx"], kinds["web"]] and shown[2] == folder
    for which in ("pdf", "../../x", "exe", ""):
        assert served.client.post("/api/open", year=2021, which=which).status == 400
    assert served.client.post("/api/build", year=2021, outputs=["../x"]).status == 400


def test_a_year_with_figures_to_fill_in_is_built_as_a_draft(served: Started, project: Path) -> None:
    file = project / "data/2021.yaml"
    file.write_text(file.read_text("utf-8").replace("项目支出: 25.16", "项目支出: 待填", 1), "utf-8")
    done = served.client.post("/api/build", year=2021).json()
    assert done["files"] == [] and any(f["to_do"] for f in done["findings"])
    draft = served.client.post("/api/build", year=2021, draft=True).json()
    assert ["草稿" in file["name"] for file in draft["files"]] == [True]


def test_a_build_that_breaks_down_is_said(served: Started, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr("sys.executable", str(shutil.which("false")))
        answer = served.client.post("/api/build", year=2021)
        assert answer.status == 500 and "没有做完" in answer.message
    (project / "build").write_text("no folder")
    done = served.client.post("/api/build", year=2021).json()
    assert done["files"] == [] and done["findings"]


def test_a_machine_that_opens_nothing_says_so(start: Start, frozen: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yanbian_report.workbench.serve.find_opener", lambda: None)
    served = start(frozen)
    assert served.client.get("/api/project").json()["can"]["open"] is False
    assert served.client.post("/api/open", year=2021, which="folder").status == 400


def test_a_program_that_does_not_start_is_said(start: Start, project: Path) -> None:
    def failing(_: Path) -> None:
        raise PermissionError(13, "no")

    served = start(project, opener=failing)
    served.client.post("/api/build", year=2021)
    answer = served.client.post("/api/open", year=2021, which="docx")
    assert answer.status == 403 and "打不开" in answer.message


def test_a_new_year_is_begun(served: Started) -> None:
    assert served.client.post("/api/new", year=2022).json() == {"year": 2022}
    again = served.client.post("/api/new", year=2022)
    assert again.json()["findings"][0]["code"] == "B516"
    assert served.client.get("/api/project").json()["years"] == [2021, 2022]
    for odd in ("2023", True, None, 2023.5):
        assert served.client.post("/api/new", year=odd).status == 400
    assert served.client.post("/api/new", year=10**30).json()["findings"]


def test_what_changed_is_told(served: Started) -> None:
    text = served.client.get("/api/open?year=2021").json()["text"]
    assert served.client.get("/api/changes?year=2021&against=saved").json() == []
    typed = text.replace("项目支出: 25.16", "项目支出: 25.17", 1)
    served.client.put("/api/look", year=2021, text=typed, turn=1, have={})
    change = served.client.get("/api/changes?year=2021&against=saved").json()
    assert [(c["path"], c["now"], c["then"]) for c in change] == [("支出.项目支出", "25.17万元", "25.16万元")]
    assert typed.split("\n")[change[0]["line"] - 1].strip().startswith("项目支出: 25.17")
    etag = served.client.get("/api/open?year=2021").json()["etag"]
    named = typed.replace("\n  困难群众代缴:", "\n  困难群众参保:", 1)
    assert served.client.put("/api/save", year=2021, text=named, etag=etag).status == 200
    version = served.client.get("/api/history?year=2021").json()[0]["id"]
    served.client.put("/api/look", year=2021, text=named, turn=2, have={})
    since = served.client.get(f"/api/changes?year=2021&against={version}").json()
    rows = [("项目.困难群众参保", "困难群众参保", "困难群众代缴"), ("支出.项目支出", "25.17万元", "25.16万元")]
    assert [(c["path"], c["now"], c["then"]) for c in since] == rows  # a name that changed is one place
    assert served.client.get("/api/changes?year=2021&against=20200101-000000-000-aaaaaaaa").status == 404
    served.client.put("/api/look", year=2021, text="年度: 2021\n", turn=3, have={})
    gone = served.client.get("/api/changes?year=2021&against=saved").json()
    assert all(c["now"] == "" and c["line"] is None for c in gone if c["path"].startswith("支出."))


def test_what_changed_since_last_year_is_told(start: Start, tmp_path: Path) -> None:
    assert not init(tmp_path / "甲", Unit("某县某中心", 2023))
    served = start(tmp_path / "甲")
    assert served.client.post("/api/new", year=2024).status == 200
    text = served.client.get("/api/open?year=2024").json()["text"]
    served.client.put("/api/look", year=2024, text=text, turn=1, have={})
    assert isinstance(served.client.get("/api/changes?year=2024&against=last").json(), list)
    first = served.client.get("/api/changes?year=2023&against=last")
    assert first.status == 404 and "没有上年（2022 年度）的数据文件" in first.message
    file = tmp_path / "甲/data/2023.yaml"
    file.write_text("年度: [\n", "utf-8")
    broken = served.client.get("/api/changes?year=2024&against=last")
    assert broken.status == 400 and "上年（2023 年度）" in broken.message


def test_a_change_is_told_with_its_size_and_the_names_of_codes(served: Started) -> None:
    assert served.client.post("/api/new", year=2022).status == 200
    text = served.client.get("/api/open?year=2021").json()["text"].replace("年度: 2021", "年度: 2022", 1)
    text = re.sub(r'(?m)^(    "2080101":.*\n      决算): 142.34$', r"\1: 152.34", text)
    served.client.put("/api/look", year=2022, text=text, turn=1, have={})
    rows = {one["path"]: one for one in served.client.get("/api/changes?year=2022&against=last").json()}
    row = rows["一般公共预算支出.功能分类.2080101.决算"]
    assert (row["change"], row["rate"], row["name"]) == ("+10.00万元", "+7.03%", "行政运行")


def test_a_finished_file_is_fetched_by_its_name_and_no_other(served: Started, project: Path) -> None:
    assert served.client.get("/api/built?year=2021&name=x.docx").status == 404
    (file,) = served.client.post("/api/build", year=2021).json()["files"]
    assert Path(file["path"]).read_bytes() and Path(file["path"]).parent == project.resolve() / "build/2021"
    answer = served.client.get(f"/api/built?{urlencode({'year': 2021, 'name': file['name']})}")
    assert answer.status == 200 and answer.body == Path(file["path"]).read_bytes()
    assert "attachment" in answer.headers["content-disposition"]
    for name in ("../../data/2021.yaml", "2021.yaml", "", "..", str(file["path"])):
        assert served.client.get(f"/api/built?{urlencode({'year': 2021, 'name': name})}").status == 404


def test_findings_of_a_build_have_their_places(served: Started, project: Path) -> None:
    file = project / "data/2021.yaml"
    text = file.read_text("utf-8").replace("项目支出: 25.16", "项目支出: 25.26", 1)
    file.write_text(text, "utf-8")
    found = served.client.post("/api/build", year=2021).json()["findings"]
    places = {one["path"]: (one["from"], one["to"]) for one in found if one["from"] is not None}
    start, end = places["支出.项目支出"]
    assert text[start:end] == "25.26"


def test_a_code_is_explained(served: Started) -> None:
    rule = served.client.get("/api/explain?code=r105").json()
    assert rule["code"] == "R105" and rule["statement"] and rule["why"] and "已知差异" in rule["what"]
    assert served.client.get("/api/explain?code=S112").json()["what"]
    assert served.client.get("/api/explain?code=Z1").status == 404


def test_a_rule_is_explained_with_what_passes_and_what_fails(served: Started) -> None:
    rule = served.client.get("/api/explain?code=R101").json()
    assert rule["passing"] != rule["failing"] and rule["says"]
    assert rule["says"] == find_form().examples()["R101"].says


@pytest.fixture
def workbook(tmp_path: Path) -> tuple[Path, bytes]:
    """A new unit's project, and the workbook that it is delivered with, taken out of it."""
    assert not init(tmp_path / "甲", Unit("某县某中心", 2023))
    kept = tmp_path / "甲/data/公开表/2023.xlsx"
    data = kept.read_bytes()
    return tmp_path / "甲", data


def drop(served: Started, data: bytes, year: int = 2023, **wanted: object) -> Answer:
    """A file dropped onto the page."""
    query = urlencode(wanted)
    own = {"origin": f"http://127.0.0.1:{served.client.port}", "content_type": "application/octet-stream"}
    return served.client.ask("POST", f"/api/import?year={year}&{query}", data, **own)


def codes(answer: Answer) -> set[Any]:
    return {f["code"] for f in answer.json()["findings"]}


def test_a_workbook_is_looked_at_before_it_is_read_in(start: Start, workbook: tuple[Path, bytes]) -> None:
    project, data = workbook
    served, before = start(project), (project / "data/2023.yaml").read_bytes()
    told = drop(served, data, name="x.xlsx", write=0)
    assert told.json()["written"] is False and codes(told)  # it is the example: X309
    assert "X309" in codes(told)
    odd = drop(served, b"no workbook", name="..\\../\0.xlsx", write=1)
    assert odd.json()["written"] is False and odd.json()["findings"]
    assert (project / "data/2023.yaml").read_bytes() == before
    assert not list((project / "build/.workbench").glob("import-*"))


def test_a_workbook_is_read_in_and_the_file_before_is_kept(start: Start, tmp_path: Path) -> None:
    office, book = tmp_path / "甲", Accounts().file(tmp_path / "公开表.xlsx")
    assert not init(office, Unit(UNIT, 2021)) and new(2022, office).document is not None
    served, file = start(office), office / "data/2022.yaml"
    before = file.read_bytes()
    dry = drop(served, book.read_bytes(), 2022, name="D:\\导出\\公开表 (1).xlsx", write=0).json()
    assert not dry["written"] and file.read_bytes() == before
    filled = {row["path"]: row for row in dry["rows"]}["支出.项目支出"]
    assert filled["in_file"] == "待填" and filled["in_workbook"] and "!" in filled["cell"] and filled["state"] == "填上"
    assert dry["tables"] and not any("build/.workbench" in str(f) for f in dry["findings"])
    done = drop(served, book.read_bytes(), 2022, name="公开表.xlsx", write=1).json()
    assert done["written"] and done["rows"] == dry["rows"]
    assert file.read_bytes() != before and (office / "data/公开表/2022.xlsx").read_bytes() == book.read_bytes()
    version = served.client.get("/api/history?year=2022").json()[0]["id"]
    assert served.client.get(f"/api/history/{version}?year=2022").json()["text"] == before.decode()
    again = drop(served, book.read_bytes(), 2022, name="公开表.xlsx", write=0).json()
    assert again["same"] > 0 and not [row for row in again["rows"] if row["state"] == "填上"]
    assert not list((office / "build/.workbench").glob("import-*"))
