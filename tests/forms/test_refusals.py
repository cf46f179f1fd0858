import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django import forms

from essays.forms.refusals import CODES, FIELDS, add_refusal, words
from essays.graph import errors
from essays.graph.documents import read_operation
from essays.graph.errors import BadValue, Malformed, Refused, Stale
from essays.graph.ids import uuid7
from essays.text.errors import Refusal, TextRefused

ROOMS = Path(errors.__file__).parents[1]
# Where each error takes its code: the position, or the keyword.
_PLACES = {"Refused": 0, "BadValue": 1, "Malformed": 1, "Conflict": "reason", "Taken": 0}


def _raised(room: str) -> Iterator[tuple[str, str]]:
    """Yield the field (or nothing) and the code of every error that a room raises."""
    for module in (ROOMS / room).glob("*.py"):
        for call in ast.walk(ast.parse(module.read_text())):
            if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name):
                continue
            place = _PLACES.get(call.func.id)
            if isinstance(place, int):
                code = call.args[place] if len(call.args) > place else None
            else:
                code = next((k.value for k in call.keywords if k.arg == place), None)
            if isinstance(code, ast.Constant):
                field = call.args[0] if call.func.id == "BadValue" else None
                named = isinstance(field, ast.Constant)
                yield (str(field.value) if named else ""), str(code.value)


@pytest.mark.parametrize("room", ["graph", "text", "services"])
def test_every_code_that_an_edit_can_meet_has_words(room):
    found = set(_raised(room))
    elsewhere = {"owner_stays", "hand_over_instead", "owns_essays"}
    missing = {code for _, code in found if code not in CODES} - elsewhere
    assert found or room == "text"
    assert not missing


def test_the_codes_of_classes_texts_and_documents_have_words():
    classes = {kind.code for kind in vars(errors).values() if hasattr(kind, "code")}
    assert classes <= set(CODES)
    assert set(map(str, Refusal)) <= set(CODES)


def test_the_sentences_fit_their_data():
    for (field, code), sentence in FIELDS.items():
        error = BadValue(field, code, limit=5, length=7)
        assert words(error) == str(sentence) % {"limit": 5, "length": 7}


def test_a_character_is_counted_as_people_count():
    assert "Character 5 " in words(TextRefused(Refusal.NUL, position=4))


def test_a_code_of_the_future_still_gets_a_sentence():
    assert words(Refused("not_known_yet")) == str(CODES["refused"])


def test_data_that_is_missing_breaks_no_sentence():
    assert words(BadValue("text", "too_long"))


def test_no_sentence_blames_or_shouts():
    every = [*map(str, CODES.values()), *map(str, FIELDS.values())]
    for word in ("invalid", "oops", "please", "success", "!"):
        assert not [sentence for sentence in every if word in sentence.lower()]


class _Form(forms.Form):
    text = forms.CharField()
    target = forms.CharField()


def test_a_refusal_stands_beside_the_field_it_is_about():
    form = _Form({"text": "a", "target": "b"})
    add_refusal(form, BadValue("text", "empty"))
    add_refusal(form, BadValue("target_node_id", "one_target"))
    add_refusal(form, Stale("node", uuid7(), current=3))
    assert list(form.errors) == ["text", "target", "__all__"]


def test_a_document_nobody_can_read_gets_words():
    with pytest.raises(Malformed) as caught:
        read_operation({"op": "fly"})
    assert words(caught.value) == str(CODES["malformed"])
