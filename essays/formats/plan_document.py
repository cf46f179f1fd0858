"""The plan of an essay as a Word document (docs/formats.md).

The document around it is python-docx's; its paragraphs are written here, since that library takes
three milliseconds for each, half a minute for a large map.
"""

import io
from collections.abc import Iterator
from html import escape

from docx import Document
from docx.oxml import parse_xml

from essays.formats.base import Format, LossReport
from essays.formats.outline_words import ENGLISH, OutlineWords
from essays.formats.plan import MOST_INDENTED, Point, plan
from essays.graph.model import EssayGraph

_INDENT = 425  # twentieths of a point to a level: 7.5 mm
_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MEDIA = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# The file format knows no longer ones in its properties.
_LONGEST_PROPERTY = 255


def dump(graph: EssayGraph, *, words: OutlineWords = ENGLISH) -> tuple[bytes, LossReport]:
    """Return the plan as .docx, and what it leaves out."""
    found = plan(graph, words)
    document = Document()
    document.core_properties.title = found.details.title[:_LONGEST_PROPERTY]
    document.core_properties.author = found.details.author_line[:_LONGEST_PROPERTY]
    document.core_properties.language = graph.details.language
    document.core_properties.comments = ""
    paragraphs = [_paragraph("Title", 0, _run(found.details.title))]
    if found.details.author_line:
        paragraphs.append(_paragraph("Subtitle", 0, _run(found.details.author_line)))
    for point in found.points:
        paragraphs += _written(point, words)
    written = parse_xml(f'<w:body xmlns:w="{_NAMESPACE}">{"".join(paragraphs)}</w:body>')
    end = document.element.body[-1]
    for paragraph in list(written):
        end.addprevious(paragraph)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue(), found.report


def _written(point: Point, words: OutlineWords) -> Iterator[str]:
    """Yield the paragraphs of one point, as far to the right as it is deep."""
    indent = _INDENT * min(point.depth, MOST_INDENTED)
    runs = _run(f"{point.number} ", "<w:b/>")
    if point.joint:
        runs += _run(f"{point.joint} ", "<w:i/>")
    also = f" ({'; '.join(point.also)})" if point.also else ""
    yield _paragraph("Normal", indent, runs + _run(f"{point.text}{also}"))
    for quote in filter(None, point.quotes):
        yield _paragraph("Quote", indent + _INDENT, _run(f"“{quote}”"))
    if point.source is not None:
        address = f", {point.source.url}" if point.source.url else ""
        text = f"{words.source}: {point.source.citation}{address}"
        yield _paragraph("Normal", indent + _INDENT, _run(text))


def _paragraph(style: str, indent: int, runs: str) -> str:
    look = f'<w:pStyle w:val="{style}"/><w:ind w:left="{indent}"/>'
    return f"<w:p><w:pPr>{look}</w:pPr>{runs}</w:p>"


def _run(text: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


FORMAT = Format(
    name="plan-docx",
    title="Essay plan (Word)",
    extensions=("docx",),
    media_type=_MEDIA,
    dump=dump,
    dump_in_words=lambda graph, words: dump(graph, words=words),
)
