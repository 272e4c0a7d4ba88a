"""Publication: nothing is in the file that readers should not get: revisions, remarks, hidden words, alien parts.

Reading the templates takes these out or refuses them; this proof does not rely on it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from yanbian_report.base.findings import Finding, error
from yanbian_report.proof.flow import UNFIT
from yanbian_report.proof.parts import KINDS, kind_of
from yanbian_report.proof.read_back import ReadBack
from yanbian_report.word.namespaces import OFF
from yanbian_report.word.package import relations

_SETTINGS = "word/settings.xml"
_EDITING = (
    *("attachedTemplate", "trackRevisions", "documentProtection", "writeProtection", "mailMerge", "rsids", "docVars"),
)
_ADDRESSES = ("http://", "https://", "mailto:")
_HINT = "在 Word 里打开最近改过的模板，处理掉（审阅→接受、删除批注；文件→信息→检查文档），再生成一次"


def check(document: ReadBack) -> Iterator[Finding]:
    """Findings W317."""
    for flow in document.flows:
        for number, mark in flow.unfit:
            if mark.attributes.get("w:val") not in OFF:
                words = f"“{flow.near(number)}”里有{UNFIT[mark.name]}，不能公开"
                yield error("W317", words, hint=_HINT)
    package = document.package
    for name in package.parts:
        if name.endswith(".rels"):
            for words in _unfit_relations(package.text(name)):
                yield error("W317", f"成稿里有{words}，不能公开", hint=_HINT)
    if _SETTINGS in package.parts:
        for words in _unfit_settings(package.parts[_SETTINGS]):
            yield error("W317", f"成稿的设置里有{words}，不能公开", hint=_HINT)


@lru_cache(maxsize=64)
def _unfit_relations(xml: str) -> list[str]:
    found = []
    for relation in relations(xml).values():
        kind = kind_of(relation)
        if kind not in KINDS:
            found.append(f"来历不明的部件（{kind}）")
        elif relation.external and (kind != "hyperlink" or not relation.target.lower().startswith(_ADDRESSES)):
            found.append(f"指向别的文件的链接“{relation.target[:40]}”")
    return found


@lru_cache(maxsize=8)
def _unfit_settings(settings: bytes) -> list[str]:
    return [name for name in _EDITING if f"<w:{name}".encode() in settings]
