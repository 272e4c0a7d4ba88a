"""Buttons: what a hint tells a person to do at a command line, in the words of the page's buttons and boxes.

A hint is written for the command line; here is what the page has for each command and option. A test goes through every
text of the engine, so that none has a word of the command line left, and holds what is quoted against the page.
"""

from __future__ import annotations

import re

OVERWRITE = "已经填了、又不一样的，也照决算表改"
REMOVE = "决算表里没有的科目，从文件里删去"
LAST = "这是上年的决算表，只填上年数"
UNIT_NAME = "表上写的单位名称"
TABLE_YEAR = "表上写的年度"
DRAFT = "草稿"
IMPORT, NEW_YEAR, NEW_UNIT = "导入公开表", "新的一年", "新建单位"

_WORDS = (
    (r"用 check (\d{4}) 看", r"打开 \1 年度看"),
    (r"用 check 加上一年的年度看", "打开上一年看"),
    (r"用 check 看", "打开那一年看"),
    (r"看 check --publish", "公布以前对照公开要求看"),
    (r"用 new (\d{4}) 建", rf"用“{NEW_YEAR}”建 \1 年度"),
    (r"用 new ", f"用“{NEW_YEAR}”"),
    (r"用 init ", f"用“{NEW_UNIT}”"),
    (r"运行 import \d{4} 公开表\.xlsx", f"用“{IMPORT}”读进来"),
    (r"用 import(?: \d{4})?(?: 加上文件名| 命令)? ?", f"用“{IMPORT}”"),
    (r"加上 --overwrite 再导入一次", f"勾上“{OVERWRITE}”再导入一次"),
    (r"加上 --remove 再导入一次", f"勾上“{REMOVE}”再导入一次"),
    (r"加上 --last", f"勾上“{LAST}”"),
    (r"加上 --unit-name ([^，）]+)", rf"在“{UNIT_NAME}”里填 \1"),
    (r"加上 --table-year (\d{4})", rf"在“{TABLE_YEAR}”里填 \1"),
    (r"加 --draft ", f"勾上“{DRAFT}”"),
    (r"，或用 --project 指明它", ""),
    (r"，或者不写 --pages libreoffice(?:，用自带的排版)?", ""),
    (r"单独用 build 做这一份", "单独生成这一份"),
    (r"；机器慢的，把 --limit 写大一些", ""),
    (r"用 --jobs 1 一份一份地做", "一份一份地生成"),
    (r"再运行一次 check", "再核对一次"),
    (r"再运行一次", "再试一次"),
    (r"（check）", ""),
    (r"^batch ", "批量生成时"),
    (r"^new ", f"“{NEW_YEAR}”"),
)
_MAYBE = re.compile("--|用 (?:check|new|init|import|build)|看 check|运行|（check）|^batch |^new ")


def in_buttons(words: str) -> str:
    """``words`` as the page says them."""
    if _MAYBE.search(words) is None:
        return words
    for command, button in _WORDS:
        words = re.sub(command, button, words)
    return words
