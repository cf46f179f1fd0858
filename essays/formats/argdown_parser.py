"""The grammar of Argdown, from tokens to statements, arguments and relations, without recursion: a
tree may be of any depth.

The grammar is that of Argdown's documentation (C. Voigt, docs/syntax, MIT) as its parser reads it
(@argdown/core 1.7.5), down to the numbers of untitled statements and what counts as one relation.
"""

from contextlib import suppress
from dataclasses import replace
from typing import Any

from essays.formats import argdown_data
from essays.formats.argdown_data import DataRefused
from essays.formats.argdown_linking import Case, Class, Joined, Joint, Joints, Jump
from essays.formats.argdown_model import Fault, LinkType, Occurrence, Role, Section
from essays.formats.argdown_tokens import T
from essays.formats.argdown_words import Head, Stop, Words, as_mapping, place
from essays.formats.base import Flaw, FormatError

MAX_CLASSES = 30_000  # three times the nodes of a map
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


class Parser(Words):
    """Reads one document."""

    def __init__(self, text: str, *, halts: bool = False) -> None:
        super().__init__(text, halts=halts)
        self.classes: dict[str, Class] = {}
        self.cases: dict[str, Case] = {}
        self.joints = Joints()
        self.sections: list[Section] = []
        self.section: int | None = None
        self.front: dict[str, Any] = {}
        self.untitled = 0
        self.jump: Jump | None = None

    def read(self) -> None:
        """Read the whole document. Raises FormatError."""
        with suppress(Stop):
            self._document()

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

    def setting(self, name: str) -> Any:
        """Return one of the front matter's settings of the model; None when it is not set."""
        model = self.front.get("model")
        return model.get(name) if isinstance(model, dict) else None

    def _front(self) -> None:
        offset = self.offsets[self.at]
        words = self._take(T.FRONT)
        self._skip(T.NEWLINE)
        self._take(T.BLANK)
        try:
            front = argdown_data.read(words, limit=argdown_data.MAX_FRONT)
        except DataRefused as error:
            self._fault("front_matter", offset, str(error))
            return
        if isinstance(front, dict):
            self.front = front
            self.keeps_tags = self.setting("removeTagsFromText") is not True
        elif front is not None:
            self.faults.append(Fault("front_matter", offset, type(front).__name__))

    def _heading(self) -> None:
        offset = self.offsets[self.at]
        level = len(self._take(T.HEADING))
        head = Head(offset, None)
        self._content(head)
        if self.kinds[self.at] is T.DATA:
            self._data(head)
            self._skip(T.NEWLINE)
        parent = self.section
        while parent is not None and self.sections[parent].level >= level:
            parent = self.sections[parent].parent
        data = as_mapping(head.data)
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
        last = replace(occurrence, role=Role.CONCLUSION)
        case.steps[-1] = thing, last, jump
        for index in range(len(thing.members) - 1, -1, -1):
            if thing.members[index] is occurrence:
                thing.members[index] = last
                break

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
            head = Head(jump.offset, None)
            self._data(head)
            jump.data = as_mapping(head.data)
            self._skip(T.NEWLINE)
        self._take(T.RULE_END)
        self._take(T.NEWLINE)
        if self._skip(T.INDENT):
            self._under(jump)
        return jump

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
            head = self._head(Role.RELATION)
            thing = self._grow(head, [])
            settles = not head.is_reference
            self.joints.add(Joint(LinkType.UNDERCUT, offset, thing, jump, head.data, settles))
            if self._skip(T.DEDENT):
                return

    def _grow(self, head: Head, stack: list[tuple[Head, LinkType, bool, int]]) -> Class | Case:
        """Read on from a head; `stack` holds the heads above it, with the relation to each."""
        while True:
            if self._skip(T.INDENT):
                head.thing = self._thing(head)
            else:
                thing = self._close(head)
                while True:
                    if not stack:
                        return thing
                    below = head
                    head, type, downward, offset = stack.pop()
                    self._join(Joint(type, offset, thing, thing), head, below, downward=downward)
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

    def _join(self, joint: Joint, above: Head, below: Head, *, downward: bool) -> None:
        """Add a relation, whose ends are both the lower one so far."""
        top: Joined | None = above.thing
        if top is None:
            return
        joint.data = below.data
        if downward:
            joint.source = top
            joint.settles = joint.type is LinkType.CONTRADICTORY and not below.is_reference
        else:
            # what undercuts a statement means the last inference before, wherever that stands
            if joint.type is LinkType.UNDERCUT and isinstance(top, Class) and self.jump:
                top = self.jump
            joint.target = top
            joint.settles = not below.is_reference
        self.joints.add(joint)

    def _number(self) -> int:
        self.untitled += 1
        return self.untitled

    def _case(self, title: str, *, titled: bool) -> Case:
        case = self.cases.get(title)
        if case is None:
            case = self.cases[title] = Case(title, titled=titled)
        return case

    def _thing(self, head: Head) -> Class | Case:
        """Return the statement or argument that a head names, or a new one."""
        titled = bool(head.title)
        title = head.title or f"Untitled {self._number()}"
        if head.is_case:
            return self._case(title, titled=titled)
        thing = self.classes.get(title)
        if thing is None:
            if len(self.classes) >= MAX_CLASSES:
                line, column = place(self.text, head.offset)
                raise FormatError(Flaw.TOO_MANY, line=line, column=column, limit=MAX_CLASSES)
            thing = self.classes[title] = Class(title, titled=titled)
        return thing

    def _close(self, head: Head) -> Class | Case:
        """Add an occurrence that is read to its statement or argument."""
        thing = head.thing or self._thing(head)
        if head.tags:
            thing.tags |= head.tags
        data = as_mapping(head.data)
        if data is not None:
            thing.data = argdown_data.merged(thing.data, data)
        thing.members.append(
            Occurrence(
                head.text,
                head.role,
                head.is_reference,
                data,
                self.section,
                head.offset,
                head.places,
            )
        )
        wanted = data.get("isInGroup") if data and "isInGroup" in data else ...
        if wanted is True or (wanted is ... and not head.is_reference and thing.section is None):
            thing.section = self.section
        return thing
