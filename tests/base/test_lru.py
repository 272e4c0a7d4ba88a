"""What a process remembers is little, and any number of threads may remember at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from yanbian_report.base.lru import LruCache, forget_unused, remembered, round_done


def test_what_was_not_asked_for_lately_is_let_go_of_first() -> None:
    memory: LruCache[int] = LruCache(2)
    for number, key in enumerate("甲乙丙"):
        memory.put(key, number)
    assert memory.get("甲") == 0  # asked for
    memory.put("丁", 3)
    memory.put("戊", 4)
    assert [memory.get(key) for key in "乙戊丁甲"] == [None, 4, 3, 0]


def test_the_last_values_are_kept_and_at_most_as_many_again() -> None:
    memory: LruCache[int] = LruCache(8)
    for number in range(100):
        memory.put(number, number)
        assert all(memory.get(one) == one for one in range(max(0, number - 7), number + 1))
    assert sum(memory.get(number) is not None for number in range(100)) <= 16


def test_many_threads_put_and_get_at_once() -> None:
    memory: LruCache[int] = LruCache(8)

    def work(start: int) -> bool:
        return all(memory.put(number, number) == number for number in range(start, start + 2_000))

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(work, range(0, 8_000, 2_000)))
    found = sum(memory.get(number) is not None for number in range(8_000))
    assert found <= 2 * (8 + 4)  # each thread may come one too late


def test_what_is_asked_for_together_is_found_and_counts_as_asked_for() -> None:
    cache: LruCache[int] = LruCache(2)
    cache.put("a", 1)
    cache.put("b", 2)
    cache.begin_generation()
    assert cache.of(["a", "c"]) == {"a": 1, "c": None}
    cache.begin_generation()
    assert cache.of("ab") == {"a": 1, "b": None}


def test_what_nobody_asks_for_is_forgotten_however_little_it_is() -> None:
    asked: list[str] = []

    @remembered(100)
    def first(text: str) -> str | None:
        asked.append(text)
        return text[:1] or None

    for _ in range(3):
        assert (first("甲乙"), first("")) == ("甲", None)
        forget_unused()
    assert asked == ["甲乙", ""]
    forget_unused()
    assert first(text="甲乙") == first("甲乙") == "甲"
    assert asked == ["甲乙", "", "甲乙", "甲乙"]


def test_who_builds_for_hours_forgets_what_the_last_builds_did_not_ask_for() -> None:
    cache: LruCache[int] = LruCache(100)
    cache.put("once", 1)
    cache.put("always", 2)
    for _ in range(24):
        assert cache.get("always") == 2
        round_done()
    assert cache.of(["once", "always"]) == {"once": None, "always": 2}
