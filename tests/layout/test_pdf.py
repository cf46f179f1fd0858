"""The drawing as PDF: what the SVG paints, at the same places, with text to select."""

from io import BytesIO
from itertools import combinations
from pathlib import Path

import pytest
from pypdf import PdfReader

from essays.layout.faces import SIZES, WEIGHTS
from essays.layout.geometry import Rect
from essays.layout.letters import letters
from essays.layout.measure import Weight, width
from essays.layout.pdf import LARGEST, Paper, pdf
from essays.layout.scene import Scene, View, Wish, scene
from essays.layout.shape import Shape as Arrangement
from essays.layout.sheets import BORDER, column_name, cut
from essays.layout.svg import file_svg
from essays.layout.theme import DARK, LIGHT
from tests.graph.maps import graph_of, thesis
from tests.layout.ink import Shape, of_pdf, of_svg
from tests.layout.maps import random_map

A4 = (210 / 25.4 * 96, 297 / 25.4 * 96)


@pytest.fixture
def fonts(settings) -> Path:
    return Path(settings.VAR) / "fonts"


def read(drawing: Scene, fonts: Path, **options) -> PdfReader:
    return PdfReader(BytesIO(pdf(drawing, fonts=fonts, **options)))


def words_of(drawing: Scene) -> list[str]:
    things = (*drawing.pills, *drawing.boxes)
    return [label.text for thing in things for label in thing.face.labels]


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("view", list(View))
def test_a_poster_paints_every_shape_of_the_svg_at_its_place(fonts, view, theme):
    drawing = scene(random_map(60, seed=8), Wish(view=view))
    (page,) = read(drawing, fonts, theme=theme).pages
    painted, wanted = of_pdf(page), of_svg(file_svg(drawing, theme=theme))
    ground, *shapes = painted.shapes
    assert ground.fill == theme.ground
    assert len(shapes) == len(wanted.shapes) > 4 * len(drawing.boxes)
    different = [
        pair for pair in zip(shapes, wanted.shapes, strict=True) if not pair[0].near(pair[1])
    ]
    assert different == []


def test_a_poster_is_as_large_as_the_drawing(fonts):
    drawing = scene(random_map(20))
    (page,) = read(drawing, fonts).pages
    assert float(page.mediabox.width) == pytest.approx(drawing.width * 0.75)
    assert float(page.mediabox.height) == pytest.approx(drawing.height * 0.75)


def test_boxes_and_lines_stand_where_the_scene_says(fonts):
    """The same again without the SVG: from the scene's own coordinates."""
    drawing = scene(random_map(30, seed=2))
    painted = of_pdf(read(drawing, fonts).pages[0]).shapes
    outlines = [around(shape) for shape in painted if shape.stroke and shape.fill]
    for thing in (*drawing.boxes, *drawing.pills):
        assert any(
            abs(one.x - thing.rect.x) < 1.1
            and abs(one.y - thing.rect.y) < 1.1
            and abs(one.right - thing.rect.right) < 1.1
            and abs(one.bottom - thing.rect.bottom) < 1.1
            for one in outlines
        )
    for edge in drawing.edges:
        colour = LIGHT.lines[edge.kind]
        assert any(
            shape.stroke == colour and runs_along(shape, edge.points) for shape in painted
        ), edge


def around(shape: Shape) -> Rect:
    xs, ys = ([point[axis] for point in shape.points] for axis in (0, 1))
    return Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def runs_along(shape: Shape, points) -> bool:
    """Return whether a line passes all these points, 2.2 px beside them at most."""
    return len(shape.points) >= len(points) and all(
        abs(x - px) < 2.2 and abs(y - py) < 2.2
        for (x, y), (px, py) in zip(points, shape.points, strict=False)
    )


def test_words_begin_and_end_where_they_do_in_the_svg(fonts):
    drawing = scene(random_map(30, seed=2))
    painted = of_pdf(read(drawing, fonts).pages[0]).words
    wanted = of_svg(file_svg(drawing)).words
    assert len(painted) == len(wanted)
    labels = [label for thing in (*drawing.pills, *drawing.boxes) for label in thing.face.labels]
    for found, known, label in zip(painted, wanted, labels, strict=True):
        assert known.text == label.text
        wide = width(known.text, size=SIZES[label.style], weight=WEIGHTS[label.style])
        start = known.at[0] - (wide if known.ends else 0)
        assert found.at == pytest.approx((start, known.at[1]), abs=0.2)
        assert found.size == pytest.approx(known.size)


def test_words_can_be_selected(fonts):
    drawing = scene(random_map(20, seed=4))
    (page,) = read(drawing, fonts).pages
    assert page.extract_text().split() == " ".join(words_of(drawing)).split()


def test_letters_are_embedded_and_named(fonts):
    reader = read(scene(random_map(20, seed=4)), fonts)
    found = [font.get_object() for font in reader.pages[0]["/Resources"]["/Font"].values()]
    own = [font for font in found if "Inter" in font["/BaseFont"]]
    assert len(own) >= 3
    for font in own:
        assert "/FontFile2" in font["/FontDescriptor"]
        assert "/ToUnicode" in font


@pytest.mark.parametrize("weight", list(Weight))
def test_words_are_as_wide_as_they_were_measured(fonts, weight):
    for words in ("AVATARS, Wolves & Tea", "1.2.11 + 1.1.7", "„Łódź“ – côté, naïve"):
        _shaped, wide = letters(fonts).font(weight).shaped(words, 14)
        assert wide == pytest.approx(width(words, weight=weight), rel=0.004)


