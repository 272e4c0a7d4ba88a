"""Page ends: what is done to a document's paragraphs so that lines and pages end well.

Letters move together or apart by a hair, so that no last line is one or two characters, no part ends on a page of few
lines, and no picture that waits for the next page leaves a hole (``mending``). Titles are broken between words.

A paragraph is set otherwise only where its style leaves it to programs: justified text under widow control.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from yanbian_report.layout.changes import Change
from yanbian_report.layout.fitting import spacing_for
from yanbian_report.layout.line_breaking import count_lines
from yanbian_report.layout.measure import Block, Measured
from yanbian_report.layout.mending import ends_short, mended, spaced_out
from yanbian_report.layout.sections import Section
from yanbian_report.layout.titles import in_pieces, title_breaks

_POINT = 20  # twentieths


def settled(sections: Sequence[Section], names: Sequence[str]) -> tuple[list[Section], list[Change]]:
    """``sections`` with all changes made, and the changes. ``names`` may stand in titles and are not parted there."""
    said = [b.text for s in sections for b in s.blocks if isinstance(b, Measured)]
    words = in_pieces(said)
    done: list[Section] = []
    changes: list[Change] = []
    first = 0
    for at, section in enumerate(sections):
        goes_on = at + 1 < len(sections) and sections[at + 1].begins == "continuous"
        blocks: list[Block] = []
        for part in parts([_titled(block, words, names) for block in section.blocks]):
            open_end = goes_on and len(blocks) + len(part) == len(section.blocks)
            set_anew = tuple(enumerate(part)) if open_end else mended(part, section.height)
            set_anew = tuple((place, _with_longer_end(block)) for place, block in set_anew)
            original = section.blocks[len(blocks) : len(blocks) + len(part)]
            changes += _changes(original, set_anew, first)
            blocks += (block for _, block in set_anew)
            first += sum(isinstance(block, Measured) for block in part)
        done.append(section._replace(blocks=tuple(blocks)))
    return done, changes


def parts(blocks: Sequence[Block]) -> Iterator[tuple[Block, ...]]:
    """The blocks between page breaks that somebody asked for."""
    begun: list[Block] = []
    for block in blocks:
        if begun and isinstance(block, Measured) and block.breaks_before:
            yield tuple(begun)
            begun = []
        begun.append(block)
        if isinstance(block, Measured) and block.breaks_after:
            yield tuple(begun)
            begun = []
    if begun:
        yield tuple(begun)


def _titled(block: Block, words: Sequence[str], names: Sequence[str]) -> Block:
    """A title broken between words."""
    if isinstance(block, Measured) and block.kind == "title":
        breaks = title_breaks(block.text, block.setting, words, names)
        text = "\n".join(block.text[a:b] for a, b in zip((0, *breaks), (*breaks, len(block.text)), strict=True))
        return block._replace(text=text, lines=sum(count_lines(line, block.setting) for line in text.split("\n")))
    return block


def _with_longer_end(block: Block) -> Block:
    """A paragraph with a few more characters in its last line where there is one or two; else without that line."""
    if not ends_short(block):
        return block
    for further in (False, True):
        letters = spacing_for(block.text, block.setting, block.lines, further=further)
        if letters is not None:
            return spaced_out(block, letters, block.lines)
    return block


def _changes(original: Sequence[Block], part: Sequence[tuple[int, Block]], first: int) -> Iterator[Change]:
    """What leads from ``original`` to ``part``, where paragraphs are counted from ``first``."""
    numbers = [first]
    for block in original:
        numbers.append(numbers[-1] + isinstance(block, Measured))
    raised = dict(_raised([place for place, _ in part]))
    for place, block in sorted(part, key=lambda placed: placed[0]):
        had = original[place]
        if block == had and place not in raised:
            continue
        change = _change(had, block, numbers[place])
        if place in raised:
            begin, end = raised[place]
            below, many = numbers[begin] - numbers[place], numbers[end] - numbers[begin]
            change = change._replace(below=below, raised=many)
        if change != Change(numbers[place]):
            yield change


def _change(had: Block, block: Block, number: int) -> Change:
    if not isinstance(had, Measured) or not isinstance(block, Measured):
        return Change(number)
    lines = block.text.split("\n") if block.text != had.text else []
    return Change(
        number,
        None if block.setting == had.setting else round(block.setting.spacing * _POINT),
        tuple(sum(map(len, lines[:at])) for at in range(1, len(lines))),
        None if block.before == had.before else round(block.before * _POINT),
        None if block.after == had.after else round(block.after * _POINT),
        block.whole and not had.whole,
        block.keeps_next and not had.keeps_next,
    )


def _raised(places: Sequence[int]) -> Iterator[tuple[int, tuple[int, int]]]:
    """Before which place stand which others that had come after it."""
    at = 0
    while at < len(places):
        begin = places[at]
        if begin == at:
            at += 1
            continue
        end = begin
        while places[at + end - begin] == end:
            end += 1
        yield at, (begin, end)
        at = end
