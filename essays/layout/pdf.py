"""A drawing as PDF: one page as large as the drawing, or sheets of paper to be put together.

The text can be selected, and is set in the letters that it was measured with.
"""

from collections.abc import Sequence
from enum import StrEnum
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import Final

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, LETTER
from reportlab.pdfgen.canvas import Canvas

from essays.layout.geometry import Rect
from essays.layout.letters import letters
from essays.layout.measure import Weight, fits
from essays.layout.pen import Pen, Piece, pieces_of
from essays.layout.scene import ENGLISH, Scene
from essays.layout.sheets import BORDER, Cut, Sheet, cut
from essays.layout.svg import file_svg
from essays.layout.theme import LIGHT, Theme
from essays.layout.words import Words


class Paper(StrEnum):
    """What the drawing is put on."""

    POSTER = "poster"
    A4 = "a4"
    LETTER = "letter"


POINT: Final = 0.75  # of a px, at zoom 1
LARGEST: Final = 14_400.0  # points: no page of a PDF may be larger
_SIZES: Final = {Paper.A4: A4, Paper.LETTER: LETTER}
_BLEED, _MARK, _MARK_OFF = 12.0, 22.0, 16.0  # px
_INK, _QUIET = HexColor("#151d19"), HexColor("#59645e")
# the library keeps its fonts in one place for all threads
_ONE_AT_A_TIME = Lock()


def pdf(
    drawing: Scene,
    *,
    fonts: Path,
    paper: Paper = Paper.POSTER,
    theme: Theme = LIGHT,
    title: str = "",
    author: str = "",
    words: Words = ENGLISH,
) -> bytes:
    """Return the drawing as a PDF. `fonts` is a folder for font files.

    On paper it is as large as on screen. Where it takes more than one sheet, a map of the sheets
    comes first, and each has marks to cut along and its name, A1 to the upper left.
    """
    pieces = pieces_of(file_svg(drawing, theme=theme, words=words))
    out = BytesIO()
    with _ONE_AT_A_TIME:
        canvas = Canvas(out, pageCompression=1)
        canvas.setTitle(title)
        canvas.setAuthor(author)
        canvas.setCreator("argmap")
        book = _Book(canvas, Pen(canvas, letters(fonts)), drawing, pieces, theme)
        if paper is Paper.POSTER:
            book.poster()
        else:
            book.sheets(_SIZES[paper], title)
        canvas.save()
    return out.getvalue()


