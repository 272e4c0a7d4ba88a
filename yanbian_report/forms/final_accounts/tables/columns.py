"""Columns: which column of a sheet is which of the table, by the whole path of its headings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from yanbian_report.forms.final_accounts.tables import problems
from yanbian_report.forms.final_accounts.tables.economic import CLASSES, NAMES
from yanbian_report.forms.final_accounts.tables.grid import Grid
from yanbian_report.forms.final_accounts.tables.words import name, without_remark

Path = tuple[str, ...]

# Never a final account: a budget, last year's figure, a change, a share.
NOT_FINAL = re.compile(r"预算数|预算金额|预算安排|上年|上一年|去年|增减|增长|比重|占比|%|完成率|差异")
_SUMS = frozenset(("小计", "合计", "总计"))
_WORDS_OF_AMOUNT = frozenset(("决算数", "金额", "支出决算数", "收入决算数", "决算金额", "本年决算数", "决算"))
_IDENTITY = re.compile(
    r"编码|名称|^(?:类|款|项|行次|序号|项目|科目|栏次|单位|功能分类|支出功能分类|经济分类|支出经济分类)$"
)
_SYNONYMS: Mapping[str, str] = {
    "本年收入": "本年收入合计",
    "收入合计": "本年收入合计",
    "财政拨款": "财政拨款收入",
    "上级补助": "上级补助收入",
    "附属单位缴款": "附属单位上缴收入",
    "附属单位上缴": "附属单位上缴收入",
    "本年支出": "本年支出合计",
    "支出合计": "本年支出合计",
    "上缴上级": "上缴上级支出",
    "对附属单位补助": "对附属单位补助支出",
    "上年结转和结余": "年初结转和结余",
    "年初结转结余": "年初结转和结余",
    "年末结转结余": "年末结转和结余",
}


class Columns(NamedTuple):
    """The known columns by their places, in the order of the sheet, and the place of the first amount."""

    names: dict[int, str]
    first: int


def columns_of(grid: Grid) -> Columns:
    """The columns of an ``items`` table; what of them is missing or there twice is said."""
    known = grid.prescribed.columns
    kind = _flow if "本年收入" in known else _spent if known[0] == "合计" else _plain
    found: dict[str, list[int]] = {}
    for place, path in enumerate(grid.headings.paths):
        if path and not any(NOT_FINAL.search(text) and text not in _KEPT for text in path):
            meant = kind(_told(path), known)
            if meant:
                found.setdefault(meant, []).append(place)
    clear = {places[0]: meant for meant, places in found.items() if len(places) == 1}
    _say(grid, [each for each in known if each not in found], {m: p for m, p in found.items() if len(p) > 1})
    amounts = [place for place, path in enumerate(grid.headings.paths) if path and not is_identity(path)]
    return Columns(dict(sorted(clear.items())), min([*clear, *amounts], default=0))


_KEPT = frozenset(("上年结转和结余",))


def is_identity(path: Path) -> bool:
    """Whether a column so headed says what a row is: codes, names, numbers."""
    return any(_IDENTITY.search(text) is not None for text in path)


def unclear(grid: Grid, what: str, column: int = 0) -> None:
    """Say that the headings are not understood."""
    grid.findings.append(problems.unclear_headings(what, grid.cell(grid.headings.start, column), grid.serious))


def economic(path: Path) -> str:
    """A column of a wide table: 合计, the code of an economic class or 款 where it is certain, else its path.

    >>> economic(("工资福利支出", "小计")), economic(("工资福利支出", "基本工资")), economic(("合计",))
    ('301', '30101', '合计')
    """
    for text in reversed(path):
        if text.isdecimal() and len(text) in (3, 5):
            return text
    told = _told(path)
    if not told:
        return ""
    if len(told) == 1 and told[0] in _SUMS:
        return "合计"
    group = next((CLASSES[text] for text in told if text in CLASSES), "")
    if group and (told[-1] in _SUMS or told[-1] in CLASSES):
        return group
    return NAMES.get(group, {}).get(told[-1], "") or ".".join(map(name, told))


def amount_columns(paths: Sequence[Path], places: Iterable[int]) -> list[int]:
    """Those of ``places`` that hold final accounts and number no rows."""
    return [p for p in places if not any(NOT_FINAL.search(t) for t in paths[p]) and paths[p][-1:] != ("行次",)]


def says_amount(path: Path) -> bool:
    """Whether a column's last heading says no more than that it is the amount."""
    return bool(path) and without_remark(path[-1]) in _WORDS_OF_AMOUNT


def _told(path: Path) -> Path:
    """``path`` without the words that only say that these are final accounts."""
    return tuple(short for text in path if (short := _bare(text)) not in _WORDS_OF_AMOUNT)


def _bare(text: str) -> str:
    return text if text in CLASSES else re.sub(r"[(](?:[百千万亿]{0,2}元)[)]$", "", text)


def _meant(path: Path) -> str:
    """The heading that a column stands for: 小计 below 事业收入 is 事业收入."""
    if not path:
        return ""
    said = path[-2] if path[-1] in _SUMS and len(path) > 1 else path[-1]
    return _SYNONYMS.get(said, said)


def _plain(path: Path, known: Sequence[str]) -> str:
    """收入, 支出: one heading a column."""
    meant = _meant(path)
    if meant in known:
        return meant
    if path[-1:] and path[-1] in _SUMS:
        return known[0] if len(path) == 1 or meant in ("收入", "支出") or "决算" in meant else ""
    if path and path[-1].startswith("其中:") and len(path) > 1:
        return f"{path[-2]}.{path[-1][3:]}"
    return ""


def _spent(path: Path, _known: Sequence[str]) -> str:
    """一般支出, 国资支出: what was spent in all, on the unit itself and on projects; never what came in."""
    if any("收入" in text and "收入支出" not in text or "结转" in text or "结余" in text for text in path):
        return ""
    meant = _meant(path)
    if meant in ("基本支出", "项目支出"):
        return meant
    if meant in ("本年支出合计", "本年支出小计", *_SUMS):
        return "合计"
    return "合计" if path and path[-1] in _SUMS and ("支出" in meant and "经费" not in meant) else ""


def _flow(path: Path, _known: Sequence[str]) -> str:
    """基金, 国资收支: what was there, came in, was spent, and is left."""
    meant = _meant(path)
    if meant in ("年初结转和结余", "年末结转和结余"):
        return meant
    if meant == "本年收入合计":
        return "本年收入"
    if not any("本年支出" in text for text in path):
        return ""
    if meant in ("基本支出", "项目支出"):
        return f"本年支出.{meant}"
    return "本年支出.合计" if meant == "本年支出合计" else ""


def _say(grid: Grid, absent: list[str], doubled: dict[str, list[int]]) -> None:
    for meant, places in doubled.items():
        cells = "、".join(grid.cell(grid.headings.start, place).cell.rstrip("0123456789") for place in places)
        unclear(grid, f"{cells} 列都像是“{_shown(meant)}”，不知道是哪一列", places[0])
    absent = [each for each in absent if each not in doubled]
    if absent:
        unclear(grid, f"没有找到{'、'.join(f'“{_shown(each)}”' for each in absent)}的列")


def _shown(column: str) -> str:
    return column.replace(".", "的")
