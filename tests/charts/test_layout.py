"""Where things stand in a picture: nothing outside, nothing upon another, whatever the figures are."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from itertools import combinations, pairwise
from math import acos, degrees, hypot
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yanbian_report.charts.chart import Chart, Point
from yanbian_report.charts.drawing import text_metrics as lettering
from yanbian_report.charts.drawing.contrast import ENOUGH, contrast, edge_of
from yanbian_report.charts.drawing.leaders import STUB, Disc, leaders, spread
from yanbian_report.charts.drawing.shapes import DEFAULT_SIZE, Bar, Line, NoRoom, Size, Slice, Words
from yanbian_report.charts.drawing.text_metrics import SMALLEST, wrap
from yanbian_report.charts.fit import fit, room_for
from yanbian_report.charts.gather import shown
from yanbian_report.charts.paint import shapes
from yanbian_report.charts.style import Style
from yanbian_report.model.figure import total
from yanbian_report.model.parse_figure import parse_amount

COLUMNS, PIE, BARS = "柱状图", "饼状图", "条形图"
LARGE = (156.0, 110.0)
NAMES = (
    "社会保障和就业支出",
    "卫生健康支出",
    "住房保障支出",
    "灾害防治及应急管理支出",
    "城乡社区支出",
    "资源勘探工业信息等支出",
    "国有资本经营预算支出",
    "一般公共服务支出",
)
TINY_LAST = (960, 1, 1, 10, 1, 1, 20, 1)
TINY_FIRST = (1, 1, 1, 1, 960)
TINY_BELOW = (400, 1, 1, 1, 1, 1, 400)
EVEN = (120, 80, 60, 55, 40, 33, 22, 10)


def chart(kind: str, values: tuple[float, ...]) -> Chart:
    """A chart of ``values`` in the order of its kind."""
    points = [
        Point(name, Decimal(str(v)), f"{v:.2f}", "12.34%" if kind != COLUMNS else "", parse_amount(f"{v:.2f}"))
        for name, v in zip(NAMES, values, strict=False)
    ]
    whole = total((p.figure for p in points if p.figure is not None), "", "") if kind != COLUMNS else None
    return shown(Chart("某图", "某图", kind, "万元", tuple(points), whole=whole), kind, len(points))


def box(words: Words) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of the inked part of a line of text."""
    wide, half = lettering.width(words.text, words.size_pt), words.size_pt * lettering.MM_PER_POINT * 0.46
    left = words.x - {"left": 0, "center": wide / 2, "right": wide}[words.side]
    return left, words.y - half, left + wide, words.y + half


def apart(a: Words, b: Words) -> bool:
    (left, bottom, right, top), (other_left, other_bottom, other_right, other_top) = box(a), box(b)
    return right <= other_left or other_right <= left or top <= other_bottom or other_top <= bottom


def drawn(kind: str, values: tuple[float, ...], size: Size = DEFAULT_SIZE) -> list[Words]:
    """The texts of a picture, as its place has room for it."""
    return [s for s in fit(chart(kind, values), Style(), size)[2] if isinstance(s, Words)]


@pytest.mark.parametrize("size", [DEFAULT_SIZE, (146.0, 64.0), (80.0, 50.0)])
@pytest.mark.parametrize("kind", [PIE, BARS])
@pytest.mark.parametrize("values", [TINY_LAST, TINY_FIRST, TINY_BELOW, EVEN, (5,), (1, 1), (999, 1), (253, 14, 21)])
def test_texts_of_parts_can_be_read_do_not_overlap_and_stay_inside(
    kind: str, values: tuple[float, ...], size: Size
) -> None:
    texts = drawn(kind, values, size)
    assert all(apart(a, b) for a, b in combinations(texts, 2))
    assert all(words.size_pt >= SMALLEST for words in texts)
    for left, bottom, right, top in map(box, texts):
        assert left >= 0 <= bottom
        assert right <= size[0] + 1.5
        assert top <= size[1]


def test_what_has_no_room_is_told_with_a_place_that_has() -> None:
    place = (60.0, 40.0)
    parts = chart(PIE, EVEN)
    with pytest.raises(NoRoom):
        fit(parts, Style(), place)
    larger = room_for(parts, Style(), place)
    assert larger is not None
    assert place[0] < larger[0] <= 156
    fit(parts, Style(), larger)


def test_what_no_page_has_room_for_is_told_as_such() -> None:
    endless = chart(COLUMNS, (3, 4))._replace(heading="年度收支决算总额" * 20)
    assert room_for(endless, Style(), DEFAULT_SIZE) is None


