"""The text of uploaded files, and the files that are refused."""

import struct
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_LZMA, ZipFile

import pytest
from docx import Document
from docx.document import Document as WordDocument

from essays.services import uploads
from essays.services.uploads import Refusal, UploadRefused, read_upload

HEAD = (
    b'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w='
    b'"http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc='
    b'"http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>'
)
TAIL = b"</w:body></w:document>"
MAIN = "word/document.xml"
CONTENTS = "[Content_Types].xml"


def saved(document: WordDocument) -> bytes:
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def word(
    body: bytes, *, replaced: dict[str, bytes] | None = None, method: int = ZIP_DEFLATED
) -> bytes:
    """Return a Word document with this body, and other parts replaced."""
    parts = {MAIN: HEAD + body + TAIL} | (replaced or {})
    file = BytesIO()
    with ZipFile(BytesIO(saved(Document()))) as made, ZipFile(file, "w", method) as changed:
        for name in made.namelist():
            changed.writestr(name, parts.pop(name, None) or made.read(name))
        for name, content in parts.items():
            changed.writestr(name, content)
    return file.getvalue()


def paragraph(words: str) -> bytes:
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>".encode()


def refusal(name: str, data: bytes) -> tuple[str, dict[str, str | int]]:
    with pytest.raises(UploadRefused) as caught:
        read_upload(name, data)
    return caught.value.code, caught.value.data


@pytest.mark.parametrize(
    "data",
    [
        "It rained – “a lot”.".encode(),
        "It rained – “a lot”.".encode("utf-8-sig"),
        "It rained – “a lot”.".encode("utf-16"),
        b"\xfe\xff" + "It rained – “a lot”.".encode("utf-16-be"),
        "It rained – “a lot”.".encode("utf-32"),
        "It rained – “a lot”.".encode("cp1252"),
    ],
)
def test_plain_text_is_read_in_the_encodings_that_editors_save(data: bytes) -> None:
    assert read_upload("Essay.TXT", data) == "It rained – “a lot”."


def test_markdown_is_kept_as_written_but_for_front_matter() -> None:
    text = "# Rain\n\n- *one*\n\n---\n\ntitle: none\n\n---\n"
    assert read_upload("rain.md", text.encode()) == text
    front = "---\ntitle: Rain\ntags:\n  - wet\n---\n"
    assert read_upload("rain.md", (front + text).encode()) == text
    assert read_upload("rain.txt", (front + text).encode()) == front + text


def test_a_rule_at_the_top_of_markdown_is_not_front_matter() -> None:
    text = "---\nIt rained: a lot.\n---\nIt poured."
    assert read_upload("rain.md", text.encode()) == text


def test_a_word_document_is_read_in_its_order() -> None:
    document = Document()
    document.add_heading("On rain", level=1)
    document.add_paragraph("It rains ").add_run("a lot").bold = True
    document.add_paragraph("first", style="List Bullet")
    document.add_paragraph("second", style="List Number")
    document.add_table(rows=1, cols=2).cell(0, 1).text = "in a table"
    document.add_paragraph("")
    document.add_paragraph("Line one\nline two.")
    assert read_upload("rain.docx", saved(document)) == (
        "On rain\n\nIt rains a lot\n\nfirst\n\nsecond\n\nin a table\n\nLine one\nline two."
    )


def test_proposed_insertions_are_read_and_deletions_are_not() -> None:
    body = (
        b"<w:p><w:r><w:t>It rained</w:t></w:r>"
        b"<w:ins><w:r><w:t> hard</w:t></w:r></w:ins>"
        b"<w:del><w:r><w:delText> a bit</w:delText><w:t>never</w:t></w:r></w:del></w:p>"
        b"<w:sdt><w:sdtContent>" + paragraph("In a control.") + b"</w:sdtContent></w:sdt>"
    )
    assert read_upload("rain.docx", word(body)) == "It rained hard\n\nIn a control."


