"""The plan of an essay: the map as numbered points, each joined to the one above (docs/formats.md).

Written as Markdown here, as a Word document in `essays.formats.plan_document`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from essays.formats.base import Format, LossReport
from essays.formats.markdown_words import escaped
from essays.formats.outline_words import ENGLISH, OutlineWords
from essays.formats.reducing import HEAD, Thing, reduced
from essays.formats.webpage import short_number
from essays.graph.describe import Word, word_of
from essays.graph.model import Details, EssayGraph, Source
from essays.graph.outline import Outline, Row, backbone

HOLDS = HEAD | {
    Thing.AUTHOR,
    Thing.UNDERCUTS,
    Thing.LINKED,
    Thing.PASSAGES,
    Thing.QUOTES,
    Thing.SOURCES,
}
# Word has no more columns to the right, and neither have readers.
MOST_INDENTED = 12


@dataclass(frozen=True, slots=True)
class Point:
    """One point of a plan. `depth` counts from 0, `joint` is the word that leads to it."""

    depth: int
    number: str
    joint: str
    text: str
    also: tuple[str, ...]
    quotes: tuple[str, ...]
    source: Source | None


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole plan, and what is not in it."""

    details: Details
    points: tuple[Point, ...]
    report: LossReport


def plan(graph: EssayGraph, words: OutlineWords = ENGLISH) -> Plan:
    """Return the plan of a map, in the order of its outline."""
    kept, log = reduced(graph, HOLDS)
    outline = backbone(kept)
    return Plan(kept.details, tuple(_points(kept, outline, words)), log.report())


def _points(graph: EssayGraph, outline: Outline, words: OutlineWords) -> Iterator[Point]:
    met: dict[tuple[object, Word], object] = {}
    for row in outline.rows:
        word = word_of(row.node, row.relation)
        # the first step of its kind under a statement is joined otherwise than those after it
        first = met.setdefault((row.parent_id, word), row.relation.id if row.relation else None)
        is_again = row.relation is not None and first != row.relation.id
        node = row.node
        yield Point(
            depth=row.depth,
            number=short_number(row),
            joint=_joint(row, word, words, is_again=is_again),
            text=node.text,
            also=tuple(
                f"{words.doing[word_of(node, one.relation)]} "
                + ", ".join(short_number(target) for target in one.targets)
                for one in outline.cross_references.get(row.id, ())
            ),
            quotes=tuple(
                " ".join(anchor.exact.split()) for anchor in graph.anchors_of.get(row.id, ())
            ),
            source=graph.sources[node.source_id] if node.source_id else None,
        )


def _joint(row: Row, word: Word, words: OutlineWords, *, is_again: bool) -> str:
    if row.group is not None and not row.first_in_group:
        return words.linked
    above = row.parent
    answers = above is not None and word_of(above.node, above.relation) is Word.OBJECTS
    if word is Word.OBJECTS and answers and not is_again:
        return words.answer
    return (words.again if is_again else words.joining).get(word, words.joining.get(word, ""))


def dump(graph: EssayGraph, *, words: OutlineWords = ENGLISH) -> tuple[bytes, LossReport]:
    """Return the plan as Markdown in UTF-8, and what it leaves out."""
    found = plan(graph, words)
    out = [f"# {escaped(found.details.title)}", ""]
    if found.details.author_line:
        out += [f"*{escaped(found.details.author_line)}*", ""]
    for point in found.points:
        indent = "  " * min(point.depth, MOST_INDENTED)
        joint = f"*{point.joint}* " if point.joint else ""
        also = f" ({'; '.join(point.also)})" if point.also else ""
        out.append(f"{indent}- **{point.number}** {joint}{escaped(point.text)}{also}")
        below = [f"> “{escaped(quote)}”" for quote in point.quotes if quote]
        if point.source is not None:
            below.append(f"{words.source}: {_cited(point.source)}")
        for line in below:
            out += ["", f"{indent}  {line}"]
        out += [""] if below else []
    return ("\n".join(out).rstrip() + "\n").encode(), found.report


def _cited(source: Source) -> str:
    if not source.url or source.url == source.citation:
        return escaped(source.citation)
    return f"{escaped(source.citation)}, {escaped(source.url)}"


FORMAT = Format(
    name="plan",
    title="Essay plan (Markdown)",
    extensions=("md",),
    media_type="text/markdown",
    dump=dump,
    dump_in_words=lambda graph, words: dump(graph, words=words),
)
