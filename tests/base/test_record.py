"""Records are named tuples as ``typing`` makes them, down to what is said of their types."""

from __future__ import annotations

import pickle
import typing

from yanbian_report.base import record


class Ours(record.NamedTuple):
    """A value."""

    name: str
    amount: int = 2

    @property
    def twice(self) -> int:
        """Twice the amount."""
        return 2 * self.amount


class Theirs(typing.NamedTuple):
    """A value."""

    name: str
    amount: int = 2

    @property
    def twice(self) -> int:
        """Twice the amount."""
        return 2 * self.amount


def test_a_record_is_what_typing_makes_of_the_same_class() -> None:
    assert Ours._fields == Theirs._fields
    assert Ours._field_defaults == Theirs._field_defaults
    assert Ours.__doc__ == Theirs.__doc__
    assert typing.get_type_hints(Ours) == typing.get_type_hints(Theirs)
    assert (Ours.__module__, Ours.__qualname__) == (Theirs.__module__, "Ours")
    assert set(vars(Ours)) == set(vars(Theirs)) - {"__orig_bases__"}


def test_a_record_is_a_tuple_with_what_its_class_says_besides() -> None:
    one = Ours("甲")

    assert one == ("甲", 2) == Theirs("甲")
    assert one.twice == 4
    assert one._replace(amount=3).twice == 6
    assert repr(one) == "Ours(name='甲', amount=2)"
    assert pickle.loads(pickle.dumps(one)) == one
    assert type(pickle.loads(pickle.dumps(one))) is Ours
