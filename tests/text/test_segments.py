"""Paragraphs and sentences with their places."""

import pytest
from hypothesis import given

from essays.text.segments import paragraphs, sentences
from tests.text.texts import texts


def words_of(text: str) -> list[str]:
    return [sentence.of(text) for sentence in sentences(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It rained. The match was off.", ["It rained.", "The match was off."]),
        ("Dr. Smith, e.g. the U.S. one, left in 1956. Why?", 2),
        ("He said “Go away.” Then he left.", ["He said “Go away.”", "Then he left."]),
        ("See p. 35 (Smith et al. 2004). It says so.", 2),
        ("这是一个句子。那是另一个！完", ["这是一个句子。", "那是另一个！", "完"]),
        ("यह एक वाक्य है। दूसरा वाक्य।", 2),
        ("هل تمطر؟ نعم، تمطر.", 2),
        ("no stop at all", ["no stop at all"]),
        ("😀😀 🇩🇪", ["😀😀 🇩🇪"]),
        ("  \n \n", []),
        ("", []),
    ],
)
def test_sentences_end_where_a_reader_says_so(text: str, found: list[str] | int) -> None:
    listed = words_of(text)
    assert listed == found if isinstance(found, list) else len(listed) == found


def test_a_sentence_knows_its_paragraph() -> None:
    text = "One. Two.\n\nThree.\nFour. Five."
    assert [sentence.paragraph for sentence in sentences(text)] == [0, 0, 1, 2, 2]


def test_a_heading_and_long_lines_are_paragraphs_of_their_own() -> None:
    text = "On rain\n" + "It rains a lot here, and nobody minds it much. " * 5 + "\nIt pours."
    assert [span.of(text)[:10] for span in paragraphs(text)] == [
        "On rain",
        "It rains a",
        "It pours.",
    ]


def test_prose_wrapped_to_a_width_is_one_paragraph() -> None:
    text = (
        "This is prose that someone wrapped to a width, as in a mail, so that\n"
        "its lines break where the next word did not fit any longer, and the\n"
        "last one is shorter. It has two sentences."
    )
    assert len(paragraphs(text)) == 1
    assert words_of(text)[1] == "It has two sentences."


def test_items_of_a_list_stay_apart() -> None:
    items = (
        "- that the plan was costly in money and in men,",
        "- that it came late, and was no plan.",
    )
    assert [span.of("\n".join(items)) for span in paragraphs("\n".join(items))] == list(items)


@given(texts())
def test_sentences_hold_every_word_once_and_in_order(text: str) -> None:
    found = sentences(text)
    within = paragraphs(text)
    end = 0
    for sentence in found:
        assert not text[end : sentence.start].strip()
        assert sentence.of(text) == sentence.of(text).strip() != ""
        assert within[sentence.paragraph].contains(sentence)
        end = sentence.end
    assert not text[end:].strip()
    assert found == sentences(text)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("a" * 200_000, 1),
        ("word " * 40_000, 1),
        ("!" * 200_000, 1),
        ("?!…”" * 50_000, 1),
        ("(" * 200_000, 1),
        ("\n " * 100_000, 0),
        ("a\n" * 100_000, 100_000),
        ("这是一个句子。" * 28_000, 28_000),
        ("😀" * 200_000, 1),
        ("It rains. " * 20_000, 20_000),
    ],
)
def test_200000_characters_of_anything_are_read(text: str, count: int) -> None:
    # a run of exclamation marks alone would take half a minute if it were handed on as it is
    assert len(sentences(text)) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Winters were hard. Grain was scarce, so bread was dear.", 2),
        ("It was cold. Grain was scarce.", 2),
        ("It was “hard.” Grain was scarce.", 2),
        ("The plan (est. Moscow 1958) failed.", 1),
        ("He met Prof. Smith and Gen. Jones at noon.", 1),
    ],
)
def test_a_plain_word_before_a_stop_ends_the_sentence(text: str, count: int) -> None:
    assert len(sentences(text)) == count
