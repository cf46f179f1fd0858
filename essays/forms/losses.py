"""What a format could not say, and why a file cannot be read, as sentences for people."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from essays.formats import Look
from essays.formats.base import Flaw, FormatError, Loss, LossKind, LossReport
from essays.services.importing import READABLE, NotRecognised

MOST_PLACES = 5  # named before "and so many more"

KINDS: Mapping[LossKind, StrOrPromise] = {
    LossKind.DROPPED: gettext_lazy("Left out"),
    LossKind.GUESSED: gettext_lazy("Guessed"),
    LossKind.REPAIRED: gettext_lazy("Put right"),
    LossKind.APPROXIMATED: gettext_lazy("Said in other terms"),
}

# By what a format says in its report: one thing of each sort, as it is put after a number.
WHAT: Mapping[str, StrOrPromise] = {
    "normalised": gettext_lazy("blanks around or within lines"),
    "control_signs": gettext_lazy("control characters"),
    "empty_statement": gettext_lazy("a box without words, which now says “…”"),
    "statement_cut": gettext_lazy(
        "a statement that is too long for a box; the whole of it is in the note"
    ),
    "statement_missing": gettext_lazy("a statement that is only named: its name became its words"),
    "statement_became_passage": gettext_lazy(
        "a statement’s own wording; its passage stands for it"
    ),
    "letters_missing": gettext_lazy("a box with letters that the font of the PDF has not got"),
    "node_without_words": gettext_lazy("a part without words"),
    "node_without_id": gettext_lazy("a part without a name of its own"),
    "not_a_row": gettext_lazy("something that is no part of a map"),
    "not_a_list": gettext_lazy("something that should be a list"),
    "id": gettext_lazy("a name of a part"),
    "id_twice": gettext_lazy("a name that two parts have"),
    "number_twice": gettext_lazy("a number that two claims have"),
    "unknown_node": gettext_lazy("a part of a sort that has no place here"),
    "kind": gettext_lazy("a kind that is not known"),
    "type": gettext_lazy("a type that is not known"),
    "thesis": gettext_lazy("which box is the thesis"),
    "second_thesis": gettext_lazy("a second thesis, now a claim"),
    "root_became_thesis": gettext_lazy("a first claim that had to become the thesis"),
    "thesis_became_claim": gettext_lazy("the thesis as such: a claim like others"),
    "evidence_became_claim": gettext_lazy("evidence as such: a claim like others"),
    "implicit": gettext_lazy("that a box is unstated"),
    "note": gettext_lazy("a note"),
    "note_cut": gettext_lazy("a note that is too long, cut"),
    "paragraph": gettext_lazy("a paragraph that belongs to no box"),
    "task_box": gettext_lazy("a box to tick"),
    "lines_joined": gettext_lazy("lines that were put together into one claim"),
    "relation": gettext_lazy("whether it supports or attacks"),
    "relation_type": gettext_lazy("a relation of a type that has no place here"),
    "relation_without_target": gettext_lazy("a relation without a target"),
    "stance": gettext_lazy("whether it is for or against"),
    "step": gettext_lazy("a step"),
    "step_without_ends": gettext_lazy("a step whose premises or target are missing"),
    "step_targets_itself": gettext_lazy("a step that is about itself"),
    "step_with_several_targets": gettext_lazy("a step with several targets, now a step to each"),
    "step_became_support": gettext_lazy("a step of no clear kind, taken for a support"),
    "chain_too_deep": gettext_lazy("steps on steps that go too deep"),
    "too_many_premises": gettext_lazy("a step with more boxes than one can link"),
    "premise_twice": gettext_lazy("the same box twice in one step"),
    "premise_is_target": gettext_lazy("a box that would support or attack itself"),
    "negated_premise": gettext_lazy("a premise that is denied"),
    "argument_without_premises": gettext_lazy("an argument without premises"),
    "edge_twice": gettext_lazy("the same arrow twice"),
    "dangling_edge": gettext_lazy("an arrow to or from nowhere"),
    "unknown_edge": gettext_lazy("an arrow of a sort that has no place here"),
    "edge_without_step": gettext_lazy("an arrow without a step"),
    "row_of_what_is_gone": gettext_lazy("an entry about something that is not in the file"),
    "edge_of_what_is_gone": gettext_lazy("an arrow of something that was left out"),
    "edge_became_support": gettext_lazy("an arrow of no clear kind, taken for a support"),
    "restatement_became_support": gettext_lazy("a restatement, taken for a support"),
    "preference": gettext_lazy("a preference between steps"),
    "dialogue_node": gettext_lazy(
        "a part of a dialogue; it is kept, and goes back out to the same format"
    ),
    "group": gettext_lazy("a group of boxes"),
    "group_empty": gettext_lazy("an empty group"),
    "group_without_target": gettext_lazy("a group that is about nothing"),
    "link": gettext_lazy("a link between ideas"),
    "further_link": gettext_lazy("a further link to the web"),
    "parent_missing": gettext_lazy("a claim whose parent is missing; it stands under the nearest"),
    "reference_unknown": gettext_lazy("a reference to a claim that is not there"),
    "target_ambiguous": gettext_lazy("a target that several statements could be"),
    "support": gettext_lazy("a support; the format knows attacks only"),
    "undercut": gettext_lazy("an undercut"),
    "undercut_became_attack": gettext_lazy("an undercut, which becomes an attack on the premise"),
    "warrant": gettext_lazy("a warrant"),
    "warrant_became_support": gettext_lazy("a warrant, which becomes a support of the premise"),
    "linked_became_separate": gettext_lazy("linked premises, which become separate reasons"),
    "scheme": gettext_lazy("the scheme of a step"),
    "weight": gettext_lazy("the strength of a step"),
    "text": gettext_lazy("the text of the essay"),
    "title": gettext_lazy("the title"),
    "author_line": gettext_lazy("the author line"),
    "language": gettext_lazy("the language"),
    "passage": gettext_lazy("a passage"),
    "passages": gettext_lazy("passages of the text"),
    "passage_outside": gettext_lazy("a passage outside the text"),
    "passage_of_nothing": gettext_lazy("a passage of something that is not there"),
    "passage_not_found": gettext_lazy("a passage whose words are not in the text"),
    "passage_cut_at_lines": gettext_lazy("a passage over several lines, cut at their ends"),
    "step_passage": gettext_lazy("a passage of a step"),
    "lost_passage": gettext_lazy("a passage that lost its words"),
    "unanchored": gettext_lazy("a box without a passage, and its steps"),
    "words_differ": gettext_lazy("a passage under which other words stand"),
    "quote": gettext_lazy("what stood at a passage before the text changed"),
    "context_mark": gettext_lazy("a passage marked as context"),
    "source": gettext_lazy("a source"),
    "source_details": gettext_lazy("kind and check of a source"),
    "source_checker": gettext_lazy("who checked a source"),
    "unused_source": gettext_lazy("a source that no box names"),
    "citation_cut": gettext_lazy("a source that is too long, cut"),
    "foreign_data": gettext_lazy("data of another program that has no place here"),
    "column": gettext_lazy("a column that is not known"),
    "event": gettext_lazy("an event"),
    "equivalence": gettext_lazy("an equivalence"),
    "attribute": gettext_lazy("an attribute"),
    "issue": gettext_lazy("an issue"),
    "issue_scheme": gettext_lazy("the scheme of an issue"),
    "weighing_function": gettext_lazy("how an argument is weighed"),
    "passage_moved": gettext_lazy("a passage whose words stand elsewhere"),
    "title_as_text": gettext_lazy("a title without words of its own, which became the statement"),
    "mention": gettext_lazy("a mention of another statement"),
    "wording": gettext_lazy(
        "another wording of a statement; it is kept, and goes back out to the same format"
    ),
    "linked_attack": gettext_lazy(
        "an objection of linked premises, written as an argument against"
    ),
    "linked_undercut": gettext_lazy("an undercut of linked premises, written as an argument"),
    "title_changed": gettext_lazy("a title that cannot stand there, worded otherwise"),
    "argument_as_statement": gettext_lazy("an argument that had to become a statement"),
    "attack_as_argument": gettext_lazy("an objection that had to become an argument"),
    "contradiction": gettext_lazy("a contradiction, taken for an attack"),
    "entailment": gettext_lazy("an entailment, taken for a support"),
    "undercut_of_attack": gettext_lazy(
        "an undercut of an objection, written as an argument against"
    ),
    "sources_joined": gettext_lazy("several sources of one box, joined into one"),
    "front_matter": gettext_lazy("settings at the top of the file"),
    "data": gettext_lazy("data of a part"),
    "second_reconstruction": gettext_lazy("a second reconstruction of an argument"),
    "emphasis": gettext_lazy("bold and italic letters"),
    "heading": gettext_lazy("a heading"),
    "undercut_of_statement": gettext_lazy("an undercut of a statement, taken for an attack"),
    "undercut_of_first_step": gettext_lazy(
        "an undercut of an argument of several steps, taken for one of the first"
    ),
    "argument_meant_its_step": gettext_lazy("an argument that stands for its step"),
}

FLAWS: Mapping[Flaw, StrOrPromise] = {
    Flaw.TOO_LARGE: gettext_lazy("The file is too large."),
    Flaw.TOO_MANY: gettext_lazy("There is more of it than a map can hold (%(limit)s)."),
    Flaw.TOO_DEEP: gettext_lazy("It is nested deeper than %(limit)s levels."),
    Flaw.ENCODING: gettext_lazy("It holds signs that are no text. Save it again in UTF-8."),
    Flaw.SYNTAX: gettext_lazy("It cannot be read: %(reason)s"),
    Flaw.VERSION: gettext_lazy("It was written by a newer version of the program."),
    Flaw.UNKNOWN_KEY: gettext_lazy("It says something that is not known here."),
    Flaw.MISSING_KEY: gettext_lazy("Something is missing that has to be there: %(key)s."),
    Flaw.WRONG_TYPE: gettext_lazy("Something else has to stand here: %(expected)s."),
    Flaw.UNKNOWN_VALUE: gettext_lazy("It has a value that is not known here."),
    Flaw.BAD_VALUE: gettext_lazy("It has a value that does not fit: %(reason)s."),
    Flaw.BAD_SPAN: gettext_lazy("A passage is outside the text, or other words stand there."),
    Flaw.DUPLICATE: gettext_lazy("The same thing stands here twice."),
    Flaw.DANGLING: gettext_lazy("It refers to something that is not in the file."),
    Flaw.UNSOUND: gettext_lazy("It breaks a rule that every map keeps: %(reason)s."),
}

# By what a file looks like that no format knows; names are those of the formats it could have had.
UNKNOWN: Mapping[Look, StrOrPromise] = {
    Look.NOTHING: gettext_lazy("It is empty."),
    Look.JSON: gettext_lazy(
        "This looks like JSON, but like none of the kinds that are known here: %(names)s."
    ),
    Look.XML: gettext_lazy(
        "This looks like XML, but like none of the kinds that are known here: %(names)s."
    ),
    Look.TEXT: gettext_lazy(
        "This is a text, and has no marks of a map such as a list of claims. To draw its map, "
        "begin a new essay and paste it there as the text."
    ),
    Look.OTHER: gettext_lazy("This is no format that is known here."),
}

# By the reason that a format gives, where more than its parser's own words can be said.
REASONS: Mapping[str, StrOrPromise] = {
    "no_claim": gettext_lazy("no line begins with a number, as the claims of Kialo do"),
    "no_ideas": gettext_lazy("it holds no ideas"),
    "no_sign": gettext_lazy("no line is “#” alone, which parts the boxes from the arrows"),
    "empty": gettext_lazy("it is empty"),
    "arrow": gettext_lazy("an arrow needs two ends"),
    "separator": gettext_lazy("no sign parts its columns"),
    "text_missing": gettext_lazy("a text is missing"),
    "zip": gettext_lazy("it is no zip archive, or a broken one"),
    "zip_method": gettext_lazy("it is packed in a way that is not known here"),
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
    given = {name: str(value).replace("_", " ") for name, value in error.data.items()}
    if error.flaw is Flaw.SYNTAX and (reason := REASONS.get(str(error.data.get("reason")))):
        given["reason"] = str(reason)
    if error.pointer and "key" not in given:
        given["key"] = error.pointer.rpartition("/")[2]
    said = str(FLAWS[error.flaw]) % defaultdict(lambda: "…", given)
    said = said if said.endswith(".") else f"{said}."
    at = place_of(error.line, error.column, error.pointer)
    return f"{at[:1].upper()}{at[1:]}: {said}" if at else said


def unknown_words(error: NotRecognised) -> str:
    """Return the sentences for a file that no format knows."""
    names = ", ".join(one.title for one in READABLE if error.look in one.extensions)
    return str(UNKNOWN.get(error.look, UNKNOWN[Look.OTHER])) % {"names": names}


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
