"""The format of ASPARTIX: facts about arguments and attacks (docs/formats.md)."""

from essays.formats.arrows import arrows_of
from essays.formats.base import Format, LossReport
from essays.graph.model import EssayGraph


def dump(graph: EssayGraph) -> tuple[bytes, LossReport]:
    """Return the attacks among the statements, which stand in comments; UTF-8."""
    found = arrows_of(graph, ())
    out = []
    for number, text in enumerate(found.texts, 1):
        out += [f"% {text}", f"arg(a{number})."]
    out += [f"att(a{arrow.start},a{arrow.end})." for arrow in found.arrows]
    return "".join(f"{line}\n" for line in out).encode(), found.report


FORMAT = Format(
    name="apx",
    title="Attacks for ASPARTIX",
    extensions=("apx",),
    media_type="text/plain",
    dump=dump,
)
