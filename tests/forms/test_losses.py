"""What formats report is put into words, every bit of it."""

import re
from pathlib import Path

import pytest

import essays.formats
from essays.formats import Look
from essays.formats.base import Flaw, FormatError, LossKind, LossLog
from essays.forms.losses import (
    FLAWS,
    KINDS,
    MOST_PLACES,
    UNKNOWN,
    WHAT,
    flaw_words,
    groups,
    sentences,
)

ROOM = Path(essays.formats.__file__).parent
_REPORTED = re.compile(r'LossKind\.[A-Z]+(?: if \w+ else LossKind\.[A-Z]+)?,\s*"([a-z_]+)"')


def test_every_kind_flaw_and_thing_that_formats_report_has_words() -> None:
    assert set(KINDS) == set(LossKind)
    assert set(FLAWS) == set(Flaw)
    assert set(UNKNOWN) == set(Look)
    source = "".join(path.read_text(encoding="utf-8") for path in ROOM.glob("*.py"))
    found = set(_REPORTED.findall(source))
    assert len(found) > 40
    assert found - set(WHAT) == set()


def test_a_report_is_grouped_counted_and_says_where() -> None:
    log = LossLog()
    for line in range(1, MOST_PLACES + 3):
        log.add(LossKind.DROPPED, "note", line=line)
    log.add(LossKind.GUESSED, "thesis", line=2, column=7)
    log.add(LossKind.REPAIRED, "never_heard_of", detail="x")
    dropped, guessed, repaired = groups(log.report())
    assert (dropped.heading, guessed.heading, repaired.heading) == (
        "Left out",
        "Guessed",
        "Put right",
    )
    (line,) = dropped.lines
    assert (line.count, line.words) == (MOST_PLACES + 2, "a note")
    assert line.places == "line 1, line 2, line 3, line 4, line 5, and 2 more"
    assert sentences(log.report())[1:] == [
        "Guessed: 1 × which box is the thesis (line 2, column 7)",
        "Put right: 1 × never heard of (x)",
    ]


def test_a_flaw_says_what_is_missing_and_why_in_words() -> None:
    missing = FormatError(Flaw.MISSING_KEY, line=1, column=1, key="text")
    assert flaw_words(missing).endswith("has to be there: text.")
    missing = FormatError(Flaw.MISSING_KEY, pointer="/nodes/0/id")
    assert flaw_words(missing) == "/nodes/0/id: Something is missing that has to be there: id."
    plain = FormatError(Flaw.SYNTAX, line=1, column=1, reason="no_claim")
    assert "as the claims of Kialo do" in flaw_words(plain)
    assert flaw_words(FormatError(Flaw.SYNTAX, line=1, reason="100 % odd")).endswith("100 % odd.")


@pytest.mark.parametrize("flaw", list(Flaw))
def test_a_flaw_is_one_sentence_whatever_it_knows(flaw: Flaw) -> None:
    said = flaw_words(FormatError(flaw, line=3))
    assert said.startswith("Line 3: ")
    assert said.endswith(".")
    assert "%(" not in said
