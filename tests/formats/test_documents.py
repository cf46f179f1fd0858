"""JSON of strangers is read within bounds."""

import pytest

from essays.formats.base import Flaw, FormatError
from essays.formats.documents import MAX_DEPTH, read_json


def document(levels: int, *, rows: int = 0, words: str = "") -> bytes:
    """Lists in lists, beside many rows, with brackets in a text."""
    beside = "{}," * rows + f'"{words}",'
    return f"[{beside}{'[' * (levels - 1)}{']' * (levels - 1)}]".encode()


@pytest.mark.parametrize(("rows", "words"), [(0, ""), (500, ""), (500, "[{" * 100), (0, "]" * 100)])
def test_a_document_has_at_most_64_levels_wherever_its_brackets_stand(rows, words):
    read_json(document(MAX_DEPTH, rows=rows, words=words))
    with pytest.raises(FormatError) as caught:
        read_json(document(MAX_DEPTH + 1, rows=rows, words=words))
    assert caught.value.flaw is Flaw.TOO_DEEP