@pytest.mark.parametrize("words", ["ἀρετή", "Жизнь", "Tiếng Việt", "office -> 1x2", ""])
def test_words_can_be_copied_as_they_were_written(fonts, words):
    (page,) = read(scene(graph_of({"T": thesis(words)})), fonts).pages
    assert words in page.extract_text()


@pytest.mark.parametrize(
    "words", ["論証 abc", "حجة abc", "🙂 abc", "a\u200db abc", "e\u0323\u0301 abc"]
)
def test_letters_that_the_font_lacks_do_no_harm(fonts, words):
    (page,) = read(scene(graph_of({"T": thesis(words)})), fonts).pages
    assert "abc" in page.extract_text()


def test_the_file_says_what_it_is(fonts):
    reader = read(scene(random_map(3)), fonts, title="Brot – „teuer“", author="Ada")
    assert reader.metadata.title == "Brot – „teuer“"
    assert reader.metadata.author == "Ada"


def test_a_drawing_that_is_too_large_for_a_page_is_made_smaller(fonts):
    drawing = scene(random_map(250), Wish(shape=Arrangement(9)))
    assert drawing.width * 0.75 > LARGEST
    (page,) = read(drawing, fonts).pages
    assert float(page.mediabox.width) == pytest.approx(LARGEST)
    assert len(of_pdf(page).words) == len(words_of(drawing))


# ------------------------------------------------------------------ sheets


def test_sheets_lie_side_by_side_and_hold_everything():
    for boxes in (1, 8, 40, 120):
        drawing = scene(random_map(boxes, seed=1))
        shown = [thing.rect for thing in (*drawing.boxes, *drawing.pills)]
        done = cut(drawing.width, drawing.height, A4, shown)
        areas = [sheet.area for sheet in done.sheets]
        assert {(area.width, area.height) for area in areas} == {
            (done.paper.width - 2 * BORDER, done.paper.height - 2 * BORDER)
        }
        assert not [
            pair for pair in combinations(areas, 2) if pair[0].grown(-0.01).overlaps(pair[1])
        ]
        for rect in shown:
            assert covered(rect, areas) == pytest.approx(rect.width * rect.height)


def covered(rect: Rect, areas: list[Rect]) -> float:
    return sum(
        max(0.0, min(rect.right, one.right) - max(rect.x, one.x))
        * max(0.0, min(rect.bottom, one.bottom) - max(rect.y, one.y))
        for one in areas
    )


def test_sheets_are_named_like_the_fields_of_a_board():
    done = cut(2000, 1500, (700, 500), [Rect(0, 0, 2000, 1500)])
    names = [sheet.name for sheet in done.sheets]
    assert names[:2] == ["A1", "B1"]
    assert len(set(names)) == len(names) == done.columns * done.rows
    assert [column_name(n) for n in (0, 25, 26, 27, 701, 702)] == [
        "A",
        "Z",
        "AA",
        "AB",
        "ZZ",
        "AAA",
    ]


def test_an_empty_sheet_is_left_out():
    done = cut(5000, 400, A4, [Rect(0, 0, 100, 100), Rect(4900, 0, 100, 100)])
    assert len(done.sheets) == 2
    assert done.columns > 2


def test_paper_is_turned_where_that_takes_fewer_sheets():
    assert cut(900, 600, A4, [Rect(0, 0, 900, 600)]).paper.width > A4[0]
    assert cut(600, 900, A4, [Rect(0, 0, 600, 900)]).paper.width == A4[0]


@pytest.mark.parametrize(
    ("paper", "size"), [(Paper.A4, (595.28, 841.89)), (Paper.LETTER, (612, 792))]
)
def test_sheets_show_together_what_the_svg_shows(fonts, paper, size):
    drawing = scene(random_map(25, seed=6, across=0.1))
    reader = read(drawing, fonts, paper=paper, title="Bread")
    page_map, *sheets = reader.pages
    points = size[0] / 0.75, size[1] / 0.75
    wanted = of_svg(file_svg(drawing))
    done = cut(drawing.width, drawing.height, points, [around(one) for one in wanted.shapes])
    assert len(sheets) == len(done.sheets) > 1
    missing = list(wanted.shapes)
    for page, sheet in zip(sheets, done.sheets, strict=True):
        assert sorted(map(float, page.mediabox[2:])) == pytest.approx(sorted(size), abs=0.01)
        assert f"{sheet.name} Bread" in " ".join(page.extract_text().split())
        ink = of_pdf(page)
        (clip,) = ink.clips
        assert clip.width == pytest.approx(sheet.area.width + 24, abs=0.01)
        dx, dy = sheet.area.x - BORDER, sheet.area.y - BORDER
        moved = [
            Shape(s.stroke, s.fill, s.width, s.dashes, tuple((x + dx, y + dy) for x, y in s.points))
            for s in ink.shapes
        ]
        missing = [one for one in missing if not any(one.near(other) for other in moved)]
        marks = [s for s in ink.shapes if s.stroke == "#151d19" and len(s.points) == 2]
        assert len(marks) == 8
    assert missing == []
    names = [word for word in page_map.extract_text().split() if word != "Bread"]
    assert names == [sheet.name for sheet in done.sheets]


def test_what_fits_on_one_sheet_has_no_marks(fonts):
    (page,) = read(scene(random_map(2)), fonts, paper=Paper.A4).pages
    assert of_pdf(page).words
    assert not [s for s in of_pdf(page).shapes if s.stroke == "#151d19"]
