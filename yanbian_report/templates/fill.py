"""Fill: the document of a compiled template: its program run as text, its pictures placed. No XML is parsed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from yanbian_report.base.cache import DiskCache
from yanbian_report.base.findings import Finding, error
from yanbian_report.base.origin import Origin, WordParagraph
from yanbian_report.charts.pictures import Picture
from yanbian_report.model.formats import Unprintable
from yanbian_report.model.values import Value
from yanbian_report.templates.bookmarks import Bookmarks
from yanbian_report.templates.interpret import TABLES_MARK, Interpreter
from yanbian_report.templates.prose import Prose
from yanbian_report.templates.set_tables import set_tables
from yanbian_report.templates.template import SLOT, Template
from yanbian_report.word.document import escaped
from yanbian_report.word.package import (
    DOCUMENT,
    DOCUMENT_RELATIONS,
    REFERENCE,
    STYLES,
    Package,
    Relation,
    relations,
    relations_xml,
)
from yanbian_report.word.styles import style_sheet

if TYPE_CHECKING:
    from yanbian_report.grids.annex import Annex
    from yanbian_report.templates.marks import Marking

_DRAWING = re.compile(r"<w:drawing>.*?</w:drawing>", re.DOTALL)
_IDS = (re.compile(r'(<wp:docPr\b[^>]*?\bid=")\d+(")'), re.compile(r'(<pic:cNvPr\b[^>]*?\bid=")\d+(")'))
_IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
_CORE = "docProps/core.xml"
# What Word 2016 and later show instead of the picture; others do not know it and show that.
_VECTOR = (
    '<a:extLst><a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}"><asvg:svgBlip xmlns:asvg='
    '"http://schemas.microsoft.com/office/drawing/2016/SVG/main" r:embed="{id}"/></a:ext></a:extLst>'
)


class Properties(NamedTuple):
    """The document's properties: its title and its owner. The template's author and times of saving are left out."""

    title: str
    creator: str

    def xml(self) -> str:
        """The core properties part."""
        title, creator = escaped(self.title), escaped(self.creator)
        return (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties '
            'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f"<dc:title>{title}</dc:title><dc:creator>{creator}</dc:creator>"
            "<dc:language>zh-CN</dc:language></cp:coreProperties>"
        )


class Content(NamedTuple):
    """What the places of a template are filled with: ``values`` and ``prose`` of the year, ``pictures`` by the names of
    their slots. A ``listener`` hears where every printed value comes from.
    """

    values: Mapping[str, Value]
    prose: Prose
    pictures: Mapping[str, Picture]
    listener: Marking | None = None


class Annexes(NamedTuple):
    """The tables that a report prints, and where tables are kept once they are set."""

    tables: Sequence[Annex] = ()
    cache: DiskCache = DiskCache(None)


NO_TABLES = Annexes()


def fill(
    template: Template, content: Content, properties: Properties, annexes: Annexes = NO_TABLES
) -> tuple[Package | None, list[Finding]]:
    """The document of ``template``; ``annexes`` are the tables that stand where the template has its place for them."""
    listener = content.listener
    interpreter = Interpreter(template.macros, content.values, content.prose, listener.mark if listener else None)
    try:
        document = interpreter.text(template.body)
    except Unprintable as problem:
        return None, [_failed(problem, template, *interpreter.at)]
    document = document.replace("</w:tcPr></w:tc>", "</w:tcPr><w:p/></w:tc>")
    flows: dict[str, str] = {}
    for part, body in template.flows.items():
        try:
            flows[part] = interpreter.text(body)
        except Unprintable as problem:
            return None, [_failed(problem, template, *interpreter.at, part)]
    if listener is not None:
        document = listener.take_out(document)
        flows = {part: listener.without(text) for part, text in flows.items()}
    document = set_tables(document, template.package, annexes.cache)
    bookmarks = Bookmarks()
    document = bookmarks.numbered(document)
    flows = {part: bookmarks.numbered(text) for part, text in flows.items()}
    package = _packed(template.package, document, flows, content.pictures, properties)
    return _with_tables(package, annexes, listener) if TABLES_MARK in document else package, []


def _with_tables(package: Package, annexes: Annexes, listener: Marking | None) -> Package:
    """``package`` with the year's tables in their place; without any it needs no styles for them."""
    if not annexes.tables:
        return package.replaced({DOCUMENT: package.text(DOCUMENT).replace(TABLES_MARK, "")})
    from yanbian_report.grids.print_tables import print_tables

    sheet, number = style_sheet(package), listener.number if listener is not None else None
    document, styles = print_tables(package.text(DOCUMENT), TABLES_MARK, annexes.tables, sheet, annexes.cache, number)
    fresh = {STYLES: package.text(STYLES).replace("</w:styles>", f"{styles}</w:styles>")} if styles else {}
    return package.replaced({DOCUMENT: document, **fresh})


