"""The library: load, check, build, new. Each says all that it found; nothing is raised for what is wrong in content."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple, TypeVar

from yanbian_report.base.files import is_file, resolved, write_file
from yanbian_report.base.findings import EXAMPLE, Finding, error, has_errors, note
from yanbian_report.base.project import CONTENT, Project, edition_for, find_project
from yanbian_report.base.rounds import one_round
from yanbian_report.forms import FINAL_ACCOUNTS, find_form
from yanbian_report.forms.editions import unfit_edition
from yanbian_report.forms.form import Form
from yanbian_report.forms.kept_tables import last_tables, tables_of
from yanbian_report.inputs import data_file, read_year
from yanbian_report.model.data_file import DataFile
from yanbian_report.model.figure import Figure
from yanbian_report.model.requirement import Inspected
from yanbian_report.model.table import Table
from yanbian_report.model.values import text_of
from yanbian_report.model.year import Year
from yanbian_report.options import DEFAULT, BuildOptions, BuildResult
from yanbian_report.pipeline import MARKS, UNDRAWN, Build, Progress, build_report, built_before, prepare
from yanbian_report.rules.check import Checked
from yanbian_report.rules.check import check as hold_against_rules
from yanbian_report.templates.prose import Prose, lost_citations, write_prose

T = TypeVar("T")


class Loaded(NamedTuple):
    """A year as read and derived, with what was found on the way; ``year`` is None when it cannot be read."""

    year: Year | None
    findings: list[Finding]
    data_file: DataFile | None = None


class Examined(NamedTuple):
    """A year held against the rules, and what a document of it begins with (``asked``, None when there is none)."""

    loaded: Loaded
    checked: Checked
    asked: Build | None = None


def load(year: int | str, project: str | Path = ".", *, form: str = FINAL_ACCOUNTS, text: str | None = None) -> Loaded:
    """Read ``data/<year>.yaml`` of ``project`` and derive what follows; with a ``text``, as if the file held it.

    Problems of the content come back as findings; nothing is raised for them. Raises KeyError for an unknown ``form``.
    """
    report = find_form(form)
    found, findings = _find(year, project)
    return _loaded(found, year, report, text) if found else Loaded(None, findings)


def examine(
    year: int | str,
    project: str | Path = ".",
    options: BuildOptions = DEFAULT,
    *,
    form: str = FINAL_ACCOUNTS,
    text: str | None = None,
) -> Examined:
    """Read the data of ``year``, or a ``text`` as if its file held that, and hold it against the schema and every rule.

    Templates and charts are not looked at: ``pipeline.prepare`` does that for ``Examined.asked``, which the other
    stages of a document follow. Nothing is written.
    """
    report = find_form(form)
    found, findings = _find(year, project)
    if found is None:
        return Examined(Loaded(None, findings), Checked(findings, [], []))
    loaded = _loaded(found, year, report, text)
    checked, prose = _check(loaded, report)
    asked = None if loaded.year is None else Build(found, report, loaded.year, prose, options, _unheard)
    return Examined(loaded, checked, asked)


def check(
    year: int | str, project: str | Path = ".", *, form: str = FINAL_ACCOUNTS, text: str | None = None
) -> Checked:
    """Hold the data of ``year`` against the schema and every rule, its citations against its figures, and the
    templates and chart files of its edition against the data; with a ``text``, as if the data file held that.

    What a build would refuse before it draws is said here; pictures and the finished document are not looked at.
    Nothing is written but the cache.
    """
    _, checked, asked = examine(year, project, form=form, text=text)
    if asked is None:
        return checked
    more = _sure(asked, lambda: prepare(asked)[2])
    to_fill = any(f.to_do for f in checked.open)
    # A chart waits for figures that are still to be filled in, which has been said once a figure.
    return checked._replace(open=[*checked.open, *(f for f in more if not (to_fill and f.code == UNDRAWN))])


def inspect(year: int | str, project: str | Path = ".", *, form: str = FINAL_ACCOUNTS) -> Inspected:
    """What inspections of published reports ask of ``year``, each with its source and how the data stands to it."""
    report, loaded, (found, _) = find_form(form), load(year, project, form=form), _find(year, project)
    if loaded.year is None or found is None:
        return Inspected("", [], loaded.findings)
    asked = report.requirements(loaded.year, built_before(found, report, loaded.year))
    return Inspected(report.title(loaded.year), asked, [])


def _unheard(_: str) -> None:
    """No progress is told."""


def build(
    year: int | str,
    project: str | Path = ".",
    output: str | Path | None = None,
    options: BuildOptions = DEFAULT,
    progress: Progress = _unheard,
    *,
    form: str = FINAL_ACCOUNTS,
) -> BuildResult:
    """Build the report of ``year`` into ``build/<year>/`` (or to the file ``output``).

    ``progress`` is called in the caller's thread with a line of Chinese when a stage begins: 读取, 核对, 模板, 画图,
    填写, 目录, 核查, and one for each of ``options.outputs``. With an error among the findings (when
    ``options.strict``: an inconsistency) nothing is written, and an earlier document stays. With ``options.draft``
    figures may still be to be filled in: they print as 【待填】, the header says 草稿, and the draft has a file name of
    its own. While anything is an example still, 示例 stands in header and name (B525), and ``strict`` writes nothing.
    """
    report = find_form(form)
    found, findings = _find(year, project)
    if found is None:
        return BuildResult.failed(findings)
    findings = unfit(found, output)
    if findings:
        return BuildResult.failed(findings)
    with one_round():
        return _build(found, year, Path(output) if output else None, options, progress, report)


def _find(year: int | str, project: str | Path) -> tuple[Project | None, list[Finding]]:
    """The project, unless ``year`` cannot be the name of a file in it."""
    if not re.fullmatch(r"\w{1,20}", str(year)):
        return None, [error("S101", f"没有“{str(year)[:20]}”这个年度", hint="年度写四位数，例如 2021")]
    return find_project(Path(project))


def _build(
    found: Project, year: int | str, output: Path | None, options: BuildOptions, progress: Progress, form: Form
) -> BuildResult:
    progress(f"读取　{found.shown(data_file(found, year))}")
    loaded = _loaded(found, year, form)
    checked, prose = _check(loaded, form)
    progress(f"核对　{'没有问题' if not checked.open else f'{len(checked.open)} 处要看'}")
    findings = [f for f in checked.open if not _is_allowed(f, options)]
    if loaded.year is None or any(f.to_do for f in findings):
        return BuildResult.failed(findings)
    findings += _examples(loaded.year)
    asked = Build(found, form, loaded.year, prose, options, progress)
    return _sure(asked, lambda: build_report(asked, findings, output))


def _examples(year: Year) -> list[Finding]:
    """B525 for a report with anything made up."""
    counts = {"数和文字": len(year.examples), "公开表": int(bool(year.example_tables))}
    parts = "、".join(f"{what} {count} 处" for what, count in counts.items() if count)
    words = f"还有示例 {sum(counts.values())} 处（{parts}）：报告的文件名、页眉标了“{MARKS[1]}”，不能公布"
    return [note("B525", words, hint=f"换成本单位的，用 check {year.text('年度')} 看是哪些")] * bool(parts)


def _is_allowed(finding: Finding, options: BuildOptions) -> bool:
    """Whether ``finding`` is work left that the document may be made without."""
    return finding.to_do and (options.draft or (finding.code == EXAMPLE and not options.strict))


def _sure(asked: Build, stages: Callable[[], T]) -> T:
    """What ``stages`` give; where they fail, once more without anything that an earlier build left.

    An entry of the cache can be whole, in its place, and still not what a build expects.
    """
    try:
        return stages()
    except Exception:
        from yanbian_report.templates.load import forget_templates

        forget_templates()
        if not asked.cache.clear():
            raise
    return stages()


def new(year: int, project: str | Path = ".", *, published: str = "", form: str = FINAL_ACCOUNTS) -> BuildResult:
    """Write ``data/<year>.yaml``, which is ``document``, from last year's file. Nothing is overwritten."""
    from yanbian_report.inputs.yaml.next_year import changed_settings, next_year
    from yanbian_report.model.days import is_day

    report = find_form(form)
    found, findings = _find(year, project)
    if found is None:
        return BuildResult.failed(findings)
    file, before, there = found.data(year), found.data(year - 1), data_file(found, year)
    if os.path.lexists(there):
        words = f"{found.shown(there)} 已经有了，没有改动它"
        return BuildResult.failed([error("B516", words, hint="要重来，先把它改名或移走")])
    if not is_file(before):
        hint = "按年度一年一年地建；第一年的数据文件从别的项目复制来改，或用 init 新建一个项目"
        return BuildResult.failed([error("B517", f"没有上一年的 {found.shown(before)}", hint=hint)])
    if published and not is_day(published):
        return BuildResult.failed([error("D213", f"“{published}”不是日期", hint="写成 2022年9月1日 这样")])
    loaded = _load(found, year - 1, report)
    if loaded.year is None or loaded.data_file is None:
        return BuildResult.failed(loaded.findings)
    edition = edition_for(found.editions(), year) or loaded.year.text("版本")
    findings = write_file(file, next_year(loaded.data_file, loaded.year, report, edition, published).encode("utf-8"))
    changed = list(changed_settings(loaded.data_file, report))
    return BuildResult.failed(findings) if findings else BuildResult(file, [], changed, [])


