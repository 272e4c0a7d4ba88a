"""What VS Code makes of a data file: its language server, run without the editor, reads the same schema.

Left out where yaml-language-server is not installed (``npm install -g yaml-language-server``).
"""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from tests.conftest import FROZEN
from tests.editor import NEEDED, Server, started

pytestmark = NEEDED


@pytest.fixture
def server() -> Iterator[Server]:
    yield from started()


def test_the_editor_has_nothing_against_the_data(server: Server) -> None:
    assert server.open(FROZEN, FROZEN.read_text("utf-8")) == []


def test_the_editor_marks_a_misspelt_key(server: Server) -> None:
    found = server.open(FROZEN, FROZEN.read_text("utf-8").replace("\n收入:", "\n收人:"))
    assert any("收人" in problem["message"] for problem in found)


def test_the_editor_explains_a_key_in_chinese(server: Server) -> None:
    text = FROZEN.read_text("utf-8")
    server.open(FROZEN, text)
    line = text.split("\n").index("收入:")
    hover = server.at(FROZEN, "textDocument/hover", line, 1)
    assert "公开01" in json.dumps(hover, ensure_ascii=False)


def test_the_editor_completes_a_key_that_is_missing(server: Server) -> None:
    lines = FROZEN.read_text("utf-8").split("\n")
    line = next(number for number, text in enumerate(lines) if text.startswith("  性质:"))
    server.open(FROZEN, "\n".join([*lines[:line], "  ", *lines[line + 1 :]]))
    offered = server.at(FROZEN, "textDocument/completion", line, 2)
    assert "性质" in [item["label"] for item in offered["items"]]
