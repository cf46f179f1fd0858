from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage

from argmap.static import HashedStorage


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
