"""Fractional keys: order, room and length."""

import itertools
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essays.graph.ids import uuid7
from essays.graph.positions import DIGITS, after, between, is_key, spread, stamped

foreign = st.text(DIGITS, min_size=1, max_size=12)


def test_digits_are_in_the_order_of_plain_text():
    assert list(DIGITS) == sorted(DIGITS)
    assert len(set(DIGITS)) == 62


def test_the_first_key_leaves_room_on_both_sides():
    first = after(None)
    assert between(None, first) < first < after(first)


def test_an_empty_position_is_the_lowest():
    assert between("", "V") == between(None, "V") < "V"
    assert between("", None) == between(None, None) == between("", "")


@given(foreign, foreign)
def test_a_key_lies_strictly_between_any_two_that_leave_room(one, two):
    low, high = sorted((one, two))
    key = between(low, high)
    if high.startswith(low) and not high[len(low) :].strip("0"):
        assert key == low
    else:
        assert low < key < high
        assert is_key(key)


@given(foreign)
def test_every_key_has_one_after_it(key):
    assert after(key) > key
    assert is_key(after(key))


@given(foreign.filter(is_key))
def test_every_key_has_one_before_it(key):
    assert between(None, key) < key
    assert is_key(between(None, key))


def test_equal_neighbours_share_their_key():
    assert between("k", "k") == "k"
    assert between("k", "k00") == "k"


@pytest.mark.parametrize(("low", "high"), [("b", "a"), ("aa", "a"), ("a", "")])
def test_neighbours_in_the_wrong_order_are_refused(low, high):
    with pytest.raises(ValueError, match="later than"):
        between(low, high)


@pytest.mark.parametrize("key", ["a-b", "é", "a b", "ａ"])
def test_other_characters_are_refused(key):
    assert not is_key(key)
    with pytest.raises(ValueError, match="no base 62 digit"):
        after(key)


@pytest.mark.parametrize("key", ["", "0", "V0"])
def test_a_key_does_not_end_in_the_lowest_digit(key):
    assert not is_key(key)


def test_appending_ten_thousand_times_keeps_keys_short():
    keys = list(itertools.accumulate(range(10_000), lambda key, _: after(key), initial=after(None)))
    assert keys == sorted(set(keys))
    assert max(map(len, keys)) <= 5


def test_prepending_ten_thousand_times_keeps_keys_short():
    key = after(None)
    for _ in range(10_000):
        earlier = between(None, key)
        assert earlier < key
        key = earlier
    assert len(key) <= 5


@pytest.mark.parametrize("grow", ["up", "down"])
def test_ten_thousand_keys_in_one_gap_stay_short(grow):
    low, high = "V", "W"
    for _ in range(10_000):
        key = between(low, high)
        assert low < key < high
        low, high = (key, high) if grow == "up" else (low, key)
    assert len(key) <= 8


def test_alternating_inserts_grow_slowly():
    low, high = "V", "W"
    for turn in range(200):
        key = between(low, high)
        assert low < key < high
        low, high = (key, high) if turn % 2 else (low, key)
    assert len(key) <= 60


@given(st.integers(0, 5_000))
def test_a_spread_is_in_order_and_short(count):
    keys = spread(count)
    assert len(keys) == count
    assert keys == sorted(set(keys))
    assert all(map(is_key, keys))
    assert max(map(len, keys), default=0) <= (1 if count <= 59 else 2 if count <= 3_658 else 3)


def test_a_spread_leaves_room_at_both_ends():
    keys = spread(59)
    assert len(between(None, keys[0])) == len(after(keys[-1])) == 3


@given(st.lists(st.integers(0, 1_000_000), max_size=150))
def test_any_sequence_of_inserts_keeps_the_order_it_was_given(places):
    keys: list[str] = []
    for number in places:
        at = number % (len(keys) + 1)
        low = keys[at - 1] if at else None
        keys.insert(at, between(low, keys[at] if at < len(keys) else None))
    assert keys == sorted(set(keys))


def test_a_stamp_stands_behind_all_that_was_there():
    key = "V"
    for _ in range(3):
        for _ in range(100):
            assert after(key) > key
            key = after(key)
        stamp = stamped(uuid7())
        assert is_key(stamp)
        assert key < stamp > spread(5_000)[-1]
        key = stamp


def test_what_is_moved_behind_a_stamp_stands_before_the_next():
    first = uuid7()
    later = UUID(int=first.int + (1 << 80))
    key = stamped(first)
    for _ in range(1_000):
        key = after(key)
    assert stamped(first) < key < stamped(later)
    assert len(key) <= 17


def test_an_id_that_holds_no_time_is_stamped_with_the_present():
    before, stamp = stamped(uuid7()), stamped(UUID(int=2**128 - 1))
    assert before < stamp < stamped(uuid7())


@given(st.integers(0, 2**60 - 1), st.integers(0, 2**60 - 1))
def test_stamps_are_in_the_order_of_their_time(one, two):
    ids = [UUID(int=n >> 12 << 80 | 7 << 76 | (n & 0xFFF) << 64 | 2 << 62) for n in (one, two)]
    assert (stamped(ids[0]) < stamped(ids[1])) == (one < two)


def test_there_is_room_before_the_first_stamp_and_between_two():
    one, two = stamped(uuid7()), stamped(uuid7())
    assert between(None, one) == "V"
    assert one < between(one, two) < two
