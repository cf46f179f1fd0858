"""The grammar of Argdown, from tokens to a reading, without recursion: a tree may be of any depth.

The grammar is that of Argdown's documentation (C. Voigt, docs/syntax, MIT) as its parser reads it
(@argdown/core 1.7.5), down to the numbers of untitled statements and what counts as one relation.
"""

from bisect import bisect_right
from typing import Any

from essays.formats import argdown_data
from essays.formats.argdown_data import DataRefused
from essays.formats.argdown_linking import Case, Class, Joined, Joint, Joints, Jump, settled
from essays.formats.argdown_model import (
    Argument,
    Data,
    End,
    Fault,
    Inference,
    Link,
    LinkType,
    Member,
    Occurrence,
    Reading,
    Role,
    Section,
    Statement,
    Step,
)
from essays.formats.argdown_sections import regrouped
from essays.formats.argdown_tokens import T, Tokenizer
from essays.formats.base import Flaw, FormatError

# sign: its type, and whether it leads from what stands above to what stands below
_RELATIONS = {
    "+>": (LinkType.SUPPORT, True),
    "->": (LinkType.ATTACK, True),
    "_>": (LinkType.UNDERCUT, True),
    "><": (LinkType.CONTRADICTORY, True),
    "+": (LinkType.SUPPORT, False),
    "<+": (LinkType.SUPPORT, False),
    "-": (LinkType.ATTACK, False),
    "<-": (LinkType.ATTACK, False),
    "_": (LinkType.UNDERCUT, False),
    "<_": (LinkType.UNDERCUT, False),
}
_CONTENT = (
    T.TEXT,
    T.LINK,
    T.OPEN,
    T.TAG,
    T.STATEMENT_MENTION,
    T.ARGUMENT_MENTION,
    T.NEWLINE,
)
_WORDS = (T.TEXT, T.LINK, T.STATEMENT_MENTION, T.ARGUMENT_MENTION)


class _Stop(Exception):
    """The reference parser reads no further here."""


class _Head:
    """A statement or an argument that is being read, up to the end of what hangs under it."""

    __slots__ = ("data", "is_case", "is_reference", "offset", "role", "tags", "text", "thing", "title")

    def __init__(self, offset: int, role: Role | None) -> None:
        self.offset = offset
        self.role = role
        self.is_case = False
        self.is_reference = False
        self.title = ""
        self.text = ""
        self.tags: list[str] = []
        self.data: Any = None
        self.thing: Class | Case | None = None