def _failed(problem: Unprintable, template: Template, clause: str, line: int, part: str = "") -> Finding:
    """T401 for an error while filling, quoting the paragraph or the clause."""
    from yanbian_report.templates.tags import CLAUSES, visible_text

    sources = template.sources
    origin: Origin
    if clause:
        words, origin = f"{CLAUSES}“{clause}”", sources.clauses[clause].span
    elif part:
        flow = next(flow for flow in sources.flows if flow.part == part)
        words = f"“{visible_text(flow.source.split(chr(10))[line - 1])[:60]}”"
        origin = WordParagraph(flow.name, 0)
    else:
        source = sources.lines()[line - 1]
        text = visible_text(source.text)
        words, origin = f"“{text[:60]}”", WordParagraph(sources.chapters[source.chapter].name, 0, text[:40])
    hint = "检查这一句里的名字和格式，名字照数据文件里的项名写"
    return error("T401", f"填写{words}时：{problem}", origin, hint=hint)


def _packed(
    package: Package, document: str, flows: Mapping[str, str], pictures: Mapping[str, Picture], about: Properties
) -> Package:
    """The finished parts: pictures in their slots, each with its own relation; unique ids; the properties."""
    known = dict(relations(package.text(DOCUMENT_RELATIONS)))
    parts: dict[str, bytes | str] = {}
    counters = (count(1), count(1))
    document = _DRAWING.sub(lambda m: _numbered(_placed(pictures, known, parts, m[0]), counters), document)
    flows = {part: _DRAWING.sub(lambda m: _numbered(m[0], counters), text) for part, text in flows.items()}
    document = _one_of_each_shape(document)
    used = set(REFERENCE.findall(document))
    kept = {i: r for i, r in known.items() if i in used or not r.type.endswith(("/image", "/hyperlink"))}
    dropped = {f"word/{r.target}" for i, r in known.items() if i not in kept and not r.external}
    if dropped:
        dropped -= {f"word/{r.target}" for r in [*kept.values(), *_of_flows(package, flows)]}
    package = Package({name: data for name, data in package.parts.items() if name not in dropped})
    fresh = {DOCUMENT: document, DOCUMENT_RELATIONS: relations_xml(kept), _CORE: about.xml()}
    return package.replaced({**flows, **parts, **fresh})


def _of_flows(package: Package, flows: Collection[str]) -> list[Relation]:
    """The relations of headers, footers and notes."""
    parts = (f"word/_rels/{part.removeprefix('word/')}.rels" for part in flows)
    return [relation for part in parts if part in package.parts for relation in relations(package.text(part)).values()]


def _placed(
    pictures: Mapping[str, Picture],
    known: dict[str, Relation],
    parts: dict[str, bytes | str],
    drawing: str,
) -> str:
    name = re.search(rf'r:embed="{SLOT}([^"]*)"', drawing)
    if name is None or name[1] not in pictures:
        return drawing
    picture = pictures[name[1]]
    id_, target = f"rIdFigure{picture.number}", f"media/figure{picture.number}.png"
    known[id_] = Relation(id_, _IMAGE, target, False)
    parts[f"word/{target}"] = picture.data
    words = picture.description.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
    drawing = re.sub(r'r:embed="[^"]*"', f'r:embed="{id_}"', drawing)
    if picture.vector:
        vector = f"{id_}Vector"
        known[vector] = Relation(vector, _IMAGE, target.replace(".png", ".svg"), False)
        parts[f"word/{known[vector].target}"] = picture.vector
        drawing = re.sub(
            r"<a:blip\b([^>]*)/>", lambda m: f"<a:blip{m[1]}>{_VECTOR.format(id=vector)}</a:blip>", drawing
        )
    drawing = re.sub(r'(<wp:docPr\b[^>]*?\bname=")[^"]*', rf"\g<1>图{picture.number}", drawing)
    drawing = re.sub(r'(<pic:cNvPr\b[^>]*?\bname=")[^"]*', rf"\g<1>图{picture.number}.png", drawing)
    return re.sub(r'(<wp:docPr\b[^>]*?\bdescr=")[^"]*', lambda m: m[1] + words, drawing)


def _one_of_each_shape(document: str) -> str:
    """``document`` with each kind of shape that old programs draw described once, where it first stands."""
    if "<v:shapetype" not in document:
        return document
    seen: set[str] = set()

    def first(match: re.Match[str]) -> str:
        known = match[1] in seen
        seen.add(match[1])
        return "" if known else match[0]

    return re.sub(r'(?s)<v:shapetype\b[^>]*?\bid="([^"]*)"[^>]*>.*?</v:shapetype>', first, document)


def _numbered(drawing: str, counters: tuple[Iterator[int], Iterator[int]]) -> str:
    """``drawing`` with the next free ids of drawings and of pictures, which are counted across the document."""
    for pattern, counter in zip(_IDS, counters, strict=True):
        drawing = pattern.sub(partial(_with_next, counter), drawing)
    return drawing


def _with_next(counter: Iterator[int], match: re.Match[str]) -> str:
    return f"{match[1]}{next(counter)}{match[2]}"
