"""The 112 annotated texts of the arg-microtexts corpus, where they lie beside the project."""

import os
from pathlib import Path

from essays.formats import microtexts
from essays.graph.model import EssayGraph

_BESIDE = Path(__file__).resolve().parents[3] / "shared" / "corpora"
FOLDER = Path(os.environ.get("ARGMAP_CORPORA") or _BESIDE) / "microtexts-part1" / "en"


def files() -> list[Path]:
    """Return the files of the corpus, none where it is missing."""
    return sorted(FOLDER.glob("*.xml"))


def read(file: Path) -> EssayGraph:
    """Return the map of one text."""
    return microtexts.load(file.read_bytes())[0]
