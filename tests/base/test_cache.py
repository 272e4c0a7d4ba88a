"""What is kept between builds changes no byte of the report, whatever becomes of it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT, copy_project
from yanbian_report.api import build
from yanbian_report.base.cache import _KEPT as KEPT
from yanbian_report.base.cache import _MOST as MOST
from yanbian_report.base.cache import DiskCache, key_of
from yanbian_report.templates.load import forget_templates
from yanbian_report.templates.template import loads

pytestmark = pytest.mark.xdist_group("cache")  # one office is built once


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """A project in which the report was built once, and that report."""
    folder = copy_project(tmp_path_factory.mktemp("kept"))
    return folder, report(folder)


def report(project: Path) -> bytes:
    result = build(2021, project)
    assert result.document is not None, result.findings
    assert [p.stat().st_size > 1000 for p in result.pictures] == [True] * 6
    return result.document.read_bytes()


def test_a_build_with_all_that_is_kept_is_the_same_to_the_byte(office: tuple[Path, bytes]) -> None:
    assert report(office[0]) == office[1]


@pytest.mark.parametrize("damage", [b"", b"x", b"\x00" * 500])
def test_what_is_damaged_is_made_anew(damage: bytes, office: tuple[Path, bytes]) -> None:
    for file in (office[0] / "build/.cache").iterdir():
        file.write_bytes(damage)
    assert report(office[0]) == office[1]


def test_bytes_changed_in_the_middle_are_noticed(office: tuple[Path, bytes]) -> None:
    for file in (office[0] / "build/.cache").iterdir():
        data = bytearray(file.read_bytes())
        data[len(data) // 2] ^= 1
        file.write_bytes(bytes(data))
    assert report(office[0]) == office[1]


Change = Callable[[Any], Any]
PROGRAMS: dict[str, list[object]] = {
    "no steps": ["[]"],
    "a step of too few fields": ["[]", ["Print", 1]],
    "a step that prints a number": ["[]", ["Print", 1, 5]],
    "a name with no parts": ["[]", ["Print", 1, ["Path", "年度", "年度"]]],
    "a loop over nothing": ["[]", ["For", 1, "甲", ["Path", "单位", ["[]"]], "甲", ["[]"]]],
    "an unknown kind": ["[]", ["Exec", "x"]],
    "a number": 5,  # type: ignore[dict-item]
}
PARTS: dict[str, Change] = {
    "no parts": lambda _: {},
    "no document": lambda parts: {name: part for name, part in parts.items() if name != "word/document.xml"},
    "a part that is no text": lambda parts: {**parts, "word/styles.xml": "*" * 80},
    "a part that is nothing": lambda parts: {**parts, "word/styles.xml": None},
    "a part elsewhere": lambda parts: {**parts, "../../x.xml": ""},
    "a list": lambda parts: list(parts),
}
ODD: dict[str, tuple[str, Change]] = {
    **{f"body: {name}": ("body", lambda _, data=data: data) for name, data in PROGRAMS.items()},
    **{f"clauses: {name}": ("macros", lambda _, data=data: data) for name, data in [*PROGRAMS.items()][1:]},
    **{f"parts: {name}": ("parts", change) for name, change in PARTS.items()},
    "a place of no size": ("slots", lambda slots: [[name, [0, 0], *others] for name, _, *others in slots]),
    "a place of a text": ("slots", lambda slots: [[name, ["x", "y"], *others] for name, _, *others in slots]),
    "a footer of numbers": ("flows", lambda flows: dict.fromkeys(flows, ["[]", 1])),
    "a note of one word": ("notes", lambda _: [["T601"]]),
}


@pytest.mark.parametrize("case", ODD)
def test_a_sealed_value_of_odd_parts_is_made_anew_and_raises_nothing(case: str, office: tuple[Path, bytes]) -> None:
    group, change = ODD[case]
    forget_templates()
    assert report(office[0]) == office[1]
    cache = DiskCache(office[0] / "build/.cache")
    [entry] = cache.folder.glob("template-*")  # type: ignore[union-attr]
    key = entry.name.removeprefix("template-")
    whole = cache.get("template", key)
    assert whole is not None
    filled, _, sources = whole.partition(b"\n")
    values = json.loads(filled)
    changed = change(values[group])
    assert changed != values[group]
    cache.put("template", key, json.dumps({**values, group: changed}).encode() + b"\n" + sources)
    forget_templates()
    assert cache.read("template", key, loads) is None
    assert report(office[0]) == office[1]
    assert cache.get("template", key) == whole


def test_all_of_it_can_be_deleted_or_half_of_it(office: tuple[Path, bytes]) -> None:
    kept = sorted((office[0] / "build/.cache").iterdir(), key=lambda f: zlib.crc32(f.name.encode()))
    for file in kept[::2]:
        file.unlink()
    assert report(office[0]) == office[1]
    shutil.rmtree(office[0] / "build")
    assert report(office[0]) == office[1]


def test_a_folder_that_cannot_be_written_is_no_obstacle(project: Path, office: tuple[Path, bytes]) -> None:
    (project / "build").mkdir()
    (project / "build/.cache").write_text("in the way", "utf-8")
    assert report(project) == office[1]


HEAVY = ("matplotlib", "docxtpl", "jinja2", "lxml", "numpy", "PIL")


def loaded_by_a_build(project: Path) -> list[str]:
    """The heavy libraries that a build in a process of its own loads."""
    program = (
        "import sys; from yanbian_report.api import build; "
        f"assert build(2021, {str(project)!r}).document; print(*sorted(sys.modules.keys() & {set(HEAVY)}))"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=environment, check=True)
    return done.stdout.split()


def test_a_build_with_everything_kept_loads_nothing_heavy(office: tuple[Path, bytes]) -> None:
    shutil.rmtree(office[0] / "build")
    assert report(office[0]) == office[1]
    assert loaded_by_a_build(office[0]) == []


def test_what_was_damaged_is_kept_again_by_the_next_process(office: tuple[Path, bytes]) -> None:
    for file in (office[0] / "build/.cache").iterdir():
        file.write_bytes(b"x")
    assert {"matplotlib", "jinja2"} <= set(loaded_by_a_build(office[0]))
    assert loaded_by_a_build(office[0]) == []


def test_one_figure_changed_draws_what_shows_it_and_nothing_else(office: tuple[Path, bytes]) -> None:
    folder = office[0] / "build/.cache"
    before = {file.name for file in folder.iterdir()}
    data = office[0] / "data/2021.yaml"
    text = data.read_text("utf-8")
    data.write_text(text.replace("公用经费: 17.11", "公用经费: 17.12"), "utf-8")
    report(office[0])
    data.write_text(text, "utf-8")
    fresh = {file.name.partition("-")[0] for file in folder.iterdir() if file.name not in before}
    assert fresh == {"pages"}


def test_a_key_tells_its_parts_apart() -> None:
    assert key_of("ab", "c") != key_of("a", "bc")
    assert key_of(["a", b"b"]) == key_of("a", b"b")


def test_what_was_written_longest_ago_goes_first_and_the_rest_stays(tmp_path: Path) -> None:
    cache = DiskCache(tmp_path / "cache")
    for number in range(1, MOST + 1):
        cache.put("picture", str(number), b"drawn")
        os.utime(tmp_path / f"cache/picture-{number}", (number, number))
    assert len(list(cache.folder.iterdir())) == MOST
    os.utime(tmp_path / "cache/picture-2", (0, 0))
    cache.put("picture", "new", b"drawn")
    cache.put("picture", "newer", b"drawn")
    left = {file.name for file in cache.folder.iterdir()}
    by_age = [2, 1, *range(3, MOST + 1)]
    assert left == {f"picture-{name}" for name in [*by_age[MOST + 1 - KEPT :], "new", "newer"]}


def test_without_a_folder_nothing_is_kept() -> None:
    assert DiskCache(None).value("picture", "1", lambda: b"drawn") == b"drawn"
    assert DiskCache(None).value("picture", "1", lambda: None) is None
