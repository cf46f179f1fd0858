"""Where passages stand after an edit."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essays.text.anchors import Quote, describe
from essays.text.reanchor import AnchorState, Passage, Reanchored, reanchor, reanchor_all
from essays.text.splices import splices
from tests.text.texts import edits

FIRST = "Schools should open later in the morning."
SECOND = "Pupils sleep too little, and sleep is what they learn with."
THIRD = "Some say that the buses cannot wait for them."
TEXT = "\n\n".join((FIRST, SECOND, THIRD))
LOST = Reanchored(None, None, AnchorState.LOST)


def passage(text: str, words: str) -> Passage:
    start = text.index(words)
    return Passage(start, start + len(words), describe(text, start, start + len(words)))


def after(new: str, words: str, *, old: str = TEXT) -> tuple[AnchorState, str | None]:
    """Return the state of the passage with these words, and the words it then stands on."""
    (found,) = reanchor_all(old, new, [passage(old, words)])
    if found.start is None or found.end is None:
        return found.state, None
    return found.state, new[found.start : found.end]


def test_an_edit_elsewhere_leaves_a_passage_exact() -> None:
    assert after("A new beginning. " + TEXT, SECOND) == ("exact", SECOND)
    assert after(TEXT.replace(THIRD, ""), SECOND) == ("exact", SECOND)
    assert after(TEXT.replace("later", "much later"), SECOND) == ("exact", SECOND)


def test_words_put_right_beside_a_passage_stay_outside() -> None:
    assert after(TEXT.replace(SECOND, f"Indeed. {SECOND} So it is."), SECOND) == ("exact", SECOND)


def test_a_paragraph_cut_and_pasted_elsewhere_has_moved() -> None:
    assert after("\n\n".join((SECOND, THIRD, FIRST)), FIRST) == ("moved", FIRST)


def test_a_cue_word_moves_with_its_paragraph() -> None:
    old = TEXT.replace(THIRD, f"However, {THIRD}")
    new = "\n\n".join((f"However, {THIRD}", FIRST, SECOND))
    assert after(new, "However", old=old) == ("moved", "However")


def test_a_cue_word_does_not_jump_to_another_sentence() -> None:
    old = f"{FIRST} However, {THIRD}\n\n{SECOND} Rain fell. However, nobody minded it at all."
    new = old.replace(f" However, {THIRD}", "")
    assert after(new, "However", old=old) == ("lost", None)


def test_a_sentence_put_into_other_words_is_fuzzy() -> None:
    new = TEXT.replace(SECOND, "Pupils get too little sleep, and sleep is what one learns with.")
    assert after(new, SECOND) == (
        "fuzzy",
        "Pupils get too little sleep, and sleep is what one learns with.",
    )


def test_a_sentence_that_lost_its_second_half_is_fuzzy_on_the_first() -> None:
    new = TEXT.replace(", and sleep is what they learn with", "")
    assert after(new, "Pupils sleep too little, and sleep is what") == (
        "fuzzy",
        "Pupils sleep too little",
    )


def test_a_changed_sentence_that_moved_is_fuzzy() -> None:
    changed = SECOND.replace("too little", "far too little")
    assert after("\n\n".join((FIRST, THIRD, changed)), SECOND) == ("fuzzy", changed)


def test_a_sentence_replaced_by_another_is_lost() -> None:
    new = TEXT.replace(SECOND, "Homework, on the other hand, harms nobody who is awake.")
    assert after(new, SECOND) == ("lost", None)


def test_a_deleted_sentence_is_lost_even_if_another_says_nearly_the_same() -> None:
    close = FIRST.replace("should", "must")
    assert after(f"{SECOND} {close}", FIRST, old=f"{FIRST} {SECOND} {close}") == ("lost", None)


def test_the_empty_text_loses_every_passage() -> None:
    assert after("", FIRST) == ("lost", None)


def test_lost_words_that_come_back_in_place_are_exact() -> None:
    lost = Passage(None, None, passage(TEXT, SECOND).quote)
    without = TEXT.replace(SECOND, "")
    (found,) = reanchor_all(without, TEXT, [lost])
    assert found == Reanchored(
        TEXT.index(SECOND), TEXT.index(SECOND) + len(SECOND), AnchorState.EXACT
    )


def test_lost_words_that_come_back_elsewhere_have_moved() -> None:
    lost = Passage(None, None, passage(TEXT, SECOND).quote)
    without = f"{FIRST}\n\n{THIRD}"
    (found,) = reanchor_all(without, f"{without}\n\nA late addition. {SECOND}", [lost])
    assert found.state == AnchorState.MOVED


def test_what_is_lost_stays_lost_while_other_words_change() -> None:
    lost = Passage(None, None, Quote("Teachers are tired of mornings as well.", "say. ", " And"))
    assert reanchor_all(TEXT, TEXT + " Some say that pupils are lazy.", [lost]) == [LOST]


def test_a_fuzzy_passage_stays_so_and_is_exact_when_the_words_are_back() -> None:
    quote = passage(TEXT, SECOND).quote
    changed = TEXT.replace("too little", "hardly at all")
    (fuzzy,) = reanchor_all(TEXT, changed, [passage(TEXT, SECOND)])
    assert fuzzy.state == AnchorState.FUZZY
    (still,) = reanchor_all(changed, f"So. {changed}", [Passage(fuzzy.start, fuzzy.end, quote)])
    assert (still.state, still.start) == ("fuzzy", (fuzzy.start or 0) + 4)
    (back,) = reanchor_all(changed, TEXT, [Passage(fuzzy.start, fuzzy.end, quote)])
    assert (back.state, TEXT[back.start : back.end]) == ("exact", SECOND)


def test_a_refrain_that_changed_is_fuzzy_and_does_not_jump_to_its_twin() -> None:
    old = f"{FIRST} {SECOND} {FIRST}"
    assert after(old.replace("later", "earlier", 1), FIRST, old=old)[0] == "fuzzy"


def test_a_passage_over_several_paragraphs_survives_an_edit_inside() -> None:
    whole = f"{FIRST}\n\n{SECOND}"
    assert after(TEXT.replace("later", "at ten"), whole) == (
        "fuzzy",
        whole.replace("later", "at ten"),
    )


@pytest.mark.parametrize(
    ("old", "words", "new", "state"),
    [
        ("שלום עולם. זה משפט שני.", "זה משפט שני.", "פתיחה. שלום עולם. זה משפט שני.", "exact"),
        ("😀 one 👩‍👩‍👧 two", "👩‍👩‍👧", "🇩🇪 😀 one 👩‍👩‍👧 two", "exact"),
        ("这是一个很长的句子，关于学校。那是另一个。", "那是另一个。", "那是另一个。", "exact"),
        (
            "这是一个很长的句子，关于学校和学生的早晨。",
            "这是一个很长的句子，关于学校和学生的早晨。",
            "这是一个长句子，关于学校和学生的早晨。",
            "fuzzy",
        ),
    ],
)
def test_every_script_is_treated_alike(old: str, words: str, new: str, state: str) -> None:
    assert after(new, words, old=old)[0] == state


def test_one_passage_is_treated_as_in_all() -> None:
    new = TEXT.replace("later", "at ten")
    here = passage(TEXT, FIRST)
    one = reanchor(TEXT, new, splices(TEXT, new), start=here.start, end=here.end, quote=here.quote)
    assert [one] == reanchor_all(TEXT, new, [here])


def test_a_span_that_never_fitted_is_treated_as_lost() -> None:
    quote = Quote("Teachers are tired of mornings as well.")
    assert reanchor_all(TEXT, TEXT, [Passage(5, 9_999, quote), Passage(7, 7, quote)]) == [LOST] * 2


@given(edits(), st.data())
def test_no_passage_leaves_the_text_and_exact_ones_keep_their_words(
    edit: tuple[str, str], data: st.DataObject
) -> None:
    old, new = edit
    if not old:
        return
    start = data.draw(st.integers(0, len(old) - 1))
    end = data.draw(st.integers(start + 1, len(old)))
    quote = describe(old, start, end)
    found = data.draw(st.sampled_from([Passage(start, end, quote), Passage(None, None, quote)]))
    (there,) = reanchor_all(old, new, [found])
    if there.state == AnchorState.LOST:
        assert (there.start, there.end) == (None, None)
        return
    assert there.start is not None
    assert there.end is not None
    assert 0 <= there.start < there.end <= len(new)
    words = new[there.start : there.end]
    assert (words == quote.exact) == (there.state in (AnchorState.EXACT, AnchorState.MOVED))


@given(edits(), st.data())
def test_a_passage_outside_every_splice_keeps_its_words_exactly(
    edit: tuple[str, str], data: st.DataObject
) -> None:
    old, new = edit
    changes = splices(old, new)
    edges = [0, *(place for s in changes for place in (s.start, s.end)), len(old)]
    quiet = [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b]
    if not quiet:
        return
    low, high = data.draw(st.sampled_from(quiet))
    start = data.draw(st.integers(low, high - 1))
    end = data.draw(st.integers(start + 1, high))
    found = reanchor(old, new, changes, start=start, end=end, quote=describe(old, start, end))
    assert found.state == AnchorState.EXACT
    assert new[found.start : found.end] == old[start:end]


def test_1000_passages_of_200000_characters_are_told_apart() -> None:
    chance = Random(7)
    listed = [
        " ".join("".join(chance.choices("aeioulmnrst", k=5)) for _ in range(11)) + "."
        for _ in range(3_000)
    ]
    old = "\n".join(listed)
    new = "\n".join(f"{words[:20]} newly {words[20:]}" for words in reversed(listed))
    found = reanchor_all(old, new, [passage(old, words) for words in listed[::3]])
    assert {there.state for there in found} == {AnchorState.FUZZY}
    for there, words in zip(found, listed[::3], strict=True):
        assert f"{words[:20]} newly {words[20:]}"[5:-5] in new[there.start : there.end]
