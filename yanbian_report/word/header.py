"""Header: a line at the head of every page, put into a finished package. Drafts are marked with it."""

from __future__ import annotations

import re

from yanbian_report.word import namespaces
from yanbian_report.word.document import escaped
from yanbian_report.word.package import (
    CONTENT_TYPES,
    DOCUMENT,
    DOCUMENT_RELATIONS,
    Package,
    Relation,
    relations,
    relations_xml,
)

_PART = "word/header0.xml"
_ID = "rIdHeader0"
_TYPE = f"{namespaces.R}/header"
_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
_PAGES = ("first", "even", "default")  # of a section, where it tells them apart


def with_header(package: Package, words: str) -> Package:
    """``package`` with ``words`` at the head of every page of every section, in place of any header it had."""
    known = dict(relations(package.text(DOCUMENT_RELATIONS)))
    known[_ID] = Relation(_ID, _TYPE, _PART.removeprefix("word/"), False)
    header = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:hdr xmlns:w="{namespaces.W}"><w:p><w:pPr>'
        '<w:spacing w:before="0" w:after="0" w:line="320" w:lineRule="exact"/><w:jc w:val="right"/></w:pPr>'
        '<w:r><w:rPr><w:rFonts w:eastAsia="黑体" w:hint="eastAsia"/><w:color w:val="C00000"/><w:sz w:val="28"/></w:rPr>'
        f"<w:t>{escaped(words)}</w:t></w:r></w:p></w:hdr>"
    )
    references = "".join(f'<w:headerReference w:type="{kind}" r:id="{_ID}"/>' for kind in _PAGES)
    document = re.sub(r"<w:headerReference\b[^>]*/>", "", package.text(DOCUMENT))
    document = re.sub(r"<w:sectPr\b([^>/]*)/>", r"<w:sectPr\1></w:sectPr>", document)
    document = re.sub(r"(<w:sectPr\b[^>/]*>)", rf"\1{references}", document)
    types = package.text(CONTENT_TYPES)
    types = types.replace("</Types>", f'<Override PartName="/{_PART}" ContentType="{_CONTENT}"/></Types>')
    parts = {_PART: header, DOCUMENT: document, CONTENT_TYPES: types, DOCUMENT_RELATIONS: relations_xml(known)}
    return package.replaced(parts)
