"""Fitness for publication: what a template may hold that a published report must not.

What can be taken out without a question is taken out (remarks, hidden words); what stands for something that the
report would lose or that would betray its reader (objects, links to other files, fields that show the reader's day)
is refused, by file and paragraph, with what to do in Word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from yanbian_report.word.canonical.archive import Link
from yanbian_report.word.canonical.hidden import paragraph_of
from yanbian_report.word.canonical.markup import Element
from yanbian_report.word.canonical.namespaces import prefixed, qualified
from yanbian_report.word.canonical.tree import remove, value

PICTURES = ("png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "emf", "wmf")
_RUN, _CONTROL, _TEXT = map(qualified, ("w:r", "w:sdt", "w:t"))
_REMARKS = tuple(map(qualified, ("w:commentRangeStart", "w:commentRangeEnd", "w:commentReference", "w:annotationRef")))
_NOTES = tuple(map(qualified, ("w:footnoteReference", "w:endnoteReference")))
_DOCUMENT, _BOX = map(qualified, ("w:document", "w:txbxContent"))
_SPANS = tuple(map(qualified, ("w:gridSpan", "w:gridBefore", "w:gridAfter")))
_MOST_COLUMNS, _DIGITS, _QUOTED = 63, 4, 12
_PARAGRAPH = qualified("w:p")
_CHAR = qualified("w:fldChar")
_GRAPHIC = qualified("a:graphicData")
_DRAWN = ("/picture", "/wordprocessingShape", "/wordprocessingGroup", "/wordprocessingCanvas")
_OBJECTS = {
    "w:object": ("嵌入的对象", "另存为图片，用“插入→图片”放进来"),
    "w:control": ("ActiveX 控件", "删去这个控件"),
    "w:altChunk": ("插入的另一个文件", "打开那个文件，把内容复制过来"),
    "w:subDoc": ("主控文档的子文档", "打开子文档，把内容复制过来"),
    "w:movie": ("视频", "删去"),
    "w:background": ("页面背景", "“设计→页面颜色→无颜色”"),
}
_GRAPHICS = {"chart": "Word 图表", "chartex": "Word 图表", "diagram": "SmartArt 图形"}
_FIELDS = frozenset(
    [
        "PAGE",
        "NUMPAGES",
        "SECTIONPAGES",
        "SECTION",
        "TOC",
        "TC",
        "PAGEREF",
        "REF",
        "NOTEREF",
        "HYPERLINK",
        "SEQ",
        "STYLEREF",
        "SYMBOL",
        "EQ",
        "QUOTE",
        "ADVANCE",
        "LISTNUM",
        "AUTONUM",
        "AUTONUMLGL",
        "AUTONUMOUT",
        "XE",
        "BIDIOUTLINE",
    ]
)
_CLOCKS = frozenset(["DATE", "TIME", "SAVEDATE", "CREATEDATE", "PRINTDATE", "EDITTIME"])
_PEOPLE = frozenset(
    ["AUTHOR", "LASTSAVEDBY", "USERNAME", "USERINITIALS", "USERADDRESS", "FILENAME", "TEMPLATE", "INFO", "DOCPROPERTY"]
)
_ANCHORS = tuple(map(qualified, ("w:hyperlink", "a:hlinkClick", "a:hlinkHover", "a:hlinkMouseOver")))
_PICTURE_USES = tuple(map(qualified, ("r:embed", "r:id", "r:pict", "o:relid")))
_LINK_FIELD = re.compile(r'\s*HYPERLINK\s+(?:"([^"]+)"|([^\s\\"]+))', re.IGNORECASE)
_SCHEMES = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
_TAG = re.compile(r"\{\{|\{%|%7B%7B|%7B%25", re.IGNORECASE)


class Objection(NamedTuple):
    """What may not be published: the code of the finding, the paragraph, what is wrong, and what to do in Word."""

    code: str
    paragraph: Element | None
    message: str
    hint: str


def objections(root: Element, links: dict[str, Link]) -> Iterator[Objection]:
    """Everything below ``root`` that is refused; ``links`` are the relations of its part."""
    yield from _objects(root)
    yield from _pictures(root, links)
    yield from _addresses(root, links)
    yield from _notes(root)
    yield from _spans(root)
    for paragraph, instruction in instructions(root):
        problem = _field_problem(instruction)
        if problem:
            yield Objection("T603", paragraph, *problem)


def _objects(root: Element) -> Iterator[Objection]:
    for name, (what, hint) in _OBJECTS.items():
        for element in root.iter(qualified(name)):
            yield Objection("T602", paragraph_of(element), f"放了{what}，报告里不能有", hint)
    for graphic in root.iter(_GRAPHIC):
        kind = graphic.get("uri", "")
        if not kind.endswith(_DRAWN):
            what = _GRAPHICS.get(kind.rpartition("/")[2], "不认识的图形")
            hint = "另存为图片，用“插入→图片”放进来；要随数变化的图，用 charts 里的图文件"
            yield Objection("T602", paragraph_of(graphic), f"放了{what}，报告里不能有", hint)

    for control in root.iter(_CONTROL):
        words = "".join(text.text or "" for text in control.iter(_TEXT)).strip()
        waiting = control.find(f"{qualified('w:sdtPr')}/{qualified('w:showingPlcHdr')}")
        if waiting is not None and words and not _TAG.search(words):
            hint = "填上内容；不要填的，右键“删除内容控件”，再删去这几个字"
            yield Objection("T602", paragraph_of(control), f"的内容控件没有填，会印出“{words[:20]}”", hint)


def _pictures(root: Element, links: dict[str, Link]) -> Iterator[Objection]:
    """A picture is in the file itself, in a form that Word shows."""
    linked, embedded = qualified("r:link"), qualified("r:embed")
    for element in root.iter():
        if not prefixed(element.tag):
            continue  # an extension; Word shows the picture that it is an extension of
        for name in _PICTURE_USES:
            link = links.get(element.get(name, ""))
            if link is not None and link.kind == "image" and not link.external and _ending(link) not in PICTURES:
                words = f"的图片不是 Word 能显示的格式（{_ending(link)}）"
                yield Objection("T602", paragraph_of(element), words, "换成 PNG 或 JPG 图片")
    for blip in root.iter(qualified("a:blip")):
        if blip.get(linked) or (blip.get(embedded) in links and links[blip.get(embedded)].external):
            hint = "在 Word 里“文件→信息→编辑指向文件的链接→断开链接”，或者重新插入图片"
            yield Objection("T602", paragraph_of(blip), "的图片只是一个链接，图不在文件里", hint)


def _notes(root: Element) -> Iterator[Objection]:
    """Notes stand below the text of a page: Word opens no file that has one elsewhere."""
    for reference in root.iter(*_NOTES):
        places = {above.tag for above in reference.iterancestors()}
        if root.tag != _DOCUMENT or _BOX in places:
            words = "放了脚注或尾注，页眉、页脚、文本框和脚注里不能有"
            yield Objection("T602", paragraph_of(reference), words, "删去这个脚注，写成文字，或者放在正文里")


def _spans(root: Element) -> Iterator[Objection]:
    """A table is as wide as Word makes one; what is no number is none."""
    for span in list(root.iter(*_SPANS)):
        said = value(span)
        if not said.isdecimal() or int(said[:_DIGITS]) == 0:
            remove(span)
        elif len(said) > _DIGITS or int(said) > _MOST_COLUMNS:
            words = f"的表格里一格跨 {said[:_QUOTED]} 列，Word 最多 {_MOST_COLUMNS} 列"
            paragraph = next(span.getparent().getparent().iter(_PARAGRAPH), None)
            yield Objection("T605", paragraph, words, "删去这张表，重新画")


def _ending(link: Link) -> str:
    return link.target.rpartition(".")[2].lower()


def _addresses(root: Element, links: dict[str, Link]) -> Iterator[Objection]:
    """Where links lead, those of words, of pictures and of fields."""
    for anchor in root.iter(*_ANCHORS):
        link = links.get(anchor.get(qualified("r:id"), ""))
        if link is not None:
            yield from _address(anchor, link.target, external=link.external)
    for shape in root.iter():
        if shape.get("href"):  # of a shape as old programs draw it
            yield from _address(shape, shape.get("href"), external=not shape.get("href").startswith("#"))
    for paragraph, instruction in instructions(root):
        found = _LINK_FIELD.match(instruction)
        if found:
            yield from _address(paragraph, found[1] or found[2], external=True)


def _address(anchor: Element | None, target: str, *, external: bool) -> Iterator[Objection]:
    if _TAG.search(target):
        hint = "链接的地址直接写出来；每年不同的，写成文字，不做链接"
        yield Objection("T604", paragraph_of(anchor), "的链接地址里写了标签，地址不会填写", hint)
    elif external and not _SCHEMES.match(target):
        hint = "改成 http、https 或 mailto 开头的地址，或者右键“取消超链接”"
        yield Objection("T604", paragraph_of(anchor), f"的链接指向本机的文件“{target[:40]}”", hint)


def unfinished_fields(root: Element) -> Iterator[Objection]:
    """The first field that begins and does not end, or ends and has not begun; what follows is its consequence."""
    begun: list[Element] = []
    for element in root.iter(_CHAR):
        kind = value(element, "w:fldCharType")
        if kind == "begin":
            begun.append(element)
        elif kind == "end" and begun:
            begun.pop()
        elif kind == "end":
            begun.append(element)
            break
    if begun:
        hint = "删去这个域（目录、页码要整个删去），重新插入"
        yield Objection("T603", paragraph_of(begun[0]), "有一个域没有开头或者没有结束", hint)


def instructions(root: Element) -> Iterator[tuple[Element | None, str]]:
    """Every field's instruction with its paragraph."""
    for simple in root.iter(qualified("w:fldSimple")):
        yield paragraph_of(simple), value(simple, "w:instr")
    begun: list[tuple[Element, list[str]]] = []
    for element in root.iter(_CHAR, qualified("w:instrText")):
        kind = value(element, "w:fldCharType")
        if kind == "begin":
            begun.append((element, []))
        elif element.tag == qualified("w:instrText") and begun:
            begun[-1][1].append(element.text or "")
        elif kind in ("separate", "end") and begun:
            start, pieces = begun[-1]
            if pieces:
                yield paragraph_of(start), "".join(pieces)
                pieces.clear()
            if kind == "end":
                begun.pop()


def _field_problem(instruction: str) -> tuple[str, str] | None:
    """What is wrong with a field, and what to do."""
    name = (instruction.split() or [""])[0].upper()
    if name in _FIELDS or not name:
        return None
    if name.startswith("="):
        return "用了计算域：数变了，它的结果不会跟着变", "删去这个域，写成标签；要计算的数由程序算好"
    if name in _CLOCKS:
        return f"用了会变的域 {name}：印出的是读者打开那天的日期", "删去这个域，把日期写成文字，或者用 {{ 公开日期 }}"
    if name in _PEOPLE:
        return f"用了域 {name}：它会印出编辑人、文件名一类的内容", "删去这个域，写成文字或者标签"
    return f"用了域 {name}：它从别处取内容，报告里不能有", "删去这个域，把内容直接写进来"


def take_out_remarks(root: Element) -> list[Element]:
    """Take the marks of comments out of ``root``; the paragraphs that had one."""
    touched = []
    for mark in list(root.iter(*_REMARKS)):
        touched.append(paragraph_of(mark))
        run = mark.getparent()
        remove(mark)
        if run is not None and run.tag == _RUN and all(part.tag == qualified("w:rPr") for part in run):
            remove(run)
    return touched
