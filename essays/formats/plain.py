"""Plain text from strangers, line by line, within bounds of time and memory."""

import re
from collections.abc import Iterator

from essays.formats.base import Flaw, FormatError
from essays.formats.documents import check_size

MAX_LINES = 300_000
_BOMS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_REFUSED = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def lines(data: bytes) -> Iterator[tuple[int, str]]:
    """Yield the lines of a text with their numbers from 1, without line ends.

    UTF-8, or UTF-16 with its mark, as spreadsheets write it. Raises FormatError with line and
    column (code points from 1) for other bytes and for signs that no essay can hold, and for more
    than MAX_LINES lines.
    """
    check_size(data)
    data = _as_utf8(data)
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    start, number = 0, 0
    while start <= len(data):
        end = data.find(b"\n", start)
        end = len(data) if end < 0 else end
        number += 1
        if number > MAX_LINES:
            raise FormatError(Flaw.TOO_MANY, line=number, limit=MAX_LINES)
        if end > start or end < len(data):
            yield number, _line(data[start:end], number)
        start = end + 1


def _line(data: bytes, number: int) -> str:
    try:
        line = data.decode()
    except UnicodeDecodeError as error:
        column = len(data[: error.start].decode()) + 1
        raise FormatError(Flaw.ENCODING, line=number, column=column, reason="utf_8") from error
    refused = _REFUSED.search(line)
    if refused:
        column = refused.start() + 1
        raise FormatError(Flaw.ENCODING, line=number, column=column, reason="text_control")
    return line


def _as_utf8(data: bytes) -> bytes:
    for mark, encoding in _BOMS.items():
        if data.startswith(mark):
            data = data[len(mark) :]
            if encoding == "utf-8":
                return data
            try:
                return data.decode(encoding).encode()
            except UnicodeError as error:
                raise FormatError(Flaw.ENCODING, line=1, column=1, reason=encoding) from error
    return data
