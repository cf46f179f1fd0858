"""Brings what a make target needs: uv, Python, the locked packages, fonts, a browser.

    python3 tools/prepare.py demo     to serve the site
    python3 tools/prepare.py tests    to test and lint it

Standard library only, Python 3.10 or newer: it runs before anything is installed.
Each step leaves a stamp in .bootstrap/, so that a second run takes a moment.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tools import chromium  # noqa: E402

OWN = ROOT / ".bootstrap"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCK = (ROOT / "uv.lock", ROOT / "pyproject.toml", ROOT / ".python-version")
VAR = Path(os.environ.get("ARGMAP_VAR") or ROOT / "var").absolute()
OLDEST_UV = (0, 8)


class StepFailed(Exception):
    """A step that could not be finished: which, why, and what to do about it."""

    def __init__(self, step: str, why: str, remedy: str) -> None:
        super().__init__(f"\nStopped at: {step}\nWhy: {why}\nWhat to do: {remedy}\n")


def main(target: str) -> None:
    """Runs the steps of the target, in order."""
    if sys.version_info < (3, 10):  # noqa: UP036 (this runs on whatever the machine has)
        found = sys.version.split()[0]
        raise StepFailed(
            "looking at Python",
            f"python3 is {found}, and 3.10 or newer is needed to begin.",
            "install a newer python3, or name one: make PYTHON=/path/to/python3",
        )
    OWN.mkdir(exist_ok=True)
    if target == "demo":
        install_packages(extra=["--no-dev", "--inexact"], kind="plain")
        build_fonts()
        collect_static()
    else:
        install_packages(extra=[], kind="dev")
        build_fonts()
        find_browser()


def find_uv() -> str:
    """The path of a recent uv: the one on PATH, or our own under .bootstrap/."""
    own = OWN / "uv" / "bin" / "uv"
    on_path = shutil.which("uv")
    for candidate in (on_path, str(own)):
        if candidate and _version(candidate) >= OLDEST_UV:
            return candidate
    say("bringing uv, which installs the rest")
    step = "installing uv into .bootstrap/uv"
    run(
        [sys.executable, "-m", "venv", "--clear", str(OWN / "uv")],
        step=step,
        remedy="install the package python3-venv (Debian, Ubuntu) or a Python with venv, "
        "or install uv yourself and put it on PATH",
    )
    python = str(OWN / "uv" / "bin" / "python")
    run(
        [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "uv>=0.8,<1"],
        step=step,
        remedy="see that pip can reach a package index (a proxy may be needed), "
        "or install uv yourself and put it on PATH",
    )
    return str(own)


def _version(uv: str) -> tuple[int, ...]:
    """The version of this uv; (0,) when it does not run."""
    try:
        answer = subprocess.run([uv, "--version"], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return (0,)
    found = re.search(r"(\d+)\.(\d+)", answer.stdout)
    return (int(found[1]), int(found[2])) if found else (0,)


def install_packages(*, extra: list[str], kind: str) -> None:
    """Puts the locked packages into .venv, with the Python that .python-version names."""
    locked = digest(LOCK)
    have = stamp("packages")
    # what the tests need is more than what the site needs
    if have in {f"{locked} {kind}", f"{locked} dev"} and works(PYTHON):
        return
    uv = find_uv()
    python = find_python(uv)
    say("installing the locked packages into .venv")
    run(
        [uv, "sync", "--frozen", "--quiet", "--python", python, *extra],
        step="installing the packages in uv.lock",
        remedy="see that this machine can reach a package index and has space left, "
        "then run make again",
    )
    stamp("packages", f"{locked} {kind}")


def find_python(uv: str) -> str:
    """The path of Python 3.13, brought by uv where it is missing; else another that will do."""
    named = (ROOT / ".python-version").read_text(encoding="ascii").strip()
    wanted = os.environ.get("UV_PYTHON") or named
    if found := _python(uv, wanted):
        return found
    say(f"bringing Python {wanted}")
    subprocess.run([uv, "python", "install", wanted], cwd=ROOT, check=False)
    if found := _python(uv, wanted) or _python(uv, ">=3.12,<3.15"):
        return found
    raise StepFailed(
        f"looking for Python {wanted}",
        f"none is on this machine, and `uv python install {wanted}` could not bring it.",
        f"install Python {wanted} (3.12 or 3.14 will do), or set UV_PYTHON to its path.",
    )


def _python(uv: str, wanted: str) -> str | None:
    """The path of a Python already on the machine, outside any virtual environment."""
    command = [uv, "python", "find", "--no-python-downloads", "--system", wanted]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    path = answer.stdout.strip()
    return path if answer.returncode == 0 and works(Path(path)) else None


def build_fonts() -> None:
    """Makes the interface font from its package into var/static/fonts/."""
    command = ROOT / "essays" / "management" / "commands" / "build_fonts.py"
    made = VAR / "static" / "fonts"
    wanted = digest([ROOT / "uv.lock", command])
    if stamp("fonts") == wanted and made.is_dir() and any(made.iterdir()):
        return
    say("making the interface font")
    manage("build_fonts", step="making the interface font")
    stamp("fonts", wanted)


def collect_static() -> None:
    """Collects the static files under hashed names, compressed."""
    files = [file for folder in (ROOT, VAR) for file in (folder / "static").rglob("*")]
    # what makes them small
    files += [ROOT / "argmap" / "static.py", ROOT / "argmap" / "modules.py"]
    seen = "".join(f"{file} {file.stat().st_mtime_ns}\n" for file in sorted(files))
    wanted = hashlib.sha256(f"{digest(LOCK)}\n{seen}".encode()).hexdigest()
    if stamp("static") == wanted and (VAR / "collected" / "staticfiles.json").exists():
        return
    say("collecting the static files")
    command = ("collectstatic", "--no-input", "--clear", "--verbosity=0")
    manage(*command, step="collecting the static files")
    stamp("static", wanted)


def find_browser() -> None:
    """Sees to it that there is a Chromium for the journeys."""
    try:
        chromium.bring(str(PYTHON))
    except LookupError as error:
        why, _, remedy = str(error).rpartition("\n")
        raise StepFailed("looking for a browser", why, remedy) from error


def manage(*arguments: str, step: str) -> None:
    """Runs one of Django's commands in .venv."""
    remedy = "read the error above; it names the setting or file"
    run([str(PYTHON), "manage.py", *arguments], step=step, remedy=remedy)


