"""Files are written whole or not at all, what a killed build left is swept, and looking at a folder raises nothing."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from yanbian_report.base.files import is_file, is_folder, list_folder, read_regular, resolved, why, write_file

POSIX = pytest.mark.skipif(os.name == "nt", reason="links, pipes and signals of POSIX")

KILLED = """
import os, signal, sys
from pathlib import Path
from yanbian_report.base.files import write_file
Path.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
write_file(Path(sys.argv[1]), b"new")
"""


@POSIX
def test_what_a_killed_process_left_is_swept_by_the_next_that_writes_there(tmp_path: Path) -> None:
    report = tmp_path / "报告.docx"
    report.write_bytes(b"old")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    for _ in range(3):
        subprocess.run([sys.executable, "-c", KILLED, report], env=environment, check=False)
    left = [path for path in tmp_path.iterdir() if path != report]
    assert len(left) == 1, "the next process sweeps what the one before left, killed or not"
    assert report.read_bytes() == b"old"
    assert write_file(report, b"new") == []
    assert [path.name for path in tmp_path.iterdir()] == ["报告.docx"]
    assert report.read_bytes() == b"new"


@POSIX
def test_what_another_process_is_writing_is_left_alone(tmp_path: Path) -> None:
    theirs = tmp_path / f".yanbian_report-{os.getppid()}-1.tmp"
    theirs.write_bytes(b"half")
    strange = tmp_path / ".报告.docx.1.tmp"
    strange.write_bytes(b"another program's")
    assert write_file(tmp_path / "报告.docx", b"new") == []
    assert theirs.exists()
    assert strange.exists()


def test_a_name_as_long_as_the_system_allows_can_be_written(tmp_path: Path) -> None:
    assert write_file(tmp_path / f"{'x' * 250}.docx", b"new") == []
    [finding] = write_file(tmp_path / f"{'x' * 251}.docx", b"new")
    assert finding.code == "B513"


@pytest.mark.parametrize("name", ["甲\0.docx", "甲\ud800.docx", f"{'甲' * 200}.docx"])
def test_a_name_that_no_file_can_have_is_a_finding(name: str, tmp_path: Path) -> None:
    assert [f.code for f in write_file(tmp_path / name, b"new")] == ["B513"]
    assert list(tmp_path.iterdir()) == []


@POSIX
@pytest.mark.parametrize("name", ["loop", "loop/x", "x" * 5_000, "none", "pipe"])
def test_looking_at_what_is_no_file_raises_nothing(name: str, tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    os.mkfifo(tmp_path / "pipe")
    path = tmp_path / name
    assert not is_file(path)
    assert not is_folder(path)
    assert read_regular(path, 10) is None
    assert resolved(path)


def test_a_folder_is_listed_in_order_and_none_is_empty(tmp_path: Path) -> None:
    for name in ("乙", "甲", "a"):
        (tmp_path / name).touch()
    assert [path.name for path in list_folder(tmp_path, "here")[0]] == ["a", "乙", "甲"]
    assert list_folder(tmp_path / "none", "here") == ([], [])
    assert list_folder(tmp_path / "甲", "here") == ([], [])


@POSIX
def test_a_folder_that_cannot_be_looked_into_is_said_by_the_name_that_people_see(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    _, [finding] = list_folder(tmp_path / "loop", "charts")
    assert finding.code == "B504"
    assert "“charts”" in finding.message


def test_no_more_of_a_file_is_read_than_was_asked_for(tmp_path: Path) -> None:
    (tmp_path / "甲").write_bytes(b"123456")
    assert read_regular(tmp_path / "甲", 3) == b"123"


@pytest.mark.parametrize("number", [errno.EISDIR, errno.EACCES, errno.EIO, errno.EBUSY])
def test_why_a_file_cannot_be_read_is_said_in_chinese(number: int) -> None:
    assert not why(OSError(number, "Is a directory")).isascii()
