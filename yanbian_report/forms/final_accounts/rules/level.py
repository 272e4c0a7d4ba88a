"""The level of the unit."""

from __future__ import annotations

from collections.abc import Iterator

from yanbian_report.base.findings import Severity
from yanbian_report.model.values import Text
from yanbian_report.model.year import Year
from yanbian_report.rules.rule import Outcome, Violation, rule


@rule("R123", basis="四川省预决算公开操作规程：部门和单位分开公开", severity=Severity.NOTE)
def department_of_another(year: Year) -> Iterator[Outcome]:
    """层级是“部门”的，没有别的主管部门；由别的部门主管的，层级是“单位”。"""
    above = year.leaves.get("单位.主管部门.名称")
    if year.text("单位.层级") == "部门" and isinstance(above, Text) and above.text != year.text("单位.名称"):
        words = f"层级是“部门”，主管部门却是“{above}”，不是本单位"
        hint = "二级预算单位的层级填 单位；一级预算部门的主管部门填自己的名称"
        yield Violation(words, origin=above.origin, path=above.path, hint=hint)
