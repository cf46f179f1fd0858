import pytest

from essays.formats import FORMATS, recognise

OURS = b'{"argmap": 1, "essay": {"title": "A"}}'


@pytest.mark.parametrize("name", ["map.json", "MAP.JSON", "map.argmap", "map", "map.txt", ""])
def test_our_own_json_is_known_by_its_mark_whatever_its_name(name):
    assert recognise(name, OURS) is FORMATS["native"]


def test_our_own_json_is_known_whatever_the_order_of_its_keys():
    assert recognise("a", b'\xef\xbb\xbf\n{"essay": {}, "argmap" : 1}') is FORMATS["native"]


@pytest.mark.parametrize("data", [b"", b"plain words", b"\xff\xfe\x00", b'"argmap": 1'])
def test_bytes_that_nobody_knows_have_no_format(data):
    assert recognise("essay.unknown", data) is None


def test_every_format_is_registered_under_its_own_name():
    assert all(name == one.name for name, one in FORMATS.items())
    assert all(one.load or one.dump for one in FORMATS.values())