class Parser:
    """Reads one document."""

    def __init__(self, text: str, *, halts: bool = False) -> None:
        tokens = Tokenizer(text).run()
        self.kinds, self.values, self.offsets = tokens.kinds, tokens.values, tokens.offsets
        self.text = text
        self.halts = halts
        self.at = 0
        self.classes: dict[str, Class] = {}
        self.cases: dict[str, Case] = {}
        self.joints = Joints()
        self.sections: list[Section] = []
        self.section: int | None = None
        self.front: dict[str, Any] = {}
        self.faults: list[Fault] = []
        self.untitled = 0
        self.jump: Jump | None = None
        self.keeps_tags = True

    def read(self) -> None:
        """Read the whole document. Raises FormatError."""
        try:
            self._document()
        except _Stop:
            pass

    def _document(self) -> None:
        self._skip(T.NEWLINE)
        self._skip(T.BLANK)
        if self.kinds[self.at] is T.FRONT:
            self._front()
        previous: Case | None = None
        while True:
            kind = self.kinds[self.at]
            if kind is T.HEADING:
                self._heading()
                previous = None
            elif kind is T.NUMBER:
                self._reconstruction(previous)
                previous = None
            elif kind is T.INDENT:
                self._list()
                previous = None
            else:
                thing = self._tree(Role.TOP_LEVEL)
                previous = thing if isinstance(thing, Case) else None
            if self.kinds[self.at] is T.END:
                return
            self._take(T.BLANK)

    # tokens

    def _skip(self, kind: T) -> bool:
        if self.kinds[self.at] is kind:
            self.at += 1
            return True
        return False

    def _take(self, kind: T) -> str:
        if self.kinds[self.at] is not kind:
            raise self._unexpected(kind.name.lower())
        self.at += 1
        return self.values[self.at - 1]

    def _unexpected(self, expected: str) -> FormatError:
        line, column = place(self.text, self.offsets[self.at])
        found = self.kinds[self.at].name.lower()
        reason = f"{found} instead of {expected}"
        return FormatError(Flaw.SYNTAX, line=line, column=column, reason=reason)

    def _fault(self, what: str, offset: int, reason: str = "") -> None:
        self.faults.append(Fault(what, offset, reason))
        if self.halts:
            raise _Stop

    # parts

    def _front(self) -> None:
        offset = self.offsets[self.at]
        words = self._take(T.FRONT)
        self._skip(T.NEWLINE)
        self._take(T.BLANK)
        try:
            front = argdown_data.read(words)
        except DataRefused as error:
            self._fault("front_matter", offset, str(error))
            return
        if isinstance(front, dict):
            self.front = front
            self.keeps_tags = self.setting("removeTagsFromText") is not True
        elif front is not None:
            self._fault("front_matter", offset, type(front).__name__)

    def setting(self, name: str) -> Any:
        """Return one of the front matter's settings of the model; None when it is not set."""
        model = self.front.get("model")
        return model.get(name) if isinstance(model, dict) else None

    def _heading(self) -> None:
        offset = self.offsets[self.at]
        level = len(self._take(T.HEADING))
        head = _Head(offset, None)
        self._content(head)
        if self.kinds[self.at] is T.DATA:
            self._data(head)
            self._skip(T.NEWLINE)
        parent = self.section
        while parent is not None and self.sections[parent].level >= level:
            parent = self.sections[parent].parent
        data = head.data if isinstance(head.data, dict) else None
        self.sections.append(
            Section(head.text.strip(), level, parent, tuple(head.tags), data, offset)
        )
        self.section = len(self.sections) - 1

    def _list(self) -> None:
        self._take(T.INDENT)
        kind = self.kinds[self.at]
        if kind is not T.ORDERED and kind is not T.UNORDERED:
            raise self._unexpected("item of a list")
        while self._skip(kind):
            self._tree(None)
        self._take(T.DEDENT)

    def _reconstruction(self, case: Case | None) -> None:
        """Read premises, inferences and conclusions; they belong to the argument right before."""
        if case is not None and case.steps:
            self._fault("second_reconstruction", self.offsets[self.at], case.title)
            case = None
        if case is None:
            case = self._case(f"Untitled {self._number()}", titled=False)
        if self.section is not None:
            case.section = self.section
        self._step(case, None)
        ended = False
        while self.kinds[self.at] in (T.NUMBER, T.RULE):
            ended = self.kinds[self.at] is T.RULE
            self._step(case, self._inference(case) if ended else None)
        if not ended:
            raise self._unexpected("rule")
        thing, occurrence, jump = case.steps[-1]
        last = _with_role(occurrence, Role.CONCLUSION)
        case.steps[-1] = thing, last, jump
        thing.members[thing.members.index(occurrence)] = last

    def _step(self, case: Case, jump: Jump | None) -> None:
        self._take(T.NUMBER)
        kind = self.kinds[self.at]
        if kind is T.ARGUMENT or kind is T.ARGUMENT_REFERENCE:
            raise self._unexpected("statement")
        thing = self._tree(Role.INTERMEDIARY if jump else Role.PREMISE)
        if jump:
            jump.place = len(case.steps)
        if isinstance(thing, Class):
            case.steps.append((thing, thing.members[-1], jump))

    def _inference(self, case: Case) -> Jump:
        jump = self.jump = Jump(case, self.offsets[self.at])
        self._take(T.RULE)
        kinds = self.kinds
        if kinds[self.at] is T.NEWLINE and kinds[self.at + 1] is T.TEXT:
            self.at += 1
        if kinds[self.at] is T.TEXT:
            jump.rules.append(self._take(T.TEXT).strip())
            while self._skip(T.COMMA):
                jump.rules.append(self._take(T.TEXT).strip())
        self._skip(T.NEWLINE)
        if kinds[self.at] is T.DATA:
            head = _Head(jump.offset, None)
            self._data(head)
            jump.data = head.data if isinstance(head.data, dict) else None
            self._skip(T.NEWLINE)
        self._take(T.RULE_END)
        self._take(T.NEWLINE)
        if self._skip(T.INDENT):
            self._under(jump)
        return jump

    # statements and arguments with all that hangs under them

    def _tree(self, role: Role | None) -> Class | Case:
        """Read a statement or an argument, what is related to it and so on; return it."""
        return self._grow(self._head(role), [])

    def _under(self, jump: Jump) -> None:
        """Read the undercuts of an inference."""
        while True:
            if self.kinds[self.at] is not T.RELATION or self.values[self.at] not in ("_", "<_"):
                raise self._unexpected("undercut")
            offset = self.offsets[self.at]
            self.at += 1
            thing = self._grow(self._head(Role.RELATION), [])
            self.joints.add(Joint(LinkType.UNDERCUT, offset, thing, jump))
            if self._skip(T.DEDENT):
                return

    def _grow(self, head: _Head, stack: list[tuple[_Head, LinkType, bool, int]]) -> Class | Case:
        """Read on from a head; `stack` holds the heads above it, with the relation to each."""
        while True:
            if self._skip(T.INDENT):
                head.thing = self._thing(head)
            else:
                thing = self._close(head)
                while True:
                    if not stack:
                        return thing
                    above, type, downward, offset = stack.pop()
                    self._join(type, offset, above, thing, downward=downward)
                    head = above
                    if self.kinds[self.at] is not T.DEDENT:
                        break
                    self.at += 1
                    thing = self._close(head)
            if self.kinds[self.at] is not T.RELATION:
                raise self._unexpected("relation")
            offset = self.offsets[self.at]
            type, downward = _RELATIONS[self.values[self.at]]
            self.at += 1
            stack.append((head, type, downward, offset))
            head = self._head(Role.RELATION)
            if head.is_case and type is LinkType.CONTRADICTORY:
                self.at -= 1
                raise self._unexpected("statement")

    def _join(
        self, type: LinkType, offset: int, above: _Head, below: Class | Case, *, downward: bool
    ) -> None:
        top: Joined | None = above.thing
        if top is None:
            return
        if type is LinkType.UNDERCUT and not downward and isinstance(top, Class) and self.jump:
            # the last inference before, wherever the statement stands
            top = self.jump
        ends = (top, below) if downward else (below, top)
        self.joints.add(Joint(type, offset, *ends))

    def _head(self, role: Role | None) -> _Head:
        """Read a statement or an argument up to its data."""
        at, kind = self.at, self.kinds[self.at]
        head = _Head(self.offsets[at], role)
        if kind is T.STATEMENT or kind is T.ARGUMENT:
            head.title = self.values[at]
            head.is_case = kind is T.ARGUMENT
            self.at += 1
            self._content(head)
        elif kind is T.STATEMENT_REFERENCE or kind is T.ARGUMENT_REFERENCE:
            # the sign behind the bracket may be the end of the line: then there is no title
            head.title = "" if self.values[at].startswith("\n") else self.values[at]
            head.is_case = kind is T.ARGUMENT_REFERENCE
            head.is_reference = bool(head.title)
            self.at += 1
            while self.kinds[self.at] is T.TAG:
                self._mark(head)
            self._line_end(head)
        else:
            self._content(head)
        if head.is_case:
            head.role = Role.DESCRIPTION
        if self.kinds[self.at] is T.DATA:
            self._data(head)
            self._line_end(head)
        return head

    def _line_end(self, head: _Head) -> None:
        """Take the end of a line; where more of this head follows it leaves a space."""
        if self._skip(T.NEWLINE):
            more = self.kinds[self.at] in (T.DATA, T.INDENT)
            if more and not head.text.endswith(" "):
                head.text += " "

    def _content(self, head: _Head) -> None:
        """Read words, links, tags, mentions, bold and italic: at least one of them."""
        kinds, values, at = self.kinds, self.values, self.at
        if kinds[at] not in _CONTENT:
            raise self._unexpected("words")
        parts = [head.text] if head.text else []
        open_at: list[int] = []
        while True:
            kind = kinds[at]
            if kind in _WORDS:
                parts.append(values[at])
            elif kind is T.NEWLINE:
                if kinds[at + 1] in _CONTENT and not (parts and parts[-1].endswith(" ")):
                    parts.append(" ")
            elif kind is T.TAG:
                self.at = at
                self._tag(head)
                if self.keeps_tags:
                    parts.append(values[at])
            elif kind is T.OPEN:
                open_at.append(at)
            elif kind is T.CLOSE and open_at:
                open_at.pop()
                if values[at]:
                    parts.append(" ")
            else:
                break
            at += 1
        self.at = at
        if open_at:
            raise self._unexpected(f"{values[open_at[-1]]} to end")
        head.text = "".join(parts)

    def _mark(self, head: _Head) -> None:
        self._tag(head)
        if self.keeps_tags:
            head.text += self.values[self.at]
        self.at += 1

    def _tag(self, head: _Head) -> None:
        tag = self.values[self.at].rstrip(" \t")[1:]
        tag = tag[1:-1] if tag.startswith("(") else tag
        if tag not in head.tags:
            head.tags.append(tag)

    def _data(self, head: _Head) -> None:
        offset = self.offsets[self.at]
        try:
            head.data = argdown_data.read_element(self._take(T.DATA))
        except DataRefused as error:
            self._fault("data", offset, str(error))
        else:
            if head.data is not None and not isinstance(head.data, dict):
                self._fault("data", offset, type(head.data).__name__)

    # what the document as a whole has

    def _number(self) -> int:
        self.untitled += 1
        return self.untitled

    def _case(self, title: str, *, titled: bool) -> Case:
        case = self.cases.get(title)
        if case is None:
            case = self.cases[title] = Case(title, titled=titled)
        return case

    def _thing(self, head: _Head) -> Class | Case:
        """Return the statement or argument that a head names, or a new one."""
        titled = bool(head.title)
        title = head.title or f"Untitled {self._number()}"
        if head.is_case:
            return self._case(title, titled=titled)
        thing = self.classes.get(title)
        if thing is None:
            thing = self.classes[title] = Class(title, titled=titled)
        return thing

    def _close(self, head: _Head) -> Class | Case:
        """Add an occurrence that is read to its statement or argument."""
        thing = head.thing or self._thing(head)
        for tag in head.tags:
            if tag not in thing.tags:
                thing.tags.append(tag)
        data: Data | None = head.data if isinstance(head.data, dict) else None
        if data:
            thing.data = argdown_data.merged(thing.data, data)
        thing.members.append(
            Occurrence(head.text, head.role, head.is_reference, data, self.section, head.offset)
        )
        wanted = data.get("isInGroup") if data and "isInGroup" in data else ...
        if wanted is True or (
            wanted is ... and not head.is_reference and thing.section is None
        ):
            thing.section = self.section
        return thing


