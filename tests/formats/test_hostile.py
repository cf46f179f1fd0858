"""Hostile files: each reader refuses them, or reads what there is, in little time and memory."""

import pytest

from essays.formats.base import FormatError
from tests.formats.hostile import MOST_SECONDS, read_in_time, refused, seconds_within_memory

TEXTS = ["csv", "markdown", "kialo", "tgf"]
DEEP = 100_000
HOSTILE = {
    "25 MB": lambda: b"text,kind\n" + b"a" * 25_000_000,
    "NUL": lambda: b"text,kind\na\nb\0c\n",
    "bad UTF-8": lambda: b"text,kind\n\xff\xfe\xff\n",
    "a surrogate in UTF-8": lambda: b"text,kind\n\xed\xa0\x80\n",
    "half of UTF-16": lambda: b"\xff\xfea\x00b",
    "millions of lines": lambda: b"text,kind\n" * 1_900_000,
    "marks on one letter": lambda: b"text,kind\n1. a" + "\u0301\u0323".encode() * 90_000 + b"\n",
}
# read or refused, whatever suits the format
ODD = {
    "levels": lambda: b"text,kind\n" + b"".join(b" " * n + b"- a\n" for n in range(0, 6_000, 2)),
    "levels by tabs": lambda: b"text\n" + b"".join(b"\t" * n + b"- a\n" for n in range(6_000)),
    "100,000 levels": lambda: b"text,kind\n- a\n" + b" " * DEEP + b"- b\n",
    "numbers 100,000 deep": lambda: b"1. a\n" + b"1." * DEEP + b" Pro: b\n",
    "one long paragraph": lambda: b"# text,kind\n" + (b"a" * 190 + b"\n") * 99_000 + b"- a\n- b\n",
    "underlines": lambda: b"text,kind\n" + b"a\n---\n" * 49_000,
    "labels": lambda: (
        b"text\n" + b"".join(b" " * n + b"- Pro\n" for n in range(0, 4_000, 2)) + b"- a\n"
    ),
    "steps": lambda: b"id,text,target,step\n" + b"".join(b"1,a,1,%d\n" % n for n in range(290_000)),
    "headings": lambda: b"#" * DEEP + b" a\n",
    "quotes": lambda: b"text,kind\n" + b'"' * 5_000_001,
    "brackets": lambda: b"text,kind\n1. " + b"[" * 9_000_000 + b"](" * 90_000 + b"\n",
    "backslashes": lambda: b"text,kind\n1. " + b"\\" * 9_000_000 + b"\n",
    "blanks": lambda: b"text,kind\n1. a" + b" " * 9_000_000 + b"b\n",
    "blank lines": lambda: b"\n" * 299_000 + b"text",
    "stars": lambda: b"text,kind\n- " + b"*" * 9_000_000 + b"\n",
    "a long line of wide signs": lambda: b"text,kind\n1. " + "🙂".encode() * 4_000_000,
    "arrows at oneself": lambda: b"text,kind\n1. a\n1.1. Pro: -> See 1.1.\n1.2. Pro: -> See 1.\n",
}


@pytest.mark.parametrize("format", TEXTS)
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_is_refused_with_its_line_before_long(format, name):
    refused(format, HOSTILE[name]())


@pytest.mark.parametrize("format", TEXTS)
@pytest.mark.parametrize("name", ODD)
def test_an_odd_text_is_read_or_refused_before_long(format, name):
    found = read_in_time(format, ODD[name]())
    if isinstance(found, FormatError):
        assert found.line is not None
    else:
        assert len(found.nodes) <= 10_000


@pytest.mark.parametrize("format", TEXTS)
@pytest.mark.parametrize(
    "name", ["millions of lines", "brackets", "levels by tabs", "a long line of wide signs"]
)
def test_a_hostile_text_takes_less_than_200_megabytes(format, name, tmp_path):
    assert seconds_within_memory(format, (HOSTILE | ODD)[name](), tmp_path) < MOST_SECONDS
