"""Contents lines: how high lines of the contents page are, so that its last page does not hold few entries only."""

from __future__ import annotations

from collections.abc import Sequence

from yanbian_report.layout.measure import Block, Measured
from yanbian_report.layout.paginate import page_ends
from yanbian_report.layout.sections import Section

_FEW = 8  # entries that stand on a page of their own
_LEAST = 1.4  # em: the lowest line; lines of a text are 1.8
_STEP = 0.25  # points
_HAIR = 1.0  # points that a page keeps free, for engines that count otherwise


def entry_line(sections: Sequence[Section], entries: Sequence[str]) -> float:
    """The height of lines in points that saves the contents page ``entries`` a page of few; 0 where none has to."""
    found = _place(sections, entries)
    if found is None:
        return 0.0
    section, first = found
    blocks = section.blocks[: _end(section.blocks, first)]
    pages, entry = page_ends(blocks, section.height), blocks[first]
    if len(pages) < 2 or first + len(entries) - pages[-2][0] > _FEW or not isinstance(entry, Measured):
        return 0.0
    line = entry.line - _STEP
    while line >= _LEAST * entry.setting.size:
        if len(page_ends(_with_line(blocks, first, len(entries), line), section.height - _HAIR)) < len(pages):
            return line
        line -= _STEP
    return 0.0


def _end(blocks: Sequence[Block], first: int) -> int:
    """Behind the last block that follows the one at ``first`` without a break that somebody asked for."""
    for at in range(first + 1, len(blocks)):
        block, above = blocks[at], blocks[at - 1]
        if isinstance(block, Measured) and block.breaks_before:
            return at
        if isinstance(above, Measured) and above.breaks_after:
            return at
    return len(blocks)


def lowered(sections: Sequence[Section], entries: Sequence[str], line: float) -> list[Section]:
    """``sections`` with lines of ``entries`` as high as ``line``."""
    found = _place(sections, entries)
    if found is None:
        return list(sections)
    section, first = found
    blocks = _with_line(section.blocks, first, len(entries), line)
    return [one._replace(blocks=blocks) if one is section else one for one in sections]


def _with_line(blocks: Sequence[Block], first: int, many: int, line: float) -> tuple[Block, ...]:
    """``blocks`` with so ``many`` from ``first`` on in lines of another height."""
    end = first + many
    lower = (b._replace(line=line) if isinstance(b, Measured) else b for b in blocks[first:end])
    return (*blocks[:first], *lower, *blocks[end:])


def _place(sections: Sequence[Section], entries: Sequence[str]) -> tuple[Section, int] | None:
    """The section of the contents page, and which of its blocks is the first of ``entries``, lines alike high."""
    many = len(entries)
    for section in sections if entries else ():
        for first in range(len(section.blocks) - many + 1):
            if _said(section.blocks[first]) != entries[0]:
                continue
            blocks = section.blocks[first : first + many]
            if [*map(_said, blocks)] == list(entries):
                alike = len({b.line for b in blocks if isinstance(b, Measured)}) == 1
                return (section, first) if alike else None
    return None


def _said(block: Block) -> str:
    return block.text.replace("\n", "").strip() if isinstance(block, Measured) else ""
