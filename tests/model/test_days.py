"""Days are written in one way, and read however people write them."""

from __future__ import annotations

import pytest

from yanbian_report.model.days import is_day, meant_day


@pytest.mark.parametrize(
    "said", ["2023年9月1日", "2023-9-1", "2023-09-01", "2023/9/1", "2023.9.1", "２０２３．９．１", " 2023年09月01日 "]
)
def test_a_day_is_understood_however_it_is_written(said: str) -> None:
    assert meant_day(said) == "2023年9月1日"
    assert is_day(meant_day(said))


@pytest.mark.parametrize(
    "said", ["", "待填", "2023年2月30日", "2023年", "9月1日", "2023年13月1日", "２０２３年９月１日的"]
)
def test_what_is_no_day_is_none(said: str) -> None:
    assert meant_day(said) == ""
    assert not is_day(said)
