"""The editor's bundle is what its sources make, its licences are all there, and the page stays small."""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
from pathlib import Path
from types import ModuleType

import pytest

from tests.conftest import ROOT

SOURCES = ROOT / "workbench/editor"
STATIC = ROOT / "yanbian_report/workbench/static"


def _launcher() -> ModuleType:
    spec = importlib.util.spec_from_file_location("launcher_of_editor", ROOT / "run.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _locked() -> dict[str, dict[str, object]]:
    """What the bundle may hold, by name."""
    packages = json.loads((SOURCES / "package-lock.json").read_text("utf-8"))["packages"]
    return {name.rpartition("node_modules/")[2]: told for name, told in packages.items() if name}


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("npm") is None, reason="no npm: the editor's bundle is not made anew")
def test_the_bundle_is_what_its_sources_make(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "editor"
    shutil.copytree(SOURCES, folder, ignore=shutil.ignore_patterns("node_modules"))
    if _launcher().make_editor(folder, tmp_path / "made.js"):
        pytest.skip(f"npm cannot install here: the editor's bundle is not made anew ({capfd.readouterr().out.strip()})")
    assert (tmp_path / "made.js").read_bytes() == (STATIC / "editor.js").read_bytes()


def test_every_library_of_the_bundle_has_its_licence_beside_it() -> None:
    licences = (STATIC / "LICENSES.txt").read_text("utf-8")
    shipped = {name: told for name, told in _locked().items() if not told.get("dev") and not told.get("optional")}
    assert len(shipped) > 10
    assert [
        f"{name} {told['version']}" for name, told in shipped.items() if f"{name} {told['version']}" not in licences
    ] == []
    assert {told["license"] for told in shipped.values()} == {"MIT"}
    named = set(re.findall(r"(?m)(@?[\w/.-]+) \d+\.\d+\.\d+", licences))
    assert named <= {*shipped}, "a licence of what is not there"


def test_the_lock_names_what_the_sources_import() -> None:
    imported = set(re.findall(r'from "([^"]+)"', (SOURCES / "editor.js").read_text("utf-8")))
    wanted = json.loads((SOURCES / "package.json").read_text("utf-8"))["dependencies"]
    assert imported == {*wanted}
    assert all(re.fullmatch(r"[\d.]+", version) for version in wanted.values()), "exact versions make exact bytes"
    assert all(told["version"] == wanted[name] for name, told in _locked().items() if name in wanted)


def test_the_page_is_small_and_fetches_nothing_from_elsewhere() -> None:
    files = [file for file in STATIC.iterdir() if file.suffix in (".js", ".css", ".html")]
    assert sum(file.stat().st_size for file in files) < 600_000
    own = [file for file in files if file.name != "editor.js"]
    assert [
        file.name for file in own if re.search(r"https?://|@import|\beval\(|\bnew Function", file.read_text("utf-8"))
    ] == []
    assert [file.name for file in own if file.read_text("utf-8").count("\n") > 300] == []


def test_the_page_asks_for_all_of_its_modules_at_once() -> None:
    page = (STATIC / "index.html").read_text("utf-8")
    asked = set(re.findall(r'(?:modulepreload" href|src)="static/([\w.]+\.js)"', page))
    assert asked == {file.name for file in STATIC.glob("*.js")}
