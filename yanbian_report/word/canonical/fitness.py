"""Fitness for publication: what a template may hold that a published report must not.

What can be taken out without a question is taken out (remarks, hidden words); what stands for something that the
report would lose or that would betray its reader (objects, links to other files, fields that show the reader's day)
is refused, by file and paragraph, with what to do in Word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from yanbian_report.word.canonical.archive import Link
from yanbian_report.word.canonical.markup import Element
from yanbian_report.word.canonical.namespaces import qualified
from yanbian_report.word.canonical.tree import child, paragraph_text, remove, value

PICTURES = ("png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "emf", "wmf")
_PARAGRAPH, _RUN = qualified("w:p"), qualified("w:r")
_REMARKS = tuple(map(qualified, ("w:commentRangeStart", "w:commentRangeEnd", "w:commentReference", "w:annotationRef")))
_GRAPHIC = qualified("a:graphicData")
_DRAWN = ("/picture", "/wordprocessingShape", "/wordprocessingGroup", "/wordprocessingCanvas")
_OBJECTS = {
    "w:object": ("嵌入的对象", "另存为图片，用“插入→图片”放进来"),
    "w:control": ("ActiveX 控件", "删去这个控件"),
    "w:altChunk": ("插入的另一个文件", "打开那个文件，把内容复制过来"),
    "w:subDoc": ("主控文档的子文档", "打开子文档，把内容复制过来"),
    "w:movie": ("视频", "删去"),
    "w:background": ("", ""),
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
        "=",
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
_SCHEMES = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
_TAG = re.compile(r"\{\{|\{%|%7B%7B|%7B%25", re.IGNORECASE)
_OFF = ("0", "false", "off")


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
    for paragraph, instruction in _instructions(root):
        problem = _field_problem(instruction)
        if problem:
            yield Objection("T603", paragraph, *problem)


def _objects(root: Element) -> Iterator[Objection]:
    for name, (what, hint) in _OBJECTS.items():
        for element in root.iter(qualified(name)):
            if what:
                yield Objection("T602", paragraph_of(element), f"放了{what}，报告里不能有", hint)
    for graphic in root.iter(_GRAPHIC):
        kind = graphic.get("uri", "")
        if not kind.endswith(_DRAWN):
            what = _GRAPHICS.get(kind.rpartition("/")[2], "不认识的图形")
            hint = "另存为图片，用“插入→图片”放进来；要随数变化的图，用 charts 里的图文件"
            yield Objection("T602", paragraph_of(graphic), f"放了{what}，报告里不能有", hint)


def _pictures(root: Element, links: dict[str, Link]) -> Iterator[Objection]:
    """A picture is in the file itself, in a form that Word shows."""
    linked, embedded = qualified("r:link"), qualified("r:embed")
    for blip in root.iter(qualified("a:blip")):
        if blip.get(linked) or (blip.get(embedded) in links and links[blip.get(embedded)].external):
            hint = "在 Word 里“文件→信息→编辑指向文件的链接→断开链接”，或者重新插入图片"
            yield Objection("T602", paragraph_of(blip), "的图片只是一个链接，图不在文件里", hint)
    for link in links.values():
        if link.kind == "image" and not link.external and link.target.rpartition(".")[2].lower() not in PICTURES:
            yield Objection("T602", None, f"里的图片 {link.target} 不是 Word 能显示的格式", "换成 PNG 或 JPG 图片")


def _addresses(root: Element, links: dict[str, Link]) -> Iterator[Objection]:
    for anchor in root.iter(*map(qualified, ("w:hyperlink", "a:hlinkClick", "a:hlinkHover"))):
        link = links.get(anchor.get(qualified("r:id"), ""))
        if link is None:
            continue
        if _TAG.search(link.target):
            hint = "链接的地址直接写出来；每年不同的，写成文字，不做链接"
            yield Objection("T604", paragraph_of(anchor), "的链接地址里写了标签，地址不会填写", hint)
        elif link.external and not _SCHEMES.match(link.target):
            hint = "改成 http、https 或 mailto 开头的地址，或者右键“取消超链接”"
            yield Objection("T604", paragraph_of(anchor), f"的链接指向本机的文件“{link.target[:40]}”", hint)


def _instructions(root: Element) -> Iterator[tuple[Element | None, str]]:
    """Every field's instruction with its paragraph."""
    for simple in root.iter(qualified("w:fldSimple")):
        yield paragraph_of(simple), value(simple, "w:instr")
    begun: list[tuple[Element, list[str]]] = []
    for element in root.iter(qualified("w:fldChar"), qualified("w:instrText")):
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
    if name in _FIELDS or not name or name.startswith("="):
        return None
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


def take_out_hidden(root: Element, hidden_styles: Callable[[str], bool]) -> list[Element]:
    """Take hidden words out of ``root``; the paragraphs that had some. ``hidden_styles`` tells them by id."""
    touched = []
    for run in list(root.iter(_RUN)):
        paragraph = paragraph_of(run)
        if _is_hidden(run, paragraph, hidden_styles):
            touched.append(paragraph)
            remove(run)
    for name in ("w:vanish", "w:specVanish", "w:webHidden"):
        for mark in list(root.iter(qualified(name))):
            remove(mark)
    return touched


def _is_hidden(run: Element, paragraph: Element | None, hidden_styles: Callable[[str], bool]) -> bool:
    own = child(run, "w:rPr")
    mark = child(own, "w:vanish") if own is not None else None
    if mark is not None:
        return value(mark) not in _OFF
    style = value(child(own, "w:rStyle")) if own is not None else ""
    properties = child(paragraph, "w:pPr") if paragraph is not None else None
    outer = value(child(properties, "w:pStyle")) if properties is not None else ""
    return any(map(hidden_styles, filter(None, (style, outer))))


def paragraph_of(element: Element) -> Element | None:
    """The paragraph that ``element`` is or stands in."""
    while element is not None and element.tag != _PARAGRAPH:
        element = element.getparent()
    return element


def words_of(paragraph: Element | None) -> str:
    """How a message calls a paragraph."""
    return paragraph_text(paragraph)[:40] if paragraph is not None else ""
