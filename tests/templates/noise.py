"""Noise: a Word file rewritten as programs do it, at random, so that it says and looks the same and is other text.

It shares no code with the program that reads templates: patterns and zip only, where that reads trees.
"""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable

DOCUMENT = "word/document.xml"
_STRICT = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "http://purl.oclc.org/ooxml/wordprocessingml/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
        "http://purl.oclc.org/ooxml/officeDocument/relationships"
    ),
    "http://schemas.openxmlformats.org/drawingml/2006/main": "http://purl.oclc.org/ooxml/drawingml/main",
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": (
        "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing"
    ),
    "http://schemas.openxmlformats.org/drawingml/2006/picture": "http://purl.oclc.org/ooxml/drawingml/picture",
}
_SIDES = {"left": "start", "right": "end"}
Parts = dict[str, str | bytes]
Noise = Callable[[Parts, random.Random], None]


def unpacked(data: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {
            name: archive.read(name).decode() if name.endswith((".xml", ".rels")) else archive.read(name)
            for name in archive.namelist()
        }


def packed(parts: Parts, draw: random.Random) -> bytes:
    """The parts as a zip, in any order."""
    names = list(parts)
    draw.shuffle(names)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, parts[name])
    return buffer.getvalue()


def _pages(parts: Parts) -> list[str]:
    """The parts that hold text of their own."""
    return [name for name in parts if re.fullmatch(r"word/(document|footer\d*|header\d*)\.xml", name)]


def _text(parts: Parts, name: str) -> str:
    part = parts[name]
    assert isinstance(part, str)
    return part


def session_ids(parts: Parts, draw: random.Random) -> None:
    """Word gives paragraphs and runs the id of the session in which they were typed."""
    for name in _pages(parts):

        def marked(match: re.Match[str]) -> str:
            return f'{match[1]} w:rsidR="{draw.randrange(1 << 32):08X}"{match[2]}' if draw.random() < 0.7 else match[0]

        parts[name] = re.sub(r"(<w:(?:p|r|tr))([ >])", marked, _text(parts, name))


def split_runs(parts: Parts, draw: random.Random) -> None:
    """Text is cut into runs that look alike, in the middle of tags too, with spelling marks between them."""
    for name in _pages(parts):

        def cut(match: re.Match[str]) -> str:
            looks, text = match[1] or "", match[3]
            if "&" in text or len(text) < 4 or draw.random() < 0.3:
                return match[0]
            places = sorted(draw.sample(range(1, len(text)), min(draw.randrange(1, 4), len(text) - 1)))
            pieces = [text[a:b] for a, b in zip([0, *places], [*places, len(text)], strict=True)]
            between = draw.choice(
                (
                    "",
                    '<w:proofErr w:type="spellStart"/>',
                    '<w:bookmarkStart w:id="0" w:name="_GoBack"/><w:bookmarkEnd w:id="0"/>',
                    "<w:r><w:lastRenderedPageBreak/></w:r>",
                )
            )
            return between.join(f'<w:r>{looks}<w:t xml:space="preserve">{piece}</w:t></w:r>' for piece in pieces)

        pattern = r"<w:r>(<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:t( [^>]*)?>([^<]*)</w:t></w:r>"
        parts[name] = re.sub(pattern, cut, _text(parts, name))


def style_ids(parts: Parts, draw: random.Random) -> None:
    """Styles get other ids, as Chinese Word and LibreOffice give them."""
    ids = re.findall(r'w:styleId="([^"]+)"', _text(parts, "word/styles.xml"))
    fresh = [f"a{n}" if draw.random() < 0.5 else str(n) for n in draw.sample(range(1, 400), len(ids))]
    names = dict(zip(ids, fresh, strict=True))

    def renamed(match: re.Match[str]) -> str:
        return f'{match[1]}"{names.get(match[2], match[2])}"'

    uses = r'(w:styleId=|<w:(?:pStyle|rStyle|tblStyle|basedOn|next|link) w:val=)"([^"]+)"'
    for name in (*_pages(parts), "word/styles.xml"):
        parts[name] = re.sub(uses, renamed, _text(parts, name))


def prefixes(parts: Parts, draw: random.Random) -> None:
    """Another prefix for the same namespace."""
    fresh = draw.choice(("ns0", "x", "word"))
    for name in _pages(parts):
        text = _text(parts, name).replace("xmlns:w=", f"xmlns:{fresh}=")
        parts[name] = re.sub(r"(</?|\s)w:", rf"\g<1>{fresh}:", text)


