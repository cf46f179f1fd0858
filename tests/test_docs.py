"""The documents say what is there: settings, targets, links."""

import re
from pathlib import Path

import pytest

from essays.formats import FORMATS

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
FIRST_SCREEN = 30
# written so that this file names none of them
REGISTRIES = re.compile(r"\b(pypi|npmjs|pythonhosted|ghcr|quay|docker|debian)\.(org|com|io)\b")


def _read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def _settings() -> set[str]:
    """The variables that the site reads."""
    read = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', _read("argmap/settings.py")))
    assert "ARGMAP_SITE_URL" in read
    return read


def _targets() -> set[str]:
    return set(re.findall(r"^([a-z][a-z-]*):", _read("Makefile"), re.MULTILINE))


@pytest.fixture(params=PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def page(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    return path


def test_every_setting_stands_in_the_example():
    examples = set(re.findall(r"^([A-Z_]+)=", _read(".env.example"), re.MULTILINE))
    assert _settings() <= examples
    of_compose = set(re.findall(r"\$\{([A-Z_]+)", _read("docker-compose.yml")))
    assert examples <= _settings() | of_compose


def test_every_setting_is_explained():
    explained = set(re.findall(r"`([A-Z_]+)`", _read("docs/operating.md")))
    assert _settings() <= explained


def test_every_default_in_the_example_is_the_real_one():
    given = dict(re.findall(r"^([A-Z_]+)=(.+)$", _read(".env.example"), re.MULTILINE))
    defaults = dict(
        re.findall(
            r'env\.\w+\(\s*"([A-Z_]+)",\s*default="?([^",)]+)"?', _read("argmap/settings.py")
        )
    )
    plain = {name: value for name, value in defaults.items() if re.fullmatch(r"[\w/*]+", value)}
    for name in plain.keys() & given.keys():
        assert given[name] in {plain[name], {"True": "on", "False": "off"}.get(plain[name])}, name


def test_every_target_that_is_named_exists(page):
    named = set(re.findall(r"\bmake ([a-z][a-z-]*)`", page.read_text(encoding="utf-8")))
    assert named <= _targets()


def test_every_target_is_explained_to_contributors():
    told = set(re.findall(r"`make ([a-z-]+)`", _read("CONTRIBUTING.md") + _read("README.md")))
    assert _targets() - {"ready"} <= told | {"help"}


def test_links_lead_somewhere(page):
    for link in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        if not re.match(r"[a-z]+:|#", link):
            assert (page.parent / link.partition("#")[0]).exists(), link


def test_no_document_depends_on_one_registry(page):
    assert not REGISTRIES.search(page.read_text(encoding="utf-8"))


def test_the_first_screen_says_how_to_begin():
    first = "\n".join(_read("README.md").splitlines()[:FIRST_SCREEN])
    assert "make demo" in first
    assert "make test" in first


def test_every_decision_has_its_three_parts():
    decisions = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [int(path.name[:4]) for path in decisions] == list(range(1, len(decisions) + 1))
    for path in decisions:
        text = path.read_text(encoding="utf-8")
        assert all(f"## {part}" in text for part in ("Context", "Decision", "Consequences")), path


def test_every_format_stands_in_the_table_with_its_directions() -> None:
    page = _read("docs/formats.md")
    for one in FORMATS.values():
        files = ", ".join(f".{extension}" for extension in one.extensions)
        ways = f"{'yes' if one.load else ''} | {'yes' if one.dump else ''}"
        assert f"| `{one.name}` | {one.title} | {files} | {ways} |" in page
