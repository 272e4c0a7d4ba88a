"""LruCache: what a process has worked out lately, by keys that name all that it depends on.

Values are kept by generations: those that were asked for since the last one began, and those of the one before. One
begins when so many values are new, and with every eighth round, a build or a look at a page: a process that works for
hours holds what its last rounds asked for, however large the reports are, and nothing of what was there before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from itertools import count
from typing import Any, Generic, ParamSpec, TypeVar
from weakref import WeakSet

T = TypeVar("T")
K = TypeVar("K")
P = ParamSpec("P")


class LruCache(Generic[T]):
    """The last ``most`` values that were asked for or put, and at most as many before them; for any number of threads:
    two that meet may work something out twice.
    """

    def __init__(self, most: int) -> None:
        self._new: dict[object, T] = {}
        self._old: dict[object, T] = {}
        self._most = most
        _ALL.add(self)

    def get(self, key: object) -> T | None:
        found = self._new.get(key)
        if found is None and (found := self._old.get(key)) is not None:
            self.put(key, found)
        return found

    def of(self, keys: Iterable[K]) -> dict[K, T | None]:
        """The values of ``keys``, None where there is none."""
        return {key: self.get(key) for key in keys}

    def put(self, key: object, value: T) -> T:
        """Have ``value`` under ``key`` from now on; it is handed back."""
        if len(self._new) >= self._most:
            self.begin_generation()
        self._new[key] = value
        return value

    def begin_generation(self) -> None:
        """Forget what was not asked for since the last one began."""
        self._old, self._new = self._new, {}

    def clear(self) -> None:
        """Forget every value."""
        self._old, self._new = {}, {}


_ALL: WeakSet[LruCache[Any]] = WeakSet()


def forget_unused() -> None:
    """Begin a generation of every cache of this process."""
    for cache in list(_ALL):
        cache.begin_generation()


_OFTEN = 8  # rounds, that what a process remembers outlives its last use by; twice as many at most
_ROUNDS = count(1)


def round_done() -> None:
    """A build or a look is done: what the last ones did not ask for is forgotten by and by."""
    if next(_ROUNDS) % _OFTEN == 0:
        forget_unused()


def remembered(most: int) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """A function of hashable values that gives what it gave before for the same ones."""

    def decorated(work: Callable[P, T]) -> Callable[P, T]:
        cache: LruCache[T | _Nothing] = LruCache(most)

        @wraps(work)
        def asked(*given: P.args, **named: P.kwargs) -> T:
            key = (given, *named.items()) if named else given
            found = cache.get(key)
            if found is None:
                value = work(*given, **named)
                cache.put(key, _NOTHING if value is None else value)
                return value
            return found if found is not _NOTHING else None  # type: ignore[return-value]

        return asked

    return decorated


class _Nothing:
    """None, as a value that was worked out."""


_NOTHING = _Nothing()
