"""Explaining: what there is to say of a finding's code, in the page."""

from __future__ import annotations

from yanbian_report.base.codes import REGISTER, RULE_REMEDY
from yanbian_report.forms import find_form
from yanbian_report.workbench.buttons import in_buttons
from yanbian_report.workbench.said import Json


def explained(code: str) -> Json | None:
    """What ``code`` states, why it matters and what to do, of a rule also a piece that is ``passing``, one that is
    ``failing`` and what is said of it; None for a code that there is not.
    """
    form = find_form()
    if rule := form.rules().get(code):
        said = {"code": code, "statement": in_buttons(rule.documentation), "why": rule.basis, "what": RULE_REMEDY}
        shown = form.examples().get(code)
        return {**said, "passing": shown.holds, "failing": shown.breaks, "says": shown.says} if shown else said
    if entry := REGISTER.get(code):
        return {"code": code, "statement": entry.meaning, "why": entry.why, "what": in_buttons(entry.remedy)}
    return None
