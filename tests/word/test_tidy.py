"""What programs leave in a page goes; what readers need stays."""

from __future__ import annotations

from yanbian_report.word import namespaces
from yanbian_report.word.canonical.markup import fragment, parse
from yanbian_report.word.canonical.tidy import tidy


def tidied(inside: str) -> str:
    root = parse(f'<w:p xmlns:w="{namespaces.W}">{inside}</w:p>'.encode())
    assert tidy(root) == []
    return fragment(root)


def mark(id_: int, name: str) -> str:
    return f'<w:bookmarkStart w:id="{id_}" w:name="{name}"/><w:bookmarkEnd w:id="{id_}"/>'


def field(instruction: str) -> str:
    return f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"


def test_bookmarks_that_programs_set_go_and_those_of_people_stay() -> None:
    made = tidied(mark(1, "_GoBack") + mark(2, "甲") + mark(3, "_Toc123") + mark(4, "_Ref456"))
    assert [name in made for name in ("_GoBack", "甲", "_Toc123", "_Ref456")] == [False, True, False, False]


def test_a_bookmark_that_a_cross_reference_leads_to_stays() -> None:
    assert "_Ref456" in tidied(mark(4, "_Ref456") + field(" REF _Ref456 \\h "))
    assert "_Ref456" in tidied(mark(4, "_Ref456") + '<w:fldSimple w:instr=" REF _Ref456 "/>')


def test_words_in_what_may_be_passed_over_are_not_passed_over() -> None:
    spaces = f'xmlns:w="{namespaces.W}" xmlns:mc="{namespaces.MC}" xmlns:z="urn:z" mc:Ignorable="z"'
    root = parse(f"<w:p {spaces}><z:a/><z:b><w:r><w:t>甲</w:t></w:r></z:b></w:p>".encode())
    assert tidy(root) == ["b"]
