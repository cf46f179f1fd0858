"""An essay's map as a file: in every format that is written, or drawn as SVG, PNG or PDF."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Final

import orjson
from django.conf import settings
from django.core.cache import cache
from django.utils.text import slugify
from django.utils.translation import get_language

from essays.access.permissions import Permission
from essays.access.reach import Reach
from essays.formats import FORMATS
from essays.formats.base import LossKind, LossLog, LossReport
from essays.formats.outline_words import ENGLISH as ENGLISH_OUTLINE
from essays.formats.outline_words import OutlineWords
from essays.graph.model import EssayGraph
from essays.layout.letters import letters
from essays.layout.pdf import Paper, pdf
from essays.layout.png import LEAST_WIDTH, png, usual_width, widest
from essays.layout.scene import ENGLISH, MOST_BOXES, Scene, View, Wish, scene
from essays.layout.shape import Shape
from essays.layout.svg import file_svg
from essays.layout.theme import DARK, LIGHT
from essays.layout.words import Words
from essays.models import Essay
from essays.services.loading import load
from essays.services.reading import unsigned

MOST_DRAWN: Final = 1_000  # boxes; what is over is folded, and says how much it holds
_KEPT_SECONDS: Final = 24 * 3600
_LARGEST_KEPT: Final = 2_000_000  # bytes; larger files are written anew
_NAME_LENGTH: Final = 60


class Shade(StrEnum):
    """The colours of a drawing."""

    LIGHT = "light"
    DARK = "dark"


_THEMES: Final = {Shade.LIGHT: LIGHT, Shade.DARK: DARK}


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How a drawing is drawn. `width` (px) is for PNG, `paper` for PDF; formats ask nothing."""

    view: View = View.TOP_DOWN
    theme: Shade = Shade.LIGHT
    width: int | None = None
    paper: Paper = Paper.POSTER


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """One entry of the list: what a file is called, and whether it is a drawing."""

    name: str
    extension: str
    media_type: str
    title: str = ""
    drawn: bool = False


def _list() -> dict[str, Export]:
    written = (one for one in FORMATS.values() if one.dump is not None)
    formats = {
        one.name: Export(
            name=one.name, extension=one.extensions[0], media_type=one.media_type, title=one.title
        )
        for one in written
    }
    drawings = {"svg": "image/svg+xml", "png": "image/png", "pdf": "application/pdf"}
    return formats | {
        name: Export(name=name, extension=name, media_type=media, title=name.upper(), drawn=True)
        for name, media in drawings.items()
    }


# every name that can be exported, those of the format registry first
EXPORTS: Final[Mapping[str, Export]] = _list()
# other names for the same
ALIASES: Final[Mapping[str, str]] = {"json": "native"}


class UnknownExport(Exception):
    """There is no export of this name."""


class WidthRefused(Exception):
    """The picture would be smaller than `least` or larger than `most` px across."""

    def __init__(self, *, least: int, most: int) -> None:
        super().__init__(least, most)
        self.least = least
        self.most = most


@dataclass(frozen=True, slots=True)
class Exported:
    """A file."""

    name: str
    media_type: str
    data: bytes = field(repr=False)


PLAIN: Final = Options()


def named(name: str) -> Export:
    """Return the export of a name; raises UnknownExport."""
    known = EXPORTS.get(ALIASES.get(name, name))
    if known is None:
        raise UnknownExport(name)
    return known


def export(
    found: Reach,
    name: str,
    options: Options = PLAIN,
    *,
    words: Words = ENGLISH,
    outline_words: OutlineWords = ENGLISH_OUTLINE,
) -> Exported:
    """Return a map as a file, for somebody who may see it; `words` stand on a drawing, those for
    outlines in a file that people read.

    Raises UnknownExport and WidthRefused. One query, none where the file was made before.
    """
    people = found.may(Permission.VIEW_PEOPLE)
    return export_of(
        found.essay, name, options, words=words, outline_words=outline_words, people=people
    )


