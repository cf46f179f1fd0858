"""A map without what a report says was lost of it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from essays.formats.base import LossReport
from essays.graph.model import EssayGraph, Row


def without(graph: EssayGraph, report: LossReport) -> EssayGraph:
    """Return the map less each row, source or text that a loss of this name and id declares."""
    tables: Mapping[str, dict[UUID, Any]] = {
        name: dict(graph.table(name))
        for name in ("source", "node", "relation", "premise", "anchor", "context_mark")
    }
    text = graph.text
    for loss in report.losses:
        if loss.what == "source":
            tables["node"][loss.id] = replace(tables["node"][loss.id], source_id=None)
        elif loss.what == "passage":
            del tables["anchor"][loss.id]
        elif loss.what == "context_mark":
            del tables["context_mark"][loss.id]
        elif loss.what == "unused_source":
            del tables["source"][loss.id]
        elif loss.what == "source_checker":
            checked = tables["source"][loss.id]
            tables["source"][loss.id] = replace(checked, checked_by_id=None)
        elif loss.what == "text":
            text = ""
        else:
            raise AssertionError(f"nobody knows what {loss.what} takes away")
    rows: list[Row] = [row for table in tables.values() for row in table.values()]
    return EssayGraph.of(graph.details, rows, text=text)
