"""Proposing: what the tables of two years tell half of, written into the data file for somebody to finish."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from yanbian_report.forms.kept_tables import last_tables, tables_of
from yanbian_report.importer.job import Job
from yanbian_report.importer.plan import Action, Row
from yanbian_report.importer.text import YearText
from yanbian_report.model.reading import Proposal
from yanbian_report.model.table import Table
from yanbian_report.model.values import look_up
from yanbian_report.yamldoc.patch import Edit, Put, Remove


def with_proposals(job: Job, text: YearText, read: Mapping[str, Table]) -> tuple[YearText, tuple[Row, ...]]:
    """``text`` with the form's proposals, by the tables that were ``read`` and those of the other year that are kept;
    as it was where there are none, or where the file is written so that they find no place.
    """
    year, _ = job.form.derive(text.data, job.project)
    tree = text.data.tree
    if job.options.last:
        own, last = tables_of(job.project, job.year, tree, job.workbooks)[0], read
    else:
        own, last = read, last_tables(job.project, job.year - 1, tree, job.workbooks)[0]
    found = job.workbooks.proposals(year.with_tables(own).beside({}, last)) if own and last else []
    edited, _ = text.with_edits([edit for proposal in found for edit in _edits(proposal, text)])
    return (text, ()) if edited is None else (edited, tuple(map(_row, found)))


def _edits(proposal: Proposal, text: YearText) -> Iterator[Edit]:
    steps = tuple(proposal.path.split("."))
    there = look_up(text.data.tree, list(steps))
    yield from (Remove(tuple(path.split("."))) for path in proposal.instead)
    if not isinstance(there, list):
        yield Put(steps, proposal.entries)
        return
    yield from (Put((*steps, str(number)), entry) for number, entry in enumerate(proposal.entries, 1))
    yield from (Remove((*steps, str(number))) for number in range(len(proposal.entries) + 1, len(there) + 1))


def _row(proposal: Proposal) -> Row:
    said = "、".join(f"{next(iter(entry.values()))} {[*entry.values()][1]}" for entry in proposal.entries)
    place = "、".join(f"{cell.sheet}!{cell.cell}" for cell in proposal.cells)
    return Row(proposal.path, "", said, place, Action.PROPOSED, proposal.cells)
