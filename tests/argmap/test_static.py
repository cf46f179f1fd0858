import re
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage

from argmap.static import HashedStorage, small_css

ROOT = Path(__file__).resolve().parents[2]


def test_a_hashed_script_imports_the_hashed_name_of_another(tmp_path, settings):
    settings.WHITENOISE_KEEP_ONLY_HASHED_FILES = False
    source = FileSystemStorage(tmp_path / "source")
    source.save("js/map.js", ContentFile(b'import { focus } from "./focus.js";\nfocus();\n'))
    source.save("js/focus.js", ContentFile(b"export function focus() {}\n"))
    collected = HashedStorage(location=tmp_path / "collected", base_url="/static/")
    paths = {}
    for name in ("js/map.js", "js/focus.js"):
        with source.open(name) as file:
            collected.save(name, file)
        paths[name] = (source, name)
    hashed = {name: new for name, new, _ in collected.post_process(paths)}
    script = (tmp_path / "collected" / hashed["js/map.js"]).read_text()
    assert f'"./{hashed["js/focus.js"].removeprefix("js/")}"' in script


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (".a :is(b, i) { color: red; }", ".a *:is(b,i){color:red}"),
        (".a:is(b) { color: red; }", ".a:is(b){color:red}"),
        (".a > :is(b), :is(i) { color: red; }", ".a>:is(b),:is(i){color:red}"),
    ],
)
def test_a_small_sheet_selects_what_the_written_one_does(written: str, kept: str) -> None:
    assert small_css(written) == kept


def test_no_selector_of_ours_loses_what_it_stands_in() -> None:
    for sheet in (ROOT / "static" / "css").glob("*.css"):
        words = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
        inside = re.findall(r"[^\s,{}>+~] :[a-z]", words)
        assert small_css(words).count(" *:") == len(inside) + words.count(" *:"), sheet.name
