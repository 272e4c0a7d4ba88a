"""Rounds: a process that builds report after report does not slow down, and does not grow."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from yanbian_report.base.lru import round_done


@contextmanager
def one_round() -> Iterator[None]:
    """Leave the search for circles among values until a build is over: it makes many at once and lets go of few.

    What a process remembers is looked through then, too: one that builds a province's reports keeps the last ones'.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
        round_done()
