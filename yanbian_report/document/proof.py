"""Proof: the finished document is read back, from its bytes, before anyone sees it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from xml.etree import ElementTree

from yanbian_report.document.contents import outline_levels
from yanbian_report.document.package import DOCUMENT, STYLES, relations
from yanbian_report.document.printed import unprinted
from yanbian_report.figures.year import Year
from yanbian_report.findings import Finding, Severity, error

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

_LEFT = re.compile(
    r"\{\{|\}\}|\{%|%\}|｛｛|【待(?!填】|改】)|【目录】|××|增加（减少）|增长（下降）|大小于"
    r"|(?<![A-Za-z])(?:None|nan|NaN|Undefined|TODO)(?![A-Za-z])"
)
_DOUBLED = re.compile(r"[，；。、：]{2,}|主要是主要是|万元万元|%%")
_DIGITS = "一二三四五六七八九"
_NUMERALS = (
    re.compile(r"第([一二三四五六七八九十]+)部分"),
    re.compile(r"([一二三四五六七八九十]+)、"),
    re.compile(r"（([一二三四五六七八九十]+)）"),
    re.compile(r"(\d+)\.(?!\d)"),
)
_CAPTION = re.compile(r"图(\d+)：")


def proof(data: bytes, year: Year | None = None) -> list[Finding]:
    """Findings W301–W310, W320: leftovers, doubled signs, broken links and fields, numbering with gaps.

    With ``year`` also the figures that were typed and are printed nowhere.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    findings: list[Finding] = []
    trees = {}
    for name in (n for n in parts if n.endswith((".xml", ".rels"))):
        try:
            trees[name] = ElementTree.fromstring(parts[name])
        except ElementTree.ParseError as problem:
            findings.append(error("W301", f"成稿的 {name} 不成 XML：{problem}", hint="检查模板里标签的位置"))
    if findings:
        return findings
    document = trees[DOCUMENT]
    paragraphs = list(document.iter(_W + "p"))
    texts = [_text(p) for p in paragraphs]
    others = [
        _text(p) for n, t in trees.items() if n.startswith(("word/header", "word/footer")) for p in t.iter(_W + "p")
    ]
    findings += _words([*texts, *others])
    findings += _links(parts)
    findings += _fields(document)
    findings += _ids(document)
    levels = outline_levels(parts[STYLES].decode())
    headings = _headings(paragraphs, levels)
    findings += _numbering(headings)
    findings += _captions(texts, sum(1 for _ in document.iter(_WP + "docPr")))
    findings += _contents(document, {text for _, text in headings})
    findings += unprinted(year, "\n".join(texts)) if year else ()
    return findings


def _text(paragraph: ElementTree.Element) -> str:
    return "".join(t.text or "" for t in paragraph.iter(_W + "t"))


def _words(texts: Iterable[str]) -> Iterator[Finding]:
    for text in texts:
        for match in _LEFT.finditer(text):
            yield error("W302", f"成稿里留有“{match[0]}”：{_near(text, match)}", hint="检查这一句的模板或数据")
        for match in _DOUBLED.finditer(text):
            words = f"成稿里“{match[0]}”重复：{_near(text, match)}"
            yield Finding("W303", Severity.INCONSISTENCY, words, hint="检查这一句的句式和数据，句末标点只写一处")


def _near(text: str, match: re.Match[str]) -> str:
    return text[max(0, match.start() - 15) : match.end() + 15]


def _links(parts: dict[str, bytes]) -> Iterator[Finding]:
    known = relations(parts["word/_rels/document.xml.rels"].decode())
    for id_ in re.findall(r'\br:(?:embed|link|id)="([^"]+)"', parts[DOCUMENT].decode()):
        if id_ not in known or (not known[id_].external and f"word/{known[id_].target}" not in parts):
            yield error("W304", f"成稿引用了没有的部件“{id_}”", hint="重新放置模板里的图片，再生成一次")


