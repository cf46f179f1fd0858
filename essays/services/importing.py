"""A map from a file of any format that can be read, as a new essay."""

from dataclasses import dataclass, replace
from pathlib import Path

from django.db import transaction

from essays import formats
from essays.formats import FORMATS, Look, look_of, recognise
from essays.formats.base import Format, LossReport
from essays.formats.native import load as native_load
from essays.graph.copying import with_new_ids
from essays.graph.model import EssayGraph
from essays.models import Essay, User
from essays.services.essays import create_essay_of
from essays.services.replacing import put_map

SAMPLES = Path(formats.__file__).parent / "samples"
READABLE = tuple(one for one in FORMATS.values() if one.load is not None)


class NotRecognised(Exception):
    """No format knows these bytes or this name; `name` is what was asked for, or the file's."""

    def __init__(self, name: str, look: Look = Look.OTHER) -> None:
        super().__init__(name)
        self.name = name
        self.look = look


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file says: its format, the sound map, and what was lost on the way."""

    format: Format
    graph: EssayGraph
    report: LossReport


def read(data: bytes, *, name: str = "", format: str = "") -> Reading:
    """Return what a file says; nothing is stored. `format` is the name of one, or empty to have it
    recognised by the bytes and the file's name.

    Raises NotRecognised, and FormatError where the file cannot be read.
    """
    known = FORMATS.get(format) if format else recognise(name, data)
    if known is None or known.load is None:
        raise NotRecognised(format or name, Look.OTHER if format else look_of(data))
    graph, report = known.load(data)
    return Reading(known, graph, report)


def import_map(person: User, graph: EssayGraph) -> Essay:
    """Return a new private essay that holds the map, all ids made anew: nothing or everything is
    stored, as one revision. Statuses of sources count as the person's own checks."""
    copy = with_new_ids(graph)
    with transaction.atomic():
        essay = create_essay_of(person, copy)
        put_map(essay, replace(copy, version=essay.version), actor=person, origin="import")
    return Essay.objects.get(pk=essay.pk)


@dataclass(frozen=True, slots=True)
class Sample:
    """A small map written down, to see how a format looks."""

    extension: str
    media_type: str
    data: bytes


def sample(format: str) -> Sample:
    """Return a sample in a format that can be read: as our own writer writes it, or a file of ours
    where there is none. Raises NotRecognised."""
    known = FORMATS.get(format)
    if known is None or known.load is None:
        raise NotRecognised(format)
    extension = known.extensions[0]
    if known.dump is None:
        data = (SAMPLES / f"{known.name}.{extension}").read_bytes()
    else:
        data, _report = known.dump(native_load((SAMPLES / "native.json").read_bytes())[0])
    return Sample(extension, known.media_type, data)
