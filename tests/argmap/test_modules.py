"""Modules are joined in the order in which they run, or refused with the line that cannot be."""

import pytest

from argmap.modules import bundled

FILES = {
    "main.js": 'import "./first.js";\nimport { two as zwei } from "./second.js";\nzwei();\n',
    "first.js": 'import { two } from "./second.js";\nexport const one = two();\n',
    "second.js": "let n = 0;\nexport async function two() {\n  n += 1;\n}\n",
}


def test_what_is_imported_stands_first_and_once() -> None:
    script = bundled("main.js", FILES.__getitem__)
    assert [script.index(name) for name in ("const msecond", "const mfirst", "const mmain")] == (
        sorted(script.index(name) for name in ("const msecond", "const mfirst", "const mmain"))
    )
    assert script.count("let n = 0;") == 1
    assert "return { two };" in script
    assert "const { two: zwei } = msecond;" in script
    assert "import" not in script
    assert "export" not in script


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ('import all from "./second.js";', "import all"),
        ("export let open = 1;", "export let"),
        ("export default 1;", "export default"),
        ('import { one } from "./main.js";', "by way of"),
    ],
)
def test_what_cannot_be_joined_is_refused_with_its_line(line: str, named: str) -> None:
    files = {**FILES, "first.js": f"{line}\n"}
    with pytest.raises(ValueError, match=named):
        bundled("main.js", files.__getitem__)
