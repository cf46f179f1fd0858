"""Plain text from strangers, line by line, within bounds of time and memory."""

import re
from collections.abc import Iterator

from essays.formats.base import Flaw, FormatError
from essays.formats.documents import check_size

MAX_LINES = 300_000
MAX_LINE = 1_000_000  # bytes
_BOMS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
# beside lone surrogates, which are no UTF-8
_REFUSED = re.compile("[\x00-\x08\x0e-\x1f\ufffe\uffff]")
_CONTROLS = bytes([*range(0x09), *range(0x0E, 0x20)])
_NO_SIGNS = ("\ufffe".encode(), "\uffff".encode())


def lines(data: bytes, *, most: int = MAX_LINES) -> Iterator[tuple[int, str]]:
    """Yield the lines of a text with their numbers from 1, without line ends.

    UTF-8, or UTF-16 with its mark, as spreadsheets write it. Raises FormatError with line and
    column (code points from 1) for other bytes and for signs that no essay can hold, for more than
    `most` lines, and for one of more than MAX_LINE bytes.
    """
    check_size(data)
    data = _as_utf8(data)
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if data.count(b"\n") > most:
        raise FormatError(Flaw.TOO_MANY, line=most + 1, limit=most)
    # one look at the whole is quicker by far than one at each line
    suspect = len(data.translate(None, _CONTROLS)) < len(data) or any(s in data for s in _NO_SIGNS)
    start, number = 0, 0
    while start <= len(data):
        end = data.find(b"\n", start)
        end = len(data) if end < 0 else end
        number += 1
        if end - start > MAX_LINE:
            raise FormatError(Flaw.TOO_LARGE, line=number, column=1, limit=MAX_LINE)
        if end > start or end < len(data):
            line = _line(data[start:end], number)
            if suspect:
                _check_signs(line, number)
            yield number, line
        start = end + 1


def _line(data: bytes, number: int) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        column = len(data[: error.start].decode()) + 1
        raise FormatError(Flaw.ENCODING, line=number, column=column, reason="utf_8") from error


def _check_signs(line: str, number: int) -> None:
    refused = _REFUSED.search(line)
    if refused:
        column = refused.start() + 1
        raise FormatError(Flaw.ENCODING, line=number, column=column, reason="text_control")


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
