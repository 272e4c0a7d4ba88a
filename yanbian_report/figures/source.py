"""Source: a YAML file as text with positions.

Scalars stay the text that was typed. All errors of one pass come together: slips are put right and reported,
and what is still broken is read entry by entry, so that one bad line hides only itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set

from yanbian_report.figures.compose import LimitError
from yanbian_report.figures.draft import Draft
from yanbian_report.figures.encoding import plain_line_ends, read_text
from yanbian_report.figures.nodes import Mapping, Node, Scalar, Sequence, groups, walk
from yanbian_report.figures.repair import without_unseen
from yanbian_report.figures.salvage import Salvage, sound
from yanbian_report.findings import Finding, Span, error, fails, note

__all__ = ["Mapping", "Node", "Scalar", "Sequence", "parse", "read_text"]

_SHOWN = 40
LINES = 20_000


def parse(text: str, file_name: str, known: Set[str] = frozenset()) -> tuple[Node | None, list[Finding]]:
    """``text`` as nodes, with every finding of the pass; ``known`` are the keys the schema names.

    None when nothing can be read. What lost entries to a syntax error is ``partial``.
    """
    if text.count("\n") > LINES:
        hint = "检查是不是选错了文件，一年的数据一般不到一千行"
        return None, [error("S128", f"“{file_name}”超过 {LINES} 行，不像数据文件", hint=hint)]
    try:
        draft, findings = without_unseen(Draft.of(plain_line_ends(text), file_name))
        salvage = Salvage(draft, known)
        node = salvage.read()
    except LimitError as limit:
        return None, [limit.finding]
    findings += salvage.findings
    if salvage.exhausted:
        findings.append(error("S119", "问题太多，后面的内容没有检查", hint="先改列出的这些，再检查一遍"))
    if isinstance(node, Scalar) and node.null:
        node = None
    if node is None and not fails(findings):
        hint = "照 data/README.md 填写，或复制上一年的文件来改"
        findings.append(error("S107", f"“{file_name}”里没有内容", hint=hint))
    if node is not None:
        findings += _doubts(node, draft, range(len(draft.typed)))
    return node, few(findings)


def parse_entry(draft: Draft, first: int, last: int, known: Set[str]) -> Mapping | None:
    """The one entry on the lines from ``first`` to before ``last``; None when there is anything to say about it."""
    node = sound(draft, first, last, known)
    if isinstance(node, Mapping) and len(node.entries) == 1 and not _doubts(node, draft, range(first, last)):
        return node
    return None


def few(findings: list[Finding]) -> list[Finding]:
    """``findings`` with at most some forty of each code, and a word on how many more there are."""
    kept: list[Finding] = []
    counts: dict[str, int] = {}
    for finding in findings:
        counts[finding.code] = counts.get(finding.code, 0) + 1
        if counts[finding.code] <= _SHOWN:
            kept.append(finding)
    for code, count in counts.items():
        if count > _SHOWN:
            first = next(f for f in kept if f.code == code)
            more = f"同类问题还有 {count - _SHOWN} 处，没有一一列出"
            kept.append(Finding(code, first.severity, more, hint="先改列出的这些，再检查一遍"))
    return kept


def _doubts(node: Node, draft: Draft, lines: range) -> list[Finding]:
    """What may be meant otherwise in ``node``, which stands on ``lines`` (from 0)."""
    typed = draft.typed[lines.start : lines.stop]
    cut = {number for number, line in enumerate(typed, lines.start + 1) if " #" in line and _doubtful(line)}
    bracketed = any("[" in line and not line.endswith("[]") for line in typed)
    return [*(_comments(node, draft, cut) if cut else ()), *(_full_width_commas(node, draft) if bracketed else ())]


_CUT = re.compile(r" #[^\s#]")
_PAIRS = ("（）", "“”", "《》", "【】")


def _full_width_commas(node: Node, draft: Draft) -> list[Finding]:
    """Hints where items in brackets are parted by full-width commas, which makes one item of them."""
    lists = (n for n in groups(node) if isinstance(n, Sequence))
    bracketed = (n for n in lists if draft.typed[n.span.line - 1].startswith("[", n.span.column - 1))
    texts = (item for n in bracketed for item in n.items if isinstance(item, Scalar) and not item.style)
    message = "方括号里的全角逗号不把各项隔开，这里算一项"
    hint = "各项用英文逗号和空格隔开；本来就是一项的，放进英文双引号"
    return [note("S131", message, item.span, hint=hint) for item in texts if "，" in item.text]


def _comments(node: Node, draft: Draft, lines: set[int]) -> list[Finding]:
    """Hints where `` #`` seems to cut a text on ``lines`` (from 1) that was meant to go on."""
    texts = (n for n in walk(node) if isinstance(n, Scalar) and n.span.line in lines and n.text and not n.style)
    message = "“ #”后面的文字被当成了注释，不会印出来"
    hint = "是正文就把整段放进英文双引号；是注释就在“#”前后都空一格"
    return [note("S130", message, span, hint=hint) for span in _cuts(texts, draft)]


def _doubtful(line: str) -> bool:
    """Whether what follows `` #`` on ``line`` may be text: told without knowing where the entry ends."""
    before = line.partition(" #")[0]
    return any(pair[0] in before for pair in _PAIRS) or _CUT.search(line) is not None


def _cuts(texts: Iterable[Scalar], draft: Draft) -> Iterator[Span]:
    for scalar in texts:
        line = draft.typed[scalar.span.line - 1]
        rest = line[scalar.span.end_column - 1 :]
        if "\n" not in scalar.raw and (_CUT.match(rest) or " #" in rest and _unclosed(scalar.text)):
            column = line.index("#", scalar.span.end_column - 1) + 1
            yield Span(draft.file, scalar.span.line, column, len(line.rstrip()) + 1)


def _unclosed(text: str) -> bool:
    return any(text.count(pair[0]) > text.count(pair[1]) for pair in _PAIRS)
