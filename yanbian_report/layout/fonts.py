"""Fonts: which fonts a document names that the machine has not, and what stands in for them on its pages.

The official fonts are not free to give away, so many a machine lacks them; without a word LibreOffice then takes any
font at all, for letters and figures too.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterable
from functools import cache

from yanbian_report.word.known_fonts import ENGLISH_NAMES, known_font
from yanbian_report.word.package import DOCUMENT, STYLES, Package

_NAMED = re.compile(r'w:(?:ascii|hAnsi|eastAsia)="([^"]+)"')
_RUN_FONTS = re.compile(r"<w:rFonts [^>]*>")
_SECONDS = 20


def fonts_of(document: Package) -> list[str]:
    """The fonts that the text and the styles of ``document`` name, in the order of their first place."""
    said = _RUN_FONTS.findall(document.text(STYLES) + document.text(DOCUMENT))
    return list(dict.fromkeys(name for tag in dict.fromkeys(said) for name in _NAMED.findall(tag)))


def family(name: str) -> tuple[str, ...]:
    """The font ``name`` and what may stand in for it, the nearest first."""
    return name, *_nearest(name)


def stand_ins(wanted: Iterable[str], has: frozenset[str]) -> dict[str, str]:
    """What stands in for each of ``wanted`` that the machine, which ``has`` others, lacks; empty where nothing does."""
    lacking = [name for name in wanted if name.casefold() not in has]
    return {name: next((f for f in _nearest(name) if f.casefold() in has), "") for name in lacking}


def _nearest(name: str) -> tuple[str, ...]:
    """What comes nearest to a font: those that look like it, and whatever else it is called."""
    known = known_font(name)
    return (*known.nearest, known.alias) if known is not None else ()


@cache
def installed_fonts() -> frozenset[str] | None:
    """The names of all fonts of the machine in small letters; None where they cannot be told."""
    names = _of_windows() if os.name == "nt" else _of_fontconfig()
    return frozenset(name.strip().casefold() for name in names) if names else None


def _of_fontconfig() -> list[str]:
    program = shutil.which("fc-list")
    if program is None:
        return []
    try:
        told = subprocess.run([program, ":", "family"], capture_output=True, timeout=_SECONDS, check=True).stdout
    except (OSError, subprocess.SubprocessError):
        return []
    return re.split(r"[,\n]", told.decode("utf-8", "replace").replace("\\-", "-"))


def _of_windows() -> list[str]:  # pragma: no cover - only there
    import winreg

    names: list[str] = []
    for hive in ("HKEY_LOCAL_MACHINE", "HKEY_CURRENT_USER"):
        try:
            key = winreg.OpenKey(  # type: ignore[attr-defined]
                getattr(winreg, hive), r"SOFTWARE\Microsoft\Windows NT\CurrentVersion\Fonts"
            )
            count = winreg.QueryInfoKey(key)[1]  # type: ignore[attr-defined]
            entries = [winreg.EnumValue(key, number)[0] for number in range(count)]  # type: ignore[attr-defined]
        except OSError:
            continue
        names += [name for entry in entries for name in re.sub(r"\s*\([^)]*\)$", "", entry).split("&")]
    # Windows lists its Chinese fonts by their English names only.
    return [*names, *(ENGLISH_NAMES[name.strip()] for name in names if name.strip() in ENGLISH_NAMES)]
