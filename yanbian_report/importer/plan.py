"""Plan: what an import does to every path of a data file, by what stands there and what the workbook says."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from yanbian_report.base.origin import Cell
from yanbian_report.model.agreement import agree, copied
from yanbian_report.model.data_file import DataFile
from yanbian_report.model.figure import TO_FILL, WAN, YUAN, Figure
from yanbian_report.model.formats import in_unit
from yanbian_report.model.reading import Reading
from yanbian_report.model.values import TO_REVISE, Tree, Unknown, Value, branch, look_up, text_of
from yanbian_report.model.year import Year
from yanbian_report.yamldoc.notation import Content, Noted
from yanbian_report.yamldoc.patch import Edit, Put, Remove
from yanbian_report.yamldoc.schema import Part, Schema


class Action(StrEnum):
    """What becomes of a path; the value is the word that the accountant reads."""

    FILLED = "填上"
    ADDED = "新增"
    CHANGED = "改写"
    SAME = "相同"
    KEPT = "不同，没有改"
    ABSENT = "工作簿里没有"
    REMOVED = "删去示例"
    DROPPED = "删去"
    PROPOSED = "拟写，待改"


_GONE = (Action.REMOVED, Action.DROPPED)
WRITTEN = (Action.FILLED, Action.ADDED, Action.CHANGED, *_GONE, Action.PROPOSED)


class Row(NamedTuple):
    """One path: what stands in the data file, what the workbook says and where, and what is done."""

    path: str
    typed: str
    read: str
    place: str
    action: Action
    cells: tuple[Cell, ...] = ()


class Plan(NamedTuple):
    """What is done, path by path, and the edits of the text that do it."""

    rows: tuple[Row, ...]
    edits: tuple[Edit, ...]


class Planner(NamedTuple):
    """What a plan is made by. ``carried`` is last year's data: a list that still says the same was typed for no year.

    ``year`` is the data file derived, None while too much is to be filled in for what is derived to be held against
    anything; ``only_asked_for`` are paths that are filled in where they stand, and not added; ``examples`` are the
    paths of made-up figures and texts; ``remove`` takes out the codes that no table has.
    """

    file: DataFile
    schema: Schema
    year: Year | None
    carried: Tree
    overwrite: bool
    only_asked_for: re.Pattern[str]
    examples: Container[str]
    remove: bool = False

    def plan(self, readings: Iterable[Reading]) -> Plan:
        """What an import of ``readings`` does."""
        known = [reading for reading in readings if self._part(reading.path)]
        rows: list[Row] = []
        edits: list[Put] = []
        for reading in known:
            row, content = self._compared(reading, known)
            if row is not None:
                rows.append(row)
            if content is not None:
                edits.append(self._put(reading, content))
        absent = [*self._absent(known)]
        gone = [Remove(tuple(row.path.split("."))) for row in absent if row.action in _GONE]
        return Plan((*rows, *absent), (*_listed(_merged(edits), self.file.spans), *gone))

    def _part(self, path: str) -> Part:
        return self.schema.part([int(s) - 1 if _is_number(s) else s for s in path.split(".")])

    def _at(self, path: str) -> Value:
        found = look_up(self.file.tree, path.split("."))
        return None if isinstance(found, Unknown) else found

    def _compared(self, reading: Reading, all_of_them: list[Reading]) -> tuple[Row | None, Content | None]:
        typed, said = self._at(reading.path), reading.said
        if isinstance(said, str):
            if typed is None and self.year is None:
                return None, None  # a name waits for the figure beside it
            action = Action.SAME if text_of(typed) == said else Action.KEPT
            if typed is None or _is_left(text_of(typed)):
                action = Action.ADDED if typed is None else Action.FILLED
            return self._row(reading, text_of(typed), said, action), self._content(said, action)
        if not isinstance(said, Figure):
            return self._compared_list(reading, said, typed)
        figure = said
        written = _written(figure, typed)
        if isinstance(typed, Figure):
            action = self._action(typed, figure, reading.path)
        elif typed is not None:
            action = Action.KEPT
        else:
            missing = self._missing(reading.path, figure, all_of_them)
            if missing is None:
                return None, None
            action = missing
        shown = typed.text if isinstance(typed, Figure) else text_of(typed)
        return self._row(reading, shown, written, action), self._content(written, action)

    def _content(self, content: Content, action: Action) -> Content | None:
        return content if action in WRITTEN else None

    def _action(self, typed: Figure, read: Figure, path: str) -> Action:
        if typed.unknown or path in self.examples:
            return Action.FILLED
        if typed.kind == read.kind and copied(typed, read._replace(unit=typed.unit)):
            return Action.SAME
        return Action.CHANGED if self.overwrite and typed.kind == read.kind else Action.KEPT

    def _missing(self, path: str, figure: Figure, readings: list[Reading]) -> Action | None:
        """What to do where nothing is typed: nothing where what is derived prints the same, or where all is nil."""
        group, _, name = path.rpartition(".")
        if path in self.file.spans or (name in self._part(group).get("required", ()) and group in self.file.spans):
            return Action.FILLED
        if self.year is None:
            return None
        derived = self.year.get(path)
        if derived is not None:  # what differs by more than rounding is no matter of how a total is printed
            alike = not derived.unknown and (prints_alike(derived, figure) or not agree(derived, figure))
            return None if derived.unknown else Action.SAME if alike else Action.ADDED
        if self.only_asked_for.search(path):
            return None
        beside = (one.figure for one in readings if one.path.rpartition(".")[0] == group)
        return Action.ADDED if any(one is not None and one.value for one in beside) else None

    def _compared_list(self, reading: Reading, read: tuple[str, ...], typed: Value) -> tuple[Row, Content | None]:
        texts = [text_of(item) for item in typed] if isinstance(typed, list) else []
        own = [text for text in texts if not _is_left(text)]  # an item still to be revised is nobody's yet
        carried = look_up(self.carried, reading.path.split("."))
        made_up = any(f"{reading.path}.{number}" in self.examples for number in range(1, len(texts) + 1))
        if not texts or made_up or (len(own) < len(texts) and set(own) <= set(read)):
            action = Action.FILLED
        elif sorted(texts) == sorted(read):
            action = Action.SAME
        elif isinstance(carried, list) and [text_of(item) for item in carried] == [*map(_revised, texts)]:
            action = Action.CHANGED
        else:
            action = Action.CHANGED if self.overwrite else Action.KEPT
        return self._row(reading, "、".join(texts), "、".join(read), action), self._content(read, action)

    def _row(self, reading: Reading, typed: str, read: str, action: Action) -> Row:
        return Row(reading.path, typed, read, reading.place, action, reading.cells)

    def _put(self, reading: Reading, content: Content) -> Put:
        """The edit for ``reading``; a new entry under a code takes what its siblings have, still to be filled in."""
        steps = tuple(reading.path.split("."))
        depth = next((n for n, step in enumerate(steps) if step.isdecimal()), None)
        if depth is None or depth + 2 != len(steps) or ".".join(steps[: depth + 1]) in self.file.spans:
            return Put(steps, content)
        siblings = self._at(".".join(steps[:depth]))
        entry: dict[str, Content] = {steps[-1]: content}
        entry |= {name: text for name, text in _usual(branch(siblings), steps[depth]) if name not in entry}
        return Put(steps[: depth + 1], Noted(entry, reading.note) if reading.note else entry)

    def _absent(self, readings: list[Reading]) -> Iterator[Row]:
        """Codes of the file that stand in no row of the table that the others are read from; made-up ones go."""
        read: dict[str, set[str]] = {group: set() for group in self._nil_groups(readings)}
        for reading in readings:
            steps = reading.path.split(".")
            depth = next((n for n, step in enumerate(steps) if is_code(step)), None)
            if depth is not None and reading.figure is not None:
                read.setdefault(".".join(steps[:depth]), set()).add(steps[depth])
        for group, codes in read.items():
            longest = max(map(len, codes), default=0)
            for code, entry in branch(self._at(group)).items():
                path = f"{group}.{code}"
                figures = [f for f in branch(entry).values() if isinstance(f, Figure)]
                here = len(code) == longest or not codes
                if code not in codes and here and any(f.unknown or f.value for f in figures):
                    typed = next((f.text for f in figures), "")
                    made_up = all(f.path in self.examples for f in figures)
                    left = Action.DROPPED if self.remove else Action.ABSENT
                    yield Row(path, typed, "", "", Action.REMOVED if made_up else left)

    def _nil_groups(self, readings: list[Reading]) -> Iterator[str]:
        """Groups of codes beside a total that a table has as nil: such a table names none of them."""
        for reading in readings:
            parent, _, name = reading.path.rpartition(".")
            if reading.figure is not None and not reading.figure.value and not is_code(name):
                for beside, part in branch(self._at(parent)).items():
                    if isinstance(part, dict) and part and all(map(is_code, part)):
                        yield f"{parent}.{beside}"


def _is_left(text: str) -> bool:
    """Whether ``text`` is still to be revised."""
    return TO_REVISE in text


def _revised(text: str) -> str:
    """``text`` without the mark that it is to be revised."""
    return text.removeprefix(TO_REVISE).strip()


def is_code(step: str) -> bool:
    """Whether a step of a path is a code of a classification; numbers of items are shorter."""
    return step.isdecimal() and len(step) > 2


def _is_number(step: str) -> bool:
    return step.isdecimal() and not is_code(step)


def prints_alike(one: Figure, other: Figure) -> bool:
    """Whether two figures of one kind are printed with the same digits."""
    if one.kind == "amount" == other.kind:
        return in_unit(one, "万元")[0] == in_unit(other, "万元")[0]
    return one.kind == other.kind and one.value == other.value


def _usual(siblings: Tree, code: str) -> Iterator[tuple[str, str]]:
    """What every entry beside ``code`` has in figures, to be filled in for a new one."""
    alike = [branch(entry) for name, entry in siblings.items() if len(name) == len(code)]
    for name, value in alike[0].items() if alike else ():
        if isinstance(value, Figure) and all(isinstance(entry.get(name), Figure) for entry in alike):
            yield name, f"{TO_FILL}{'%' if value.kind == 'rate' else ''}"


def _written(figure: Figure, typed: Value) -> str:
    """``figure`` as a data file has it: 元 where it is known to the 分, else 万元 with as many digits as were read.

    A count takes the unit that stands in the file.
    """
    if figure.unit == YUAN:
        if not figure.value:
            return "0"
        if not figure.step:
            return f"{figure.value:.2f}元"
        digits = max(2, -int((figure.step / WAN).normalize().as_tuple().exponent))
        return f"{figure.value / WAN:.{digits}f}"
    number = f"{figure.value.normalize():f}" if figure.value else "0"
    if isinstance(typed, Figure):
        return typed.text.replace(TO_FILL, number) if typed.unknown else f"{number}{typed.unit}"
    return f"{number}{figure.unit}"


def _merged(edits: list[Put]) -> Iterator[Put]:
    """``edits`` with those of one new entry as one."""
    found: dict[tuple[str, ...], Put] = {}
    for edit in edits:
        before = found.get(edit.path)
        found[edit.path] = edit if before is None else Put(edit.path, _laid_over(before.content, edit.content))
    yield from found.values()


def _listed(edits: Iterable[Put], there: Container[str]) -> Iterator[Put]:
    """``edits`` with the items of one new list as one."""
    items: dict[tuple[str, ...], list[Content]] = {}
    for edit in edits:
        group = edit.path[:-1]
        if _is_number(edit.path[-1]) and ".".join(group) not in there:
            items.setdefault(group, []).append(edit.content)
        else:
            yield edit
    yield from (Put(group, contents) for group, contents in items.items())


def _laid_over(one: Content, other: Content) -> Content:
    """Two contents of one new entry as one; what was read comes before what is to be filled in."""
    if isinstance(one, Noted) or isinstance(other, Noted):
        note = one.comment if isinstance(one, Noted) else other.comment if isinstance(other, Noted) else ""
        inner = [part.content if isinstance(part, Noted) else part for part in (one, other)]
        return Noted(_laid_over(*inner), note)
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return {**other, **{name: value for name, value in one.items() if not str(value).startswith(TO_FILL)}}
    return other
