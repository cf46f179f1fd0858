"""The words and signs of an outline in Markdown, for writing and for reading."""

import re
from dataclasses import dataclass

from essays.graph.kinds import NodeKind, RelationKind

SUPPORT, ATTACK = RelationKind.SUPPORT, RelationKind.ATTACK

KINDS = {NodeKind.THESIS: "Thesis", NodeKind.CLAIM: "Claim", NodeKind.EVIDENCE: "Evidence"}
SIGNS = {SUPPORT: "Pro", ATTACK: "Con"}
EVIDENCE = {SUPPORT: "Evidence", ATTACK: "Con evidence"}
TOGETHER = ", together"

_ACTIVE = re.compile(r"([\\`*_\[\]<&^~#])")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~→])")
_BOLD = re.compile(r"(?:\*\*|__)([^*_:]{1,30}):?(?:\*\*|__):?(?:\s+|$)")
_PLAIN = re.compile(r"([A-Za-z][A-Za-z, -]{1,25}):(?:\s+|$)")
_SIGN = re.compile(r"(?:\(([+−–-])\)|\[([+−–-])\]|([+−]))\s+")
_BOX = re.compile(r"\[[ xX]\]\s+")


@dataclass(frozen=True, slots=True)
class Marker:
    """What the beginning of a line says: how it bears on the line above, and of what kind it is."""

    sign: RelationKind | None = None
    kind: NodeKind | None = None
    together: bool = False


UNMARKED = Marker()
_WORDS: dict[str, Marker] = {
    **dict.fromkeys(
        ("pro", "support", "supports", "for", "because", "reason", "argument"), Marker(SUPPORT)
    ),
    **dict.fromkeys(
        ("con", "attack", "attacks", "against", "but", "objection", "rebuttal"), Marker(ATTACK)
    ),
    **dict.fromkeys(("evidence", "fact", "example"), Marker(SUPPORT, NodeKind.EVIDENCE)),
    **dict.fromkeys(("con evidence", "counter-evidence"), Marker(ATTACK, NodeKind.EVIDENCE)),
    **dict.fromkeys(("thesis", "main claim"), Marker(None, NodeKind.THESIS)),
    **dict.fromkeys(("claim", "statement", "premise"), Marker(None, NodeKind.CLAIM)),
    f"pro{TOGETHER}": Marker(SUPPORT, together=True),
    f"con{TOGETHER}": Marker(ATTACK, together=True),
    **dict.fromkeys(("together", "linked"), Marker(SUPPORT, together=True)),
}

# What stands over several lines and says how all of them bear on what is above it.
_LABELS: dict[str, Marker] = {
    **dict.fromkeys(
        ("pro", "pros", "for", "in favour", "in favor", "reasons", "advantages"), Marker(SUPPORT)
    ),
    **dict.fromkeys(("con", "cons", "contra", "against", "disadvantages"), Marker(ATTACK)),
    **dict.fromkeys(("objections", "counterarguments", "counter-arguments"), Marker(ATTACK)),
    **{
        f"{what} {word}": Marker(sign)
        for what in ("arguments", "reasons")
        for word, sign in (
            ("for", SUPPORT),
            ("in favour", SUPPORT),
            ("in favor", SUPPORT),
            ("against", ATTACK),
        )
    },
    **{f"{word} arguments": Marker(SUPPORT) for word in ("pro", "supporting")},
    **{f"{word} arguments": Marker(ATTACK) for word in ("con", "opposing", "counter")},
    "evidence": Marker(SUPPORT, NodeKind.EVIDENCE),
}
_LABEL = re.compile(r"(?:\*\*|__)?([A-Za-z][A-Za-z -]{1,25}):?(?:\*\*|__)?:?")


def escaped(text: str) -> str:
    """Return a text that Markdown shows as it is, and that is none of our references."""
    kept = _ACTIVE.sub(r"\\\1", text)
    return f"\\{kept}" if kept.startswith(("→", "->")) else kept


def unescaped(text: str) -> str:
    """Return what a text shows, but for emphasis, links and entities, which stay as written."""
    return _ESCAPE.sub(r"\1", text)


def split_marker(text: str) -> tuple[Marker, str]:
    """Return what the first word or sign of a line says, and the rest of the line."""
    for pattern in (_BOLD, _PLAIN):
        found = pattern.match(text)
        if found and (marker := _WORDS.get(found[1].strip().lower())):
            return marker, text[found.end() :]
    found = _SIGN.match(text)
    if found:
        sign = SUPPORT if "+" in found[0] else ATTACK
        return Marker(sign), text[found.end() :]
    return UNMARKED, text


def label(text: str) -> Marker | None:
    """Return what a line says that is only a label of the lines below it, such as `Arguments for`;
    None where it says more, or something else."""
    found = _LABEL.fullmatch(text.strip())
    return _LABELS.get(found[1].lower()) if found else None


def split_box(text: str) -> tuple[bool, str]:
    """Return whether a line begins with the box of a task list, and the rest of the line."""
    found = _BOX.match(text)
    return (True, text[found.end() :]) if found else (False, text)
