"""Documents by others: read as the reference parser reads them, and written so as to come back."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest

from essays.formats.argdown import dump, load, recognise
from essays.formats.argdown_document import read
from essays.formats.argdown_model import End, Member, Reading
from essays.formats.base import Flaw, FormatError
from essays.graph.checks import broken
from tests.formats.alike import shape
from tests.formats.corpora import folder

FOLDERS = ("argdown-core-tests", "argdown-doc-snippets-nofm", "argdown-examples")
CLEAN, WITH_ERRORS = 128, 3


def documents() -> Iterator[tuple[Path, dict[str, Any]]]:
    """The documents, each with the reading of @argdown/core 1.7.5."""
    for name in FOLDERS:
        for file in sorted(folder(name).glob("*.argdown")):
            expected = file.parent / "expected" / f"{file.stem}.json"
            yield file, orjson.loads(expected.read_bytes())


def reduced(reading: Reading) -> dict[str, Any]:
    """A reading in the shape of the expected files."""

    def section(index: int | None) -> str | None:
        return None if index is None else reading.sections[index].title

    return {
        "statements": {
            title: {
                "members": [
                    {
                        "text": one.text,
                        **({"role": str(one.role)} if one.role else {}),
                        "isReference": one.is_reference,
                    }
                    for one in row.members
                    if one.text
                ],
                "tags": list(row.tags),
                "data": row.data,
                "section": section(row.section),
                "isTopLevel": any(one.role == "top-level-statement" for one in row.members),
            }
            for title, row in reading.statements.items()
        },
        "arguments": {
            title: {
                "descriptions": [one.text for one in row.descriptions if one.text],
                "tags": list(row.tags),
                "data": row.data,
                "section": section(row.section),
                "pcs": [
                    {
                        "title": step.title,
                        "text": step.occurrence.text or None,
                        "role": str(step.occurrence.role),
                        "inference": step.inference
                        and {"rules": list(step.inference.rules), "data": step.inference.data},
                    }
                    for step in row.steps
                ],
            }
            for title, row in reading.arguments.items()
        },
        "relations": [
            {"type": str(link.type), "from": end(link.source), "to": end(link.target)}
            for link in reading.links
        ],
        "sections": tree(reading, None),
    }


def end(one: End) -> dict[str, Any]:
    return {"inference" if one.member is Member.INFERENCE else str(one.member): one.title}


def tree(reading: Reading, parent: int | None) -> list[Any]:
    return [
        {"title": one.title, "level": one.level, "children": tree(reading, index)}
        for index, one in enumerate(reading.sections)
        if one.parent == parent
    ]


def wanted(expected: dict[str, Any]) -> dict[str, Any]:
    """The expected reading, without what is worked out for drawing."""
    found = {key: expected[key] for key in ("statements", "arguments", "relations", "sections")}
    for row in found["statements"].values():
        row.pop("usedInArgument")
    return found


def text_of(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def test_every_clean_document_is_read_as_the_reference_parser_reads_it():
    clean = [(file, expected) for file, expected in documents() if not expected["errors"]]
    different = [
        file.name
        for file, expected in clean
        if reduced(read(text_of(file), halts=True)) != wanted(expected)
    ]
    assert not different
    assert len(clean) == CLEAN


def test_documents_with_errors_are_refused_with_line_and_column():
    faulty = [file for file, expected in documents() if expected["errors"]]
    for file in faulty:
        with pytest.raises(FormatError) as caught:
            load(file.read_bytes())
        assert caught.value.flaw is Flaw.SYNTAX
        assert caught.value.line is not None
        assert caught.value.column is not None
    assert len(faulty) == WITH_ERRORS


def test_every_clean_document_becomes_a_sound_map_that_comes_back_as_it_was():
    for file, expected in documents():
        if not expected["errors"]:
            graph, _ = load(file.read_bytes())
            assert broken(graph) == [], file.name
            again, _ = load(dump(graph)[0])
            assert shape(again) == shape(graph), file.name


def test_the_documents_of_another_tool_are_read_or_refused():
    files = sorted(folder("argdown-mcp-fixtures").rglob("*.argdown"))
    refused = {"invalid.argdown": (4, 3), "large.argdown": (2, 1)}
    for file in files:
        if file.name in refused:
            with pytest.raises(FormatError) as caught:
                load(file.read_bytes())
            assert (caught.value.line, caught.value.column) == refused[file.name]
        else:
            assert broken(load(file.read_bytes())[0]) == []
    assert len(files) == 15


def test_most_documents_are_known_by_what_they_say():
    files = [file for file, _ in documents()]
    known = [file for file in files if recognise(file.read_bytes())]
    assert len(known) > 0.75 * len(files)
