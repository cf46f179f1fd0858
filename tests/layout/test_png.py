"""The drawing as PNG: the boxes and lines of the SVG, at the same places."""

from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image, ImageColor, ImageDraw

from essays.layout.faces import SIZES, WEIGHTS, Style
from essays.layout.geometry import Rect, bounds
from essays.layout.measure import width as measured
from essays.layout.png import MOST_PIXELS, MOST_WIDTH, png, usual_width, widest
from essays.layout.scene import Box, Edge, Scene, View, Wish, scene
from essays.layout.theme import DARK, LIGHT, Theme
from essays.layout.words import Kind
from tests.graph.maps import claim, graph_of, supports, thesis
from tests.layout.maps import random_map

TIMES = 2  # pixels to a px
NEAR = 90  # how far a colour may be off where an edge is smoothed, of 765


@pytest.fixture
def fonts(settings) -> Path:
    return Path(settings.VAR) / "fonts"


def picture(drawing: Scene, fonts: Path, theme: Theme = LIGHT) -> Image.Image:
    data = png(drawing, width=round(drawing.width * TIMES), fonts=fonts, theme=theme)
    return Image.open(BytesIO(data)).convert("RGB")


def has(image: Image.Image, colour: str, x: float, y: float, *, within: float) -> bool:
    """Return whether a colour stands somewhere around a place, in px of the drawing."""
    wanted = ImageColor.getrgb(colour)
    reach = within * TIMES
    area = [round(at) for at in (x * TIMES - reach, y * TIMES - reach)]
    around = image.crop((*area, *(at + round(2 * reach) + 1 for at in area)))
    return any(
        sum(abs(a - b) for a, b in zip(found, wanted, strict=True)) < NEAR
        for _count, found in around.getcolors()
    )


def shows_box(image: Image.Image, box: Box, theme: Theme) -> bool:
    """Return whether the four sides stand where they should, with the ground between them."""
    line, rect = theme.lines[box.kind], box.rect
    fill = theme.sheet if box.implicit else theme.tints[box.kind]
    # an implicit box has a dashed border, a left edge may be dashed too
    reach = 6.0 if box.implicit or box.kind is Kind.ATTACK else 1.0
    x, y = rect.centre
    sides = ((rect.x + 1, y), (rect.right - 0.5, y), (x, rect.y + 0.5), (x, rect.bottom - 0.5))
    return all(has(image, line, *side, within=reach) for side in sides) and has(
        image, fill, rect.right - 4, y, within=0
    )


def shows_line(image: Image.Image, edge: Edge, theme: Theme) -> bool:
    """Return whether the colour of a line is met all along it, dashes and crossings apart."""
    seen = missed = 0
    for (ax, ay), (bx, by) in pairwise(edge.points):
        steps = max(2, int((abs(ax - bx) + abs(ay - by)) / 4))
        for step in range(1, steps):
            x, y = ax + (bx - ax) * step / steps, ay + (by - ay) * step / steps
            if has(image, theme.lines[edge.kind], x, y, within=2):
                seen += 1
            else:
                missed += 1
    return seen >= missed


def off_the_drawing(drawing: Scene, image: Image.Image, theme: Theme) -> int:
    """Return how many pixels are not ground where neither boxes, pills nor lines are."""
    mask = Image.new("1", image.size, 1)
    draw = ImageDraw.Draw(mask)
    rects = [thing.rect for thing in (*drawing.boxes, *drawing.pills)]
    tips = [edge.head.tip for edge in drawing.edges if edge.head]
    rects += [Rect(x - 12, y - 12, 24, 24) for x, y in tips]
    rects += [
        bounds((), segment).grown(4) for edge in drawing.edges for segment in pairwise(edge.points)
    ]
    for rect in (rect.grown(2) for rect in rects):
        draw.rectangle([at * TIMES for at in (rect.x, rect.y, rect.right, rect.bottom)], fill=0)
    plain = Image.new("RGB", image.size, theme.ground)
    plain.paste(image, mask=mask)
    ground = ImageColor.getrgb(theme.ground)
    return sum(count for count, colour in plain.getcolors(1 << 20) if colour != ground)


@pytest.mark.parametrize(("view", "theme"), [(View.TOP_DOWN, LIGHT), (View.LEFT_RIGHT, DARK)])
def test_png_shows_the_boxes_and_lines_of_the_scene_and_nothing_else(fonts, view, theme):
    drawing = scene(random_map(24, seed=5, across=0.15), Wish(view=view))
    image = picture(drawing, fonts, theme)
    assert image.width == round(drawing.width * TIMES)
    assert image.height == pytest.approx(drawing.height * TIMES, abs=1)
    assert [box.number for box in drawing.boxes if not shows_box(image, box, theme)] == []
    assert [edge for edge in drawing.edges if not shows_line(image, edge, theme)] == []
    assert off_the_drawing(drawing, image, theme) == 0


@pytest.mark.parametrize("style", [Style.BODY, Style.WORD, Style.NUMBER])
def test_text_is_drawn_as_wide_as_it_was_measured(fonts, style):
    drawing = scene(graph_of({"T": thesis("Wolves, AVATARS & Tea: 11 to 77 towns")}))
    image = picture(drawing, fonts)
    (box,) = drawing.boxes
    line = next(label for label in box.face.labels if label.style is style)
    wide = measured(line.text, size=SIZES[style], weight=WEIGHTS[style])
    left, foot = box.rect.x + line.x - line.ends_at_x * wide, box.rect.y + line.y
    area = [round(at * TIMES) for at in (left - 1, foot - 11, left + wide + 4, foot)]
    dark = image.crop(area).convert("L").point(lambda light: 255 * (light < 130))
    start, _top, end, _foot = dark.getbbox()
    assert start / TIMES == pytest.approx(1, abs=1.6)
    assert end / TIMES == pytest.approx(wide + 1, abs=1)


def test_other_scripts_are_drawn_too(fonts):
    plain = png(scene(graph_of({"T": thesis("")})), width=600, fonts=fonts)
    greek = png(
        scene(graph_of({"T": thesis("Ὁ δὲ ἀνεξέταστος βίος Жизнь")})), width=600, fonts=fonts
    )
    assert greek != plain


def test_width_is_chosen_and_the_height_follows(fonts):
    drawing = scene(random_map(5))
    for width in (100, 1440):
        image = Image.open(BytesIO(png(drawing, width=width, fonts=fonts)))
        assert image.width == width
        assert image.height == pytest.approx(width * drawing.height / drawing.width, abs=1)


@pytest.mark.parametrize("width", [-1, 0, MOST_WIDTH + 1])
def test_a_width_without_sense_is_refused(fonts, width):
    with pytest.raises(ValueError, match=str(width)):
        png(scene(random_map(5)), width=width, fonts=fonts)


def test_a_tall_drawing_is_not_blown_up_without_end():
    names = [f"n{n}" for n in range(300)]
    chain = graph_of(
        {"n0": thesis("t")} | {name: claim("A reason") for name in names[1:]},
        *(supports(name, "n0") for name in names[1:]),
    )
    tall = scene(chain, Wish(view=View.LEFT_RIGHT))
    wide = widest(tall)
    assert wide * wide * tall.height / tall.width <= MOST_PIXELS
    assert usual_width(tall) <= wide
