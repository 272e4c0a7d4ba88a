"""Programs: what templates may say is carried out as Jinja would; what they may not is refused with its reason."""

from __future__ import annotations

import json
from typing import get_args

import pytest
from jinja2 import Environment

from yanbian_report.model.formats import Unprintable
from yanbian_report.model.parse_figure import parse_amount
from yanbian_report.templates import interpret, program, program_shape
from yanbian_report.templates.interpret import Interpreter
from yanbian_report.templates.parse import Unsupported, parse_body, parse_macro
from yanbian_report.templates.program import body_of, strip_newlines, to_data

VALUES: dict[str, object] = {"甲": "a<b & 'c'", "乙": ["一", "二", "三"], "丙": {"丁": 0, "戊": None}}
SAID = [
    "{{ 甲 }}",
    "{% if 丙.丁 %}有{% elif 乙 %}列{% else %}无{% endif %}",
    "{% if 丙.戊 is not none %}有{% else %}无{% endif %}",
    "{% for 个 in 乙 %}{{ loop.index }}{{ 个 }}{% if not loop.last %}、{% endif %}{% else %}空{% endfor %}",
    "{% for 个 in 乙 %}{% for 里 in 乙 %}{{ loop.index }}{% endfor %}{{ loop.length }}{% endfor %}",
    "{% if '二' in 乙 and not 丙.丁 or 丙.戊 %}在{% endif %}{% if 丙.丁 == 0 != 1 %}零{% endif %}",
    "{{ 乙|length }}{{ '是' if 乙 else '否' }}",
]


@pytest.mark.parametrize("source", SAID)
def test_steps_say_what_jinja_says(source: str) -> None:
    kept = body_of(json.loads(json.dumps(to_data(parse_body(source)))))
    assert Interpreter((), VALUES, {}).text(kept) == Environment(autoescape=True).from_string(source).render(VALUES)


def test_line_ends_between_paragraphs_are_gone_and_those_of_values_are_breaks() -> None:
    source = "甲\n{% for 个 in 乙 %}\n{% if 个 %}\n{{ 个 }}\n{% else %}\n无{% endif %}{% endfor %}\n"
    written = Interpreter((), {"乙": ["一\n二", ""]}, {}).text(strip_newlines(parse_body(source)))
    assert "\n" not in written
    assert written.replace('</w:t><w:br/><w:t xml:space="preserve">', "｜") == "甲一｜二无"


@pytest.mark.parametrize(
    "source",
    [
        "{% set x = 1 %}",
        "{% macro 甲() %}{% endmacro %}",
        "{{ 甲.upper() }}",
        "{{ 甲|replace('a', 'b') }}",
        "{{ 1 + 1 }}",
    ],
)
def test_what_reports_do_without_is_refused(source: str) -> None:
    with pytest.raises(Unsupported):
        parse_body(source)


@pytest.mark.parametrize("source", ["{{ 己 }}", "{{ 丙.己 }}", "{{ 甲.__class__ }}", "{{ 丙.戊 }}", "{{ 乙 }}"])
def test_what_is_not_there_or_not_a_text_is_not_printed(source: str) -> None:
    with pytest.raises(Unprintable):
        Interpreter((), VALUES, {}).text(parse_body(source))


@pytest.mark.parametrize(
    "source", ["{% if 数 > 数 %}大{% endif %}", "{% if '万' in 数 %}有{% endif %}", "{{ 数|顿号 }}", "{{ 甲|顿号 }}"]
)
def test_a_figure_is_no_list_and_has_no_order(source: str) -> None:
    values = {**VALUES, "数": parse_amount("13.07", "支出.项目支出")}
    with pytest.raises((Unprintable, TypeError)):
        Interpreter((), values, {}).text(parse_body(source))


