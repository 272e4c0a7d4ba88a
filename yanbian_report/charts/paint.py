"""Paint: the shapes of a chart as a PNG. matplotlib is loaded when a picture is really drawn."""

from __future__ import annotations

from contextlib import AbstractContextManager
from io import BytesIO
from operator import sub
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yanbian_report.charts.chart import Chart
from yanbian_report.charts.drawing.fonts import font_for, quietly, without_backend
from yanbian_report.charts.drawing.shapes import DEFAULT_SIZE, Bar, Line, Shape, Size, Slice, Words
from yanbian_report.charts.drawing.text_metrics import MIDDLE, MM_PER_POINT
from yanbian_report.charts.fit import fit
from yanbian_report.charts.kinds import find_kind
from yanbian_report.charts.style import Style

if TYPE_CHECKING:
    from matplotlib.artist import Artist

_SHADES = 32
_SAMPLED = 3  # shades are found in every third dot each way, in an eighth of the time
_ALIKE = 12


def shapes(chart: Chart, style: Style, size_mm: Size = DEFAULT_SIZE) -> list[Shape]:
    """What the picture of ``chart`` consists of."""
    return find_kind(chart.kind).layout(chart, style, size_mm)


def draw(chart: Chart, style: Style, size_mm: Size = DEFAULT_SIZE) -> bytes:
    """The picture as PNG: the same bytes for the same chart, style, size, font and library versions.

    Raises NoRoom, and ValueError as ``paint`` does.
    """
    _, _, made = fit(chart, style, size_mm)
    return paint(made, chart.lettering, style, size_mm)


def paint(made: list[Shape], lettering: str, style: Style, size_mm: Size) -> bytes:
    """The shapes of a picture as PNG, all text in one font that has ``lettering``.

    Raises ValueError for characters that no font has; ``missing_glyphs`` says so beforehand as findings.
    """
    font, missing = font_for(lettering)
    if missing:
        raise ValueError(f"no font has {missing!r}")
    with quietly(), _as_delivered():
        canvas = _canvas(style, size_mm)
        for order, shape in enumerate(made):
            canvas.figure.add_artist(_artist(shape, font, order, style.dpi))
        canvas.draw()
        return _png(canvas, [style.background, *(shape.colour for shape in made)], style.dpi)


def _as_delivered() -> AbstractContextManager[None]:
    """matplotlib without the settings of the machine's own matplotlibrc, which would change the picture."""
    with without_backend():
        import matplotlib

    groups = ("agg.", "figure.", "font.", "lines.", "patch.", "path.", "text.")
    delivered = {k: v for k, v in matplotlib.rcParamsDefault.items() if k.startswith(groups)}
    return matplotlib.rc_context(delivered)


def _canvas(style: Style, size_mm: Size) -> Any:
    # Any, because matplotlib leaves the canvas's methods without types.
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    inches = size_mm[0] / 25.4, size_mm[1] / 25.4
    return FigureCanvasAgg(Figure(figsize=inches, dpi=style.dpi, facecolor=style.background))


def _artist(shape: Shape, font: Path, order: int, dpi: int) -> Artist:
    """``shape`` for matplotlib, whose own later shapes lie over earlier ones."""
    from matplotlib.transforms import Affine2D

    paint: dict[str, Any] = {"transform": Affine2D().scale(dpi / 25.4), "zorder": order}
    match shape:
        case Bar():
            return _bar(shape, paint)
        case Slice():
            return _slice(shape, paint)
        case Line():
            return _line(shape, paint)
        case Words():
            return _words(shape, font, paint)


def _bar(bar: Bar, paint: dict[str, Any]) -> Artist:
    from matplotlib.patches import Rectangle

    return Rectangle((bar.x, bar.y), bar.width, bar.height, facecolor=bar.colour, snap=True, **paint)


def _slice(piece: Slice, paint: dict[str, Any]) -> Artist:
    from matplotlib.patches import Wedge

    angles = 90 - piece.end, 90 - piece.start
    return Wedge((piece.x, piece.y), piece.radius, *angles, facecolor=piece.colour, **paint)


def _line(line: Line, paint: dict[str, Any]) -> Artist:
    from matplotlib.lines import Line2D

    xs, ys = zip(*line.points, strict=True)
    return Line2D(xs, ys, color=line.colour, linewidth=line.width_pt, solid_capstyle="butt", **paint)


def _words(words: Words, font: Path, paint: dict[str, Any]) -> Artist:
    from matplotlib.font_manager import FontProperties
    from matplotlib.text import Text

    face = FontProperties(fname=str(font), size=words.size_pt)
    baseline = words.y - MIDDLE * words.size_pt * MM_PER_POINT
    place: dict[str, Any] = {"ha": words.side, "va": "baseline", "parse_math": False}
    return Text(words.x, baseline, words.text, fontproperties=face, color=words.colour, **place, **paint)


def _png(canvas: Any, colours: list[str], dpi: int) -> bytes:
    """The painted canvas as a PNG with few colours: those of the shapes, and shades for their edges."""
    from PIL import Image

    painted = Image.frombytes("RGBA", canvas.get_width_height(), bytes(canvas.buffer_rgba())).convert("RGB")
    sample = painted.resize((painted.width // _SAMPLED, painted.height // _SAMPLED), Image.Resampling.NEAREST)
    cut = sample.quantize(_SHADES).getpalette() or []
    shades = [(r, g, b) for r, g, b in zip(cut[::3], cut[1::3], cut[2::3], strict=True)]
    palette = Image.new("P", (1, 1))
    palette.putpalette([c for colour in _palette(colours, shades) for c in colour])
    out = BytesIO()
    few = painted.quantize(palette=palette, dither=Image.Dither.NONE)
    few.save(out, "PNG", compress_level=6, dpi=(dpi, dpi))
    return out.getvalue()


def _palette(colours: list[str], shades: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """The colours as they are, then the shades that are not nearly one of them.

    Pillow looks colours up in coarse steps: beside a shade much like it, white would not stay white.
    """
    exact = [(int(c[1:3], 16), int(c[3:5], 16), int(c[5:], 16)) for c in dict.fromkeys(colours)]
    other = [s for s in shades if all(max(map(abs, map(sub, s, e))) > _ALIKE for e in exact)]
    return [*exact, *other][:256]
