"""Editions: whether the templates that a year asks for are there, and whether they are those of its year."""

from __future__ import annotations

from yanbian_report.base.files import list_folder
from yanbian_report.base.findings import Finding, error, note
from yanbian_report.base.origin import Origin
from yanbian_report.base.project import Project, edition_for
from yanbian_report.forms.form import Form
from yanbian_report.model.year import Year


def unfit_edition(project: Project, year: Year, form: Form) -> list[Finding]:
    """B502 when the edition is not there, B524 when it is another year's."""
    edition, number = year.text("版本"), int(year.text("年度"))
    place = getattr(year.leaves.get("版本"), "origin", None)
    if edition in project.editions():
        return _of_another_year(edition, edition_for(project.editions(), number), number, form, place)
    closed = list_folder(project.root / "templates", "templates")[1]
    if closed:
        return closed
    known = "、".join(project.editions())
    hint = f"“版本”可以写：{known}" if known else "把模板放进 templates 文件夹"
    return [error("B502", f"没有“{edition}”这一版的模板", place, hint=hint)]


def _of_another_year(edition: str, fitting: str, year: int, form: Form, place: Origin | None) -> list[Finding]:
    """B524 when ``edition`` is named by years and ``year`` is none of them; ``fitting`` is the edition of ``year``."""
    if edition_for([edition], year) or not edition[:4].isdecimal():
        return []
    if fitting:
        words, hint = f"版本写的是 {edition}，{year} 年度的是 {fitting}", f"没有特别的原因，改成 版本: {fitting}"
        return [note("B524", words, place, hint=hint)]
    return [note("B524", f"没有 {year} 年度单独的模板，用的是 {edition} 的", place, hint=form.remark(year))]
