"""The button that copies: what a browser puts on the clipboard for the editor of a web site."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from html import unescape
from pathlib import Path

import pytest

from tests.outputs.test_web_content import blip, document, drawing, head, p, t, table, tc
from yanbian_report.outputs._web_page import to_web

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(BROWSER is None, reason="没有 Chromium，网页的复制按钮没有试")
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]

# A browser copies only when a person presses; what it would ask the page for is asked for here.
PRESSED = """
<script>
document.execCommand = function () {
  var event = new ClipboardEvent("copy", { clipboardData: new DataTransfer(), cancelable: true });
  document.dispatchEvent(event);
  window.taken = ["text/html", "text/plain"].map(function (kind) { return event.clipboardData.getData(kind); });
  return REPLY;
};
document.getElementById("BUTTON").click();
var told = document.getElementById("said").textContent;
document.body.innerHTML = "<pre></pre>";
document.body.firstChild.textContent = JSON.stringify([told, window.taken]);
</script>
"""


def pressed(folder: Path, button: str, *, allowed: bool = True) -> tuple[str, list[str]]:
    """What the page says after ``button``, and what it put on the clipboard as HTML and as text."""
    caption = p(t("图1：甲"), '<w:pStyle w:val="题"/>')
    body = p(t("第一"), '<w:pStyle w:val="级1"/>') + p(t("正文"), '<w:jc w:val="center"/>')
    body += p(drawing(blip("rId3"))) + caption + table(tc(head("年度")) + tc(p(t("1"))))
    page = folder / "页.html"
    script = PRESSED.replace("BUTTON", button).replace("REPLY", "true" if allowed else "false")
    html = to_web(document(body), "题目").html.replace("</body>", f"{script}</body>")
    page.write_text(html, "utf-8")
    call = [str(BROWSER), *FLAGS, f"--user-data-dir={folder / 'browser'}", "--dump-dom", page.as_uri()]
    out = subprocess.run(call, capture_output=True, timeout=60, check=True).stdout.decode()
    found = re.search("<pre>(.*?)</pre>", out, re.DOTALL)
    assert found is not None
    said, taken = json.loads(unescape(found[1]))
    return said, taken


@pytest.mark.slow
def test_the_text_is_copied_as_editors_keep_it(tmp_path: Path) -> None:
    said, (html, text) = pressed(tmp_path, "copy-text")
    assert said == "已复制正文，到网站后台的编辑框里按 Ctrl+V 粘贴。"
    assert "题目" not in html
    assert not re.search("<(?:nav|section|figure|button)| id=", html)
    assert html.count(" style=") == html.count(" data-mce-style=")
    assert re.search('<p style="[^"]*text-align:center[^"]*" align="center"[^>]*>正文</p>', html)
    assert re.search(
        '<p [^>]*><img src="data:image/jpeg;base64,anBn"[^>]*></p><p [^>]*text-align:center[^>]*>图1：甲', html
    )
    assert re.search('<table [^>]*border="1"', html)
    assert text.split()[:2] == ["第一", "正文"]


@pytest.mark.slow
def test_the_title_is_copied_by_itself_as_words(tmp_path: Path) -> None:
    assert pressed(tmp_path, "copy-title") == ("已复制标题，到网站后台的编辑框里按 Ctrl+V 粘贴。", ["", "题目"])


@pytest.mark.slow
def test_where_the_browser_refuses_it_is_said_what_to_press(tmp_path: Path) -> None:
    said, _ = pressed(tmp_path, "copy-text", allowed=False)
    assert said == "浏览器不让网页自己复制。正文已经选中，请按 Ctrl+C。"
