"""What a format could not say, and why a file cannot be read, as sentences for people."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from essays.formats.base import Flaw, FormatError, Loss, LossKind, LossReport

MOST_PLACES = 5  # named before "and so many more"

KINDS: Mapping[LossKind, StrOrPromise] = {
    LossKind.DROPPED: gettext_lazy("Left out"),
    LossKind.GUESSED: gettext_lazy("Guessed"),
    LossKind.REPAIRED: gettext_lazy("Put right"),
}

# By what a format says in its report. A slug that is not here is shown as its words.
WHAT: Mapping[str, StrOrPromise] = {
    "normalised": gettext_lazy("blanks around or within lines"),
    "empty_statement": gettext_lazy("a box without words, which now says “…”"),
    "statement_cut": gettext_lazy(
        "a statement that is too long for a box; the whole of it is in the note"
    ),
    "note_cut": gettext_lazy("a note that is too long, cut"),
    "citation_cut": gettext_lazy("a source that is too long, cut"),
    "second_thesis": gettext_lazy("a second thesis, now a claim"),
    "premise_twice": gettext_lazy("the same box twice in one step"),
    "premise_is_target": gettext_lazy("a box that would support or attack itself"),
    "step_without_ends": gettext_lazy("a step whose premises or target are missing"),
    "step_targets_itself": gettext_lazy("a step that is about itself"),
    "chain_too_deep": gettext_lazy("steps on steps that go too deep"),
    "passage_outside": gettext_lazy("a passage outside the text"),
    "scheme": gettext_lazy("a scheme with a name that has no place here"),
    "weight": gettext_lazy("a strength that does not lie between 0 and 1"),
    "language": gettext_lazy("a language that is not known"),
    "foreign_data": gettext_lazy("data of the other program that is too large to keep"),
}

FLAWS: Mapping[Flaw, StrOrPromise] = {
    Flaw.TOO_LARGE: gettext_lazy("The file is too large."),
    Flaw.TOO_MANY: gettext_lazy("There is more of it than a map can hold (%(limit)s)."),
    Flaw.TOO_DEEP: gettext_lazy("It is nested deeper than %(limit)s levels."),
    Flaw.ENCODING: gettext_lazy("It holds signs that are no text. Save it again in UTF-8."),
    Flaw.SYNTAX: gettext_lazy("It cannot be read: %(reason)s"),
    Flaw.VERSION: gettext_lazy("It was written by a newer version of the program."),
    Flaw.UNKNOWN_KEY: gettext_lazy("It says something that is not known here."),
    Flaw.MISSING_KEY: gettext_lazy("Something is missing that has to be there."),
    Flaw.WRONG_TYPE: gettext_lazy("Something else has to stand here: %(expected)s."),
    Flaw.UNKNOWN_VALUE: gettext_lazy("It has a value that is not known here."),
    Flaw.BAD_VALUE: gettext_lazy("It has a value that does not fit: %(reason)s."),
    Flaw.BAD_SPAN: gettext_lazy("A passage is outside the text, or other words stand there."),
    Flaw.DUPLICATE: gettext_lazy("The same thing stands here twice."),
    Flaw.DANGLING: gettext_lazy("It refers to something that is not in the file."),
    Flaw.UNSOUND: gettext_lazy("It breaks a rule that every map keeps: %(reason)s."),
}


@dataclass(frozen=True, slots=True)
class LossLine:
    """What happened to one sort of thing: how often, what, and where."""

    count: int
    words: str
    places: str


@dataclass(frozen=True, slots=True)
class LossGroup:
    """Everything of one kind: its heading and its lines."""

    heading: str
    lines: tuple[LossLine, ...]


def groups(report: LossReport) -> list[LossGroup]:
    """Return a report for a page, what was left out first."""
    found = []
    for kind in LossKind:
        by_what: dict[str, list[Loss]] = {}
        for loss in report.of(kind):
            by_what.setdefault(loss.what, []).append(loss)
        if by_what:
            lines = (_line(what, losses) for what, losses in by_what.items())
            found.append(LossGroup(str(KINDS[kind]), tuple(lines)))
    return found


def sentences(report: LossReport) -> list[str]:
    """Return a report as lines of text: `Left out: 2 × a passage outside (line 3)`."""
    return [
        f"{group.heading}: {line.count} × {line.words}{f' ({line.places})' if line.places else ''}"
        for group in groups(report)
        for line in group.lines
    ]


def flaw_words(error: FormatError) -> str:
    """Return the sentence for a file that cannot be read, with its place."""
    sentence = FLAWS[error.flaw]
    given = {name: str(value).replace("_", " ") for name, value in error.data.items()}
    try:
        said = str(sentence) % given
    except KeyError:
        said = str(sentence).split(":")[0].split(" (")[0].rstrip(".") + "."
    at = place_of(error.line, error.column, error.pointer)
    return f"{at[:1].upper()}{at[1:]}: {said}" if at else said


def words_of(what: str) -> str:
    """Return what a slug of a report means."""
    return str(WHAT.get(what) or what.replace("_", " "))


def place_of(line: int | None, column: int | None, pointer: str | None) -> str:
    """Return a place in a file in words, or nothing."""
    if line is not None and column is not None:
        return _("line %(line)s, column %(column)s") % {"line": line, "column": column}
    if line is not None:
        return _("line %(line)s") % {"line": line}
    return pointer or ""


def _line(what: str, losses: list[Loss]) -> LossLine:
    return LossLine(len(losses), words_of(what), _places(losses))


def _places(losses: Iterable[Loss]) -> str:
    named = [place_of(loss.line, loss.column, loss.pointer) or loss.detail for loss in losses]
    places = list(dict.fromkeys(place for place in named if place))
    more = len(places) - MOST_PLACES
    if more > 0:
        places = [*places[:MOST_PLACES], _("and %(count)s more") % {"count": more}]
    return ", ".join(places)