def read(text: str, *, halts: bool = False) -> Reading:
    """Return what a document says. Raises FormatError with line and column.

    Data that are no YAML, and a second reconstruction of one argument, are left out and listed in
    `faults`. With `halts` the reading ends at the first of them, as the reference parser's does.
    """
    parser = Parser(text, halts=halts)
    parser.read()
    strict = parser.setting("mode") == "strict"
    moved = parser.setting("transformArgumentRelations") is not False
    joints = settled(parser.joints.all, strict=strict, moved=moved)
    for thing in (*parser.classes.values(), *parser.cases.values()):
        if thing.section is None and thing.members:
            thing.section = thing.members[0].section
    sections = regrouped(parser.front, parser.classes, parser.cases)
    return Reading(
        {title: _statement(thing) for title, thing in parser.classes.items()},
        {title: _argument(case) for title, case in parser.cases.items()},
        tuple(
            Link(one.type, _end(one.source), _end(one.target), one.offset) for one in joints
        ),
        tuple(parser.sections if sections is None else sections),
        parser.front,
        tuple(parser.faults),
    )


def place(text: str, offset: int) -> tuple[int, int]:
    """Return the line and column of an offset, from 1, columns in code points."""
    start = text.rfind("\n", 0, offset) + 1
    return text.count("\n", 0, offset) + 1, offset - start + 1