CLAUSES = ("{% macro 句_甲(数, 名) %}{{ 名 }}{% endmacro %}", "{% macro 句_乙() %}{{ 句式.句_乙() }}{% endmacro %}")
REASONS = [
    ("{{ 己 }}", "没有“己”这个名字"),
    ("{{ 丙.己 }}", "没有“己”这个名字"),
    ("{{ 丙.戊 }}", "这里的数据没有填"),
    ("{{ 乙 }}", "这里放的不是一个数或一段文字"),
    ("{{ 数 }}", "“支出.项目支出”没有写格式，例如 |万元、|百分比"),
    ("{{ 数|吨 }}", "没有“吨”这种格式"),
    ("{{ 数|length }}", "没有“length”这种格式"),
    ("{{ 数|百分比 }}", "“支出.项目支出”是金额，不能用 |百分比 印"),
    ("{{ 甲|万元 }}", "“a<b & 'c'”不是数，不能用 |万元 印"),
    ("{{ 数|顿号 }}", "“13.07”不是一列，不能用 |顿号 印"),
    ("{% for 个 in 甲 %}{% endfor %}", "for 后面的不是一组"),
    ("{{ 句式.句_丁() }}", "没有“丁”这个句式"),
    ("{{ 句式.句_甲(甲) }}", "“甲”要给的是：数、名"),
    ("{{ 句式.句_乙(甲) }}", "“乙”要给的是：没有"),
    ("{{ 句式.句_乙() }}", "“乙”套得太深，句式不能用到自己"),
]


@pytest.mark.parametrize(("source", "words"), REASONS, ids=[source for source, _ in REASONS])
def test_what_cannot_be_said_is_refused_with_its_reason(source: str, words: str) -> None:
    values = {**VALUES, "数": parse_amount("13.07", "支出.项目支出")}
    with pytest.raises(Unprintable) as refused:
        Interpreter([parse_macro(c) for c in CLAUSES], values, {}).text(parse_body(source))
    assert str(refused.value) == words


def test_every_kind_of_step_and_value_is_carried_out() -> None:
    assert set(interpret._STEPS) == set(get_args(program.Step))
    assert set(interpret._VALUES) == set(get_args(program.Expression))


EVERYTHING = (
    "文{{ 甲|原样 }}{% for 个 in [丙.丁, 1, '二', none, true, 1.5] %}{{ loop.index }}{% else %}空{% endfor %}"
    "{% if 甲 and not 乙 or 丙.戊 is none %}一{% elif 0 < 1 <= 2 != 3 in 乙 not in 丙 %}二{% else %}三{% endif %}"
    "{{ 句式.句_己(甲, '乙' if 乙 else 丙) }}{{ 公开表_处() }}"
)


def test_a_program_comes_back_from_the_cache_as_it_was() -> None:
    body = parse_body(EVERYTHING)
    back = body_of(json.loads(json.dumps(to_data(body))))
    assert back == body
    assert kinds(back) == kinds(body)  # tuples of different kinds may be equal
    assert set(get_args(program.Step) + get_args(program.Expression)) <= set(kinds(back))


def kinds(value: object) -> list[type]:
    inside = value if isinstance(value, tuple) else ()
    return [type(value), *(kind for part in inside for kind in kinds(part))]


def test_every_choice_of_an_if_has_its_own_line() -> None:
    (choice,) = parse_body("{% if 甲 %}\n{% elif 乙 %}\n\n{% elif 丙 %}{% endif %}")
    assert isinstance(choice, program.If)
    assert [one.line for one in choice.choices] == [1, 2, 4]


def test_an_error_in_an_elif_is_at_its_line_and_one_in_a_clause_at_its_clause() -> None:
    run = Interpreter((parse_macro("{% macro 句_甲() %}{{ 己 }}{% endmacro %}"),), VALUES, {})
    with pytest.raises(Unprintable):
        run.text(parse_body("{% if 丙.丁 %}\n{% elif 己 %}{% endif %}"))
    assert run.at == ("", 2)
    with pytest.raises(Unprintable):
        run.text(parse_body("\n\n{{ 句式.句_甲() }}"))
    assert run.at == ("甲", 1)


@pytest.mark.parametrize("body", ["甲{% endmacro %}乙{% macro 丙() %}丁", "{% macro 乙() %}{% endmacro %}"])
def test_a_clause_that_ends_its_macro_or_holds_another_is_refused(body: str) -> None:
    with pytest.raises(Unsupported):
        parse_macro(f"{{% macro 句_甲() %}}{body}{{% endmacro %}}")


def test_what_is_kept_of_every_kind_of_step_and_expression_is_known_again() -> None:
    known = {*program_shape._FIELDS}
    assert {*get_args(program.Step), *get_args(program.Expression)} <= known, "a kept template would be made anew"
