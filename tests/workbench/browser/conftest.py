"""A browser before the workbench: Chromium, driven by playwright; without them its tests are left out and say why."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import FROZEN, copy_project
from tests.workbench.conftest import Client
from yanbian_report.layout.browser import find_browser
from yanbian_report.workbench.serve import Running, Settings, work

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Locator, Page

BROWSER = find_browser()
WITHOUT = (
    "playwright is not installed: the workbench is not tried in a browser"
    if find_spec("playwright") is None
    else "no Chromium, Chrome or Edge here: the workbench is not tried in a browser"
    if BROWSER is None
    else ""
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One process has the browser; without one the tests say why they are left out."""
    for item in items:
        if Path(item.path).parent == Path(__file__).parent:
            item.add_marker(pytest.mark.xdist_group("workbench in a browser"))
            if WITHOUT:
                item.add_marker(pytest.mark.skip(reason=WITHOUT))


class Office:
    """A workbench of one project, and pages of it that are watched."""

    def __init__(self, browser: Browser, folder: Path, running: Running) -> None:
        self.browser = browser
        self.folder = folder
        self.running = running
        self.file = folder / "data/2021.yaml"
        self.shown: list[Path] = []
        self.complaints: list[str] = []
        self.expected: list[str] = []  # what a test lets happen: parts of complaints
        self._contexts: list[BrowserContext] = []

    def page(self, width: int = 1280, height: int = 800, door: str = "", fresh: bool = True) -> Page:
        """The workbench in a browser that was never here, or in another tab of the last one; its pages are painted."""
        if fresh or not self._contexts:
            size = {"width": width, "height": height}
            self._contexts.append(self.browser.new_context(viewport=size, locale="zh-CN"))  # type: ignore[arg-type]
        page = self._contexts[-1].new_page()
        page.set_default_timeout(30_000)
        self.watch(page)
        page.goto(door or (self.running.door() if fresh else self.running.address))
        page.locator(".page .sheet").first.wait_for(state="attached")
        return page

    def watch(self, page: Page) -> None:
        """Whatever the browser complains of, and whoever is asked but this machine, is written down."""
        page.on("console", lambda m: self.complaints.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda problem: self.complaints.append(str(problem)))
        page.on("request", self._asked)

    def _asked(self, request: Any) -> None:
        if not request.url.startswith(("http://127.0.0.1:", "data:")):
            self.complaints.append(f"asked {request.url}")

    def client(self) -> Client:
        """What asks the server without a browser."""
        token = self.running.door().partition("/?")[2]
        cookie = Client(self.running.port).ask("GET", f"/?{token}").headers["set-cookie"].partition(";")[0]
        return Client(self.running.port, cookie)

    def close(self) -> None:
        for context in self._contexts:
            context.route("**/api/unsaved**", lambda route: route.abort())  # nothing is left over for the next test
            context.close()
        if self._contexts:
            time.sleep(0.2)  # what was on its way to the disk
        self._contexts.clear()

    def left(self) -> list[str]:
        """Complaints that no test expects."""
        self.expected.append("ERR_FAILED")
        found = [one for one in self.complaints if not any(part in one for part in self.expected)]
        self.complaints.clear()
        self.expected.clear()
        return found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=BROWSER, args=flags)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def _office(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """One server for all tests of a module."""
    folder = copy_project(tmp_path_factory.mktemp("units") / "本单位")
    there: list[Running] = []
    listening = threading.Event()
    opened: list[Path] = []

    def ready(running: Running) -> None:
        there.append(running)
        listening.set()

    options: dict[str, Any] = {"settings": Settings(looks=0.05), "opener": opened.append}
    thread = threading.Thread(target=lambda: work(folder, ready=ready, **options), daemon=True)
    thread.start()
    assert listening.wait(60)
    office = Office(browser, folder, there[0])
    office.shown = opened
    yield office
    office.close()
    office.client().post("/api/end")
    thread.join(10)


@pytest.fixture
def office(_office: Office) -> Iterator[Office]:
    """The workbench with the frozen year as it was, and nothing left over from another test; nobody complains."""
    shutil.rmtree(_office.folder / "build/.workbench", ignore_errors=True)
    shutil.rmtree(_office.folder / "data/公开表", ignore_errors=True)
    (_office.folder / "data/2022.yaml").unlink(missing_ok=True)
    shutil.copyfile(FROZEN, _office.file)
    _office.shown.clear()
    yield _office
    _office.close()
    assert _office.left() == []


@pytest.fixture
def page(office: Office) -> Page:
    return office.page()


def section(page: Page, name: str) -> None:
    """Go to a section of the form by the list of sections."""
    page.locator(f'#sections li[data-name="{name}"] button').click()


def field(page: Page, path: str) -> Locator:
    return page.locator(f'#form [data-path="{path}"]')


def written(page: Page, path: str) -> Locator:
    """Where a figure is printed."""
    return page.locator(f'#pages [data-p="{path}"]')


def still(page: Page) -> None:
    """Wait until nothing moves any more: a busy machine takes its time to lead somewhere."""
    place = "() => ['pages', 'form'].map(id => document.getElementById(id).scrollTop).join()"
    seen: list[str] = []
    for _ in range(1_000):
        page.wait_for_timeout(80)
        seen.append(page.evaluate(place))
        if len(seen) > 3 and len(set(seen[-4:])) == 1:
            return
    raise AssertionError("the page does not come to rest")


def type_at(page: Page, line: int, words: str) -> None:
    """Type ``words`` at the end of a line of the text."""
    page.locator("#mode-text").click()
    page.locator("#text .cm-content").focus()
    page.keyboard.press("Control+Home")
    page.locator("#text .cm-line").nth(line - 1).click()
    for _ in range(3):  # past where a long line is broken
        page.keyboard.press("End")
    page.keyboard.type(words)
