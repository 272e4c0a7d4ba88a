"""Read: a Word file of any program as a value in canonical form, and all that is wrong with it, by paragraph."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from yanbian_report.base.files import why
from yanbian_report.base.findings import Finding, Severity
from yanbian_report.base.origin import WordParagraph
from yanbian_report.word.canonical.archive import LARGEST, Archive, ArchiveError, Link, unpack
from yanbian_report.word.canonical.fitness import Objection, objections, take_out_remarks, unfinished_fields
from yanbian_report.word.canonical.hidden import hidden_styles, paragraph_of, take_out_hidden
from yanbian_report.word.canonical.languages import set_languages
from yanbian_report.word.canonical.markup import Element, MarkupError, parse
from yanbian_report.word.canonical.namespaces import qualified
from yanbian_report.word.canonical.places import complete_tables, is_root, misplaced, take_out_pages
from yanbian_report.word.canonical.revisions import accept_revisions
from yanbian_report.word.canonical.styles import Style, point_to_styles, rename_styles
from yanbian_report.word.canonical.tidy import LONGEST, tidy
from yanbian_report.word.canonical.tree import child, paragraph_text

_OLE = b"\xd0\xcf\x11\xe0"
_REPAIR = "在 Word 或 WPS 里打开修复，另存为 .docx"
_SAVE_AS = "在 Word 里删去它，或者另存为“Word 文档（*.docx）”再试"
_BODY, _PARAGRAPH = qualified("w:body"), qualified("w:p")
_MOST = 20_000  # paragraphs
_FLOWS = ("header", "footer", "footnotes", "endnotes")


class Flow(NamedTuple):
    """A part with text of its own: the body, a header, the footnotes. ``links`` are its relations by id."""

    part: str
    kind: str
    root: Element
    links: dict[str, Link]


class WordFile(NamedTuple):
    """A file in canonical form: its flows (the body first), its styles by id, and the rest of the package."""

    name: str
    flows: list[Flow]
    styles: dict[str, Style]
    styles_root: Element
    archive: Archive
    others: dict[str, Element]

    @property
    def body(self) -> Element:
        return child(self.flows[0].root, "w:body")


def read_word_file(path: Path, shown: str) -> tuple[WordFile | None, list[Finding]]:
    """The Word file at ``path``; findings T101–T104 and T601–T606 show it as ``shown``."""
    try:
        with path.open("rb") as stream:
            data = stream.read(LARGEST + 1)
    except OSError as problem:
        hint = "检查文件是否存在、是否被别的程序占用"
        return None, [_error("T101", shown, f"读不了：{why(problem)}", hint)]
    if len(data) > LARGEST:
        return None, [_error("T104", shown, "太大，不像模板", "删去模板里的大图片")]
    if data.startswith(_OLE):
        hint = "在 Word 或 WPS 里打开，去掉密码，另存为 .docx"
        return None, [_error("T102", shown, "是旧版 .doc 或加了密码的文件", hint)]
    try:
        return _Reader(unpack(data), shown).file()
    except ArchiveError as problem:
        return None, [_error("T104" if "太大" in str(problem) else "T103", shown, str(problem), problem.hint)]
    except MarkupError as problem:
        return None, [_error("T103", shown, f"的一个部件{problem}", _REPAIR)]


def _error(code: str, shown: str, words: str, hint: str) -> Finding:
    return Finding(code, Severity.ERROR, f"{shown} {words}", WordParagraph(shown, 0), hint=hint)


class _Reader:
    """One reading; ``findings`` gather on the way."""

    def __init__(self, archive: Archive, shown: str) -> None:
        self.archive = archive
        self.shown = shown
        self.findings: list[Finding] = []
        self.numbers: dict[Element, int] = {}
        self.taken_out: dict[str, list[Element | None]] = {}

    def file(self) -> tuple[WordFile | None, list[Finding]]:
        archive = self.archive
        main = archive.main
        document = parse(archive.parts[main])
        if document.find(_BODY) is None:
            return None, [_error("T103", self.shown, "不是完好的 Word 文档", _REPAIR)]
        links = archive.links(main)
        by_kind = {link.kind: link.target for link in links.values() if not link.external}
        flows = [Flow(main, "document", document, links), *self._other_flows(links)]
        styles_root = self._part(by_kind, "styles")
        if styles_root is None:
            return None, [_error("T103", self.shown, "里没有样式，不是完好的 Word 文档", _REPAIR)]
        hidden = hidden_styles(styles_root)
        styles, names = rename_styles(styles_root)
        for flow in flows:
            self._flow(flow, hidden, names)
        others = {
            kind: root
            for kind in ("settings", "fontTable", "numbering")
            if (root := self._part(by_kind, kind)) is not None
        }
        if "numbering" in others:
            point_to_styles(others["numbering"], names)
            tidy(others["numbering"])
        tidy(styles_root)
        set_languages(styles_root)
        self._say_what_was_taken_out()
        wrong = any(finding.severity is Severity.ERROR for finding in self.findings)
        file = WordFile(self.shown, flows, styles, styles_root, archive, others)
        return (None if wrong else file), self.findings

    def _part(self, by_kind: dict[str, str], kind: str) -> Element | None:
        """The root of the part of ``kind``, where there is one. Raises MarkupError."""
        name = by_kind.get(kind, "")
        if name not in self.archive.parts:
            return None
        root = self._root(name, kind)
        take_out_pages(root)
        return root

    def _root(self, name: str, kind: str) -> Element:
        root = parse(self.archive.parts[name])
        if not is_root(root, kind):
            raise MarkupError(f" {name} 不是它该是的那一种")
        return root

    def _other_flows(self, links: dict[str, Link]) -> Iterator[Flow]:
        for link in links.values():
            if link.kind in _FLOWS and link.target in self.archive.parts:
                root = self._root(link.target, link.kind)
                yield Flow(link.target, link.kind, root, self.archive.links(link.target))

    def _flow(self, flow: Flow, hidden: frozenset[str], names: dict[str, str]) -> None:
        root = flow.root
        paragraphs = list(root.iter(_PARAGRAPH))
        self.numbers = {paragraph: number for number, paragraph in enumerate(paragraphs, 1)}
        if len(paragraphs) > _MOST:
            self._refuse(Objection("T104", None, f"有 {len(paragraphs)} 段，太长，不像模板", "检查是不是选错了文件"))
            return
        for paragraph in [paragraph for paragraph in paragraphs if len(paragraph) > LONGEST]:
            words, hint = "的格式太碎，像是放错了文字", "选中这一段，清除格式，重新选样式"
            self._refuse(Objection("T104", paragraph, words, hint))
            return
        before = len(self.findings)
        for objection in objections(root, flow.links):
            self._refuse(objection)
        self._note("隐藏文字", take_out_hidden(root, hidden.__contains__))
        self._note("修订（按全部接受印）", accept_revisions(root))
        self._note("批注", take_out_remarks(root))
        refused = len(self.findings)
        for unknown in tidy(root):
            if refused:
                break  # most likely a part of what was refused already
            self._refuse(Objection("T605", None, f"里有不认识的内容“{unknown}”，印不出来", _SAVE_AS))
        complete_tables(root)
        for element in [] if len(self.findings) > before else list(misplaced(root)):  # else a consequence
            self._refuse(Objection("T605", paragraph_of(element), "里有放错了位置的内容，Word 打不开", _SAVE_AS))
        for objection in unfinished_fields(root) if len(self.findings) == refused else ():
            self._refuse(objection)
        for lost in point_to_styles(root, names):
            paragraph = lost if lost.tag == _PARAGRAPH else lost.getparent()
            self._refuse(Objection("T606", paragraph, "用了文件里没有的样式", "在 Word 里给这一段重新选一个样式"))
        for paragraph in root.iter(_PARAGRAPH):
            if len(paragraph_text(paragraph)) > LONGEST:
                hint = "分成几段；放错了文字的，删去"
                self._refuse(Objection("T104", paragraph, f"超过 {LONGEST} 字", hint))

    def _refuse(self, objection: Objection) -> None:
        paragraph = objection.paragraph
        text = paragraph_text(paragraph)[:40] if paragraph is not None else ""
        number = self.numbers.get(paragraph, 0) if paragraph is not None else 0
        where = f"{self.shown} 的“{text}”" if text else f"{self.shown} 第 {number} 段" if number else f"{self.shown} "
        origin = WordParagraph(self.shown, number, text)
        self.findings.append(
            Finding(objection.code, Severity.ERROR, f"{where}{objection.message}", origin, hint=objection.hint)
        )

    def _note(self, what: str, paragraphs: list[Element | None]) -> None:
        if paragraphs:
            self.taken_out.setdefault(what, []).extend(paragraphs)

    def _say_what_was_taken_out(self) -> None:
        for what, paragraphs in self.taken_out.items():
            left = [p for p in paragraphs if p is not None and p.getparent() is not None]
            words = dict.fromkeys(filter(None, map(paragraph_text, left)))
            near = "、".join(f"“{text[:20]}”" for text in words)
            where = f"（{near[:120]}）" if near else ""
            message = f"{self.shown} 里有{what}{where}，没有带进报告"
            if what.startswith("修订"):
                message = f"{self.shown} 里有{what}{where}"
            hint = "在 Word 里处理掉（审阅→接受或删除），就不再提示"
            self.findings.append(Finding("T601", Severity.NOTE, message, WordParagraph(self.shown, 0), hint=hint))
