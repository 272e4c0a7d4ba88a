"""Parts: every part has the content type that its use asks for, and something leads to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from yanbian_report.base.findings import Finding, error
from yanbian_report.proof.read_back import ReadBack, target_of
from yanbian_report.word.package import CONTENT_TYPES, Relation, relations

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
# The kinds of relations that a report may have, and the content types of the parts that they lead to.
KINDS = {
    **{kind: _WORD.format(kind) for kind in ("styles", "settings", "fontTable", "numbering")},
    **{kind: _WORD.format(kind) for kind in ("header", "footer", "footnotes", "endnotes")},
    "officeDocument": _WORD.format("document.main"),
    "core-properties": "application/vnd.openxmlformats-package.core-properties+xml",
    "theme": "application/vnd.openxmlformats-officedocument.theme+xml",
    "image": "image/",
    "hyperlink": "",
}
_BY_ID = ("image", "header", "footer", "hyperlink")  # what an id in a flow refers to is missed there
_HINT = "在 Word 里打开最近改过的模板，另存一次，再生成；还是这样，从备份里复制一份模板"
_DEFAULT = re.compile(r'<Default Extension="([^"]*)" ContentType="([^"]*)"/>')
_OVERRIDE = re.compile(r'<Override PartName="/([^"]*)" ContentType="([^"]*)"/>')


def kind_of(relation: Relation) -> str:
    """What a relation is for: the last word of its type."""
    return relation.type.rpartition("/")[2]


def check(document: ReadBack) -> Iterator[Finding]:
    """Findings W315."""
    package = document.package
    links = tuple((name, package.text(name)) for name in package.parts if name.endswith(".rels"))
    for words in _flaws(tuple(package.parts), package.text(CONTENT_TYPES), links):
        yield error("W315", f"成稿{words}", hint=_HINT)


@lru_cache(maxsize=16)
def _flaws(parts: tuple[str, ...], types: str, links: tuple[tuple[str, str], ...]) -> list[str]:
    """What is wrong with a package of these parts; most have the same as the one before."""
    found: list[str] = []
    by_ending, by_name = dict(_DEFAULT.findall(types)), dict(_OVERRIDE.findall(types))
    reached = {CONTENT_TYPES, *(name for name, _ in links)}
    for name, xml in links:
        source = name.replace("_rels/", "", 1).removesuffix(".rels")
        if source and source not in parts:
            found.append(f"的 {name} 没有它说的部件")
        for relation in relations(xml).values():
            kind, target = kind_of(relation), target_of(source, relation)
            if relation.external or kind not in KINDS:
                continue
            if target not in parts:
                found += [] if kind in _BY_ID else [f"缺部件 {target}"]
                continue
            reached.add(target)
            given = by_name.get(target) or by_ending.get(target.rpartition(".")[2]) or ""
            if not (given.startswith("image/") if kind == "image" else given == KINDS[kind]):
                found.append(f"的部件 {target} 登记的内容类型不对（{given or '没有登记'}）")
    found += [f"里有用不到的部件 {name}" for name in parts if name not in reached]
    return found + [f"登记了没有的部件 {name}" for name in by_name if name not in parts]
