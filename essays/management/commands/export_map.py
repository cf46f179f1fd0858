"""Writes the map of an essay to a file, or to standard output."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from essays.forms.losses import sentences
from essays.layout.pdf import Paper
from essays.layout.scene import View
from essays.models import Essay
from essays.services.exporting import (
    ALIASES,
    EXPORTS,
    Options,
    Shade,
    WidthRefused,
    export_of,
    losses_of,
)


class Command(BaseCommand):
    help = (
        "Writes the map of an essay: as data, or drawn as SVG, PNG or PDF. Without --output the "
        "bytes go to standard output."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("id", help="the essay's id, as in its address")
        parser.add_argument(
            "--format",
            required=True,
            choices=[*ALIASES, *EXPORTS],
            help="what to write",
        )
        parser.add_argument("-o", "--output", type=Path, help="the file to write")
        parser.add_argument("--view", choices=list(map(str, View)), default=str(View.TOP_DOWN))
        parser.add_argument("--theme", choices=list(map(str, Shade)), default=str(Shade.LIGHT))
        parser.add_argument("--width", type=int, help="of a PNG, in px")
        parser.add_argument(
            "--paper",
            choices=list(map(str, Paper)),
            default=str(Paper.POSTER),
            help="of a PDF: one page as large as the drawing, or sheets to put together",
        )

        parser.add_argument(
            "--report", action="store_true", help="only say what the format cannot say of the map"
        )

    def handle(self, *args: Any, **given: Any) -> None:
        options = Options(
            view=View(given["view"]),
            theme=Shade(given["theme"]),
            width=given["width"],
            paper=Paper(given["paper"]),
        )
        if given["report"]:
            report = losses_of(_essay(given["id"]), given["format"])
            self.stdout.write("\n".join(sentences(report)) or "Nothing is lost.")
            return
        try:
            file = export_of(_essay(given["id"]), given["format"], options)
        except WidthRefused as refused:
            bounds = f"{refused.least} to {refused.most}"
            raise CommandError(f"--width: this drawing can be {bounds} px wide.") from refused
        if given["output"] is None:
            # bytes go past the wrapper, which knows only text
            sys.stdout.buffer.write(file.data)
            return
        try:
            given["output"].write_bytes(file.data)
        except OSError as error:
            raise CommandError(f"{given['output']}: {error.strerror}.") from error
        self.stderr.write(f"Wrote {given['output']}, {len(file.data):,} bytes.")


def _essay(text: str) -> Essay:
    try:
        found = Essay.objects.defer("text", "extra").filter(pk=UUID(text), deleted=None).first()
    except ValueError as error:
        raise CommandError(f"{text!r} is no id of an essay.") from error
    if found is None:
        raise CommandError(f"There is no essay {text}.")
    return found
