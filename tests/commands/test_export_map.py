"""`manage.py export_map`: a map as a file, for scripts."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from essays.formats import native
from essays.models import Essay
from essays.services.loading import load
from tests.factories import make_essay, make_map

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def essay() -> Essay:
    essay = make_essay()
    make_map(essay)
    return essay


@pytest.mark.parametrize(
    ("form", "start"),
    [("json", b"{"), ("native", b"{"), ("svg", b"<svg "), ("png", b"\x89PNG"), ("pdf", b"%PDF")],
)
def test_the_file_is_written(essay, tmp_path, form, start):
    file = tmp_path / "map"
    call_command("export_map", str(essay.pk), "--format", form, "-o", str(file))
    assert file.read_bytes().startswith(start)


def test_without_a_file_the_bytes_go_to_standard_output(essay, capfdbinary):
    call_command("export_map", str(essay.pk), "--format", "json")
    document, _losses = native.dump(load(essay.pk))
    assert capfdbinary.readouterr().out == document


def test_options_are_taken(essay, tmp_path):
    file = tmp_path / "map.pdf"
    call = ("export_map", str(essay.pk), "--format", "pdf", "-o", str(file))
    call_command(*call, "--paper", "a4", "--theme", "dark", "--view", "left-right")
    assert b"595." in file.read_bytes()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--format", "docx"), "--format: invalid choice: 'docx'"),
        (("--format", "png", "--width", "5"), "--width: this drawing can be 100 to"),
        (("--format", "png", "--width", "wide"), "--width: invalid int value"),
        (("--format", "pdf", "--paper", "a9"), "--paper: invalid choice: 'a9'"),
        (("--format", "svg", "--view", "round"), "--view: invalid choice: 'round'"),
        (("--format", "svg", "-o", "/nowhere/map.svg"), "/nowhere/map.svg: No such file"),
    ],
)
def test_a_bad_option_is_one_line_and_writes_nothing(essay, capfd, options, said):
    with pytest.raises(CommandError) as refused:
        call_command("export_map", str(essay.pk), *options)
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)
    assert capfd.readouterr().out == ""


@pytest.mark.parametrize("id", ["what", "0190b0a4-0000-7000-8000-000000000000"])
def test_an_essay_that_is_not_there_is_named(id):
    with pytest.raises(CommandError, match=id):
        call_command("export_map", id, "--format", "svg")


def test_an_essay_in_the_bin_is_not_exported(essay):
    Essay.objects.update(deleted=timezone.now())
    with pytest.raises(CommandError, match=str(essay.pk)):
        call_command("export_map", str(essay.pk), "--format", "svg")


def test_the_command_explains_itself():
    command = [sys.executable, "manage.py", "export_map", "--help"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    for word in ("--format", "--width", "--paper", "poster", "left-right"):
        assert word in done.stdout
