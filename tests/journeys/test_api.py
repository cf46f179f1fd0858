"""What docs/api.md tells programs to do works, word for word, against the real server."""

import os
import re
import subprocess
from dataclasses import replace
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from uuid import UUID

import orjson
import pytest

from essays.formats import native
from essays.graph.diff import same_content
from essays.graph.kinds import SourceStatus
from essays.graph.model import EssayGraph
from essays.models import Essay, Node, TokenScope
from essays.services.loading import load
from essays.services.tokens import issue_token
from tests.factories import ada

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "docs" / "examples" / "build_map.py"
DEMO = SCRIPT.with_name("demo-map.json")
pytestmark = pytest.mark.smoke


@pytest.fixture
def key(server: str, transactional_db: None) -> str:
    """Return a key of Ada's."""
    return issue_token(ada(), name="walk", scope=TokenScope.WRITE).key


def as_put(document: bytes, essay_id: UUID) -> EssayGraph:
    """Return the map of a document as it is once Ada put it into an essay of hers."""
    graph, _losses = native.load(document)
    checked = {
        id: source
        if source.status is SourceStatus.UNCHECKED
        else replace(source, checked_by_id=ada().pk)
        for id, source in graph.sources.items()
    }
    return replace(graph, details=replace(graph.details, id=essay_id), sources=checked)


def test_the_script_builds_the_demo_map_from_nothing(server: str, key: str) -> None:
    spec = spec_from_file_location("build_map", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    script = module_from_spec(spec)
    spec.loader.exec_module(script)
    document = script.with_new_ids(DEMO.read_text(encoding="utf-8"))
    essay = Essay.objects.get(pk=script.build(script.Site(server, key), orjson.loads(document)))
    assert same_content(load(essay.pk), as_put(document.encode(), essay.pk))
    assert essay.version == 1


def test_the_walk_by_curl_works(server: str, key: str, tmp_path: Path) -> None:
    text = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    walk = "\n".join(re.findall(r"```bash\n(.*?)```", text, re.DOTALL))
    walk = walk.replace("docs/examples", str(SCRIPT.parent))
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", walk],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "SITE": server, "KEY": key},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    small = Essay.objects.get(title="Why bread was dear")
    assert [node.note for node in Node.objects.filter(essay=small)] == ["", ""]
    sent = (tmp_path / "sent.json").read_bytes()
    wanted = orjson.loads(sent)["essay"]["title"]
    by_curl, _by_python = Essay.objects.filter(title=wanted).order_by("created")
    assert same_content(load(by_curl.pk), as_put(sent, by_curl.pk))
    assert Essay.objects.count() == 3
