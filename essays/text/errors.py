"""What can go wrong with a text. Every error carries a code and data; the edges find the words.

TextError
├── TextRefused      a text that the essay cannot hold (`position`)
├── SpanOutside      a span that is empty or not within the text (`length`, `start`, `end`)
└── SpliceMismatch   a splice that does not fit the text (`start`)
"""

from enum import StrEnum


class Refusal(StrEnum):
    """Why a text is not taken."""

    NUL = "text_nul"
    SURROGATE = "text_surrogate"
    CONTROL = "text_control"
    MARKS = "text_marks"
    TOO_LONG = "text_too_long"


class TextError(Exception):
    """An error with a `code` for programs and `data` for the words."""

    def __init__(self, code: str, **data: int) -> None:
        self.code = code
        self.data = data
        super().__init__(code, data)

    def __str__(self) -> str:
        return f"{self.code} {self.data}"


class TextRefused(TextError):
    """The text holds something that no essay can hold; `position` counts code points."""

    def __init__(self, code: Refusal, *, position: int) -> None:
        super().__init__(code, position=position)


class SpanOutside(TextError):
    """The span is empty or leaves the text."""

    def __init__(self, *, length: int, start: int, end: int) -> None:
        super().__init__("span_outside", length=length, start=start, end=end)


class SpliceMismatch(TextError):
    """The text does not read what the splice wants to remove."""

    def __init__(self, *, start: int) -> None:
        super().__init__("splice_mismatch", start=start)
