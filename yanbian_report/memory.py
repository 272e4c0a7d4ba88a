"""Memory: what a process has worked out lately, by keys that name all that it depends on."""

from __future__ import annotations

from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class Memory(Generic[T]):
    """The last ``most`` values, for any number of threads; the oldest is let go of first."""

    def __init__(self, most: int) -> None:
        self._values: dict[object, T] = {}
        self._most = most
        self._one_at_a_time = Lock()

    def get(self, key: object) -> T | None:
        return self._values.get(key)

    def put(self, key: object, value: T) -> T:
        """Have ``value`` under ``key`` from now on; it is handed back."""
        with self._one_at_a_time:
            self._values[key] = value
            if len(self._values) > self._most:
                del self._values[next(iter(self._values))]
        return value
