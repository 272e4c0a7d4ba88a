"""Everything is reached: by the keyboard alone, in narrow windows, enlarged, and by those who hear the page."""

from __future__ import annotations

import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.workbench.browser.conftest import Office, field, section, type_at
from tests.workbench.browser.test_filling_in import SPENT, expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

WIDTHS = (1280, 900, 390)
MENU = ("以前的版本", "与保存的相比", "新的一年", "新建单位", "各单位")


@cache
def axe() -> str:
    """The program that looks for what keeps people out; empty where it is not installed."""
    npm = shutil.which("npm")
    if npm is None:
        return ""
    root = subprocess.run([npm, "root", "--global"], capture_output=True, encoding="utf-8", check=False).stdout.strip()
    file = Path(root) / "axe-core/axe.min.js"
    return file.read_text("utf-8") if root and file.is_file() else ""


def violations(page: Page, within: str = "body") -> list[Any]:
    """What axe finds; in all of the page, of whose sheets the first are read, or in a part of it."""
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(axe())
    # most sheets are much the same, and colours are at every width
    page.evaluate("document.querySelectorAll('.page:nth-child(n+4)').forEach(one => one.remove())")
    wide = page.viewport_size is not None and page.viewport_size["width"] > 1000
    found: list[Any] = page.evaluate(
        """async ([where, enabled]) => (await axe.run(where, {
            resultTypes: ["violations"], rules: { "color-contrast": { enabled } } })).violations
            .map(one => [one.id, one.nodes.map(node => node.html.slice(0, 160))])""",
        [within, wide],
    )
    return found


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_keeps_anybody_out(office: Office, width: int) -> None:
    if not axe():
        pytest.skip("axe-core is not installed: nothing says whom the page keeps out")
    page = office.page(width, 800)
    section_field(page)
    views = ("work", "pages", "problems") if width < 900 else ("work",)
    for view in views:
        if width < 900:
            page.locator(f"#view-{view}").click()
        assert violations(page) == [], view
    if width < 900:
        page.locator("#view-work").click()
    page.locator("#more").click()
    assert violations(page, ".top") == []
    page.keyboard.press("Escape")
    page.locator("#mode-text").click()
    assert violations(page, "#work") == []
    # what was looked at need not be gone through again behind every window
    page.evaluate("document.querySelectorAll('#pages > *, #form > *').forEach(one => one.remove())")
    for button in ("#build", "#import"):
        page.locator(button).click()
        assert violations(page, "dialog") == [], button
        page.keyboard.press("Escape")
    for words in MENU:
        page.locator("#more").click()
        page.get_by_role("menuitem", name=words).click()
        page.locator("dialog table, dialog p").first.wait_for()
        assert violations(page, "dialog") == [], words
        page.keyboard.press("Escape")


def section_field(page: Page) -> None:
    """A form with something wrong in it, a bar and a list of problems."""
    page.evaluate("document.querySelector('[data-section=支出]').open = true")
    field(page, SPENT).fill("25.26")
    page.keyboard.press("Enter")
    expect(page.locator("#problems-title")).to_contain_text("不一致")


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (900, 700), (640, 400), (390, 700)])  # 640: 1280 at 200 %
def test_nothing_lies_outside_the_window(office: Office, width: int, height: int) -> None:
    page = office.page(width, height)
    section_field(page)
    page.wait_for_timeout(350)
    outside = """() => [...document.querySelectorAll('button, select, input, textarea, summary')].filter(one => {
        const box = one.getBoundingClientRect();
        return box.width && !one.closest('.scroll, .pages') && (box.left < -1 || box.right > innerWidth + 1);
    }).map(one => one.outerHTML.slice(0, 90))"""
    assert page.evaluate(outside) == []
    whole = "[document.scrollingElement.scrollWidth, document.scrollingElement.scrollHeight]"
    assert page.evaluate(whole) == [width, height]
    room = page.evaluate("document.getElementById('form').clientHeight")
    assert room > 120, "there is room to fill in"


def test_the_keyboard_alone_fills_in_and_builds(office: Office) -> None:
    page = office.page()
    assert page.evaluate("document.activeElement === document.body")

    def tab_to(what: str, most: int = 80, key: str = "Tab") -> None:
        for _ in range(most):
            page.keyboard.press(key)
            if page.evaluate("what => document.activeElement.matches(what)", what):
                return
        raise AssertionError(f"{what} is not reached")

    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    tab_to('#sections [data-name="支出"] button')
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.dataset.path").startswith("支出.")
    tab_to(f'[data-path="{SPENT}"]', 5)
    page.keyboard.type("25.26")
    page.keyboard.press("Control+s")
    expect(page.locator("#state")).to_contain_text("已保存")
    tab_to("#mode-form", 80, "Shift+Tab")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#mode-text")).to_be_focused()
    tab_to("#next", 4)
    page.keyboard.press("Enter")
    expect(page.locator("#text .cm-content")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")  # out of the editor
    expect(page.locator("#text .cm-content")).not_to_be_focused()
    tab_to("#pages", 20)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#pages .is-chosen")).to_have_count(1)
    expect(page.locator("#bar button.link").first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("#text .cm-content")).to_be_focused()
    page.keyboard.press("Escape")
    tab_to("#build", 200, "Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator("dialog")).to_be_visible()
    page.keyboard.press("Tab")
    for _ in range(6):
        if page.evaluate("document.activeElement.textContent") == "生成":
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("dialog .made")).to_contain_text("做好了")


def test_what_has_the_focus_is_seen(office: Office) -> None:
    page = office.page()
    for _ in range(12):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            """() => { const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
            return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 }"""
        )
        assert seen, page.evaluate("document.activeElement.outerHTML.slice(0, 80)")


def test_who_hears_the_page_is_told_what_is_found(office: Office) -> None:
    page = office.page()
    for place, told in (("#problems-title", "polite"), ("#bar", "polite"), ("#state", "polite")):
        assert page.locator(place).get_attribute("aria-live") == told
    section(page, "支出")
    cell = field(page, SPENT)
    assert cell.get_attribute("aria-label") == "项目支出 本年"
    cell.fill("x")
    page.keyboard.press("Tab")
    assert page.locator("#form .said").get_attribute("role") == "alert"
    unnamed = """() => [...document.querySelectorAll('#form input, #form textarea, #form select')].filter(one =>
        !one.labels?.length && !one.getAttribute('aria-label')).map(one => one.dataset.path)"""
    assert page.evaluate(unnamed) == []
    cell.focus()
    page.keyboard.press("Escape")
    type_at(page, 7, "x")
    expect(page.locator("#state")).to_have_text("● 还没保存")
