"""What a text says twice: clauses and sentences, words, entries of a list inside a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from yanbian_report.forms.final_accounts.rules._near_names import is_sign
from yanbian_report.rules.wording import Slip

CLAUSES = r"[^，。；！？：\0]+"
_CLAUSE, _SENTENCE = 5, 12  # signs of what may be said twice
_WHOLE = 3  # signs of a whole clause that is said again at once


def suspected_clauses(joined: str) -> Iterator[int]:
    """Where a clause begins like the one before it, or stands in its text a second time."""
    before, said = "", set[str]()
    for match in re.finditer(CLAUSES, joined):
        clause = match[0]
        if joined[match.start() - 1 : match.start()] == "\0":
            said.clear()
        elif len(before) > _CLAUSE and (clause in said or clause.startswith(before)) or _ends_with(before, clause):
            yield match.start()
        if len(clause) > _CLAUSE:
            said.add(clause)
        before = clause


def _ends_with(before: str, clause: str) -> bool:
    """Whether a whole clause was said at the end of the one before."""
    return len(clause) > _WHOLE and before.endswith(clause)


def repeated_clauses(text: str, matches: Sequence[re.Match[str]]) -> Iterator[Slip]:
    """A clause that follows itself, or a sentence that a text has twice."""
    for before, clause in pairwise(matches):
        said = before[0]
        again = said if len(said) > _CLAUSE and clause[0].startswith(said) else ""
        if not again and _ends_with(said, clause[0]):
            again = clause[0]
        if again and before.end() + 1 == clause.start():
            yield _twice(clause.start(), again, (before.end(), clause.start() + len(again)))
    sentences, last = set[str](), ""
    for match in re.finditer(rf"[^。；！？]{{{_SENTENCE},}}", text):
        if match[0] in sentences or last.endswith(match[0]):
            stop = match.end() + (match.end() < len(text))
            yield _twice(match.start(), match[0], (match.start(), stop))
        last = match[0]
        sentences.add(last)


def _twice(start: int, words: str, spare: tuple[int, int]) -> Slip:
    shown = f"{words[:20]}{'……' if len(words) > 20 else ''}"
    return Slip("R508", start, f"“{shown}”说了两遍", "删去多的一遍", spare=spare)


def repetitions(_: str, matches: Sequence[re.Match[str]]) -> Iterator[Slip]:
    """A word that follows itself; 一件一件, numbers and 基本支出支出数 are no slips."""
    for match in matches:
        word = match[1]
        if word in ("支出", "收入") and match.string[match.end() : match.end() + 1] in tuple("数额率总合进"):
            continue
        if all(map(is_sign, word)) and not word.startswith("一") and word.strip("二三四五六七八九十百千万亿零〇两"):
            second = match.start() + len(word)
            after = match.string[second : match.end() + 8]
            yield Slip("R508", second, f"“{word}”重复了", "删去多的一遍", after, (second, second + len(word)))


def listed_twice(text: str, matches: Sequence[re.Match[str]]) -> Iterator[Slip]:
    """明确、明确: an entry of a list inside a sentence that follows itself."""
    for match in matches:
        for size in range(2, 9):
            word, after = text[match.start() - size : match.start()], text[match.end() : match.end() + size + 1]
            if len(after) > size and after.startswith(word) and len(word) == size and all(map(is_sign, word)):
                if not is_sign(after[size]):
                    yield Slip("R508", match.end(), f"“{word}”说了两遍", "删去多的一遍")
                break
