"""Typed readers for the environment; each says what to set when a value does not fit.

SettingError                     (django.core.exceptions.ImproperlyConfigured)
"""

import os
import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

_YES = {"1", "true", "yes", "on"}
_NO = {"0", "false", "no", "off"}
_SECONDS = {"s": 1, "min": 60, "h": 3600, "day": 86400}
_POSTGRES = {"postgres", "postgresql"}


class SettingError(ImproperlyConfigured):
    """A value from the environment that the site cannot run with."""

    def __init__(self, name: str, needed: str) -> None:
        super().__init__(f"Set {name} in the environment: {needed}.")
        self.name = name


@dataclass(frozen=True, slots=True)
class Rate:
    """At most `count` events in any window of `seconds`."""

    count: int
    seconds: int


def text(name: str, *, default: str) -> str:
    """The value with outer blanks removed; the default when unset or blank."""
    return os.environ.get(name, "").strip() or default


def required(name: str, *, needed: str) -> str:
    """The value, which must be there."""
    if value := text(name, default=""):
        return value
    raise SettingError(name, needed)


def switch(name: str, *, default: bool) -> bool:
    """True or False from on/off, yes/no, true/false or 1/0."""
    value = text(name, default="on" if default else "off").lower()
    if value in _YES:
        return True
    if value in _NO:
        return False
    raise SettingError(name, f"on or off, not {value!r}")


def number(name: str, *, default: int, least: int = 0) -> int:
    """A whole number of at least `least`."""
    value = text(name, default=str(default))
    if value.isascii() and value.isdigit() and int(value) >= least:
        return int(value)
    raise SettingError(name, f"a whole number of at least {least}, not {value!r}")


def words(name: str, *, default: str = "") -> list[str]:
    """The values between commas or blanks, in order."""
    return re.split(r"[,\s]+", value) if (value := text(name, default=default)) else []


def choice[Choice: StrEnum](name: str, *, default: Choice) -> Choice:
    """One member of the default's enum, by its value."""
    value = text(name, default=default.value).lower()
    kinds = type(default)
    if value in kinds:
        return kinds(value)
    raise SettingError(name, f"one of {', '.join(kinds)}, not {value!r}")


def folder(name: str, *, default: Path) -> Path:
    """An absolute path; the folder is made when it is missing."""
    path = Path(text(name, default=str(default))).absolute()
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingError(name, f"a folder that can be written ({error})") from error
    return path


def rate(name: str, *, default: str) -> Rate:
    """A rate such as 20/min or 5/15min; the units are s, min, h and day."""
    value = text(name, default=default)
    if found := re.fullmatch(r"(\d{1,9})/(\d{0,5})(s|min|h|day)", value):
        rate = Rate(int(found[1]), int(found[2] or 1) * _SECONDS[found[3]])
        if rate.count and rate.seconds:
            return rate
    raise SettingError(name, f"a rate such as 20/min or 5/15min, not {value!r}")


def site_url(name: str, *, default: str) -> SplitResult:
    """The parts of a web address that has a scheme, a host and no path."""
    value = text(name, default=default).rstrip("/")
    parts = _split(name, value)
    if parts.scheme in {"http", "https"} and parts.hostname and value == _origin(parts):
        return parts
    raise SettingError(name, f"an address such as https://maps.example.org, not {value!r}")


def _origin(parts: SplitResult) -> str:
    return f"{parts.scheme}://{parts.netloc}"


def _split(name: str, value: str) -> SplitResult:
    try:
        parts = urlsplit(value)
        _ = parts.port  # raises ValueError where the port is no number
    except ValueError as error:
        raise SettingError(name, f"an address that can be read ({error})") from error
    return parts


def database(name: str, *, sqlite: Path, pool: int) -> dict[str, Any]:
    """Django's settings for the database at a URL; a SQLite file when it is unset.

    `pool` is how many connections one process may hold on PostgreSQL.
    """
    value = text(name, default="")
    if not value:
        return _sqlite(str(sqlite))
    parts = _split(name, value)
    if parts.scheme == "sqlite" and parts.path.strip("/"):
        return _sqlite(unquote(parts.path))
    if parts.scheme in _POSTGRES and parts.path.strip("/"):
        return _postgres(parts, pool=pool)
    # the value may hold a password, so the message does not repeat it
    raise SettingError(name, "postgres://user:password@host:5432/name or sqlite:////path/to/file")


def _sqlite(path: str) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            # a reader that turns writer half-way would fail at once instead of waiting
            "transaction_mode": "IMMEDIATE",
            "timeout": 5,
            # NORMAL may take back acknowledged commits after a power cut
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL",
        },
    }


def _postgres(parts: SplitResult, *, pool: int) -> dict[str, Any]:
    options: dict[str, Any] = {
        # without these a cut network holds every thread for tens of seconds
        "connect_timeout": 3,
        "tcp_user_timeout": 3000,
        "keepalives_idle": 5,
        "keepalives_interval": 1,
        "keepalives_count": 3,
        "options": "-c statement_timeout=5000 -c lock_timeout=2000",
        **dict(parse_qsl(parts.query)),
    }
    if pool:
        options["pool"] = {"min_size": 1, "max_size": pool, "timeout": 3}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
    }


def mailer(name: str) -> dict[str, Any]:
    """Django's settings for the mail server at a URL; the console when it is unset."""
    value = text(name, default="console")
    if value == "console":
        return {"BACKEND": "django.core.mail.backends.console.EmailBackend"}
    parts = _split(name, value)
    if parts.scheme not in {"smtp", "smtps", "smtp+starttls"} or not parts.hostname:
        raise SettingError(name, "console or smtp+starttls://user:password@host:587")
    return {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": parts.hostname,
            "port": parts.port or {"smtp": 25, "smtps": 465}.get(parts.scheme, 587),
            "username": unquote(parts.username or ""),
            "password": unquote(parts.password or ""),
            "use_ssl": parts.scheme == "smtps",
            "use_tls": parts.scheme == "smtp+starttls",
            "timeout": 10,
        },
    }
