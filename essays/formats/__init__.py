"""The registry of formats: one module each, listed here."""

import re
from collections.abc import Mapping
from enum import StrEnum
from pathlib import PurePath

from essays.formats.aif import FORMAT as AIF
from essays.formats.annotations import FORMAT as ANNOTATIONS
from essays.formats.apx import FORMAT as APX
from essays.formats.argdown import FORMAT as ARGDOWN
from essays.formats.arguebuf import FORMAT as ARGUEBUF
from essays.formats.argunet import FORMAT as ARGUNET
from essays.formats.base import Format
from essays.formats.brat import FORMAT as BRAT
from essays.formats.carneades import FORMAT as CARNEADES
from essays.formats.carneades_xml import CAF, LKIF
from essays.formats.dot import FORMAT as DOT
from essays.formats.graphml import FORMAT as GRAPHML
from essays.formats.iccma import FORMAT as ICCMA
from essays.formats.kialo import FORMAT as KIALO
from essays.formats.markdown import FORMAT as MARKDOWN
from essays.formats.mermaid import FORMAT as MERMAID
from essays.formats.microtexts import FORMAT as MICROTEXTS
from essays.formats.mindmup import FORMAT as MINDMUP
from essays.formats.native import FORMAT as NATIVE
from essays.formats.plan import FORMAT as PLAN
from essays.formats.plan_document import FORMAT as PLAN_DOCUMENT
from essays.formats.sadface import FORMAT as SADFACE
from essays.formats.spreadsheet import FORMAT as CSV
from essays.formats.tgf import FORMAT as TGF
from essays.formats.webpage import FORMAT as HTML
from essays.formats.xaif import FORMAT as XAIF

# both ways, then those that are only read, then those that are only written
_ALL = (
    *(NATIVE, ARGDOWN, AIF, XAIF, CSV, MARKDOWN, KIALO, BRAT, SADFACE, GRAPHML, TGF),
    *(MICROTEXTS, ARGUEBUF, CARNEADES, LKIF, CAF, ARGUNET, MINDMUP),
    *(MERMAID, DOT, ANNOTATIONS, APX, ICCMA, HTML, PLAN, PLAN_DOCUMENT),
)
FORMATS: Mapping[str, Format] = {one.name: one for one in _ALL}


# What these names say of a file is next to nothing.
_COMMON = frozenset({"json", "xml", "txt"})
_LOOK = 4_000
_JSON = re.compile(rb"[{[]\s*(?:[\"{[\]}0-9-]|$)")
_XML = re.compile(rb"<[?!A-Za-z]")
_NO_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1f]")


class Look(StrEnum):
    """What bytes look like that no format knows."""

    NOTHING = "nothing"
    JSON = "json"
    XML = "xml"
    TEXT = "text"  # words without the marks of any format
    OTHER = "other"


def recognise(name: str, data: bytes) -> Format | None:
    """Return the format that reads a file of this name with these bytes, or None.

    What the bytes say goes before what the name says, since many formats share `.json` and `.txt`;
    the name decides where several or none of them know the bytes, unless it is such a name itself.
    """
    readable = [one for one in FORMATS.values() if one.load is not None]
    extension = PurePath(name).suffix.lower().removeprefix(".")
    known = [one for one in readable if one.recognise(data)]
    named = [one for one in readable if extension in one.extensions]
    both = [one for one in known if one in named]
    for candidates in (both, known, [] if extension in _COMMON else named):
        if candidates:
            return candidates[0]
    return None


def look_of(data: bytes) -> Look:
    """Return what bytes look like at first sight."""
    head = data[:_LOOK].removeprefix(b"\xef\xbb\xbf").lstrip()
    if not head:
        return Look.NOTHING
    if _JSON.match(head):
        return Look.JSON
    if _XML.match(head):
        return Look.XML
    if _NO_TEXT.search(head):
        return Look.OTHER
    try:
        data.decode()
    except UnicodeDecodeError:
        return Look.OTHER
    return Look.TEXT
