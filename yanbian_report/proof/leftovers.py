"""Leftovers: no tag, placeholder or doubled sign is left in what is printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from yanbian_report.base.findings import Finding, Severity, error
from yanbian_report.base.lru import remembered
from yanbian_report.proof.read_back import ReadBack
from yanbian_report.word.package import relations

_WORDS = ("None", "nan", "NaN", "Undefined", "TODO")
_LEFT = re.compile(
    r"\{\{|\}\}|\{%|%\}|｛｛|【待(?!填】|改】)|【目录】|××|增加（减少）|增长（下降）|大小于|"
    # Looking back behind the first letter, not before it, lets the search jump from one possible beginning to the next.
    + "|".join(f"{word[0]}(?<![A-Za-z]{word[0]}){word[1:]}(?![A-Za-z])" for word in _WORDS)
)
_TAG_BEGINS = ("{{", "{%", "%7b%7b", "%7b%25")
_DOUBLED = re.compile(r"[，；。、：][，；。、：]+|主要是主要是|万元万元|%%")


def check(document: ReadBack) -> Iterator[Finding]:
    """Findings W302 for leftovers, W303 for doubled signs and words, in the body, headers, footers and notes."""
    yield from _unseen(document)
    if not any(map(_odd, (*(text for _, text in document.paragraphs), *document.margins))):
        return
    text = "\n".join((document.text, *document.margins))
    for match in _LEFT.finditer(text):
        yield error("W302", f"成稿里留有“{match[0]}”：{_near(text, match)}", hint="检查这一句的模板或数据")
    for match in _DOUBLED.finditer(text):
        said = f"成稿里“{match[0]}”重复：{_near(text, match)}"
        yield Finding("W303", Severity.INCONSISTENCY, said, hint="检查这一句的句式和数据，句末标点只写一处")


def _unseen(document: ReadBack) -> Iterator[Finding]:
    """Tags where no words stand: in a picture's text alternative, in a field, in the address of a link."""
    for flow in document.flows:
        for number, tag in flow.tags:
            words = f"成稿里留有“{tag}”，在“{flow.near(number)}”附近的图片说明、域或者链接里"
            yield error("W302", words, hint="标签只写在文字里；图片说明、链接写成不变的字")
    for name in document.package.parts:
        if name.endswith(".rels"):
            for address in _tagged_addresses(document.package.text(name)):
                hint = "链接的地址直接写出来；每年不同的，写成文字，不做链接"
                yield error("W302", f"链接的地址里留有标签：{address}", hint=hint)


@lru_cache(maxsize=64)
def _tagged_addresses(xml: str) -> list[str]:
    found = [relation.target for relation in relations(xml).values()]
    return [address[:60] for address in found if any(tag in address.lower() for tag in _TAG_BEGINS)]


@remembered(8_192)
def _odd(paragraph: str) -> bool:
    """Whether a paragraph has leftovers or doubled signs. Most paragraphs are those of the report before."""
    return bool(_LEFT.search(paragraph) or _DOUBLED.search(paragraph))


def _near(text: str, match: re.Match[str]) -> str:
    before = text[max(0, match.start() - 15) : match.start()].rpartition("\n")[2]
    return before + match[0] + text[match.end() : match.end() + 15].partition("\n")[0]