def _fields(document: ElementTree.Element) -> Iterator[Finding]:
    depth = 0
    for mark in document.iter(_W + "fldChar"):
        depth += {"begin": 1, "end": -1}.get(mark.get(_W + "fldCharType", ""), 0)
    if depth:
        yield error("W305", "成稿里有没有结束的域", hint="检查目录和页码的域，在 Word 里重新插入")
    anchors = {b.get(_W + "name") for b in document.iter(_W + "bookmarkStart")}
    for link in document.iter(_W + "hyperlink"):
        if link.get(_W + "anchor") not in anchors and not link.get(_R + "id"):
            yield error("W306", f"目录里的“{_text(link)}”没有去处")


def _ids(document: ElementTree.Element) -> Iterator[Finding]:
    starts = [b.get(_W + "id") for b in document.iter(_W + "bookmarkStart")]
    ends = [b.get(_W + "id") for b in document.iter(_W + "bookmarkEnd")]
    pictures = [d.get("id") for d in document.iter(_WP + "docPr")]
    if len(set(starts)) < len(starts) or sorted(map(str, starts)) != sorted(map(str, ends)):
        yield error("W307", "成稿里的书签不成对或重号")
    if len(set(pictures)) < len(pictures):
        yield error("W307", "成稿里的图片重号")
    for picture in document.iter(_WP + "docPr"):
        if not picture.get("descr"):
            yield error("W307", f"图片“{picture.get('name')}”没有替代文字", hint="在模板里给图片写替代文字")


def _headings(paragraphs: list[ElementTree.Element], levels: dict[str, int]) -> list[tuple[int, str]]:
    found = []
    for paragraph in paragraphs:
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        level = levels.get(style.get(_W + "val", "")) if style is not None else None
        if level and _text(paragraph):
            found.append((level, _text(paragraph)))
    return found


def _numbering(headings: list[tuple[int, str]]) -> Iterator[Finding]:
    """Literal numerals count through from one below each heading of a higher level."""
    last: dict[int, int] = {}
    for level, text in headings:
        for deeper in [k for k in last if k > level]:
            del last[deeper]
        number = _numeral(text)
        if number is None:
            last.pop(level, None)
            continue
        if number != last.get(level, 0) + 1:
            hint = f"这里应当是第 {last.get(level, 0) + 1} 个，改模板里的标题编号"
            yield error("W308", f"标题编号不连续：{text}", hint=hint)
        last[level] = number


def _numeral(text: str) -> int | None:
    for pattern in _NUMERALS:
        match = pattern.match(text)
        if match:
            return int(match[1]) if match[1].isdigit() else _chinese(match[1])
    return None


def _chinese(numeral: str) -> int:
    """一 … 九十九."""
    tens, ten, ones = numeral.rpartition("十") if "十" in numeral else ("", "", numeral)
    return (_DIGITS.find(tens) + 1 if tens else bool(ten)) * 10 + (_DIGITS.find(ones) + 1 if ones else 0)


def _contents(document: ElementTree.Element, headings: set[str]) -> Iterator[Finding]:
    """Every entry of the contents page is a heading of the document (an annex's number stands a line above)."""
    for link in document.iter(_W + "hyperlink"):
        first = link.find(f"{_W}r/{_W}t")
        entry = (first.text if first is not None else None) or ""
        title = re.sub(r"^附[件表]\d+　", "", entry)
        if title not in headings:
            yield error("W310", f"目录里的“{entry}”在正文里没有", hint="重新生成一次；还是这样，请检查模板的标题样式")


def _captions(texts: list[str], pictures: int) -> Iterator[Finding]:
    numbers = [int(m[1]) for m in map(_CAPTION.match, texts) if m]
    if numbers != list(range(1, len(numbers) + 1)):
        yield error("W309", f"图号不连续：{'、'.join(map(str, numbers))}", hint="检查模板里图题的先后")
    if len(numbers) != pictures:
        yield error("W309", f"有 {pictures} 张图、{len(numbers)} 个图题", hint="模板里每张图后面放一个图题")
