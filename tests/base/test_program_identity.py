"""The program knows itself: whatever it caches is made again when the code that makes it changes, and only then."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import grimp
import pytest

from tests.conftest import ROOT, copy_project
from yanbian_report.base.cache import code_of
from yanbian_report.base.versions import LIBRARIES, version_of
from yanbian_report.charts.cache_key import DRAWING, DRAWING_LIBRARIES
from yanbian_report.forms.final_accounts.workbooks import RECOGNITION
from yanbian_report.grids.print_tables import PRINTING
from yanbian_report.layout.page_numbers import PAGINATION, PAGINATION_LIBRARIES
from yanbian_report.templates.load import COMPILER, COMPILER_LIBRARIES, LINT
from yanbian_report.templates.set_tables import SETTING
from yanbian_report.word.package import DOCUMENT, read_package
from yanbian_report.workbook.read import READING

PACKAGE = "yanbian_report"
STORAGE = {"base.cache", "base.files", "base.versions"}  # they name and store a result, and cannot change it
DISTRIBUTIONS = {"PIL": "pillow", "yaml": "pyyaml", "jsonschema_rs": "jsonschema-rs"}  # where imported otherwise


class Maker(NamedTuple):
    """What makes one kind of result: modules that run, modules and libraries that its key names, and those of a key
    that is part of its key.
    """

    entries: tuple[str, ...]
    modules: tuple[str, ...]
    libraries: tuple[str, ...]
    within: tuple[str, ...] = ()


_TABLES = "forms.final_accounts.tables"
MAKERS = {
    "template": Maker(("templates.compile",), COMPILER, COMPILER_LIBRARIES),
    "lint": Maker(("templates.lint",), LINT, COMPILER_LIBRARIES, COMPILER),
    "tables": Maker(("grids.print_tables",), PRINTING, ()),
    "set": Maker(("templates.set_tables",), SETTING, ()),
    "pages": Maker(("layout.page_numbers",), PAGINATION, PAGINATION_LIBRARIES),
    "workbook": Maker(("workbook.read",), READING, ()),
    "recognised": Maker(
        ("forms.final_accounts.tables", "forms.final_accounts.tables.*", "workbook.read"), RECOGNITION, ()
    ),
    "picture": Maker(("charts.fit", "charts.paint", "charts.vector", "charts.kinds.*"), DRAWING, DRAWING_LIBRARIES),
}


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    """Every import of the package, those in functions and for types included."""
    return grimp.build_graph(PACKAGE, include_external_packages=True, cache_dir=None)


def imported(graph: grimp.ImportGraph, entries: tuple[str, ...]) -> set[str]:
    """Everything that ``entries`` import, directly or not."""
    left = {module for entry in entries for module in graph.find_matching_modules(f"{PACKAGE}.{entry}")}
    found: set[str] = set()
    while left:
        module = left.pop()
        found.add(module)
        left |= graph.find_modules_directly_imported_by(module) - found
    return found


def has_code(module: str) -> bool:
    place = ROOT / module.replace(".", "/")
    return place.with_suffix(".py").is_file() or (place / "__init__.py").stat().st_size > 0


def declared(graph: grimp.ImportGraph, names: Iterable[str]) -> set[str]:
    """The modules ``names`` of this package and all those in packages, as far as they have code."""
    roots = {f"{PACKAGE}.{name}" for name in names}
    modules = roots.union(*map(graph.find_descendants, roots))
    return {module.removeprefix(f"{PACKAGE}.") for module in modules if has_code(module)}


def libraries(modules: set[str]) -> set[str]:
    """The distributions of what is imported from elsewhere."""
    roots = {module.partition(".")[0] for module in modules} - sys.stdlib_module_names - {PACKAGE}
    return {DISTRIBUTIONS.get(root, root) for root in roots}


@pytest.mark.parametrize("kind", MAKERS)
def test_a_key_names_exactly_the_modules_that_make_what_it_is_for(kind: str, graph: grimp.ImportGraph) -> None:
    maker = MAKERS[kind]
    needed = {module for module in imported(graph, maker.entries) if module.startswith(PACKAGE)}
    wanted = {module.removeprefix(f"{PACKAGE}.") for module in needed if has_code(module)}
    wanted -= STORAGE | declared(graph, maker.within)
    assert sorted(declared(graph, maker.modules)) == sorted(wanted), "the list beside the key must be this one"


@pytest.mark.parametrize("kind", MAKERS)
def test_a_key_names_every_library_that_makes_what_it_is_for(kind: str, graph: grimp.ImportGraph) -> None:
    maker = MAKERS[kind]
    assert libraries(imported(graph, maker.entries)) <= set(maker.libraries)


def test_a_report_s_key_names_every_library_of_the_program(graph: grimp.ImportGraph) -> None:
    others = {"distributed", "starlette", "uvicorn", "watchfiles"}  # they make no report
    assert libraries(graph.modules) - others <= set(LIBRARIES)
    assert all(version_of(name) for name in LIBRARIES)


def test_the_hash_of_code_tells_modules_apart_and_knows_those_of_a_package() -> None:
    assert code_of("templates.lint") != code_of("templates.load")
    assert code_of("templates") != code_of("templates.lint")
    assert code_of("word", "base.cache") == code_of("base.cache", "word")
    with pytest.raises(OSError):
        code_of("templates.unknown")


class Office(NamedTuple):
    """A project, and a copy of the program that may be changed."""

    program: Path
    project: Path

    def run(self, *command: str) -> str:
        """What a command of the copied program says."""
        environment = {**os.environ, "PYTHONPATH": str(self.program), "PYTHONDONTWRITEBYTECODE": "1"}
        call = [sys.executable, "-m", PACKAGE, *command]
        done = subprocess.run(call, capture_output=True, text=True, encoding="utf-8", cwd=self.project, env=environment)
        return done.stdout + done.stderr

    def cached(self) -> set[str]:
        return {file.name for file in (self.project / "build/.cache").iterdir()}

    def kinds_made(self, *command: str) -> set[str]:
        """The kinds of results that a command makes and caches."""
        before = self.cached()
        self.run(*command)
        return {name.partition("-")[0] for name in self.cached() - before}


@pytest.fixture(scope="module")
def built_office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    folder = tmp_path_factory.mktemp("identity")
    shutil.copytree(ROOT / PACKAGE, folder / "program" / PACKAGE, ignore=shutil.ignore_patterns("__pycache__"))
    office = Office(folder / "program", copy_project(folder / "project"))
    assert "生成 1 份" in office.run("batch", ".", "--years", "2021")
    return office


Change = Callable[[str, str, str], None]


@pytest.fixture
def change(built_office: Office) -> Iterator[Change]:
    """``change("model/formats.py", old, new)`` in the copied program, for one test."""
    originals: dict[Path, str] = {}

    def edit(module: str, old: str, new: str) -> None:
        file = built_office.program / PACKAGE / module
        text = originals.setdefault(file, file.read_text("utf-8"))
        assert old in text
        file.write_text(text.replace(old, new, 1), "utf-8")

    yield edit
    for file, text in originals.items():
        file.write_text(text, "utf-8")


BATCH = ("batch", ".", "--years", "2021")
UNCHANGED = "没有变动 1 份"


@pytest.mark.xdist_group("identity")
def test_an_unchanged_program_builds_nothing_again(built_office: Office) -> None:
    assert UNCHANGED in built_office.run(*BATCH)


@pytest.mark.xdist_group("identity")
def test_a_changed_format_is_in_the_next_report_of_a_batch(built_office: Office, change: Change) -> None:
    change("model/formats.py", 'return wan_number(figure) + "万元"', 'return wan_number(figure) + " 万元"')
    assert UNCHANGED not in built_office.run(*BATCH)
    (document,) = (built_office.project / "build/2021").glob("*.docx")
    package, _ = read_package(document)
    assert package is not None
    assert "290.22 万元" in package.text(DOCUMENT)


@pytest.mark.xdist_group("identity")
def test_a_new_finding_of_lint_is_said_by_the_next_build(built_office: Office, change: Change) -> None:
    change("templates/lint.py", "    return [*_names(", '    return [error("T501", "新的规矩"), *_names(')
    assert "新的规矩" in built_office.run("build", "2021")


@pytest.mark.slow
@pytest.mark.xdist_group("identity")
@pytest.mark.parametrize(
    ("module", "old", "new", "kinds"),
    [
        ("forms/final_accounts/rules/revenue_expenditure.py", "等于", "等於", set()),
        ("templates/interpret.py", "_DEEPEST = 30", "_DEEPEST = 31", set()),
        ("templates/fill.py", "def _numbered", "# 一\ndef _numbered", set()),
        ("templates/prose.py", "def _meant", "# 一\ndef _meant", set()),
        ("model/formats.py", "def spoken", "# 一\ndef spoken", {"lint", "picture"}),
        ("templates/lint.py", "[:40]", "[:41]", {"lint"}),
        ("templates/compile.py", "标签套得太深", "标签套得很深", {"template", "lint"}),
        ("charts/vector.py", "def svg", "# 一\ndef svg", {"picture"}),
        ("charts/paint.py", "_SHADES = 32", "_SHADES = 31", {"picture"}),
        ("charts/kinds/pie.py", "from math", "# 一\nfrom math", {"picture"}),
        ("layout/paginate.py", "from typing", "# 一\nfrom typing", {"blocks", "pages", "set"}),
        ("layout/table_ends.py", "from typing", "# 一\nfrom typing", {"set"}),
    ],
)
def test_a_change_of_code_makes_again_what_it_makes_and_nothing_else(
    built_office: Office, change: Change, module: str, old: str, new: str, kinds: set[str]
) -> None:
    change(module, old, new)
    assert built_office.kinds_made(*BATCH) == kinds | {"built"}
