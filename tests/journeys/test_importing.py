"""A teacher brings a map from another program, and takes it out in a third form."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from essays.formats import FORMATS
from essays.models import Essay, Node, Relation
from tests.browser import OpenPage
from tests.factories import ada
from tests.journeys.test_look import problems

DISCUSSION = """Discussion Title: Homework

1. Homework should go.
1.1. Pro: It costs sleep ([A study](https://example.org/sleep)).
1.1.1. Con: Pupils who sleep little watch screens instead.
1.2. Con: Practice makes perfect.
1.2.1. Con: -> See 1.1.
"""


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_discussion_comes_in_and_goes_out_as_argdown(
    open_page: OpenPage, tmp_path: Path, script: bool
) -> None:
    file = tmp_path / "homework.txt"
    file.write_text(DISCUSSION, encoding="utf-8")
    page = open_page(ada(), java_script_enabled=script, viewport={"width": 390, "height": 800})
    page.goto("/essays/")
    page.get_by_role("link", name="Import").first.click()
    if script:
        assert problems(page) == []
    page.get_by_label("A file").set_input_files(file)
    page.get_by_role("button", name="Show what it holds").click()
    expect(page.get_by_text("Read as Kialo discussion. Nothing is stored yet.")).to_be_visible()
    expect(page.get_by_text("Pupils who sleep little watch screens instead.")).to_be_visible()
    assert not Essay.objects.exists()
    if script:
        assert problems(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("button", name="Import as a new essay").click()
    page.wait_for_url("**/essays/*/")
    essay = Essay.objects.get()
    assert Node.objects.filter(essay=essay).count() == 4
    assert Node.objects.get(text="It costs sleep (A study).").source is not None
    page.goto(f"/essays/{essay.pk}/export/?format=argdown&report=1")
    expect(page.get_by_role("heading", name="What Argdown cannot say")).to_be_visible()
    if script:
        assert problems(page) == []
    with page.expect_download() as download:
        page.get_by_role("button", name="Download").click()
    load = FORMATS["argdown"].load
    assert load is not None
    graph, _report = load(download.value.path().read_bytes())
    assert len(graph.nodes) == 4
    assert len(graph.relations) == Relation.objects.filter(essay=essay).count()
