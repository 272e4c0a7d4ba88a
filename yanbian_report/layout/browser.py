"""Browsers, where one that prints pages as PDF is installed: Edge, Chrome, Chromium.

They are found on PATH and where they install themselves. The profile is a new one, so that neither a window that is
open nor anybody's settings come into it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from yanbian_report.base.findings import Finding, error
from yanbian_report.layout.programs import why_failed

_NAMES = (
    *("microsoft-edge", "microsoft-edge-stable", "msedge", "google-chrome", "google-chrome-stable", "chrome"),
    *("chromium", "chromium-browser"),
)
_ON_WINDOWS = (
    r"Microsoft\Edge\Application\msedge.exe",
    r"Google\Chrome\Application\chrome.exe",
    r"Chromium\Application\chrome.exe",
)
_ON_MACOS = ("Microsoft Edge", "Google Chrome", "Chromium")
_CALLED = {"edge": "Edge", "chrome": "Chrome", "chromium": "Chromium"}
_SWITCHES = (
    *("--headless", "--disable-gpu", "--no-first-run", "--no-default-browser-check", "--disable-extensions"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--no-pdf-header-footer", "--print-to-pdf-no-header", "--generate-pdf-document-outline"),  # old and new names
)
_SECONDS = 120


def find_browser() -> Path | None:
    """A browser's program, or None where none is installed."""
    on_path = (found for name in _NAMES if (found := shutil.which(name)))
    return next((path for path in (*map(Path, on_path), *_homes()) if path.is_file()), None)


def _homes() -> Iterator[Path]:
    """Where browsers install themselves."""
    for variable in ("ProgramFiles(x86)", "ProgramFiles", "LocalAppData"):
        if home := os.environ.get(variable):
            yield from (Path(home, *program.split("\\")) for program in _ON_WINDOWS)
    for root in (Path("/Applications"), Path.home() / "Applications"):
        yield from (root / f"{name}.app/Contents/MacOS/{name}" for name in _ON_MACOS)


def name_of(browser: Path) -> str:
    """What people call the program ``browser``."""
    words = browser.name.casefold()
    return next((called for part, called in reversed(_CALLED.items()) if part in words), "浏览器")


def browser_pdf(browser: Path, page: str) -> tuple[bytes | None, list[Finding]]:
    """The HTML ``page`` as a tagged PDF with bookmarks; finding W335 when the browser fails."""
    problem = ""
    for more in _sandboxes():
        try:
            with tempfile.TemporaryDirectory(prefix="yanbian_report", ignore_cleanup_errors=True) as folder:
                return _printed(browser, page, Path(folder), more), []
        except (OSError, subprocess.SubprocessError) as failure:
            problem = why_failed(failure, _SECONDS)
            if isinstance(failure, subprocess.TimeoutExpired):
                break
    called = name_of(browser)
    hint = f"更新 {called} 再试一次；或者安装 LibreOffice；或者在 Word、WPS 里打开报告，另存为 PDF"
    return None, [error("W335", f"{called} 没能把报告打印成 PDF：{problem}", hint=hint)]


def _sandboxes() -> tuple[tuple[str, ...], ...]:
    """What is tried one after another: root has no sandbox, in containers nobody has; the page is the program's own."""
    if os.name == "nt":
        return ((),)
    return (("--no-sandbox",),) if os.geteuid() == 0 else ((), ("--no-sandbox",))


def _printed(browser: Path, page: str, folder: Path, more: tuple[str, ...]) -> bytes:
    source, target = folder / "report.html", folder / "report.pdf"
    source.write_text(page, "utf-8")
    call = [str(browser), *_SWITCHES, *more, f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={target}"]
    subprocess.run([*call, source.as_uri()], check=True, capture_output=True, timeout=_SECONDS)
    return target.read_bytes()
