"""Make the fonts from their package: the one that pages load, and those that exports draw with."""

import hashlib
import json
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

from essays.layout.instances import instances

PACKAGE: Final = "fontpkg-inter"
# the letters of European languages, punctuation, and the few signs an essay quotes
LATIN: Final = (
    "U+0020-007E,U+00A0-017F,U+0218-021B,U+2010-2027,U+202F-205E,U+20AC,U+2116,U+2122,"
    "U+2190-2193,U+2212,U+2248,U+2260,U+2264-2265"
)
FEATURES: Final = ("kern", "mark", "mkmk", "ccmp", "locl", "liga", "calt", "tnum", "case")


@dataclass(frozen=True, slots=True)
class Face:
    """One font file to make: where it comes from and what stays variable."""

    name: str
    source: str
    weight: tuple[int, int] | int


FACES: Final = (
    Face(name="inter.woff2", source="Inter[opsz,wght].ttf", weight=(400, 700)),
    Face(name="inter-italic.woff2", source="Inter-Italic[opsz,wght].ttf", weight=400),
)
OPTICAL_SIZE: Final = 14


class Command(BaseCommand):
    help = "Make the fonts from their package; does nothing when they are up to date."
    # runs while the site is being set up
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--force", action="store_true", help="Make it even if up to date.")

    def handle(self, *args: Any, **options: Any) -> None:
        instances(Path(settings.VAR) / "fonts")
        folder = Path(settings.VAR) / "static" / "fonts"
        folder.mkdir(parents=True, exist_ok=True)
        stamp = folder / "made-from.json"
        if not options["force"] and is_up_to_date(folder, stamp):
            self.stdout.write("The fonts are up to date.")
            return
        for face in FACES:
            make(face, folder / face.name)
            self.stdout.write(f"Made {face.name}, {(folder / face.name).stat().st_size:,} bytes.")
        stamp.write_text(recipe(), encoding="utf-8")


def recipe() -> str:
    """Return what the files depend on: the package, the letters and the axes."""
    parts = {
        "package": f"{PACKAGE} {metadata.version(PACKAGE)}",
        "letters": hashlib.sha256(LATIN.encode()).hexdigest()[:16],
        "features": FEATURES,
        "optical_size": OPTICAL_SIZE,
        "faces": [asdict(face) for face in FACES],
    }
    return json.dumps(parts, indent=1)


def is_up_to_date(folder: Path, stamp: Path) -> bool:
    """Return whether every file is there, made by this very recipe."""
    return (
        stamp.is_file()
        and stamp.read_text(encoding="utf-8") == recipe()
        and all((folder / face.name).is_file() for face in FACES)
    )


def make(face: Face, target: Path) -> None:
    """Write one woff2 file, whole or not at all."""
    font = TTFont(source_path(face))
    options = subset.Options(layout_features=list(FEATURES), flavor="woff2", notdef_outline=True)
    # cut first: pinning an axis then has a sixth of the glyphs to work on
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=subset.parse_unicodes(LATIN))
    cutter.subset(font)
    font = instancer.instantiateVariableFont(font, {"opsz": OPTICAL_SIZE, "wght": face.weight})
    unfinished = target.with_suffix(".part")
    subset.save_font(font, str(unfinished), options)
    unfinished.replace(target)


def source_path(face: Face) -> Path:
    """Return where the package keeps the variable font."""
    for file in metadata.files(PACKAGE) or []:
        if file.name == face.source:
            return Path(str(file.locate()))
    raise FileNotFoundError(f"{PACKAGE} holds no {face.source}")
