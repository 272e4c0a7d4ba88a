"""Tidy: what programs leave in a page that nobody sees is taken out, and what they part is put together again."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from yanbian_report.word.canonical.alternatives import settle_alternatives
from yanbian_report.word.canonical.fields import write_fields
from yanbian_report.word.canonical.markup import Element, fragment
from yanbian_report.word.canonical.measures import in_twips
from yanbian_report.word.canonical.namespaces import prefixed, qualified
from yanbian_report.word.canonical.order import put_in_order
from yanbian_report.word.canonical.tree import child, remove, unwrap, value
from yanbian_report.word.canonical.usual import leave_out_usual

_UNSEEN = tuple(
    map(
        qualified,
        (
            *("w:proofErr", "w:lastRenderedPageBreak", "w:permStart", "w:permEnd", "w:noProof", "w:softHyphen"),
            "w:printerSettings",
            *("w:bookmarkStart", "w:bookmarkEnd"),
        ),
    )
)
_WRAPPERS = tuple(map(qualified, ("w:smartTag", "w:customXml")))
_CONTROL, _CONTENT = qualified("w:sdt"), qualified("w:sdtContent")
_NOISE = frozenset(map(qualified, ("w14:paraId", "w14:textId", "wp14:anchorId", "wp14:editId", "w:conformance")))
_BOOKMARKS = (qualified("w:bookmarkStart"), qualified("w:bookmarkEnd"))
_OWN_BOOKMARK = re.compile(r"(?:_(?:GoBack|Toc\d*|Hlk\d*|Ref\d*)|OLE_LINK\d+)$")
_CROSS_REFERENCE = re.compile(r"_Ref\d+")  # those of the contents page (_Toc…) are made anew
_INSTRUCTION, _SIMPLE_FIELD = map(qualified, ("w:instrText", "w:fldSimple"))
_SHAPES = frozenset(
    map(qualified, ("v:shape", "v:rect", "v:roundrect", "v:oval", "v:line", "v:polyline", "v:group", "v:image"))
)
_NEXT_BOX = "mso-next-textbox"
_EMPTY = tuple(map(qualified, ("w:rPr", "w:pPr")))
_RUN, _TEXT, _LANGUAGE, _RUN_LOOKS = map(qualified, ("w:r", "w:t", "w:lang", "w:rPr"))
_OF_WORD = qualified("w:")
_WORDED = frozenset(map(qualified, ("w:t", "w:delText", "w:instrText", "w:delInstrText", "w:fldData")))
_QUOTED = 20  # characters
LONGEST = 20_000  # characters in a paragraph; in more nobody looks for tags, which would take ages
_USUAL = frozenset(("zh-CN", "en-US", ""))
_OTHER_LANGUAGES = tuple(map(qualified, ("w:eastAsia", "w:bidi")))
_PARAGRAPH, _EXTENSION, _EXTENSIONS = map(qualified, ("w:p", "a:ext", "a:extLst"))
_AROUND_RUNS = frozenset(map(qualified, ("w:hyperlink", "w:fldSimple", "w:dir", "w:bdo")))
_IN_LINE = frozenset(map(qualified, ("w:rPr", "w:t", "w:tab", "w:br", "w:cr", "w:noBreakHyphen", "w:sym")))
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_BLANKS = re.compile(r"[\s\u00a0\u2000-\u200b\u2028\u2029\u202f\u3000\ufeff]+")
_QUOTES = str.maketrans("“”‘’＂＇", "\"\"''\"'")


def tidy(root: Element) -> list[str]:
    """Put ``root`` into the canonical form; the names of elements that no known program should have left there."""
    settle_alternatives(root)
    _drop_shape_ids(root)
    unknown = list(dict.fromkeys(_strip(root)))
    _open_wrappers(root)
    in_twips(root)
    put_in_order(root)
    leave_out_usual(root)
    _drop_bookmarks(root)
    for element in list(root.iter(*_EMPTY, _TEXT)):
        if not len(element) and (not element.text if element.tag == _TEXT else not element.attrib):
            remove(element)
    for run in list(root.iter(_RUN)):
        if all(part.tag == _RUN_LOOKS for part in run):
            remove(run)
    write_fields(root)
    for container in {run.getparent() for run in root.iter(_RUN)}:
        _join_runs(container)
    for paragraph in root.iter(_PARAGRAPH):
        _gather_tags(paragraph)
    return unknown


def _strip(root: Element) -> Iterator[str]:
    """Take out identifiers of editing sessions, and what stands in names that the canonical form does not have."""
    passed = _ignorable(root)
    yield from filter(None, map(_words_behind, root.iter()))
    for element in list(root.iter()):
        if element is not root and element.getparent() is None:
            continue  # went with the one it stood in
        if not prefixed(element.tag):
            if not _may_be_passed(element, passed):
                yield element.tag.rpartition("}")[2]
            holder = element.getparent()
            remove(element)
            if holder is not None and holder.tag == _EXTENSION and not len(holder):
                remove(holder)
            continue
        if (words := _stray_words(element)) and element.tag not in _WORDED:
            yield words
            element.text = None
        for name in list(element.attrib):
            if name in _NOISE or _is_session(name) or not prefixed(name):
                del element.attrib[name]
    for element in list(root.iter(*_UNSEEN)):
        if element.tag not in _BOOKMARKS:
            remove(element)
    for extensions in list(root.iter(_EXTENSIONS)):
        if not len(extensions):
            remove(extensions)
    _drop_languages(root)


def _drop_languages(root: Element) -> None:
    """Only a foreign language of a run stays: for Chinese, and for right to left, the report has its own."""
    for run in root.iter(_RUN):
        for language in list(run.iter(_LANGUAGE)):
            for name in _OTHER_LANGUAGES:
                language.attrib.pop(name, None)
            if value(language) in _USUAL:
                remove(language)


def _stray_words(element: Element) -> str:
    """What stands in ``element`` itself, the beginning of it: none but a few elements of Word's have words."""
    text = element.text
    return str(text).strip()[:_QUOTED] if text is not None and element.tag.startswith(_OF_WORD) else ""


