"""Entry: a finding code as the register holds it, and the families that codes are told apart by."""

from __future__ import annotations

from typing import NamedTuple


class Code(NamedTuple):
    """One code: what a finding under it says, why that matters, and what to do. Chinese, for the accountant."""

    code: str
    meaning: str
    why: str
    remedy: str


class Family(NamedTuple):
    """The codes that begin with one letter, under the title that lists give them."""

    letter: str
    title: str
    codes: tuple[Code, ...]
