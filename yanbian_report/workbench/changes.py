"""Changes: what a text says otherwise than the saved file, and otherwise than last year."""

from __future__ import annotations

from collections.abc import Iterator

from yanbian_report.api import load
from yanbian_report.base.project import Project
from yanbian_report.forms import find_form
from yanbian_report.inputs import read_year
from yanbian_report.model.compare import difference
from yanbian_report.model.data_file import DataFile
from yanbian_report.model.figure import Figure
from yanbian_report.model.formats import spoken
from yanbian_report.model.values import Text, Unknown, look_up
from yanbian_report.workbench.said import Json


def since_saved(project: Project, year: int, text: str, saved: str) -> list[Json]:
    """Every figure and text that differs from what the file says, in the order of the file."""
    schema = find_form().schema()
    now, then = (read_year(project, year, schema, each)[0] for each in (text, saved))
    typed, before = dict(_typed(now)), dict(_typed(then))
    changed = [path for path in dict.fromkeys((*typed, *before)) if typed.get(path) != before.get(path)]
    return [_row(path, typed.get(path, ""), before.get(path, ""), _line(now, path)) for path in changed]


def since_last_year(project: Project, year: int, text: str) -> list[Json]:
    """Every figure that differs from last year's, section by section, the largest first."""
    loaded = load(year, project.root, text=text)
    last = load(year - 1, project.root).year
    if loaded.year is None or last is None:
        return []
    changes = [change for section in difference(last, loaded.year).values() for change in section]
    return [_row(one.path, _words(one.after), _words(one.before), _line(loaded.data_file, one.path)) for one in changes]


def _typed(file: DataFile | None) -> Iterator[tuple[str, str]]:
    """Every path of ``file`` with a figure or a text, as they are said."""
    for path in file.spans if file is not None else ():
        value = look_up(file.tree, path.split(".")) if file is not None else None
        words = _words(value)
        if words:
            yield path, words


def _words(value: object) -> str:
    if isinstance(value, Figure):
        return spoken(value)
    return str(value) if isinstance(value, (Text, str)) and not isinstance(value, Unknown) else ""


def _line(file: DataFile | None, path: str) -> int | None:
    span = file.spans.get(path) if file is not None else None
    return span.line if span is not None else None


def _row(path: str, now: str, then: str, line: int | None) -> Json:
    return {"path": path, "now": now, "then": then, "line": line}