def _words_behind(element: Element) -> str:
    """What stands behind ``element``, the beginning of it: in those of Word's that hold others there are no words."""
    text = element.tail
    if text is None or text.isspace() or not element.getparent().tag.startswith(_OF_WORD):
        return ""
    return str(text).strip()[:_QUOTED]


def _drop_shape_ids(root: Element) -> None:
    """Ids of shapes as old programs draw them go: nothing asks for them, and a loop or another file has them twice."""
    for shape in root.iter(*_SHAPES):
        if _NEXT_BOX not in shape.get("style", ""):
            shape.attrib.pop("id", None)


def _ignorable(root: Element) -> frozenset[str]:
    """The namespaces that the file itself says may be passed over."""
    spaces: set[str] = set()
    for element in root.iter():
        for prefix in element.get(qualified("mc:Ignorable"), "").split():
            spaces.add(element.nsmap.get(prefix, ""))
        element.attrib.pop(qualified("mc:Ignorable"), None)
    return frozenset(spaces)


def _may_be_passed(element: Element, passed: frozenset[str]) -> bool:
    """Whether an unknown element is an extension of what it stands in, which says so, and holds no words."""
    if any(text.text for text in element.iter(_TEXT)):
        return False
    space = element.tag[1:].rpartition("}")[0]
    parent = element.getparent()
    return space in passed or (parent is not None and parent.tag.endswith(("}ext", "}extLst")))


def _is_session(name: str) -> bool:
    return name.startswith("{") and name.rpartition("}")[2].startswith("rsid")


