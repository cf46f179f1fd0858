"""Any map, for Hypothesis: every kind of row, every optional column, texts with awkward signs."""

from collections.abc import Callable
from operator import attrgetter
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from essays.graph.ids import uuid7
from essays.graph.kinds import AnchorState, NodeKind, RelationKind, SourceKind, SourceStatus
from essays.graph.model import (
    Anchor,
    ContextMark,
    Details,
    EssayGraph,
    Node,
    Premise,
    Relation,
    Row,
    Source,
)
from essays.graph.rules import statement
from essays.text.anchors import describe
from essays.text.normal import normalise

SIGNS = st.sampled_from('abc é—“”‘’ß語🙂\u0301\u200fא.,;\n"\\/<&')
LINES = st.text(SIGNS, min_size=1, max_size=30).map(lambda text: f"x{text}").map(statement)
TEXTS = st.text(SIGNS, max_size=80).map(normalise)
POSITIONS = st.text(st.sampled_from("0aZ9V"), max_size=4)
EXTRAS = st.dictionaries(
    st.text(SIGNS, max_size=5),
    st.recursive(
        st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(SIGNS, max_size=9),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.text(SIGNS, max_size=5), inner, max_size=3)
        ),
        max_leaves=6,
    ),
    max_size=3,
)

_id = attrgetter("id")


@st.composite
def maps(draw: Callable[[st.SearchStrategy[Any]], Any]) -> EssayGraph:
    """A sound essay: references hold, spans lie in the text, relations stand on earlier ones."""
    text = draw(TEXTS)
    sources = [draw(_sources()) for _ in range(draw(st.integers(0, 3)))]
    nodes = [draw(_nodes(sources, first=not n)) for n in range(draw(st.integers(0, 6)))]
    relations: list[Relation] = []
    premises: list[Premise] = []
    homed: set[UUID] = set()
    for _ in range(draw(st.integers(0, 6)) if len(nodes) > 1 else 0):
        target: Node | Relation = draw(st.sampled_from([*nodes, *relations[-3:]]))
        relation = draw(_relations(target))
        froms = [node for node in nodes if node is not target]
        for node in draw(st.lists(st.sampled_from(froms), min_size=1, max_size=3, unique_by=_id)):
            home = node.id not in homed and draw(st.booleans())
            homed |= {node.id} if home else set()
            position = draw(POSITIONS)
            premises.append(
                Premise(
                    id=uuid7(),
                    relation_id=relation.id,
                    node_id=node.id,
                    position=position,
                    home=home,
                )
            )
        relations.append(relation)
    owners: list[Node | Relation] = [*nodes, *relations]
    marks = [draw(_anchors(text, owners)) for _ in range(draw(st.integers(0, 4)) if owners else 0)]
    contexts = [draw(_context_marks(text)) for _ in range(draw(st.integers(0, 2)))]
    details = Details(
        id=uuid7(),
        title=draw(LINES),
        author_line=draw(LINES | st.just("")),
        language=draw(st.sampled_from(["en", "de-AT", "zh-Hant"])),
        extra=draw(EXTRAS),
    )
    rows: list[Row] = [*sources, *nodes, *relations, *premises, *marks, *contexts]
    return EssayGraph.of(details, draw(st.permutations(rows)), text=text, version=7)


@st.composite
def _sources(draw: Callable[[st.SearchStrategy[Any]], Any]) -> Source:
    return Source(
        id=uuid7(),
        kind=draw(st.sampled_from(SourceKind)),
        citation=draw(LINES),
        url=draw(st.sampled_from(["", "https://example.org/a?b=é"])),
        status=draw(st.sampled_from(SourceStatus)),
        checked_by_id=draw(st.none() | st.uuids()),
    )


@st.composite
def _nodes(
    draw: Callable[[st.SearchStrategy[Any]], Any], sources: list[Source], *, first: bool
) -> Node:
    kinds = [NodeKind.CLAIM, NodeKind.EVIDENCE, *([NodeKind.THESIS] if first else [])]
    return Node(
        id=uuid7(),
        kind=draw(st.sampled_from(kinds)),
        text=draw(LINES),
        note=draw(LINES | st.just("")),
        implicit=draw(st.booleans()),
        source_id=draw(st.sampled_from([None, *(source.id for source in sources)])),
        position=draw(POSITIONS),
        extra=draw(EXTRAS),
        changed_version=draw(st.integers(0, 9)),
    )


@st.composite
def _relations(draw: Callable[[st.SearchStrategy[Any]], Any], target: Node | Relation) -> Relation:
    return Relation(
        id=uuid7(),
        kind=draw(st.sampled_from(RelationKind)),
        target_node_id=target.id if isinstance(target, Node) else None,
        target_relation_id=target.id if isinstance(target, Relation) else None,
        scheme=draw(st.sampled_from(["", "expert-opinion"])),
        weight=draw(st.none() | st.floats(0, 1)),
        note=draw(LINES | st.just("")),
        position=draw(POSITIONS),
        extra=draw(EXTRAS),
    )


@st.composite
def _anchors(
    draw: Callable[[st.SearchStrategy[Any]], Any], text: str, owners: list[Node | Relation]
) -> Anchor:
    owner = draw(st.sampled_from(owners))
    start, end, quote, state = draw(_places(text))
    return Anchor(
        id=uuid7(),
        node_id=owner.id if isinstance(owner, Node) else None,
        relation_id=owner.id if isinstance(owner, Relation) else None,
        start=start,
        end=end,
        exact=quote.exact,
        prefix=quote.prefix,
        suffix=quote.suffix,
        state=state,
    )


@st.composite
def _context_marks(draw: Callable[[st.SearchStrategy[Any]], Any], text: str) -> ContextMark:
    start, end, quote, state = draw(_places(text))
    return ContextMark(
        id=uuid7(),
        start=start,
        end=end,
        quote=quote.exact,
        prefix=quote.prefix,
        suffix=quote.suffix,
        state=state,
    )


@st.composite
def _places(draw: Callable[[st.SearchStrategy[Any]], Any], text: str) -> Any:
    """Start, end, quote and state of a passage; lost when the text is empty."""
    if not text or draw(st.booleans()):
        return None, None, describe("gone words", 0, 4), AnchorState.LOST
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start + 1, len(text)))
    return start, end, describe(text, start, end), draw(st.sampled_from(list(AnchorState)[:3]))
