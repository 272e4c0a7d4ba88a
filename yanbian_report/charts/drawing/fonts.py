"""Fonts: the one font file that a picture's text is set in, and the characters that no font has.

The bundled subset knows GB2312 and Latin-1; names written with other characters need the full font of the
package ``pylopdf-fonts-zh-cn`` or a Chinese font of the system.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from pathlib import Path

from yanbian_report.base.findings import Finding, error
from yanbian_report.charts.chart import Chart

BUNDLED = Path(__file__).parent.parent / "fonts" / "YanbianSansSC-Subset.otf"
# Reading the bundled font takes longer than all pictures' keys.
BUNDLED_FINGERPRINT = "49da412eccf9757185eb4ec3bc4e5fc9c28cb8daa797367d525500a7ba02a7b4"
SYSTEM_FAMILIES = (
    "SimHei",
    "Microsoft YaHei",
    "PingFang SC",
    "Noto Sans CJK SC",
    "WenQuanYi Zen Hei",
)

_BACKEND = "MPLBACKEND"


def font_for(text: str) -> tuple[Path, str]:
    """The first font that has every character of ``text``, else the one that has most; and what it lacks."""
    if _surely_bundled(text):
        return BUNDLED, ""
    with quietly():
        return _best([BUNDLED, *_others()], text)


def missing_glyphs(chart: Chart) -> list[Finding]:
    """One finding a character of ``chart`` that no font on this machine has (P401)."""
    _, missing = font_for(chart.lettering)
    hint = "换一个写法，或安装中文字体包：pip install pylopdf-fonts-zh-cn"
    return [
        error(
            "P401",
            f"图“{chart.name}”里的“{char}”（U+{ord(char):04X}）画不出来：本机没有含这个字的字体",
            chart.span,
            hint=hint,
        )
        for char in missing
    ]


@contextmanager
def quietly() -> Iterator[None]:
    """Without matplotlib's remarks about caches and fonts, which tell an accountant nothing."""
    import logging

    logger = logging.getLogger("matplotlib")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(level)


@contextmanager
def without_backend() -> Iterator[None]:
    """Without the machine's own wish for a window to draw in: matplotlib does not load when it knows none such."""
    own = os.environ.pop(_BACKEND, None)
    try:
        yield
    finally:
        if own is not None:
            os.environ[_BACKEND] = own


@cache
def fingerprint(font: Path) -> str:
    """What tells this font file from any other."""
    return BUNDLED_FINGERPRINT if font == BUNDLED else sha256(font.read_bytes()).hexdigest()


def _best(fonts: list[Path], text: str) -> tuple[Path, str]:
    lacking = [(_missing(font, text), font) for font in fonts]
    missing, font = min(lacking, key=lambda pair: len(pair[0]))
    return font, missing


def _surely_bundled(text: str) -> bool:
    """Whether the subset must have all of ``text``: known without opening it, which would load matplotlib."""
    return text.isprintable() and (
        _encodes(text, "gb2312") or all(_encodes(c, "gb2312") or _encodes(c, "latin-1") for c in text)
    )


def _encodes(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _missing(font: Path, text: str) -> str:
    known = _characters(font)
    return "".join(dict.fromkeys(c for c in text if ord(c) not in known))


@cache
def _characters(font: Path) -> frozenset[int]:
    with without_backend():
        from matplotlib.ft2font import FT2Font

    return frozenset(FT2Font(str(font)).get_charmap())


def _others() -> Iterator[Path]:
    """Fonts outside the package, in the order in which they are asked."""
    import importlib.util

    package = importlib.util.find_spec("pylopdf_fonts_zh_cn")
    if package is not None and package.origin is not None:
        full = Path(package.origin).parent / "NotoSansSC-Regular.otf"
        if full.is_file():
            yield full
    with without_backend():
        from matplotlib.font_manager import fontManager

    regular = (400, "normal", "regular")
    upright = [f for f in fontManager.ttflist if f.style == "normal" and f.weight in regular]
    for family in SYSTEM_FAMILIES:
        yield from [Path(entry.fname) for entry in upright if entry.name == family][:1]
