"""Prints the OpenAPI document, or the JSON Schema of the native format."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from essays.api.schema import document, map_schema


class Command(BaseCommand):
    help = (
        "Prints the OpenAPI document, as docs/openapi.json holds it; with --map the JSON Schema of "
        "the native format, as docs/map.schema.json holds it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--map", action="store_true", help="the schema of the native format")

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write((map_schema() if options["map"] else document()).decode())
