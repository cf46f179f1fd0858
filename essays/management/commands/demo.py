"""Serves the whole site on this machine alone, with the sample essay and two known accounts."""

import os
import socket
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, connections

from essays.models import User
from essays.services.demo import demo_person, let_comment, load_demo

# Known passwords are for this machine alone: the server listens nowhere else.
HOST = "127.0.0.1"
PASSWORDS = {"teacher": "teacher-demo", "student": "student-demo"}


class Command(BaseCommand):
    help = "Prepares the database, loads the sample essay and serves the site on this machine."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--port", default=os.environ.get("PORT", "8000"), help="8000, or PORT where it is set"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        port = _free_port(options["port"])
        _refuse_a_real_site()
        call_command("migrate", verbosity=0, interactive=False)
        _prepare_files()
        teacher, student = (_person(name) for name in PASSWORDS)
        let_comment(load_demo(teacher), student)
        self.stdout.write(f"Argmap is at http://{HOST}:{port}/ until you press Ctrl-C.")
        for user in (teacher, student):
            self.stdout.write(f"Sign in as {user.username}, password {_known_password(user)}.")
        self.stdout.flush()
        connections.close_all()
        _serve(port)


def _free_port(value: str) -> int:
    if not (value.isascii() and value.isdigit() and 0 < int(value) < 65536):
        raise CommandError(f"The port is a number from 1 to 65535, not {value!r}.")
    port = int(value)
    with socket.socket() as probe:
        # as the server does: what an earlier run left behind is no obstacle
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise CommandError(
                f"Port {port} cannot be had ({error.strerror}). Choose another: "
                f"PORT={port % 65535 + 1} make demo, or --port."
            ) from error
    return port


def _refuse_a_real_site() -> None:
    """Keep accounts with known passwords out of a site that others reach."""
    host = urlsplit(settings.SITE_URL).hostname
    if host not in {"localhost", "127.0.0.1", "::1"}:
        raise CommandError(f"ARGMAP_SITE_URL names {host}: the demo is for this machine alone.")
    if connection.vendor != "sqlite":
        raise CommandError("DATABASE_URL names a server: the demo keeps its data in SQLite.")


def _prepare_files() -> None:
    """Make the font and the hashed files where they are missing; `make demo` has made them."""
    if not (settings.VAR / "static" / "fonts").is_dir():
        call_command("build_fonts")
    if settings.HASHED_STATIC and not (Path(settings.STATIC_ROOT) / "staticfiles.json").exists():
        call_command("collectstatic", verbosity=0, interactive=False)


def _person(name: str) -> User:
    return demo_person(name, name=f"Demo {name}", password=PASSWORDS[name]).user


def _known_password(user: User) -> str:
    password = PASSWORDS[user.username.lower()]
    return password if user.check_password(password) else "as you have changed it"


def _serve(port: int) -> None:
    """Become the server, so that Ctrl-C reaches it and nothing stays behind."""
    os.environ["ARGMAP_SITE_URL"] = f"http://{HOST}:{port}"
    os.environ["ARGMAP_VAR"] = str(settings.VAR)
    os.chdir(settings.BASE_DIR)
    place = ["--host", HOST, "--port", str(port), "--workers", "1"]
    how = ["--interface", "asginl", "--no-ws", "--log-level", "warning"]
    command = [sys.executable, "-m", "granian", *how, *place, "argmap.asgi:application"]
    os.execv(sys.executable, command)  # noqa: S606 - a fixed command with a number in it