def test_a_pie_without_room_is_drawn_as_bars_and_bars_gather_the_smallest() -> None:
    assert fit(chart(PIE, (253, 14, 21)), Style(), (80, 50))[:2] == (BARS, 3)
    assert fit(chart(PIE, EVEN), Style(), (80, 50))[:2] == (BARS, 3)
    assert fit(chart(BARS, EVEN), Style(), DEFAULT_SIZE)[:2] == (BARS, len(EVEN))


def test_bars_are_as_long_as_their_values_and_the_rest_stands_last_in_a_colour_of_its_own() -> None:
    made = shapes(shown(chart(BARS, EVEN), BARS, 5), Style())
    bars = [s for s in made if isinstance(s, Bar)]
    assert [round(b.width / bars[0].width * 120) for b in bars] == [120, 80, 60, 55, 40, 65]
    assert [b.colour for b in bars] == [Style().column] * 5 + [Style().quiet_column]
    assert "其他3项合计" in [s.text for s in made if isinstance(s, Words)]


def test_one_part_has_the_whole_width_and_says_what_is_nothing() -> None:
    alone = chart(PIE, (288.92,))._replace(kind=BARS, nil=("事业收入", "其他收入"))
    made = shapes(alone, Style())
    [bar] = [s for s in made if isinstance(s, Bar)]
    assert bar.width == pytest.approx(DEFAULT_SIZE[0] - 2 * lettering.MARGIN)
    assert "其余各项均为0：事业收入、其他收入" in [s.text for s in made if isinstance(s, Words)]
    part = alone._replace(whole=parse_amount("577.84"))
    [half] = [s for s in shapes(part, Style()) if isinstance(s, Bar)]
    assert half.width == pytest.approx(bar.width / 2)


@pytest.mark.parametrize("colour", ["#A9BFD6", "#FFFFFF", "#FFF2CC", "#1F4E79", "#BF8A30"])
@pytest.mark.parametrize("background", ["#FFFFFF", "#101010"])
def test_what_is_filled_can_be_told_from_the_paper_by_its_colour_or_its_edge(colour: str, background: str) -> None:
    edge = edge_of(colour, background)
    assert contrast(edge or colour, background) >= ENOUGH
    assert not edge or contrast(colour, background) < ENOUGH


def test_light_areas_have_an_edge_within_them_and_dark_ones_none() -> None:
    style = Style()
    made = shapes(chart(COLUMNS, (4, 2))._replace(last_stands_out=True), style)
    light, dark = (s for s in made if isinstance(s, Bar))
    [edge] = [s for s in made if isinstance(s, Line) and s.colour == edge_of(light.colour, style.background)]
    assert edge_of(dark.colour, style.background) == ""
    assert min(x for x, _ in edge.points) > light.x
    assert max(y for _, y in edge.points) < light.y + light.height
    slices = shapes(chart(PIE, (3, 2)), style)
    [_, quiet] = [s for s in slices if isinstance(s, Slice)]
    assert [s for s in slices if isinstance(s, Line) and s.colour == edge_of(quiet.colour, style.background)]


@pytest.mark.parametrize("values", [(580, 4292), (4292, 580), (5, -3), (3, 3), (0, 5), (5, 0)])
def test_the_change_stands_beyond_the_last_number(values: tuple[float, ...]) -> None:
    told = chart(COLUMNS, values)._replace(change="较2020年增长639.52%")
    texts = [s for s in shapes(told, Style()) if isinstance(s, Words)]
    [change] = [s for s in texts if s.text == told.change]
    number = next(s for s in texts if s.text == told.points[-1].drawn and s.x == change.x)
    assert (change.y - number.y) * (1 if values[-1] >= 0 else -1) > 0
    assert all(apart(a, b) for a, b in combinations(texts, 2))


def test_only_the_wider_side_has_its_names_broken_and_in_type_of_full_size() -> None:
    name = "灾害防治及应急管理方面的支出"
    points = [Point(n, Decimal(1), "1.00", "50%") for n in (name, "卫生健康支出")]
    for right, left in (points, points[::-1]):
        texts = [s for s in shapes(Chart("图", "图", PIE, "万元", (right, left)), Style()) if isinstance(s, Words)]
        named = [w.text for w in texts if w.size_pt == Style().name_size]
        assert "卫生健康支出" in named
        broken = [text for text in named if text in name]
        assert "".join(broken) == name
        assert len(broken) == 2


