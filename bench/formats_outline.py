"""What a map as an HTML page costs, as a ratio to a bare join of the same texts in the same run.

Quickest of some rounds. Ours is the whole: what hangs where, numbers, links, and the page; the
floor puts each text between two tags and joins the lines.
"""

import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from essays.formats import FORMATS
from essays.graph.model import EssayGraph
from tests.graph.maps import rows_of
from tests.layout.maps import random_map

STATEMENTS, ACROSS, ROUNDS = 10_000, 0.05, 3
# seconds of this process; a page of the same statements takes @argdown/core 20
MOST_SECONDS = 2.0


def spent(work: Callable[[], object], *, rounds: int = ROUNDS) -> float:
    """Return the processor seconds of the quickest round."""
    found = []
    for _ in range(rounds):
        begun = time.process_time()
        work()
        found.append(time.process_time() - begun)
    return min(found)


def bare(texts: list[str]) -> bytes:
    """Return the texts between tags, with no order and no escaping."""
    return "".join(f"<li>{text}</li>\n" for text in texts).encode()


def written(graph: EssayGraph, name: str) -> bytes:
    """Return a map in a format, with nothing worked out before."""
    dump = FORMATS[name].dump
    if dump is None:
        raise KeyError(name)
    return dump(EssayGraph.of(graph.details, rows_of(graph), text=graph.text))[0]


def main() -> int:
    """Print the table; return 1 where a gate does not hold."""
    graph = random_map(STATEMENTS, across=ACROSS)
    floor = spent(partial(bare, [node.text for node in graph.nodes.values()]))
    held = True
    for name, one in FORMATS.items():
        if one.dump is None:
            continue
        ours = spent(partial(written, graph, name), rounds=ROUNDS if name == "html" else 1)
        gate = "" if name != "html" else "ok" if ours < MOST_SECONDS else "OVER"
        held = held and gate != "OVER"
        sys.stdout.write(
            f"{f'{STATEMENTS} statements as {one.title}':<56}{ours:>8.2f} s"
            f"{ours / floor:>8.0f} x   {gate}\n"
        )
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
