"""The text of an uploaded file: plain text, Markdown or a Word document."""

import codecs
import re
from collections.abc import Iterator
from enum import StrEnum
from io import BytesIO
from pathlib import PurePath
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from docx import Document
from docx.exceptions import PythonDocxError
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from lxml import etree  # type: ignore[import-untyped]

MAX_BYTES = 20_000_000
MAX_UNPACKED = 20_000_000
MAX_ENTRIES = 2_000
# Tags, and attributes twice: lxml takes some 120 bytes and a microsecond for each element. A text
# of 200,000 characters in which every third word has its own format stays below a half of this.
MAX_MARKUP = 800_000

_CHUNK = 1 << 16
_ENCRYPTED_FLAG = 1
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_END, _END_LENGTH = b"PK\x05\x06", 22
_ZIP64 = b"PK\x06\x07"
_CENTRAL_ENTRY = 46
_LONGEST_COMMENT = 0xFFFF

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Only where its first line names a key: a text may also begin with a rule.
_FRONT_MATTER = re.compile(
    r"\ufeff?---[ \t]*\r?\n(?:[\w-]+:.*\n(?:.*\n)*?)?(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)"
)

_WORDS = {qn("w:t"): None, qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n"}
_WORDS[qn("w:noBreakHyphen")] = "\u2011"
_PARAGRAPH = qn("w:p")
# What was struck out, what only draws what is also said, and settings of tab stops.
_SILENT = frozenset(
    (
        qn("w:del"),
        qn("w:moveFrom"),
        qn("w:pPr"),
        qn("w:rPr"),
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    )
)


class Refusal(StrEnum):
    """Why a file is not taken."""

    KIND = "upload_kind"  # data: extension
    TOO_LARGE = "upload_too_large"  # data: limit (bytes)
    UNPACKS_TOO_LARGE = "upload_unpacks_too_large"  # data: limit (bytes)
    ENCODING = "upload_encoding"
    NOT_DOCX = "upload_not_docx"
    OLD_WORD = "upload_old_word"
    ENCRYPTED = "upload_encrypted"
    EMPTY = "upload_empty"


class UploadRefused(Exception):
    """A file that cannot be read; `code` is a Refusal and `data` what the words need."""

    def __init__(self, code: Refusal, **data: str | int) -> None:
        self.code = code
        self.data = data
        super().__init__(code, data)


def read_upload(name: str, data: bytes) -> str:
    """Return the text of a .txt, .md or .docx file, not yet normalised; raises UploadRefused.

    Text is UTF-8, or UTF-16 or UTF-32 with a byte order mark, or else Windows-1252, as older
    editors save it. Markdown stays as written, but for YAML front matter. Paragraphs of a Word
    document, those in lists and tables too, are parted by blank lines.
    """
    kind = PurePath(name).suffix.lower()
    if kind not in _READERS:
        raise UploadRefused(Refusal.KIND, extension=kind)
    if len(data) > MAX_BYTES:
        raise UploadRefused(Refusal.TOO_LARGE, limit=MAX_BYTES)
    text = _READERS[kind](data)
    if not text.strip("\ufeff \t\r\n"):
        raise UploadRefused(Refusal.EMPTY)
    return text


def _plain(data: bytes) -> str:
    marked = (encoding for mark, encoding in _MARKS if data.startswith(mark))
    encoding = next(marked, None)
    if encoding is None and b"\0" in data:
        raise UploadRefused(Refusal.ENCODING)
    for attempt in (encoding,) if encoding else ("utf-8", "cp1252"):
        try:
            return data.decode(attempt)
        except UnicodeDecodeError:
            continue
    raise UploadRefused(Refusal.ENCODING)


def _markdown(data: bytes) -> str:
    text = _plain(data)
    front = _FRONT_MATTER.match(text)
    return text[front.end() :] if front else text


def _word(data: bytes) -> str:
    package = BytesIO()
    try:
        with ZipFile(package, "w", ZIP_STORED) as checked:
            for name, content in _entries(data):
                checked.writestr(name, content)
        body = Document(package).element.body
    except (BadZipFile, EOFError, NotImplementedError, etree.LxmlError) as error:
        raise UploadRefused(Refusal.NOT_DOCX) from error
    except (OpcError, PythonDocxError, LookupError, ValueError, TypeError, AttributeError) as error:
        # python-docx meets a package without its parts with any of these
        raise UploadRefused(Refusal.NOT_DOCX) from error
    return "\n\n".join(filter(None, _paragraphs(body)))


def _paragraphs(body: etree._Element) -> list[str]:
    """Return the text of every paragraph, in the order in which they end."""
    found: list[str] = []
    open_ones: list[list[str]] = []  # a text box holds paragraphs within a paragraph
    walk = etree.iterwalk(body, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        if event == "end":
            if tag == _PARAGRAPH:
                found.append("".join(open_ones.pop()).strip())
        elif tag in _SILENT:
            walk.skip_subtree()
        elif tag == _PARAGRAPH:
            open_ones.append([])
        elif tag in _WORDS and open_ones:
            open_ones[-1].append(_WORDS[tag] or element.text or "")
    return found


def _entries(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of what a Word document holds, unpacked no further than allowed."""
    _check_directory(data)
    markup = total = 0
    with ZipFile(BytesIO(data)) as package:
        entries = package.infolist()
        _check_entries(entries)
        for entry in entries:
            content = _unpacked(package, entry, limit=MAX_UNPACKED - total)
            total += len(content)
            if entry.filename.endswith((".xml", ".rels")):
                # Taken out of UTF-16 by the zeros, as nothing else here needs to read it.
                plain = content.replace(b"\0", b"")
                if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
                    raise UploadRefused(Refusal.NOT_DOCX)
                markup += plain.count(b"<") + 2 * plain.count(b"=")
                if markup > MAX_MARKUP:
                    raise UploadRefused(Refusal.UNPACKS_TOO_LARGE, limit=MAX_UNPACKED)
            yield entry.filename, content


def _check_directory(data: bytes) -> None:
    """Refuse what is no zip, and a list of contents that alone would take long to read."""
    if data.startswith(_OLE):
        # Word keeps a document with a password in the container of its old format.
        locked = "EncryptedPackage".encode("utf-16-le") in data
        raise UploadRefused(Refusal.ENCRYPTED if locked else Refusal.OLD_WORD)
    # As zipfile looks for it: at the very end, else the last one before a comment.
    at = len(data) - _END_LENGTH
    if data[at : at + 4] != _END or data[-2:] != b"\0\0":
        at = data.rfind(_END, max(0, at - _LONGEST_COMMENT))
    if at < 0 or len(data) - at < _END_LENGTH:
        raise UploadRefused(Refusal.NOT_DOCX)
    length = int.from_bytes(data[at + 12 : at + 16], "little")
    if length > MAX_ENTRIES * 4 * _CENTRAL_ENTRY or _ZIP64 in data[max(0, at - 20) : at]:
        raise UploadRefused(Refusal.UNPACKS_TOO_LARGE, limit=MAX_UNPACKED)


def _check_entries(entries: list[ZipInfo]) -> None:
    names = {entry.filename for entry in entries}
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise UploadRefused(Refusal.UNPACKS_TOO_LARGE, limit=MAX_UNPACKED)
    if any(entry.flag_bits & _ENCRYPTED_FLAG for entry in entries):
        raise UploadRefused(Refusal.ENCRYPTED)
    known = all(entry.compress_type in (ZIP_STORED, ZIP_DEFLATED) for entry in entries)
    if len(names) < len(entries) or not known or "[Content_Types].xml" not in names:
        raise UploadRefused(Refusal.NOT_DOCX)


def _unpacked(package: ZipFile, entry: ZipInfo, *, limit: int) -> bytes:
    """Return the content, read piece by piece: the size that an entry declares may be a lie."""
    content = bytearray()
    with package.open(entry) as stream:
        while chunk := stream.read(_CHUNK):
            content += chunk
            if len(content) > limit:
                raise UploadRefused(Refusal.UNPACKS_TOO_LARGE, limit=MAX_UNPACKED)
    return bytes(content)


_READERS = {
    ".txt": _plain,
    ".text": _plain,
    ".md": _markdown,
    ".markdown": _markdown,
    ".docx": _word,
}
