"""The settings as a site that starts would read them, each in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connections
from django.db.utils import ConnectionHandler

from argmap import env

ROOT = Path(__file__).resolve().parents[2]
PUBLIC = {
    "ARGMAP_SITE_URL": "https://maps.example.org",
    "ARGMAP_SECRET_KEY": "a-key-for-this-test-alone-Zp8vQ2mX7rT4wK1nB6yH3dF9",
    "ARGMAP_CACHE": "database",
    "ARGMAP_EMAIL_URL": "smtp://mail.example.org",
}


@pytest.fixture
def manage(tmp_path):
    """Runs manage.py under exactly these settings."""

    def run(*arguments, **settings):
        ours = ("ARGMAP", "DJANGO")  # a browser in this process leaves one of Django's
        kept = {key: value for key, value in os.environ.items() if not key.startswith(ours)}
        kept.pop("DATABASE_URL", None)
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env={
                **kept,
                "DJANGO_SETTINGS_MODULE": "argmap.settings",
                "ARGMAP_VAR": str(tmp_path),
                **settings,
            },
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def test_a_public_site_passes_the_deployment_checks(manage):
    done = manage("check", "--deploy", "--fail-level", "WARNING", **PUBLIC)
    assert done.returncode == 0, done.stderr


def test_a_public_site_wants_a_secret_key(manage):
    done = manage("check", **{**PUBLIC, "ARGMAP_SECRET_KEY": ""})
    assert done.returncode != 0
    assert "Set ARGMAP_SECRET_KEY in the environment: 50 or more" in done.stderr


def test_a_site_on_this_machine_makes_its_own_key_once(manage, tmp_path):
    assert manage("check").returncode == 0
    file = tmp_path / "secret-key"
    key = file.read_text()
    assert len(key) >= 50
    assert file.stat().st_mode & 0o077 == 0
    assert manage("check").returncode == 0
    assert file.read_text() == key
    assert [path.name for path in tmp_path.glob("secret-key*")] == ["secret-key"]


def test_events_in_a_process_of_their_own_are_refused_on_sqlite(manage):
    done = manage("check", ARGMAP_EVENTS_PROCESS="separate")
    assert done.returncode != 0
    assert "argmap.E001" in done.stderr


def test_limits_counted_in_each_process_are_pointed_out(manage):
    on_postgres = {**PUBLIC, "DATABASE_URL": "postgres://db/maps", "ARGMAP_CACHE": "local"}
    done = manage("check", "--deploy", **on_postgres)
    assert "argmap.W001" in done.stderr


def test_a_missing_migration_is_noticed(manage):
    done = manage("makemigrations", "--check", "--dry-run")
    assert done.returncode == 0, done.stdout


@pytest.mark.django_db
def test_sqlite_keeps_what_it_acknowledged(tmp_path):
    settings = env.database("ARGMAP_UNSET", sqlite=tmp_path / "kept.sqlite3", pool=0)
    handler = ConnectionHandler({"default": settings})
    connection = handler["default"]
    with connection.cursor() as cursor:
        read = {
            name: cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    connection.close()
    assert read == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


@pytest.mark.django_db
def test_tests_run_on_a_database_that_another_process_can_open():
    assert "memory" not in str(connections["default"].settings_dict["NAME"])
