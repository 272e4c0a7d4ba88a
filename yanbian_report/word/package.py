"""Package: a .docx file as its parts, read and written. The only place that touches the zip."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

from yanbian_report.base.files import why
from yanbian_report.base.findings import Finding, error

DOCUMENT = "word/document.xml"
DOCUMENT_RELATIONS = "word/_rels/document.xml.rels"
STYLES = "word/styles.xml"
SETTINGS = "word/settings.xml"
REFERENCE = re.compile(r'r:(?<!\wr:)(?:embed|link|id|pict)="([^"]+)"')  # looking back last lets the search jump to “r:”
CONTENT_TYPES = "[Content_Types].xml"

_STAMP = (1980, 1, 1, 0, 0, 0)  # the zip format's first day: no clock time stands in the file
_OLE = b"\xd0\xcf\x11\xe0"
_LEVEL = 2  # packed in a third of the time of the usual 6, a thirtieth larger
_LARGEST = 50_000_000


class Package:
    """The parts of a .docx by name, in their order. What was written as text becomes bytes when they are asked for."""

    def __init__(self, parts: Mapping[str, bytes | str]) -> None:
        self._parts = parts

    @cached_property
    def parts(self) -> Mapping[str, bytes]:
        """Every part as it is packed."""
        return {name: part.encode() if isinstance(part, str) else part for name, part in self._parts.items()}

    def text(self, name: str) -> str:
        """A part as text."""
        part = self._parts[name]
        return part if isinstance(part, str) else part.decode("utf-8")

    def has(self, name: str) -> bool:
        """Whether there is a part of this name."""
        return name in self._parts

    def names(self, pattern: re.Pattern[str]) -> list[str]:
        """The parts whose whole name ``pattern`` matches."""
        return [name for name in self._parts if pattern.fullmatch(name)]

    def replaced(self, parts: Mapping[str, bytes | str]) -> Package:
        """This package with ``parts`` put in place of or after its own."""
        return Package({**self._parts, **parts})


class Relation(NamedTuple):
    """One entry of a relations part."""

    id: str
    type: str
    target: str
    external: bool


def read_package(path: Path) -> tuple[Package | None, list[Finding]]:
    """The .docx at ``path``; findings T101–T104 say why it cannot be read."""
    try:
        data = path.read_bytes()
    except OSError as problem:
        hint = "检查文件是否存在、是否被别的程序占用"
        return None, [error("T101", f"读不了模板“{path.name}”：{why(problem)}", hint=hint)]
    if data.startswith(_OLE):
        hint = "在 Word 或 WPS 里打开，去掉密码，另存为 .docx"
        return None, [error("T102", f"“{path.name}”是旧版 .doc 或加了密码的文件", hint=hint)]
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _LARGEST:
                return None, [error("T104", f"“{path.name}”太大，不像模板", hint="删去模板里的大图片")]
            parts = {entry.filename: archive.read(entry) for entry in archive.infolist() if not entry.is_dir()}
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError):
        return None, [
            error("T103", f"“{path.name}”不是完好的 .docx 文件", hint="在 Word 或 WPS 里打开修复，另存为 .docx")
        ]
    needed = (DOCUMENT, STYLES, DOCUMENT_RELATIONS, CONTENT_TYPES, "docProps/core.xml")
    if not all(_sound(parts.get(name, b"")) for name in needed) or b"<w:body>" not in parts[DOCUMENT]:
        return None, [
            error("T103", f"“{path.name}”不是完好的 Word 文档", hint="在 Word 或 WPS 里打开修复，另存为 .docx")
        ]
    return Package(parts), []


def _sound(part: bytes) -> bool:
    """Whether a part is well-formed XML in UTF-8 without definitions of its own (which could explode)."""
    from xml.parsers.expat import ExpatError, ParserCreate

    try:
        part.decode("utf-8")
        ParserCreate().Parse(part, True)
    except (UnicodeDecodeError, ExpatError):
        return False
    return b"<!DOCTYPE" not in part


def to_bytes(package: Package) -> bytes:
    """The package as a zip: the same bytes for the same parts, whenever and wherever it is written."""
    names = sorted(package.parts, key=lambda name: name != CONTENT_TYPES)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            entry = zipfile.ZipInfo(name, _STAMP)
            entry.create_system = 0
            entry.compress_type = zipfile.ZIP_STORED if name.endswith(".png") else zipfile.ZIP_DEFLATED
            archive.writestr(entry, package.parts[name], compresslevel=_LEVEL)
    return buffer.getvalue()


@lru_cache(maxsize=16)
def relations(xml: str) -> Mapping[str, Relation]:
    """The relations of a .rels part by their ids."""
    found = {}
    for tag in re.findall(r"<Relationship\b[^>]*>", xml):
        get = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        found[get["Id"]] = Relation(get["Id"], get["Type"], get["Target"], get.get("TargetMode") == "External")
    return found


def relations_xml(entries: Mapping[str, Relation]) -> str:
    """A .rels part with ``entries``."""
    rows = "".join(
        f'<Relationship Id="{r.id}" Type="{r.type}" Target="{r.target}"'
        + (' TargetMode="External"/>' if r.external else "/>")
        for r in entries.values()
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    return f'{head}\n<Relationships xmlns="{space}">{rows}</Relationships>'
