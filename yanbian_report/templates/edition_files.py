"""Edition files: which files of a folder are chapters, and what the others seem to be.

A chapter is called by two digits, a dash and a name (``10-部门概况.docx``); no number is used twice, so that a copy
that a program for synchronising leaves (``60-附表(1).docx``) can never be printed beside the original.
"""

from __future__ import annotations

import re
import stat
from pathlib import Path

from yanbian_report.base.findings import Finding, error, note

CLAUSE_FILE = "句式.txt"
LARGEST = 50_000_000  # bytes of a Word file

_CHAPTER = re.compile(r"(?P<number>[0-9]{2})-(?P<name>.+)\.docx", re.IGNORECASE | re.DOTALL)
_PASSED = re.compile(r"[~.]|(?:thumbs\.db|desktop\.ini)$|.*\.tmp$", re.IGNORECASE)
_WORD = re.compile(r".*\.(?:docx?|docm|dotx?|dotm|wps|wpt|rtf|odt)$", re.IGNORECASE | re.DOTALL)
_COPY = re.compile(
    r"[(（]\d+[)）]$|副本|复件|冲突|拷贝|conflict|copy|[-_ ](?:LAPTOP|DESKTOP|PC|MacBook)\b", re.IGNORECASE
)


def edition_files(folder: Path, shown: str) -> tuple[list[Path], list[Finding]]:
    """The chapters in ``folder`` in their order; findings T105, T106 and T109 name what does not belong there."""
    chapters: list[Path] = []
    findings: list[Finding] = []
    for file in sorted(folder.iterdir()):
        name = printable_name(file)
        if _PASSED.match(name) or name == CLAUSE_FILE:
            continue
        if not _is_regular(file):
            if _WORD.match(name) or not file.is_dir():
                hint = "移走它，换成 Word 存的文件"
                findings.append(error("T106", f"{shown}/{name} 不是普通的文件", hint=hint))
        elif name != file.name:
            findings.append(error("T106", f"{shown}/{name} 的文件名是乱码", hint="改名，像 10-部门概况.docx 这样"))
        elif _CHAPTER.fullmatch(name):
            chapters.append(file)
        elif _WORD.match(name):
            findings.append(_misnamed(f"{shown}/{name}"))
        else:
            findings.append(note("T109", f"{shown}/{name} 不是模板，没有用到", hint="移到别的文件夹"))
    findings += _doubled(chapters, shown)
    if not chapters and not findings:
        hint = "模板文件名以两位数字开头，如 00-封面与目录.docx"
        findings.append(error("T105", f"“{folder.name}”里没有 .docx 模板", hint=hint))
    return chapters, findings


def belongs(file: Path) -> bool:
    """Whether ``file`` is a chapter or the clause file, and can be read to its end."""
    return (file.name == CLAUSE_FILE or _CHAPTER.fullmatch(file.name) is not None) and _is_regular(file)


def printable_name(file: Path) -> str:
    """The name of ``file`` as it can be shown; one that is no UTF-8 is not what the file is called."""
    return file.name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _is_regular(file: Path) -> bool:
    """Whether ``file`` is one that can be read to its end: no folder, pipe or device."""
    try:
        return stat.S_ISREG(file.stat().st_mode)
    except OSError:
        return False


def _misnamed(shown: str) -> Finding:
    if not shown.lower().endswith(".docx"):
        hint = "在 Word 里另存为“Word 文档（*.docx）”，再删去这一个"
        return error("T106", f"{shown} 不是 .docx 文件，没有用到", hint=hint)
    if _COPY.search(shown[:-5]):
        return error("T106", f"{shown} 像是副本", hint="核对内容，留下一个，其余的移走")
    hint = "改名为两位数字、短横线和名称，像 35-新的一章.docx；不用的移走"
    return error("T106", f"{shown} 的文件名不合规则，不知道排在哪里", hint=hint)


def _doubled(chapters: list[Path], shown: str) -> list[Finding]:
    """Files under one number: one of them is a copy, or the number is to be changed."""
    by_number: dict[str, list[str]] = {}
    for file in chapters:
        by_number.setdefault(file.name[:2], []).append(file.name)
    findings = []
    for number, names in by_number.items():
        if len(names) > 1:
            copies = [name for name in names if _COPY.search(name[3:-5])] or sorted(names, key=len)[1:]
            words = f"{shown} 里编号 {number} 的文件有 {len(names)} 个：{'、'.join(names)}"
            hint = f"{'、'.join(copies)} 像是副本：核对内容，留下一个；确实是另一章的，换一个号码"
            findings.append(error("T106", words, hint=hint))
    return findings
