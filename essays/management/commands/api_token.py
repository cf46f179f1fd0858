"""Makes an API token for somebody and prints it as the last line."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from essays.models import TokenScope, User
from essays.services.tokens import issue_token


class Command(BaseCommand):
    help = "Makes an API token for a user. The last line printed is the token; it is not kept."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("user", help="the sign-in name")
        parser.add_argument("--name", default="manage.py api_token", help="what the token is for")
        parser.add_argument(
            "--scope", choices=TokenScope.values, default=TokenScope.WRITE, help="what it may do"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(username__iexact=options["user"], is_active=True).first()
        if user is None:
            raise CommandError(f"There is nobody with the sign-in name {options['user']!r}.")
        scope = TokenScope(options["scope"])
        new = issue_token(user, name=options["name"], scope=scope)
        self.stdout.write(f"{user} may use this token to {scope.label}:")
        self.stdout.write(new.key)
