"""UUIDv7 made here."""

import threading
import time
from uuid import RFC_4122

from essays.graph.ids import uuid7, uuid7s


def test_an_id_is_a_uuid_of_version_7():
    made = uuid7()
    assert made.version == 7
    assert made.variant == RFC_4122


def test_an_id_starts_with_the_time_in_milliseconds():
    before = time.time_ns() // 1_000_000
    made = uuid7()
    assert before <= made.int >> 80 <= time.time_ns() // 1_000_000 + 10


def test_ids_come_in_the_order_in_which_they_were_made():
    made = [uuid7() for _ in range(20_000)]
    assert made == sorted(set(made))


def test_two_threads_never_make_the_same_id():
    made: list[list[object]] = [[], []]

    def make(place):
        made[place].extend(uuid7() for _ in range(5_000))

    threads = [threading.Thread(target=make, args=(place,)) for place in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({*made[0], *made[1]}) == 10_000


def test_ids_made_together_are_in_order_and_later_than_those_before():
    made = [uuid7(), *uuid7s(5_000), uuid7(), *uuid7s(2)]
    assert made == sorted(set(made))
    assert len(made) == 5_004
    assert all(id.version == 7 and id.variant == RFC_4122 for id in made)
