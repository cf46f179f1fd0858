"""Zip archives from strangers, opened within bounds of time and memory."""

import io
import zipfile
import zlib
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath

from essays.formats.base import Flaw, FormatError
from essays.formats.documents import MAX_BYTES, check_size

MAX_MEMBERS = 100
_MEMBER = b"PK\x01\x02"
_ENCRYPTED = 0x1
# Others may take any amount of memory to open.
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
# Old enough for every archive, so that the same files make the same bytes.
_NO_DATE = (1980, 1, 1, 0, 0, 0)


def packed(files: dict[str, bytes]) -> bytes:
    """Return an archive of these files, the same bytes each time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            info = zipfile.ZipInfo(name, date_time=_NO_DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return out.getvalue()


def unpacked(data: bytes, suffixes: Collection[str]) -> dict[str, bytes]:
    """Return the files with these suffixes by their paths. Raises FormatError.

    At most MAX_MEMBERS files, and MAX_BYTES in all, both as the archive says and as it proves.
    """
    check_size(data)
    if data.count(_MEMBER) > MAX_MEMBERS:
        raise FormatError(Flaw.TOO_MANY, limit=MAX_MEMBERS, reason="zip")
    files: dict[str, bytes] = {}
    with _refusing(), zipfile.ZipFile(io.BytesIO(data)) as archive:
        wanted = list(_wanted(archive, suffixes))
        room = MAX_BYTES
        if sum(info.file_size for info in wanted) > room:
            raise FormatError(Flaw.TOO_LARGE, limit=MAX_BYTES, reason="zip")
        for info in wanted:
            with archive.open(info) as member:
                files[info.filename] = member.read(room + 1)
            room -= len(files[info.filename])
            if room < 0:
                raise FormatError(Flaw.TOO_LARGE, limit=MAX_BYTES, reason="zip")
    return files


def _wanted(archive: zipfile.ZipFile, suffixes: Collection[str]) -> Iterator[zipfile.ZipInfo]:
    for info in archive.infolist():
        path = PurePosixPath(info.filename)
        # macOS puts a shadow beside each file
        if path.suffix.lower() in suffixes and "__MACOSX" not in path.parts:
            if info.flag_bits & _ENCRYPTED or info.compress_type not in _METHODS:
                raise FormatError(Flaw.SYNTAX, reason="zip_method")
            yield info


@contextmanager
def _refusing() -> Iterator[None]:
    """Turn whatever a broken archive does into FormatError."""
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError) as error:
        raise FormatError(Flaw.SYNTAX, reason="zip") from error
    except (RuntimeError, OSError, OverflowError) as error:
        raise FormatError(Flaw.SYNTAX, reason="zip") from error
