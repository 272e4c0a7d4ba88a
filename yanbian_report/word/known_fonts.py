"""Known fonts: of every font that official documents use what it looks like, and which others are nearest to it.

One table serves whatever has to do without a font: the font table of the document, from which Word and WPS choose when
their machine lacks it, and the program's own choice for pages. The official fonts are not free to give away.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Font(NamedTuple):
    """A font as a font table describes it, and the fonts that come nearest to it, the nearest first.

    ``alias`` is the one name that Word looks for when it has no font of this name: it takes what stands there for one
    name whatever commas are in it, so it is the font that most machines with Word or WPS have. ``panose`` is what it
    goes by next, ``family`` and ``pitch`` what other programs go by.
    """

    alias: str
    panose: str
    family: str = "auto"
    pitch: str = "variable"
    charset: str = "86"  # simplified Chinese
    nearest: tuple[str, ...] = ()


# A machine without any other Chinese font has one of these: better named than left to a program, which may take one
# that writes as in Japan.
_HEI = ("SimHei", "Heiti SC", "FandolHei", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Zen Hei")
_SONG = (
    "宋体",
    "SimSun",
    "新宋体",
    "NSimSun",
    "Songti SC",
    "FandolSong",
    "Noto Serif CJK SC",
    "Source Han Serif SC",
    *_HEI,
)
_HEAVY = (
    *("方正小标宋_GBK", "FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "华文中宋", "STZhongsong"),
    *("Noto Serif CJK SC SemiBold", "Noto Serif CJK SC Black", *_SONG),
)
# What stands in for 仿宋 is another font that is written with a brush.
_KAI = ("楷体", "KaiTi", "楷体_GB2312", "Kaiti SC", "FandolKai", "LXGW WenKai", "AR PL UKai CN", "AR PL KaitiM GB")
_FANG = (
    *("FangSong_GB2312", "仿宋", "FangSong", "华文仿宋", "STFangsong", "FandolFang R", "FandolFang"),
    *("Noto Serif CJK SC Light", "Noto Serif CJK SC", *_KAI, *_HEI),
)
_BRUSH = ("KaiTi_GB2312", *_KAI, "Noto Serif CJK SC", *_HEI)
# The last of them is no serif font, but its figures are half an em wide as well: pages stay as they were counted.
_TIMES = ("Liberation Serif", "Tinos", "Nimbus Roman", "FreeSerif", "Noto Sans Mono CJK SC", "DejaVu Serif Condensed")

_OF_SONG, _OF_HEI, _OF_BRUSH = "02010600030101010101", "02010609060101010101", "02010609060101010101"
_OF_OLD_BRUSH, _OF_HEAVY = "02010609030101010101", "02010600040101010101"


def _heavy(alias: str = "华文中宋") -> Font:
    return Font(alias, _OF_HEAVY, "roman", nearest=_HEAVY)


def _fang(alias: str, panose: str = _OF_OLD_BRUSH) -> Font:
    return Font(alias, panose, "modern", "fixed", nearest=_FANG)


def _brush(alias: str, panose: str = _OF_OLD_BRUSH) -> Font:
    return Font(alias, panose, "modern", "fixed", nearest=_BRUSH)


def _hei(alias: str) -> Font:
    return Font(alias, _OF_HEI, "modern", "fixed", nearest=_HEI)


def _song(alias: str) -> Font:
    return Font(alias, _OF_SONG, nearest=_SONG)


def _latin(panose: str, family: str, pitch: str = "variable", alias: str = "", nearest: tuple[str, ...] = ()) -> Font:
    return Font(alias, panose, family, pitch, "00", nearest)


KNOWN_FONTS: Mapping[str, Font] = {
    "方正小标宋简体": _heavy(),
    "方正小标宋_GBK": _heavy(),
    "华文中宋": _heavy("STZhongsong"),
    "仿宋_GB2312": _fang("仿宋"),
    "仿宋": _fang("FangSong", _OF_BRUSH),
    "华文仿宋": _fang("STFangsong", "02010600040101010101"),
    "方正仿宋_GBK": _fang("仿宋"),
    "方正仿宋简体": _fang("仿宋"),
    "楷体_GB2312": _brush("楷体"),
    "楷体": _brush("KaiTi", _OF_BRUSH),
    "华文楷体": _brush("STKaiti", "02010600040101010101"),
    "方正楷体_GBK": _brush("楷体"),
    "方正楷体简体": _brush("楷体"),
    "黑体": _hei("SimHei"),
    "方正黑体_GBK": _hei("黑体"),
    "方正黑体简体": _hei("黑体"),
    "宋体": _song("SimSun"),
    "新宋体": Font("NSimSun", "02010609030101010101", "modern", "fixed", nearest=_SONG),
    "方正书宋_GBK": _song("宋体"),
    "方正书宋简体": _song("宋体"),
    "微软雅黑": Font("Microsoft YaHei", "020B0503020204020204", "swiss", nearest=_HEI),
    "等线": Font("DengXian", "02010600030101010101", nearest=_HEI),
    "Times New Roman": _latin("02020603050405020304", "roman", nearest=_TIMES),
    "Arial": _latin("020B0604020202020204", "swiss"),
    "Calibri": _latin("020F0502020204030204", "swiss"),
    "Cambria": _latin("02040503050406030204", "roman"),
    "Courier New": _latin("02070309020205020404", "modern", "fixed"),
    "Symbol": Font("", "05050102010706020507", "roman", charset="02"),
    "Wingdings": Font("", "05000000000000000000", "auto", charset="02"),
}
# The names that the same fonts have in English.
ENGLISH_NAMES: Mapping[str, str] = {
    "SimSun": "宋体",
    "NSimSun": "新宋体",
    "SimHei": "黑体",
    "FangSong": "仿宋",
    "FangSong_GB2312": "仿宋_GB2312",
    "KaiTi": "楷体",
    "KaiTi_GB2312": "楷体_GB2312",
    "STZhongsong": "华文中宋",
    "STFangsong": "华文仿宋",
    "STKaiti": "华文楷体",
    "Microsoft YaHei": "微软雅黑",
    "DengXian": "等线",
}


def _in_english(english: str, name: str) -> Font:
    """A font by its English name: where it has no other alias, it is looked for by its Chinese one."""
    font = KNOWN_FONTS[name]
    return font._replace(alias=name) if font.alias == english else font


_BY_NAME = {name.casefold(): font for name, font in KNOWN_FONTS.items()}
_BY_NAME |= {english.casefold(): _in_english(english, name) for english, name in ENGLISH_NAMES.items()}


def known_font(name: str) -> Font | None:
    """The font called ``name``, in whatever letters; its alias is its other name, never itself."""
    return _BY_NAME.get(name.casefold())
