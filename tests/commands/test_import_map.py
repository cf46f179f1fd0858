"""`manage.py import_map`: a file, or a folder of them, for scripts."""

import os
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from essays.models import Essay
from essays.services.importing import SAMPLES
from tests.factories import ada

pytestmark = pytest.mark.django_db

SAMPLE = SAMPLES / "native.json"


def told(*args: object) -> str:
    out = StringIO()
    call_command("import_map", *map(str, args), stdout=out)
    return out.getvalue()


def test_a_file_becomes_an_essay_of_its_owner() -> None:
    said = told(SAMPLE, "--owner", ada().username)
    essay = Essay.objects.get()
    assert said.splitlines() == ["8 boxes, 6 steps, read as Argmap JSON.", str(essay.pk)]
    assert essay.owner == ada()


def test_a_dry_run_needs_nobody_and_stores_nothing() -> None:
    assert "8 boxes" in told(SAMPLE, "--dry-run")
    assert not Essay.objects.exists()


def test_a_folder_gives_a_table_and_an_exit_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "good.json").write_bytes(SAMPLE.read_bytes())
    (tmp_path / "deeper").mkdir()
    (tmp_path / "deeper" / "bad.json").write_text('{"argmap": 1')
    out = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("import_map", str(tmp_path), "--owner", ada().username, stdout=out)
    assert ended.value.code == 1
    bad, good, last = out.getvalue().splitlines()
    assert bad.startswith("deeper/bad.json")
    assert "not read: Line 1, column" in bad
    assert "8 boxes, 6 steps, Argmap JSON, 0 losses" in good
    assert last == "1 of 2 files were read."
    assert Essay.objects.count() == 1
    (tmp_path / "deeper" / "bad.json").unlink()
    assert "1 of 1 files were read." in told(tmp_path, "--dry-run")


def test_a_folder_is_read_whatever_its_names_and_links(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"caf\xe9\n.json")).write_bytes(SAMPLE.read_bytes())
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "self").symlink_to(tmp_path / "self")
    (tmp_path / "gone").symlink_to(tmp_path / "nothing")
    os.mkfifo(tmp_path / "pipe")
    out = TextIOWrapper(BytesIO(), encoding="utf-8", write_through=True)
    call_command("import_map", str(tmp_path), "--dry-run", stdout=out)
    first, last = out.buffer.getvalue().decode().splitlines()
    assert first.startswith("caf\\udce9\\n.json")
    assert last == "1 of 1 files were read."
    for path in (tmp_path / "pipe", tmp_path / "self"):
        with pytest.raises(CommandError, match="There is no file"):
            told(path, "--dry-run")


def test_a_file_that_may_not_be_read_is_a_row_like_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "shut.json").write_bytes(SAMPLE.read_bytes())

    def refuse(path: Path, **_given: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    real = Path.is_file
    monkeypatch.setattr(
        Path, "is_file", lambda path: refuse(path) if path.name == "shut.json" else real(path)
    )
    monkeypatch.setattr(Path, "read_bytes", refuse)
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("import_map", str(tmp_path), "--dry-run", stdout=out)
    assert "not read: Permission denied." in out.getvalue()


def test_what_does_not_go_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "odd.bin").write_bytes(b"\0\1")
    (tmp_path / "odd.json").write_bytes(b"{}")
    for args, words in (
        ((SAMPLE,), "--owner NAME"),
        ((SAMPLE, "--owner", "nobody"), "There is nobody with the name nobody."),
        ((tmp_path / "gone", "--dry-run"), "There is no file"),
        ((SAMPLE, "--dry-run", "--format", "native"), ""),
        ((tmp_path / "odd.json", "--dry-run"), "like JSON, but like none of the kinds"),
        ((tmp_path / "odd.bin", "--dry-run"), "no format that is known here"),
        ((tmp_path / "odd.bin", "--dry-run", "--format", "native"), "cannot be read"),
    ):
        if not words:
            told(*args)
            continue
        with pytest.raises(CommandError, match=words):
            told(*args)
    assert not Essay.objects.exists()
