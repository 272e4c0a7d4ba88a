"""Parts: a sheet in which tables stand below each other, as a sheet for each of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from yanbian_report.forms.final_accounts.tables.recognise import key_of
from yanbian_report.forms.final_accounts.tables.words import plain
from yanbian_report.workbook.sheet import Merge, Sheet, Value

_NUMBER = re.compile(r"(?:公开|财决)[附补]?\d{1,2}(?:-\d)?表?")
_OWN_LINE = re.compile(r"^\(?(?:(?:金额|货币|计量)?单位:?\(?[百千万亿]{0,2}元|[^:]*(?:单位|部门)[^元:]*:)")
_LINES = 4  # below a title, in which whose it is and in which money is said; a list of tables has no such lines
_MOST_BESIDE = 3  # cells in the row of a title


def parts(sheet: Sheet) -> Sequence[Sheet]:
    """``sheet`` cut above every title that has the lines of a table of its own; whole where there is one at most."""
    starts = [row for row in range(len(sheet.rows)) if _begins(sheet.rows, row)]
    if len(starts) < 2:
        return (sheet,)
    cuts = [0, *(_with_number(sheet.rows, row) for row in starts[1:]), len(sheet.rows)]
    return [_part(sheet, top, end) for top, end in zip(cuts, cuts[1:], strict=False)]


def _begins(rows: Sequence[tuple[Value, ...]], row: int) -> bool:
    said = _said(rows[row])
    if not said or len(said) > _MOST_BESIDE or not any(map(_is_title, said)):
        return False
    below = (text for values in rows[row + 1 : row + 1 + _LINES] for text in _said(values))
    return any(_OWN_LINE.search(plain(text)) for text in below)


def _said(values: tuple[Value, ...]) -> list[str]:
    """The cells of a row that are not blank, as texts."""
    return [str(value) for value in values if value != ""]


def _is_title(text: str) -> bool:
    return plain(text).endswith("表") and bool(key_of(text, False) or key_of(text, True))


def _with_number(rows: Sequence[tuple[Value, ...]], row: int) -> int:
    """The row of a title, or the one above where its number stands alone there."""
    above = _said(rows[row - 1])
    return row - 1 if above and all(_NUMBER.fullmatch(plain(text)) for text in above) else row


def _part(sheet: Sheet, top: int, end: int) -> Sheet:
    """The rows from ``top`` to before ``end``, as wide as what stands in them."""
    rows = sheet.rows[top:end]
    width = max((place + 1 for values in rows for place, value in enumerate(values) if value != ""), default=0)
    merges = [
        Merge(m.top - top, m.left, m.bottom - top, min(m.right, width - 1))
        for m in sheet.merges
        if top <= m.top and m.bottom < end and m.left < width
    ]
    alone = tuple(m for m in merges if m[:2] != m[2:])
    return sheet._replace(rows=tuple(values[:width] for values in rows), merges=alone, top=sheet.top + top)