class _Book:
    """The pages of a PDF."""

    def __init__(
        self, canvas: Canvas, pen: Pen, drawing: Scene, pieces: Sequence[Piece], theme: Theme
    ) -> None:
        self.canvas = canvas
        self.pen = pen
        self.whole = Rect(0, 0, drawing.width, drawing.height)
        self.pieces = pieces
        self.theme = theme

    def poster(self) -> None:
        """Write one page that is as large as the drawing."""
        scale = min(POINT, LARGEST / max(self.whole.width, self.whole.height))
        self._turn(self.whole, scale)
        self._draw(self.whole)
        self.canvas.showPage()

    def sheets(self, size: tuple[float, float], title: str) -> None:
        """Write the drawing on sheets of a size in points, a map of them before where it helps."""
        paper = size[0] / POINT, size[1] / POINT
        done = cut(self.whole.width, self.whole.height, paper, (one.area for one in self.pieces))
        if len(done.sheets) > 1:
            self._page_map(done, title)
        for sheet in done.sheets:
            self._turn(done.paper, POINT)
            self._show(sheet, marked=len(done.sheets) > 1)
            if len(done.sheets) > 1:
                foot = done.paper.height - 0.35 * BORDER
                self._title(f"{sheet.name}  {title}", foot, done.paper)
            self.canvas.showPage()

    def _turn(self, page: Rect, scale: float) -> None:
        """Begin a page that counts in px, y downwards."""
        width, height = page.width * scale, page.height * scale
        self.canvas.setPageSize((width, height))
        self.canvas.transform(scale, 0, 0, -scale, 0, height)

    def _show(self, sheet: Sheet, *, marked: bool) -> None:
        """Draw what is on a sheet, a little beyond where it is cut, and the marks to cut along."""
        canvas = self.canvas
        seen = sheet.area.grown(_BLEED) if marked else sheet.area
        canvas.saveState()
        canvas.translate(BORDER - sheet.area.x, BORDER - sheet.area.y)
        path = canvas.beginPath()
        path.rect(seen.x, seen.y, seen.width, seen.height)
        canvas.clipPath(path, stroke=0, fill=0)
        self._draw(seen)
        canvas.restoreState()
        if marked:
            self._marks(Rect(BORDER, BORDER, sheet.area.width, sheet.area.height))

    def _draw(self, seen: Rect, *, words: bool = True) -> None:
        self.pen.fill(seen, self.theme)
        for piece in self.pieces:
            if piece.area.grown(8).overlaps(seen):
                self.pen.draw(piece.element, words=words)

    def _marks(self, area: Rect) -> None:
        """Draw two short lines at each corner, on the lines along which the sheet is cut."""
        self.canvas.setStrokeColor(_INK)
        self.canvas.setLineWidth(0.5)
        for x, way in ((area.x, -1), (area.right, 1)):
            for y, down in ((area.y, -1), (area.bottom, 1)):
                near, far = _MARK_OFF, _MARK_OFF + _MARK
                self.canvas.line(x + way * near, y, x + way * far, y)
                self.canvas.line(x, y + down * near, x, y + down * far)

    def _page_map(self, done: Cut, title: str) -> None:
        """Write a page with the whole drawing, small, and the names of the sheets over it."""
        self._turn(done.paper, POINT)
        self._title(title, 0.65 * BORDER, done.paper)
        room = done.paper.grown(-BORDER)
        areas = [sheet.area for sheet in done.sheets]
        across = areas[0].width * done.columns
        down = areas[0].height * done.rows
        left, top = (self.whole.width - across) / 2, (self.whole.height - down) / 2
        scale = min(room.width / across, room.height / down)
        self.canvas.saveState()
        self.canvas.translate(BORDER, BORDER)
        self.canvas.scale(scale, scale)
        self.canvas.translate(-left, -top)
        self._draw(Rect(left, top, across, down), words=False)
        self.canvas.restoreState()
        for sheet in done.sheets:
            area = sheet.area.moved(-left, -top)
            x, y = BORDER + area.x * scale, BORDER + area.y * scale
            self.canvas.setStrokeColor(_QUIET)
            self.canvas.setLineWidth(0.75)
            self.canvas.rect(x, y, area.width * scale, area.height * scale, stroke=1, fill=0)
            self._name(sheet.name, x, y)
        self.canvas.showPage()

    def _name(self, name: str, x: float, y: float) -> None:
        """Write the name of a sheet into the corner of its place, legible whatever is under it."""
        wide = 8 + 8 * len(name)
        self.canvas.setFillColor(HexColor("#ffffff"))
        self.canvas.rect(x, y, wide, 18, stroke=1, fill=1)
        self._write(name, x + 4, y + 14)

    def _title(self, words: str, y: float, paper: Rect) -> None:
        """Write between the marks at the left and the right."""
        room = paper.width - 2.5 * BORDER
        self._write(fits(words, room, size=12, weight=Weight.WORD), 1.25 * BORDER, y)

    def _write(self, words: str, x: float, y: float) -> None:
        font = self.pen.letters.font(Weight.WORD)
        shaped, _width = font.shaped(words, 12)
        text = self.canvas.beginText()
        text.setTextTransform(1, 0, 0, -1, x, y)
        text.setFont(font.name, 12)
        text.setFillColor(_INK)
        text.textOut(shaped)
        self.canvas.drawText(text)
