"""Run: one import from the workbooks to the data file. Nothing is written before all of it has been read back."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from yanbian_report.base.files import write_file
from yanbian_report.base.findings import Finding, has_errors
from yanbian_report.base.project import find_project
from yanbian_report.forms import FINAL_ACCOUNTS, find_form
from yanbian_report.importer.job import ImportOptions, Job
from yanbian_report.importer.keep import Keeping, Moved, keep, keeping, undo
from yanbian_report.importer.plan import WRITTEN, Planner, Row
from yanbian_report.importer.proposing import with_proposals
from yanbian_report.importer.remarks import remarks
from yanbian_report.importer.sources import Reader, Sources
from yanbian_report.importer.text import YearText, read_text_of
from yanbian_report.inputs import data_file, read_year
from yanbian_report.model.table import NO_TABLES, Table
from yanbian_report.model.values import Tree
from yanbian_report.yamldoc.patch import Put


class Imported(NamedTuple):
    """What came of an import: the data file that was written, or None.

    ``rows`` say path by path what was (or would be) done; ``tables`` are the tables that were read; ``moved`` the cells
    that a newer workbook has changed; ``kept`` the files that belong to the year now, ``aside`` what earlier ones are
    called from now on; ``compared`` tells whether an earlier workbook was there that moved cells could be seen by.
    """

    document: Path | None
    rows: tuple[Row, ...]
    tables: tuple[Table, ...]
    moved: tuple[Moved, ...]
    kept: tuple[Path, ...]
    aside: tuple[Path, ...]
    findings: list[Finding]
    compared: bool = False

    @classmethod
    def failed(cls, findings: list[Finding]) -> Imported:
        """Nothing was done."""
        return cls(None, (), (), (), (), (), findings)


_STEPS = 4  # at most; 本年支出合计, then 支出总计


def import_workbook(
    year: int,
    files: Iterable[str | Path] = (),
    project: str | Path = ".",
    options: ImportOptions = ImportOptions(),  # noqa: B008 - a value
    *,
    form: str = FINAL_ACCOUNTS,
) -> Imported:
    """Read ``files`` (workbooks, or folders of them) into ``data/<year>.yaml`` and keep them in ``data/公开表/``.

    What is still to be filled in is filled in, what the tables have besides is added; a figure that somebody typed
    stays and is named with its cell where it differs. Without ``files`` the workbooks that are kept there are read
    again. Nothing is raised for what is wrong in the content; with an error among the findings nothing was written.
    """
    report = find_form(form)
    found, findings = find_project(Path(project))
    if found is None or report.workbooks is None:
        return Imported.failed(findings)
    text, findings = read_text_of(found, year, report.schema())
    if text is None:
        return Imported.failed(findings)
    return _imported(Job(found, report, report.workbooks, year, options), text, [Path(file) for file in files])


def _imported(job: Job, before: YearText, files: list[Path]) -> Imported:
    """What comes of ``files`` for the data file whose text is ``before``."""
    year = job.workbooks.last_year if job.options.last else job.workbooks.year
    told = ((job.workbooks.unit, job.options.unit), (year, job.options.table_year))
    named, findings = before.with_edits([Put(tuple(path.split(".")), said) for path, said in told if said])
    if named is None:
        return Imported.failed(findings)
    of = job.year - 1 if job.options.last else job.year
    sources, findings = Reader(job.project, job.workbooks, of, named.data.tree).sources(files)
    if sources is None:
        return Imported.failed(findings)
    filled, rows, problems = _filled(job, named, sources)
    final, proposed = (None, ()) if filled is None else with_proposals(job, filled, sources.tables)
    if final is None:
        return Imported.failed([*findings, *problems])
    rows = (*rows, *proposed)
    wanted = keeping(job.project, of, sources.files, sources.replaced, sources.staying)
    done = _done(job, before, final, wanted, sources)
    if has_errors(done.findings):
        return done
    spans = (before if job.options.dry_run else final).data.spans
    return done._replace(rows=rows, findings=[*findings, *done.findings, *remarks(rows, spans)])


def _filled(job: Job, text: YearText, sources: Sources) -> tuple[YearText | None, tuple[Row, ...], list[Finding]]:
    """``text`` with what the tables say, and what was done path by path.

    In steps: which totals have to be typed is known when everything else has been filled in, and a total of totals
    when they have been.
    """
    carried = _carried(job)
    rows: dict[str, Row] = {}
    for step in range(_STEPS):
        tables = NO_TABLES if job.options.last else sources.tables
        year, _ = job.form.derive(text.data._replace(tables=tables), job.project)
        take = job.workbooks.last_readings if job.options.last else job.workbooks.readings
        known = year if step else None
        own = job.form.printing.own  # what only an annex prints is not asked of everybody
        made_up = text.data.examples
        wanted = job.options
        planner = Planner(text.data, text.schema, known, carried, wanted.overwrite, own, made_up, wanted.remove)
        plan = planner.plan(take(sources.tables, year))
        written = {path: row for path, row in rows.items() if row.action in WRITTEN}
        rows = {row.path: written.get(row.path, row) for row in plan.rows}
        rows |= {path: row for path, row in written.items() if path not in rows}
        edited, findings = text.with_edits(plan.edits)
        if edited is None:
            return None, (), findings
        text = edited
        if step and not plan.edits:
            break
    return text, tuple(rows.values()), []


def _carried(job: Job) -> Tree:
    """What last year's file says, from which this year's was made."""
    last = read_year(job.project, job.year - 1, job.form.schema())[0]
    return last.tree if last is not None else {}


def _done(job: Job, before: YearText, after: YearText, wanted: Keeping, sources: Sources) -> Imported:
    """The workbooks kept and the data file written; neither when either cannot be."""
    tables = tuple(sources.tables.values())
    kept, aside = tuple(name for _, name in wanted.copies), tuple(name for _, name in wanted.aside)
    planned = Imported(None, (), tables, sources.moved, kept, aside, [], sources.compared)
    if job.options.dry_run:
        return planned
    findings = keep(wanted)
    file = data_file(job.project, job.year)
    changed = after.saved.text != before.saved.text
    if changed and not findings:
        findings = write_file(file, after.saved.encoded(after.saved.text))
        if findings:
            undo(wanted)
    if has_errors(findings):
        return Imported.failed(findings)
    return planned._replace(document=file if changed else None, findings=findings)
