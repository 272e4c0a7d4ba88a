"""Well-formed: every part of the file is XML."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from xml.parsers.expat import ExpatError, ParserCreate

from yanbian_report.base.findings import Finding, error
from yanbian_report.proof.read_back import ReadBack
from yanbian_report.word.document import pieces, printed_text
from yanbian_report.word.package import DOCUMENT

_HINT = "检查这附近的 if、for：开头和结尾要在同一层，不要一头在表格里、一头在表格外，也不要只包住半行"
_QUOTED = 20


def check(document: ReadBack) -> Iterator[Finding]:
    """Findings W301: parts that are not well-formed."""
    for name, part in sorted(document.package.parts.items()):
        if not name.endswith((".xml", ".rels")):
            continue
        near = _flaw(part) if name == DOCUMENT else _known_flaw(part)
        if near is not None:
            what = "文档" if name == DOCUMENT else f"部件 {name} "
            yield error("W301", f"填好的{what}不完整，在“{near}”附近", hint=_HINT)


def _flaw(part: bytes) -> str | None:
    """The words near which ``part`` is not well-formed; None when it is."""
    parser = ParserCreate()
    try:
        parser.Parse(part, True)
    except ExpatError:
        return _words_before(part[: max(parser.ErrorByteIndex, 0)].decode("utf-8", "ignore"))
    return None


def _words_before(xml: str) -> str:
    """The last words of ``xml``."""
    for piece in reversed(pieces(xml)):
        if text := printed_text(piece).strip():
            return text[:_QUOTED]
    return "开头"


_known_flaw = lru_cache(maxsize=64)(_flaw)  # most parts are the template's, and small
