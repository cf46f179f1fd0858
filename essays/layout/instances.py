"""The fonts of drawings that are no pages: a file of Inter for each weight that is measured.

Pages load one file with all weights. What draws PNG and PDF takes a file for a weight, so each is
cut out of the whole font once and kept in a folder. Beside the letters that are measured they hold
Greek and Cyrillic ones and signs of logic, which pages take from the reader's system.
"""

import hashlib
import os
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import metadata
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import uharfbuzz as hb
from fontTools.ttLib import TTFont

from essays.layout.measure import LATIN, OPTICAL_SIZE, Weight, font_file

LETTERS: Final = (*LATIN, (0x300, 0x52F), (0x1E00, 0x22FF))
# the weight that each file says it has: some programs know only whole hundreds
HUNDREDS: Final[Mapping[Weight, int]] = {
    Weight.TEXT: 400,
    Weight.CHIP: 500,
    Weight.NUMBER: 600,
    Weight.WORD: 700,
}
_POSTSCRIPT, _WINDOWS_ENGLISH = 6, (3, 1, 0x409)  # as the table `name` counts
_RECIPE: Final = 2  # to be raised when what is done below changes


def instances(folder: Path) -> Mapping[Weight, Path]:
    """Return the file of every weight in the folder. Makes what is missing: a moment, once."""
    found = instance_files(folder)
    missing = [weight for weight, file in found.items() if not file.is_file()]
    if missing:
        folder.mkdir(parents=True, exist_ok=True)
        _make({weight: found[weight] for weight in missing})
    return found


def instance_files(folder: Path) -> Mapping[Weight, Path]:
    """Return where the file of every weight stands in the folder, made or not."""
    return {weight: folder / f"inter-{weight}-{_stamp()}.ttf" for weight in Weight}


@cache
def _stamp() -> str:
    """Return a name for what the files depend on."""
    parts = (metadata.version("fontpkg-inter"), LETTERS, OPTICAL_SIZE, _RECIPE)
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:10]


def _make(files: Mapping[Weight, Path]) -> None:
    """Write the files, each whole or not at all."""
    whole = hb.Face(hb.Blob.from_file_path(str(font_file())))
    for weight, file in files.items():
        font = TTFont(BytesIO(_instance(whole, weight).blob.data))
        font["OS/2"].usWeightClass = HUNDREDS[weight]
        # writers of PDF tell fonts apart by this name
        font["name"].setName(f"Inter-{int(weight)}", _POSTSCRIPT, *_WINDOWS_ENGLISH)
        if weight is Weight.NUMBER:
            _keep_in_columns(font)
        unfinished = file.with_suffix(f".{os.getpid()}.part")
        font.save(unfinished)
        unfinished.replace(file)


def _instance(whole: hb.Face, weight: Weight) -> hb.Face:
    wanted = hb.SubsetInput()
    wanted.flags = hb.SubsetFlags.GLYPH_NAMES | hb.SubsetFlags.NOTDEF_OUTLINE
    wanted.unicode_set.update(code for low, high in LETTERS for code in range(low, high + 1))
    wanted.layout_feature_tag_set.add(int.from_bytes(b"tnum"))
    wanted.pin_axis_location(whole, "opsz", OPTICAL_SIZE)
    wanted.pin_axis_location(whole, "wght", float(weight))
    return hb.subset(whole, wanted)


def _keep_in_columns(font: Any) -> None:
    """Make digits as wide as each other, as they are measured, for those who know no features."""
    table = font["GSUB"].table
    wanted = {
        index
        for record in table.FeatureList.FeatureRecord
        if record.FeatureTag == "tnum"
        for index in record.Feature.LookupListIndex
    }
    swaps = dict(_swaps(table.LookupList.Lookup[index] for index in wanted))
    for part in font["cmap"].tables:
        part.cmap = {code: swaps.get(name, name) for code, name in part.cmap.items()}


def _swaps(lookups: Iterable[Any]) -> Iterable[tuple[str, str]]:
    for lookup in lookups:
        for part in lookup.SubTable:
            plain = getattr(part, "ExtSubTable", part)
            yield from getattr(plain, "mapping", {}).items()
