"""The essay that journeys map: somebody's own where it lies beside the project, else the demo's."""

from pathlib import Path

from essays.services.demo import demo_graph
from essays.text.segments import Sentence, sentences
from tests.server import ROOT

OWN_ESSAY: Path = ROOT.parent / "shared" / "seed_essay.txt"


def essay_text() -> str:
    """Return the text to map: at least 25 sentences, the last of them a conclusion."""
    return OWN_ESSAY.read_text(encoding="utf-8") if OWN_ESSAY.exists() else demo_graph().text


def essay_sentences(text: str) -> tuple[Sentence, ...]:
    """Return the sentences by which the scripted teacher works."""
    found = sentences(text)
    assert len(found) >= 25
    return found
