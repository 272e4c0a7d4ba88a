"""Examples of rules: how a file reads that a rule is silent on, how one that it names, and what it says of it.

They are data, written by the tests that run them (``--rewrite``) and held against those: they cannot drift.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple


class Example(NamedTuple):
    """``holds`` and ``breaks`` are the same piece of a data file or of tables, ``says`` the message of the latter."""

    holds: str
    breaks: str
    says: str


def read_examples(folder: Path) -> Mapping[str, Example]:
    """Every example below ``folder`` by the code of its rule."""
    found: dict[str, Example] = {}
    for file in sorted(folder.glob("*.json")):
        found |= {code: Example(**parts) for code, parts in json.loads(file.read_text("utf-8")).items()}
    return found