SIZES = [DEFAULT_SIZE, (80.0, 50.0)]
CASES = [
    *((PIE, values) for values in (TINY_LAST, TINY_FIRST, TINY_BELOW, EVEN, (999.0, 1.0))),
    *((BARS, values) for values in (TINY_LAST, EVEN, (5.0,), (999.0, 1.0))),
    *((COLUMNS, values) for values in (EVEN, (4292.46, 580.44), (4.0, -2.0), (0.0, 128888.0, 0.05), (-1.0,), (7.0,))),
]


def test_pictures_are_laid_out_as_their_golden(
    published: dict[str, Chart], same_as_golden: Callable[[str, str], None]
) -> None:
    """Every shape with its place, to the hundredth of a millimetre."""
    headed = chart(COLUMNS, (3.0, 4.0))._replace(heading="年度收支决算总额", last_stands_out=True)
    cases = [*published.values(), headed, *(chart(kind, values) for kind, values in CASES)]
    lines = [as_fits(one, size) for size in SIZES for one in cases]
    same_as_golden("pictures.txt", "\n".join(lines) + "\n")


def as_fits(one: Chart, size: Size) -> str:
    try:
        kind, kept, made = fit(one, Style(), size)
    except NoRoom:
        return f"━━ {one.name}　{one.kind}　{size}　放不下"
    gathered = f"　{kept}/{len(one.points)}" if kept < len(one.points) else ""
    return f"━━ {one.name}　{kind}　{size}{gathered}\n" + "\n".join(written(s) for s in made)


def written(shape: object) -> str:
    return re.sub(r"-?\d+\.\d+", lambda number: f"{float(number[0]):.2f}".replace("-0.00", "0.00"), str(shape))


@given(st.lists(st.floats(0.01, 1000), min_size=1, max_size=8))
def test_labels_of_any_parts_do_not_overlap(values: list[float]) -> None:
    for kind in (PIE, BARS):
        assert all(apart(a, b) for a, b in combinations(drawn(kind, tuple(values)), 2))


@given(st.lists(st.floats(-1e7, 1e7).map(lambda v: round(v, 2)), min_size=1, max_size=8).filter(any))
def test_texts_of_any_columns_do_not_overlap_and_can_be_read(values: list[float]) -> None:
    try:
        texts = drawn(COLUMNS, tuple(values))
    except NoRoom:
        assert max(lettering.width(f"{v:.2f}", SMALLEST) for v in values) > 12
        return
    assert all(apart(a, b) for a, b in combinations(texts, 2))
    assert all(words.size_pt >= SMALLEST for words in texts)


@pytest.mark.parametrize("values", [TINY_LAST, TINY_FIRST, TINY_BELOW, EVEN])
def test_no_leader_crosses_the_pie(values: tuple[float, ...]) -> None:
    made = shapes(chart(PIE, values), Style(), LARGE)
    disc = next(s for s in made if isinstance(s, Slice))
    leaders = [s for s in made if isinstance(s, Line) and s.colour == Style().line]
    assert len(leaders) == len(values)
    for line in leaders:
        for (x1, y1), (x2, y2) in pairwise(line.points):
            for step in range(1, 20):
                x, y = x1 + (x2 - x1) * step / 20, y1 + (y2 - y1) * step / 20
                assert hypot(x - disc.x, y - disc.y) > disc.radius - 0.01


@pytest.mark.parametrize("values", [TINY_LAST, TINY_FIRST, TINY_BELOW, EVEN])
def test_leaders_do_not_cross_each_other(values: tuple[float, ...]) -> None:
    made = shapes(chart(PIE, values), Style(), LARGE)
    leaders = [s.points for s in made if isinstance(s, Line) and s.colour == Style().line]
    assert len(leaders) == len(values)
    for one, other in combinations(leaders, 2):
        assert not any(cross(a, b) for a in pairwise(one) for b in pairwise(other))


TURNS = [  # how far above the middle of the pie the leader begins, how far the label is, whether an arc leads there
    (20.0, 25.0, False),
    (20.0, 19.5, False),
    (20.0, 19.3, True),
    (20.0, -1.0, True),
    (-20.0, 1.0, True),
    (-20.0, -25.0, False),
    (0.7, 1.0, False),
    (0.7, -1.0, True),
    (0.5, -1.0, False),
]


