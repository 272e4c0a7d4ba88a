"""The interpreter against Jinja: whatever allowed template it prints, over any values, Jinja prints alike."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import Environment, StrictUndefined, TemplateError

from yanbian_report.model.figure import RATE, YUAN, Figure
from yanbian_report.model.formats import FILTERS, Unprintable
from yanbian_report.templates.interpret import Interpreter
from yanbian_report.templates.parse import parse_body, parse_macro
from yanbian_report.templates.program import body_of, to_data

JINJA = Environment(autoescape=True, undefined=StrictUndefined)
JINJA.filters.update(FILTERS)
BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
CLAUSES = (
    "{% macro 句_单(个) %}〔{{ 个 }}{{ 文 }}〕{% endmacro %}",
    "{% macro 句_双(左, 右) %}{% if 左 == 右 %}同{% else %}{{ 左 }}&amp;{{ 句_单(右) }}{% endif %}{% endmacro %}",
)

TEXTS = st.text(st.sampled_from("<>&\"'\n\t甲乙；% a1{}　"), max_size=6)
NUMBERS = st.integers(-3, 12)
VALUES = st.fixed_dictionaries(
    {
        "文": TEXTS,
        "空": st.just(""),
        "数": NUMBERS,
        "无": st.none(),
        "列": st.lists(TEXTS, max_size=3),
        "组": st.fixed_dictionaries({"名": TEXTS, "数": NUMBERS, "列": st.lists(TEXTS, max_size=2)}),
        "各组": st.lists(st.fixed_dictionaries({"名": TEXTS, "数": NUMBERS}), max_size=3),
        "金额": NUMBERS.map(lambda value: Figure(Decimal(value) / 8, YUAN, Decimal(0), path="金额")),
        "比": NUMBERS.map(lambda value: Figure(Decimal(value) / 8, RATE, Decimal(0), path="比")),
        "人": NUMBERS.map(lambda value: Figure(Decimal(value), "名", Decimal(0), f"{value}名", path="人")),
    }
)
FORMATTED = ("金额|万元", "金额|万元数", "金额|元", "金额|原样", "比|百分比", "人|原样", "人|整数")
REFUSED = ("不在", "组.不在", "无", "列", "组", "金额", "文|万元", "比|元", "文|顿号", "人 > 1", "个", "loop.last")
LOOPS = {"个": "列", "文": "组.列", "项": "各组"}  # by the variable; one of them hides a name of the year


class Grammar:
    """Random templates of what is allowed; ``loops`` are the variables of the loops that are open."""

    def __init__(self, random: Random) -> None:
        self.random = random

    def one(self, *choices: str | Callable[[], str]) -> str:
        chosen = self.random.choice(choices)
        return chosen if isinstance(chosen, str) else chosen()

    def some(self, make: Callable[[], str], most: int, between: str = "") -> str:
        return between.join(make() for _ in range(self.random.randint(0, most)))

    def template(self, loops: tuple[str, ...] = (), depth: int = 2) -> str:
        parts = [self.literal, lambda: f"{{{{ {self.expression(loops)} }}}}"]
        if depth:
            parts += [lambda: self.choice(loops, depth - 1), lambda: self.loop(loops, depth - 1)]
        return "".join(self.one(*parts) for _ in range(self.random.randint(1, 3)))

    def choice(self, loops: tuple[str, ...], depth: int) -> str:
        first = f"{{% if {self.test(loops)} %}}{self.template(loops, depth)}"
        others = self.some(lambda: f"{{% elif {self.test(loops)} %}}{self.template(loops, depth)}", 2)
        return f"{first}{others}{self.otherwise(loops, depth)}{{% endif %}}"

    def loop(self, loops: tuple[str, ...], depth: int) -> str:
        name = self.one(*LOOPS)
        body = self.template((*loops, name), depth)
        return f"{{% for {name} in {LOOPS[name]} %}}{body}{self.otherwise(loops, depth)}{{% endfor %}}"

    def otherwise(self, loops: tuple[str, ...], depth: int) -> str:
        return self.one("", lambda: f"{{% else %}}{self.template(loops, depth)}")

    def literal(self) -> str:
        return self.some(lambda: self.one(*"<w:t>甲，\n1&'"), 4)

    def constant(self) -> str:
        return f"'{self.some(lambda: self.one(*'甲<&a1；'), 3)}'"

    def text(self, loops: tuple[str, ...]) -> str:
        looped = [name for loop, name in (("个", "个"), ("项", "项.名")) if loop in loops]
        return self.one("文", "空", "组.名", self.constant, *looped, *looped)

    def number(self, loops: tuple[str, ...]) -> str:
        looped = ["loop.index", "loop.length"] if loops else []
        grouped = ["项.数"] if "项" in loops else []
        return self.one("数", "组.数", "列|length", "文|length", "0", "1", "2", *looped, *looped, *grouped)

    def several(self, loops: tuple[str, ...]) -> str:
        return self.one("列", "组.列", lambda: f"[{self.some(lambda: self.leaf(loops), 3, ', ')}]")

    def leaf(self, loops: tuple[str, ...]) -> str:
        return self.one(lambda: self.text(loops), lambda: self.number(loops))

    def value(self, loops: tuple[str, ...]) -> str:
        return self.one(lambda: self.leaf(loops), self.one(*FORMATTED), lambda: f"{self.several(loops)}|顿号")

    def expression(self, loops: tuple[str, ...]) -> str:
        return self.one(
            lambda: self.value(loops),
            lambda: self.value(loops),
            lambda: f"{self.value(loops)} if {self.test(loops)} else {self.value(loops)}",
            lambda: f"{self.text(loops)} {self.one('and', 'or')} {self.value(loops)}",
            lambda: f"句式.句_双({self.leaf(loops)}, {self.value(loops)})",
            lambda: f"句式.句_单({self.text(loops)})",
            lambda: self.value(loops) if self.random.randrange(20) else self.one(*REFUSED),
        )

    def test(self, loops: tuple[str, ...], depth: int = 2) -> str:
        looped = ["loop.first", "loop.last"] if loops else []
        plain = self.one("文", "空", "数", "无", "列", "组", "人", "true", "false", *looped, *looped)
        if not depth:
            return plain
        order, among = self.one("==", "!=", "<", "<=", ">", ">="), self.one("in", "not in")
        return self.one(
            plain,
            lambda: f"{self.number(loops)} {order} {self.number(loops)}",
            lambda: f"{self.number(loops)} <= {self.number(loops)} {order} {self.number(loops)}",
            lambda: f"{self.text(loops)} {order} {self.text(loops)}",
            lambda: f"{self.leaf(loops)} {among} {self.several(loops)}",
            lambda: f"{self.text(loops)} {among} {self.text(loops)}",
            lambda: f"({self.test(loops, depth - 1)}) {self.one('is none', 'is not none')}",
            lambda: f"not ({self.test(loops, depth - 1)})",
            lambda: f"({self.test(loops, depth - 1)}) {self.one('and', 'or')} {self.test(loops, depth - 1)}",
        )


class Both:
    """One template, compiled by Jinja and as a program that has been through the cache."""

    def __init__(self, seed: int) -> None:
        self.source = Grammar(Random(seed)).template()
        self.by_jinja = JINJA.from_string(self.source)
        self.program = body_of(json.loads(json.dumps(to_data(parse_body(self.source)))))

    def jinja(self, names: dict[str, Any]) -> str | None:
        return said(lambda: self.by_jinja.render({**names, "句式": JINJA_CLAUSES.make_module(names)}))

    def own(self, names: dict[str, Any]) -> str | None:
        return said(lambda: Interpreter(MACROS, names, {}).text(self.program).replace(BREAK, "\n"))


JINJA_CLAUSES = JINJA.from_string("".join(CLAUSES))
MACROS = tuple(map(parse_macro, CLAUSES))


def said(write: Callable[[], str]) -> str | None:
    try:
        return write()
    except (Unprintable, TypeError, TemplateError):
        return None


def test_what_the_interpreter_prints_jinja_prints_alike() -> None:
    templates = [Both(seed) for seed in range(300)]
    printed: set[str] = set()

    @settings(max_examples=20)
    @given(VALUES)
    def hold(names: dict[str, Any]) -> None:
        for template in templates:
            own = template.own(names)
            if own is not None:
                assert own == template.jinja(names), template.source
                printed.add(template.source)

    hold()
    assert len([source for source in printed if "{% for" in source]) > 100, "too few of the templates were printed"
