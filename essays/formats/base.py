"""What every format answers with: a map or bytes, and what could not be said.

ArgmapError
└── FormatError       a document that cannot be read (`flaw`, `line`, `column`, `pointer`)
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from essays.formats.outline_words import OutlineWords
from essays.graph.errors import ArgmapError
from essays.graph.model import EssayGraph


class Flaw(StrEnum):
    """Why a document cannot be read. The edges find the words."""

    TOO_LARGE = "too_large"  # `limit` in bytes
    TOO_MANY = "too_many"  # `limit` rows, or premises of one relation
    TOO_DEEP = "too_deep"  # `limit` levels
    ENCODING = "encoding"  # no UTF-8, or a character that no essay can hold
    SYNTAX = "syntax"  # not the format at all; `reason` from the parser
    VERSION = "version"  # made by a newer program; `known`
    UNKNOWN_KEY = "unknown_key"
    MISSING_KEY = "missing_key"
    WRONG_TYPE = "wrong_type"  # `expected`
    UNKNOWN_VALUE = "unknown_value"  # `known`
    BAD_VALUE = "bad_value"  # `reason`: the code of the rule in `essays.graph.rules`
    BAD_SPAN = "bad_span"  # outside the text, or other words stand there
    DUPLICATE = "duplicate"  # an id, or a row there may be one of
    DANGLING = "dangling"  # `id` of a row that is not in the document
    UNSOUND = "unsound"  # `reason`: the rule that every map keeps


class FormatError(ArgmapError):
    """A document that cannot be read, and where: line and column from 1, pointer by RFC 6901."""

    code = "format"

    def __init__(
        self,
        flaw: Flaw,
        *,
        line: int | None = None,
        column: int | None = None,
        pointer: str | None = None,
        **data: object,
    ) -> None:
        self.flaw = flaw
        self.line = line
        self.column = column
        self.pointer = pointer
        place = {"line": line, "column": column, "pointer": pointer}
        given = {name: value for name, value in place.items() if value is not None}
        super().__init__(flaw, **given, **data)


class LossKind(StrEnum):
    """What became of a thing that one side knows and the other does not."""

    DROPPED = "dropped"
    GUESSED = "guessed"
    REPAIRED = "repaired"
    APPROXIMATED = "approximated"  # told in other terms, which mean nearly the same


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """One thing that changed on the way. `what` is a slug for counting and words, such as
    `undercut_became_attack`; the place is in the foreign document or, by `id`, on our map."""

    kind: LossKind
    what: str
    line: int | None = None
    column: int | None = None
    pointer: str | None = None
    id: UUID | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class LossReport:
    """Everything that a reading or writing could not carry over; false when nothing was lost."""

    losses: tuple[Loss, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.losses)

    @property
    def dropped(self) -> tuple[Loss, ...]:
        return self.of(LossKind.DROPPED)

    @property
    def guessed(self) -> tuple[Loss, ...]:
        return self.of(LossKind.GUESSED)

    @property
    def repaired(self) -> tuple[Loss, ...]:
        return self.of(LossKind.REPAIRED)

    @property
    def approximated(self) -> tuple[Loss, ...]:
        return self.of(LossKind.APPROXIMATED)

    def of(self, kind: LossKind) -> tuple[Loss, ...]:
        """Return the losses of one kind, in the order of the document."""
        return tuple(loss for loss in self.losses if loss.kind is kind)

    def counts(self) -> Mapping[tuple[LossKind, str], int]:
        """Return how often each thing happened, in the order of first appearance."""
        return Counter((loss.kind, loss.what) for loss in self.losses)


@dataclass(slots=True)
class LossLog:
    """Collects losses while a document is read or written."""

    losses: list[Loss] = field(default_factory=list)

    def add(
        self,
        kind: LossKind,
        what: str,
        *,
        line: int | None = None,
        column: int | None = None,
        pointer: str | None = None,
        id: UUID | None = None,
        detail: str = "",
    ) -> None:
        """Add one loss to the log."""
        self.losses.append(
            Loss(
                kind=kind,
                what=what,
                line=line,
                column=column,
                pointer=pointer,
                id=id,
                detail=detail,
            )
        )

    def report(self) -> LossReport:
        return LossReport(tuple(self.losses))


type Load = Callable[[bytes], tuple[EssayGraph, LossReport]]
type Dump = Callable[[EssayGraph], tuple[bytes, LossReport]]
type DumpInWords = Callable[[EssayGraph, OutlineWords], tuple[bytes, LossReport]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One way to write a map down. `load` raises FormatError; None where a direction is missing.

    `dump_in_words` is there where a file for people holds words of ours: in those of a language.
    `recognise` says whether the first look at some bytes speaks for this format; it never raises.
    """

    name: str
    title: str
    extensions: tuple[str, ...]
    media_type: str
    load: Load | None = None
    dump: Dump | None = None
    dump_in_words: DumpInWords | None = None
    recognise: Callable[[bytes], bool] = lambda _: False
