"""Widths: how many columns a text takes where every sign is one or two wide: consoles, plain text, spreadsheets."""

from __future__ import annotations

import unicodedata


def columns_of(text: str, wide: str = "WF") -> int:
    """The columns of ``text``: signs of the East Asian widths ``wide`` take two, all others one."""
    return sum(2 if unicodedata.east_asian_width(sign) in wide else 1 for sign in text)
