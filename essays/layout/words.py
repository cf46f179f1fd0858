"""The words on a drawing, and how the word of a box looks.

A page gives words in the reader's language; the English ones stand where nobody else gives any.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol

from essays.graph.describe import Marker, Word
from essays.graph.kinds import SourceStatus, Stance


class Kind(StrEnum):
    """What colour and line style mean: the suffix of a class such as `k-support`."""

    THESIS = "thesis"
    SUPPORT = "support"
    ATTACK = "attack"
    EVIDENCE = "evidence"
    CLAIM = "claim"


@dataclass(frozen=True, slots=True)
class Look:
    """The kind and the icon of a word."""

    kind: Kind
    icon: str


LOOKS: Final[Mapping[Word, Look]] = {
    Word.THESIS: Look(Kind.THESIS, "thesis"),
    Word.SUPPORTS: Look(Kind.SUPPORT, "support"),
    Word.OBJECTS: Look(Kind.ATTACK, "attack"),
    Word.EVIDENCE: Look(Kind.EVIDENCE, "evidence"),
    Word.UNDERCUTS: Look(Kind.ATTACK, "undercut"),
    Word.WARRANTS: Look(Kind.SUPPORT, "warrant"),
    Word.ROOT: Look(Kind.CLAIM, "claim"),
}


class Words(Protocol):
    """What a drawing has to say. Short words stand in boxes, whole ones in labels."""

    def drawing(self, boxes: int) -> str:
        """Return the label of the whole drawing."""

    def head(self, word: Word) -> str:
        """Return the short word of a box."""

    def marker(self, marker: Marker) -> str:
        """Return the word of a box with its target, for a label."""

    def also(self, marker: Marker) -> str:
        """Return what a box says of a second target."""

    def stance(self, stance: Stance) -> str:
        """Return how a box bears on the thesis."""

    def stance_short(self, stance: Stance) -> str:
        """Return the same in one word, or nothing where one is not enough."""

    def box_label(self, number: str, remarks: Sequence[str], text: str) -> str:
        """Return the label of a box; the first remark is its word."""

    def unstated(self) -> str:
        """Return the word for an implicit box."""

    def step(self, *, linked: bool) -> str:
        """Return the word of a junction pill."""

    def step_label(self, numbers: Sequence[str], *, linked: bool, attacks: bool) -> str:
        """Return the label of a junction pill; the numbers are those of its premises."""

    def source(self, status: SourceStatus) -> str:
        """Return what is known of a source, or nothing worth saying."""

    def lost(self, passages: int) -> str:
        """Return that passages are lost."""

    def folded(self, boxes: int) -> str:
        """Return how many boxes the next click shows."""

    def left_out(self, boxes: int) -> str:
        """Return how many boxes there is no room for."""

    def fold(self, number: str) -> str:
        """Return the label of the control that folds a box."""

    def unfold(self, number: str, boxes: int) -> str:
        """Return the label of the control that unfolds a box."""


class English:
    """The words in English."""

    def drawing(self, boxes: int) -> str:
        counted = "1 box" if boxes == 1 else f"{boxes} boxes"
        return f"Drawn map, {counted}. The outline says the same in words."

    def head(self, word: Word) -> str:
        return _HEADS[word]

    def marker(self, marker: Marker) -> str:
        if marker.is_step:
            return f"{_HEADS[marker.word]} the step {_step(marker.numbers)}"
        return _HEADS[marker.word]

    def also(self, marker: Marker) -> str:
        return f"{_ALSO[marker.word]} {_step(marker.numbers)}"

    def stance(self, stance: Stance) -> str:
        return _STANCES[stance]

    def stance_short(self, stance: Stance) -> str:
        return _STANCES_SHORT.get(stance, "")

    def box_label(self, number: str, remarks: Sequence[str], text: str) -> str:
        return f"{number} {', '.join(remarks)}: {text}"

    def unstated(self) -> str:
        return "unstated"

    def step(self, *, linked: bool) -> str:
        return "only together" if linked else "this step"

    def step_label(self, numbers: Sequence[str], *, linked: bool, attacks: bool) -> str:
        does = "object" if attacks else "support"
        if linked:
            return f"Step {_step(numbers)}: only together they {does}"
        return f"Step {_step(numbers)}: {does}s"

    def source(self, status: SourceStatus) -> str:
        return _SOURCES.get(status, "")

    def lost(self, passages: int) -> str:
        return "passage lost" if passages == 1 else f"{passages} passages lost"

    def folded(self, boxes: int) -> str:
        return f"{boxes} folded"

    def left_out(self, boxes: int) -> str:
        return f"{boxes} more not shown"

    def fold(self, number: str) -> str:
        return f"Fold {number}"

    def unfold(self, number: str, boxes: int) -> str:
        return f"Show what hangs under {number}, {boxes} folded"


def _step(numbers: Sequence[str]) -> str:
    return " + ".join(numbers)


_HEADS = {
    Word.THESIS: "Thesis",
    Word.SUPPORTS: "Supports",
    Word.OBJECTS: "Objects",
    Word.EVIDENCE: "Evidence",
    Word.UNDERCUTS: "Undercuts",
    Word.WARRANTS: "Warrants",
    Word.ROOT: "Not connected yet",
}
_ALSO = {
    Word.THESIS: "also supports",
    Word.ROOT: "also supports",
    Word.SUPPORTS: "also supports",
    Word.OBJECTS: "also objects to",
    Word.EVIDENCE: "also evidence for",
    Word.UNDERCUTS: "also undercuts the step",
    Word.WARRANTS: "also warrants the step",
}
_STANCES = {
    Stance.PRO: "for the thesis",
    Stance.CON: "against the thesis",
    Stance.BOTH: "for and against the thesis",
    Stance.NONE: "does not reach the thesis",
}
_STANCES_SHORT = {Stance.PRO: "for", Stance.CON: "against"}
_SOURCES = {
    SourceStatus.CONFIRMED: "source checked",
    SourceStatus.DOUBTFUL: "source doubtful",
    SourceStatus.WRONG: "source wrong",
}
