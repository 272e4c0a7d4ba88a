"""Carry: what the files of an edition use outside their bodies, under ids of the joined package's own."""

from __future__ import annotations

from hashlib import sha256

from yanbian_report.base.findings import Finding, Severity, error
from yanbian_report.base.origin import WordParagraph
from yanbian_report.templates.own_bookmarks import OwnBookmarks
from yanbian_report.templates.picture_slots import LARGEST, SMALLEST, reset_slot, size_mm, slots
from yanbian_report.word.canonical.archive import Link
from yanbian_report.word.canonical.font_table import font_names, font_table
from yanbian_report.word.canonical.languages import set_theme_languages
from yanbian_report.word.canonical.markup import Element, MarkupError, parse, serialise
from yanbian_report.word.canonical.namespaces import qualified
from yanbian_report.word.canonical.numbering import Numbering
from yanbian_report.word.canonical.places import is_root, take_out_pages
from yanbian_report.word.canonical.read import Flow, WordFile
from yanbian_report.word.canonical.settings import keep_looks
from yanbian_report.word.canonical.styles import Style
from yanbian_report.word.canonical.tidy import tidy
from yanbian_report.word.canonical.tree import paragraph_text, remove, rename_attribute, value

_REFERENCES = tuple(map(qualified, ("r:id", "r:embed", "r:pict", "o:relid")))
_OLD, _PICTURE = map(qualified, ("o:relid", "r:id"))
_OLD_PICTURES = tuple(map(qualified, ("v:imagedata", "v:fill", "v:stroke")))
_USES = tuple(map(qualified, ("w:pStyle", "w:rStyle", "w:tblStyle")))
_NUM, _VAL, _ID = map(qualified, ("w:numId", "w:val", "w:id"))
# What an element refers to; every other one to a picture.
_WANTED = {
    **dict.fromkeys(map(qualified, ("w:hyperlink", "a:hlinkClick", "a:hlinkHover")), "hyperlink"),
    **{qualified(f"w:{kind}Reference"): kind for kind in ("header", "footer")},
}
_NOTES = {"footnotes": "w:footnote", "endnotes": "w:endnote"}
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
_THEME_PART = "word/theme/theme1.xml"
_THEME = "application/vnd.openxmlformats-officedocument.theme+xml"
_PICTURE_TYPES = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "bmp": "image/bmp",
    "tif": "image/tiff",
    "tiff": "image/tiff",
    "emf": "image/x-emf",
    "wmf": "image/x-wmf",
}
DOCUMENT = "word/document.xml"


