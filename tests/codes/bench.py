"""A bench to provoke findings on: a whole year's data in a project whose only template is a cover page.

Every way in is one that a person has: files as they may lie there, then check, build, new, init or the command line.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.conftest import FROZEN, ROOT
from yanbian_report.api import build, check
from yanbian_report.base.findings import Finding
from yanbian_report.options import BuildOptions
from yanbian_report.word.package import DOCUMENT, DOCUMENT_RELATIONS, STYLES, read_package, to_bytes
from yanbian_report.workbook.read import read_workbook

YEAR, EDITION = 2021, "2020-2021"
COVER = ROOT / "templates" / EDITION / "00-封面与目录.docx"
CHAPTER = next(COVER.parent.glob("30-*.docx"))
TABLE = ROOT / "data/科目/2021.yaml"
SPACES = (
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
)


FILE_LINK = (  # a link to a file of the designer's machine, which no paragraph uses unless a test lets it
    '<Relationship Id="rIdFile" TargetMode="External" Target="file:///甲.docx" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"/>'
    '<Relationship Id="rId9" Target="media/图.png" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"/>'
)


def paragraph(words: str, style: str = "正文段") -> str:
    """A paragraph of the template."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{run(words)}</w:p>'


def run(words: str) -> str:
    return f"<w:r><w:t>{words}</w:t></w:r>"


HEADING = paragraph("一、总体情况", "Heading2")


def picture(described: str) -> str:
    """A paragraph with a picture's place."""
    return (
        '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="5256000" cy="2304000"/>'
        f'<wp:docPr id="1" name="图"{described}/><a:graphic><a:graphicData uri="{SPACES.split(chr(34))[5]}"><pic:pic>'
        '<pic:nvPicPr><pic:cNvPr id="1" name="图.png"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        '<a:blip r:embed="rId9"/></pic:blipFill><pic:spPr/></pic:pic></a:graphicData></a:graphic></wp:inline>'
        "</w:drawing></w:r></w:p>"
    )


class Bench:
    """One such project, written when it is first needed."""

    def __init__(self, root: Path, patch: pytest.MonkeyPatch) -> None:
        self.root = root
        self.patch = patch
        self.templates = root / "templates" / EDITION
        self.data = root / "data" / FROZEN.name
        self.table = root / "data/科目" / TABLE.name

    def empty(self) -> Bench:
        """The project's folders without a file in them."""
        for folder in (self.templates, self.table.parent, self.root / "charts"):
            folder.mkdir(parents=True)
        return self

    def whole(self, old: str = "", new: str = "") -> Bench:
        """The project, with ``new`` for ``old`` in its data."""
        self.empty()
        text = FROZEN.read_text("utf-8")
        assert old in text, old
        self.data.write_text(text.replace(old, new, 1), "utf-8")
        shutil.copy(TABLE, self.table)
        return self.clauses("").template()

    def typed(self, content: str | bytes) -> Iterable[Finding]:
        """What a check says of a data file that holds ``content`` and nothing else."""
        self.empty().data.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return self.check()

    def workbook(self, content: bytes) -> Iterable[Finding]:
        """What is said of a workbook that holds ``content``."""
        path = self.empty().data.parent / "决算公开表.xlsx"
        path.write_bytes(content)
        return read_workbook(path, path.relative_to(self.root).as_posix())[1]

    def template(self, body: str = "", name: str = COVER.name) -> Bench:
        """The template ``name``: the cover page, a heading for its contents, and ``body`` behind it."""
        package, _ = read_package(COVER)
        assert package is not None
        before, last, after = package.text(DOCUMENT).rpartition("<w:sectPr>")
        document = before.replace("<w:document ", f"<w:document {SPACES}", 1) + HEADING + body + last + after
        links = package.text(DOCUMENT_RELATIONS).replace("</Relationships>", f"{FILE_LINK}</Relationships>")
        parts = {DOCUMENT: document, DOCUMENT_RELATIONS: links}
        (self.templates / name).write_bytes(to_bytes(package.replaced(parts)))
        return self

    def without(self, words: str) -> Bench:
        """The cover page without ``words``."""
        file = self.templates / COVER.name
        package, _ = read_package(file)
        assert package is not None
        file.write_bytes(to_bytes(package.replaced({DOCUMENT: package.text(DOCUMENT).replace(words, "")})))
        return self

    def restyled(self, old: str, new: str, name: str) -> Bench:
        """One more template, whose styles differ."""
        package, _ = read_package(CHAPTER)
        assert package is not None
        styles = package.text(STYLES)
        assert old in styles
        (self.templates / name).write_bytes(to_bytes(package.replaced({STYLES: styles.replace(old, new)})))
        return self

    def renamed(self, old: str, new: str) -> Bench:
        """The cover page with another name for a style."""
        file = self.templates / COVER.name
        package, _ = read_package(file)
        assert package is not None
        styles = package.text(STYLES).replace(f'w:name w:val="{old}"', f'w:name w:val="{new}"')
        file.write_bytes(to_bytes(package.replaced({STYLES: styles})))
        return self

    def clauses(self, text: str) -> Bench:
        (self.templates / "句式.txt").write_text(text, "utf-8")
        return self

    def chart(self, text: str, name: str = "图甲") -> Bench:
        (self.root / "charts" / f"{name}.yaml").write_text(text, "utf-8")
        return self

    def check(self, year: int = YEAR) -> Iterable[Finding]:
        return check(year, self.root).open

    def build(self, output: str | None = None, options: BuildOptions = BuildOptions()) -> Iterable[Finding]:  # noqa: B008
        return build(YEAR, self.root, output and self.root / output, options).findings
