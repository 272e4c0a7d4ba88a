"""Make: the conductor. With ``work`` the only module that knows every stage: read, derive, check, draw, fill, proof."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from yanbian_report.base.files import write_file
from yanbian_report.base.findings import Finding, error, note, stops
from yanbian_report.base.project import CONTENT, Project, edition_for, find_project
from yanbian_report.forms.final_accounts.classification import read_classification
from yanbian_report.forms.final_accounts.derive import derive
from yanbian_report.forms.final_accounts.last_year import repeated
from yanbian_report.inputs.yaml.read import Report, read
from yanbian_report.model.values import Tree, text_of
from yanbian_report.model.year import Year
from yanbian_report.options import USUAL, Built, Wanted, not_built
from yanbian_report.pipeline import Say, Work, official_name
from yanbian_report.rules.check import Checked
from yanbian_report.rules.check import check as hold_against_rules
from yanbian_report.templates.context import context, lost_citations

__all__ = ["USUAL", "Built", "Loaded", "Wanted", "build", "check", "load", "new", "official_name"]


class Loaded(NamedTuple):
    """A year as read and derived, with what was found on the way; ``year`` is None when it cannot be read."""

    year: Year | None
    findings: list[Finding]
    report: Report | None = None


def load(year: int | str, project: str | Path = ".") -> Loaded:
    """Read ``data/<year>.yaml`` of ``project`` and derive what follows from it.

    Problems of the content come back as findings; nothing is raised for them.
    """
    found, findings = find_project(Path(project))
    return _with_last(found, _load(found, year)) if found else Loaded(None, findings)


def check(year: int | str, project: str | Path = ".") -> Checked:
    """Hold the data of ``year`` against the schema and every rule, and its citations against its figures.

    Nothing is written and no template is opened.
    """
    return _check(load(year, project))[0]


def build(
    year: int | str,
    project: str | Path = ".",
    output: str | Path | None = None,
    wanted: Wanted = USUAL,
    say: Say = lambda _: None,
) -> Built:
    """Build the report of ``year`` into ``build/<year>/`` (or to the file ``output``).

    ``say`` is told each stage in a line. With an error among the findings (when ``wanted.strict``: with an
    inconsistency) nothing is written, and an earlier document stays as it was. A ``wanted.draft`` may have figures
    still to be filled in: they print as 【待填】, the header says 草稿, and it has a file name of its own.
    """
    found, findings = find_project(Path(project))
    if found is None:
        return not_built(findings)
    findings = unfit(found, output)
    if findings:
        return not_built(findings)
    with _collecting_later():
        return _build(found, year, Path(output) if output else None, wanted, say)


@contextmanager
def _collecting_later() -> Iterator[None]:
    """Leave the search for circles among values until the build is over: it makes many at once and lets go of few."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _build(found: Project, year: int | str, output: Path | None, wanted: Wanted, say: Say) -> Built:
    say(f"读取　{found.shown(found.data(year))}")
    loaded = _with_last(found, _load(found, year))
    checked, values = _check(loaded)
    say(f"核对　{'没有问题' if not checked.open else f'{len(checked.open)} 处要看'}")
    findings = [f for f in checked.open if not (wanted.draft and f.to_do)]
    if loaded.year is None or any(f.to_do for f in findings):
        return not_built(findings)
    return Work(found, loaded.year, values, findings, wanted, say).build(output)


def new(year: int, project: str | Path = ".") -> Built:
    """Write ``data/<year>.yaml`` from the file of the year before; ``document`` is its path. Nothing is overwritten."""
    from yanbian_report.inputs.yaml.next_year import new_year

    found, findings = find_project(Path(project))
    if found is None:
        return not_built(findings)
    file, before = found.data(year), found.data(year - 1)
    if file.exists():
        words = f"{found.shown(file)} 已经有了，没有改动它"
        return not_built([error("B516", words, hint="要重来，先把它改名或移走")])
    if not before.is_file():
        hint = "按年度一年一年地建；第一年的数据文件从别的项目复制来改，或用 init 新建一个项目"
        return not_built([error("B517", f"没有上一年的 {found.shown(before)}", hint=hint)])
    loaded = _load(found, year - 1)
    if loaded.year is None or loaded.report is None:
        return not_built(loaded.findings)
    edition = edition_for(found.editions(), year) or loaded.year.text("版本")
    text = new_year(loaded.report, loaded.year, edition)
    findings = write_file(file, text.encode("utf-8"))
    return not_built(findings) if findings else Built(file, [], [], [])


def unfit(project: Project, output: str | Path | None) -> list[Finding]:
    """What is wrong with the place that a caller wants the document at, said before any work is done."""
    if output is None:
        return []
    path = Path(output)
    if "\0" in str(output) or path.suffix.lower() != ".docx" or (path.exists() and not path.is_file()):
        return [error("B514", f"“{output}”不是 .docx 文件名", hint="写上文件名，例如 -o 报告.docx")]
    content = [project.root / folder for folder in CONTENT]
    if any(path.resolve().is_relative_to(folder.resolve()) for folder in content):
        hint = "data、templates、charts 里放的是报告的来源，换一个文件夹"
        return [error("B515", f"报告不能写到“{output}”", hint=hint)]
    return []


def _load(project: Project, year: int | str) -> Loaded:
    file = project.data(year)
    report, findings = read(file, project.shown(file))
    if report is None:
        return Loaded(None, findings)
    if stops(f for f in findings if not f.to_do):
        return Loaded(None, [*findings, *lost_citations(report)])
    if text_of(report.tree["年度"]) != file.stem:
        place = report.spans.get("年度")
        words = f"年度写的是{text_of(report.tree['年度'])}，文件却是 {file.name}"
        return Loaded(None, [*findings, error("D305", words, place, hint=f"改成 年度: {file.stem}，或者给文件改名")])
    names, more = read_classification(project.classification, report)
    derived, still_more = derive(report, names)
    return Loaded(derived, [*findings, *more, *still_more, *_edition(project, derived)], report)


def _with_last(project: Project, loaded: Loaded) -> Loaded:
    """``loaded`` beside what last year's file printed, where there is one that can be read."""
    if loaded.year is None:
        return loaded
    before = int(loaded.year.text("年度")) - 1
    if not project.data(before).is_file():
        return loaded
    last = _load(project, before).year
    if last is None:
        words = f"{project.shown(project.data(before))} 有错误，没有与它核对上年数"
        hint = f"用 check {before} 看是什么错误"
        return loaded._replace(findings=[*loaded.findings, note("B503", words, hint=hint)])
    return loaded._replace(year=loaded.year.beside(repeated(last)))


def _edition(project: Project, year: Year) -> list[Finding]:
    edition = year.text("版本")
    if edition in project.editions():
        return []
    known = "、".join(project.editions())
    place = getattr(year.leaves.get("版本"), "origin", None)
    hint = f"“版本”可以写：{known}" if known else "把模板放进 templates 文件夹"
    return [error("B502", f"没有“{edition}”这一版的模板", place, hint=hint)]


def _check(loaded: Loaded) -> tuple[Checked, Tree]:
    """What is found, and the year as templates see it."""
    if loaded.year is None:
        return Checked(loaded.findings, [], []), {}
    values, citations = context(loaded.year)
    checked = hold_against_rules(loaded.year)
    return Checked([*loaded.findings, *citations, *checked.open], checked.accepted, checked.untied), values
