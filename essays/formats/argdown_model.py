"""What an Argdown document says in Argdown's own terms, before it becomes a map.

Statements that bear one title are one statement (an equivalence class) with several occurrences;
arguments have descriptions and at most one reconstruction in numbered steps.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

type Data = Mapping[str, Any]


class Role(StrEnum):
    """Where an occurrence of a statement stands; items of plain lists have no role."""

    TOP_LEVEL = "top-level-statement"
    RELATION = "relation-statement"
    PREMISE = "premise"
    INTERMEDIARY = "intermediary-conclusion"
    CONCLUSION = "main-conclusion"
    DESCRIPTION = "argument-description"


class LinkType(StrEnum):
    """The relations. Only the strict mode knows that statements entail or exclude each other."""

    SUPPORT = "support"
    ATTACK = "attack"
    UNDERCUT = "undercut"
    CONTRADICTORY = "contradictory"
    ENTAILS = "entails"
    CONTRARY = "contrary"


class Member(StrEnum):
    """What a relation can join."""

    STATEMENT = "equivalence-class"
    ARGUMENT = "argument"
    INFERENCE = "inference"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading. `parent` is the index of the section it stands in."""

    title: str
    level: int
    parent: int | None
    tags: tuple[str, ...]
    data: Data | None
    offset: int


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One place where a statement or an argument is said or referred to.

    The text is raw: tags and mentions stand in it, spaces at the end too. `marks` are their places
    in it: start, end, and the title of a mention, nothing for a tag. `section` is an index.
    """

    text: str
    role: Role | None
    is_reference: bool
    data: Data | None
    section: int | None
    offset: int
    marks: tuple[tuple[int, int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Inference:
    """The line between premises and a conclusion: its rules and data. `place` counts the
    statements above it in the reconstruction."""

    rules: tuple[str, ...]
    data: Data | None
    argument: str
    place: int
    offset: int


@dataclass(frozen=True, slots=True)
class Step:
    """A statement in a reconstruction; conclusions have the inference that leads to them."""

    title: str
    occurrence: Occurrence
    inference: Inference | None


@dataclass(frozen=True, slots=True)
class Statement:
    """All that bears one title in square brackets; those without one are `Untitled 1`, …"""

    title: str
    titled: bool
    members: tuple[Occurrence, ...]
    tags: tuple[str, ...]
    data: Data | None
    section: int | None


@dataclass(frozen=True, slots=True)
class Argument:
    """All that bears one title in angle brackets, and its reconstruction if it has one."""

    title: str
    titled: bool
    descriptions: tuple[Occurrence, ...]
    tags: tuple[str, ...]
    data: Data | None
    section: int | None
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class End:
    """One end of a relation. For an inference, the title is its argument's, and `place` tells
    which of its inferences."""

    member: Member
    title: str
    place: int = 0


@dataclass(frozen=True, slots=True)
class Link:
    """A relation as the whole document has it, with the place where it is said first, and the data
    of what hangs there. `settles`: its source is not only referred to there, but said."""

    type: LinkType
    source: End
    target: End
    offset: int
    data: Data | None = None
    settles: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that goes lost and does not hinder the rest from being read."""

    what: str
    offset: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A whole document. Offsets are code points of its text, whose line ends are `\\n`."""

    statements: Mapping[str, Statement] = field(default_factory=dict)
    arguments: Mapping[str, Argument] = field(default_factory=dict)
    links: tuple[Link, ...] = ()
    sections: tuple[Section, ...] = ()
    front: Data = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()


def said(members: tuple[Occurrence, ...]) -> Occurrence | None:
    """Return the occurrence that counts: the last with `isCanonical`, or else the last at all,
    references apart."""
    last = None
    for one in reversed(members):
        if not one.is_reference:
            if one.data and one.data.get("isCanonical"):
                return one
            last = last or one
    return last
