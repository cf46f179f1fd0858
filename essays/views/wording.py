"""What a box and a step are called on a page: word, icon, kind, and the sentence about them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.contrib.humanize.templatetags.humanize import apnumber
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from essays.graph.describe import Answers, Description, Marker, Word
from essays.graph.kinds import RelationKind, Stance


@dataclass(frozen=True, slots=True)
class Look:
    """How a word looks: the class suffix of its kind, and its icon."""

    kind: str
    icon: str


LOOKS: Final[Mapping[Word, Look]] = {
    Word.THESIS: Look("thesis", "thesis"),
    Word.SUPPORTS: Look("support", "support"),
    Word.OBJECTS: Look("attack", "attack"),
    Word.EVIDENCE: Look("evidence", "evidence"),
    Word.UNDERCUTS: Look("attack", "undercut"),
    Word.WARRANTS: Look("support", "warrant"),
    Word.ROOT: Look("claim", "claim"),
}

LONGEST = 48  # characters of a number

STANCES: Final = {
    Stance.PRO: gettext_lazy("for the thesis"),
    Stance.CON: gettext_lazy("against the thesis"),
    Stance.BOTH: gettext_lazy("for and against the thesis"),
    Stance.NONE: gettext_lazy("does not reach the thesis"),
}


def step(numbers: Sequence[str]) -> str:
    """Return the name of a step: the numbers of its premises."""
    return " + ".join(numbers)


def short_number(number: str) -> str:
    """Return a number; one deeper than anyone reads with a gap in its middle."""
    return (
        number if len(number) <= LONGEST else f"{number[: LONGEST // 2]}…{number[-LONGEST // 2 :]}"
    )


def marker(found: Marker) -> str:
    """Return what a box says of itself on its row."""
    target = step(found.numbers)
    words = {
        Word.THESIS: _("Thesis"),
        Word.SUPPORTS: _("Supports"),
        Word.OBJECTS: _("Objects"),
        Word.EVIDENCE: _("Evidence"),
        Word.UNDERCUTS: _("Undercuts the step %(step)s"),
        Word.WARRANTS: _("Warrants the step %(step)s"),
        Word.ROOT: _("Not connected yet"),
    }
    return words[found.word] % {"step": target}


def added(number: str, found: Marker) -> str:
    """Return what somebody added just now."""
    words = {
        Word.THESIS: _("Added %(number)s, the thesis."),
        Word.SUPPORTS: _("Added %(number)s, a reason for %(target)s."),
        Word.OBJECTS: _("Added %(number)s, an objection to %(target)s."),
        Word.EVIDENCE: _("Added %(number)s, evidence for %(target)s."),
        Word.UNDERCUTS: _("Added %(number)s, an objection to the step %(target)s."),
        Word.WARRANTS: _("Added %(number)s, a warrant of the step %(target)s."),
        Word.ROOT: _("Added %(number)s, not connected yet."),
    }
    return words[found.word] % {"number": number, "target": step(found.numbers)}


def also(found: Marker) -> str:
    """Return what a box says of a second target."""
    words = {
        Word.OBJECTS: _("also objects to %(target)s"),
        Word.EVIDENCE: _("also evidence for %(target)s"),
        Word.UNDERCUTS: _("also undercuts the step %(target)s"),
        Word.WARRANTS: _("also warrants the step %(target)s"),
    }
    return words.get(found.word, _("also supports %(target)s")) % {"target": step(found.numbers)}


def towards(word: Word) -> str:
    """Return what a box does, before the box it does it to."""
    words = {
        Word.OBJECTS: _("Objects to"),
        Word.EVIDENCE: _("Evidence for"),
        Word.UNDERCUTS: _("Undercuts the step of"),
        Word.WARRANTS: _("Warrants the step of"),
    }
    return words.get(word, _("Supports"))


def from_below(word: Word) -> str:
    """Return what a box gets, before the box it gets it from."""
    words = {
        Word.OBJECTS: _("Objection"),
        Word.EVIDENCE: _("Evidence"),
        Word.UNDERCUTS: _("Undercut"),
        Word.WARRANTS: _("Warrant"),
    }
    return words.get(word, _("Support"))


def together(kind: RelationKind, numbers: Sequence[str], *, is_step: bool) -> str:
    """Return what linked premises do at the head of their bracket."""
    attacks = kind is RelationKind.ATTACK
    if is_step:
        words = (
            _("only together undercut the step %(target)s")
            if attacks
            else _("only together warrant the step %(target)s")
        )
    else:
        words = (
            _("only together object to %(target)s")
            if attacks
            else _("only together support %(target)s")
        )
    return words % {"target": step(numbers)}


def step_sentence(
    premises: Sequence[str], kind: RelationKind, targets: Sequence[str], *, is_step: bool
) -> str:
    """Return what the premises of a step do."""
    if len(premises) > 1:
        words = together(kind, targets, is_step=is_step)
        return _("%(premises)s %(words)s.") % {"premises": step(premises), "words": words}
    named = {"premise": step(premises), "target": step(targets)}
    if kind is RelationKind.ATTACK:
        return _("%(premise)s against %(target)s.") % named
    return _("%(premise)s for %(target)s.") % named


def sentence(found: Description) -> str:
    """Return what a box is to the others, in a few short sentences."""
    return " ".join(sentences(found))


def sentences(found: Description) -> tuple[str, ...]:
    """Return these sentences one by one, its place first."""
    parts = [_place(found)]
    if found.linked_with:
        parts.append(
            _("Works only together with %(others)s.") % {"others": step(found.linked_with)}
        )
    if found.is_bare:
        parts.append(_("No evidence yet."))
    parts += _carried(found.answers)
    parts += _opposed(found)
    return tuple(parts)


def _place(found: Description) -> str:
    words = {
        Word.THESIS: _("What the essay argues for"),
        Word.SUPPORTS: _("Reason for %(target)s"),
        Word.OBJECTS: _("Objection to %(target)s"),
        Word.EVIDENCE: _("Evidence for %(target)s"),
        Word.UNDERCUTS: _("Objection to the step %(target)s"),
        Word.WARRANTS: _("Backs the step %(target)s"),
        Word.ROOT: _("Supports or attacks nothing yet"),
    }
    place = words[found.marker.word] % {"target": step(found.marker.numbers)}
    if found.marker.word in (Word.THESIS, Word.ROOT) or not found.total:
        return f"{place}."
    if found.total == 1:
        return _("%(place)s, the only one.") % {"place": place}
    named = {"place": place, "ordinal": found.ordinal, "total": found.total}
    return _("%(place)s, number %(ordinal)s of %(total)s.") % named


def _carried(answers: Answers) -> list[str]:
    """Return what speaks for a box."""
    found = []
    if answers.supports:
        found.append(ngettext("%(n)s reason for it.", "%(n)s reasons for it.", answers.supports))
    if answers.evidence:
        pieces = ngettext("%(n)s piece of evidence.", "%(n)s pieces of evidence.", answers.evidence)
        found.append(pieces)
    if answers.warrants:
        warrants = ngettext(
            "Its step has %(n)s warrant.", "Its step has %(n)s warrants.", answers.warrants
        )
        found.append(warrants)
    counts = [n for n in (answers.supports, answers.evidence, answers.warrants) if n]
    return [capfirst(words % {"n": apnumber(n)}) for words, n in zip(found, counts, strict=True)]


def _opposed(found: Description) -> list[str]:
    """Return what speaks against a box, or that nothing does yet."""
    answers, parts = found.answers, []
    is_objection = found.marker.word in (Word.OBJECTS, Word.UNDERCUTS)
    if answers.objections and is_objection:
        rebuttals = ngettext(
            "Answered by %(n)s rebuttal.", "Answered by %(n)s rebuttals.", answers.objections
        )
        parts.append(rebuttals % {"n": apnumber(answers.objections)})
    elif answers.objections:
        objections = ngettext("%(n)s objection.", "%(n)s objections.", answers.objections)
        parts.append(capfirst(objections % {"n": apnumber(answers.objections)}))
    if answers.undercuts:
        undercuts = ngettext(
            "Its step is undercut once.", "Its step is undercut %(n)s times.", answers.undercuts
        )
        parts.append(undercuts % {"n": apnumber(answers.undercuts)})
    if parts:
        return parts
    return [_("Not answered yet.") if is_objection else _("No objection yet.")]
