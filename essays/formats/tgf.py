"""Trivial Graph Format: a line for each statement, `#`, a line for each arrow (docs/formats.md)."""

import re
from uuid import UUID

from essays.formats.arrows import arrows_of
from essays.formats.base import Flaw, Format, FormatError, LossKind, LossReport
from essays.formats.building import At, Builder
from essays.formats.plain import lines
from essays.formats.reducing import Thing
from essays.graph.kinds import RelationKind
from essays.graph.model import EssayGraph

HOLDS = frozenset({Thing.SUPPORTS})
MAX_LINES = 100_000
_WORDS = {RelationKind.SUPPORT: "supports", RelationKind.ATTACK: "attacks"}
_SIGNS = {
    **dict.fromkeys(("supports", "support", "pro", "+"), RelationKind.SUPPORT),
    **dict.fromkeys(("attacks", "attack", "con", "-"), RelationKind.ATTACK),
}


def dump(graph: EssayGraph) -> tuple[bytes, LossReport]:
    """Return the graph in UTF-8, and what it does not hold."""
    found = arrows_of(graph, HOLDS)
    out = [f"{number} {text}" for number, text in enumerate(found.texts, 1)]
    out.append("#")
    out += [f"{arrow.start} {arrow.end} {_WORDS[arrow.kind]}" for arrow in found.arrows]
    return ("\n".join(out) + "\n").encode(), found.report


def load(data: bytes) -> tuple[EssayGraph, LossReport]:
    """Return the map that a graph holds. Raises FormatError with its line.

    An arrow without a word is an attack, as in frameworks of abstract argumentation.
    """
    builder = Builder()
    names: dict[str, UUID] = {}
    after_sign = False
    for number, line in lines(data, most=MAX_LINES):
        at, words = At(line=number), line.split(maxsplit=2 if after_sign else 1)
        if not words:
            continue
        if not after_sign and words == ["#"]:
            after_sign = True
        elif after_sign:
            _take_arrow(words, at, builder, names)
        elif words[0] in names:
            raise FormatError(Flaw.DUPLICATE, line=number, column=1, id=words[0][:100])
        else:
            names[words[0]] = builder.node(words[-1], at)
    if not after_sign:
        raise FormatError(Flaw.SYNTAX, line=1, column=1, reason="no_sign")
    return builder.finish()


def recognise(data: bytes) -> bool:
    """Return whether a line is the sign alone, and the one after it an arrow from a statement."""
    before, sign, after = data.replace(b"\r\n", b"\n").partition(b"\n#\n")
    arrow = after[:1_000].split(b"\n")[0].split()
    if not sign or len(arrow) < 2:
        return False
    return re.search(rb"^%b(?:[ \t]|$)" % re.escape(arrow[0]), before, re.MULTILINE) is not None


def _take_arrow(words: list[str], at: At, builder: Builder, names: dict[str, UUID]) -> None:
    if len(words) < 2:
        raise FormatError(Flaw.SYNTAX, line=at.line, column=1, reason="arrow")
    for name in words[:2]:
        if name not in names:
            builder.lost(LossKind.GUESSED, "statement_missing", at, name)
            names[name] = builder.node(name, at)
    sign = _SIGNS.get(words[2].strip().lower()) if len(words) > 2 else RelationKind.ATTACK
    if sign is None:
        builder.lost(LossKind.GUESSED, "relation", at, words[2])
    start, end = (names[name] for name in words[:2])
    builder.relation(sign or RelationKind.ATTACK, [start], end, at)


FORMAT = Format(
    name="tgf",
    title="Trivial Graph Format",
    extensions=("tgf",),
    media_type="text/plain",
    load=load,
    dump=dump,
    recognise=recognise,
)
