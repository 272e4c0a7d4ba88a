"""Filling in, in a browser: form, text and pages tell the same, whichever is written in."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

from tests.workbench.browser.conftest import Office, field, section, still, type_at, written

if TYPE_CHECKING:
    from playwright.sync_api import Page

SPENT, ITEM = "支出.项目支出", "支出.基本支出"
PASTED = """block => { const clipboardData = new DataTransfer(); clipboardData.setData("text/plain", block);
    const paste = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
    document.activeElement.dispatchEvent(paste) }"""


def expect(what: Any) -> Any:
    from playwright.sync_api import expect as by_playwright

    by_playwright.set_options(timeout=30_000)
    return by_playwright(what)


def text_of(page: Page) -> str:
    """What the page would save."""
    with page.expect_request("**/api/look**") as asked:
        page.evaluate("document.getElementById('text').shadowRoot.querySelector('.cm-content').focus()")
        page.keyboard.press("Control+End")
        page.keyboard.type(" ")
    text: str = asked.value.post_data_json["text"]
    page.keyboard.press("Control+z")
    return text.rstrip(" ")


def test_a_figure_typed_in_the_text_is_found_wrong_and_printed(page: Page, office: Office) -> None:
    section(page, "支出")
    field(page, SPENT).focus()
    page.locator("#mode-text").click()
    page.locator("#text .cm-shown, #text .cm-activeLine").first.wait_for()
    page.locator("#text .cm-content").focus()
    for key in ("Home", "Control+ArrowRight"):
        page.keyboard.press(key)
    line = page.locator("#text .cm-activeLine")
    assert "项目支出" in line.inner_text()
    column = line.inner_text().index("25.16") + 3
    page.keyboard.press("Home")
    page.keyboard.press("Home")
    for _ in range(column):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Delete")
    page.keyboard.type("2")
    expect(written(page, SPENT).first).to_contain_text("25.26")
    expect(page.locator("#problems-title")).to_contain_text("不一致")
    assert page.locator("#state").inner_text() == "● 还没保存"
    assert page.locator("#text .cm-lintRange").count()
    expect(page.locator('#sections li[data-name="人员"]')).to_contain_text("好了")  # as before
    assert office.file.read_text("utf-8") == office.file.read_text("utf-8").replace("25.26", "25.16")


def test_a_figure_typed_in_a_cell_moves_nothing_but_itself(page: Page, office: Office) -> None:
    before = office.file.read_text("utf-8")
    section(page, "支出")
    cell = field(page, SPENT)
    cell.fill("２５．２６")
    page.keyboard.press("Enter")
    expect(cell).to_have_value("25.26")
    expect(field(page, "支出.上缴上级支出")).to_be_focused()  # Enter goes down, and the form that was set anew keeps it
    page.keyboard.press("ArrowUp")
    expect(cell).to_be_focused()
    expect(cell).to_have_class("figure is-wrong")
    expect(page.locator("#pages .is-chosen").first).to_contain_text("25.26")  # on the page that was painted anew
    page.keyboard.press("Control+s")
    expect(page.locator("#state")).to_contain_text("已保存")
    after = office.file.read_text("utf-8")
    assert after == before.replace("项目支出: 25.16", "项目支出: 25.26", 1)


def test_a_value_that_is_none_is_refused_at_its_place_and_taken_back_by_escape(page: Page) -> None:
    section(page, "支出")
    cell = field(page, SPENT)
    cell.fill("二十五")
    page.keyboard.press("Tab")
    said = page.locator("#form .said")
    expect(said).to_be_visible()
    assert cell.get_attribute("aria-invalid") == "true" and cell.input_value() == "二十五"
    cell.focus()
    page.keyboard.press("Escape")
    expect(said).to_have_count(0)
    assert cell.input_value() == "25.16"
    assert page.locator("#save").is_enabled() is False or page.locator("#state").inner_text() == "已保存"


def test_what_is_being_typed_survives_a_form_that_is_set_anew(page: Page) -> None:
    section(page, "人员")
    field(page, "人员.参公编制在职").fill("13")
    page.keyboard.press("Tab")
    expect(field(page, "人员.参公编制在职")).to_have_value("13人")  # in the unit of before
    section(page, "一般公共预算基本支出")
    items = page.locator('details[data-section="一般公共预算基本支出"] ol').first.locator("li")
    count = items.count()
    add = page.get_by_role("button", name="人员经费项目：加一项")
    add.click()
    expect(items).to_have_count(count + 1)
    new = field(page, f"一般公共预算基本支出.人员经费项目.{count + 1}")
    expect(new).to_be_focused()
    expect(new).to_have_value("【待改】")
    new.fill("伙食补助费")
    page.wait_for_timeout(500)  # taken over while it is written
    page.keyboard.type("等")
    page.keyboard.press("Enter")
    expect(new).to_have_value("伙食补助费等")
    page.get_by_role("button", name=f"删去人员经费项目第 {count + 1} 项").click()
    expect(items).to_have_count(count)


def test_free_names_are_added_and_taken_away(page: Page, office: Office) -> None:
    section(page, "名词解释")
    name = page.get_by_label("名词解释：新的一项的名称或编码")
    name.fill("其他.收入")
    page.keyboard.press("Enter")
    expect(page.locator("#form .said")).to_contain_text("不能有")
    name.fill("绩效目标")
    page.keyboard.press("Enter")
    expect(field(page, "名词解释.绩效目标")).to_be_focused()
    field(page, "名词解释.绩效目标").fill("指预期达到的产出和效果。")
    page.keyboard.press("Enter")
    expect(written(page, "名词解释.绩效目标").first).to_contain_text("指预期达到的产出")
    page.get_by_role("button", name="名词解释：绩效目标：改名").click()
    page.keyboard.type("绩效")
    page.keyboard.press("Enter")
    expect(field(page, "名词解释.绩效")).to_be_focused()
    section(page, "一般公共预算支出")
    row = page.get_by_role("button", name="删去2080102 一般行政管理事务")
    row.click()
    expect(row).to_have_count(0)
    page.keyboard.press("Control+s")
    expect(page.locator("#state")).to_contain_text("已保存")
    text = office.file.read_text("utf-8")
    assert "  绩效: 指预期达到的产出和效果。" in text and '"2080102"' not in text.partition("名词解释")[0]


def test_a_block_from_excel_is_laid_over_the_cells(page: Page) -> None:
    section(page, "收入")
    first = field(page, "收入.一般公共预算财政拨款收入")
    first.focus()
    block = '"1,288.92"\t2,146.23\r\n0\t\r\n\t\r\n"３．５0"\t\r\n12,000.00元\r\n'  # a merged cell is empty
    page.evaluate(PASTED, block)
    expect(first).to_have_value("1288.92")
    expect(field(page, "收入.上级补助收入")).to_have_value("3.50")
    expect(field(page, "收入.事业收入")).to_have_value("12000.00元")
    expect(field(page, "收入.国有资本经营预算财政拨款收入")).to_have_value("0")
    page.locator("#undo").click()  # one step for all of the block
    expect(first).to_have_value("288.92")
    expect(field(page, "收入.事业收入")).to_have_value("0")
    expect(page.locator("#undo")).to_be_disabled()


def test_a_block_with_names_goes_to_the_rows_of_these_names(page: Page) -> None:
    section(page, "收入")
    field(page, "收入.一般公共预算财政拨款收入").focus()
    rows = ["项目\t行次\t金额（单位：元）", "五、事业收入\t1\t-", "八、其他收入\t2\t（1,234.00）", "总收入\t3\t5"]
    page.evaluate(PASTED, "\r\n".join([*rows, "年初结转和结余\t4\t13,000.00"]))
    expect(field(page, "收入.其他收入")).to_have_value("-1234.00元")
    expect(field(page, "收入.年初结转和结余")).to_have_value("13000.00元")
    expect(field(page, "收入.一般公共预算财政拨款收入")).to_have_value("288.92")
    expect(page.locator(".banner")).to_contain_text("填了 3 格；有 1 行的名称这张表里没有")


def test_one_undo_for_form_and_text(page: Page) -> None:
    section(page, "支出")
    field(page, SPENT).fill("25.26")
    page.keyboard.press("Enter")
    expect(written(page, SPENT).first).to_contain_text("25.26")
    type_at(page, 7, "# 记一笔")
    page.locator("#mode-form").click()
    expect(page.locator("#undo")).to_be_enabled()
    field(page, ITEM).focus()
    page.keyboard.press("Control+z")  # what was typed in the text
    page.keyboard.press("Control+z")
    expect(field(page, SPENT)).to_have_value("25.16")
    expect(page.locator("#state")).to_contain_text("已保存")
    page.keyboard.press("Control+y")
    expect(field(page, SPENT)).to_have_value("25.26")
    expect(written(page, SPENT).first).to_contain_text("25.26")
    cell = field(page, SPENT)
    cell.focus()
    cell.press("End")
    page.keyboard.type("7")
    page.keyboard.press("Control+z")  # of the field itself: not yet taken over
    expect(cell).to_have_value("25.26")


def test_an_input_method_composes_in_cells_texts_and_the_editor(page: Page) -> None:
    typing = page.context.new_cdp_session(page)

    def compose(words: str) -> None:
        for end in range(1, len(words) + 1):
            typing.send("Input.imeSetComposition", {"text": words[:end], "selectionStart": end, "selectionEnd": end})
        typing.send("Input.insertText", {"text": words})

    section(page, "单位")
    name = field(page, "单位.自称")
    name.fill("")
    expect(page.locator("#state")).to_contain_text("还没保存")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    typing.send("Input.imeSetComposition", {"text": "ben", "selectionStart": 3, "selectionEnd": 3})
    page.wait_for_timeout(600)  # letters that are not chosen from yet are nobody's words
    assert not [url for url in asked if "/api/edit" in url]
    compose("本中心部门")
    page.keyboard.press("Tab")
    expect(name).to_have_value("本中心部门")
    page.locator("#mode-text").click()
    page.locator("#text .cm-content").focus()
    page.keyboard.press("Control+Home")
    page.keyboard.press("End")
    compose("部门决算说明")
    expect(page.locator("#text .cm-line").first).to_contain_text("部门决算说明")
    assert "部门决算说明" in text_of(page).partition("\n")[0] and "自称: 本中心部门" in text_of(page)


def test_fifty_printed_values_lead_to_their_lines_and_back(page: Page, office: Office) -> None:
    client = office.client()
    text = office.file.read_text("utf-8")
    places = client.put("/api/look", year=2021, text=text, turn=1, have={}).json()["places"]
    paths: list[str] = page.evaluate("[...document.querySelectorAll('#pages [data-p]')].map(one => one.dataset.p)")
    assert len(paths) > 500
    page.locator("#mode-text").click()
    chosen = random.Random(20).sample([n for n, path in enumerate(paths) if path in places], 50)
    for number in chosen:
        path = paths[number]
        page.evaluate("n => document.querySelectorAll('#pages [data-p]')[n].click()", number)
        line = text[: places[path][0]].count("\n") + 1
        page.wait_for_timeout(10)
        assert page.locator("#text .cm-activeLineGutter").first.inner_text().split()[0] == str(line), path
        shown = page.locator("#text .cm-shown").first
        shown.wait_for()
        assert shown.inner_text()[:20] in text[slice(*places[path])], path
        page.evaluate("document.getElementById('pages').scrollTop = 0")
        place = shown.evaluate("one => { const r = one.getClientRects()[0]; return [r.x + 3, r.y + r.height / 2] }")
        page.mouse.click(*place)
        back = page.locator("#pages .is-chosen")
        assert back.get_attribute("data-p") == path
        inside = page.evaluate(
            """() => { const place = q => document.querySelector(q).getBoundingClientRect();
            const [a, b] = [place('#pages'), place('#pages .is-chosen')];
            return b.bottom > a.top && b.top < a.bottom }"""
        )
        assert inside, f"{path} is out of view"


def test_a_derived_value_leads_to_what_it_comes_from(page: Page) -> None:
    written(page, "支出.项目支出占比").first.click()
    expect(field(page, SPENT)).to_be_focused()  # in the form, where somebody fills in
    page.locator("#pages img").first.click()
    page.locator("#bar").get_by_role("button", name="2020年").click()
    expect(field(page, "上年.收入总计").first).to_be_focused()
    page.locator("#mode-text").click()
    written(page, "支出.项目支出占比").first.click()
    expect(page.locator("#text .cm-activeLine")).to_contain_text("项目支出")
    expect(page.locator("#bar")).to_contain_text("占比")
    page.locator("#bar summary").first.click()
    expect(page.locator("#bar .formula")).to_contain_text("支出.项目支出")


def test_nothing_jumps_when_pages_and_findings_change(page: Page) -> None:
    section(page, "支出")
    field(page, SPENT).focus()
    expect(page.locator("#pages .is-chosen").first).to_be_visible()
    still(page)
    watch = """() => [document.getElementById('pages').scrollTop, document.getElementById('form').scrollTop,
        document.scrollingElement.scrollTop, document.body.scrollTop]"""
    before = page.evaluate(watch)
    field(page, SPENT).fill("25.26")
    expect(written(page, SPENT).first).to_contain_text("25.26")
    expect(page.locator("#problems-title")).to_contain_text("不一致")
    assert page.evaluate(watch) == before
    page.set_viewport_size({"width": 900, "height": 700})
    still(page)
    number = page.locator("#page-number").inner_text()
    page.set_viewport_size({"width": 1280, "height": 800})
    still(page)
    assert page.locator("#page-number").inner_text() == number


def test_a_broken_text_greys_the_pages_and_says_the_line(page: Page) -> None:
    type_at(page, 9, "\n单位：")
    expect(page.locator("#pages")).to_have_class("pages is-stale")
    expect(page.locator("#stale")).to_contain_text("第 10 行")
    expect(page.locator("#problem-list")).to_contain_text("错误")
    assert page.locator(".page").count() > 50
    page.keyboard.press("Control+z")
    expect(page.locator("#pages")).not_to_have_class("pages is-stale")
    expect(page.locator("#stale")).to_be_empty()


def test_what_is_left_is_gone_through_and_cures_are_one_click(page: Page, office: Office) -> None:
    text = office.file.read_text("utf-8")
    office.file.write_text(
        text.replace("经营支出: 0", "经营支出: 待填", 1).replace("项目支出: 25.16", "项目支出: 25.26", 1), "utf-8"
    )
    expect(page.locator("#left")).to_have_text("还差 1 处")
    page.locator("#next").click()
    for _ in range(6):
        if "经营支出" in (page.evaluate("document.activeElement.dataset.path") or ""):
            break
        page.keyboard.press("F8")
    assert page.evaluate("document.activeElement.dataset.path") == "支出.经营支出"
    page.keyboard.press("Shift+F8")
    assert page.evaluate("document.activeElement.dataset.path") != "支出.经营支出"
    field(page, "支出.经营支出").fill("0")
    page.keyboard.press("Enter")
    expect(page.locator("#left")).to_have_text("都填好了")
    problems = page.locator("li.problem")
    count = problems.count()
    assert count
    why = problems.first.get_by_role("button", name="为什么")
    why.focus()
    page.keyboard.press("Enter")
    expect(problems.first.locator(".explained")).to_be_visible()
    cure = page.get_by_role("button", name="登记为已知差异").first
    cure.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#left")).to_have_text("还差 1 处")  # why it is published so
    expect(page.locator('#form [data-path$=".原因"]:focus')).to_have_value("【待改】")


def test_the_next_place_is_one_of_what_was_just_typed(page: Page) -> None:
    """Whoever is faster than the server is not led astray."""
    page.evaluate(
        """() => { const ask = window.fetch, held = new Promise(done => { window.answer = done; });
        window.fetch = async (...asked) => {
        if (String(asked[0]).includes("/api/look")) await held;
        return ask(...asked); } }"""
    )
    section(page, "支出")
    field(page, SPENT).fill("25.26")
    page.keyboard.press("Tab")
    page.keyboard.press("F8")
    page.evaluate("() => window.answer()")
    expect(page.locator("#form .is-wrong:focus")).to_have_count(1)
