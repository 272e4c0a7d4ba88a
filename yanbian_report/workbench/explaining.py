"""Explaining: what there is to say of a finding's code, in the page."""

from __future__ import annotations

from yanbian_report.base.codes import REGISTER, RULE_REMEDY
from yanbian_report.forms import find_form
from yanbian_report.workbench.said import Json


def explained(code: str) -> Json | None:
    """What ``code`` states, why it matters and what to do; None for a code that there is not."""
    if rule := find_form().rules().get(code):
        return {"code": code, "statement": rule.documentation, "why": rule.basis, "what": RULE_REMEDY}
    if entry := REGISTER.get(code):
        return {"code": code, "statement": entry.meaning, "why": entry.why, "what": entry.remedy}
    return None
