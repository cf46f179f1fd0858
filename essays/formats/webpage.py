"""HTML: the outline as one page that needs nothing else (docs/formats.md)."""

from collections.abc import Iterator
from html import escape
from uuid import UUID

from essays.formats.base import Format, LossReport
from essays.formats.outline_words import ENGLISH, OutlineWords
from essays.formats.reducing import Thing, reduced
from essays.graph.describe import Word, word_of
from essays.graph.model import EssayGraph, Node, Relation
from essays.graph.outline import Outline, Row, backbone

HOLDS = frozenset(Thing) - {
    Thing.TEXT,
    Thing.STEP_PASSAGES,
    Thing.LOST,
    Thing.CONTEXT,
    Thing.FOREIGN,
    Thing.SOURCE_DETAILS,
    Thing.CHECKERS,
    Thing.UNUSED,
}
# Browsers stop nesting near 500 elements; what is deeper stands at this level.
MOST_NESTED = 100
_HEAD = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ font: 1rem/1.5 system-ui, sans-serif; }}
main {{ margin: 2rem auto; max-width: 60rem; padding: 0 1rem; }}
ol {{ list-style: none; margin: 0; padding-left: 1.25rem; }}
main > ol {{ padding-left: 0; }}
li {{ border-left: 3px solid; margin: .5rem 0; padding-left: .75rem; }}
li.objection, li.undercut {{ border-left-style: dashed; }}
li.evidence {{ border-left-style: dotted; }}
p {{ margin: 0; }}
blockquote {{ font-style: italic; margin: .25rem 1rem; }}
.more {{ font-size: .875rem; }}
</style>
</head>
<body>
<main>
<h1 dir="auto">{title}</h1>
"""
_FOOT = "</main>\n</body>\n</html>\n"


def dump(graph: EssayGraph, *, words: OutlineWords = ENGLISH) -> tuple[bytes, LossReport]:
    """Return the page in UTF-8, and what it does not show."""
    kept, log = reduced(graph, HOLDS)
    details = kept.details
    out = [_HEAD.format(language=escape(details.language), title=escape(details.title))]
    if details.author_line:
        out.append(f'<p dir="auto">{escape(details.author_line)}</p>\n')
    out += _List(kept, words).lines()
    out.append(_FOOT)
    return "".join(out).encode(), log.report()


def short_number(row: Row) -> str:
    """Return the number of a row; where it would go on for a hundred places, its end."""
    return row.number if row.depth < MOST_NESTED else f"….{row.ordinal}"


class _List:
    """The nested list of a map's statements."""

    def __init__(self, graph: EssayGraph, words: OutlineWords) -> None:
        self.graph = graph
        self.words = words
        self.outline: Outline = backbone(graph)
        self.numbers = {row.id: short_number(row) for row in self.outline.rows}
        self.places: dict[UUID, int] = {
            row.id: place for place, row in enumerate(self.outline.rows, 1)
        }

    def lines(self) -> Iterator[str]:
        """Yield the list, row by row: nested as deep as browsers do it."""
        open_lists = 0
        for row in self.outline.rows:
            level = min(row.depth, MOST_NESTED) + 1
            if level > open_lists:
                yield "<ol>\n"
            else:
                yield "</li>\n" + "</ol>\n</li>\n" * (open_lists - level)
            open_lists = level
            yield self._item(row)
        if open_lists:
            yield "</li>\n" + "</ol>\n</li>\n" * (open_lists - 1) + "</ol>\n"

    def _item(self, row: Row) -> str:
        node, word = row.node, word_of(row.node, row.relation)
        head = (
            f'<li id="s{self.places[row.id]}" class="{word}"><p>{self.numbers[row.id]} '
            f"<strong>{self.words.names[word]}{self._of_step(word, row.relation)}</strong>: "
            f'<span dir="auto">{escape(node.text)}</span></p>\n'
        )
        return head + "".join(self._more(row, node))

    def _of_step(self, word: Word, relation: Relation | None) -> str:
        if relation is None or word not in (Word.UNDERCUTS, Word.WARRANTS):
            return ""
        targets = self.outline.targets(self.graph, relation)
        return f" {self.words.of_step} {self._links(target.id for target in targets)}"

    def _more(self, row: Row, node: Node) -> Iterator[str]:
        """Yield what else there is to say of a statement."""
        said = [self.words.implicit] if node.implicit else []
        relation = row.relation
        if relation is not None:
            premises = self.graph.premises_of[relation.id]
            if len(premises) > 1:
                others = (one.node_id for one in premises if one.node_id != row.id)
                said.append(f"{self.words.together} {self._links(others)}")
            said += self._of_relation(relation)
        for reference in self.outline.cross_references.get(row.id, ()):
            doing = self.words.doing[word_of(node, reference.relation)]
            said.append(f"{doing} {self._links(target.id for target in reference.targets)}")
        if said:
            yield f'<p class="more">{"; ".join(said)}</p>\n'
        for anchor in self.graph.anchors_of.get(row.id, ()):
            yield f'<blockquote dir="auto">{escape(anchor.exact)}</blockquote>\n'
        if node.source_id is not None:
            source = self.graph.sources[node.source_id]
            cited = escape(source.citation)
            if source.url:
                cited = f'<a href="{escape(source.url)}" rel="noopener noreferrer">{cited}</a>'
            yield f'<p class="more">{self.words.source}: <cite dir="auto">{cited}</cite></p>\n'
        for note in filter(None, (node.note, relation.note if relation else "")):
            yield f'<p class="more" dir="auto">{self.words.note}: {escape(note)}</p>\n'

    def _of_relation(self, relation: Relation) -> Iterator[str]:
        if relation.scheme:
            yield escape(relation.scheme.replace("-", " "))
        if relation.weight is not None:
            yield f"{self.words.weight} {relation.weight:g}"

    def _links(self, node_ids: Iterator[UUID]) -> str:
        return ", ".join(
            f'<a href="#s{self.places[node_id]}">{self.numbers[node_id]}</a>'
            for node_id in node_ids
        )


FORMAT = Format(
    name="html",
    title="Outline (HTML)",
    extensions=("html",),
    media_type="text/html",
    dump=dump,
    dump_in_words=lambda graph, words: dump(graph, words=words),
)
