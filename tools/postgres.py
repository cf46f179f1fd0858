"""Runs a command against a PostgreSQL server of its own, torn down at the end.

    python3 tools/postgres.py COMMAND ...

With DATABASE_URL set, the command runs against that server and nothing is started.
Standard library only, Python 3.10 or newer.
"""

from __future__ import annotations

import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

OLDEST = 15
SYSTEM = Path("/usr/lib/postgresql")
# a test database may be lost with the machine, so it waits for no disk
QUICK = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200"


def main(command: list[str]) -> int:
    """The exit code of the command."""
    if os.environ.get("DATABASE_URL"):
        return subprocess.run(command, check=False).returncode
    # a run that is ended from outside still stops its server
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with server(binaries()) as url:
        environment = {**os.environ, "DATABASE_URL": url}
        return subprocess.run(command, check=False, env=environment).returncode


def binaries() -> Path:
    """The folder of the newest PostgreSQL of at least version 15, installed where that may be.

    Raises LookupError with what to do.
    """
    if found := _find():
        return found
    if shutil.which("apt-get") and os.geteuid() == 0:
        for command in (["update", "--quiet=2"], ["install", "--yes", "postgresql"]):
            print("+ apt-get", *command, flush=True)
            subprocess.run(["apt-get", *command], check=False)
        if found := _find():
            return found
    raise LookupError(
        f"The tests on PostgreSQL need its server, version {OLDEST} or newer, and found none.\n"
        "Install the package postgresql, put initdb and pg_ctl on PATH,\n"
        "or set DATABASE_URL to a server where databases may be made."
    )


def _find() -> Path | None:
    """The folder with the newest initdb and pg_ctl that are new enough."""
    folders = [*SYSTEM.glob("*/bin")]
    if on_path := shutil.which("initdb"):
        folders.append(Path(on_path).parent)
    found = {_version(folder): folder for folder in reversed(folders)}
    newest = max(found, default=0)
    return found[newest] if newest >= OLDEST else None


def _version(folder: Path) -> int:
    """The main version of the server in this folder; 0 where it is not whole."""
    if not (folder / "pg_ctl").exists():
        return 0
    try:
        answer = subprocess.run(
            [str(folder / "initdb"), "--version"], capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return 0
    found = re.search(r"(\d+)\.", answer.stdout)
    return int(found[1]) if found else 0


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """Runs a server for as long as the block; gives the address of an empty database on it."""
    # PostgreSQL refuses to run as root
    user = pwd.getpwnam("nobody") if os.geteuid() == 0 else None
    home = Path(tempfile.mkdtemp(prefix="argmap-pg-"))
    if user:
        os.chown(home, user.pw_uid, user.pw_gid)
    data, log = str(home / "data"), home / "log"
    port = _free_port()

    def run(program: str, *arguments: str, check: bool = True) -> None:
        # a server that keeps our pipes open would hold up whoever reads them
        subprocess.run(
            [str(folder / program), *arguments],
            check=check,
            cwd=home,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "HOME": str(home)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            user=user.pw_uid if user else None,
            group=user.pw_gid if user else None,
            extra_groups=[] if user else None,
        )

    try:
        run("initdb", "-D", data, "-U", "argmap", "-A", "trust", "-E", "UTF8", "--no-sync")
        place = f"-p {port} -k {home} -c listen_addresses=127.0.0.1"
        run("pg_ctl", "-D", data, "-l", str(log), "-w", "-o", f"{place} {QUICK}", "start")
        try:
            yield f"postgres://argmap@127.0.0.1:{port}/postgres"
        finally:
            run("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop", check=False)
    except subprocess.CalledProcessError as error:
        told = log.read_text(errors="replace") if log.exists() else ""
        raise LookupError(f"PostgreSQL did not start: {error}\n{told}") from error
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except LookupError as missing:
        sys.exit(str(missing))