def test_a_text_box_is_read_once_and_tab_stops_are_no_tabs() -> None:
    box = b"<w:txbxContent>" + paragraph("boxed") + b"</w:txbxContent>"
    body = (
        b'<w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr><w:r><w:t>one</w:t><w:tab/>'
        b"<w:t>two</w:t><mc:AlternateContent><mc:Choice>" + box + b"</mc:Choice><mc:Fallback>"
        + box + b"</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )  # fmt: skip
    assert sorted(read_upload("rain.docx", word(body)).split("\n\n")) == ["boxed", "one\ttwo"]


@pytest.mark.parametrize("name", ["essay.pdf", "essay", "essay.doc", ".docx", "essay.txt.exe"])
def test_other_kinds_of_file_are_refused_by_name(name: str) -> None:
    code, data = refusal(name, b"words")
    assert code == Refusal.KIND
    assert set(data) == {"extension"}


@pytest.mark.parametrize("data", [b"", b" \r\n", b"\xef\xbb\xbf"])
def test_a_file_without_words_is_refused(data: bytes) -> None:
    assert refusal("essay.txt", data) == (Refusal.EMPTY, {})
    assert refusal("essay.docx", word(b"<w:p/>"))[0] == Refusal.EMPTY


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x00\x01", b"caf\x81", b"\xff\xfeA", b"MZ\x90\x00"])
def test_a_file_that_is_no_text_is_refused(data: bytes) -> None:
    assert refusal("essay.txt", data) == (Refusal.ENCODING, {})


def test_a_file_over_the_limit_is_refused_unread() -> None:
    data = b"a" * (uploads.MAX_BYTES + 1)
    assert refusal("essay.txt", data) == (Refusal.TOO_LARGE, {"limit": uploads.MAX_BYTES})


@pytest.mark.parametrize(
    "data",
    [
        b"plain words",
        b"PK\x03\x04" + b"x" * 100,
        b"%PDF-1.7",
        word(paragraph("It rained."))[:-200],
        word(b"<w:p>"),
        word(b"", replaced={"_rels/.rels": b"<x/>"}),
        word(b"", replaced={CONTENTS: b"<x/>"}),
        word(b"", replaced={MAIN: b"<x/>"}),
        word(b"<w:sdt>" * 100_000 + b"</w:sdt>" * 100_000),
        word(paragraph("It rained."), method=ZIP_LZMA),
    ],
    ids=["text", "junk", "pdf", "cut", "unclosed", "rels", "types", "other", "deep", "lzma"],
)
def test_a_file_that_only_claims_to_be_a_word_document_is_refused(data: bytes) -> None:
    assert refusal("essay.docx", data) == (Refusal.NOT_DOCX, {})


def test_a_password_and_the_old_format_are_told_apart() -> None:
    old = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600
    assert refusal("essay.docx", old)[0] == Refusal.OLD_WORD
    locked = old + "EncryptedPackage".encode("utf-16-le")
    assert refusal("essay.docx", locked)[0] == Refusal.ENCRYPTED


def test_an_encrypted_entry_is_refused() -> None:
    data = bytearray(word(paragraph("It rained.")))
    at = data.find(b"PK\x01\x02")
    data[at + 8] |= 1
    assert refusal("essay.docx", bytes(data))[0] == Refusal.ENCRYPTED


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused_before_they_are_read(encoding: str) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    main = HEAD.decode().replace("UTF-8", encoding).replace("?>", f"?>{bomb}", 1)
    main += "<w:p><w:r><w:t>&b;</w:t></w:r></w:p>" + TAIL.decode()
    assert (
        refusal("essay.docx", word(b"", replaced={MAIN: main.encode(encoding)}))[0]
        == Refusal.NOT_DOCX
    )


@pytest.mark.parametrize(
    "data",
    [
        word(b" " * 30_000_000),
        word(b"<w:p/>" * 900_000),
        word(b'<w:p w:a="" w:b=""/>' * 200_000),
        word(b"", replaced={f"word/{n}.xml": b"" for n in range(uploads.MAX_ENTRIES)}),
    ],
    ids=["declared", "elements", "attributes", "entries"],
)
def test_a_document_that_unpacks_to_too_much_is_refused(data: bytes) -> None:
    assert refusal("essay.docx", data) == (
        Refusal.UNPACKS_TOO_LARGE,
        {"limit": uploads.MAX_UNPACKED},
    )


def test_many_parts_that_are_large_together_are_refused() -> None:
    parts = {f"word/media/{n}.bin": b"\0" * 3_000_000 for n in range(7)}
    assert refusal("essay.docx", word(b"", replaced=parts))[0] == Refusal.UNPACKS_TOO_LARGE


def test_an_entry_that_lies_about_its_size_is_refused() -> None:
    body = paragraph("It rained.") + b" " * 19_000_000
    size = struct.pack("<I", len(HEAD + body + TAIL))
    lie = word(body).replace(size, struct.pack("<I", 1_000))
    assert refusal("essay.docx", lie)[0] == Refusal.NOT_DOCX


def test_a_list_of_contents_without_end_is_refused_unread() -> None:
    file = BytesIO()
    with ZipFile(file, "w") as package:
        for number in range(20_000):
            package.writestr(str(number), b"")
    assert refusal("essay.docx", file.getvalue())[0] == Refusal.UNPACKS_TOO_LARGE
