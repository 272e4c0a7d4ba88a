"""The doors of the house: a new thing is hung in one place, and everything that is to know of it does.

Each test puts the new module, or folder, beside those of its package and takes it away afterwards. Chart kinds and
finding codes have theirs in tests/charts and tests/test_codes.py.
"""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from textwrap import dedent

import pytest
import yaml

from yanbian_report.api import build, check, inspect, load
from yanbian_report.base.project import Project
from yanbian_report.batch_runner import Job, batch, build_one, jobs_in
from yanbian_report.cli.parser import DONE, main
from yanbian_report.forms import FINAL_ACCOUNTS, form_names
from yanbian_report.options import BuildOptions
from yanbian_report.outputs import output_names
from yanbian_report.watcher import watch
from yanbian_report.word.document import printed_text
from yanbian_report.word.package import DOCUMENT, read_package, to_bytes

Hang = Callable[..., None]


@pytest.fixture
def hang(tmp_path: Path) -> Iterator[Hang]:
    """``hang("yanbian_report.proof", {"spelling.py": "…"})``: files beside a package's own, until the test ends."""
    hung: list[tuple[list[str], str]] = []
    known = set(sys.modules)

    def put(package: str, files: dict[str, str]) -> None:
        folder = tmp_path / "hung" / package
        for name, text in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(dedent(text), "utf-8")
        paths = importlib.import_module(package).__path__
        paths.append(str(folder))
        hung.append((paths, str(folder)))
        importlib.invalidate_caches()

    yield put
    for paths, folder in hung:
        paths.remove(folder)
    for name in sorted(set(sys.modules) - known, reverse=True):  # what lies inside another comes first
        if str(getattr(sys.modules[name], "__file__", "")).startswith(str(tmp_path)):
            parent, _, own = name.rpartition(".")
            delattr(sys.modules[parent], own)
            del sys.modules[name]


# An input: a reader in inputs/.

JSON = {
    "json/__init__.py": '''
        """JSON: a data file that another program wrote. JSON is YAML, so the YAML reader and its places serve."""

        from yanbian_report.inputs.yaml import read

        SUFFIXES = (".json",)
        __all__ = ["SUFFIXES", "read"]
        '''
}


@pytest.fixture
def json_project(project: Path, hang: Hang) -> Path:
    """A project whose only data file is data/2021.json."""
    hang("yanbian_report.inputs", JSON)
    typed = project / "data/2021.yaml"
    data = yaml.load(typed.read_text("utf-8"), yaml.BaseLoader)
    (project / "data/2021.json").write_text(json.dumps(data, ensure_ascii=False, indent=1), "utf-8")
    typed.unlink()
    return project


def test_a_reader_put_into_inputs_reads_a_year_and_its_findings_name_the_file(json_project: Path) -> None:
    assert check(2021, json_project).open == []
    file = json_project / "data/2021.json"
    file.write_text(file.read_text("utf-8").replace('"290.22"', '"290.23"', 1), "utf-8")
    origins = [f.origin for f in check(2021, json_project).open]
    assert origins
    assert {str(origin).partition(":")[0] for origin in origins} == {"data/2021.json"}