class Places:
    """Lines and columns of one text, quick to ask again and again."""

    def __init__(self, text: str) -> None:
        self._starts = [0]
        at = text.find("\n")
        while at >= 0:
            self._starts.append(at + 1)
            at = text.find("\n", at + 1)

    def of(self, offset: int) -> tuple[int, int]:
        """Return the line and column of an offset, from 1."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


def _statement(thing: Class) -> Statement:
    return Statement(
        thing.title,
        thing.titled,
        tuple(thing.members),
        tuple(thing.tags),
        thing.data,
        thing.section,
    )


def _argument(case: Case) -> Argument:
    steps = tuple(
        Step(
            thing.title,
            occurrence,
            jump
            and Inference(tuple(jump.rules), jump.data, case.title, jump.place, jump.offset),
        )
        for thing, occurrence, jump in case.steps
    )
    return Argument(
        case.title,
        case.titled,
        tuple(case.members),
        tuple(case.tags),
        case.data,
        case.section,
        steps,
    )


def _end(thing: Joined) -> End:
    if isinstance(thing, Jump):
        return End(Member.INFERENCE, thing.case.title, thing.place)
    if isinstance(thing, Case):
        return End(Member.ARGUMENT, thing.title)
    return End(Member.STATEMENT, thing.title)


def _with_role(one: Occurrence, role: Role) -> Occurrence:
    return Occurrence(one.text, role, one.is_reference, one.data, one.section, one.offset)
