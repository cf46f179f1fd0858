"""The scripts that bring what make needs, where something is missing."""

import sys
from pathlib import Path

import pytest

from tools import chromium, postgres, prepare


@pytest.fixture
def empty_machine(monkeypatch, tmp_path):
    """No program on PATH, and a home with nothing in it."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("PLAYWRIGHT_BROWSERS_PATH", raising=False)
    monkeypatch.delenv(chromium.VARIABLE, raising=False)
    return tmp_path


def _program(path: Path, script: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


def test_a_browser_that_is_named_goes_first(empty_machine, monkeypatch):
    on_path = _program(empty_machine / "chromium", "true")
    assert chromium.find() == str(on_path)
    named = _program(empty_machine / "mine" / "browser", "true")
    monkeypatch.setenv(chromium.VARIABLE, str(named))
    assert chromium.find() == str(named)


def test_a_browser_that_playwright_brought_is_found(empty_machine):
    build = empty_machine / ".cache" / "ms-playwright" / "chromium-1200" / "chrome-linux" / "chrome"
    _program(build, "true")
    assert chromium.find() == str(build)


def test_a_missing_browser_is_explained(empty_machine):
    failing = _program(empty_machine / "python", "exit 1")
    with pytest.raises(LookupError) as caught:
        chromium.bring(str(failing))
    told = str(caught.value)
    assert f"tried: {failing} -m playwright install chromium" in told
    assert "Install the package chromium" in told


def test_a_named_browser_that_is_none_is_explained(empty_machine, monkeypatch):
    monkeypatch.setenv(chromium.VARIABLE, "/nowhere/chrome")
    with pytest.raises(LookupError, match="names /nowhere/chrome"):
        chromium.bring(sys.executable)


@pytest.mark.parametrize(
    ("script", "why"),
    [
        ("exit 1", "which ends with 1"),
        ("echo libnss3.so is missing >&2; exit 127", "ends with 127: libnss3.so is missing"),
        ("true", "says no version"),
        ("while true; do :; done", "does not answer within 1 s"),
    ],
)
def test_a_named_browser_that_does_not_start_is_explained(empty_machine, monkeypatch, script, why):
    named = _program(empty_machine / "mine" / "browser", script)
    monkeypatch.setenv(chromium.VARIABLE, str(named))
    monkeypatch.setattr(chromium, "PATIENCE", 1)
    with pytest.raises(LookupError) as caught:
        chromium.bring(sys.executable)
    assert why in str(caught.value)
    assert "Install the package chromium" in str(caught.value)


def test_a_browser_on_the_path_that_does_not_start_is_no_browser(empty_machine):
    failing = _program(empty_machine / "python", "exit 1")
    broken = _program(empty_machine / "chromium", "exit 3")
    with pytest.raises(LookupError, match=f"{broken} --version, which ends with 3"):
        chromium.bring(str(failing))
    _program(broken, "echo Chromium 150")
    assert chromium.bring(str(failing)) == str(broken)


def test_a_missing_database_server_is_explained(empty_machine, monkeypatch):
    monkeypatch.setattr(postgres, "SYSTEM", empty_machine)
    with pytest.raises(LookupError, match="set DATABASE_URL to a server"):
        postgres.binaries()


def test_the_newest_database_server_is_taken(empty_machine, monkeypatch):
    monkeypatch.setattr(postgres, "SYSTEM", empty_machine)
    for version in ("14", "15", "18"):
        folder = empty_machine / version / "bin"
        _program(folder / "initdb", f"echo initdb PostgreSQL {version}.4")
        _program(folder / "pg_ctl", "true")
    assert postgres.binaries() == empty_machine / "18" / "bin"


def test_a_database_server_that_is_too_old_is_not_taken(empty_machine, monkeypatch):
    monkeypatch.setattr(postgres, "SYSTEM", empty_machine)
    _program(empty_machine / "14" / "bin" / "initdb", "echo initdb PostgreSQL 14.9")
    _program(empty_machine / "14" / "bin" / "pg_ctl", "true")
    with pytest.raises(LookupError, match="version 15 or newer"):
        postgres.binaries()


def test_a_given_database_is_used_as_it_is(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://somewhere/else")
    check = "import os, sys; sys.exit(os.environ['DATABASE_URL'] != 'postgres://somewhere/else')"
    assert postgres.main([sys.executable, "-c", check]) == 0


def test_a_step_that_fails_says_which_why_and_what_to_do():
    with pytest.raises(prepare.StepFailed) as caught:
        prepare.run(["false"], step="trying", remedy="try again")
    assert str(caught.value).split("\n")[1:4] == [
        "Stopped at: trying",
        "Why: `false` ended with 1.",
        "What to do: try again",
    ]


def test_a_python_that_cannot_be_had_is_named(empty_machine):
    uv = _program(empty_machine / "uv", "exit 2")
    with pytest.raises(prepare.StepFailed, match=r"install Python 3\.13"):
        prepare.find_python(str(uv))


def test_an_old_uv_is_passed_over(empty_machine):
    assert prepare._version(str(_program(empty_machine / "old", "echo uv 0.4.30"))) == (0, 4)
    assert prepare._version(str(_program(empty_machine / "new", "echo uv 0.13.9"))) == (0, 13)
    assert prepare._version(str(_program(empty_machine / "odd", "exit 3"))) == (0,)


def test_a_step_that_was_done_leaves_its_stamp(tmp_path, monkeypatch):
    monkeypatch.setattr(prepare, "OWN", tmp_path)
    assert prepare.stamp("packages") == ""
    prepare.stamp("packages", "abc dev")
    assert prepare.stamp("packages") == "abc dev"


def test_packages_for_the_tests_are_enough_for_the_demo(empty_machine, monkeypatch):
    monkeypatch.setattr(prepare, "OWN", empty_machine)
    monkeypatch.setattr(prepare, "PYTHON", Path(sys.executable))
    _program(empty_machine / "uv", '[ "$1" = --version ] && echo uv 0.13.9')
    prepare.stamp("packages", f"{prepare.digest(prepare.LOCK)} dev")
    prepare.install_packages(extra=["--no-dev"], kind="plain")
    prepare.stamp("packages", "older")
    with pytest.raises(prepare.StepFailed, match="looking for Python"):
        prepare.install_packages(extra=["--no-dev"], kind="plain")