def quotes(parts: Parts, draw: random.Random) -> None:
    """Attributes in single quotes, in relations and types too, and in another order."""
    for name in [n for n, part in parts.items() if isinstance(part, str)]:

        def turned(match: re.Match[str]) -> str:
            found = re.findall(r'\s([\w:]+="[^"]*")', match[2])
            draw.shuffle(found)
            if draw.random() < 0.6:
                found = [f if "'" in f else f.replace('"', "'") for f in found]
            return f"<{match[1]} {' '.join(found)}{match[3]}>"

        parts[name] = re.sub(r"<([\w:]+)((?:\s[\w:]+=\"[^\"]*\")+)\s*(/?)>", turned, _text(parts, name))


def targets(parts: Parts, draw: random.Random) -> None:
    """Relations that lead from the root of the package, and other ids."""
    del draw
    name = "word/_rels/document.xml.rels"
    rels = re.sub(r'Target="(?!/|https?:|mailto:)([^"]*)"', r'Target="/word/\1"', _text(parts, name))
    parts[name] = rels.replace('Id="rId', 'Id="R')
    for page in _pages(parts):
        parts[page] = re.sub(r'(r:(?:id|embed))="rId', r'\1="R', _text(parts, page))


def controls(parts: Parts, draw: random.Random) -> None:
    """Paragraphs and cells stand in content controls, words in smart tags."""
    text = _text(parts, DOCUMENT)

    def wrapped(match: re.Match[str]) -> str:
        if draw.random() < 0.8 or "sectPr" in match[0]:
            return match[0]
        about = f'<w:sdtPr><w:id w:val="{draw.randrange(1 << 30)}"/></w:sdtPr>'
        return f"<w:sdt>{about}<w:sdtContent>{match[0]}</w:sdtContent></w:sdt>"

    def tagged(match: re.Match[str]) -> str:
        if draw.random() < 0.8:
            return match[0]
        return f'<w:smartTag w:uri="u" w:element="x">{match[0]}</w:smartTag>'

    text = re.sub(r"<w:r>(?:(?!</w:r>|fldChar|instrText|drawing).)*</w:r>", tagged, text, flags=re.DOTALL)
    text = re.sub(r"<w:tc>(?:(?!<w:tc>|</w:tc>).)*</w:tc>", wrapped, text, flags=re.DOTALL)
    parts[DOCUMENT] = re.sub(r"<w:p>(?:(?!</w:p>|<w:p>).)*</w:p>", wrapped, text, flags=re.DOTALL)


def strict(parts: Parts, draw: random.Random) -> None:
    """The strict names of the standard."""
    del draw
    for name in [n for n, part in parts.items() if isinstance(part, str)]:
        text = _text(parts, name)
        for old, new in _STRICT.items():
            text = text.replace(f'"{old}"', f'"{new}"').replace(f'"{old}/', f'"{new}/')
        parts[name] = text


def extensions(parts: Parts, draw: random.Random) -> None:
    """Word's and WPS's own attributes, which others may pass over."""
    spaces = (
        ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
        ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        ' xmlns:wpsCustomData="http://www.wps.cn/officeDocument/2013/wpsCustomData" mc:Ignorable="w14 wpsCustomData"'
    )
    for name in _pages(parts):
        text = re.sub(r"(<w:(?:document|ftr|hdr))\b", lambda m: m[1] + spaces, _text(parts, name), count=1)
        parts[name] = re.sub(
            r"<w:p>", lambda _: f'<w:p w14:paraId="{draw.randrange(1 << 31):08X}" w14:textId="77777777">', text
        )


def points(parts: Parts, draw: random.Random) -> None:
    """Lengths in points, start and end for left and right, as Word writes strict files."""
    del draw
    lengths = "w h top bottom left right header footer gutter firstLine hanging before after line linePitch space pos"
    for name in (*_pages(parts), "word/styles.xml"):

        def rewritten(match: re.Match[str]) -> str:
            return re.sub(rf' w:(?:{lengths.replace(" ", "|")})="(-?\d+)"', _in_points, match[0])

        text = re.sub(
            r"<w:(?:pgSz|pgMar|ind|spacing|docGrid|cols|tab|gridCol|tcW)\b[^>]*>", rewritten, _text(parts, name)
        )
        text = re.sub(
            r"<w:ind\b[^>]*>", lambda m: m[0].replace("w:left=", "w:start=").replace("w:right=", "w:end="), text
        )
        pattern = r'(<w:(?:jc|tab) w:val=)"(left|right)"'
        parts[name] = re.sub(pattern, lambda m: f'{m[1]}"{_SIDES[m[2]]}"', text)


