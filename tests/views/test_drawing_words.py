"""The words on a drawing in the language of the reader."""

from itertools import product

import pytest
from django.utils import translation

from essays.graph.describe import Marker, Word
from essays.graph.kinds import SourceStatus, Stance
from essays.layout.scene import scene
from essays.layout.words import English, Words
from essays.views.drawing_words import Translated
from tests.layout.maps import random_map

TRANSLATED: Words = Translated()
ENGLISH: Words = English()


@pytest.mark.parametrize("word", Word)
def test_a_box_says_the_same_as_in_english(word):
    marker = Marker(word, ("1.1", "1.2"), is_step=word in (Word.UNDERCUTS, Word.WARRANTS))
    assert TRANSLATED.head(word) == ENGLISH.head(word)
    assert TRANSLATED.marker(marker) == ENGLISH.marker(marker)
    assert TRANSLATED.also(marker) == ENGLISH.also(marker)
    assert TRANSLATED.box_label("1.1", ["Supports", "unstated"], "50 % of it") == (
        ENGLISH.box_label("1.1", ["Supports", "unstated"], "50 % of it")
    )


def test_remarks_say_the_same_as_in_english():
    assert TRANSLATED.unstated() == ENGLISH.unstated()
    for stance in Stance:
        assert TRANSLATED.stance(stance) == ENGLISH.stance(stance)
        assert TRANSLATED.stance_short(stance) == ENGLISH.stance_short(stance)
    for status in SourceStatus:
        assert TRANSLATED.source(status) == ENGLISH.source(status)
    for linked, attacks in product((True, False), repeat=2):
        numbers = ["1.1", "1.2"] if linked else ["1.1"]
        assert TRANSLATED.step(linked=linked) == ENGLISH.step(linked=linked)
        assert TRANSLATED.step_label(numbers, linked=linked, attacks=attacks) == (
            ENGLISH.step_label(numbers, linked=linked, attacks=attacks)
        )


@pytest.mark.parametrize("count", [1, 2, 7])
def test_counts_say_the_same_as_in_english(count):
    assert TRANSLATED.drawing(count) == ENGLISH.drawing(count)
    assert TRANSLATED.lost(count) == ENGLISH.lost(count)
    assert TRANSLATED.folded(count) == ENGLISH.folded(count)
    assert TRANSLATED.left_out(count) == ENGLISH.left_out(count)
    assert TRANSLATED.fold("1.2") == ENGLISH.fold("1.2")
    assert TRANSLATED.unfold("1.2", count) == ENGLISH.unfold("1.2", count)


def test_a_drawing_in_english_is_the_same_drawing():
    graph = random_map(30, seed=4)
    with translation.override("en"):
        assert scene(graph, words=TRANSLATED) == scene(graph)
