"""The windows of the workbench, in a browser: built, opened, imported, begun, compared, ended."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from tests.importing.material import Accounts
from tests.workbench.browser.conftest import Office, field, section
from tests.workbench.browser.test_filling_in import SPENT, expect

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page


def menu(page: Page, words: str) -> Locator:
    """The window that an entry of the menu opens."""
    page.locator("#more").click()
    page.get_by_role("menuitem", name=words).click()
    dialog = page.locator("dialog")
    dialog.wait_for()
    return dialog


def test_the_report_is_built_from_what_was_just_typed_and_opened(page: Page, office: Office) -> None:
    section(page, "单位")
    field(page, "单位.自称").fill("本单位")
    page.locator("#build").click()  # from the field, that nothing was taken over of yet
    page.get_by_role("button", name="生成", exact=True).click()
    page.get_by_role("button", name="打开Word 文件").click()
    expect(page.locator("dialog .status")).to_have_count(0)
    page.get_by_role("button", name="打开所在的文件夹").click()
    expect(page.locator("dialog .status")).to_have_count(0)
    assert [path.suffix for path in office.shown] == [".docx", ""]
    assert "自称: 本单位" in office.file.read_text("utf-8")
    expect(page.locator("dialog .made li")).to_contain_text(str(office.folder))
    with page.expect_download() as fetched:
        page.get_by_role("link", name="下载").click()
    assert fetched.value.path().read_bytes().startswith(b"PK")
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
    expect(page.locator("#build")).to_be_focused()


def test_a_year_with_figures_to_fill_in_offers_a_draft(page: Page) -> None:
    section(page, "支出")
    field(page, SPENT).fill("待填")
    page.keyboard.press("Tab")
    expect(page.locator("#left")).to_have_text("还差 1 处")
    expect(field(page, SPENT)).to_have_class(re.compile("is-left"))
    page.locator("#build").click()
    draft = page.get_by_label("草稿")
    expect(draft).to_be_checked()
    draft.uncheck()
    page.get_by_role("button", name="生成", exact=True).click()
    expect(page.locator("dialog .made")).to_contain_text("没有做成")
    page.locator("dialog .made").get_by_role("button", name="去看").first.click()
    expect(field(page, SPENT)).to_be_focused()
    page.locator("#build").click()
    page.get_by_role("button", name="生成", exact=True).click()
    expect(page.locator("dialog .made")).to_contain_text("草稿")


def test_a_workbook_is_read_after_it_was_shown_what_it_does(page: Page, office: Office, tmp_path: Path) -> None:
    office.file.write_text(office.file.read_text("utf-8").replace("项目支出: 25.16", "项目支出: 待填", 1), "utf-8")
    expect(page.locator("#left")).to_have_text("还差 1 处")
    book = Accounts(2021).file(tmp_path / "公开表.xlsx")
    page.locator("#import").click()
    page.locator("#workbook").set_input_files(str(book))
    rows = page.locator("dialog tbody tr")
    expect(rows.filter(has_text="支出.项目支出").first).to_contain_text("25.16")
    assert "项目支出: 待填" in office.file.read_text("utf-8")  # looked at, not written
    page.get_by_role("button", name="写进数据文件").click()
    expect(page.locator("dialog .preview")).to_contain_text("写好了")
    page.keyboard.press("Escape")
    section(page, "支出")
    expect(field(page, SPENT)).not_to_have_value("待填")
    assert "项目支出: 待填" not in office.file.read_text("utf-8")
    expect(page.locator("#undo")).to_be_enabled()  # the import can be undone, too


def test_a_workbook_of_another_unit_is_said_and_can_be_taken_for_ones_own(page: Page, tmp_path: Path) -> None:
    book = Accounts(2021, unit="盐边县社保中心").file(tmp_path / "公开表.xlsx")
    page.locator("#import").click()
    page.locator("#workbook").set_input_files(str(book))
    preview = page.locator("dialog .preview")
    expect(preview).to_contain_text("不能照它写")
    expect(page.get_by_role("button", name="写进数据文件")).to_have_count(0)
    page.get_by_label("表上写的单位名称").fill("盐边县社保中心")
    page.get_by_role("button", name="再读一次").click()
    expect(page.get_by_role("button", name="写进数据文件")).to_be_visible()


def test_a_new_year_a_new_unit_and_the_board(page: Page) -> None:
    dialog = menu(page, "新的一年")
    dialog.get_by_label("年度").fill("2022")
    dialog.get_by_role("button", name="建立").click()
    expect(page.locator("#year")).to_have_value("2022")
    expect(page.locator("#left")).to_contain_text("还差")
    page.locator("#next").click()
    assert page.evaluate("Boolean(document.activeElement.dataset.path)")
    section(page, "人员")
    field(page, "人员.核定编制数").focus()
    page.locator("#next").click()
    page.keyboard.type("13")  # in the place of 待填
    assert page.evaluate("document.activeElement.value") == "13"
    page.keyboard.press("Escape")
    dialog = menu(page, "新建单位")
    expect(dialog.get_by_label("单位全称").first).to_be_focused()
    page.keyboard.type("某县档案馆")
    dialog.get_by_label("年度").fill("2021")
    dialog.get_by_label("年度").fill("1021")
    dialog.get_by_role("button", name="建立").click()
    expect(dialog.get_by_label("年度")).to_be_focused()
    expect(dialog.locator(".said")).to_contain_text("2018 到 2099")
    dialog.get_by_label("年度").fill("2021")
    dialog.get_by_role("button", name="建立").click()
    expect(page.locator("#unit")).to_have_text("某县档案馆")  # open at once
    dialog = menu(page, "各单位")
    dialog.locator("tbody tr").filter(has_text="盐边").filter(has_text="2021").get_by_role("link", name="打开").click()
    expect(page.locator("#unit")).to_contain_text("盐边")
    expect(page.locator("#year")).to_have_value("2021")  # of the row, not the newest
    page.locator(".page .sheet").first.wait_for(state="attached")


def test_what_changed_is_shown_and_leads_there(page: Page) -> None:
    section(page, "支出")
    field(page, SPENT).fill("25.26")
    page.keyboard.press("Tab")
    expect(page.locator("#problems-title")).to_contain_text("不一致")
    dialog = menu(page, "与保存的相比")
    expect(dialog).to_contain_text("25.16")
    dialog.get_by_role("button", name=SPENT).click()
    expect(field(page, SPENT)).to_be_focused()
    menu(page, "以前的版本")
    page.keyboard.press("Escape")
    expect(page.locator("#more")).to_be_focused()


def test_the_menu_closes_by_itself_and_says_what_cannot_be_done(page: Page) -> None:
    page.locator("#more").click()
    expect(page.locator("#menu")).to_be_visible()
    for key in ("ArrowDown", "ArrowUp", "ArrowUp"):
        page.keyboard.press(key)
    expect(page.get_by_role("menuitem", name="结束工作台")).to_be_focused()
    page.locator("#unit").click()
    expect(page.locator("#menu")).to_be_hidden()


def test_every_word_that_people_read_is_chinese(page: Page) -> None:
    known = {
        *[
            "Word",
            "PDF",
            "Excel",
            "Ctrl",
            "Shift",
            "Esc",
            "Tab",
            "Alt",
            "LibreOffice",
            "Edge",
            "Chrome",
            "docx",
            "xlsx",
            "xls",
            "ods",
        ]
    }
    read = """() => [document.body, document.getElementById('text').shadowRoot].map(part => [
        ...[...part.querySelectorAll('*:not(.page *, .section *, .cm-content *, style)')].flatMap(one => [
            ...[...one.childNodes].filter(node => node.nodeType === 3).map(node => node.data),
            ...['title', 'aria-label', 'placeholder'].map(name => one.getAttribute(name))])].join(' ')).join(' ')"""

    def foreign(words: str) -> set[str]:
        return {word for word in re.findall(r"[A-Za-z]{3,}", words) if word not in known}

    assert foreign(page.evaluate(read)) == set()
    for button in ("#build", "#import"):
        page.locator(button).click()
        assert foreign(page.locator("dialog").inner_text()) == set()
        page.keyboard.press("Escape")
    for words in ("新的一年", "新建单位"):
        assert foreign(menu(page, words).inner_text()) == set()
        page.keyboard.press("Escape")
    page.locator("#mode-text").click()
    page.locator("#text .cm-content").focus()
    page.keyboard.press("Control+f")
    expect(page.locator("#text .cm-search")).to_be_visible()
    named = "one => one.innerText + [...one.querySelectorAll('*')].map(e => [e.ariaLabel, e.placeholder].join(' '))"
    labels = page.locator("#text .cm-search").evaluate(named)
    assert foreign(labels) == set()


def test_the_workbench_is_ended_and_says_so(page: Page) -> None:
    page.route("**/api/end**", lambda route: route.fulfill(status=204, body=""))
    page.locator("#more").click()
    page.get_by_role("menuitem", name="结束工作台").click()
    expect(page.locator(".banner")).to_contain_text("已经结束")
