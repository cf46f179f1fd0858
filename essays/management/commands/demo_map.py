"""Prints the map of the demo."""

from typing import Any

from django.core.management.base import BaseCommand

from essays.services.demo import demo_document


class Command(BaseCommand):
    help = "Prints the map of the demo; docs/examples/demo-map.json holds what this prints."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(demo_document().decode())
