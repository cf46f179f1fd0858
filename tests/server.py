"""The real server for journeys: one granian ASGI process on the test database."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.parse import quote, urlencode
from urllib.request import urlopen

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent


def free_port() -> int:
    """A port of this machine that nothing listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def database_url() -> str:
    """The address of the database that this process tests on, for a second process."""
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{quote(str(database['NAME']))}"
    user = quote(database["USER"], safe="")
    password = quote(database["PASSWORD"], safe="")
    # a socket's folder cannot stand between // and /, so host and port go behind
    place = {key: value for key in ("HOST", "PORT") if (value := database[key])}
    query = urlencode({key.lower(): value for key, value in place.items()})
    return f"postgres://{user}:{password}@/{quote(database['NAME'])}?{query}"


@contextmanager
def granian(*arguments: str, port: int, environment: dict[str, str]) -> Iterator[str]:
    """Serves for as long as the block runs; gives the address. Fails with the server's own log."""
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "granian", *arguments],
            cwd=ROOT,
            env={**os.environ, **environment},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        url = f"http://127.0.0.1:{port}"
        try:
            if not _ready(process, url):
                log.seek(0)
                raise RuntimeError(f"The server did not start:\n{log.read()}")
            yield url
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _ready(process: subprocess.Popen[bytes], url: str, *, seconds: float = 60) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        try:
            with urlopen(f"{url}/readyz", timeout=5):
                return True
        except (URLError, OSError):
            time.sleep(0.1)
    return False


@contextmanager
def site(**settings_given: str) -> Iterator[str]:
    """Serves the whole site on the test database, with more settings; gives its address."""
    port = free_port()
    environment = {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DATABASE_URL": database_url(),
        "ARGMAP_SITE_URL": f"http://127.0.0.1:{port}",
        # one address signs in for every test of the run
        **{f"ARGMAP_LIMIT_{name.upper()}": "100000/min" for name in settings.RATE_LIMITS},
        **settings_given,
    }
    place = ["--interface", "asginl", "--host", "127.0.0.1", "--port", str(port), "--no-ws"]
    with granian(*place, "argmap.asgi:application", port=port, environment=environment) as url:
        yield url
