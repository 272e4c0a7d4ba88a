"""Limits: how large a workbook may be, and how reading one ends where it cannot go on.

The largest set of tables seen has sixty sheets and some ten thousand filled cells. What is far beyond that is another
file, or one that was made to be large; it is refused within a second, however small it is on the disk.
"""

from __future__ import annotations

LARGEST = 30_000_000  # bytes, as they lie there and as they come out of an archive
MOST_PARTS = 5_000
MOST_SHEETS = 200
MOST_ROWS = 20_000
MOST_COLUMNS = 1_000
MOST_CELLS = 200_000  # filled, in all sheets
MOST_SLOTS = 4_000_000  # filled or not, in rows that have something
MOST_MERGES = 50_000
MOST_PIECES = 1_000_000  # tags, records: what a file consists of, filled or not
SMALLER = "只留决算的各张表，删去图片和表外的内容，另存为 .xlsx"


class Refused(Exception):
    """What cannot be read as a workbook: a finding but for the name of the file, which ``words`` go on from."""

    def __init__(self, code: str, words: str, hint: str) -> None:
        super().__init__(words)
        self.code = code
        self.words = words
        self.hint = hint


def too_large(words: str, hint: str = SMALLER) -> Refused:
    return Refused("X107", words, hint)


def too_many_pieces() -> Refused:
    hint = "表下面和右边的空行、空列也带着格式：选中它们，删除，保存；或者另存一份只有决算表的"
    return too_large("里的格太多（空的也算），不像决算的表", hint)


def damaged(words: str = "损坏了，读不出来") -> Refused:
    return Refused("X105", words, "在 Excel 或 WPS 里打开（会提示修复），另存为 .xlsx；打不开的，从系统里重新导出一次")


def password() -> Refused:
    return Refused("X104", "加了密码，打不开", "在 Excel 或 WPS 里打开，去掉密码（也取消对工作簿的保护），另存为 .xlsx")
