"""LruCache: what a process has worked out lately, by keys that name all that it depends on."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")
K = TypeVar("K")


class LruCache(Generic[T]):
    """The last ``most`` values that were asked for or put, for any number of threads."""

    def __init__(self, most: int) -> None:
        self._values: OrderedDict[object, T] = OrderedDict()
        self._most = most
        self._one_at_a_time = Lock()

    def get(self, key: object) -> T | None:
        with self._one_at_a_time:
            found = self._values.get(key)
            if found is not None:
                self._values.move_to_end(key)
        return found

    def of(self, keys: Iterable[K]) -> dict[K, T | None]:
        """The values of ``keys``, None where there is none; asked for together, which is faster than one by one."""
        with self._one_at_a_time:
            found = {key: self._values.get(key) for key in keys}
            for key, value in found.items():
                if value is not None:
                    self._values.move_to_end(key)
        return found

    def clear(self) -> None:
        """Forget every value."""
        with self._one_at_a_time:
            self._values.clear()

    def put(self, key: object, value: T) -> T:
        """Have ``value`` under ``key`` from now on; it is handed back."""
        with self._one_at_a_time:
            self._values[key] = value
            if len(self._values) > self._most:
                self._values.popitem(last=False)
        return value
