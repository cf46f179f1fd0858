"""What reading Argdown costs, as ratios to the reference parser on the same document in the same
run.

Both are measured by the processor time of the quickest of some rounds in one process, from the text
to statements, arguments and relations. What the map adds is printed beside it.
"""

import gc
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import orjson

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.layout import line
from essays.formats.argdown import dump, load
from essays.formats.argdown_document import read

SIZES, GATE, ROUNDS = (10, 100, 1_000, 10_000), 1.0, 7
ROOT = Path(__file__).resolve().parent.parent
PACKAGE = "@argdown/core"
INSTALL = f"npm install --prefix var/argdown {PACKAGE}@1.7.5"
WORDS = ["rain", "homework", "schools", "learn", "because", "(mostly)", "pay,", "free", "and", "–"]
# Prints, for each file, the least milliseconds of processor time of parsing it and building its
# model: the plugins that do nothing else.
REFERENCE = """
const core = require(process.argv[2]);
const {readFileSync} = require('fs');
const rounds = Number(process.argv[3]);
const found = process.argv.slice(4).map((file) => {
    const input = readFileSync(file, 'utf8');
    const app = new core.ArgdownApplication();
    app.addPlugin(new core.ParserPlugin(), 'parse');
    app.addPlugin(new core.DataPlugin(), 'build');
    app.addPlugin(new core.ModelPlugin(), 'build');
    let least = Infinity;
    for (let round = 0; round < rounds; round++) {
        const begun = process.cpuUsage();
        const answer = app.run({input, process: ['parse', 'build'], logLevel: 'silent'});
        const spent = process.cpuUsage(begun);
        if (answer.parserErrors.length) throw new Error('not read');
        least = Math.min(least, (spent.user + spent.system) / 1000);
    }
    return least;
});
console.log(JSON.stringify(found));
"""


def document(statements: int, *, seed: int = 1) -> str:
    """Return a document of so many statements and arguments, in trees of up to three levels."""
    chance = random.Random(seed)  # noqa: S311, nothing secret
    lines: list[str] = []
    level, titles = 0, [0]
    for number in range(statements):
        words = " ".join(chance.choices(WORDS, k=chance.randint(6, 16))).capitalize()
        if not lines or chance.random() < 0.2:
            level = 0
            lines += ["", f"[Statement {number}]: {words}."]
            titles.append(number)
            continue
        level = chance.randint(1, min(level + 1, 3))
        sign = chance.choice("+-")
        if chance.random() < 0.3:
            said = f"<Argument {number}>: {words}. #tag{chance.randint(1, 4)}"
        else:
            said = f"[Statement {number}]: {words}."
        lines.append(f"{'  ' * level}{sign} {said}")
        if chance.random() < 0.1:
            named = chance.choice(titles)
            lines.append(f"{'  ' * (level + 1)}{chance.choice('+-')} [Statement {named}]")
    return "\n".join(lines).lstrip() + "\n"


def spent(work: Callable[[], object]) -> float:
    """Return the milliseconds of processor time of the quickest round."""
    found = []
    for _ in range(ROUNDS):
        gc.collect()
        begun = time.process_time()
        work()
        found.append((time.process_time() - begun) * 1000)
    return min(found)


def reference() -> Path | None:
    """Return the folder of the reference parser, which ARGMAP_ARGDOWN names or var/ holds."""
    named = os.environ.get("ARGMAP_ARGDOWN")
    for folder in [Path(named)] if named else sorted((ROOT / "var").glob("*")):
        for place in (folder, folder / "node_modules" / PACKAGE):
            if (place / "package.json").is_file() and (place / "dist").is_dir():
                return place
    return None


def by_reference(node: str, package: Path, documents: list[str]) -> list[float]:
    """Return the milliseconds of processor time that the reference parser needs for each."""
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"{number}.argdown" for number in range(len(documents))]
        for file, words in zip(files, documents, strict=True):
            file.write_text(words, encoding="utf-8")
        script = Path(folder) / "reference.js"
        script.write_text(REFERENCE, encoding="utf-8")
        answer = subprocess.run(  # noqa: S603
            [node, script, package.resolve(), str(ROUNDS), *files], capture_output=True, check=True
        )
    found: list[float] = orjson.loads(answer.stdout)
    return found


def main() -> int:
    """Print the table; return 1 where a gate does not hold."""
    documents = [document(size) for size in SIZES]
    for size, words in zip(SIZES, documents, strict=True):
        data = words.encode()
        graph, _ = load(data)
        whole, back = spent(partial(load, data)), spent(partial(dump, graph))
        sys.stdout.write(
            f"Argdown of {size} statements: {whole:.1f} ms to a map, {back:.1f} ms from one\n"
        )
    node, package = shutil.which("node"), reference()
    if node is None or package is None:
        sys.stdout.write(f"{PACKAGE} is not installed: no ratios against it. {INSTALL}\n")
        return 0
    floors = by_reference(node, package, documents)
    held = [
        line(f"reading Argdown of {size} statements, to {PACKAGE}", ours / floor, GATE)
        for size, ours, floor in zip(
            SIZES, (spent(partial(read, words)) for words in documents), floors, strict=True
        )
    ]
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main())
