"""Refusals of the domain as sentences that say what to change.

An error carries a code and data (`essays.graph.errors`, `essays.text.errors`); this is the edge
where a person reads it. A test walks the codes of both rooms and misses none here.
"""

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from essays.graph.errors import ArgmapError, BadValue
from essays.text.errors import TextError

_ODD_PROGRAM = _("The page sent something that Argmap cannot read. Load the page again.")

# What a field needs. These come before the words of the code alone.
FIELDS: Mapping[tuple[str, str], StrOrPromise] = {
    ("text", "empty"): _("Write what the box says, in a sentence or two."),
    ("text", "too_long"): _(
        "A box holds up to %(limit)s characters, this has %(length)s. Shorten it."
    ),
    ("title", "empty"): _("Give the essay a title. You can change it later."),
    ("citation", "empty"): _("Say where it comes from: author, title, year."),
    ("premises", "empty"): _("A step needs at least one box. Choose one, or delete the step."),
    ("premises", "too_many"): _("A step links up to %(limit)s boxes, this has %(length)s."),
    ("premises", "twice"): _("The same box stands in the step twice. Take one out."),
    ("target_node_id", "one_target"): _("Choose one box or one step that this is about."),
    ("node_id", "one_owner"): _("Choose the box or the step that the passage belongs to."),
    ("joins", "one_place"): _(
        "A new box goes to one place: a step of its own, or one more premise."
    ),
    ("exact", "empty"): _("Choose the words."),
}

CODES: Mapping[str, StrOrPromise] = {
    # rows
    "error": _ODD_PROGRAM,
    "refused": _("That cannot be done to this map."),
    "not_found": _("This is no longer on the map. Somebody deleted it."),
    "id_taken": _("This was saved already. Load the page again before you add more."),
    "bad_key": _ODD_PROGRAM,
    "stale": _(
        "Somebody changed this after you opened it. Compare both, then save yours or keep theirs."
    ),
    "expected_row_not_touched": _ODD_PROGRAM,
    "conflict": _("Later edits stand in the way."),
    "batch_too_long": _("This changes %(length)s things at once; up to %(limit)s are possible."),
    "batch_too_heavy": _("This is too much to do at once. Do it in several parts."),
    "too_many_sources": _("A map holds up to %(limit)s sources, this would make %(length)s."),
    "too_many_nodes": _("A map holds up to %(limit)s boxes, this would make %(length)s."),
    "too_many_relations": _("A map holds up to %(limit)s steps, this would make %(length)s."),
    "too_many_premises": _(
        "A map holds up to %(limit)s places of boxes in steps, this would make %(length)s."
    ),
    "too_many_anchors": _("A map holds up to %(limit)s passages, this would make %(length)s."),
    "too_many_context_marks": _(
        "A map holds up to %(limit)s passages of context, this would make %(length)s."
    ),
    # fields
    "empty": _("Write something here."),
    "too_long": _("Up to %(limit)s characters fit, this has %(length)s. Shorten it."),
    "not_a_language_tag": _("Choose a language from the list."),
    "not_a_web_address": _(
        "A web address starts with https:// or http://. Change it or leave it empty."
    ),
    "not_a_slug": _("A scheme has small letters, digits and hyphens, up to 64 of them."),
    "not_between_0_and_1": _("A strength lies between 0 and 1, such as 0.7."),
    "not_a_position": _ODD_PROGRAM,
    "not_json": _ODD_PROGRAM,
    "not_normal": _ODD_PROGRAM,
    "one_target": _("Choose one box or one step that this is about."),
    "one_owner": _("Choose the box or the step that the passage belongs to."),
    "one_place": _("A new box goes to one place: a step of its own, or one more premise."),
    "too_many": _("Up to %(limit)s are possible, these are %(length)s."),
    "twice": _("The same one stands here twice. Take one out."),
    # the text
    "text_nul": _("Character %(place)s is empty (NUL). Remove it, or paste the text again."),
    "text_surrogate": _("Character %(place)s is half a character. Remove it and type it again."),
    "text_control": _("Character %(place)s is a control character. Remove it."),
    "text_marks": _("Character %(place)s has more accents on it than a text can hold."),
    "text_too_long": _("The text is longer than 200,000 characters. Shorten it, or split it."),
    "span_outside": _("These words are not in the text any more. Choose them again."),
    "splice_mismatch": _("The text reads otherwise by now. Load the page again."),
    "words_changed": _(
        "The text changed meanwhile: there it now says “%(found)s”. Choose the words again."
    ),
    # rules of maps
    "premise_is_target": _("A box cannot support or attack itself. Choose another box."),
    "relation_targets_itself": _("A step cannot be about itself, or about what stands on it."),
    "chain_too_deep": _("Steps on steps go up to %(limit)s deep. Choose a box instead."),
    "home_is_for_premises": _("Only a box that is part of a step can hang under it."),
    # undo
    "undo_row_is_back": _("what it deleted is back already"),
    "undo_row_is_gone": _("what it changed is deleted by now"),
    "undo_row_changed": _("the same place was changed again"),
    "undo_row_in_use": _("something was built on what it added"),
    "undo_target_is_gone": _("what it belongs to is deleted by now"),
    "undo_text_changed": _("the text was changed again"),
    "undo_text_in_use": _("a passage was marked on words that would go"),
    "undo_second_thesis": _("the map has another thesis by now"),
    "undo_second_place": _("the box has another place by now"),
    "undo_no_premise": _("a step would be left without a box"),
    "undo_premise_is_target": _("a box would support or attack itself"),
    "undo_chain": _("steps on steps would go too deep"),
    # documents of programs
    "malformed": _ODD_PROGRAM,
    "not_an_object": _ODD_PROGRAM,
    "not_a_list": _ODD_PROGRAM,
    "not_text": _ODD_PROGRAM,
    "not_true_or_false": _ODD_PROGRAM,
    "not_a_whole_number": _ODD_PROGRAM,
    "not_a_number": _ODD_PROGRAM,
    "not_a_uuid": _ODD_PROGRAM,
    "unknown_operation": _ODD_PROGRAM,
    "unknown_field": _ODD_PROGRAM,
    "unknown_value": _ODD_PROGRAM,
    "missing_field": _ODD_PROGRAM,
    "batch_in_batch": _ODD_PROGRAM,
}

# Columns that a form shows under another name.
_SHOWN_AS = {
    "target_node_id": "target",
    "target_relation_id": "target",
    "source_id": "source",
    "node_id": "to",
    "start": "sentences",
    "end": "sentences",
    "exact": "sentences",
}


def words(error: ArgmapError | TextError) -> str:
    """Return the sentence for a refusal; a code without words of its own gets general ones."""
    field = str(error.data.get("field", ""))
    sentence = FIELDS.get((field, error.code)) or CODES.get(error.code) or CODES["refused"]
    data = (
        {**error.data, "place": error.data.get("position", 0) + 1}
        if "position" in error.data
        else error.data
    )
    try:
        return str(sentence) % data
    except (KeyError, TypeError):
        return str(sentence)


def add_refusal(form: forms.Form, error: ArgmapError | TextError) -> None:
    """Put the sentence beside the field that it is about, or on top of the form."""
    field = error.data.get("field", "") if isinstance(error, BadValue) else ""
    shown = next((name for name in (field, _SHOWN_AS.get(field)) if name in form.fields), None)
    form.add_error(shown, words(error))
