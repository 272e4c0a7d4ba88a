"""What a paragraph may hold, on the web page and in the plain text: each thing as it is meant."""

from __future__ import annotations

import re

import pytest

from yanbian_report.outputs._web_page import Web, to_web
from yanbian_report.outputs.web import read_back
from yanbian_report.word.canonical import namespaces
from yanbian_report.word.package import DOCUMENT, DOCUMENT_RELATIONS, STYLES, Package

SPACES = " ".join(f'xmlns:{prefix}="{space}"' for space, prefix in namespaces.PREFIXES.items() if prefix != "xml")
SHEET = (
    '<w:style w:type="paragraph" w:styleId="题"><w:name w:val="图题"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="头"><w:name w:val="表头"/></w:style>'
    '<w:style w:type="character" w:styleId="强"><w:name w:val="强调"/><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="办"><w:name w:val="待办标记"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="列"><w:name w:val="列"/>'
    '<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="缩"><w:name w:val="缩"/><w:pPr><w:ind w:firstLine="640"/></w:pPr></w:style>'
) + "".join(
    f'<w:style w:type="paragraph" w:styleId="级{n}"><w:name w:val="级{n}"/>'
    f'<w:pPr><w:outlineLvl w:val="{n - 1}"/></w:pPr></w:style>'
    for n in range(1, 5)
)
LINKS = {
    "rId1": ("hyperlink", "http://a.cn/?a=1&amp;b=2", "External"),
    "rId2": ("hyperlink", "file:///C:/a.docx", "External"),
    "rId3": ("image", "media/a.jpg", "Internal"),
    "rId4": ("image", "media/b.emf", "Internal"),
    "rIdFigure2": ("image", "media/figure2.png", "Internal"),
}


def document(body: str, **parts: str) -> Package:
    rows = "".join(
        f'<Relationship Id="{id_}" Type="x/{kind}" Target="{target}" TargetMode="{mode}"/>'
        for id_, (kind, target, mode) in LINKS.items()
    )
    return Package(
        {
            DOCUMENT: f"<w:document {SPACES}><w:body>{body}</w:body></w:document>",
            STYLES: f"<w:styles {SPACES}>{SHEET}</w:styles>",
            DOCUMENT_RELATIONS: f"<Relationships>{rows}</Relationships>",
            "word/media/a.jpg": b"jpg",
            "word/media/b.emf": b"emf",
            "word/media/figure2.png": b"png",
            **{f"word/{name}.xml": f"<w:{name} {SPACES}>{text}</w:{name}>" for name, text in parts.items()},
        }
    )


def web(body: str, **parts: str) -> Web:
    return to_web(document(body, **parts), "题目")


def lines(made: Web) -> tuple[str, str]:
    """What stands on the page, but for its looks, and in the text below their title."""
    html = made.html.partition('<article id="text">\n')[2].partition("\n</article>")[0]
    return re.sub(r' style="[^"]*"', "", html), made.text.partition("\n")[2].strip("\n")


def p(inside: str, properties: str = "") -> str:
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inside}</w:p>"


def r(inside: str, looks: str = "") -> str:
    return f"<w:r>{f'<w:rPr>{looks}</w:rPr>' if looks else ''}{inside}</w:r>"


def t(words: str, looks: str = "") -> str:
    return r(f"<w:t>{words}</w:t>", looks)


RAISED, LOWERED = ('<w:vertAlign w:val="superscript"/>', '<w:vertAlign w:val="subscript"/>')
BEGIN, SEPARATE, END = (r(f'<w:fldChar w:fldCharType="{kind}"/>') for kind in ("begin", "separate", "end"))
WING = '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'


def field(instruction: str, result: str) -> str:
    return f"{BEGIN}{r(f'<w:instrText>{instruction}</w:instrText>')}{SEPARATE}{t(result)}{END}"


