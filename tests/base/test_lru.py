"""What a process remembers is little, and any number of threads may remember at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from yanbian_report.base.lru import LruCache


def test_what_was_not_asked_for_lately_is_let_go_of_first() -> None:
    memory: LruCache[int] = LruCache(2)
    assert [memory.put("甲", 0), memory.put("乙", 1), memory.get("甲"), memory.put("丙", 2)] == [0, 1, 0, 2]
    assert [memory.get(key) for key in "甲乙丙"] == [0, None, 2]


def test_many_threads_put_and_get_at_once() -> None:
    memory: LruCache[int] = LruCache(8)

    def work(start: int) -> bool:
        return all(memory.put(number, number) == number for number in range(start, start + 2_000))

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(work, range(0, 8_000, 2_000)))
    assert sum(memory.get(number) is not None for number in range(8_000)) == 8


def test_what_is_asked_for_together_is_found_and_counts_as_asked_for() -> None:
    cache: LruCache[int] = LruCache(2)
    cache.put("a", 1)
    cache.put("b", 2)
    assert cache.of(["a", "c"]) == {"a": 1, "c": None}
    cache.put("c", 3)
    assert cache.of("abc") == {"a": 1, "b": None, "c": 3}
