"""Real essays as drawings: nothing on anything, in both views and on both grounds, and readable."""

from itertools import pairwise
from xml.etree import ElementTree

import pytest

from essays.layout.faces import SIZES, Style
from essays.layout.scene import Scene, View, Wish, scene
from essays.layout.svg import file_svg
from essays.layout.theme import DARK, LIGHT
from tests.layout import essays
from tests.layout.ink import of_svg
from tests.layout.maps import hits, inside, overlaps

SCREEN = 1440
SMALLEST_BODY, SMALLEST = 14, 12  # px
_BESIDE = pytest.mark.skipif(not essays.SEED.exists(), reason="the essay is not beside the project")
MAPS = [essays.demo, pytest.param(essays.seed, marks=_BESIDE)]


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours by WCAG 2.2, 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.fixture(params=MAPS, ids=["demo", "seed"])
def graph(request):
    return request.param()


def drawn(graph, view: View) -> Scene:
    return scene(graph, Wish(view=view))


@pytest.mark.parametrize("view", list(View))
def test_nothing_lies_on_anything(graph, view):
    drawing = drawn(graph, view)
    assert len(drawing.boxes) == len(graph.nodes)
    assert drawing.pills
    assert overlaps(drawing) == []
    assert hits(drawing) == []
    assert inside(drawing)
    assert not [edge for edge in drawing.edges if edge.curved]


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("view", list(View))
def test_every_word_is_painted_on_both_grounds(graph, view, theme):
    drawing = drawn(graph, view)
    svg = file_svg(drawing, theme=theme)
    painted = [words.text for words in of_svg(svg).words]
    for box in drawing.boxes:
        assert box.number in [label.text for label in box.face.labels]
        for label in box.face.labels:
            assert label.text in painted
    ground = ElementTree.fromstring(svg)[0].get("fill")
    assert ground == theme.ground


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_words_and_lines_stand_out_from_their_ground(theme):
    for colour in (theme.ink, theme.ink_2, theme.ink_3, theme.warning, *theme.lines.values()):
        assert contrast(colour, theme.sheet) >= 4.5
        assert contrast(colour, theme.ground) >= 4.5
    for kind, tint in theme.tints.items():
        assert contrast(theme.ink, tint) >= 4.5
        assert contrast(theme.lines[kind], tint) >= 4.5


def test_text_is_as_large_as_on_a_page():
    assert SIZES[Style.BODY] == SMALLEST_BODY
    assert min(SIZES.values()) == SMALLEST


@pytest.mark.parametrize("view", list(View))
def test_a_map_keeps_its_scale_and_scrolls(graph, view):
    """The files say their size in px, one to one: only whoever asks to see all sees small text."""
    drawing = drawn(graph, view)
    root = ElementTree.fromstring(file_svg(drawing))
    assert float(root.get("width")) == float(root.get("viewBox").split()[2])
    sizes = {words.size for words in of_svg(file_svg(drawing)).words}
    assert min(sizes) >= SMALLEST
    assert max(sizes) >= SMALLEST_BODY


@pytest.mark.parametrize("view", list(View))
def test_a_map_is_as_wide_as_a_screen_at_most_with_its_text_at_full_size(graph, view):
    """Maps of 52 and of 14 boxes, so that nobody needs to zoom out or go sideways to read them."""
    assert drawn(graph, view).width <= SCREEN


def test_a_box_says_its_text_in_the_order_it_is_read(graph):
    for box in drawn(graph, View.TOP_DOWN).boxes:
        lines = [label.y for label in box.face.labels if label.style is Style.BODY]
        assert all(one < next for one, next in pairwise(lines))
