"""argparse in Chinese: a translation of the strings that argparse marks for translation (Python 3.11 to 3.14)."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from gettext import NullTranslations

# Values are shown as typed (%(value)s), without the quotes and escapes of Python that argparse would put (%(value)r).
STRINGS = {
    "usage: ": "用法：",
    "positional arguments": "参数",
    "options": "选项",
    "%(heading)s:": "%(heading)s:",
    "show this help message and exit": "显示这份说明",
    " (default: %(default)s)": "（默认 %(default)s）",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s：%(message)s",
    "the following arguments are required: %s": "还要写 %s",
    "one of the arguments %s is required": "%s 要写一个",
    "unrecognized arguments: %s": "不认识“%s”",
    "expected one argument": "后面要跟一个值",
    "expected at most one argument": "后面最多跟一个值",
    "expected at least one argument": "后面至少跟一个值",
    "expected %s argument": "后面要跟 %s 个值",
    "expected %s arguments": "后面要跟 %s 个值",
    "not allowed with argument %s": "不能与 %s 一起写",
    "ignored explicit argument %r": "后面不跟值，多写了 %s",
    "ambiguous option: %(option)s could match %(matches)s": "“%(option)s”没有写全，可能是 %(matches)s",
    "unexpected option string: %s": "不认识“%s”",
    "unknown parser %(parser_name)r (choices: %(choices)s)": "没有“%(parser_name)s”这个命令，命令有：%(choices)s",
    "invalid choice: %(value)r (choose from %(choices)s)": "不能写“%(value)s”，可以写：%(choices)s",
    "invalid choice: %(value)s (choose from %(choices)s)": "不能写“%(value)s”，可以写：%(choices)s",
    "invalid choice: %(value)r, maybe you meant %(closest)r? (choose from %(choices)s)": (
        "不能写“%(value)s”，是不是 %(closest)s？可以写：%(choices)s"
    ),
    "invalid %(type)s value: %(value)r": "不能写“%(value)s”",
    "can't open '%(filename)s': %(error)s": "打不开“%(filename)s”：%(error)s",
    "%(prog)s: error: %(message)s\n": "%(prog)s：命令写得不对：%(message)s\n",
    "%(prog)s: warning: %(message)s\n": "%(prog)s：注意：%(message)s\n",
    "command '%(parser_name)s' is deprecated": "命令“%(parser_name)s”以后不再有",
    "option '%(option)s' is deprecated": "选项 %(option)s 以后不再有",
    "argument '%(argument_name)s' is deprecated": "参数“%(argument_name)s”以后不再有",
}


class _Chinese(NullTranslations):
    """A catalogue that holds ``STRINGS``; what it does not know stays as argparse says it."""

    def gettext(self, message: str) -> str:
        return STRINGS.get(message, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


@contextmanager
def argparse_in_chinese() -> Iterator[None]:
    """Let argparse look its strings up in ``STRINGS`` within this block, and elsewhere as before.

    argparse looks them up in the module's own ``_`` and ``ngettext``, which it takes from gettext; a catalogue for the
    whole process would also translate the messages of a program that uses this one as a library.
    """
    names, catalogue = vars(argparse), _Chinese()
    chinese = {"_": catalogue.gettext, "ngettext": catalogue.ngettext}
    before = {name: names[name] for name in chinese if name in names}
    for name in before:  # none where a later Python looks its strings up in another way
        names[name] = chinese[name]
    try:
        yield
    finally:
        for name, function in before.items():
            names[name] = function
