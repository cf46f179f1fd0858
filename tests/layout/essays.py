"""Maps of real essays: the demo's, and one made from the sentences of the essay beside the project.

The essay itself is not ours to keep: its sentences are named by their numbers.
"""

import os
import re
from pathlib import Path

from essays.graph.model import EssayGraph
from essays.services.demo import demo_graph
from tests.graph.maps import (
    attacks,
    claim,
    evidence,
    graph_of,
    linked,
    supports,
    thesis,
    undercuts,
)

_BESIDE = Path(__file__).resolve().parents[3] / "shared" / "seed_essay.txt"
SEED = Path(os.environ.get("ARGMAP_SEED_ESSAY") or _BESIDE)


def demo() -> EssayGraph:
    """Return the map of the demo."""
    return demo_graph()


def sentences() -> list[str]:
    """Return the sentences of the essay beside the project, in order."""
    return re.split(r"(?<=[.!?])\s+", SEED.read_text(encoding="utf-8").strip())


def seed() -> EssayGraph:
    """Return a map of the essay: a thesis, claims, a linked step, objections and an undercut."""
    said = sentences()
    return graph_of(
        {
            "T": thesis(said[34]),
            "A": claim(said[2]),
            "B": claim(said[18]),
            "C": claim(said[20]),
            "counter A": claim(said[8]),
            "counter C": claim(said[30]),
            "A1": evidence(said[5]),
            "A2": evidence(said[6]),
            "A3": evidence(said[10]),
            "B1": evidence(said[16]),
            "C1": evidence(said[21]),
            "L": claim(said[14]),
            "implied": claim("Power in many hands is in no one's grip.", implicit=True),
            "U": claim(said[13]),
        },
        supports("A", "T"),
        supports("B", "T"),
        supports("C", "T"),
        attacks("counter A", "A"),
        attacks("counter C", "C"),
        supports("A1", "A"),
        supports("A2", "A"),
        supports("A3", "counter A"),
        supports("B1", "B"),
        supports("C1", "C"),
        step := linked("L", "implied", to="B"),
        undercuts("U", step),
        attacks("counter C", "T", home=False),
    )
