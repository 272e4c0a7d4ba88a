"""Editions: what the form of a year has that the templates at hand do not, for years that no edition is made for."""

from __future__ import annotations

# What is known of the forms before 2020; 2019's revenue without 国有资本经营预算 was seen in published tables.
_BEFORE = (
    "这以前的附表是 13 张：国有资本经营预算只有一张“国有资本经营预算支出决算表”，"
    "收入里也没有国有资本经营预算财政拨款收入；"
    "印出来以后对照当年公布的格式改"
)
_ELEVENTH = "，预算绩效在 2018 年度是单独的第十节"
_AFTER = (
    "还没有见到这一年度的公开范本，暂且照它印，有没有变化不知道；范本下来以后对照着改，"
    "或者把改好的模板放进 templates 的新文件夹，文件夹名写年度，再改“版本”"
)


_OWN = "程序带有这一年度的模板：用 init 新建一个项目，把它 templates 里的这一套复制过来，再改“版本”"


def remark(year: int) -> str:
    """What to look at in a report of ``year`` that is printed in another year's form."""
    if year >= 2020:
        return _AFTER if year > 2024 else _OWN
    return _BEFORE + (_ELEVENTH if year < 2019 else "")
