"""Memory: what a process has worked out lately, by keys that name all that it depends on."""

from __future__ import annotations

from typing import Generic, TypeVar

T = TypeVar("T")


class Memory(Generic[T]):
    """The last ``most`` values; the oldest is let go of first."""

    def __init__(self, most: int) -> None:
        self._values: dict[object, T] = {}
        self._most = most

    def get(self, key: object) -> T | None:
        return self._values.get(key)

    def put(self, key: object, value: T) -> T:
        self._values[key] = value
        if len(self._values) > self._most:
            self._values.pop(next(iter(self._values)), None)
        return value
