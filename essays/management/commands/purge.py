"""Throws away what has been kept long enough."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from essays.services.essays import BIN_DAYS, purge_bin
from essays.services.idempotency import purge_keys
from essays.services.limits import purge_counts
from essays.services.sharing import purge_invitations


class Command(BaseCommand):
    help = "Deletes for good what is old: essays in the bin, dead links, kept answers, counts."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--days", type=int, default=BIN_DAYS, help="how long essays stay in the bin"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        essays = purge_bin(days=options["days"])
        links = purge_invitations()
        answers = purge_keys()
        purge_counts()
        self.stdout.write(
            f"Essays deleted for good: {essays}. Links deleted: {links}."
            f" Answers deleted: {answers}."
        )
