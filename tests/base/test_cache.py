"""What is kept between builds changes no byte of the report, whatever becomes of it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

from tests.conftest import ROOT, copy_project
from yanbian_report.api import build
from yanbian_report.base.cache import _MOST as MOST
from yanbian_report.base.cache import DiskCache, key_of

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
    assert left == {f"picture-{name}" for name in [*range(3, MOST + 1), "new", "newer"]}


def test_without_a_folder_nothing_is_kept() -> None:
    assert DiskCache(None).value("picture", "1", lambda: b"drawn") == b"drawn"
    assert DiskCache(None).value("picture", "1", lambda: None) is None
