"""Markdown: an outline of nested lists (docs/formats.md)."""

from uuid import UUID

from essays.formats.base import Format, LossReport
from essays.formats.markdown_lines import is_outline
from essays.formats.markdown_reading import load
from essays.formats.markdown_words import EVIDENCE, KINDS, SIGNS, TOGETHER, escaped
from essays.formats.reducing import HEAD, Thing, reduced
from essays.formats.walking import Item, items
from essays.graph.kinds import NodeKind
from essays.graph.model import EssayGraph

HOLDS = HEAD | {Thing.LINKED}


def dump(graph: EssayGraph) -> tuple[bytes, LossReport]:
    """Return the outline in UTF-8, and what it does not hold."""
    kept, log = reduced(graph, HOLDS)
    rows = list(items(kept))
    names: dict[UUID, str] = {}
    for item in rows:
        if item.node is not None and item.is_repeated:
            names.setdefault(item.node.id, f"s{len(names) + 1}")
    out = [f"# {escaped(kept.details.title)}", ""]
    out += [f"{'  ' * item.depth}- {_words(item, names)}" for item in rows]
    return ("\n".join(out) + "\n").encode(), log.report()


def _words(item: Item, names: dict[UUID, str]) -> str:
    if item.node is None:
        return f"**{_marker(item)}{TOGETHER}:**"
    name, text = names.get(item.node.id), escaped(item.node.text)
    if item.is_repeated:
        return f"{'' if item.is_linked else f'**{_marker(item)}:** '}→ ^{name} {text}"
    return f"**{_marker(item)}:** {text}{f' ^{name}' if name else ''}"


def _marker(item: Item) -> str:
    """Return the word before a line: its sign, or its kind where it has none of its own."""
    if item.relation is None or item.is_linked:
        return KINDS[item.node.kind] if item.node else ""
    is_evidence = item.node is not None and item.node.kind is NodeKind.EVIDENCE
    return (EVIDENCE if is_evidence else SIGNS)[item.relation.kind]


FORMAT = Format(
    name="markdown",
    title="Outline (Markdown)",
    extensions=("md", "markdown"),
    media_type="text/markdown",
    load=load,
    dump=dump,
    recognise=lambda data: b"\n- **Thesis:** " in data[:2_000] or is_outline(data),
)
