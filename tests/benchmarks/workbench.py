"""What somebody waits for at the workbench, in a browser of this machine: ``python tests/benchmarks/workbench.py``.

From the command to the first page; from a key to the findings and the page that it changes; until all pages have moved;
from a save by another program to what is shown; how much the page weighs and how much memory the server takes.
"""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from tests.conftest import copy_project
from yanbian_report.layout.browser import find_browser

KEYS = 40
# From a key until its look is painted: at the mark all of it stands in the page, and a frame later it is seen.
PAINTED = """() => new Promise(done => {
    const began = performance.now(), before = performance.getEntriesByName('shown').at(-1)?.startTime ?? 0;
    const seen = () => (performance.getEntriesByName('shown').at(-1)?.startTime ?? 0) > before
        ? done(performance.now() - began) : requestAnimationFrame(seen);
    requestAnimationFrame(seen);
})"""


def main() -> None:
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        project = copy_project(Path(folder))
        for which in ("cold", "warm"):
            process, door, began = started(project)
            try:
                browser = playwright.chromium.launch(
                    executable_path=find_browser(), args=["--no-sandbox", "--disable-gpu"]
                )
                page = browser.new_page(viewport={"width": 1280, "height": 800})
                ready = time.perf_counter()
                page.goto(door)
                page.locator(".page .sheet").first.wait_for(state="attached")
                opened = time.perf_counter() - ready
                print(f"{which}: command → address {began:.2f} s, address → pages {opened:.2f} s")
                if which == "warm":
                    measure(page, project, process.pid)
                browser.close()
            finally:
                process.terminate()
                process.communicate(timeout=10)
    static = ROOT / "yanbian_report/workbench/static"
    print(f"files of the page: {sum(f.stat().st_size for f in static.iterdir() if f.suffix != '.txt') / 1000:.0f} KB")


def started(project: Path) -> tuple[subprocess.Popen[str], str, float]:
    """The workbench, its door, and the seconds until it said so."""
    command = [sys.executable, "-m", "yanbian_report", "work", "--no-browser", "--project", str(project)]
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", "PYTHONIOENCODING": "utf-8"}
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, env=env, encoding="utf-8")
    assert process.stdout is not None
    door = next(found[0] for line in process.stdout if (found := re.search(r"http://127\S+", line)))
    return process, door, time.perf_counter() - began


def measure(page: Any, project: Path, server: int) -> None:
    page.locator('#sections li[data-name="支出"] button').click()
    page.locator("#mode-text").click()
    page.locator("#text .cm-content").focus()
    for name, keys in (("a figure that charts show", "1234567890"), ("a sentence", "计算机打字")):
        if name == "a sentence":
            page.locator("#mode-form").click()
            page.locator('#sections li[data-name="变动原因"] button').click()
            page.locator('[data-path="变动原因.收支总计"]').focus()
            page.locator("#mode-text").click()
            page.locator("#text .cm-content").focus()
        took = [typed(page, keys[number % len(keys)]) for number in range(KEYS)]
        for _ in range(KEYS):
            page.keyboard.press("Backspace")
        page.wait_for_timeout(500)
        tell(f"key → findings and pages, {name}", took[2:])
    page.keyboard.press("Control+Home")
    page.wait_for_timeout(400)
    file, first = project / "data/2021.yaml", "    正文: |\n"
    text, moved, outside = file.read_text("utf-8"), [], []
    longer = "".join(f"      第{number}段，{'内容很长的一段话，' * 15}没有了。\n\n" for number in range(24))
    for number in range(6):
        page.evaluate(f"() => {{ window.waited = ({PAINTED})() }}")
        had = page.locator(".page").count()
        began = time.perf_counter()
        file.write_text(text.replace(first, first + longer, 1) if number % 2 == 0 else text, "utf-8")
        page.evaluate("() => window.waited")
        (moved if number else outside).append((time.perf_counter() - began) * 1000)
        assert page.locator(".page").count() != had, "pages that were not made say nothing about how long it takes"
        page.wait_for_timeout(300)
    tell("outside save → all pages moved and shown", moved)
    status = Path(f"/proc/{server}/status")
    if status.is_file():
        resident = re.findall(r"VmRSS:\s+(\d+)", status.read_text())[0]
        print(f"server: {int(resident) / 1000:.0f} MB")


def typed(page: Any, key: str) -> float:
    """Milliseconds from a key until what it changes is painted."""
    page.evaluate(f"() => {{ window.waited = ({PAINTED})() }}")
    page.keyboard.insert_text(key)
    took: float = page.evaluate("() => window.waited")
    return took


def tell(what: str, took: list[float]) -> None:
    ordered = sorted(took)
    print(f"{what}: median {statistics.median(ordered):.0f} ms, p95 {ordered[int(len(ordered) * 0.95) - 1]:.0f} ms")


if __name__ == "__main__":
    main()
