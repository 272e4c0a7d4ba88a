"""Form view: a year's data as tables and boxes to be filled in, in the order and by the words of the schema.

Figures of a group stand below each other, groups of figures beside each other, last year's figure and the change beside
this year's. Every place carries its path, so that an edit of it is an edit of the text (``edits.py``).
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from typing import Any, NamedTuple

from yanbian_report.forms.form import Form
from yanbian_report.model.compare import Change
from yanbian_report.model.figure import TO_FILL, Figure
from yanbian_report.model.formats import Unprintable, spoken
from yanbian_report.model.values import TO_REVISE, Text, Tree, Value, branch, look_up, text_of
from yanbian_report.model.year import Year
from yanbian_report.yamldoc.schema import Part, Schema

Entry = dict[str, Any]  # as the browser is given it
_FIGURES = ("amount", "quantity", "rate")
_LEAD_IN = re.compile(r"接在“([^”]*)”后面")
_CLAUSES = re.compile(r"[^，；。]+[，；。]?")
_WRITING = re.compile(r"\[\]|\{\}|“- ”|引号|一(?:条|段|项|个数)一行|一行一条|\"(?:\d+|编码)\"|冒号")  # words of YAML
_WITH_IT = re.compile(r"如|例如|或者")  # begins what goes with a clause before it
_NO_STOP = "句末不写句号"
_NOW, _LAST, _DIFFERENCE = "本年", "上年", "增减"
_WIDE = 6  # columns that a narrow window has room for


class _Row(NamedTuple):
    """A row of a table: its words, and what stands in its columns by their names; a ``free`` one may go as a whole."""

    label: str
    path: str
    cells: Mapping[str, Entry]
    note: str = ""
    free: bool = False


class FormView:
    """The sections of one year; ``year`` is None while its text cannot be read, and then only the schema is shown."""

    def __init__(self, form: Form, year: Year | None, typed: Tree, examples: Container[str] = ()) -> None:
        self._form = form
        self._schema: Schema = form.schema()
        self._year = year
        self._typed = typed
        self._examples = examples
        self._last = _last_paths(form, year)
        self._of_last = f"{form.next_year.last_year}."
        self._common = {part.get("description", "") for part in self._schema.root.get("$defs", {}).values()}

    def sections(self) -> list[Entry]:
        """Every section of the data file in the order of the schema."""
        return [
            self._section(name, self._schema.below(self._schema.root, name)) for name in self._schema.root["properties"]
        ]

    def _section(self, name: str, part: Part) -> Entry:
        typed = self._typed.get(name)
        kind = _kind(part)
        if kind == "group":
            entries = [*self._group(part, branch(typed), name)]
        elif kind == "list":
            entries = [self._list(name, part, typed, name)]
        else:
            entries = [self._leaf(name, part, typed, name)]
        return {
            "name": name,
            "note": without_writing(part.get("description", "")),
            "there": typed is not None,
            "entries": entries,
        }

    def _group(self, part: Part, typed: Tree, path: str) -> Iterator[Entry]:
        """What stands in a group: its own figures as one table, groups of figures as another, the rest in boxes."""
        names = dict.fromkeys((*part.get("properties", {}), *typed))
        below = {name: self._schema.below(part, name) for name in names}
        figures = [name for name in names if below[name].get("x-type") in _FIGURES]
        if figures:
            yield _table([self._figure_row(name, part, path) for name in figures])
        tables = [
            name for name in names if _kind(below[name]) == "group" and self._own_figures(below[name], typed.get(name))
        ]
        if tables:
            yield _table([self._group_row(name, part, typed.get(name), path) for name in tables])
        for name in names:
            child, value, where, free = below[name], typed.get(name), f"{path}.{name}", _free(part, name)
            kind = _kind(child)
            if kind == "group":
                inside = [*self._group(child, branch(value), where)]
                if name in tables:  # its own figures stand in the table above, and a row there may go
                    inside, free = [entry for entry in inside if entry["kind"] != "table"], False
                if inside or name not in tables:
                    yield _titled(self._named(name), where, child, inside, free)
            elif kind == "list":
                yield self._list(name, child, value, where)
            elif name not in figures:
                leaf = self._leaf(name, child, value, where)
                yield {**leaf, "label": self._named(name), "free": True} if free else leaf
        if part.get("additionalProperties"):
            begun = TO_FILL if self._schema.below(part, "").get("x-type") in _FIGURES else TO_REVISE
            note = without_writing(self._schema.names(part).get("description", ""))
            yield {"kind": "more", "path": path, "note": note, "value": begun}

    def _own_figures(self, part: Part, typed: Value) -> list[str]:
        """The names of the figures that a group has itself; those under free names are a table of their own."""
        if _kind(part) != "group" or not part.get("properties"):
            return []
        names = dict.fromkeys((*part["properties"], *branch(typed)))
        return [name for name in names if self._schema.below(part, name).get("x-type") in _FIGURES]

    def _figure_row(self, name: str, above: Part, path: str) -> _Row:
        where, part = f"{path}.{name}", self._schema.below(above, name)
        cells = {_LAST if where.startswith(self._of_last) else _NOW: self._cell(where)}
        cells.update(self._beside(where))
        return _Row(name, where, cells, self._note(part), _free(above, name))

    def _group_row(self, name: str, above: Part, typed: Value, path: str) -> _Row:
        where, part = f"{path}.{name}", self._schema.below(above, name)
        cells: dict[str, Entry] = {}
        for figure in self._own_figures(part, typed):
            cells[figure] = self._cell(f"{where}.{figure}")
            cells.update(self._beside(f"{where}.{figure}"))
        return _Row(self._named(name), where, cells, self._note(part), _free(above, name))

    def _note(self, part: Part) -> str:
        """What the schema says of this place; what it says of every text or figure of its kind is left out."""
        words: str = part.get("description", "")
        return "" if words in self._common else without_writing(words)

    def _named(self, name: str) -> str:
        """``name`` of a row, codes with what they stand for."""
        official = self._year.names.get(name, "") if self._year is not None and name.isdecimal() else ""
        return f"{name} {official}" if official else name

    def _beside(self, path: str) -> dict[str, Entry]:
        """Last year's figure and the change, of figures that have them."""
        if path not in self._last:
            return {}
        return {_LAST: self._cell(self._last[path]), _DIFFERENCE: {"text": self._change(path)}}

    def _change(self, path: str) -> str:
        """The change in the words in which it is printed; empty without last year's figure."""
        now, before = (self._year.get(p) if self._year is not None else None for p in (path, self._last[path]))
        if now is None or before is None or now.unknown or before.unknown:
            return ""
        return str(Change(path, before, now)).rpartition("　")[2]

    def _cell(self, path: str) -> Entry:
        """The place of one figure: as it was typed, or, where it was not, as it follows from others."""
        typed = look_up(self._typed, path.split("."))
        if isinstance(typed, Figure):
            return {"path": path, "text": typed.text, "to_do": TO_FILL in typed.text, **self._marked(path)}
        return {"path": path, "text": "", "derived": self._derived(path)}

    def _marked(self, path: str) -> Entry:
        """That what stands there is made up, and may stay by a word."""
        return {"example": True} if path in self._examples else {}

    def _derived(self, path: str) -> str:
        figure = self._year.get(path) if self._year is not None else None
        try:
            return spoken(figure) if figure is not None and not figure.unknown else ""
        except Unprintable:
            return ""

    def _leaf(self, name: str, part: Part, typed: Value, path: str) -> Entry:
        kind = "choice" if "enum" in part else "text"
        words = typed.scalar.text if isinstance(typed, Text) else text_of(typed)
        lead_in = _LEAD_IN.search(part.get("description", ""))
        return {
            "kind": kind,
            "path": path,
            "label": name,
            "note": self._note(part),
            "text": words,
            "to_do": words.strip() == TO_FILL or TO_REVISE in words,
            **self._marked(path),
            **({"choices": part["enum"]} if kind == "choice" else {"long": part.get("x-type") == "prose"}),
            **({"before": lead_in[1]} if lead_in else {}),
            **({"after": "。"} if _NO_STOP in part.get("description", "") else {}),
        }

    def _list(self, name: str, part: Part, typed: Value, path: str) -> Entry:
        each = self._schema.below(part, 0)
        there = typed if isinstance(typed, list) else []
        items = []
        for number, value in enumerate(there, 1):
            where = f"{path}.{number}"
            if _kind(each) == "group":
                items.append(_titled(str(number), where, each, [*self._group(each, branch(value), where)]))
            else:
                items.append(self._leaf(str(number), each, value, where))
        return {
            "kind": "list",
            "path": path,
            "label": name,
            "note": without_writing(part.get("description", "")),
            "items": items,
        }


