"""Fonts and languages of a document are the report's, whatever the program wrote that saved its templates."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.templates.test_odd_files import CHAPTER, MASTER, Change, compiled, put, replaced
from yanbian_report.templates.compile import compile_edition
from yanbian_report.word.known_fonts import ENGLISH_NAMES, KNOWN_FONTS, known_font
from yanbian_report.word.package import DOCUMENT, STYLES, Package, read_package

FONTS, SETTINGS = "word/fontTable.xml", "word/settings.xml"
LANGUAGE = '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'


def package_with(change: Change, project: Path, name: str = MASTER) -> Package:
    assert compiled(project, name, change) == (True, [])
    template, _ = compile_edition(project / "templates/2020-2021")
    assert template is not None
    return template.package


def described(package: Package) -> dict[str, dict[str, str]]:
    """What the font table says of each font."""
    found = re.findall(r'<w:font w:name="([^"]+)">(.*?)</w:font>', package.text(FONTS))
    return {name: dict(re.findall(r'<w:(\w+) w:val="([^"]+)"/>', inside)) for name, inside in found}


@pytest.mark.parametrize("name", [*KNOWN_FONTS, *ENGLISH_NAMES])
def test_a_known_font_is_described_as_word_takes_it(name: str) -> None:
    font = known_font(name)
    assert font is not None
    assert "," not in font.alias and len(font.alias) <= 31  # Word takes one name, and no longer one
    assert font.alias != name
    assert re.fullmatch(r"[0-9A-F]{20}", font.panose)
    assert font.pitch in ("fixed", "variable") and font.family in ("roman", "modern", "swiss", "auto")


def no_table(parts: dict[str, str | bytes]) -> None:
    for part in ("word/_rels/document.xml.rels", "[Content_Types].xml"):
        parts[part] = re.sub(r"<\w+ [^>]*fontTable[^>]*/>", "", str(parts[part]))
    del parts[FONTS]


THEIRS = '<w:font w:name="仿宋_GB2312"><w:altName w:val="等线"/><w:panose1 w:val="00000000000000000000"/></w:font>'
OTHER = (
    '<w:font w:name="某家明体"><w:altName w:val="本机的"/><w:panose1 w:val="02020500000000000000"/>'
    '<w:charset w:val="86"/><w:embedRegular r:id="rId7" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"/></w:font>'
)
TABLES = {
    "none": no_table,
    "an empty one": lambda parts: parts.update(
        {FONTS: re.sub(r"<w:font .*</w:font>", "", str(parts[FONTS]), flags=16)}
    ),
    "of another machine": lambda parts: parts.update(
        {FONTS: re.sub(r"<w:font .*</w:font>", THEIRS, str(parts[FONTS]), flags=16)}
    ),
}


@pytest.mark.parametrize("table", TABLES)
def test_the_font_table_is_the_programs_own(table: str, project: Path) -> None:
    fonts = described(package_with(TABLES[table], project))
    aliases = {
        "仿宋_GB2312": "仿宋",
        "楷体_GB2312": "楷体",
        "方正小标宋简体": "华文中宋",
        "黑体": "SimHei",
        "宋体": "SimSun",
    }
    assert {name: fonts[name]["altName"] for name in aliases} == aliases
    for name, said in fonts.items():
        known = known_font(name)
        assert known is not None
        assert [said[k] for k in ("panose1", "charset", "family", "pitch")] == [
            *(known.panose, known.charset, known.family, known.pitch)
        ]


def test_a_font_that_nobody_knows_keeps_its_looks_and_is_not_embedded(project: Path) -> None:
    def change(parts: dict[str, str | bytes]) -> None:
        replaced(FONTS, "</w:fonts>", f"{OTHER}</w:fonts>")(parts)
        put('<w:p><w:r><w:rPr><w:rFonts w:eastAsia="某家明体"/></w:rPr><w:t>甲</w:t></w:r></w:p>')(parts)

    fonts = described(package_with(change, project))
    assert fonts["某家明体"] == {"panose1": "02020500000000000000", "charset": "86"}


def test_a_font_of_a_chapter_is_in_the_table_and_one_that_nothing_names_is_not(project: Path) -> None:
    named = '<w:p><w:r><w:rPr><w:rFonts w:eastAsia="微软雅黑"/></w:rPr><w:t>甲</w:t></w:r></w:p>'
    fonts = described(package_with(put(named), project, CHAPTER))
    assert fonts["微软雅黑"]["altName"] == "Microsoft YaHei"
    assert "某家明体" not in fonts and "Arial" not in fonts


LOST = {
    "no language": replaced(STYLES, LANGUAGE, ""),
    "that of another machine": replaced(STYLES, LANGUAGE, '<w:lang w:val="de-DE" w:eastAsia="en-US"/>'),
    "no defaults": lambda parts: parts.update(
        {STYLES: re.sub("<w:rPrDefault>.*?</w:rPrDefault>", "", str(parts[STYLES]))}
    ),
    "in a style": replaced(
        STYLES, '<w:rPr><w:spacing w:val="-5"/>', f'<w:rPr>{LANGUAGE.replace("zh-CN", "ja-JP")}<w:spacing w:val="-5"/>'
    ),
}


@pytest.mark.parametrize("case", LOST)
def test_the_document_says_that_it_is_chinese(case: str, project: Path) -> None:
    styles_before = LOST[case]
    _, findings = compiled(project, MASTER, styles_before)
    assert [f for f in findings if f.code != "T504"] == []
    template, _ = compile_edition(project / "templates/2020-2021")
    assert template is not None
    said = re.findall(r"<w:lang [^>]*/>", template.package.text(STYLES))
    assert [dict(re.findall(r'w:(\w+)="([^"]+)"', tag)) for tag in said] == [
        {"val": "en-US", "eastAsia": "zh-CN", "bidi": "ar-SA"}
    ]


def test_a_foreign_word_keeps_its_language_and_chinese_says_none_of_its_own(project: Path) -> None:
    runs = (
        '<w:p><w:r><w:rPr><w:lang w:val="fr-FR" w:eastAsia="ja-JP"/></w:rPr><w:t>mot</w:t></w:r>'
        '<w:r><w:rPr><w:lang w:eastAsia="zh-TW" w:bidi="hi-IN"/></w:rPr><w:t>甲</w:t></w:r></w:p>'
    )
    assert compiled(project, CHAPTER, put(runs)) == (True, [])
    template, _ = compile_edition(project / "templates/2020-2021")
    assert template is not None
    assert re.findall("<w:lang [^>]*>", str(template.body)) == ['<w:lang w:val="fr-FR"/>']


@pytest.mark.parametrize(
    "file", sorted((ROOT / "templates").rglob("*.docx")), ids=lambda file: f"{file.parent.name}/{file.name}"
)
def test_every_template_says_its_language_itself(file: Path) -> None:
    package, _ = read_package(file)
    assert package is not None
    assert re.findall("<w:lang [^>]*>", package.text(STYLES) + package.text(DOCUMENT)) == [LANGUAGE]
