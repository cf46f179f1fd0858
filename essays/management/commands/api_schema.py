"""Prints the OpenAPI document."""

from typing import Any

from django.core.management.base import BaseCommand

from essays.api.schema import document


class Command(BaseCommand):
    help = "Prints the OpenAPI document; docs/openapi.json holds what this prints."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(document().decode())
