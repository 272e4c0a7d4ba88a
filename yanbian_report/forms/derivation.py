"""Derivation: the year while it is being written. Paths are read, and figures that follow from them entered."""

from __future__ import annotations

from decimal import Decimal

from yanbian_report.model import figure as money
from yanbian_report.model.figure import YUAN, Figure
from yanbian_report.model.formats import printed
from yanbian_report.model.values import Tree, Unknown, Value, branch, look_up
from yanbian_report.yamldoc.schema import Part, Schema


class Derivation:
    """A tree to write into, by paths."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree

    def at(self, path: str) -> Value:
        """What stands at ``path``, typed or entered by now; None where nothing does."""
        found = look_up(self.tree, path.split("."))
        return None if isinstance(found, Unknown) else found

    def figure(self, path: str) -> Figure:
        found = self.at(path)
        return found if isinstance(found, Figure) else Figure(Decimal(0), YUAN, Decimal(0), path=path)

    def enter(self, path: str, node: Value) -> None:
        parent, _, key = path.rpartition(".")
        group: Tree = self.tree
        for name in parent.split(".") if parent else []:
            group = branch(group.setdefault(name, {}))
        group[key] = node

    def adds(self, path: str, *parts: str) -> None:
        """Enter ``path`` as the sum of ``parts``, unless it was typed."""
        if self.at(path) is None:
            self.enter(path, money.total(map(self.figure, parts), path, " ＋ ".join(map(_last, parts))))

    def share(self, path: str, part: str, whole: str) -> None:
        """Enter ``path`` as ``part`` ÷ ``whole``; None when the whole is zero or the part was left out."""
        if self.at(part) is None:
            self.enter(path, None)
            return
        formula = f"{_last(part)} ÷ {_last(whole)}"
        self.enter(path, money.ratio(self.figure(part), self.figure(whole), path, formula))

    def against_budget(self, path: str, spent: str) -> None:
        """Enter 完成预算 and the word 预算关系 of ``spent`` against the 预算 below ``path``.

        预算关系 is 大于, 小于, 等于, 无预算 (spent without a budget), or empty where no budget is known.
        """
        budget, rate, actual = self.at(f"{path}.预算"), self.at(f"{path}.完成预算"), self.figure(spent)
        if isinstance(budget, Figure) and not isinstance(rate, Figure):
            self.share(f"{path}.完成预算", spent, f"{path}.预算")
        relation = ""
        if any(isinstance(f, Figure) and f.unknown for f in (actual, budget, rate)):
            pass
        elif isinstance(budget, Figure):
            alike = printed(actual) == printed(budget)
            relation = _relation(printed(actual), printed(budget)) if budget or alike else "无预算"
        elif isinstance(rate, Figure):
            relation = _relation(rate.value, Decimal(1))
        self.enter(f"{path}.预算关系", relation)
        self.enter(f"{path}.完成预算", self.at(f"{path}.完成预算"))

    def change(self, path: str, now: str, before: str) -> None:
        """Enter 本年, 上年, 增减额, 增减率 and the words 方向 and 增速 of ``now`` against ``before`` below ``path``."""
        a, b = self.figure(now), self.figure(before)
        entries = compare(path, a, b if isinstance(self.at(before), Figure) else None)
        for key, node in entries.items():
            self.enter(f"{path}.{key}", node)


def _relation(a: Decimal, b: Decimal) -> str:
    return "等于" if a == b else "大于" if a > b else "小于"


def compare(path: str, now: Figure, before: Figure | None) -> Tree:
    """How ``now`` stands to last year's ``before``.

    增减额 is the size of the change in 元, 增减率 its share of last year's figure (absent for a zero base);
    方向 is 增加, 减少, 持平, 无上年数, or a mark while either figure is to be filled in; two figures that print alike
    are 持平.
    """
    if before is None:
        return {"上年": None, "增减额": None, "增减率": None, "方向": "无上年数", "增速": ""}
    if now.unknown or before.unknown:
        unknown = money.difference(now, before, f"{path}.增减额", "本年 − 上年")
        rate = money.ratio(unknown, before, f"{path}.增减率", "增减额 ÷ 上年")
        mark = f"【{money.TO_FILL}】"
        return {"上年": before, "增减额": unknown, "增减率": rate, "方向": mark, "增速": mark}
    if printed(now) == printed(before):
        return {"上年": before, "增减额": None, "增减率": None, "方向": "持平", "增速": ""}
    grew = now.value > before.value
    more, less = (now, before) if grew else (before, now)
    words = ("本年", "上年") if grew else ("上年", "本年")
    size = money.difference(more, less, f"{path}.增减额", f"{words[0]} − {words[1]}")
    rate = money.ratio(size, before, f"{path}.增减率", "增减额 ÷ 上年")
    direction, pace = ("增加", "增长") if grew else ("减少", "下降")
    return {"上年": before, "增减额": size, "增减率": rate, "方向": direction, "增速": pace if rate else ""}


def _last(path: str) -> str:
    return path.rpartition(".")[2]


def as_printed(figure: Figure) -> Figure:
    """``figure`` as the reader sees it: 万元 rounded to two decimals, and known no better than that."""
    value = printed(figure) * money.WAN
    if value == figure.value and not figure.step:
        return figure
    step = money.WAN / 100
    return Figure(value, YUAN, step, path=figure.path, formula="按印出的数", inputs=(figure,))


def entries(node: Value) -> list[Tree]:
    return [entry for entry in node if isinstance(entry, dict)] if isinstance(node, list) else []


class OmittedGroup(dict[str, Value]):
    """A group that may be left out and was: it has its keys, all without a value, and counts as nothing."""

    def __bool__(self) -> bool:
        return False


def copy_for_writing(group: Tree, schema: Schema, part: Part) -> Tree:
    """A copy of ``group`` to write into, with what may be left out and was: templates can ask for it.

    ``part`` is what ``schema`` says of the group.
    """
    own: Tree = {
        name: _own_node(child, schema, schema.below(part, name)) if isinstance(child, (dict, list)) else child
        for name, child in group.items()
    }
    for name in part.get("properties", {}):
        if name not in own:
            own[name] = _nothing(schema, schema.below(part, name))
    return own


def _nothing(schema: Schema, part: Part) -> Value:
    names = part.get("properties", {}) if part.get("type") == "object" else {}
    return OmittedGroup({name: _nothing(schema, schema.below(part, name)) for name in names}) if names else None


def _own_node(node: Tree | list[Value], schema: Schema, part: Part) -> Value:
    if isinstance(node, dict):
        return copy_for_writing(node, schema, part)
    each = schema.below(part, 0)
    return [_own_node(child, schema, each) if isinstance(child, (dict, list)) else child for child in node]
