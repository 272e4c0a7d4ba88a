"""Archive: a .docx unpacked within budgets: its parts by name, each with its content type and its relations.

Names, types and relations are read as the standard says, not as one program writes them: any order, any quotes,
targets from the root or from the part, endings in any case.
"""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Mapping
from functools import cached_property
from posixpath import normpath
from typing import NamedTuple
from urllib.parse import unquote

from yanbian_report.word.canonical.markup import MarkupError, parse
from yanbian_report.word.canonical.namespaces import transitional
from yanbian_report.word.namespaces import R

MOST_PARTS = 2_000
LARGEST = 50_000_000  # bytes, as they come out of the archive
TYPES = "[Content_Types].xml"
_PIECE = 1 << 20
_BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, RuntimeError, NotImplementedError)
_TOO_LARGE = "展开以后太大，不像模板；删去里面的大图片"


class ArchiveError(ValueError):
    """What cannot be unpacked; the message is Chinese, ``hint`` what to do."""

    def __init__(self, message: str, hint: str = "在 Word 或 WPS 里打开，另存为 .docx") -> None:
        super().__init__(message)
        self.hint = hint


class Link(NamedTuple):
    """A relation: its id, its kind (``image``), where it leads (a part's name, or an address), and whether outside."""

    id: str
    kind: str
    target: str
    external: bool


class Archive:
    """The parts of a .docx by their names, without a leading slash."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        self.parts = parts
        self._known: dict[str, dict[str, Link]] = {}

    @cached_property
    def main(self) -> str:
        """The name of the part that holds the document. Raises ArchiveError."""
        for link in self.links("").values():
            if link.kind == "officeDocument" and link.target in self.parts:
                return link.target
        raise ArchiveError("里没有 Word 文档的正文")

    def links(self, part: str) -> dict[str, Link]:
        """The relations of ``part`` (of the package for an empty name) by their ids. Raises MarkupError."""
        if part not in self._known:
            folder, _, file = part.rpartition("/")
            name = f"{folder}/_rels/{file}.rels".lstrip("/") if part else "_rels/.rels"
            found = self._names.get(_spelled(name))
            links = _links(self.parts[found], folder) if found is not None else {}
            self._known[part] = {id_: self._led(link) for id_, link in links.items()}
        return self._known[part]

    @cached_property
    def _names(self) -> dict[str, str]:
        """The parts' names by how a relation may spell them."""
        return {_spelled(name): name for name in self.parts}

    def _led(self, link: Link) -> Link:
        """A relation that leads to a part by its own name."""
        return link if link.external else link._replace(target=self._names.get(_spelled(link.target), link.target))

    def content_type(self, part: str) -> str:
        """The content type of ``part``; empty where the package names none. Raises MarkupError."""
        ending = part.rpartition(".")[2].lower()
        return self._types[0].get(part.lower(), self._types[1].get(ending, ""))

    @cached_property
    def _types(self) -> tuple[dict[str, str], dict[str, str]]:
        """Content types by part name and by ending, both in small letters."""
        names: dict[str, str] = {}
        endings: dict[str, str] = {}
        for entry in parse(self.parts[TYPES]):
            kind = entry.get("ContentType", "")
            if entry.get("PartName") is not None:
                names[entry.get("PartName").lstrip("/").lower()] = kind
            elif entry.get("Extension") is not None:
                endings[entry.get("Extension").lower()] = kind
        return names, endings


def _spelled(name: str) -> str:
    """The name of a part with what makes no difference made plain: small and capital letters, signs as numbers."""
    return unquote(name).lower()


def _links(data: bytes, folder: str) -> dict[str, Link]:
    found: dict[str, Link] = {}
    for entry in parse(data):
        id_, target = entry.get("Id"), entry.get("Target")
        if not id_ or target is None:
            raise MarkupError("里有没有编号或去处的关系")
        kind = transitional(entry.get("Type", "")).removeprefix(f"{R}/").rpartition("/")[2]
        external = entry.get("TargetMode", "").lower() == "external"
        found[id_] = Link(id_, kind, target if external else _resolved(target, folder), external)
    return found


def _resolved(target: str, folder: str) -> str:
    """A target inside the package as a part's name."""
    path = unquote(target.partition("#")[0])
    whole = path if path.startswith("/") else f"{folder}/{path}"
    return normpath(whole).lstrip("/")


def unpack(data: bytes) -> Archive:
    """The parts of a .docx. Raises ArchiveError, for what is damaged, too large or leads out of the archive, too."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if len(entries) > MOST_PARTS:
                raise ArchiveError(f"里有 {len(entries)} 个部件，不像 Word 文件")
            parts: dict[str, bytes] = {}
            known: set[str] = set()
            left = LARGEST
            for entry in entries:
                name = _part_name(entry.filename)
                if _spelled(name) in known:
                    raise ArchiveError(f"里的部件“{name}”有两个")
                known.add(_spelled(name))
                parts[name] = _read(archive, entry, left)
                left -= len(parts[name])
    except _BROKEN as problem:
        words = "加了密码" if "password" in str(problem) else "不是完好的 .docx 文件"
        raise ArchiveError(words, "在 Word 或 WPS 里打开修复，去掉密码，另存为 .docx") from None
    except (OSError, EOFError, ValueError) as problem:
        if isinstance(problem, ArchiveError):
            raise
        raise ArchiveError("不是完好的 .docx 文件", "在 Word 或 WPS 里打开修复，另存为 .docx") from None
    if TYPES not in parts:
        raise ArchiveError("不是 Word 文件")
    return Archive(parts)


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int) -> bytes:
    """The bytes of an entry, counted as they come: what an archive says of its sizes need not be true."""
    pieces: list[bytes] = []
    with archive.open(entry) as stream:
        while piece := stream.read(_PIECE):
            left -= len(piece)
            if left < 0:
                raise ArchiveError(_TOO_LARGE)
            pieces.append(piece)
    return b"".join(pieces)


def _part_name(name: str) -> str:
    """The name of an entry, with forward slashes. Raises ArchiveError where it leads out of the archive."""
    plain = name.replace("\\", "/").lstrip("/")
    if ".." in plain.split("/") or ":" in plain:
        raise ArchiveError(f"里有来历不明的部件“{name[:60]}”", "这个文件不像 Word 存的，换一个可靠的来源")
    return plain