def _open_wrappers(root: Element) -> None:
    """What stands in smart tags and content controls stands in the page itself."""
    for element in list(root.iter(_CONTROL)):
        content = element.find(_CONTENT)
        for part in list(element):
            if part is not content:
                element.remove(part)
        if content is not None:
            unwrap(content)
        unwrap(element)
    for element in list(root.iter(*_WRAPPERS)):
        for part in list(element):
            if part.tag.rpartition("}")[2] in ("smartTagPr", "customXmlPr"):
                element.remove(part)
        unwrap(element)


def _drop_bookmarks(root: Element) -> None:
    """Bookmarks that programs set by themselves go; those of people stay, and those that a cross-reference needs."""
    dropped: set[str] = set()
    said = " ".join(text.text or "" for text in root.iter(_INSTRUCTION))
    said += " ".join(value(field, "w:instr") for field in root.iter(_SIMPLE_FIELD))
    needed = frozenset(_CROSS_REFERENCE.findall(said))
    for mark in list(root.iter(_BOOKMARKS[0])):
        if _OWN_BOOKMARK.match(value(mark, "w:name")) and value(mark, "w:name") not in needed:
            dropped.add(value(mark, "w:id"))
            remove(mark)
    for mark in list(root.iter(_BOOKMARKS[1])):
        if value(mark, "w:id") in dropped:
            remove(mark)


def _join_runs(container: Element) -> None:
    """Runs beside each other that look alike are one, and so are texts beside each other in a run."""
    before: Element | None = None
    looks = ""
    for run in list(container):
        if run.tag != _RUN or any(part.tag not in _IN_LINE for part in run):
            before = None
            continue
        own = child(run, "w:rPr")
        shown = fragment(own) if own is not None else ""
        if before is not None and shown == looks:
            for part in run:
                if part.tag != qualified("w:rPr"):
                    before.append(part)
            container.remove(run)
        else:
            before, looks = run, shown
    for run in container.iterchildren(_RUN):
        _join_texts(run)


def _join_texts(run: Element) -> None:
    before: Element | None = None
    for part in list(run):
        if part.tag == _TEXT and before is not None:
            before.text = (before.text or "") + (part.text or "")
            run.remove(part)
        else:
            before = part if part.tag == _TEXT else None


def _runs(container: Element) -> Iterator[Element]:
    """The runs of a paragraph, those in its links and fields too."""
    for part in container:
        if part.tag == _RUN:
            yield part
        elif part.tag in _AROUND_RUNS:
            yield from _runs(part)


def _gather_tags(paragraph: Element) -> None:
    """A tag stands whole in the text where it begins, with plain blanks and quotes."""
    texts = [text for run in _runs(paragraph) for text in run.iterchildren(_TEXT)]
    whole = "".join(text.text or "" for text in texts)
    if "{" not in whole or len(whole) > LONGEST:
        return
    starts: list[int] = []
    length = 0
    for text in texts:
        starts.append(length)
        length += len(text.text or "")
    pieces = [""] * len(texts)
    position = 0
    for match in _TAG.finditer(whole):
        _deal(whole, position, match.start(), starts, pieces)
        pieces[bisect_right(starts, match.start()) - 1] += _plain(match[0])
        position = match.end()
    _deal(whole, position, len(whole), starts, pieces)
    for text, piece in zip(texts, pieces, strict=True):
        text.text = piece
        if not piece:
            run = text.getparent()
            run.remove(text)
            if all(part.tag == qualified("w:rPr") for part in run):
                remove(run)


def _deal(whole: str, first: int, last: int, starts: list[int], pieces: list[str]) -> None:
    """Give the characters between two places back to the texts that they stood in."""
    number = bisect_right(starts, first) - 1
    while first < last:
        end = starts[number + 1] if number + 1 < len(starts) else len(whole)
        pieces[number] += whole[first : min(last, end)]
        first, number = max(first, end), number + 1


def _plain(tag: str) -> str:
    return _BLANKS.sub(" ", tag).translate(_QUOTES)