def test_a_year_of_a_new_kind_of_file_is_built_listed_and_done_by_batch(
    json_project: Path, built_text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    result = build(2021, json_project)
    assert result.document is not None, result.findings
    assert words_of(result.document) == built_text
    assert any(asked.item == "成品的页数和大小" for asked in inspect(2021, json_project).requirements)
    assert main(["list", "--project", str(json_project)]) == DONE
    assert "2021　" in capsys.readouterr().out
    jobs = jobs_in([json_project])
    assert jobs == [Job(json_project, 2021)]
    with ThreadPoolExecutor(1) as pool:
        assert [o.unchanged for o in batch(jobs, pool)] == [False]
    assert build_one(jobs[0]).unchanged
    file = json_project / "data/2021.json"
    file.write_text(file.read_text("utf-8").replace("5113人次", "5114人次"), "utf-8")
    assert not build_one(jobs[0]).unchanged


def test_a_watch_sees_a_new_kind_of_file(json_project: Path) -> None:
    file = json_project / "data/2021.json"

    def edit(_: float) -> None:
        text = file.read_text("utf-8")
        if "5113人次" in text:
            file.write_text(text.replace("5113人次", "5114人次"), "utf-8")

    builds = watch(2021, Project(json_project), BuildOptions(), edit)
    assert next(builds).built.document is not None
    assert [path.name for path in next(builds).changed] == ["2021.json"]


def test_a_new_year_is_not_written_beside_a_file_of_another_kind(
    json_project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (json_project / "data/2022.json").write_text("{}", "utf-8")
    assert main(["new", "2022", "--project", str(json_project)]) != DONE
    assert "data/2022.json 已经有了" in capsys.readouterr().err


def test_without_its_reader_the_file_is_no_year(project: Path) -> None:
    (project / "data/2020.json").write_text("{}", "utf-8")
    assert [job.year for job in jobs_in([project])] == [2021]


# An output: a module in outputs/.

COUNT = {
    "count.py": '''
        """Count: how many characters the document has, for offices that must report it."""

        from pathlib import PurePath

        HELP = "同时数出全文的字数"
        LABEL = "字数"


        def render(document):
            from yanbian_report.word.document import printed_text
            from yanbian_report.word.package import DOCUMENT

            text = printed_text(document.package.text(DOCUMENT))
            return {PurePath(f"{document.stem}字数.txt"): f"{len(text)}\\n".encode()}, []
        '''
}


def test_a_module_put_into_outputs_is_an_option_of_build_and_its_file_is_written(
    frozen: Path, tmp_path: Path, hang: Hang, capsys: pytest.CaptureFixture[str]
) -> None:
    hang("yanbian_report.outputs", COUNT)
    with pytest.raises(SystemExit):
        main(["build", "--help"])
    said = capsys.readouterr().out
    assert "--count" in said
    assert "同时数出全文的字数" in said
    document = tmp_path / "报告.docx"
    assert main(["build", "2021", "--count", "-o", str(document), "--project", str(frozen)]) == DONE
    said = capsys.readouterr().out
    assert "字数" in said
    assert str(tmp_path / "报告字数.txt") in said
    assert int((tmp_path / "报告字数.txt").read_text()) == len(words_of(document))
    assert BuildOptions(outputs=tuple(output_names())).outputs == ("count", "pdf", "web", "web_zip")


# A proof: a module in proof/.

SPELLING = {
    "spelling.py": '''
        """Spelling: words that the style guide forbids."""

        from yanbian_report.base.findings import error


        def check(document):
            for heading in document.headings:
                if "名词解释" in heading.text:
                    yield error("W399", f"标题“{heading.text}”里有不用的词", hint="换一个说法")
        '''
}


def test_a_module_put_into_proof_is_asked_about_every_document(frozen: Path, tmp_path: Path, hang: Hang) -> None:
    document = tmp_path / "报告.docx"
    assert build(2021, frozen, document).document == document
    hang("yanbian_report.proof", SPELLING)
    result = build(2021, frozen, tmp_path / "另一份.docx")
    assert [f.code for f in result.findings] == ["W399"]
    assert "名词解释" in result.findings[0].message
    assert result.document is None


# A rule: a generator in a module of the form's rules.

PROJECTS = {
    "projects.py": '''
        from yanbian_report.rules.relations import not_more_than
        from yanbian_report.rules.rule import rule


        @rule("R999", basis="公开01表")
        def nothing_but_projects(year):
            """支出总计不多于项目支出。"""
            yield not_more_than(year.figure("支出.支出总计"), year.figure("支出.项目支出"))
        '''
}


def test_a_generator_put_into_the_rules_is_checked_and_explained(
    frozen: Path, hang: Hang, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(2021, frozen).open == []
    hang(f"yanbian_report.forms.{FINAL_ACCOUNTS}.rules", PROJECTS)
    found = check(2021, frozen).open
    assert [f.code for f in found] == ["R999"]
    assert found[0].path == "支出.支出总计"
    assert main(["explain", "R999"]) == DONE
    assert "支出总计不多于项目支出。" in capsys.readouterr().out


# A report form: a folder in forms/, with its own schema, rules and names.

BUDGET = {
    "budget/__init__.py": "",
    "budget/form.py": '''
        """部门预算, as small as a form can be."""

        import re

        from yanbian_report.forms.form import Form, NextYear, Printing
        from yanbian_report.model.year import Year, flatten
        from yanbian_report.rules.rule import rules_in
        from yanbian_report.yamldoc.schema import Schema

        _TEXT = {"type": "string"}
        _AMOUNT = {"type": "string", "x-type": "amount"}
        _SCHEMA = Schema(
            {
                "type": "object",
                "required": ["版本", "年度", "单位"],
                "additionalProperties": False,
                "properties": {
                    "版本": _TEXT,
                    "年度": _TEXT,
                    "单位": _TEXT,
                    "预算": {"type": "object", "properties": {"收入": _AMOUNT, "支出": _AMOUNT}},
                },
            }
        )
        _NEVER = re.compile("(?!)")


        def _derive(data_file, project):
            return Year(data_file.tree, data_file.file, flatten(data_file.tree)), []


        FORM = Form(
            name="部门预算",
            schema=lambda: _SCHEMA,
            derive=_derive,
            tables=lambda project, year: [],
            repeated=lambda year: {},
            rules=lambda: rules_in(f"{__package__}.rules"),
            title=lambda year: f"{year.text('年度')}年{year.text('单位')}部门预算",
            owner=lambda year: year.text("单位"),
            headline="预算.收入",
            example="预算.收入",
            derived_endings=(),
            printing=Printing(_NEVER, _NEVER),
            next_year=NextYear(_NEVER, {}, (), (), (), (), ""),
        )
        ''',
    "budget/rules/__init__.py": "",
    "budget/rules/balance.py": '''
        from yanbian_report.rules.relations import equals
        from yanbian_report.rules.rule import rule


        @rule("R991", basis="预算法第十二条")
        def balanced(year):
            """收入等于支出。"""
            yield equals(year.figure("预算.收入"), year.figure("预算.支出"))
        ''',
}


@pytest.fixture
def budget(project: Path, hang: Hang) -> Path:
    """A project with the budget of 2023 and a template for it, of one sentence and without charts."""
    hang("yanbian_report.forms", BUDGET)
    for chart in (project / "charts").glob("*.yaml"):
        chart.unlink()
    (project / "data/2023.yaml").write_text(
        "版本: 预算\n年度: 2023\n单位: 某县某局\n预算:\n  收入: 25.16\n  支出: 25.16\n", "utf-8"
    )
    package, _ = read_package(next((project / "templates/2022-2024").glob("00*.docx")))
    assert package is not None
    xml = package.text(DOCUMENT)
    sentence = "<w:p><w:r><w:t>{{ 单位 }}收入预算{{ 预算.收入|万元 }}，支出预算{{ 预算.支出|万元 }}。</w:t></w:r></w:p>"
    start, end = xml.index("<w:body>") + len("<w:body>"), xml.rindex("<w:sectPr")
    (project / "templates/预算").mkdir()
    (project / "templates/预算/句式.txt").write_text("", "utf-8")
    (project / "templates/预算/00-全文.docx").write_bytes(
        to_bytes(package.replaced({DOCUMENT: xml[:start] + sentence + xml[end:]}))
    )
    return project


def test_a_folder_put_into_forms_is_loaded_checked_and_built(budget: Path) -> None:
    assert "budget" in form_names()
    loaded = load(2023, budget, form="budget")
    assert loaded.year is not None, loaded.findings
    assert loaded.year.text("单位") == "某县某局"
    result = build(2023, budget, form="budget")
    assert result.findings == []
    assert result.document is not None
    assert result.document.name == "2023年某县某局部门预算.docx"
    assert words_of(result.document) == "某县某局收入预算25.16万元，支出预算25.16万元。"


def test_another_form_has_rules_and_a_schema_of_its_own(budget: Path) -> None:
    file = budget / "data/2023.yaml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("支出: 25.16", "支出: 26.16"), "utf-8")
    assert [f.code for f in check(2023, budget, form="budget").open] == ["R991"]
    file.write_text(f"{text}收入:\n  收入总计: 25.16\n", "utf-8")
    found = check(2023, budget, form="budget").open
    assert [f.code for f in found] == ["D201"]
    assert not [f.code for f in check(2021, budget).open if f.code.startswith(("R", "D"))], (
        "the first form is as it was"
    )


def test_a_form_that_there_is_not_is_answered_with_those_that_there_are(frozen: Path) -> None:
    with pytest.raises(KeyError, match=f"没有“budget”这种报告，现有：{FINAL_ACCOUNTS}"):
        load(2021, frozen, form="budget")


@pytest.fixture(scope="module")
def built_text(frozen: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    document = build(2021, frozen, tmp_path_factory.mktemp("doors") / "报告.docx").document
    assert document is not None
    return words_of(document)


def words_of(document: Path) -> str:
    """All that a document prints."""
    package, _ = read_package(document)
    assert package is not None
    return printed_text(package.text(DOCUMENT))
