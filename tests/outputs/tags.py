"""The structure of a PDF for readers with a screen reader, read by the tests themselves."""

from __future__ import annotations

from itertools import pairwise

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject


class Tags:
    """The structure of a PDF, walked here from its root so that no assumption of the program's own walk is shared."""

    def __init__(self, reader: PdfReader) -> None:
        self.all: list[tuple[DictionaryObject, DictionaryObject | None]] = []  # each with the one that it stands in
        waiting: list[tuple[object, DictionaryObject | None]] = [(reader.trailer["/Root"]["/StructTreeRoot"], None)]
        while waiting:
            found, above = waiting.pop()
            found = found.get_object()  # type: ignore[attr-defined]
            if isinstance(found, ArrayObject):
                waiting += [(one, above) for one in reversed(found)]
            elif isinstance(found, DictionaryObject) and found.get("/Type") not in ("/MCR", "/OBJR"):
                self.all.append((found, above))
                waiting.append((found.get("/K", ArrayObject()), found))

    def of(self, *kinds: str, within: DictionaryObject | None = None) -> list[DictionaryObject]:
        """The elements of ``kinds`` in their order, those that stand right in ``within``."""
        found = [(one, above) for one, above in self.all if one.get("/S") in kinds]
        return [one for one, above in found if within is None or above is within]


def assert_no_level_is_left_out(tags: Tags) -> None:
    levels = [int(one["/S"][2:]) for one in tags.of("/H1", "/H2", "/H3", "/H4", "/H5", "/H6")]
    assert levels[0] == 1
    assert all(level <= before + 1 for before, level in pairwise(levels))


def widths(tags: Tags, table: DictionaryObject) -> list[int]:
    """How many columns each row of a tagged table fills, with the cells that reach down into it."""
    bodies = [table, *tags.of("/THead", "/TBody", within=table)]
    rows = [[spans(cell) for cell in tags.of("/TH", "/TD", within=r)] for b in bodies for r in tags.of("/TR", within=b)]
    return [
        sum(across for number in range(last + 1) for across, down in rows[number] if number + down > last)
        for last in range(len(rows))
    ]


def spans(cell: DictionaryObject) -> tuple[int, int]:
    """The columns and the rows that a cell takes."""
    given = cell.get("/A", ArrayObject()).get_object()
    own = [one.get_object() for one in (given if isinstance(given, ArrayObject) else [given])]
    said = {name: int(one[name]) for one in own for name in ("/ColSpan", "/RowSpan") if name in one}
    return said.get("/ColSpan", 1), said.get("/RowSpan", 1)
