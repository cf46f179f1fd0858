"""The format of the competition of argumentation solvers, ICCMA 2023 (docs/formats.md)."""

from essays.formats.arrows import arrows_of
from essays.formats.base import Format, LossReport
from essays.graph.model import EssayGraph


def dump(graph: EssayGraph) -> tuple[bytes, LossReport]:
    """Return the attacks among the statements, which stand in comments; UTF-8."""
    found = arrows_of(graph, ())
    out = [f"p af {len(found.texts)}"]
    out += [f"# {number} {text}" for number, text in enumerate(found.texts, 1)]
    out += [f"{arrow.start} {arrow.end}" for arrow in found.arrows]
    return "".join(f"{line}\n" for line in out).encode(), found.report


FORMAT = Format(
    name="iccma",
    title="Attacks for solvers (ICCMA)",
    extensions=("af",),
    media_type="text/plain",
    dump=dump,
)
