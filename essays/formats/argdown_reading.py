"""From an Argdown document to a map: statements and arguments without steps become nodes,
inferences and relations become relations."""

from typing import Any

from essays.formats.argdown_document import read
from essays.formats.argdown_nodes import Nodes
from essays.formats.argdown_plan import KEY
from essays.formats.argdown_rows import OF_FRONT
from essays.formats.argdown_steps import Steps
from essays.formats.base import Flaw, FormatError, LossKind, LossReport
from essays.formats.building import At, Builder
from essays.formats.documents import check_size
from essays.graph.kinds import NodeKind
from essays.graph.model import EssayGraph, JsonRow

# No line holds more than one statement, and no map more than some ten thousand.
MAX_LINES = 200_000
MAX_LINE = 1_000_000  # code points
_FAULTS = {
    "front_matter": LossKind.DROPPED,
    "data": LossKind.DROPPED,
    "second_reconstruction": LossKind.REPAIRED,
    "emphasis": LossKind.DROPPED,
    "link": LossKind.DROPPED,
}


def load(data: bytes) -> tuple[EssayGraph, LossReport]:
    """Return the map that a document says. Raises FormatError with line and column."""
    check_size(data)
    try:
        text = data.decode().removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise FormatError(Flaw.ENCODING, line=line, reason=error.reason) from error
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    _check_lines(text)
    reading = read(text)
    builder = Builder()
    front = reading.front
    essay = front.get("essay")
    essay = essay.get("text") if isinstance(essay, dict) else essay
    if isinstance(essay, str):
        builder.set_text(essay, At(line=1))
    nodes = Nodes(builder, reading, text)
    for fault in reading.faults:
        builder.lost(_FAULTS[fault.what], fault.what, nodes.at(fault.offset), fault.reason)
    title = _title(front.get("title"))
    for section in reading.sections:
        if title is None and section.level == 1:
            title = section.title
        if section.title != title:
            builder.lost(LossKind.DROPPED, "heading", nodes.at(section.offset), section.title)
    nodes.add()
    steps = Steps(nodes)
    steps.add()
    _crown(nodes, steps, front.get("thesis"))
    language = front.get("language")
    return builder.finish(
        title=title or "",
        author_line=_author(front.get("author")),
        language=language if isinstance(language, str) else "en",
        extra=_extra(front, {one.title: one.level for one in reading.sections if one.level > 1}),
    )


def _check_lines(text: str) -> None:
    """Raise FormatError where there are more than MAX_LINES, or one is longer than MAX_LINE."""
    if text.count("\n") > MAX_LINES:
        raise FormatError(Flaw.TOO_MANY, limit=MAX_LINES)
    start = 0
    while len(text) - start > MAX_LINE:
        end = text.rfind("\n", start, start + MAX_LINE + 1)
        if end < 0:
            line = text.count("\n", 0, start) + 1
            raise FormatError(Flaw.TOO_LARGE, line=line, column=1, limit=MAX_LINE)
        start = end + 1


def _crown(nodes: Nodes, steps: Steps, named: Any) -> None:
    """Make the thesis what a tag, or else the front matter, says, or else the only root."""
    builder = nodes.builder
    if nodes.theses:
        for id in nodes.theses[1:]:
            text = builder.nodes[id].text
            builder.lost(LossKind.REPAIRED, "second_thesis", nodes.places[id], text)
        builder.crown(nodes.theses[0])
        return
    if named is False:
        return
    if isinstance(named, str) and named in nodes.statements:
        builder.crown(nodes.statements[named])
        return
    there = steps.related or builder.nodes.keys()
    roots = [id for id in builder.nodes if id in there and id not in steps.sources]
    if len(roots) == 1 and builder.nodes[roots[0]].kind is not NodeKind.EVIDENCE:
        text = builder.nodes[roots[0]].text
        builder.lost(LossKind.GUESSED, "thesis", nodes.places[roots[0]], text)
        builder.crown(roots[0])


def _title(value: Any) -> str | None:
    return str(value) if isinstance(value, (str, int, float)) and str(value).strip() else None


def _author(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(str(one) for one in value if isinstance(one, (str, int)))
    return value if isinstance(value, str) else ""


def _extra(front: Any, levels: dict[str, int]) -> JsonRow:
    """Return what the front matter says besides. The settings of the model have done their work:
    what comes out of them is a map that needs none."""
    kept = front.get("extra")
    found: JsonRow = dict(kept) if isinstance(kept, dict) else {}
    foreign = {
        name: value for name, value in front.items() if name not in OF_FRONT and name != "model"
    }
    mine: JsonRow = {"front": foreign} if foreign else {}
    if levels:
        mine["levels"] = levels
    if mine:
        there = found.get(KEY)
        found[KEY] = {**(there if isinstance(there, dict) else {}), **mine}
    return found
