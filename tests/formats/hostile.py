"""Files made to hurt, and what refusing one may cost."""

import subprocess
import sys
import time
from pathlib import Path

from essays.formats import FORMATS
from essays.formats.base import FormatError
from essays.graph.model import EssayGraph

# by the clock of the processor, on a machine that others use too; in practice far below one
MOST_SECONDS = 3.0
MOST_KILOBYTES = 200_000

XML = {
    "billion laughs": lambda: b'<!DOCTYPE a [<!ENTITY l "ha"><!ENTITY m "&l;&l;&l;">]><a>&m;</a>',
    "an outer entity": lambda: b'<!DOCTYPE a [<!ENTITY l SYSTEM "file:///etc/passwd">]><a>&l;</a>',
    "a parameter entity": lambda: (
        b'<!DOCTYPE a [<!ENTITY % l SYSTEM "http://example.org/">%l;]><a/>'
    ),
    "an entity nobody declared": lambda: b"<a>&l;</a>",
    "100,000 deep": lambda: b"<a>" * 100_000 + b"</a>" * 100_000,
    "deep and never closed": lambda: b"<a>" * 100_000,
    "25 MB": lambda: b"<a>" + b"b" * 25_000_000 + b"</a>",
    "millions of elements": lambda: b"<a>" + b"<b/>" * 4_000_000 + b"</a>",
    "millions of attributes": lambda: (
        b"<a " + b" ".join(b'b%x=""' % n for n in range(1_200_000)) + b"/>"
    ),
    "NUL": lambda: b"<a>\0</a>",
    "cut short": lambda: b'<a><b c="',
    "nothing": lambda: b"",
    "blanks": lambda: b" " * 15_000_000,
    "bad UTF-8": lambda: b'<?xml version="1.0" encoding="utf-8"?><a>\xff</a>',
    "an unknown encoding": lambda: b'<?xml version="1.0" encoding="x-none"?><a/>',
    "a wide encoding": lambda: b'<?xml version="1.0" encoding="utf-7"?><a>+ADw-</a>',
    "no prefix declared": lambda: b"<a:b/>",
    "a long name": lambda: b"<" + b"a" * 15_000_000 + b"/>",
    "another root": lambda: b"<html><body/></html>",
    "JSON": lambda: b'{"nodes": []}',
}
JSON = {
    "lists 100,000 deep": lambda: b"[" * 100_000 + b"]" * 100_000,
    "objects 100,000 deep": lambda: b'{"nodes":' * 100_000,
    "25 MB": lambda: b'{"nodes": "' + b"a" * 25_000_000 + b'"}',
    "millions of lists": lambda: b"[" + b"[]," * 6_000_000 + b"[]]",
    "cut short": lambda: b'{"nodes": [',
    "nothing": lambda: b"",
    "NUL": lambda: b'{"nodes": "\0"}',
    "bad UTF-8": lambda: b'{"nodes": "\xff"}',
    "not a number": lambda: b'{"nodes": NaN}',
    "no object": lambda: b"[]",
    "XML": lambda: b"<a/>",
}
YAML = {
    "an alias bomb": lambda: (
        b"a: &a [x, x]\n"
        + b"".join(b"%c: &%c [*%c, *%c]\n" % (n, n, n - 1, n - 1) for n in range(98, 120))
    ),
    "an alias of itself": lambda: b"&a [*a]",
    "a merge": lambda: b"a: &a {b: c}\nd: {<<: *a}",
    "lists 100,000 deep": lambda: b"[" * 100_000,
    "mappings 100,000 deep": lambda: b"{a: " * 100_000,
    "dashes 100,000 deep": lambda: b"- " * 100_000,
    "25 MB": lambda: b"a: " + b"b" * 25_000_000,
    "many rows": lambda: b"- a\n" * 240_000,
    "a key that is a list": lambda: b"? [a]\n: b",
    "NUL": lambda: b"a: \0",
    "bad UTF-8": lambda: b"a: \xff",
    "UTF-16": lambda: "a: b".encode("utf-16"),
    "a tab": lambda: b"a:\n\t- b",
    "cut short": lambda: b'a: "b',
    "nothing": lambda: b"",
    "two documents": lambda: b"a: b\n---\nc: d",
    "no mapping": lambda: b"- a",
    "an object of Python": lambda: b"!!python/object/apply:os.system [ls]",
    "60ths without end": lambda: b"- " + b"1:" * 400_000 + b"1",
    "a long number": lambda: b"- " + b"9" * 900_000,
    "XML": lambda: b"<a/>",
    "questions": lambda: b"? " * 100_000,
    "directives": lambda: b"".join(b"%%TAG !%x! a\n" % n for n in range(50_000)) + b"--- a",
    "anchors": lambda: b"".join(b"&a%d " % n for n in range(90_000)),
}


def refused(name: str, data: bytes) -> FormatError:
    """Return the error by which a format refuses a file, within its time and with a place."""
    error = read_in_time(name, data)
    assert isinstance(error, FormatError)
    assert error.line is not None or error.pointer is not None or error.data["limit"]
    return error


def read_in_time(name: str, data: bytes) -> EssayGraph | FormatError:
    """Return the map that a file holds, or the error that refuses it, within its time."""
    load = FORMATS[name].load
    assert load is not None
    found: EssayGraph | FormatError
    before = time.process_time()
    try:
        found, _report = load(data)
    except FormatError as error:
        found = error
    assert time.process_time() - before < MOST_SECONDS
    return found


# The peak is that of this program alone: what `getrusage` tells is inherited from whoever started
# it. A limit of the address space would not do either, since a parser may reserve more than it
# uses, and answers a refusal with an error of its own.
_COST = r"""
import re, sys, time
from pathlib import Path
from essays.formats import FORMATS
from essays.formats.base import FormatError

def peak():
    return int(re.search(r"VmHWM:\s*(\d+) kB", Path("/proc/self/status").read_text())[1])

data = Path(sys.argv[2]).read_bytes()
before, begun = peak(), time.process_time()
try:
    FORMATS[sys.argv[1]].load(data)
except FormatError:
    pass
print(time.process_time() - begun, peak() - before)
"""


def seconds_within_memory(name: str, data: bytes, folder: Path) -> float:
    """Return the CPU seconds of reading a file by a process that grew by less than 200 MB."""
    file = folder / "hostile"
    file.write_bytes(data)
    command = [sys.executable, "-c", _COST, name, str(file)]
    done = subprocess.run(command, capture_output=True, check=False, text=True)
    assert done.returncode == 0, done.stderr[-500:]
    seconds, kilobytes = done.stdout.split()
    assert int(kilobytes) < MOST_KILOBYTES
    return float(seconds)
