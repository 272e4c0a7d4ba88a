"""Cures: what mends a finding with one click: what was meant in its place, or the difference registered as known."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping

from yanbian_report.base.findings import Finding, Severity
from yanbian_report.base.origin import Span
from yanbian_report.forms import find_form
from yanbian_report.model.formats import amount_spoken
from yanbian_report.model.values import TO_REVISE
from yanbian_report.model.year import Year
from yanbian_report.rules.rule import Rule, Violation
from yanbian_report.workbench.desk import Desk
from yanbian_report.workbench.edits import as_change, splices
from yanbian_report.workbench.said import Json
from yanbian_report.yamldoc.fixes import mended, with_plain_indents, without_unseen
from yanbian_report.yamldoc.page import Page, Splice
from yanbian_report.yamldoc.patch import Put, patch
from yanbian_report.yamldoc.schema import Schema
from yanbian_report.yamldoc.source_map import SourceMap

_MOST = 50  # findings of one text; who has more of them mends the first ones first
_LONG = 24  # characters of what a button says
_ACCEPTED = "已知差异"
_CODE = 3  # signs that a code has at least; numbers of items have fewer
_SLIPS = ("S10", "S11")  # codes of what is put right while the file is read


class Cures:
    """The cures of the findings of one look; ``text`` is that of the file that findings name ``own``."""

    def __init__(self, desk: Desk, text: str) -> None:
        self._text = text
        self._own = desk.shown
        self._page = Page.of(text)
        form = find_form(desk.form)
        self._schema: Schema = form.schema()
        self._rules: Mapping[str, Rule] = form.rules()
        self._year: Year | None = desk.examined.loaded.year if desk.examined else None
        file = desk.examined.loaded.data_file if desk.examined else None
        self._there: Container[str] = file.spans if file is not None else ()
        self._left = _MOST

    def of(self, finding: Finding) -> list[Json]:
        """What mends ``finding``, each as the words of a button and its changes."""
        place = finding.origin
        here = place if isinstance(place, Span) and place.file == self._own else None
        if self._left < 1 or finding.to_do or (here is None and finding.code not in self._rules):
            return []
        self._left -= 1
        in_text = [*self._repaired(finding), *self._line(finding, here)] if here is not None else []
        return [*in_text, *self._begun(finding), *self._accepted(finding)]

    def _repaired(self, finding: Finding) -> Iterator[Json]:
        """What belongs in place of what stands in the text, as the finding knows it."""
        repairs = [one for one in finding.repairs if one.origin.file == self._own]
        for one in repairs:
            start = self._page.starts[one.origin.line - 1] + one.origin.column - 1
            end = start + one.origin.end_column - one.origin.column
            there = self._text[start:end]
            if one.was and there != one.was:
                continue
            which = f"“{_short(there)}”" if len(repairs) > 1 or not one.meant else ""
            label = f"把{which}改成“{_short(one.meant)}”" if which else f"改成“{_short(one.meant)}”"
            yield self._cure(label if one.meant else f"删去重复的{which}", [Splice(start, end, one.meant)])

    def _begun(self, finding: Finding) -> Iterator[Json]:
        """A text that is missing, begun where it belongs and to be revised."""
        if finding.code not in self._rules or not finding.path or finding.path in self._there:
            return
        steps = tuple(finding.path.split("."))
        named: list[str | int] = [int(step) - 1 if step.isdecimal() and len(step) < _CODE else step for step in steps]
        if self._schema.part(named).get("x-type") not in ("text", "prose"):
            return
        text, _ = patch(self._text, [Put(steps, TO_REVISE)], self._own, known=self._schema.known)
        if text is not None:
            yield self._cure(f"补上“{_short(steps[-1])}”", splices(self._text, text), finding.path)

    def _line(self, finding: Finding, place: Span) -> Iterator[Json]:
        """A slip of the keyboard, put right as it is while the file is read."""
        if finding.repairs or not finding.code.startswith(_SLIPS):
            return
        number = place.line - 1
        source = SourceMap.of(self._page.line(number), self._own)
        source, _ = without_unseen(source)
        source, _ = with_plain_indents(source)
        line = mended(source, self._schema.known, {0}).lines[0]
        if line != self._page.line(number) and line.strip():
            start, end = self._page.starts[number], self._page.ends[number]
            yield self._cure(f"改成“{_short(line.strip())}”", [Splice(start, end, line)])

    def _accepted(self, finding: Finding) -> Iterator[Json]:
        """The difference among those that the unit publishes as they are, with a reason to be written."""
        if finding.code not in self._rules or finding.severity is not Severity.INCONSISTENCY or self._year is None:
            return
        violation = self._violation(finding)
        if violation is None:
            return
        entry = {"规则": finding.code, "项": violation.path or finding.path}
        if violation.difference is not None:
            entry["相差"] = amount_spoken(violation.difference, violation.unit)
        entry["原因"] = TO_REVISE
        there = self._year.tree.get(_ACCEPTED)
        number = len(there) + 1 if isinstance(there, list) else 1
        text, _ = patch(self._text, [Put((_ACCEPTED, str(number)), entry)], self._own, known=self._schema.known)
        if text is not None:
            reason = f"{_ACCEPTED}.{number}.原因"
            yield self._cure("登记为已知差异", splices(self._text, text), reason)

    def _violation(self, finding: Finding) -> Violation | None:
        """What the rule of ``finding`` says of it."""
        assert self._year is not None
        outcomes = self._rules[finding.code].statement(self._year)
        violations = (one for one in outcomes if isinstance(one, Violation))
        return next((one for one in violations if one.message == finding.message), None)

    def _cure(self, label: str, changes: list[Splice], left: str = "") -> Json:
        """A button and its changes; ``left`` is the path of what they leave to be written."""
        return {"label": label, "edits": [as_change(self._text, splice) for splice in changes], "left": left}


def _short(words: str) -> str:
    return words if len(words) <= _LONG else f"{words[:_LONG]}…"
