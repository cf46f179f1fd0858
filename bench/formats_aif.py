"""What reading AIF costs, as the ratio to the standard library's `json.load` of the same bytes.

Files of a corpus where they lie beside the project, and one map of a thousand statements made here.
CPU time, since nothing is waited for; the median of some rounds.
"""

import io
import json
import os
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from essays.formats import aif

ROOT = Path(__file__).resolve().parent.parent
GATE, ROUNDS, STATEMENTS = 10.0, 31, 1_000


def spent(work: Callable[[bytes], object], files: Sequence[bytes]) -> float:
    """Return the CPU seconds of all files, one after the other as a folder is read: the same small
    file again and again would measure the caches."""
    begun = time.process_time()
    for data in files:
        work(data)
    return time.process_time() - begun


def against_json(files: Sequence[bytes]) -> float:
    """Return what loading costs, in times of `json.load`: the median of rounds in which the two
    take turns, so that both meet the same machine."""
    ratios = [spent(aif.load, files) / spent(parse, files) for _ in range(ROUNDS)]
    return statistics.median(ratios)


def parse(data: bytes) -> object:
    """Read JSON and make nothing of it."""
    return json.load(io.BytesIO(data))


def made() -> bytes:
    """Return a tree of statements as AIFdb would write it, each backing another."""
    nodes = [
        {"nodeID": f"{n}", "text": f"Statement {n} says a thing or two.", "type": "I"}
        for n in range(STATEMENTS)
    ]
    edges = []
    for n in range(1, STATEMENTS):
        nodes.append({"nodeID": f"r{n}", "text": "Default Inference", "type": "RA"})
        edges += [
            {"edgeID": f"{n}a", "fromID": f"{n}", "toID": f"r{n}", "formEdgeID": None},
            {"edgeID": f"{n}b", "fromID": f"r{n}", "toID": f"{n // 3}", "formEdgeID": None},
        ]
    stamp = {"timestamp": "2015-12-14 12:09:14"}
    found = {"nodes": [node | stamp for node in nodes], "edges": edges, "locutions": []}
    return json.dumps(found).encode()


def corpus() -> list[bytes]:
    """Return the AIF files of the microtexts corpus, none where it is missing."""
    beside = os.environ.get("ARGMAP_CORPORA") or ROOT.parent / "shared" / "corpora"
    folder = Path(beside) / "microtexts-part1" / "aif-en"
    return [file.read_bytes() for file in sorted(folder.glob("*.json"))]


def aif_case() -> list[bool]:
    """Print the ratio for each set of files; return which gates hold."""
    held = []
    for name, files in (("files of a corpus", corpus()), ("one of 1,000 statements", [made()])):
        if files:
            ratio = against_json(files)
            held.append(ratio <= GATE)
            sys.stdout.write(
                f"{f'AIF, {name}: CPU to json.load':<56}{ratio:>8.2f} x{GATE:>8.2f} x   "
                f"{'ok' if held[-1] else 'OVER'}\n"
            )
    return held


def main() -> int:
    """Return 1 where a gate does not hold."""
    return 0 if all(aif_case()) else 1


if __name__ == "__main__":
    sys.exit(main())