def without_writing(words: str) -> str:
    """``words`` of the schema without clauses on how a file writes what a form has boxes and buttons for."""
    said, left_out = [], False
    for clause in _CLAUSES.findall(words):
        left_out = bool(_WRITING.search(clause) or (left_out and _WITH_IT.match(clause)))
        if not left_out:
            said.append(clause)
        elif said and clause[-1] in "。；":  # the sentence ends where its last clause would
            said[-1] = said[-1].rstrip("，；、。") + clause[-1]
    return "".join(said).rstrip("，；、")


def _kind(part: Part) -> str:
    """What a part of the schema holds: a ``group`` of entries, a ``list`` of items, or one ``leaf``."""
    if part.get("type") == "array":
        return "list"
    return "group" if part.get("type") == "object" or "properties" in part else "leaf"


def _free(above: Part, name: str) -> bool:
    """Whether ``name`` is one that the unit gave itself, and may take away."""
    return name not in above.get("properties", {})


def _titled(label: str, path: str, part: Part, entries: list[Entry], free: bool = False) -> Entry:
    note = without_writing(part.get("description", ""))
    return {"kind": "group", "path": path, "label": label, "note": note, "entries": entries, "free": free}


def _table(rows: list[_Row]) -> Entry:
    """Rows below each other, under every column that one of them has, in the order in which they come; with many
    columns of a few rows the other way round.
    """
    columns = list(dict.fromkeys(name for row in rows for name in row.cells))
    if len(columns) > max(_WIDE, len(rows)) and not any(row.free for row in rows):
        told = [_Row(name, "", {}, "")._asdict() | {"cells": [row.cells.get(name) for row in rows]} for name in columns]
        return {"kind": "table", "columns": [row.label for row in rows], "rows": told}
    told = [{**row._asdict(), "cells": [row.cells.get(name) for name in columns]} for row in rows]
    return {"kind": "table", "columns": columns, "rows": told}


def _last_paths(form: Form, year: Year | None) -> dict[str, str]:
    """The path of last year's figure by that of this year's, as the next year's file would repeat it."""
    if year is None:
        return {}
    prefix, group = f"{year.text('年度')}年度", f"{form.next_year.last_year}."
    repeated = form.repeated(year).items()
    return {figure.path.removeprefix(prefix): path for path, figure in repeated if path.startswith(group)}
