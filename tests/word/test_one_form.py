"""What programs write in several ways is read in one: alternatives, measures, revisions, hidden words, tags."""

from __future__ import annotations

import pytest

from yanbian_report.word.canonical.hidden import hidden_styles, take_out_hidden
from yanbian_report.word.canonical.markup import Element, MarkupError, fragment, parse, serialise
from yanbian_report.word.canonical.namespaces import PREFIXES
from yanbian_report.word.canonical.revisions import accept_revisions
from yanbian_report.word.canonical.tidy import tidy

SPACES = " ".join(f'xmlns:{prefix}="{space}"' for space, prefix in PREFIXES.items() if prefix != "xml")
DRAWING = "<w:drawing><wp:inline/></w:drawing>"


def tree(inside: str, more: str = "") -> Element:
    return parse(f"<w:body {SPACES} {more}>{inside}</w:body>".encode())


def tidied(inside: str, more: str = "") -> str:
    root = tree(inside, more)
    assert tidy(root) == []
    return "".join(map(fragment, root))


def run(words: str) -> str:
    return f"<w:r><w:t>{words}</w:t></w:r>"


def alternative(choice: str, fallback: str, requires: str = "wps") -> str:
    both = f'<mc:Choice Requires="{requires}">{choice}</mc:Choice><mc:Fallback>{fallback}</mc:Fallback>'
    return f"<mc:AlternateContent>{both}</mc:AlternateContent>"


def test_a_drawing_keeps_what_older_programs_show() -> None:
    made = tidied(f"<w:p><w:r>{alternative(DRAWING, '<w:pict/>')}</w:r></w:p>")
    assert "<mc:Fallback><w:pict/></mc:Fallback>" in made
    assert "<wp:inline/>" in made


def test_a_form_that_is_not_known_gives_way_to_what_stands_for_it() -> None:
    emoji = alternative('<q:symEx xmlns:q="urn:q"/>', "<w:t>笑</w:t>", "q")
    made = tidied(f"<w:p><w:r>{emoji}</w:r></w:p>", 'xmlns:q="urn:q"')
    assert made == '<w:p><w:r><w:t xml:space="preserve">笑</w:t></w:r></w:p>'


def test_paragraphs_said_twice_are_said_once() -> None:
    made = tidied(alternative(f"<w:p>{run('新')}</w:p>", f"<w:p>{run('旧')}</w:p>", "w14"))
    assert made == f"<w:p>{run('新')}</w:p>".replace("<w:t>", '<w:t xml:space="preserve">')


def test_a_choice_names_the_prefix_under_which_its_form_is_written() -> None:
    text = f"<w:p><w:r>{alternative(DRAWING, '', 'mine')}</w:r></w:p>"
    root = tree(text, 'xmlns:mine="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"')
    tidy(root)
    made = serialise(root)
    assert 'Requires="wpg"' in made
    assert "xmlns:wpg=" in made


def test_strict_names_are_known_in_sixteen_bits_too() -> None:
    strict = '<w:p xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:pPr>\n</w:pPr></w:p>'
    root = parse(strict.encode("utf-16"))
    tidy(root)
    assert fragment(root) == "<w:p/>"


def attributes(number: int) -> str:
    return " ".join(f"w:a{k}='甲'" for k in range(number))


@pytest.mark.parametrize("crowded", [attributes(1_001), attributes(50_000), f"w:a='{'甲' * 1_000_001}'"])
def test_an_element_of_thousands_of_attributes_or_one_of_megabytes_is_refused(crowded: str) -> None:
    with pytest.raises(MarkupError, match="属性太多或太长"):
        tree(f"<w:p {crowded}/>")


@pytest.mark.parametrize("usual", [attributes(1_000), f"w:a='{'甲' * 1_000_000}'"])
def test_an_element_may_have_hundreds_of_attributes_and_one_with_a_drawing_s_data(usual: str) -> None:
    assert fragment(tree(f"<w:p {usual}/>")[0]).count("甲") >= 1_000


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ('<w:pgSz w:w="595.3pt"/>', '<w:pgSz w:w="11906"/>'),
        ('<w:ind w:start="2.54cm" w:end="1in"/>', '<w:ind w:left="1440" w:right="1440"/>'),
        ('<w:tblW w:w="50%"/>', '<w:tblW w:type="pct" w:w="2500"/>'),
        ('<w:sz w:val="10.5pt"/>', '<w:sz w:val="21"/>'),
        ('<w:w w:val="90%"/>', '<w:w w:val="90"/>'),
        ('<w:jc w:val="end"/>', '<w:jc w:val="right"/>'),
        ('<w:lvlText w:val="5pt"/>', '<w:lvlText w:val="5pt"/>'),
        ('<w:tcBorders><w:start w:val="single"/></w:tcBorders>', '<w:tcBorders><w:left w:val="single"/></w:tcBorders>'),
    ],
)
def test_lengths_and_sides_are_written_in_one_way(written: str, read: str) -> None:
    assert tidied(written) == read


def test_cells_that_were_merged_with_tracking_are_merged() -> None:
    cells = "".join(
        f'<w:tr><w:tc><w:tcPr><w:cellMerge w:id="1" w:author="甲" w:vMerge="{state}"/></w:tcPr><w:p/></w:tc></w:tr>'
        for state in ("rest", "cont")
    )
    root = tree(f"<w:tbl>{cells}</w:tbl>")
    accept_revisions(root)
    made = fragment(root)
    assert '<w:vMerge w:val="restart"/>' in made
    assert "<w:vMerge/>" in made
    assert "cellMerge" not in made


