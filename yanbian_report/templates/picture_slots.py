"""Picture slots: the places of charts in a template, of which only the name, the size and the position count."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yanbian_report.templates.template import SLOT
from yanbian_report.word.canonical.markup import Element
from yanbian_report.word.canonical.namespaces import qualified

EMU_PER_MM = 36_000
SMALLEST, LARGEST = 5, 500  # millimetres

_NAMED = re.compile(r"\s*图\s*[:：]\s*(.*?)\s*$", re.DOTALL)
_DRAWING, _ABOUT, _EXTENT = map(qualified, ("w:drawing", "wp:docPr", "wp:extent"))
_FILL, _BLIP, _SHAPE = map(qualified, ("pic:blipFill", "a:blip", "pic:spPr"))
_EMBED = qualified("r:embed")


def slots(root: Element) -> Iterator[tuple[str, Element]]:
    """Every drawing below ``root`` that is a slot, with its name."""
    for drawing in root.iter(_DRAWING):
        about = next(drawing.iter(_ABOUT), None)
        words = (about.get("descr") or about.get("title", "")) if about is not None else ""
        if found := _NAMED.match(words):
            yield found[1], drawing


def size_mm(drawing: Element) -> tuple[float, float] | None:
    """How large a slot is; None when that is no size for a picture."""
    extent = next(drawing.iter(_EXTENT), None)
    sides = [extent.get(side, "") for side in ("cx", "cy")] if extent is not None else []
    if not sides or not all(side.isdecimal() and len(side) < 12 for side in sides):
        return None
    width, height = (int(side) / EMU_PER_MM for side in sides)
    fits = all(SMALLEST <= side <= LARGEST for side in (width, height))
    return (width, height) if fits else None


def reset_slot(name: str, drawing: Element) -> None:
    """Let the chart stand in its slot as it is drawn: without the crop, turn and effects of the placeholder."""
    for about in drawing.iter(_ABOUT):
        about.set("descr", SLOT + name)
        about.attrib.pop("title", None)
    for blip in drawing.iter(_BLIP):
        for part in list(blip):
            blip.remove(part)
        blip.attrib.clear()
        blip.set(_EMBED, SLOT + name)
    for fill in drawing.iter(_FILL):
        for part in list(fill):
            if part.tag not in (_BLIP, qualified("a:stretch")):
                fill.remove(part)
        if fill.find(qualified("a:stretch")) is None:
            stretch = fill.makeelement(qualified("a:stretch"))
            stretch.append(fill.makeelement(qualified("a:fillRect")))
            fill.append(stretch)
        fill.attrib.clear()
    for shape in drawing.iter(_SHAPE):
        shape.attrib.clear()
        for part in list(shape):
            if part.tag not in (qualified("a:xfrm"), qualified("a:prstGeom")):
                shape.remove(part)
        for frame in shape.iter(qualified("a:xfrm")):
            frame.attrib.clear()
