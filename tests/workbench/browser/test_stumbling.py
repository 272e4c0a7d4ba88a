"""Where a fresh accountant stumbled, in a browser: nothing goes by itself, nothing typed is lost, one finds back."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from tests.workbench.browser.conftest import Office, field, section, still, written
from tests.workbench.browser.test_filling_in import SPENT, expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

DUTY = "单位.主要职能"
OTHER = "经营支出: 0"


def test_an_emptied_item_takes_none_behind_it_with_it(page: Page) -> None:
    section(page, "单位")
    duties = page.locator(f'#form [data-path^="{DUTY}."]')
    said = duties.evaluate_all("all => all.map(one => one.value)")
    two = field(page, f"{DUTY}.2")
    two.fill("")
    page.wait_for_timeout(900)  # taken over, looked at, taken over again
    page.locator("#form .section[data-section='单位'] summary").first.focus()
    expect(two).to_have_value("【待改】")
    assert duties.evaluate_all("all => all.map(one => one.value)") == [said[0], "【待改】", *said[2:]]
    page.locator("#next").click()
    expect(two).to_be_focused()
    page.keyboard.type(said[1])
    page.keyboard.press("Enter")
    expect(page.locator("#state")).to_contain_text("已保存")  # as it was


def test_a_quick_correction_is_the_last_word(page: Page, office: Office) -> None:
    section(page, "支出")
    cell = field(page, SPENT)
    for value in ("1", "25.16"):
        cell.fill(value)
        cell.dispatch_event("change")
    expect(written(page, SPENT).first).to_contain_text("25.16")
    page.keyboard.press("Tab")
    page.wait_for_timeout(500)
    assert cell.input_value() == "25.16"
    expect(page.locator("#state")).to_contain_text("已保存")
    assert "项目支出: 25.16" in office.file.read_text("utf-8")


def test_what_is_typed_where_one_is_led_takes_the_place_of_what_stands_there(page: Page, office: Office) -> None:
    text = office.file.read_text("utf-8")
    office.file.write_text(text.replace(OTHER, "经营支出: 示例0", 1), "utf-8")
    cell = field(page, "支出.经营支出")
    expect(page.locator("#left")).to_have_text("还差 1 处")
    assert "is-example" in (cell.get_attribute("class") or "")
    page.locator("#next").click()
    expect(cell).to_be_focused()
    page.keyboard.type("0")
    page.keyboard.press("Enter")
    expect(page.locator("#left")).to_have_text("都填好了")
    expect(cell).to_have_value("0")
    expect(page.locator("#undo")).to_be_enabled()
    page.locator("#undo").click()
    expect(page.locator("#left")).to_have_text("还差 1 处")
    page.get_by_role("button", name="不是示例").click()  # the same without typing
    expect(page.locator("#left")).to_have_text("都填好了")
    page.keyboard.press("Control+s")
    expect(page.locator("#state")).to_contain_text("已保存")
    assert office.file.read_text("utf-8") == text


def test_another_programs_words_are_no_more_told_once_it_is_decided(page: Page, office: Office) -> None:
    text = office.file.read_text("utf-8")
    section(page, "支出")
    field(page, SPENT).fill("25.26")
    page.keyboard.press("Enter")
    expect(page.locator("#state")).to_contain_text("还没保存")
    office.file.write_text(text.replace(OTHER, "经营支出: 1", 1), "utf-8")
    banner = page.locator('.banner[data-kind="outside"]')
    expect(banner).to_be_visible()
    office.file.write_text(text.replace(OTHER, "经营支出: 2", 1), "utf-8")  # and once more
    page.wait_for_timeout(300)
    banner.get_by_role("button", name="比较").click()
    page.get_by_role("button", name="用文件里的").click()
    expect(banner).to_have_count(0)
    expect(field(page, "支出.经营支出")).to_have_value("2")
    expect(field(page, SPENT)).to_have_value("25.16")
    page.locator("#undo").click()
    expect(field(page, SPENT)).to_have_value("25.26")
    page.locator("#save").click()
    expect(page.locator("#state")).to_contain_text("已保存")
    expect(banner).to_have_count(0)


def test_a_section_is_opened_at_the_top_and_there_is_a_way_back(page: Page) -> None:
    section(page, "支出")
    field(page, SPENT).focus()
    section(page, "名词解释")
    place = page.evaluate(
        """() => { const top = q => document.querySelector(q).getBoundingClientRect().top;
        return top('details[data-section="名词解释"]') - top('#form') }"""
    )
    assert abs(place) < 4
    assert page.locator('details[data-section="名词解释"]').get_attribute("open") is not None
    page.keyboard.press("Alt+ArrowLeft")
    expect(field(page, SPENT)).to_be_focused()


def test_a_reason_is_asked_for_behind_the_amounts_that_it_explains(page: Page) -> None:
    section(page, "变动原因")
    lead = page.locator('#form [id="lead-变动原因.收支总计"]')
    expect(lead).to_contain_text("86.48%")
    assert lead.inner_text().endswith("主要变动原因是")


def test_a_workbook_may_be_dropped_anywhere(page: Page, office: Office) -> None:
    book = next((office.folder / "data").parent.rglob("*.xlsx"), None)
    content = base64.b64encode(book.read_bytes() if book else b"PK").decode()
    dropped = page.evaluate(
        """content => { const bytes = Uint8Array.from(atob(content), one => one.charCodeAt(0));
        const dataTransfer = new DataTransfer(); dataTransfer.items.add(new File([bytes], "公开表.xlsx"));
        return !document.getElementById("pages").dispatchEvent(
            new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true })) }""",
        content,
    )
    assert dropped  # the browser does not go there itself
    expect(page.locator("dialog h2")).to_contain_text("导入")
    expect(page.locator("dialog .preview")).to_contain_text("公开表.xlsx")
    office.expected.append("400")
    office.expected.append("422")


def test_the_widest_table_needs_no_scrolling_in_a_narrow_window(page: Page) -> None:
    page.set_viewport_size({"width": 1000, "height": 700})
    section(page, "三公经费")
    cell = field(page, "三公经费.公务接待费.批次")
    assert cell.evaluate("one => { const box = one.closest('.scroll'); return box.scrollWidth <= box.clientWidth }")
    cell.focus()
    page.keyboard.press("Enter")
    expect(field(page, "三公经费.公务接待费.人次")).to_be_focused()


def test_what_is_looked_at_stays_in_its_place_while_text_grows_above_it(page: Page) -> None:
    section(page, "名词解释")
    last = page.locator('#form [data-path^="名词解释."]').last
    last.focus()
    expect(page.locator("#pages .is-chosen").first).to_be_visible()
    still(page)
    top = "() => Math.round(document.querySelector('#pages .is-chosen').getBoundingClientRect().top)"
    before = page.evaluate(top)
    first = page.locator('#form [data-path^="名词解释."]').first
    path, words = first.get_attribute("data-path"), first.input_value()
    page.evaluate("() => { document.getElementById('follow').checked = false }")
    first.evaluate(
        "(one, words) => { one.dataset.typing = ''; one.value = words; "
        "one.dispatchEvent(new Event('change', { bubbles: true })) }",
        "另外说明。" * 40 + words,
    )
    expect(written(page, str(path)).first).to_contain_text("另外说明")
    assert abs(page.evaluate(top) - before) < 150  # it may be parted by a page there


def test_a_year_that_is_being_read_is_said_to_be(page: Page) -> None:
    page.route("**/api/look**", lambda route: (page.wait_for_timeout(300), route.continue_()))  # type: ignore[func-returns-value]
    page.locator("#year").dispatch_event("change")
    expect(page.locator("#form .waiting")).to_have_text("正在读 2021 年度…")
    expect(field(page, SPENT)).to_have_value("25.16")
    expect(page.locator("#form .waiting")).to_have_count(0)