class Carrier:
    """What is carried so far: parts, content types, relations by part, texts of flows, and what cannot be carried."""

    def __init__(self, files: list[WordFile]) -> None:
        self.files = files
        self.parts: dict[str, bytes | str] = {}
        self.types: dict[str, str] = {}
        self.links: dict[str, list[Link]] = {DOCUMENT: []}
        self.flows: dict[str, str] = {}
        self.findings: list[Finding] = []
        self._numbering = Numbering()
        self._styles: dict[str, Style] = dict(files[0].styles)
        self._notes: dict[str, list[Element]] = {kind: [] for kind in _NOTES}
        self._bookmarks = OwnBookmarks()

    def carry(self, number: int) -> None:
        """Carry what the body of the file ``number`` uses, and let the body use it under its new ids."""
        file = self.files[number]
        flow = file.flows[0]
        for name, drawing in list(slots(flow.root)):
            if size_mm(drawing) is None:
                words = f"{file.name} 里“图:{name}”的位置太大或太小，图画不出来"
                hint = f"在 Word 里把方框的宽、高改成 {SMALLEST} 至 {LARGEST} 毫米"
                self.findings.append(error("T508", words, hint=hint))
            reset_slot(name, drawing)
        self._notes_of(number)
        self._flow(number, flow, DOCUMENT)

    def point(self) -> None:
        """Let links and cross-references lead to bookmarks, when all are carried. Findings T607."""
        for number, file in enumerate(self.files):
            for flow in file.flows:
                if flow.kind in ("document", *_NOTES):  # what stands in the margins is text already
                    for element, name in self._bookmarks.point(number, flow.root):
                        hint = "右键“取消超链接”，或者在要去的地方用“插入→书签”加上这个名字；交叉引用，改成文字"
                        self._refuse(number, element, "T607", f"指向的书签“{name}”不存在", hint)

    def _flow(self, number: int, flow: Flow, part: str) -> None:
        """Everything that a flow refers to, for the part that it becomes."""
        for image in flow.root.iter(*_OLD_PICTURES):
            rename_attribute(image, _OLD, _PICTURE)
        for element in flow.root.iter():
            for name in _REFERENCES:
                old = element.get(name)
                if old is not None and not old.startswith("图:"):
                    self._reference(number, flow, part, element, name)
        self._use_styles(number, flow.root)
        self._use_lists(number, flow.root)
        self._bookmarks.take(number, flow.root)

    # ── relations ──

    def _reference(self, number: int, flow: Flow, part: str, element: Element, name: str) -> None:
        file, link = self.files[number], flow.links.get(element.get(name))
        if link is None or (not link.external and link.target not in file.archive.parts):
            what = "页眉或页脚" if _WANTED.get(element.tag) in ("header", "footer") else "图片或链接"
            self._refuse(number, element, "T607", f"用到的{what}不在文件里", "在 Word 里重新插入，或者删去")
            return
        if link.kind != _WANTED.get(element.tag, "image") or link.external is not (link.kind == "hyperlink"):
            self._refuse(number, element, "T602", f"带了报告里不能有的内容（{link.kind}）", "在 Word 里删去它")
            return
        if link.kind == "hyperlink":
            target = link.target
        else:
            target = self._picture(file, link.target) if link.kind == "image" else self._margin(number, link)
        element.set(name, self._linked(part, link.kind, target, link.external))

    def _linked(self, part: str, kind: str, target: str, external: bool) -> str:
        """The id of a relation of ``part``, the same for the same target."""
        links = self.links.setdefault(part, [])
        for link in links:
            if (link.kind, link.target, link.external) == (kind, target, external):
                return link.id
        links.append(Link(f"rId{len(links) + 1}", kind, target, external))
        return links[-1].id

    def _picture(self, file: WordFile, old: str) -> str:
        data, ending = file.archive.parts[old], old.rpartition(".")[2].lower()
        part = f"word/media/{sha256(data).hexdigest()[:16]}.{ending}"
        self.parts[part] = data
        self.types[part] = _PICTURE_TYPES.get(ending, file.archive.content_type(old))
        return part

    def _margin(self, number: int, link: Link) -> str:
        """A header or footer; two that say the same are one."""
        flow = next(flow for flow in self.files[number].flows if flow.part == link.target)
        waiting = f"word/{link.kind}.xml"
        self.links.pop(waiting, None)
        self._flow(number, flow, waiting)
        text, own = serialise(flow.root), self.links.pop(waiting, [])
        for part, known in self.flows.items():
            if known == text and self.links.get(part, []) == own and part.startswith(f"word/{link.kind}"):
                return part
        part = f"word/{link.kind}{1 + sum(p.startswith(f'word/{link.kind}') for p in self.flows)}.xml"
        self._add_flow(part, link.kind, text, own)
        return part

    def _add_flow(self, part: str, kind: str, text: str, links: list[Link]) -> None:
        self.flows[part] = text
        self.types[part] = _TYPE.format(kind)
        if links:
            self.links[part] = links

    # ── styles, lists, notes, bookmarks ──

    def _use_styles(self, number: int, root: Element) -> None:
        """The styles that ``root`` uses and the master does not have, with those that they are made of."""
        file = self.files[number]
        waiting = [value(use) for use in root.iter(*_USES)]
        while waiting:
            id_ = waiting.pop()
            if id_ in self._styles or id_ not in file.styles:
                continue
            style = self._styles[id_] = file.styles[id_]
            waiting += style.references
            self._use_lists(number, style.element)

    def _use_lists(self, number: int, root: Element) -> None:
        own = self.files[number].others.get("numbering")
        for use in list(root.iter(_NUM)):
            new = self._numbering.number(number, own, value(use))
            if (flaw := self._numbering.flaw(new)) is not None:
                self._refuse(number, use, "T602", *flaw)
            if new is None:
                remove(use.getparent())  # a list that is not there numbers nothing
            else:
                use.set(_VAL, new)

    def _notes_of(self, number: int) -> None:
        """Footnotes and endnotes, numbered on through the files."""
        file = self.files[number]
        for kind, name in _NOTES.items():
            flow = next((flow for flow in file.flows if flow.kind == kind), None)
            uses = list(file.body.iter(qualified(f"{name}Reference")))
            if flow is None or not uses:
                for use in uses:
                    self._refuse(number, use, "T607", "用到的脚注不在文件里", "在 Word 里重新插入脚注，或者删去")
                continue
            self._flow(number, flow, f"word/{kind}.xml")
            notes = {value(note, "w:id"): note for note in flow.root.iter(qualified(name))}
            if not self._notes[kind]:
                self._notes[kind] = [note for note in notes.values() if value(note, "w:type") not in ("", "normal")]
            for use in uses:
                note = notes.get(value(use, "w:id"))
                if note is None:
                    self._refuse(number, use, "T607", "用到的脚注不在文件里", "在 Word 里重新插入脚注，或者删去")
                    continue
                id_ = str(sum(value(n, "w:type") in ("", "normal") for n in self._notes[kind]) + 1)
                note.set(_ID, id_)
                use.set(_ID, id_)
                self._notes[kind].append(note)

    def _refuse(self, number: int, element: Element, code: str, words: str, hint: str) -> None:
        paragraph = element
        while paragraph is not None and paragraph.tag != qualified("w:p"):
            paragraph = paragraph.getparent()
        name = self.files[number].name
        near = paragraph_text(paragraph)[:40] if paragraph is not None else ""
        where = f"{name} 的“{near}”" if near else f"{name} "
        self.findings.append(Finding(code, Severity.ERROR, where + words, WordParagraph(name, 0, near), hint=hint))

    # ── the parts that every report has ──

    def finish(self) -> None:
        """Styles, settings, fonts, theme, lists and notes as parts, with their relations."""
        master = self.files[0]
        self._use_lists(0, master.styles_root)
        for style in self._styles.values():
            if style.id not in master.styles:
                master.styles_root.append(style.element)
        self._fixed("styles", serialise(master.styles_root))
        settings = master.others.get("settings")
        settings = settings if settings is not None else master.body.makeelement(qualified("w:settings"))
        keep_looks(settings)
        set_theme_languages(settings)
        tidy(settings)
        self._fixed("settings", serialise(settings))
        theme = _theme_of(master)
        roots = (flow.root for file in self.files for flow in file.flows)
        lists = (*self._numbering.abstracts, *self._numbering.nums)
        names = font_names((master.styles_root, *roots, *lists), theme)
        written = master.others.get("fontTable")
        if written is not None:
            tidy(written)
        self._fixed("fontTable", serialise(font_table(names, written, master.styles_root)))
        if theme is not None:
            self.parts[_THEME_PART] = serialise(theme)
            self.types[_THEME_PART] = _THEME
            self._linked(DOCUMENT, "theme", _THEME_PART, external=False)
        if self._numbering.nums:
            root = master.body.makeelement(qualified("w:numbering"))
            root.extend([*self._numbering.abstracts, *self._numbering.nums])
            self._fixed("numbering", serialise(root))
        for kind, notes in self._notes.items():
            if notes:
                root = master.body.makeelement(qualified(f"w:{kind}"))
                root.extend(notes)
                part = f"word/{kind}.xml"
                self._add_flow(part, kind, serialise(root), self.links.pop(part, []))
                self._linked(DOCUMENT, kind, part, external=False)
        self.types[DOCUMENT] = _TYPE.format("document.main")

    def _fixed(self, kind: str, text: str) -> None:
        part = f"word/{kind}.xml"
        self.parts[part] = text
        self.types[part] = _TYPE.format(kind)
        self._linked(DOCUMENT, kind, part, external=False)


def _theme_of(master: WordFile) -> Element | None:
    """The master's theme, where there is one that is fit."""
    link = next((link for link in master.flows[0].links.values() if link.kind == "theme"), None)
    if link is None or link.target not in master.archive.parts:
        return None
    try:
        root = parse(master.archive.parts[link.target])
    except MarkupError:
        return None
    if not is_root(root, "theme"):
        return None
    take_out_pages(root)
    tidy(root)
    for extension in list(root.iter(qualified("a:extLst"))):
        remove(extension)
    return root
