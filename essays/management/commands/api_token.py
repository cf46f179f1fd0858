"""Makes an API token for somebody and prints it as the last line; lists and revokes them."""

from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from essays.graph.errors import NotFound
from essays.models import TokenScope, User
from essays.services.tokens import issue_token, revoke_token, tokens_of


class Command(BaseCommand):
    help = "Makes an API token for a user. The last line printed is the token; it is not kept."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("user", help="the sign-in name")
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--list", action="store_true", help="list the tokens that work")
        what.add_argument("--revoke", metavar="ID", type=UUID, help="end a token of the list")
        parser.add_argument("--name", default="manage.py api_token", help="what the token is for")
        parser.add_argument(
            "--scope", choices=TokenScope.values, default=TokenScope.WRITE, help="what it may do"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(username__iexact=options["user"], is_active=True).first()
        if user is None:
            raise CommandError(f"There is nobody with the sign-in name {options['user']!r}.")
        if options["list"]:
            for token in tokens_of(user):
                used = f"{token.last_used:%Y-%m-%d}" if token.last_used else "never used"
                self.stdout.write(f"{token.pk}  {token.scope:<5}  {used:<10}  {token.name}")
            return
        if options["revoke"]:
            self._revoke(user, options["revoke"])
            return
        scope = TokenScope(options["scope"])
        new = issue_token(user, name=options["name"], scope=scope)
        self.stdout.write(f"{user} may use this token to {scope.label}:")
        self.stdout.write(new.key)

    def _revoke(self, user: User, token_id: UUID) -> None:
        try:
            revoke_token(user, token_id)
        except NotFound as error:
            raise CommandError(f"{user} has no such token, or it was revoked.") from error
        self.stdout.write("The token is revoked.")
