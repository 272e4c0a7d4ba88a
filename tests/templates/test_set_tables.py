"""Tables of a filled document are called by the title above them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from yanbian_report.base.cache import DiskCache
from yanbian_report.layout import fit_columns, paginate
from yanbian_report.templates import set_tables as module
from yanbian_report.templates.set_tables import set_tables
from yanbian_report.word.package import STYLES, Package

PACKAGE = Package({STYLES: "<w:styles></w:styles>"})
CELL = "<w:tc><w:tcPr></w:tcPr><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc>"


def table(properties: str = "") -> str:
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid/><w:tr>{CELL}</w:tr></w:tbl>"


def captions(body: str) -> list[str]:
    return re.findall(r'<w:tblCaption w:val="([^"]*)"/>', set_tables(f"<w:document><w:body>{body}", PACKAGE))


def paragraph(words: str) -> str:
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"


def test_a_table_is_called_by_what_stands_above_it() -> None:
    body = f"{paragraph('题一')}{paragraph('')}{table()}{paragraph('&quot;题&quot;二')}{table()}"
    assert captions(body) == ["题一", "&quot;题&quot;二"]


@pytest.mark.parametrize("own", ['<w:tblCaption w:val="自己的"/>'])
def test_a_name_that_the_template_gives_stays(own: str) -> None:
    assert captions(paragraph("题") + table(own)) == ["自己的"]


def test_a_table_below_nothing_has_no_name() -> None:
    assert captions(table()) == []


ROW = "<w:tr><w:tc><w:tcPr><w:vMerge{}/></w:tcPr><w:p/></w:tc><w:tc><w:p><w:r><w:t>甲乙</w:t></w:r></w:p></w:tc></w:tr>"
ROWS = ROW.format(' w:val="restart"') + ROW.format("")
GRID = '<w:tblGrid><w:gridCol w:w="500"/><w:gridCol w:w="500"/></w:tblGrid>'
DOCUMENT = (
    f"<w:document {{}}><w:body>{paragraph('题')}<w:tbl><w:tblPr></w:tblPr>{GRID}{ROWS}</w:tbl></w:body></w:document>"
)
SPACES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def test_what_was_set_before_is_not_set_again_in_this_process_nor_in_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache, document = DiskCache(tmp_path), DOCUMENT.format(SPACES)
    module.forget_tables()
    made = set_tables(document, PACKAGE, cache)
    assert 'w:type="fixed"' in made
    monkeypatch.delattr(fit_columns, "fit_columns")
    monkeypatch.delattr(paginate, "placed_rows")
    assert set_tables(document, PACKAGE, cache) == made
    module.forget_tables()
    assert set_tables(document, PACKAGE, cache) == made
    with pytest.raises(ImportError):
        set_tables(document.replace("甲乙", "甲丙"), PACKAGE, cache)
    with pytest.raises(ImportError):
        set_tables(document, Package({STYLES: "<w:styles> </w:styles>"}), cache)


def test_what_one_project_s_build_has_set_is_kept_for_another_s(tmp_path: Path) -> None:
    for office in ("a", "b"):
        set_tables(DOCUMENT.format(SPACES), PACKAGE, DiskCache(tmp_path / office))
    assert [f.name for f in sorted((tmp_path / "a").iterdir())] == [f.name for f in sorted((tmp_path / "b").iterdir())]


def test_a_kept_table_that_is_no_text_is_set_anew(tmp_path: Path) -> None:
    cache, document = DiskCache(tmp_path), DOCUMENT.format(SPACES)
    made = set_tables(document, PACKAGE, cache)
    for file in list(tmp_path.iterdir()):
        cache.put("set", file.name.removeprefix("set-"), b"\xff")
        module.forget_tables()
        assert set_tables(document, PACKAGE, cache) == made
    module.forget_tables()
    assert set_tables(document, PACKAGE, cache) == made


def cells(*said: str) -> str:
    """A row; what heads others begins with #."""
    made = (
        f'<w:tc><w:p><w:pPr><w:pStyle w:val="{"表头" if words[:1] == "#" else "表文"}"/></w:pPr>'
        f"<w:r><w:t>{words.removeprefix('#')}</w:t></w:r></w:p></w:tc>"
        for words in said
    )
    return f"<w:tr>{''.join(made)}</w:tr>"


@pytest.mark.parametrize(
    ("rows", "description"),
    [
        ((("#名称", "甲"), ("#情况", "#一级", "#二级"), ("#", "乙")), "行：名称、情况。列：一级、二级。"),
        ((("#指标", "#数值"), ("甲", "1")), "列：指标、数值。"),
        ((("甲", "乙"),), None),
    ],
)
def test_who_hears_a_table_is_told_its_labels_and_headings(
    rows: tuple[tuple[str, ...], ...], description: str | None
) -> None:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/></w:style>'
        for name in ("表头", "表文")
    )
    xml = f"<w:tbl><w:tblPr></w:tblPr><w:tblGrid/>{''.join(cells(*row) for row in rows)}</w:tbl>"
    module.forget_tables()
    made = set_tables(f"<w:document><w:body>{xml}", Package({STYLES: f"<w:styles>{styles}</w:styles>"}))
    found = re.search(r'<w:tblDescription w:val="([^"]*)"/></w:tblPr>', made)
    assert (found[1] if found else None) == description
