"""Wording: what texts must not say, sought in all texts of a year at once and in each text once a process.

A text is looked at without its citations: every character of one reads CITED, so that places stay what they are and
nothing is said of the signs that a citation is made of.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple
from weakref import WeakKeyDictionary

from yanbian_report.base.findings import Repair
from yanbian_report.base.lru import LruCache
from yanbian_report.model.values import Text, position_of
from yanbian_report.model.year import Year
from yanbian_report.rules.rule import Violation

CITED = "\ufffc"
_CITATION = re.compile(r"\{\{[^{}]*\}\}")
_KEPT = 8_192  # texts that a process remembers what it found in


class Slip(NamedTuple):
    """What is odd at ``start`` of a text, and what to write; ``about`` is what a rule may want to look at besides.

    ``spare`` is from where to where stands what is there once too often, or ``instead`` of which another is to be.
    """

    code: str
    start: int
    words: str
    hint: str = ""
    about: str = ""
    spare: tuple[int, int] | None = None
    instead: str = ""


class Sought(NamedTuple):
    """A wording: ``pattern`` finds places, ``judge`` sees a text with all of them and tells which are slips.

    Where no text has one of ``needs``, the pattern is not even compiled, which takes longer than to search. For the
    same reason a pattern is short and finds too much: the judge looks at what stands beside it. ``suspects`` finds in
    all texts joined (by NUL) the places whose texts are looked at, where that is faster than the pattern.
    """

    pattern: str
    judge: Callable[[str, Sequence[re.Match[str]]], Iterable[Slip]]
    needs: tuple[str, ...] = ()
    suspects: Callable[[str], Iterable[int]] | None = None


class Wordings:
    """Wordings that are sought together; a process remembers by the text itself what it found."""

    def __init__(self, sought: Sequence[Sought], is_printed: Callable[[str], bool]) -> None:
        self._sought = sought
        self._is_printed = is_printed
        self._found: LruCache[tuple[Slip, ...]] = LruCache(_KEPT)
        self._years: WeakKeyDictionary[Year, Printed] = WeakKeyDictionary()

    def printed(self, year: Year) -> Printed:
        """The texts of ``year`` that are printed."""
        found = self._years.get(year)
        if found is None:
            found = self._years[year] = Printed(text for text in year.texts() if self._is_printed(text.path))
        return found

    def slips(self, year: Year, code: str, is_one: Callable[[Slip], bool] = lambda _: True) -> Iterator[Violation]:
        """The slips of ``code`` in ``year`` that are ones: the first of each text, with the number of the others."""
        for text, found in self.found(year, code):
            slips = [slip for slip in found if is_one(slip)]
            if slips:
                more = f"（这一段共 {len(slips)} 处）" if len(slips) > 1 else ""
                place = position_of(text, slips[0].start)
                words, repairs = slips[0].words + more, _mended(text, slips[0])
                yield Violation(words, origin=place, path=text.path, hint=slips[0].hint, repairs=repairs)

    def found(self, year: Year, code: str) -> Sequence[tuple[Text, list[Slip]]]:
        """The texts of ``year`` with slips of ``code``."""
        texts = self.printed(year)
        if texts.slips is None:
            texts.slips = self._search(texts)
        return texts.slips.get(code, ())

    def _search(self, texts: Printed) -> dict[str, list[tuple[Text, list[Slip]]]]:
        known = self._found.of(text.text for text in texts.texts)
        new = [text for text in texts.texts if known[text.text] is None]
        if new:
            for words, slips in self._search_new(Printed(new)).items():
                known[words] = self._found.put(words, tuple(sorted(set(slips), key=lambda slip: slip.start)))
        found: dict[str, list[tuple[Text, list[Slip]]]] = {}
        for text in texts.texts:
            for slip in known[text.text] or ():
                entries = found.setdefault(slip.code, [])
                if not entries or entries[-1][0] is not text:
                    entries.append((text, []))
                entries[-1][1].append(slip)
        return found

    def _search_new(self, texts: Printed) -> dict[str, list[Slip]]:
        said: dict[str, list[Slip]] = {text.text: [] for text in texts.texts}
        for sought in self._sought:
            if not sought.needs or any(word in texts.joined for word in sought.needs):
                for text, plain, matches in texts.matches(re.compile(sought.pattern), sought.suspects):
                    said[text.text] += sought.judge(plain, matches)
        return said


class Printed:
    """Printed texts, and all of them as one string without their citations."""

    def __init__(self, texts: Iterable[Text]) -> None:
        self.texts = tuple(texts)
        self.slips: dict[str, list[tuple[Text, list[Slip]]]] | None = None

    @cached_property
    def plain(self) -> list[str]:
        """Each text without its citations."""
        return [without_citations(text.text) for text in self.texts]

    @cached_property
    def joined(self) -> str:
        return "\0".join(self.plain)

    @cached_property
    def _starts(self) -> list[int]:
        return list(accumulate((len(text) + 1 for text in self.plain), initial=0))

    def at(self, place: int) -> tuple[Text, int]:
        """The text that the character at ``place`` of the joined string is of, and where in it."""
        number = bisect_right(self._starts, place) - 1
        return self.texts[number], place - self._starts[number]

    def matches(
        self, pattern: re.Pattern[str], suspects: Callable[[str], Iterable[int]] | None = None
    ) -> Iterator[tuple[Text, str, list[re.Match[str]]]]:
        """Every text that has ``pattern``, plain, with all its places. A match over two texts is none."""
        places = suspects(self.joined) if suspects else (m.start() for m in pattern.finditer(self.joined))
        for number in sorted({bisect_right(self._starts, place) - 1 for place in places}):
            matches = list(pattern.finditer(self.plain[number]))
            if matches:
                yield self.texts[number], self.plain[number], matches

    def violation(self, place: int, words: str, hint: str = "") -> Violation:
        """A violation at ``place`` of the joined string."""
        text, start = self.at(place)
        return Violation(words, origin=position_of(text, start), path=text.path, hint=hint)


def _mended(text: Text, slip: Slip) -> tuple[Repair, ...]:
    """What takes away that which stands in ``text`` once too often or is wrong, where it stands on one line."""
    if slip.spare is None:
        return ()
    start, end = slip.spare
    first, last = position_of(text, start), position_of(text, end - 1)
    found = first._replace(end_column=last.column + 1)
    return (Repair(found, slip.instead, text.text[start:end]),) if first.line == last.line else ()


def without_citations(text: str) -> str:
    """``text`` with CITED for every character of its citations."""
    return _CITATION.sub(lambda m: CITED * len(m[0]), text) if "{{" in text else text


def each(
    code: str, words: Callable[[re.Match[str]], str], hint: str = ""
) -> Callable[[str, Sequence[re.Match[str]]], Iterator[Slip]]:
    """A judge that says ``words`` of every place; none where they are empty. Of what is there twice, one is spare."""

    def judge(_: str, matches: Sequence[re.Match[str]]) -> Iterator[Slip]:
        for match in matches:
            said = words(match)
            if said:
                half, rest = divmod(len(match[0]), 2)
                twice = not rest and match[0][:half] == match[0][half:]
                spare = (match.start() + half, match.end()) if twice else None
                yield Slip(code, match.start(), said, hint, spare=spare)

    return judge
