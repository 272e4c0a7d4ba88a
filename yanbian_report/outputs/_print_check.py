"""Print check: whether a PDF has every heading on its page, and a browser printed the pages that were counted."""

from __future__ import annotations

from collections.abc import Mapping
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
    """W336 where ``pdf`` has a heading on another page than the contents page says, or other pages than were counted;
    W335 where it lacks page numbers, which browsers before 2025 do not print. Raises what pypdf raises.
    """
    from pypdf import PdfReader

    reader = PdfReader(BytesIO(pdf))
    places = reader.named_destinations
    numbers = {}
    for target in _entries(body_of(parse(document))):
        place = places.get(f"/{target}") or places.get(target)
        sheet = reader.get_destination_page_number(place) if place is not None else None
        if sheet is not None:
            numbers[target] = _number(page.laid, sheet + 1)
    hint = "安装 LibreOffice 再生成；或者在 Word、WPS 里打开报告，另存为 PDF"
    if astray := off_contents(document, numbers, hint):
        return astray
    begin, _ = first_sheets(page.laid.sections)[-1]
    counted = begin + page.laid.sections[-1][1] - 1
    if len(reader.pages) != counted:
        text = f"{browser} 印出 {len(reader.pages)} 页，按报告的版面应当是 {counted} 页"
        return [Finding("W336", Severity.INCONSISTENCY, text, hint=hint)]
    if bare(page.last_edge) not in bare(reader.pages[-1].extract_text()):
        hint = f"更新 {browser} 再生成；或者安装 LibreOffice；或者在 Word、WPS 里打开报告，另存为 PDF"
        return [error("W335", f"{browser} 没有印出页码，它可能太旧了，没有做 PDF", hint=hint)]
    return []


def off_contents(document: Package, numbers: Mapping[str, int], hint: str) -> list[Finding]:
    """W336 for the first heading that stands on another page than the contents page says; ``numbers`` by bookmark."""
    for target, (words, said) in _entries(body_of(parse(document))).items():
        if (found := numbers.get(target, said)) != said:
            text = f"PDF 里“{words[:_QUOTED]}”印在第 {found} 页，目录写的是第 {said} 页"
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
