"""What a browser has to load for the workbench."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from argmap.static import SHEETS, HashedStorage
from essays.models import Essay
from essays.services.demo import load_demo
from tests.factories import ada
from tests.views.bench import html

IMPORT = re.compile(r'(?:from|import)\s*"(\./[^"]+)"')
MOST_STYLES_AND_SCRIPTS = 60_000  # bytes, gzipped; the font apart
MOST_PAGE = 300_000


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """The static files as a site serves them, and their hashed names."""
    folder = tmp_path_factory.mktemp("collected")
    storage = HashedStorage(location=folder, base_url="/static/")
    paths = {}
    for finder in finders.get_finders():
        for name, source in finder.list([]):
            if name.startswith(("css/", "js/", "fonts/", "icons/", "django_htmx/")):
                with source.open(name) as file:
                    storage.save(name, file)
                paths[name] = (source, name)
    return folder, {name: new for name, new, _done in storage.post_process(paths)}


def modules(folder: Path, name: str, seen: set[str]) -> Iterator[str]:
    """Yield the hashed names of a script and of all that it imports."""
    if name in seen:
        return
    seen.add(name)
    yield name
    for other in IMPORT.findall((folder / name).read_text()):
        inner = (Path(name).parent / other).as_posix()
        yield from modules(folder, inner, seen)


@pytest.mark.django_db
def test_the_workbench_of_the_demo_is_light(
    client: Client, collected: tuple[Path, dict[str, str]]
) -> None:
    folder, hashed = collected
    by_part = {part: sheet for sheet, parts in SHEETS.items() for part in parts}
    load_demo(ada())
    page = html(client.get(f"/essays/{Essay.objects.get().pk}/"))
    assert len(page.encode()) <= MOST_PAGE
    assert len(html(client.get(f"/essays/{Essay.objects.get().pk}/?view=map"))) <= MOST_PAGE
    linked = re.findall(r'(?:src|href)="/static/([^"]+\.(?:css|js))"', page)
    assert "js/workbench/main.js" in linked
    loaded: set[str] = set()
    sheets = {by_part.get(name, name) for name in linked}
    assert sheets >= set(SHEETS)
    for name in sheets:
        loaded |= set(modules(folder, hashed[name], set()))
    # joined: a browser asks for few
    assert len(loaded) < 12
    weight = sum(len(gzip.compress((folder / name).read_bytes())) for name in loaded)
    assert weight <= MOST_STYLES_AND_SCRIPTS


def test_styles_come_as_one_sheet_without_comments(
    collected: tuple[Path, dict[str, str]],
) -> None:
    folder, hashed = collected
    sheet = (folder / hashed["css/argmap.css"]).read_text()
    assert "/*" not in sheet
    assert "@layer reset,tokens" in sheet
    assert hashed["fonts/inter.woff2"].removeprefix("fonts/") in sheet
