"""Finds a Chromium for the browser tests, or gets one. Standard library only, Python 3.10."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
VARIABLE = "ARGMAP_CHROMIUM"


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
    if found := find():
        return found
    if named := os.environ.get(VARIABLE):
        raise LookupError(f"{VARIABLE} names {named}, which is no program that can be run.")
    tried = []
    for command in _ways(python):
        print("+", " ".join(command), flush=True)
        if subprocess.run(command, check=False).returncode == 0 and (found := find()):
            return found
        tried.append(" ".join(command))
    raise LookupError(
        "The browser tests need Chromium and found none.\n"
        + "".join(f"  tried: {line}\n" for line in tried)
        + f"Install the package chromium, or set {VARIABLE} to a Chromium or Chrome."
    )


def _ways(python: str) -> list[list[str]]:
    """The commands that may install one, in the order to try them."""
    playwright = [python, "-m", "playwright", "install", "chromium"]
    if shutil.which("apt-get") and os.geteuid() == 0:
        debian = ["apt-get", "install", "--yes", "--no-install-recommends", "chromium"]
        return [["apt-get", "update", "--quiet=2"], debian, playwright]
    return [playwright]
