"""Where real files lie that were not written by us, and are never part of the project."""

import os
from pathlib import Path

import pytest

_USUAL = Path(__file__).resolve().parents[3] / "shared" / "corpora"


def folder(name: str) -> Path:
    """Return a corpus; without it the test is skipped, and says so."""
    path = Path(os.environ.get("ARGMAP_CORPORA", _USUAL)) / name
    if not path.is_dir():
        pytest.skip(f"no corpus at {path}: set ARGMAP_CORPORA")
    return path
