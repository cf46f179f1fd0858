"""Reads a map from a file, or the maps of a folder, each into a new essay."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from essays.formats.base import FormatError
from essays.formats.documents import MAX_BYTES
from essays.forms.losses import flaw_words, sentences, unknown_words
from essays.models import User
from essays.services.importing import READABLE, NotRecognised, Reading, import_map, read

_WIDTH = 40  # of a file's name in the table


class Command(BaseCommand):
    help = (
        "Makes an essay of a file, or of every file of a folder. A file that cannot be read stores "
        "nothing; the exit code is 1 when there was one."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="a file, or a folder of files")
        parser.add_argument("--format", choices=[one.name for one in READABLE], default="")
        parser.add_argument("--owner", help="whose essays they become")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what is read and lost, store nothing"
        )

    def handle(self, *args: Any, **given: Any) -> None:
        owner = None if given["dry_run"] else _owner(given["owner"])
        path: Path = given["path"]
        if _is_file(path):
            self._one(path, given["format"], owner)
            return
        if not path.is_dir():
            raise CommandError(f"There is no file {path}.")
        files = sorted(file for file in path.rglob("*") if _is_file(file))
        failed = sum(not self._row(file, path, given["format"], owner) for file in files)
        self.stdout.write(f"{len(files) - failed} of {len(files)} files were read.")
        if failed:
            raise SystemExit(1)

    def _one(self, file: Path, format: str, owner: User | None) -> None:
        reading, refused = _read(file, format)
        if reading is None:
            raise CommandError(f"{_shown(file)}: {refused}")
        for line in sentences(reading.report):
            self.stdout.write(line)
        self.stdout.write(f"{_size(reading)}, read as {reading.format.title}.")
        if owner is not None:
            self.stdout.write(str(import_map(owner, reading.graph).pk))

    def _row(self, file: Path, folder: Path, format: str, owner: User | None) -> bool:
        """Write one line of the table; return whether the file was read."""
        reading, refused = _read(file, format)
        name = _shown(file.relative_to(folder))
        if reading is None:
            self.stdout.write(f"{name:{_WIDTH}} not read: {refused}")
            return False
        lost = len(reading.report.losses)
        told = f"{_size(reading)}, {reading.format.title}, {lost} losses"
        if owner is not None:
            told = f"{told}, {import_map(owner, reading.graph).pk}"
        self.stdout.write(f"{name:{_WIDTH}} {told}")
        return True


def _is_file(path: Path) -> bool:
    """Return whether a path may be a file: also where that is not for us to know."""
    try:
        return path.is_file()
    except OSError:
        return True


def _shown(path: Path) -> str:
    """Return a name that can be written, whatever its bytes and signs."""
    name = str(path).encode(errors="backslashreplace").decode()
    return "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in name)


def _read(file: Path, format: str) -> tuple[Reading | None, str]:
    """Return what a file says, or why it says nothing."""
    try:
        if file.stat().st_size > MAX_BYTES:
            return None, "The file is larger than 20 MB."
        return read(file.read_bytes(), name=file.name, format=format), ""
    except NotRecognised as error:
        return None, unknown_words(error)
    except FormatError as error:
        return None, flaw_words(error)
    except OSError as error:
        return None, f"{error.strerror}."


def _size(reading: Reading) -> str:
    graph = reading.graph
    return f"{len(graph.nodes)} boxes, {len(graph.relations)} steps"


def _owner(name: str | None) -> User:
    if name is None:
        raise CommandError("Say whose essays they become: --owner NAME, or try with --dry-run.")
    owner = User.objects.filter(username=name).first()
    if owner is None:
        raise CommandError(f"There is nobody with the name {name}.")
    return owner
