"""The secret key of a site that only this machine can reach."""

import os
import secrets
from pathlib import Path


def kept_key(path: Path) -> str:
    """The key in the file, which is made when it is missing and readable by its owner alone."""
    if not path.exists():
        made = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
        with os.fdopen(os.open(made, os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
        try:
            # two processes may start at once: a link never replaces what is there
            path.hardlink_to(made)
        except FileExistsError:
            pass
        finally:
            made.unlink()
    return path.read_text(encoding="ascii")
