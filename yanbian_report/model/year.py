"""The year: everything the data file says and everything that follows from it, by path.

A path is the Chinese name that the data file, the templates and the findings share (``支出.项目支出``); entries of
a list count from 1 (``重点工作.3.数据.追回率``).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate

from yanbian_report.base.lru import remembered
from yanbian_report.base.origin import Span
from yanbian_report.base.suggest import closest_path, did_you_mean
from yanbian_report.model.figure import Figure
from yanbian_report.model.table import NO_TABLES, Table
from yanbian_report.model.values import Leaf, Text, Tree, Value, text_of


class Classification(dict[str, str]):
    """Code → official name. One table serves many years and is never changed."""

    @cached_property
    def economic(self) -> Mapping[str, set[str]]:
        """The names of the economic classification's 款, each with the classes (301, 302 …) that it belongs to."""
        found: dict[str, set[str]] = {}
        for code, name in self.items():
            if code.startswith("3") and len(code) == 5:
                found.setdefault(name, set()).add(code[:3])
        return found


class Year:
    """One year of one unit. ``tree`` nests as the data file does, with what is derived put in its place.

    ``names`` are the official names of the year's classification by code, the unit's own additions left out; ``last``
    is what last year's file printed, by the paths under which this year's file repeats it; ``tables`` are the tables
    of the year's workbook by the keys that the form gives them, and ``last_tables`` those of last year's; ``examples``
    are the places of what is made up.
    """

    def __init__(  # noqa: PLR0913 - the parts of a year, each with a name
        self,
        tree: Tree,
        file: str,
        leaves: dict[str, Leaf],
        names: Classification | None = None,
        last: dict[str, Figure] | None = None,
        tables: Mapping[str, Table] = NO_TABLES,
        examples: Iterable[Span] = (),
        last_tables: Mapping[str, Table] = NO_TABLES,
    ) -> None:
        self.tree = tree
        self.file = file
        self.leaves = leaves
        self.names = Classification() if names is None else names
        self.last = {} if last is None else last
        self.tables = tables
        self.examples = frozenset(examples)
        self.last_tables = last_tables

    def beside(self, last: dict[str, Figure], tables: Mapping[str, Table] = NO_TABLES) -> Year:
        """This year beside what last year's file printed, and the tables of last year's workbook."""
        return Year(self.tree, self.file, self.leaves, self.names, last, self.tables, self.examples, tables)

    def with_tables(self, tables: Mapping[str, Table]) -> Year:
        """This year with the tables of its workbook."""
        last, examples = self.last_tables, self.examples
        return Year(self.tree, self.file, self.leaves, self.names, self.last, tables, examples, last)

    @cached_property
    def example_tables(self) -> tuple[Table, ...]:
        """The tables of the year's workbook that are made up."""
        return tuple(table for table in self.tables.values() if table.is_example)

    def without_example_tables(self) -> Year:
        """This year without made-up tables, its own and last year's, which nothing is held against."""
        tables, last = self.tables, self.last_tables
        if self.example_tables:
            tables = NO_TABLES
        if any(table.is_example for table in last.values()):
            last = NO_TABLES
        if tables is self.tables and last is self.last_tables:
            return self
        return Year(self.tree, self.file, self.leaves, self.names, self.last, tables, self.examples, last)

    @property
    def has_examples(self) -> bool:
        """Whether anything is made up, in the data file or in the workbook."""
        return bool(self.examples or self.example_tables)

    def is_example(self, leaf: Leaf | None) -> bool:
        """Whether ``leaf`` is marked as made up, or comes from a figure that is."""
        if not self.examples or not isinstance(leaf, (Figure, Text)):
            return False
        return leaf.origin in self.examples or (isinstance(leaf, Figure) and any(map(self.is_example, leaf.inputs)))

    def figure(self, path: str) -> Figure:
        """The figure at ``path``; KeyError, whose message names the nearest path, when there is none."""
        found = self.leaves.get(path)
        if not isinstance(found, Figure):
            raise KeyError(self._no_figure(path, found))
        return found

    def _no_figure(self, path: str, found: Leaf | None) -> str:
        if found is not None:
            return f"“{path}”是文字，不是数：用 text 来取"
        meant = did_you_mean(self.nearest(path))
        return f"没有“{path}”这个数" + (f"，{meant}" if meant else "")

    def get(self, path: str) -> Figure | None:
        """The figure at ``path``, or None when there is none: for what may be left out of the data."""
        found = self.leaves.get(path)
        return found if isinstance(found, Figure) else None

    def figures(self) -> Mapping[str, Figure]:
        """Every figure by its own path, in the order of the data file."""
        return self._figures

    @cached_property
    def _figures(self) -> dict[str, Figure]:
        return {leaf.path: leaf for leaf in self.leaves.values() if isinstance(leaf, Figure)}

    def texts(self) -> Sequence[Text]:
        """Every text once, in the order of the data file."""
        return self._texts

    @cached_property
    def _texts(self) -> tuple[Text, ...]:
        return tuple(leaf for path, leaf in self.leaves.items() if isinstance(leaf, Text) and leaf.path == path)

    def search(self, words: re.Pattern[str]) -> Iterator[tuple[Text, re.Match[str]]]:
        """Every place where a text says ``words``, in the order of the data file; ``words`` match no NUL."""
        sought = words.pattern
        _search(words, [(text.text, known) for text, known in self._known if sought not in known])
        for text, known in self._known:
            for match in known[sought]:
                yield text, match

    @cached_property
    def _known(self) -> list[tuple[Text, _Said]]:
        """Every text with what was found in it: most are those of the year before they were last edited."""
        return [(text, _found_in(text.text)) for text in self.texts()]

    def text(self, path: str) -> str:
        """The text at ``path`` as typed, empty when there is none."""
        return text_of(self.leaves.get(path, ""))

    def find(self, name: str, scope: str = "") -> Leaf:
        """What ``name`` means inside the entry ``scope``: looked up there first, then outwards to the root."""
        while scope:
            found = self.leaves.get(f"{scope}.{name}")
            if found is not None:
                return found
            scope = scope.rpartition(".")[0]
        return self.leaves[name]

    def knows(self, name: str, scope: str = "") -> bool:
        """Whether ``name`` means anything inside the entry ``scope``."""
        try:
            self.find(name, scope)
        except KeyError:
            return False
        return True

    def nearest(self, name: str) -> str:
        """The known path most like ``name``, or nothing."""
        return closest_path(name, (p for p, leaf in self.leaves.items() if getattr(leaf, "path", "") == p))


