"""Steps: what templates may say is carried out as Jinja would; what they may not is refused with its reason."""

from __future__ import annotations

import json

import pytest
from jinja2 import Environment

from yanbian_report.model.formats import Unprintable
from yanbian_report.model.parse_figure import parse_amount
from yanbian_report.templates.interpret import Interpreter
from yanbian_report.templates.program import Unsupported, steps_of, strip_newlines

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
    kept = json.loads(json.dumps(steps_of(source)))
    assert Interpreter([], VALUES, {}).text(kept) == Environment(autoescape=True).from_string(source).render(VALUES)


def test_line_ends_between_paragraphs_are_gone_and_those_of_values_are_breaks() -> None:
    source = "甲\n{% for 个 in 乙 %}\n{% if 个 %}\n{{ 个 }}\n{% else %}\n无{% endif %}{% endfor %}\n"
    written = Interpreter([], {"乙": ["一\n二", ""]}, {}).text(strip_newlines(steps_of(source)))
    assert "\n" not in written
    assert written.replace('</w:t><w:br/><w:t xml:space="preserve">', "｜") == "甲一｜二无"


@pytest.mark.parametrize("source", ["{% set x = 1 %}", "{{ 甲.upper() }}", "{{ 甲|replace('a', 'b') }}", "{{ 1 + 1 }}"])
def test_what_reports_do_without_is_refused(source: str) -> None:
    with pytest.raises(Unsupported):
        steps_of(source)


@pytest.mark.parametrize("source", ["{{ 己 }}", "{{ 丙.己 }}", "{{ 甲.__class__ }}", "{{ 丙.戊 }}", "{{ 乙 }}"])
def test_what_is_not_there_or_not_a_text_is_not_printed(source: str) -> None:
    with pytest.raises(Unprintable):
        Interpreter([], VALUES, {}).text(steps_of(source))


@pytest.mark.parametrize(
    "source", ["{% if 数 > 数 %}大{% endif %}", "{% if '万' in 数 %}有{% endif %}", "{{ 数|顿号 }}", "{{ 甲|顿号 }}"]
)
def test_a_figure_is_no_list_and_has_no_order(source: str) -> None:
    values = {**VALUES, "数": parse_amount("13.07", "支出.项目支出")}
    with pytest.raises((Unprintable, TypeError)):
        Interpreter([], values, {}).text(steps_of(source))


def test_a_clause_that_uses_itself_ends_with_a_reason() -> None:
    clauses = steps_of("{% macro 句_甲() %}{{ 句_甲() }}{% endmacro %}")
    with pytest.raises(Unprintable, match="套得太深"):
        Interpreter(clauses, {}, {}).text(steps_of("{{ 句式.句_甲() }}"))
