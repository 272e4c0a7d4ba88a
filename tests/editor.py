"""An editor's language server, run without the editor: it reads the schemas that files name in their first line."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT

SERVER = shutil.which("yaml-language-server")

NEEDED = [
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

    def open(self, file: Path, text: str) -> list[dict[str, Any]]:
        """The diagnostics of ``text`` in the place of ``file``."""
        document = {"uri": file.as_uri(), "languageId": "yaml", "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": document})
        found: list[dict[str, Any]] = self.until(method="textDocument/publishDiagnostics")["params"]["diagnostics"]
        return found

    def at(self, file: Path, method: str, line: int, character: int) -> Any:
        place = {"textDocument": {"uri": file.as_uri()}, "position": {"line": line, "character": character}}
        return self.ask(method, place)


def started() -> Iterator[Server]:
    """A server, ended after the test."""
    server = Server()
    yield server
    server.process.kill()
    server.process.communicate()
