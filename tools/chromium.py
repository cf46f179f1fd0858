"""Finds a Chromium for the browser tests, or gets one. Standard library only, Python 3.10."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
VARIABLE = "ARGMAP_CHROMIUM"
PATIENCE = 30  # seconds for a browser to say its version
_ADVICE = f"Install the package chromium, or set {VARIABLE} to a Chromium or Chrome."


def find() -> str | None:
    """The path of a Chromium: the one named in ARGMAP_CHROMIUM, one on PATH, or Playwright's."""
    if named := os.environ.get(VARIABLE):
        return shutil.which(named)
    on_path = (found for name in NAMES if (found := shutil.which(name)))
    return next(on_path, None) or _of_playwright()


def _of_playwright() -> str | None:
    """The newest browser that Playwright downloaded for this person."""
    home = os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or "~/.cache/ms-playwright"
    builds = Path(home).expanduser().glob("chromium-*/chrome-linux*/chrome")
    return max(map(str, builds), default=None)


def bring(python: str) -> str:
    """The path of a Chromium, installed first where there is none; `python` has Playwright.

    Raises LookupError with what was tried and what to do.
    """
    found, named = find(), os.environ.get(VARIABLE)
    if found and not (broken := why_not(found)):
        return found
    if named:
        what = broken if found else "is no program that can be run"
        raise LookupError(f"{VARIABLE} names {named}, which {what}.\n{_ADVICE}")
    tried = [f"{found} --version, which {broken}"] if found else []
    for command in _ways(python):
        print("+", " ".join(command), flush=True)
        if subprocess.run(command, check=False).returncode == 0 and (found := find()):
            if not (broken := why_not(found)):
                return found
            tried.append(f"{found} --version, which {broken}")
        tried.append(" ".join(command))
    raise LookupError(
        "The browser tests need a Chromium that starts and found none.\n"
        + "".join(f"  tried: {line}\n" for line in tried)
        + _ADVICE
    )


def why_not(path: str) -> str | None:
    """Why this browser cannot be used, None when it says its version."""
    try:
        done = subprocess.run(
            [path, "--version"], capture_output=True, text=True, timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        return f"does not answer within {PATIENCE} s"
    except OSError as error:
        return f"cannot be started: {error.strerror}"
    said = (done.stderr or done.stdout).strip().splitlines()
    if done.returncode:
        return f"ends with {done.returncode}" + (f": {said[-1]}" if said else "")
    return None if done.stdout.strip() else "says no version"


def _ways(python: str) -> list[list[str]]:
    """The commands that may install one, in the order to try them."""
    playwright = [python, "-m", "playwright", "install", "chromium"]
    if shutil.which("apt-get") and os.geteuid() == 0:
        debian = ["apt-get", "install", "--yes", "--no-install-recommends", "chromium"]
        return [["apt-get", "update", "--quiet=2"], debian, playwright]
    return [playwright]