READ = [
    ("a hyphen that does not break", t("2021") + r("<w:noBreakHyphen/>") + t("2022"), "2021‑2022", "2021‑2022"),
    ("a tab, a break, a soft hyphen", t("甲") + r("<w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t><w:softHyphen/>"),
     "甲\u2003乙<br>丙\u00ad", "甲\t乙\n丙\u00ad"),
    ("a page break", t("甲") + r('<w:br w:type="page"/>') + t("乙"), "甲乙", "甲乙"),
    ("raised figures", t("10") + t("4", RAISED) + t("平方米"), "10<sup>4</sup>平方米", "10⁴平方米"),
    ("raised letters", t("m") + t("ab", RAISED), "m<sup>ab</sup>", "m^ab"),
    ("lowered figures", t("CO") + t("2", LOWERED), "CO<sub>2</sub>", "CO₂"),
    ("words struck out", t("是") + t("否", "<w:strike/>"), "是<s>否</s>", "是否\u0336"),
    ("what is not struck out", t("否", '<w:strike w:val="0"/>'), "否", "否"),
    ("bold words", t("甲", "<w:b/>") + t("乙", '<w:rStyle w:val="强"/>') + t("丙"), "<strong>甲乙</strong>丙",
     "甲乙丙"),
    ("what is still to be done", t("甲") + t("【待填】", '<w:rStyle w:val="办"/>'), "甲<mark>【待填】</mark>",
     "甲【待填】"),
    ("a check box", r('<w:sym w:font="Wingdings" w:char="F0FE"/>') + t("公开"), "☑公开", "☑公开"),
    ("a check box of another font", r('<w:sym w:font="Wingdings 2" w:char="F052"/>'), "☑", "☑"),
    ("a sign of a usual font", r('<w:sym w:font="宋体" w:char="2611"/>'), "☑", "☑"),
    ("letters in a symbol font", t("\u00fe", WING) + t("\uf0a8", WING), "☑☐", "☑☐"),
    ("a link", f'<w:hyperlink r:id="rId1">{t("网")}{t("站")}</w:hyperlink>',
     '<a href="http://a.cn/?a=1&amp;b=2">网站</a>', "网站"),
    ("a link to a file", f'<w:hyperlink r:id="rId2">{t("甲")}</w:hyperlink>', "甲", "甲"),
    ("a link as a field", field(' HYPERLINK "https://b.cn" ', "乙"), '<a href="https://b.cn">乙</a>', "乙"),
    ("a field's result", t("见") + field(" REF 甲 ", "图1"), "见图1", "见图1"),
    ("a field in a field", BEGIN + r("<w:instrText> IF </w:instrText>") + field(" PAGE ", "1") + SEPARATE + t("甲")
     + END, "甲", "甲"),
    ("a simple field", f'<w:fldSimple w:instr=" PAGE ">{t("3")}</w:fldSimple>', "3", "3"),
    ("signs that HTML knows", t("a&lt;b&amp;c"), "a&lt;b&amp;c", "a<b&c"),
    ("capitals", t("abc", "<w:caps/>"), "ABC", "ABC"),
]  # fmt: skip


@pytest.mark.parametrize(("inside", "html", "text"), [row[1:] for row in READ], ids=[row[0] for row in READ])
def test_what_a_paragraph_holds_is_on_the_page_as_it_is_meant(inside: str, html: str, text: str) -> None:
    made = web(p(inside))
    assert lines(made) == (f"<p>{html}</p>", text)
    assert made.findings == []
    assert read_back(document(p(inside)), made) == []


UNKNOWN = [
    ("公式", f"<m:oMath><m:r><m:t>E=mc</m:t></m:r></m:oMath>{t('甲')}", "E=mc甲"),
    ("“dayLong”", r("<w:dayLong/>") + t("甲"), "甲"),
    ("拼音", r(f"<w:ruby><w:rubyBase>{t('汉')}</w:rubyBase></w:ruby>"), "汉"),
    ("字体 Wingdings 的符号 F030", r('<w:sym w:font="Wingdings" w:char="F030"/>') + t("甲"), "甲"),
    ("字体 不明 的符号", t("\ue123") + t("甲"), "甲"),
    ("域做的公式或带圈字符", BEGIN + r("<w:instrText> EQ \\o(○,1) </w:instrText>") + END + t("甲"), "甲"),
    ("艺术字", r('<w:pict><v:shape><v:textpath string="样"/></v:shape></w:pict>') + t("甲"), "甲"),
]


