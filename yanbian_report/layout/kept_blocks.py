"""Kept blocks: what the blocks of a document measured, kept for the next process, which mostly meets the same again.

A process remembers blocks by itself (``sections``): only the first document that it counts is looked up and kept here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from threading import Event
from typing import Any

from yanbian_report.base.cache import DiskCache
from yanbian_report.layout.line_breaking import Setting
from yanbian_report.layout.measure import Block, Measured, Row

_KIND = "blocks"
_begun = Event()


def kept_blocks(cache: DiskCache, key: str) -> KeptBlocks | None:
    """What is kept under ``key``, which names all that blocks are measured by but themselves; None for a process that
    has been here before.
    """
    if _begun.is_set():
        return None
    _begun.set()
    return KeptBlocks(cache, key)


def forget_blocks() -> None:
    """Look them up again for the next document."""
    _begun.clear()


class KeptBlocks:
    """The blocks of the last document, each by a hash of its XML and of the room between the margins around it."""

    def __init__(self, cache: DiskCache, key: str) -> None:
        self._cache, self._key = cache, key
        self._kept = cache.read(_KIND, key, _decoded) or {}
        self._used: dict[str, Block] = {}

    def found(self, head: str, width: float, pieces: Iterable[str]) -> Mapping[str, Block]:
        """Those of ``pieces`` that are known; ``head`` is what stands before them in the document."""
        known: dict[str, Block] = {}
        for piece, name in zip(pieces, _names(head, width, pieces), strict=True):
            if (block := self._kept.get(name)) is not None:
                known[piece] = self._used[name] = block
        return known

    def put(self, head: str, width: float, blocks: Mapping[str, Block]) -> None:
        """Keep ``blocks``, by their XML, from now on."""
        self._used.update(zip(_names(head, width, blocks), blocks.values(), strict=True))

    def save(self) -> None:
        """Keep what the document has for the next process, and nothing else."""
        if not self._used.keys() <= self._kept.keys():
            self._cache.put(_KIND, self._key, json.dumps(self._used, ensure_ascii=False).encode())


def _names(head: str, width: float, pieces: Iterable[str]) -> list[str]:
    begun = blake2b(f"{width!r} {head}".encode(), digest_size=16)
    names = []
    for piece in pieces:
        name = begun.copy()
        name.update(piece.encode())
        names.append(name.hexdigest())
    return names


def _decoded(data: bytes) -> dict[str, Block]:
    return {name: _block(told) for name, told in json.loads(data).items()}


def _block(told: list[Any]) -> Block:
    """A paragraph begins with a number, a table with a row."""
    return _paragraph(told) if told and not isinstance(told[0], list) else tuple(map(_row, told))


def _paragraph(told: list[Any]) -> Measured:
    *rest, marks, kind, text, setting = told
    return Measured._make((*rest, tuple(marks), kind, text, Setting._make(setting)))


def _row(told: list[Any]) -> Row:
    height, is_heading, cells, marks = told
    return Row(height, is_heading, tuple(tuple(map(_paragraph, cell)) for cell in cells), tuple(marks))
