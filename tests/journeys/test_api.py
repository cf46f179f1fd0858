"""What docs/api.md tells programs to do works, word for word, against the real server."""

import os
import re
import subprocess
import sys
from pathlib import Path

import orjson
import pytest

from essays.formats.native import dump
from essays.models import Essay, Node, TokenScope
from essays.services.demo import demo_graph
from essays.services.loading import load
from essays.services.tokens import issue_token
from tests.factories import ada

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "docs" / "examples" / "build_map.py"
pytestmark = pytest.mark.smoke


@pytest.fixture
def key(server: str, transactional_db: None) -> str:
    """Return a key of Ada's."""
    return issue_token(ada(), name="walk", scope=TokenScope.WRITE).key


def test_the_script_builds_the_demo_map_from_nothing(server: str, key: str, tmp_path: Path) -> None:
    file = tmp_path / "map.json"
    wanted = demo_graph()
    file.write_bytes(dump(wanted)[0])
    command = [sys.executable, str(SCRIPT), server, key, str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    essay = Essay.objects.get(pk=done.stdout.strip())
    built = load(essay.pk)
    assert len(built.nodes) == len(wanted.nodes)
    assert {node.text for node in built.nodes.values()} == {
        node.text for node in wanted.nodes.values()
    }
    assert essay.version == 1


def test_the_walk_by_curl_works(server: str, key: str, tmp_path: Path) -> None:
    text = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    walk = "\n".join(re.findall(r"```bash\n(.*?)```", text, re.DOTALL))
    walk = walk.replace("docs/examples/build_map.py", str(SCRIPT))
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", walk],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "SITE": server, "KEY": key},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    kept = orjson.loads((tmp_path / "map.json").read_bytes())
    assert [node["note"] for node in kept["nodes"]] == ["", ""]
    assert Essay.objects.count() == 2
    assert Node.objects.count() == 4
