"""What VS Code makes of a data file: its language server, run without the editor, reads the same schema.

Left out where yaml-language-server is not installed (``npm install -g yaml-language-server``).
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest

from tests.conftest import FROZEN, ROOT

SERVER = shutil.which("yaml-language-server")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not SERVER, reason="yaml-language-server is not installed: the editor's help is not tried"),
]


class Server:
    """A language server at the other end of a pipe."""

    def __init__(self) -> None:
        self.process = subprocess.Popen([str(SERVER), "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.number = 0
        self.ask("initialize", {"processId": None, "rootUri": ROOT.as_uri(), "capabilities": {}})
        self.tell("initialized", {})

    def tell(self, method: str, params: object, **more: object) -> None:
        body = json.dumps({"jsonrpc": "2.0", "method": method, "params": params, **more}).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def hear(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        length = 0
        while (line := self.process.stdout.readline().strip()) or not length:
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        message: dict[str, Any] = json.loads(self.process.stdout.read(length))
        return message

    def until(self, **wanted: object) -> dict[str, Any]:
        """The next message with these values; questions of the server on the way get an empty answer."""
        while True:
            message = self.hear()
            if all(message.get(key) == value for key, value in wanted.items()):
                return message
            if "id" in message and "method" in message:
                items = len(message["params"].get("items", [])) if isinstance(message.get("params"), dict) else 0
                body = json.dumps({"jsonrpc": "2.0", "id": message["id"], "result": [{}] * items or None}).encode()
                assert self.process.stdin is not None
                self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
                self.process.stdin.flush()

    def ask(self, method: str, params: object) -> Any:
        self.number += 1
        self.tell(method, params, id=self.number)
        return self.until(id=self.number)["result"]

    def open(self, text: str) -> list[dict[str, Any]]:
        """The diagnostics of ``text`` in the place of the frozen data file."""
        document = {"uri": FROZEN.as_uri(), "languageId": "yaml", "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": document})
        found: list[dict[str, Any]] = self.until(method="textDocument/publishDiagnostics")["params"]["diagnostics"]
        return found

    def at(self, method: str, line: int, character: int) -> Any:
        place = {"textDocument": {"uri": FROZEN.as_uri()}, "position": {"line": line, "character": character}}
        return self.ask(method, place)


@pytest.fixture
def server() -> Iterator[Server]:
    started = Server()
    yield started
    started.process.kill()
    started.process.communicate()


def test_the_editor_has_nothing_against_the_data(server: Server) -> None:
    assert server.open(FROZEN.read_text("utf-8")) == []


def test_the_editor_marks_a_misspelt_key(server: Server) -> None:
    found = server.open(FROZEN.read_text("utf-8").replace("\n收入:", "\n收人:"))
    assert any("收人" in problem["message"] for problem in found)


def test_the_editor_explains_a_key_in_chinese(server: Server) -> None:
    text = FROZEN.read_text("utf-8")
    server.open(text)
    line = text.split("\n").index("收入:")
    hover = server.at("textDocument/hover", line, 1)
    assert "公开01" in json.dumps(hover, ensure_ascii=False)


def test_the_editor_completes_a_key_that_is_missing(server: Server) -> None:
    lines = FROZEN.read_text("utf-8").split("\n")
    line = next(number for number, text in enumerate(lines) if text.startswith("  性质:"))
    server.open("\n".join([*lines[:line], "  ", *lines[line + 1 :]]))
    offered = server.at("textDocument/completion", line, 2)
    assert "性质" in [item["label"] for item in offered["items"]]