@pytest.mark.parametrize(("called", "inside", "words"), UNKNOWN, ids=[row[0] for row in UNKNOWN])
def test_what_the_page_has_no_form_for_is_said_with_its_paragraph(called: str, inside: str, words: str) -> None:
    made = web(p(t("前一段")) + p(inside))
    assert lines(made)[1] == f"前一段\n{words}"
    assert [finding.code for finding in made.findings] == ["W341"]
    near = "甲" if words.endswith("甲") and "E" not in words else words
    assert made.findings[0].message == f"网页里“{near}”处的{called}，不能照原样显示"


def test_a_block_that_the_page_does_not_know_is_said() -> None:
    assert [f.message for f in web(p(t("甲")) + "<w:altChunk/>").findings] == [
        "网页里“甲”处的“altChunk”，不能照原样显示"
    ]


def drawing(inside: str, about: str = "") -> str:
    return r(f"<w:drawing><wp:inline><wp:docPr {about}/>{inside}</wp:inline></w:drawing>")


def blip(id_: str) -> str:
    return f'<pic:blipFill><a:blip r:embed="{id_}"/></pic:blipFill>'


def test_files_of_pictures_have_names_of_the_program_s_own() -> None:
    about = 'name="../../x" descr="&lt;公章&gt;"'
    caption = p(t("图2：乙"), '<w:pStyle w:val="题"/>')
    made = web(
        p(drawing(blip("rId3"), about)) + p(t("字") + drawing(blip("rId3"))) + p(drawing(blip("rIdFigure2"))) + caption
    )
    assert lines(made)[0].split("\n") == [
        '<figure class="image"><img src="data:image/jpeg;base64,anBn" alt="&lt;公章&gt;"></figure>',
        '<p>字<img src="data:image/jpeg;base64,anBn" alt=""></p>',
        '<figure class="image"><img src="data:image/png;base64,cG5n" alt="">',
        "<figcaption>图2：乙</figcaption></figure>",
    ]
    assert made.pictures == {"图片1.jpg": b"jpg", "图2.png": b"png"}


def test_a_caption_without_a_picture_is_a_paragraph() -> None:
    assert lines(web(p(t("图2：乙"), '<w:pStyle w:val="题"/>')))[0] == "<p>图2：乙</p>"


def test_a_picture_that_browsers_do_not_show_is_said_and_stands_by_its_words() -> None:
    made = web(p(t("前")) + p(drawing(blip("rId4"), 'descr="地图"')))
    assert "［图：地图］" in lines(made)[0]
    assert made.pictures == {}
    assert [f.message for f in made.findings] == ["网页里“前”附近的图片是浏览器不能显示的格式，没有放进网页"]


def test_a_text_box_is_read_once_and_a_shape_without_words_is_nothing() -> None:
    box = f"<w:txbxContent>{p(t('里'))}</w:txbxContent>"
    shape = f"<w:drawing><wp:anchor><wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp></wp:anchor></w:drawing>"
    old = f"<w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict>"
    twice = f"<mc:AlternateContent><mc:Choice>{shape}</mc:Choice><mc:Fallback>{old}</mc:Fallback></mc:AlternateContent>"
    line = "<w:drawing><wp:anchor><wps:wsp/></wp:anchor></w:drawing>"
    made = web(p(t("外") + r(twice) + r(line)) + p(r(old)))
    assert lines(made)[1] == "外\n里\n里"
    assert lines(made)[0].count("<div>\n<p>里</p>\n</div>") == 2
    assert made.findings == []


def test_notes_are_numbered_as_they_are_referred_to_and_stand_at_the_end() -> None:
    foot, end = r('<w:footnoteReference w:id="5"/>'), r('<w:endnoteReference w:id="2"/>')
    made = web(
        p(t("甲") + end) + p(t("乙") + foot + t("。")),
        footnotes=f'<w:footnote w:id="5">{p(r("<w:footnoteRef/>") + t("脚"))}</w:footnote>',
        endnotes=f'<w:endnote w:id="2">{p(t("尾"))}</w:endnote>',
    )
    assert lines(made)[1] == "甲［1］\n乙［2］。\n［1］尾\n［2］脚"
    assert '<div id="n2"><a href="#r2">［2］</a>脚</div>' in lines(made)[0]
    assert '乙<sup id="r2"><a href="#n2">［2］</a></sup>。' in made.html


