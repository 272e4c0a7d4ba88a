"""Reasons: there is one where something differs, it fits the sentence it goes into, and says what the figures say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from yanbian_report.base.findings import Severity
from yanbian_report.forms.final_accounts.spending import FUNDS, deepest
from yanbian_report.model.figure import Figure
from yanbian_report.model.formats import spoken
from yanbian_report.model.values import Text, branch, position_of
from yanbian_report.model.year import Year
from yanbian_report.rules.rule import Outcome, Violation, rule

_KINDS = ("因公出国境费", "公务用车", "公务接待费")
_CHANGES = {
    "收支总计": ("变动原因.收支总计",),
    "财政拨款收支总计": ("变动原因.财政拨款收支总计",),
    "一般公共预算支出": ("变动原因.一般公共预算财政拨款支出",),
    "政府性基金预算支出": ("变动原因.政府性基金预算支出",),
    "国有资本经营预算支出": ("变动原因.国有资本经营预算支出",),
    **{f"三公经费.{kind}": (f"三公经费.{kind}.原因",) for kind in _KINDS},
    "机关运行经费": ("机关运行经费.原因", "机关运行经费.增减因素.1.说明"),
}


class Reason(NamedTuple):
    """A reason that was written, and what it is for: the ``word`` that the report prints before it, the path of what
    changed, the size of the change (None where there is none), and whether it is against last year or the budget.
    """

    text: Text
    word: str
    path: str
    size: Figure | None
    against: str


def written_reasons(year: Year) -> Iterator[Reason]:
    """Every reason of the year for a change or for what differs from a budget."""
    for path, texts in _CHANGES.items():
        text = year.leaves.get(texts[0])
        if isinstance(text, Text):
            yield Reason(text, year.text(f"{path}.方向"), path, year.get(f"{path}.增减额"), "上年")
    for path, name in [(f"三公经费.{kind}", "预算原因") for kind in _KINDS] + [("三公经费", "预算原因")]:
        yield from _budgeted(year, path, name)
    for fund in FUNDS:
        for code in branch(branch(year.tree[fund]).get("功能分类")):
            yield from _budgeted(year, f"{fund}.功能分类.{code}", "原因")


def _budgeted(year: Year, path: str, name: str) -> Iterator[Reason]:
    text = year.leaves.get(f"{path}.{name}")
    if isinstance(text, Text):
        spent = year.get(f"{path}.决算") or year.get(f"{path}.合计")
        budget = year.get(f"{path}.预算")
        size = None
        if spent is not None and budget is not None:
            size = spent._replace(value=abs(spent.value - budget.value), step=spent.step + budget.step, text="")
        yield Reason(text, year.text(f"{path}.预算关系"), path, size, "预算")


MORE, LESS = r"增加|增长|新增|上升|提高|增幅", r"减少|下降|降低|压减|节约|减幅"
# What explains less spending without saying so; the other side needs none, for more is asked for by name.
_SPARED = r"控制|节俭|节省|节支|精简|压缩|缩减|取消|未|没有|不再|结转|推迟|暂缓|延期|收回|停止|调减|少|降"
_ASKED = r"追加|扩大|上涨|上调|调增|补发|补缴|新|多|增|升|涨"
_SIDES = {"增加": "多", "大于": "多", "无预算": "多", "减少": "少", "小于": "少"}


@rule("R313", basis="增减的说法与数的正负一致")
def words_of_factors(year: Year) -> Iterator[Outcome]:
    """机关运行经费的每个增减因素，说明里的“增加”“减少”与填的正负一致。"""
    for path, figure in year.figures().items():
        if not (path.startswith("机关运行经费.增减因素.") and path.endswith(".增减")) or not figure:
            continue
        text = year.leaves.get(path.removesuffix("增减") + "说明")
        before = text.text.partition("{{ 增减额")[0] if isinstance(text, Text) else ""
        said = re.findall(f"{MORE}|{LESS}", before)
        if said and bool(re.search(MORE, said[-1])) != (figure.value > 0) and isinstance(text, Text):
            words = f"“增减”填的是 {spoken(figure)}，说明里却写“{said[-1]}”"
            hint = "增加填正数，减少填负数；或者改说明里的说法"
            place = position_of(text, before.rfind(said[-1]))
            yield Violation(words, (figure,), origin=place, path=text.path, hint=hint)


# What a reason comes to in the end, whatever it told before.
_IN_THE_END = r"(?:随之|相应|从而|因而|因此|[比较](?:上年|去年)|同比)[^，。；]{{0,4}}({})(?:较[多大]|明显)?$"


@rule("R314", basis="原因与增减方向一致", severity=Severity.NOTE)
def words_of_reasons(year: Year) -> Iterator[Outcome]:
    """原因只说增加而数是减少的、决算小于预算的，或者反过来的，要看一看。"""
    for reason in written_reasons(year):
        side = _SIDES.get(reason.word, "")
        against, with_it = (LESS, f"{MORE}|{_ASKED}") if side == "多" else (MORE, f"{LESS}|{_SPARED}")
        said = reason.text.text.rstrip("。\n ")
        ends = re.search(_IN_THE_END.format(against), said) if side else None
        match = re.search(against, said) if side else None
        if match and (ends or not re.search(with_it, said.replace(match[0], ""))):
            is_so = f"数比上年{reason.word}" if reason.against == "上年" else f"决算{reason.word}预算"
            if reason.word == "无预算":
                is_so = "没有预算而有支出"
            words = f"{is_so}，原因里{'最后却' if ends else '却只'}说“{(ends or match)[ends is not None]}”"
            place = position_of(reason.text, ends.start(1) if ends else match.start())
            yield Violation(words, origin=place, path=reason.text.path, hint="核对原因和数")


@rule("R518", basis="持平、没有上年数的不说增减的原因", severity=Severity.NOTE)
def reasons_for_nothing(year: Year) -> Iterator[Outcome]:
    """与上年持平、等于预算、没有上年数可比的，没有说增减的原因。"""
    said = {"持平": "与上年持平", "无上年数": "没有上年数可比", "等于": "决算等于预算"}
    for reason in written_reasons(year):
        match = re.search(f"{MORE}|{LESS}|增多", reason.text.text) if reason.word in said else None
        if match:
            words = f"“{reason.path}”{said[reason.word]}，却写了增减的原因（“{match[0]}”）"
            hint = "核对数；数不错的，删去原因" + ("，或者补上“上年”的数" if reason.word == "无上年数" else "")
            yield Violation(words, origin=position_of(reason.text, match.start()), path=reason.text.path, hint=hint)


_EMPTY = (
    r"(?:无|没有|同上|如上|见上|略|不适用|(?:正常|其他|客观|政策性?|实际)?(?:增减)?(?:变动|变化|原因|情况)?|有增有减|无(?:增减)?变[动化]"
    r"|(?:详见|见)(?:附件|附表|正文|上文|说明)|(?:工作|业务|实际)需要|据实(?:列支|填写)?|正常|其他)[。.]?"
)
_SHORTEST = 4


@rule("R517", basis="财政部专项检查：变动原因要具体", severity=Severity.NOTE)
def reasons_say_something(year: Year) -> Iterator[Outcome]:
    """原因说出了是什么事，不是“无”“同上”，也不少于四个字。"""
    for reason in written_reasons(year):
        said = reason.text.text.strip()
        same = re.match("(?:同上|如上)[，。；]", said)
        if same or re.fullmatch(_EMPTY, said) or len(said) < _SHORTEST:
            words = f"原因里写了“{said[:2]}”，读的人要往上找" if same else f"原因只写了“{said}”"
            place = position_of(reason.text, 0)
            yield Violation(words, origin=place, path=reason.text.path, hint="写是哪一件事、多少金额")
    for text in year.texts():
        first = text.path.endswith((".指标.1.实际", ".指标.1.预期"))
        if first and re.fullmatch("(?:同上|如上|见上)[。.]?", text.text.strip()):
            words = f"第一条指标写“{text.text.strip()}”，上面没有别的指标"
            yield Violation(words, origin=text.origin, path=text.path, hint="写出数和做到的事")


_OF_REASONS = r"(?:其|本年)?主要?(?:变动|增减)?原因(?:是|为|在于|：|:)|(?:变动)?原因[是为：:]|主要是"
_OF_USES = r"(?:主要)?用于|开支内容(?:包括|：|:)"
_UNITS = ("万元", "元", "%")


@rule("R516", basis="报告里的话前后接得上")
def what_the_sentence_has_already(year: Year) -> Iterator[Outcome]:
    """接在“主要原因是”“主要用于”“某某收入：”后面的话不再写这几个字，句末不写标点；引用的数后面不再写单位。"""
    for text in year.texts():
        path = text.path
        reason = path.startswith("变动原因.") or (path.endswith("原因") and not path.startswith("已知差异"))
        factor = path.startswith("机关运行经费.增减因素.") and path.endswith(".说明")
        if not reason and not factor and not path.endswith("用途"):
            continue
        has = any(word in text.text[:9] for word in ("原因", "主要是", "用于", "开支内容"))
        match = re.match(_OF_REASONS if reason else _OF_USES, text.text) if has and not factor else None
        if match:
            before = "主要原因是" if reason else "主要用于"
            words = f"前面会印“{before}”，这里又写了“{match[0]}”"
            yield Violation(words, origin=text.origin, path=path, hint=f"删去“{match[0]}”")
        said = text.text.rstrip()
        if said.endswith(tuple("。；，、.;,")):
            words, hint = f"后面会接着印，句末却有“{said[-1]}”", f"删去句末的“{said[-1]}”"
            yield Violation(words, origin=position_of(text, len(said) - 1), path=path, hint=hint)
    yield from _lead_ins_twice(year)
    yield from _units_twice(year)


_PROJECTS = r"(?:具体|其中)项目(?:为|是|包括)：?[^，。；]{0,4}$"
_CONTENT = r"(?:该|本)?(?:项目)?(?:主要)?实施内容[为是：]"


def _lead_ins_twice(year: Year) -> Iterator[Violation]:
    """Words that the report prints itself round a text: the term before its meaning, 实施内容为."""
    for text in year.texts():
        said, printed = "", ""
        if text.path.startswith("名词解释."):
            said, printed = _term_again(text.path.partition(".")[2], text.text), "前面会印名词和冒号"
        elif text.path.startswith("整体评价.特定目标类说明.") and "项目" in text.text[-12:]:
            match, printed = re.search(_PROJECTS, text.text.rstrip()), "后面会接着印“具体项目为：”"
            said = match[0] if match else ""
        elif text.path.endswith(".评价.实施内容") and "实施内容" in text.text[:12]:
            match, printed = re.match(_CONTENT, text.text), "前面会印“实施内容为：”"
            said = match[0] if match else ""
        if said:
            hint = "从“指”写起" if text.path.startswith("名词解释.") else f"删去“{said}”"
            place = position_of(text, text.text.rfind(said) if "后面" in printed else 0)
            yield Violation(f"{printed}，这里又写了“{said}”", origin=place, path=text.path, hint=hint)


def _term_again(term: str, text: str) -> str:
    """What ``text``, the meaning of ``term``, begins with though it is printed before it; empty where it does not."""
    rest = text.removeprefix(term)
    again = next((sign for sign in ("：", ":", "是指", "指") if rest != text and rest.startswith(sign)), "")
    twice = ("指指", "指是指", "是指指", "是指是指", "：", ":", "，", "、")
    return term + again if again else next((sign for sign in twice if text.startswith(sign)), "")


def _units_twice(year: Year) -> Iterator[Violation]:
    """Units typed behind a citation that prints them."""
    from yanbian_report.model.citations import citations

    units = {f.unit[0] for f in year.figures().values() if f.kind == "count" and f.unit} | {"万", "元", "%", "％"}
    for text in year.texts():
        if "{{" not in text.text:
            continue
        for citation in citations(text.text):
            after = text.text[citation.end : citation.end + 4]
            if after[:1] not in units or text.path.startswith("已知差异"):
                continue
            unit = _printed_unit(year, text, citation.path, citation.format)
            rest = after.removeprefix(unit)
            if unit and rest != after and (unit in _UNITS or not rest or not "一" <= rest[0] <= "龥"):
                words = f"“{citation.path}”印出来带“{unit}”，后面又写了“{unit}”"
                place = position_of(text, citation.end)
                yield Violation(words, origin=place, path=text.path, hint=f"删去后面的“{unit}”")


def _printed_unit(year: Year, text: Text, path: str, form: str) -> str:
    """The unit that a citation prints."""
    try:
        figure = year.find(path, text.path)
    except KeyError:
        return ""
    if not isinstance(figure, Figure) or form in ("万元数", "整数"):
        return ""
    if form in ("万元", "元"):
        return form
    if figure.kind == "amount":
        return next((unit for unit in _UNITS if figure.text.endswith(unit)), "")
    return figure.unit if figure.text.endswith(figure.unit) or figure.kind == "rate" else ""


@rule("R512", basis="决算与预算不同要说明原因")
def reasons_for_budgets(year: Year) -> Iterator[Outcome]:
    """决算与预算不同的科目、“三公”经费写了原因。"""
    for fund in FUNDS:
        items = branch(branch(year.tree[fund]).get("功能分类"))
        undivided = set(deepest(items))
        for code in items:
            if code in undivided:
                yield _unexplained(year, f"{fund}.功能分类.{code}", "原因")
    kinds = [f"三公经费.{kind}" for kind in _KINDS]
    if not any(year.text(f"{path}.预算原因") for path in kinds):
        yield _unexplained(year, "三公经费", "预算原因")


def _unexplained(year: Year, path: str, reason: str) -> Outcome:
    relation = year.text(f"{path}.预算关系")
    if relation not in ("大于", "小于", "无预算") or year.text(f"{path}.{reason}"):
        return None
    figures = [year.get(f"{path}.{name}") for name in ("完成预算", "预算", "决算", "合计")]
    words = "没有预算而有支出" if relation == "无预算" else f"决算数{relation}预算数"
    named = tuple(f for f in figures if f is not None)
    hint = f"补一行 {reason}: ……"
    return Violation(f"“{path}”{words}，没有写原因", named, path=path, hint=hint, lacks=f"{path}.{reason}")


@rule("R515", basis="变动要说明原因")
def reasons_for_changes(year: Year) -> Iterator[Outcome]:
    """比上年有增减的收支总计、支出、“三公”经费和机关运行经费写了主要原因。"""
    for path, texts in _CHANGES.items():
        size = year.get(f"{path}.增减额")
        if size is not None and not any(year.text(text) for text in texts):
            words = f"“{path}”比上年{year.text(f'{path}.方向')}了 {spoken(size)}，没有写主要原因"
            hint = f"补一行 {texts[0].rpartition('.')[2]}: ……（{texts[0]}）"
            yield Violation(words, (size,), path=path, hint=hint, lacks=texts[0])
