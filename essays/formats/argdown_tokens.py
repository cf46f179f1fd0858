"""The kinds of words in an Argdown document."""

from dataclasses import dataclass, field
from enum import IntEnum, auto


class T(IntEnum):
    """The kinds of tokens."""

    END = 0
    TEXT = auto()
    NEWLINE = auto()
    BLANK = auto()  # one or more empty lines
    INDENT = auto()
    DEDENT = auto()
    LINK = auto()
    TAG = auto()
    STATEMENT_MENTION = auto()
    ARGUMENT_MENTION = auto()
    OPEN = auto()  # bold or italic begins; the value is its sign
    CLOSE = auto()  # … and ends; the value is the space behind it
    STATEMENT = auto()  # [title]:
    STATEMENT_REFERENCE = auto()
    ARGUMENT = auto()  # <title>:
    ARGUMENT_REFERENCE = auto()
    DATA = auto()
    FRONT = auto()
    HEADING = auto()
    NUMBER = auto()  # (1)
    ORDERED = auto()
    UNORDERED = auto()
    RULE = auto()  # -- before the name of a rule
    RULE_END = auto()
    COMMA = auto()  # between rules
    RELATION = auto()  # the value is its sign


@dataclass(slots=True)
class Tokens:
    """Three lists of one length: kinds, values and offsets (code points). END comes last."""

    kinds: list[T] = field(default_factory=list)
    values: list[str] = field(default_factory=list)
    offsets: list[int] = field(default_factory=list)