def level(number: int, format_: str, text: str, more: str = "") -> str:
    format_ = f'<w:start w:val="1"/><w:numFmt w:val="{format_}"/>{more}'
    return f'<w:lvl w:ilvl="{number}">{format_}<w:lvlText w:val="{text}"/></w:lvl>'


def listed(*levels: str, nums: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> dict[str, str]:
    return {"numbering": f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{nums}'}


def item(words: str, deep: int = 0, num: int = 1) -> str:
    return p(t(words), f'<w:numPr><w:ilvl w:val="{deep}"/><w:numId w:val="{num}"/></w:numPr>')


def test_numbers_that_word_counts_are_written_out() -> None:
    levels = (level(0, "chineseCounting", "%1、", '<w:suff w:val="nothing"/>'), level(1, "decimal", "%1.%2"))
    body = (
        item("甲") + item("子", 1) + item("丑", 1) + item("乙") + item("寅", 1) + p(t("卯"), '<w:pStyle w:val="列"/>')
    )
    assert lines(web(body, **listed(*levels)))[1].split("\n") == [
        "一、甲",
        "一.1 子",
        "一.2 丑",
        "二、乙",
        "二.1 寅",
        "二.2 卯",
    ]


NUMBERS = [
    ("decimalEnclosedCircleChinese", ["①", "②"]),
    ("upperRoman", ["I", "II"]),
    ("lowerLetter", ["a", "b"]),
    ("chineseLegalSimplified", ["壹", "贰"]),
    ("ideographTraditional", ["甲", "乙"]),
    ("decimalFullWidth", ["１", "２"]),
    ("decimalZero", ["01", "02"]),
]


@pytest.mark.parametrize(("format_", "numbers"), NUMBERS)
def test_numbers_are_written_as_the_list_says(format_: str, numbers: list[str]) -> None:
    made = web(item("字") * 2, **listed(level(0, format_, "%1")))
    assert lines(made)[1].split("\n") == [f"{number} 字" for number in numbers]


def test_a_list_may_begin_again_and_a_bullet_is_a_sign() -> None:
    start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    again = f'<w:num w:numId="2"><w:abstractNumId w:val="0"/>{start}</w:num>'
    parts = listed(level(0, "decimal", "%1."), nums=f'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{again}')
    body = item("甲") + item("乙") + item("丙", num=2) + item("丁", num=2)
    assert lines(web(body, **parts))[1].split("\n") == ["1. 甲", "2. 乙", "1. 丙", "2. 丁"]
    bullet = level(0, "bullet", "\uf0d8", f"<w:rPr>{WING}</w:rPr>")
    assert lines(web(item("甲"), **listed(bullet)))[1] == "➢ 甲"


def test_a_number_of_an_unknown_format_is_said() -> None:
    made = web(item("甲"), **listed(level(0, "hebrew1", "%1.")))
    assert lines(made)[1] == "1. 甲"
    assert [f.code for f in made.findings] == ["W341"]


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def tc(inside: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def head(words: str) -> str:
    return p(t(words), '<w:pStyle w:val="头"/>')


def test_a_table_in_a_table_is_whole() -> None:
    inner = table(tc(p(t("里"))))
    html, text = lines(web(table(tc(p(t("外")) + inner + p(t("末"))) + tc(p(t("旁"))))))
    assert text == "外 里 末　旁"
    assert html.count("<table>") == 2


def test_heads_say_what_they_head_and_a_table_that_scrolls_can_be_reached_by_keys() -> None:
    rows = [
        tc(head("年度"), '<w:vMerge w:val="restart"/>') + tc(head("预算")) + tc(head("决算")),
        tc(p(""), "<w:vMerge/>") + tc(p(t("1"))) + tc(p(t("2"))),
    ]
    html, _ = lines(web(p(t("附表")) + table(*rows)))
    assert '<section class="table" tabindex="0" aria-label="表：附表">' in html
    assert '<th rowspan="2" scope="row">年度</th><th scope="col">预算</th>' in html


LOST = p(t("第一句。第二句。"))


@pytest.mark.parametrize("part", ["html", "text"])
def test_a_sentence_that_is_not_on_the_page_or_in_the_text_is_named(part: str) -> None:
    whole = web(LOST)
    short = whole._replace(**{part: getattr(whole, part).replace("第二句。", "")})
    assert read_back(document(LOST), whole) == []
    [found] = read_back(document(LOST), short)
    assert found.code == "W342"
    assert "少了“第二句。”" in found.message


def test_words_in_another_order_are_missed() -> None:
    body = p(t("甲乙")) + p(t("丙丁"))
    made = web(body)
    assert read_back(document(body), made._replace(text=made.text.replace("甲乙\n丙丁", "丙丁\n甲乙"))) != []


PLACES = [
    ("a paragraph without properties", "", "text-indent:0"),
    ("a first line indented", '<w:ind w:firstLineChars="200" w:firstLine="640"/>', "text-indent:2em"),
    ("characters before twips", '<w:ind w:firstLineChars="0" w:firstLine="640"/>', "text-indent:0"),
    ("in the middle", '<w:jc w:val="center"/>', "text-align:center;text-indent:0"),
    ("at the end", '<w:ind w:firstLine="640"/><w:jc w:val="end"/>', "text-align:right;text-indent:0"),
    ("the style's", '<w:pStyle w:val="缩"/>', "text-indent:2em"),
    ("its own before the style's", '<w:pStyle w:val="缩"/><w:ind w:firstLine="0"/>', "text-indent:0"),
]


@pytest.mark.parametrize(("properties", "look"), [row[1:] for row in PLACES], ids=[row[0] for row in PLACES])
def test_lines_stand_on_the_page_where_they_stand_on_paper(properties: str, look: str) -> None:
    assert f'<p style="line-height:1.8;margin:0.4em 0;{look}">甲</p>' in web(p(t("甲"), properties)).html


def test_a_picture_is_as_large_as_on_paper() -> None:
    sized = drawing(blip("rId3")).replace("<wp:docPr", '<wp:extent cx="952500" cy="476250"/><wp:docPr')
    found = 'alt="" width="100" height="50" style="width:100px;max-width:100%;height:auto">'
    assert found in web(p(sized)).html


def test_headings_below_the_fourth_are_bold_paragraphs_and_the_contents_have_two_levels() -> None:
    made = web("".join(p(t(words), f'<w:pStyle w:val="级{n}"/>') for n, words in enumerate("甲乙丙丁", 1)))
    assert lines(made)[0].split("\n") == [
        '<h2 id="s1">甲</h2>',
        '<h3 id="s2">乙</h3>',
        "<h4>丙</h4>",
        '<p class="heading"><strong>丁</strong></p>',
    ]
    contents = made.html.partition("<nav ")[2].partition("</nav>")[0]
    assert '<ul>\n<li><a href="#s1">甲</a>\n<ul>\n<li><a href="#s2">乙</a>\n</li>\n</ul>\n</li>\n</ul>' in contents


def test_tables_of_one_name_are_told_apart() -> None:
    html, _ = lines(web(p(t("附表")) + table(tc(p(t("1")))) + p("") + table(tc(p(t("2"))))))
    assert re.findall('aria-label="([^"]+)"', html) == ["表：附表", "表：1"]
    html, _ = lines(web((p(t("附表")) + table(tc(p("")))) * 2))
    assert re.findall('aria-label="([^"]+)"', html) == ["表：附表", "表：附表（2）"]


def test_rows_of_heads_alone_are_the_head_of_the_table_and_lines_of_a_cell_stay_lines() -> None:
    html, _ = lines(web(table(tc(head("甲")) + tc(head("乙")), tc(p(t("一")) + p(t("二"))) + tc(p("")))))
    assert "<thead>\n<tr><th" in html
    assert "<tbody>\n<tr><td>一<br>二</td><td></td></tr>\n</tbody>" in html


def test_what_the_list_of_contents_says_again_hides_no_loss() -> None:
    body = p(t("甲"), '<w:pStyle w:val="级1"/>')
    made = web(body)
    article = made.html.index("<article")
    lost = made._replace(html=made.html[:article] + made.html[article:].replace("甲", ""))
    assert [found.code for found in read_back(document(body), lost)] == ["W342"]
