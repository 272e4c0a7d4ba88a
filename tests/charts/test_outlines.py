"""The letters of the bundled font as its own file says them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.charts.test_paint import run
from yanbian_report.charts.drawing.faces import Face
from yanbian_report.charts.drawing.fonts import BUNDLED
from yanbian_report.charts.drawing.outlines import Outlines

WITHOUT = """
import sys
from yanbian_report.charts.drawing.shapes import Words
from yanbian_report.charts.style import Style
from yanbian_report.charts.vector import svg
svg([Words(9.0, 9.0, "支出决算265.06（91.33%）", 9.5, "#262626")], "支出决算265.06（91.33%）", Style(), (146.0, 64.0))
print([name for name in ("matplotlib", "numpy", "PIL") if name in sys.modules])
"""


def test_letters_are_the_ones_that_matplotlib_reads() -> None:
    from matplotlib.ft2font import FT2Font

    own, other = Outlines(BUNDLED), Face(BUNDLED)
    assert own.units_per_em == other.units_per_em
    known = sorted(FT2Font(str(BUNDLED)).get_charmap())
    for code in [*known[:200], *known[200::60]]:
        assert own.glyph(chr(code)) == other.glyph(chr(code)), chr(code)


def test_a_vector_of_bundled_letters_loads_nothing_heavy() -> None:
    assert run(WITHOUT, {}) == "[]\n"


@pytest.mark.parametrize("cut", [0, 5, 200])
def test_a_font_of_another_kind_is_refused(tmp_path: Path, cut: int) -> None:
    file = tmp_path / "a.otf"
    file.write_bytes(BUNDLED.read_bytes()[:cut].replace(b"CFF ", b"glyf"))
    with pytest.raises(ValueError, match="without outlines"):
        Outlines(file)
