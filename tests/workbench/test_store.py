"""A year's file is saved so that no word is lost: whatever stops it, old and new text are both somewhere."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from yanbian_report.base.project import Project
from yanbian_report.workbench import disk, keeping
from yanbian_report.workbench.keeping import VERSIONS, Keeping
from yanbian_report.workbench.refused import Unwritable
from yanbian_report.workbench.saved import Unsayable
from yanbian_report.workbench.store import KEPT, Stale, Store, Stored

OLD = "年度: 2021\n单位: 甲\n"
NEW = "年度: 2021\n单位: 乙\n"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A file with ``OLD`` in it."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data/2021.yaml").write_bytes(OLD.encode())
    return Store(Project(tmp_path), 2021)


def words(store: Store) -> set[str]:
    """Every text that can still be had."""
    versions = [store.kept.version(version.id) or b"" for version in store.kept.versions()]
    kept = [one.text for one in store.kept.unsaved()]
    return {store.file.read_bytes().decode(), *(data.decode() for data in versions), *kept}


def test_a_save_replaces_the_file_and_keeps_the_old_one(store: Store) -> None:
    opened = store.open()
    assert (opened.text, opened.unsaved) == (OLD, [])
    done = store.save(NEW, opened.etag)
    assert isinstance(done, Stored) and not done.warning
    assert store.file.read_bytes() == NEW.encode()
    assert words(store) == {OLD, NEW}
    again = store.open()
    assert (again.text, again.etag, again.unsaved) == (NEW, done.etag, [])


def test_the_same_text_makes_no_version(store: Store) -> None:
    before = store.file.stat().st_mtime_ns
    assert isinstance(store.save(OLD, store.open().etag), Stored)
    assert store.file.stat().st_mtime_ns == before and not store.kept.versions()


def test_what_another_program_writes_while_the_new_text_goes_to_the_disk_is_not_replaced(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    etag, theirs, to_disk = store.open().etag, "年度: 2021\n单位: 正好这时\n", os.fsync

    def meanwhile(stream: int) -> None:
        to_disk(stream)
        if [*store.file.parent.glob(".yanbian_report-*")]:
            store.file.write_text(theirs, "utf-8")

    monkeypatch.setattr(os, "fsync", meanwhile)
    done = store.save(NEW, etag, "a")
    assert isinstance(done, Stale) and done.text == theirs
    assert words(store) == {theirs, OLD, NEW}


def test_a_file_that_changed_outside_is_not_replaced(store: Store) -> None:
    etag = store.open().etag
    store.file.write_text("年度: 2021\n单位: 别处改的\n", "utf-8")
    done = store.save(NEW, etag, "a")
    assert isinstance(done, Stale) and done.text == "年度: 2021\n单位: 别处改的\n"
    assert store.file.read_text("utf-8") == done.text
    assert [one.text for one in store.open().unsaved] == [NEW]
    assert isinstance(store.save(NEW, done.etag, "a"), Stored)  # decided on, over what stands there now
    assert words(store) == {NEW, done.text}


def test_a_file_that_is_gone_is_told_and_can_be_written_again(store: Store) -> None:
    etag = store.open().etag
    store.file.unlink()
    done = store.save(NEW, etag)
    assert done == Stale("", "") and not store.file.exists()
    assert isinstance(store.save(NEW, done.etag), Stored)
    assert store.file.read_bytes() == NEW.encode()


def test_what_was_saved_here_outlives_a_program_that_writes_over_it(store: Store) -> None:
    store.save(NEW, store.open().etag)
    assert NEW not in [(store.kept.version(v.id) or b"").decode() for v in store.versions()]  # it is the file
    store.file.write_text(OLD + "# 记事本\n", "utf-8")
    assert [(store.kept.version(v.id) or b"").decode() for v in store.versions()] == [NEW, OLD]
    store.file.unlink()
    assert NEW in [(store.kept.version(v.id) or b"").decode() for v in store.versions()]


def test_a_clock_that_was_put_back_changes_no_order(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [f"{OLD}# {number}\n" for number in range(30)]
    for number, text in enumerate(texts):
        monkeypatch.setattr("yanbian_report.workbench.keeping.now", lambda n=number: 1e9 if n > 5 else 2e9)
        store.save(text, store.open().etag)
    newest = [(store.kept.version(v.id) or b"").decode() for v in store.kept.versions()][:10]
    assert newest == texts[:-11:-1]


def test_what_could_not_be_opened_again_is_not_saved(store: Store) -> None:
    store.file.write_bytes(OLD.encode("utf-16"))
    long = OLD + "#" * 1_500_000 + "\n"
    with pytest.raises(Unwritable, match="超过 2 MB") as problem:
        store.save(long, store.open().etag)
    assert problem.value.status == 413
    assert store.open().text == OLD and store.open().unsaved[0].text == long


def test_what_a_killed_process_left_half_written_is_swept(store: Store, tmp_path: Path) -> None:
    half, other = store.file.parent / ".yanbian_report-1-1.tmp", store.file.parent / "1.tmp"
    for file in (half, other):
        file.write_text("x")
    Store(Project(tmp_path), 2021)
    assert half.exists()  # somebody may be writing it
    for file in (half, other):
        os.utime(file, (0, 0))
    Store(Project(tmp_path), 2021)
    assert not half.exists() and other.exists()


def test_two_tabs_do_not_take_each_others_words(store: Store) -> None:
    etag = store.open().etag
    store.kept.keep_unsaved("甲的", etag, "a")
    store.kept.keep_unsaved("乙的", etag, "b")
    assert {one.text for one in store.open().unsaved} == {"甲的", "乙的"}
    assert [one.text for one in store.open({"a"}).unsaved] == ["乙的"]
    assert isinstance(store.save("甲的\n", etag, "a"), Stored)
    assert isinstance(store.save("乙的\n", etag, "b"), Stale)
    assert words(store) == {OLD, "甲的\n", "乙的\n"}


def test_unsaved_words_are_offered_until_they_are_saved(store: Store) -> None:
    etag = store.open().etag
    store.kept.keep_unsaved(NEW, etag, "a")
    found = Store(Project(store.file.parent.parent), 2021).open().unsaved
    assert [(one.text, one.etag, one.tab) for one in found] == [(NEW, etag, "a")]
    store.save(NEW, etag, "b", busy={"a", "b"})
    assert store.open().unsaved == []  # another tab's, and the same
    store.save(OLD, store.open().etag, "b", busy={"a", "b"})
    assert [one.text for one in store.open().unsaved] == [NEW]
    store.save(NEW, store.open().etag, "b")
    store.save(OLD, store.open().etag, "b")
    assert store.open().unsaved == []  # they were saved, and whose they were is gone


def test_words_that_nobody_wants_are_among_the_versions(store: Store) -> None:
    store.kept.keep_unsaved(NEW, "x", "a")
    store.kept.forget_unsaved("a")
    store.kept.forget_unsaved("a")
    assert store.open().unsaved == [] and NEW in words(store)
    assert len(store.kept.versions()) == 1


def fail_at(name: str, problem: OSError, skip: int = 0) -> Callable[..., Any]:
    """``os.<name>`` that fails after ``skip`` calls."""
    true = getattr(os, name)
    calls = iter(range(10_000))

    def failing(*given: Any, **named: Any) -> Any:
        if next(calls) >= skip:
            raise problem
        return true(*given, **named)

    return failing


@pytest.mark.parametrize("skip", range(3))
@pytest.mark.parametrize("step", ["fsync", "replace", "open"])
def test_a_full_disk_loses_nothing_at_any_step(
    store: Store, monkeypatch: pytest.MonkeyPatch, step: str, skip: int
) -> None:
    etag = store.open().etag
    with monkeypatch.context() as full:
        full.setattr(os, step, fail_at(step, OSError(errno.ENOSPC, "No space left on device"), skip))
        try:
            store.save(NEW, etag)
        except Unwritable as problem:
            assert problem.status == 507 and "磁盘满了" in problem.message
            assert store.file.read_bytes() == OLD.encode()
        else:
            assert store.file.read_bytes() == NEW.encode()
    assert OLD in words(store) or store.file.read_bytes() == NEW.encode()
    assert not [file for file in store.file.parent.iterdir() if file.suffix == ".tmp"]
    assert isinstance(store.save(NEW, store.open().etag), Stored)
    assert NEW in words(store)


def test_a_version_that_cannot_be_kept_is_told(store: Store) -> None:
    (store.file.parent.parent / KEPT).mkdir(parents=True)
    (store.file.parent.parent / KEPT / "history").write_text("no folder")
    done = store.save(NEW, store.open().etag)
    assert isinstance(done, Stored) and "没有留下来" in done.warning
    assert store.file.read_bytes() == NEW.encode()


def test_a_read_only_file_stays_and_the_words_are_kept(store: Store) -> None:
    store.file.chmod(0o444)
    with pytest.raises(Unwritable, match="只读") as refused:
        store.save(NEW, store.open().etag, "a")
    assert refused.value.status == 403
    assert store.file.read_bytes() == OLD.encode()
    assert [one.text for one in store.open().unsaved] == [NEW]
    store.file.chmod(0o644)


def test_a_file_that_another_program_holds_stays_and_the_words_are_kept(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    true = os.replace

    def held(source: Any, target: Any) -> None:
        if Path(target) == store.file:
            raise PermissionError(errno.EACCES, "The process cannot access the file")
        true(source, target)

    monkeypatch.setattr(os, "replace", held)
    with pytest.raises(Unwritable, match="正被别的程序占用") as refused:
        store.save(NEW, store.open().etag)
    assert refused.value.status == 403
    assert [one.text for one in store.open().unsaved] == [NEW]


def test_an_encoding_without_the_sign_keeps_the_words(store: Store) -> None:
    store.file.write_bytes(OLD.encode("gbk"))
    etag = store.open().etag
    with pytest.raises(Unsayable):
        store.save(NEW + "😀", etag)
    assert store.file.read_bytes() == OLD.encode("gbk")
    assert [one.text for one in store.open().unsaved] == [NEW + "😀"]
    assert isinstance(store.save(NEW + "😀", etag, as_utf8=True), Stored)
    assert store.file.read_bytes() == (NEW + "😀").encode()


def test_half_a_character_keeps_the_words(store: Store) -> None:
    etag = store.open().etag
    with pytest.raises(Unsayable):
        store.save("a\ud83d", etag)
    assert [one.text for one in store.open().unsaved] == ["a\ud83d"]


def test_permissions_and_links_stay(store: Store, tmp_path: Path) -> None:
    store.file.chmod(0o640)
    store.save(NEW, store.open().etag)
    assert store.file.stat().st_mode & 0o777 == 0o640
    elsewhere = tmp_path / "share.yaml"
    store.file.rename(elsewhere)
    store.file.symlink_to(elsewhere)
    store.save(OLD, store.open().etag)
    assert store.file.is_symlink() and elsewhere.read_bytes() == OLD.encode()


@pytest.mark.skipif(os.name == "nt", reason="permissions of another kind")
def test_what_is_kept_is_for_its_owner_only(store: Store) -> None:
    store.kept.keep_unsaved("x", "")
    store.save(NEW, store.open().etag)
    files = [file for file in (store.file.parent.parent / KEPT).rglob("*") if file.is_file()]
    assert files and all(file.stat().st_mode & 0o077 == 0 for file in files)


def test_odd_files_among_the_kept_ones_are_passed_over(store: Store) -> None:
    folder = store.file.parent.parent / KEPT / "unsaved"
    folder.mkdir(parents=True)
    for name, content in {"2021-a.json": "{", "2021-b.json": "[]", "2021-c.json": '{"text": 1}', "x": ""}.items():
        (folder / name).write_text(content)
    assert store.open().unsaved == []
    assert store.kept.version("../../../data/2021") is None


def test_a_file_that_is_too_long_is_not_opened(store: Store) -> None:
    store.file.write_bytes(b"#" * 2_000_001)
    with pytest.raises(Unwritable, match="超过 2 MB"):
        store.open()


def test_twenty_versions_are_kept(tmp_path: Path) -> None:
    kept = Keeping(tmp_path, 2021)
    for number in range(VERSIONS + 5):
        kept.add_version(f"{number}".encode())
    found = kept.versions()
    assert len(found) == VERSIONS
    assert kept.version(found[0].id) == str(VERSIONS + 4).encode()


def test_yesterday_outlives_twenty_saves_of_today(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept, noon = Keeping(tmp_path, 2021), 1_700_000_000
    days = [noon - 86_400 * days for days in (4, 3, 2, 1)]
    today = [noon + second for second in range(2 * VERSIONS)]
    for moment in (*days, *today):
        monkeypatch.setattr(keeping, "now", lambda moment=moment: moment)
        kept.add_version(str(moment).encode())
    left = [version.at for version in kept.versions()]
    assert len(left) == VERSIONS and {*days, *today[-10:]} <= {*left}


def test_a_temporary_file_of_a_killed_process_is_no_data(store: Store) -> None:
    assert disk.read(store.file.parent) is None
    (store.file.parent / ".yanbian_report-1-1.tmp").write_text("x")
    assert store.open().text == OLD