def export_of(
    essay: Essay,
    name: str,
    options: Options = PLAIN,
    *,
    words: Words = ENGLISH,
    outline_words: OutlineWords = ENGLISH_OUTLINE,
    people: bool = True,
) -> Exported:
    """Return the same without asking who wants it: for commands. `people`: whether it names any."""
    wanted = named(name)
    parts = (
        essay.pk,
        essay.version,
        sha256(orjson.dumps(essay.shape)).hexdigest()[:16],
        settings.RELEASE,
        get_language(),
        wanted.name,
        people,
    )
    key = f"export:{parts}:{options}".replace(" ", "")
    data = cache.get(key)
    if data is None:
        graph = load(essay.pk)
        graph = graph if people else unsigned(graph)
        data = (
            _drawn(graph, Shape.of(essay.shape), wanted, options, words)
            if wanted.drawn
            else _written(graph, wanted, outline_words)
        )
        if len(data) <= _LARGEST_KEPT and graph.version == essay.version:
            cache.set(key, data, _KEPT_SECONDS)
    title = slugify(essay.title, allow_unicode=True)[:_NAME_LENGTH].strip("-_") or "map"
    return Exported(f"{title}.{wanted.extension}", wanted.media_type, bytes(data))


def losses_of(essay: Essay, name: str) -> LossReport:
    """Return what an export cannot say of a map. Raises UnknownExport. One query.

    A drawing draws all it shows. A PDF brings its letters along, and names those it has not got.
    """
    wanted = named(name)
    if wanted.drawn:
        return _letters_lost(load(essay.pk)) if wanted.name == "pdf" else LossReport()
    dump = FORMATS[wanted.name].dump
    return LossReport() if dump is None else dump(load(essay.pk))[1]


def _letters_lost(graph: EssayGraph) -> LossReport:
    log, known = LossLog(), letters(Path(settings.VAR) / "fonts")
    for node in graph.nodes.values():
        if lacking := known.lacking(node.text):
            log.add(LossKind.DROPPED, "letters_missing", id=node.id, detail=lacking[:20])
    return log.report()


def _written(graph: EssayGraph, wanted: Export, words: OutlineWords) -> bytes:
    format = FORMATS[wanted.name]
    if format.dump_in_words is not None:
        return format.dump_in_words(graph, words)[0]
    if format.dump is None:
        raise UnknownExport(wanted.name)
    return format.dump(graph)[0]


def _drawn(
    graph: EssayGraph, shape: Shape | None, wanted: Export, options: Options, words: Words
) -> bytes:
    # the shape of a page knows only what a page draws
    kept = shape if len(graph.nodes) <= MOST_BOXES else None
    wish = Wish(view=options.view, shape=kept, limit=MOST_DRAWN)
    drawing = scene(graph, wish, words=words)
    theme, fonts = _THEMES[options.theme], Path(settings.VAR) / "fonts"
    if wanted.name == "svg":
        return file_svg(drawing, theme=theme, font=_page_font(), words=words).encode()
    if wanted.name == "png":
        return png(drawing, width=_width(drawing, options), fonts=fonts, theme=theme, words=words)
    return pdf(
        drawing,
        fonts=fonts,
        paper=options.paper,
        theme=theme,
        title=graph.details.title,
        author=graph.details.author_line,
        words=words,
    )


def _width(drawing: Scene, options: Options) -> int:
    most = widest(drawing)
    if options.width is None:
        return usual_width(drawing)
    if not min(LEAST_WIDTH, most) <= options.width <= most:
        raise WidthRefused(least=min(LEAST_WIDTH, most), most=most)
    return options.width


def _page_font() -> bytes | None:
    """Return the font that pages load; without it a drawing names the font."""
    file = Path(settings.VAR) / "static" / "fonts" / "inter.woff2"
    return file.read_bytes() if file.is_file() else None
