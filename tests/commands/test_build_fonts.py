"""The interface font, made from its package."""

from pathlib import Path

import pytest
from django.core.management import call_command
from fontTools.ttLib import TTFont

from essays.layout.instances import instance_files
from essays.management.commands import build_fonts


@pytest.fixture
def made(tmp_path: Path, settings) -> Path:
    """The folder of fonts that look made, by today's recipe."""
    settings.VAR = tmp_path
    folder = tmp_path / "static" / "fonts"
    folder.mkdir(parents=True)
    for face in build_fonts.FACES:
        (folder / face.name).write_bytes(b"as it was")
    (tmp_path / "fonts").mkdir()
    for file in instance_files(tmp_path / "fonts").values():
        file.write_bytes(b"as it was")
    (folder / "made-from.json").write_text(build_fonts.recipe(), encoding="utf-8")
    return folder


def test_fonts_that_are_up_to_date_are_left_alone(made, capsys):
    call_command("build_fonts")
    assert "up to date" in capsys.readouterr().out
    kept = [*made.glob("*.woff2"), *made.parents[1].glob("fonts/*.ttf")]
    assert len(kept) == 6
    assert {file.read_bytes() for file in kept} == {b"as it was"}


@pytest.mark.parametrize("missing", [face.name for face in build_fonts.FACES])
def test_a_missing_file_is_noticed(made, missing):
    (made / missing).unlink()
    assert not build_fonts.is_up_to_date(made, made / "made-from.json")


def test_another_recipe_is_noticed(made, monkeypatch):
    monkeypatch.setattr(build_fonts, "OPTICAL_SIZE", 20)
    assert not build_fonts.is_up_to_date(made, made / "made-from.json")


def test_the_upright_keeps_its_weights_and_has_one_optical_size(tmp_path):
    target = tmp_path / "inter.woff2"
    build_fonts.make(build_fonts.FACES[0], target)
    font = TTFont(target)
    assert [(axis.axisTag, axis.minValue, axis.maxValue) for axis in font["fvar"].axes] == [
        ("wght", 400, 700)
    ]
    letters = font.getBestCmap()
    assert all(ord(letter) in letters for letter in "AÅßčşŵ–’“€ ")
    assert target.stat().st_size < 50_000
    assert not list(tmp_path.glob("*.part"))
