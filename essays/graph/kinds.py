"""The kinds of things on a map, and which may join which."""

from enum import StrEnum

from essays.text.reanchor import AnchorState

__all__ = [
    "AnchorState",
    "NodeKind",
    "RelationKind",
    "Role",
    "SourceKind",
    "SourceStatus",
    "Stance",
]


class NodeKind(StrEnum):
    THESIS = "thesis"
    CLAIM = "claim"
    EVIDENCE = "evidence"


class RelationKind(StrEnum):
    SUPPORT = "support"
    ATTACK = "attack"


class SourceKind(StrEnum):
    PRIMARY = "primary"
    SECONDARY = "secondary"
    STATISTIC = "statistic"
    TESTIMONY = "testimony"
    OTHER = "other"


class SourceStatus(StrEnum):
    UNCHECKED = "unchecked"
    CONFIRMED = "confirmed"
    DOUBTFUL = "doubtful"
    WRONG = "wrong"


class Stance(StrEnum):
    """How a node bears on the thesis; derived, never stored."""

    PRO = "pro"
    CON = "con"
    BOTH = "both"
    NONE = "none"


class Role(StrEnum):
    """What a node does in the whole; derived, never stored."""

    THESIS = "thesis"
    EVIDENCE = "evidence"
    SUPPORTING = "supporting"
    COUNTER = "counter"
    MIXED = "mixed"
    UNCONNECTED = "unconnected"
