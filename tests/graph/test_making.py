"""Rows made together are the rows that their constructor makes."""

import pytest

from essays.graph.ids import uuid7, uuid7s
from essays.graph.kinds import NodeKind
from essays.graph.making import rows_of
from essays.graph.model import Node, Premise


def test_rows_from_columns_are_those_of_the_constructor():
    ids, step = uuid7s(3), uuid7()
    made = rows_of(
        Premise,
        ids,
        relation_id=[step] * 3,
        node_id=ids[::-1],
        position=("a", "b", "c"),
        home=[True, False, True],
    )
    columns = zip(ids, ids[::-1], "abc", [True, False, True], strict=True)
    assert made == [
        Premise(id=id, relation_id=step, node_id=node, position=place, home=home)
        for id, node, place, home in columns
    ]
    assert repr(made[0]).startswith("Premise(id=UUID(")


def test_no_column_may_be_missing_or_short():
    with pytest.raises(ValueError, match="not the columns of Node: text"):
        rows_of(Node, uuid7s(2), text=["a", "b"])
    columns = {"note": "", "implicit": False, "source_id": None, "position": "a", "extra": None}
    rest = {name: [value, value] for name, value in columns.items()}
    with pytest.raises(ValueError, match="1 values of text for 2 rows"):
        rows_of(Node, uuid7s(2), kind=[NodeKind.CLAIM] * 2, text=["a"], **rest)