@pytest.mark.parametrize("side", [1, -1])
@pytest.mark.parametrize(("rise", "label", "turns"), TURNS)
def test_a_leader_goes_along_the_rim_only_to_a_label_nearer_the_middle(
    side: Literal[-1, 1], rise: float, label: float, turns: bool
) -> None:
    disc = Disc(50.0, 40.0, 30.0)
    angle = side * degrees(acos(rise / (disc.radius + STUB))) % 360
    ((start, *between, end),) = leaders(disc, side, [angle], [disc.y + label], 50.0 + side * 40)
    assert start == disc.at(angle)
    assert end == (50.0 + side * 40, disc.y + label)
    on_the_rim = [hypot(x - disc.x, y - disc.y) == pytest.approx(disc.radius + STUB) for x, y in between]
    assert all(on_the_rim) is turns


Point2 = tuple[float, float]


def cross(a: tuple[Point2, Point2], b: tuple[Point2, Point2]) -> bool:
    def turn(p: Point2, q: Point2, r: Point2) -> float:
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])

    return turn(*a, b[0]) * turn(*a, b[1]) < 0 and turn(*b, a[0]) * turn(*b, a[1]) < 0


def test_slices_begin_at_twelve_and_go_round_once() -> None:
    slices = [s for s in shapes(chart(PIE, EVEN), Style(), LARGE) if isinstance(s, Slice)]
    assert slices[0].start == 0
    assert slices[-1].end == pytest.approx(360)
    assert all(a.end == b.start for a, b in pairwise(slices))


def test_neighbouring_slices_have_different_colours() -> None:
    many = Chart("图", "图", PIE, "万元", tuple(Point(f"{i}项", Decimal(1), "1") for i in range(9)))
    colours = [s.colour for s in shapes(many, Style()) if isinstance(s, Slice)]
    assert all(a != b for a, b in pairwise([*colours, colours[0]]))


def test_columns_are_as_high_as_their_values() -> None:
    bars = [s for s in shapes(chart(COLUMNS, (400, 100)), Style()) if isinstance(s, Bar)]
    assert bars[0].height == pytest.approx(4 * bars[1].height)


def test_a_negative_column_hangs_from_the_line_on_which_the_others_stand() -> None:
    up, down = (s for s in shapes(chart(COLUMNS, (4, -2)), Style()) if isinstance(s, Bar))
    assert up.y == pytest.approx(down.y + down.height)


def test_zero_has_no_column_but_its_number_and_a_trifle_beside_a_giant_has_a_hair() -> None:
    made = shapes(chart(COLUMNS, (0, 128888, 0.05)), Style())
    assert [s.height > 0 for s in made if isinstance(s, Bar)] == [True, True]
    assert {"0.00", "0.05"} <= {s.text for s in made if isinstance(s, Words)}


def test_only_the_last_column_stands_out_when_told_so() -> None:
    pair = chart(COLUMNS, (4, 2))
    told = pair._replace(last_stands_out=True)
    assert [s.colour for s in shapes(told, Style()) if isinstance(s, Bar)] == [
        Style().quiet_column,
        Style().column,
    ]


def test_the_unit_stands_in_the_upper_right_corner() -> None:
    [note] = [w for w in drawn(COLUMNS, (1,)) if w.text.startswith("单位")]
    assert (note.text, note.side) == ("单位：万元", "right")


def test_a_heading_stands_in_the_upper_left_corner_and_is_as_small_as_can_be_read_before_it_meets_the_unit() -> None:
    long = chart(COLUMNS, (1,))._replace(heading="年度收支决算总额" * 4)
    large = Style()._replace(unit_size=14)
    heading, note = (
        s for s in shapes(long, large, (156, 78)) if isinstance(s, Words) and s.y > 70 and s.side != "center"
    )
    if heading.side == "right":
        heading, note = note, heading
    assert (heading.text, note.text) == (long.heading, "单位：万元")
    assert apart(heading, note)


def test_without_a_heading_the_corner_stays_empty() -> None:
    assert not [w for w in drawn(COLUMNS, (1,)) if w.side == "left"]


def test_long_names_are_broken_evenly() -> None:
    assert wrap("用于支持城乡居民养老", 30, 9.5) == ["用于支持城", "乡居民养老"]


def test_a_line_never_begins_with_a_comma() -> None:
    assert wrap("城乡居民养老，以及其他", 21, 9.5) == ["城乡居民养", "老，以及其他"]


def test_numbers_are_not_broken() -> None:
    assert wrap("自即日起至2021年底", 22, 9.5) == ["自即日起至", "2021年底"]


def test_labels_that_want_one_place_are_spread_around_it() -> None:
    assert spread([5, 5, 5], [2, 2, 2], 0, 10) == [7, 5, 3]


def test_labels_are_kept_within_bounds() -> None:
    assert spread([10, 10], [2, 2], 0, 10) == [9, 7]
