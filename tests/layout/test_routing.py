"""Lines across the map: the lanes they may take, and the ways they find."""

from itertools import pairwise

from essays.layout.geometry import Rect
from essays.layout.lanes import Lanes
from essays.layout.routing import routed

LEFT, RIGHT = Rect(0, 0, 100, 50), Rect(400, 0, 100, 50)
WALL = Rect(200, -300, 60, 600)


def length(line) -> float:
    return sum(abs(ax - bx) + abs(ay - by) for (ax, ay), (bx, by) in pairwise(line))


def test_every_point_has_a_row_and_a_column_that_end_where_something_stands():
    lanes = Lanes([(0, 0), (150, 20), (300, 0)], [WALL], [])
    assert lanes.places == [0, 0, 20, 0, 150, 300]
    assert [lanes.through(point) for point in ((0, 0), (300, 0))] == [(0, 3), (1, 5)]
    # one row on each side of the wall; only the first columns reach the row on the left
    assert lanes.steps(0) == ([3, 4], [150])
    assert lanes.steps(1) == ([5], [])


def test_no_lane_runs_through_what_stands_in_the_way():
    lanes = Lanes([(230, 0), (0, 0)], [WALL], [])
    assert lanes.through((230, 0)) is None
    assert lanes.places == [0, 0]


def test_a_step_along_a_line_or_across_one_is_dearer():
    points = [(0, 0), (100, 0), (200, 50)]
    plain, _between = Lanes(points, [], []).steps(0)[1]
    along, _between = Lanes(points, [], [[(-10, 2), (90, 2)]]).steps(0)[1]
    across, _between = Lanes(points, [], [[(50, -30), (50, 30)]]).steps(0)[1]
    assert plain == 100
    assert plain < across < along


def test_a_line_that_is_taken_counts_from_then_on():
    lanes = Lanes([(0, 0), (100, 50)], [], [])
    assert [lanes.steps(lane)[1] for lane in (0, 2)] == [[100], [50]]
    lanes.take([(50, -30), (50, 2), (90, 2)])
    (dearer,), others = lanes.steps(0)[1], lanes.steps(2)[1]
    assert dearer > 100
    assert others == [50]


def test_a_line_goes_round_what_stands_between_with_few_corners():
    (line,) = routed([(LEFT, RIGHT)], obstacles=[LEFT, RIGHT, WALL], lines=[])
    assert not any(WALL.crossed_by(*segment) for segment in pairwise(line))
    assert len(line) <= 5
    assert all(ax == bx or ay == by for (ax, ay), (bx, by) in pairwise(line))


def test_a_second_line_keeps_away_from_the_first():
    first, second = routed([(LEFT, RIGHT)] * 2, obstacles=[LEFT, RIGHT], lines=[])
    assert len(first) == 2
    assert first[0] != second[0]
    assert first[-1] != second[-1]


def test_a_line_rather_goes_a_little_further_than_across_many_others():
    lower = Rect(400, 300, 100, 50)
    fence = [[(x, -1000), (x, 200)] for x in range(120, 380, 2)]
    (plain,) = routed([(LEFT, lower)], obstacles=[LEFT, lower], lines=[])
    (line,) = routed([(LEFT, lower)], obstacles=[LEFT, lower], lines=fence)
    assert max(y for _x, y in line[:-1]) > 200
    assert length(line) < length(plain) + 200


def test_there_is_no_way_out_of_a_ring():
    around = [Rect(-40, -60, 180, 20), Rect(-40, 90, 180, 20)]
    sides = [Rect(-60, -60, 40, 170), Rect(120, -60, 40, 170)]
    obstacles = [LEFT, RIGHT, *around, *sides]
    assert routed([(LEFT, RIGHT)], obstacles=obstacles, lines=[]) == [None]


def test_nothing_is_led_where_nothing_is_wanted():
    assert routed([], obstacles=[LEFT], lines=[]) == []
