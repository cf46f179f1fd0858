"""The files that `make demo` and the image serve: small, joined, and the same to a person."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, expect

from essays.services.demo import load_demo
from tests.browser import Traps, opened
from tests.factories import ada
from tests.server import ROOT, site


@pytest.fixture(scope="module")
def collected(server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site that serves collected files."""
    folder = tmp_path_factory.mktemp("var")
    (folder / "static").symlink_to(Path(settings.VAR) / "static")
    given = {
        "ARGMAP_VAR": str(folder),
        "ARGMAP_HASHED_STATIC": "on",
        "ARGMAP_SECRET_KEY": settings.SECRET_KEY,
        "DJANGO_SETTINGS_MODULE": "argmap.settings",
    }
    # the pages for trying out the API are most of what there is to make small
    less = ("--ignore=drf_spectacular_sidecar", "--no-input", "--verbosity=0")
    command = [sys.executable, "manage.py", "collectstatic", *less]
    subprocess.run(command, cwd=ROOT, env={**os.environ, **given}, check=True)
    with site(**given) as url:
        yield url


def test_a_map_is_read_drawn_and_edited_with_collected_files(
    collected: str, browser: Browser
) -> None:
    essay = load_demo(ada())
    traps = Traps(origin=collected)
    with opened(browser, collected, traps) as open_page:
        page = open_page(ada(), viewport={"width": 1440, "height": 900})
        scripts: list[str] = []
        page.on("request", lambda request: scripts.append(request.url))
        page.goto(f"/essays/{essay.pk}/")
        page.get_by_role("treeitem").first.focus()
        page.keyboard.press("s")
        page.locator("#inspector textarea[name=text]").fill("It can still be written.")
        page.keyboard.press("Control+Enter")
        expect(page.locator("#outline")).to_contain_text("It can still be written.")
        expect(page.locator("#saved")).to_contain_text("version 2")
        page.get_by_role("link", name="Map", exact=True).first.click()
        expect(page.locator("svg.drawing")).to_contain_text("It can still be written.")
        assert sum("/static/js/workbench/" in url for url in scripts) == 1
    assert traps.unexpected() == []
