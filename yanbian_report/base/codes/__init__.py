"""Register: every finding code but those of rules, with its meaning, why it matters and what to do. A line a code.

Rules say themselves in their docstrings. ``explain`` and docs/findings.md are printed from both; how much a finding
weighs is told where it is made. Nothing of this is loaded by a build.
"""

from __future__ import annotations

from yanbian_report.base.codes import charts, data, project, proof, templates, workbooks, yaml_text
from yanbian_report.base.codes.entry import Code, Family

__all__ = ["FAMILIES", "REGISTER", "RULE_REMEDY", "Code", "Family"]

FAMILIES: tuple[Family, ...] = (
    yaml_text.YAML_TEXT,
    data.DATA,
    data.CITATIONS,
    workbooks.WORKBOOKS,
    templates.TEMPLATES,
    charts.CHARTS,
    proof.PROOF,
    project.PROJECT,
    data.RULES,
)
REGISTER: dict[str, Code] = {entry.code: entry for family in FAMILIES for entry in family.codes}

RULE_REMEDY = (
    "核对提示指出的几处（数以决算公开表为准），改写错的那一处；公开表上就是这样的，连同原因登记到“已知差异”；"
    "本单位不适用的，在“规则级别”里改成 提示 或 关闭。"
)
