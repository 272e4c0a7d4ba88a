"""Print check: whether a browser has printed every page where it was counted, and its number on it."""

from __future__ import annotations

from io import BytesIO

from yanbian_report.base.findings import Finding, Severity, error
from yanbian_report.layout.paginate import Laid
from yanbian_report.outputs._print_page import PrintPage
from yanbian_report.outputs._print_sheet import first_sheets
from yanbian_report.outputs._words import bare
from yanbian_report.word.package import Package
from yanbian_report.word.tree import Element, W, attribute, body_of, parse, text_of

_QUOTED = 20


def misprinted(pdf: bytes, document: Package, page: PrintPage, browser: str) -> list[Finding]:
    """W335 where ``pdf`` lacks page numbers, which browsers before 2025 do not print; W336 where a heading stands on
    another page than the contents page says. Raises what pypdf raises.
    """
    from pypdf import PdfReader

    reader = PdfReader(BytesIO(pdf))
    if bare(page.last_edge) not in bare(reader.pages[-1].extract_text()):
        hint = f"更新 {browser} 再生成；或者安装 LibreOffice；或者在 Word、WPS 里打开报告，另存为 PDF"
        return [error("W335", f"{browser} 没有印出页码，它可能太旧了，没有做 PDF", hint=hint)]
    places = reader.named_destinations
    for target, (words, said) in _entries(body_of(parse(document))).items():
        place = places.get(f"/{target}") or places.get(target)
        sheet = reader.get_destination_page_number(place) if place is not None else None
        if sheet is not None and (found := _number(page.laid, sheet + 1)) != said:
            text = f"PDF 里“{words[:_QUOTED]}”印在第 {found} 页，目录写的是第 {said} 页"
            hint = "安装 LibreOffice 再生成；或者在 Word、WPS 里打开报告，另存为 PDF"
            return [Finding("W336", Severity.INCONSISTENCY, text, hint=hint)]
    return []


def _entries(body: Element) -> dict[str, tuple[str, int]]:
    """The entries of the contents page by the bookmark they lead to: their words and number."""
    found = {}
    for link in body.iter(W + "hyperlink"):
        words = text_of(link)
        number = next((t.text for t in reversed(list(link.iter(W + "t"))) if t.text), "")
        if attribute(link, "anchor") and number.isdecimal():
            found[attribute(link, "anchor")] = (words.removesuffix(number), int(number))
    return found


def _number(laid: Laid, sheet: int) -> int:
    """The number that is printed on ``sheet``, as they were counted."""
    number = 0
    for (first, _), (begin, _) in zip(laid.sections, first_sheets(laid.sections), strict=True):
        if begin <= sheet:
            number = first + sheet - begin
    return number