def test_what_was_deleted_in_a_formula_goes() -> None:
    gone = '<m:r><w:rPr><w:del w:id="1" w:author="甲"/></w:rPr><m:t>旧</m:t></m:r>'
    root = tree(f"<w:p><m:oMath>{gone}<m:r><m:t>y</m:t></m:r></m:oMath></w:p>")
    assert accept_revisions(root)
    assert fragment(root[0]) == "<w:p><m:oMath><m:r><m:t>y</m:t></m:r></m:oMath></w:p>"


def test_a_hidden_row_goes_and_what_a_hidden_style_shows_stays() -> None:
    styles = tree('<w:style w:styleId="隐"><w:rPr><w:vanish/></w:rPr></w:style>')
    row = f"<w:tr><w:trPr><w:hidden/></w:trPr><w:tc><w:p>{run('行')}</w:p></w:tc></w:tr>"
    shown = '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>明</w:t></w:r>'
    root = tree(f'<w:tbl>{row}</w:tbl><w:p><w:pPr><w:pStyle w:val="隐"/></w:pPr>{run("暗")}{shown}</w:p>')
    assert len(take_out_hidden(root, hidden_styles(styles).__contains__)) == 2
    made = fragment(root)
    assert [words in made for words in ("行", "暗", "明", "vanish")] == [False, False, True, False]
    assert "vanish" not in fragment(styles)


def test_what_a_file_hides_by_default_goes_but_for_styles_that_show_it() -> None:
    hidden = "<w:docDefaults><w:rPrDefault><w:rPr><w:vanish/></w:rPr></w:rPrDefault></w:docDefaults>"
    styles = tree(f'{hidden}<w:style w:styleId="显"><w:rPr><w:vanish w:val="0"/></w:rPr></w:style>')
    root = tree(f'<w:p>{run("暗")}</w:p><w:p><w:pPr><w:pStyle w:val="显"/></w:pPr>{run("明")}</w:p>')
    take_out_hidden(root, hidden_styles(styles).__contains__)
    assert [words in fragment(root) for words in ("暗", "明")] == [False, True]


def test_a_hidden_paragraph_leaves_no_line_and_one_whose_end_is_hidden_goes_on_in_the_next() -> None:
    hide = "<w:rPr><w:vanish/></w:rPr>"
    unseen = f"<w:p><w:pPr>{hide}</w:pPr><w:r>{hide}<w:t>暗</w:t></w:r></w:p>"
    open_ = f"<w:p><w:pPr>{hide}</w:pPr>{run('前')}</w:p>"
    table = f"<w:tbl><w:tr><w:tc>{unseen}</w:tc></w:tr></w:tbl>"
    root = tree(f"{unseen}{open_}<w:p>{run('后')}</w:p>{unseen}{table}{unseen}{table}")
    take_out_hidden(root, frozenset().__contains__)
    made = "".join(map(fragment, root)).replace(' xml:space="preserve"', "")
    empty = "<w:tbl><w:tr><w:tc><w:p><w:pPr><w:rPr/></w:pPr></w:p></w:tc></w:tr></w:tbl>"
    parting = "<w:p><w:pPr><w:rPr/></w:pPr></w:p>"
    assert made == f"<w:p>{run('前')}{run('后')}</w:p>{empty}{parting}{empty}"


@pytest.mark.parametrize(
    "unseen",
    [
        f'<w:p><w:r><w:drawing><wp:docPr id="1" name="x" hidden="1"/>{run("暗")}</w:drawing></w:r></w:p>',
        f'<w:p><w:r><w:pict><v:rect style="width:1; visibility: hidden">{run("暗")}</v:rect></w:pict></w:r></w:p>',
        f'<w:tbl><w:tblPr><w:tblStyle w:val="隐"/></w:tblPr><w:tr><w:tc><w:p>{run("暗")}</w:p></w:tc></w:tr></w:tbl>',
        f"<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p>{run('暗')}</w:p></w:tc></w:tr></w:tbl>",
    ],
    ids=["drawing", "old shape", "style of a table", "cell merged into another"],
)
def test_words_of_hidden_shapes_tables_and_merged_cells_go(unseen: str) -> None:
    root = tree(unseen + f"<w:p>{run('明')}</w:p>")
    assert take_out_hidden(root, frozenset(("隐",)).__contains__)
    assert [words in "".join(map(fragment, root)) for words in ("暗", "明")] == [False, True]


@pytest.mark.parametrize(
    "written",
    [
        '<w:fldSimple w:instr="PAGE"><w:r><w:t>7</w:t></w:r></w:fldSimple>',
        '<w:r><w:fldChar w:fldCharType="begin" w:dirty="1"/><w:t xml:space="preserve"/>'
        "<w:instrText>PAGE   </w:instrText>"
        '<w:fldChar w:fldCharType="separate"/><w:t>1</w:t><w:t>2</w:t><w:fldChar w:fldCharType="end"/></w:r>',
    ],
)
def test_the_number_of_a_page_is_one_field_however_it_is_written(written: str) -> None:
    root = parse(f"<w:ftr {SPACES}><w:p>{written}</w:p></w:ftr>".encode())
    tidy(root)
    marks = {kind: f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")}
    code = '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    made = "".join(map(fragment, root[0]))
    assert made == f"{marks['begin']}{code}{marks['separate']}{run('1')}{marks['end']}".replace(
        "<w:t>", '<w:t xml:space="preserve">'
    )


def test_a_tag_that_a_link_parts_stands_whole_where_it_begins() -> None:
    made = tidied(f'<w:p>{run("甲{{ 年")}<w:hyperlink w:anchor="乙">{run("度 }}乙")}</w:hyperlink></w:p>')
    assert "甲{{ 年度 }}</w:t></w:r><w:hyperlink" in made
    assert ">乙</w:t>" in made
