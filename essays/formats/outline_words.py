"""The words on outlines for people. Whoever shows them in another language hands in others."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from essays.graph.describe import Word


def _names() -> Mapping[Word, str]:
    return {
        Word.THESIS: "Thesis",
        Word.SUPPORTS: "Reason",
        Word.OBJECTS: "Objection",
        Word.EVIDENCE: "Evidence",
        Word.UNDERCUTS: "Undercut",
        Word.WARRANTS: "Warrant",
        Word.ROOT: "Statement",
    }


def _doing() -> Mapping[Word, str]:
    return {
        Word.SUPPORTS: "also supports",
        Word.OBJECTS: "also objects to",
        Word.EVIDENCE: "also evidence for",
        Word.UNDERCUTS: "also undercuts the step from",
        Word.WARRANTS: "also warrants the step from",
    }


def _joining() -> Mapping[Word, str]:
    return {
        Word.SUPPORTS: "because",
        Word.OBJECTS: "however,",
        Word.EVIDENCE: "for example,",
        Word.UNDERCUTS: "but this does not follow, since",
        Word.WARRANTS: "and this follows, since",
    }


def _joining_again() -> Mapping[Word, str]:
    return {
        Word.SUPPORTS: "also because",
        Word.OBJECTS: "besides,",
        Word.EVIDENCE: "also,",
    }


@dataclass(frozen=True, slots=True)
class OutlineWords:
    """What a statement is called, what it does besides, and how it joins the one above it.

    `again` is for the second of its kind under the same statement, `answer` for what objects to an
    objection, `linked` for the second and later of linked premises.
    """

    names: Mapping[Word, str] = field(default_factory=_names)
    doing: Mapping[Word, str] = field(default_factory=_doing)
    joining: Mapping[Word, str] = field(default_factory=_joining)
    again: Mapping[Word, str] = field(default_factory=_joining_again)
    answer: str = "yet"
    linked: str = "and"
    of_step: str = "of the step from"
    together: str = "together with"
    implicit: str = "unsaid"
    note: str = "Note"
    source: str = "Source"
    weight: str = "weight"


ENGLISH = OutlineWords()
