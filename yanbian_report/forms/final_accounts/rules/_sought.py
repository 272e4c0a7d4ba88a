"""What is sought in every printed text, as rows: the patterns, and the judges that tell which places are slips."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import pairwise

from yanbian_report.forms.final_accounts.rules._leftovers import (
    HINTS,
    LEFTOVERS,
    OF_HINTS,
    OF_LEFTOVERS,
    OF_UNFINISHED,
    UNFINISHED,
)
from yanbian_report.forms.final_accounts.rules._near_names import is_sign
from yanbian_report.forms.final_accounts.rules._repeats import (
    CLAUSES,
    listed_twice,
    repeated_clauses,
    repetitions,
    suspected_clauses,
)
from yanbian_report.forms.final_accounts.rules._typos import TYPOS
from yanbian_report.rules.wording import CITED, Slip, Sought, each

_MOVES = "(?:增加|减少|增长|下降|上升|降低|大于|小于)"
_FIRM, _NO_HINTS = "写成确定的说法", "删去提示的话，写成确定的说法"


def _both_moves(text: str, matches: Sequence[re.Match[str]]) -> Iterator[Slip]:
    """增加（减少）, 增长/下降: of two words of direction one was to be taken."""
    for match in matches:
        both = re.compile(rf"{_MOVES}(?:[（(]{_MOVES}[）)]|[/／]{_MOVES})").match(text, max(0, match.start() - 1))
        if both:
            yield Slip("R501", both.start(), f"文字里留有“{both[0]}”", _FIRM)


def _latin_signs(text: str, matches: Sequence[re.Match[str]]) -> Iterator[Slip]:
    """Half-width signs between Chinese ones; decimals, times, links and Latin words keep theirs."""
    for match in matches:
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        left, right = is_sign(before) or before in _CLOSING, is_sign(after) or after in _OPENING_SIGNS
        beside = left and right or CITED in (before, after) and (left or right)
        if match[0] in "()\"'" and (is_sign(before) or is_sign(after)):
            beside = True
        if match[0] == "." and left and not after:
            beside = True
        if beside and before and (match[0] != "." or CITED not in (before, after)):
            yield Slip(
                "R507", match.start(), f"中文里用了半角的“{match[0]}”", f"改成全角的“{_WIDE.get(match[0], '“”')}”"
            )


_CLOSING, _OPENING_SIGNS = tuple("”》）〕’"), tuple("“《（〔‘")
_WIDE = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？", ".": "。", "(": "（", ")": "）"}


def _blanks(text: str, matches: Sequence[re.Match[str]]) -> Iterator[Slip]:
    """Blanks inside Chinese; beside digits and Latin words they are a matter of taste, at the ends nobody sees them."""
    for match in matches:
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        left = is_sign(before) or before in _SIGNS or before in _CLOSING
        if before and after and left and (is_sign(after) or after in _OPENING_SIGNS or after in _SIGNS):
            yield Slip("R507", match.start(), f"“{before}”和“{after}”之间有空格", "删去空格")


_SIGNS = tuple("，。；、：！？")


def _pairs(text: str, matches: Sequence[re.Match[str]]) -> Iterator[Slip]:
    """The first bracket or quotation mark without its partner."""
    hint = "补上另一半，或者删去这一半"
    opened: list[re.Match[str]] = []
    for match in matches:
        sign = match[0]
        if sign in _PARTNER:
            if sign == "“" and any(m[0] == "“" for m in opened):
                break
            opened.append(match)
        elif opened and _PARTNER[opened[-1][0]] == sign:
            opened.pop()
        elif opened or sign != "）" or not _numbers_an_entry(text[: match.start()]):
            yield Slip("R506", match.start(), f"{_named(sign)}前面没有与它成对的{_named(_OPENING[sign])}", hint)
            return
    if opened:
        sign = opened[-1][0]
        yield Slip("R506", opened[-1].start(), f"{_named(sign)}后面没有与它成对的{_named(_PARTNER[sign])}", hint)


def _named(sign: str) -> str:
    """``sign`` in quotation marks; those by their names, for nobody reads ““”."""
    return {"“": "前引号", "”": "后引号", "‘": "前单引号", "’": "后单引号"}.get(sign, f"“{sign}”")


def _numbers_an_entry(before: str) -> bool:
    """Whether ``before`` ends with the number of ``1）``, which needs no partner."""
    return re.search(r"(?:^|[。；：，\n])[\da-zA-Z①-⑳一二三四五六七八九十]{1,3}$", before) is not None


_PARTNER = {"（": "）", "《": "》", "〔": "〕", "【": "】", "“": "”", "‘": "’"}
_OPENING = {closing: opening for opening, closing in _PARTNER.items()}


_HAN = "一二三四五六七八九十"
_STYLES = (
    (rf"(?:^|[。；，：、\n])\s*([{_HAN}])是", "{}是", ("一是", "二是", "三是", "四是")),
    (rf"(?:^|[。；，：\n])\s*第([{_HAN}])[，、：]", "第{}", ("第二，", "第二、", "第三，", "第三、")),
    (rf"(?:^|[。；：\n])\s*[（(]([{_HAN}\d])[）)]", "（{}）", ("（二）", "（三）", "(二)", "（2）", "（3）", "(2)")),
    (r"(?:^|[。；：\n])\s*([1-9])[.．、](?!\d)", "{}.", ("2.", "2、", "3.", "3、", "2．")),
)


def _out_of_order(shown: str, _: str, matches: Sequence[re.Match[str]]) -> Iterator[Slip]:
    """Numbers of a list inside a text that do not follow one after the other; a list may begin anew."""
    for before, match in pairwise(matches):
        last, number = _number(before[1]), _number(match[1])
        if number != last + 1 and not (number == 1 and last > 1):
            said, wanted = shown.format(match[1]), shown.format(_as(match[1], last + 1))
            words = f"“{shown.format(before[1])}”后面是“{said}”，没有“{wanted}”"
            yield Slip("R551", match.start(1), words, f"改成“{wanted}”，或者补上缺的一条")
            return


def _number(sign: str) -> int:
    return int(sign) if sign.isdecimal() else _HAN.index(sign) + 1


def _as(like: str, number: int) -> str:
    return str(number) if like.isdecimal() else _HAN[number - 1] if number <= len(_HAN) else str(number)


# What numbers and 本局 mean is for rules to tell, which know the figures and what the unit calls itself.
NUMBER, CALLED = "number", "called"


def _numbers(text: str, matches: Sequence[re.Match[str]]) -> Iterator[Slip]:
    """Numbers with what stands behind them, the unit first; those of documents, models and dates are none."""
    for match in matches:
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + _BEHIND]
        if before not in _NO_NUMBER and after and (is_sign(after[0]) or after[0] in "%％"):
            yield Slip(NUMBER, match.start(), match[0], after, match[0])


_BEHIND = 10  # signs of a unit and of what is counted
_NO_NUMBER = frozenset((*"0123456789.,〔第-", *"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"))


def _called(text: str, matches: Sequence[re.Match[str]]) -> Iterator[Slip]:
    """本局, 我中心; in 成本, 本办法 and 本所有 two words meet."""
    for match in matches:
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        noun = match[0][1]
        if noun in "中部":
            noun += after
        if noun in _NOUNS and before not in _ENDS_IN_OWN.get(match[0][0], ()) and after not in _MEANS.get(noun, ()):
            yield Slip(CALLED, match.start(), match[0][0] + noun, about=noun)


_NOUNS = ("中心", "部门", *"局委办院所站校厅馆队")
_ENDS_IN_OWN = {"本": tuple("成基资根标样文版原日脚课剧")}
_MEANS = {"局": tuple("部限面势"), "委": tuple("托派员"), "办": tuple("法公理事"), "所": tuple("得有在需属列用说占")}


def _two_signs(match: re.Match[str]) -> str:
    return f"“{match[0]}”{'重复了' if match[0][0] == match[0][1] else '是两个标点连在一起'}"


SOUGHT = (
    *TYPOS,
    Sought(r"\d[\d,]*(?:\.\d+)?", _numbers),
    Sought("[本我][中局委办院所站校厅馆队部]", _called),
    Sought(LEFTOVERS, each("R501", lambda m: f"文字里留有“{m[0][:20]}”", _FIRM), OF_LEFTOVERS),
    Sought("[加少长降升低于][（(/／]", _both_moves),
    Sought(
        UNFINISHED, each("R505", lambda m: f"“{m[0][:20]}”像是没写完，或者是模板里的提示", _NO_HINTS), OF_UNFINISHED
    ),
    Sought(HINTS, each("R505", lambda m: f"“{m[0][:20]}”像是没写完，或者是模板里的提示", _NO_HINTS), OF_HINTS),
    Sought(
        r"[一-龥](?:\[\d{4}\]|【\d{4}】|[（(]\d{4}[）)])(?=\d+号)",
        each("R507", lambda m: f"文号里的年份写成了“{m[0][1:]}”", "用六角括号，例如 〔2021〕"),
        ("号",),
    ),
    Sought(
        r"[０-９]+|(?<=\d)％",
        each("R507", lambda m: f"“{m[0][:20]}”是全角的", "改成半角的数字和 %"),
        ("％", *"０１２３４５６７８９"),
    ),
    Sought(
        r"\d万?元元|[\d\ufffc]年年度|百分之[\d.]+%|[！？!]{2,}|(?:增加|增长|减少|下降|降低)-\d[\d.]*",
        each("R502", lambda m: f"“{m[0][:20]}”里多了字或者符号", "删去多的"),
        ("元元", "年年度", "百分之", "！", "？", "!", "加-", "长-", "少-", "降-", "低-"),
    ),
    Sought(
        r"(?<![\d.])0(?:\.0+)?万元，比[^，。\0]{0,8}增[加长]了?(?=[\d.]*[1-9])",
        each("R531", lambda m: f"“{m[0]}”：是 0 的数不会比上年多", "核对两个数"),
        ("0万元，比",),
    ),
    Sought("、", listed_twice),
    Sought("[，。；、：][，。；、：]", each("R502", _two_signs, "只留对的一个")),
    Sought(
        r"主要是主要是|(?:(?<=目标)|(?<![目标]))的的(?!确|士)|(?<![为除])了了(?!解|然|结|却)|%%|％％"
        r"|(?<![总调缓温饱平中柔暖])和和(?![平谐睦美气解约善])|(?<![实存现所潜内外自])在在|(?<![合归吞])并并|(?<![自理缘])由由"
        r"|或或|且且|也也|被被|而而|于于(?!都)",
        each("R502", lambda m: f"“{m[0]}”重复了", "删去多的一遍"),
        (
            "主要是主",
            "的的",
            "了了",
            "%%",
            "％％",
            "和和",
            "在在",
            "并并",
            "由由",
            "或或",
            "且且",
            "也也",
            "被被",
            "而而",
            "于于",
        ),
    ),
    *(Sought(pattern, partial(_out_of_order, shown), needs) for pattern, shown, needs in _STYLES),
    Sought("[（）《》〔〕【】“”‘’]", _pairs),
    Sought("[,;:!?.()\"']", _latin_signs),
    Sought("[ \t\u3000\u00a0]+", _blanks),
    Sought(CLAUSES, repeated_clauses, suspects=suspected_clauses),
    Sought(r"([一-龥]{2,8})\1", repetitions),
    Sought(
        r"\d+\.\d{3,}[%％]",
        each("R510", lambda m: f"百分数“{m[0]}”的小数多于两位", "四舍五入到两位小数"),
        ("%", "％"),
    ),
)
