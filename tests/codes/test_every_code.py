"""Every finding code is provoked: the smallest input that does it, through what a person calls."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.codes import table_situations, workbook_files  # noqa: F401 - enter their own
from tests.codes.bench import Bench
from tests.codes.situations import BY_HAND
from tests.codes.texts import BODY, CHART, CLAUSES, EDITED, TYPED
from tests.told import told
from yanbian_report.base.codes import REGISTER
from yanbian_report.base.findings import Finding


def provoked(bench: Bench, code: str) -> list[Finding | str]:
    """What the input for ``code`` gives."""
    if code in TYPED:
        return list(bench.typed(TYPED[code]))
    if code in EDITED:
        return list(bench.whole(*EDITED[code]).check())
    if code in CHART:
        return list(bench.whole().chart(CHART[code]).build())
    if code in BODY:
        return list(bench.whole().template(BODY[code]).build())
    if code in CLAUSES:
        return list(bench.whole().clauses(CLAUSES[code]).build())
    return list(BY_HAND[code](bench))


PROVOKED = [*TYPED, *EDITED, *CHART, *BODY, *CLAUSES, *BY_HAND]


@pytest.mark.parametrize("code", PROVOKED)
def test_a_code_is_provoked_and_speaks_to_people(code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = provoked(Bench(tmp_path, monkeypatch), code)
    assert code in {one.code if isinstance(one, Finding) else one for one in found}
    said = [f"{one.message} {one.hint}" for one in found if isinstance(one, Finding)]
    assert not [words for words in said if "<w:" in words or "Traceback" in words]


@pytest.mark.skipif(os.name == "nt", reason="Windows has other words for what is wrong with a file")
@pytest.mark.parametrize("letter", sorted({code[0] for code in PROVOKED}))
def test_the_words_of_a_family_read_as_their_golden(
    letter: str, tmp_path: Path, same_as_golden: Callable[[str, str], None]
) -> None:
    said = []
    for code in sorted(code for code in PROVOKED if code[0] == letter):
        with pytest.MonkeyPatch.context() as patch:
            bench = Bench(tmp_path / code, patch)
            found = [one for one in provoked(bench, code) if isinstance(one, Finding) and one.code == code]
        words = re.sub(r"Command '\[.*\]'", "Command …", told(found[:5]))  # a program's call names a folder of its own
        said.append(f"━━ {code}\n\n{words}\n".replace(str(bench.root), "…"))
    same_as_golden(f"codes/{letter}.txt", "\n".join(said))


def test_every_code_of_the_register_is_provoked() -> None:
    assert sorted(PROVOKED) == sorted(REGISTER)


def test_the_bench_itself_is_sound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bench = Bench(tmp_path, monkeypatch).whole()
    assert {f.code for f in bench.check()} == set()
    assert {f.code for f in bench.build()} == {"W320"}, "a cover page prints few figures"
