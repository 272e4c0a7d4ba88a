"""Watching: what is saved is built, what is half saved is said, and nothing ends the watch."""

from __future__ import annotations

from pathlib import Path

from yanbian_report.api import build
from yanbian_report.base.project import Project
from yanbian_report.options import BuildOptions
from yanbian_report.watcher import watch


def test_saving_builds_again_and_a_broken_file_does_not_end_it(project: Path) -> None:
    data = project / "data/2021.yaml"
    whole = data.read_text("utf-8")
    builds = watch(2021, Project(project), BuildOptions(), pause=lambda _: None)
    first = next(builds)
    assert first.changed == ()
    assert first.built.document is not None
    data.write_text(whole.replace("794名", "795名"), "utf-8")
    second = next(builds)
    assert [p.name for p in second.changed] == ["2021.yaml"]
    assert second.built.document is not None
    data.write_text(whole[: len(whole) // 2], "utf-8")
    third = next(builds)
    assert third.built.document is None
    assert third.built.findings
    data.write_text(whole, "utf-8")
    assert next(builds).built.document is not None


def test_what_word_and_a_build_leave_about_is_no_change(project: Path) -> None:
    pauses = 0

    def pause(_: float) -> None:
        nonlocal pauses
        pauses += 1
        if pauses == 5:
            (project / "templates/2020-2021/~$20.docx").write_bytes(b"lock")
        if pauses == 20:
            (project / "charts/样式.yaml").write_text((project / "charts/样式.yaml").read_text("utf-8") + "\n", "utf-8")

    builds = watch(2021, Project(project), BuildOptions(), pause)
    next(builds)
    assert [p.name for p in next(builds).changed] == ["样式.yaml"]
    assert pauses >= 20


def test_what_a_watch_builds_is_what_a_build_makes(project: Path) -> None:
    data = project / "data/2021.yaml"
    builds = watch(2021, Project(project), BuildOptions(), pause=lambda _: None)
    next(builds)
    data.write_text(data.read_text("utf-8").replace("794名", "795名"), "utf-8")
    after = next(builds)
    assert after.built.document is not None
    assert not after.built.findings
    followed = after.built.document.read_bytes()
    build(2021, project)
    assert after.built.document.read_bytes() == followed


def test_a_file_caught_half_saved_is_looked_at_again_before_anything_is_said(project: Path) -> None:
    data = project / "data/2021.yaml"
    whole = data.read_text("utf-8")
    builds = watch(2021, Project(project), BuildOptions(), pause=lambda _: data.write_text(whole, "utf-8"))
    data.write_text(whole[: len(whole) // 2], "utf-8")
    assert next(builds).built.document is not None
