"""Every way to get a map out, under one list of names."""

from io import BytesIO

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image
from pypdf import PdfReader

from essays.access.permissions import Permission
from essays.access.reach import Reach, reach
from essays.formats import FORMATS, native
from essays.graph.ids import uuid7
from essays.graph.kinds import SourceStatus
from essays.graph.operations import AddSource
from essays.layout.pdf import Paper
from essays.layout.scene import View
from essays.models import Essay, Visibility
from essays.services.editing import apply
from essays.services.exporting import (
    EXPORTS,
    Options,
    Shade,
    UnknownExport,
    WidthRefused,
    export,
    losses_of,
    named,
)
from essays.services.loading import load
from tests.factories import ada, add_reason, cy, make_essay, make_map

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_kept():
    cache.clear()


@pytest.fixture
def found() -> Reach:
    essay = make_essay(title="Why bread was dear: 1788/89")
    make_map(essay, reasons=("Winters were hard.", "Grain was hoarded."))
    return of(essay)


def of(essay: Essay, user=None) -> Reach:
    return reach(user or ada(), essay.pk, Permission.VIEW_MAP)


def test_formats_and_drawings_stand_in_one_list():
    assert list(EXPORTS) == [*(n for n, one in FORMATS.items() if one.dump), "svg", "png", "pdf"]
    assert named("json") is named("native")
    assert {one.name for one in EXPORTS.values() if one.drawn} == {"svg", "png", "pdf"}


def test_an_unknown_name_is_refused(found):
    with pytest.raises(UnknownExport):
        export(found, "docx")


@pytest.mark.parametrize(
    ("name", "media_type", "start"),
    [
        ("json", "application/json", b"{"),
        ("svg", "image/svg+xml", b"<svg "),
        ("png", "image/png", b"\x89PNG"),
        ("pdf", "application/pdf", b"%PDF"),
    ],
)
def test_a_file_has_a_name_and_a_type(found, name, media_type, start):
    file = export(found, name)
    assert file.name == f"why-bread-was-dear-178889.{name}"
    assert file.media_type == media_type
    assert file.data.startswith(start)


def test_a_title_without_letters_still_gives_a_name():
    essay = make_essay(title="???")
    assert export(of(essay), "svg").name == "map.svg"


def test_the_native_file_is_the_whole_map(found):
    graph, losses = native.load(export(found, "native").data)
    assert not losses
    assert native.dump(graph)[0] == native.dump(load(found.essay.pk))[0]


def test_who_is_no_member_does_not_read_who_checked_a_source():
    essay = make_essay(visibility=Visibility.PUBLIC)
    source = AddSource(id=uuid7(), citation="A diary", status=SourceStatus.CONFIRMED)
    apply(essay.pk, source, actor=ada())
    essay.refresh_from_db()
    assert str(ada().pk).encode() in export(of(essay), "json").data
    assert str(ada().pk).encode() not in export(of(essay, cy()), "json").data


def test_options_reach_the_drawing(found):
    tall = export(found, "svg", Options(view=View.LEFT_RIGHT)).data
    dark = export(found, "svg", Options(theme=Shade.DARK)).data
    plain = export(found, "svg").data
    assert len({tall, dark, plain}) == 3
    picture = export(found, "png", Options(width=300)).data
    assert Image.open(BytesIO(picture)).width == 300
    sheets = PdfReader(BytesIO(export(found, "pdf", Options(paper=Paper.LETTER)).data))
    assert sorted(map(float, sheets.pages[0].mediabox[2:])) == [612, 792]
    assert sheets.metadata.title == "Why bread was dear: 1788/89"


@pytest.mark.parametrize("width", [0, 99, 20_001])
def test_a_width_out_of_bounds_is_refused_with_the_bounds(found, width):
    with pytest.raises(WidthRefused) as refused:
        export(found, "png", Options(width=width))
    assert refused.value.least == 100
    assert 1000 < refused.value.most <= 20_000


def test_a_file_costs_one_query_and_none_the_second_time(found):
    with CaptureQueriesContext(
        connection,
    ) as first:
        data = export(found, "svg").data
    assert len(first) == 1
    with CaptureQueriesContext(connection) as second:
        assert export(found, "svg").data == data
    assert len(second) == 0


def test_an_edit_makes_another_file(found):
    before = export(found, "svg").data
    add_reason(found.essay, next(iter(load(found.essay.pk).nodes)), "Another reason.")
    assert export(of(found.essay), "svg").data != before


def test_a_pdf_names_the_letters_that_its_font_lacks(found):
    assert not losses_of(found.essay, "pdf")
    box = next(iter(load(found.essay.pk).nodes))
    add_reason(found.essay, box, "Größe, “naïve” \N{GREEK SMALL LETTER OMEGA} and 米米 \N{BANANA}.")
    (loss,) = losses_of(found.essay, "pdf").losses
    assert (loss.what, loss.detail) == ("letters_missing", "米\N{BANANA}")
    assert not losses_of(found.essay, "png")
