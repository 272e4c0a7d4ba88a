"""Tags: how clauses are called inside them, and the words of a piece of template XML.

A clause may be called like a figure it speaks of (政府采购); its Jinja macro may not, and has a prefix.
"""

from __future__ import annotations

import re

CLAUSES = "句式"  # what templates call clauses by: ``{{ 句式.收入决算 }}``

TABLES = "公开表"  # the year's tables: a list for conditions and loops, and in a paragraph of its own their place
TABLES_PLACE = f"{TABLES}_处"  # the latter, as it is compiled

_CALL = re.compile(rf"\b{CLAUSES}\.(\w+)(\s*\()?")
_MACRO = "句_"


def macro_name(clause: str) -> str:
    """The macro of a clause."""
    return _MACRO + clause


def clause_name(macro: str) -> str:
    """The clause of a macro."""
    return macro.removeprefix(_MACRO)


def is_macro(name: str) -> bool:
    """Whether a name in compiled text is that of a clause's macro."""
    return name.startswith(_MACRO)


def expand_calls(tag: str, module: str = f"{CLAUSES}.") -> str:
    """``tag`` with every clause called as a macro, whether it was written with brackets or without."""
    return _CALL.sub(lambda m: f"{module}{macro_name(m[1])}{m[2] or '()'}", tag) if CLAUSES in tag else tag


def collapse_calls(text: str) -> str:
    """Compiled text as its author wrote it: clauses by their names."""
    return re.sub(rf"{_MACRO}(\w+)(?:\(\))?", r"\1", text)


def visible_text(xml: str) -> str:
    """The words of a piece of document XML, tags of the template included, as messages quote them."""
    words = collapse_calls(re.sub(r"<[^>]+>", "", xml))
    return words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip()