def _in_points(match: re.Match[str]) -> str:
    name, _, length = match[0].partition("=")
    return f'{name}="{int(length.strip(chr(34))) / 20:g}pt"'


def fields(parts: Parts, draw: random.Random) -> None:
    """A field as one element, in one run, or its instruction in several; the page that was shown when it was saved."""
    for name in _pages(parts)[1:]:
        page = f"<w:t>{draw.randrange(1, 60)}</w:t>"
        text = re.sub(r"(?<=\"separate\"/></w:r><w:r>)<w:t>1</w:t>", page, _text(parts, name))
        how = draw.randrange(3)
        if how == 0:
            begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            begin += '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText>'
            text = text.replace(
                f'{begin}</w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>', "<w:fldSimple w:instr='PAGE'>"
            )
            text = text.replace('<w:r><w:fldChar w:fldCharType="end"/></w:r>', "</w:fldSimple>")
        elif how == 1:
            text = text.replace(
                " PAGE </w:instrText>", " PA</w:instrText></w:r><w:r><w:instrText>GE  \\* MERGEFORMAT</w:instrText>"
            )
        else:
            text = re.sub(r'(<w:fldChar w:fldCharType="begin")/></w:r><w:r>', r'\1 w:dirty="true"/>', text)
        parts[name] = text


def said_aloud(parts: Parts, draw: random.Random) -> None:
    """What is so anyway: signs are Chinese, paper is upright, what is on is "true", what is off is "off"."""
    text = _text(parts, DOCUMENT).replace("<w:pgSz ", '<w:pgSz w:orient="portrait" w:code="9" ')
    hint = '<w:rPr><w:rFonts w:hint="eastAsia"/><w:lang w:eastAsia="zh-CN"/></w:rPr>'
    text = re.sub("<w:r>(?!<w:rPr>)", lambda m: m[0] + (hint if draw.random() < 0.5 else ""), text)
    parts[DOCUMENT] = re.sub("(</w:pPr>)(?<!</w:rPr></w:pPr>)(?<!</w:sectPr></w:pPr>)", rf"{hint}\1", text)
    switches = r"<w:(?:b|bCs|keepNext|keepLines|pageBreakBefore|widowControl|snapToGrid|tblHeader|cantSplit)"
    for name in (DOCUMENT, "word/styles.xml"):
        text = re.sub(rf"({switches})/>", rf'\1 w:val="{draw.choice(("1", "true", "on"))}"/>', _text(parts, name))
        parts[name] = re.sub(rf'({switches}) w:val="0"/>', rf'\1 w:val="{draw.choice(("false", "off"))}"/>', text)


def capitals(parts: Parts, draw: random.Random) -> None:
    """Relations that spell the names of parts otherwise."""
    del draw
    name = "word/_rels/document.xml.rels"
    parts[name] = re.sub(r'Target="([^":]*)"', lambda m: f'Target="{m[1].title()}"', _text(parts, name))


def leftovers(parts: Parts, draw: random.Random) -> None:
    """Pretty-printed XML with comments, and a settings part full of the editing."""
    text = _text(parts, DOCUMENT)
    parts[DOCUMENT] = re.sub(r"(</w:p>)(<w:p[ >])", lambda m: f"{m[1]}\n   <!-- {draw.random()} -->{m[2]}", text)
    extra = '<w:proofState w:spelling="clean"/><w:rsids><w:rsidRoot w:val="00AA00BB"/></w:rsids>'
    parts["word/settings.xml"] = _text(parts, "word/settings.xml").replace("</w:settings>", f"{extra}</w:settings>")


ALL: tuple[Noise, ...] = (
    fields,
    said_aloud,
    capitals,
    session_ids,
    split_runs,
    controls,
    style_ids,
    targets,
    leftovers,
    extensions,
    points,
    quotes,
    prefixes,
    strict,
)


def noisy(data: bytes, seed: int, kinds: tuple[Noise, ...] = ALL) -> bytes:
    """The Word file ``data`` with some kinds of noise."""
    draw = random.Random(seed)
    parts = unpacked(data)
    for noise in kinds:
        if len(kinds) == 1 or draw.random() < 0.6:
            noise(parts, draw)
    return packed(parts, draw)
