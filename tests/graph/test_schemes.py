"""Every pattern of inference that can be named brings questions that test it."""

from essays.graph.rules import scheme
from essays.graph.schemes import QUESTIONS, questions


def test_every_pattern_has_questions_of_its_own() -> None:
    every = [question for asked in QUESTIONS.values() for question in asked]
    assert len(set(every)) == len(every)
    assert all(question.endswith("?") for question in every)
    assert all(len(asked) >= 2 for asked in QUESTIONS.values())


def test_every_slug_can_be_stored() -> None:
    assert [scheme(slug) for slug in QUESTIONS] == list(QUESTIONS)


def test_a_pattern_from_elsewhere_has_none() -> None:
    assert questions("modus-ponens") == questions("") == ()
