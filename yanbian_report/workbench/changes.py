"""Changes: what a text says otherwise than the saved file, and otherwise than last year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from yanbian_report.api import load
from yanbian_report.base.project import Project
from yanbian_report.forms import find_form
from yanbian_report.inputs import data_years, read_year
from yanbian_report.model.compare import difference
from yanbian_report.model.data_file import DataFile
from yanbian_report.model.figure import Figure
from yanbian_report.model.formats import spoken
from yanbian_report.model.values import Text, Unknown, branch, look_up, text_of
from yanbian_report.model.year import Year
from yanbian_report.workbench.refused import Missing, Unfit
from yanbian_report.workbench.said import Json


def since_saved(project: Project, year: int, text: str, saved: str) -> list[Json]:
    """Every figure and text that differs from what ``saved``, the file or a version of it, says, in their order."""
    schema = find_form().schema()
    now, then = (read_year(project, year, schema, each)[0] for each in (text, saved))
    typed, before = dict(_typed(now)), dict(_typed(then))
    names = _renamed(typed, before)
    for new, old in names.items():  # what only has another name is held against what it was
        before = {f"{new}{path.removeprefix(old)}" if _within(path, old) else path: v for path, v in before.items()}
    changed = [path for path in dict.fromkeys((*typed, *before)) if typed.get(path) != before.get(path)]
    rows = [_row(new, new.rpartition(".")[2], old.rpartition(".")[2], _line(now, new)) for new, old in names.items()]
    return rows + [_row(path, typed.get(path, ""), before.get(path, ""), _line(now, path)) for path in changed]


def _within(path: str, group: str) -> bool:
    return path == group or path.startswith(f"{group}.")


def _renamed(now: Mapping[str, str], then: Mapping[str, str]) -> dict[str, str]:
    """Groups of ``now`` that were not there ``then``, each with the one that is gone and said all of what it says."""
    new, old = (_only_in(one, other) for one, other in ((now, then), (then, now)))
    found: dict[str, str] = {}
    for group, said in new.items():
        gone = (o for o, was in old.items() if was == said and o.rpartition(".")[0] == group.rpartition(".")[0])
        if (before := next((one for one in gone if one not in found.values()), None)) is not None:
            found[group] = before
    return found


def _only_in(now: Mapping[str, str], then: Mapping[str, str]) -> dict[str, frozenset[tuple[str, str]]]:
    """The outermost groups of ``now`` of which ``then`` has nothing, each with all that is said below it."""
    there = {path[:at] for path in then for at, sign in enumerate(f"{path}.") if sign == "."}
    found: dict[str, set[tuple[str, str]]] = {}
    for path, words in now.items():
        ends = (at for at, sign in enumerate(f"{path}.") if sign == ".")
        group = next((path[:at] for at in ends if path[:at] not in there), "")
        if group and not group.rpartition(".")[2].isdecimal():
            found.setdefault(group, set()).add((path.removeprefix(group), words))
    return {group: frozenset(said) for group, said in found.items()}


def since_last_year(project: Project, year: int, text: str) -> list[Json]:
    """Every figure that differs from last year's, section by section, the largest first, with how much it differs and
    what the codes of its path stand for. Raises Refused where there is nothing to compare.
    """
    loaded = load(year, project.root, text=text)
    if loaded.year is None:
        raise Unfit("数据里还有读不懂的地方，先改好它，再和上年比")
    if year - 1 not in data_years(project):
        raise Missing(f"没有上年（{year - 1} 年度）的数据文件，没有可以比的")
    last = load(year - 1, project.root).year
    if last is None:
        raise Unfit(f"上年（{year - 1} 年度）的数据文件里有读不懂的地方，先打开那一年改好它，再和上年比")
    changes = [change for section in difference(last, loaded.year).values() for change in section]
    return [
        {
            **_row(one.path, _words(one.after), _words(one.before), _line(loaded.data_file, one.path)),
            "name": _called(loaded.year, one.path),
            "change": one.size_words,
            "rate": one.rate_words,
        }
        for one in changes
    ]


def _called(year: Year, path: str) -> str:
    """What the codes that ``path`` goes through stand for; empty where it goes through none."""
    known = {**year.names, **{code: text_of(name) for code, name in branch(year.tree.get("科目名称")).items()}}
    return "、".join(known[step] for step in path.split(".") if step.isdecimal() and step in known)


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
