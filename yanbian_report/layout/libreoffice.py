"""LibreOffice, where it is installed: sets pages for page numbers and for the PDF.

It is found on PATH and where it installs itself.
"""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from yanbian_report.base.findings import Finding, error, note
from yanbian_report.layout.programs import why_failed
from yanbian_report.word.contents import BOOKMARK
from yanbian_report.word.document import escaped
from yanbian_report.word.package import DOCUMENT, Package, to_bytes
from yanbian_report.word.tree import Element, W, attribute, body_of, parse, text_of

_NAMES = ("soffice", "libreoffice")
_HOMES = (
    "/Applications/LibreOffice.app/Contents/MacOS",
    "/opt/libreoffice/program",
    "/usr/lib/libreoffice/program",
    *(rf"{os.environ.get(name, 'C:')}\LibreOffice\program" for name in ("ProgramFiles", "ProgramFiles(x86)")),
)
# Word's heading styles become the PDF's outline and its structure for screen readers only when this filter is asked;
# pictures stay as they were drawn; a page that is left blank so that the next one is on the right is a page.
_SWITCHES = {
    **dict.fromkeys(("UseTaggedPDF", "ExportBookmarks", "PDFUACompliance", "UseLosslessCompression"), "true"),
    **dict.fromkeys(("ReduceImageResolution", "IsSkipEmptyPages"), "false"),
}
_SECONDS = 300
_SECTION = re.compile(r"<w:sectPr\b.*?</w:sectPr>", re.DOTALL)
_FIRST = re.compile(r'<w:pgNumType\b[^>]*\bw:start="(\d+)"')
_AS_THEY_ARE: Mapping[str, str] = {}


def find_office() -> Path | None:
    """LibreOffice's program, or None where it is not installed."""
    for name in _NAMES:
        found = shutil.which(name) or shutil.which(name, path=os.pathsep.join(_HOMES))
        if found:
            return Path(found)
    return None


def office_pdf(
    office: Path, document: bytes, fonts: Mapping[str, str] = _AS_THEY_ARE
) -> tuple[bytes | None, list[Finding]]:
    """``document`` (.docx) as a tagged PDF with bookmarks; finding W331 when LibreOffice fails.

    ``fonts`` are those to be replaced, with what by. A profile of its own keeps out of the way of a LibreOffice that
    is open.
    """
    try:
        with tempfile.TemporaryDirectory(prefix="yanbian_report", ignore_cleanup_errors=True) as folder:
            source = Path(folder) / "report.docx"
            source.write_bytes(document)
            home = Path(folder) / "profile"
            write_profile(home, fonts)
            call = [str(office), f"-env:UserInstallation={home.as_uri()}", "--headless", "--convert-to", _filter()]
            subprocess.run([*call, "--outdir", folder, str(source)], check=True, capture_output=True, timeout=_SECONDS)
            return source.with_suffix(".pdf").read_bytes(), []
    except (OSError, subprocess.SubprocessError) as problem:
        hint = "关掉打开着的 LibreOffice 再试一次；还不行，请重装 LibreOffice，或者在 Word 里打开报告，另存为 PDF"
        return None, [error("W331", f"LibreOffice 没能把报告转成 PDF：{why_failed(problem, _SECONDS)}", hint=hint)]


def _filter() -> str:
    switches = {name: {"type": "boolean", "value": value} for name, value in _SWITCHES.items()}
    return f"pdf:writer_pdf_Export:{json.dumps(switches)}"


def write_profile(home: Path, fonts: Mapping[str, str]) -> None:
    """A profile in the folder ``home`` that replaces ``fonts``."""
    pairs = "".join(
        f'<node oor:name="_{number}" oor:op="replace">'
        f'<prop oor:name="ReplaceFont"><value>{escaped(font)}</value></prop>'
        f'<prop oor:name="SubstituteFont"><value>{escaped(other)}</value></prop>'
        '<prop oor:name="OnScreenOnly"><value>false</value></prop>'
        '<prop oor:name="Always"><value>true</value></prop></node>'
        for number, (font, other) in enumerate(fonts.items())
        if other
    )
    replaced = "/org.openoffice.Office.Common/Font/Substitution"
    settings = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
        f'<item oor:path="{replaced}"><prop oor:name="Replacement" oor:op="fuse"><value>true</value></prop></item>'
        f'<item oor:path="{replaced}/FontPairs">{pairs}</item></oor:items>'
    )
    (home / "user").mkdir(parents=True)
    (home / "user/registrymodifications.xcu").write_text(settings, "utf-8")


def count_pages(document: Package) -> tuple[dict[str, int] | None, list[Finding]]:
    """The page number of every bookmark, from the outline of LibreOffice's PDF; None with a note when there is none."""
    office = find_office()
    if office is None:
        hint = "安装 LibreOffice，或者不写 --pages libreoffice"
        return None, [note("W313", "没有找到 LibreOffice，目录里没有页码", hint=hint)]
    pdf, findings = office_pdf(office, for_office(document))
    return (outline_numbers(pdf, document), []) if pdf is not None else (None, findings)


def for_office(document: Package) -> bytes:
    """``document`` (.docx) as LibreOffice sets it best: a section that is numbered from an odd page begins like any.

    It leaves a page blank before an odd number anyway. Where the section itself asks for that, its first page has a
    style of its own in which the room of header and footer is lost, and the text stands higher or lower there.
    """
    return to_bytes(document.replaced({DOCUMENT: _SECTION.sub(_plainly_begun, document.text(DOCUMENT))}))


def _plainly_begun(section: re.Match[str]) -> str:
    numbered = _FIRST.search(section[0])
    if numbered is None or int(numbered[1]) % 2 == 0:
        return section[0]
    return section[0].replace('<w:type w:val="oddPage"/>', '<w:type w:val="nextPage"/>')


def outline_numbers(pdf: bytes, document: Package) -> dict[str, int]:
    """The headings of the PDF's outline matched one by one, in their order, to the bookmarks of the document."""
    from pypdf import PdfReader

    body = body_of(parse(document))
    reader = PdfReader(io.BytesIO(pdf))
    numbered = [(_bare(str(o.title)), reader.get_destination_page_number(o)) for o in _flat(reader.outline)]
    outline = [(title, page) for title, page in numbered if page is not None]
    headings = [
        (attribute(mark, "name"), _bare(text_of(paragraph)))
        for paragraph in body.iter(W + "p")
        for mark in paragraph.iter(W + "bookmarkStart")
        if attribute(mark, "name").startswith(BOOKMARK)  # others are people's own
    ]
    found: dict[str, int] = {}
    start = 0
    for name, title in headings:
        later = [number for number in range(start, len(outline)) if outline[number][0] == title]
        if later:
            found[name] = outline[later[0]][1]
            start = later[0] + 1
    front = found[headings[0][0]] if headings and headings[0][0] in found else 0
    first = _first_number(body) or front + 1
    return {name: page - front + first for name, page in found.items()}


def _first_number(body: Element) -> int:
    """The number at which a section says that its pages begin, as the first section behind the contents page does."""
    starts = (attribute(pages, "start") for pages in body.iter(W + "pgNumType"))
    return next((int(start) for start in starts if start.isdecimal()), 0)


def _flat(outline: Iterable[Any]) -> Iterable[Any]:
    for entry in outline:
        if isinstance(entry, list):
            yield from _flat(entry)
        else:
            yield entry


def _bare(text: str) -> str:
    return "".join(text.split())
