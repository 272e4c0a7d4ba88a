"""Requirements: what inspections of published reports ask, each with its source and how a year stands to it."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from yanbian_report.base.findings import Finding
from yanbian_report.base.origin import Origin


class State(StrEnum):
    """How a year stands to a requirement; the value is the word that the accountant reads."""

    MET = "有"
    MISSING = "缺"
    NOT_APPLICABLE = "不适用"
    FOR_A_PERSON = "待人核"


class Answer(NamedTuple):
    """How a year stands to a requirement: what was found, and the path and place of it."""

    state: State
    found: str = ""
    path: str = ""
    origin: Origin | None = None


class Requirement(NamedTuple):
    """One line of an inspection's list: its ``section``, what is asked (``item``), the ``source`` that asks it, the
    ``answer``, and ``where`` it is written.
    """

    section: str
    item: str
    source: str
    where: str
    answer: Answer


class Built(NamedTuple):
    """The document that was built of a year: its file's ``name`` and ``size`` in bytes, the ``last_page`` that its
    contents page tells, 0 where it tells none, and whether the data was changed since.
    """

    name: str
    size: int
    last_page: int
    is_older: bool


class Inspected(NamedTuple):
    """An inspection's whole list for one report, under its ``title``; ``findings`` are why there is none."""

    title: str
    requirements: list[Requirement]
    findings: list[Finding]
