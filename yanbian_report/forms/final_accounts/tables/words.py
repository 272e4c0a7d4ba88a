"""Words: what is printed in a cell, without what differs from one program and one office to the next."""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import normalize

_BLANKS = " \t\r\n\v\f\x00\x1c\x1d\x1e\x1f\x85\xa0\u200b\u200e\u200f\u2028\u2029\u3000\ufeff"
_DROPPED = str.maketrans(dict.fromkeys(_BLANKS + "“”\"'‘’「」『』〝〞") | dict(zip("〔〕", "()", strict=True)))
_NUMERALS = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、.,]|[(][一二三四五六七八九十\d]{1,3}[)]|\d{1,2}[、.](?!\d)|其中:|减:|加:)+"
)
_REMARK = re.compile(r"[(][^()]*[)]?")


@lru_cache(maxsize=8_192)
def plain(text: str) -> str:
    """``text`` in half width, without blanks and quotes: what is compared.

    >>> plain("因 公 出 国 （ 境 ） 费用")
    '因公出国(境)费用'
    """
    return normalize("NFKC", text).translate(_DROPPED)


def name(text: str) -> str:
    """``text`` as a name that may be printed: no blanks in it, Chinese brackets.

    >>> name("公 务 用 车 运 行 维 护费"), name("退职(役)费")
    ('公务用车运行维护费', '退职（役）费')
    """
    return plain(text).replace("(", "（").replace(")", "）").replace("—", "")


@lru_cache(maxsize=4_096)
def label(text: str) -> str:
    """The label of a row without its numeral and indentation.

    >>> label("八、社会保障和就业支出"), label("    （1）公务用车购置费"), label("        其中：外事接待费")
    ('社会保障和就业支出', '公务用车购置费', '外事接待费')
    """
    return _NUMERALS.sub("", plain(text))


def without_remark(text: str) -> str:
    """``text`` without what stands in brackets, closed or cut off.

    >>> without_remark("使用非财政拨款结余(含专用结余)")
    '使用非财政拨款结余'
    """
    return _REMARK.sub("", text)
