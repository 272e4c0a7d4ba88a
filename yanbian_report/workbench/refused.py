"""Refused: a request that is answered by nothing but why."""

from __future__ import annotations


class Refused(Exception):
    """``message`` is Chinese, for the person; ``status`` is the answer's; ``field`` is what was asked for wrongly."""

    status = 400

    def __init__(self, message: str, status: int | None = None, field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.field = field
        if status is not None:
            self.status = status


class Unfit(Refused):
    """It asks for what cannot be."""


class Missing(Refused):
    """It asks for a unit, a year, a file or a code that there is not."""

    status = 404


class Unwritable(Refused):
    """Something could not be read or written: there is no leave (403) or no room (507)."""

    status = 403
