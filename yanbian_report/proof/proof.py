"""Proof: the finished document is read back, part by part, before anyone sees it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from xml.parsers.expat import ExpatError, ParserCreate

from yanbian_report.base.findings import Finding, Severity, error
from yanbian_report.forms.form import Printing
from yanbian_report.model.year import Year
from yanbian_report.proof.unprinted_figures import unprinted
from yanbian_report.word.contents import outline_levels
from yanbian_report.word.document import attributes, elements, printed_text, tags, words
from yanbian_report.word.package import DOCUMENT, DOCUMENT_RELATIONS, REFERENCE, STYLES, Package, from_bytes, relations

_WORDS = ("None", "nan", "NaN", "Undefined", "TODO")
_LEFT = re.compile(
    r"\{\{|\}\}|\{%|%\}|｛｛|【待(?!填】|改】)|【目录】|××|增加（减少）|增长（下降）|大小于|"
    # Looking back behind the first letter, not before it, lets the search jump from one possible beginning to the next.
    + "|".join(f"{word[0]}(?<![A-Za-z]{word[0]}){word[1:]}(?![A-Za-z])" for word in _WORDS)
)
_DOUBLED = re.compile(r"[，；。、：][，；。、：]+|主要是主要是|万元万元|%%")
_DIGITS = "一二三四五六七八九"
_NUMERALS = (
    re.compile(r"第([一二三四五六七八九十]+)部分"),
    re.compile(r"([一二三四五六七八九十]+)、"),
    re.compile(r"（([一二三四五六七八九十]+)）"),
    re.compile(r"(\d+)\.(?!\d)"),
)
_CAPTION = re.compile(r"图(?<![^\n]图)(\d+)：")
Link = tuple[Mapping[str, str], str]  # its attributes and what it holds


def proof(finished: Package | bytes, year: Year | None = None, printing: Printing | None = None) -> list[Finding]:
    """Findings W301–W310, W320: leftovers, doubled signs, broken links and fields, numbering with gaps.

    ``finished`` is a package about to be packed, or one that was. With ``year`` also the figures that were typed and
    are printed nowhere.
    """
    package = from_bytes(finished) if isinstance(finished, bytes) else finished
    findings = list(_unsound(package))
    if findings:
        return findings
    document = package.text(DOCUMENT)
    levels = outline_levels(package.text(STYLES))
    paragraphs = words(document)
    headings = [(levels[style], text) for style, text in paragraphs if text and style in levels]
    links = [(attributes(tag), inside) for tag, inside in elements(document, "w:hyperlink")]
    margins = [name for name in package.parts if name.startswith(("word/header", "word/footer"))]
    others = [printed_text(package.text(name)) for name in margins]
    text = "\n".join(text for _, text in paragraphs)
    if any(map(_odd, (*(text for _, text in paragraphs), *others))):
        findings += _words("\n".join((text, *others)))
    findings += _references(package, document)
    findings += _fields(document, links)
    findings += _ids(document)
    findings += _numbering(headings)
    findings += _captions(text, document.count("<wp:docPr "))
    findings += _contents(links, {text for _, text in headings})
    findings += unprinted(year, printing, text) if year and printing else ()
    return findings


def _unsound(package: Package) -> Iterator[Finding]:
    for name, part in sorted(package.parts.items()):
        if not name.endswith((".xml", ".rels")):
            continue
        flaw = _flaw(part) if name == DOCUMENT else _known_flaw(part)
        if flaw:
            yield error("W301", f"成稿的 {name} 不成 XML：{flaw}", hint="检查模板里标签的位置")


def _flaw(part: bytes) -> str:
    """Why ``part`` is not well-formed; empty when it is."""
    try:
        ParserCreate().Parse(part, True)
    except ExpatError as problem:
        return str(problem)
    return ""


_known_flaw = lru_cache(maxsize=64)(_flaw)  # most parts are the template's, and small


@lru_cache(maxsize=8_192)
def _odd(paragraph: str) -> bool:
    """Whether a paragraph has leftovers or doubled signs. Most are those of the report before."""
    return bool(_LEFT.search(paragraph) or _DOUBLED.search(paragraph))


def _words(text: str) -> Iterator[Finding]:
    for match in _LEFT.finditer(text):
        yield error("W302", f"成稿里留有“{match[0]}”：{_near(text, match)}", hint="检查这一句的模板或数据")
    for match in _DOUBLED.finditer(text):
        said = f"成稿里“{match[0]}”重复：{_near(text, match)}"
        yield Finding("W303", Severity.INCONSISTENCY, said, hint="检查这一句的句式和数据，句末标点只写一处")


def _near(text: str, match: re.Match[str]) -> str:
    before = text[max(0, match.start() - 15) : match.start()].rpartition("\n")[2]
    return before + match[0] + text[match.end() : match.end() + 15].partition("\n")[0]


def _references(package: Package, document: str) -> Iterator[Finding]:
    known = relations(package.text(DOCUMENT_RELATIONS))
    for id_ in REFERENCE.findall(document):
        if id_ not in known or (not known[id_].external and f"word/{known[id_].target}" not in package.parts):
            yield error("W304", f"成稿引用了没有的部件“{id_}”", hint="重新放置模板里的图片，再生成一次")


def _fields(document: str, links: list[Link]) -> Iterator[Finding]:
    if document.count('w:fldCharType="begin"') != document.count('w:fldCharType="end"'):
        yield error("W305", "成稿里有没有结束的域", hint="检查目录和页码的域，在 Word 里重新插入")
    anchors = {attributes(tag).get("w:name") for tag in tags(document, "w:bookmarkStart")}
    for given, inside in links:
        if "r:id" not in given and given.get("w:anchor", "") not in anchors:
            yield error("W306", f"目录里的“{printed_text(inside)}”没有去处")


def _ids(document: str) -> Iterator[Finding]:
    starts, ends = (
        [attributes(tag).get("w:id", "") for tag in tags(document, f"w:bookmark{side}")] for side in ("Start", "End")
    )
    pictures = [attributes(tag) for tag in tags(document, "wp:docPr")]
    if len(set(starts)) < len(starts) or sorted(starts) != sorted(ends):
        yield error("W307", "成稿里的书签不成对或重号")
    if len({picture.get("id") for picture in pictures}) < len(pictures):
        yield error("W307", "成稿里的图片重号")
    for picture in pictures:
        if not picture.get("descr"):
            yield error("W307", f"图片“{picture.get('name')}”没有替代文字", hint="在模板里给图片写替代文字")


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


@lru_cache(maxsize=1_024)
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


def _contents(links: list[Link], headings: set[str]) -> Iterator[Finding]:
    """Every entry of the contents page is a heading of the document (an annex's number stands a line above)."""
    for _, inside in links:
        entry = printed_text(inside.partition("</w:r>")[0])
        title = re.sub(r"^附[件表]\d+　", "", entry)
        if title not in headings:
            yield error("W310", f"目录里的“{entry}”在正文里没有", hint="重新生成一次；还是这样，请检查模板的标题样式")


def _captions(text: str, pictures: int) -> Iterator[Finding]:
    numbers = [int(number) for number in _CAPTION.findall(text)]
    if numbers != list(range(1, len(numbers) + 1)):
        yield error("W309", f"图号不连续：{'、'.join(map(str, numbers))}", hint="检查模板里图题的先后")
    if len(numbers) != pictures:
        yield error("W309", f"有 {pictures} 张图、{len(numbers)} 个图题", hint="模板里每张图后面放一个图题")