def run(command: list[str], *, step: str, remedy: str) -> None:
    """Runs the command in the project's folder; its output is shown."""
    environment = {**os.environ, "UV_PROJECT_ENVIRONMENT": str(VENV), "ARGMAP_HASHED_STATIC": "on"}
    environment.pop("VIRTUAL_ENV", None)
    try:
        code = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
    except OSError as error:
        raise StepFailed(step, str(error), remedy) from error
    if code:
        raise StepFailed(step, f"`{' '.join(command)}` ended with {code}.", remedy)


def works(python: Path) -> bool:
    """Whether this Python starts."""
    try:
        return subprocess.run([str(python), "-c", ""], check=False).returncode == 0
    except OSError:
        return False


def digest(files: Iterable[Path]) -> str:
    """A hash of the files' contents."""
    together = hashlib.sha256()
    for file in files:
        together.update(file.read_bytes())
    return together.hexdigest()


def stamp(name: str, value: str | None = None) -> str:
    """The stamp of a step that was finished; with a value, sets it."""
    file = OWN / f"{name}.stamp"
    if value is not None:
        file.write_text(value, encoding="ascii")
    return file.read_text(encoding="ascii") if file.exists() else ""


def say(line: str) -> None:
    print(f"· {line}", flush=True)


if __name__ == "__main__":
    try:
        main(sys.argv[1] if len(sys.argv) > 1 else "demo")
    except StepFailed as failure:
        sys.exit(str(failure))