_Said = dict[str, tuple[re.Match[str], ...]]


@remembered(4_096)
def _found_in(text: str) -> _Said:  # noqa: ARG001 - the text is the key
    """What a process has found in ``text`` so far, by pattern; empty at first."""
    return {}


def _search(words: re.Pattern[str], texts: list[tuple[str, _Said]]) -> None:
    """Find ``words`` in ``texts``, searched as one, which is much faster than each."""
    starts = list(accumulate((len(text) + 1 for text, _ in texts), initial=0))
    saying = {bisect_right(starts, m.start()) - 1 for m in words.finditer("\0".join(text for text, _ in texts))}
    for number, (text, known) in enumerate(texts):
        known[words.pattern] = tuple(words.finditer(text)) if number in saying else ()


def flatten(tree: Tree) -> dict[str, Leaf]:
    """Every leaf of ``tree`` by its path; what stands in several places by the path of the first."""
    leaves: dict[str, Leaf] = {}
    _gather(tree.items(), "", leaves, set())
    return leaves


def _gather(entries: Iterable[tuple[object, Value]], before: str, leaves: dict[str, Leaf], seen: set[int]) -> None:
    for key, child in entries:
        if type(child) in _LEAVES:
            leaves[f"{before}{key}"] = child  # type: ignore[assignment]
        elif id(child) not in seen:
            seen.add(id(child))
            if isinstance(child, dict):
                _gather(child.items(), f"{before}{key}.", leaves, seen)
            elif isinstance(child, list):
                _gather(enumerate(child, 1), f"{before}{key}.", leaves, seen)


_LEAVES = frozenset((Figure, Text, str, int, bool))
