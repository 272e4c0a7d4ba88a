"""Citations: ``{{ 路径|格式 }}`` in the texts of data and chart files. A path and a format, nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Literal, NamedTuple

from yanbian_report.base.lru import remembered
from yanbian_report.model.figure import Figure
from yanbian_report.model.formats import FORMATS, Unprintable, as_typed

# Spaces are taken off later: a pattern that told them apart would try every way to share out a thousand of them.
_CITATION = re.compile(r"\{\{(?P<path>[^{}|]*)(?:\|(?P<format>[^{}|]*))?\}\}")
_SINGLE = re.compile(r"(?<!\{)\{(?P<path>[^{}|]+)(?:\|[^{}]*)?\}(?!\})")
_MOST = 20  # faults of one text
_STRAY = re.compile(r"\{\{|\}\}|｛｛|｝｝|\{%|%\}")
_BRACES = frozenset("{}｛｝")


class Citation(NamedTuple):
    """One citation: the path it names, its format (empty for none), and where it stands in the text."""

    path: str
    format: str
    start: int
    end: int


Cause = Literal["path", "format", "braces", "single"]


class Fault(NamedTuple):
    """Why a citation cannot be written out, in Chinese, and the offset in the text where it stands.

    ``cause``: an unknown path; an unknown or unfitting format; braces that form no citation; single braces around a
    known path. ``hint`` is empty where only the caller can name the path that was meant.
    """

    cause: Cause
    words: str
    hint: str
    start: int
    path: str = ""


Listener = Callable[[str, str], str]  # what is printed, and the path that it comes from → what is printed
Find = Callable[[str], object]  # what stands at a path; KeyError for an unknown one, None for what was left out


@remembered(4_096)
def citations(text: str) -> tuple[Citation, ...]:
    """Every well-formed citation of ``text``. Most texts are those of the year before they were last edited."""
    matches = _CITATION.finditer(text)
    return tuple(Citation(m["path"].strip(), (m["format"] or "").strip(), m.start(), m.end()) for m in matches)


def unmarked(words: str, _path: str) -> str:
    """``words`` as they are: nobody listens."""
    return words


def write_out(text: str, find: Find, mark: Listener = unmarked) -> tuple[str, list[Fault]]:
    """``text`` with its citations replaced by what they say; a faulty one says nothing.

    ``mark`` is given what each says and the path that it comes from, and gives what is written.
    """
    pieces: list[str] = []
    faults: list[Fault] = []
    end = 0
    for citation in citations(text):
        pieces.append(text[end : citation.start])
        if len(faults) < _MOST:
            faults += _loose_braces(pieces[-1], end, find)
        try:
            value = find(citation.path)
            words = say(value, citation.path, citation.format)
            pieces.append(mark(words, getattr(value, "path", citation.path)))
        except KeyError:
            faults.append(unknown_path(citation))
        except Unprintable as problem:
            faults.append(Fault("format", str(problem), available_formats(), citation.start, citation.path))
        end = citation.end
    pieces.append(text[end:])
    return "".join(pieces), [*faults, *_loose_braces(pieces[-1], end, find)][:_MOST]


def say(value: object, path: str, format_name: str) -> str:
    """``value`` as a citation of ``path`` says it. Raises Unprintable for an unknown, missing or unfitting format."""
    if format_name and format_name not in FORMATS:
        raise Unprintable(unknown_format(format_name))
    if value is None:
        return ""
    if format_name:
        return FORMATS[format_name](value)
    if isinstance(value, (dict, list)):
        raise Unprintable(f"“{path}”是一组内容，不是一个数或一段文字")
    if isinstance(value, Figure) and value.kind == "amount" and value.text.endswith(tuple("0123456789")):
        raise Unprintable(f"引用金额“{path}”要写明格式，例如 {{{{ {path}|万元 }}}}")
    if isinstance(value, Figure) and not value.text:
        wanted = "百分比" if value.kind == "rate" else "万元"
        raise Unprintable(f"引用“{path}”要写明格式，例如 {{{{ {path}|{wanted} }}}}")
    return as_typed(value)


def unknown_path(citation: Citation) -> Fault:
    """The fault of a citation whose path leads nowhere."""
    hint = "竖线要用英文半角“|”" if "｜" in citation.path else ""
    return Fault("path", f"引用了没有的数“{citation.path}”", hint, citation.start, citation.path)


def unknown_format(name: str) -> str:
    """The message for a format that does not exist."""
    return f"没有“{name}”这种格式"


def available_formats() -> str:
    """The hint that lists every format."""
    return f"可用的格式：{'、'.join(FORMATS)}"


def _loose_braces(piece: str, offset: int, find: Find) -> Iterator[Fault]:
    """Faults of a piece between citations that begins at ``offset``."""
    if _BRACES.isdisjoint(piece):
        return
    for match in islice(_STRAY.finditer(piece), _MOST):
        hint = "引用写成 {{ 路径|格式 }}，半角大括号，两两成对"
        yield Fault("braces", f"“{match[0]}”不成一个引用", hint, offset + match.start())
    for match in _SINGLE.finditer(piece):
        path = match["path"].strip()
        if _is_known(find, path):
            hint = f"写成 {{{{ {path} }}}}，大括号两两成对"
            yield Fault("single", f"“{match[0]}”像是少打了大括号的引用", hint, offset + match.start(), path)


def _is_known(find: Find, path: str) -> bool:
    try:
        find(path)
    except KeyError:
        return False
    return True