def unfit(project: Project, output: str | Path | None) -> list[Finding]:
    """What is wrong with the place that a caller wants the document at, said before any work is done."""
    if output is None:
        return []
    path = Path(output)
    taken = os.path.exists(path) and not is_file(path)  # noqa: PTH110 - raises nothing, whatever the name
    if "\0" in str(output) or path.suffix.lower() != ".docx" or taken:
        return [error("B514", f"“{output}”不是 .docx 文件名", hint="写上文件名，例如 -o 报告.docx")]
    content = [project.root / folder for folder in CONTENT]
    if any(resolved(path).is_relative_to(resolved(folder)) for folder in content):
        hint = "data、templates、charts 里放的是报告的来源，换一个文件夹"
        return [error("B515", f"报告不能写到“{output}”", hint=hint)]
    return []


def _loaded(project: Project, year: int | str, form: Form, text: str | None = None) -> Loaded:
    return _beside_last_year(project, _load(project, year, form, text=text), form)


def _load(
    project: Project, year: int | str, form: Form, tables: Mapping[str, Table] | None = None, text: str | None = None
) -> Loaded:
    """The year as its file (or ``text``) and its workbook have it; ``tables`` are those of a workbook that was read."""
    read, findings = read_year(project, year, form.schema(), text)
    file = data_file(project, year)
    if read is None:
        return Loaded(None, findings)
    if has_errors(f for f in findings if not f.to_do):
        return Loaded(None, [*findings, *lost_citations(read, form)])
    if text_of(read.tree["年度"]) != file.stem:
        place = read.spans.get("年度")
        words = f"年度写的是{text_of(read.tree['年度'])}，文件却是 {file.name}"
        return Loaded(None, [*findings, error("D305", words, place, hint=f"改成 年度: {file.stem}，或者给文件改名")])
    found: list[Finding] = []
    if tables is None:
        tables, found = tables_of(project, int(file.stem), read.tree, form.workbooks)
    derived, more = form.derive(read._replace(tables=tables), project)
    year_findings = [*found, *more, *unfit_edition(project, derived, form)]
    return Loaded(derived.with_tables(tables), [*findings, *year_findings], read)


