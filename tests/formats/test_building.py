"""What a foreign document says becomes a sound map, and each repair is reported."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essays.formats.base import Flaw, FormatError, LossKind
from essays.formats.building import At, Builder
from essays.formats.fitting import MAX_LOSSES, NOWHERE, Fitting
from essays.graph import rules
from essays.graph.checks import broken
from essays.graph.errors import BadValue
from essays.graph.ids import uuid7
from essays.graph.kinds import NodeKind, RelationKind
from essays.graph.lookup import MAX_CHAIN
from essays.graph.model import EssayGraph
from essays.graph.rules import STATEMENT
from essays.text.normal import normalise_line
from tests.formats.alike import shape

SUPPORT, ATTACK = RelationKind.SUPPORT, RelationKind.ATTACK


def reported(builder: Builder, **details: str) -> tuple[EssayGraph, list[str]]:
    graph, report = builder.finish(**details)
    assert broken(graph) == []
    return graph, [loss.what for loss in report.losses]


def test_rows_keep_the_order_they_came_in() -> None:
    builder = Builder()
    thesis, first, second = (builder.node(text) for text in ("T", "A", "B"))
    builder.crown(thesis)
    builder.relation(SUPPORT, [second, first], thesis)
    builder.relation(ATTACK, [first], second)
    graph, losses = reported(builder)
    assert losses == []
    assert [n.text for n in sorted(graph.nodes.values(), key=lambda n: n.position)] == [*"TAB"]
    step = graph.incoming[thesis][0]
    assert [p.node_id for p in graph.premises_of[step.id]] == [second, first]
    assert graph.details.title == "T"


def test_a_statement_that_is_too_long_is_cut_and_kept_whole_in_the_note() -> None:
    builder = Builder()
    words = "word " * 500
    builder.node(words, At(line=3), note="mine")
    graph, report = builder.finish()
    (node,) = graph.nodes.values()
    assert len(node.text) <= STATEMENT
    assert node.text.endswith("…")
    assert node.note == f"{words.strip()}\n\nmine"
    assert [(loss.kind, loss.what, loss.line) for loss in report.losses] == [
        (LossKind.REPAIRED, "statement_cut", 3)
    ]


def test_an_empty_statement_and_a_second_thesis_are_put_right() -> None:
    builder = Builder()
    builder.node("T", kind=NodeKind.THESIS)
    builder.node(" \n", kind=NodeKind.THESIS)
    graph, losses = reported(builder)
    assert losses == ["empty_statement", "second_thesis"]
    assert [node.text for node in graph.nodes.values()] == ["T", "…"]


def test_steps_that_no_map_can_hold_are_left_out() -> None:
    builder = Builder()
    a, b = builder.node("A"), builder.node("B")
    builder.relation(SUPPORT, [a], a)
    builder.relation(SUPPORT, [a, a, b], b)
    builder.relation(SUPPORT, [a], uuid7())
    gone = builder.relation(SUPPORT, [a], uuid7())
    builder.relation(ATTACK, [b], gone)
    graph, losses = reported(builder)
    assert len(graph.relations) == 1
    assert sorted(losses) == [
        "premise_is_target",
        "premise_is_target",
        "premise_twice",
        *["step_without_ends"] * 4,
    ]


def test_steps_that_stand_on_each_other_in_a_circle_or_too_high_are_left_out() -> None:
    builder = Builder()
    a, b = builder.node("A"), builder.node("B")
    first, second = uuid7(), uuid7()
    builder.relation(ATTACK, [a], second, id=first)
    builder.relation(ATTACK, [b], first, id=second)
    graph, losses = reported(builder)
    assert not graph.relations
    assert losses == ["step_targets_itself", "step_without_ends"]

    builder = Builder()
    a, target = builder.node("A"), builder.node("B")
    for _ in range(MAX_CHAIN + 1):
        target = builder.relation(ATTACK, [a], target)
    graph, losses = reported(builder)
    assert len(graph.relations) == MAX_CHAIN
    assert losses == ["chain_too_deep"]


def test_a_passage_outside_the_text_is_left_out() -> None:
    builder = Builder()
    builder.set_text("some words")
    node = builder.node("A")
    builder.anchor(node, 5, 10)
    builder.anchor(node, 5, 11)
    graph, losses = reported(builder)
    assert [mark.exact for mark in graph.anchors.values()] == ["words"]
    assert losses == ["passage_outside"]


def test_passages_do_not_quote_the_text_without_end():
    builder = Builder()
    builder.set_text("a" * 200_000)
    node = builder.node("A")
    for _ in range(20):
        builder.anchor(node, 0, 200_000)
    with pytest.raises(FormatError) as caught:
        builder.anchor(node, 1, 2, At(line=9))
    assert (caught.value.flaw, caught.value.line) == (Flaw.TOO_LARGE, 9)


@pytest.mark.parametrize("words", ["a\0b", "\ud800"])
def test_a_sign_that_no_essay_can_hold_is_refused_with_its_place(words: str) -> None:
    with pytest.raises(FormatError) as caught:
        Builder().node(words, At(line=7, column=2))
    assert (caught.value.flaw, caught.value.line) == (Flaw.ENCODING, 7)


def test_foreign_values_that_do_not_fit_are_reported() -> None:
    builder = Builder()
    a, b = builder.node("A", extra={"x": "y" * 20_000}), builder.node("B")
    builder.relation(SUPPORT, [a], b, scheme="No slug!", weight=3)
    _, losses = reported(builder, language="???")
    assert losses == ["foreign_data", "scheme", "weight", "language"]


def test_maps_are_alike_whatever_their_ids_and_order() -> None:
    def made(order: str, *, extra: bool = False) -> EssayGraph:
        builder = Builder()
        ids = {name: builder.node(name.upper()) for name in order}
        step = builder.relation(SUPPORT, [ids["a"], ids["b"]], ids["c"])
        builder.relation(ATTACK, [ids["a"]], step if extra else ids["b"])
        return builder.finish()[0]

    assert shape(made("abc")) == shape(made("cba"))
    assert shape(made("abc")) != shape(made("abc", extra=True))


def test_control_signs_are_left_out_of_statements_and_notes() -> None:
    builder = Builder()
    builder.node("A\x1aB", note="c\x07")
    graph, losses = reported(builder)
    assert [(node.text, node.note) for node in graph.nodes.values()] == [("AB", "c")]
    assert losses == ["control_signs"] * 2


def test_a_step_of_too_many_premises_is_left_out_with_what_stands_on_it() -> None:
    builder = Builder()
    target, *froms = (builder.node(f"{n}") for n in range(102))
    step = builder.relation(SUPPORT, froms, target)
    builder.relation(ATTACK, froms[:1], step)
    graph, losses = reported(builder)
    assert not graph.relations
    assert losses == ["too_many_premises", "step_without_ends"]


def test_a_plain_statement_and_one_with_foreign_signs_are_normalised_alike() -> None:
    builder = Builder()
    for words in (" a b ", "a  b", "a\nb", "cafe\u0301", "caf\u00e9", "a\u00a0b\ufeff"):
        builder.node(words)
    graph, losses = reported(builder)
    texts = [node.text for node in sorted(graph.nodes.values(), key=lambda n: n.position)]
    assert texts == [normalise_line(text) for text in texts]
    assert texts[:5] == ["a b"] * 3 + ["caf\u00e9"] * 2
    assert losses == []


@pytest.mark.parametrize("extra", [{"x": {"y": "\0"}}, {"\0": {}}, {"x": {"y": 1 << 63}}])
def test_foreign_data_that_no_database_holds_is_left_out(extra: dict[str, object]) -> None:
    builder = Builder()
    builder.node("A", extra=extra)
    graph, losses = reported(builder)
    assert losses == ["foreign_data"]
    assert [node.extra for node in graph.nodes.values()] == [{}]


def test_a_file_that_says_hardly_anything_right_is_refused() -> None:
    builder = Builder()
    for _ in range(MAX_LOSSES):
        builder.lost(LossKind.DROPPED, "thing")
    with pytest.raises(FormatError) as caught:
        builder.node("", At(line=7))
    assert (caught.value.flaw, caught.value.line) == (Flaw.TOO_MANY, 7)


def test_background_is_laid_on_the_text_and_nowhere_else() -> None:
    builder = Builder()
    builder.set_text("some words")
    builder.context(0, 4)
    builder.context(5, 11)
    graph, losses = reported(builder)
    assert [mark.quote for mark in graph.context_marks.values()] == ["some"]
    assert losses == ["passage_outside"]


def nested(depth: int) -> dict[str, object]:
    value: object = 1
    for _ in range(depth):
        value = {"a": value}
    return {"x": value}


@pytest.mark.parametrize(
    "extra",
    [
        *(nested(depth) for depth in (3, 61, 62, 63, 64, 65)),
        *({"x": number} for number in ((1 << 63) - 1, 1 << 63, -(1 << 63) - 1, 1e18, 1e19, -1e300)),
        *({"x": ["a"] * count} for count in (3_195, 3_199, 3_200, 3_205)),
        *({"x": "é" * count} for count in (7_994, 7_995, 7_996)),
        {"x": "\\u0000"},
        {"x\0": 1},
        {"x": "e9"},
    ],
)
def test_foreign_data_is_kept_just_where_the_rule_allows_it(extra: dict[str, object]) -> None:
    try:
        allowed = bool(rules.extra(extra))
    except BadValue:
        allowed = False
    builder = Builder()
    builder.node("A", extra=extra)
    _, losses = reported(builder)
    assert losses == ([] if allowed else ["foreign_data"])


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(1 << 70), 1 << 70)
    | st.floats()
    | st.text(st.characters(codec=None), max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=8,
)


@given(st.dictionaries(st.text(max_size=4), VALUES, max_size=4), st.integers(2, 400))
def test_a_quick_look_at_foreign_data_never_lets_in_what_the_rule_refuses(extra, limit):
    fitting = Fitting()
    kept = fitting.fit_extra(extra, NOWHERE, limit=limit)
    try:
        assert kept == rules.extra(extra, limit=limit)
    except BadValue:
        assert (kept, len(fitting.log.losses)) == ({}, 1)


@pytest.mark.parametrize("levels", [rules.EXTRA_DEPTH - 1, rules.EXTRA_DEPTH])
def test_foreign_data_has_as_many_levels_as_the_rule_says(levels: int) -> None:
    extra: dict[str, object] = {"x": 1}
    for _ in range(levels - 1):
        extra = {"x": extra}
    kept = Fitting().fit_extra(extra, NOWHERE)
    try:
        assert kept == rules.extra(extra)
    except BadValue:
        assert kept == {}
