"""The sketch: a map's shape in 160 × 96."""

import re
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from essays.layout.sketch import HEIGHT, WIDTH, Bar, sketch

THESIS = (0, Bar.THESIS)

shapes = st.lists(st.tuples(st.integers(0, 12), st.sampled_from(Bar)), min_size=1, max_size=300)


def rects(svg: str) -> list[dict[str, str]]:
    return [part.attrib for part in ElementTree.fromstring(svg) if part.tag == "rect"]


def lines(svg: str) -> int:
    return sum(part.tag == "path" for part in ElementTree.fromstring(svg))


def walk(steps: list[tuple[int, Bar]]) -> list[tuple[int, Bar]]:
    """Return the rows with depths as an outline has them: from 0, and never two deeper at once."""
    rows: list[tuple[int, Bar]] = []
    for depth, bar in steps:
        rows.append((min(depth, rows[-1][0] + 1) if rows else 0, bar))
    return rows


def test_a_map_without_boxes_has_no_shape():
    assert sketch([]) == ""


def test_a_lone_thesis_is_one_bar_in_the_middle():
    (bar,) = rects(sketch([THESIS]))
    assert bar["class"] == "sk-thesis"
    assert float(bar["x"]) + float(bar["width"]) / 2 == WIDTH / 2


def test_each_child_of_the_thesis_starts_a_column_on_a_line():
    svg = sketch([THESIS, (1, Bar.SUPPORT), (2, Bar.EVIDENCE), (1, Bar.ATTACK)])
    assert lines(svg) == 2
    top, reason, evidence, objection = rects(svg)
    assert float(reason["x"]) < float(objection["x"])
    assert float(evidence["y"]) > float(reason["y"])
    assert float(evidence["x"]) > float(reason["x"])
    assert float(top["y"]) < float(reason["y"])


def test_another_root_stands_beside_without_a_line():
    svg = sketch([THESIS, (1, Bar.SUPPORT), (0, Bar.CLAIM)])
    assert [bar["class"] for bar in rects(svg)] == ["sk-thesis", "sk-support", "sk-claim"]
    assert lines(svg) == 1


def test_a_long_column_is_squeezed_before_it_is_cut():
    few = rects(sketch([THESIS, *[(1 + (i > 0), Bar.SUPPORT) for i in range(4)]]))
    some = rects(sketch([THESIS, *[(1 + (i > 0), Bar.SUPPORT) for i in range(10)]]))
    assert len(some) == 11
    assert float(some[1]["height"]) < float(few[1]["height"])


@given(shapes)
def test_every_bar_lies_within_the_picture(steps: list[tuple[int, Bar]]):
    for bar in rects(sketch(walk(steps))):
        x, y, width, height = (float(bar[name]) for name in ("x", "y", "width", "height"))
        assert min(x, y) >= 0
        assert width > 0
        assert height > 0
        assert x + width <= WIDTH + 0.1
        assert y + height <= HEIGHT + 0.1


@given(shapes)
def test_no_two_bars_overlap(steps: list[tuple[int, Bar]]):
    placed = [
        tuple(float(bar[name]) for name in ("x", "y", "width", "height"))
        for bar in rects(sketch(walk(steps)))
    ]
    for index, (x, y, width, height) in enumerate(placed):
        for other_x, other_y, other_width, other_height in placed[:index]:
            apart = (
                x >= other_x + other_width - 0.11
                or other_x >= x + width - 0.11
                or y >= other_y + other_height - 0.11
                or other_y >= y + height - 0.11
            )
            assert apart


def test_numbers_are_short():
    svg = sketch([THESIS, *[(1, Bar.SUPPORT)] * 7])
    assert not re.search(r"\.\d\d", svg)
