"""Rows made together are the rows that their constructor makes."""

from dataclasses import FrozenInstanceError
from pickle import dumps, loads

import pytest

from essays.graph.ids import uuid7, uuid7s
from essays.graph.making import closed, opened, rows_of
from essays.graph.model import Node, Premise
from essays.text.spans import Span


def test_rows_from_their_values_are_those_of_the_constructor():
    ids, step = uuid7s(3), uuid7()
    places = [(ids[2], "a", True), (ids[1], "b", False), (ids[0], "c", True)]
    made = rows_of(Premise, ((id, step, *place) for id, place in zip(ids, places, strict=True)))
    assert made == [
        Premise(id=id, relation_id=step, node_id=node, position=key, home=home)
        for id, (node, key, home) in zip(ids, places, strict=True)
    ]
    assert repr(made[0]).startswith("Premise(id=UUID(")
    assert rows_of(Premise, [(ids[0], step, *places[0], 7)])[0].changed_version == 7


def test_rows_made_together_are_as_frozen_as_any():
    (row,) = rows_of(Premise, [(uuid7(), uuid7(), uuid7(), "a", True)])
    assert type(row) is Premise
    assert loads(dumps(row)) == row
    assert hash(row) == hash(loads(dumps(row)))
    with pytest.raises(FrozenInstanceError):
        row.position = "b"
    with pytest.raises(FrozenInstanceError):
        del row.position


def test_rows_of_other_classes_are_open_until_they_are_closed():
    open = opened(Span)
    made = [open(1, 4)]
    made[0].start = 2
    assert closed(Span, made) == [Span(2, 4)]
    assert type(made[0]) is Span
    with pytest.raises(FrozenInstanceError):
        made[0].start = 3


def test_no_row_may_have_too_few_or_too_many_values():
    with pytest.raises(TypeError, match="missing"):
        rows_of(Node, [(uuid7(), "claim", "a")])
    with pytest.raises(TypeError, match="positional arguments"):
        rows_of(Premise, [(uuid7(), uuid7(), uuid7(), "a", True, 0, "more")])
