"""A whole Argdown document, from its text to a reading."""

from bisect import bisect_right

from essays.formats.argdown_linking import Case, Class, Joined, Jump, settled
from essays.formats.argdown_model import (
    Argument,
    End,
    Inference,
    Link,
    Member,
    Reading,
    Statement,
    Step,
)
from essays.formats.argdown_parser import Parser
from essays.formats.argdown_sections import regrouped
from essays.formats.argdown_words import as_mapping


def read(text: str, *, halts: bool = False) -> Reading:
    """Return what a document says. Raises FormatError with line and column.

    Data that are no YAML, and a second reconstruction of one argument, are left out and listed in
    `faults`. With `halts` the reading ends at the first of them, as the reference parser's does.
    """
    if not text.strip():
        return Reading()
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
            Link(
                one.type,
                _end(one.source),
                _end(one.target),
                one.offset,
                as_mapping(one.data),
                one.settles,
            )
            for one in joints
        ),
        tuple(parser.sections if sections is None else sections),
        parser.front,
        (*parser.faults, *parser.markup),
    )


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
            None
            if jump is None
            else Inference(tuple(jump.rules), jump.data, case.title, jump.place, jump.offset),
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
