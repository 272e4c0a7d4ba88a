"""Nothing typed is lost, in a browser: files that change elsewhere, two tabs, a server that is killed, a full disk."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tests.conftest import ROOT, copy_project
from tests.workbench.browser.conftest import Office, field, section, still, type_at, written
from tests.workbench.browser.test_filling_in import ITEM, SPENT, expect

if TYPE_CHECKING:
    from playwright.sync_api import Page


def test_a_file_that_changes_elsewhere_is_followed_where_the_cursor_is(page: Page, office: Office) -> None:
    section(page, "支出")
    field(page, ITEM).focus()
    expect(page.locator("#pages .is-chosen").first).to_be_visible()
    still(page)
    top = page.evaluate("document.getElementById('form').scrollTop")
    text = office.file.read_text("utf-8")
    office.file.write_text(text.replace("项目支出: 25.16", "项目支出: 25.26", 1), "utf-8")
    expect(field(page, SPENT)).to_have_value("25.26")
    expect(written(page, SPENT).first).to_contain_text("25.26")
    expect(field(page, ITEM)).to_be_focused()
    assert page.evaluate("document.getElementById('form').scrollTop") == top
    expect(page.locator("#state")).to_contain_text("换成新的")
    assert page.locator(".banner").count() == 0


def test_a_conflict_shows_both_sides_and_either_or_both_can_be_kept(page: Page, office: Office) -> None:
    office.expected.append("409")
    section(page, "支出")
    field(page, SPENT).fill("25.26")
    page.keyboard.press("Tab")
    expect(page.locator("#state")).to_have_text("● 还没保存")
    theirs = office.file.read_text("utf-8").replace("上缴上级支出: 0", "上缴上级支出: 3.00", 1)
    office.file.write_text(theirs, "utf-8")
    expect(page.locator(".banner")).to_contain_text("别处改过")
    page.keyboard.press("Control+s")
    dialog = page.locator("dialog")
    expect(dialog).to_be_visible()
    assert office.file.read_text("utf-8") == theirs  # nothing is written over another's words
    expect(dialog.locator(".cm-merge-a")).to_contain_text("上缴上级支出: 3.00")
    expect(dialog.locator(".cm-merge-b")).to_contain_text("项目支出: 25.26")
    page.keyboard.press("Escape")
    assert field(page, SPENT).input_value() == "25.26"
    page.get_by_role("button", name="比较").click()
    page.get_by_role("button", name="保存右边的").click()
    expect(page.locator("#state")).to_contain_text("已保存")
    assert "项目支出: 25.26" in office.file.read_text("utf-8")
    page.locator("#more").click()
    page.get_by_role("menuitem", name="以前的版本").click()
    expect(page.locator("dialog ol li").first).to_contain_text("与现在的有 2 处不同：支出.项目支出、支出.上缴上级支出")
    page.locator("dialog ol button").first.click()
    page.locator("dialog summary").click()
    expect(page.locator("dialog .cm-merge-a")).to_contain_text("上缴上级支出: 3.00")  # theirs is among the versions
    page.get_by_role("button", name="换成这一份").click()
    expect(field(page, "支出.上缴上级支出")).to_have_value("3.00")
    page.locator("#undo").click()
    expect(field(page, SPENT)).to_have_value("25.26")


def test_pieces_of_the_other_side_are_taken_over(page: Page, office: Office) -> None:
    office.expected.append("409")
    section(page, "支出")
    field(page, SPENT).fill("25.26")
    page.keyboard.press("Tab")
    expect(page.locator("#state")).to_have_text("● 还没保存")
    office.file.write_text(office.file.read_text("utf-8").replace("上缴上级支出: 0", "上缴上级支出: 3.00", 1), "utf-8")
    page.get_by_role("button", name="比较").click()
    page.get_by_role("button", name="这一处用左边的").last.click()
    page.get_by_role("button", name="保存右边的").click()
    expect(page.locator("#state")).to_contain_text("已保存")
    text = office.file.read_text("utf-8")
    assert "上缴上级支出: 3.00" in text


def test_a_file_that_is_taken_away_is_told_and_can_be_put_back(page: Page, office: Office) -> None:
    text, moved = office.file.read_text("utf-8"), office.file.with_name("2021.yaml.旧的")
    office.file.rename(moved)
    expect(page.locator(".banner")).to_contain_text("不在原处了")
    expect(page.locator("#state")).to_have_text("● 还没保存")
    moved.write_text(text.replace("项目支出: 25.16", "项目支出: 25.26", 1), "utf-8")
    moved.rename(office.file)  # nothing was typed meanwhile
    section(page, "支出")
    expect(field(page, SPENT)).to_have_value("25.26")
    expect(page.locator(".banner")).to_have_count(0)
    office.file.unlink()
    expect(page.locator(".banner")).to_contain_text("不在原处了")
    page.get_by_role("button", name="存回原处").click()
    expect(page.locator("#state")).to_contain_text("已保存")
    assert "项目支出: 25.26" in office.file.read_text("utf-8")
    expect(page.locator(".banner")).to_have_count(0)


def test_two_tabs_know_of_each_other(page: Page, office: Office) -> None:
    other = office.page(fresh=False)
    section(page, "支出")
    with page.expect_response("**/api/unsaved**"):
        field(page, SPENT).fill("25.26")
        page.keyboard.press("Tab")
        expect(page.locator("#state")).to_have_text("● 还没保存")
    assert other.locator(".banner").count() == 0
    page.keyboard.press("Control+s")
    section(other, "支出")
    expect(field(other, SPENT)).to_have_value("25.26")
    field(other, ITEM).fill("2650568.25元")
    field(page, ITEM).fill("2650568.26元")
    for each in (other, page):
        each.keyboard.press("Tab")
        expect(each.locator("#state")).to_have_text("● 还没保存")
    other.keyboard.press("Control+s")
    expect(other.locator("#state")).to_contain_text("已保存")
    expect(page.locator(".banner")).to_contain_text("别处改过")
    assert field(page, ITEM).input_value() == "2650568.26元"
    assert "2650568.25元" in office.file.read_text("utf-8")


def test_what_was_left_unsaved_is_offered_again(page: Page, office: Office) -> None:
    with page.expect_response("**/api/unsaved**"):
        type_at(page, 7, "# 还没保存的话")
    page.close(run_before_unload=False)
    again = office.page()
    expect(again.locator(".banner")).to_contain_text("没保存的改动")
    again.get_by_role("button", name="恢复").click()
    again.locator("#mode-text").click()
    expect(again.locator("#text .cm-content")).to_contain_text("还没保存的话")
    expect(again.locator("#state")).to_have_text("● 还没保存")


def test_who_types_without_a_pause_is_kept_all_the_same(page: Page) -> None:
    kept: list[str] = []
    page.on("request", lambda asked: kept.append(asked.url) if "/api/unsaved" in asked.url else None)
    type_at(page, 7, "# ")
    for _ in range(200):
        page.keyboard.type("字")
        page.wait_for_timeout(50)
        if kept:
            break
    assert kept


def test_a_save_that_fails_says_why_and_can_be_tried_again(page: Page, office: Office) -> None:
    office.expected.append("507")
    page.route("**/api/save**", lambda route: route.fulfill(status=507, json={"message": "磁盘满了"}), times=1)
    type_at(page, 7, "# 存不下的话")
    page.keyboard.press("Control+s")
    expect(page.locator(".banner")).to_contain_text("磁盘满了")
    expect(page.locator("#state")).to_contain_text("没有保存")
    page.get_by_role("button", name="再存一次").click()
    expect(page.locator("#state")).to_contain_text("已保存")
    assert "存不下的话" in office.file.read_text("utf-8")


def test_a_sign_that_the_files_encoding_lacks_is_saved_as_utf_8(page: Page, office: Office) -> None:
    office.expected.append("422")
    office.file.write_bytes(office.file.read_text("utf-8").replace("—", "-").replace("–", "-").encode("gb18030"))
    expect(page.locator("#state")).to_contain_text("已保存")
    type_at(page, 7, "# 𠮷")
    page.keyboard.press("Control+s")
    state = page.locator("#state")
    expect(state).to_contain_text(re.compile("没有保存|已保存"))
    offer = page.get_by_role("button", name="改存成 UTF-8")
    if offer.count():
        offer.click()
        expect(state).to_contain_text("已保存")
    data = office.file.read_bytes()
    assert "𠮷".encode() in data or "𠮷".encode("gb18030") in data


def _work(folder: Path) -> tuple[subprocess.Popen[str], str]:
    """A workbench in a process of its own, and the door to it."""
    command = [sys.executable, "-m", "yanbian_report", "work", "--no-browser", "--project", str(folder)]
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", "PYTHONIOENCODING": "utf-8"}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=env, encoding="utf-8")
    assert process.stdout is not None
    door = next(found[0] for line in process.stdout if (found := re.search(r"http://127\S+", line)))
    return process, door


def test_a_server_that_is_killed_while_it_saves_loses_no_word(office: Office, tmp_path: Path) -> None:
    office.expected += ["ERR_", "Failed to load resource"]
    folder = copy_project(tmp_path)
    process, door = _work(folder)
    page = office.page(door=door)
    with page.expect_response("**/api/unsaved**"):  # kept soon after a key, however busy the machine is
        type_at(page, 7, "# 杀掉以前的话")

    def killed(route: object) -> None:
        process.kill()
        route.abort()  # type: ignore[attr-defined]

    page.route("**/api/save**", killed)
    page.keyboard.press("Control+s")
    expect(page.locator("#state")).to_contain_text("没有保存")
    page.locator("#text .cm-content").press("Control+End")
    page.keyboard.type("# 再写")
    expect(page.locator(".banner").first).to_contain_text("没有应答")
    expect(page.locator("#text .cm-content")).to_contain_text("再写")
    process.wait(20)
    process.stdout.close()  # type: ignore[union-attr]
    again, door = _work(folder)
    try:
        other = office.page(door=door)
        expect(other.locator(".banner")).to_contain_text("没保存的改动")
        other.get_by_role("button", name="恢复").click()
        other.keyboard.press("Control+s")
        expect(other.locator("#state")).to_contain_text("已保存")
        assert "杀掉以前的话" in (folder / "data/2021.yaml").read_text("utf-8")
    finally:
        again.terminate()
        again.communicate(timeout=30)
