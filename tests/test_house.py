"""The house holds: sizes, names, who imports whom, and a place for every room."""

import ast
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ESSAYS = ROOT / "essays"
CODE = ("argmap", "essays", "tools", "tests", "bench")
MOST_LINES = {".py": 400, ".html": 200, ".js": 200}
MOST_LINES_OF_A_FUNCTION = 60
SAYS_NOTHING = {"utils", "util", "helpers", "helper", "manager", "managers", "misc", "common"}


def _python() -> list[Path]:
    files = (file for folder in CODE for file in (ROOT / folder).rglob("*.py"))
    return sorted(file for file in files if "migrations" not in file.parts)


def _sized() -> list[Path]:
    pages = [*(ROOT / "templates").rglob("*.html"), *ESSAYS.rglob("templates/**/*.html")]
    return [*_python(), *pages, *(ROOT / "static").rglob("*.js")]


def _rooms() -> set[str]:
    """The modules and packages directly below essays/."""
    packages = {path.parent.name for path in ESSAYS.glob("*/__init__.py")}
    return packages | {path.stem for path in ESSAYS.glob("*.py")} - {"__init__"}


def _long_functions(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > MOST_LINES_OF_A_FUNCTION:
                yield f"{file.relative_to(ROOT)}: {node.name} has {lines} lines"


def test_no_file_is_too_long_to_read_at_once():
    too_long = [
        f"split {file.relative_to(ROOT)}: {lines} lines, at most {MOST_LINES[file.suffix]}"
        for file in _sized()
        if (lines := len(file.read_text(encoding="utf-8").splitlines())) > MOST_LINES[file.suffix]
    ]
    assert not too_long


def test_no_function_does_too_much():
    assert not [found for file in _python() for found in _long_functions(file)]


def test_every_module_is_named_for_its_subject():
    assert not [file for file in _python() if SAYS_NOTHING & {file.stem, file.parent.name}]


def test_the_application_imports_nothing_by_itself():
    assert (ESSAYS / "__init__.py").read_text(encoding="utf-8") == ""


def test_every_room_has_a_place_in_the_map_of_rooms():
    rooms = (ROOT / "docs" / "rooms.md").read_text(encoding="utf-8")
    missing = [
        room for room in _rooms() if f"`{room}/`" not in rooms and f"`{room}.py`" not in rooms
    ]
    assert not missing, "docs/rooms.md says nothing of these"


def test_who_imports_whom_is_as_agreed():
    command = shutil.which("lint-imports", path=str(Path(sys.executable).parent))
    assert command
    done = subprocess.run([command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("room", ["drafting", "formats", "graph", "layout", "semantics", "text"])
def test_every_pure_room_is_kept_from_django(room):
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    forbidden = next(contract for contract in contracts if contract["type"] == "forbidden")
    if room in _rooms():
        assert f"essays.{room}" in forbidden["source_modules"]


def test_pure_rooms_import_without_django():
    pure = _rooms() & {"drafting", "formats", "graph", "layout", "semantics", "text"}
    imports = "; ".join(f"import essays.{room}" for room in sorted(pure))
    code = f"import sys; {imports}; sys.exit('django' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
