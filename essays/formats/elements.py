"""XML documents from strangers, read within bounds of time and memory."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import NoReturn
from xml.parsers import expat

from essays.formats.base import Flaw, FormatError
from essays.formats.documents import check_size
from essays.formats.fitting import At

MAX_DEPTH = 200
# Each takes some hundred bytes to hold and as few as four to write.
MAX_TAGS = 400_000
MAX_ELEMENTS = 200_000
MAX_ATTRIBUTES = 400_000


@dataclass(slots=True)
class Element:
    """One element: its name without the prefix, the address of its namespace, and its place."""

    name: str
    space: str
    attributes: dict[str, str]
    line: int
    column: int
    content: Sequence["str | Element"] = ()  # a list where there is any

    @property
    def at(self) -> At:
        return At(self.line, self.column)

    @property
    def children(self) -> list["Element"]:
        return [one for one in self.content if isinstance(one, Element)]

    @property
    def text(self) -> str:
        """The words directly inside."""
        return "".join(one for one in self.content if isinstance(one, str))

    def get(self, name: str) -> str:
        """Return an attribute, whatever its namespace; "" where it is missing."""
        return self.attributes.get(name, "")

    def named(self, name: str) -> list["Element"]:
        """Return the children of this name."""
        return [one for one in self.children if one.name == name]

    def first(self, name: str) -> "Element | None":
        """Return the first child of this name."""
        return next(iter(self.named(name)), None)

    def walk(self) -> list["Element"]:
        """Return this element and all below it, in the order of the document."""
        found, stack = [], [self]
        while stack:
            element = stack.pop()
            found.append(element)
            stack.extend(reversed(element.children))
        return found

    def words(self) -> str:
        """Return all words inside, those of elements below included."""
        said: list[str] = []
        stack: list[str | Element] = [self]
        while stack:
            one = stack.pop()
            if isinstance(one, str):
                said.append(one)
            else:
                stack.extend(reversed(one.content))
        return "".join(said)


def read_xml(data: bytes) -> Element:
    """Return the root of a document that is well formed and declares no entities.

    Raises FormatError, with line and column, for anything else: a document type with declarations
    of its own, more than MAX_DEPTH levels or MAX_ELEMENTS, or more signs than they need.
    """
    check_size(data)
    for sign, limit in ((b"<", MAX_TAGS), (b"=", MAX_ATTRIBUTES)):
        if data.count(sign) > limit:
            raise FormatError(Flaw.TOO_MANY, limit=limit, sign=sign.decode())
    tree = _Tree()
    try:
        tree.parser.ParseFile(BytesIO(data))
    except expat.ExpatError as error:
        reason = expat.ErrorString(error.code)
        raise FormatError(
            Flaw.SYNTAX, line=error.lineno, column=error.offset + 1, reason=reason
        ) from error
    except (LookupError, ValueError) as error:
        raise FormatError(Flaw.ENCODING, line=1, column=1, reason=str(error)) from error
    if tree.root is None:
        raise FormatError(Flaw.SYNTAX, line=1, column=1, reason="no element")
    return tree.root


class _Tree:
    """Builds elements from what the parser meets, on a stack of its own."""

    def __init__(self) -> None:
        self.root: Element | None = None
        self.count = 0
        self.stack: list[Element] = []
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._said
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.EntityDeclHandler = self._refuse

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if len(self.stack) >= MAX_DEPTH:
            raise FormatError(Flaw.TOO_DEEP, **self._place()._asdict(), limit=MAX_DEPTH)
        self.count += 1
        if self.count > MAX_ELEMENTS:
            raise FormatError(Flaw.TOO_MANY, **self._place()._asdict(), limit=MAX_ELEMENTS)
        space, _, name = tag.rpartition(" ")
        if attributes and " " in "".join(attributes):
            attributes = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        parser = self.parser
        element = Element(
            name, space, attributes, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1
        )
        if self.stack:
            self._add(element)
        else:
            self.root = element
        self.stack.append(element)

    def _end(self, _tag: str) -> None:
        self.stack.pop()

    def _said(self, words: str) -> None:
        if self.stack:
            self._add(words)

    def _add(self, one: str | Element) -> None:
        parent = self.stack[-1]
        if isinstance(parent.content, list):
            parent.content.append(one)
        else:
            parent.content = [one]

    def _doctype(self, _name: str, _system: object, _public: object, has_own: object) -> None:
        if has_own:
            self._refuse()

    def _refuse(self, *_given: object) -> NoReturn:
        place = self._place()._asdict()
        raise FormatError(Flaw.SYNTAX, **place, reason="a document type of its own")

    def _place(self) -> At:
        return At(self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)