def _beside_last_year(project: Project, loaded: Loaded, form: Form) -> Loaded:
    """``loaded`` beside what last year's file printed, and last year's tables, where there are any to be read."""
    if loaded.year is None:
        return loaded
    before = int(loaded.year.text("年度")) - 1
    tables, noted = last_tables(project, before, loaded.year.tree, form.workbooks)
    file = data_file(project, before)
    last = _load(project, before, form, None if noted else tables).year if is_file(file) else None
    if noted and last is not None and last.tables:
        tables, noted = last.tables, []  # last year's file knows what is odd about its own workbook
    if last is None and is_file(file):
        words = f"{project.shown(file)} 有错误，没有与它核对上年数"
        noted = [*noted, note("B503", words, hint=f"用 check {before} 看是什么错误")]
    printed: dict[str, Figure] = {}
    if last is not None:
        printed = {path: figure for path, figure in form.repeated(last).items() if not last.is_example(figure)}
    return loaded._replace(year=loaded.year.beside(printed, tables), findings=[*loaded.findings, *noted])


def _check(loaded: Loaded, form: Form) -> tuple[Checked, Prose]:
    """What is found, and the year's prose written out."""
    if loaded.year is None:
        return Checked(loaded.findings, [], []), {}
    prose, citations = write_prose(loaded.year, form.example)
    checked = hold_against_rules(loaded.year, form.rules())
    return checked._replace(open=[*loaded.findings, *citations, *checked.open]), prose
