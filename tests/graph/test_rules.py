"""Bounds of fields that only programs fill."""

import pytest

from essays.graph import rules
from essays.graph.errors import BadValue
from essays.graph.ids import uuid7
from essays.graph.lookup import MemoryLookup
from essays.graph.model import Details, EssayGraph
from essays.graph.operations import Batch
from essays.graph.plan import plan_batch


def nested(levels: int) -> dict[str, object]:
    value: dict[str, object] = {}
    for _ in range(levels - 1):
        value = {"in": value}
    return value


@pytest.mark.parametrize(
    ("extra", "code"),
    [
        ({"a": float("nan")}, "not_json"),
        ({"a": float("inf")}, "not_json"),
        ({"a": 1 << 63}, "not_json"),
        ({"a": [-(1 << 63) - 1]}, "not_json"),
        ({"a": "\ud800"}, "not_json"),
        ({"a": object()}, "not_json"),
        (nested(65), "not_json"),
        (nested(100_000), "not_json"),
        ({"a": {"b\0": 1}}, "text_nul"),
        ({"a": "x" * 16_000}, "too_long"),
    ],
)
def test_foreign_data_that_no_database_holds_is_refused(extra, code: str) -> None:
    with pytest.raises(BadValue) as refused:
        rules.extra(extra)
    assert refused.value.code == code


def test_foreign_data_up_to_the_bounds_is_kept() -> None:
    for extra in ({}, nested(64), {"a": [1, -(1 << 63), 0.5, True, None, "é"]}):
        assert rules.extra(extra) == extra


@pytest.mark.parametrize("origin", ["a\0b", "x" * 65, "Two words", "\ud800"])
def test_a_batch_comes_from_somewhere_with_a_plain_name(origin: str) -> None:
    empty = EssayGraph(Details(id=uuid7(), title="A map"))
    with pytest.raises(BadValue, match="not_a_slug"):
        plan_batch(Batch(operations=(), origin=origin), MemoryLookup(empty))
