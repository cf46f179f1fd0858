"""The 112 annotated texts of the arg-microtexts corpus, where they lie beside the project."""

from pathlib import Path
from xml.etree import ElementTree

from essays.graph.kinds import NodeKind, RelationKind
from essays.graph.model import EssayGraph
from tests.graph.maps import Link, Statement, graph_of

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "corpora" / "microtexts-part1" / "en"
_ATTACKS = {"reb", "und"}


def files() -> list[Path]:
    """Return the files of the corpus, none where it is missing."""
    return sorted(FOLDER.glob("*.xml"))


def read(file: Path) -> EssayGraph:
    """Return the map of one text. An edge of type add makes a premise of another edge's step."""
    root = ElementTree.parse(file).getroot()
    edges = {edge.get("id"): edge for edge in root.iter("edge")}
    texts = {edu.get("id"): edu.text or "" for edu in root.iter("edu")}
    joints: dict[str, list[str]] = {joint.get("id"): [] for joint in root.iter("joint")}
    words: dict[str, list[str]] = {adu.get("id"): [] for adu in root.iter("adu")}
    for edge in edges.values():
        if edge.get("type") == "seg" and edge.get("trg") in joints:
            joints[edge.get("trg")].append(texts[edge.get("src")])
    for edge in edges.values():
        if edge.get("type") == "seg" and edge.get("trg") in words:
            source = edge.get("src")
            words[edge.get("trg")] += joints[source] if source in joints else [texts[source]]
    arcs = {id: edge for id, edge in edges.items() if edge.get("type") != "seg"}
    premises = {
        id: [edge.get("src")]
        + [e.get("src") for e in arcs.values() if e.get("type") == "add" and e.get("trg") == id]
        for id, edge in arcs.items()
        if edge.get("type") != "add"
    }
    links: dict[str, Link] = {}
    while len(links) < len(premises):
        for id, sources in premises.items():
            target = arcs[id].get("trg")
            if id not in links and (target in words or target in links):
                kind = (
                    RelationKind.ATTACK
                    if arcs[id].get("type") in _ATTACKS
                    else RelationKind.SUPPORT
                )
                links[id] = Link(id, kind, tuple(sources), links.get(target, target))
    mains = words.keys() - {source for sources in premises.values() for source in sources}
    (main,) = mains
    ordered = [main, *(name for name in words if name != main)]
    return graph_of(
        {
            name: Statement(
                " ".join(words[name]), NodeKind.THESIS if name == main else NodeKind.CLAIM
            )
            for name in ordered
        },
        *links.values(),
    )
