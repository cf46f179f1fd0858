"""The words of an Argdown document, found in one pass whose time grows with its length alone.

What begins where follows `docs/syntax` of Argdown (C. Voigt, MIT) and what its parser
(@argdown/core 1.7.5) makes of it. Neighbouring pieces of plain text are one token.
"""

from collections.abc import Callable

from essays.formats.argdown_finding import Finder
from essays.formats.argdown_patterns import (
    BLANK,
    CLOSE,
    CONTROL,
    DASHES,
    ESCAPED,
    FIRST_OF_BLANK,
    FREE_RUN,
    FRONT,
    HEADING,
    LINE,
    NEWLINE,
    NEWLINES,
    NO_SPACE,
    PLAIN,
    SPACES,
    SPECIAL,
    TAG,
)
from essays.formats.argdown_signs import SHORTCODES
from essays.formats.argdown_tokens import T, Tokens
from essays.formats.base import Flaw, FormatError

# As many as a map of the largest size needs, twice over.
MAX_TOKENS = 500_000
MAX_PIECES = 50_000


class Tokenizer:
    """One pass over a text whose line ends are `\\n`."""

    __slots__ = (
        "_next",
        "finder",
        "handlers",
        "indents",
        "inference",
        "joined",
        "last",
        "open",
        "pieces",
        "rule_handlers",
        "start",
        "text",
        "tokens",
    )

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = Tokens()
        self.pieces: list[str] = []  # of the text token that is being put together
        self.start = 0
        self.last: T | None = None
        self.indents = [0]
        self.open: list[str] = []
        self.inference = False
        self.joined = 0
        self.finder = Finder(text)
        self._next = self.finder.next
        self.handlers = self._handlers()
        self.rule_handlers = {
            "/": self._slash,
            "<": self._slash,
            "\\": self._escaped,
            ".": self._special,
            ":": self._special,
            "{": self._data,
            ",": self._comma,
            "-": self._dash,
            " ": self._newline,
            "\t": self._newline,
            "\n": self._newline,
        }

    def _handlers(self) -> dict[str, Callable[[int], int]]:
        return {
            " ": self._blank,
            "\t": self._blank,
            "\n": self._blank,
            "\\": self._escaped,
            ".": self._special,
            ":": self._special,
            "/": self._slash,
            "<": self._angle,
            "[": self._square,
            "@": self._mention,
            "#": self._tag,
            "*": self._emphasis,
            "_": self._emphasis,
            "{": self._data,
            "=": self._front,
        }

    def run(self) -> Tokens:
        """Return the tokens."""
        text, pos, length = self.text, 0, len(self.text)
        pieces, fresh = self.pieces, (None, T.NEWLINE, T.BLANK)
        while pos < length:
            if self.inference:
                pos = self.rule_handlers.get(text[pos], self._free)(pos)
                continue
            sign = text[pos]
            if self.last in fresh:
                after = self._line(pos)
                if after > pos:
                    pos = after
                    continue
            if sign not in " \t=" and (found := PLAIN(text, pos)):
                if not pieces:
                    self.start = pos
                    self.last = T.TEXT
                pieces.append(found[0])
                pos = found.end()
            else:
                pos = self.handlers.get(sign, self._free)(pos)
            if len(pieces) > MAX_PIECES:
                self._join()
        self._flush()
        if self.last is T.BLANK:
            for column in (self.tokens.kinds, self.tokens.values, self.tokens.offsets):
                column.pop()
        self._dedent(length)
        self._emit(T.END, "", length)
        return self.tokens

    def _emit(self, kind: T, value: str, offset: int) -> None:
        if self.pieces:
            self._flush()
        tokens = self.tokens
        if len(tokens.kinds) >= MAX_TOKENS:
            raise FormatError(Flaw.TOO_MANY, limit=MAX_TOKENS)
        tokens.kinds.append(kind)
        tokens.values.append(value)
        tokens.offsets.append(offset)
        self.last = kind

    def _join(self) -> None:
        """Put pieces together. Raises FormatError when there are too many."""
        self.joined += len(self.pieces)
        if self.joined > MAX_TOKENS:
            raise FormatError(Flaw.TOO_MANY, limit=MAX_TOKENS)
        self.pieces[:] = ["".join(self.pieces)]

    def _flush(self) -> None:
        if self.pieces:
            words = "".join(self.pieces)
            self.pieces.clear()
            self._emit(T.TEXT, words, self.start)

    def _say(self, words: str, pos: int) -> None:
        """Add plain text."""
        if not self.pieces:
            self.start = pos
            self.last = T.TEXT
        self.pieces.append(words)

    def _indent(self, width: int, pos: int) -> None:
        if width > self.indents[-1]:
            self.indents.append(width)
            self._emit(T.INDENT, "", pos)
            return
        while len(self.indents) > 1 and width < self.indents[-1]:
            self.indents.pop()
            self._emit(T.DEDENT, "", pos)

    def _dedent(self, pos: int) -> None:
        while len(self.indents) > 1:
            self.indents.pop()
            self._emit(T.DEDENT, "", pos)

    def _line(self, pos: int) -> int:
        """Read what only the beginning of a line can hold; return where it ends, or `pos`."""
        found = LINE(self.text, pos)
        if found is None:
            if self.text[pos] == "#" and (found := HEADING(self.text, pos)):
                self._emit(T.HEADING, found[1], pos)
                return found.end()
            return pos
        blanks, relation, number, ordered, _ = found.groups()
        end = found.end()
        if relation:
            if relation == "--":
                if self.last is T.NEWLINE or self.last is None:
                    self._dedent(pos)
                    self._emit(T.RULE, "--", end - 2)
                    self.inference = True
                    return end
                relation, end = "-", end - 1
            self._indent(len(blanks), pos)
            self._emit(T.RELATION, relation, end - len(relation))
        elif number:
            self._dedent(pos)
            self._emit(T.NUMBER, number, end - len(number))
        else:
            self._indent(len(blanks) + 1, pos)
            self._emit(T.ORDERED if ordered else T.UNORDERED, "", pos + len(blanks))
        return end

    def _free(self, pos: int) -> int:
        found = FREE_RUN(self.text, pos)
        if found is None:
            return self._control(pos)
        self._say(found[0], pos)
        return found.end()

    def _control(self, pos: int) -> int:
        found = CONTROL(self.text, pos)
        words = found[0] if found else self.text[pos]
        self._say(words, pos)
        return pos + len(words)

    def _blank(self, pos: int) -> int:
        text = self.text
        found = BLANK(text, pos) if self.last is not T.BLANK else None
        if found:
            if found.end() < len(text):
                self._dedent(pos)
            self._emit(T.BLANK, "", pos)
            return found.end()
        if found := NEWLINE(text, pos):
            self._emit(T.NEWLINE, "", pos)
            return found.end()
        spaces = SPACES(text, pos)
        return spaces.end() if spaces else self._free(pos)

    def _escaped(self, pos: int) -> int:
        found = ESCAPED(self.text, pos)
        if found is None:  # the last sign of a line escapes nothing
            self._say("\\", pos)
            return pos + 1
        self._say(found[0][1:], pos)
        return found.end()

    def _special(self, pos: int) -> int:
        found = SPECIAL(self.text, pos)
        if found is None:
            return self._control(pos)
        sign = SHORTCODES.get(found[1])
        if sign is None:
            self._say(found[0], pos)
        else:
            self._say(sign + " " if found[0].endswith(" ") else sign, pos)
        return found.end()

    def _comment(self, pos: int) -> int:
        """Return the end of a comment that begins here, or `pos`."""
        text = self.text
        if text.startswith("//", pos):
            end = self.finder.before("\n", pos)
            if end < 0:
                return pos
        else:
            opener, closer = ("<!--", "-->") if text[pos] == "<" else ("/*", "*/")
            if not text.startswith(opener, pos):
                return pos
            start = self._next(closer, pos + len(opener))
            if start == len(text):
                return pos
            end = start + len(closer)
        if self.last is T.BLANK:
            found = NEWLINES(text, end)
        elif self.last is T.NEWLINE:
            found = FIRST_OF_BLANK(text, end)
        else:
            return end
        return found.end() if found else end

    def _slash(self, pos: int) -> int:
        end = self._comment(pos)
        return end if end > pos else self._control(pos)

    def _angle(self, pos: int) -> int:
        end = self._comment(pos)
        if end > pos:
            return end
        return self._bracket(pos, ">", T.ARGUMENT, T.ARGUMENT_REFERENCE)

    def _square(self, pos: int) -> int:
        text = self.text
        end = self._next("]", pos + 1)
        if pos + 1 < end < len(text) - 1 and text[end + 1] == "(":
            close = self._next(")", end + 2)
            if end + 2 < close < len(text):
                space = text[close + 1 : close + 2] if text[close + 1 : close + 2] in " \t" else ""
                words = text[pos + 1 : end] + (" " if space == " " else "")
                self._emit(T.LINK, words, pos)
                return close + 1 + len(space)
        return self._bracket(pos, "]", T.STATEMENT, T.STATEMENT_REFERENCE)

    def _bracket(self, pos: int, closer: str, definition: T, reference: T) -> int:
        text = self.text
        end = self.finder.inside(pos + 1, closer + ":")
        if end > 0:
            self._emit(definition, text[pos + 1 : end], pos)
            return end + 2
        if text[pos + 1 : pos + 2] not in ("-", ""):
            # the sign behind the opening one may even be the end of the line
            end = self.finder.before(closer, pos + 2)
            if end > 0:
                self._emit(reference, text[pos + 1 : end], pos)
                return end + 1
        return self._control(pos)

    def _mention(self, pos: int) -> int:
        text = self.text
        opener = text[pos + 1 : pos + 2]
        if opener and opener in "[<":
            closer = "]" if opener == "[" else ">"
            end = self.finder.inside(pos + 2, closer)
            if end > 0:
                end += 2 if text[end + 1 : end + 2] in (" ", "\t") else 1
                kind = T.STATEMENT_MENTION if opener == "[" else T.ARGUMENT_MENTION
                self._emit(kind, text[pos:end], pos)
                return end
        return self._control(pos)

    def _tag(self, pos: int) -> int:
        text = self.text
        if text.startswith("#(", pos):
            close = self._next(")", pos + 2)
            if pos + 2 < close < len(text):
                close += 2 if text[close + 1 : close + 2] in (" ", "\t") else 1
                self._emit(T.TAG, text[pos:close], pos)
                return close
        elif found := TAG(text, pos):
            self._emit(T.TAG, found[0], pos)
            return found.end()
        return self._control(pos)

    def _emphasis(self, pos: int) -> int:
        text, sign = self.text, self.text[pos]
        last = self.open[-1] if self.open else ""
        if last.startswith(sign) and (found := CLOSE[last](text, pos)):
            self.open.pop()
            self._emit(T.CLOSE, " " if found[0].endswith(" ") else "", pos)
            return found.end()
        for opener in (sign * 2, sign):
            if text.startswith(opener, pos) and NO_SPACE(text, pos + len(opener)):
                self.open.append(opener)
                self._emit(T.OPEN, opener, pos)
                return pos + len(opener)
        return self._control(pos)

    def _data(self, pos: int) -> int:
        end = self.finder.data_end(pos)
        if end < 0:
            return self._control(pos)
        self._emit(T.DATA, self.text[pos:end], pos)
        return end

    def _front(self, pos: int) -> int:
        found = FRONT(self.text, pos)
        if found is None:
            return self._free(pos)
        start = found.end()
        end = self._next("===", start)
        if end < len(self.text):
            inside = self.text[start:end]
            close = FRONT(self.text, end)
            end = close.end() if close else end
        elif start - pos >= 6:
            inside, end = "", start
        else:
            return self._free(pos)
        self._emit(T.FRONT, inside, pos)
        return end

    # between `--` and `--`

    def _dash(self, pos: int) -> int:
        found = DASHES(self.text, pos)
        if found is None:
            return self._free(pos)
        self._emit(T.RULE_END, "", pos)
        self.inference = False
        return found.end()

    def _comma(self, pos: int) -> int:
        self._emit(T.COMMA, "", pos)
        return pos + 1

    def _newline(self, pos: int) -> int:
        if found := NEWLINE(self.text, pos):
            self._emit(T.NEWLINE, "", pos)
            return found.end()
        spaces = SPACES(self.text, pos)
        return spaces.end() if spaces else pos + 1
